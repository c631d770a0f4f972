package query

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
	"github.com/sahilm/fuzzy"
)

// The rivals search the same texts for the same words, in the same run as we
// do, so that their ratios hold on a machine that others use, too.

const typedScript = "ubuntu jammy arm64"

// rival is a way to search rows, told every text that is typed.
type rival struct {
	name  string
	start func(c *Corpus) func(typed string) int // answers the number of hits
}

func ours(highlight bool) rival {
	name := "tami"
	if highlight {
		name = "tami with 50 rows highlighted"
	}
	return rival{name, func(c *Corpus) func(string) int {
		s := c.Session()
		return func(typed string) int {
			q, _ := Parse(typed)
			h := s.Search(q, Order{By: ByRank}, 200, Env{Now: epoch})
			if highlight {
				for _, row := range h.Rows[:min(50, len(h.Rows))] {
					Highlight(q, c.At(row).Name.String())
				}
			}
			return h.Total
		}
	}}
}

func pasted() rival {
	return rival{"tami without history", func(c *Corpus) func(string) int {
		return func(typed string) int {
			q, _ := Parse(typed)
			return c.Search(q, Order{By: ByRank}, 200, Env{Now: epoch}).Total
		}
	}}
}

// originals are the texts that rivals search in.
func originals(c *Corpus) []string {
	texts := make([]string, len(c.slots))
	for row := range texts {
		texts[row] = c.original(int32(row))
	}
	return texts
}

func plainFind() rival {
	return rival{"fuzzy.Find", func(c *Corpus) func(string) int {
		texts := originals(c)
		return func(typed string) int { return len(fuzzy.Find(typed, texts)) }
	}}
}

// fzfScan is fzf's algorithm over all rows with one thread, without order.
func fzfScan() rival {
	return rival{"fzf FuzzyMatchV2, one thread", func(c *Corpus) func(string) int {
		chars := charsOf(c)
		slab := util.MakeSlab(100*1024, 2048)
		return func(typed string) int {
			terms := runes(typed)
			hits := 0
			for n := range chars {
				if score, _ := fzfMatch(&chars[n], terms, slab); score >= 0 {
					hits++
				}
			}
			return hits
		}
	}}
}

func charsOf(c *Corpus) []util.Chars {
	texts := originals(c)
	chars := make([]util.Chars, len(texts))
	for n, s := range texts {
		chars[n] = util.ToChars([]byte(s))
	}
	return chars
}

func runes(typed string) [][]rune {
	var terms [][]rune
	for _, w := range strings.Fields(typed) {
		terms = append(terms, []rune(w))
	}
	return terms
}

func fzfMatch(c *util.Chars, terms [][]rune, slab *util.Slab) (score, length int) {
	for _, t := range terms {
		r, _ := algo.FuzzyMatchV2(false, true, true, c, t, false, slab)
		if r.Start < 0 {
			return -1, 0
		}
		score += r.Score
	}
	return score, int(c.TrimLength())
}

// fzfEngine works as fzf's matcher does (its own is not exported): chunks of
// 100 rows shared by the processors, results of a chunk kept when they are no
// more than a fifth of it and narrowed for longer words, all of them sorted,
// and whole results kept below 100,000 hits, so that erasing costs nothing.
func fzfEngine() rival {
	return rival{"fzf engine, as fzf works", func(c *Corpus) func(string) int {
		chars := charsOf(c)
		workers := runtime.GOMAXPROCS(0)
		slabs := make([]*util.Slab, workers)
		for n := range slabs {
			slabs[n] = util.MakeSlab(100*1024, 2048)
		}
		kept := make([]map[string][]fzfHit, (len(chars)+99)/100)
		for n := range kept {
			kept[n] = map[string][]fzfHit{}
		}
		whole := map[string]int{}
		return func(typed string) int {
			key := strings.Join(strings.Fields(typed), " ")
			if hits, ok := whole[key]; ok {
				return hits
			}
			terms := runes(key)
			lists := make([][]fzfHit, workers)
			var done sync.WaitGroup
			for w := range workers {
				done.Go(func() {
					for chunk := w * len(kept) / workers; chunk < (w+1)*len(kept)/workers; chunk++ {
						lists[w] = append(lists[w], fzfChunk(chars, chunk, kept[chunk], key, terms, slabs[w])...)
					}
					slices.SortFunc(lists[w], fzfOrder)
				})
			}
			done.Wait()
			hits := 0
			for _, l := range lists { // fzf merges lazily, what is shown only
				hits += len(l)
			}
			if hits < 100_000 {
				whole[key] = hits
			}
			return hits
		}
	}}
}

type fzfHit struct {
	row    int32
	score  int32
	length int32
}

func fzfOrder(a, b fzfHit) int {
	switch {
	case a.score != b.score:
		return int(b.score - a.score)
	case a.length != b.length:
		return int(a.length - b.length)
	}
	return int(a.row - b.row)
}

func fzfChunk(chars []util.Chars, chunk int, kept map[string][]fzfHit, key string, terms [][]rune, slab *util.Slab) []fzfHit {
	if hits, ok := kept[key]; ok {
		return hits
	}
	var hits []fzfHit
	try := func(row int) {
		if score, length := fzfMatch(&chars[row], terms, slab); score >= 0 {
			hits = append(hits, fzfHit{int32(row), int32(score), int32(length)})
		}
	}
	from, narrowed := chunk*100, false
	for n := len(key) - 1; n > 0 && !narrowed; n-- {
		if before, ok := kept[strings.TrimSpace(key[:n])]; ok {
			for _, h := range before {
				try(int(h.row))
			}
			narrowed = true
		}
	}
	for row := from; !narrowed && row < min(from+100, len(chars)); row++ {
		try(row)
	}
	if len(hits) <= 20 {
		kept[key] = hits
	}
	return hits
}

