package awsclient

import (
	"cmp"
	"maps"
	"strings"
	"time"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// How the effect of a call is waited for.
const (
	firstPoll   = 2 * time.Second
	slowestPoll = 15 * time.Second
	watchAtMost = 12 * time.Hour  // what takes longer goes on without us
	unseen      = 2 * time.Minute // after its making a thing may not be found yet
	surelyGone  = 3               // looks in a row that find nothing: what was there is gone
	unanswering = 5 * time.Minute // so long the question may fail
)

// watch waits for the effect of a call that was made, where there is more to
// it than the call, and writes down what became of the step.
func (r *Runner) watch(l *live, at ami.Where, call op.Call, o op.Outcome) {
	need := op.Watch(call, at, o.Made)
	if o.State != op.Done && o.State != op.Watching || need == nil {
		_ = r.become(l, o)
		return
	}
	o.State, o.Ended = op.Watching, time.Time{}
	_ = r.become(l, o)
	select { // another step may be begun meanwhile
	case l.wake <- struct{}{}:
	default:
	}
	start := r.client.opt.Now()
	answered, share := start, 0.0
	waited := state{since: o.Began}
	gone := 0 // looks in a row that did not find it
	next, leave := r.looks(need)
	defer leave()
	held := r.pause(l, at, o)
	for {
		body, p := next()
		now := r.client.opt.Now()
		if p.SignedOut() && held != nil && held(r.ctx, p) {
			answered = r.client.opt.Now()
			continue
		}
		if p == nil {
			answered = now
		}
		progress := op.Judge(call, body)
		if gone = gone + 1; body != (ami.Absent{}) {
			gone = 0
		}
		if gone > 0 && (now.Sub(start) < unseen || gone < surelyGone) {
			progress = op.Progress{Text: "not to be seen yet"}
		}
		o.Ended = now
		switch {
		case progress.Failed != "":
			o.State, o.Progress = op.Failed, progress.Text
			o.Problem = &ami.Problem{Kind: ami.Refused, Title: "it did not come to its end", Cause: text.Clean(r.whyFailed(at, call, o, progress.Failed)), Hint: cmp.Or(progress.Hint, "What it made is still there; undoing the run takes it away.")}
		case progress.Done:
			o.State, o.Progress, o.Problem = op.Done, progress.Text, nil
			if len(progress.Found) > 0 {
				made := map[string]string{} // the old one is somebody else's by now
				maps.Copy(made, o.Made)
				maps.Copy(made, progress.Found)
				o.Made = made
			}
		case p != nil && (!p.Retry || now.Sub(answered) >= unanswering):
			o.State, o.Problem = op.Doubtful, p
		case now.Sub(start) >= watchAtMost:
			o.State = op.Doubtful
			o.Problem = &ami.Problem{Kind: ami.TimedOut, Title: "it takes longer than tami waits", Cause: text.Clean(progress.Text), Hint: "It goes on by itself; look it up later."}
		default:
			if p != nil {
				progress = op.Progress{Text: cmp.Or(waited.text, "not to be seen yet"), Waits: p.Title}
			}
			if o.Progress == "" || progress.Share == 0 || progress.Share != share { // between two figures the pace is as it was
				o.Progress = progress.Paced(now.Sub(o.Began))
			}
			share = progress.Share
			if words := waited.so(progress, now); words != "" {
				o.Progress = words
			}
			r.progress(l, o)
			continue
		}
		_ = r.become(l, o)
		return
	}
}

// state is what an effect was seen to wait for last, and since when.
type state struct {
	text  string
	since time.Time
}

// so is what an effect waits for, and how long by now.
func (s *state) so(p op.Progress, now time.Time) string {
	if p.Text != s.text {
		if s.text != "" {
			s.since = now
		}
		s.text = p.Text
	}
	return p.Since(now.Sub(s.since))
}

// whyFailed is why the effect of a call did not come, with what one more
// question tells of it where there is one. An answer that does not come changes
// nothing.
func (r *Runner) whyFailed(at ami.Where, call op.Call, o op.Outcome, told string) string {
	need := op.AskWhy(call, at)
	if need == nil {
		return told
	}
	body, _ := r.client.ask(r.ctx, need)
	if why := op.Why(call, body, o.Began.Add(-time.Minute)); why != "" {
		return strings.TrimSuffix(told, ".") + ". " + why
	}
	return told
}

// looks gives what is seen of an effect, look after look: of images together
// with all others who wait for one in the place, of anything else alone.
func (r *Runner) looks(need ami.Need) (next func() (ami.Body, *ami.Problem), leave func()) {
	if n, ok := need.(ami.ImageProgress); ok {
		seen, leave := r.outlook.join(n)
		return func() (ami.Body, *ami.Problem) {
			l := <-seen
			return l.body, l.problem
		}, leave
	}
	pause := time.Duration(0)
	return func() (ami.Body, *ami.Problem) {
		if pause > 0 {
			<-time.After(pause)
		}
		pause = min(max(pause*5/4, firstPoll), slowestPoll)
		return r.client.ask(r.ctx, need)
	}, func() {}
}

// progress shows how far the effect of a call is. It is not written down: the
// next look tells it as well.
func (r *Runner) progress(l *live, o op.Outcome) {
	o.Ended = time.Time{}
	l.mu.Lock()
	l.run.Apply(op.Event{Run: l.run.ID, At: r.client.opt.Now(), Outcome: o})
	l.show()
	l.mu.Unlock()
	r.tell()
}
