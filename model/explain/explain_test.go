package explain_test

import (
	"slices"
	"strings"
	"testing"

	"tami/model/explain"
)

func find(t *testing.T, name string) explain.Property {
	t.Helper()
	p, nearest, found := explain.Find(name)
	if !found {
		t.Fatalf("%s is not explained; nearest %v", name, nearest)
	}
	return p
}

func TestFind(t *testing.T) {
	for name, c := range map[string]struct{ typed, want, nearest string }{
		"whole":                 {"Image.BootMode", "Image.BootMode", ""},
		"in any case":           {"image.bootmode", "Image.BootMode", ""},
		"by its field":          {"bootMODE", "Image.BootMode", ""},
		"by its label":          {"boot mode", "Image.BootMode", ""},
		"with dashes":           {"boot-mode", "Image.BootMode", ""},
		"of a device":           {"EbsBlockDevice.Iops", "EbsBlockDevice.Iops", ""},
		"of one type alone":     {"iops", "EbsBlockDevice.Iops", ""},
		"of two types":          {"State", "", "Image.State, Snapshot.State"},
		"of two others":         {"KmsKeyId", "", "EbsBlockDevice.KmsKeyId, Snapshot.KmsKeyId"},
		"a slip":                {"Image.BotMode", "", "Image.BootMode"},
		"a slip in a field":     {"imdssuport", "", "Image.ImdsSupport"},
		"words the wrong way":   {"mode boot", "", "Image.BootMode"},
		"another type's name":   {"Ebs.Iops", "", "EbsBlockDevice.Iops"},
		"the field says more":   {"Snapsht.Tags", "", "Snapshot.Tags"},
		"nothing":               {"", "", ""},
		"nothing like it":       {"zzzzqqqq", "", ""},
		"only punctuation":      {"...", "", ""},
		"far too long":          {strings.Repeat("BootMode", 5000), "", ""},
		"hidden characters":     {"\x1b[31m\u202e", "", ""},
		"letters of no Latin":   {"起動モード", "", ""},
		"a name with its value": {"Image.BootMode=uefi", "", "Image.BootMode"},
	} {
		t.Run(name, func(t *testing.T) {
			p, nearest, found := explain.Find(c.typed)
			got := ""
			if found {
				got = p.Name()
			}
			if got != c.want || found && nearest != nil || !strings.HasPrefix(strings.Join(nearest, ", "), c.nearest) {
				t.Errorf("%q is %q, nearest %v", c.typed, got, nearest)
			}
			if c.nearest == "" && len(nearest) > 0 {
				t.Errorf("%q is near %v", c.typed, nearest)
			}
		})
	}
}

func TestFindFindsEveryEntry(t *testing.T) {
	for _, p := range explain.Properties() {
		if got := find(t, strings.ToLower(p.Name())); got.Name() != p.Name() {
			t.Errorf("%s leads to %s", p.Name(), got.Name())
		}
	}
	for _, c := range explain.Concepts() {
		for _, name := range append([]string{c.Name}, c.Also...) {
			if got, _, found := explain.FindConcept(strings.ToUpper(name)); !found || got.Name != c.Name {
				t.Errorf("%q of %s leads to %q", name, c.Name, got.Name)
			}
		}
	}
	for _, l := range explain.Lessons() {
		if got, _, found := explain.FindLesson(strings.ToLower(l.Title)); !found || got.Title != l.Title {
			t.Errorf("lesson %q leads to %q", l.Title, got.Title)
		}
	}
}

func TestFindConcept(t *testing.T) {
	for typed, want := range map[string]string{
		"incremental snapshots": "Incremental snapshots",
		"Incremental Snapshot":  "Incremental snapshots",
		"AMI":                   "Amazon Machine Image",
		"amis":                  "Amazon Machine Image",
		"$Latest":               "Template version",
		"resolve:ssm":           "SSM parameter as a pointer",
		"recycle-bin":           "Recycle Bin",
		"IMDSv2":                "IMDSv2",
		"imdsv1":                "IMDSv2",
		"hvm or pv":             "HVM and paravirtual",
	} {
		if c, _, found := explain.FindConcept(typed); !found || c.Name != want {
			t.Errorf("%q is %q", typed, c.Name)
		}
	}
	if _, nearest, found := explain.FindConcept("incremntal snapshots"); found || !slices.Contains(nearest, "Incremental snapshots") {
		t.Errorf("a slip leads to %v, found %v", nearest, found)
	}
	if _, nearest, found := explain.FindLesson("HVM or P"); found || !slices.Contains(nearest, "HVM or PV") {
		t.Errorf("a slip leads to %v, found %v", nearest, found)
	}
}

