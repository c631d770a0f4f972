package ui_test

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"tami/awsclient"
	"tami/awsclient/cache"
	"tami/awsclient/sim"
	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/themes"
	"tami/ui"
	"tami/ui/screen"
)

// journey is a user at the real program: a tea.Program over the real client
// over the simulated account, on fake time. It looks at the program only from
// inside its loop, and waits until everything in it is at rest.
type journey struct {
	t       *testing.T
	program *tea.Program
	app     *ui.App
	account *sim.Account
	client  *awsclient.Client
	seed    sim.Seed
	done    chan struct{}
	fault   error // what ended the program, once it is done; nil: it was asked to
	saved   map[string]string
	seen    atomic.Int64   // messages that the program has handled
	typed   io.WriteCloser // bytes as a terminal sends them, where options asked for it
	left    atomic.Bool    // it was told to leave while bytes were typed, and has stayed
	ending  atomic.Bool
}

// options are what a journey is started with.
type options struct {
	w, h    int
	seed    sim.Seed
	faults  []sim.Fault
	regions []string
	from    ami.Source
	filter  string
	look    themes.Options
	theme   string

	bytes    bool // whether bytes are typed, as a terminal sends them
	readOnly bool
	strict   bool
	page     int           // how many things AWS puts on a page; 0: as many as asked for
	cache    *cache.Folder // what earlier sessions have seen; nil: nothing is kept
	journal  string        // the folder of earlier runs; empty: there are none
	profile  string        // which has to sign in; empty: the account's own keys
	account  *sim.Account  // of another journey, that goes on; nil: one of its own
}

// today is when every journey begins.
var today = time.Date(2026, 11, 21, 14, 3, 0, 0, time.UTC)

// travel runs a journey in a bubble of fake time.
func travel(t *testing.T, o options, steps func(*journey)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		<-time.After(time.Until(today))
		j := begin(t, o)
		steps(j)
		j.end()
	})
}

