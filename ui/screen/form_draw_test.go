package screen

import (
	"testing"

	"tami/model/op"
)

// TestPickedChoiceIsInSight in a form that has no room for all of them.
func TestPickedChoiceIsInSight(t *testing.T) {
	list := []op.Choice{{Value: "image", Label: "as the image says"}, {Value: "gp3", Label: "gp3"}, {Value: "io2", Label: "io2"}, {Value: "standard", Label: "standard"}}
	for _, c := range []struct {
		picked string
		room   int
		first  string
	}{
		{"image", 60, "image"}, {"standard", 60, "image"}, {"standard", 40, "gp3"}, {"standard", 13, "standard"}, {"standard", 4, "standard"}, {"none", 20, "image"}, {"gp3", 20, "gp3"},
	} {
		if got := inSight(list, c.picked, c.room); got[0].Value != c.first {
			t.Errorf("%s of %d: from %s on, want %s", c.picked, c.room, got[0].Value, c.first)
		}
	}
}
