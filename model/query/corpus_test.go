package query

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

// image makes a small one.
func image(id, name string, more ...func(*ami.Image)) *ami.Image {
	i := &ami.Image{ID: text.Clean(id), Name: text.Clean(name), Extra: &ami.Extra{},
		Traits: &ami.Traits{State: text.Clean("available"), Architecture: text.Clean("arm64")}}
	for _, f := range more {
		f(i)
	}
	return i
}

func idsOf(c *Corpus, src string) string {
	q, _ := Parse(src)
	var ids []string
	for _, row := range c.Search(q, Order{By: ByID}, 1<<20, env()).Rows {
		ids = append(ids, strings.TrimPrefix(c.At(row).ID.String(), "ami-"))
	}
	return strings.Join(ids, " ")
}

// A word is looked for in everything that one would look for it in.
func TestWordsLookEverywhere(t *testing.T) {
	c := New(Place{})
	c.Upsert([]*ami.Image{
		image("ami-1", "alpha"),
		image("ami-2", "b", func(i *ami.Image) { i.Description = text.Clean("has alpha in it") }),
		image("ami-3", "c", func(i *ami.Image) { i.OwnerAlias = text.Clean("alpha-inc") }),
		image("ami-4", "d", func(i *ami.Image) { i.Tags = []ami.Tag{{Key: text.Clean("alpha"), Value: text.Clean("x")}} }),
		image("ami-5", "e", func(i *ami.Image) { i.Tags = []ami.Tag{{Key: text.Clean("x"), Value: text.Clean("Alpha")}} }),
		image("ami-6", "f", func(i *ami.Image) { i.OwnerID = text.Clean("111122223333") }),
		image("ami-7", "al", func(i *ami.Image) { i.Description = text.Clean("pha") }),
		image("ami-8", "snap", func(i *ami.Image) {
			i.Devices = []ami.Device{{EBS: &ami.EBS{SnapshotID: text.Clean("snap-00000000aaaaaaaa1")}}}
		}),
	})
	for src, want := range map[string]string{
		"'alpha": "1 2 3 4 5", "!alpha": "6 7 8", "111122223333": "6", "'AMI-4": "4", "snap-00000000": "8", "snap-00000000aaaaaaaa1": "8", "snap-00000000aaaaaaaa2": "", "!snap-00000000": "1 2 3 4 5 6 7",
		`"has alpha"`: "2", `"al pha"`: "",
	} {
		if got := idsOf(c, src); got != want {
			t.Errorf("%s finds %q, want %q", src, got, want)
		}
	}
}

