package ui_test

import "testing"

// Where the configuration is strict, what takes enter takes y, and what takes y
// is typed: the ID of what is changed, or of the run that is taken back.
func TestStrictConfirmingIsAStepHarder(t *testing.T) {
	travel(t, options{w: 120, h: 40, strict: true}, func(j *journey) {
		j.web(plainImage).Press("K").After(read).Sees("y  runs it").Press("enter").After(read).Misses("✓ Done")
		j.Press("y").After(read).Sees("✓ Done").Press("u").After(read).Sees("Type 20261121-")
	})
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(plainImage).Press("K").After(read).Misses("y  runs it").Press("enter").After(read).Sees("✓ Done")
	})
}
