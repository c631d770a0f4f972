package model_test

import (
	"testing"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// TestDrafts are kept for one change to one set of things, and until nothing is
// left of them.
func TestDrafts(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	request := func(action op.ID, values op.Values, ids ...string) op.Request {
		r := op.Request{Action: action, Values: values}
		for _, id := range ids {
			r.Targets = append(r.Targets, op.Target{At: at, ID: id})
		}
		return r
	}
	d := model.Drafts{}
	key := model.DraftKey(request("image.copy", nil, "ami-1", "ami-2"))
	fields := map[string]string{"name": "x"}
	d.Keep(key, fields)
	fields["name"] = "changed behind its back"
	if got := d[model.DraftKey(request("image.copy", op.Values{}, "ami-1", "ami-2"))]["name"]; got != "x" {
		t.Errorf("kept is %q", got)
	}
	for _, other := range []op.Request{
		request("image.copy", nil, "ami-1"), request("image.copy", nil, "ami-1 ami-2"), request("image.launch", nil, "ami-1", "ami-2"),
		request("image.copy", op.Values{"to": {"eu-west-1"}}, "ami-1", "ami-2"), {Action: "image.copy", Targets: []op.Target{{At: ami.Where{Region: "eu-west-1"}, ID: "ami-1"}}},
	} {
		if len(d[model.DraftKey(other)]) > 0 {
			t.Errorf("%+v has the draft of another form", other)
		}
	}
	d.Keep(key, nil)
	if len(d) != 0 {
		t.Errorf("%d drafts are left", len(d))
	}
}
