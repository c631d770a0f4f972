package sim

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
)

// demoAt starts the demo account at its moment.
func demoAt(t *testing.T) *Account {
	t.Helper()
	a, err := New(Options{Seed: Demo(demoMoment()), Now: demoMoment})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestDemoBin: at home what was thrown away can be had back; in Europe the
// snapshot left the bin before its image.
func TestDemoBin(t *testing.T) {
	a := demoAt(t)
	images := ask(a).fine(t, "ListImagesInRecycleBin").xml
	snapshots := ask(a).fine(t, "ListSnapshotsInRecycleBin").xml.texts("snapshotSet/item/snapshotId")
	if got := images.texts("imageSet/item/name"); len(got) != 1 || got[0] != "checkout-2026.07.26" || len(snapshots) != 2 {
		t.Fatalf("in the bin: %v and %v", got, snapshots)
	}
	id := images.text("imageSet/item/imageId")
	if got := ask(a).ec2(t, "DescribeImages", "ImageId.1="+id); got.code() != "InvalidAMIID.NotFound" {
		t.Errorf("an image in the bin is listed: %q", got.code())
	}
	ask(a).fine(t, "RestoreSnapshotFromRecycleBin", "SnapshotId="+snapshots[0])
	ask(a).fine(t, "RestoreImageFromRecycleBin", "ImageId="+id)
	wantTexts(t, one(t, ask(a), id), map[string]string{"architecture": "arm64", "blockDeviceMapping/item/ebs/snapshotId": snapshots[0]})
	europe := ask(a).in(demoEurope)
	lost := europe.fine(t, "ListImagesInRecycleBin").xml.text("imageSet/item/imageId")
	if got := europe.ec2(t, "RestoreImageFromRecycleBin", "ImageId="+lost); got.code() != "InvalidSnapshot.NotFound" {
		t.Errorf("without its snapshot: %q", got.code())
	}
}

// TestDemoBinStays: what the demo has in its bins entered in the past and leaves in
// the time that the region's rules say, which is still to come.
func TestDemoBinStays(t *testing.T) {
	for _, now := range demoMoments() {
		for name, r := range Demo(now).Regions {
			check := func(id, kind, enter, exit string, tags []Tag) {
				own := newHoldings()
				put(own.rules, r.RecycleBinRules, func(r RecycleBinRule) string { return r.Identifier })
				from := demoParse(t, enter)
				rule, ok := own.keeps(kind, tags, from)
				if !ok || demoTime(rule.exit) != exit || from.After(now) || !demoParse(t, exit).After(now) {
					t.Errorf("%s in %s is in the bin from %s to %s", id, name, enter, exit)
				}
			}
			for _, i := range r.ImagesInRecycleBin {
				check(i.ImageId, binImages, i.RecycleBinEnterTime, i.RecycleBinExitTime, nil)
			}
			for _, s := range r.SnapshotsInRecycleBin {
				check(s.SnapshotId, binSnapshots, s.RecycleBinEnterTime, s.RecycleBinExitTime, nil)
			}
		}
	}
}

// TestDemoUsage: only accounts that may use an image do, and recipes name images
// that are there.
func TestDemoUsage(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		public := map[string]bool{}
		for _, i := range slices.Concat(r.Images, r.Catalogue()) {
			public[i.ImageId] = i.Public
		}
		for _, e := range r.ImageUsageReportEntries {
			if !public[e.ImageId] && !slices.Contains(r.LaunchPermissions[e.ImageId], LaunchPermission{UserId: e.AccountId}) {
				t.Errorf("%s uses %s, which is not shared with it", e.AccountId, e.ImageId)
			}
		}
		for _, recipe := range r.ImageRecipes {
			if _, ok := public[recipe.ParentImage]; !ok {
				t.Errorf("%s builds on %s, which is not there", recipe.Arn, recipe.ParentImage)
			}
		}
		for _, recipe := range r.ContainerRecipes {
			if _, ok := public[recipe.InstanceImage]; !ok {
				t.Errorf("%s builds with %s, which is not there", recipe.Arn, recipe.InstanceImage)
			}
		}
	})
}

// TestDemoLineagesAreApart: snapshots that have a block in common are of one volume.
func TestDemoLineagesAreApart(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		volumes := map[BlockRun]string{}
		for _, s := range r.Snapshots {
			for _, run := range r.SnapshotBlocks[s.SnapshotId] {
				block := BlockRun{Start: run.Start, Version: run.Version}
				if other, seen := volumes[block]; seen && other != s.VolumeId {
					t.Errorf("%s and %s hold the same block %d", s.VolumeId, other, run.Start)
				}
				volumes[block] = s.VolumeId
			}
		}
	})
}

// TestDemoKeyPolicy: the policy is JSON that AWS could read.
func TestDemoKeyPolicy(t *testing.T) {
	got := askKMS(t, demoAt(t), "GetKeyPolicy", fmt.Sprintf(`{"KeyId":%q}`, viewDemo(demoHome).KmsKeys[0].KeyId))
	var policy struct{ Statement []struct{ Sid string } }
	if err := json.Unmarshal([]byte(got.Policy), &policy); err != nil || len(policy.Statement) != 2 {
		t.Errorf("%s: %v", got.Policy, err)
	}
}
