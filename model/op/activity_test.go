package op_test

import (
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// TestLaunchTroubleIsSaidInPlainWords holds what Auto Scaling writes when a
// launch fails to what it comes down to.
func TestLaunchTroubleIsSaidInPlainWords(t *testing.T) {
	for message, means := range map[string]string{
		"The AMI ID <ami-0000000a> does not exist. Launching EC2 instance failed.":                                                                   "gone or not visible",
		"Client.InternalError: Client error on launch.":                                                                                              "KMS key",
		"We currently do not have sufficient c7g.large capacity in the Availability Zone you requested (us-east-1a). Launching EC2 instance failed.": "no room",
		"You are not authorized to perform this operation. Launching EC2 instance failed.":                                                           "permission",
		"The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI.":                     "another architecture",
		"AMI ami-0000000a is pending, and cannot be run. Launching EC2 instance failed.":                                                             "not available yet",
		"You have requested more vCPU capacity than your current vCPU limit of 32 allows.":                                                           "quota",
		"Instance failed to complete its health checks: it did not pass the EC2 status checks":                                                       "did not get healthy",
		"In order to use this AWS Marketplace product you need to accept terms and subscribe.":                                                       "not subscribed",
		"The key pair 'ops' does not exist. Launching EC2 instance failed.":                                                                          "something else that the launch names",
		"An instance was launched in response to a difference between desired and actual capacity.":                                                  "",
		"": "",
	} {
		got := op.LaunchTrouble(message)
		if !strings.Contains(got, means) || (means == "") != (got == "") {
			t.Errorf("%q: %q, want %q", message, got, means)
		}
	}
}

// TestAFailedRefreshSaysWhatItsGroupTold takes the failures since the call, each
// once, and nothing that is older or that went well.
func TestAFailedRefreshSaysWhatItsGroupTold(t *testing.T) {
	began := time.Date(2026, 11, 21, 14, 0, 0, 0, time.UTC)
	act := func(minute int, status, message string) ami.Activity {
		return ami.Activity{What: text.Clean("Launching a new EC2 instance"), Status: text.Clean(status), Message: text.Clean(message), Began: ami.DateOf(began.Add(time.Duration(minute) * time.Minute))}
	}
	list := ami.ActivityList{List: []ami.Activity{
		act(9, "Failed", "You are not authorized."), act(8, "Failed", "You are not authorized."), act(7, "Successful", "fine"), act(6, "Failed", "Some other thing."), act(-1, "Failed", "Long ago."),
	}}
	call := op.StartRefresh{Group: "web-blue"}
	if n, ok := op.AskWhy(call, ami.Where{}).(ami.Activities); !ok || n.Group != "web-blue" {
		t.Errorf("it asks %v", op.AskWhy(call, ami.Where{}))
	}
	want := "AWS: Launching a new EC2 instance: You are not authorized (the group, or who set it up, lacks a permission that the launch takes). AWS: Launching a new EC2 instance: Some other thing"
	if got := op.Why(call, list, began); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := op.Why(call, list, began.Add(time.Hour)) + op.Why(call, nil, began) + op.Why(op.UpdateGroup{}, list, began); got != "" {
		t.Errorf("said without a reason: %q", got)
	}
}
