package awsclient

import (
	"context"
	"errors"
	"slices"
	"sync"

	"tami/model/ami"
	"tami/model/text"
)

// ssoSettings are what it takes to sign in to IAM Identity Center.
type ssoSettings struct {
	session  string // the name of the sso-session; "" for a profile of the old kind
	startURL string
	region   string
	scopes   []string
}

// key is what the AWS CLI and SDKs name the file of the token after.
func (s ssoSettings) key() string {
	if s.session != "" {
		return s.session
	}
	return s.startURL
}

// maxChain is how many profiles may assume roles from each other.
const maxChain = 8

// chain is a profile and those it takes its credentials from.
func (s *sharedConfig) chain(name string) []*sharedProfile {
	var list []*sharedProfile
	for len(list) < maxChain {
		p, ok := s.profile(name)
		if !ok || slices.Contains(list, p) {
			break
		}
		list = append(list, p)
		if p.values["role_arn"] == "" || p.values["source_profile"] == "" {
			break
		}
		name = p.values["source_profile"]
	}
	return list
}

// sso finds how a profile signs in to IAM Identity Center, itself or by the
// profile that it assumes its role from.
func (s *sharedConfig) sso(name string) (ssoSettings, bool) {
	for _, p := range s.chain(name) {
		if session := p.values["sso_session"]; session != "" {
			v, ok := s.sessions[session]
			return ssoSettings{session: session, startURL: v["sso_start_url"], region: v["sso_region"], scopes: list(v["sso_registration_scopes"])},
				ok && v["sso_start_url"] != "" && v["sso_region"] != ""
		}
		if p.values["sso_start_url"] != "" {
			return ssoSettings{startURL: p.values["sso_start_url"], region: p.values["sso_region"]}, p.values["sso_region"] != ""
		}
	}
	return ssoSettings{}, false
}

// wantsCode reports a profile that takes the code of an MFA device.
func (s *sharedConfig) wantsCode(name string) bool {
	return slices.ContainsFunc(s.chain(name), func(p *sharedProfile) bool {
		return p.values["role_arn"] != "" && p.values["mfa_serial"] != ""
	})
}

// signInWay is how a profile could be signed in from within tami.
func (c *Client) signInWay(profile string) ami.SignInWay {
	if c.simulated() {
		return ami.SignInElsewhere
	}
	name, _ := c.chosenProfile(profile)
	return c.shared().way(name)
}

func (s *sharedConfig) way(name string) ami.SignInWay {
	if _, ok := s.sso(name); ok {
		return ami.SignInByDevice
	}
	if s.wantsCode(name) {
		return ami.SignInByCode
	}
	return ami.SignInElsewhere
}

// errNoCode is a role that wants a code of an MFA device while there is none.
var errNoCode = errors.New("it assumes a role with mfa_serial, and no code was given")

// codes holds the codes of MFA devices that were typed and not used yet, by
// profile. Each is good for one question.
type codes struct {
	mu   sync.Mutex
	held map[string]string
}

func (c *codes) put(profile, code string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held == nil {
		c.held = map[string]string{}
	}
	c.held[profile] = code
}

// drop forgets a code that was of no use.
func (c *codes) drop(profile string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.held, profile)
}

func (c *codes) take(profile string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	code, ok := c.held[profile]
	if !ok {
		return "", errNoCode
	}
	delete(c.held, profile)
	return code, nil
}

// SignIn signs a profile in, and returns when its credentials are there. code
// is what an MFA device shows, "" where none is asked for. say is told what
// somebody has to do in a browser, and is called at most twice. A Problem says
// why it did not come about; nothing was lost then, and it can be tried again.
func (c *Client) SignIn(ctx context.Context, profile, code string, say func(ami.SignInPrompt)) *ami.Problem {
	name, _ := c.chosenProfile(profile)
	shared := c.shared()
	at := ami.Where{Profile: profile}
	if sso, ok := shared.sso(name); ok && !c.signsInAlready(ctx, at, shared.wantsCode(name), code) {
		if p := c.signInByDevice(ctx, name, sso, say); p != nil {
			return p
		}
	}
	if code != "" {
		c.codes.put(name, code)
		defer c.codes.drop(name)
	}
	c.drop(profile)
	if _, p := c.signedIn(ctx, at); p != nil {
		if code != "" && p.Kind == ami.Denied {
			p = &ami.Problem{Kind: ami.NoCredentials, Title: "the code was not accepted", Cause: p.Cause, SignIn: ami.SignInByCode,
				Hint: "A code is good once and for half a minute: wait for the next one, and type it."}
		}
		return p
	}
	c.reopen(profile, true)
	return nil
}

// signsInAlready reports that a code is all that a profile lacks.
func (c *Client) signsInAlready(ctx context.Context, at ami.Where, wantsCode bool, code string) bool {
	if !wantsCode || code == "" {
		return false
	}
	_, p := c.signedIn(ctx, at)
	return p != nil && p.SignIn == ami.SignInByCode
}

// drop forgets a profile's session, so that the next question signs in anew.
func (c *Client) drop(profile string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.slots, profile)
}

func needsCode(name string) *ami.Problem {
	return &ami.Problem{Kind: ami.NoCredentials, Title: "profile " + shown(name) + " needs an MFA code", Cause: text.Clean(errNoCode.Error()), SignIn: ami.SignInByCode,
		Hint: "Sign in on the screen, or use a profile that holds a session, which `aws sts get-session-token` gives."}
}
