package term

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// shield is the model that Bubble Tea sees: the real one, with every way into
// it guarded. Bubble Tea would print a panic as it is; its text can come from
// AWS, and a terminal would obey it.
type shield struct {
	inner  tea.Model
	caught func(where string, reason any)
	first  tea.Cmd        // what is done before anything the model wants; may be nil
	hold   func() bool    // says that the next frame must wait for the terminal; nil: it never must
	show   func(tea.View) // puts a frame on the terminal; nil: there is none
	last   tea.View       // what was drawn last
	drawn  bool           // anything was
	broken bool           // the model has panicked and is left alone
}

func (s *shield) Init() (cmd tea.Cmd) {
	defer s.guard("Init")
	return tea.Batch(s.first, s.wrap(s.inner.Init()))
}

func (s *shield) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	model = s // also when the real one panics
	if _, ok := msg.(eased); ok || s.broken {
		return model, nil
	}
	defer s.guard("Update")
	s.inner, cmd = s.inner.Update(msg)
	return model, s.wrap(cmd)
}

func (s *shield) View() (v tea.View) {
	if s.broken || s.drawn && s.hold != nil && s.hold() {
		return s.last
	}
	defer func() {
		if r := recover(); r != nil {
			s.broken, v = true, s.last
			s.caught("View", r)
		}
	}()
	v = s.inner.View()
	if s.last, s.drawn = v, true; s.show != nil {
		s.show(v)
	}
	return v
}

func (s *shield) guard(where string) {
	if r := recover(); r != nil {
		s.broken = true
		s.caught(where, r)
	}
}

// wrap guards cmd and whatever commands its message holds. Batch and Sequence
// both make slices of commands, the second of a type of Bubble Tea's own.
func (s *shield) wrap(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = nil
				s.caught("a command", r)
			}
		}()
		msg = cmd()
		list := reflect.ValueOf(msg)
		if !list.IsValid() || list.Kind() != reflect.Slice || list.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
			return msg
		}
		guarded := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
		for i := range list.Len() {
			guarded.Index(i).Set(reflect.ValueOf(s.wrap(list.Index(i).Interface().(tea.Cmd))))
		}
		return guarded.Interface()
	}
}

// queries asks the terminal whether it can show a frame at one stroke, which not
// every program at the other end of ssh takes well, nor Apple's.
func (t *Terminal) queries() tea.Cmd {
	if t.vars.remote() && !t.opts.Syncd || strings.Contains(t.vars["TERM_PROGRAM"], "Apple") {
		return nil
	}
	return tea.Raw(ansi.RequestModeSynchronizedOutput)
}

// filter sees each message before the loop does, and does what Bubble Tea leaves
// to a renderer of its own.
func (t *Terminal) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch m := msg.(type) {
	case resized:
		return t.told(t.size())
	case tea.WindowSizeMsg:
		return t.told(m)
	case settled:
		return t.reshaped(t.sizes.settle(time.Now()))
	case tea.ColorProfileMsg:
		t.canvas.open()
	case tea.ModeReportMsg:
		t.canvas.syncd = t.canvas.syncd || m.Mode == ansi.ModeSynchronizedOutput && m.Value == ansi.ModeReset
	case tea.RawMsg:
		return t.say(fmt.Sprint(m.Msg))
	case tea.PasteMsg:
		if n := t.in.takeCut(); n > 0 {
			go t.prog.Send(PasteCutMsg{Dropped: n})
		}
	case tea.SuspendMsg:
		return t.suspend()
	case continued:
		msg = t.reclaim()
	}
	switch {
	case msg == tea.ClearScreen():
		t.out.catchUp()
		t.canvas.forget()
	case msg == tea.RequestBackgroundColor():
		return t.say(ansi.RequestBackgroundColor)
	case reflect.TypeOf(msg) == reflect.TypeOf(tea.SetClipboard("")()):
		return t.say(ansi.SetSystemClipboard(reflect.ValueOf(msg).String()))
	}
	return msg
}

// say writes what is no frame; there is nothing left of the message then.
func (t *Terminal) say(seq string) tea.Msg {
	_, _ = t.out.Write([]byte(seq))
	return nil
}

// told hands on a size, as soon as it may be.
func (t *Terminal) told(m tea.WindowSizeMsg) tea.Msg {
	m.Width, m.Height = Size(t.opts.Env, m.Width, m.Height)
	return t.reshaped(t.sizes.pass(m, time.Now()))
}

// reshaped makes the canvas as large as the model is told.
func (t *Terminal) reshaped(msg tea.Msg) tea.Msg {
	if m, ok := msg.(tea.WindowSizeMsg); ok {
		t.canvas.resize(m.Width, m.Height)
	}
	return msg
}

// size is what the terminal says of itself, zeros where it says nothing.
func (t *Terminal) size() tea.WindowSizeMsg {
	w, h, _ := term.GetSize(t.opts.Out.Fd())
	return tea.WindowSizeMsg{Width: w, Height: h}
}

// resized says that the terminal may have another size now.
type resized struct{}

// eased says that the terminal has taken all that it was sent: the frame that
// waited for it can be drawn.
type eased struct{}

// continued says that the process was stopped, not by us, and goes on.
type continued struct{}
