package ami

import (
	"time"

	"tami/model/text"
)

// Fact is an answer, or a page of one, addressed by the question it answers.
// Every Need that was asked ends in exactly one Fact with Done set, which
// carries the last page or the Problem, unless the asking was cancelled.
type Fact struct {
	Need    Need
	At      time.Time // when the answer came
	First   bool      // the first page: what was known before is being replaced
	Done    bool      // nothing more will come for this Need
	Body    Body      // nil when there is only a Problem
	Problem *Problem  // why the answer is missing or stopped half-way
	Cached  *Cached   // set where this is no answer of AWS's, but an earlier one
}

// Cached says that a Fact comes from this machine: Images that AWS gave earlier,
// to be looked at until it answers, or why there are none. It is never an
// answer: the Need ends with AWS's, which may come before it or after, and
// nothing may be decided by it.
type Cached struct {
	At      time.Time // when AWS gave them
	Account string    // whose they are
	Fault   string    // what is wrong with the cache, in a sentence; then nothing else is said
}

// Body is what a Fact says. The set is closed, so that what learns from facts
// can be held to all of them.
//
//sumtype:decl
type Body interface{ isBody() }

// ProfileList answers Profiles.
type ProfileList struct {
	Profiles []Profile
	Files    []text.Safe // the files that were read
}

// Profile is a named set of settings in the shared AWS configuration.
type Profile struct {
	Name   text.Safe
	Region string    // its default region, "" when it has none
	SignIn text.Safe // in words: "access key", "SSO session corp", "assumes role … from base", "credential process"
	File   text.Safe // where it stands
	Way    SignInWay // how tami itself can sign it in
}

// Identity answers Caller.
type Identity struct {
	Account text.Safe
	ARN     text.Safe
}

// RegionList answers Regions.
type RegionList struct {
	Regions []Region
	Builtin bool // AWS could not be asked: the list is the one tami was built with
}

// Region is a region and whether the account has it enabled.
type Region struct {
	Name    string
	Enabled bool
}

// ImagePage answers Images, a page at a time, and OneImage.
type ImagePage struct {
	Images []Image
	Named  []Pointed // where the source is a path of SSM parameters: which of them name these images
}

// Pointed is an SSM parameter and the image that it points to.
type Pointed struct {
	Parameter text.Safe
	ImageID   text.Safe
}

// Absent answers a question about one thing that is not there, or that we may
// not see: AWS does not tell the two apart.
type Absent struct{}

// SnapshotBody answers OneSnapshot.
type SnapshotBody struct{ Snapshot Snapshot }

// InstancePage answers Instances, a page at a time.
type InstancePage struct{ Instances []Instance }

// TagPage answers TagNames, a page at a time.
type TagPage struct{ Tags []Tag }

func (ProfileList) isBody()  {}
func (Identity) isBody()     {}
func (RegionList) isBody()   {}
func (ImagePage) isBody()    {}
func (Absent) isBody()       {}
func (SnapshotBody) isBody() {}
func (InstancePage) isBody() {}
func (TagPage) isBody()      {}
