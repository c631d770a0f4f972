package screen

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// phase is how far a change has come on its sheet.
type phase uint8

const (
	looking  phase = iota // facts tick in, the plan is looked at
	checking              // confirmed: the facts are asked again, and the plan is made again
	starting              // the run is being written to the journal
	running               // there is a run; its own state says how far it is
)

// guard is how long keys that confirm are ignored after the plan has changed
// under the hand: a key that was meant for what stood there before must not
// confirm what stands there now.
const guard = 400 * time.Millisecond

// Sheet is one change from its facts to its undo. All actions share it: what
// differs between them is in the plan.
type Sheet struct {
	scroller
	action   *op.Action // nil for the undo of a run
	request  op.Request
	form     *form     // what the action asks; nil where it asks nothing
	asking   bool      // the form is shown, not the plan
	given    op.Values // what of it was said before it was opened
	draftKey string    // under which what is filled in is kept
	undoOf   string    // the run that the plan takes back
	bare     *op.Plan  // that plan as the run gives it; nil until facts are added to it

	phase   phase
	needs   []ami.Need
	plan    op.Plan
	err     error // why there is no plan from what was filled in
	made    bool  // there is a plan, or err
	learned int   // how much was known when it was made
	whole   bool  // all that was asked is answered
	quiet   time.Time

	box        kit.Input
	typing     bool
	wrong      string   // what was typed, where it is not what confirms
	was        op.Plan  // the plan that was confirmed, while it is checked
	gone, come []string // how the plan that was made again differs from it
	fault      string   // why the run did not start
	run        string
	wants      []Effect
	counted    recount  // of the instances of a group
	polled     ami.Need // asked again and again: the last answer stands meanwhile
	asked      bool     // what is in doubt of the run has been looked up
}

// NewSheet opens the sheet of an action.
func NewSheet(e Env, a op.Action, r op.Request) *Sheet {
	s := &Sheet{action: &a, request: r, box: kit.NewInput(), learned: -1}
	if a.Fields != nil {
		s.draftKey, s.given = model.DraftKey(r), r.Values
		s.fillIn(e)
		if s.asking {
			s.takeUp(e)
		}
		s.request.Values = s.form.values()
	}
	s.Settle(e)
	return s
}

// remembered reports that an image is known from an earlier session only: the
// sheet opens, and asks AWS before it plans.
func remembered(e Env, a op.Action, r op.Request) bool {
	for _, t := range r.Targets {
		if _, known := e.State.Facts().Image(t.At, t.ID); a.On == op.OnImages && !known {
			return true
		}
	}
	return false
}

// lastTime is what was filled in when the action was last run in the account.
func lastTime(e Env, a op.Action, r op.Request) op.Values {
	if len(r.Targets) == 0 {
		return nil
	}
	at := r.Targets[0].At
	id, _ := e.State.Account(at.Profile)
	return e.State.Runs.LastTime(a.ID, id.Account.String(), at)
}

// NewUndo opens the plan that takes a run back.
func NewUndo(run string, p op.Plan) *Sheet {
	s := &Sheet{learned: -1, undoOf: run, box: kit.NewInput(), plan: p, made: true, whole: true}
	s.request = p.Request
	return s
}

// NewRunSheet joins a run that goes on, or has ended.
func NewRunSheet(run *op.Run) *Sheet {
	return &Sheet{learned: -1, phase: running, run: run.ID, undoOf: run.UndoOf, plan: run.Plan, request: run.Plan.Request, made: true, whole: true, box: kit.NewInput()}
}

// OpenAction opens an action on what is selected, or says why it cannot be
// done to any of it.
func OpenAction(e Env, a op.Action, kind op.Kind, r op.Request) []Effect {
	if !a.Takes(kind) {
		return []Effect{Say{a.Title + " is for " + plural(a.On) + ", and this is a list of " + plural(kind)}}
	}
	why := Hindrance(e, a, r.Targets)
	if other := op.Find(string(counterpart(a.ID))); why != "" && other != nil && Hindrance(e, *other, r.Targets) == "" {
		a, r.Action, why = *other, other.ID, ""
	}
	if why != "" {
		return []Effect{Say{a.Title + ": " + why}}
	}
	return []Effect{Push{NewSheet(e, a, r)}}
}

// counterpart is the action that the same key means where the first one makes
// no sense: what is disabled already can be enabled.
func counterpart(id op.ID) op.ID {
	if id == "image.disable" {
		return "image.enable"
	}
	return ""
}

