package query

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// shelf is images that are put together when they are looked at.
type shelf struct {
	images []*ami.Image
	made   *atomic.Int32
}

func shelved(images []*ami.Image) shelf { return shelf{images, new(atomic.Int32)} }

func (s shelf) Len() int                 { return len(s.images) }
func (s shelf) ID(n int) string          { return s.images[n].ID.String() }
func (s shelf) Traits(n int) *ami.Traits { return s.images[n].Traits }
func (s shelf) Image(n int) *ami.Image {
	s.made.Add(1)
	img := *s.images[n]
	return &img
}

func indexOf(images []*ami.Image) (text string, marks []byte) {
	var b bytes.Buffer
	marks = Index(images, func(piece string) { b.WriteString(piece) })
	return b.String(), marks
}

func restored(t testing.TB, images []*ami.Image) (*Corpus, shelf) {
	t.Helper()
	c, s := New(Place{Account: ourAccount}), shelved(images)
	text, marks := indexOf(images)
	if err := c.Restore(s, text, marks); err != nil {
		t.Fatal(err)
	}
	return c, s
}

// A Corpus that was restored finds what one finds that was filled, in the same
// order, whatever is searched for and whatever happens to it afterwards.
func TestARestoredCorpusFindsTheSame(t *testing.T) {
	images := append(catalogue(9*indexed+77), oddImages()...)
	d := dice(3)
	// change is what an answer of AWS's does to both.
	change := []struct {
		name string
		do   func(*Corpus)
	}{
		{"as it was kept", func(*Corpus) {}},
		{"after new images and changed ones", func(c *Corpus) {
			late := append(catalogue(40), image("ami-new", "web-new-arm64"))
			renamed := *images[7]
			renamed.Name = text.Clean("renamed-Web")
			c.Upsert(append(late, &renamed))
		}},
		{"after some went", func(c *Corpus) { c.Retain(func(id string) bool { return id[len(id)-1] != '3' }) }},
		{"after most went", func(c *Corpus) { c.Retain(func(id string) bool { return id[len(id)-1] == '5' }) }},
	}
	filled := New(Place{Account: ourAccount})
	filled.Upsert(images)
	c, _ := restored(t, images)
	for _, step := range change {
		step.do(filled)
		step.do(c)
		for _, src := range append(scripts(), "", "family:web-arm64", "owner:me") {
			q := parsed2(src)
			o, limit := Order{By: SortKey(d.roll(int(ByRank) + 1)), Reverse: d.roll(4) == 0}, 1+d.roll(60)
			if got, want := c.Search(q, o, limit, env()), filled.Search(q, o, limit, env()); !same(got, want) {
				t.Fatalf("%s: %q by %s finds %s\nwant %s", step.name, src, o.By, names(c, got), names(filled, want))
			}
		}
		for row := range int32(len(c.slots)) {
			if a, b := c.At(row), filled.At(row); (a == nil) != (b == nil) || a != nil && a.ID != b.ID {
				t.Fatalf("%s: row %d is another image", step.name, row)
			}
		}
		if c.Len() != filled.Len() || !slices.Equal(c.Values("arch"), filled.Values("arch")) {
			t.Errorf("%s: %d images, want %d", step.name, c.Len(), filled.Len())
		}
	}
}

// What a search by words shows is all that is put together for it.
func TestOnlyWhatIsLookedAtIsPutTogether(t *testing.T) {
	c, s := restored(t, catalogue(5000))
	for _, o := range []Order{{By: ByRank}, {By: ByAge}, {By: ByName}, {By: ByArch}} {
		h := c.Search(parsed2("ubuntu arm64"), o, 50, env())
		for _, row := range h.Rows {
			if img := c.At(row); c.At(row) != img {
				t.Fatal("an image is another one each time")
			}
		}
	}
	if n := s.made.Load(); n == 0 || n > 4*50 {
		t.Errorf("%d of 5000 images were put together to show 50 in four orders", n)
	}
	img := c.At(17)
	c.Upsert([]*ami.Image{s.images[17]})
	if c.At(17) == img {
		t.Error("an image that AWS names again is still the old one")
	}
	c.Upsert(s.images)
	c.Retain(func(string) bool { return true })
	if c.later != nil {
		t.Error("what was kept is held on to when every image is here")
	}
}

