package awsclient

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"

	"tami/model/ami"
)

// How long the instance's metadata may take to say which role we have. It is
// one hop away and answers in milliseconds; off EC2 nothing answers at all,
// and the SDK's own patience of five seconds would be spent on the commonest
// mistake there is: no credentials.
const (
	instanceRolePatience = 1500 * time.Millisecond
	instanceRoleBackoff  = 100 * time.Millisecond
	instanceRoleAttempts = 2
)

// hurryInstanceRole replaces the provider that ends the default chain by the
// same one with less patience. A profile that assumes a role from the
// instance's keeps the SDK's: it said that it runs on EC2.
func hurryInstanceRole(cfg *aws.Config) {
	if !usesInstanceRole(*cfg) {
		return
	}
	metadata := imds.NewFromConfig(*cfg, func(o *imds.Options) {
		o.Retryer = retry.NewStandard(func(so *retry.StandardOptions) {
			so.MaxAttempts = instanceRoleAttempts
			so.MaxBackoff = instanceRoleBackoff
		})
	})
	cfg.Credentials = aws.NewCredentialsCache(ec2rolecreds.New(func(o *ec2rolecreds.Options) {
		o.Client = metadata
	}))
}

// usesInstanceRole reports that nothing but the instance's role is left to
// sign in with.
func usesInstanceRole(cfg aws.Config) bool {
	return aws.IsCredentialsProvider(cfg.Credentials, (*ec2rolecreds.Provider)(nil))
}

// signedIn returns the session of a place's profile with credentials in hand, so that
// what is wrong with the sign-in is said once, as that, before any region is
// asked. Questions asked at the same time share one sign-in.
func (c *Client) signedIn(ctx context.Context, at ami.Where) (*session, *ami.Problem) {
	s, p := c.session(ctx, at)
	if p != nil {
		return nil, p
	}
	instance := usesInstanceRole(s.config)
	waiting, stop := ctx, context.CancelFunc(func() {})
	if instance {
		waiting, stop = context.WithTimeout(ctx, instanceRolePatience)
	}
	defer stop()
	_, err := s.config.Credentials.Retrieve(waiting)
	if err == nil {
		return s, nil
	}
	c.forget(s)
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil, cancelled()
	}
	p = c.signInProblem(at.Profile, err)
	if instance {
		p = c.noCredentials(at.Profile, err)
	}
	if p.SignedOut() {
		c.shut(at.Profile)
	}
	return nil, p
}
