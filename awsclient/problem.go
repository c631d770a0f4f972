package awsclient

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"

	"tami/model/ami"
	"tami/model/text"
)

// failure is an error with what was being done when it came.
type failure struct {
	err     error
	at      ami.Where
	action  string // the IAM action: "ec2:DescribeImages"
	profile string // the name that hints give, "default" for the environment's
	keysSet bool   // the keys are those of the environment, and no profile's
}

// problemOf says in words what an error means and what to do about it. It
// knows one answer alone: what another answer throws light on, a region that
// is not enabled or keys that are bad, explain settles.
func problemOf(f failure) *ami.Problem {
	var api smithy.APIError
	var slow *slowError
	var foreign *foreignAnswer
	switch {
	case errors.Is(f.err, errHeldBack):
		return heldBack(f.at)
	case errors.As(f.err, &slow):
		return slowProblem(f, slow)
	case errors.As(f.err, &foreign):
		return foreignProblem(f, foreign)
	case errors.As(f.err, &api) && api.ErrorCode() != "" && api.ErrorCode() != "UnknownError":
		return f.apiProblem(api)
	}
	if p := networkProblem(f); p != nil {
		return p
	}
	var undecoded *smithy.DeserializationError
	switch {
	case errors.As(f.err, &undecoded):
		return f.notAWS(undecoded.Err)
	case errors.Is(f.err, context.DeadlineExceeded):
		return &ami.Problem{Kind: ami.TimedOut, Title: "no answer in time" + in(f.at), Cause: cause(f.err),
			Hint: "Ask again, or look at fewer images at once.", Retry: true}
	case errors.Is(f.err, context.Canceled):
		return cancelled()
	}
	return &ami.Problem{Kind: ami.Refused, Title: f.action + " failed", Cause: cause(f.err), Hint: "Ask again.", Retry: true}
}

// cancelled is the Problem of a question that is not asked any more; nobody
// gets to see it.
func cancelled() *ami.Problem {
	return &ami.Problem{Kind: ami.TimedOut, Title: "cancelled", Retry: true}
}

// apiProblem sorts an error that AWS gave a code for.
func (f failure) apiProblem(api smithy.APIError) *ami.Problem {
	code := api.ErrorCode()
	p := &ami.Problem{Code: text.Clean(code), Cause: text.Clean(squeeze(api.ErrorMessage()))}
	_, throttled := retry.DefaultThrottleErrorCodes[code]
	switch {
	case throttled:
		p.Kind, p.Retry = ami.Throttled, true
		p.Title = "throttled by AWS" + in(f.at)
		p.Hint = "The account's request budget is used up, perhaps by another tool; ask again in a minute."
	case code == "InvalidAction":
		f.unknownHere(p)
	case deniedCode(code), code == "AuthFailure" && strings.Contains(api.ErrorMessage(), "Not authorized"):
		f.denied(p, api.ErrorMessage())
	case expiredCode(code):
		f.expired(p)
	case code == "OptInRequired" && looksOnly(operationOf(f.action)):
		notEnabled(p, f.at)
	case badKeysCode(code):
		p.Kind = ami.BadCredentials
		p.Title = "AWS does not accept the access key" + of(f.profile)
		p.Hint = "Check the key, whether it is active, and whether it belongs to another partition; " + f.newKeys()
	case notFoundCode(code):
		p.Kind = ami.NotFound
		p.Title = "not found" + in(f.at)
		p.Hint = "It was deleted, or this account may not see it."
	default:
		f.refused(p, code)
	}
	return p
}

func deniedCode(code string) bool {
	switch code {
	case "UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "UnauthorizedAccess",
		"AuthorizationError", "Client.UnauthorizedOperation":
		return true
	}
	return false
}

func expiredCode(code string) bool {
	switch code {
	case "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired", "ExpiredTokenIdentifier":
		return true
	}
	return false
}