// The best match comes first: whole words, beginnings of words, other places,
// scattered letters, and the name before the rest.
func TestRank(t *testing.T) {
	c := New(Place{})
	descriptions := map[string]string{"in-7": "my web", "in-8": "my webby", "in-9": "cobwebs", "x-w-e-b": "", "x-w-e-bb": ""}
	var images []*ami.Image
	for _, name := range []string{"x-w-e-bb", "in-9", "cobwebs", "in-7", "in-8", "web-arm64", "old-web-arm64", "webby", "x-w-e-b"} {
		images = append(images, image("ami-"+name, name, func(i *ami.Image) { i.Description = text.Clean(descriptions[name]) }))
	}
	c.Upsert(images)
	var got []string
	for _, row := range c.Search(parsed(t, "web"), Order{By: ByRank}, 100, env()).Rows {
		got = append(got, c.At(row).Name.String())
	}
	want := []string{"web-arm64", "old-web-arm64", "webby", "cobwebs", "in-7", "in-8", "in-9", "x-w-e-b", "x-w-e-bb"}
	if !slices.Equal(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

func TestUpsertReplacesInPlace(t *testing.T) {
	c := New(Place{})
	s := c.Session()
	c.Upsert([]*ami.Image{image("ami-1", "web"), image("ami-2", "db"), image("ami-1", "api")})
	if c.Len() != 2 || idsOf(c, "'api") != "1" || idsOf(c, "'web") != "" {
		t.Fatalf("%d images, %q, %q", c.Len(), idsOf(c, "'api"), idsOf(c, "'web"))
	}
	row, ok := c.Row("ami-2")
	if !ok || c.At(row).Name.String() != "db" {
		t.Fatal("the row of ami-2 is not its own")
	}
	search := func() int { return s.Search(parsed(t, "'cache"), Order{}, 10, env()).Total }
	if search() != 0 {
		t.Fatal("found too early")
	}
	c.Upsert([]*ami.Image{image("ami-2", "Cache", func(i *ami.Image) { i.State = text.Clean("failed") })})
	if again, _ := c.Row("ami-2"); again != row || search() != 1 || idsOf(c, "state:failed") != "2" || idsOf(c, "'db") != "" {
		t.Error("a replaced image is not where it was, or is found as it was")
	}
	c.Upsert([]*ami.Image{image("ami-2", "cAche"), image("ami-3", "zürich")})
	if idsOf(c, "'cache") != "2" || idsOf(c, "ZÜR") != "3" || idsOf(c, "family:zürich") != "3" {
		t.Error("a change of capitals, or a new row, is missed")
	}
	c.Upsert([]*ami.Image{image("ami-4", "quiet")})
	c.Upsert([]*ami.Image{image("ami-4", "loud")})
	if found := idsOf(c, "q"); found != "" {
		t.Errorf("a letter that is gone is found in %s", found)
	}
	if _, ok := c.Row("ami-9"); ok {
		t.Error("a row for an image that is not there")
	}
}

// A row knows where its name ends, however folding moves it.
func TestNameOfRow(t *testing.T) {
	images := oddImages()
	c := corpusOf(images)
	for row, img := range images {
		if got, want := c.nameOf(int32(row)), fold(img.Name.String()); got != want {
			t.Errorf("the name is %q, want %q", got, want)
		}
	}
}

func TestRetain(t *testing.T) {
	c := corpusOf(append(catalogue(3000), oddImages()...))
	keep := func(id string) bool { return id[len(id)-1] < '5' }
	before := map[string]int32{}
	for row := range c.images {
		before[c.idOf(int32(row))] = int32(row)
	}
	s := c.Session()
	s.Search(parsed(t, "web"), Order{By: ByRank}, 10, env())
	c.Retain(func(string) bool { return true })
	c.Retain(func(id string) bool { return id != "ami-odd00001" })
	for id, row := range before {
		if now, ok := c.Row(id); ok == (id == "ami-odd00001") || ok && now != row {
			t.Fatalf("%s moved from row %d to %d, %v", id, row, now, ok)
		}
	}
	c.Retain(keep) // so many go that the rest moves together
	if len(c.slots) != c.Len() {
		t.Errorf("%d rows for %d images", len(c.slots), c.Len())
	}
	want := New(c.Place())
	for img := range c.All() {
		if !keep(img.ID.String()) {
			t.Fatalf("%s is still there", img.ID)
		}
		want.Upsert([]*ami.Image{img})
	}
	for _, src := range scripts() {
		q := parsed(t, src)
		got := s.Search(q, Order{By: ByRank}, 50, env())
		if !same(got, want.Search(q, Order{By: ByRank}, 50, env())) {
			t.Fatalf("%q finds other things than in a new corpus of the same images", src)
		}
	}
	c.Retain(func(string) bool { return false })
	if c.Len() != 0 || s.Search(Query{}, Order{}, 10, env()).Total != 0 || idsOf(c, "web") != "" {
		t.Error("something is left of nothing")
	}
}

func TestSetAccount(t *testing.T) {
	c := New(Place{})
	c.Upsert([]*ami.Image{image("ami-1", "a", func(i *ami.Image) { i.OwnerID = text.Clean(ourAccount) })})
	s := c.Session()
	for _, want := range []int{0, 1} {
		if got := s.Search(parsed(t, "owner:me"), Order{}, 1, env()).Total; got != want {
			t.Errorf("%d images of ours, want %d", got, want)
		}
		c.SetAccount(ourAccount)
	}
}

func TestFamilyRows(t *testing.T) {
	c := New(Place{})
	c.Upsert([]*ami.Image{image("ami-1", "web-1.2.3"), image("ami-2", "db-1.2.3"), image("ami-3", "web-1.2.4")})
	ids := func(name string) (all []string) {
		for _, row := range c.Family(name) {
			all = append(all, c.At(row).ID.String())
		}
		return all
	}
	if got := ids("web"); !slices.Equal(got, []string{"ami-1", "ami-3"}) {
		t.Errorf("web is %v", got)
	}
	c.Upsert([]*ami.Image{image("ami-1", "db-1.2.9"), image("ami-4", "web-2.0.0")})
	c.Retain(func(id string) bool { return id != "ami-3" })
	if got := ids("web"); !slices.Equal(got, []string{"ami-4"}) {
		t.Errorf("after a change web is %v", got)
	}
	if got := ids("nothing"); got != nil {
		t.Errorf("nothing is %v", got)
	}
}

func TestMatches(t *testing.T) {
	c := New(Place{})
	c.Upsert([]*ami.Image{image("ami-1", "web"), image("ami-2", "db"), image("ami-3", "web-2")})
	s := c.Session()
	if !s.Matches("ami-2") || s.Matches("ami-9") {
		t.Error("before a search everything there is matches")
	}
	s.Search(parsed(t, "web"), Order{By: ByRank}, 1, env())
	if !s.Matches("ami-1") || !s.Matches("ami-3") || s.Matches("ami-2") || s.Matches("ami-9") {
		t.Error("what matches does not depend on what is shown")
	}
}

func TestMerge(t *testing.T) {
	images := append(catalogue(600), oddImages()...)
	whole := corpusOf(images)
	var parts []*Corpus
	for n := range 3 {
		var some []*ami.Image
		for k := n; k < len(images); k += 3 {
			some = append(some, images[k])
		}
		parts = append(parts, corpusOf(some))
	}
	for _, src := range []string{"", "web", "ubuntu arm64", "state:failed"} {
		for by := ByName; by <= ByRank; by++ {
			for _, o := range []Order{{by, false}, {by, by != ByRank}} {
				q := parsed(t, src)
				var lists []List
				for _, c := range parts {
					lists = append(lists, List{c, c.Search(q, o, 100, env())})
				}
				var got, want []string
				for _, m := range Merge(lists, o, 100) {
					got = append(got, lists[m.List].Corpus.At(m.Row).ID.String())
				}
				for _, row := range whole.Search(q, o, 100, env()).Rows {
					want = append(want, whole.At(row).ID.String())
				}
				if !slices.Equal(got, want) {
					t.Fatalf("%q by %s, %v: merged lists differ from the list of all", src, by, o.Reverse)
				}
			}
		}
	}
	if got := Merge(nil, Order{}, 10); len(got) != 0 {
		t.Errorf("nothing merges to %v", got)
	}
}