// typing types a script once and erases it again, and answers the time of
// every key.
func typing(search func(string) int, script string) []time.Duration {
	var keys []time.Duration
	press := func(n int) {
		start := time.Now()
		search(script[:n])
		keys = append(keys, time.Since(start))
	}
	for n := 1; n <= len(script); n++ {
		press(n)
	}
	for n := len(script) - 1; n > 0; n-- {
		press(n)
	}
	return keys
}

// typed are the keys of typing that typed and did not erase.
func typed(keys []time.Duration) []time.Duration { return keys[:(len(keys)+1)/2] }

// BenchmarkTyping types a query letter by letter, erases it, and says how many
// times longer the rivals take for all of it, and for typing alone. They take turns, and each key counts
// with its best time of all rounds: on a machine that does other things, too,
// that is the time closest to what the work costs.
func BenchmarkTyping(b *testing.B) {
	algo.Init("default")
	for _, size := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("%d", size), func(b *testing.B) {
			c := corpusOf(catalogue(size))
			all := []rival{ours(true), ours(false), pasted(), fzfEngine(), fzfScan(), plainFind()}
			best := make([][]time.Duration, len(all))
			for b.Loop() {
				for range 4 {
					for n, r := range all {
						for range map[bool]int{true: 5, false: 1}[n < 3] {
							best[n] = fewest(best[n], typing(r.start(c), typedScript))
						}
					}
				}
			}
			for n, r := range all {
				b.Logf("%7d rows  %-32s typed and erased %9.3f ms %6.1f x  typed %9.3f ms %6.1f x  worst key %8.3f ms", size, r.name, ms(total(best[n])), ratio(best[n], best[0], total),
					ms(total(typed(best[n]))), ratio(typed(best[n]), typed(best[0]), total), ms(slices.Max(best[n])))
			}
			b.ReportMetric(ms(total(best[0])), "ms/typed-and-erased")
			b.ReportMetric(ratio(best[3], best[0], total), "x-fzf-engine")
			b.ReportMetric(ratio(best[4], best[0], total), "x-fzf-scan")
			b.ReportMetric(ratio(best[5], best[0], total), "x-find")
			b.ReportMetric(ratio(typed(best[5]), typed(best[0]), total), "x-find-typing-alone")
			b.ReportMetric(ratio(best[2], typed(best[0]), maxOf), "x-pasted-worst-key")
			b.ReportMetric(ratio(best[3], best[0], maxOf), "x-fzf-worst-key")
		})
	}
}

func ms(d time.Duration) float64 { return float64(d) / 1e6 }

func total(keys []time.Duration) (sum time.Duration) {
	for _, k := range keys {
		sum += k
	}
	return sum
}

func maxOf(keys []time.Duration) time.Duration { return slices.Max(keys) }

func ratio(theirs, ours []time.Duration, of func([]time.Duration) time.Duration) float64 {
	return float64(of(theirs)) / float64(of(ours))
}

func fewest(a, b []time.Duration) []time.Duration {
	for n := range a {
		b[n] = min(a[n], b[n])
	}
	return b
}

// BenchmarkKey is one search without history.
func BenchmarkKey(b *testing.B) {
	c := corpusOf(catalogue(100_000))
	for _, src := range []string{"u", "ubuntu", "e", "en", "'ubuntu", "ubuntu jammy arm64", "arch:arm64 state:available age<30d", "tag:env=prod", "snap-00000000", "!ubuntu"} {
		q := parsed(b, src)
		b.Run(src, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Search(q, Order{By: ByRank}, 200, Env{Now: epoch})
			}
		})
	}
}

func BenchmarkOrder(b *testing.B) {
	c := corpusOf(catalogue(100_000))
	for by := ByName; by < ByRank; by++ {
		for _, limit := range []int{200, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", by, limit), func(b *testing.B) {
				for b.Loop() {
					c.Search(Query{}, Order{By: by}, limit, Env{Now: epoch})
				}
			})
		}
	}
}

// BenchmarkIndex is what a Corpus costs beyond its images.
func BenchmarkIndex(b *testing.B) {
	images := catalogue(100_000)
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		c := corpusOf(images)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(c.Len()), "B/row")
		b.ReportMetric(float64(len(strings.Join(originals(c), "")))/float64(c.Len()), "text-B/row")
		runtime.KeepAlive(c)
	}
}

func BenchmarkUpsertPage(b *testing.B) {
	images := catalogue(1000)
	b.ReportAllocs()
	for b.Loop() {
		New(Place{}).Upsert(images)
	}
}

func BenchmarkHighlight50(b *testing.B) {
	c := corpusOf(catalogue(20_000))
	for _, src := range []string{"u", "ubuntu jam", "ubuntu jammy arm64", "wbprd"} {
		q := parsed(b, src)
		rows := c.Search(q, Order{By: ByRank}, 50, Env{Now: epoch}).Rows
		b.Run(src, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, row := range rows {
					Highlight(q, c.At(row).Name.String())
				}
			}
		})
	}
}
