package term

import (
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// shield is the model that Bubble Tea sees: the real one, with every way into
// it guarded. Bubble Tea would print a panic as it is; its text can come from
// AWS, and a terminal would obey it.
type shield struct {
	inner  tea.Model
	caught func(where string, reason any)
	first  tea.Cmd     // what is done before anything the model wants; may be nil
	hold   func() bool // says that the next frame must wait for the terminal; nil: it never must
	drew   func()      // is told of each frame; nil: nobody is
	last   tea.View    // what was drawn last
	drawn  bool        // anything was
	broken bool        // the model has panicked and is left alone
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
	if mouse := v.OnMouse; mouse != nil {
		v.OnMouse = func(m tea.MouseMsg) tea.Cmd {
			defer s.guard("OnMouse")
			return s.wrap(mouse(m))
		}
	}
	if s.last, s.drawn = v, true; s.drew != nil {
		s.drew()
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

// queries asks the terminal what Bubble Tea does not ask over ssh.
func (t *Terminal) queries() tea.Cmd {
	if !t.opts.Syncd || !t.vars.remote() {
		return nil
	}
	return tea.Raw(ansi.RequestModeSynchronizedOutput)
}

// filter sees each message before the loop does.
func (t *Terminal) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		m.Width, m.Height = Size(t.opts.Env, m.Width, m.Height)
		return t.sizes.pass(m, time.Now())
	case settled:
		return t.sizes.settle(time.Now())
	case tea.PasteMsg:
		if n := t.in.takeCut(); n > 0 {
			go t.prog.Send(PasteCutMsg{Dropped: n})
		}
	case tea.SuspendMsg:
		return t.suspend()
	case continued:
		return t.reclaim()
	}
	if msg == tea.ClearScreen() {
		t.out.catchUp()
	}
	return msg
}

// eased says that the terminal has taken all that it was sent: the frame that
// waited for it can be drawn.
type eased struct{}

// continued says that the process was stopped, not by us, and goes on.
type continued struct{}
