package contract

import "os"

// The race detector makes everything some five times slower, and finds a race in
// few tries as well as in many.

// tries is how often a randomised test is repeated: as often as it says, or a
// tenth of that under the race detector.
func tries(n int) int {
	if raced {
		return n / 10
	}
	return n
}

// soak is how often a test that is drawn at random is repeated: a few times, or
// many when there is time for it (make soak).
func soak(few, many int) int {
	if os.Getenv("TAMI_SOAK") != "" {
		return many
	}
	return few
}
