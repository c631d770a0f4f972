// Package ui is the terminal program: one Bubble Tea model over the screens.
// It owns the interface to the outside world that it needs (Backend), and
// imports neither awsclient nor the operating system.
package ui

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/model"
	"tami/model/op"
	"tami/themes"
	"tami/ui/screen"
	"tami/ui/term"
)

// Options is what the program is started with.
type Options struct {
	Backend Backend
	Runner  Runner // carries out changes; nil: a session without any
	SignIn  SignIn // signs in again without leaving; nil: nobody can
	Passing bool   // what is changed does not outlast the session: nothing is left to be undone
	Now     func() time.Time
	State   *model.State
	Keys    []keymap.Layer
	Theme   string // a theme's name; empty: dark or light, as the terminal's background is
	Look    themes.Options
	Home    screen.Screen                           // the first screen
	Save    func(file string, content []byte) error // writes a file of the user's
	Read    func(file string) ([]byte, error)       // reads a file that the user names
	Version string                                  // said on request
	Go      func(name string, run func())           // starts a goroutine whose panic does not break the terminal; nil: a plain one
}

// App is the program: the only Bubble Tea model there is.
type App struct {
	opts    Options
	state   *model.State
	stack   []screen.Screen
	tasks   *tasks
	styles  *themes.Styles
	theme   string
	look    themes.Options
	w, h    int
	wakeTag int       // the number of the newest alarm; older ones are stale
	wakeAt  time.Time // when it will ring; zero: no alarm is set
	unset   func()    // has the newest alarm not ring

	settling   map[string]bool                       // runs that are being looked up
	rehearsing map[string]int                        // dry runs under way: what is rehearsed, and the task
	signing    map[*screen.SignIn]context.CancelFunc // sign-ins under way
	lost       map[string]bool                       // profiles whose session is known to be lost
	leaving    departure                             // what was chosen when leaving while a run goes on
}

// New makes the program. ctx ends everything in flight.
func New(ctx context.Context, o Options) *App {
	a := &App{
		opts: o, state: o.State, stack: []screen.Screen{o.Home},
		tasks: newTasks(ctx, o.Backend, o.Go), look: o.Look, w: 80, h: 24, rehearsing: map[string]int{}, settling: map[string]bool{},
		signing: map[*screen.SignIn]context.CancelFunc{},
	}
	a.useTheme(o.Theme)
	a.state.Now = o.Now()
	a.settle()
	a.reconcile() // the questions go out while the terminal is made ready
	return a
}

// alarm is a timer of ours that rang.
type alarm struct{ tag int }

// Init implements tea.Model: the first frame is drawn from what is known, which
// is nothing; the questions are out already.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.tasks.wait(0), a.recall(), a.alarm()}
	if a.opts.Theme == "" && !a.look.NoColor {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// Update implements tea.Model. A message changes the state; the work in flight
// is then made to match what the screens need.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.state.Now = a.opts.Now()
	next := a.fold(msg)
	switch msg.(type) {
	case arrived, pictured:
		a.noticeLost()
	}
	a.state.Reopen()
	a.settle()
	then := a.act()
	a.leaveSignIns()
	a.reconcile()
	a.rehearse()
	if _, pressed := msg.(tea.KeyPressMsg); pressed {
		a.postpone()
	}
	return a, tea.Batch(next, then, a.alarm())
}

func (a *App) fold(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case arrived:
		facts, verdicts, more := a.tasks.collect()
		for _, f := range facts {
			a.state.Learn(f)
		}
		for _, l := range verdicts {
			a.hear(l)
		}
		if more {
			return func() tea.Msg { return arrived{} } // after the keys that came meanwhile
		}
		return a.tasks.wait(quiet)
	case pictured:
		return a.pictured(m)
	case begun, lookedUp, resumed:
		return a.heardRun(msg)
	case turned:
		a.opened(m)
	case prompted, signedIn:
		return a.heardSignIn(msg)
	case alarm:
		if m.tag == a.wakeTag {
			a.wakeAt = time.Time{}
		}
	case tea.WindowSizeMsg:
		a.w, a.h = m.Width, m.Height
	case tea.ColorProfileMsg:
		a.look.Profile = m.Profile
		a.useTheme(a.theme)
	case tea.BackgroundColorMsg:
		if a.opts.Theme == "" && a.theme == themes.Auto(true) && !m.IsDark() {
			a.useTheme(themes.Auto(false))
		}
	case tea.KeyPressMsg:
		return a.key(m)
	case tea.PasteMsg:
		if t, ok := a.top().(screen.Typer); ok && t.Typing() {
			return a.perform(t.Paste(a.env(), m.Content))
		}
	case term.PasteCutMsg:
		a.say(fmt.Sprintf("That paste was too long: %d bytes of it were left out", m.Dropped))
	case inquiry:
		m.answer <- m.ask(a)
	}
	return nil
}

