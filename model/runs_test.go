package model

import (
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// gone is a run that deregisters an image, with its step in a state.
func gone(id string, at ami.Where, image string, state op.State, ended time.Time) op.Run {
	r := op.Start(id, op.Plan{Title: "Deregister " + image, Steps: []op.Step{{
		ID: "1", At: at, Title: "deregister", Do: op.DeregisterImage{ImageID: image},
		Undo: op.Undo{Grade: op.Exact, Calls: []op.Call{op.RestoreImage{ImageID: image}}},
	}}}, time.Unix(100, 0))
	r.Outcomes[0].State, r.Ended = state, ended
	return r
}

func imagesAt(at ami.Where) ami.Images {
	return ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}
}

func learnTwo(s *State, at ami.Where) {
	s.Learn(ami.Fact{Need: imagesAt(at), First: true, Done: true, Body: ami.ImagePage{Images: []ami.Image{
		{ID: text.Clean("ami-1"), Traits: &ami.Traits{}}, {ID: text.Clean("ami-2"), Traits: &ami.Traits{}},
	}}})
}

// What was deregistered goes from the lists at once, stays away while AWS still
// lists it, and comes back when it is listed after a minute.
func TestWhatIsGoneIsHiddenUntilAWSAgrees(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	s := New(Scope{Profiles: []string{""}}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices())
	s.Now = time.Unix(1000, 0)
	learnTwo(s, at)
	running := []op.Run{gone("r1", at, "ami-1", op.Running, time.Time{})}
	if ended := s.Follow(nil, running); len(ended) != 0 || s.Image(at, "ami-1") == nil {
		t.Fatalf("a step that runs has done something already: %v", ended)
	}
	done := []op.Run{gone("r1", at, "ami-1", op.Done, s.Now)}
	if ended := s.Follow(running, done); len(ended) != 1 {
		t.Errorf("%d runs have ended, not one", len(ended))
	}
	if s.Image(at, "ami-1") != nil || s.Image(at, "ami-2") == nil || !s.Buried(at, "ami-1") {
		t.Error("the deregistered image is still there, or the other one is not")
	}
	learnTwo(s, at)
	if s.Image(at, "ami-1") != nil {
		t.Error("an answer that lags behind brings the image back")
	}
	s.Now = s.NextTomb()
	s.Reopen()
	if !s.Due(imagesAt(at)) || !s.NextTomb().IsZero() {
		t.Error("after a minute the list is not asked again")
	}
	learnTwo(s, at)
	if s.Image(at, "ami-1") == nil {
		t.Error("AWS lists it after a minute, and it is still hidden")
	}
}

func TestARestoredImageIsShownAtOnce(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	s := New(Scope{Profiles: []string{""}}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices())
	learnTwo(s, at)
	s.Follow(nil, []op.Run{gone("r1", at, "ami-1", op.Done, s.Now)})
	back := op.Start("r2", op.Plan{Steps: []op.Step{{ID: "1", At: at, Do: op.RestoreImage{ImageID: "ami-1"}}}}, s.Now)
	back.Outcomes[0].State = op.Done
	s.Follow(nil, []op.Run{back})
	learnTwo(s, at)
	if s.Image(at, "ami-1") == nil {
		t.Error("a restored image stays hidden")
	}
}

func TestWhatCanBeUndone(t *testing.T) {
	at, end := ami.Where{Region: "us-east-1"}, time.Unix(200, 0)
	left := gone("6", at, "ami-1", op.Running, time.Time{})
	left.Left = true
	undo := gone("8", at, "ami-1", op.Done, end)
	undo.UndoOf = "7"
	elsewhere := gone("9", at, "ami-1", op.Running, time.Time{})
	elsewhere.Elsewhere = true
	final := gone("5", at, "ami-1", op.Done, end)
	final.Plan.Steps[0].Undo = op.Undo{Grade: op.Final}
	var r Runs
	r.Learn([]op.Run{
		gone("1", at, "ami-1", op.Done, end), gone("2", at, "ami-1", op.Failed, end), gone("3", at, "ami-1", op.Running, time.Time{}),
		gone("4", at, "ami-1", op.NotRun, end), final, left, gone("7", at, "ami-1", op.Done, end), undo, elsewhere,
	})
	for id, want := range map[string]string{
		"1": "", "2": "changed nothing", "3": "still runs", "4": "changed nothing", "5": "no", "6": "", "7": "undone already", "9": "another tami",
	} {
		if why := r.Undoable(r.Find(id)); (why == "") != (want == "") || !strings.Contains(why, strings.TrimPrefix(want, "no")) {
			t.Errorf("run %s: %q, want %q", id, why, want)
		}
	}
	for _, id := range []string{"1", "3", "7", "8"} {
		r.Own(id)
	}
	if last := r.Last(); last == nil || last.ID != "1" {
		t.Errorf("the last run to undo is %+v, want 1: 7 is undone, and 8 is its undo", last)
	}
	if f := r.Flying(); len(f) != 1 || f[0].ID != "3" {
		t.Errorf("under way: %v", f)
	}
	if first, again := len(r.Ended()), len(r.Ended()); first != 3 || again != 0 {
		t.Errorf("%d runs ended, then %d; want 3, then none", first, again)
	}
}

// TestWhatFailedAndRemainsIsTakenAway: a copy that failed leaves its image.
func TestWhatFailedAndRemainsIsTakenAway(t *testing.T) {
	at, end := ami.Where{Region: "us-east-1"}, time.Unix(200, 0)
	failed := gone("1", at, "ami-1", op.Failed, end)
	failed.Plan.Steps[0].Undo = op.Undo{Grade: op.Exact, Calls: []op.Call{op.DeregisterImage{ImageID: op.Ref(failed.Plan.Steps[0].ID, "ImageId"), DeleteSnapshots: true}}}
	var r Runs
	if why := r.Undoable(&failed); why != "it changed nothing" {
		t.Errorf("%q", why)
	}
	failed.Outcomes[0].Made = map[string]string{"ImageId": "ami-9"}
	if why := r.Undoable(&failed); why != "" {
		t.Errorf("%q", why)
	}
	back := failed.Undo()
	if len(back.Steps) != 1 || back.Steps[0].Do != (op.DeregisterImage{ImageID: "ami-9", DeleteSnapshots: true}) || len(back.Warnings) != 1 {
		t.Errorf("%+v", back)
	}
}

func TestReceiptNamesOnlyThisSession(t *testing.T) {
	at, end := ami.Where{Region: "us-east-1"}, time.Unix(200, 0)
	var r Runs
	r.Learn([]op.Run{gone("1", at, "ami-1", op.Done, end), gone("2", at, "ami-2", op.Failed, end), gone("3", at, "ami-3", op.Done, end)})
	if r.Receipt(true) != "" {
		t.Error("a session that changed nothing has a receipt")
	}
	r.Own("1")
	r.Own("2")
	got := r.Receipt(true)
	for _, want := range []string{"Deregister ami-1 (us-east-1): done, 1 of 1 step\n", "tami undo 1", "failed, 0 of 1 step", "no undo: it changed nothing"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	past := Runs{Past: true}
	past.Learn(r.All)
	if why := past.Undoable(&past.All[0]); !strings.Contains(why, "ended with the demonstration") {
		t.Errorf("what a demonstration did cannot be undone for %q", why)
	}
	if strings.Contains(got, "ami-3") || strings.Contains(r.Receipt(false), "tami undo") {
		t.Errorf("a run of another session, or an undo of what is gone:\n%s", got)
	}
}