func begin(t *testing.T, o options) *journey {
	t.Helper()
	if o.seed.Account == "" {
		o.seed = sim.Demo(time.Now())
	}
	if o.regions == nil {
		o.regions = []string{"us-east-1", "eu-west-1", "ap-southeast-2", "sa-east-1"}
	}
	if o.w == 0 {
		o.w, o.h = 80, 24
	}
	account, err := o.account, error(nil)
	if account == nil {
		account, err = sim.New(sim.Options{Seed: o.seed, Faults: o.faults, PageSize: o.page})
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	scope, err := model.ParseScope(nil, o.regions)
	if err != nil {
		t.Fatal(err)
	}
	if o.from.Kind == "" {
		o.from.Kind = ami.Mine
	}
	if o.look.Profile == 0 {
		o.look.Profile = colorprofile.TrueColor
	}
	if o.theme == "" {
		o.theme = "dark"
	}
	if o.journal == "" {
		o.journal = t.TempDir()
	}
	world := awsclient.Options{Transport: account.Transport(), Now: now, ReadOnly: o.readOnly, Cache: o.cache}
	if o.profile != "" {
		scope.Profiles, world.Env = []string{o.profile}, os.Getenv
	}
	client := awsclient.New(world)
	state := model.New(scope, o.from, ami.EmbeddedPrices())
	state.ReadOnly, state.Strict = o.readOnly, o.strict
	j := &journey{t: t, account: account, client: client, seed: o.seed, done: make(chan struct{}), saved: map[string]string{}}
	j.app = ui.New(ctx, ui.Options{
		Backend: client,
		Runner:  awsclient.NewRunner(ctx, client, awsclient.RunnerOptions{Folder: o.journal, Waits: true}),
		SignIn:  client,
		Now:     now,
		State:   state,
		Keys:    keymap.Default(),
		Theme:   o.theme,
		Look:    o.look,
		Home:    screen.NewImages(o.filter),
		Save:    j.save,
		Read:    j.read,
	})
	var input io.Reader
	if o.bytes {
		input, j.typed = io.Pipe()
	}
	var shown tea.Model = j.app
	if o.bytes {
		shown = &glances{app: j.app}
	}
	j.program = tea.NewProgram(shown, tea.WithContext(ctx), tea.WithInput(input), tea.WithOutput(io.Discard), tea.WithoutRenderer(),
		tea.WithoutSignalHandler(), tea.WithColorProfile(o.look.Profile), tea.WithFilter(j.count), tea.WithWindowSize(o.w, o.h))
	go func() {
		defer close(j.done)
		_, j.fault = j.program.Run()
	}()
	j.program.Send(tea.WindowSizeMsg{Width: o.w, Height: o.h})
	synctest.Wait()
	return j
}

func (j *journey) save(file string, content []byte) error {
	j.saved[file] = string(content)
	return nil
}

func (j *journey) read(file string) ([]byte, error) {
	if content, ok := j.saved[file]; ok {
		return []byte(content), nil
	}
	return nil, errors.New("there is no such file")
}

func (j *journey) end() {
	j.ending.Store(true)
	j.program.Quit()
	<-j.done
	j.After(time.Minute) // Bubble Tea's timers cannot be stopped: let them ring
}

// After lets time pass.
func (j *journey) After(d time.Duration) *journey {
	<-time.After(d)
	synctest.Wait()
	return j
}

// Loaded waits until every place has answered.
func (j *journey) Loaded() *journey { return j.After(5 * time.Second) }

// Press presses keys, by their names.
func (j *journey) Press(keys ...string) *journey {
	for _, k := range keys {
		j.program.Send(keyPress(k))
	}
	synctest.Wait()
	return j
}

// Type types text letter by letter.
func (j *journey) Type(text string) *journey {
	for _, r := range text {
		j.program.Send(tea.KeyPressMsg{Text: string(r), Code: r})
	}
	synctest.Wait()
	return j
}

// Paste pastes text as a terminal does.
func (j *journey) Paste(text string) *journey {
	j.program.Send(tea.PasteMsg{Content: text})
	synctest.Wait()
	return j
}

// Resize changes the size of the terminal.
func (j *journey) Resize(w, h int) *journey {
	j.program.Send(tea.WindowSizeMsg{Width: w, Height: h})
	synctest.Wait()
	return j
}

func (j *journey) count(_ tea.Model, m tea.Msg) tea.Msg {
	j.seen.Add(1)
	if _, ok := m.(tea.SuspendMsg); ok {
		return nil // it would stop the tests
	}
	if _, ok := m.(tea.QuitMsg); ok && j.typed != nil && !j.ending.Load() {
		j.left.Store(true) // Bubble Tea's reader would wait for ever with what it has read
		return nil
	}
	return m
}

// messages is how many messages the program handles in a time in which nobody
// touches it.
func (j *journey) messages(d time.Duration) int {
	synctest.Wait()
	before := j.seen.Load()
	j.After(d)
	return int(j.seen.Load() - before)
}

// Lines are what is on the screen, painted.
func (j *journey) Lines() []string {
	j.t.Helper()
	lines, ok := ui.Look(j.program.Send, func(a *ui.App) any { return ui.Lines(a) }).([]string)
	if !ok {
		j.t.Fatal("the program did not answer")
	}
	return lines
}

// Screen is what is on the screen, without colours.
func (j *journey) Screen() string { return ansi.Strip(strings.Join(j.Lines(), "\n")) }

// Sees fails unless every text is on the screen.
func (j *journey) Sees(texts ...string) *journey {
	j.t.Helper()
	s := j.Screen()
	for _, want := range texts {
		if !strings.Contains(s, want) {
			j.t.Errorf("%q is not on the screen:\n%s", want, s)
		}
	}
	return j
}

// Misses fails if a text is on the screen.
func (j *journey) Misses(texts ...string) *journey {
	j.t.Helper()
	s := j.Screen()
	for _, unwanted := range texts {
		if strings.Contains(s, unwanted) {
			j.t.Errorf("%q is on the screen:\n%s", unwanted, s)
		}
	}
	return j
}

// Ended reports whether the program has quit.
func (j *journey) Ended() bool {
	synctest.Wait()
	select {
	case <-j.done:
		return true
	default:
		return false
	}
}

// keyPress makes the message that a terminal's key press becomes.
func keyPress(name string) tea.KeyPressMsg {
	special := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace, "space": tea.KeySpace,
	}
	k := tea.KeyPressMsg{}
	rest := name
	for {
		switch {
		case strings.HasPrefix(rest, "ctrl+"):
			k.Mod |= tea.ModCtrl
			rest = rest[5:]
		case strings.HasPrefix(rest, "shift+") && len(rest) > 6:
			k.Mod |= tea.ModShift
			rest = rest[6:]
		default:
			if r, ok := special[rest]; ok {
				k.Code = r
				if rest == "space" {
					k.Text = " "
				}
				return k
			}
			r := []rune(rest)[0]
			k.Code = r
			if k.Mod&tea.ModCtrl == 0 {
				k.Text = rest
			}
			return k
		}
	}
}

// now is the bubble's clock, in the zone that the golden screens are in.
func now() time.Time { return time.Now().UTC() }
