package query

import (
	"fmt"
	"slices"
	"testing"
)

// However many Corpora are searched side by side, each finds what it finds alone.
func TestTogetherFindsWhatEachFindsAlone(t *testing.T) {
	for _, places := range []int{0, 1, 2, 7} {
		var corpora []*Corpus
		var jobs []Job
		for n := range places {
			c := corpusOf(catalogue(300 + 1000*n))
			corpora, jobs = append(corpora, c), append(jobs, Job{Session: c.Session(), Limit: 20 + n, Env: env()})
		}
		for _, src := range []string{"w", "we", "web", "web a", "web arm64", "web arm64 used:yes", "age<300d web", "enc:yes size>100gb cost>$5", "tag:env=prod web", "family:web-arm64 1", "zürich", "snap-00", "web", ""} {
			q, o := parsed2(src), Order{By: ByRank}
			Together(q, o, jobs)
			for n := range jobs {
				if want := corpora[n].Search(q, o, 20+n, env()); !same(jobs[n].Hits, want) {
					t.Fatalf("%d places, %q: place %d finds %s\nwant %s", places, src, n, names(corpora[n], jobs[n].Hits), names(corpora[n], want))
				}
			}
		}
	}
}

// counted says how many ask it at once.
type counted struct{ now, most *int }

func (f counted) Users(string) (int, bool) {
	*f.now++
	*f.most = max(*f.most, *f.now)
	*f.now--
	return 1, true
}

func (f counted) Shared(string) (bool, bool) { return false, false }

// Facts are asked by one goroutine, which the race detector watches here.
func TestTogetherAsksFactsInTurn(t *testing.T) {
	now, most := 0, 0
	var jobs []Job
	for range 4 {
		e := env()
		e.Facts = counted{&now, &most}
		jobs = append(jobs, Job{Session: corpusOf(catalogue(500)).Session(), Limit: 10, Env: e})
	}
	Together(parsed2("used:yes"), Order{By: ByAge}, jobs)
	if most != 1 || slices.ContainsFunc(jobs, func(j Job) bool { return j.Hits.Total == 0 }) {
		t.Errorf("%d at once, %v", most, fmt.Sprint(jobs[0].Hits.Total))
	}
}
