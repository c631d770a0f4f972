package main

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTheTableSaysWhatMisses(t *testing.T) {
	var b strings.Builder
	err := table(&b, []figure{
		atMost("bytes", 351, 350, "B", "vim 284"),
		soon("time", 150*time.Millisecond, 150*time.Millisecond, ""),
		note("rows", "12", ""),
	})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	for i, want := range []string{"≤ 350 B missed  vim 284", "≤ 150 ms", "12"} {
		if !strings.Contains(lines[i+1], want) {
			t.Errorf("%q is not in %q", want, lines[i+1])
		}
	}
	if strings.Contains(lines[2], "missed") {
		t.Errorf("what is reached is said to be missed: %q", lines[2])
	}
}

func TestTimes(t *testing.T) {
	var up times
	for i := range 100 {
		up = append(up, time.Duration(100-i)*time.Millisecond)
	}
	for _, c := range []struct {
		q    float64
		want int64 // ms
	}{{0, 1}, {0.5, 51}, {0.99, 100}, {1, 100}} {
		if got := up.at(c.q).Milliseconds(); got != c.want {
			t.Errorf("at %v: %v ms, not %v", c.q, got, c.want)
		}
	}
	if got := times(nil).at(0.5); got != 0 {
		t.Errorf("nothing measured is %v", got)
	}
	if got := (times{1, 9}).calmer(times{4, 4}); !slices.Equal(got, times{4, 4}) {
		t.Errorf("the calmer round is %v", got)
	}
}
