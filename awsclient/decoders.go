package awsclient

import "runtime"

// decoders is how many pages may be decoded at once: one processor stays free
// for the keys.
func decoders() int { return max(1, runtime.GOMAXPROCS(0)-1) }
