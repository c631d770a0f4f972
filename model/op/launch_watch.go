package op

import (
	"slices"
	"strconv"

	"tami/model/ami"
)

// comingUp reads how far instances are on their way from pending to passing
// their checks, and what is waited for. One that ends, or fails a check, ends the
// waiting.
func comingUp(b ami.Body, want int) Progress {
	list, ok := b.(ami.HealthList)
	if !ok || len(list.List) == 0 {
		return Progress{Text: "pending", Waits: "AWS does not show what was launched yet"}
	}
	c := countUp(list.List)
	if i := slices.IndexFunc(list.List, func(h ami.InstanceHealth) bool { return wentWrong(&h) }); i >= 0 {
		return cameToNothing(&list.List[i], len(list.List))
	}
	of := " of " + strconv.Itoa(want) + " "
	switch {
	case c.passed >= want && want == 1 && len(c.addresses) == 1:
		return Progress{Text: "running, checks passed, at " + c.addresses[addressOf(list.List[0].ID.String())], Done: true, Found: c.addresses}
	case c.passed >= want:
		return Progress{Text: "running, checks passed", Done: true, Found: c.addresses}
	case len(list.List) < want:
		return Progress{Text: strconv.Itoa(c.running) + of + "running", Waits: "AWS shows " + strconv.Itoa(len(list.List)) + of + "instances so far"}
	case len(c.pending) > 0:
		return Progress{Text: strconv.Itoa(c.running) + of + "running", Waits: "AWS starts " + some(c.pending, verbatim)}
	}
	return Progress{Text: "running, " + strconv.Itoa(c.passed) + of + "checked", Waits: "the status checks of " + some(c.unchecked, verbatim) + " " + c.checks()}
}

// upward is how far several instances are.
type upward struct {
	passed, running    int
	pending, unchecked []string
	states             []string          // of the checks that are to come: initializing; empty where AWS says nothing of them
	addresses          map[string]string // as an outcome keeps them
}

func countUp(list []ami.InstanceHealth) upward {
	c := upward{addresses: map[string]string{}}
	for i := range list {
		h := &list[i]
		switch state := h.State.String(); {
		case state != "running":
			c.pending = append(c.pending, h.ID.String())
		case h.Instance.String() == "ok" && h.System.String() == "ok":
			c.running++
			c.passed++
		default:
			c.running++
			c.unchecked = append(c.unchecked, h.ID.String())
			for _, said := range []string{h.System.String(), h.Instance.String()} {
				if said != "ok" && !slices.Contains(c.states, said) {
					c.states = append(c.states, said)
				}
			}
		}
		if address := or(h.Address.String(), h.Private.String()); address != "" {
			c.addresses[addressOf(h.ID.String())] = address
		}
	}
	return c
}

// checks is what AWS says of the checks that are waited for.
func (c upward) checks() string {
	if slices.Contains(c.states, "") || len(c.states) == 0 {
		return "are not to be seen yet"
	}
	if slices.Equal(c.states, []string{"initializing"}) {
		return "are under way"
	}
	return "are at " + listed(c.states)
}

func verbatim(s string) string { return s }

// wentWrong reports an instance that will not come up.
func wentWrong(h *ami.InstanceHealth) bool {
	switch h.State.String() {
	case "terminated", "shutting-down", "stopped", "stopping":
		return true
	}
	return h.Instance.String() == "impaired" || h.System.String() == "impaired"
}

// cameToNothing says what became of an instance that did not come up, and why.
func cameToNothing(h *ami.InstanceHealth, all int) Progress {
	id, state := h.ID.String(), h.State.String()
	switch {
	case state != "running":
		p := Progress{Text: state, Failed: said(id+" is "+state, reasonOf(h)), Hint: "It is gone with what it wrote; launch again once that is mended."}
		if means := meansOf(h.Code.String()); means != "" {
			p.Failed += ". " + means
		}
		if state == "stopped" || state == "stopping" {
			p.Hint = "It is still there; undoing the run takes it away."
		} else if all > 1 {
			p.Hint = "The others may run; undoing the run takes them away."
		}
		return p
	case h.Instance.String() != "impaired":
		return Progress{Text: "a check failed", Failed: id + " runs, but the check of AWS's host fails", Hint: "It is no fault of the image: undo the run and launch again, or stop and start the instance, which moves it to another host."}
	}
	p := Progress{Text: "a check failed", Failed: said(id+" runs, but fails its status checks", lastLines(h.Console.String()))}
	if means := diagnosis(h.Console.String()); means != "" {
		p.Failed += ". " + means
	}
	if h.Console.IsZero() {
		p.Hint = "Its console holds nothing yet; `aws ec2 get-console-output --latest --instance-id " + id + "` shows it later. The instance is still there; undoing the run takes it away."
	}
	return p
}

// reasonOf is why an instance is in its state, as AWS says it: with its code,
// which its message does not always name.
func reasonOf(h *ami.InstanceHealth) string {
	code, why := h.Code.String(), h.Reason.String()
	if code == "" || len(why) >= len(code) && why[:len(code)] == code {
		return why
	}
	return said(code, why)
}

func said(what, why string) string {
	if why == "" {
		return what
	}
	return what + ": " + why
}
