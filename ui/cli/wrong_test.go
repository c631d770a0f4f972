package cli_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"tami/ui/cli"
)

// Every mistake is refused before anything is opened, with one sentence that
// names it and the way out, and with nothing on stdout.
func TestWrongUse(t *testing.T) {
	long := strings.Repeat("x", 300)
	for name, c := range map[string]struct {
		args []string
		said []string
	}{
		"unknown command":           {[]string{"imagse"}, []string{`no command "imagse"`, "did you mean tami images?", "tami --help"}},
		"a command far from any":    {[]string{"zzzzzzzz"}, []string{`no command "zzzzzzzz"`, "tami --help"}},
		"hidden words":              {[]string{"im\x1b[2Jages"}, []string{`"im\x1b[2Jages"`}},
		"unknown flag":              {[]string{"images", "--regoin", "us-east-1"}, []string{"no flag --regoin", "did you mean --region?", "tami images --help"}},
		"unknown short flag":        {[]string{"images", "-z"}, []string{"'z'", "tami images --help"}},
		"flag without its value":    {[]string{"images", "--query"}, []string{"--query", "tami images --help"}},
		"flag of another kind":      {[]string{"images", "--limit", "many"}, []string{`"many"`, "--limit"}},
		"unknown output":            {[]string{"images", "-o", "jsno"}, []string{`table, json, csv or ids, not "jsno"`, "did you mean json?"}},
		"unknown output of image":   {[]string{"image", "ami-0123456789abcdef0", "-o", "csv"}, []string{`text or json, not "csv"`}},
		"unknown order":             {[]string{"images", "--sort", "nmae"}, []string{`not "nmae"`, "did you mean name?"}},
		"a limit below none":        {[]string{"images", "--limit", "-1"}, []string{"-1"}},
		"an argument too many":      {[]string{"images", "web"}, []string{`"web"`, "tami images --help"}},
		"no region name":            {[]string{"images", "--region", "virginia"}, []string{`"virginia" is not a region name`, "us-east-1"}},
		"a host for a region":       {[]string{"images", "--region", "evil.example/-"}, []string{"is not a region name"}},
		"all and another region":    {[]string{"images", "--region", "all,us-east-1"}, []string{"all already means every"}},
		"a profile that hides":      {[]string{"images", "--profile", "a\u202eb"}, []string{`\u202e`}},
		"no source":                 {[]string{"images", "--from", "ubuntu"}, []string{`--from "ubuntu"`, "12-digit"}},
		"an endpoint without http":  {[]string{"images", "--endpoint-url", "localhost:5000"}, []string{"--endpoint-url", "http://127.0.0.1"}},
		"an endpoint without host":  {[]string{"images", "--endpoint-url", "http://"}, []string{"--endpoint-url"}},
		"an endpoint of files":      {[]string{"images", "--endpoint-url", "file:///etc/passwd"}, []string{"--endpoint-url"}},
		"demo and endpoint":         {[]string{"images", "--demo", "--endpoint-url", "http://127.0.0.1:1"}, []string{"leave one of them out"}},
		"demo and profile":          {[]string{"images", "--demo", "--profile", "ops"}, []string{"leave one of them out"}},
		"a theme that is not there": {[]string{"images", "--theme", "drak"}, []string{`not "drak"`, "did you mean dark?"}},
		"a seed that is not there":  {[]string{"images", "--seed", "no.json"}, []string{`--seed "no.json" cannot be read`, "does not exist"}},
		"a config that is not":      {[]string{"images", "--config", "no.yaml"}, []string{`"no.yaml" cannot be read`}},
		"no image":                  {[]string{"image"}, []string{"ami-0", "tami images lists them"}},
		"a name for an image":       {[]string{"image", "web"}, []string{`"web" is not an image ID`, "--query"}},
		"a long image ID":           {[]string{"image", "ami-" + long}, []string{"is not an image ID"}},
		"a source for one image":    {[]string{"image", "ami-0123456789abcdef0", "--from", "all"}, []string{"tami image takes no --from"}},
		"a place for the keys":      {[]string{"--region", "us-east-1", "keys"}, []string{"tami keys takes no --region"}},
		"a key format":              {[]string{"keys", "-o", "yaml"}, []string{`not "yaml"`}},
		"a shell":                   {[]string{"completion", "csh"}, []string{"bash, zsh, fish or powershell"}},
		"no shell":                  {[]string{"completion"}, []string{"bash, zsh, fish or powershell"}},
		"help about nothing":        {[]string{"help", "imagse"}, []string{`no command "imagse"`, "tami images?"}},
		"listening to everybody":    {[]string{"simulate", "--listen", "0.0.0.0:4566"}, []string{"other machines", "127.0.0.1:4566"}},
		"listening to a host":       {[]string{"simulate", "--listen", "example.com:80"}, []string{"other machines"}},
		"listening without a port":  {[]string{"simulate", "--listen", "127.0.0.1"}, []string{"127.0.0.1:4566"}},
		"listening above ports":     {[]string{"simulate", "--listen", "127.0.0.1:70000"}, []string{"65535"}},
		"speed below nothing":       {[]string{"simulate", "--speed", "-1"}, []string{"--speed"}},
		"faults that are not there": {[]string{"simulate", "--faults", "no.json"}, []string{`--faults "no.json" cannot be read`}},
		"no action":                 {[]string{"plan"}, []string{"takes an action", "share"}},
		"an unknown action":         {[]string{"plan", "shaer", "ami-0123456789abcdef0"}, []string{`"shaer"`, "tami plan share?"}},
		"an action on nothing":      {[]string{"plan", "disable"}, []string{"the ID of an image", "ami-0"}},
		"an action on a name":       {[]string{"plan", "disable", "web"}, []string{`"web" is not the ID of an image`, "--query"}},
		"an action on a snapshot":   {[]string{"plan", "disable", "ami-0123456789abcdef0", "snap-0123456789abcdef0"}, []string{`"snap-0123456789abcdef0" is not the ID of an image`}},
		"an image for a snapshot":   {[]string{"plan", "delete-snapshots", "ami-0123456789abcdef0"}, []string{"is not the ID of a snapshot"}},
		"two images to describe":    {[]string{"plan", "describe", "ami-0123456789abcdef0", "ami-0123456789abcdef1", "x"}, []string{`"x" is one word too many`, "quotes"}},
		"no words to describe with": {[]string{"plan", "describe", "ami-0123456789abcdef0"}, []string{"takes TEXT"}},
		"an account that is none":   {[]string{"plan", "share", "ami-0123456789abcdef0", "--account", "1234"}, []string{`--account: "1234"`, "12 digits"}},
		"an organization's ID":      {[]string{"plan", "share", "ami-0123456789abcdef0", "--org", "o-abcde12345"}, []string{`--org: "o-abcde12345"`, ":organization/o-"}},
		"a day that is not":         {[]string{"run", "deprecate", "ami-0123456789abcdef0", "--at", "2027-02-30", "--yes"}, []string{`--at: "2027-02-30"`, "2027-01-31"}},
		"a tag of AWS's":            {[]string{"run", "tag", "ami-0123456789abcdef0", "aws:team=web", "--yes"}, []string{`"aws:team"`, "aws:"}},
		"a tag that is none":        {[]string{"plan", "tag", "ami-0123456789abcdef0", "Team"}, []string{`"Team"`, "KEY=VALUE"}},
		"a flag of another action":  {[]string{"plan", "disable", "ami-0123456789abcdef0", "--account", "111122223333"}, []string{"no flag --account", "tami plan disable --help"}},
		"a source for a plan":       {[]string{"plan", "disable", "ami-0123456789abcdef0", "--from", "all"}, []string{"takes no --from"}},
		"a file that is not there":  {[]string{"plan", "launch", "ami-0123456789abcdef0", "--type", "t3.micro", "--user-data", "setup.sh"}, []string{`--user-data "setup.sh" cannot be read`, "not exist"}},
		"a word for a type":         {[]string{"plan", "launch", "ami-0123456789abcdef0", "--type", "large"}, []string{`--type: "large" is no instance type`, "t3.micro"}},
		"a plan as a table":         {[]string{"plan", "disable", "ami-0123456789abcdef0", "-o", "table"}, []string{`text, json or sh, not "table"`}},
		"the screen, no terminal":   {[]string{}, []string{"no terminal", "tami images"}},
		"the screen, bad query":     {[]string{"--query", "age>soon"}, []string{"--query", "^"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := machine(t).run(c.args...)
			r.want(t, cli.WrongUse, c.said...)
			if r.stdout != "" {
				t.Errorf("stdout has %q", r.stdout)
			}
			if !strings.HasPrefix(r.stderr, "tami: ") || strings.Contains(r.stderr, "goroutine") {
				t.Errorf("stderr is %q", r.stderr)
			}
			for _, c := range r.stderr {
				if unicode.IsControl(c) && c != '\n' || unicode.Is(unicode.Bidi_Control, c) {
					t.Errorf("%U on stderr: %q", c, r.stderr)
				}
			}
		})
	}
}

