package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"tami/ui/cli"
)

// goodWeb ran before newestWeb did.
const goodWeb = "ami-0fc35c55ace32b7f3" // web-arm64-2026.11.12-77aa0e2

// What runs an image is named by a flag of its kind, and found by its name.
func TestRollbackPlansOfTheDemonstration(t *testing.T) {
	for name, line := range map[string]string{
		"group":     "--group web-blue --to " + goodWeb,
		"template":  "--template web --region us-east-1",
		"parameter": "--parameter /ami/bastion --region us-east-1",
	} {
		t.Run(name, func(t *testing.T) {
			for _, format := range []string{"text", "json", "sh"} {
				r := demo(t).run(append(strings.Fields("plan rollback "+line), "-o", format)...)
				r.want(t, cli.Done)
				golden(t, filepath.Join("plans", "rollback-"+name+"."+format), r.stdout)
			}
		})
	}
}

// A name may stand in several regions: the image to go to tells which is meant,
// and without one nothing is guessed.
func TestNamesInSeveralRegions(t *testing.T) {
	regions := "us-east-1,eu-west-1"
	demo(t).run("plan", "rollback", "--group", "web-blue", "--region", regions).want(t, cli.WrongUse, "web-blue is in us-east-1, eu-west-1", "--region")
	r := demo(t).run("plan", "rollback", "--group", "web-blue", "--region", regions, "--to", goodWeb)
	r.want(t, cli.Done)
	if !strings.Contains(r.stdout, "Roll back group web-blue · us-east-1") {
		t.Error(r.stdout)
	}
}

func TestWrongNames(t *testing.T) {
	for _, c := range []struct {
		line string
		code int
		said []string
	}{
		{"rollback", cli.WrongUse, []string{"--group G", "--parameter P"}},
		{"rollback --group a --template b", cli.WrongUse, []string{"takes one thing"}},
		{"rollback --instance web", cli.WrongUse, []string{`"web" is not the ID of an instance`}},
		{"rollback --group web-blue extra", cli.WrongUse, []string{`"extra"`}},
		{"rollback --group web-blue --way back", cli.WrongUse, []string{`"back"`, "new-version"}},
		{"rollback --group nothing --region us-east-1", cli.Failed, []string{"nothing: not found in us-east-1"}},
		{"rollback --template nothing --region us-east-1", cli.Failed, []string{"nothing: not found"}},
		{"rollback --parameter /no/thing --region us-east-1", cli.Failed, []string{"/no/thing: not found"}},
		{"rollback --instance i-0123456789abcdef0 --region us-east-1", cli.Failed, []string{"not found"}},
	} {
		demo(t).run(append([]string{"plan"}, strings.Fields(c.line)...)...).want(t, c.code, c.said...)
	}
}
