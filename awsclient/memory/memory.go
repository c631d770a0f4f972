// Package memory keeps the room small that Go's collector leaves for garbage.
// It imports the standard library only.
package memory

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Spare lets memory grow less before the collector looks for what is not used,
// the more is in use. Go itself waits for twice of what is: right for a small
// program, and a hundred megabytes for nothing in one that knows a hundred
// thousand images and then hardly allocates any more. gogc is what GOGC in the
// environment says; where it says something, it has its way.
func Spare(gogc string) {
	if gogc == "" {
		afterCollection(100)
	}
}

// sentinel is garbage from the start: that it is cleaned up says that the
// collector has been.
type sentinel struct{ _ *byte }

// afterCollection sets the headroom anew after each collection, by what is in
// use then. percent is what it is now.
func afterCollection(percent int) {
	runtime.AddCleanup(&sentinel{}, func(percent int) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		want := percent
		if live[0].Value.Kind() == metrics.KindUint64 {
			want = headroom(live[0].Value.Uint64())
		}
		if want != percent {
			debug.SetGCPercent(want)
		}
		afterCollection(want)
	}, percent)
}

// enough is what memory may grow to, in bytes, without the collector being in a
// hurry: what a hundred thousand images need at the least. Most of the work of
// reading them went into collections that found nothing.
const enough = 92 << 20

// headroom is by how many percent memory may grow beyond the bytes in use.
func headroom(live uint64) int {
	switch {
	case live < 8<<20:
		return 100
	case live < 32<<20:
		return 40
	case live >= enough:
		return 15
	}
	return max(15, min(60, int(100*(enough-live)/live)))
}