func TestWrongEnvironment(t *testing.T) {
	for name, c := range map[string]struct{ variable, value, said string }{
		"read-only":   {"TAMI_READ_ONLY", "maybe", "1 or 0"},
		"an endpoint": {"AWS_ENDPOINT_URL", "localhost", "AWS_ENDPOINT_URL"},
	} {
		t.Run(name, func(t *testing.T) {
			r := machine(t)
			r.env[c.variable] = c.value
			r.run("images").want(t, cli.WrongUse, c.said, c.value)
		})
	}
}

func TestWrongConfiguration(t *testing.T) {
	r := machine(t)
	r.files["/home/me/.config/tami/config.yaml"] = "thmee: dark"
	r.Config = func(f cli.File) (cli.Defaults, error) {
		return cli.Defaults{}, errors.New(f.Name + `:1: there is no setting "` + string(f.Content[:5]) + `"`)
	}
	for _, args := range [][]string{{"images"}, {"keys"}, {}} {
		r.run(args...).want(t, cli.WrongUse, `config.yaml:1: there is no setting "thmee"`)
	}
	r.Config = func(cli.File) (cli.Defaults, error) { return cli.Defaults{Theme: "drak"}, nil }
	r.run("images").want(t, cli.WrongUse, "theme in /home/me/.config/tami/config.yaml", "did you mean dark?")
}
