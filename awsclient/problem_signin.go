package awsclient

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"

	"tami/model/ami"
	"tami/model/text"
)

// orDemo ends the hints of those who have no account to look at.
const orDemo = "or pass --demo to look around in a simulated account."

// unknownProfile names the profiles that come near, or else all when they are
// few, and the files that were read.
func unknownProfile(name string, shared *sharedConfig) *ami.Problem {
	p := &ami.Problem{Kind: ami.BadProfile, Title: "there is no profile " + shown(name)}
	files := "read " + strings.Join(shared.read, " and ")
	if len(shared.read) == 0 {
		files = "none of the files is there: " + strings.Join(shared.missing, ", ")
	}
	p.Cause = text.Clean(files)
	names := text.Nearest(name, shared.names())
	switch all := shared.names(); {
	case len(names) > 0:
		p.Hint = "Did you mean " + shownAll(names) + "?"
	case len(all) == 0:
		p.Hint = "Make it with `aws configure --profile NAME`, " + orDemo
	case len(all) <= 8:
		p.Hint = "The profiles are " + shownAll(all) + "."
	default:
		p.Hint = fmt.Sprintf("There are %d profiles; `aws configure list-profiles` lists them.", len(all))
	}
	return p
}

func noRegion(profile string) *ami.Problem {
	set := "`aws configure set region REGION`"
	if profile != "" {
		set = "`aws configure set region REGION --profile " + shown(profile) + "`"
	}
	return &ami.Problem{Kind: ami.NoRegion, Title: "no region is set",
		Cause: text.Clean("neither --region nor AWS_REGION nor the profile names one"),
		Hint:  "Pass --region us-east-1, set AWS_REGION, or run " + set + "."}
}

func badRegion(region string, err error) *ami.Problem {
	return &ami.Problem{Kind: ami.NoRegion, Title: "the region is not a region's name", Cause: cause(err),
		Hint: "Look at --region, AWS_REGION and region in the AWS config file" + perhaps(text.Nearest(region, knownRegions()))}
}

// noCredentials is the end of the default chain: it says which sources were
// tried, since the one that was expected is the one to mend.
func (c *Client) noCredentials(profile string, err error) *ami.Problem {
	configFile, credentialsFile := c.sharedFiles()
	name, _ := c.chosenProfile(profile)
	tried := fmt.Sprintf("profile %s in %s and %s", name, configFile, credentialsFile)
	if profile == "" {
		tried = "AWS_ACCESS_KEY_ID in the environment, " + tried
	}
	var api interface{ HTTPStatusCode() int }
	switch {
	case strings.EqualFold(c.opt.Env("AWS_EC2_METADATA_DISABLED"), "true"):
		tried += "; the instance's role was not asked for, as AWS_EC2_METADATA_DISABLED says"
	case errors.As(err, &api):
		tried += fmt.Sprintf("; the instance's metadata answered HTTP %d", api.HTTPStatusCode())
	default:
		tried += "; no instance metadata answered"
	}
	return &ami.Problem{
		Kind: ami.NoCredentials, Title: "no AWS credentials were found", Cause: text.Clean(squeeze("tried " + tried)), Retry: true,
		Hint: "Run `aws configure` or `aws sso login`, name a profile with --profile, " + orDemo,
	}
}

// configProblem is a configuration that the SDK could not make sense of.
func configProblem(err error, name string, shared *sharedConfig) *ami.Problem {
	var missing config.SharedConfigProfileNotExistError
	var source config.SharedConfigAssumeRoleError
	switch {
	case errors.As(err, &source):
		return &ami.Problem{Kind: ami.BadProfile, Title: "profile " + shown(name) + " has no usable source_profile", Cause: cause(err),
			Hint: "Look at source_profile" + perhaps(text.Nearest(source.Profile, shared.names()))}
	case errors.As(err, &missing):
		return unknownProfile(missing.Profile, shared)
	case strings.Contains(err.Error(), "CA bundle"):
		return &ami.Problem{Kind: ami.BadProfile, Title: "the CA bundle cannot be used", Cause: cause(err),
			Hint: "AWS_CA_BUNDLE and ca_bundle name a file of PEM certificates."}
	}
	return &ami.Problem{Kind: ami.BadProfile, Title: "profile " + shown(name) + " cannot be used", Cause: cause(err),
		Hint: "Mend it in " + shown(strings.Join(shared.read, " or ")) + ", or use another one with --profile."}
}

