package op_test

import (
	"strings"
	"testing"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

const (
	us      = "111122223333"
	partner = "444455556666"
	other   = "777788889999"
	orgARN  = "arn:aws:organizations::111122223333:organization/o-abcde12345"
)

func virginia() ami.Where { return ami.Where{Region: "us-east-1"} }

// world is what is known in a test: an account with two images of its own, web
// and db, each on one snapshot, and one that a partner shares with it.
type world struct {
	*model.State
	at ami.Where
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{model.New(model.Scope{}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices()), virginia()}
	w.Now = noon()
	w.know(ami.Caller{}, ami.Identity{Account: text.Clean(us)})
	w.image("ami-0a000001", "web-2026.11.19", nil)
	w.image("ami-0a000002", "db-2026.10.01", nil)
	w.image("ami-0a000009", "partner-tools", func(i *ami.Image) { i.OwnerID = text.Clean(partner) })
	for _, id := range []string{"ami-0a000001", "ami-0a000002", "ami-0a000009"} {
		w.sharedWith(ami.Sharing{Where: w.at, ImageID: id})
		w.know(ami.References{Where: w.at, ImageID: id}, ami.ReferenceList{})
		w.snapshot("snap-"+id[4:], nil)
		w.sharedWith(ami.SnapshotSharing{Where: w.at, ID: "snap-" + id[4:]})
	}
	w.know(ami.PublicBlock{Where: w.at}, ami.PublicBlockState{Images: text.Clean("unblocked"), Snapshots: text.Clean("unblocked")})
	w.know(ami.Instances{Where: w.at}, ami.InstancePage{})
	w.know(ami.Groups{Where: w.at}, ami.GroupList{})
	w.know(ami.LaunchConfigurations{Where: w.at}, ami.LaunchConfigurationList{})
	return w
}

// know learns a whole answer.
func (w *world) know(n ami.Need, b ami.Body) {
	w.Learn(ami.Fact{Need: n, At: noon(), First: true, Done: true, Body: b})
}

// deny learns that a question may not be asked.
func (w *world) deny(n ami.Need, action string) {
	w.Learn(ami.Fact{Need: n, At: noon(), First: true, Done: true, Problem: &ami.Problem{Kind: ami.Denied, Title: "not permitted: " + action}})
}

// image learns an image of ours, changed.
func (w *world) image(id, name string, change func(*ami.Image)) {
	snap := "snap-" + id[4:]
	img := ami.Image{
		ID: text.Clean(id), Name: text.Clean(name), Created: ami.ParseDate("2026-11-01T08:00:00Z"),
		Devices: []ami.Device{{Name: text.Clean("/dev/xvda"), EBS: &ami.EBS{SnapshotID: text.Clean(snap), VolumeSize: 8}}},
		Traits:  &ami.Traits{OwnerID: text.Clean(us), State: text.Clean("available"), RootDevice: text.Clean("/dev/xvda")}, Extra: &ami.Extra{},
	}
	if change != nil {
		change(&img)
	}
	w.know(ami.OneImage{Where: w.at, ID: id}, ami.ImagePage{Images: []ami.Image{img}})
}

func (w *world) web(change func(*ami.Image)) { w.image("ami-0a000001", "web-2026.11.19", change) }

func (w *world) snapshot(id string, change func(*ami.Snapshot)) {
	s := ami.Snapshot{ID: text.Clean(id), OwnerID: text.Clean(us), State: text.Clean("completed"), VolumeSize: 8, Tier: text.Clean("standard")}
	if change != nil {
		change(&s)
	}
	w.know(ami.OneSnapshot{Where: w.at, ID: id}, ami.SnapshotBody{Snapshot: s})
}

func (w *world) sharedWith(n ami.Need, list ...ami.Permission) {
	w.know(n, ami.Permissions{List: list})
}

// webSharedWith says whom web is shared with.
func (w *world) webSharedWith(list ...ami.Permission) {
	w.sharedWith(ami.Sharing{Where: w.at, ImageID: "ami-0a000001"}, list...)
}

func account(id string) ami.Permission { return ami.Permission{Account: text.Clean(id)} }

func public() ami.Permission { return ami.Permission{Group: text.Clean("all")} }

// request asks for an action on images; values are name=value.
func (w *world) request(word string, ids string, values ...string) (*op.Action, op.Request) {
	a := op.Find(word)
	r := op.Request{Action: a.ID, Values: op.Values{}, Now: noon()}
	for _, id := range strings.Fields(ids) {
		r.Targets = append(r.Targets, op.Target{At: w.at, ID: id})
	}
	for _, v := range values {
		name, value, _ := strings.Cut(v, "=")
		r.Values[name] = append(r.Values[name], value)
	}
	return a, r
}

// plan makes a plan that must succeed.
func (w *world) plan(t *testing.T, word, ids string, values ...string) op.Plan {
	t.Helper()
	a, r := w.request(word, ids, values...)
	p, err := a.Plan(r, w.Facts())
	if err != nil {
		t.Fatalf("%s %s %v: %v", word, ids, values, err)
	}
	return p
}

const web, db, tools = "ami-0a000001", "ami-0a000002", "ami-0a000009"
