package money_test

import (
	"slices"
	"testing"

	"tami/model/ami"
	"tami/model/money"
	"tami/model/text"
)

func encrypted(s ami.Snapshot, key string) ami.Snapshot {
	s.Encrypted, s.DataKeyID = ami.Yes, text.Clean(key)
	return s
}

func copied(s ami.Snapshot) ami.Snapshot {
	s.VolumeID = text.Clean("vol-ffffffff")
	return s
}

// TestWhatIsProven says when a low bound above nothing may be relied on.
func TestWhatIsProven(t *testing.T) {
	a, b := snap("snap-a", "vol-1", 1), snap("snap-b", "vol-1", 4)
	other := snap("snap-c", "vol-2", 2)
	for name, c := range map[string]struct {
		all     []ami.Snapshot
		origins money.Origins
		proven  bool
	}{
		"one chain":                               {[]ami.Snapshot{a, b}, nil, true},
		"another volume that is gone":             {[]ami.Snapshot{a, b, other}, nil, false},
		"another volume, both made empty":         {[]ami.Snapshot{a, b, other}, money.Origins{"vol-1": "", "vol-2": ""}, true},
		"another volume made of the chain":        {[]ami.Snapshot{a, b, other}, money.Origins{"vol-2": "snap-a"}, true},
		"another volume made of something gone":   {[]ami.Snapshot{a, b, other}, money.Origins{"vol-1": "", "vol-2": "snap-gone"}, false},
		"a copy":                                  {[]ami.Snapshot{a, b, copied(other)}, nil, false},
		"another volume under another data key":   {[]ami.Snapshot{a, b, encrypted(other, "key-2")}, nil, true},
		"two volumes under one data key":          {[]ami.Snapshot{encrypted(a, "k"), encrypted(b, "k"), encrypted(other, "k")}, nil, false},
		"archived ones share nothing":             {[]ami.Snapshot{a, b, archive("snap-d", 3)}, nil, true},
		"somebody else's snapshot shares nothing": {[]ami.Snapshot{a, b, func() ami.Snapshot { s := other; s.OwnerID = text.Clean("999988887777"); return s }()}, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			l := money.Trace(c.all, c.origins, us, true)
			if got := l.Proven("snap-b"); got != c.proven {
				t.Errorf("proven is %v", got)
			}
			if money.Trace(c.all, c.origins, us, false).Proven("snap-b") {
				t.Error("proven although not every snapshot is known")
			}
		})
	}
}

// TestTies says which snapshots are tied to which.
func TestTies(t *testing.T) {
	copies := []ami.Snapshot{copied(snap("snap-a", "", 1)), copied(snap("snap-b", "", 1))}
	if got := money.Trace(copies, nil, us, true).Neighbours("snap-b"); got != nil {
		t.Errorf("copies were taken for a chain: %v", got)
	}
	rekeyed := []ami.Snapshot{snap("snap-a", "vol-1", 1), encrypted(snap("snap-b", "vol-2", 1), "k")}
	if got := money.Trace(rekeyed, money.Origins{"vol-2": "snap-a"}, us, true).Neighbours("snap-b"); got != nil {
		t.Errorf("a full copy under a new key is tied to its source: %v", got)
	}
	l := money.Trace([]ami.Snapshot{snap("snap-c", "vol-1", 1), snap("snap-a", "vol-1", 1), snap("snap-b", "vol-1", 1)}, nil, us, true)
	if got := l.Neighbours("snap-b"); !slices.Equal(got, []string{"snap-a", "snap-c"}) {
		t.Errorf("neighbours by age: %v", got)
	}
	if q := l.Questions([]string{"snap-c", "snap-a"}); len(q) != 2 || q[0].Key() != "-snap-c<snap-b" || q[1].Key() != "-snap-a +snap-b<snap-a" {
		t.Errorf("questions %v", q)
	}
	var none *money.Lineage
	if none.Holds("snap-a") || none.Questions([]string{"snap-a"}) != nil {
		t.Error("a lineage that is not there knows something")
	}
}

