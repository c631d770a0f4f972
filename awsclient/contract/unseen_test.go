package contract

import (
	"slices"
	"testing"
	"time"

	"tami/awsclient/sim"
	"tami/model/op"
)

// TestEndsThatNobodySaw loses the screen before, during and after a run: another
// session knows of its end as unseen, until somebody was told.
func TestEndsThatNobodySaw(t *testing.T) {
	const length = 15 * time.Second // of the plan, with five seconds an answer
	for name, c := range map[string]struct {
		lost   time.Duration // after the run's beginning
		unseen bool
	}{
		"during it":       {7 * time.Second, true},
		"a moment after":  {length + time.Minute, true}, // the link was perhaps dead already
		"long after":      {length + time.Hour, false},
		"before it began": {0, true},
	} {
		bubble(t, name, func(t *testing.T) {
			st := open(t, nil, sim.Fault{Do: "delay", Ms: 5000})
			r := st.runner(t)
			if c.lost == 0 {
				r.Unattended()
			}
			id, err := r.Start(exactPlan())
			if err != nil {
				t.Fatal(err)
			}
			<-time.After(c.lost)
			r.Unattended()
			if err := r.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			for next, want := range []bool{c.unseen, c.unseen, false} {
				again := st.runner(t)
				runs := again.Runs()
				if len(runs) != 1 || runs[0].ID != id || runs[0].Unseen != want || runs[0].Result() != op.AllDone {
					t.Fatalf("start %d finds %+v, want unseen %v", next+1, runs, want)
				}
				if next == 1 {
					again.Told(id, "20260101-000000-0000")
					if runs := again.Runs(); runs[0].Unseen {
						<-time.After(time.Minute) // it looks again by and by
					}
					if slices.ContainsFunc(again.Runs(), func(run op.Run) bool { return run.Unseen }) {
						t.Error("it is unseen although somebody was told")
					}
				}
			}
		})
	}
}
