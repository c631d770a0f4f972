package op_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// random is a fleet of images that share snapshots at random, some locked, some
// archived, some of others, with rules of the bin or without; and the images
// that are to go.
func random(r *rand.Rand) (f *fleet, ids []string) {
	f = newFleet("us-east-1")
	snaps := 1 + r.IntN(8)
	for i := range 2 + r.IntN(6) {
		var disks []string
		for range 1 + r.IntN(3) {
			disks = append(disks, fmt.Sprintf("snap-%d %d", r.IntN(snaps), 1+r.IntN(99)))
		}
		id := fmt.Sprintf("ami-%d", i)
		f.add(id, "image "+id, disks...)
		if r.IntN(2) == 0 || i == 0 {
			ids = append(ids, id)
		}
	}
	for _, s := range slices.Clone(f.disks) {
		switch id := s.ID.Raw(); r.IntN(8) {
		case 0:
			f.lock(id, "2027-01-01T00:00:00Z")
		case 1:
			f.archived(id, r.IntN(120))
		case 2:
			f.snap(id, func(s *ami.Snapshot) { s.OwnerID = text.Clean(partner) })
		case 3:
			f.but(func(f *fleet) { f.deny(ami.SnapshotLock{Where: f.at, ID: id}, "ec2:DescribeLockedSnapshots") })
		case 4:
			f.but(func(f *fleet) { f.deny(ami.OneSnapshot{Where: f.at, ID: id}, "ec2:DescribeSnapshots") })
		case 5:
			f.fast(id, 1+r.IntN(3))
		}
	}
	switch r.IntN(4) {
	case 0:
		f.rule("images snapshots", 7)
	case 1:
		f.rule("snapshots", 3)
	case 2:
		f = unlisted(f)
	}
	return f, ids
}

// TestPlansDoNotDependOnTheOrderOfTargets plans for the same images in another
// order, and holds every plan to what must always be so.
func TestPlansDoNotDependOnTheOrderOfTargets(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		f, ids := random(r)
		f.tell()
		values := [][]string{nil, {deleting}}[r.IntN(2)]
		p := f.plan(t, "deregister", strings.Join(ids, " "), values...)
		r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		q := f.plan(t, "deregister", strings.Join(ids, " "), values...)
		for id, one := range fates(p) {
			other := fates(q)[id]
			slices.Sort(one.Images)
			slices.Sort(other.Images)
			if !reflect.DeepEqual(one, other) {
				t.Fatalf("%s: %+v, in another order %+v", id, one, other)
			}
		}
		if a, b := p.Cost, q.Cost; !near(a.StopsLow, b.StopsLow) || !near(a.StopsHigh, b.StopsHigh) || !near(a.StaysHigh, b.StaysHigh) || !near(a.OneTime, b.OneTime) || a.Label != b.Label {
			t.Fatalf("%+v, in another order %+v", a, b)
		}
		holds(t, f, p, ids)
	}
}

// holds is what must be so of every plan: what is needed outside is never
// deleted, the parts add up, and each snapshot goes with one step, after all
// others that use it.
func holds(t *testing.T, f *fleet, p op.Plan, ids []string) {
	t.Helper()
	low, high, stays := 0.0, 0.0, 0.0
	for _, fate := range p.Snapshots {
		goes := fate.Fate == op.Deleted || fate.Fate == op.Binned
		for i := range f.images {
			img := &f.images[i]
			if goes && slices.Contains(img.SnapshotIDs(), fate.SnapshotID) && !slices.Contains(ids, img.ID.Raw()) {
				t.Fatalf("%s is %s and %s needs it", fate.SnapshotID, fate.Fate, img.ID)
			}
		}
		zones, _ := f.Answer(ami.FastRestore{Where: f.at, ID: fate.SnapshotID}).(ami.FastRestoreBody)
		fast := float64(len(zones.Zones)) * 0.75 * 730
		switch {
		case goes:
			low, high = low+fate.Low+fast, high+fate.High+fast
		case fate.Fate != op.NotOurs:
			stays += fate.High + fast
		}
	}
	if p.Cost.StopsLow > 0 && near(p.Cost.StopsLow, low) || p.Cost.StopsLow == 0 {
		low = p.Cost.StopsLow // a doubt about any snapshot makes the sum begin at nothing
	}
	if !near(low, p.Cost.StopsLow) || !near(high, p.Cost.StopsHigh) || !near(stays, p.Cost.StaysHigh) {
		t.Fatalf("parts add up to %g, %g, %g; the whole is %+v\n%s", low, high, stays, p.Cost, op.Plain(p))
	}
	oneStepEach(t, f, p)
}

