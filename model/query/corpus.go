package query

import (
	"bytes"
	"math/bits"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"tami/model/ami"
)

// Place is what all images of a Corpus share.
type Place struct {
	Where         ami.Where
	Account       string    // whose place it is: what owner:me means; "" while unknown
	Snapshot      ami.Price // of a GB-month in the standard tier
	SnapshotKnown bool
}

// Corpus holds the images of one place, ready to be searched. A row is an
// image's number in it: it stays the image's own until Retain lets it go.
// A Corpus is not safe for use by several goroutines.
type Corpus struct {
	place    Place
	slots    []slot
	images   images
	later    ami.Rows // the images of the first rows, where images has none yet; nil: it has all
	ages     []int64  // of each row: see ageKey
	rows     rowTable
	unlisted bool       // rows are not in that table yet
	chars    [64]bitset // rows that have a character of the class anywhere
	starts   [64]bitset // rows whose name has a word that begins with it
	alive    bitset
	live     int
	broad    bitset // rows that are not ASCII
	humps    []uint64
	wide     map[int32]string // the searched text of wide rows, unfolded
	traits   []ami.Traits
	traitID  map[ami.Traits]uint32
	version  int // grows with every change of what a search can find
	counts   map[string][]Value
	family   families
	byName   byName
	scratch  [2][]byte // of the last page, for the next
}

// slot is a row as a search reads it: one small record beside its text.
type slot struct {
	key    string // what words are searched in, folded: name, ID, description, owner, tags
	name   uint16 // how much of key is the name
	loose  bool   // may earn more than mostPoints says for an ordinary row
	wide   bool   // folding moved its letters: only sahilm/fuzzy itself can match it
	hump   int32  // where in Corpus.humps the capitals after small letters are marked, -1 for none
	traits uint32
}

// fieldBreak parts what is searched in a row. No word contains it, and the
// space makes what follows the beginning of a word.
const fieldBreak = "\n "

// maxKey bounds the searched text of one row; AWS's limits for names,
// descriptions and tags lie below, but for tags in long letters. Folding makes
// at most half as much again of a text, and places in it are 16 bits.
const maxKey = 40_000

// New makes an empty Corpus of a place.
func New(p Place) *Corpus {
	return &Corpus{place: p, wide: map[int32]string{}, traitID: map[ami.Traits]uint32{}}
}

// Place is what all images of the Corpus share.
func (c *Corpus) Place() Place { return c.place }

// SetAccount says whose place it is, once that is known.
func (c *Corpus) SetAccount(account string) {
	if c.place.Account != account {
		c.place.Account = account
		c.version++
	}
}

// SetPrice says what a GB-month of snapshots costs there, once that is known
// better.
func (c *Corpus) SetPrice(price ami.Price, known bool) {
	if c.place.Snapshot != price || c.place.SnapshotKnown != known {
		c.place.Snapshot, c.place.SnapshotKnown = price, known
		c.version++
	}
}

// Len is the number of images.
func (c *Corpus) Len() int { return c.live }

// Upsert adds images, or replaces those with the same ID, which keep their
// rows. The images belong to the Corpus from then on and must not change. It
// costs a few microseconds an image.
func (c *Corpus) Upsert(images []*ami.Image) {
	if len(images) == 0 {
		return
	}
	c.version++
	c.counts = nil
	page := c.newPage(len(images))
	for _, img := range images {
		page.add(img)
	}
	page.finish()
}

// Retain lets go of all images but those whose IDs keep names. Rows of images
// that stay do not change, unless so many have gone that the Corpus is built
// anew: ask for rows again after Retain.
func (c *Corpus) Retain(keep func(id string) bool) {
	let := 0
	for n := range c.slots {
		row := int32(n)
		if !c.alive.has(row) || keep(c.idOf(row)) {
			continue
		}
		c.unmark(row)
		c.strike(c.idOf(row))
		delete(c.wide, row)
		c.broad.clear(row)
		c.images.set(row, nil)
		c.slots[row] = slot{hump: -1}
		c.alive.clear(row)
		c.live--
		let++
	}
	c.forgetLater()
	if let == 0 {
		return
	}
	c.version++
	c.counts = nil
	if len(c.slots)-c.live > 1000+c.live/2 {
		c.rebuild()
	}
}

func (c *Corpus) rebuild() {
	fresh := New(c.place)
	fresh.version = c.version
	fresh.Upsert(slices.AppendSeq(make([]*ami.Image, 0, c.live), c.All()))
	*c = *fresh
}

// page is a batch of images on its way into the Corpus: their texts are kept
// side by side in one string.
type page struct {
	c      *Corpus
	text   []byte
	before []byte // the text of a row that is being replaced
	added  []addition
	seen   traitNumbers
}

// addition is a row whose text is new: it ends at end in the page's text.
type addition struct {
	row  int32
	name int
	end  int
	hump int32
}

func (c *Corpus) newPage(n int) *page {
	return &page{c: c, text: c.scratch[0][:0], added: make([]addition, 0, n), seen: traitNumbers{c: c}}
}

func (p *page) add(img *ami.Image) {
	c := p.c
	row, known := c.Row(img.ID.String())
	if !known {
		c.enrol(img.ID.String(), p.place(img))
		return
	}
	old := c.At(row)
	p.before = appendKey(p.before[:0], old)
	if old.Name != img.Name {
		c.family.forget(row)
	}
	from := len(p.text)
	p.put(row, img)
	if bytes.Equal(p.before, p.text[from:]) {
		p.text = p.text[:from]
		p.added = p.added[:len(p.added)-1]
	}
}

