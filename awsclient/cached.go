package awsclient

import (
	"context"
	"errors"
	"io/fs"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"

	"tami/awsclient/cache"
	"tami/model/ami"
)

// caches reports that images are kept on this machine.
func (c *Client) caches() bool { return c.opt.Cache != nil }

// recollection says the images of a need from the cache while AWS is being
// asked.
type recollection struct {
	cancel context.CancelFunc
	done   chan struct{}

	mu      sync.Mutex
	begun   bool // the file is being read
	stopped bool
}

// stop ends it: what has begun is said to its end, and nothing comes later. A
// nil one has nothing to say.
func (r *recollection) stop() {
	if r == nil {
		return
	}
	r.mu.Lock()
	r.stopped = true
	begun := r.begun
	r.mu.Unlock()
	r.cancel()
	if begun {
		<-r.done
	}
}

// wait lets it come to its end: where AWS gives no answer, there is all the more
// to be said of earlier ones.
func (r *recollection) wait() {
	if r != nil {
		<-r.done
	}
}

// begin reports that there still is time to say anything.
func (r *recollection) begin() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.begun = !r.stopped
	return r.begun
}

// recall begins to say what is known of earlier, once a session; nil where
// nothing is kept. The list is that of the account that the credentials belong
// to: either they say so themselves, or STS has said so before, or STS is
// waited for.
func (c *Client) recall(ctx context.Context, s *session, n ami.Images, a *answer) *recollection {
	if !c.caches() {
		return nil
	}
	c.mu.Lock()
	told := c.told[n]
	c.mu.Unlock()
	if told {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	r := &recollection{cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(r.done)
		account := c.foretold(ctx, s)
		if account == "" {
			id, p := c.identify(ctx, s)
			if p != nil {
				return
			}
			account = id.Account.Raw()
		}
		if r.begin() {
			c.sayCached(s, n, a, account)
		}
	}()
	return r
}

// sayCached says the images of a key.
func (c *Client) sayCached(s *session, n ami.Images, a *answer, account string) {
	list, err := c.opt.Cache.Load(s.cacheKey(n, account))
	var unusable *cache.UnusableError
	switch {
	case errors.As(err, &unusable):
		a.recalled(&ami.Cached{Fault: "the cache of " + n.Where.String() + " cannot be used and is made anew: " + unusable.Why}, nil)
		return
	case err != nil:
		if !errors.Is(err, fs.ErrNotExist) {
			c.opt.Log.Warn("cache not read", "place", n.Where.String(), "cause", err.Error())
		}
		return
	}
	a.recalled(&ami.Cached{At: list.Read, Account: account}, list.Kept())
	if a.ctx.Err() == nil {
		c.mu.Lock()
		c.told[n] = true
		c.mu.Unlock()
	}
}

// recalled says something of the cache's.
func (a *answer) recalled(mark *ami.Cached, body ami.Body) {
	if a.ctx.Err() == nil {
		a.emit(ami.Fact{Need: a.need, At: a.now(), Body: body, Cached: mark})
	}
}

// keep writes the images of a whole answer for the next start. It comes after
// the answer, and holds up nobody.
func (c *Client) keep(ctx context.Context, s *session, n ami.Images, a *answer, images []*ami.Image) {
	if !c.caches() || ctx.Err() != nil {
		return
	}
	id, p := c.identify(ctx, s)
	if p != nil {
		return // whose images these are is not known
	}
	if err := c.opt.Cache.Save(s.cacheKey(n, id.Account.Raw()), images, c.opt.Now()); err != nil {
		c.opt.Log.Warn("cache not written", "place", n.Where.String(), "cause", err.Error())
		a.recalled(&ami.Cached{Fault: "the cache of " + n.Where.String() + " cannot be written: " + err.Error()}, nil)
	}
}

// cacheKey is what a list is kept under. An address that stands in for AWS's
// makes it another list, wherever that address was configured.
func (s *session) cacheKey(n ami.Images, account string) cache.Key {
	return cache.Key{Endpoint: s.client.inPlaceOfAWS(s.ec2(n.Region).Options().BaseEndpoint), Account: account, Region: n.Region, From: n.From}
}

// foretold is the account that a session's credentials are sure to belong to,
// as far as that is known without asking: "" where it is not. Those of IAM
// Identity Center and of assumed roles were given for an account, which came
// with them. An access key belongs to one account for as long as there is AWS,
// so what STS once said of it holds; what else a profile or the environment says
// of an account is only their word, and does not count.
func (c *Client) foretold(ctx context.Context, s *session) string {
	if id, ok := s.known(); ok {
		return id.Account.Raw()
	}
	keys, err := s.config.Credentials.Retrieve(ctx)
	if err != nil {
		return ""
	}
	if given := keys.AccountID; ami.IsAccountID(given) {
		switch keys.Source {
		case ssocreds.ProviderName, stscreds.ProviderName, stscreds.WebIdentityProviderName:
			return given
		}
	}
	return c.opt.Cache.Account(s.keyName(keys))
}

// keyName tells access keys apart, for the endpoint that knows them.
func (s *session) keyName(keys aws.Credentials) string {
	return s.client.inPlaceOfAWS(s.sts(s.askIn()[0]).Options().BaseEndpoint) + "\n" + keys.AccessKeyID
}

// inPlaceOfAWS is what answers instead of AWS: "" where AWS itself does.
func (c *Client) inPlaceOfAWS(endpoint *string) string {
	if c.opt.Transport != nil {
		return "in this process"
	}
	return value(endpoint)
}

// remember keeps what STS said of lasting access keys, so that the next start
// need not wait for it. Keys of a session end within hours.
func (c *Client) remember(ctx context.Context, s *session, id ami.Identity) {
	if !c.caches() {
		return
	}
	keys, err := s.config.Credentials.Retrieve(ctx)
	if err != nil || keys.SessionToken != "" {
		return
	}
	if err := c.opt.Cache.Remember(s.keyName(keys), id.Account.Raw()); err != nil {
		c.opt.Log.Warn("account not remembered", "cause", err.Error())
	}
}
