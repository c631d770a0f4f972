// Package ui is the terminal program: one Bubble Tea model over the screens.
// It owns the interface to the outside world that it needs (Backend), and
// imports neither awsclient nor the operating system.
package ui

import (
	"context"
	"fmt"
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
	Now     func() time.Time
	State   *model.State
	Keys    []keymap.Layer
	Theme   string // a theme's name; empty: dark or light, as the terminal's background is
	Look    themes.Options
	Home    screen.Screen                           // the first screen
	Save    func(file string, content []byte) error // writes a file of the user's
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
}

// New makes the program. ctx ends everything in flight.
func New(ctx context.Context, o Options) *App {
	a := &App{
		opts: o, state: o.State, stack: []screen.Screen{o.Home},
		tasks: newTasks(ctx, o.Backend, o.Go), look: o.Look, w: 80, h: 24,
	}
	a.useTheme(o.Theme)
	a.state.Now = o.Now()
	return a
}

// alarm is a timer of ours that rang.
type alarm struct{ tag int }

// Init implements tea.Model: the first frame is drawn from what is known, which
// is nothing; the questions go out at the same time.
func (a *App) Init() tea.Cmd {
	a.settle()
	a.reconcile()
	cmds := []tea.Cmd{a.tasks.wait(0), a.alarm()}
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
	a.settle()
	a.reconcile()
	return a, tea.Batch(next, a.alarm())
}

func (a *App) fold(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case arrived:
		for _, f := range a.tasks.collect() {
			a.state.Learn(f)
		}
		return a.tasks.wait(quiet)
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

// key finds out what a key means here and does it.
func (a *App) key(k tea.KeyPressMsg) tea.Cmd {
	a.state.Notes.Dismiss()
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

func (a *App) settle() {
	env := a.env()
	for _, s := range a.stack {
		s.Settle(env)
	}
}

func (a *App) env() screen.Env {
	return screen.Env{State: a.state, Styles: a.styles, Keys: a.opts.Keys, Theme: a.theme, W: a.w, H: a.h}
}

// layers are the key layers that are live: those of the topmost screen, then
// the ones that hold everywhere.
func (a *App) layers() keymap.Stack {
	names := append(append([]string(nil), a.top().Layers()...), keymap.GlobalLayer)
	return keymap.Live(a.opts.Keys, names...)
}

// alarm aims one timer at the next thing that is due by itself. Nothing due:
// no timer, and an idle program writes and does nothing.
func (a *App) alarm() tea.Cmd {
	var next time.Time
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
	a.wakeTag++
	a.wakeAt = next
	tag := a.wakeTag
	return tea.Tick(max(next.Sub(a.state.Now), time.Millisecond), func(time.Time) tea.Msg { return alarm{tag} })
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
