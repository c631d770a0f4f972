package awsclient

import (
	"cmp"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
)

// The environment variables that name the shared files, and those the SDK
// looks at for a profile and a region. The order is the SDK's.
const (
	configFileEnv      = "AWS_CONFIG_FILE"
	credentialsFileEnv = "AWS_SHARED_CREDENTIALS_FILE"
	profileEnv         = "AWS_PROFILE"
	profileDefaultEnv  = "AWS_DEFAULT_PROFILE"
	regionEnv          = "AWS_REGION"
	regionDefaultEnv   = "AWS_DEFAULT_REGION"

	defaultProfile = "default"
)

// maxSharedFile is how much of a shared file is read, in bytes. The largest
// seen in the wild, with thousands of SSO profiles, are below a megabyte.
const maxSharedFile = 8 << 20

// sharedProfile is a profile as the shared files define it, both files merged.
type sharedProfile struct {
	name   string
	file   string // where it is defined first
	values map[string]string
}

// sharedConfig is what the shared files say.
type sharedConfig struct {
	read     []string // the files that were there
	missing  []string // the files that were not, or could not be read
	profiles []sharedProfile
	sessions map[string]map[string]string // the sso-session sections, by name
}

// profile finds a profile by its name.
func (s *sharedConfig) profile(name string) (*sharedProfile, bool) {
	for i := range s.profiles {
		if s.profiles[i].name == name {
			return &s.profiles[i], true
		}
	}
	return nil, false
}

func (s *sharedConfig) names() []string {
	names := make([]string, len(s.profiles))
	for i, p := range s.profiles {
		names[i] = p.name
	}
	return names
}

// sharedFiles names the two shared files. The SDK is given the same names, so
// what is listed is what is used.
func (c *Client) sharedFiles() (configFile, credentialsFile string) {
	return cmp.Or(c.opt.Env(configFileEnv), config.DefaultSharedConfigFilename()),
		cmp.Or(c.opt.Env(credentialsFileEnv), config.DefaultSharedCredentialsFilename())
}

// shared reads the shared files. It reads them anew each time: a profile that
// was just added must be found without a restart.
func (c *Client) shared() *sharedConfig {
	s := &sharedConfig{sessions: map[string]map[string]string{}}
	if c.simulated() {
		return s
	}
	configFile, credentialsFile := c.sharedFiles()
	for _, sec := range s.open(configFile) {
		if name, ok := strings.CutPrefix(sec.name, "profile "); ok {
			s.add(name, configFile, sec.values)
		} else if name, ok := strings.CutPrefix(sec.name, "sso-session "); ok {
			s.sessions[name] = sec.values
		} else if strings.EqualFold(sec.name, defaultProfile) {
			s.add(sec.name, configFile, sec.values)
		}
	}
	for _, sec := range s.open(credentialsFile) {
		if !strings.HasPrefix(sec.name, "profile ") {
			s.add(sec.name, credentialsFile, sec.values)
		}
	}
	return s
}

func (s *sharedConfig) open(name string) []section {
	f, err := os.Open(name)
	if err != nil {
		s.missing = append(s.missing, name)
		return nil
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxSharedFile))
	if err != nil {
		s.missing = append(s.missing, name)
		return nil
	}
	s.read = append(s.read, name)
	return parseINI(string(content))
}

// add merges a definition into a profile; what comes later wins, as in the SDK.
func (s *sharedConfig) add(name, file string, values map[string]string) {
	if p, ok := s.profile(name); ok {
		maps.Copy(p.values, values)
		return
	}
	s.profiles = append(s.profiles, sharedProfile{name: name, file: file, values: maps.Clone(values)})
}

// chosenProfile is the profile that "" stands for, and whether the user named
// it: a named profile that is missing is an error, a missing default is not.
func (c *Client) chosenProfile(profile string) (name string, named bool) {
	if profile != "" {
		return profile, true
	}
	if env := c.opt.Env(profileEnv); env != "" {
		return env, true
	}
	return cmp.Or(c.opt.Env(profileDefaultEnv), defaultProfile), false
}

// list parts a comma-separated value.
func list(value string) []string {
	var parts []string
	for part := range strings.SplitSeq(value, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// signIn says in words how a profile signs in; the order of the cases is the
// order in which the SDK decides.
func (p *sharedProfile) signIn() string {
	has := func(keys ...string) bool {
		return !slices.ContainsFunc(keys, func(k string) bool { return p.values[k] == "" })
	}
	role := "assumes role " + roleName(p.values["role_arn"])
	if has("mfa_serial") {
		role = "assumes role with MFA " + roleName(p.values["role_arn"])
	}
	switch {
	case has("role_arn", "source_profile"):
		return role + " from " + p.values["source_profile"]
	case has("role_arn", "credential_source"):
		return role + " from " + credentialSource(p.values["credential_source"])
	case has("role_arn", "web_identity_token_file"):
		return role + " by web identity"
	case has("aws_access_key_id", "aws_secret_access_key", "aws_session_token"):
		return "temporary access key"
	case has("aws_access_key_id", "aws_secret_access_key"):
		return "access key"
	case has("sso_session"):
		return "SSO session " + p.values["sso_session"]
	case has("sso_start_url"):
		return "legacy SSO"
	case has("login_session"):
		return "login session"
	case has("credential_process"):
		return "credential process"
	}
	return "no sign-in of its own: environment or instance role"
}

func roleName(arn string) string {
	return arn[strings.LastIndexByte(arn, '/')+1:]
}

func credentialSource(name string) string {
	switch name {
	case "Ec2InstanceMetadata":
		return "the instance role"
	case "Environment":
		return "the environment"
	case "EcsContainer":
		return "the container role"
	}
	return name
}
