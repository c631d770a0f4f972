package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"tami/model"
	"tami/model/op"
	"tami/ui/screen"
)

// maxClipboard is how much is sent to the terminal's clipboard: terminals drop
// longer sequences without a word.
const maxClipboard = 8 << 10

// perform carries out effects, in order.
func (a *App) perform(effects []screen.Effect) tea.Cmd {
	var cmds []tea.Cmd
	for _, e := range effects {
		cmds = append(cmds, a.effect(e))
	}
	return tea.Batch(cmds...)
}

func (a *App) effect(e screen.Effect) tea.Cmd {
	switch e := e.(type) {
	case screen.Push:
		a.push(e.Screen)
	case screen.Pop:
		a.stack = a.stack[:max(1, len(a.stack)-1)]
		a.settle()
	case screen.Quit:
		return tea.Quit
	case screen.Leave:
		return a.leave(e.How)
	case screen.Begin:
		return a.begin(e)
	case screen.Turn:
		return a.turn(e.By, e.Run)
	case screen.StopRun:
		if a.opts.Runner != nil {
			a.opts.Runner.Stop(e.ID)
		}
	case screen.Resume:
		return a.resume(e.ID)
	case screen.LookUp:
		return a.lookUp(e.ID)
	case screen.SignInto:
		return a.signIn(e)
	case screen.Suspend:
		return tea.Suspend
	case screen.Run:
		return a.command(e.ID)
	case screen.Refresh:
		for _, n := range e.Needs {
			a.state.Forget(n)
		}
	case screen.Say:
		a.say(e.Text)
	case screen.Copy:
		return a.copy(e)
	case screen.Save:
		a.save(e)
	case screen.Read:
		content, err := a.opts.Read(e.File)
		return a.perform(e.Then(a.env(), content, err))
	case screen.UseTheme:
		a.useTheme(e.Name)
	case screen.UseSource:
		a.state.From = e.From
	case screen.UseScope:
		a.state.Scope = e.Scope
	}
	return nil
}

// global is what commands do that hold on every screen.
func (a *App) global(id op.ID) []screen.Effect {
	home := len(a.stack) == 1
	switch id {
	case "app.quit":
		return a.quit()
	case "run.undo":
		return a.undo()
	case "app.signin":
		return a.opensSignIn()
	case "app.back":
		if !home {
			return []screen.Effect{screen.Pop{}}
		}
	case "app.close":
		return a.close()
	case "app.suspend":
		return []screen.Effect{screen.Suspend{}}
	case "app.version":
		return []screen.Effect{screen.Say{Text: "tami " + a.opts.Version}}
	case "screen.images":
		a.stack = a.stack[:1]
	default:
		if effects, ok := a.change(id); ok {
			return effects
		}
		if s := a.screen(id); s != nil && a.top().Name() != s.Name() {
			return []screen.Effect{screen.Push{Screen: s}}
		}
	}
	return nil
}

// close leaves what was entered last, as going back does, and tami itself on
// the first screen.
func (a *App) close() []screen.Effect {
	if effects, ok := a.top().Do(a.env(), "app.back"); ok {
		return effects
	}
	if len(a.stack) == 1 {
		return a.quit()
	}
	return []screen.Effect{screen.Pop{}}
}

// screen makes the screen that a command goes to.
func (a *App) screen(id op.ID) screen.Screen {
	switch id {
	case "app.help":
		return screen.NewHelp(a.top().Name(), a.layers().Reachable())
	case "app.palette":
		return screen.NewPalette(a.layers().Reachable(), a.styles.Glyphs)
	case "app.messages":
		return screen.NewMessages()
	case "app.places":
		return screen.NewPlaces(a.state)
	case "app.theme":
		return screen.NewThemes(a.theme)
	case "screen.instances":
		return screen.NewInstances()
	case "screen.groups":
		return screen.NewFleet()
	case "screen.bin":
		return screen.NewBin()
	case "screen.runs":
		return screen.NewRuns()
	case "screen.learn":
		return screen.NewLearn()
	case "screen.families":
		return screen.NewFamilies()
	}
	return nil
}

func (a *App) say(text string) {
	a.state.Notes.Add(model.Note{At: a.state.Now, Text: text})
}

func (a *App) fail(text string, err error) {
	a.state.Notes.Add(model.Note{At: a.state.Now, Level: model.Failure, Text: fmt.Sprintf("%s: %v", text, err)})
}

func (a *App) copy(c screen.Copy) tea.Cmd {
	if len(c.Text) > maxClipboard {
		a.say(fmt.Sprintf("%s is too long for the terminal's clipboard (%d bytes, at most %d); export it with x instead", c.What, len(c.Text), maxClipboard))
		return nil
	}
	a.say(fmt.Sprintf("Copied %s: %s", c.What, oneLine(c.Text)))
	return tea.SetClipboard(c.Text)
}

func oneLine(s string) string {
	for i := range s {
		if s[i] == '\n' {
			return s[:i] + " …"
		}
	}
	return s
}

func (a *App) save(s screen.Save) {
	if err := a.opts.Save(s.File, s.Content); err != nil {
		a.fail("Not exported", err)
		return
	}
	a.say(fmt.Sprintf("Exported %s to %s", s.What, s.File))
}
