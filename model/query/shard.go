package query

import (
	"runtime"
	"sync"
)

// Work on fewer rows than shardFrom is done at once: waking another processor
// takes longer. A long search asks every checkEach rows whether to go on.
const (
	shardFrom = 4096
	checkEach = 2048
)

// parts is among how many goroutines work on n rows is shared.
func parts(n int) int {
	if n < shardFrom {
		return 1
	}
	return max(1, min(runtime.GOMAXPROCS(0), n/checkEach))
}

// bounds is the share of part p of several in n rows.
func bounds(n, p, of int) (from, to int) { return n * p / of, n * (p + 1) / of }

// spread does work for every part of n rows, side by side, and returns when
// all of it is done.
func spread(n, of int, work func(part, from, to int)) {
	if of == 1 {
		work(0, 0, n)
		return
	}
	var done sync.WaitGroup
	for p := 1; p < of; p++ {
		done.Go(func() {
			from, to := bounds(n, p, of)
			work(p, from, to)
		})
	}
	from, to := bounds(n, 0, of)
	work(0, from, to)
	done.Wait()
}
