package query

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Job is one of the searches of Together: of a Corpus of its own.
type Job struct {
	Session *Session
	Limit   int
	Env     Env
	Hits    Hits // what was found
}

// Together makes the same search in several Corpora, side by side where there are
// processors for it. A search that asks Facts is made in one after the other:
// those of several places may know one thing from another.
func Together(q Query, o Order, jobs []Job) {
	search := func(n int) {
		j := &jobs[n]
		j.Hits = j.Session.Search(q, o, j.Limit, j.Env)
	}
	asks := slices.ContainsFunc(q.terms, func(t term) bool { return t.facts })
	of := min(len(jobs), runtime.GOMAXPROCS(0))
	if asks || of < 2 {
		for n := range jobs {
			search(n)
		}
		return
	}
	var next atomic.Int32
	var done sync.WaitGroup
	for range of {
		done.Go(func() {
			for n := next.Add(1) - 1; int(n) < len(jobs); n = next.Add(1) - 1 {
				search(int(n))
			}
		})
	}
	done.Wait()
}
