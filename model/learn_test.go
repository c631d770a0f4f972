package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

var here = ami.Where{Region: "us-east-1"}

func image(id string) ami.Image {
	return ami.Image{
		ID: text.Clean(id), Name: text.Clean("name of " + id),
		Traits: &ami.Traits{OwnerID: text.Clean("111122223333"), State: text.Clean("available")}, Extra: &ami.Extra{},
	}
}

func page(first, done bool, ids ...string) ami.Fact {
	f := ami.Fact{Need: ami.Images{Where: here, From: mine}, First: first, Done: done, At: time.Unix(1, 0)}
	var body ami.ImagePage
	for _, id := range ids {
		body.Images = append(body.Images, image(id))
	}
	f.Body = body
	return f
}

var mine = ami.Source{Kind: ami.Mine}

func fresh() *State {
	return New(Scope{Profiles: []string{""}, Regions: []string{"us-east-1", "eu-west-1"}}, mine, ami.EmbeddedPrices())
}

func ids(s *State) []string {
	inv := s.Inventory(ami.Images{Where: here, From: mine})
	if inv == nil {
		return nil
	}
	var list []string
	for img := range inv.Corpus.All() {
		list = append(list, img.ID.String())
	}
	slices.Sort(list)
	return list
}

func TestAReadingReplacesTheOneBefore(t *testing.T) {
	s := fresh()
	s.Learn(page(true, false, "ami-1", "ami-2"))
	s.Learn(page(false, true, "ami-3"))
	if got := ids(s); !slices.Equal(got, []string{"ami-1", "ami-2", "ami-3"}) {
		t.Fatalf("after the first reading: %v", got)
	}
	s.Learn(page(true, false, "ami-2"))
	if got := ids(s); len(got) != 3 {
		t.Errorf("a row went before the new reading was complete: %v", got)
	}
	s.Learn(page(false, true, "ami-4"))
	if got := ids(s); !slices.Equal(got, []string{"ami-2", "ami-4"}) {
		t.Errorf("after the second reading: %v", got)
	}
}

func TestAReadingThatBreaksOffTakesNothingAway(t *testing.T) {
	s := fresh()
	s.Learn(page(true, true, "ami-1", "ami-2"))
	s.Learn(page(true, false, "ami-2"))
	broken := ami.Fact{Need: ami.Images{Where: here, From: mine}, Done: true, Problem: &ami.Problem{Kind: ami.Throttled, Title: "throttled"}}
	s.Learn(broken)
	if got := ids(s); len(got) != 2 {
		t.Errorf("rows are lost: %v", got)
	}
	k := s.Known(broken.Need)
	if k.Problem == nil || k.Loading {
		t.Errorf("the failure is not known: %+v", k)
	}
	if len(s.Notes.All) != 1 || s.Notes.Unread != 1 {
		t.Errorf("the failure is not in the messages: %+v", s.Notes)
	}
}

func TestPagesMayComeInAnyOrder(t *testing.T) {
	var want []string
	for trial := range 20 {
		s := fresh()
		rng := rand.New(rand.NewPCG(1, uint64(trial)))
		for n, p := range rng.Perm(10) {
			s.Learn(page(n == 0, n == 9, fmt.Sprintf("ami-%d", p), fmt.Sprintf("ami-x%d", p)))
		}
		if want == nil {
			want = ids(s)
		}
		if got := ids(s); !slices.Equal(got, want) {
			t.Fatalf("order changes what is learned: %v, not %v", got, want)
		}
	}
}

func TestANeedIsAskedOnceUntilForgotten(t *testing.T) {
	s := fresh()
	n := ami.Images{Where: here, From: mine}
	steps := []struct {
		what string
		do   func()
		due  bool
	}{
		{"never asked", func() {}, true},
		{"being asked", func() { s.Ask(n) }, false},
		{"given up", func() { s.Drop(n) }, true},
		{"asked again", func() { s.Ask(n) }, false},
		{"answered", func() { s.Learn(page(true, true, "ami-1")) }, false},
		{"forgotten", func() { s.Forget(n) }, true},
		{"failed", func() { s.Learn(ami.Fact{Need: n, Done: true, Problem: &ami.Problem{}}) }, false},
	}
	for _, st := range steps {
		if st.do(); s.Due(n) != st.due {
			t.Errorf("%s: due %v, want %v", st.what, s.Due(n), st.due)
		}
	}
}

func TestRunningIsNotKnownBeforeTheEnd(t *testing.T) {
	s := fresh()
	n := ami.Instances{Where: here}
	inst := ami.Instance{ID: text.Clean("i-1"), ImageID: text.Clean("ami-1"), State: text.Clean("running")}
	s.Learn(ami.Fact{Need: n, First: true, Body: ami.InstancePage{Instances: []ami.Instance{inst}}})
	if _, known := s.Running(here, "ami-1"); known {
		t.Error("a count of half the instances counts as known")
	}
	s.Learn(ami.Fact{Need: n, Done: true, Body: ami.InstancePage{Instances: []ami.Instance{inst}}})
	if c, known := s.Running(here, "ami-1"); !known || c != 2 {
		t.Errorf("running %d, known %v", c, known)
	}
	if c, known := s.Running(here, "ami-2"); !known || c != 0 {
		t.Errorf("running %d, known %v for an image that nothing runs", c, known)
	}
	s.Learn(ami.Fact{Need: n, First: true, Done: true, Problem: &ami.Problem{Kind: ami.Denied}})
	if _, known := s.Running(here, "ami-2"); known {
		t.Error("nothing runs it, says a reading that was denied")
	}
}

func TestASnapshotThatIsNotThereIsKnown(t *testing.T) {
	s := fresh()
	n := ami.OneSnapshot{Where: here, ID: "snap-1"}
	if _, known := s.Snapshot(here, "snap-1"); known {
		t.Fatal("known before it was asked")
	}
	s.Learn(ami.Fact{Need: n, Done: true, Body: ami.Absent{}})
	if snap, known := s.Snapshot(here, "snap-1"); !known || snap != nil {
		t.Errorf("%v, %v", snap, known)
	}
}

func TestNotesAreBounded(t *testing.T) {
	var n Notes
	for i := range maxNotes + 5 {
		n.Add(Note{Text: fmt.Sprint(i)})
	}
	if len(n.All) != maxNotes || n.All[0].Text != "5" {
		t.Errorf("%d notes, the oldest %q", len(n.All), n.All[0].Text)
	}
}