// signInProblem is a profile that should have led to credentials and did not.
func (c *Client) signInProblem(profile string, err error) *ami.Problem {
	name, _ := c.chosenProfile(profile)
	if errors.Is(err, errNoCode) {
		return needsCode(name)
	}
	p := c.lostSignIn(name, err)
	if p.SignedOut() {
		p.SignIn = c.signInWay(profile)
	}
	return p
}

// lostSignIn is signInProblem for everything but a code that nobody typed yet.
func (c *Client) lostSignIn(name string, err error) *ami.Problem {
	again := "`aws sso login --profile " + shown(name) + "`"
	var token *ssocreds.InvalidTokenError
	var process *processcreds.ProviderError
	var path *fs.PathError
	said := err.Error()
	expired := &ami.Problem{Kind: ami.ExpiredSession, Title: "the SSO session" + of(shown(name)) + " has expired", Cause: cause(err),
		Hint: "Sign in again with " + again + "; then ask again.", Retry: true}
	switch {
	case apiCode(err) == "ForbiddenException" && ssoRefusal(err):
		return &ami.Problem{Kind: ami.Denied, Action: "sso:GetRoleCredentials", Title: "the SSO session" + of(shown(name)) + " has no such role", Cause: cause(err),
			Hint: "Look at sso_account_id and sso_role_name, or ask for the assignment."}
	case strings.Contains(said, "login token") || strings.Contains(said, "please reauthenticate"):
		expired.Title = "the login session" + of(shown(name)) + " has expired"
		expired.Hint = "Sign in again with `aws login --profile " + shown(name) + "`; then ask again."
		return expired
	case errors.As(err, &token), strings.Contains(said, "SSO token"), ssoRefusal(err):
		if errors.Is(err, fs.ErrNotExist) {
			expired.Kind, expired.Title = ami.NoCredentials, "nobody is signed in to the SSO session"+of(shown(name))
			expired.Hint = "Sign in with " + again + "; then ask again."
		}
		return expired
	case errors.As(err, &process):
		return &ami.Problem{Kind: ami.NoCredentials, Title: "the credential process" + of(shown(name)) + " failed", Cause: processCause(process),
			Hint: "Run the command of credential_process by hand to see why.", Retry: true}
	case strings.Contains(said, "unable to read file at"), errors.As(err, &path):
		return &ami.Problem{Kind: ami.NoCredentials, Title: "a file that the sign-in" + of(shown(name)) + " needs cannot be read", Cause: cause(err),
			Hint: "Mend the file, or use another profile with --profile.", Retry: true}
	}
	return c.assumeProblem(name, err)
}

// processCause is why a credential process failed. What it printed is left
// out: that may be a key.
func processCause(err error) text.Safe {
	if strings.Contains(err.Error(), "process output:") {
		return text.Clean("what it printed is not the JSON of credentials")
	}
	return cause(err)
}

// lostCredentials reports that a request failed because the credentials ran
// out on the way and could not be renewed. The SDK gives that no type.
func lostCredentials(err error) bool {
	return strings.Contains(err.Error(), "failed to refresh cached credentials")
}

// ssoRefusal reports an error of the SSO services themselves, which may stand
// behind that of a role that is assumed from there.
func ssoRefusal(err error) bool {
	var op *smithy.OperationError
	for errors.As(err, &op) {
		if op.ServiceID == "SSO" || op.ServiceID == "SSO OIDC" {
			return apiCode(err) != ""
		}
		err, op = op.Err, nil
	}
	return false
}

// assumeProblem is what is left: a service on the way to the credentials that
// refused, or that could not be reached.
func (c *Client) assumeProblem(name string, err error) *ami.Problem {
	f := failure{err: err, action: "sts:AssumeRole", profile: shown(name)}
	var op *smithy.OperationError
	if errors.As(err, &op) && op.ServiceID == "STS" {
		f.action = "sts:" + op.OperationName
	}
	p := problemOf(f)
	if p.Kind == ami.Refused && p.Code.IsZero() {
		return &ami.Problem{Kind: ami.NoCredentials, Title: "no sign-in" + of(shown(name)), Cause: cause(err),
			Hint: "Mend the profile, use another one with --profile, " + orDemo, Retry: true}
	}
	p.Title = "sign-in" + of(shown(name)) + ": " + p.Title
	return p
}

// apiCode is the code of an AWS error, "" for every other error.
func apiCode(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	return ""
}

// shown is a name from a file or a flag, for a sentence of ours.
func shown(name string) string { return text.Clean(name).String() }

func shownAll(names []string) string { return shown(strings.Join(names, ", ")) }
