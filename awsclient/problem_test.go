package awsclient

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"unicode"

	"github.com/aws/smithy-go"

	"tami/model/ami"
)

// apiError is an error with a code, wrapped as the SDK wraps it.
func apiError(code, message string) error {
	return &smithy.OperationError{ServiceID: "EC2", OperationName: "DescribeImages", Err: fmt.Errorf("https response error: %w", &smithy.GenericAPIError{Code: code, Message: message})}
}

func sent(err error) error {
	return &url.Error{Op: "Post", URL: "https://ec2.eu-west-1.amazonaws.com/", Err: err}
}

func TestProblems(t *testing.T) {
	const encodedReason = "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/u is not authorized to perform: ec2:RunInstances with an explicit deny. Encoded authorization failure message: 4OIAuhzZbdKy-_X more"
	for name, c := range map[string]struct {
		err   error
		kind  ami.ProblemKind
		title string
		hint  string
		retry bool
	}{
		"no capacity":          {apiError("InsufficientInstanceCapacity", "We currently do not have sufficient t3.micro capacity."), ami.Refused, "ec2:DescribeImages refused: InsufficientInstanceCapacity", "another zone", false},
		"vCPU quota":           {apiError("VcpuLimitExceeded", "You have requested more vCPU capacity."), ami.Refused, "ec2:DescribeImages refused: VcpuLimitExceeded", "launch fewer or a smaller type", false},
		"copies at once":       {apiError("ResourceLimitExceeded", "Too many."), ami.Refused, "ec2:DescribeImages refused: ResourceLimitExceeded", "wait for what goes on", false},
		"a name that is taken": {apiError("InvalidAMIName.Duplicate", "AMI name x is already in use."), ami.Refused, "ec2:DescribeImages refused: InvalidAMIName.Duplicate", "choose another one", false},
		"denied":               {apiError("UnauthorizedOperation", "You are not authorized to perform this operation."), ami.Denied, "not permitted: ec2:DescribeImages", "Ask for the permission ec2:DescribeImages", false},
		"denied by moto":       {apiError("AccessDenied", "User: u is not authorized to perform: ec2:DescribeImages"), ami.Denied, "not permitted: ec2:DescribeImages", "Ask for the permission", false},
		"named in message":     {apiError("AccessDeniedException", "User: u is not authorized to perform: ssm:GetParameter on resource: x"), ami.Denied, "not permitted: ssm:GetParameter", "", false},
		"service control":      {apiError("UnauthorizedOperation", "User: u is not authorized to perform: ec2:DescribeImages with an explicit deny in a service control policy"), ami.Denied, "ec2:DescribeImages", "organization", false},
		"encoded":              {apiError("UnauthorizedOperation", encodedReason), ami.Denied, "not permitted: ec2:RunInstances", "decode-authorization-message", false},
		"not the owner":        {apiError("AuthFailure", "Not authorized for image:ami-1"), ami.Denied, "not permitted", "", false},
		"bad keys":             {apiError("AuthFailure", "AWS was not able to validate the provided access credentials"), ami.BadCredentials, "access key of profile ops", "aws configure --profile ops", false},
		"bad signature":        {apiError("SignatureDoesNotMatch", "x"), ami.BadCredentials, "access key", "", false},
		"expired":              {apiError("ExpiredToken", "The security token included in the request is expired"), ami.ExpiredSession, "session of profile ops has expired", "aws sso login --profile ops", false},
		"expired request":      {apiError("RequestExpired", "Request has expired."), ami.ExpiredSession, "expired", "clock", false},
		"throttled":            {apiError("RequestLimitExceeded", "Request limit exceeded."), ami.Throttled, "throttled by AWS in eu-west-1", "minute", true},
		"throttled too":        {apiError("ThrottlingException", "Rate exceeded"), ami.Throttled, "throttled", "", true},
		"not opted in":         {apiError("OptInRequired", "You are not subscribed to this service."), ami.RegionNotEnabled, "eu-west-1 is not enabled", "aws account enable-region --region-name eu-west-1", false},
		"gone":                 {apiError("InvalidAMIID.NotFound", "The image id '[ami-1]' does not exist"), ami.NotFound, "not found in eu-west-1", "deleted", false},
		"a version gone":       {apiError("InvalidLaunchTemplateId.VersionNotFound", "x"), ami.NotFound, "not found", "", false},
		"unavailable image":    {apiError("InvalidAMIID.Unavailable", "x"), ami.NotFound, "not found", "", false},
		"pending":              {apiError("PendingVerification", "Your account is being verified"), ami.Refused, "PendingVerification", "support", false},
		"unknown code":         {apiError("SomethingNew", "words"), ami.Refused, "ec2:DescribeImages refused: SomethingNew", "", false},
		"not AWS":              {sent(&foreignAnswer{host: "h", status: 200, what: "JSON where XML is due"}), ami.NotAWS, "does not speak", "--endpoint-url", false},
		"not implemented":      {sent(&foreignAnswer{host: "h", status: 500, what: "a web page"}), ami.NotAWS, "this endpoint has no ec2:DescribeImages", "cannot tell", false},
		"no such action":       {apiError("InvalidAction", "The action DescribeImages is not valid for this web service."), ami.NotAWS, "this endpoint has no ec2:DescribeImages", "cannot tell", false},
		"a gateway":            {sent(&foreignAnswer{host: "h", status: 502, what: "a web page"}), ami.Unreachable, "HTTP 502", "", true},
		"a proxy":              {sent(&foreignAnswer{host: "h", status: 407, what: "a web page"}), ami.Unreachable, "proxy", "HTTPS_PROXY", false},
		"cut XML":              {&smithy.DeserializationError{Err: errors.New("XML syntax error on line 1: unexpected EOF")}, ami.NotAWS, "cannot be read", "", true},
		"slow":                 {sent(&slowError{host: "h", part: "no answer", after: firstBytePatience}), ami.TimedOut, "within 10s", "firewall", true},
		"no name server":       {sent(&slowError{host: "ec2.eu-west-1.amazonaws.com", part: noAddress, after: connectPatience}), ami.TimedOut, "no address of ec2.eu-west-1.amazonaws.com within 5s", "name server", true},
		"deadline":             {fmt.Errorf("x: %w", context.DeadlineExceeded), ami.TimedOut, "no answer in time", "", true},
		"no such host":         {sent(&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "ec2.eu-west-1.amazonaws.com", IsNotFound: true}}), ami.Unreachable, "no address is known for ec2.eu-west-1.amazonaws.com", "name server", true},
		"refused":              {sent(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}), ami.Unreachable, "nothing answers at ec2.eu-west-1", "", true},
		"no route":             {sent(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.EHOSTUNREACH)}), ami.Unreachable, "no way to", "VPN", true},
		"untrusted":            {sent(x509.UnknownAuthorityError{}), ami.Unreachable, "not trusted", "AWS_CA_BUNDLE", false},
		"plain behind TLS":     {sent(errors.New("http: server gave HTTP response to HTTPS client")), ami.Unreachable, "not trusted", "http://", false},
		"cut":                  {sent(io.ErrUnexpectedEOF), ami.Unreachable, "was cut", "", true},
		"reset":                {sent(os.NewSyscallError("read", syscall.ECONNRESET)), ami.Unreachable, "was cut", "", true},
		"no URL":               {errors.New(`Custom endpoint "x" was not a valid URI`), ami.NotAWS, "no address", "AWS_ENDPOINT_URL", false},
		"another failure":      {sent(errors.New("something in the network")), ami.Unreachable, "the connection to ec2.eu-west-1.amazonaws.com failed", "", true},
		"anything else":        {errors.New("whatever"), ami.Refused, "ec2:DescribeImages failed", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := problemOf(failure{err: c.err, at: ami.Where{Profile: "ops", Region: "eu-west-1"}, action: "ec2:DescribeImages", profile: "ops"})
			wantProblem(t, p, c.kind, c.hint)
			if !strings.Contains(p.Title, c.title) || p.Retry != c.retry {
				t.Errorf("title %q, retry %v; want one with %q, %v", p.Title, p.Retry, c.title, c.retry)
			}
			if len(p.Title) > 80 {
				t.Errorf("the title %q does not fit a line", p.Title)
			}
			if p.Kind == ami.Denied && p.Action == "" {
				t.Error("a denial names what is missing")
			}
			if strings.Contains(p.Cause.String(), "4OIA") {
				t.Errorf("the cause %q holds what only AWS can read", p.Cause)
			}
		})
	}
}

