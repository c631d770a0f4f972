package query

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/sahilm/fuzzy"

	"tami/model/ami"
	"tami/model/text"
)

func parsed(t testing.TB, src string) Query {
	t.Helper()
	q, faults := Parse(src)
	for _, f := range faults {
		if !f.Incomplete {
			t.Fatalf("%q: %s", src, f.Text)
		}
	}
	return q
}

func same(a, b Hits) bool {
	return a.Total == b.Total && slices.Equal(a.Rows, b.Rows) && slices.Equal(a.Scores, b.Scores)
}

// names shows what differs between two results.
func names(c *Corpus, h Hits) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d", h.Total)
	for n, row := range h.Rows[:min(5, len(h.Rows))] {
		fmt.Fprintf(&b, "\n  %d %s", row, c.nameOf(row))
		if h.Scores != nil {
			fmt.Fprintf(&b, " %+v", h.Scores[n])
		}
	}
	return b.String()
}

// scripts are texts that are typed letter by letter.
func scripts() []string {
	return []string{
		"ubuntu jammy arm64", "al2023 x86", "eks 1.29 nvidia", "'ubuntu !arm64 server", "web arch:arm64 age<300d", "arch:x86,arm64 state:available rhel",
		"!state:failed !ubuntu win", "tag:env=prod web", "used:yes web shared:no prod", "zürich", "bürogerät arm", "ami-0a1b2c3d4e", "snap-00", "e",
		"111122223333 web", `"deep learning" base`, "enc:yes size>100gb cost>$5", "deprecated:yes launched:never,>90d", "family:web-arm64 1", "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64",
		"public:yes owner:me", "zzzzqqqq", "K9 ſerver", ".-_/", "awsbackup createimage",
	}
}

func TestSessionFindsWhatPlainSearchFinds(t *testing.T) {
	c := corpusOf(append(catalogue(800), oddImages()...))
	for _, script := range scripts() {
		typed := c.Session()
		for n := 1; n <= len(script); n++ {
			if n < len(script) && script[n]&0xc0 == 0x80 {
				continue
			}
			q := parsed2(script[:n])
			want := plainSearch(c, q, Order{By: ByRank}, 50, env())
			if got := typed.Search(q, Order{By: ByRank}, 50, env()); !same(got, want) {
				t.Fatalf("%q typed finds %s\nwant %s", script[:n], names(c, got), names(c, want))
			}
			if got := c.Search(q, Order{By: ByRank}, 50, env()); !same(got, want) {
				t.Fatalf("%q pasted finds %s\nwant %s", script[:n], names(c, got), names(c, want))
			}
		}
	}
}

// parsed2 is the query as far as it is understood while it is being typed.
func parsed2(src string) Query {
	q, _ := Parse(src)
	return q
}

// oddImages have what real names never have.
func oddImages() []*ami.Image {
	var all []*ami.Image
	for n, name := range []string{"", "ZÜRICH-Web", "KELVIN-\u212a9", "ſervice", "İstanbul web", "a\u202eb", "東京-web-arm64", strings.Repeat("ab", 40), "camelCaseWebServer", "web", "WEB", "e"} {
		all = append(all, image(fmt.Sprintf("ami-odd%05d", n), name, func(i *ami.Image) { i.Description = text.Clean(strings.Repeat("ü", n)) }))
	}
	return all
}

func TestEveryOrderIsThePlainOrder(t *testing.T) {
	c := corpusOf(append(catalogue(900), oddImages()...))
	for by := ByName; by <= ByRank; by++ {
		for _, reverse := range []bool{false, true} {
			for _, src := range []string{"", "web", "arch:arm64 !ubuntu"} {
				for _, limit := range []int{0, 1, 40, 700, 1 << 20} {
					o := Order{by, reverse}
					got, want := c.Search(parsed(t, src), o, limit, env()), plainSearch(c, parsed(t, src), o, limit, env())
					if !same(got, want) {
						t.Fatalf("%q by %s, reversed %v, limit %d: %s\nwant %s", src, by, reverse, limit, names(c, got), names(c, want))
					}
				}
			}
		}
	}
}

// A long list is ordered with every row's place by name known beforehand.
func TestWholeListsAreInPlainOrder(t *testing.T) {
	c := corpusOf(append(catalogue(wholeFrom+500), oddImages()...))
	twins := make([]*ami.Image, 300)
	for n := range twins {
		twins[n] = image(fmt.Sprintf("ami-%05d", 99999-n), "twin")
	}
	c.Upsert(twins)
	c.Retain(func(id string) bool { return id != "ami-99990" })
	for by := ByName; by <= ByRank; by++ {
		for _, reverse := range []bool{false, true} {
			o := Order{by, reverse}
			want := plainSearch(c, Query{}, o, 1<<20, env())
			for _, limit := range []int{100, wholeFrom, 1 << 20} {
				want := Hits{Rows: want.Rows[:min(limit, want.Total)], Total: want.Total}
				if got := c.Search(Query{}, o, limit, env()); !same(got, want) {
					t.Fatalf("by %s, reversed %v, limit %d: %s\nwant %s", by, reverse, limit, names(c, got), names(c, want))
				}
			}
		}
	}
}

func TestErasingBringsBackWhatTypingFound(t *testing.T) {
	c := corpusOf(catalogue(5000))
	for _, script := range scripts() {
		s := c.Session()
		var before []Hits
		for n := 0; n <= len(script); n++ {
			before = append(before, s.Search(parsed2(script[:n]), Order{By: ByRank}, 50, env()))
		}
		for n := len(script); n >= 0; n-- {
			if got := s.Search(parsed2(script[:n]), Order{By: ByRank}, 50, env()); !reflect.DeepEqual(got, before[n]) {
				t.Fatalf("%q erased to %q finds %s\nwant %s", script, script[:n], names(c, got), names(c, before[n]))
			}
		}
	}
}

