package sim

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// inRegion wraps the text of a region in a seed.
func inRegion(region string) string {
	return `{"Account":"111122223333","Regions":{"us-east-1":` + region + `}}`
}

// TestParseSeed reads one of everything a seed can hold.
func TestParseSeed(t *testing.T) {
	text := inRegion(`{
		"Images": [{"ImageId":"ami-00000000000000001","Public":true,"CreationDate":"2026-01-31T08:00:00+00:00",
			"BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":8,"Encrypted":false}},{"DeviceName":"/dev/sdc","NoDevice":""}],
			"StateReason":{"Code":"x","Message":"y"},"Platform":null}],
		"LaunchPermissions": {"ami-00000000000000001":[{"UserId":"222233334444"},{"Group":"all"}]},
		"Snapshots": [{"SnapshotId":"snap-00000000000000001","VolumeSize":1,"FullSnapshotSizeInBytes":5368709120}],
		"CreateVolumePermissions": {"snap-00000000000000001":[{"Group":"all"}]},
		"SnapshotBlocks": {"snap-00000000000000001":[{"Start":0,"Count":100,"Version":"a"},{"Start":100,"Count":1948,"Version":"b"}]},
		"Reservations": [{"ReservationId":"r-1","Instances":[{"InstanceId":"i-00000000000000001"}]}],
		"Instances": [{"InstanceId":"i-00000000000000002","State":{"Code":16,"Name":"running"}}],
		"LaunchTemplateVersions": [{"LaunchTemplateId":"lt-00000000000000001","VersionNumber":1,"LaunchTemplateData":{"InstanceRequirements":{"MemoryGiBPerVCpu":{"Min":0.5}}}}],
		"Parameters": [{"Name":"/a","Version":1,"LastModifiedDate":1767225600.25},{"Name":"/a","Version":2}],
		"RecycleBinRules": [{"Identifier":"abc","RetentionPeriod":{"RetentionPeriodValue":7,"RetentionPeriodUnit":"DAYS"}}],
		"KmsKeys": [{"KeyId":"k","Aliases":["alias/x"]}],
		"ImageBlockPublicAccessState": "block-new-sharing"}`)
	seed, err := ParseSeed("seed.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r := seed.Regions[home]
	if i := r.Images[0]; !i.Public || *i.BlockDeviceMappings[0].Ebs.VolumeSize != 8 || *i.BlockDeviceMappings[0].Ebs.Encrypted || *i.BlockDeviceMappings[1].NoDevice != "" || i.StateReason.Message != "y" {
		t.Errorf("image: %+v", i)
	}
	if *r.Snapshots[0].FullSnapshotSizeInBytes != 5<<30 || r.SnapshotBlocks[snapID(1)][1] != (BlockRun{100, 1948, "b"}) {
		t.Errorf("snapshot: %+v %v", r.Snapshots, r.SnapshotBlocks)
	}
	if r.Parameters[0].LastModifiedDate != "2026-01-01T00:00:00.250Z" {
		t.Errorf("time in seconds: %s", r.Parameters[0].LastModifiedDate)
	}
	if *r.LaunchTemplateVersions[0].LaunchTemplateData.InstanceRequirements.MemoryGiBPerVCpu.Min != 0.5 {
		t.Error("a number with a fraction")
	}
	if _, err := New(Options{Seed: seed}); err != nil {
		t.Error(err)
	}
}

// TestPastedDocuments: the whole output of a CLI command stands for its list.
func TestPastedDocuments(t *testing.T) {
	seed, err := ParseSeed("seed.json", []byte("\xef\xbb\xbf"+inRegion(`{
		"Images": {"Images":[{"ImageId":"ami-00000000000000001"}],"NextToken":"x"},
		"LaunchPermissions": {"ami-00000000000000001":{"ImageId":"ami-00000000000000001","LaunchPermissions":[{"Group":"all"}]}},
		"Snapshots": {"ResponseMetadata":{"a":[1,{"b":null}],"c":true},"Snapshots":[{"SnapshotId":"snap-00000000000000001"}]},
		"Reservations": {"Reservations":[{"Instances":[{"InstanceId":"i-00000000000000001"}]}]},
		"LockedSnapshots": {"Snapshots":[{"SnapshotId":"snap-00000000000000001"}]},
		"KmsKeys": {"KeyMetadata":{"KeyId":"k"}},
		"ImageRecipes": {"requestId":"x","imageRecipeSummaryList":[{"arn":"a","parentImage":"ami-1","tags":{"team":"web"}}]},
		"ContainerRecipes": {"containerRecipeSummaryList":[{"arn":"b","instanceImage":"ami-1"}],"nextToken":"x"},
		"RecycleBinRules": {"Rules":[{"Identifier":"r"}]},
		"ImagesInRecycleBin": {"Images":[{"ImageId":"ami-00000000000000002"}]}, "SnapshotsInRecycleBin": {"Snapshots":[{"SnapshotId":"snap-00000000000000002"}]},
		"Parameters": {"Parameter":{"Name":"/a"}}}`)))
	if err != nil {
		t.Fatal(err)
	}
	r := seed.Regions[home]
	if len(r.Images) != 1 || len(r.LaunchPermissions[amiID(1)]) != 1 || len(r.Snapshots) != 1 || len(r.Reservations) != 1 ||
		len(r.LockedSnapshots) != 1 || r.KmsKeys[0].KeyId != "k" || r.ImageRecipes[0].ParentImage != "ami-1" || r.ImageRecipes[0].Tags["team"] != "web" || r.ContainerRecipes[0].InstanceImage != "ami-1" || len(r.RecycleBinRules) != 1 || len(r.ImagesInRecycleBin) != 1 || len(r.SnapshotsInRecycleBin) != 1 || r.Parameters[0].Name != "/a" {
		t.Errorf("%+v", r)
	}
}

// TestParseSeedRefuses: each mistake is named, with its place and the way out.
func TestParseSeedRefuses(t *testing.T) {
	const at = `seed.json: $.Regions["us-east-1"]`
	region := func(text string) string { return inRegion("{" + text + "}") }
	for text, want := range map[string]string{
		``:                              `seed.json: $: line 1: the text ends where a value should follow`,
		`[]`:                            `seed.json: $: want an object, got a list`,
		`{}`:                            `seed.json: $.Account: want the 12 digits of an account ID, got ""`,
		`{"Account":"12"}`:              `seed.json: $.Account: want the 12 digits of an account ID, got "12"`,
		`{"Account":111122223333}`:      `seed.json: $.Account: want a string, got a number`,
		`{"Acount":"111122223333"}`:     `seed.json: $: unknown key "Acount"; did you mean Account?`,
		`{"account":"111122223333"}`:    `seed.json: $: unknown key "account"; did you mean Account?`,
		`{"Account":"1","Account":"2"}`: `seed.json: $.Account: the key is given twice`,
		`{"Account":"111122223333"} x`:  `seed.json: $: line 1: more text after the end of the document`,
		"{\n\"Account\":\n\"1":          `seed.json: $.Account: line 3: a string without an end`,
		`{"Account":"111122223333",}`:   `seed.json: $: line 1: a comma before }`,
		`{"Account" "1"}`:               `seed.json: $: line 1: want a colon, got '"'`,
		`{"Account":"\q"}`:              `seed.json: $.Account: line 1: a string with a wrong escape`,
		`{"Account":nul}`:               `seed.json: $.Account: line 1: want null, got 'n'`,
		`{"Account":"111122223333","Prices":"live"}`:                                                                           `seed.json: $.Prices: want one of embedded, got "live"`,
		`{"Account":"111122223333","Regions":{"us-esat-1":{}}}`:                                                                `seed.json: $.Regions["us-esat-1"]: the region "us-esat-1" is not known; did you mean us-east-1?`,
		`{"Account":"111122223333","Regions":{"eu-west-1":{},"eu-west-1":{}}}`:                                                 `seed.json: $.Regions["eu-west-1"]: the key is given twice`,
		`{"Account":"111122223333","Regions":[]}`:                                                                              `seed.json: $.Regions: want an object, got a list`,
		region(`"Colours":[]`):                                                                                                 at + `: unknown key "Colours"; known are AllowedImagesSettings, AutoScalingGroups, `,
		region(`"Images":[{},{},{},{"BlockDeviceMappings":[{"Ebs":{"VolumeSize":"8"}}]}]`):                                     at + `.Images[3].BlockDeviceMappings[0].Ebs.VolumeSize: want a number, got a string`,
		region(`"Images":[{"BlockDeviceMappings":[{"Ebs":{"VolumeSiz":8}}]}]`):                                                 at + `.Images[0].BlockDeviceMappings[0].Ebs: unknown key "VolumeSiz"; did you mean VolumeSize?`,
		region(`"Images":[{"BlockDeviceMappings":[{"Ebs":{"VolumeSize":8.5}}]}]`):                                              at + `.Images[0].BlockDeviceMappings[0].Ebs.VolumeSize: want a whole number, got 8.5`,
		region(`"Images":[{"BlockDeviceMappings":[{"Ebs":{"VolumeSize":08}}]}]`):                                               `line 1: "08" is no number`,
		region(`"Images":[{"ImageId":"ami-00000000000000001","BlockDeviceMappings":[{"Ebs":{"VolumeSize":0}}]}]`):              at + `.Images[0].BlockDeviceMappings[0].Ebs.VolumeSize: want 1 or more, in GiB, got 0`,
		region(`"Images":[{"ImageId":"ami-00000000000000001","BlockDeviceMappings":[{"Ebs":{"SnapshotId":"x"}}]}]`):            at + `.Images[0].BlockDeviceMappings[0].Ebs.SnapshotId: want snap- and 8 or 17 hexadecimal digits, got "x"`,
		region(`"Images":[{"Public":"yes"}]`):                                                                                  at + `.Images[0].Public: want true or false, got a string`,
		region(`"Images":[{"CreationDate":"yesterday"}]`):                                                                      at + `.Images[0].CreationDate: want a time such as 2026-01-31T08:00:00Z, got "yesterday"`,
		region(`"Images":[{"CreationDate":-5}]`):                                                                               at + `.Images[0].CreationDate: want a time in seconds since 1970, got -5`,
		region(`"Images":[{"ImageId":"ami-xyz"}]`):                                                                             at + `.Images[0].ImageId: want ami- and 8 or 17 hexadecimal digits, got "ami-xyz"`,
		region(`"Images":[{"Name":"x"}]`):                                                                                      at + `.Images[0].ImageId: missing`,
		region(`"Images":[{"ImageId":"ami-01234567"},{"ImageId":"ami-01234567"}]`):                                             at + `.Images[1].ImageId: ami-01234567 is there already, at ` + at[11:] + `.Images[0]`,
		region(`"Images":[{"ImageId":"ami-01234567","OwnerId":"amazon"}]`):                                                     at + `.Images[0].OwnerId: want the 12 digits of an account ID, got "amazon"`,
		region(`"Images":[{"ImageId":"ami-01234567","State":"gone"}]`):                                                         at + `.Images[0].State: want one of pending, available`,
		region(`"Images":{"Image":[]}`):                                                                                        at + `.Images: unknown key "Image"; did you mean Images?`,
		region(`"Images":{"Images":[],"Images":[]}`):                                                                           at + `.Images.Images: the key is given twice`,
		region(`"Images":{"NextToken":}`):                                                                                      at + `.Images.NextToken: line 1: "" is no number`,
		region(`"LaunchPermissions":{"x":[]}`):                                                                                 at + `.LaunchPermissions["x"]: want ami-`,
		region(`"LaunchPermissions":{"ami-01234567":[{}]}`):                                                                    at + `.LaunchPermissions["ami-01234567"][0]: want one of UserId, Group`,
		region(`"CreateVolumePermissions":{"snap-01234567":[{"Group":"some"}]}`):                                               at + `.CreateVolumePermissions["snap-01234567"][0]: want a UserId`,
		region(`"Snapshots":[{"SnapshotId":"snap-01234567","VolumeSize":-1}]`):                                                 at + `.Snapshots[0].VolumeSize: want 0 or more`,
		region(`"Snapshots":[{"SnapshotId":"snap-01234567","StorageTier":"cold"}]`):                                            at + `.Snapshots[0].StorageTier: want one of standard, archive, got "cold"`,
		region(`"SnapshotBlocks":{"snap-01234567":[{"Start":-1,"Count":1,"Version":"a"}]}`):                                    at + `.SnapshotBlocks["snap-01234567"][0].Start: want the index of a block`,
		region(`"SnapshotBlocks":{"snap-01234567":[{"Start":0,"Count":0,"Version":"a"}]}`):                                     at + `.SnapshotBlocks["snap-01234567"][0].Count: want 1 block or more`,
		region(`"SnapshotBlocks":{"snap-01234567":[{"Start":0,"Count":1}]}`):                                                   at + `.SnapshotBlocks["snap-01234567"][0].Version: missing`,
		region(`"SnapshotBlocks":{"snap-01234567":[{"Start":0,"Count":9,"Version":"a"},{"Start":8,"Count":1,"Version":"a"}]}`): at + `.SnapshotBlocks["snap-01234567"][1].Start: the run starts at 8, before the one above ends at 9`,
		region(`"Snapshots":[{"SnapshotId":"snap-01234567","VolumeSize":1}],"SnapshotBlocks":{"snap-01234567":[{"Start":2000,"Count":49,"Version":"a"}]}`): at + `.SnapshotBlocks["snap-01234567"][0].Count: the run ends at block 2049 of a volume of 2048 blocks`,
		region(`"Reservations":[{"Instances":[{"InstanceId":"i-01234567"}]}],"Instances":[{"InstanceId":"i-01234567"}]`):                                   at + `.Instances[0].InstanceId: i-01234567 is there already`,
		region(`"Instances":[{"InstanceId":"i-01234567","State":{"Name":"asleep"}}]`):                                                                      at + `.Instances[0].State.Name: want one of pending, running`,
		region(`"LaunchTemplateVersions":[{"LaunchTemplateId":"lt-01234567"}]`):                                                                            at + `.LaunchTemplateVersions[0].VersionNumber: want 1 or more, got 0`,
		region(`"RecycleBinRules":[{"Identifier":"a","ResourceType":"EBS"}]`):                                                                              at + `.RecycleBinRules[0].ResourceType: want one of EBS_SNAPSHOT, EC2_IMAGE, EBS_VOLUME, got "EBS"`,
		region(`"RecycleBinRules":[{"Identifier":"a","RetentionPeriod":{"RetentionPeriodValue":0}}]`):                                                      at + `.RecycleBinRules[0].RetentionPeriod.RetentionPeriodValue: want 1 to 3650, in days, got 0`,
		region(`"ImagesInRecycleBin":[{"Name":"web"}]`):                                                                                                    at + `.ImagesInRecycleBin[0].ImageId: missing`,
		region(`"ImagesInRecycleBin":[{"ImageId":"ami-01234567","RecycleBinExitTime":"soon"}]`):                                                            at + `.ImagesInRecycleBin[0].RecycleBinExitTime: want a time`,
		region(`"SnapshotsInRecycleBin":[{"SnapshotId":"snap-x"}]`):                                                                                        at + `.SnapshotsInRecycleBin[0].SnapshotId: want snap-`,
		region(`"ImageRecipes":[{"Arn":"a"}]`):                                                                                                             at + `.ImageRecipes[0]: unknown key "Arn"; did you mean arn?`,
		region(`"ImageRecipes":[{"arn":"a"},{"arn":"a"}]`):                                                                                                 at + `.ImageRecipes[1].arn: a is there already`,
		region(`"ContainerRecipes":[{"name":"a"}]`):                                                                                                        at + `.ContainerRecipes[0].arn: missing`,
		region(`"AutoScalingGroups":[{}]`):                                                                                                                 at + `.AutoScalingGroups[0].AutoScalingGroupName: missing`,
		region(`"Parameters":[{"Name":"a"},{"Name":"a","Version":1}]`):                                                                                     at + `.Parameters[1].Name: a:1 is there already`,
		region(`"SnapshotBlockPublicAccessState":"block"`):                                                                                                 at + `.SnapshotBlockPublicAccessState: want one of unblocked, block-new-sharing, block-all-sharing, got "block"`,
		region(`"AllowedImagesSettings":{"State":"on"}`):                                                                                                   at + `.AllowedImagesSettings.State: want one of disabled, audit-mode, enabled, got "on"`,
		region(`"AllowedImagesSettings":{"ManagedBy":"me"}`):                                                                                               at + `.AllowedImagesSettings.ManagedBy: want one of account, declarative-policy, got "me"`,
		region(`"ImageUsageReportEntries":[{"ImageId":"ami-01234567"}]`):                                                                                   at + `.ImageUsageReportEntries[0].AccountId: want the 12 digits`,
		region(`"ImageUsageReportEntries":[{"ImageId":"ami-01234567","AccountId":"111122223333"}]`):                                                        at + `.ImageUsageReportEntries[0].UsageCount: want 1 or more, got 0`,
		region(`"ImageUsageReportEntries":[{"ImageId":"ami-01234567","AccountId":"111122223333","UsageCount":1,"ResourceType":"ec2:Fleet"}]`):              at + `.ImageUsageReportEntries[0].ResourceType: want one of ec2:Instance, ec2:LaunchTemplate, got "ec2:Fleet"`,
		region(`"ImageBlockPublicAccessState":"open"`):                                                                                                     at + `.ImageBlockPublicAccessState: want one of unblocked, block-new-sharing, got "open"`,
	} {
		seed, err := ParseSeed("seed.json", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n got: %v\nwant: %s", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("more than one line: %q", err)
		}
		if !reflect.DeepEqual(seed, Seed{}) {
			t.Errorf("%s: half loaded: %+v", text, seed)
		}
	}
	if _, err := New(Options{Seed: Seed{Account: "me"}}); err == nil {
		t.Error("New took an account that is none")
	}
}

// TestSeedSurvivesItsFile: every field of a seed that is written to a file is
// read back the same.
func TestSeedSurvivesItsFile(t *testing.T) {
	image, snapshot := filled[Image](), filled[Snapshot]()
	image.ImageId, image.OwnerId, image.State = amiID(1), us, "available"
	image.BlockDeviceMappings[0].Ebs.SnapshotId, image.BlockDeviceMappings[1].Ebs.SnapshotId = snapID(1), snapID(2)
	snapshot.SnapshotId, snapshot.OwnerId, snapshot.State, snapshot.StorageTier = snapID(1), us, "completed", "archive"
	reservation := filled[Reservation]()
	reservation.OwnerId = us
	for n := range reservation.Instances {
		reservation.Instances[n].InstanceId, reservation.Instances[n].State.Name = []string{"i-01234567", "i-89abcdef"}[n], "running"
	}
	version := filled[LaunchTemplateVersion]()
	version.LaunchTemplateId = "lt-01234567"
	rule, bin, binnedSnapshot := filled[RecycleBinRule](), filled[ImageInRecycleBin](), filled[SnapshotInRecycleBin]()
	rule.ResourceType, rule.Status, bin.ImageId, binnedSnapshot.SnapshotId = "EC2_IMAGE", "pending", amiID(1), snapID(1)
	allowed, usage := filled[AllowedImagesSettings](), filled[ImageUsageReportEntry]()
	usage.AccountId, usage.ImageId, usage.ResourceType = friend, amiID(1), "ec2:Instance"
	allowed.State, allowed.ManagedBy = "enabled", "account"
	want := inHome(RegionSeed{
		ImageRecipes:            []ImageRecipe{{Arn: "a", Name: "b", Platform: "c", Owner: "d", ParentImage: "e", DateCreated: "f", Tags: map[string]string{"g": "h"}}},
		ContainerRecipes:        []ContainerRecipe{{Arn: "a", ContainerType: "DOCKER", InstanceImage: "e"}},
		ImageUsageReportEntries: []ImageUsageReportEntry{usage}, AllowedImagesSettings: &allowed, SnapshotBlockPublicAccessState: "block-all-sharing", EbsEncryptionByDefault: true, EbsDefaultKmsKeyId: "alias/x",
		ImagesInRecycleBin: []ImageInRecycleBin{bin}, SnapshotsInRecycleBin: []SnapshotInRecycleBin{binnedSnapshot},
		Images: []Image{image}, Snapshots: []Snapshot{snapshot}, Reservations: []Reservation{reservation}, LaunchTemplateVersions: []LaunchTemplateVersion{version},
		AutoScalingGroups: []AutoScalingGroup{filled[AutoScalingGroup]()}, LaunchConfigurations: []LaunchConfiguration{filled[LaunchConfiguration]()},
		Parameters: []Parameter{filled[Parameter]()}, RecycleBinRules: []RecycleBinRule{rule}, LockedSnapshots: []LockedSnapshot{filled[LockedSnapshot]()},
		FastSnapshotRestores: []FastSnapshotRestore{filled[FastSnapshotRestore]()}, SnapshotTierStatuses: []SnapshotTierStatus{filled[SnapshotTierStatus]()}, KmsKeys: []KmsKey{filled[KmsKey]()},
	})
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseSeed("seed.json", text)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got.Regions[home], want.Regions[home])
	}
}