// TestKeysOfTheEnvironmentAreToldOf: no command can renew those for tami while it
// runs, and no profile is theirs.
func TestKeysOfTheEnvironmentAreToldOf(t *testing.T) {
	for _, code := range []string{"ExpiredToken", "RequestExpired", "InvalidClientTokenId"} {
		p := problemOf(failure{err: apiError(code, "x"), at: ami.Where{Region: "eu-west-1"}, action: "ec2:DescribeImages", profile: "default", keysSet: true})
		if !strings.Contains(p.Hint, "AWS_ACCESS_KEY_ID") || strings.Contains(p.Hint, "sso") || strings.Contains(p.Hint, "configure") {
			t.Errorf("%s: %q", code, p.Hint)
		}
	}
}

func TestUnknownRegionIsSuggested(t *testing.T) {
	err := sent(&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}})
	p := problemOf(failure{err: err, at: ami.Where{Region: "us-esat-1"}})
	wantProblem(t, p, ami.Unreachable, "us-east-1")
}

func TestForbiddenAction(t *testing.T) {
	for message, want := range map[string]string{
		"is not authorized to perform: ec2:DescribeImages because no policy": "ec2:DescribeImages",
		"is not authorized to perform: ec2:DescribeImages.":                  "ec2:DescribeImages",
		"You are not authorized to perform this operation.":                  "",
		"perform: \x1b[31m:x":  "",
		"perform: ":            "",
		"perform: a:b:c":       "a:b:c",
		"nothing of the kind":  "",
		"perform: ec2: Images": "",
	} {
		if got, ok := forbiddenAction(message); got != want || ok != (want != "") {
			t.Errorf("%q names %q", message, got)
		}
	}
}

func FuzzProblem(f *testing.F) {
	f.Add("UnauthorizedOperation", "perform: ec2:X Encoded authorization failure message: abc")
	f.Add("AuthFailure", "\x1b]0;x\x07")
	f.Add("\u202e.NotFound", "")
	f.Fuzz(func(t *testing.T, code, message string) {
		p := problemOf(failure{err: apiError(code, message), at: ami.Where{Region: "us-east-1"}, action: "ec2:DescribeImages"})
		for _, s := range []string{p.Title, p.Hint, p.Action, p.Cause.String(), p.Code.String()} {
			for _, r := range s {
				if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
					t.Fatalf("%q shows %U", s, r)
				}
			}
		}
		if len(p.Cause.String()) > 4000 {
			t.Fatalf("a cause of %d bytes", len(p.Cause.String()))
		}
	})
}
