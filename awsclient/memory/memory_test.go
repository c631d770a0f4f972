package memory

import (
	"runtime/debug"
	"testing"
	"time"
)

// The headroom follows what is in use: once much is, little is left for
// garbage.
func TestHeadroomShrinksAsMemoryGrows(t *testing.T) {
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	Spare("")
	much := make([]byte, enough)
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		debug.FreeOSMemory() // collects
		percent := debug.SetGCPercent(77)
		debug.SetGCPercent(percent)
		if percent == headroom(uint64(len(much))) {
			much[0] = 1
			return
		}
	}
	t.Error("the collector keeps as much room as before")
}

// With much in use little is left for garbage, and at no point is less memory
// allowed than was with less in use.
func TestHeadroomNeverShrinksWhatMayBeUsed(t *testing.T) {
	before := uint64(0)
	for live := uint64(8 << 20); live < 4*enough; live += 1 << 20 {
		most := live + live*uint64(headroom(live))/100
		if most+2<<20 < before { // percents are whole
			t.Errorf("%d MB in use may grow to %d MB, less than before", live>>20, most>>20)
		}
		if live >= 84<<20 && headroom(live) != 15 {
			t.Errorf("%d MB in use may grow by %d %%", live>>20, headroom(live))
		}
		before = most
	}
}