func plural(k op.Kind) string {
	if k == op.OnBinned {
		return "what is in the Recycle Bin"
	}
	return string(k) + "s"
}

// Hindrance says why an action cannot be done to any of the targets: "" where
// it can be done to one of them at least.
func Hindrance(e Env, a op.Action, targets []op.Target) string {
	if len(targets) > 1 && !a.Many {
		return "it takes one at a time; " + model.Count(len(targets), "is", "are") + " marked"
	}
	if a.Why == nil {
		return ""
	}
	why, facts := "", e.State.Shown()
	for _, t := range targets {
		reason := a.Why(facts, t)
		if reason == "" {
			return ""
		}
		if why == "" {
			why = reason
		}
	}
	return why
}

// Of is the run that the sheet shows, "" before there is one.
func (s *Sheet) Of() string { return s.run }

// Name implements Screen.
func (s *Sheet) Name() string {
	if s.asking {
		return "Form"
	}
	return "Sheet"
}

// Title implements Screen.
func (s *Sheet) Title(e Env) Title {
	t := Title{What: s.plan.Title}
	if s.action != nil && (t.What == "" || s.asking) { // what is filled in stands in the form
		t.What = s.action.Title + " " + targetWords(e, s.action.On, s.request.Targets)
	}
	var at []string
	if where := model.Places(&s.plan); where != "" {
		at = append(at, where)
	} else if len(s.request.Targets) > 0 {
		at = append(at, s.request.Targets[0].At.String())
	}
	profile := ""
	if len(s.request.Targets) > 0 {
		profile = s.request.Targets[0].At.Profile
	}
	if id, ok := e.State.Account(profile); ok && e.W >= 60 {
		at = append(at, id.Account.String())
	}
	t.At = strings.Join(at, " · ")
	// Where a change is made weighs as much as what it is: the name gives way.
	mode := 14
	if e.W < 60 {
		mode = 2
	}
	if room := e.W - kit.Width(t.At) - mode - 10; room >= 16 {
		t.What = middle(t.What, room, e.Styles.Glyphs.Ellipsis)
	}
	return t
}

// Needs implements Screen: what the decision takes, until it is made.
func (s *Sheet) Needs(e Env) []ami.Need {
	if s.phase == running || s.phase == starting {
		return s.fleetNeeds(e)
	}
	return append(s.needs[:len(s.needs):len(s.needs)], s.fleetNeeds(e)...)
}

// Layers implements Screen.
func (s *Sheet) Layers() []string {
	switch {
	case s.asking:
		return []string{keymap.FormLayer}
	case s.phase == running:
		return []string{keymap.RunLayer}
	case s.typing:
		return []string{keymap.ConfirmLayer}
	}
	return []string{keymap.SheetLayer}
}

// Wake implements Waker: a frame of the spinner while something is waited for,
// and the end of the guard.
func (s *Sheet) Wake(e Env) time.Time {
	switch run := e.State.Runs.Find(s.run); {
	case s.phase == running && run != nil && !run.Over() && !run.Left:
		return e.State.Now.Add(beat(run))
	case s.phase != running && !s.whole, s.phase == checking, s.phase == starting,
		s.rehearsing(e):
		return e.State.Now.Add(frame)
	}
	if s.quiet.After(e.State.Now) {
		return s.quiet
	}
	if w, ok := s.watches(e); ok && s.phase == looking {
		return s.counted.due(e, []watched{w})
	}
	return time.Time{}
}

// Settle implements Screen.
func (s *Sheet) Settle(e Env) {
	if s.phase == looking || s.phase == checking {
		s.gather(e)
	}
	if s.quiet.IsZero() && s.made && s.phase == looking {
		s.quiet = e.State.Now.Add(guard) // it may have opened under the hand
	}
	if s.asking {
		s.form.settle(e)
		return
	}
	if run := e.State.Runs.Find(s.run); run != nil && run.Result() == op.InDoubt && !run.Elsewhere && !s.asked {
		s.asked = true
		s.wants = append(s.wants, LookUp{s.run})
	}
	top, bottom := s.blocks(e, Rect{W: e.W, H: max(0, e.H-2)})
	s.fit(max(1, e.H-2-len(bottom)), len(top))
}

