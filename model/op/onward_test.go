package op_test

import (
	"strings"
	"testing"

	"tami/model/op"
)

// TestOnward goes on with a rollback whose refresh did not work, and only with
// that.
func TestOnward(t *testing.T) {
	f := newShop().settle()
	p := f.plan(t, "rollback", "web-blue", "leave-parameters=true")
	for _, c := range []struct {
		first, second op.State
		over, want    bool
	}{
		{op.Done, op.Failed, true, true},
		{op.Done, op.NotRun, true, true},
		{op.Done, op.Failed, false, false},
		{op.Done, op.Done, true, false},
		{op.Failed, op.Skipped, true, false},
	} {
		run := op.Start("1", p, noon())
		run.Outcomes[0].State, run.Outcomes[1].State = c.first, c.second
		if c.over {
			run.Ended = noon()
		}
		q, command, ok := run.Onward()
		if ok != c.want {
			t.Errorf("%s, then %s: goes on %v", c.first, c.second, ok)
		}
		if !ok {
			continue
		}
		if !strings.HasSuffix(command, "--group web-blue --to "+goodImage+" --way group-refresh") {
			t.Error(command)
		}
		next, err := op.Find(string(q.Action)).Plan(q, f.Facts())
		if err != nil || len(next.Steps) != 1 {
			t.Errorf("%v\n%s", err, op.Plain(next))
		}
	}
}
