package op

import (
	"fmt"
	"slices"
	"time"

	"tami/model/ami"
)

// Call is one change that AWS can be asked for. The set is closed: what shows,
// runs, rehearses and journals calls is held to all of them. A call holds the
// raw words that are sent; what is shown of it is its CLI text, which is
// escaped.
//
// Every string of a call may be a reference to what an earlier step of the
// same plan makes (see Ref).
//
//sumtype:decl
type Call interface {
	isCall()
	traits() traits
}

// traits is everything there is to say of a call besides how it is made.
type traits struct {
	operation string                      // "ec2:DeregisterImage"
	args      []string                    // the AWS CLI's words after `aws`, without region and profile
	input     []string                    // the AWS CLI's words for what the call reads from its standard input, in base64; nil: nothing
	dryRuns   bool                        // AWS checks it with DryRun
	full      []string                    // the codes that say that AWS does no more of it at once, and will later
	again     bool                        // may be made again: AWS comes to the same state however often it is asked
	makes     map[string]string           // what comes back, by name, with the AWS CLI's --query for it
	probe     func(at ami.Where) ami.Need // whose answer tells whether the call took effect
	took      func(ami.Body) Effect       // reads that answer
	watch     *watch                      // what is waited for after the call; nil: the call is all
}

// watch is how the effect of a call is waited for.
type watch struct {
	until [2]string                                           // what it is waited for, of one step and of several: "the image to be available"
	need  func(at ami.Where, made map[string]string) ami.Need // asked again and again
	judge func(ami.Body) Progress

	// Where it failed, one more question may tell why: its answer, and the time
	// when the call was made.
	ask func(at ami.Where) ami.Need
	why func(b ami.Body, since time.Time) string
}

// Progress is how far the effect of a call is.
type Progress struct {
	Text string // "42 %", "pending"
	// Waits is what is waited for meanwhile, where Text does not say it: "the
	// status checks of i-0a1 are under way".
	Waits string
	// Share is how much of it is there, above 0 and up to 1, where it goes on
	// evenly enough for a guess at its end; 0 where nothing can be said.
	Share float64
	Done  bool
	// Found is what was seen of it beside what the answer to the call named, by
	// name; it is kept with that.
	Found map[string]string
	// Failed says why it will not come to an end: "failed: the key is disabled".
	Failed string
	// Hint is what to do where it failed; "" where undoing the run is all.
	Hint string
}

// Since is the text with what is waited for, and how long it has been so: that
// is rounded, so that it changes seldom.
func (p Progress) Since(waited time.Duration) string {
	if p.Waits == "" {
		return ""
	}
	words := p.Text + ": " + p.Waits
	switch {
	case waited >= 90*time.Minute:
		return words + fmt.Sprintf(", for %d h", int(waited.Hours()+0.5))
	case waited >= time.Minute:
		return words + fmt.Sprintf(", for %d min", int(waited.Minutes()))
	case waited >= 10*time.Second:
		return words + fmt.Sprintf(", for %d s", int(waited.Seconds())/10*10)
	}
	return words
}

// Paced is the text with how fast it goes and how long that still takes, at the
// pace since the call was made. Early on nothing is guessed, and what is guessed
// is rounded, so that it changes seldom.
func (p Progress) Paced(took time.Duration) string {
	if p.Done || p.Share <= 0.01 || p.Share >= 1 || took < 5*time.Second {
		return p.Text
	}
	left := time.Duration(float64(took) * (1 - p.Share) / p.Share)
	words := "<1 min left"
	switch minutes := int(left.Minutes() + 0.5); {
	case minutes >= 90:
		words = fmt.Sprintf("%d h left", (minutes+30)/60)
	case minutes >= 10:
		words = fmt.Sprintf("%d min left", (minutes+2)/5*5)
	case left >= time.Minute:
		words = fmt.Sprintf("%d min left", max(minutes, 1))
	}
	switch rate := p.Share * 100 / took.Minutes(); {
	case rate < 1:
		words += fmt.Sprintf(", %.0f %% an hour", rate*60)
	case rate < 100:
		words += fmt.Sprintf(", %.0f %% a minute", rate)
	}
	return p.Text + ", " + words
}

