// Package contract holds the checks that everything which calls itself AWS
// must pass when the client asks it, and that the client must pass against
// each of them: the simulator without a socket, the simulator over HTTP, and
// servers that were not written here. It imports testing, the client, the
// simulator and model/...; only tests import it.
package contract

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
)

// Target is something that speaks AWS's protocols, and what is known of it.
type Target struct {
	// Options lead the client to the target.
	Options awsclient.Options
	// Region is the place that most is asked in; it should hold images.
	Region string
	// Catalogue says that the target has public images of Amazon's, and how
	// many at least.
	Catalogue int
	// Account says that the target holds images, snapshots and instances of
	// the account's own. Without it only the shape of answers is checked.
	Account bool
	// Others says that the target holds images of every other source too:
	// shared, Marketplace, community.
	Others bool
	// Uses says that launch templates, Auto Scaling groups, launch configurations
	// and shared images are among what the account holds.
	Uses bool
	// Lacks are needs, one of each kind, whose operations the target does not
	// have; the client must say so.
	Lacks []ami.Need
	// Pages says that the target honours MaxResults, so that large answers
	// come in several pages.
	Pages bool
	// Faults makes an equal target that fails on purpose, in process, since the
	// checks run in synctest bubbles. Nil where the target cannot; the checks of
	// failures are then left out.
	Faults func(t *testing.T, faults ...sim.Fault) awsclient.Options
}

// has reports whether the target can answer needs of the kind of n.
func (g Target) has(n ami.Need) bool {
	return !slices.ContainsFunc(g.Lacks, func(l ami.Need) bool { return reflect.TypeOf(l) == reflect.TypeOf(n) })
}

// Suite checks a target with every need. open is called for each check, so
// that none depends on another.
func Suite(t *testing.T, open func(t *testing.T) Target) {
	for _, c := range []struct {
		name  string
		check func(t *testing.T, g Target)
		when  func(g Target) bool // nil: always
	}{
		{"caller", caller, nil},
		{"regions", regions, nil},
		{"own images", ownImages, nil},
		{"sources", sources, nil},
		{"images of a path of parameters", pathOfParameters, func(g Target) bool { return g.Catalogue > 0 }},
		{"paths without images", pathsWithoutImages, func(g Target) bool { return g.Others }},
		{"pages", pages, func(g Target) bool { return g.Pages }},
		{"one image", oneImage, nil},
		{"one snapshot", oneSnapshot, nil},
		{"instances", instances, nil},
		{"tag names", tagNames, nil},
		{"sharing", sharing, nil},
		{"sharing of others", sharingOfOthers, func(g Target) bool { return g.Others }},
		{"references", references, func(g Target) bool { return g.has(ami.References{}) }},
		{"ancestry", ancestry, func(g Target) bool { return g.has(ami.Ancestry{}) }},
		{"groups", groups, nil},
		{"groups in full", groupsInFull, nil},
		{"launch configurations in full", configurationsInFull, nil},
		{"launch templates", templates, func(g Target) bool { return g.has(ami.Templates{}) }},
		{"parameters for images", imageParameters, func(g Target) bool { return g.has(ami.ImageParameters{}) }},
		{"public block", publicBlock, func(g Target) bool { return g.has(ami.PublicBlock{}) }},
		{"whom snapshots are shared with", snapshotSharing, func(g Target) bool { return g.has(ami.SnapshotSharing{}) }},
		{"what keeps snapshots", snapshotKeepers, func(g Target) bool {
			return g.has(ami.SnapshotLock{}) && g.has(ami.FastRestore{}) && g.has(ami.TierStatus{})
		}},
		{"keys", keysOfSnapshots, func(g Target) bool { return g.has(ami.Key{}) && g.has(ami.EBSDefaults{}) }},
		{"usage reports", usageReports, func(g Target) bool { return g.has(ami.UsageReports{}) }},
		{"recycle bin", recycleBin, func(g Target) bool { return g.has(ami.BinnedImages{}) }},
		{"allowed images", allowedImages, func(g Target) bool { return g.has(ami.AllowedImages{}) }},
		{"what launches take", whatLaunchesTake, nil},
		{"what images are made of", instanceDevices, nil},
		{"what the target lacks", lacks, nil},
		{"all at once", allAtOnce, nil},
		{"failures", failures, func(g Target) bool { return g.Faults != nil }},
	} {
		if c.when == nil || c.when(open(t)) {
			t.Run(c.name, func(t *testing.T) { c.check(t, open(t)) })
		}
	}
}