// badKeysCode lists what AWS says to keys it does not know. A region that the
// account has not enabled says the same.
func badKeysCode(code string) bool {
	switch code {
	case "AuthFailure", "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch",
		"MissingAuthenticationToken", "MissingAuthenticationTokenException", "InvalidSignatureException",
		"IncompleteSignature", "InvalidAccessKeyId":
		return true
	}
	return false
}

func notFoundCode(code string) bool {
	return strings.HasSuffix(code, "NotFound") || strings.HasSuffix(code, "NotFoundException") || code == "InvalidAMIID.Unavailable"
}

// forbiddenAction is the action that AWS's message says is not allowed, as in
// "… is not authorized to perform: ec2:DescribeImages because …".
func forbiddenAction(message string) (action string, ok bool) {
	_, rest, ok := strings.Cut(message, "perform: ")
	if !ok {
		_, rest, ok = strings.Cut(message, "perform ")
	}
	words := strings.Fields(rest)
	if !ok || len(words) == 0 {
		return "", false
	}
	action = strings.Trim(words[0], ".,;")
	service, operation, ok := strings.Cut(action, ":")
	if !ok || service == "" || operation == "" || strings.Trim(action, asciiLetters+"0123456789-:") != "" {
		return "", false
	}
	return action, true
}

const asciiLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// withoutBlob cuts the encoded reason out of a message: some kilobytes that
// only AWS can read.
func withoutBlob(message string) (readable string, wasEncoded bool) {
	before, after, found := strings.Cut(message, "Encoded authorization failure message:")
	if !found {
		return message, false
	}
	after = strings.TrimLeft(after, " ")
	after = strings.TrimLeft(after, asciiLetters+"0123456789_-")
	return strings.TrimSpace(before) + strings.TrimLeft(after, "."), true
}

// denied names the permission that is missing, as AWS's message names it or
// else the one of the request.
func (f failure) denied(p *ami.Problem, message string) {
	p.Kind, p.Action = ami.Denied, f.action
	if action, ok := forbiddenAction(message); ok {
		p.Action = action
	}
	p.Title = "not permitted: " + p.Action
	readable, wasEncoded := withoutBlob(message)
	p.Cause = text.Clean(squeeze(readable))
	lower := strings.ToLower(message)
	switch {
	case strings.Contains(lower, "service control policy"):
		p.Hint = "A service control policy of the organization forbids it; an administrator of the organization can lift it."
	case strings.Contains(lower, "explicit deny"):
		p.Hint = "A policy denies " + p.Action + " outright; who manages this role can say which."
	default:
		p.Hint = "Ask for the permission " + p.Action + ", or use another profile."
	}
	if wasEncoded {
		p.Hint += " AWS encoded its reason, which may be a service control policy; `aws sts decode-authorization-message` reads it."
	}
}

func (f failure) expired(p *ami.Problem) {
	p.Kind = ami.ExpiredSession
	p.Title = "the session" + of(f.profile) + " has expired"
	clock := p.Code.Raw() == "RequestExpired"
	switch {
	case clock && f.keysSet:
		p.Hint = "Check this machine's clock; if it is right, fetch new keys: " + f.newKeys()
	case clock:
		p.Hint = "Check this machine's clock, or sign in again with `aws sso login --profile " + f.profile + "`; then ask again."
	case f.keysSet:
		p.Hint = "Fetch new temporary keys: " + f.newKeys()
	default:
		p.Hint = "Sign in again with `aws sso login --profile " + f.profile + "`, or fetch new temporary keys; then ask again."
	}
}

// newKeys is how other keys get to tami: those in its environment stay what they
// are for as long as it runs.
func (f failure) newKeys() string {
	if f.keysSet {
		return "these come from AWS_ACCESS_KEY_ID in the environment; set new ones there and start tami again, or name a profile with --profile."
	}
	return "`aws configure --profile " + f.profile + "` sets a new one."
}