func oneStepEach(t *testing.T, f *fleet, p op.Plan) {
	t.Helper()
	for _, fate := range p.Snapshots {
		var with []op.Step
		for _, s := range p.Steps {
			c := s.Do.(op.DeregisterImage)
			img, _ := f.Facts().Image(f.at, c.ImageID)
			if slices.Contains(img.SnapshotIDs(), fate.SnapshotID) {
				with = append(with, s)
			}
		}
		last := with[len(with)-1]
		if fate.Fate != op.Deleted && fate.Fate != op.Binned {
			continue
		}
		if !last.Do.(op.DeregisterImage).DeleteSnapshots {
			t.Fatalf("no step deletes %s\n%s", fate.SnapshotID, op.Plain(p))
		}
		for _, s := range with[:len(with)-1] {
			if !slices.Contains(last.After, s.ID) {
				t.Fatalf("step %s deletes %s and does not wait for step %s\n%s", last.ID, fate.SnapshotID, s.ID, op.Plain(p))
			}
		}
	}
}

// TestNothingUnknownIsTakenForNone denies one question at a time, of all that
// the actions ask: what could not be read is named.
func TestNothingUnknownIsTakenForNone(t *testing.T) {
	cold := func() *fleet {
		return newFleet("us-east-1").add("ami-1", "web", "snap-1 100").archived("snap-1", 40)
	}
	for word, id := range map[string]string{"deregister": "ami-1", "delete-snapshots": "snap-1"} {
		whole := cold()
		if word == "delete-snapshots" {
			whole = loose()
		}
		whole.tell()
		a, r := whole.request(word, id, deleting)
		needs := a.Needs(r, whole.Facts())
		for _, need := range needs {
			if need == ami.Need(ami.OwnSnapshots{Where: whole.at}) {
				continue // without it the bounds are wider, and say so
			}
			f := cold()
			if word == "delete-snapshots" {
				f = loose()
			}
			f.hushed = need
			p, err := a.Plan(r, f.tell().Facts())
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(op.Plain(p), "not permitted: this one") {
				t.Errorf("%s: %T is denied and nobody says so:\n%s", word, need, op.Plain(p))
			}
		}
		if len(needs) < 8 {
			t.Errorf("%s asks %d questions only", word, len(needs))
		}
	}
}

// loose has a snapshot that was made for an image which is gone.
func loose() *fleet {
	f := newFleet("us-east-1").add("ami-2", "web", "snap-2 8")
	f.disk("snap-1", "20")
	return f.snap("snap-1", func(s *ami.Snapshot) { s.Description = text.Clean("Created by CreateImage(i-0a1) for ami-0dead01") })
}

// TestNeedsComeAsFactsArrive asks for the image first, and for what stands
// behind it when it is known.
func TestNeedsComeAsFactsArrive(t *testing.T) {
	f := newFleet("us-east-1")
	a, r := f.request("deregister", "ami-1", deleting)
	has := func(n ami.Need) bool { return slices.Contains(a.Needs(r, f.Facts()), n) }
	if has(ami.OneSnapshot{Where: f.at, ID: "snap-1"}) || !has(ami.OneImage{Where: f.at, ID: "ami-1"}) {
		t.Error("before the image is known")
	}
	f.add("ami-1", "web", "snap-1 8").snap("snap-1", func(s *ami.Snapshot) { s.Tier = text.Clean("archive") }).tell()
	for _, n := range []ami.Need{
		ami.OneSnapshot{Where: f.at, ID: "snap-1"}, ami.SnapshotLock{Where: f.at, ID: "snap-1"}, ami.FastRestore{Where: f.at, ID: "snap-1"},
		ami.TierStatus{Where: f.at, ID: "snap-1"}, ami.References{Where: f.at, ImageID: "ami-1"}, ami.Sharing{Where: f.at, ImageID: "ami-1"},
		ami.BinRules{Where: f.at}, ami.Images{Where: f.at, From: ami.Source{Kind: ami.Mine}}, ami.Groups{Where: f.at},
	} {
		if !has(n) {
			t.Errorf("%T is not asked", n)
		}
	}
}

// TestDocumentHasNoNulls writes plans as scripts read them.
func TestDocumentHasNoNulls(t *testing.T) {
	for _, p := range []op.Plan{{}, webFleet().deregister(t, three, deleting), newFleet("us-east-1").tell().plan(t, "restore", "ami-1")} {
		b, err := json.Marshal(op.Document(p))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "null") {
			t.Errorf("%s", b)
		}
	}
}