// TestSeedIsLeftAlone: an account never writes into the seed it was given.
func TestSeedIsLeftAlone(t *testing.T) {
	seed := inHome(vault())
	before, err := json.Marshal(seed)
	if err != nil {
		t.Fatal(err)
	}
	a := open(t, seed)
	for _, request := range []string{
		"CreateTags&ResourceId.1=" + amiID(1) + "&Tag.1.Key=a&Tag.1.Value=b",
		"ModifyImageAttribute&ImageId=" + amiID(1) + "&LaunchPermission.Remove.1.UserId=" + friend,
		"DisableImage&ImageId=" + amiID(1), "DeregisterImage&DeleteAssociatedSnapshots=true&ImageId=" + amiID(2),
	} {
		parts := strings.Split(request, "&")
		ask(a).fine(t, parts[0], parts[1:]...)
	}
	after, err := json.Marshal(seed)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}

// TestDemoIsASeed: what the demo holds passes as a file, and comes back the same.
func TestDemoIsASeed(t *testing.T) {
	demo := Demo(testTime())
	text, err := json.MarshalIndent(demo, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "demo.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := ParseSeed(file, text)
	if err != nil {
		t.Fatal(err)
	}
	round, err := json.MarshalIndent(again, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if string(round) != string(text) {
		t.Error("the demo changed on its way through a file")
	}
}

// FuzzParseSeed: no text makes it panic, and whatever it takes, the standard
// library reads the same way.
func FuzzParseSeed(f *testing.F) {
	f.Add(inRegion(`{"Images":[{"ImageId":"ami-01234567","Public":true,"CreationDate":"2026-01-01T00:00:00Z"}]}`))
	f.Add(inRegion(`{"Parameters":[{"Name":"\u00e9\n","LastModifiedDate":"2026-01-01"}]}`))
	f.Add(`{"Account":"111122223333","Regions":null}`)
	f.Add(`{"Account":"111122223333","Regions":{"us-east-1":null}}`)
	f.Add(`[[[[`)
	f.Add(`{"Account":"\ud800"}`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseSeed("f", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f: $") {
				t.Errorf("an error without a place: %v", err)
			}
			return
		}
		if _, err := New(Options{Seed: got, Now: time.Now}); err != nil {
			t.Errorf("parsed, but New says %v", err)
		}
		var want Seed
		text = strings.TrimPrefix(text, "\xef\xbb\xbf")
		if json.Unmarshal([]byte(text), &want) != nil {
			return // a pasted document, or a time in seconds
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, the standard library reads %+v", got, want)
		}
	})
}
