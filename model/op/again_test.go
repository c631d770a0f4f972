package op_test

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// TestWhatFailedIsTakenAwayAndCopiedAgain: of a run that went well in part, what
// failed can be mended alone.
func TestWhatFailedIsTakenAwayAndCopiedAgain(t *testing.T) {
	w := workshop(t)
	p := w.plan(t, "copy", web, "to="+ireland, "to="+taipei, "kms-key="+ireland+"=alias/a", "kms-key="+taipei+"=alias/b")
	run := op.Start("20261121-140312-3f9a", p, w.Now)
	if _, some := run.Leavings(); some {
		t.Error("something is left before anything was done")
	}
	if _, some := run.Uncopied(); some {
		t.Error("it is still to be copied, and not again")
	}
	run.Outcomes[0].State, run.Outcomes[0].Made = op.Done, map[string]string{"ImageId": "ami-0b000001"}
	run.Outcomes[1].State, run.Outcomes[1].Made = op.Failed, map[string]string{"ImageId": "ami-0b000002"}
	run.Ended = w.Now
	left, some := run.Leavings()
	if at := (op.Target{At: ami.Where{Region: taipei}, ID: "ami-0b000002"}); !some || !slices.Equal(left.Targets, []op.Target{at}) || !left.Values.On("delete-snapshots") {
		t.Errorf("%+v", left)
	}
	again, some := run.Uncopied()
	if !some || len(again.Targets) != 1 || again.Targets[0].ID != web || !slices.Equal(again.Values["to"], []string{taipei}) || !slices.Equal(again.Values["kms-key"], []string{taipei + "=alias/b"}) {
		t.Errorf("%+v", again)
	}
	run.Outcomes[1].State = op.Done
	_, left1 := run.Leavings()
	if _, again1 := run.Uncopied(); left1 || again1 {
		t.Error("there is something to mend where all went well")
	}
}

// TestWhyAnImageDidNotComeAbout is said once, with what to do about a key.
func TestWhyAnImageDidNotComeAbout(t *testing.T) {
	failed := func(why string, snapshots ...string) ami.ImageProgressBody {
		b := ami.ImageProgressBody{Image: ami.Image{Traits: &ami.Traits{State: text.Clean("failed")}, Extra: &ami.Extra{}}}
		if why != "" {
			b.Image.StateReason = &ami.StateReason{Message: text.Clean(why)}
		}
		for _, s := range snapshots {
			b.Snapshots = append(b.Snapshots, ami.Snapshot{ID: text.Clean("snap-1"), StateMessage: text.Clean(s)})
		}
		return b
	}
	const key = "Given key ID is not accessible"
	for name, c := range map[string]struct {
		body       ami.Body
		said, hint string
	}{
		"a reason":                  {failed("No room"), "failed: No room", ""},
		"no reason":                 {failed(""), "failed", ""},
		"the same of the snapshots": {failed(key, key, key), "failed: " + key, "another key"},
		"more of a snapshot":        {failed("Internal error", key), "failed: Internal error: snap-1: " + key, "another key"},
		"it is gone":                {ami.Absent{}, "it is gone: somebody deregistered it, or AWS gave it up", "snapshots"},
		"it goes on":                {ami.ImageProgressBody{Image: ami.Image{Traits: &ami.Traits{State: text.Clean("pending")}}}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := op.Judge(op.CopyImage{}, c.body)
			if p.Failed != c.said || (p.Hint == "") != (c.hint == "") || !strings.Contains(p.Hint, c.hint) {
				t.Errorf("%q, %q", p.Failed, p.Hint)
			}
		})
	}
}
