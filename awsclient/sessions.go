package awsclient

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/ebs"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/pricing"
	"github.com/aws/aws-sdk-go-v2/service/rbin"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"

	"tami/model/ami"
	"tami/model/text"
)

// session is what the SDK needs to act as one profile. Its clients are kept:
// the adaptive retry mode and the clock correction remember what they learned
// in the client.
type session struct {
	profile string
	client  *Client
	config  aws.Config
	http    eager       // what every client of the session sends through
	region  string      // the configured region, "" when there is none
	worked  atomic.Bool // some request was answered: the keys are good

	mu       sync.Mutex
	byRegion map[string]*ec2.Client
	scaling  map[string]*autoscaling.Client
	systems  map[string]*ssm.Client
	bins     map[string]*rbin.Client
	keys     map[string]*kms.Client
	direct   map[string]*ebs.Client
	identity *ami.Identity

	asking chan struct{} // whoever asks STS who we are holds its only token
}

// slot holds the session of a profile, or the place for one, so that a profile
// is loaded once and several profiles at the same time.
type slot struct {
	mu      sync.Mutex // held while the profile is loaded
	session atomic.Pointer[session]
}

// session returns the session of a profile, loading its configuration where
// this was not done yet. A failure is not remembered: the files may be mended.
func (c *Client) session(ctx context.Context, at ami.Where) (*session, *ami.Problem) {
	profile := at.Profile
	c.mu.Lock()
	sl := c.slots[profile]
	if sl == nil {
		sl = &slot{}
		c.slots[profile] = sl
	}
	c.mu.Unlock()

	sl.mu.Lock()
	defer sl.mu.Unlock()
	if s := sl.session.Load(); s != nil {
		return s, nil
	}
	cfg, p := c.load(ctx, at)
	if p != nil {
		return nil, p
	}
	s := &session{
		profile:  profile,
		client:   c,
		config:   cfg,
		http:     eager{inner: cfg.HTTPClient, patience: c.opt.Patience, spare: &c.bodies},
		region:   cfg.Region,
		byRegion: map[string]*ec2.Client{},
		scaling:  map[string]*autoscaling.Client{},
		systems:  map[string]*ssm.Client{},
		bins:     map[string]*rbin.Client{},
		keys:     map[string]*kms.Client{},
		direct:   map[string]*ebs.Client{},
		asking:   make(chan struct{}, 1),
	}
	sl.session.Store(s)
	return s, nil
}

// forget drops a session whose sign-in failed, so that the next question reads
// the files again: the user mends them in another window, and nothing has to
// be restarted.
func (c *Client) forget(s *session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if sl := c.slots[s.profile]; sl != nil && sl.session.Load() == s {
		delete(c.slots, s.profile)
	}
}

// load reads the configuration of a profile by the SDK's default chain. The
// place's region serves to find a region for STS where none is configured: to
// assume a role is to ask STS in some region.
func (c *Client) load(ctx context.Context, at ami.Where) (aws.Config, *ami.Problem) {
	profile := at.Profile
	if c.simulated() {
		return c.simulatedConfig(), nil
	}
	shared := c.shared()
	name, named := c.chosenProfile(profile)
	if _, ok := shared.profile(name); named && !ok {
		return aws.Config{}, unknownProfile(name, shared)
	}
	configFile, credentialsFile := c.sharedFiles()
	keys := elsewhere{client: c}
	opts := []func(*config.LoadOptions) error{
		config.WithSharedConfigFiles([]string{configFile}),
		config.WithSharedCredentialsFiles([]string{credentialsFile}),
		config.WithHTTPClient(c.httpClient()),
		config.WithDefaultRegion(partitionOf(at.Region).home),
		config.WithLogger(sdkLog{c.opt.Log}),
		config.WithAPIOptions(append(c.middleware(), keys.add)),
	}
	if profile != "" {
		opts = append(opts, config.WithSharedConfigProfile(profile))
	}
	opts = append(opts, config.WithAssumeRoleCredentialOptions(func(o *stscreds.AssumeRoleOptions) {
		o.TokenProvider = func() (string, error) { return c.codes.take(name) }
	}))
	cfg, err := config.LoadDefaultConfig(ctx, opts...)
	if err != nil {
		return aws.Config{}, configProblem(err, name, shared)
	}
	keys.learn(cfg)
	hurryInstanceRole(&cfg)
	return cfg, nil
}

// simulatedConfig is the configuration of a client without an outside world.
// The keys are AWS's documentation example with another ending: no account
// will ever accept them.
func (c *Client) simulatedConfig() aws.Config {
	return aws.Config{
		Region:      c.opt.Env(regionEnv),
		Credentials: credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7SIMULATED", "simulated", ""),
		HTTPClient:  c.httpClient(),
		Logger:      sdkLog{c.opt.Log},
		APIOptions:  c.middleware(),
	}
}

// httpClient is the SDK's own buildable client, which is what lets the
// AWS_CA_BUNDLE variable and the ca_bundle setting work, or the simulation's.
func (c *Client) httpClient() config.HTTPClient {
	if c.opt.Transport != nil {
		return &http.Client{Transport: c.opt.Transport}
	}
	return awshttp.NewBuildableClient().WithDialerOptions(shortDial)
}

