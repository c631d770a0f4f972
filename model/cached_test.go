package model

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/query"
	"tami/model/text"
)

const ourAccount = "111122223333"

func recalled(at time.Time, account string, ids ...string) ami.Fact {
	f := page(true, false, ids...)
	rows := shelf(f.Body.(ami.ImagePage).Images)
	images := make([]*ami.Image, len(rows))
	for i := range rows {
		images[i] = &rows[i]
	}
	var text strings.Builder
	marks := query.Index(images, func(piece string) { text.WriteString(piece) })
	f.Body, f.Cached = ami.KeptImages{Rows: rows, Text: text.String(), Marks: marks}, &ami.Cached{At: at, Account: account}
	return f
}

// shelf is images as a cache has them.
type shelf []ami.Image

func (s shelf) Len() int                 { return len(s) }
func (s shelf) ID(n int) string          { return s[n].ID.String() }
func (s shelf) Traits(n int) *ami.Traits { return s[n].Traits }
func (s shelf) Image(n int) *ami.Image   { img := s[n]; return &img }

func TestRememberedRowsGiveWayToAnswers(t *testing.T) {
	s := fresh()
	need := ami.Images{Where: here, From: mine}
	s.Ask(need)
	before := time.Unix(500, 0)
	s.Learn(recalled(before, ourAccount, "ami-1", "ami-2"))
	s.Learn(recalled(before, ourAccount, "ami-3"))
	if got := ids(s); !slices.Equal(got, []string{"ami-1", "ami-2", "ami-3"}) || !s.Remembered(need).Equal(before) {
		t.Fatalf("%v of %v", got, s.Remembered(need))
	}
	if k := s.Known(need); !k.Loading || k.Settled() || k.Pages != 0 || !s.Due(ami.OneImage{Where: here, ID: "ami-1"}) {
		t.Errorf("what is remembered passes for an answer: %+v", k)
	}
	s.Learn(page(true, false, "ami-2"))
	s.Learn(recalled(before, ourAccount, "ami-9"))
	if got := ids(s); !slices.Equal(got, []string{"ami-1", "ami-2", "ami-3"}) {
		t.Errorf("after the first page of AWS's: %v", got)
	}
	s.Learn(page(false, true, "ami-4"))
	if got := ids(s); !slices.Equal(got, []string{"ami-2", "ami-4"}) || !s.Remembered(need).IsZero() {
		t.Errorf("after AWS's answer: %v, remembered %v", got, s.Remembered(need))
	}
	s.Learn(recalled(before, ourAccount, "ami-9"))
	if got := ids(s); len(got) != 2 {
		t.Errorf("remembered rows came after the answer: %v", got)
	}
}

// TestAnIndexThatDoesNotFitCostsTimeAndNoRow: it is made anew, and said.
func TestAnIndexThatDoesNotFitCostsTimeAndNoRow(t *testing.T) {
	s := fresh()
	f := recalled(time.Unix(500, 0), ourAccount, "ami-1", "ami-2")
	kept := f.Body.(ami.KeptImages)
	kept.Text += "x"
	f.Body = kept
	s.Learn(f)
	if got := ids(s); !slices.Equal(got, []string{"ami-1", "ami-2"}) || len(s.Notes.All) != 1 {
		t.Errorf("%v, %+v", got, s.Notes.All)
	}
}

// TestWhatWasDeregisteredIsNotRemembered, whatever the cache says of it.
func TestWhatWasDeregisteredIsNotRemembered(t *testing.T) {
	s := fresh()
	s.Now = time.Unix(400, 0)
	s.tombs = map[tomb]time.Time{{here, "ami-2"}: time.Unix(900, 0), {here, "ami-3"}: time.Unix(300, 0)}
	s.Learn(recalled(time.Unix(350, 0), ourAccount, "ami-1", "ami-2", "ami-3"))
	if got := ids(s); !slices.Equal(got, []string{"ami-1", "ami-3"}) {
		t.Errorf("%v", got)
	}
}