// other answers differently from facts.
type other struct{}

func (other) Users(id string) (int, bool)   { return int(^id[len(id)-1] & 1), true }
func (other) Shared(id string) (bool, bool) { return id[len(id)-1]&4 != 0, true }

// Whatever was searched for before, and whenever, a search finds the same.
func TestHistoryChangesNothing(t *testing.T) {
	c := corpusOf(append(catalogue(1500), oddImages()...))
	c.Upsert([]*ami.Image{image("ami-snapped", "x", func(i *ami.Image) {
		i.Devices = []ami.Device{{EBS: &ami.EBS{SnapshotID: text.Clean("snap-00000000aaaaaaaa1")}}}
	})})
	later := Env{Now: epoch.AddDate(1, 0, 0), Facts: other{}}
	all := append(scripts(), "'web", "web", "!web", "'web prod", "web prod", "web 'prod", "age<300d web", "used:yes", "used:yes web", "snap-0000000", "snap-00000000", "e 'e", "'e e")
	d := dice(11)
	s := c.Session()
	whole, at := "", 0
	for range 2000 {
		switch d.roll(3) {
		case 0:
			whole = all[d.roll(len(all))]
			at = d.roll(len(whole) + 1)
		case 1:
			at = min(at+1, len(whole))
		}
		src := whole[:at]
		e, o, limit := env(), Order{By: SortKey(d.roll(int(ByRank) + 1)), Reverse: d.roll(4) == 0}, 1+d.roll(60)
		if d.roll(3) == 0 {
			e = later
		}
		q := parsed2(src)
		if got, want := s.Search(q, o, limit, e), c.Search(q, o, limit, e); !same(got, want) {
			t.Fatalf("%q by %s finds %s\nwithout history %s", src, o.By, names(c, got), names(c, want))
		}
	}
}

func TestPagesInAnyOrderFindTheSame(t *testing.T) {
	images := catalogue(3000)
	d := dice(7)
	for _, src := range scripts() {
		q := parsed(t, src)
		var first []string
		for round := range 3 {
			mixed := slices.Clone(images)
			for n := range mixed {
				k := d.roll(n + 1)
				mixed[n], mixed[k] = mixed[k], mixed[n]
			}
			if round == 2 { // some twice, as after a refresh
				mixed = append(mixed, mixed[:700]...)
			}
			c := corpusOf(mixed)
			var ids []string
			for _, row := range c.Search(q, Order{By: ByRank}, 100, env()).Rows {
				ids = append(ids, c.At(row).ID.String())
			}
			if round > 0 && !slices.Equal(ids, first) {
				t.Fatalf("%q: the order of pages changes the result", src)
			}
			first = ids
		}
	}
}

func TestPointsAreSahilms(t *testing.T) {
	c := corpusOf(append(catalogue(2000), oddImages()...))
	d := dice(3)
	for row := range c.slots {
		row := int32(row)
		key := c.original(row)
		for range 12 {
			pattern := fold(somePattern(&d, key))
			if pattern == "" {
				continue
			}
			want := fuzzy.FindNoSort(pattern, []string{key})
			points, ok := c.pointsOf(row, pattern)
			if ok != (len(want) == 1) || ok && points != int64(want[0].Score) {
				t.Fatalf("%q in %q: %d %v, want %v", pattern, key, points, ok, want)
			}
			if most, loose := mostPoints(pattern); ok && points > loose-int64(len(key)-len(pattern)) || ok && !c.slots[row].loose && points > most-int64(len(key)-len(pattern)) {
				t.Fatalf("%q in %q: %d points are more than the most, %d or %d", pattern, key, points, most, loose)
			}
		}
	}
}

// somePattern takes letters out of a text, side by side and scattered.
func somePattern(d *dice, key string) string {
	var b strings.Builder
	at := d.roll(len(key) + 1)
	for b.Len() < 1+d.roll(maxFuzzy) && at < len(key) {
		if key[at] > ' ' {
			b.WriteByte(key[at])
		}
		at += 1 + d.roll(4)*d.roll(2)*d.roll(6)
	}
	if d.roll(20) == 0 {
		b.WriteByte('q')
	}
	s := strings.ToValidUTF8(b.String(), "")
	return s[:min(len(s), maxFuzzy-1)]
}

func TestBigCorpusIsSharded(t *testing.T) {
	if testing.Short() {
		t.Skip("6,000 images, searched row by row")
	}
	c := corpusOf(catalogue(shardFrom + 2000))
	for _, src := range []string{"u", "ub", "arch:arm64 !ubuntu", "'server e", "family:web"} {
		q := parsed(t, src)
		if got, want := c.Search(q, Order{By: ByRank}, 200, env()), plainSearch(c, q, Order{By: ByRank}, 200, env()); !same(got, want) {
			t.Errorf("%q finds %s\nwant %s", src, names(c, got), names(c, want))
		}
	}
}

func TestStop(t *testing.T) {
	c := corpusOf(catalogue(5000))
	s := c.Session()
	e := env()
	var asked atomic.Int32
	e.Stop = func() bool { return asked.Add(1) > 1 }
	if h := s.Search(parsed(t, "ubuntu"), Order{By: ByRank}, 50, e); !h.Stopped || len(h.Rows) > 0 {
		t.Errorf("stopped search answers %+v", h)
	}
	if got, want := s.Search(parsed(t, "ubuntu"), Order{By: ByRank}, 50, env()), c.Search(parsed(t, "ubuntu"), Order{By: ByRank}, 50, env()); !same(got, want) {
		t.Errorf("after a stop %s\nwant %s", names(c, got), names(c, want))
	}
}
