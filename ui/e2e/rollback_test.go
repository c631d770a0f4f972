package e2e

import (
	"strings"
	"testing"
)

// mostKeys is how many keys may stand between the first screen and a rollback
// under way.
const mostKeys = 10

// TestARollbackInATerminal does what somebody does who is woken up: from the
// start of the program to the last good release on every instance, at the size
// of an old terminal. The AWS side of the simulator must say the same as the
// screen.
func TestARollbackInATerminal(t *testing.T) {
	env := simulated(t, "--speed", "600")
	p := open(t, 80, 24)
	for _, v := range env {
		p.run("export '" + v + "'")
	}
	keys := 0
	press := func(key string) *pane {
		keys++
		return p.typed(key)
	}
	p.run("cd; clear; " + built).sees("web-arm64-2026.11.19-9f3c01d")
	press("t").sees("▌ web-blue", "web v43", "6 of 6  web-arm64-2026.11.19-9f3c01d")
	press("R").sees("Roll back group web-blue", "TO      web-arm64-2026.11.12-77aa0e2", "3 /ami/web back to", "exactly as before", "y  runs it")
	keys++
	p.insists("y", "OUTCOME")
	if keys > mostKeys {
		t.Errorf("it took %d keys to begin the rollback, more than %d", keys, mostKeys)
	}
	p.sees("✓ Done: all 3 steps", "6 of 6  web-arm64-2026.11.12-77aa0e2 ✓", "u undoes it")
	p.typed("x").sees("Exported the receipt of run")
	p.press("Escape").sees("Groups & templates", "web v44")
	p.press("C-c").sees("Changes of this session", "Roll back group web-blue (us-east-1): done, 3 of 3 steps").clean()
	p.run("clear; grep -c 'tami undo' tami-*.md").sees("1")

	runs := journal(t, env)
	if len(runs) != 1 || runs[0].Action != "image.rollback" || runs[0].Result != "done" || !runs[0].Undoable {
		t.Fatalf("the journal has %+v", runs)
	}
	var calls []string
	for _, s := range runs[0].Steps {
		calls = append(calls, s.Call)
	}
	if got := strings.Join(calls, " "); got != "ec2:CreateLaunchTemplateVersion autoscaling:StartInstanceRefresh ssm:PutParameter" {
		t.Errorf("the calls were %s", got)
	}
}