// heardRun takes in what became of the wish to begin a run, to look one up, or
// to go on with one.
func (a *App) heardRun(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case begun:
		if m.err == nil {
			a.state.Runs.Own(m.id)
		}
		m.by.Begun(a.env(), m.id, m.err)
		return a.ended()
	case lookedUp:
		delete(a.settling, m.run)
		if m.err != nil {
			a.fail("What became of run "+m.run+" is still not known", m.err)
		}
	case resumed:
		if m.err != nil {
			a.fail("Run "+m.run+" does not go on", m.err)
			break
		}
		a.state.Runs.Own(m.run)
	}
	return nil
}

// key finds out what a key means here and does it.
func (a *App) key(k tea.KeyPressMsg) tea.Cmd {
	a.state.Notes.Dismiss()
	if g, ok := a.top().(screen.Grabber); ok && g.Grabs(k.String()) {
		return a.perform(g.Type(a.env(), k))
	}
	if id, ok := a.layers().Resolve(k.String()); ok {
		return a.command(id)
	}
	if t, ok := a.top().(screen.Typer); ok && t.Typing() {
		return a.perform(t.Type(a.env(), k))
	}
	return nil
}

// command does what a command means on the topmost screen, or else what it
// means everywhere.
func (a *App) command(id op.ID) tea.Cmd {
	if effects, ok := a.top().Do(a.env(), id); ok {
		return a.perform(effects)
	}
	return a.perform(a.global(id))
}

func (a *App) top() screen.Screen { return a.stack[len(a.stack)-1] }

// deepest is how many screens may lie on each other. Each costs time at every
// key, and nobody goes back further.
const deepest = 16

// push puts a screen on the others. It takes the place of one that shows the same
// thing, unless that is a change on its way, and the oldest goes where there are
// too many: esc then leads home from the one above it.
func (a *App) push(s screen.Screen) {
	env := a.env()
	s.Settle(env)
	_, modal := s.(screen.Modal)
	_, change := s.(screen.Rehearser)
	for i := len(a.stack) - 1; i > 0 && !modal && !change; i-- {
		if old := a.stack[i]; old.Name() == s.Name() && old.Title(env) == s.Title(env) {
			a.stack = slices.Delete(a.stack, i, i+1)
		}
	}
	if len(a.stack) == deepest {
		a.stack = slices.Delete(a.stack, 1, 2)
	}
	a.stack = append(a.stack, s)
}

// settle has the screens that are seen follow the state. What is covered by them
// follows when it is uncovered.
func (a *App) settle() {
	env := a.env()
	for _, s := range a.stack[a.ground():] {
		s.Settle(env)
	}
}

// act does what screens want done by themselves.
func (a *App) act() tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range a.stack {
		if w, ok := s.(screen.Actor); ok {
			if effects := w.Act(a.env()); len(effects) > 0 {
				cmds = append(cmds, a.perform(effects))
			}
		}
	}
	if len(cmds) == 0 {
		return nil
	}
	a.settle()
	return tea.Batch(cmds...)
}

func (a *App) env() screen.Env {
	return screen.Env{State: a.state, Styles: a.styles, Keys: a.opts.Keys, Theme: a.theme, W: a.w, H: a.h, LowBandwidth: a.look.LowBandwidth}
}

// layers are the key layers that are live: those of the topmost screen, then
// the ones that hold everywhere.
func (a *App) layers() keymap.Stack {
	live := keymap.Live(a.opts.Keys, a.top().Layers()...)
	if p, ok := a.picker(); ok {
		kind, _, _ := p.Picked(a.env())
		live = append(live, a.actions(kind))
		if screen.RollsBack(kind) {
			live = append(live, keymap.Live(a.opts.Keys, keymap.RollLayer)...)
		}
	}
	return append(live, keymap.Live(a.opts.Keys, keymap.GlobalLayer)...)
}

// alarm aims one timer at the next thing that is due by itself. Nothing due:
// no timer, and an idle program writes and does nothing.
func (a *App) alarm() tea.Cmd {
	next := a.state.NextTomb()
	for _, s := range a.stack {
		if w, ok := s.(screen.Waker); ok {
			if at := w.Wake(a.env()); !at.IsZero() && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
	}
	if next.IsZero() || !a.wakeAt.IsZero() && !next.Before(a.wakeAt) {
		return nil
	}
	a.postpone()
	a.wakeTag++
	a.wakeAt = next
	tag, in, off := a.wakeTag, max(next.Sub(a.state.Now), time.Millisecond), make(chan struct{})
	a.unset = sync.OnceFunc(func() { close(off) })
	return func() tea.Msg {
		timer := time.NewTimer(in)
		defer timer.Stop()
		select {
		case <-timer.C:
			return alarm{tag}
		case <-off:
			return nil
		}
	}
}

// postpone takes back the alarm that is set. What was due after the key before is
// mostly due later after this one, and a frame for it would show nothing new.
func (a *App) postpone() {
	if a.unset != nil {
		a.unset()
	}
	a.wakeAt = time.Time{}
}

func (a *App) useTheme(name string) {
	t, err := themes.Find(name)
	if name == "" || err != nil {
		name = themes.Auto(true)
		t, _ = themes.Find(name)
	}
	a.theme, a.styles = name, themes.Build(t, a.look)
}

// inquiry lets a test look at the program from inside the loop, where nothing
// else moves.
type inquiry struct {
	ask    func(*App) any
	answer chan<- any
}
