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
		return fmt.Errorf("%q is not a region name; regions look like us-east-1 (use --region all for every enabled one)", name)
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
)

// Source is a kind, and the account where the kind is Account.
type Source struct {
	Kind    SourceKind
	Account string
}

// ParseSource reads the value of --from: a kind's name or twelve digits.
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
	return Source{}, fmt.Errorf("--from %q is neither mine, shared, amazon, marketplace, community, all nor a 12-digit account ID", s)
}

// IsAccountID reports whether s is twelve digits.
func IsAccountID(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}

// String is the source as --from takes it.
func (s Source) String() string {
	if s.Kind == Account {
		return s.Account
	}
	return string(s.Kind)
}
