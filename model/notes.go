package model

import (
	"time"

	"tami/model/ami"
)

// Level is how much a note matters.
type Level uint8

// The levels of a note.
const (
	Notice Level = iota
	Failure
)

// Note is something that was said to the user once and stays readable.
type Note struct {
	At      time.Time
	Level   Level
	Place   ami.Where
	Text    string       // ours
	Problem *ami.Problem // where a failure stands behind it
}

// maxNotes bounds the log of a session: the oldest go first.
const maxNotes = 1000

// Notes are the session's messages, oldest first, and the one that is on the
// screen now.
type Notes struct {
	All    []Note
	Unread int // failures that came since the messages were last looked at
	Said   int // how many there ever were
	toast  *Note
}

// Add says something to the user.
func (n *Notes) Add(note Note) {
	n.Log(note)
	if note.Problem == nil { // a problem of a place stands in its pane
		n.toast = &note
	}
}

// Log keeps something for the messages, without showing it now: where it
// stands on the screen anyway.
func (n *Notes) Log(note Note) {
	if len(n.All) == maxNotes {
		n.All = append(n.All[:0], n.All[1:]...)
	}
	n.All = append(n.All, note)
	n.Said++
	if note.Level == Failure {
		n.Unread++
	}
}

// AddProblem logs a failure of a place.
func (n *Notes) AddProblem(at time.Time, place ami.Where, p *ami.Problem) {
	n.Add(Note{At: at, Level: Failure, Place: place, Text: p.Title, Problem: p})
}

// Toast is the note to show now, or nil.
func (n *Notes) Toast() *Note { return n.toast }

// Dismiss takes the note off the screen, as the next key does: no timer runs
// for it, so an idle screen stays idle and no old timer clears a new note.
func (n *Notes) Dismiss() { n.toast = nil }
