package ami

import (
	"strings"

	"tami/model/text"
)

// ProblemKind sorts failures by what the user can do about them.
type ProblemKind string

// The kinds of problems.
const (
	NoCredentials    ProblemKind = "no credentials"
	BadCredentials   ProblemKind = "bad credentials"
	ExpiredSession   ProblemKind = "session expired"
	Denied           ProblemKind = "not permitted"
	RegionNotEnabled ProblemKind = "region not enabled"
	NoRegion         ProblemKind = "no region"
	BadProfile       ProblemKind = "profile unusable"
	Throttled        ProblemKind = "throttled"
	Unreachable      ProblemKind = "unreachable"
	TimedOut         ProblemKind = "timed out"
	NotAWS           ProblemKind = "not AWS"
	NotFound         ProblemKind = "not found"
	Refused          ProblemKind = "refused" // AWS answered with an error of another kind
)

// Problem is a failure in words: what went wrong, why, and what to do next.
type Problem struct {
	Kind   ProblemKind
	Title  string    // one short clause of ours: "not permitted: ec2:DescribeImages"
	Cause  text.Safe // what AWS, the network or a file said
	Hint   string    // the next step, in a sentence of ours
	Action string    // the IAM action that is missing, where one is known
	Code   text.Safe // AWS's error code, where there is one
	Retry  bool      // asking again may help without changing anything
	SignIn SignInWay // how signing in from within tami would help, where it would
}

// SignedOut reports a Problem that lasts until somebody signs in: nothing was
// done, and whatever was asked can be asked again as it is.
func (p *Problem) SignedOut() bool {
	return p != nil && (p.Kind == ExpiredSession || p.Kind == NoCredentials)
}

// Error makes a Problem an error, for the paths that carry errors.
func (p *Problem) Error() string {
	s := p.Title
	if c := p.Cause.String(); c != "" {
		s += ": " + c
	}
	if p.Hint != "" {
		s = strings.TrimSuffix(s, ".") + ". " + p.Hint
	}
	return s
}
