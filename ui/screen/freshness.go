package screen

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/ui/kit"
)

// freshness is how it stands with the answers to some questions: how many are
// still to come or failed, and when the others came.
type freshness struct {
	all, loading, failed int
	oldest, newest       time.Time // of the answers that are shown; zero without any
}

// freshnessOf looks at each question. One that nobody asked yet counts as
// loading: what a screen needs is asked for.
func freshnessOf(e Env, needs []ami.Need) freshness {
	f := freshness{all: len(needs)}
	for _, n := range needs {
		k := e.State.Known(n)
		if list, ok := n.(ami.Images); ok {
			if read := e.State.Remembered(list); !read.IsZero() { // rows of a session before
				k.At = read
			}
		}
		switch {
		case k.Loading || e.State.Due(n):
			f.loading++
		case k.Problem != nil:
			f.failed++
			continue // its time is that of the failure
		}
		f.came(k.At)
	}
	return f
}

func (f *freshness) came(at time.Time) {
	switch {
	case at.IsZero():
	case f.oldest.IsZero():
		f.oldest, f.newest = at, at
	case at.Before(f.oldest):
		f.oldest = at
	case at.After(f.newest):
		f.newest = at
	}
}

// clock is the time, or the span of times, at which the answers came; empty
// without any. It is a time and no age: an age would have to be drawn again
// while nothing happens.
func (f freshness) clock(e Env) string {
	if f.oldest.IsZero() {
		return ""
	}
	from, to := clockTime(f.oldest, e.State.Now), clockTime(f.newest, e.State.Now)
	if from == to {
		return from
	}
	return from + "–" + to
}

// clockTime is the time of a day, with the day where that is not today.
func clockTime(at, now time.Time) string {
	at = at.In(now.Location())
	if at.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return at.Format("2 Jan 15:04")
}

// words say it all, in few words, and how they are to be painted.
func (f freshness) words(e Env) (text string, paint kit.Painter) {
	var parts []string
	paint = e.Styles.Faint
	if c := f.clock(e); c != "" {
		parts = append(parts, "read "+c)
	}
	if f.loading > 0 {
		parts = []string{fmt.Sprintf("%s %d of %d still to come", e.Styles.Glyphs.Loading, f.loading, f.all)}
	}
	if f.failed > 0 {
		parts, paint = append(parts, strconv.Itoa(f.failed)+" failed"), e.Styles.Warning
	}
	if f.loading == 0 {
		parts = append(parts, "r again")
	}
	return strings.Join(parts, ", "), paint
}

// counted is how many there are of something; nothing is said to be there none of
// while it is still being read.
func (f freshness) counted(e Env, n int, one, many string) string {
	if n == 0 && f.loading > 0 {
		return e.Styles.Glyphs.Loading + " reading " + many
	}
	return model.Count(n, one, many)
}

// ruled is a rule with words in it: what is shown at its left, how old that is
// at its right. Where there is no room for both, the left is cut.
func ruled(e Env, what, words string, paint kit.Painter, w int) string {
	st, g := e.Styles, e.Styles.Glyphs
	words = kit.Cut(words, w-4, g.Ellipsis)
	end := w - kit.Width(words) - 3
	l := kit.NewLine(w, g.Ellipsis)
	if what = kit.Cut(what, end-4, g.Ellipsis); what != "" {
		l.Rule(st.Rule, g.Rule, 1).Space(1).Add(st.Muted, what).Space(1)
	}
	return l.Rule(st.Rule, g.Rule, end).Space(1).Add(paint, words).Space(1).Rule(st.Rule, g.Rule, w).String()
}
