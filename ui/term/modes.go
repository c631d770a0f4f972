package term

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Private modes of DEC that are on in a terminal nobody has touched, and the
// ones that are handled by name.
const (
	autoWrap     = 7
	cursorShown  = 25
	altScreen    = 1049
	synchronized = 2026
)

// modes follows what a stream of output switches on in a terminal, so that
// exactly that can be switched off again. It sees through sequences that are
// cut between two writes.
type modes struct {
	private  map[int]bool // as last set or reset
	keys     [2][]int     // Kitty keyboard flags pushed, on the main and on the other screen
	modify   bool         // xterm's modifyOtherKeys
	cursor   int          // DECSCUSR
	title    bool
	progress bool
	queries  int // what the terminal was asked, the device attributes left out
	fences   int // how often it was asked for its device attributes
	parser   *ansi.Parser
}

func newModes() *modes {
	m := &modes{private: map[int]bool{}, parser: ansi.NewParser()}
	m.parser.SetDataSize(256)
	m.parser.SetHandler(ansi.Handler{
		HandleCsi: m.csi,
		HandleOsc: m.osc,
		HandleDcs: func(cmd ansi.Cmd, _ ansi.Params, _ []byte) {
			if cmd.Final() == 'q' && cmd.Intermediate() != 0 { // XTGETTCAP, DECRQSS
				m.queries++
			}
		},
	})
	return m
}

func (m *modes) observe(p []byte) {
	for _, b := range p {
		m.parser.Advance(b)
	}
}

func (m *modes) csi(cmd ansi.Cmd, params ansi.Params) {
	m.ask(cmd, params)
	first, _, _ := params.Param(0, 0)
	prefix, final := cmd.Prefix(), cmd.Final()
	switch {
	case prefix == '?' && cmd.Intermediate() == 0 && (final == 'h' || final == 'l'):
		params.ForEach(0, func(_, mode int, _ bool) { m.private[mode] = final == 'h' })
	case final == 'u' && prefix != 0:
		m.kitty(prefix, first, params)
	case prefix == '>' && final == 'm' && first == 4:
		level, _, _ := params.Param(1, 0)
		m.modify = level > 0
	case cmd.Intermediate() == ' ' && final == 'q':
		m.cursor = first
	}
}

func (m *modes) kitty(prefix byte, first int, params ansi.Params) {
	stack := &m.keys[m.screen()]
	switch prefix {
	case '>':
		*stack = append(*stack, first)
	case '<':
		n, _, _ := params.Param(0, 1)
		*stack = (*stack)[:max(0, len(*stack)-max(1, n))]
	case '=':
		if len(*stack) > 0 {
			(*stack)[len(*stack)-1] = first
		}
	}
}

// ask counts what makes the terminal answer.
func (m *modes) ask(cmd ansi.Cmd, params ansi.Params) {
	first, _, _ := params.Param(0, 0)
	prefix, final := cmd.Prefix(), cmd.Final()
	switch {
	case final == 'c' && prefix == 0:
		m.fences++
	case final == 'c' && prefix != '?',
		final == 'n',
		final == 'u' && prefix == '?',
		final == 'q' && prefix == '>',
		final == 'p' && cmd.Intermediate() == '$',
		final == 't' && prefix == 0 && first >= 11 && first <= 21:
		m.queries++
	}
}

func (m *modes) osc(cmd int, data []byte) {
	_, rest, _ := bytes.Cut(data, []byte(";"))
	switch {
	case bytes.HasSuffix(data, []byte(";?")):
		m.queries++
	case cmd == 0 || cmd == 2:
		m.title = len(rest) > 0
	case cmd == 9 && bytes.HasPrefix(rest, []byte("4;")):
		m.progress = !bytes.HasPrefix(rest, []byte("4;0"))
	}
}

func (m *modes) screen() int {
	if m.private[altScreen] {
		return 1
	}
	return 0
}

func (m *modes) set(mode int) bool {
	on, known := m.private[mode]
	if !known {
		return mode == autoWrap || mode == cursorShown
	}
	return on
}

// restore is what takes the terminal from m back to where it was; empty when
// there is nothing to do. What belongs to one screen is undone on that
// screen, and the other screen is left before the cursor is shown.
func (m *modes) restore() string {
	var b strings.Builder
	fresh := newModes()
	m.switchTo(&b, fresh, func(mode int) bool { return mode != altScreen && mode != cursorShown })
	if m.modify {
		b.WriteString(ansi.ResetModifyOtherKeys)
	}
	if n := len(m.keys[1]); n > 0 && m.private[altScreen] {
		b.WriteString(ansi.PopKittyKeyboard(n))
	}
	m.switchTo(&b, fresh, func(mode int) bool { return mode == altScreen })
	if n := len(m.keys[0]); n > 0 {
		b.WriteString(ansi.PopKittyKeyboard(n))
	}
	m.shape(&b, fresh)
	if m.title {
		b.WriteString(ansi.SetWindowTitle(""))
	}
	if m.progress {
		b.WriteString(ansi.ResetProgressBar)
	}
	m.switchTo(&b, fresh, func(mode int) bool { return mode == cursorShown })
	return b.String()
}

// toward is what takes the terminal from m to want, which was meant to be
// reached by output that was thrown away.
func (m *modes) toward(want *modes) string {
	var b strings.Builder
	m.switchTo(&b, want, func(mode int) bool { return mode == altScreen })
	m.switchTo(&b, want, func(mode int) bool { return mode != altScreen && mode != synchronized })
	if m.modify != want.modify {
		b.WriteString(map[bool]string{true: ansi.SetModifyOtherKeys2, false: ansi.ResetModifyOtherKeys}[want.modify])
	}
	have, need := m.keys[want.screen()], want.keys[want.screen()]
	if !slices.Equal(have, need) {
		if len(have) > 0 {
			b.WriteString(ansi.PopKittyKeyboard(len(have)))
		}
		for _, flags := range need {
			b.WriteString(ansi.PushKittyKeyboard(flags))
		}
	}
	m.shape(&b, want)
	return b.String()
}

// again sets what is set once more. The keyboard modes are left alone: they
// lie on a stack, on which they would come to lie twice.
func (m *modes) again() string {
	blank := newModes()
	for mode, on := range m.private {
		blank.private[mode] = !on
	}
	blank.modify, blank.cursor, blank.keys = !m.modify, -1, m.keys
	return blank.toward(m)
}

func (m *modes) switchTo(b *strings.Builder, want *modes, which func(mode int) bool) {
	var known []int
	for _, side := range []*modes{m, want} {
		for mode := range side.private {
			if which(mode) && !slices.Contains(known, mode) {
				known = append(known, mode)
			}
		}
	}
	slices.Sort(known)
	for _, mode := range known {
		if want.set(mode) != m.set(mode) {
			fmt.Fprintf(b, "\x1b[?%d%c", mode, map[bool]byte{true: 'h', false: 'l'}[want.set(mode)])
		}
	}
}

func (m *modes) shape(b *strings.Builder, want *modes) {
	if m.cursor != want.cursor {
		b.WriteString(ansi.SetCursorStyle(want.cursor))
	}
}