// place gives an image a row of its own.
func (p *page) place(img *ami.Image) (row int32) {
	c := p.c
	row = int32(len(c.slots))
	c.slots = append(c.slots, slot{hump: -1})
	c.images = append(c.images, atomic.Pointer[ami.Image]{})
	c.ages = append(c.ages, 0)
	c.alive.set(row)
	c.live++
	p.put(row, img)
	return row
}

// put puts an image into a row.
func (p *page) put(row int32, img *ami.Image) {
	c := p.c
	c.images.set(row, img)
	c.ages[row] = ageKey(img)
	c.slots[row].traits = p.seen.of(img.Traits)
	p.text = appendKey(p.text, img)
	p.added = append(p.added, addition{row: row, name: min(len(img.Name.String()), maxKey), end: len(p.text)})
}

func appendKey(b []byte, img *ami.Image) []byte {
	from := len(b)
	add := func(s string) {
		if s != "" && len(b)-from+len(s) < maxKey {
			b = append(append(b, fieldBreak...), s...)
		}
	}
	b = append(b, img.Name.String()[:min(len(img.Name.String()), maxKey)]...)
	add(img.ID.String())
	add(img.Description.String())
	add(img.OwnerAlias.String())
	add(img.OwnerID.String())
	for _, t := range img.Tags {
		add(t.Key.String())
		add(t.Value.String())
	}
	return b
}

// finish folds the texts of the page and marks their rows.
func (p *page) finish() {
	folded := p.c.scratch[1][:0]
	from := 0
	for n := range p.added {
		a := &p.added[n]
		text := p.text[from:a.end]
		from = a.end
		folded = p.c.fold(a, text, folded)
		a.end = len(folded)
	}
	p.c.scratch = [2][]byte{p.text, folded}
	all, from := string(folded), 0
	for _, a := range p.added {
		s := &p.c.slots[a.row]
		if s.key != "" {
			p.c.unmark(a.row)
		}
		_, wide := p.c.wide[a.row]
		s.key, s.name, s.wide, s.hump = all[from:a.end], uint16(a.name), wide, a.hump
		s.loose = wide || s.hump >= 0 || s.key != "" && separates(s.key[0])
		from = a.end
		p.c.mark(a.row)
	}
}

// fold appends the folded text of a row, and notes what folding loses.
func (c *Corpus) fold(a *addition, text, folded []byte) []byte {
	delete(c.wide, a.row)
	c.broad.clear(a.row)
	a.hump = -1
	from := len(folded)
	folded = append(folded, text...)
	for n, b := range folded[from:] {
		switch {
		case b >= utf8.RuneSelf:
			return c.foldBroad(a, text, folded[:from])
		case b >= 'A' && b <= 'Z':
			folded[from+n] = b + 'a' - 'A'
			if n > 0 && text[n-1] >= 'a' && text[n-1] <= 'z' {
				c.markHump(a, n, len(text))
			}
		}
	}
	return folded
}

// foldBroad is fold of a text that is not ASCII.
func (c *Corpus) foldBroad(a *addition, text, folded []byte) []byte {
	c.broad.set(a.row)
	a.hump = -1
	from, name := len(folded), len(text[:a.name])
	var last rune
	for n := 0; n < len(text); {
		r, size := utf8.DecodeRune(text[n:])
		if r >= 'A' && r <= 'Z' && unicode.IsLower(last) {
			c.markHump(a, n, len(text)+len(text)/2)
		}
		if n == name {
			a.name = len(folded) - from
		}
		folded = utf8.AppendRune(folded, foldRune(r))
		if len(folded)-from != n+size {
			c.wide[a.row] = string(text)
		}
		last, n = r, n+size
	}
	if len(text) == name {
		a.name = len(folded) - from
	}
	return folded
}

// markHump notes a capital after a small letter: the beginning of a word. The
// folded text has at most size bytes.
func (c *Corpus) markHump(a *addition, n, size int) {
	if a.hump < 0 {
		a.hump = int32(len(c.humps))
		c.humps = append(c.humps, make([]uint64, (size+63)/64)...)
	}
	c.humps[int(a.hump)+n/64] |= 1 << (n % 64)
}

// hump reports whether the text of a row has a hump at n.
func (c *Corpus) hump(s *slot, n int) bool {
	return s.hump >= 0 && c.humps[int(s.hump)+n/64]>>(n%64)&1 != 0
}

func (c *Corpus) startClasses(s *slot) uint64 {
	var mask uint64
	for n := 0; n < int(s.name); n++ {
		if c.wordStart(s, n) {
			mask |= 1 << class(s.key[n])
		}
	}
	return mask
}

func (c *Corpus) mark(row int32) {
	s := &c.slots[row]
	for mask := classes(s.key); mask != 0; mask &= mask - 1 {
		c.chars[bits.TrailingZeros64(mask)].set(row)
	}
	for mask := c.startClasses(s); mask != 0; mask &= mask - 1 {
		c.starts[bits.TrailingZeros64(mask)].set(row)
	}
}

func (c *Corpus) unmark(row int32) {
	for n := range c.chars {
		c.chars[n].clear(row)
		c.starts[n].clear(row)
	}
}

// nameOf is the folded name of a row.
func (c *Corpus) nameOf(row int32) string {
	s := &c.slots[row]
	return s.key[:s.name]
}

// original is the searched text of a row as sahilm/fuzzy is to read it.
func (c *Corpus) original(row int32) string {
	if c.slots[row].wide {
		return c.wide[row]
	}
	return string(appendKey(nil, c.At(row)))
}

// contains reports folded text in a row.
func (s *slot) contains(text string) bool { return strings.Contains(s.key, text) }
