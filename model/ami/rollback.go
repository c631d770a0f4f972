package ami

import (
	"strings"

	"tami/model/text"
)

// Refreshes asks for the instance refreshes of an Auto Scaling group, the
// newest first, as far back as AWS keeps them (six weeks).
type Refreshes struct {
	Where
	Group string
}

// OneGroup asks for one Auto Scaling group as it is now, for who watches it: in
// one request, however many instances it has. Its answer is a GroupList without
// Launches, and versions that move are not looked up in it.
type OneGroup struct {
	Where
	Name string
}

// RootTask asks how far the exchange of an instance's root volume is.
type RootTask struct {
	Where
	ID string
}

// ParameterValue asks what an SSM parameter says now.
type ParameterValue struct {
	Where
	Name string
}

// Refresh is one instance refresh of a group.
type Refresh struct {
	ID       text.Safe
	Status   text.Safe // Pending, InProgress, Successful, Failed, Cancelling, Cancelled, RollbackInProgress, RollbackFailed, RollbackSuccessful, Baking
	Reason   text.Safe
	Percent  int
	ToUpdate int       // instances still to be replaced
	Template text.Safe // the launch template that it brings the group to; empty: the group's own
	Version  text.Safe
	Policy   string // the mixed instances policy that it brings the group to, as the AWS CLI's JSON; "": none
	Began    Date
	Ended    Date
	Strategy text.Safe // Rolling, ReplaceRootVolume

	// How careful it is, as it was started.
	MinHealthy      int // per cent
	SkipMatching    bool
	AutoRollback    bool
	Checkpoints     []int // per cent
	CheckpointDelay int   // seconds
	Bake            int   // seconds
	Alarms          []text.Safe
}

// Waits reports a refresh that stands at a checkpoint, to be looked at.
func (r *Refresh) Waits() bool {
	return r.Status.String() == "InProgress" && strings.Contains(strings.ToLower(r.Reason.Raw()), "checkpoint")
}

// Over reports a refresh that is not under way any more.
func (r *Refresh) Over() bool {
	switch r.Status.String() {
	case "Successful", "Failed", "Cancelled", "RollbackSuccessful", "RollbackFailed":
		return true
	}
	return false
}

// RefreshList answers Refreshes.
type RefreshList struct{ List []Refresh }

// RootTaskBody answers RootTask.
type RootTaskBody struct {
	State text.Safe // pending, in-progress, succeeded, failing, failed, failing-detached, failed-detached
}

// ParameterBody answers ParameterValue.
type ParameterBody struct {
	Value, Type, DataType text.Safe
	Version               int64
	Modified              Date
}

func (Refreshes) isNeed()      {}
func (OneGroup) isNeed()       {}
func (RootTask) isNeed()       {}
func (ParameterValue) isNeed() {}

func (RefreshList) isBody()   {}
func (RootTaskBody) isBody()  {}
func (ParameterBody) isBody() {}
