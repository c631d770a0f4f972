package sim

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// demoMoment is the now of the screens that the demo was drawn for.
func demoMoment() time.Time { return time.Date(2026, 11, 21, 14, 3, 0, 0, time.UTC) }

// demoMoments are times at which ages counted back cross days, months and years.
func demoMoments() []time.Time {
	return []time.Time{
		demoMoment(),
		time.Date(2027, 1, 1, 0, 7, 0, 0, time.UTC),
		time.Date(2028, 2, 29, 23, 59, 59, 999, time.FixedZone("west", -8*3600)),
	}
}

// eachDemoRegion runs a test on every region of the demo account, at several times.
func eachDemoRegion(t *testing.T, check func(t *testing.T, region string, r *RegionSeed)) {
	t.Helper()
	for _, now := range demoMoments() {
		seed := Demo(now)
		for _, region := range slices.Sorted(maps.Keys(seed.Regions)) {
			t.Run(now.Format(time.DateOnly)+"/"+region, func(t *testing.T) { check(t, region, seed.Regions[region]) })
		}
	}
}

// ownImages are the account's own images by name, but for those in the bin.
func ownImages(r *RegionSeed) map[string]Image {
	own := map[string]Image{}
	for _, i := range r.Images {
		discarded := slices.ContainsFunc(r.ImagesInRecycleBin, func(b ImageInRecycleBin) bool { return b.ImageId == i.ImageId })
		if i.OwnerId == demoAccount && !discarded {
			own[i.Name] = i
		}
	}
	return own
}

// snapshotsByID finds snapshots by their IDs, but for those in the bin.
func snapshotsByID(r *RegionSeed) map[string]Snapshot {
	found := map[string]Snapshot{}
	for _, s := range r.Snapshots {
		found[s.SnapshotId] = s
	}
	for _, s := range r.SnapshotsInRecycleBin {
		delete(found, s.SnapshotId)
	}
	return found
}

func TestDemoCountsOwnImages(t *testing.T) {
	want := map[string]int{"us-east-1": 96, "eu-west-1": 71, "ap-southeast-2": 40, "sa-east-1": 7}
	eachDemoRegion(t, func(t *testing.T, region string, r *RegionSeed) {
		if got := len(ownImages(r)); got != want[region] {
			t.Errorf("%s has %d images of its own, want %d", region, got, want[region])
		}
	})
}

func TestDemoIsTheSameForTheSameNow(t *testing.T) {
	one, err := json.Marshal(Demo(demoMoment()))
	if err != nil {
		t.Fatal(err)
	}
	two, err := json.Marshal(Demo(demoMoment()))
	if err != nil {
		t.Fatal(err)
	}
	if string(one) != string(two) {
		t.Error("two demo accounts of one moment differ")
	}
}

func TestDemoAgesAreCountedBackFromNow(t *testing.T) {
	early, late := Demo(demoMoment()).Regions[demoHome], Demo(demoMoment().AddDate(0, 0, 10)).Regions[demoHome]
	for k := range early.Images {
		a, b := early.Images[k], late.Images[k]
		if a.ImageId != b.ImageId {
			t.Errorf("%s changed its ID from %s to %s with the date", a.Name, a.ImageId, b.ImageId)
		}
		if gap := demoParse(t, b.CreationDate).Sub(demoParse(t, a.CreationDate)); gap != 240*time.Hour {
			t.Errorf("%s moved by %v when now moved by ten days", a.Name, gap)
		}
	}
}

func demoParse(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatalf("%q is not a time as AWS writes it: %v", s, err)
	}
	return at
}

func TestDemoNamesAreThoseOfTheScreens(t *testing.T) {
	own := ownImages(Demo(demoMoment()).Regions[demoHome])
	for _, name := range []string{
		"web-arm64-2026.11.21-c0ffee1", "web-arm64-2026.11.19-9f3c01d", "web-arm64-2026.11.12-77aa0e2",
		"web-arm64-2026.10.30-0b1c2d3", "web-arm64-2026.09.02-5e6f7a8", "web-arm64-2026.08.15-33cc44d",
		"web-arm64-2026.08.01-11aa22b",
	} {
		if _, ok := own[name]; !ok {
			t.Errorf("no image %s in %s", name, demoHome)
		}
	}
	if id := own["web-arm64-2026.11.19-9f3c01d"].ImageId; id != "ami-0a1b2c3d4e5f60718" {
		t.Errorf("the bad release is %s", id)
	}
}

