package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// figure is a line of a table. What stands beside it was measured with the
// same method, on the same class of machine, on another day: a ratio to it is a
// guide and no proof.
type figure struct {
	what, value string
	aim         string
	missed      bool
	beside      string
}

// note makes a figure that nothing is aimed at.
func note(what, value, beside string) figure { return figure{what: what, value: value, beside: beside} }

// atMost makes a figure in a unit that should not be above aim.
func atMost(what string, got, aim float64, unit, beside string) figure {
	return figure{
		what: what, value: amount(got, unit), beside: beside,
		aim: "≤ " + amount(aim, unit), missed: got > aim,
	}
}

// soon makes a figure of a time that should not be above aim.
func soon(what string, got, aim time.Duration, beside string) figure {
	return atMost(what, milliseconds(got), milliseconds(aim), "ms", beside)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// amount writes a number with as many digits as mean something.
func amount(n float64, unit string) string {
	switch {
	case n < 10 && n != float64(int(n)):
		return fmt.Sprintf("%.2g %s", n, unit)
	case unit == "s":
		return fmt.Sprintf("%.1f s", n)
	}
	return fmt.Sprintf("%.0f %s", n, unit)
}

func table(w io.Writer, figures []figure) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range append([]figure{{what: "what", value: "tami", aim: "aim", beside: "beside"}}, figures...) {
		aim := f.aim
		if f.missed {
			aim += " missed"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", f.what, f.value, aim, f.beside)
	}
	return t.Flush()
}

// times are how long something took, time after time.
type times []time.Duration

// at is the time that q of all are not above.
func (t times) at(q float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// calmer is the one of two rounds in which less came between: what else the
// machine does can only make keys slower.
func (t times) calmer(o times) times {
	if len(o) > 0 && (len(t) == 0 || o.at(0.99) < t.at(0.99)) {
		return o
	}
	return t
}

// spread is the middle, the 99th percentile and the worst, in milliseconds.
func (t times) spread() string {
	return fmt.Sprintf("%.1f / %.1f / %.1f ms", milliseconds(t.at(0.5)), milliseconds(t.at(0.99)), milliseconds(t.at(1)))
}

// best repeats a measurement and keeps the smallest result: whatever else the
// machine does can only add.
func best(times int, measure func() (time.Duration, error)) (time.Duration, error) {
	least := time.Duration(0)
	for i := range times {
		d, err := measure()
		if err != nil {
			return 0, err
		}
		if i == 0 || d < least {
			least = d
		}
	}
	return least, nil
}
