package awsclient

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/sts"

	"tami/model/ami"
	"tami/model/iam"
	"tami/model/text"
)

// call makes one request within the account's budget and turns an error into
// a Problem.
func (c *Client) call(ctx context.Context, s *session, at ami.Where, action string, do func(context.Context) error) *ami.Problem {
	return c.within(ctx, s, at, action, c.limits.of(s.whose(), at.Region, action, false), do)
}

// within makes one request within a budget. One that the table of rights does
// not have is not made: tami iam would keep silent about it.
func (c *Client) within(ctx context.Context, s *session, at ami.Where, action string, b *budget, do func(context.Context) error) *ami.Problem {
	if p := c.unlisted(at, action); p != nil {
		return p
	}
	if p := mayAsk(ctx, at, b); p != nil {
		return p
	}
	err := do(context.WithValue(ctx, ticketKey{}, &ticket{budget: b}))
	if err == nil {
		s.worked.Store(true)
		c.reopen(s.profile, false)
		return nil
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return cancelled()
	}
	return c.explain(ctx, s, failure{err: err, at: at, action: action, profile: c.profileName(s), keysSet: c.keysSet(s)})
}

// keysSet reports that a session has the keys of the environment, which come
// before everything but a named profile.
func (c *Client) keysSet(s *session) bool {
	_, named := c.chosenProfile(s.profile)
	return !named && c.opt.Env("AWS_ACCESS_KEY_ID") != ""
}

// unlisted says that a request is not one that tami makes in a place: it may
// not be changed, or the request is in no policy.
func (c *Client) unlisted(at ami.Where, action string) *ami.Problem {
	mode := iam.Operator
	if c.readOnly(at) != nil {
		mode = iam.ReadOnly
	}
	if c.rights[mode][action] {
		return nil
	}
	return &ami.Problem{Kind: ami.Refused, Title: "tami does not ask for " + action + " here", Action: action,
		Cause: text.Clean("the request is not in what tami iam --mode " + string(mode) + " lists"),
		Hint:  "Without read-only tami may ask for more; if it is off, this is a fault of tami's, so please report it."}
}

// mayAsk waits for the request budget.
func mayAsk(ctx context.Context, at ami.Where, b *budget) *ami.Problem {
	if b.wait(ctx) == nil {
		return nil
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return cancelled()
	}
	return heldBack(at)
}

func heldBack(at ami.Where) *ami.Problem {
	return &ami.Problem{Kind: ami.Throttled, Title: "too many requests at once" + in(at), Retry: true,
		Cause: text.Clean(errHeldBack.Error()), Hint: "Ask again."}
}

// whose says whose budget the session's requests count for: its account's, or
// the profile's where the account is not known yet.
func (s *session) whose() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.identity != nil {
		return s.identity.Account.Raw()
	}
	return "profile " + s.profile
}

// explain is problemOf with a second look where one answer does not tell: AWS
// says the same of keys that are bad and of a region that is not enabled.
func (c *Client) explain(ctx context.Context, s *session, f failure) *ami.Problem {
	p := problemOf(f)
	if lostCredentials(f.err) {
		p = c.signInProblem(f.at.Profile, f.err)
	}
	home := partitionOf(f.at.Region).home
	if keysRefused(p) && f.action != callerAction && f.at.Region != home && c.keysAreGood(ctx, s, home) {
		notEnabled(p, f.at)
	}
	if p.Kind == ami.BadCredentials || p.Kind == ami.ExpiredSession || p.Kind == ami.NoCredentials {
		c.forget(s)
	}
	if p.SignedOut() {
		p.SignIn = c.signInWay(s.profile)
		c.shut(s.profile)
	}
	c.opt.Log.Warn("request failed", "action", f.action, "place", f.at.String(), "kind", string(p.Kind),
		"code", p.Code.String(), "cause", p.Cause.String())
	return p
}

func keysRefused(p *ami.Problem) bool { return p.Kind == ami.BadCredentials }

// keysAreGood asks STS, in a region that no account can disable, whether it
// knows the keys. Where STS cannot be reached, an earlier answer from any
// region counts.
func (c *Client) keysAreGood(ctx context.Context, s *session, home string) bool {
	_, p := c.askCaller(ctx, s, home)
	if p == nil {
		return true
	}
	return !keysRefused(p) && p.Kind != ami.ExpiredSession && s.worked.Load()
}

const callerAction = "sts:GetCallerIdentity"

// caller asks STS who we are.
func (c *Client) caller(ctx context.Context, n ami.Caller, a *answer) {
	s, p := c.signedIn(ctx, n.Place())
	if p != nil {
		a.done(nil, p)
		return
	}
	id, p := c.identify(ctx, s)
	if p != nil {
		a.done(nil, p)
		return
	}
	a.done(id, nil)
	c.remember(ctx, s, id)
}

// identify asks who the session acts for, once: a session's keys never change
// hands. Who asks at the same time waits for the one answer.
func (c *Client) identify(ctx context.Context, s *session) (ami.Identity, *ami.Problem) {
	select {
	case s.asking <- struct{}{}:
		defer func() { <-s.asking }()
	case <-ctx.Done():
		return ami.Identity{}, cancelled()
	}
	if id, ok := s.known(); ok {
		return id, nil
	}
	var id ami.Identity
	var p *ami.Problem
	for _, region := range s.askIn() {
		if id, p = c.askCaller(ctx, s, region); p == nil || !keysRefused(p) {
			break
		}
	}
	if p != nil {
		return ami.Identity{}, p
	}
	s.mu.Lock()
	s.identity = &id
	s.mu.Unlock()
	return id, nil
}

// known is who the session acts for, where STS has said so.
func (s *session) known() (id ami.Identity, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.identity == nil {
		return id, false
	}
	return *s.identity, true
}

func (c *Client) askCaller(ctx context.Context, s *session, region string) (ami.Identity, *ami.Problem) {
	var out *sts.GetCallerIdentityOutput
	at := ami.Where{Profile: s.profile, Region: region}
	p := c.call(ctx, s, at, callerAction, func(ctx context.Context) (err error) {
		out, err = s.sts(region).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		return err
	})
	if p != nil {
		return ami.Identity{}, p
	}
	return ami.Identity{Account: safe(out.Account), ARN: safe(out.Arn)}, nil
}

// profileName is what hints call the session's profile.
func (c *Client) profileName(s *session) string {
	name, _ := c.chosenProfile(s.profile)
	return shown(name)
}
