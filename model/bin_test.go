package model

import (
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// binned makes something in the bin that entered three days ago and is kept for
// so many.
func binned(id, about string, days int) ami.Binned {
	entered := time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)
	return ami.Binned{
		ID: text.Clean(id), Name: text.Clean("name-" + id), Description: text.Clean(about),
		Entered: ami.DateOf(entered), Leaves: ami.DateOf(entered.AddDate(0, 0, days)),
	}
}

// learned is a state that was told answers, whole ones or Problems.
func learned(answers map[ami.Need]any) *State {
	st := New(Scope{Profiles: []string{""}, Regions: []string{"us-east-1"}}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices())
	for n, a := range answers {
		f := ami.Fact{Need: n, First: true, Done: true, At: time.Unix(1, 0)}
		switch a := a.(type) {
		case ami.Body:
			f.Body = a
		case *ami.Problem:
			f.Problem = a
		}
		st.Learn(f)
	}
	return st
}

func TestRestorable(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	const made = "Created by CreateImage(i-1) for ami-1"
	snapshots := func(list ...ami.Binned) ami.Body { return ami.BinnedSnapshotList{List: list} }
	denied := &ami.Problem{Kind: ami.Denied, Title: "not permitted: ec2:X"}
	none := ami.SnapshotIDs{}
	one := ami.SnapshotIDs{List: []text.Safe{text.Clean("snap-9")}}
	for name, c := range map[string]struct {
		inBin, outside any
		short, words   string
		lost           bool
	}{
		"its snapshot is in the bin":     {snapshots(binned("snap-1", made, 7)), none, "whole", "1 snapshot of it is in the bin too", false},
		"its snapshot still exists":      {snapshots(), one, "whole", "1 snapshot of it still exists", false},
		"one here, one there":            {snapshots(binned("snap-1", made, 7)), one, "whole", "still exists, 1 snapshot of it is in the bin", false},
		"both gone":                      {snapshots(binned("snap-1", "Created by CreateImage(i-1) for ami-2", 7)), none, "no snapshot", "Not whole", true},
		"the snapshot leaves before":     {snapshots(binned("snap-1", made, 5)), none, "whole, hurry", "on 23 Nov 2026 12:00 UTC", false},
		"the bin may not be looked into": {denied, one, "not checked", "not permitted: ec2:X", false},
		"snapshots may not be listed":    {snapshots(), denied, "not checked", "not permitted: ec2:X", false},
		"not answered yet":               {nil, one, "not checked", "not answered yet", false},
	} {
		answers := map[ami.Need]any{
			ami.BinnedImages{Where: at}: ami.BinnedImageList{List: []ami.Binned{binned("ami-1", "", 7)}},
		}
		if c.inBin != nil {
			answers[ami.BinnedSnapshots{Where: at}] = c.inBin
		}
		answers[ami.SnapshotsMadeFor{Where: at, ImageID: "ami-1"}] = c.outside
		st := learned(answers)
		for _, b := range st.InBin(at) {
			if !b.Image {
				continue
			}
			if r := st.Restorable(b); r.Short != c.short || !strings.Contains(r.Words, c.words) || r.Lost != c.lost {
				t.Errorf("%s: %+v", name, r)
			}
		}
	}
}

func TestASnapshotInTheBinNamesItsImage(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	st := learned(map[ami.Need]any{
		ami.BinnedImages{Where: at}: ami.BinnedImageList{List: []ami.Binned{binned("ami-1", "", 7)}},
		ami.BinnedSnapshots{Where: at}: ami.BinnedSnapshotList{List: []ami.Binned{
			binned("snap-1", "Created by CreateImage(i-1) for ami-1", 7), binned("snap-2", "by hand", 7), binned("snap-3", "Created by CreateImage(i-1) for ami-7", 7),
		}},
	})
	want := map[string]string{"snap-1": "ami-1 (name-ami-1), which is in the bin too", "snap-2": "comes back by itself, as it was.", "snap-3": "made for ami-7."}
	for _, b := range st.InBin(at) {
		if r := st.Restorable(b); !b.Image && !strings.Contains(r.Words, want[b.ID.String()]) {
			t.Errorf("%s: %+v", b.ID, r)
		}
	}
}

func TestWhichRuleHolds(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	rule := func(id, kind string, days int32) ami.BinRule {
		return ami.BinRule{ID: text.Clean(id), Resource: kind, Days: days, Lock: text.Clean("unlocked"), Status: text.Clean("available")}
	}
	tagged, locked, except, unread := rule("tagged", ami.BinOfImages, 30), rule("locked", ami.BinOfImages, 14), rule("except", ami.BinOfImages, 5), rule("unread", ami.BinOfImages, 2)
	tagged.Tags = []ami.Tag{{Key: text.Clean("team"), Value: text.Clean("payments")}, {Key: text.Clean("keep")}}
	locked.Lock = text.Clean("locked")
	except.Except = []ami.Tag{{Key: text.Clean("tmp")}}
	unread.Missing = &ami.Problem{Title: "not permitted: rbin:GetRule"}
	st := learned(map[ami.Need]any{ami.BinRules{Where: at}: ami.BinRuleList{List: []ami.BinRule{
		rule("a", ami.BinOfImages, 7), rule("b", ami.BinOfImages, 7), rule("snaps", ami.BinOfSnapshots, 9), tagged, locked, except, unread,
	}}})
	for days, want := range map[int]string{
		7:  "one of: rule a: whole region, 7 days; rule b: whole region, 7 days",
		30: "rule tagged: by tag team=payments or keep, 30 days",
		14: "rule locked: whole region, 14 days, locked",
		5:  "rule except: whole region but tmp, 5 days",
		2:  "rule unread: what it catches not checked (not permitted: rbin:GetRule), 2 days",
		9:  "a rule of 9 days that is gone or was changed since",
	} {
		if got := st.RuleWords(InBin{at, true, binned("ami-1", "", days)}); got != want {
			t.Errorf("%d days: %q, want %q", days, got, want)
		}
	}
	if got := learned(map[ami.Need]any{ami.BinRules{Where: at}: &ami.Problem{Title: "no"}}).RuleWords(InBin{At: at}); got != "rules not checked: no" {
		t.Error(got)
	}
}

func TestTimeLeft(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for in, want := range map[time.Duration]string{time.Hour * 3: "3h", time.Hour * 100: "4d", -time.Hour: "now"} {
		if got := TimeLeft(ami.DateOf(now.Add(in)), now); got != want {
			t.Errorf("%v: %q, want %q", in, got, want)
		}
	}
	if got := TimeLeft(ami.Date{}, now); got != "" {
		t.Error(got)
	}
}
