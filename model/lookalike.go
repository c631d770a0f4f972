package model

import "strings"

// foldName brings a name into the form in which names are compared that a
// person would take for one another: small letters, letters of other scripts
// that look like Latin ones as those, 0 as o and 1 as l, every run of
// separators one hyphen, and nothing that cannot be seen. No more than the
// first 64 bytes of the result are made: the names that matter differ earlier.
func foldName(name string) string {
	const enough = 64
	var b strings.Builder
	b.Grow(enough)
	gap := false
	for _, r := range name {
		if b.Len() >= enough {
			break
		}
		c := foldRune(r)
		switch {
		case c == 0:
		case c == '-':
			gap = b.Len() > 0
		default:
			if gap {
				b.WriteByte('-')
				gap = false
			}
			b.WriteByte(c)
		}
	}
	return b.String()
}

// foldRune is the small Latin letter or figure that a rune is or looks like,
// '-' for a separator, '?' for a letter like no other and 0 for what is not
// seen.
func foldRune(r rune) byte {
	if r >= 0xff01 && r <= 0xff5e { // full width
		r -= 0xfee0
	}
	switch {
	case r >= 'A' && r <= 'Z':
		return byte(r) | 0x20
	case r == '0':
		return 'o'
	case r == '1' || r == '|':
		return 'l'
	case r >= 'a' && r <= 'z', r >= '2' && r <= '9':
		return byte(r)
	case r < 0x21 || r == 0x7f || r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xfeff:
		if r == ' ' {
			return '-'
		}
		return 0
	case r < 0x80, r >= 0x2010 && r <= 0x2015, r == 0xa0, r == 0x2044, r == 0x2212, r == 0x2215:
		return '-'
	}
	return looksLike(r)
}

// looksLike is the Latin letter that a letter of Cyrillic, Greek, Armenian or the
// Latin extensions is drawn like in most fonts. The choice is from Unicode's
// confusables (UTS 39): what passes for a letter of a publisher's name.
func looksLike(r rune) byte {
	for _, group := range [...]struct {
		runes string
		as    byte
	}{
		{"аΑαɑ", 'a'}, {"ВЬƄ", 'b'}, {"сСϲ", 'c'}, {"ԁ", 'd'}, {"еЕΕ", 'e'}, {"ɡ", 'g'}, {"һНΗ", 'h'}, {"іІιΙı", 'i'}, {"јЈ", 'j'},
		{"кКκΚ", 'k'}, {"ӏ", 'l'}, {"мМΜ", 'm'}, {"пո", 'n'}, {"оОοΟօ", 'o'}, {"рРρΡ", 'p'}, {"ѕЅ", 's'}, {"тТτΤ", 't'},
		{"υս", 'u'}, {"ѵν", 'v'}, {"ѡ", 'w'}, {"хХχΧ", 'x'}, {"уУγΥ", 'y'}, {"ᴢΖ", 'z'},
	} {
		if strings.ContainsRune(group.runes, r) {
			return group.as
		}
	}
	return '?'
}

// begins reports that a folded name begins with a pattern, or with what is one
// slip away from it: a letter left out, put in, changed, or two swapped. Short
// patterns allow no slip: too much is one away from them.
func begins(name, pattern string) bool {
	if strings.HasPrefix(name, pattern) {
		return true
	}
	const long = 9
	if len(pattern) < long || len(name) < len(pattern)-1 {
		return false
	}
	i := 0
	for i < len(name) && i < len(pattern) && name[i] == pattern[i] {
		i++
	}
	if i >= len(name) || i >= len(pattern) {
		return false
	}
	rest := pattern[i+1:]
	switch {
	case strings.HasPrefix(name[i+1:], rest), strings.HasPrefix(name[i:], rest), strings.HasPrefix(name[i+1:], pattern[i:]):
		return true
	}
	return rest != "" && i+1 < len(name) && name[i] == rest[0] && name[i+1] == pattern[i] && strings.HasPrefix(name[i+2:], rest[1:])
}

// likeWhom is the publisher whose names a name begins like, "" for a name like
// nobody's.
func likeWhom(name string) string {
	folded := foldName(name)
	for _, p := range publishers() {
		for pattern := range strings.SplitSeq(p.names, " ") {
			if begins(folded, pattern) {
				return p.name
			}
		}
	}
	return ""
}
