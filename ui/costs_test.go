package ui_test

import (
	"testing"
	"time"

	"tami/awsclient/sim"
)

// chainOfTwo is an account with an image on each of two snapshots of a volume,
// of which the second has written over half of the first.
func chainOfTwo() sim.Seed {
	const gib, blocks = 1 << 30, 2048
	full := int64(10 * gib)
	snapshot := func(id, at string) sim.Snapshot {
		return sim.Snapshot{SnapshotId: id, VolumeId: "vol-00000000000000001", VolumeSize: 20, FullSnapshotSizeInBytes: &full,
			OwnerId: "111122223333", State: "completed", StorageTier: "standard", StartTime: at}
	}
	image := func(id, name, snapshot string) sim.Image {
		return sim.Image{ImageId: id, Name: name, OwnerId: "111122223333", State: "available", CreationDate: "2026-01-05T00:00:00.000Z",
			BlockDeviceMappings: []sim.BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &sim.EbsBlockDevice{SnapshotId: snapshot, VolumeSize: new(20)}}}}
	}
	const one, two = "snap-00000000000000001", "snap-00000000000000002"
	return sim.Seed{Account: "111122223333", Regions: map[string]*sim.RegionSeed{"us-east-1": {
		Images:    []sim.Image{image("ami-00000000000000001", "first", one), image("ami-00000000000000002", "second", two)},
		Snapshots: []sim.Snapshot{snapshot(one, "2026-01-01T00:00:00Z"), snapshot(two, "2026-01-02T00:00:00Z")},
		SnapshotBlocks: map[string][]sim.BlockRun{
			one: {{Start: 0, Count: 10 * blocks, Version: "a"}},
			two: {{Start: 0, Count: 4 * blocks, Version: "b"}, {Start: 4 * blocks, Count: 6 * blocks, Version: "a"}},
		},
	}}}
}

// TestCostIsMeasuredOnRequest says first what that takes, and starts at the
// second key only.
func TestCostIsMeasuredOnRequest(t *testing.T) {
	travel(t, options{w: 80, h: 24, seed: chainOfTwo(), regions: []string{"us-east-1"}, filter: "first"}, func(j *journey) {
		j.Loaded().Press("enter", "6").After(2*time.Second).Sees("up to $0.50 a month", "0.00 – 0.50", "AWS price list")
		j.Press("m").After(2*time.Second).Sees("Counting takes at most", "requests", "m again starts").Misses("measured")
		j.Press("esc").After(time.Second).Sees("▸6 Cost", "m counts blocks").Misses("m again starts")
		j.Press("m", "enter").After(5*time.Second).Sees("$0.20 a month, measured", "Counted block by block")
		j.Press("1", "6").After(time.Second).Sees("0.20  measured")
	})
}

// TestMeasuringEndsWithTheTab leaves nothing running behind, and starts nothing
// by itself.
func TestMeasuringEndsWithTheTab(t *testing.T) {
	hang := sim.Fault{Service: "ebs", Do: "delay", Ms: 9000}
	travel(t, options{w: 80, h: 24, seed: chainOfTwo(), regions: []string{"us-east-1"}, filter: "first", faults: []sim.Fault{hang}}, func(j *journey) {
		j.Loaded().Press("enter", "6").After(2*time.Second).Press("m", "m").After(time.Second).Sees("counting", "esc stops")
		j.Press("7").After(time.Second).Press("6").After(20*time.Second).Sees("stopped before its end", "0.00 – 0.50")
	})
}

// TestPricesAreAskedForOnRequest puts AWS's list in place of the built-in one.
func TestPricesAreAskedForOnRequest(t *testing.T) {
	travel(t, options{w: 80, h: 24, seed: chainOfTwo(), regions: []string{"us-east-1"}, filter: "first"}, func(j *journey) {
		j.Loaded().Press("enter", "6").After(2*time.Second).Misses("asked in us-east-1", "AWS told")
		j.Press("$").After(3*time.Second).Sees("AWS price list,", "asked in us-east-1, 2026-11-01", "AWS told 3 prices")
	})
	deny := sim.Fault{Service: "pricing", Do: "deny"}
	travel(t, options{w: 80, h: 24, seed: chainOfTwo(), regions: []string{"us-east-1"}, filter: "first", faults: []sim.Fault{deny}}, func(j *journey) {
		j.Loaded().Press("enter", "6", "$").After(5*time.Second).Sees("not asked: not permitted: pricing:GetProducts", "up to $0.50 a month")
	})
}
