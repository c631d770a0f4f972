package ami

import "strings"

// Family is the name of an image without what tells one build of it from the
// next: dates, times, build numbers, hashes, UUIDs and versions of three parts
// or with a "v". Images of one Family are versions of one thing.
//
// Release numbers stay, since they part things that are not versions of one
// another: 24.04, 2022, kernel-6.1, and whatever follows the name of a known
// product (RHEL-9.4.0). In doubt a number stays: two families where one was
// meant do less harm than a clean-up that takes debian-11 for an old
// debian-12. A name that is nothing but a version is its own family.
func Family(name string) string {
	var space [maxWords]word
	words, ok := cutWords(name, space[:0])
	if !ok {
		return name
	}
	f := familyOf{name: name, words: words}
	for n := 0; n < len(words); {
		n += f.take(n)
	}
	return f.result()
}

// maxWords is how many words a name may have and still be taken apart. EC2
// allows 128 characters; longer texts are no names.
const maxWords = 96

// word is a run of letters, digits, dots and plus signs of a name.
type word struct{ start, end int }

func cutWords(name string, words []word) ([]word, bool) {
	start := -1
	for n := 0; n <= len(name); n++ {
		in := n < len(name) && (alnum(name[n]) || name[n] == '+' || name[n] == '.' && start >= 0)
		switch {
		case in && start < 0:
			start = n
		case !in && start >= 0:
			if len(words) == maxWords {
				return nil, false
			}
			end := n
			for name[end-1] == '.' { // "end." is a word and a full stop
				end--
			}
			words = append(words, word{start, end})
			start = -1
		}
	}
	return words, true
}

// familyOf is a name on its way to being a family. While nothing was dropped
// from the middle, the result is a part of the name and costs nothing.
type familyOf struct {
	name    string
	words   []word
	out     []byte
	kept    int  // where the last kept word ends in name
	first   int  // where the first kept word starts, separators before it included
	some    bool // a word was kept
	dropped bool // the word before was dropped
	version bool // … and was a version or a date, so that its build number may follow
	gap     bool // a word was dropped since the last kept one
	open    int  // brackets opened and not closed in what is kept
}

func (f *familyOf) at(n int) string {
	if n < 0 || n >= len(f.words) {
		return ""
	}
	return f.name[f.words[n].start:f.words[n].end]
}

// take decides about word n and returns how many words it used up.
func (f *familyOf) take(n int) int {
	if used, version := f.build(n); used > 0 {
		f.drop(n+used-1, version)
		return used
	}
	w := f.words[n]
	from, to := f.versionOf(n)
	if from == to {
		f.keep(w.start, w.end)
		f.dropped, f.version = false, false
		return 1
	}
	if from > w.start {
		f.keep(w.start, from-1)
	}
	f.drop(n, true)
	if to < w.end {
		f.keep(to+1, w.end)
		f.version = false
	}
	return 1
}

func (f *familyOf) drop(last int, version bool) {
	f.dropped, f.version, f.gap = true, version, true
	if end := f.words[last].end; f.open > 0 && end < len(f.name) && f.name[end] == ')' {
		f.spill()
		f.out, f.open = append(f.out, ')'), f.open-1
	}
}

// keep takes name[from:to] over, behind the separator that stood before it.
func (f *familyOf) keep(from, to int) {
	sep := f.kept
	switch {
	case f.gap && f.some:
		sep = max(from-1, sep)
		f.spill()
	case f.gap:
		sep = from
	}
	if !f.some {
		f.first = sep
	}
	for _, c := range []byte(f.name[sep:from]) {
		switch c {
		case '(':
			f.open++
		case ')':
			f.open--
		}
	}
	if f.out != nil {
		f.out = append(f.out, f.name[sep:to]...)
	}
	f.kept, f.some, f.gap = to, true, false
}

// spill begins a copy of what was kept so far: a part of the name no longer
// says it.
func (f *familyOf) spill() {
	if f.out == nil {
		f.out = append(make([]byte, 0, len(f.name)), f.name[f.first:f.kept]...)
	}
}

func (f *familyOf) result() string {
	switch {
	case !f.some:
		return f.name
	case f.out != nil:
		return strings.TrimRight(string(f.out), " -_/.,")
	}
	if !f.gap { // nothing dropped at the end: what follows the last word stays
		return f.name[f.first:]
	}
	end := f.kept
	for end < len(f.name) && f.open > 0 && f.name[end] == ')' {
		end, f.open = end+1, f.open-1
	}
	return f.name[f.first:end]
}