func TestNearestKnowsAllKinds(t *testing.T) {
	for typed, want := range map[string]string{
		"Image.Archtecture":    "Image.Architecture",
		"recyle bin":           "Recycle Bin",
		"the live of an image": "The life of an image",
	} {
		if got := explain.Nearest(typed); !slices.Contains(got, want) || len(got) > 3 {
			t.Errorf("near %q are %v", typed, got)
		}
	}
	if got := explain.Nearest("qqqq"); got != nil {
		t.Errorf("near nothing are %v", got)
	}
}

func TestOf(t *testing.T) {
	for name, c := range map[string]struct{ property, value, says string }{
		"a value":                   {"Image.BootMode", "uefi", "UEFI and nothing else"},
		"in another case":           {"Image.BootMode", "UEFI-Preferred", "BIOS where not"},
		"not set":                   {"Image.BootMode", "", "the type decides"},
		"not known":                 {"Image.BootMode", "quantum", "newer than this version"},
		"not set, never so":         {"Image.State", "", "not AWS's"},
		"yes":                       {"Image.EnaSupport", "yes", "Declared"},
		"true":                      {"Image.EnaSupport", "true", "Declared"},
		"no":                        {"Image.EnaSupport", "no", "Declared to be without"},
		"False":                     {"Image.EnaSupport", "False", "Declared to be without"},
		"neither":                   {"Image.EnaSupport", "", "Not declared"},
		"Windows as the SDK has it": {"Image.Platform", "Windows", "A Windows image"},
		"Windows as AWS sends it":   {"Image.Platform", "windows", "A Windows image"},
		"a date":                    {"Image.CreationDate", "2026-11-19T02:36:43.000Z", "19 November 2026, 02:36 UTC"},
		"a date elsewhere":          {"Image.CreationDate", "2026-11-19T01:36:43+02:00", "18 November 2026, 23:36 UTC"},
		"no date":                   {"Image.CreationDate", "yesterday", "cannot read"},
		"never launched":            {"Image.LastLaunchedTime", "", "not the same as never"},
		"a cooldown":                {"Image.DeregistrationProtection", "disabled after 2026-11-22", "Take the image for protected"},
		"a reason with its message": {"Image.StateReason", "Client.InternalError The key is disabled", "KMS key"},
		"a reason of its own":       {"Image.StateReason", "Client.Odd words", "AWS's words"},
		"a severity and a date":     {"Image.ScanResults", "HIGH scanned 2026-11-20T03:07:53.000Z", "7.0 to 8.9"},
		"scanned without findings":  {"Image.ScanResults", "scanned 2026-11-20T03:07:53.000Z", "no severity"},
		"a short ID":                {"Image.ImageId", "ami-40da6a68", "Eight hexadecimal digits"},
		"a long ID":                 {"Image.ImageId", "ami-0a1b2c3d4e5f60718", "this region alone"},
		"a manifest":                {"Image.ImageLocation", "bucket/x/image.manifest.xml", "S3 bucket"},
		"no manifest":               {"Image.ImageLocation", "111122223333/web", "EBS snapshots"},
		"an account":                {"Image.OwnerId", "111122223333", "Account 111122223333"},
		"not an account":            {"Image.OwnerId", "self", "Not the twelve digits"},
		"a size":                    {"EbsBlockDevice.VolumeSize", "16384", "16,384 GiB"},
		"the usual IOPS":            {"EbsBlockDevice.Iops", "3000", "no extra charge"},
		"more IOPS":                 {"EbsBlockDevice.Iops", "12000", "12,000 operations"},
		"IOPS below none":           {"EbsBlockDevice.Iops", "-1", "Not a number"},
		"bytes":                     {"Snapshot.FullSnapshotSizeInBytes", "12884901888", "12.0 GiB"},
		"a copy's volume":           {"Snapshot.VolumeId", "vol-ffffffff", "stand-in"},
		"a copy's long volume":      {"Snapshot.VolumeId", "vol-ffffffffffffffffff", "stand-in"},
		"an image's snapshot":       {"Snapshot.Description", "Created by CreateImage(i-1) for ami-1", "create-image"},
		"a shared tag":              {"Tag.Key", "ec2:SharedTag/spark", "when the image is shared"},
		"AWS's tag":                 {"Tag.Key", "aws:dlm:lifecycle-policy-id", "service set"},
		"a tag like AWS's":          {"Tag.Key", "my-aws:thing", "owner's own"},
		"blanks around":             {"Image.State", " available ", "Ready to launch"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := find(t, c.property).Of(c.value); !strings.Contains(got, c.says) {
				t.Errorf("%s = %q says %q, without %q", c.property, c.value, got, c.says)
			}
		})
	}
}

