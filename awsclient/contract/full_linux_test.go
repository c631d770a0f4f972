package contract

import (
	"bytes"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"tami/model/op"
)

// TestFullDisk lets the disk fill up while a run is under way, before the line
// that tells of each of its steps: no change is made whose intent is not on disk,
// and when there is room again another tami brings the rest to its end, each
// change once. The limit of the size of a file stands for the end of the disk;
// since it holds for all files of a process, the test is a process of its own.
func TestFullDisk(t *testing.T) {
	const alone = "TAMI_TEST_FULL_DISK"
	if os.Getenv(alone) == "" {
		command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
		command.Env = append(os.Environ(), alone+"=1")
		if out, err := command.CombinedOutput(); err != nil || !bytes.Contains(out, []byte("--- PASS: TestFullDisk/full_at_a")) && !bytes.Contains(out, []byte("SKIP")) {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var room syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &room); err != nil {
		t.Skip("files have no limit here:", err)
	}
	defer func() { _ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &room) }()
	p := exactPlan()
	for full := 1; full < len(p.Steps); full++ {
		bubble(t, "full at "+stepName(full), func(t *testing.T) {
			st := open(t, nil)
			st.wire.after = func(n int) {
				if n == full {
					fill(t, st.folder, room)
				}
			}
			r := st.runner(t)
			id, err := r.Start(p)
			if err != nil {
				t.Fatal(err)
			}
			run, err := r.Wait(t.Context(), id)
			if st.wire.all != full {
				t.Errorf("%d changes were made, and %d could be written down", st.wire.all, full)
			}
			if err == nil && run.Result() == op.AllDone {
				t.Errorf("the run is said to be %s", run.Result())
			}
			_ = r.Close(t.Context())
			if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &room); err != nil {
				t.Fatal(err)
			}

			st.wire.after = nil
			again := st.runner(t)
			if err := again.Settle(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			if err := again.Resume(id); err != nil {
				t.Fatal(err)
			}
			if run, err := again.Wait(t.Context(), id); err != nil || run.Result() != op.AllDone {
				t.Errorf("%v %+v", err, run.Outcomes)
			}
			for what, n := range st.wire.effects {
				if n > 1 {
					t.Errorf("%s was done %d times", what, n)
				}
			}
		})
	}
}

// fill leaves no room behind what is in the journal.
func fill(t *testing.T, folder string, room syscall.Rlimit) {
	files, err := filepath.Glob(filepath.Join(folder, "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Errorf("%v %v", files, err)
		return
	}
	written, err := os.Stat(files[0])
	if err != nil {
		t.Error(err)
		return
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(written.Size()), Max: room.Max}); err != nil {
		t.Error(err)
	}
}