// Texts of every kind survive, those that grow by folding among them.
func TestTextsThatFoldingMoves(t *testing.T) {
	var images []*ami.Image
	for n := range 70 {
		images = append(images, image(fmt.Sprintf("ami-%d", n), "aB"+strings.Repeat("Ⱥ", n)+"cD"))
	}
	filled := New(Place{})
	filled.Upsert(images)
	c, _ := restored(t, images)
	for _, src := range []string{"ab", "ⱥ", "bⱥⱥc", "'ⱥc", "cd", "d"} {
		if got, want := c.Search(parsed2(src), Order{By: ByRank}, 100, env()), filled.Search(parsed2(src), Order{By: ByRank}, 100, env()); !same(got, want) || got.Total == 0 {
			t.Errorf("%q finds %s\nwant %s", src, names(c, got), names(filled, want))
		}
	}
}

func TestAnIndexThatDoesNotFit(t *testing.T) {
	images := catalogue(100)
	text, marks := indexOf(images)
	for name, try := range map[string]func(c *Corpus) error{
		"one row more":    func(c *Corpus) error { return c.Restore(shelved(catalogue(101)), text, marks) },
		"one row less":    func(c *Corpus) error { return c.Restore(shelved(catalogue(99)), text, marks) },
		"a shorter text":  func(c *Corpus) error { return c.Restore(shelved(images), text[1:], marks) },
		"a longer text":   func(c *Corpus) error { return c.Restore(shelved(images), text+"x", marks) },
		"marks cut short": func(c *Corpus) error { return c.Restore(shelved(images), text, marks[:len(marks)-1]) },
		"no marks":        func(c *Corpus) error { return c.Restore(shelved(images), "", nil) },
		"marks twice": func(c *Corpus) error {
			return c.Restore(shelved(images), text+text, append(marks[:len(marks):len(marks)], marks...))
		},
	} {
		c := New(Place{})
		if err := try(c); err == nil || c.Len() != 0 || len(c.slots) != 0 {
			t.Errorf("%s: %v, %d images", name, err, c.Len())
		}
		c.Upsert(images)
		if c.Len() != len(images) {
			t.Errorf("%s: the Corpus is of no use afterwards", name)
		}
	}
	c := corpusOf(images)
	if err := c.Restore(shelved(images), text, marks); err == nil {
		t.Error("a Corpus with images was restored over")
	}
}

// FuzzRestore takes up whatever: it is refused, or can be searched, changed and
// gone through without a crash.
func FuzzRestore(f *testing.F) {
	images := append(catalogue(5), image("ami-1", "aBȺȺcD Zürich"), image("ami-2", "-x"))
	text, marks := indexOf(images)
	f.Add(text, marks)
	f.Add(text[:20], marks[:40])
	small, few := indexOf(images[:2])
	f.Add(small, few)
	f.Fuzz(func(t *testing.T, text string, marks []byte) {
		for _, n := range []int{len(images), 2} {
			c := New(Place{})
			if c.Restore(shelved(images[:n]), text, marks) != nil {
				continue
			}
			for _, src := range []string{"", "web arm64", "'ubuntu", "zürich", "K9 ſerver", "family:web", "e"} {
				for _, by := range []SortKey{ByRank, ByName, ByCost} {
					for _, row := range c.Search(parsed2(src), Order{By: by}, 50, env()).Rows {
						c.At(row)
					}
				}
			}
			c.Upsert(images)
			c.Retain(func(id string) bool { return id[len(id)-1] > '4' })
			c.Search(parsed2("web"), Order{By: ByRank}, 50, env())
		}
	})
}

// BenchmarkRestore takes up what was reckoned of 100,000 images, beside
// reckoning it anew, in turns.
func BenchmarkRestore(b *testing.B) {
	images := catalogue(100_000)
	text, marks := indexOf(images)
	rows := shelved(images)
	var restoring, reckoning time.Duration
	for b.Loop() {
		begin := time.Now()
		if err := New(Place{}).Restore(rows, text, marks); err != nil {
			b.Fatal(err)
		}
		restoring += time.Since(begin)
		begin = time.Now()
		New(Place{}).Upsert(images)
		reckoning += time.Since(begin)
	}
	b.ReportMetric(ms(restoring)/float64(b.N), "ms-restored")
	b.ReportMetric(ms(reckoning)/float64(b.N), "ms-reckoned")
	b.ReportMetric(float64(reckoning)/float64(restoring), "×reckoned")
	b.ReportMetric(float64(len(text)+len(marks))/float64(len(images)), "B/image")
}
