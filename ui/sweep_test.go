package ui_test

import "testing"

// W leads from one image of a family to all of it: what goes and what stays,
// why, and what that saves; then only what goes is gone.
func TestAFamilyIsSweptByKeys(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(plainImage).Press("W").Sees("Keep the newest", "Older than", "Not launched for")
		j.Press("down", "ctrl+u").Type("60").Press("enter").Sees(`"60" is no length of time`)
		j.Type("d").Press("down", "ctrl+u").Type("30d").Press("enter").After(read)
		j.Sees("Sweep 2 of 13 images", "among the newest 3", "used by template web v27", "last launched 6 mo ago; nothing found to use it")
		j.Press("enter").Type("2").Press("enter").After(read).Sees("✓ Done")
		j.Press("esc").After(read).Press("/", "ctrl+u").Type("web-arm64-20").Press("enter").After(read)
		j.Sees("web-arm64-2026.05.01").Misses("web-arm64-2026.02.26", "web-arm64-2025.12.16")
	})
}