// FuzzOf: whatever AWS, a file or an enemy says as a value, the answer is one
// of ours.
func FuzzOf(f *testing.F) {
	for _, seed := range []string{
		"", "uefi", "true", "2026-11-19T02:36:43Z", "-9223372036854775808", "111122223333", "HIGH x", "vol-ffffffff",
		"\x1b]52;c;eA==\x07", "a\u202eb", "%s", "%!d(string=x)", strings.Repeat("9", 400), "aws:\x00", "1e9", "２０",
	} {
		f.Add(seed)
	}
	properties := explain.Properties()
	f.Fuzz(func(t *testing.T, value string) {
		for _, p := range properties {
			said := p.Of(value)
			if said == "" || !strings.HasSuffix(said, ".") || len(said) > longest+40 || strings.Contains(said, "%s") {
				t.Errorf("%s = %q says %q", p.Name(), value, said)
			}
			for _, r := range said {
				if r < ' ' || r > '~' {
					t.Errorf("%s = %q brings %U back", p.Name(), value, r)
				}
			}
		}
	})
}

// FuzzFind: anything may be typed.
func FuzzFind(f *testing.F) {
	for _, seed := range []string{"", "Image.BootMode", "bootmode", "..", "\xff", strings.Repeat("a", 5000), "State"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		p, nearest, found := explain.Find(name)
		if found == (p.Field == "") || found && nearest != nil || len(nearest) > 12 {
			t.Errorf("%q: %q, %v, %v", name, p.Name(), nearest, found)
		}
		if len(explain.Nearest(name)) > 3 {
			t.Errorf("%q: %v", name, explain.Nearest(name))
		}
	})
}

func TestCommand(t *testing.T) {
	const image, snapshot = "ami-0a1b2c3d4e5f60718", "snap-0a1b2c3d4e5f60091"
	for name, c := range map[string]struct{ property, region, id, want string }{
		"of an image": {"Image.BootMode", "us-east-1", image,
			"aws ec2 describe-images --include-disabled --image-ids ami-0a1b2c3d4e5f60718 --region us-east-1 --query 'Images[0].BootMode'"},
		"of its devices": {"EbsBlockDevice.Iops", "eu-west-1", image,
			"aws ec2 describe-images --include-disabled --image-ids ami-0a1b2c3d4e5f60718 --region eu-west-1 --query 'Images[0].BlockDeviceMappings[].Ebs.Iops'"},
		"of a snapshot": {"Snapshot.StorageTier", "us-east-1", snapshot,
			"aws ec2 describe-snapshots --snapshot-ids snap-0a1b2c3d4e5f60091 --region us-east-1 --query 'Snapshots[0].StorageTier'"},
		"of those who may launch": {"LaunchPermission.UserId", "us-east-1", image,
			"aws ec2 describe-image-attribute --attribute launchPermission --image-id ami-0a1b2c3d4e5f60718 --region us-east-1 --query 'LaunchPermissions[].UserId'"},
		"nowhere in particular": {"Image.BootMode", "", image,
			"aws ec2 describe-images --include-disabled --image-ids ami-0a1b2c3d4e5f60718 --query 'Images[0].BootMode'"},
		"of none in particular": {"Image.BootMode", "", "",
			"aws ec2 describe-images --include-disabled --image-ids ami-0abcdef1234567890 --query 'Images[0].BootMode'"},
		"of a hostile ID": {"Snapshot.State", "us-east-1; reboot", "snap-1 $(reboot)",
			"aws ec2 describe-snapshots --snapshot-ids snap-0abcdef1234567890 --query 'Snapshots[0].State'"},
		"of an option": {"Image.State", "--debug", "--debug",
			"aws ec2 describe-images --include-disabled --image-ids ami-0abcdef1234567890 --query 'Images[0].State'"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := find(t, c.property).Command(c.region, c.id); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Every entry has its own command, and the field that it is about in it.
func TestEveryCommandShowsItsField(t *testing.T) {
	seen := map[string]string{}
	for _, p := range explain.Properties() {
		c := p.Command("us-east-1", "")
		if !strings.HasSuffix(c, "."+p.Field+"'") || seen[c] != "" {
			t.Errorf("%s: %s, as of %q", p.Name(), c, seen[c])
		}
		seen[c] = p.Name()
	}
}

func BenchmarkFind(b *testing.B) {
	for b.Loop() {
		if _, _, found := explain.Find("Tag.Value"); !found {
			b.Fatal("not found")
		}
	}
}

func BenchmarkNearest(b *testing.B) {
	for b.Loop() {
		explain.Nearest("Image.BotMode")
	}
}
