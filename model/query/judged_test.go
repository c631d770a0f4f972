package query

import (
	"strings"
	"testing"

	"github.com/sahilm/fuzzy"

	"tami/model/ami"
)

// judged are queries with what somebody who types them wants to see, told by
// the name; least is how many of the first twenty must be that.
func judged() []struct {
	src   string
	want  func(name string) bool
	least int
} {
	all := func(words ...string) func(string) bool {
		return func(name string) bool {
			name = strings.ToLower(name)
			for _, w := range words {
				if !strings.Contains(name, w) {
					return false
				}
			}
			return true
		}
	}
	return []struct {
		src   string
		want  func(name string) bool
		least int
	}{
		{"ubuntu jammy arm64", all("ubuntu", "jammy", "arm64"), 20},
		{"jammy", all("jammy"), 20},
		{"al2023 arm64", all("al2023", "arm64"), 20},
		{"al2023 ecs", all("al2023", "ecs"), 20},
		{"eks 1.29 nvidia", all("eks", "1.29", "nvidia"), 20},
		{"eks gpu", all("eks", "gpu"), 20},
		{"windows 2022 core", all("windows", "2022", "core"), 20},
		{"win sql", all("windows", "sql"), 20},
		{"rhel 9", all("rhel-9"), 20},
		{"debian 12", all("debian-12"), 20},
		{"pytorch 2.3 ubuntu", all("pytorch 2.3", "ubuntu"), 20},
		{"bottlerocket", all("bottlerocket"), 20},
		{"web arm64", all("web", "arm64"), 20},
		{"api prod", all("api", "prod"), 20},
		{"golden", all("golden"), 20},
		{"noble 24.04", all("noble"), 20},
		{"ubu noble", all("ubuntu", "noble"), 20},
		{"openvpn", all("openvpn"), 20},
		{"cirunner", func(name string) bool { return strings.HasPrefix(name, "ci-runner") }, 20},
		{"awsbackup", all("awsbackup"), 20},
	}
}

func TestJudgedQueries(t *testing.T) {
	c := corpusOf(catalogue(20_000))
	texts := originals(c)
	var ours, theirs, of int
	for _, j := range judged() {
		good := 0
		for _, row := range c.Search(parsed(t, j.src), Order{By: ByRank}, 20, env()).Rows {
			if j.want(c.At(row).Name.String()) {
				good++
			}
		}
		plain := 0
		matches := fuzzy.Find(j.src, texts)
		for _, m := range matches[:min(20, len(matches))] {
			if j.want(c.At(int32(m.Index)).Name.String()) {
				plain++
			}
		}
		t.Logf("%-20s %2d of 20, fuzzy.Find %2d", j.src, good, plain)
		if good < j.least {
			t.Errorf("%s: %d of the first 20 are wanted, at least %d should be", j.src, good, j.least)
		}
		ours, theirs, of = ours+good, theirs+plain, of+20
	}
	t.Logf("precision at 20: %.2f, fuzzy.Find %.2f", float64(ours)/float64(of), float64(theirs)/float64(of))
	if ours <= theirs {
		t.Errorf("no better than fuzzy.Find: %d against %d", ours, theirs)
	}
}

// FuzzSearch types a query that nobody thought of over a few odd rows, letter
// by letter, and holds every step to the plain search.
func FuzzSearch(f *testing.F) {
	f.Add("web arm", "web-arm64", "Zürich", "camelCase")
	f.Add("a 'a c", "abc", "aac", "c")
	f.Add("'a !b c", "abc", "", "\u212a\u017fİ")
	f.Add("ubu jam", "ubuntu/jammy", "ub-u", strings.Repeat("ub", 30))
	f.Fuzz(func(t *testing.T, src, one, two, three string) {
		if len(src) > 60 || len(one)+len(two)+len(three) > 600 {
			return
		}
		c := New(Place{})
		c.Upsert([]*ami.Image{image("ami-1", one), image("ami-2", two), image("ami-3", three), image("ami-4", one+two), image("ami-5", "web-arm64-2026")})
		s := c.Session()
		for n := range len(src) + 1 {
			q, _ := Parse(src[:n])
			want := plainSearch(c, q, Order{By: ByRank}, 3, env())
			if got := s.Search(q, Order{By: ByRank}, 3, env()); !same(got, want) {
				t.Fatalf("%q typed finds %s\nwant %s", src[:n], names(c, got), names(c, want))
			}
			if got := c.Search(q, Order{By: ByRank}, 3, env()); !same(got, want) {
				t.Fatalf("%q pasted finds %s\nwant %s", src[:n], names(c, got), names(c, want))
			}
		}
	})
}

// A key costs few allocations, however many images match.
func TestAllocationsOfAKey(t *testing.T) {
	c := corpusOf(catalogue(3000))
	s := c.Session()
	q := []Query{parsed(t, "ubuntu jamm"), parsed(t, "ubuntu jammy")}
	n := testing.AllocsPerRun(20, func() {
		for _, q := range q {
			s.Search(q, Order{By: ByRank}, 200, Env{Now: epoch})
		}
	})
	if n/2 > 14 {
		t.Errorf("%v allocations for a key", n/2)
	}
}

// Of images that match alike, the newest stands first, however long the rest of
// their texts is.
func TestTheNewestOfThoseThatMatchAlikeComesFirst(t *testing.T) {
	made := func(day int) func(*ami.Image) {
		return func(i *ami.Image) { i.Created = ami.DateOf(epoch.AddDate(0, 0, day)) }
	}
	c := New(Place{})
	c.Upsert([]*ami.Image{
		image("ami-1", "web-1.9", made(1)), image("ami-2", "web-1.10-with-a-long-name", made(2)), image("ami-3", "api-web-1.11", made(3)),
		image("ami-4", "web-1.8", made(0)), image("ami-5", "w-e-b", made(9)), image("ami-6", "cobweb", made(8)),
	})
	for src, want := range map[string]string{
		"web":   "ami-2 ami-1 ami-4 ami-3 ami-6 ami-5", // where the name begins with the word; as a word; inside one; scattered
		"'web":  "ami-2 ami-1 ami-4 ami-3 ami-6",
		"web 1": "ami-2 ami-1 ami-4 ami-3",
	} {
		var got []string
		for _, row := range c.Search(parsed(t, src), Order{By: ByRank}, 9, env()).Rows {
			got = append(got, c.At(row).ID.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s finds %s, want %s", src, got, want)
		}
	}
}