func TestAnEmptyAnswerEndsWhatIsRemembered(t *testing.T) {
	s := fresh()
	s.Learn(recalled(time.Unix(500, 0), ourAccount, "ami-1"))
	s.Learn(ami.Fact{Need: ami.Images{Where: here, From: mine}, First: true, Done: true, At: time.Unix(600, 0)})
	if got := ids(s); len(got) != 0 {
		t.Errorf("%v are still there", got)
	}
}

func TestRememberedRowsStayWhereAWSFails(t *testing.T) {
	s := fresh()
	need := ami.Images{Where: here, From: mine}
	s.Learn(recalled(time.Unix(500, 0), ourAccount, "ami-1"))
	s.Learn(ami.Fact{Need: need, Done: true, At: time.Unix(600, 0), Problem: &ami.Problem{Kind: ami.Throttled, Title: "throttled"}})
	if got := ids(s); len(got) != 1 || s.Remembered(need).IsZero() {
		t.Errorf("%v, remembered %v", got, s.Remembered(need))
	}
	if _, known := s.Facts().Image(here, "ami-1"); known {
		t.Error("a plan takes a remembered row for known")
	}
}

// TestNothingIsPlannedByWhatIsRemembered: planners see what AWS said in this
// session, and the menus of actions what is on the screen.
func TestNothingIsPlannedByWhatIsRemembered(t *testing.T) {
	s := fresh()
	one := ami.OneImage{Where: here, ID: "ami-1"}
	s.Learn(recalled(time.Unix(500, 0), ourAccount, "ami-1", "ami-2"))
	if _, known := s.Facts().Image(here, "ami-1"); known {
		t.Fatal("a plan takes a remembered row for known")
	}
	if img, known := s.Shown().Image(here, "ami-1"); img == nil || !known {
		t.Fatal("what is on the screen is not offered")
	}
	s.Learn(ami.Fact{Need: one, Done: true, At: time.Unix(600, 0), Body: ami.Absent{}})
	if img, known := s.Facts().Image(here, "ami-1"); img != nil || !known {
		t.Errorf("AWS says that it is gone, and a plan sees %v, %v", img, known)
	}
	s.Learn(page(true, false, "ami-2"))
	if img, known := s.Facts().Image(here, "ami-2"); img == nil || !known {
		t.Error("a row that AWS has named is not known")
	}
	if whole := s.Facts().Owned(here, func(*ami.Image) {}); whole {
		t.Error("a list that is not read to its end passes for whole")
	}
}

// TestAnotherAccountsRowsAreNeverShown once STS has said whose these keys are.
func TestAnotherAccountsRowsAreNeverShown(t *testing.T) {
	other := ami.Fact{Need: ami.Caller{}, Done: true, Body: ami.Identity{Account: text.Clean("999900001111")}}
	for name, order := range map[string][]ami.Fact{
		"told before": {other, recalled(time.Unix(500, 0), ourAccount, "ami-1")},
		"told after":  {recalled(time.Unix(500, 0), ourAccount, "ami-1"), other},
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh()
			for _, f := range order {
				s.Learn(f)
			}
			if got := ids(s); len(got) != 0 {
				t.Errorf("%v of another account", got)
			}
			s.Learn(page(true, true, "ami-5"))
			if got := ids(s); !slices.Equal(got, []string{"ami-5"}) {
				t.Errorf("%v after AWS's answer", got)
			}
		})
	}
}

func TestWhatIsWrongWithTheCacheIsAMessage(t *testing.T) {
	s := fresh()
	need := ami.Images{Where: here, From: mine}
	s.Ask(need)
	s.Learn(ami.Fact{Need: need, Cached: &ami.Cached{Fault: "the file is damaged"}})
	if len(s.Notes.All) != 1 || s.Notes.All[0].Level != Notice || s.Notes.Unread != 0 || s.Known(need).Problem != nil || !s.Known(need).Loading {
		t.Errorf("%+v, %+v", s.Notes, s.Known(need))
	}
}