func TestDemoNamesAreValidAndUnique(t *testing.T) {
	valid := regexp.MustCompile(`^[A-Za-z0-9()\[\] ./\-'@_]{3,128}$`)
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		seen := map[string]bool{}
		for _, i := range slices.Concat(r.Images, r.Catalogue()) {
			if !valid.MatchString(i.Name) {
				t.Errorf("EC2 would refuse the name %q", i.Name)
			}
			if len(i.Description) > 255 {
				t.Errorf("the description of %s has %d characters, EC2 takes 255", i.Name, len(i.Description))
			}
			if key := i.OwnerId + "/" + i.Name; seen[key] {
				t.Errorf("%s exists twice", key)
			} else {
				seen[key] = true
			}
		}
	})
}

func TestDemoIDsAreUnique(t *testing.T) {
	shape := regexp.MustCompile(`^[a-z-]+-([0-9a-f]{8}|0[0-9a-f]{16})$`)
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		var ids []string
		note := func(id string) { ids = append(ids, id) }
		noteAll(note, slices.Concat(r.Images, r.Catalogue()), func(i Image) string { return i.ImageId })
		noteAll(note, r.Snapshots, func(s Snapshot) string { return s.SnapshotId })
		noteAll(note, r.Instances, func(i Instance) string { return i.InstanceId })
		noteAll(note, r.Volumes, func(v Volume) string { return v.VolumeId })
		noteAll(note, r.Subnets, func(s Subnet) string { return s.SubnetId })
		noteAll(note, r.SecurityGroups, func(g SecurityGroup) string { return g.GroupId })
		slices.Sort(ids)
		for k, id := range ids {
			if !shape.MatchString(id) {
				t.Errorf("%s is not an ID as EC2 makes them", id)
			}
			if k > 0 && ids[k-1] == id {
				t.Errorf("%s is used twice", id)
			}
		}
	})
}

func TestDemoSnapshotsStandBehindImages(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		snapshots := snapshotsByID(r)
		for name, i := range ownImages(r) {
			if strings.HasPrefix(name, "billing-archive") {
				continue
			}
			for _, m := range i.BlockDeviceMappings {
				if m.Ebs == nil {
					continue
				}
				s, ok := snapshots[m.Ebs.SnapshotId]
				switch {
				case !ok:
					t.Errorf("%s maps %s to %s, which is not there", name, m.DeviceName, m.Ebs.SnapshotId)
				case s.VolumeSize != *m.Ebs.VolumeSize:
					t.Errorf("%s maps %s to %d GiB, its snapshot has %d", name, m.DeviceName, *m.Ebs.VolumeSize, s.VolumeSize)
				case s.Encrypted != *m.Ebs.Encrypted:
					t.Errorf("%s and its snapshot %s disagree on encryption", name, s.SnapshotId)
				}
			}
		}
	})
}

func TestDemoSnapshotSizesAddUp(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		for _, s := range r.Snapshots {
			if s.FullSnapshotSizeInBytes == nil {
				continue
			}
			if *s.FullSnapshotSizeInBytes <= 0 || *s.FullSnapshotSizeInBytes > int64(s.VolumeSize)<<30 {
				t.Errorf("%s holds %d bytes of a %d GiB volume", s.SnapshotId, *s.FullSnapshotSizeInBytes, s.VolumeSize)
			}
			runs, ok := r.SnapshotBlocks[s.SnapshotId]
			if !ok {
				continue
			}
			blocks, end := 0, 0
			for _, run := range runs {
				if run.Start < end {
					t.Errorf("%s names block %d twice", s.SnapshotId, run.Start)
				}
				blocks, end = blocks+run.Count, run.Start+run.Count
			}
			if end > s.VolumeSize*demoBlocksInGiB || int64(blocks)*demoBlockBytes != *s.FullSnapshotSizeInBytes {
				t.Errorf("%s names %d blocks up to %d for %d bytes", s.SnapshotId, blocks, end, *s.FullSnapshotSizeInBytes)
			}
		}
	})
}

