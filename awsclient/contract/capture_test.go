package contract

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
)

// captured captures a place, and reads the capture as the seed that it is.
func captured(t *testing.T, o awsclient.Options, blocks bool, regions ...string) (sim.Seed, awsclient.Captured, string) {
	t.Helper()
	made, taken := seedOf(t, o, blocks, regions...)
	raw, err := json.Marshal(made)
	if err != nil {
		t.Fatal(err)
	}
	seed, err := sim.ParseSeed("captured.json", raw)
	if err != nil {
		t.Fatal(err)
	}
	return seed, taken, string(raw)
}

func seedOf(t *testing.T, o awsclient.Options, blocks bool, regions ...string) (sim.Seed, awsclient.Captured) {
	t.Helper()
	var places []ami.Where
	for _, r := range regions {
		places = append(places, ami.Where{Region: r})
	}
	taken, p := awsclient.New(o).Capture(t.Context(), places, blocks)
	if p != nil {
		t.Fatal(p)
	}
	made, err := sim.SeedOf(taken.Account, taken.Regions)
	if err != nil {
		t.Fatal(err)
	}
	return made, taken
}

// TestCapturesComeBack captures the demonstration, opens the capture, and
// captures that: the second is the first. What the simulator knows of itself
// tells whether the first has everything.
func TestCapturesComeBack(t *testing.T) {
	bubble(t, "demo", func(t *testing.T) {
		a := account(t)
		<-time.After(time.Hour) // what is on its way arrives
		regions := []string{"us-east-1", "eu-west-1", "sa-east-1"}
		first, taken, _ := captured(t, awsclient.Options{Transport: a.Transport()}, false, regions...)
		for _, m := range taken.Missing {
			t.Errorf("%s of %s: %v", m.What, m.At, m.Problem)
		}
		if taken.Secrets["user data of launch template versions"] == 0 {
			t.Errorf("left out is %v", taken.Secrets)
		}
		for _, r := range a.Requests() {
			if r.Changes {
				t.Errorf("%s was asked for", r.Action)
			}
		}
		again, err := sim.New(sim.Options{Seed: first})
		if err != nil {
			t.Fatal(err)
		}
		second, _, _ := captured(t, awsclient.Options{Transport: again.Transport()}, false, regions...)
		if d := sim.Differences(first, second); len(d) > 0 {
			t.Errorf("captured again it differs in %d places: %q", len(d), d[:min(9, len(d))])
		}
		whole := a.Capture()
		for _, r := range regions {
			tell(t, r, whole.Account, whole.Regions[r], first.Regions[r])
		}
	})
}

// TestCapturesCountBlocks captures three snapshots of a volume and a copy, with
// what each wrote and one dropped, and looks whether they still share what they
// shared.
func TestCapturesCountBlocks(t *testing.T) {
	bubble(t, "a line", func(t *testing.T) {
		snapshot := func(id, volume, at string) sim.Snapshot {
			return sim.Snapshot{SnapshotId: id, VolumeId: volume, OwnerId: ours, State: "completed", Progress: "100%", StartTime: at, VolumeSize: 1}
		}
		const first, second, third, copied = "snap-00000000000000001", "snap-00000000000000002", "snap-00000000000000003", "snap-00000000000000004"
		held := map[string][]sim.BlockRun{
			first:  {{Start: 0, Count: 100, Version: "a"}},
			second: {{Start: 0, Count: 10, Version: "b"}, {Start: 10, Count: 90, Version: "a"}, {Start: 200, Count: 5, Version: "b"}},
			third:  {{Start: 0, Count: 10, Version: "b"}, {Start: 10, Count: 40, Version: "a"}, {Start: 200, Count: 6, Version: "c"}},
			copied: {{Start: 0, Count: 100, Version: "z"}},
		}
		a, err := sim.New(sim.Options{Seed: sim.Seed{Account: ours, Regions: map[string]*sim.RegionSeed{here().Region: {SnapshotBlocks: held,
			Snapshots: []sim.Snapshot{snapshot(first, "vol-00000000000000001", "1999-06-01T00:00:00.000Z"), snapshot(second, "vol-00000000000000001", "1999-06-02T00:00:00.000Z"),
				snapshot(third, "vol-00000000000000001", "1999-06-03T00:00:00.000Z"), snapshot(copied, "vol-ffffffff", "1999-06-04T00:00:00.000Z")}}}}})
		if err != nil {
			t.Fatal(err)
		}
		got, _, _ := captured(t, awsclient.Options{Transport: a.Transport()}, true, here().Region)
		want := map[string][]sim.BlockRun{
			first:  {{Start: 0, Count: 100, Version: first}},
			second: {{Start: 0, Count: 10, Version: second}, {Start: 10, Count: 90, Version: first}, {Start: 200, Count: 5, Version: second}},
			third:  {{Start: 0, Count: 10, Version: second}, {Start: 10, Count: 40, Version: first}, {Start: 200, Count: 6, Version: third}},
			copied: {{Start: 0, Count: 100, Version: copied}},
		}
		if blocks := got.Regions[here().Region].SnapshotBlocks; !reflect.DeepEqual(blocks, want) {
			t.Errorf("captured are\n%v, not\n%v", blocks, want)
		}
	})
}

