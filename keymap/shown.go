package keymap

import "tami/model/op"

// Shown is the first key of a command as it is shown, in the first layer that
// has one; "" where the command is in the palette only.
func Shown(layers []Layer, id op.ID, ascii bool) string {
	for _, l := range layers {
		for _, b := range l.Bindings {
			if b.ID == id && len(b.Keys) > 0 {
				return Display(b.Keys[0], ascii)
			}
		}
	}
	return ""
}
