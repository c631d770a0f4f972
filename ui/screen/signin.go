package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// SignIn signs a profile in without leaving: by a code that somebody confirms in
// a browser on any machine, or by the code of an MFA device, which is typed. It
// stands over what was looked at, which goes on from where it was.
type SignIn struct {
	profile string
	way     ami.SignInWay
	prompt  *ami.SignInPrompt // what to do in the browser, once that is known
	problem *ami.Problem      // why the last try came to nothing
	input   kit.Input
	asking  bool // the code is being typed
	begun   bool // a try is under way
	due     bool // a try is to begin
	code    string
}

// SignInto has a profile signed in; By is told how it goes.
type SignInto struct {
	Profile, Code string
	By            *SignIn
}

func (SignInto) isEffect() {}

// NewSignIn opens a sign-in of a profile.
func NewSignIn(profile string, way ami.SignInWay) *SignIn {
	return &SignIn{profile: profile, way: way, input: kit.NewInput(), asking: way == ami.SignInByCode, due: way != ami.SignInByCode}
}

// NewSignIns opens the sign-in of the one profile that needs it, or asks which.
func NewSignIns(e Env) (Screen, string) {
	var choices []choice
	for _, l := range e.State.Lost() {
		if l.Problem.SignIn != ami.SignInElsewhere {
			choices = append(choices, choice{label: orEnvironment(l.Profile), hint: l.Problem.Title, effect: []Effect{Push{NewSignIn(l.Profile, l.Problem.SignIn)}}})
		}
	}
	switch lost := e.State.Lost(); {
	case len(choices) > 1:
		return newMenu("Sign in", choices), ""
	case len(choices) == 1:
		return choices[0].effect[0].(Push).Screen, ""
	case len(lost) > 0:
		return nil, "This sign-in is not one that tami can make: " + lost[0].Problem.Hint
	}
	return nil, "No session is lost: there is nobody to sign in"
}

func orEnvironment(profile string) string {
	if profile == "" {
		return "the environment's own"
	}
	return profile
}

// Name implements Screen.
func (s *SignIn) Name() string { return "Sign in" }

// Title implements Screen.
func (s *SignIn) Title(Env) Title { return Title{What: "Sign in", At: s.profile} }

// Needs implements Screen.
func (s *SignIn) Needs(Env) []ami.Need { return nil }

// Layers implements Screen.
func (s *SignIn) Layers() []string {
	if s.asking {
		return []string{keymap.PickerLayer}
	}
	return []string{keymap.SignInLayer}
}

// Settle implements Screen.
func (s *SignIn) Settle(Env) {}

// Act implements Actor: a sign-in by a browser begins by itself.
func (s *SignIn) Act(Env) []Effect {
	if !s.due {
		return nil
	}
	s.due, s.begun, s.prompt, s.problem = false, true, nil, nil
	return []Effect{SignInto{Profile: s.profile, Code: s.code, By: s}}
}

// Prompted is told what is to be done in the browser.
func (s *SignIn) Prompted(p ami.SignInPrompt) { s.prompt = &p }

// Failed is told why a try came to nothing.
func (s *SignIn) Failed(p *ami.Problem) {
	s.problem, s.begun, s.prompt, s.code = p, false, nil, ""
	s.asking = s.way == ami.SignInByCode || p.SignIn == ami.SignInByCode
	s.input.Set("")
}

// Profile is the profile that is signed in.
func (s *SignIn) Profile() string { return s.profile }

// Do implements Screen.
func (s *SignIn) Do(_ Env, id op.ID) ([]Effect, bool) {
	switch id {
	case "app.back", "app.close", "app.signin":
		return []Effect{Pop{}}, true
	case "picker.choose":
		code := strings.TrimSpace(s.input.Value())
		if s.asking && code != "" {
			s.code, s.asking, s.due = code, false, true
		}
		return nil, true
	case "signin.copy":
		if s.prompt == nil {
			return []Effect{Say{"There is no address yet"}}, true
		}
		return []Effect{Copy{Text: s.address(), What: "the address"}}, true
	case "view.refresh":
		if !s.begun {
			s.due = true
		}
		return nil, true
	}
	return nil, false
}

