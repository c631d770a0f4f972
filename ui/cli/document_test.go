package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"tami/model"
	"tami/model/ami"
	"tami/model/text"
)

// learned is a reading that has learned a snapshot of its image.
func learned(t *testing.T, region string, snapshots ...ami.Snapshot) (*reading, entry) {
	t.Helper()
	at := ami.Where{Region: region}
	r := &reading{state: model.New(model.Scope{Profiles: []string{""}}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices())}
	e := entryOf("web-2026.11.19", func(i *ami.Image) { i.Devices = nil })
	e.at = at
	for _, s := range snapshots {
		s.OwnerID = text.Clean("111122223333")
		e.img.Devices = append(e.img.Devices, ami.Device{EBS: &ami.EBS{SnapshotID: s.ID, VolumeSize: s.VolumeSize}})
		r.state.Learn(ami.Fact{Need: ami.OneSnapshot{Where: at, ID: s.ID.String()}, Done: true, Body: ami.SnapshotBody{Snapshot: s}})
	}
	return r, e
}

func snapshot(id string, gib int32, full int64) ami.Snapshot {
	s := ami.Snapshot{ID: text.Clean(id), VolumeSize: gib, Tier: text.Clean("standard")}
	if full > 0 {
		bytes := full << 30
		s.FullSize = &bytes
	}
	return s
}

func TestCostOfSnapshots(t *testing.T) {
	archived := snapshot("snap-1", 200, 100)
	archived.Tier = text.Clean("archive")
	for name, c := range map[string]struct {
		region    string
		snapshots []ami.Snapshot
		low, high float64
		label     string
	}{
		"written data":           {"us-east-1", []ami.Snapshot{snapshot("snap-1", 200, 50)}, 0, 2.50, "up to"},
		"volume size only":       {"us-east-1", []ami.Snapshot{snapshot("snap-1", 200, 0)}, 0, 10, "up to"},
		"several":                {"eu-central-1", []ami.Snapshot{snapshot("snap-1", 8, 8), snapshot("snap-2", 200, 50)}, 0, 3.132, "up to"},
		"archived: a full copy":  {"us-east-1", []ami.Snapshot{archived}, 1.25, 1.25, "exact"},
		"none: nothing to store": {"us-east-1", nil, 0, 0, "exact"},
	} {
		t.Run(name, func(t *testing.T) {
			r, e := learned(t, c.region, c.snapshots...)
			got := r.document(e).Cost
			if got.HighUSD == nil || diff(*got.HighUSD, c.high) || diff(got.LowUSD, c.low) || got.Label != c.label {
				t.Errorf("cost is %+v", got)
			}
		})
	}
}

func diff(a, b float64) bool { return a-b > 1e-9 || b-a > 1e-9 }

// What is not known is said to be unknown, never taken for nothing.
func TestCostThatIsNotKnown(t *testing.T) {
	r, e := learned(t, "mx-central-1", snapshot("snap-1", 10, 10))
	if c := r.document(e).Cost; c.HighUSD != nil || c.Label != "unknown" || len(c.Unknown) != 1 || !strings.Contains(c.Unknown[0], "mx-central-1") {
		t.Errorf("without a price the cost is %+v", c)
	}
	r, e = learned(t, "us-east-1")
	e.img.Devices = []ami.Device{{EBS: &ami.EBS{SnapshotID: text.Clean("snap-9")}}}
	if c := r.document(e).Cost; c.HighUSD != nil || c.Label != "unknown" {
		t.Errorf("without the snapshot the cost is %+v", c)
	}
	e.account = "999988887777"
	if c := r.document(e).Cost; c.HighUSD == nil || *c.HighUSD != 0 || c.Label != "exact" {
		t.Errorf("somebody else's snapshot costs %+v", c)
	}
}

func TestDocumentSaysWhatWasNotChecked(t *testing.T) {
	r, e := learned(t, "us-east-1", snapshot("snap-1", 8, 8))
	at := e.at
	e.img.Devices = append(e.img.Devices,
		ami.Device{EBS: &ami.EBS{SnapshotID: text.Clean("snap-gone")}}, ami.Device{EBS: &ami.EBS{SnapshotID: text.Clean("snap-denied")}})
	denied := &ami.Problem{Kind: ami.Denied, Title: "not permitted: ec2:DescribeSnapshots"}
	r.state.Learn(ami.Fact{Need: ami.OneSnapshot{Where: at, ID: "snap-gone"}, Done: true, Body: ami.Absent{}})
	r.state.Learn(ami.Fact{Need: ami.OneSnapshot{Where: at, ID: "snap-denied"}, Done: true, Problem: denied})
	r.state.Learn(ami.Fact{Need: ami.Instances{Where: at}, Done: true, Problem: denied})
	r.state.Learn(ami.Fact{Need: ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}, Done: true, Problem: denied})
	e.account = ""
	d := r.document(e)
	got := map[string]string{}
	for _, n := range d.NotChecked {
		got[n.What] = n.Why
	}
	for what, why := range map[string]string{
		"snapshot snap-gone":   "gone, or not visible to this account",
		"snapshot snap-denied": denied.Title,
		"instances":            denied.Title,
		"other versions":       denied.Title,
		"Account":              "it was not answered",
		"LaunchPermissions":    "it was not answered",
		"Auto Scaling groups":  "not answered yet",
	} {
		if got[what] != why {
			t.Errorf("%s is not checked because %q, want %q", what, got[what], why)
		}
	}
	var back map[string]json.RawMessage
	out, err := model.ASCIIJSON(d, "  ")
	if err == nil {
		err = json.Unmarshal([]byte(out), &back)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"Image", "Account", "Region", "LaunchPermissions", "Snapshots", "References", "NotChecked", "Family", "Cost"} {
		if back[key] == nil {
			t.Errorf("the JSON has no %s", key)
		}
	}
	if len(back) != 9 || string(back["LaunchPermissions"]) != "null" || string(back["References"]) != "[]" {
		t.Errorf("the JSON is %s", out)
	}
}

func TestDescriptionInWords(t *testing.T) {
	r, e := learned(t, "us-east-1", snapshot("snap-1", 20, 12))
	e.img.Tags = []ami.Tag{{Key: text.Clean("Team"), Value: text.Clean("web\x1b[2J")}}
	e.img.Devices = append(e.img.Devices, ami.Device{Name: text.Clean("/dev/sdb"), Virtual: text.Clean("ephemeral0")}, ami.Device{Name: text.Clean("/dev/sdc"), NoDevice: true})
	instance := ami.Instance{ID: text.Clean("i-1"), ImageID: e.img.ID, State: text.Clean("running"), Name: text.Clean("web-1")}
	r.state.Learn(ami.Fact{Need: ami.Instances{Where: e.at}, Done: true, Body: ami.InstancePage{Instances: []ami.Instance{instance}}})
	d := r.document(e)
	got := speaker(noon, true).describe(&d)
	for _, want := range []string{
		"web-2026.11.19  ami-0123456789abcdef0  us-east-1  111122223333\navailable | 22d | owner me\n",
		"\nWhat it is\n  ImageId ", "\nDevices\n", "instance store ephemeral0", "left out", "\nTags\n  Team  web\\x1b[2J\n",
		"12.0", "\nUsed by\n  ec2:Instance  i-1  running, web-1\n", "\nFamily web\n", "this one", "0.00 to 0.60  up to", "\nNot checked\n  launch templates, SSM parameters and Image Builder recipes",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the description lacks %q:\n%s", want, got)
		}
	}
	inert(t, got)
}
