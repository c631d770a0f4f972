package ui_test

import "testing"

// When a change is made, its sheet says what became of each thing, and offers
// nothing that makes no sense any more.
func TestWhatBecameOfAChangeIsSaidInItsOwnWords(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(secondImage).Press("D").After(read).Press("space").After(read).Sees("disable now, deregister later")
		j.Type(secondImage).Press("enter").After(read).Sees("✓ Done")
		j.Sees(": in the Recycle Bin until", ": stays: web-arm64-2026.09.24-a83f5c6 needs it")
		j.Misses("disable now", ": deleted", "not deleted", "that stayed", "ctrl+x")
		j.Press("esc").Press(".").Sees("us-east-1 ", "u undo").Misses("us-east-1,", "ctrl+x")
		j.Press("enter", "u").After(read).Sees("Undo: Deregister "+secondImage, "y  takes back: deregister "+secondImage).Misses("us-east-1,")
		j.Press("y").After(read).Press("esc", "esc").Sees("done, an undo").Press("G").Misses("u undo", "ctrl+x")
	})
}

// What confirms is in sight wherever it is asked for, also on the smallest screen.
func TestWhatMustBeTypedIsInSight(t *testing.T) {
	travel(t, options{w: 40, h: 12}, func(j *journey) {
		j.web(secondImage).Press("D").After(read).Sees("Type "+secondImage, " here: ")
		j.Type(secondImage[:7]).Sees("Type "+secondImage, " here: "+secondImage[:7])
	})
}
