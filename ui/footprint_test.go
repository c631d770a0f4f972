package ui_test

import (
	"runtime"
	"runtime/debug"
)

// held is what a process holds at a moment.
type held struct {
	goroutines int
	heap       float64 // MB in use, after everything that can be let go of was
}

func footprint() held {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return held{runtime.NumGoroutine(), float64(m.HeapAlloc) / (1 << 20)}
}
