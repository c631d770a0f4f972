package cli

import (
	"errors"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"tami/model"
	"tami/model/ami"
)

// target puts flags, environment and configuration together, in this order,
// and checks every word before anything is opened.
func (s *session) target(cmd *cobra.Command) (Target, error) {
	f := &s.flags
	t := Target{
		EndpointURL: f.endpoint, Demo: f.demo || f.seed != "", Query: f.query,
		ASCII: f.ascii, LowBandwidth: f.lowBandwidth, NoColor: f.noColor || s.w.Getenv("NO_COLOR") != "", LogFile: f.log,
	}
	defaults, err := s.settings(&t)
	if err != nil {
		return Target{}, err
	}
	t.ASCII = t.ASCII || defaults.ASCII
	t.LowBandwidth = t.LowBandwidth || defaults.LowBandwidth
	for _, check := range []func(*Target, Defaults) error{s.seed, s.scope, s.endpoint, s.source, s.theme} {
		if err := check(&t, defaults); err != nil {
			return Target{}, err
		}
	}
	t.ReadOnlyProfiles = defaults.ReadOnlyProfiles
	t.ReadOnly, err = s.readOnly(cmd, defaults)
	return t, err
}

// settings reads the configuration file. One that was named must be there.
func (s *session) settings(t *Target) (Defaults, error) {
	t.Config.Name = s.flags.config
	if t.Config.Name == "" {
		t.Config.Name = usualConfig(s.w.Getenv)
	}
	if t.Config.Name == "" {
		return Defaults{}, nil
	}
	content, err := s.w.ReadFile(t.Config.Name)
	switch {
	case err == nil:
		t.Config.Content = content
	case s.flags.config == "" && errors.Is(err, fs.ErrNotExist):
		return Defaults{}, nil
	default:
		return Defaults{}, unreadable("the configuration", t.Config.Name, err)
	}
	defaults, err := s.w.Config(t.Config)
	if err != nil {
		return Defaults{}, &fault{WrongUse, err.Error()}
	}
	return defaults, nil
}

// usualConfig is where the configuration stands when no flag says so, or ""
// where the environment names no home.
func usualConfig(getenv func(string) string) string {
	folder := getenv("XDG_CONFIG_HOME")
	if folder == "" {
		home := getenv("HOME")
		if home == "" {
			home = getenv("USERPROFILE")
		}
		if home == "" {
			return ""
		}
		folder = path.Join(home, ".config")
	}
	return path.Join(folder, "tami", "config.yaml")
}

func unreadable(what, name string, err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		err = p.Err
	}
	return wrong("%s %q cannot be read: %v", what, name, err)
}

// scope decides on profiles and regions. What AWS_PROFILE and AWS_REGION say
// is the SDK's business; they only keep the configuration from speaking first.
func (s *session) scope(t *Target, d Defaults) (err error) {
	profiles, regions := s.flags.profiles, s.flags.regions
	if t.Demo && len(profiles) > 0 {
		return wrong("--demo has one account of its own and takes no --profile; leave one of them out")
	}
	if len(profiles) == 0 && !t.Demo && s.w.Getenv("AWS_PROFILE") == "" {
		profiles = d.Profiles
	}
	if len(regions) == 0 && !t.Demo && s.w.Getenv("AWS_REGION") == "" && s.w.Getenv("AWS_DEFAULT_REGION") == "" {
		regions = d.Regions
	}
	if t.Demo && len(regions) == 0 {
		if regions, err = s.seedRegions(t.Seed); err != nil {
			return err
		}
	}
	if t.Scope, err = model.ParseScope(profiles, regions); err != nil {
		return wrong("%v", err)
	}
	return nil
}

// seedRegions are the regions of the simulated account: what the environment
// names may well be an empty one of it.
func (s *session) seedRegions(seed File) ([]string, error) {
	if s.w.SeedRegions == nil {
		return []string{model.AllRegions}, nil
	}
	regions, err := s.w.SeedRegions(seed)
	switch {
	case err != nil:
		return nil, wrong("%v", err)
	case len(regions) == 0:
		return []string{model.AllRegions}, nil
	}
	return regions, nil
}

func (s *session) endpoint(t *Target, _ Defaults) error {
	if t.Demo && t.EndpointURL != "" {
		return wrong("--demo and --endpoint-url name two different accounts; leave one of them out")
	}
	if t.Demo {
		return nil
	}
	if err := checkEndpoint("--endpoint-url", t.EndpointURL); err != nil {
		return err
	}
	return checkEndpoint("AWS_ENDPOINT_URL", s.w.Getenv("AWS_ENDPOINT_URL"))
}

func checkEndpoint(from, value string) error {
	if value == "" {
		return nil
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.RawQuery != "" || u.Fragment != "" {
		return wrong("%s %q is not an endpoint; endpoints look like https://ec2.us-east-1.amazonaws.com or http://127.0.0.1:4566", from, value)
	}
	return nil
}

func (s *session) source(t *Target, d Defaults) (err error) {
	from := s.flags.from
	if from == "" {
		from = d.From
	}
	if t.From, err = ami.ParseSource(from); err != nil {
		return wrong("%v", err)
	}
	return nil
}

func (s *session) seed(t *Target, _ Defaults) (err error) {
	t.Seed, err = s.read("--seed", s.flags.seed)
	return err
}

// read reads a file that a flag names; no name is no file.
func (s *session) read(flag, name string) (File, error) {
	if name == "" {
		return File{}, nil
	}
	content, err := s.w.ReadFile(name)
	if err != nil {
		return File{}, unreadable(flag, name, err)
	}
	return File{Name: name, Content: content}, nil
}

func (s *session) theme(t *Target, d Defaults) error {
	flag := "--theme"
	if t.Theme = s.flags.theme; t.Theme == "" {
		t.Theme, flag = d.Theme, "theme in "+t.Config.Name
	}
	if t.Theme == "" {
		return nil
	}
	return oneOf(flag, t.Theme, s.w.ThemeNames())
}

func (s *session) readOnly(cmd *cobra.Command, d Defaults) (bool, error) {
	if cmd.Flags().Changed("read-only") {
		return s.flags.readOnly, nil
	}
	switch v := strings.ToLower(s.w.Getenv("TAMI_READ_ONLY")); v {
	case "":
		return d.ReadOnly, nil
	case "1", "true", "yes", "on":
		return true, nil
	case "0", "false", "no", "off":
		return false, nil
	default:
		return false, wrong("TAMI_READ_ONLY is %q; set it to 1 or 0", v)
	}
}