func TestDemoChainsShareBlocks(t *testing.T) {
	r := Demo(demoMoment()).Regions[demoHome]
	own := ownImages(r)
	newer := own["web-arm64-2026.08.15-33cc44d"].BlockDeviceMappings[0].Ebs.SnapshotId
	older := own["web-arm64-2026.08.01-11aa22b"].BlockDeviceMappings[0].Ebs.SnapshotId
	snapshots := snapshotsByID(r)
	if snapshots[newer].VolumeId != snapshots[older].VolumeId || snapshots[newer].DataEncryptionKeyId != snapshots[older].DataEncryptionKeyId {
		t.Error("two builds of the shop have snapshots of different lineages")
	}
	shared, changed := 0, 0
	for k, run := range r.SnapshotBlocks[newer] {
		if run.Version == r.SnapshotBlocks[older][k].Version {
			shared += run.Count
		} else {
			changed += run.Count
		}
	}
	if shared == 0 || changed == 0 {
		t.Errorf("of two neighbours %d blocks are shared and %d are new; want some of both", shared, changed)
	}
}

func TestDemoNothingIsFromTheFuture(t *testing.T) {
	for _, now := range demoMoments() {
		for region, r := range Demo(now).Regions {
			t.Run(now.Format(time.DateOnly)+"/"+region, func(t *testing.T) { checkDemoTimes(t, r, now) })
		}
	}
}

// checkDemoTimes checks that what comes of something is younger than it, and that
// nothing is younger than now.
func checkDemoTimes(t *testing.T, r *RegionSeed, now time.Time) {
	t.Helper()
	made := map[string]time.Time{}
	for _, i := range slices.Concat(r.Images, r.Catalogue()) {
		at := demoParse(t, i.CreationDate)
		made[i.ImageId] = at
		if at.After(now) {
			t.Errorf("%s will be made at %s", i.Name, i.CreationDate)
		}
		if i.LastLaunchedTime != "" && demoParse(t, i.LastLaunchedTime).Before(at) {
			t.Errorf("%s was launched at %s, before it was made at %s", i.Name, i.LastLaunchedTime, i.CreationDate)
		}
		if i.LastLaunchedTime > demoTime(now) {
			t.Errorf("%s will be launched at %s", i.Name, i.LastLaunchedTime)
		}
	}
	versions := map[string]time.Time{}
	for _, v := range r.LaunchTemplateVersions {
		at := demoParse(t, v.CreateTime)
		versions[v.LaunchTemplateName+" "+strconv.FormatInt(v.VersionNumber, 10)] = at
		if image, ok := made[v.LaunchTemplateData.ImageId]; ok && at.Before(image) || at.After(now) {
			t.Errorf("%s v%d is of %s, its image of %s", v.LaunchTemplateName, v.VersionNumber, v.CreateTime, image)
		}
	}
	for _, i := range r.Instances {
		at := demoParse(t, i.LaunchTime)
		if image, ok := made[i.ImageId]; ok && at.Before(image) || at.After(now) {
			t.Errorf("%s was launched at %s from an image of %s", i.Tags[0].Value, i.LaunchTime, image)
		}
	}
	for _, g := range r.AutoScalingGroups {
		for _, m := range g.Instances {
			if m.LaunchTemplate == nil {
				continue
			}
			v, ok := versions[m.LaunchTemplate.LaunchTemplateName+" "+m.LaunchTemplate.Version]
			if !ok {
				t.Errorf("%s runs %s of %s, which is not there", g.AutoScalingGroupName, m.LaunchTemplate.Version, m.LaunchTemplate.LaunchTemplateName)
			}
			for _, i := range r.Instances {
				if i.InstanceId == m.InstanceId && demoParse(t, i.LaunchTime).Before(v) {
					t.Errorf("%s launched %s at %s from a template version of %s", g.AutoScalingGroupName, i.InstanceId, i.LaunchTime, v)
				}
			}
		}
	}
}

// demoTag is the value of a tag; empty when it is not there.
func demoTag(tags []Tag, key string) string {
	for _, t := range tags {
		if t.Key == key {
			return t.Value
		}
	}
	return ""
}

func BenchmarkDemo(b *testing.B) {
	for b.Loop() {
		Demo(demoMoment())
	}
}

func TestDemoIsASoundSeed(t *testing.T) {
	for _, now := range demoMoments() {
		if _, err := New(Options{Seed: Demo(now), Now: func() time.Time { return now }}); err != nil {
			t.Errorf("at %v: %v", now, err)
		}
	}
}
