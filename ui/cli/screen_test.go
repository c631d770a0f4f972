package cli_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/ui/cli"
)

// opened runs a command line that opens the screen, and returns what on.
func (r *rig) opened(t *testing.T, args ...string) cli.Target {
	t.Helper()
	r.terminal, r.screened = true, nil
	r.run(args...).want(t, cli.Done)
	if len(r.screened) != 1 {
		t.Fatalf("the screen was opened %d times", len(r.screened))
	}
	return r.screened[0]
}

func TestScreenIsOpenedOnWhatTheFlagsSay(t *testing.T) {
	r := machine(t)
	r.files["account.json"] = "{}"
	got := r.opened(t, "--profile", "ops,dev", "--region", "us-east-1", "--region", "eu-west-1", "--endpoint-url", "http://127.0.0.1:5000",
		"--from", "amazon", "--query", "web", "--theme", "mono", "--ascii", "--no-color", "--read-only", "--log", "tami.log")
	if !slices.Equal(got.Scope.Profiles, []string{"ops", "dev"}) || !slices.Equal(got.Scope.Regions, []string{"us-east-1", "eu-west-1"}) {
		t.Errorf("scope is %+v", got.Scope)
	}
	if got.EndpointURL != "http://127.0.0.1:5000" || got.From.Kind != ami.Amazon || got.Query != "web" || got.LogFile != "tami.log" {
		t.Errorf("target is %+v", got)
	}
	if !got.ReadOnly || got.Theme != "mono" || !got.ASCII || !got.NoColor || got.Demo {
		t.Errorf("target is %+v", got)
	}
	got = r.opened(t, "--seed", "account.json")
	if !got.Demo || got.Seed.Name != "account.json" || string(got.Seed.Content) != "{}" {
		t.Errorf("--seed gives %+v", got)
	}
}

// A flag goes before the environment, the environment before the file.
func TestPrecedence(t *testing.T) {
	config := func(r *rig) {
		r.files["/etc/tami.yaml"] = "x"
		r.Config = func(cli.File) (cli.Defaults, error) {
			return cli.Defaults{Profiles: []string{"file"}, Regions: []string{"eu-west-1"}, From: "all", Theme: "light", ReadOnly: true, ASCII: true}, nil
		}
	}
	for name, c := range map[string]struct {
		env  map[string]string
		args []string
		want func(cli.Target) bool
	}{
		"file": {nil, nil, func(g cli.Target) bool {
			return g.Scope.Profiles[0] == "file" && g.Scope.Regions[0] == "eu-west-1" && g.From.Kind == ami.All && g.Theme == "light" && g.ReadOnly && g.ASCII
		}},
		"flags": {nil, []string{"--profile=flag", "--region=us-east-1", "--from=mine", "--theme=dark", "--read-only=false"}, func(g cli.Target) bool {
			return g.Scope.Profiles[0] == "flag" && g.Scope.Regions[0] == "us-east-1" && g.From.Kind == ami.Mine && g.Theme == "dark" && !g.ReadOnly
		}},
		"environment": {map[string]string{"AWS_PROFILE": "env", "AWS_REGION": "us-east-2", "TAMI_READ_ONLY": "0"}, nil, func(g cli.Target) bool {
			return g.Scope.Profiles[0] == "" && len(g.Scope.Regions) == 0 && !g.ReadOnly
		}},
		"flag before environment": {map[string]string{"TAMI_READ_ONLY": "1"}, []string{"--read-only=false"}, func(g cli.Target) bool { return !g.ReadOnly }},
		"demo has its own account": {nil, []string{"--demo"}, func(g cli.Target) bool {
			return g.Demo && g.Scope.Profiles[0] == "" && g.Scope.All
		}},
		"demo, one region":        {nil, []string{"--demo", "--region=sa-east-1"}, func(g cli.Target) bool { return !g.Scope.All && g.Scope.Regions[0] == "sa-east-1" }},
		"NO_COLOR with any value": {map[string]string{"NO_COLOR": "no"}, nil, func(g cli.Target) bool { return g.NoColor }},
	} {
		t.Run(name, func(t *testing.T) {
			r := machine(t)
			config(r)
			for k, v := range c.env {
				r.env[k] = v
			}
			if got := r.opened(t, append([]string{"--config", "/etc/tami.yaml"}, c.args...)...); !c.want(got) {
				t.Errorf("target is %+v", got)
			}
		})
	}
}

