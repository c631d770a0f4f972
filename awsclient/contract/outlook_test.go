package contract

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tami/awsclient/sim"
	"tami/model/op"
)

// looker writes down when a place is looked at.
type looker struct {
	inner http.RoundTripper

	mu    sync.Mutex
	looks map[string][]time.Time // by host, which names the region
	began int                    // copies
}

// RoundTrip implements http.RoundTripper.
func (l *looker) RoundTrip(r *http.Request) (*http.Response, error) {
	form, r := formOf(r)
	l.mu.Lock()
	switch action := form.Get("Action"); {
	case strings.HasPrefix(action, "Describe"):
		l.looks[r.URL.Host] = append(l.looks[r.URL.Host], time.Now())
	case action == "CopyImage":
		l.began++
	}
	l.mu.Unlock()
	return l.inner.RoundTrip(r)
}

// imagesToCopy are so many images of one snapshot each beside what the stage has.
func imagesToCopy(most int) sim.Seed {
	seed := stageSeed()
	region := seed.Regions[here().Region]
	for n := range most {
		i := region.Images[1]
		i.ImageId, i.Name, i.Tags = numbered(n), fmt.Sprint("one-", n), nil
		region.Images = append(region.Images, i)
	}
	return seed
}

// numbered is the ID of one of them.
func numbered(n int) string { return fmt.Sprintf("ami-%017x", 256+n) }

// TestFiftyCopiesAreLookedAtTogether begins fifty copies to three regions at
// once. All of them are under way together, and a region is sent one request a
// look, however many images are made there.
func TestFiftyCopiesAreLookedAtTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, err := sim.New(sim.Options{Seed: imagesToCopy(17), Speed: 1}) // of one snapshot each: a region takes twenty at once
		if err != nil {
			t.Fatal(err)
		}
		st := &stage{Account: a, folder: t.TempDir()}
		l := &looker{inner: st.Transport(), looks: map[string][]time.Time{}}
		st.options.Transport = l
		p := planOf()
		for n := range 50 {
			region := []string{"eu-west-1", "us-west-2", "ap-southeast-2"}[n%3]
			p.Steps = append(p.Steps, op.Step{ID: fmt.Sprint(n + 1), At: here(), Title: "copy", Do: op.CopyImage{Name: fmt.Sprint("copy-", n), SourceID: numbered(n / 3), SourceRegion: here().Region}})
			p.Steps[n].At.Region = region
		}
		r := st.runner(t)
		id, err := r.Start(p)
		if err != nil {
			t.Fatal(err)
		}
		together := 0
		for over := false; !over; {
			<-r.Changed()
			for _, run := range r.Runs() {
				over = over || run.ID == id && run.Over()
				watched := 0
				for _, o := range run.Outcomes {
					if o.State == op.Watching {
						watched++
					}
				}
				together = max(together, watched)
			}
		}
		run, err := r.Wait(t.Context(), id)
		if err != nil || run.Result() != op.AllDone || l.began != 50 {
			t.Fatalf("%v, %s, %d copies were begun", err, run.Result(), l.began)
		}
		if together != 50 {
			t.Errorf("%d copies were under way at once, of 50", together)
		}
		if len(l.looks) != 3 {
			t.Errorf("looks at %v", l.looks)
		}
		for host, times := range l.looks {
			for n := range times[1:] {
				if gap := times[n+1].Sub(times[n]); gap < 2*time.Second {
					t.Errorf("%s is looked at again after %s", host, gap)
				}
			}
		}
	})
}
