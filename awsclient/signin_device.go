package awsclient

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"

	"tami/model/ami"
	"tami/model/text"
)

// How a sign-in by device code goes (RFC 8628, as IAM Identity Center has it).
const (
	deviceGrant   = "urn:ietf:params:oauth:grant-type:device_code"
	accountScope  = "sso:account:access" // what the AWS CLI asks for where the session names none
	pollEvery     = 5 * time.Second      // where the service does not say
	pollSlower    = 5 * time.Second      // more, when it says that this is too often
	deviceAtMost  = 15 * time.Minute     // however long the service would let the code live
	ssoFileMode   = 0o600
	ssoFolderMode = 0o700
)

// ssoToken is the file that the AWS CLI keeps of a sign-in, and shares with
// every SDK.
type ssoToken struct {
	StartURL              string `json:"startUrl"`
	Region                string `json:"region"`
	AccessToken           string `json:"accessToken"`
	ExpiresAt             string `json:"expiresAt"`
	ClientID              string `json:"clientId,omitempty"`
	ClientSecret          string `json:"clientSecret,omitempty"`
	RegistrationExpiresAt string `json:"registrationExpiresAt,omitempty"`
	RefreshToken          string `json:"refreshToken,omitempty"`
}

// signInByDevice has somebody confirm a code in a browser, on this machine or
// another, and keeps the token where the AWS CLI does.
func (c *Client) signInByDevice(ctx context.Context, name string, sso ssoSettings, say func(ami.SignInPrompt)) *ami.Problem {
	file, err := ssocreds.StandardCachedTokenFilepath(sso.key())
	if err != nil {
		return notSignedIn(name, err)
	}
	oidc, err := c.oidc(ctx, sso.region)
	if err != nil {
		return notSignedIn(name, err)
	}
	register := &ssooidc.RegisterClientInput{ClientName: aws.String("tami"), ClientType: aws.String("public")}
	if sso.session != "" {
		register.Scopes = sso.scopes
		if len(register.Scopes) == 0 {
			register.Scopes = []string{accountScope}
		}
	}
	client, err := oidc.RegisterClient(ctx, register)
	if err != nil {
		return notSignedIn(name, err)
	}
	device, err := oidc.StartDeviceAuthorization(ctx, &ssooidc.StartDeviceAuthorizationInput{
		ClientId: client.ClientId, ClientSecret: client.ClientSecret, StartUrl: aws.String(sso.startURL)})
	if err != nil {
		return notSignedIn(name, err)
	}
	now := c.opt.Now()
	life := min(time.Duration(device.ExpiresIn)*time.Second, deviceAtMost)
	say(ami.SignInPrompt{Page: safe(device.VerificationUri), Whole: safe(device.VerificationUriComplete), Code: safe(device.UserCode), Until: now.Add(life)})
	ctx, stop := context.WithTimeout(ctx, life)
	defer stop()
	token, err := waitForDevice(ctx, oidc, client, device)
	if err != nil {
		return notSignedIn(name, err)
	}
	made := c.opt.Now()
	t := ssoToken{StartURL: sso.startURL, Region: sso.region, AccessToken: value(token.AccessToken),
		ExpiresAt: stamp(made.Add(time.Duration(token.ExpiresIn) * time.Second))}
	if sso.session != "" { // the SDK renews these by itself
		t.ClientID, t.ClientSecret, t.RefreshToken = value(client.ClientId), value(client.ClientSecret), value(token.RefreshToken)
		t.RegistrationExpiresAt = stamp(time.Unix(client.ClientSecretExpiresAt, 0))
	}
	if err := t.write(file); err != nil {
		return &ami.Problem{Kind: ami.NoCredentials, Title: "the sign-in cannot be kept", Cause: cause(err), SignIn: ami.SignInByDevice,
			Hint: "Make the folder .aws/sso/cache in the home folder one that can be written to; then sign in again."}
	}
	return nil
}

// oidc is a client for signing in. Its requests carry no signature.
func (c *Client) oidc(ctx context.Context, region string) (*ssooidc.Client, error) {
	configFile, credentialsFile := c.sharedFiles()
	cfg, err := config.LoadDefaultConfig(ctx,
		config.WithSharedConfigFiles([]string{configFile}), config.WithSharedCredentialsFiles([]string{credentialsFile}),
		config.WithSharedConfigProfile(""), config.WithRegion(region), config.WithCredentialsProvider(aws.AnonymousCredentials{}),
		config.WithHTTPClient(c.httpClient()), config.WithLogger(sdkLog{c.opt.Log}), config.WithAPIOptions(c.middleware()))
	if err != nil {
		return nil, err
	}
	cfg.HTTPClient = eager{inner: cfg.HTTPClient, patience: c.opt.Patience, json: true}
	return ssooidc.NewFromConfig(cfg, func(o *ssooidc.Options) {
		if c.opt.EndpointURL != "" {
			o.BaseEndpoint = &c.opt.EndpointURL
		}
	}), nil
}

// waitForDevice asks until somebody has confirmed the code.
func waitForDevice(ctx context.Context, oidc *ssooidc.Client, client *ssooidc.RegisterClientOutput, device *ssooidc.StartDeviceAuthorizationOutput) (*ssooidc.CreateTokenOutput, error) {
	every := time.Duration(device.Interval) * time.Second
	if every <= 0 {
		every = pollEvery
	}
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(every):
		}
		token, err := oidc.CreateToken(ctx, &ssooidc.CreateTokenInput{ClientId: client.ClientId, ClientSecret: client.ClientSecret,
			GrantType: aws.String(deviceGrant), DeviceCode: device.DeviceCode})
		switch code := apiCode(err); {
		case err == nil:
			return token, nil
		case code == "AuthorizationPendingException":
		case code == "SlowDownException":
			every += pollSlower
		case code == "" && ctx.Err() == nil: // the network: the code lives on
		default:
			return nil, err
		}
	}
}

// notSignedIn says why nobody was signed in.
func notSignedIn(name string, err error) *ami.Problem {
	p := &ami.Problem{Kind: ami.NoCredentials, Title: "not signed in" + of(shown(name)), Cause: cause(err), Retry: true, SignIn: ami.SignInByDevice,
		Hint: "Try again, or run `aws sso login --profile " + shown(name) + "`."}
	switch code := apiCode(err); {
	case code == "ExpiredTokenException", errors.Is(err, context.DeadlineExceeded):
		p.Title, p.Cause = "the code has ended", text.Clean("nobody confirmed it in time")
	case code == "AccessDeniedException":
		p.Title = "the sign-in was turned down"
	case errors.Is(err, context.Canceled):
		return cancelled()
	case code == "":
		if q := networkProblem(failure{err: err, profile: shown(name)}); q != nil {
			q.SignIn = ami.SignInByDevice
			return q
		}
	}
	return p
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// write puts the token where the AWS CLI looks, readable for nobody else, in
// one step: the CLI may read at the same time.
func (t ssoToken) write(file string) error {
	content, err := json.Marshal(t)
	if err != nil {
		return err
	}
	folder := filepath.Dir(file)
	if err := os.MkdirAll(folder, ssoFolderMode); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, strings.TrimSuffix(filepath.Base(file), ".json")+".*.tmp") // which makes it 0600
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Chmod(ssoFileMode), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
