package screen

import (
	"fmt"
	"strconv"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/model/money"
)

// counting is the count of blocks that makes the cost exact: first it is said
// what it takes, then it runs, and it ends with the tab or at a key.
type counting struct {
	asked   bool
	running bool
	begun   bool // the questions went out
	stopped bool // it was left before its end
	list    []ami.Need
	effort  money.Effort
	said    string // what there is to say of it
}

// wanted are the questions while it runs.
func (c *counting) wanted() []ami.Need {
	if c.running {
		return c.list
	}
	return nil
}

// next takes the step that the key means now: say what it takes, then start.
func (c *counting) next(cost model.Cost) []Effect {
	switch {
	case len(cost.Measurable) == 0 || c.running || waits(cost) != "":
		return nil
	case !c.asked:
		c.asked, c.stopped = true, false
		return nil
	}
	c.asked, c.running, c.begun = false, true, false
	c.list = c.list[:0]
	for _, m := range cost.Measurable {
		c.list = append(c.list, m.Need)
	}
	return []Effect{Refresh{c.list}}
}

// leave gives up what was asked or runs; it reports whether there was anything.
func (c *counting) leave() bool {
	was := c.asked || c.running
	c.stopped = c.running
	c.asked, c.running = false, false
	return was
}

// settle brings the count up to date.
func (c *counting) settle(e Env, cost model.Cost) {
	c.effort = money.Effort{}
	for _, m := range cost.Measurable {
		one := cost.Book.Effort(m.Question)
		c.effort.Requests += one.Requests
		c.effort.Cost = c.effort.Cost.Plus(one.Cost)
	}
	if c.running {
		c.follow(e)
	}
	c.said = c.words(e, cost)
}

// follow notices when the count has ended, or when it was dropped because the
// tab was left.
func (c *counting) follow(e Env) {
	loading, due := 0, 0
	for _, n := range c.list {
		if e.State.Known(n).Loading {
			loading++
		} else if e.State.Due(n) {
			due++
		}
	}
	switch {
	case loading > 0:
		c.begun = true
	case due == 0:
		c.running = false
	case c.begun:
		c.running, c.stopped = false, true
	}
}

// words are the line that says how it stands with the count.
func (c *counting) words(e Env, cost model.Cost) string {
	g := e.Styles.Glyphs
	switch {
	case len(cost.Measurable) == 0:
		return c.whyNot(e, cost)
	case waits(cost) != "":
		return "The blocks can be counted once " + waits(cost) + ", next to them, is complete; r looks again."
	case c.running:
		read, requests := soFar(e, c.list)
		return fmt.Sprintf("%s counting: %s blocks in %s of at most %d; esc stops", g.Loading, thousands(read), model.Count(requests, "request", "requests"), c.effort.Requests)
	case c.asked:
		return fmt.Sprintf("Counting takes at most %s, %s and %s or more, and CloudTrail may log each. m again starts, esc leaves.",
			model.Count(c.effort.Requests, "request", "requests"), fee(c.effort.Cost), seconds(c.effort.Lasts(money.ListPace)))
	}
	for _, m := range cost.Measurable {
		if p := e.State.Known(m.Need).Problem; p != nil {
			return "not counted: " + p.Title + ". " + p.Hint
		}
	}
	if c.stopped {
		return "The count was stopped before its end; m counts again."
	}
	return counted(e, cost)
}

// waits is a snapshot that is still being made, and without which nothing can
// be counted.
func waits(cost model.Cost) string {
	for _, m := range cost.Measurable {
		if m.Waits != "" {
			return m.Waits
		}
	}
	return ""
}

// whyNot says why no count can be offered.
func (c *counting) whyNot(e Env, cost model.Cost) string {
	for _, p := range cost.Leaving.Parts {
		if p.Tier == "standard" && (p.Fate == money.Deleted || p.Fate == money.Binned) && cost.Book.Lineage == nil {
			return e.Styles.Glyphs.Loading + " asking which snapshots share blocks"
		}
	}
	return ""
}

// counted says what was counted and when, or what can be done.
func counted(e Env, cost model.Cost) string {
	m := cost.Measurable[0]
	if !m.Count.Whole {
		if e.W < 60 {
			return "m counts its blocks"
		}
		return "m counts blocks for the exact figure · $ asks AWS for its prices"
	}
	at := e.State.Known(m.Need).At.Local().Format("15:04")
	if !m.Proven {
		return "Counted at " + at + ": an upper bound, since snapshots of other volumes may share these blocks."
	}
	return "Counted block by block at " + at + "; m counts again."
}

func soFar(e Env, list []ami.Need) (read int64, requests int) {
	for _, n := range list {
		count, _ := e.State.Answer(n).(ami.BlockCount)
		read, requests = read+count.Read, requests+count.Requests
	}
	return read, requests
}

// fee is a small amount to two digits, with as many decimals as that takes.
func fee(b money.Bounds) string {
	if !b.Known() {
		return "a fee that is unknown here ($0.0006 for 1,000 in us-east-1)"
	}
	digits, _ := strconv.ParseFloat(strconv.FormatFloat(b.High, 'g', 2, 64), 64)
	return "$" + strconv.FormatFloat(digits, 'f', -1, 64)
}

// seconds is a time as one says it.
func seconds(d time.Duration) string {
	if d >= time.Minute {
		return d.Round(time.Second).String()
	}
	return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
}

// thousands writes a number with commas.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}