// gather asks what the decision takes and makes the plan from what is known.
func (s *Sheet) gather(e Env) {
	if s.action == nil {
		s.gatherReturn(e)
		return
	}
	whole := s.whole
	if e.State.Learned != s.learned {
		s.needs = s.action.Needs(s.request, e.State.Facts())
		if s.asking { // a name that is being typed is another one with each letter
			s.needs = slices.DeleteFunc(s.needs, func(n ami.Need) bool { _, name := n.(ami.NamedImage); return name })
		}
	}
	s.whole = s.open(e.State) == 0
	if e.State.Learned == s.learned && s.whole == whole {
		return
	}
	s.learned = e.State.Learned
	if s.phase == checking && !s.whole {
		return // the plan that was confirmed stays until it can be held against the new one
	}
	if s.form != nil && s.form.follow && s.whole {
		s.form.refresh(s.request, e.State.Facts())
		if s.form.follow = false; !s.asking {
			s.request.Values = s.form.values()
		}
	}
	s.draft(e)
	if s.whole && !whole && s.phase == looking {
		s.quiet = e.State.Now.Add(guard)
	}
	if s.phase == checking {
		s.compare(e)
	}
}

// gatherReturn asks what the way back of a rollback takes. The steps came from
// the run, and stay.
func (s *Sheet) gatherReturn(e Env) {
	run := e.State.Runs.Find(s.undoOf)
	if s.undoOf == "" || run == nil || s.phase != looking || e.State.Learned == s.learned {
		return
	}
	s.learned = e.State.Learned
	if s.bare == nil {
		bare := s.plan
		s.bare = &bare
	}
	whole := s.whole
	s.needs = op.ReturnNeeds(run, e.State.Facts())
	s.plan = op.Returning(run, *s.bare, e.State.Facts(), e.State.Now)
	if s.whole = s.open(e.State) == 0; s.whole && !whole {
		s.quiet = e.State.Now.Add(guard)
	}
}

// open counts the questions without an answer that a plan waits for. The price
// of an hour is none of them: what is not known of it is said, and AWS's price
// list may be out of reach where the change is not.
func (s *Sheet) open(st *model.State) (n int) {
	for _, need := range s.needs {
		if !decisive(need) {
			continue
		}
		if !st.Known(need).Settled() && (need != s.polled || st.Answer(need) == nil) {
			n++
		}
	}
	return n
}

func decisive(n ami.Need) bool {
	_, price := n.(ami.TypePrices)
	return !price
}

// draft makes the plan. Where it differs from the one on the screen, the keys
// that confirm rest for a moment.
func (s *Sheet) draft(e Env) {
	s.request.Now = e.State.Now
	p, err := s.action.Plan(s.request, e.State.Facts())
	p.Action, p.Made = s.action.ID, e.State.Now
	if p.Request.Action == "" {
		p.Request = s.request
	}
	s.request.Values = p.Request.Values // "in 30d" is a date from now on
	if p.Confirm == "" && p.Risk == op.Destructive {
		p.Risk = op.Guarded
	}
	p = e.State.Confirmed(p)
	if gone, come := op.Drift(s.plan, p); s.made && (len(gone)+len(come) > 0 || p.Confirm != s.plan.Confirm || p.Risk != s.plan.Risk) {
		s.quiet = e.State.Now.Add(guard)
	}
	if p.Confirm != s.plan.Confirm || len(p.Stopped()) > 0 {
		s.empty()
	}
	s.plan, s.err, s.made = p, err, true
	if s.form != nil {
		s.form.refresh(s.request, e.State.Facts()) // what was learned may offer other choices
	}
}

// compare holds the plan that was made again against the one that was
// confirmed: the same one is started, another one is shown.
func (s *Sheet) compare(e Env) {
	s.phase = looking
	gone, come := op.Drift(s.was, s.plan)
	if len(gone)+len(come) > 0 || s.err != nil {
		s.gone, s.come = gone, come
		s.quiet = e.State.Now.Add(guard)
		s.top = 0
		s.empty()
		return
	}
	s.start()
}

func (s *Sheet) start() {
	s.phase = starting
	s.wants = append(s.wants, Begin{Plan: s.plan, By: s})
}

// empty takes what was typed out of the box.
func (s *Sheet) empty() {
	s.box.Set("")
	s.typing, s.wrong = false, ""
}

// Act implements Actor.
func (s *Sheet) Act(e Env) []Effect {
	wants := append(s.wants, s.recount(e)...)
	s.wants = nil
	return wants
}

// Begun implements Beginner.
func (s *Sheet) Begun(e Env, id string, err error) {
	s.empty()
	if err != nil {
		s.phase, s.fault = looking, err.Error()
		s.quiet = e.State.Now.Add(guard)
		return
	}
	e.State.Drafts.Keep(s.draftKey, nil)
	s.phase, s.run, s.top = running, id, 0
	s.gone, s.come = nil, nil
}