func TestConfigurationIsFoundWhereXDGSays(t *testing.T) {
	for want, env := range map[string]map[string]string{
		"/x/tami/config.yaml":                {"XDG_CONFIG_HOME": "/x", "HOME": "/home/me"},
		"/home/me/.config/tami/config.yaml":  {"HOME": "/home/me"},
		"/users/me/.config/tami/config.yaml": {"USERPROFILE": "/users/me"},
		"":                                   {},
	} {
		r := machine(t)
		r.env = env
		if got := r.opened(t).Config.Name; got != want {
			t.Errorf("with %v it is %q, want %q", env, got, want)
		}
	}
}

func TestNoScreenOnADumbTerminal(t *testing.T) {
	r := machine(t)
	r.terminal, r.env["TERM"] = true, "dumb"
	r.run().want(t, cli.WrongUse, "TERM is dumb", "tami images")
}

func TestScreenThatFails(t *testing.T) {
	r := machine(t)
	r.terminal = true
	r.Screen = func(context.Context, cli.Target) error { return errors.New("the terminal went away\x1b[2J") }
	r.run().want(t, cli.Failed, "tami: the terminal went away�[2J\n")
}

// Help, version and the scripts need neither a terminal nor an account.
func TestWhatNeedsNothing(t *testing.T) {
	for want, args := range map[string][]string{
		"tami 1.2.3\n":               {"--version"},
		"tami 1.2.3":                 {"version"},
		"keys as markdown":           {"keys", "-o", "markdown"},
		"Usage:\n  tami [COMMAND]":   {"--help"},
		"tami images: list images":   {"images", "--help"},
		"tami image ID... [flags]":   {"help", "image"},
		"complete -o default":        {"completion", "bash"},
		"#compdef tami":              {"completion", "zsh"},
		"complete -c tami":           {"completion", "fish"},
		"Register-ArgumentCompleter": {"completion", "powershell"},
		"jsno":                       {"__complete", "images", "-o", "jsno"},
	} {
		r := machine(t)
		r.env = nil
		r.Getenv = func(string) string { return "" }
		r.run(args...)
		if args[0] == "__complete" {
			continue
		}
		r.want(t, cli.Done)
		if !strings.Contains(r.stdout, want) || r.stderr != "" {
			t.Errorf("%v prints %q and says %q", args, r.stdout, r.stderr)
		}
	}
}

func TestEveryCommandHasAnExampleAndItsFlagsInGroups(t *testing.T) {
	for _, name := range []string{"images", "image", "keys", "simulate", "completion", "man", "version"} {
		r := machine(t).run(name, "--help")
		r.want(t, cli.Done)
		if !strings.Contains(r.stdout, "Examples:\n  tami "+name) && name != "completion" {
			t.Errorf("tami %s has no example of its own: %q", name, r.stdout)
		}
		if where := strings.Contains(r.stdout, "--endpoint-url URL"); where != (name == "images" || name == "image") {
			t.Errorf("tami %s lists the flags of places: %v", name, where)
		}
	}
}