// Ask answers needs, and fails the test where one does not end exactly once.
func Ask(t *testing.T, c *awsclient.Client, needs ...ami.Need) map[ami.Need][]ami.Fact {
	t.Helper()
	var mu sync.Mutex
	facts := map[ami.Need][]ami.Fact{}
	c.Fetch(t.Context(), needs, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		facts[f.Need] = append(facts[f.Need], f)
	})
	for _, n := range needs {
		ends := 0
		for _, f := range facts[n] {
			if f.Done {
				ends++
			}
			if f.At.IsZero() {
				t.Errorf("%T %v: a fact without a time", n, n)
			}
		}
		if ends != 1 || !facts[n][len(facts[n])-1].Done {
			t.Errorf("%T %v ended %d times in %d facts", n, n, ends, len(facts[n]))
		}
	}
	return facts
}

// good is Ask for needs that must not end in a Problem.
func good(t *testing.T, c *awsclient.Client, need ami.Need) []ami.Fact {
	t.Helper()
	facts := Ask(t, c, need)[need]
	for i, f := range facts {
		if f.Problem != nil {
			t.Fatalf("%T %v: %v", need, need, f.Problem)
		}
		if f.First != (i == 0) {
			t.Errorf("%T %v: fact %d of %d, first %v", need, need, i, len(facts), f.First)
		}
	}
	return facts
}

// Images lists the images of a source in a place.
func Images(t *testing.T, c *awsclient.Client, region, from string) []ami.Image {
	t.Helper()
	source, err := ami.ParseSource(from)
	if err != nil {
		t.Fatal(err)
	}
	var all []ami.Image
	for _, f := range good(t, c, ami.Images{Where: ami.Where{Region: region}, From: source}) {
		all = append(all, f.Body.(ami.ImagePage).Images...)
	}
	seen := map[string]bool{}
	for i := range all {
		id := all[i].ID.String()
		if seen[id] || !strings.HasPrefix(id, "ami-") || all[i].Traits == nil || all[i].Extra == nil {
			t.Errorf("%s: image %q comes twice, has no ID, or is half made", from, id)
		}
		seen[id] = true
	}
	return all
}

func caller(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	id := good(t, c, ami.Caller{})[0].Body.(ami.Identity)
	if !ami.IsAccountID(id.Account.String()) || !strings.Contains(id.ARN.String(), id.Account.String()) {
		t.Errorf("%+v", id)
	}
}

func regions(t *testing.T, g Target) {
	list := good(t, awsclient.New(g.Options), ami.Regions{})[0].Body.(ami.RegionList)
	if list.Builtin || !slices.Contains(list.Regions, ami.Region{Name: g.Region, Enabled: true}) {
		t.Errorf("%+v has no %s", list, g.Region)
	}
	for i, r := range list.Regions {
		if ami.CheckRegion(r.Name) != nil || i > 0 && list.Regions[i-1].Name >= r.Name {
			t.Errorf("region %q is out of order, or none", r.Name)
		}
	}
}

func ownImages(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	account := good(t, c, ami.Caller{})[0].Body.(ami.Identity).Account
	images := Images(t, c, g.Region, "mine")
	if g.Account && len(images) == 0 {
		t.Fatal("no images")
	}
	for i := range images {
		if images[i].OwnerID != account || images[i].Name.IsZero() {
			t.Errorf("%s %q belongs to %s", images[i].ID, images[i].Name, images[i].OwnerID)
		}
	}
}

func sources(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	account := good(t, c, ami.Caller{})[0].Body.(ami.Identity).Account
	all := map[string]bool{}
	for _, i := range Images(t, c, g.Region, "all") {
		all[i.ID.String()] = true
	}
	for from, belongs := range map[string]func(*ami.Image) bool{
		"mine":        func(i *ami.Image) bool { return i.OwnerID == account && all[i.ID.String()] },
		"shared":      func(i *ami.Image) bool { return i.OwnerID != account && all[i.ID.String()] },
		"amazon":      func(i *ami.Image) bool { return i.OwnerAlias.String() == "amazon" },
		"marketplace": func(i *ami.Image) bool { return i.OwnerAlias.String() == "aws-marketplace" },
		"community":   func(i *ami.Image) bool { return i.Public == ami.Yes && i.OwnerAlias.IsZero() && all[i.ID.String()] },
	} {
		images := Images(t, c, g.Region, from)
		for i := range images {
			if !belongs(&images[i]) {
				t.Errorf("%s: %s of %s (%q) does not belong there, or is not among all", from, images[i].ID, images[i].OwnerID, images[i].OwnerAlias)
			}
		}
		if from == "amazon" && len(images) < g.Catalogue || g.Others && len(images) == 0 {
			t.Errorf("%d images from %s", len(images), from)
		}
	}
}

func pages(t *testing.T, g Target) {
	need := ami.Images{Where: ami.Where{Region: g.Region}, From: ami.Source{Kind: ami.Amazon}}
	facts := good(t, awsclient.New(g.Options), need)
	if g.Catalogue > 1000 && len(facts) < 2 {
		t.Errorf("%d facts for more than 1,000 images", len(facts))
	}
	for _, f := range facts {
		if n := len(f.Body.(ami.ImagePage).Images); n > 1000 {
			t.Errorf("a page of %d images", n)
		}
	}
}