// address is where to go: with the code in it, where there is such a one.
func (s *SignIn) address() string {
	if !s.prompt.Whole.IsZero() {
		return s.prompt.Whole.String()
	}
	return s.prompt.Page.String()
}

// Typing implements Typer.
func (s *SignIn) Typing() bool { return s.asking }

// Type implements Typer.
func (s *SignIn) Type(_ Env, k tea.KeyPressMsg) []Effect {
	s.input.Key(k)
	return nil
}

// Paste implements Typer.
func (s *SignIn) Paste(_ Env, text string) []Effect {
	s.input.Paste(strings.TrimSpace(text))
	return nil
}

// Box implements Modal.
func (s *SignIn) Box(e Env) Rect {
	w := max(20, min(76, e.W-4))
	lines, _ := s.lines(e, w-4)
	return Rect{W: w, H: min(len(lines)+2, e.H-2)}
}

// Draw implements Screen.
func (s *SignIn) Draw(e Env, r Rect) Picture {
	st, g := e.Styles, e.Styles.Glyphs
	title := "Sign in"
	if s.profile != "" {
		title += ": " + s.profile
	}
	inner, cursor := s.lines(e, r.W-4)
	lines := []string{kit.Edge(r.W, st.Border, st.Title, g.Box, true, title)}
	for _, l := range inner[:min(len(inner), r.H-2)] {
		lines = append(lines, st.Border.Render(g.Vertical)+" "+l.String()+" "+st.Border.Render(g.Vertical))
	}
	lines = append(lines, kit.Edge(r.W, st.Border, st.Title, g.Box, false, ""))
	if cursor != nil {
		cursor = &Point{X: cursor.X + 2, Y: cursor.Y + 1}
	}
	return Picture{Lines: lines, Cursor: cursor}
}

// lines are what the box says, w cells wide: what matters first, since a small
// terminal cuts the end.
func (s *SignIn) lines(e Env, w int) (lines []*kit.Line, cursor *Point) {
	st, g := e.Styles, e.Styles.Glyphs
	say := func(paint kit.Painter, text string) {
		for _, part := range kit.Wrap(text, w) {
			lines = append(lines, kit.NewLine(w, g.Ellipsis).Add(paint, part))
		}
	}
	if s.problem != nil {
		say(st.Trouble, g.Cross+" "+s.problem.Title)
		if c := s.problem.Cause.String(); c != "" && e.H >= 20 {
			say(st.Text, c)
		}
		say(st.Muted, s.problem.Hint)
	}
	switch {
	case s.asking:
		box := kit.NewLine(w, g.Ellipsis).Add(st.Muted, "code of the MFA device ")
		at := s.input.Draw(box, st.Input, max(1, w-24))
		lines = append(lines, box)
		cursor = &Point{X: 23 + at, Y: len(lines) - 1}
		say(st.Faint, "enter signs in, esc leaves it")
	case s.problem != nil:
		say(st.Faint, "r tries again, esc leaves it")
	case s.prompt != nil:
		say(st.Text, "Open in a browser, on any machine:")
		say(st.Accent, s.address())
		l := kit.NewLine(w, g.Ellipsis).Add(st.Text, "and confirm the code ").Add(st.Title, s.prompt.Code.String())
		lines = append(lines, l)
		say(st.Muted, "Waiting until "+s.prompt.Until.Format("15:04")+"; everything then goes on by itself.")
		say(st.Faint, "y copies the address, esc leaves it")
	case s.code != "":
		say(st.Muted, "Signing in with the code.")
	default:
		say(st.Muted, "Asking for a code.")
	}
	return lines, cursor
}