// build reports how many words from n on are a date, a time, a hash, a UUID or
// a build number; version says that a build number may follow.
func (f *familyOf) build(n int) (used int, version bool) {
	w := f.at(n)
	switch {
	case f.uuid(n):
		return 5, false
	case f.dateWords(n) > 0:
		return f.dateWords(n), true
	case stamp(w):
		return 1, true
	case hash(w) && !idPrefix(f.at(n-1)):
		return 1, f.version
	case f.version && afterVersion(w):
		return 1, true
	case f.buildWord(n) > 0:
		return f.buildWord(n), false
	case digits(w) && len(w) >= 5 && !idPrefix(f.at(n-1)):
		return 1, true
	case digits(w) && len(w) >= 3 && n == len(f.words)-1 && n > 0 && !year(w):
		return 1, false
	}
	return 0, false
}

// uuid reports five words 8-4-4-4-12 of hexadecimal digits.
func (f *familyOf) uuid(n int) bool {
	for k, size := range [...]int{8, 4, 4, 4, 12} {
		if w := f.at(n + k); len(w) != size || !hex(w) {
			return false
		}
	}
	return true
}

// dateWords is the number of words of a date whose parts are words of their
// own, its time included: 2026-11-19, 2026_11_19, 2026-11-19T03-11-22.123Z.
func (f *familyOf) dateWords(n int) int {
	y, m, d := f.at(n), f.at(n+1), f.at(n+2)
	day, rest := d, ""
	if i := strings.IndexAny(d, "Tt."); i > 0 {
		day, rest = d[:i], d[i+1:]
	}
	if !year(y) || !between(m, 2, 1, 12) || !between(day, 2, 1, 31) {
		return 0
	}
	if rest != "" && !clock(rest) {
		return 0
	}
	used := 3
	for used < 6 && clock(f.at(n+used)) && f.words[n+used].start == f.words[n+used-1].end+1 {
		used++
	}
	return used
}

// buildWord is 2 for "build 17" and its like, 1 for "build17".
func (f *familyOf) buildWord(n int) int {
	w := f.at(n)
	for _, name := range [...]string{"build", "rev", "revision", "run"} {
		rest, ok := cutFold(w, name)
		switch {
		case !ok:
			continue
		case rest == "" && digits(f.at(n+1)):
			return 2
		case digits(rest):
			return 1
		}
	}
	if digits(w) && architecture(f.at(n-2), f.at(n-1)) && (fold(f.at(n+1), "hourly2") || fold(f.at(n+1), "access2")) {
		return 1 // Red Hat's build number between architecture and billing
	}
	return 0
}

// versionOf is the part of word n that is a version, without the dots that part
// it from the rest of the word; empty when the word has none.
func (f *familyOf) versionOf(n int) (from, to int) {
	w := f.words[n]
	if vVersion(f.at(n)) {
		return w.start, w.end
	}
	from = w.start
	for from < w.end && !numberish(firstPart(f.name[from:w.end])) {
		from += len(firstPart(f.name[from:w.end])) + 1
	}
	if from >= w.end {
		return w.start, w.start
	}
	to, parts, dated := from, 0, false
	for to < w.end && numberish(firstPart(f.name[to:w.end])) {
		part := firstPart(f.name[to:w.end])
		parts, dated = parts+1, dated || len(part) >= 6 && stamp(part)
		to += len(part) + 1
	}
	to--
	whole := from == w.start && to == w.end
	clings := from == w.start && !whole && f.version // 20220825_1.x86_64
	if parts < 3 && !dated && !clings && (parts < 2 || !stamp(f.name[from:to])) {
		return w.start, w.start
	}
	if from == w.start {
		from += f.release(n, f.name[from:to], dated)
	}
	return min(from, to), to
}

// release is how many bytes of a version of several parts, its last dot
// included, are a release that stays.
func (f *familyOf) release(n int, version string, dated bool) int {
	switch {
	case halfYear(version):
		return min(6, len(version)) // 24.04.1
	case !product(f.at(n - 1)):
		return 0
	case !dated:
		return len(version)
	}
	stay := 0
	for {
		part := firstPart(version[stay:])
		if len(part) >= 4 || stay+len(part) == len(version) {
			return stay
		}
		stay += len(part) + 1
	}
}