// tell compares what the account holds with what was captured, by number: a
// part that is read wrongly has none, or too few.
func tell(t *testing.T, region, us string, held, got *sim.RegionSeed) {
	t.Helper()
	own := 0
	for _, i := range held.Images {
		if i.OwnerId == us && !slices.ContainsFunc(held.ImagesInRecycleBin, func(b sim.ImageInRecycleBin) bool { return b.ImageId == i.ImageId }) {
			own++
		}
	}
	mine := slices.DeleteFunc(slices.Clone(got.Images), func(i sim.Image) bool { return i.OwnerId != us })
	for what, n := range map[string][2]int{
		"own images": {own, len(mine)}, "templates": {len(held.LaunchTemplates), len(got.LaunchTemplates)},
		"versions": {len(held.LaunchTemplateVersions), len(got.LaunchTemplateVersions)}, "groups": {len(held.AutoScalingGroups), len(got.AutoScalingGroups)},
		"configurations": {len(held.LaunchConfigurations), len(got.LaunchConfigurations)}, "volumes": {len(held.Volumes), len(got.Volumes)},
		"networks": {len(held.Vpcs), len(got.Vpcs)}, "subnets": {len(held.Subnets), len(got.Subnets)}, "key pairs": {len(held.KeyPairs), len(got.KeyPairs)},
		"security groups": {len(held.SecurityGroups), len(got.SecurityGroups)}, "rules": {len(held.RecycleBinRules), len(got.RecycleBinRules)},
		"locks": {len(held.LockedSnapshots), len(got.LockedSnapshots)}, "fast restores": {len(held.FastSnapshotRestores), len(got.FastSnapshotRestores)},
		"binned images":    {len(held.ImagesInRecycleBin), len(got.ImagesInRecycleBin)},
		"binned snapshots": {len(held.SnapshotsInRecycleBin), len(got.SnapshotsInRecycleBin)},
	} {
		if n[0] != n[1] {
			t.Errorf("%s has %d %s, and %d were captured", region, n[0], what, n[1])
		}
	}
}

