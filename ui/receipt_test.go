package ui_test

import (
	"strings"
	"testing"
)

// What a run did can be taken along as a text, from its own sheet and from the
// list of runs.
func TestTheReceiptOfARunIsCopiedAndSaved(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(plainImage).Press("K").After(read).Press("x").Misses("receipt")
		j.Press("enter").After(read).Sees("✓ Done", "copy receipt")
		j.Press("y").Sees("Copied the receipt of run")
		j.Press("esc", ".", "enter", "x").Sees("Exported the receipt of run")
		for file, text := range j.saved {
			if !strings.HasSuffix(file, ".md") {
				t.Errorf("the receipt was saved as %s", file)
			}
			for _, want := range []string{"# Protect", "tami undo 20261121-", "aws ec2 enable-image-deregistration-protection"} {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in the receipt:\n%s", want, text)
				}
			}
		}
		if len(j.saved) != 1 {
			t.Errorf("%d files were saved, not 1", len(j.saved))
		}
	})
}
