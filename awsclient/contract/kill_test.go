package contract

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/op"
)

// The environment of a process that is started to be killed: where the account
// answers, and where the journal is.
const victimEndpoint, victimFolder = "TAMI_TEST_VICTIM_ENDPOINT", "TAMI_TEST_VICTIM_FOLDER"

// victim carries a plan out until somebody kills it.
func victim(t *testing.T, endpoint, folder string) {
	r := awsclient.NewRunner(t.Context(), awsclient.New(awsclient.Options{Env: os.Getenv, EndpointURL: endpoint, Patience: time.Minute}), awsclient.RunnerOptions{Folder: folder})
	id, err := r.Start(killPlan())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Wait(t.Context(), id); err != nil {
		t.Fatal(err)
	}
}

func killPlan() op.Plan {
	return planOf(op.ModifyDescription{ImageID: webImage, Text: "one"}, op.DeregisterImage{ImageID: binImage, DeleteSnapshots: true},
		op.CreateTags{IDs: []string{webImage}, Tags: []op.Tag{{Key: "a", Value: "b"}}})
}

// TestKilledProcess kills a process of its own in the middle of a change, once
// before it took effect and once after, and lets another one find out. The
// kernel lets go of the lock, and the journal is what was really on disk.
func TestKilledProcess(t *testing.T) {
	if endpoint := os.Getenv(victimEndpoint); endpoint != "" {
		victim(t, endpoint, os.Getenv(victimFolder))
		return
	}
	keys(t)
	for step := 1; step <= 3; step++ {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("at change %d, after it %v", step, after), func(t *testing.T) {
				a, err := sim.New(sim.Options{Seed: stageSeed(), Speed: 1})
				if err != nil {
					t.Fatal(err)
				}
				trap := &trap{account: a, at: step, after: after, caught: make(chan struct{}), free: make(chan struct{})}
				server := httptest.NewServer(trap)
				defer server.Close()
				folder := filepath.Join(t.TempDir(), "journal")
				killVictim(t, server.URL, folder, trap)

				// A minute later AWS has settled, and one look tells.
				later := func() time.Time { return time.Now().Add(time.Minute) }
				r := awsclient.NewRunner(t.Context(), awsclient.New(awsclient.Options{Env: os.Getenv, EndpointURL: server.URL, Now: later}), awsclient.RunnerOptions{Folder: folder})
				runs := r.Runs()
				if len(runs) != 1 || !runs[0].Left {
					t.Fatalf("%+v", runs)
				}
				if err := r.Settle(t.Context(), runs[0].ID); err != nil {
					t.Fatal(err)
				}
				if err := r.Resume(runs[0].ID); err != nil {
					t.Fatal(err)
				}
				run, err := r.Wait(t.Context(), runs[0].ID)
				if err != nil || run.Result() != op.AllDone {
					t.Fatalf("%v %+v", err, run.Outcomes)
				}
				if o := run.Outcomes[step-1]; o.Adopted != after {
					t.Errorf("the step in doubt: %+v", o)
				}
				if len(trap.done) != 3 {
					t.Errorf("the changes are %v", trap.done)
				}
				for action, n := range trap.done {
					if n != 1 {
						t.Errorf("%s was done %d times", action, n)
					}
				}
			})
		}
	}
}

// killVictim starts this test again as a process of its own, and kills it when
// it is in the trap.
func killVictim(t *testing.T, endpoint, folder string, trap *trap) {
	t.Helper()
	command := exec.Command(os.Args[0], "-test.run=^TestKilledProcess$")
	command.Env = append(os.Environ(), victimEndpoint+"="+endpoint, victimFolder+"="+folder)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	select {
	case <-trap.caught:
	case err := <-ended:
		t.Fatalf("it ended by itself: %v", err)
	case <-time.After(time.Minute):
		t.Error("it does not come to the change")
	}
	if err := command.Process.Kill(); err != nil {
		t.Error(err)
	}
	<-ended
	close(trap.free)
}

// trap is an account that holds up the answer to one change, before or after it
// took effect, until who asked is dead.
type trap struct {
	account      *sim.Account
	at           int
	after        bool
	caught, free chan struct{}

	mu   sync.Mutex
	n    int
	done map[string]int
}

// ServeHTTP implements http.Handler.
func (t *trap) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	form, r := formOf(r)
	if !changing(form.Get("Action")) {
		t.account.ServeHTTP(w, r)
		return
	}
	t.mu.Lock()
	t.n++
	hold := t.n == t.at
	t.mu.Unlock()
	if hold && !t.after {
		close(t.caught)
		<-t.free
		return
	}
	answer := httptest.NewRecorder()
	t.account.ServeHTTP(answer, r)
	if answer.Code == http.StatusOK {
		t.mu.Lock()
		if t.done == nil {
			t.done = map[string]int{}
		}
		t.done[form.Get("Action")]++
		t.mu.Unlock()
	}
	if hold {
		close(t.caught)
		<-t.free
		return
	}
	w.Header().Set("Content-Type", answer.Header().Get("Content-Type"))
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}
