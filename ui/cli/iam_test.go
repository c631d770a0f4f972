package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tami/model/iam"
	"tami/ui/cli"
)

// TestIAM prints the policies without looking at anything of the machine, and
// refuses a mode that is none.
func TestIAM(t *testing.T) {
	for mode, args := range map[iam.Mode][]string{iam.ReadOnly: {"iam"}, iam.Operator: {"iam", "--mode", "operator"}} {
		r := machine(t).run(args...)
		r.want(t, cli.Done)
		if r.stdout != iam.Policy(mode) || r.stderr != "" || !json.Valid([]byte(r.stdout)) {
			t.Errorf("%q prints %q, and %q", args, r.stdout, r.stderr)
		}
		if strings.Contains(r.stdout, "ec2:RunInstances") != (mode == iam.Operator) {
			t.Errorf("the policy for %s and launches", mode)
		}
	}
	machine(t).run("iam", "--mode", "admin").want(t, cli.WrongUse, `there is no mode "admin"; it is read-only or operator`)
	machine(t).run("iam", "web").want(t, cli.WrongUse, "takes no arguments")
	machine(t).run("iam", "--region", "us-east-1").want(t, cli.WrongUse, "takes no --region")
	if r := machine(t).run("__complete", "iam", "--mode", ""); !strings.Contains(r.stdout, "operator") || !strings.Contains(r.stdout, "read-only") {
		t.Errorf("the shell is offered %q", r.stdout)
	}
}