// middleware is what tami adds to the SDK's own work on each request.
func (c *Client) middleware() []func(*middleware.Stack) error {
	steps := []func(*middleware.Stack) error{paced, punctual}
	if c.opt.UserAgent != "" {
		name, version, _ := strings.Cut(c.opt.UserAgent, "/")
		steps = append(steps, awsmiddleware.AddUserAgentKeyValue(name, version))
	}
	return steps
}

// ec2 is the client of the session's account in a region.
func (s *session) ec2(region string) *ec2.Client {
	return kept(s, s.byRegion, region, func(cfg aws.Config) *ec2.Client {
		return ec2.NewFromConfig(cfg, func(o *ec2.Options) { o.BaseEndpoint = cmp.Or(s.endpoint(), o.BaseEndpoint) })
	})
}

// autoscaling is the client of the session's account for Auto Scaling.
func (s *session) autoscaling(region string) *autoscaling.Client {
	return kept(s, s.scaling, region, func(cfg aws.Config) *autoscaling.Client {
		return autoscaling.NewFromConfig(cfg, func(o *autoscaling.Options) { o.BaseEndpoint = cmp.Or(s.endpoint(), o.BaseEndpoint) })
	})
}

// ssm is the client of the session's account for Systems Manager, which speaks
// JSON.
func (s *session) ssm(region string) *ssm.Client {
	return kept(s, s.systems, region, func(cfg aws.Config) *ssm.Client {
		cfg.HTTPClient = s.inJSON()
		return ssm.NewFromConfig(cfg, func(o *ssm.Options) { o.BaseEndpoint = cmp.Or(s.endpoint(), o.BaseEndpoint) })
	})
}

// rbin is the client of the session's account for the Recycle Bin.
func (s *session) rbin(region string) *rbin.Client {
	return kept(s, s.bins, region, func(cfg aws.Config) *rbin.Client {
		cfg.HTTPClient = s.inJSON()
		return rbin.NewFromConfig(cfg, func(o *rbin.Options) { o.BaseEndpoint = cmp.Or(s.endpoint(), o.BaseEndpoint) })
	})
}

// kms is the client of the session's account for keys.
func (s *session) kms(region string) *kms.Client {
	return kept(s, s.keys, region, func(cfg aws.Config) *kms.Client {
		cfg.HTTPClient = s.inJSON()
		return kms.NewFromConfig(cfg, func(o *kms.Options) { o.BaseEndpoint = cmp.Or(s.endpoint(), o.BaseEndpoint) })
	})
}

// ebs is the client of the session's account for the EBS direct APIs.
func (s *session) ebs(region string) *ebs.Client {
	return kept(s, s.direct, region, func(cfg aws.Config) *ebs.Client {
		cfg.HTTPClient = s.inJSON()
		return ebs.NewFromConfig(cfg, func(o *ebs.Options) { o.BaseEndpoint = cmp.Or(s.endpoint(), o.BaseEndpoint) })
	})
}

// pricing is a client for the price list, which is asked rarely and not kept.
func (s *session) pricing(region string) *pricing.Client {
	cfg := s.in(region)
	cfg.HTTPClient = s.inJSON()
	return pricing.NewFromConfig(cfg, func(o *pricing.Options) { o.BaseEndpoint = cmp.Or(s.endpoint(), o.BaseEndpoint) })
}

// inJSON is what requests to services that answer in JSON are sent through.
func (s *session) inJSON() eager {
	e := s.http
	e.json = true
	return e
}

// sts is a client for asking who we are; it is asked once, so it is not kept.
func (s *session) sts(region string) *sts.Client {
	return sts.NewFromConfig(s.in(region), func(o *sts.Options) { o.BaseEndpoint = cmp.Or(s.endpoint(), o.BaseEndpoint) })
}

// kept is the client for a region among those made before, or a new one.
func kept[C any](s *session, among map[string]*C, region string, build func(aws.Config) *C) *C {
	s.mu.Lock()
	defer s.mu.Unlock()
	if among[region] == nil {
		among[region] = build(s.in(region))
	}
	return among[region]
}

// in is the session's configuration for a region.
func (s *session) in(region string) aws.Config {
	cfg := s.config.Copy()
	cfg.Region, cfg.HTTPClient = region, s.http
	if n := s.client.opt.MaxAttempts; n > 0 {
		cfg.RetryMaxAttempts = n
	}
	return cfg
}

// endpoint is the address that replaces every service's, nil for their own. It
// goes before what the AWS configuration says of a single service.
func (s *session) endpoint() *string {
	if s.client.opt.EndpointURL == "" {
		return nil
	}
	return &s.client.opt.EndpointURL
}

// askIn lists the regions to ask for what belongs to the whole account: the
// configured one, then the one that no account can be without.
func (s *session) askIn() []string {
	home := partitionOf(s.region).home
	if s.region == "" || s.region == home || ami.CheckRegion(s.region) != nil {
		return []string{home}
	}
	return []string{s.region, home}
}

// sdkLog passes the SDK's log lines on. By default the SDK writes to stderr,
// which would tear up the screen.
type sdkLog struct{ to *slog.Logger }

func (l sdkLog) Logf(c logging.Classification, format string, args ...any) {
	said := text.Clean(fmt.Sprintf(format, args...)).String()
	if c == logging.Warn {
		l.to.Warn("aws sdk", "said", said)
		return
	}
	l.to.Debug("aws sdk", "said", said)
}
