package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/ui/screen"
)

// SignIn signs profiles in without leaving.
type SignIn interface {
	// SignIn returns when a profile is signed in, or with the Problem that says
	// why it is not. code is what an MFA device shows, "" where none is asked
	// for. say is told what somebody has to do in a browser.
	SignIn(ctx context.Context, profile, code string, say func(ami.SignInPrompt)) *ami.Problem
}

// The messages of a sign-in that is under way. Each comes with where the next
// one will come from.
type (
	prompted struct {
		by     *screen.SignIn
		prompt ami.SignInPrompt
		more   <-chan tea.Msg
	}
	signedIn struct {
		by      *screen.SignIn
		problem *ami.Problem
	}
)

// signIn signs a profile in beside the loop.
func (a *App) signIn(e screen.SignInto) tea.Cmd {
	if a.opts.SignIn == nil {
		e.By.Failed(&ami.Problem{Title: "this session signs nobody in", Hint: "Sign in outside, then press r."})
		return nil
	}
	ctx, cancel := context.WithCancel(a.tasks.ctx)
	a.signing[e.By] = cancel
	more := make(chan tea.Msg, 8) // more than are ever said
	a.tasks.spawn("sign in", func() {
		p := a.opts.SignIn.SignIn(ctx, e.Profile, e.Code, func(p ami.SignInPrompt) { more <- prompted{e.By, p, more} })
		more <- signedIn{e.By, p}
	})
	return hearSignIn(a.tasks.ctx, more)
}

func hearSignIn(ctx context.Context, more <-chan tea.Msg) tea.Cmd {
	return func() tea.Msg {
		select {
		case m := <-more:
			return m
		case <-ctx.Done():
			return nil
		}
	}
}

// heardSignIn takes what a sign-in says. Once somebody is signed in, whatever
// ended for want of it is asked again.
func (a *App) heardSignIn(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case prompted:
		m.by.Prompted(m.prompt)
		return hearSignIn(a.tasks.ctx, m.more)
	case signedIn:
		cancel, open := a.signing[m.by]
		if open {
			cancel()
			delete(a.signing, m.by)
		}
		switch {
		case m.problem == nil:
			a.stack = slices.DeleteFunc(a.stack, func(s screen.Screen) bool { return s == screen.Screen(m.by) })
			a.state.Regained()
			a.say("Signed in" + ofProfile(m.by.Profile()) + "; what waited goes on")
		case open:
			m.by.Failed(m.problem)
		}
	}
	return nil
}

func ofProfile(profile string) string {
	if profile == "" {
		return ""
	}
	return " as profile " + profile
}

// leaveSignIns ends the sign-ins whose screens were left.
func (a *App) leaveSignIns() {
	for by, cancel := range a.signing {
		if !slices.Contains(a.stack, screen.Screen(by)) {
			cancel()
			delete(a.signing, by)
		}
	}
}

// noticeLost says that a session is lost, once for each time, with the key that
// mends it. Where nobody was signed in when tami was started, the way to do it
// opens by itself: there is nothing else to look at yet.
func (a *App) noticeLost() {
	lost := map[string]bool{}
	for _, l := range a.state.Lost() {
		lost[l.Profile] = true
		if a.lost[l.Profile] || l.Problem.SignIn == ami.SignInElsewhere || a.opts.SignIn == nil {
			continue
		}
		if l.Problem.Kind == ami.NoCredentials && len(a.stack) == 1 && a.nothingYet() {
			a.push(screen.NewSignIn(l.Profile, l.Problem.SignIn))
			continue
		}
		if key := keymap.Shown(a.opts.Keys, "app.signin", a.styles.Glyphs.ASCII); key != "" {
			a.state.Notes.Add(model.Note{At: a.state.Now, Level: model.Failure, Text: "Press " + key + " to sign in: " + l.Problem.Title})
		}
	}
	a.lost = lost
}

// nothingYet reports a session that has listed no image so far.
func (a *App) nothingYet() bool {
	for _, at := range a.state.Places() {
		if a.state.Inventory(ami.Images{Where: at, From: a.state.From}) != nil {
			return false
		}
	}
	return true
}

// opensSignIn opens the sign-in that is needed, or says that none is.
func (a *App) opensSignIn() []screen.Effect {
	s, why := screen.NewSignIns(a.env())
	if s == nil {
		return []screen.Effect{screen.Say{Text: why}}
	}
	return []screen.Effect{screen.Push{Screen: s}}
}
