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
	much := make([]byte, 80<<20)
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