func TestDocumentHasTheFieldsThatScriptsRead(t *testing.T) {
	b, err := json.MarshalIndent(op.Document(webFleet().rule("images snapshots", 7).deregister(t, three, deleting)), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "deregister/three-of-a-family.json", string(b)+"\n")
}

// TestSeveralPlacesAreToldApart plans for copies of one name in two regions,
// each with the rules and prices of its own place.
func TestSeveralPlacesAreToldApart(t *testing.T) {
	f := newFleet("us-east-1").add("ami-1", "web", "snap-1 10").rule("images snapshots", 7).tell()
	far := newFleet("eu-central-1").add("ami-2", "web", "snap-2 10")
	far.State = f.State
	far.tell()
	a, r := f.request("deregister", "ami-1", deleting)
	r.Targets = append(r.Targets, op.Target{At: far.at, ID: "ami-2"})
	r.Hidden = 1
	p, err := a.Plan(r, f.Facts())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "deregister/two-regions.plan", sheet(p))
	if !near(p.Cost.StopsHigh, 0.50+0.54) || fates(p)["snap-1"].Fate != op.Binned || fates(p)["snap-2"].Fate != op.Deleted || p.Grade() != op.Final {
		t.Errorf("%+v %v", p.Cost, fates(p))
	}
}

// TestPlansNeedATarget wants a sentence with the way out.
func TestPlansNeedATarget(t *testing.T) {
	for _, word := range []string{"deregister", "delete-snapshots", "restore"} {
		a, r := newFleet("us-east-1").tell().request(word, "")
		if _, err := a.Plan(r, newFleet("us-east-1").Facts()); err == nil || !strings.HasPrefix(err.Error(), word+" needs ") {
			t.Errorf("%s without a target: %v", word, err)
		}
	}
}

// TestOffersArePlansThatCanBeMade carries every offer of a stopped plan on: none
// of them leads to what stops it.
func TestOffersArePlansThatCanBeMade(t *testing.T) {
	f := webFleet().image("ami-02", func(i *ami.Image) { i.Protection = text.Clean("enabled-without-cooldown") })
	f.add("ami-09", "partner-tools", "snap-9 8").image("ami-09", func(i *ami.Image) { i.OwnerID = text.Clean(partner) })
	p := f.deregister(t, three+" ami-09", deleting)
	if len(p.Stopped()) != 2 || len(p.Offers) != 4 {
		t.Fatalf("%q, %+v", p.Stopped(), p.Offers)
	}
	for _, o := range p.Offers {
		q, err := op.Find(string(o.Request.Action)).Plan(o.Request, f.Facts())
		if err != nil || len(q.Stopped()) > 0 || q.Empty() {
			t.Errorf("%s: %v %q", o.Text, err, q.Stopped())
		}
	}
}

// TestMenusSayWhyNot greys what cannot be done, and only that.
func TestMenusSayWhyNot(t *testing.T) {
	f := loose().lock("snap-2", "2027-01-01T00:00:00Z").tell()
	for word, ids := range map[string]map[string]string{
		"deregister":       {"ami-2": "", "ami-9": "has not answered yet"},
		"delete-snapshots": {"snap-1": "", "snap-2": "it is locked", "snap-9": ""},
		"restore":          {"snap-1": "not in the Recycle Bin", "vol-1": "neither an image"},
	} {
		for id, want := range ids {
			got := op.Find(word).Why(f.Facts(), op.Target{At: f.at, ID: id})
			if want == "" && got != "" || !strings.Contains(got, want) {
				t.Errorf("%s %s: %q, want %q", word, id, got, want)
			}
		}
	}
}

// BenchmarkPlan plans for many images, everything being known.
func BenchmarkPlan(b *testing.B) {
	f := newFleet("us-east-1").rule("images snapshots", 7)
	var ids []string
	for i := range 500 {
		id := fmt.Sprintf("ami-%03d", i)
		f.add(id, "web-"+id, fmt.Sprintf("snap-%03d 8", i), fmt.Sprintf("snap-shared-%d 20", i/3))
		ids = append(ids, id)
	}
	f.lineage(map[string]string{}).tell()
	a, r := f.request("deregister", strings.Join(ids, " "), deleting)
	for b.Loop() {
		if _, err := a.Plan(r, f.Facts()); err != nil {
			b.Fatal(err)
		}
	}
}
