package term

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	pasteLimit    = 64 << 10               // bytes of one paste that are passed on
	sequenceLimit = 32                     // bytes of a control sequence worth following
	mostParams    = 30                     // parameters of a control sequence
	quietAfter    = 100 * time.Millisecond // a pause that no paste makes and every hand does

	pasteBegins = "\x1b[200~"
	pasteEnds   = "\x1b[201~"
)

// typing is what the input is at a moment.
type typing uint8

const (
	byHand typing = iota
	pasted
	muted // the rest of a paste that was given up, until it ends or pauses
)

// guard filters what a terminal sends. Outside a paste everything passes,
// byte for byte, but the parameters of a control sequence beyond mostParams:
// Bubble Tea's reader has room for 32, and panics where nobody can catch it.
// Inside one only text passes: no control sequence and no
// invalid UTF-8, either of which could pass for the end of the paste and
// make keys of what follows; and no more of it than pasteLimit.
//
// A paste whose end never comes would swallow every key for ever, so ctrl+c
// ends it. One within a real paste is not believed: a key comes last in what
// is read, and after it the rest of the paste is muted.
type guard struct {
	mode    typing
	seq     []byte // the control sequence that is being followed
	char    []byte // the character that is being followed, inside a paste
	kept    int    // bytes of this paste passed on
	dropped int    // bytes of this paste held back because of the limit
	cut     int    // bytes held back of the pastes that have ended
	prev    byte   // the byte before
	numbers bool   // parameters follow
	params  int    // how many were begun, without the first
	fences  int64  // device attributes reported
	last    time.Time
}

// filter appends to dst what may pass of src, which was read at now. The
// longest that can come of n bytes is n bytes, two ends of a paste, a
// character and a key.
func (g *guard) filter(dst, src []byte, now time.Time) []byte {
	if g.mode == muted && now.Sub(g.last) >= quietAfter {
		g.mode = byHand
	}
	g.last = now
	for i, b := range src {
		whole := g.follow(b)
		switch g.mode {
		case byHand:
			if !g.excessive(b) {
				dst = append(dst, b)
			}
			g.hand(whole)
		case pasted:
			dst = g.paste(dst, b, whole, i == len(src)-1)
		case muted:
			if whole && string(g.seq) == pasteEnds {
				g.mode = byHand
			}
		}
		if whole {
			g.seq = g.seq[:0]
		}
	}
	return dst
}

// follow collects a control sequence, ESC [ and what belongs to it, in seq,
// and says whether b has completed one. A byte that belongs to none empties
// seq.
func (g *guard) follow(b byte) bool {
	switch n := len(g.seq); {
	case b == 0x1b:
		g.seq = append(g.seq[:0], b)
	case n == 0:
	case n == 1 && b == '[', n > 1 && b >= 0x20 && b < 0x40 && n < sequenceLimit:
		g.seq = append(g.seq, b)
	case n > 1 && b >= 0x40 && b < 0x7f:
		g.seq = append(g.seq, b)
		return true
	default:
		g.seq = g.seq[:0]
	}
	return false
}

// excessive says whether b begins a parameter too many. They stand between
// what introduces a control sequence, in 7 or in 8 bits, and the first byte
// that cannot belong to one.
func (g *guard) excessive(b byte) bool {
	switch {
	case b < 0x30 || b > 0x3f:
		g.numbers = b == 0x9b || b == 0x90 || g.prev == 0x1b && (b == '[' || b == 'P')
		g.params = 0
	case b == ';' || b == ':':
		g.params++
	}
	g.prev = b
	return g.numbers && g.params >= mostParams && (b == ';' || b == ':')
}

func (g *guard) hand(whole bool) {
	switch {
	case !whole:
	case string(g.seq) == pasteBegins:
		g.mode, g.kept, g.dropped, g.char = pasted, 0, 0, g.char[:0]
	case g.seq[2] == '?' && g.seq[len(g.seq)-1] == 'c':
		g.fences++
	}
}

func (g *guard) paste(dst []byte, b byte, whole, last bool) []byte {
	switch {
	case whole && string(g.seq) == pasteEnds:
		g.ended(byHand)
		return append(dst, pasteEnds...)
	case last && (b == 0x03 || whole && interrupt(string(g.seq))):
		g.ended(muted)
		return append(append(dst, pasteEnds...), 0x03)
	case whole, len(g.seq) > 0:
		g.char = g.char[:0]
		return dst
	}
	return g.text(dst, b)
}

// text passes b on once the character it belongs to is complete.
func (g *guard) text(dst []byte, b byte) []byte {
	g.char = append(g.char, b)
	if !utf8.FullRune(g.char) {
		return dst
	}
	r, size := utf8.DecodeRune(g.char)
	again := size < len(g.char) // b does not go on with what was begun: it begins anew
	switch {
	case r == utf8.RuneError && size == 1, r < 0x20 && r != '\t' && r != '\n' && r != '\r', r >= 0x7f && r < 0xa0:
	case g.kept+size > pasteLimit:
		g.dropped += size
	default:
		g.kept += size
		dst = append(dst, g.char[:size]...)
	}
	g.char = g.char[:0]
	if again {
		return g.text(dst, b)
	}
	return dst
}

func (g *guard) ended(next typing) {
	g.mode = next
	g.cut += g.dropped
	g.dropped = 0
}

// interrupt says whether seq is ctrl+c as Kitty's protocol (CSI 99 ; 5 u) or
// xterm's modifyOtherKeys (CSI 27 ; 5 ; 99 ~) write it. Of the modifiers only
// the locks may be on as well; a release is not a press.
func interrupt(seq string) bool {
	params := strings.Split(seq[2:len(seq)-1], ";")
	var key, mods string
	switch final := seq[len(seq)-1]; {
	case final == 'u' && len(params) >= 2:
		key, mods = params[0], params[1]
	case final == '~' && len(params) == 3 && params[0] == "27":
		key, mods = params[2], params[1]
	default:
		return false
	}
	key, _, _ = strings.Cut(key, ":")
	mods, event, _ := strings.Cut(mods, ":")
	held, err := strconv.Atoi(mods)
	const locks = 64 | 128
	return key == "99" && err == nil && (held-1)&^locks == 4 && event != "3"
}