// TestOneDataKey ties snapshots of several volumes that are one lineage by
// their age, and proves nothing by it.
func TestOneDataKey(t *testing.T) {
	all := []ami.Snapshot{encrypted(snap("snap-a", "vol-1", 4), "k"), encrypted(snap("snap-b", "vol-2", 4), "k"), encrypted(snap("snap-c", "vol-3", 9), "k")}
	b := book("us-east-1", nil, all...)
	if got := b.Lineage.Neighbours("snap-b"); !slices.Equal(got, []string{"snap-a", "snap-c"}) {
		t.Errorf("neighbours %v", got)
	}
	same(t, "before it is counted", b.Part(&all[2]).Bounds, 0, 0.45, money.UpTo)
	b.Measured = map[string]ami.BlockCount{"-snap-c<snap-b": {Freed: 6 * money.BlocksPerGiB, Whole: true}}
	same(t, "counted", b.Part(&all[2]).Bounds, 0, 0.30, money.UpTo)
}

// TestDoubt takes a proof back where snapshots are out of sight.
func TestDoubt(t *testing.T) {
	all := []ami.Snapshot{snap("snap-a", "vol-1", 1), snap("snap-b", "vol-1", 4), encrypted(snap("snap-c", "vol-2", 1), "k")}
	l := money.Trace(all, nil, us, true)
	l.Doubt([]string{"vol-1", "vol-9"})
	if l.Proven("snap-b") || !l.Proven("snap-c") {
		t.Errorf("b is proven: %v, c is: %v", l.Proven("snap-b"), l.Proven("snap-c"))
	}
}

func TestWaiting(t *testing.T) {
	young := snap("snap-b", "vol-1", 1)
	young.State = text.Clean("pending")
	l := money.Trace([]ami.Snapshot{snap("snap-a", "vol-1", 1), young}, nil, us, true)
	for id, want := range map[string]string{"snap-a": "snap-b", "snap-b": "snap-b"} {
		if got := l.Waiting(l.Questions([]string{id})[0]); got != want {
			t.Errorf("%s waits for %q", id, got)
		}
	}
}

// TestCountOfAnUnprovenLine is an upper bound only: another line may hold the
// same blocks.
func TestCountOfAnUnprovenLine(t *testing.T) {
	b := book("us-east-1", nil, snap("snap-a", "vol-1", 8), snap("snap-b", "vol-2", 8))
	b.Measured = map[string]ami.BlockCount{"-snap-a": {Freed: 2 * money.BlocksPerGiB, Whole: true}}
	s := snap("snap-a", "vol-1", 8)
	same(t, "counted", b.Part(&s).Bounds, 0, 0.10, money.UpTo)
}

func FuzzParseQuestion(f *testing.F) {
	for _, key := range []string{"-snap-a", "-snap-b<snap-a +snap-c<snap-b", "-a<b -b<a", "", "- +", "+snap-c<snap-b", "-a -a", "-a<"} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		q, err := money.ParseQuestion(key)
		if err != nil || len(key) > 4096 {
			return
		}
		if got := q.Key(); got != key {
			t.Errorf("%q was read as %q", key, got)
		}
		of := map[money.Listing]money.Difference{}
		for _, l := range q.Listings() {
			of[l] = money.Difference{}
		}
		if q.Freed(of) != 0 || len(q.Snapshots()) == 0 {
			t.Errorf("%q frees something of nothing", key)
		}
	})
}

// TestTrimmed has a block that the middle snapshot lacks though both of its
// neighbours have one there: the plain rule would count it.
func TestTrimmed(t *testing.T) {
	chain := []ami.Snapshot{snap("snap-a", "vol-1", 1), snap("snap-b", "vol-1", 0), snap("snap-c", "vol-1", 1)}
	d := disk{"snap-b": {}}
	d.write("snap-a", 0, 2, 1).write("snap-c", 0, 2, 2)
	b := book("us-east-1", nil, chain...)
	for key, count := range d.measure(b.Lineage, []string{"snap-b"}) {
		if count.Freed != 0 {
			t.Errorf("%s frees %d blocks that it has not got", key, count.Freed)
		}
	}
}