// Effect is whether a call took effect, as far as can be told.
type Effect uint8

// The values of Effect.
const (
	Unclear Effect = iota
	Took
	NotTaken
)

// Operation is the service and operation of a call, which is its IAM action
// too where AWS names both alike: "ec2:DeregisterImage".
func Operation(c Call) string { return c.traits().operation }

// DryRuns reports whether AWS can rehearse a call, with DryRun.
func DryRuns(c Call) bool { return c.traits().dryRuns }

// Repeatable reports whether a call may simply be made again when its answer
// was lost.
func Repeatable(c Call) bool { return c.traits().again }

// WaitsItsTurn reports a refusal, by its code, that only says that too much of
// the kind is under way there: AWS takes the same call later on.
func WaitsItsTurn(c Call, code string) bool {
	return code != "" && slices.Contains(c.traits().full, code)
}

// Makes lists what a call makes that later steps or the undo name, with the
// AWS CLI's --query for each: {"ImageId": "ImageId"}.
func Makes(c Call) map[string]string { return c.traits().makes }

// Probe is the question whose answer tells whether a call took effect: a step
// left in doubt is looked up before anything is repeated or undone. It is nil
// for a call that cannot be looked up.
func Probe(c Call, at ami.Where) ami.Need {
	if p := c.traits().probe; p != nil {
		return p(at)
	}
	return nil
}

// Tell reads the answer to Probe.
func Tell(c Call, b ami.Body) Effect {
	if t := c.traits().took; t != nil && b != nil {
		return t(b)
	}
	return Unclear
}

// Watch is the question to ask until the effect of a call is there; made is
// what the call has made. It is nil where the call is all.
func Watch(c Call, at ami.Where, made map[string]string) ami.Need {
	if w := c.traits().watch; w != nil {
		return w.need(at, made)
	}
	return nil
}

// Until says what is waited for after so many calls of a kind: "the image to be
// available", "3 images to be available".
func Until(c Call, calls int) string {
	w := c.traits().watch
	switch {
	case w == nil:
		return "AWS"
	case calls == 1:
		return w.until[0]
	}
	return fmt.Sprintf("%d %s", calls, w.until[1])
}

// Judge reads an answer to Watch.
func Judge(c Call, b ami.Body) Progress {
	if w := c.traits().watch; w != nil && b != nil {
		return w.judge(b)
	}
	return Progress{}
}

// AskWhy is the question that may tell why the effect of a call did not come;
// nil where there is none.
func AskWhy(c Call, at ami.Where) ami.Need {
	if w := c.traits().watch; w != nil && w.ask != nil {
		return w.ask(at)
	}
	return nil
}

// Why reads the answer to AskWhy; since is when the call was made. It is ""
// where the answer tells nothing.
func Why(c Call, b ami.Body, since time.Time) string {
	if w := c.traits().watch; w != nil && w.why != nil && b != nil {
		return w.why(b, since)
	}
	return ""
}

// effect turns a condition that could be checked into an Effect.
func effect(took bool) Effect {
	if took {
		return Took
	}
	return NotTaken
}

// oneImage asks about the image that a call changes.
func oneImage(id string) func(ami.Where) ami.Need {
	return func(at ami.Where) ami.Need { return ami.OneImage{Where: at, ID: id} }
}

// pictured reads the answer about one image: what must hold of it, and what it
// means that there is no such image.
func pictured(absent Effect, holds func(*ami.Image) bool) func(ami.Body) Effect {
	return func(b ami.Body) Effect {
		switch b := b.(type) {
		case ami.ImagePage:
			if len(b.Images) != 1 {
				return absent
			}
			return effect(holds(&b.Images[0]))
		case ami.Absent:
			return absent
		default:
			return Unclear
		}
	}
}

// there holds of whatever there is.
func there(*ami.Image) bool { return true }

// withOptions adds the options that have a value.
func withOptions(args []string, options ...[2]string) []string {
	for _, o := range options {
		if o[1] != "" {
			args = append(args, o[0], o[1])
		}
	}
	return args
}
