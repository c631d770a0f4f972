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
	f := familyOf{name: name}
	if !f.cut() {
		return name
	}
	for n := 0; n < f.count; {
		n += f.take(n)
	}
	return f.result()
}

// A name of more words or bytes is not taken apart: EC2 allows 128 characters,
// so a longer text is no name.
const (
	maxWords = 96
	maxName  = 1024
)

// word is a run of letters, digits, dots and plus signs of a name.
type word struct{ start, end int16 }

// cut fills words, and reports whether there was room for all of them.
func (f *familyOf) cut() bool {
	name, start := f.name, -1
	if len(name) > maxName {
		return false
	}
	for n := 0; n <= len(name); n++ {
		in := n < len(name) && (alnum(name[n]) || name[n] == '+' || name[n] == '.' && start >= 0)
		switch {
		case in && start < 0:
			start = n
		case !in && start >= 0:
			if f.count == maxWords {
				return false
			}
			end := n
			for name[end-1] == '.' { // "end." is a word and a full stop
				end--
			}
			f.words[f.count] = word{int16(start), int16(end)}
			f.count, start = f.count+1, -1
		}
	}
	return true
}

// familyOf is a name on its way to being a family. While nothing was dropped
// from the middle, the result is a part of the name and costs nothing.
type familyOf struct {
	name    string
	words   [maxWords]word // an array, so that taking a name apart allocates nothing
	count   int
	out     strings.Builder
	copied  bool // out holds what was kept; before, it is name[first:kept]
	kept    int  // where the last kept word ends in name
	first   int  // where the first kept word starts, separators before it included
	some    bool // a word was kept
	version bool // the word before was a version or a date and was dropped: its build number may follow
	gap     bool // a word was dropped since the last kept one
	open    int  // brackets opened and not closed in what is kept
}

func (f *familyOf) at(n int) string {
	if n < 0 || n >= f.count {
		return ""
	}
	start, end := f.bounds(n)
	return f.name[start:end]
}

func (f *familyOf) bounds(n int) (start, end int) { return int(f.words[n].start), int(f.words[n].end) }

// take decides about word n and returns how many words it used up.
func (f *familyOf) take(n int) int {
	if !f.version && plainWord(f.at(n)) {
		f.keep(f.bounds(n))
		return 1
	}
	if used, version := f.build(n); used > 0 {
		f.drop(n+used-1, version)
		return used
	}
	start, end := f.bounds(n)
	from, to := f.versionOf(n)
	if from == to {
		f.keep(start, end)
		f.version = false
		return 1
	}
	if from > start {
		f.keep(start, from-1)
	}
	f.drop(n, true)
	if to < end {
		f.keep(to+1, end)
		f.version = false
	}
	return 1
}

func (f *familyOf) drop(last int, version bool) {
	f.version, f.gap = version, true
	if _, end := f.bounds(last); f.open > 0 && end < len(f.name) && closes(f.name[end]) {
		f.spill()
		f.out.WriteByte(f.name[end])
		f.open--
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
		case '(', '[':
			f.open++
		case ')', ']':
			f.open--
		}
	}
	if f.copied {
		f.out.WriteString(f.name[sep:to])
	}
	f.kept, f.some, f.gap = to, true, false
}

// spill begins a copy of what was kept so far: a part of the name no longer
// says it.
func (f *familyOf) spill() {
	if !f.copied {
		f.copied = true
		f.out.Grow(len(f.name))
		f.out.WriteString(f.name[f.first:f.kept])
	}
}

func (f *familyOf) result() string {
	switch {
	case !f.some:
		return f.name
	case f.copied:
		return strings.TrimRight(f.out.String(), " -_/.,")
	}
	if !f.gap { // nothing dropped at the end: what follows the last word stays
		return f.name[f.first:]
	}
	end := f.kept
	for end < len(f.name) && f.open > 0 && closes(f.name[end]) {
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
	case f.version && (afterVersion(w) || digits(w) && hash(f.at(n+1))): // …-20261120-731-240d9b3
		return 1, true
	case f.buildWord(n) > 0:
		return f.buildWord(n), false
	case digits(w) && len(w) >= 5 && !idPrefix(f.at(n-1)):
		return 1, true
	case digits(w) && len(w) >= 3 && n == f.count-1 && n > 0 && !year(w):
		return 1, false
	}
	return 0, false
}

// uuid reports five words 8-4-4-4-12 of hexadecimal digits.
func (f *familyOf) uuid(n int) bool {
	return len(f.at(n)) == 8 && len(f.at(n+4)) == 12 && len(f.at(n+1)) == 4 && len(f.at(n+2)) == 4 && len(f.at(n+3)) == 4 &&
		hex(f.at(n)) && hex(f.at(n+1)) && hex(f.at(n+2)) && hex(f.at(n+3)) && hex(f.at(n+4))
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
	start, end := f.bounds(n)
	if vVersion(f.at(n)) {
		return start, end
	}
	from = start
	for from < end && !numberish(firstPart(f.name[from:end])) {
		from += len(firstPart(f.name[from:end])) + 1
	}
	if from >= end {
		return start, start
	}
	to, parts, dated := from, 0, false
	for to < end && numberish(firstPart(f.name[to:end])) {
		part := firstPart(f.name[to:end])
		parts, dated = parts+1, dated || len(part) >= 6 && stamp(part)
		to += len(part) + 1
	}
	to--
	whole := from == start && to == end
	clings := from == start && !whole && f.version // 20220825_1.x86_64
	if parts < 3 && !dated && !clings && (parts < 2 || !stamp(f.name[from:to])) {
		return start, start
	}
	if from == start {
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
