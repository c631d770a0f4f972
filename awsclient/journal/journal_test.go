package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// runID sorts after other.
const runID, other = "20261121-140312-3f9a", "20261120-000000-0000"

func sample(id string) op.Run {
	at := ami.Where{Profile: "prod", Region: "us-east-1"}
	return op.Start(id, op.Plan{
		Action: "image.tag", Title: "Tag 2 images", Risk: op.Guarded, Cost: &op.Cost{StopsHigh: 0.1 + 0.2},
		Request: op.Request{Action: "image.tag", Values: op.Values{"tag": {"note=a\u202eb"}}},
		Steps: []op.Step{
			{ID: "1", At: at, Account: "111122223333", Title: "tag it", Do: op.CreateTags{IDs: []string{"ami-1"}, Tags: []op.Tag{{Key: "note", Value: "a\u202eb\x1b[2J ü 🙂"}}},
				Undo: op.Undo{Grade: op.Exact, Calls: []op.Call{op.DeleteTags{IDs: []string{"ami-1"}, Keys: []string{"note"}}}}},
			{ID: "2", After: []string{"1"}, At: at, Title: "gone", Do: op.DeregisterImage{ImageID: "ami-2", DeleteSnapshots: true}, Undo: op.Undo{Grade: op.Final, Why: "no bin"}},
		},
	}, time.Date(2026, 11, 21, 14, 3, 12, 0, time.UTC))
}

func events(id string) []op.Event {
	at := time.Date(2026, 11, 21, 14, 3, 13, 500, time.UTC)
	return []op.Event{
		{Run: id, At: at, Outcome: op.Outcome{Step: "1", State: op.Running, Began: at}},
		{Run: id, At: at, Outcome: op.Outcome{Step: "1", State: op.Done, Began: at, Ended: at, Adopted: true, Made: map[string]string{"ImageId": "ami-9"}}},
		{Run: id, At: at, Stop: true},
		{Run: id, At: at, Outcome: op.Outcome{Step: "2", State: op.Failed, Began: at, Ended: at, Progress: "42 %",
			Parts: []op.Part{{ID: "snap-1", Code: "skipped"}},
			Problem: &ami.Problem{Kind: ami.Denied, Title: "not permitted", Cause: text.Clean("no \x1b]0;x"), Hint: "Ask.", Action: "ec2:DeregisterImage",
				Code: text.Clean("UnauthorizedOperation"), Retry: true}}},
		{Run: id, At: at, End: true},
		{Run: id, At: at, Unseen: true},
		{Run: id, At: at, Seen: true},
	}
}

// begun writes a run with so many of its events, and leaves it open.
func begun(t *testing.T, f Folder, id string, n int) (*Writer, op.Run) {
	t.Helper()
	run := sample(id)
	w, err := f.Begin(run)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	for _, e := range events(id)[:n] {
		if err := w.Add(e); err != nil {
			t.Fatal(err)
		}
		run.Apply(e)
	}
	return w, run
}

func TestReadsWhatWasWritten(t *testing.T) {
	for n := range len(events(runID)) + 1 {
		f := In(filepath.Join(t.TempDir(), "state", "journal"))
		w, want := begun(t, f, runID, n)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		again, got, err := f.Continue(runID)
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("after %d events\n got %+v\nwant %+v", n, got, want)
		}
	}
}

func TestFileIsPrivateAndInert(t *testing.T) {
	f := In(filepath.Join(t.TempDir(), "journal"))
	w, _ := begun(t, f, runID, 4)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{f.path: 0o700, f.file(runID): 0o600} {
		if i, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && i.Mode().Perm() != want {
			t.Errorf("%s: %v %v, want %v", name, i.Mode(), err, want)
		}
	}
	raw, err := os.ReadFile(f.file(runID))
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range raw {
		if b >= 0x7f || b < ' ' && b != '\n' {
			t.Fatalf("byte %d is %#x, which a terminal may obey", i, b)
		}
	}
}

