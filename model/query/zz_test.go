package query

import (
	"slices"
	"syscall"
	"testing"
	"time"
)

func cpu() time.Duration {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func TestZZKeys(t *testing.T) {
	c := corpusOf(catalogue(100_000))
	const rounds = 400
	var runs [rounds][18]time.Duration
	var hits [18]int
	st0 := cpu()
	for r := range runs {
		s := c.Session()
		for n := 1; n <= 18; n++ {
			q, _ := Parse(typedScript[:n])
			st := time.Now()
			h := s.Search(q, Order{By: ByRank}, 200, Env{Now: epoch})
			runs[r][n-1] = time.Since(st)
			hits[n-1] = h.Total
		}
	}
	t.Logf("cpu per script %v", (cpu()-st0)/rounds)
	var sum, summin time.Duration
	for n := range 18 {
		var a []time.Duration
		for r := range runs {
			a = append(a, runs[r][n])
		}
		slices.Sort(a)
		sum += a[rounds/2]
		summin += a[0]
		t.Logf("%-20q %7d %8.3f min %8.3f", typedScript[:n+1], hits[n], float64(a[rounds/2])/1e6, float64(a[0])/1e6)
	}
	t.Log(sum, summin)
}
