package awsclient

import (
	"context"
	"time"

	"tami/model/ami"
)

// gate tells those who wait for a sign-in of a profile when there was one.
type gate struct{ open chan struct{} }

// shut notes that a profile's session is lost.
func (c *Client) shut(profile string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gates[profile] == nil {
		c.gates[profile] = &gate{open: make(chan struct{})}
	}
}

// reopen notes that AWS took a profile's credentials; with no name, that
// somebody signed in, which may have helped any profile.
func (c *Client) reopen(profile string, all bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, g := range c.gates {
		if all || name == profile {
			close(g.open)
			delete(c.gates, name)
		}
	}
}

// reopened is closed when the profile's session is there, or may be again.
func (c *Client) reopened(profile string) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if g := c.gates[profile]; g != nil {
		return g.open
	}
	already := make(chan struct{})
	close(already)
	return already
}

// readAgain is how often the files are read anew while a run waits: somebody
// may sign in with the AWS CLI in another window.
const readAgain = 10 * time.Second

// regain waits until a profile's session is there again: somebody signed in
// here, or elsewhere. It reports false when the wait was given up.
func (c *Client) regain(ctx context.Context, at ami.Where, stopped, closing <-chan struct{}) bool {
	opened := c.reopened(at.Profile)
	for {
		timer := time.NewTimer(readAgain)
		again := false
		select {
		case <-opened:
			timer.Stop()
			return true
		case <-timer.C:
			if _, p := c.signedIn(ctx, at); p == nil {
				return true
			}
			again = true
		case <-stopped:
		case <-closing:
		case <-ctx.Done():
		}
		if timer.Stop(); !again {
			return false
		}
	}
}