// Turned implements Turner: the way back as it is now.
func (s *Sheet) Turned(e Env, p op.Plan, err error) {
	if s.phase != checking {
		return
	}
	s.plan, s.err = op.Returning(e.State.Runs.Find(s.undoOf), e.State.Confirmed(p), e.State.Facts(), e.State.Now), err
	s.compare(e)
}

// Rehearses implements Rehearser: a plan that could be confirmed.
func (s *Sheet) Rehearses(e Env) (op.Plan, bool) {
	if s.phase == checking {
		return s.was, true
	}
	ok := s.phase == looking && !s.asking && s.whole && s.err == nil && !s.plan.Empty() && len(s.plan.Stopped()) == 0 && s.locked(e) == ""
	return s.plan, ok
}

// rehearsing reports a dry run under way.
func (s *Sheet) rehearsing(e Env) bool {
	p, wanted := s.Rehearses(e)
	if !wanted || s.phase != looking {
		return false
	}
	r := e.State.Rehearsals[model.RehearsalKey(&p)]
	return r == nil || !r.Done
}

// locked says why nothing may be changed in the places of the plan.
func (s *Sheet) locked(e Env) string {
	for _, step := range s.plan.Steps {
		if why := e.State.Locked(step.At.Profile); why != "" {
			return why
		}
	}
	return ""
}

// blocked says why the plan cannot be confirmed now: "" when it can.
func (s *Sheet) blocked(e Env) string {
	switch {
	case s.err != nil:
		return s.err.Error()
	case !s.whole:
		return "not all facts are in yet"
	case len(s.plan.Stopped()) > 0:
		return s.plan.Stopped()[0]
	case s.plan.Empty():
		return "there is nothing to change"
	case s.locked(e) != "":
		return s.locked(e)
	case s.rehearsing(e):
		return "the dry run is not over yet"
	}
	return s.refused(e)
}

// refused says that AWS would refuse every step, as the dry run found out.
func (s *Sheet) refused(e Env) string {
	r := e.State.Rehearsals[model.RehearsalKey(&s.plan)]
	if r == nil || r.Count()[op.Refused] < len(s.plan.Steps) {
		return ""
	}
	for _, step := range s.plan.Steps {
		if p := r.Verdicts[step.ID].Problem; p != nil {
			return "AWS refuses it: " + p.Error()
		}
	}
	return "AWS refuses it"
}

// Typing implements Typer.
func (s *Sheet) Typing() bool {
	return s.asking || s.typing || s.phase == looking && s.plan.Risk == op.Destructive
}

// Grabs implements Grabber: the first letter of what confirms begins typing
// it, whatever else the letter does; a number begins with any digit.
func (s *Sheet) Grabs(key string) bool {
	if s.asking || s.typing || s.phase != looking || s.plan.Risk != op.Destructive || len([]rune(key)) != 1 {
		return false
	}
	return strings.HasPrefix(s.plan.Confirm, key) || digits(s.plan.Confirm) && digits(key)
}

// Type implements Typer. What confirms may be typed while facts still come in;
// the enter behind it is held to the plan that stands there then.
func (s *Sheet) Type(e Env, k tea.KeyPressMsg) []Effect {
	if s.asking {
		return s.typeForm(e, k)
	}
	if !s.typing && !s.Grabs(k.String()) {
		return nil
	}
	s.typing, s.wrong = true, ""
	s.box.Key(k)
	return nil
}

// Paste implements Typer: it fills the box and confirms nothing.
func (s *Sheet) Paste(e Env, text string) []Effect {
	switch {
	case s.asking:
		if refused := s.form.paste(text); refused != "" {
			return []Effect{Say{refused}}
		}
		s.refill(e)
	case s.phase == looking && s.plan.Risk == op.Destructive && len(s.plan.Stopped()) == 0:
		s.typing, s.wrong = true, ""
		s.box.Paste(text)
	}
	return nil
}

// refresh lists what to ask again before the plan is carried out: all that the
// decision takes, but for who and where we are.
func (s *Sheet) refresh() []ami.Need {
	return slices.DeleteFunc(slices.Clone(s.needs), func(n ami.Need) bool {
		switch n.(type) {
		case ami.Caller, ami.Regions, ami.Profiles:
			return true
		default:
			return false
		}
	})
}
