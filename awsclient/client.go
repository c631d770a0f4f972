// Package awsclient is the outside world: it answers the needs of model/ami
// from AWS, or from anything that speaks AWS's protocols, and turns what comes
// back into safe text and compact values. It may import model/..., the AWS SDK
// and the standard library; raw text of AWS's and AWS's own types stop here.
package awsclient

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"tami/awsclient/cache"
	"tami/model/ami"
	"tami/model/iam"
)

// Options say how the outside world is reached. The zero value is usable: it
// reads no environment variable of its own, so the shared configuration is the
// one below the home folder.
type Options struct {
	// Profiles names the profiles of a simulated account. It is the answer to
	// ami.Profiles while Transport is set and no shared files are given.
	Profiles []string

	// EndpointURL replaces the address of every AWS service, as the AWS CLI's
	// --endpoint-url does. Requests are still signed for their region.
	EndpointURL string

	// Env reads an environment variable; main passes os.Getenv. The AWS SDK
	// reads the process's environment itself, so anything else is for tests
	// and simulations.
	Env func(string) string

	// Transport answers requests in place of the network. Requests are then
	// signed with static, invalid keys: no credentials are looked for, and no
	// shared files are read unless Env names them.
	Transport http.RoundTripper

	// MaxAttempts is how often a request is tried; 0 leaves it to the AWS
	// configuration (AWS_MAX_ATTEMPTS, max_attempts, otherwise 3).
	MaxAttempts int

	// Patience is how long an answer may take to begin; 0 is ten seconds. More
	// is for endpoints that are slower than AWS.
	Patience time.Duration

	// Now tells the time that facts carry; nil is time.Now.
	Now func() time.Time

	// Log takes what the AWS SDK has to say and one line for each failure;
	// nil drops it.
	Log *slog.Logger

	// UserAgent is added to the SDK's own words, as name/version.
	UserAgent string

	// ReadOnly refuses every change, and ReadOnlyProfiles those of some
	// profiles.
	ReadOnly         bool
	ReadOnlyProfiles []string

	// Cache keeps the last known images, to be said while AWS is being asked;
	// nil keeps none.
	Cache *cache.Folder
}

// Client asks AWS. It is safe for use by several goroutines; it keeps one
// configuration for each profile and one SDK client for each profile and
// region, made when they are first needed.
type Client struct {
	opt    Options
	limits limiter
	decode chan struct{} // as many tokens as pages may be decoded at once
	bodies sync.Pool     // of *[]byte: the memory of answers that were decoded, for the next
	rights map[iam.Mode]iam.Table

	codes codes

	mu    sync.Mutex
	slots map[string]*slot    // by profile
	told  map[ami.Images]bool // lists that were said from the cache: once a session is enough
	gates map[string]*gate    // of lost sessions, by profile
}

// New makes a client. It opens nothing and reads nothing: what is wrong with
// the configuration comes with the first answer, as a Problem.
func New(opt Options) *Client {
	if opt.Env == nil {
		opt.Env = func(string) string { return "" }
	}
	if opt.Patience == 0 {
		opt.Patience = firstBytePatience
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{
		opt:    opt,
		decode: make(chan struct{}, decoders()),
		rights: map[iam.Mode]iam.Table{iam.ReadOnly: iam.TableOf(iam.ReadOnly), iam.Operator: iam.TableOf(iam.Operator)},
		slots:  map[string]*slot{},
		told:   map[ami.Images]bool{},
		gates:  map[string]*gate{},
	}
}

// CheckEndpoint refuses an --endpoint-url that no request could be sent to.
func CheckEndpoint(raw string) error {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("--endpoint-url %q is not the address of a server; it looks like http://127.0.0.1:5000", raw)
	}
	return nil
}

// simulated reports that there is no outside world: no credentials to find
// and no files to read.
func (c *Client) simulated() bool {
	return c.opt.Transport != nil && c.opt.Env(configFileEnv) == "" && c.opt.Env(credentialsFileEnv) == ""
}