func TestShellsComplete(t *testing.T) {
	for words, want := range map[string][]string{
		"":               {"images", "image", "simulate"},
		"images -o ":     {"table", "json", "csv", "ids"},
		"images --sort ": {"age", "name", "cost"},
		"images --from ": {"mine", "community"},
		"--theme ":       {"dark", "light", "mono"},
		"--region ":      {"all"},
		"completion ":    {"zsh"},
	} {
		args := strings.Split(words, " ")
		r := machine(t).run(append([]string{"__complete"}, args...)...)
		for _, w := range want {
			if !slices.ContainsFunc(strings.Split(r.stdout, "\n"), func(l string) bool { return l == w || strings.HasPrefix(l, w+"\t") }) {
				t.Errorf("%q is not completed with %q: %q", words, w, r.stdout)
			}
		}
	}
}

func TestManual(t *testing.T) {
	one := machine(t).run("man").stdout
	for _, want := range []string{".TH TAMI 1", ".SH TAMI IMAGES", `.B \-\-region R[,R...]`, `tami images \-\-region all`, ".SH WHERE"} {
		if !strings.Contains(one, want) {
			t.Errorf("the manual lacks %q", want)
		}
	}
	r := machine(t).run("man", "--dir", "/usr/share/man/man1")
	r.want(t, cli.Done)
	if page := r.written["/usr/share/man/man1/tami-images.1"]; !strings.Contains(page, ".TH TAMI-IMAGES 1") || len(r.written) < 8 {
		t.Errorf("%d pages were written, tami-images.1 is %q", len(r.written), page)
	}
	r.WriteFile = func(string, []byte) error { return errors.New("disk full") }
	r.run("man", "--dir", "/x").want(t, cli.Failed, "disk full")
}

func TestSimulateSaysHowToReachIt(t *testing.T) {
	r := machine(t)
	r.files["a.json"], r.files["f.json"] = "{}", "[]"
	var got cli.Simulation
	r.Simulate = func(_ context.Context, s cli.Simulation, ready func(string)) error {
		got = s
		ready("127.0.0.1:4566")
		return nil
	}
	r.run("simulate", "--listen", "127.0.0.1:4566", "--seed", "a.json", "--faults", "f.json", "--speed", "1.5").want(t, cli.Done)
	if !strings.HasPrefix(r.stdout, "export AWS_ENDPOINT_URL=http://127.0.0.1:4566\nexport AWS_ACCESS_KEY_ID=") {
		t.Errorf("stdout is %q", r.stdout)
	}
	if got.Listen != "127.0.0.1:4566" || string(got.Seed.Content) != "{}" || string(got.Faults.Content) != "[]" || got.Speed != 1.5 {
		t.Errorf("it runs as %+v", got)
	}
	r.Simulate = func(context.Context, cli.Simulation, func(string)) error { return errors.New("address already in use") }
	r.run("simulate").want(t, cli.Failed, "address already in use")

	ctx, cancel := context.WithCancel(t.Context())
	r.ctx = ctx
	r.Simulate = func(ctx context.Context, _ cli.Simulation, _ func(string)) error {
		cancel()
		return ctx.Err()
	}
	r.run("simulate", "--listen", "[::1]:0").want(t, cli.Done)
}

// The simulated account is looked at where it has something, unless a region
// is named; the user's own region may well be empty there.
func TestDemoLooksWhereTheSeedIs(t *testing.T) {
	r := machine(t)
	r.files["account.json"], r.env["AWS_REGION"] = "{}", "ap-south-1"
	r.SeedRegions = func(seed cli.File) ([]string, error) {
		if seed.Name == "" {
			return []string{"us-east-1", "eu-west-1"}, nil
		}
		return nil, errors.New(seed.Name + `: $.Regions: there is no "Imagse"`)
	}
	if got := r.opened(t, "--demo").Scope.Regions; !slices.Equal(got, []string{"us-east-1", "eu-west-1"}) {
		t.Errorf("the demo looks in %v", got)
	}
	if got := r.opened(t, "--demo", "--region", "sa-east-1").Scope.Regions; !slices.Equal(got, []string{"sa-east-1"}) {
		t.Errorf("with a region it looks in %v", got)
	}
	r.run("images", "--seed", "account.json").want(t, cli.WrongUse, `account.json: $.Regions: there is no "Imagse"`)
}
