// Package screen holds the screens: what each needs to know, which keys are
// live on it, what they do, and how it is drawn. Screens are pure towards the
// world: they return effects and have no words for anything else. It may
// import kit, keymap, themes, model and Bubble Tea's key messages.
package screen

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/themes"
)

// Env is what a screen may look at while it works.
type Env struct {
	State  *model.State
	Styles *themes.Styles
	Keys   []keymap.Layer // every layer, the user's changes applied
	Theme  string
	W, H   int // cells of the whole terminal

	LowBandwidth bool // nothing is drawn that was not asked for
}

// Rect is the room that a screen has been given.
type Rect struct{ W, H int }

// Screen is one screen. Do and Settle may change what the screen remembers;
// Draw may not change anything.
type Screen interface {
	// Name names the screen in the header and in the palette: "Images".
	Name() string
	// Title is the first line: what is shown, and where.
	Title(Env) Title
	// Needs are what must be known while the screen is up.
	Needs(Env) []ami.Need
	// Layers names the key layers that are live, the topmost first.
	Layers() []string
	// Do carries out a command; ok is false where the screen has no such
	// command.
	Do(Env, op.ID) (effects []Effect, ok bool)
	// Settle brings what the screen derives from the state up to date. It is
	// called after every message and before Draw.
	Settle(Env)
	// Draw fills the room: exactly H lines of exactly W cells.
	Draw(Env, Rect) Picture
}

// Title is what the header line says.
type Title struct {
	What string // "Images", an image's name
	At   string // the account and place, or the image's ID
}

// Picture is a drawn screen.
type Picture struct {
	Lines  []string
	Cursor *Point // where the terminal's cursor stands, when text is typed
}

// Point is a cell, counted from the left upper corner.
type Point struct{ X, Y int }

// Typer is a screen that takes text while Typing is true: keys that no layer
// claims go to Type.
type Typer interface {
	Typing() bool
	Type(Env, tea.KeyPressMsg) []Effect
	Paste(Env, string) []Effect
}

// Waker is a screen to which something will be due by itself: an animation
// frame, a fact wanted once the cursor rests. The zero time is never.
type Waker interface{ Wake(Env) time.Time }

// Grabber is a Typer that takes some keys before any layer does: the first
// letter of what is to be typed to confirm.
type Grabber interface {
	Typer
	Grabs(key string) bool
}

// Quieter is a screen on which some commands of its layers mean nothing now:
// the last line of the screen leaves them out.
type Quieter interface{ Quiet(Env, op.ID) bool }

// Actor is a screen that goes on by itself: what it wants done is asked after
// every message. It wants nothing twice.
type Actor interface{ Act(Env) []Effect }

// Picker is a screen with a selection, which actions work on: what is marked,
// or else what the cursor is on. hidden says how many of them are marked and
// not shown.
type Picker interface {
	Picked(Env) (kind op.Kind, targets []op.Target, hidden int)
}

// Filler is a Picker that knows more of what is to be done to its selection than
// the selection: what an action's form is filled in with.
type Filler interface {
	Fill(e Env, action op.ID) op.Values
}

// Rehearser is a screen that wants a dry run of a plan.
type Rehearser interface {
	Rehearses(Env) (p op.Plan, ok bool)
}

// Beginner is told what became of the start of a run.
type Beginner interface {
	Begun(e Env, id string, err error)
}

// Turner is told the plan that takes a run back.
type Turner interface {
	Turned(e Env, p op.Plan, err error)
}

// Modal is a screen that is drawn over the one below, in a box.
type Modal interface{ Box(Env) Rect }

// Effect is something a screen wants done.
//
//sumtype:decl
type Effect interface{ isEffect() }

// Push puts a screen on top.
type Push struct{ Screen Screen }

// Pop leaves the topmost screen.
type Pop struct{}

// Quit leaves tami.
type Quit struct{}

// Suspend stops tami as ctrl+z stops a program.
type Suspend struct{}

// Run carries out a command on the screen below the one that asks, after that
// one has gone: what a menu or the palette does.
type Run struct{ ID op.ID }

// Refresh asks again for what is known.
type Refresh struct{ Needs []ami.Need }

// Say tells the user something in one line.
type Say struct{ Text string }

// Copy puts text on the clipboard of the terminal that the user sits at.
type Copy struct {
	Text string // shown text of ours or safe text; at most 8 KiB is sent
	What string // "image ID"
}

// Save writes a file that the user asked for. An existing file is not
// overwritten.
type Save struct {
	File    string
	Content []byte
	What    string // "96 images"
}

// Read reads a file that the user named, and goes on with what it holds.
type Read struct {
	File string
	Then func(e Env, content []byte, err error) []Effect
}

// UseTheme changes the colours.
type UseTheme struct{ Name string }

// UseSource changes which images are shown.
type UseSource struct{ From ami.Source }

// UseScope changes which profiles and regions are shown.
type UseScope struct{ Scope model.Scope }

// Begin starts a plan; By is told the run, or why there is none.
type Begin struct {
	Plan op.Plan
	By   Beginner
}

// Turn asks for the plan that takes a run back. Without anybody to tell, it is
// opened on a sheet of its own.
type Turn struct {
	Run string
	By  Turner
}

// StopRun asks a run to end before its next step.
type StopRun struct{ ID string }

// Resume goes on with a run that a dead tami left.
type Resume struct{ ID string }

// LookUp looks up what is in doubt of a run.
type LookUp struct{ ID string }

// Leave leaves tami while a run goes on.
type Leave struct{ How LeaveHow }

// LeaveHow is what becomes of a run when tami is left.
type LeaveHow uint8

// The ways to leave.
const (
	LeaveWhenDone LeaveHow = iota // when the runs are over
	LeaveRunning                  // now: what is begun is finished without the screen
	LeaveStopping                 // when the call in hand is answered; nothing further is begun
)

func (Push) isEffect()      {}
func (Pop) isEffect()       {}
func (Quit) isEffect()      {}
func (Suspend) isEffect()   {}
func (Run) isEffect()       {}
func (Refresh) isEffect()   {}
func (Say) isEffect()       {}
func (Copy) isEffect()      {}
func (Save) isEffect()      {}
func (Read) isEffect()      {}
func (UseTheme) isEffect()  {}
func (UseSource) isEffect() {}
func (UseScope) isEffect()  {}
func (Begin) isEffect()     {}
func (Turn) isEffect()      {}
func (StopRun) isEffect()   {}
func (LookUp) isEffect()    {}
func (Resume) isEffect()    {}
func (Leave) isEffect()     {}
