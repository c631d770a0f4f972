package model

import (
	"reflect"
	"testing"

	"tami/model/ami"
	"tami/model/op"
)

// TestLastTime takes each value from the newest run that had one, those of the
// same account and place first, and none from the way back of a run.
func TestLastTime(t *testing.T) {
	run := func(id, account, region, undoOf string, v op.Values) op.Run {
		at := ami.Where{Profile: "prod", Region: region}
		return op.Run{ID: id, UndoOf: undoOf, Plan: op.Plan{Action: "image.launch", Steps: []op.Step{{At: at, Account: account}},
			Request: op.Request{Targets: []op.Target{{At: at, ID: "ami-1"}}, Values: v}}}
	}
	var r Runs
	r.Learn([]op.Run{
		run("1", "1", "eu-west-1", "", op.Values{"type": {"m5.large"}, "subnet": {"subnet-1"}, "security-group": {"sg-1", "sg-2"}}),
		run("2", "1", "eu-west-1", "", op.Values{"type": {"t3.micro"}, "subnet": {""}}),
		run("3", "1", "us-east-1", "", op.Values{"type": {"c5.large"}, "subnet": {"subnet-9"}, "key": {"ops"}}),
		run("4", "2", "eu-west-1", "", op.Values{"type": {"x1.large"}}),
		run("5", "1", "eu-west-1", "2", op.Values{"type": {"a1.large"}}),
	})
	want := op.Values{"type": {"t3.micro"}, "subnet": {"subnet-1"}, "security-group": {"sg-1", "sg-2"}, "key": {"ops"}}
	if got := r.LastTime("image.launch", "1", ami.Where{Profile: "prod", Region: "eu-west-1"}); !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
	if got := r.LastTime("image.copy", "1", ami.Where{Profile: "prod", Region: "eu-west-1"}); len(got) != 0 {
		t.Errorf("of an action that was never run: %v", got)
	}
	if got := r.LastTime("image.launch", "", ami.Where{Profile: "dev", Region: "eu-west-1"}); len(got) != 0 {
		t.Errorf("of another profile: %v", got)
	}
}