// TestCapturesHoldNoSecrets captures an account that holds secrets wherever AWS
// lets somebody put them.
func TestCapturesHoldNoSecrets(t *testing.T) {
	bubble(t, "canary", func(t *testing.T) {
		const canary = "c2VjcmV0LWNhbmFyeQ=="
		seed := stageSeed()
		r := seed.Regions[here().Region]
		for i := range r.LaunchTemplateVersions {
			data := *r.LaunchTemplateVersions[i].LaunchTemplateData
			data.UserData = canary
			r.LaunchTemplateVersions[i].LaunchTemplateData = &data
		}
		r.LaunchConfigurations[0].UserData = canary
		parameter := func(name, kind, says string, version int64) sim.Parameter {
			return sim.Parameter{Name: name, Type: kind, Value: says, Version: version, DataType: "text", LastModifiedDate: "1999-06-01T00:00:00.000Z"}
		}
		r.Parameters = append(r.Parameters, parameter("/db/password", "SecureString", canary, 1), parameter("/db/user", "String", canary, 1),
			parameter("/image", "String", canary, 1), parameter("/image", "String", webImage, 2))
		a, err := sim.New(sim.Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		got, taken, raw := captured(t, awsclient.Options{Transport: a.Transport()}, false, here().Region)
		if strings.Contains(raw, canary) {
			t.Errorf("the capture holds a secret: …%s", raw[max(0, strings.Index(raw, canary)-200):strings.Index(raw, canary)])
		}
		if taken.Secrets["user data of launch configurations"] != 1 || taken.Secrets["values of parameters that are no image IDs"] != 1 {
			t.Errorf("left out is %v", taken.Secrets)
		}
		if !slices.ContainsFunc(got.Regions[here().Region].Parameters, func(p sim.Parameter) bool { return p.Name == "/image" && p.Value == webImage }) {
			t.Error("what names an image is not there")
		}
	})
}

// TestCaptureWithoutRights leaves out what may not be read, says so, and keeps
// the rest; with no right at all there is nothing to keep.
func TestCaptureWithoutRights(t *testing.T) {
	bubble(t, "volumes", func(t *testing.T) {
		a := account(t, sim.Fault{Action: "DescribeVolumes", Do: "deny"}, sim.Fault{Action: "GetKeyPolicy", Do: "deny"})
		seed, taken, _ := captured(t, awsclient.Options{Transport: a.Transport()}, false, here().Region)
		var missing []string
		for _, m := range taken.Missing {
			missing = append(missing, m.What)
			if m.Problem.Kind != ami.Denied || m.At != here() {
				t.Errorf("%s: %v", m.What, m.Problem)
			}
		}
		r := seed.Regions[here().Region]
		if !slices.Equal(missing, []string{"Volumes", "the policies of KmsKeys"}) || len(r.Volumes) > 0 || len(r.KmsKeys) == 0 || len(r.Images) == 0 {
			t.Errorf("missing are %q", missing)
		}
	})
	bubble(t, "nothing", func(t *testing.T) {
		a := account(t, sim.Fault{Service: "ec2", Do: "deny"}, sim.Fault{Service: "autoscaling", Do: "deny"}, sim.Fault{Service: "ssm", Do: "deny"},
			sim.Fault{Service: "kms", Do: "deny"}, sim.Fault{Service: "rbin", Do: "deny"})
		_, p := awsclient.New(awsclient.Options{Transport: a.Transport()}).Capture(t.Context(), []ami.Where{here()}, false)
		if p == nil || p.Kind != ami.Denied {
			t.Errorf("%v", p)
		}
	})
}

// captureMoto captures what somebody else's AWS holds.
func captureMoto(t *testing.T, url string) {
	keys(t)
	seed, taken := seedOf(t, awsclient.Options{Env: os.Getenv, EndpointURL: url, Patience: time.Minute}, false, "us-east-1")
	r := seed.Regions["us-east-1"]
	ofAWS := regexp.MustCompile("^ami-[0-9a-f]{8}([0-9a-f]{9})?$") // some of moto's images have IDs that AWS has not
	r.Images = slices.DeleteFunc(r.Images, func(i sim.Image) bool { return !ofAWS.MatchString(i.ImageId) })
	if len(r.Images) == 0 || len(r.Reservations) == 0 || len(r.Subnets) == 0 || len(r.LaunchTemplateVersions) == 0 {
		t.Errorf("%d images, %d launches, %d subnets, %d versions", len(r.Images), len(r.Reservations), len(r.Subnets), len(r.LaunchTemplateVersions))
	}
	for _, m := range taken.Missing {
		if m.Problem.Kind == ami.NotFound && m.What == "the policies of KmsKeys" {
			continue // moto gives an AWS managed key no policy, and does not say that it is one
		}
		if m.Problem.Kind != ami.NotAWS && m.Problem.Kind != ami.Refused {
			t.Errorf("%s: %v", m.What, m.Problem)
		}
	}
	if _, err := sim.New(sim.Options{Seed: seed}); err != nil {
		t.Error(err)
	}
}
