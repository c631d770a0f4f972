package ami

import (
	"fmt"
	"strings"
	"unicode"
)

// Where is a place that can be asked: one profile's account in one region.
// Both words are checked on entry (CheckProfile, CheckRegion), so they are safe
// to show.
type Where struct {
	Profile string // "" is the environment's own credentials
	Region  string
}

// String is "region" or "profile/region", as messages name a place; of a whole
// account it is the profile alone.
func (w Where) String() string {
	if w.Profile == "" || w.Region == "" {
		return w.Profile + w.Region
	}
	return w.Profile + "/" + w.Region
}

// CheckRegion refuses what cannot be a region's name, before it becomes part
// of a host name.
func CheckRegion(name string) error {
	ok := len(name) >= 4 && len(name) <= 32 && strings.Contains(name, "-")
	for _, r := range name {
		ok = ok && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-')
	}
	if !ok {
		return fmt.Errorf("%q is not a region name; regions look like us-east-1", name)
	}
	return nil
}

// CheckProfile refuses a profile name that could not be shown as it is.
func CheckProfile(name string) error {
	for _, r := range name {
		if r == unicode.ReplacementChar || r != ' ' && !unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) {
			return fmt.Errorf("profile name %+q has characters that cannot be shown; rename it in the AWS config file", name)
		}
	}
	return nil
}

// SourceKind is which part of all images is asked for, as --from names it.
type SourceKind string

// The kinds of --from.
const (
	Mine        SourceKind = "mine"
	SharedToMe  SourceKind = "shared"
	Amazon      SourceKind = "amazon"
	Marketplace SourceKind = "marketplace"
	Community   SourceKind = "community"
	All         SourceKind = "all"
	Account     SourceKind = "account"
	Parameters  SourceKind = "parameters"
)

// Source is a kind, with the account where the kind is Account, and with the
// path where it is Parameters.
type Source struct {
	Kind    SourceKind
	Account string
	Path    string // of SSM parameters that name images: "/aws/service/ami-amazon-linux-latest"
}

// ParseSource reads the value of --from: a kind's name, twelve digits, or a path
// of SSM parameters.
func ParseSource(s string) (Source, error) {
	switch k := SourceKind(strings.ToLower(s)); k {
	case Mine, SharedToMe, Amazon, Marketplace, Community, All:
		return Source{Kind: k}, nil
	case "":
		return Source{Kind: Mine}, nil
	}
	if IsAccountID(s) {
		return Source{Kind: Account, Account: s}, nil
	}
	if strings.HasPrefix(s, "/") {
		return parsePath(s)
	}
	return Source{}, fmt.Errorf("--from %q is neither mine, shared, amazon, marketplace, community, all, a 12-digit account ID nor a path such as "+ExamplePath, s)
}

// ExamplePath is a path of public SSM parameters that name images: AWS's newest
// Amazon Linux.
const ExamplePath = "/aws/service/ami-amazon-linux-latest"

// parsePath reads a path of SSM parameters. What would be all of the account's
// parameters, or all public ones, is refused: most of them name no image, and
// ten a request they would take minutes. The characters and the fifteen levels
// are those that Systems Manager allows.
func parsePath(s string) (Source, error) {
	const mostLevels = 15
	path := "/" + strings.Trim(s, "/")
	levels := strings.Split(path[1:], "/")
	for _, level := range levels {
		if level == "" && path != "/" || strings.Trim(level, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") != "" {
			return Source{}, fmt.Errorf("--from %q is no path of SSM parameters: between its slashes stand letters, digits and _ . - (such as %s)", s, ExamplePath)
		}
	}
	switch {
	case path == "/", path == "/aws", path == "/aws/service":
		return Source{}, fmt.Errorf("--from %q holds every parameter there is; go down to what you mean, such as %s", s, ExamplePath)
	case len(levels) > mostLevels:
		return Source{}, fmt.Errorf("--from %q has %d levels; SSM parameters have at most %d", s, len(levels), mostLevels)
	}
	return Source{Kind: Parameters, Path: path}, nil
}

// IsAccountID reports whether s is twelve digits.
func IsAccountID(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}

// String is the source as --from takes it.
func (s Source) String() string {
	switch s.Kind {
	case Account:
		return s.Account
	case Parameters:
		return s.Path
	}
	return string(s.Kind)
}

// Partition is the part of AWS that a region is in, as ARNs name it: nothing is
// copied or shared between two of them.
func Partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	case strings.HasPrefix(region, "eusc-"):
		return "aws-eusc"
	}
	return "aws"
}