func TestEventIsOnDiskAtOnce(t *testing.T) {
	f := In(t.TempDir())
	_, want := begun(t, f, runID, 1)
	list, _, err := f.List(9, nil)
	if err != nil || len(list) != 1 || !reflect.DeepEqual(list[0].Run.Outcomes, want.Outcomes) {
		t.Errorf("%+v %v", list, err)
	}
}

func TestLock(t *testing.T) {
	f := In(t.TempDir())
	w, _ := begun(t, f, runID, 1)
	if _, _, err := f.Continue(runID); !errors.Is(err, ErrElsewhere) {
		t.Errorf("a run under way can be opened: %v", err)
	}
	if list, _, _ := f.List(9, nil); !list[0].Run.Elsewhere || list[0].Run.Left {
		t.Errorf("a run under way: %+v", list[0].Run)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	list, seen, _ := f.List(9, nil)
	if list[0].Run.Elsewhere || !list[0].Run.Left {
		t.Errorf("a run that was left: %+v", list[0].Run)
	}
	again, _, err := f.Continue(runID)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if list, _, _ := f.List(9, seen); !list[0].Run.Elsewhere {
		t.Error("a run that was left and is gone on with is not seen to be under way")
	}
	if _, err := f.Begin(sample(runID)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("an ID was taken twice: %v", err)
	}
}

// TestTornLine cuts the file after every byte: what stands on whole lines
// counts, and what is added afterwards is read.
func TestTornLine(t *testing.T) {
	f := In(t.TempDir())
	w, _ := begun(t, f, runID, len(events(runID)))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(f.file(runID))
	if err != nil {
		t.Fatal(err)
	}
	head := strings.IndexByte(string(raw), '\n')
	for cut := range len(raw) {
		run, err := Parse(raw[:cut])
		if cut < head {
			if !errors.Is(err, ErrEmpty) {
				t.Fatalf("cut after %d bytes, within the plan: %v", cut, err)
			}
			continue
		}
		want := sample(runID)
		whole := strings.Count(string(raw[:cut]), "\n") - 1
		if cut+1 < len(raw) && raw[cut] == '\n' && cut > head {
			whole++ // all but the line's end is there
		}
		for _, e := range events(runID)[:max(0, whole)] {
			want.Apply(e)
		}
		if err != nil || cut != len(raw)-1 && !reflect.DeepEqual(run, want) {
			t.Fatalf("cut after %d bytes: %v\n got %+v\nwant %+v", cut, err, run, want)
		}
	}
	if err := os.WriteFile(f.file(runID), raw[:strings.Index(string(raw), `"end":true`)], 0o600); err != nil {
		t.Fatal(err)
	}
	again, run, err := f.Continue(runID)
	if err != nil || run.Over() {
		t.Fatalf("%v %+v", err, run)
	}
	if err := errors.Join(again.Add(events(runID)[4]), again.Close()); err != nil {
		t.Fatal(err)
	}
	if list, _, _ := f.List(9, nil); !list[0].Run.Over() {
		t.Error("what was added after a cut line is not read")
	}
}

func TestForeignFiles(t *testing.T) {
	unknown := strings.Replace(string(mustHead(t)), `"call":"CreateTags"`, `"call":"LaunchRockets"`, 1)
	for name, c := range map[string]struct{ content, says string }{
		"text":           {"shopping list\n", "not a journal"},
		"binary":         {"\x00\xff\xfe\n\n", "not a journal"},
		"other JSON":     {`{"a":1}` + "\n", "not a journal"},
		"newer":          {strings.Replace(string(mustHead(t)), `"tamiRun":1`, `"tamiRun":9`, 1), "newer tami"},
		"unknown call":   {unknown, `"LaunchRockets" is none`},
		"bad region":     {strings.ReplaceAll(string(mustHead(t)), "us-east-1", "evil.example.com/"), "not a region"},
		"bad profile":    {strings.ReplaceAll(string(mustHead(t)), `"prod"`, `"\u001b[2J"`), "cannot be shown"},
		"step twice":     {strings.ReplaceAll(string(mustHead(t)), `"ID":"2"`, `"ID":"1"`), "twice"},
		"another's name": {strings.ReplaceAll(string(mustHead(t)), runID, "20250101-000000-0000"), "another run"},
	} {
		t.Run(name, func(t *testing.T) {
			f := In(t.TempDir())
			w, _ := begun(t, f, other, 5)
			if err := errors.Join(w.Close(), os.WriteFile(f.file(runID), []byte(c.content), 0o600)); err != nil {
				t.Fatal(err)
			}
			list, seen, err := f.List(9, nil)
			if err != nil || len(list) != 2 || list[0].Err == nil || !strings.Contains(list[0].Err.Error(), c.says) || list[1].Err != nil {
				t.Fatalf("%v %+v", err, list)
			}
			if again, _, _ := f.List(9, seen); len(again) != 2 || again[0].Err == nil {
				t.Error("what cannot be read is not said again")
			}
			if _, _, err := f.Continue(runID); err == nil {
				t.Error("it can be gone on with")
			}
		})
	}
}

func mustHead(t *testing.T) []byte {
	t.Helper()
	head, err := encodeHead(sample(runID))
	if err != nil {
		t.Fatal(err)
	}
	return append(inert(head), '\n')
}

func TestShownTextIsCleanedAgain(t *testing.T) {
	raw := strings.Replace(string(mustHead(t)), `"Tag 2 images"`, `"Tag \u001b]0;x\u0007 \u202e2"`, 1) +
		`{"at":"2026-11-21T14:03:13Z","step":{"id":"1","state":"conquered","progress":"\u001b[2J","problem":{"title":"\u001b[31m","cause":"\u001b[1m"},"parts":[{"ID":"\u001b","Code":"\u0007"}]}}` + "\n"
	run, err := Parse([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	o := run.Outcomes[0]
	for _, shown := range []string{run.Plan.Title, o.Progress, o.Problem.Title, o.Problem.Cause.String(), o.Parts[0].ID, o.Parts[0].Code} {
		if strings.ContainsAny(shown, "\x1b\a\u202e") {
			t.Errorf("%q reaches the terminal", shown)
		}
	}
	if o.State != op.Doubtful {
		t.Errorf("a state that nobody knows is %q", o.State)
	}
	if sent := run.Plan.Steps[0].Do.(op.CreateTags).Tags[0].Value; sent != "a\u202eb\x1b[2J ü 🙂" {
		t.Errorf("the value that is sent became %q", sent)
	}
}

func TestUnwritableFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", file, filepath.Join(file, "below")} {
		if _, err := In(path).Begin(sample(runID)); err == nil {
			t.Errorf("a run began in %q", path)
		}
	}
	if _, err := In(t.TempDir()).Begin(sample("../../x")); err == nil {
		t.Error("a run's ID led out of the folder")
	}
	if list, _, err := In(filepath.Join(file, "nowhere", "at", "all")).List(9, nil); err == nil && len(list) > 0 {
		t.Error("runs were found in a folder that is not there")
	}
	if list, _, err := In(filepath.Join(t.TempDir(), "none")).List(9, nil); err != nil || list != nil {
		t.Errorf("a folder that was never made: %v %v", list, err)
	}
}

// TestNothingAfterAFailure breaks the file below a writer, as a full disk does.
func TestNothingAfterAFailure(t *testing.T) {
	f := In(t.TempDir())
	w, _ := begun(t, f, runID, 1)
	good := w.file
	readOnly, err := os.Open(f.file(runID))
	if err != nil {
		t.Fatal(err)
	}
	defer readOnly.Close()
	w.file = readOnly
	if w.Add(events(runID)[1]) == nil {
		t.Fatal("an event was written to a file that cannot be")
	}
	w.file = good
	if w.Add(events(runID)[2]) == nil {
		t.Error("an event was written after one that was not")
	}
}

// TestRunsOfOneSecondAreInOrder, though their IDs are not: a script may begin a
// run and take it back before a second is over.
func TestRunsOfOneSecondAreInOrder(t *testing.T) {
	f := In(t.TempDir())
	for i, id := range []string{"20261121-140312-bbbb", "20261121-140312-cccc", "20261121-140312-aaaa", "20261121-140313-0000"} {
		run := sample(id)
		run.Started = run.Started.Add(time.Duration(i) * time.Millisecond)
		w, err := f.Begin(run)
		if err != nil {
			t.Fatal(err)
		}
		_ = w.Close()
	}
	list, _, err := f.List(9, nil)
	var ids []string
	for _, found := range list {
		ids = append(ids, found.ID[len("20261121-140"):])
	}
	if got := strings.Join(ids, " "); err != nil || got != "313-0000 312-aaaa 312-cccc 312-bbbb" {
		t.Errorf("%s, %v", got, err)
	}
}

func TestListIsBounded(t *testing.T) {
	f := In(t.TempDir())
	for _, id := range []string{"20260101-000000-0001", "20260101-000000-0002", "20260101-000000-0003"} {
		w, _ := begun(t, f, id, 5)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	list, seen, err := f.List(2, nil)
	if err != nil || len(list) != 2 || list[0].ID != "20260101-000000-0003" || list[1].ID != "20260101-000000-0002" {
		t.Fatalf("%v %v", list, err)
	}
	// What has ended is read once: here the file is exchanged for another of
	// the same size and time.
	name := f.file(list[0].ID)
	info, _ := os.Stat(name)
	if err := errors.Join(os.WriteFile(name, make([]byte, info.Size()), 0o600), os.Chtimes(name, info.ModTime(), info.ModTime())); err != nil {
		t.Fatal(err)
	}
	if list, _, _ := f.List(2, seen); list[0].Err != nil {
		t.Errorf("a run that has ended was read again: %v", list[0].Err)
	}
}

func FuzzParse(f *testing.F) {
	head, _ := encodeHead(sample(runID))
	whole := string(head) + "\n"
	for _, e := range events(runID) {
		line, _ := encodeEvent(e)
		whole += string(line) + "\n"
	}
	for _, seed := range []string{"", "{", "{}\n", "\x00", whole, whole[:len(whole)/2], strings.ReplaceAll(whole, "done", "undone"),
		`{"tamiRun":1,"id":"x","plan":{"Steps":[{}]}}`, `{"tamiRun":1,"id":"x","plan":null}` + "\nnull\n[]\n{\"step\":{}}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		run, err := Parse(raw)
		if err != nil {
			return
		}
		if CheckID(run.ID) != nil || len(run.Outcomes) != len(run.Plan.Steps) {
			t.Errorf("%+v", run)
		}
		for i, s := range run.Plan.Steps {
			if run.Outcomes[i].Step != s.ID || s.Do == nil {
				t.Errorf("step %d is %+v with %+v", i, s, run.Outcomes[i])
			}
		}
		shown := run.Plan.Title + run.Plan.Confirm + run.Plan.UndoLine
		for _, o := range run.Outcomes {
			shown += o.Progress
		}
		if strings.ContainsAny(shown, "\x1b\x00\a\u202e") {
			t.Errorf("%q is shown", shown)
		}
		_, _ = run.Result(), run.Undo()
		// What was read can be written, and reads the same.
		line, err := encodeHead(run)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(append(line, '\n'))
		if err != nil || !reflect.DeepEqual(again.Plan, run.Plan) {
			t.Errorf("%v\n got %+v\nwant %+v", err, again.Plan, run.Plan)
		}
	})
}
