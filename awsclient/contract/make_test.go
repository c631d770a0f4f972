package contract

import (
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tami/awsclient/sim"
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

// TestCopiesWaitTheirTurn begins more copies to a region than AWS makes at once:
// those that it has no room for wait, say so, and are made in the end, each once.
func TestCopiesWaitTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, err := sim.New(sim.Options{Seed: imagesToCopy(30), Speed: 1})
		if err != nil {
			t.Fatal(err)
		}
		st := &stage{Account: a, folder: t.TempDir()}
		st.options.Transport = st.Transport()
		p := op.Plan{Action: "test", Title: "Many copies", Risk: op.Costly}
		for n := range 30 {
			p.Steps = append(p.Steps, op.Step{ID: strconv.Itoa(n + 1), At: here(), Title: "copy", Do: op.CopyImage{
				Name: "copy " + strconv.Itoa(n), SourceID: numbered(n), SourceRegion: here().Region,
			}})
		}
		r := st.runner(t)
		id, err := r.Start(p)
		if err != nil {
			t.Fatal(err)
		}
		waited := map[string]string{}
		for over := false; !over; {
			<-r.Changed()
			for _, run := range r.Runs() {
				over = run.ID == id && run.Over()
				for _, o := range run.Outcomes {
					if o.State == op.Running && o.Problem != nil {
						waited[o.Step] = o.Progress + " / " + o.Problem.Error() + " / " + o.Problem.Hint
						if o.Since.IsZero() {
							t.Errorf("step %s does not say since when it waits", o.Step)
						}
					}
				}
			}
		}
		run, err := r.Wait(t.Context(), id)
		if err != nil || run.Result() != op.AllDone {
			t.Errorf("%v, %s: %+v", err, run.Result(), run.Outcomes)
		}
		if len(waited) == 0 {
			t.Error("none had to wait, and AWS makes so many at once")
		}
		for step, said := range waited {
			for _, part := range []string{"waits its turn", "in progress", "asked again"} {
				if !strings.Contains(said, part) {
					t.Errorf("step %s says %q, without %q", step, said, part)
				}
			}
		}
		made := map[string]int{}
		for _, i := range a.Capture().Regions[here().Region].Images {
			made[i.Name]++
		}
		for _, s := range p.Steps {
			if name := s.Do.(op.CopyImage).Name; made[name] != 1 {
				t.Errorf("there are %d images called %q", made[name], name)
			}
		}
	})
}

// TestWaitingForATurnCanBeGivenUp stops a run while AWS has no room for its copy:
// it ends at once, and nothing is copied.
func TestWaitingForATurnCanBeGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := open(t, nil, sim.Fault{Action: "CopyImage", Do: "error", Code: "ResourceLimitExceeded"})
		l := &looker{inner: st.wire, looks: map[string][]time.Time{}}
		st.options.Transport = l
		r := st.runner(t)
		id, err := r.Start(planOf(op.CopyImage{Name: "copy", SourceID: webImage, SourceRegion: here().Region}))
		if err != nil {
			t.Fatal(err)
		}
		<-time.After(3 * time.Minute)
		l.mu.Lock()
		asked := l.began
		l.mu.Unlock()
		if asked < 3 || asked > 8 {
			t.Errorf("it was asked %d times in three minutes", asked)
		}
		r.Stop(id)
		run, err := r.Wait(t.Context(), id)
		if o := run.Outcomes[0]; err != nil || o.State != op.NotRun || o.Problem == nil || run.Result() != op.Nothing {
			t.Errorf("%v, %s: %+v", err, run.Result(), o)
		}
	})
}

// TestQueueGoesOnBehindAFailure: a copy that only waits for room is made although
// the one before it failed.
func TestQueueGoesOnBehindAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := open(t, nil, sim.Fault{Action: "CopyImage", Do: "deny", Times: 1})
		p := planOf(op.CopyImage{Name: "first", SourceID: webImage, SourceRegion: here().Region}, op.CopyImage{Name: "second", SourceID: webImage, SourceRegion: here().Region})
		p.Steps[1].After, p.Steps[1].Behind = nil, []string{"1"}
		run := st.run(t, p)
		if first, second := run.Outcomes[0], run.Outcomes[1]; first.State != op.Failed || second.State != op.Done || second.Began.Before(first.Ended) {
			t.Errorf("%+v", run.Outcomes)
		}
	})
}

// TestImageThatVanishesIsNotWaitedFor: somebody deregisters a copy while it is
// under way, and that is said instead of waiting for half a day.
func TestImageThatVanishesIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := open(t, nil)
		r := st.runner(t)
		id, err := r.Start(planOf(op.CopyImage{Name: "copy", SourceID: webImage, SourceRegion: here().Region}))
		if err != nil {
			t.Fatal(err)
		}
		<-time.After(10 * time.Second)
		made := r.Runs()[0].Outcomes[0].Made["ImageId"]
		began := time.Now()
		if run := st.run(t, planOf(op.DeregisterImage{ImageID: made})); run.Result() != op.AllDone {
			t.Fatalf("%+v", run.Outcomes)
		}
		run, err := r.Wait(t.Context(), id)
		if o := run.Outcomes[0]; err != nil || o.State != op.Failed || !strings.Contains(o.Problem.Error(), "gone") || time.Since(began) > 5*time.Minute {
			t.Errorf("%v after %s: %+v", err, time.Since(began), o)
		}
	})
}