func notEnabled(p *ami.Problem, at ami.Where) {
	p.Kind = ami.RegionNotEnabled
	p.Title = at.Region + " is not enabled for this account"
	p.Hint = "Enable it with `aws account enable-region --region-name " + at.Region + "`, or leave it out."
}

// unknownHere is an operation that the endpoint does not have: AWS's own may be
// older in some regions, and imitations have a part of it only.
func (f failure) unknownHere(p *ami.Problem) {
	p.Kind = ami.NotAWS
	p.Title = "this endpoint has no " + f.action
	p.Hint = "It cannot tell; AWS's own can."
}

// refused is an error of AWS's that needs no name of its own.
func (f failure) refused(p *ami.Problem, code string) {
	p.Kind = ami.Refused
	p.Title = f.action + " refused: " + p.Code.String()
	var status interface{ HTTPStatusCode() int }
	if errors.As(f.err, &status) && status.HTTPStatusCode() >= 500 {
		p.Title = "AWS failed" + in(f.at) + ": " + p.Code.String()
		p.Hint = "The fault is on AWS's side; ask again in a while."
		p.Retry = true
	} else {
		p.Hint = "Read what AWS says; asking again will not help."
	}
	if hint := wayOut(code); hint != "" {
		p.Hint = hint
	}
	if code == "OperationNotPermitted" && terminates(f.action) {
		p.Hint = "Its termination protection is on: lift it with `aws ec2 modify-instance-attribute --instance-id ID --no-disable-api-termination`, then try again."
	}
}

// wayOut is what to do about a refusal, where its code tells; "" where only AWS's
// message does.
func wayOut(code string) string {
	switch code {
	case "Blocked", "PendingVerification":
		return "AWS holds the account back; its support centre says why."
	case "OptInRequired":
		return "The account has to subscribe to the product or enable the region first."
	case "InsufficientInstanceCapacity", "InsufficientHostCapacity", "InsufficientCapacity":
		return "AWS has no room for that instance type in that zone now: choose another type, or a subnet in another zone, or try again later."
	case "SpotMaxPriceTooLow":
		return "Spare capacity costs more than that now: give a higher price, or none, which means the price on demand."
	case "VcpuLimitExceeded", "InstanceLimitExceeded", "MaxSpotInstanceCountExceeded", "MaxSpotFleetRequestCountExceeded":
		return "The account may not run so much of that kind at once: launch fewer or a smaller type, or ask AWS for a larger quota (Service Quotas)."
	case "ResourceLimitExceeded", "ResourceCountExceeded", "SnapshotLimitExceeded", "SnapshotCopyLimitExceeded":
		return "The account may not have more of it there, or not so much under way at once: wait for what goes on, or ask AWS for a larger quota (Service Quotas)."
	case "InvalidAMIName.Duplicate":
		return "An image there has that name already; choose another one."
	case "InsufficientFreeAddressesInSubnet":
		return "The subnet has no free address left; choose another one."
	case "Unsupported", "UnsupportedOperation":
		return "What is asked for does not go together there: another instance type, or a subnet in another zone, may do."
	}
	return ""
}

// notAWS is an answer that could not be understood.
func (f failure) notAWS(err error) *ami.Problem {
	return &ami.Problem{
		Kind: ami.NotAWS, Title: "the answer" + in(f.at) + " cannot be read as AWS's", Cause: cause(err),
		Hint: "Ask again; if it stays so, check --endpoint-url, AWS_ENDPOINT_URL and any proxy on the way.", Retry: true,
	}
}

// cause is what an error says, as safe text on one line.
func cause(err error) text.Safe {
	if err == nil {
		return text.Safe{}
	}
	return text.Clean(squeeze(err.Error()))
}

// squeeze makes one line of a message and cuts it where no line would hold it.
func squeeze(s string) string {
	const most = 500
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func in(at ami.Where) string {
	if at.Region == "" {
		return ""
	}
	return " in " + at.Region
}

func of(profile string) string {
	if profile == "" || profile == defaultProfile {
		return ""
	}
	return fmt.Sprintf(" of profile %s", profile)
}
