package contract

import (
	"strings"
	"testing"
	"testing/synctest"

	"tami/model/op"
)

// TestMakingTellsHowFarItIs watches a copy: what is shown of it grows, and it
// ends when the image is available. Its undo leaves nothing of it.
func TestMakingTellsHowFarItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := open(t, nil)
		before := st.Capture()
		p := planOf(op.CopyImage{Name: "copy", SourceID: webImage, SourceRegion: here().Region})
		p.Steps[0].Undo = op.Undo{Grade: op.Exact, Calls: []op.Call{op.DeregisterImage{ImageID: op.Ref("1", "ImageId"), DeleteSnapshots: true}}}
		r := st.runner(t)
		id, err := r.Start(p)
		if err != nil {
			t.Fatal(err)
		}
		var seen []string
		for over := false; !over; {
			<-r.Changed()
			for _, run := range r.Runs() {
				over = run.ID == id && run.Over()
				if text := run.Outcomes[0].Progress; len(seen) == 0 || seen[len(seen)-1] != text {
					seen = append(seen, text)
				}
			}
		}
		between := 0
		for _, s := range seen {
			if strings.Contains(s, " %") && s != "0 %" && s != "100 %" {
				between++
			}
		}
		if between < 2 || seen[len(seen)-1] != "available" {
			t.Errorf("it was told as %q", seen)
		}
		back, err := r.Undo(id)
		if err != nil {
			t.Fatal(err)
		}
		if undone := st.run(t, back); undone.Result() != op.AllDone || len(changedFrom(before, st.Account)) > 0 {
			t.Errorf("%+v, and there remains %q", undone.Outcomes, changedFrom(before, st.Account))
		}
	})
}

// TestKeyThatCannotBeUsedFailsLater is AWS's own surprise: the call is taken,
// and the copy fails when the key is needed.
func TestKeyThatCannotBeUsedFailsLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := demo(t)
		image := ""
		for _, i := range st.Capture().Regions[here().Region].Images {
			if i.OwnerId == ours && i.State == "available" && i.RootDeviceType == "ebs" {
				image = i.ImageId
			}
		}
		p := planOf(op.CopyImage{Name: "locked out", SourceID: image, SourceRegion: here().Region, Encrypted: true, KeyID: "alias/nobody"},
			op.EnableProtection{ImageID: op.Ref("1", "ImageId")})
		p.Steps[0].Undo = op.Undo{Grade: op.Exact, Calls: []op.Call{op.DeregisterImage{ImageID: op.Ref("1", "ImageId"), DeleteSnapshots: true}}}
		before := st.Capture()
		run := st.run(t, p)
		if o := run.Outcomes[0]; o.State != op.Failed || !strings.Contains(o.Problem.Error(), "key") || run.Outcomes[1].State != op.Skipped {
			t.Errorf("%+v", run.Outcomes)
		}
		if len(changedFrom(before, st.Account)) == 0 {
			t.Error("a copy that failed leaves nothing, and AWS's leaves its image")
		}
		back, err := st.runner(t).Undo(run.ID)
		if err != nil || len(back.Steps) != 1 {
			t.Fatalf("%v %+v", err, back)
		}
		if undone := st.run(t, back); undone.Result() != op.AllDone || len(changedFrom(before, st.Account)) > 0 {
			t.Errorf("%+v, and there remains %q", undone.Outcomes, changedFrom(before, st.Account))
		}
	})
}
