package op_test

import (
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// webFleet is a family of images of which the oldest are to go: the mock-up of
// the sheet.
func webFleet() *fleet {
	f := newFleet("us-east-1").
		add("ami-01", "web-arm64-2026.08.01-11aa22b", "snap-0a71 11.9/20").
		add("ami-02", "web-arm64-2026.08.15-33cc44d", "snap-0a72 12/20").
		add("ami-03", "web-arm64-2026.09.02-5e6f7a8", "snap-0a73 12.1/20", "snap-0c17 7.9/80").
		add("ami-04", "web-arm64-2026.11.12-77aa0e2", "snap-0a74 12.2/20", "snap-0c17")
	f.image("ami-03", func(i *ami.Image) { i.LastLaunched = ami.ParseDate("2026-11-21T09:00:00Z") })
	return f.but(func(f *fleet) {
		f.know(ami.References{Where: f.at, ImageID: "ami-03"}, ami.ReferenceList{List: []ami.Reference{
			{Type: text.Clean("ec2:LaunchTemplate"), ARN: text.Clean("arn:aws:ec2:us-east-1:111122223333:launch-template/web-canary")},
		}})
		f.sharedWith(ami.Sharing{Where: f.at, ImageID: "ami-02"}, account(partner), account(other))
		f.deny(ami.LaunchConfigurations{Where: f.at}, "autoscaling:DescribeLaunchConfigurations")
	})
}

const three = "ami-01 ami-02 ami-03"

func used(f *fleet) *fleet {
	return f.but(func(f *fleet) {
		f.know(ami.Instances{Where: f.at}, ami.InstancePage{Instances: []ami.Instance{
			{ID: text.Clean("i-0a1"), ImageID: text.Clean("ami-1"), State: text.Clean("running"), Type: text.Clean("c7g.large")},
			{ID: text.Clean("i-0a2"), ImageID: text.Clean("ami-1"), State: text.Clean("stopped"), Type: text.Clean("c7g.large")},
		}})
		f.know(ami.References{Where: f.at, ImageID: "ami-1"}, ami.ReferenceList{List: []ami.Reference{
			{Type: text.Clean("ssm:Parameter"), ARN: text.Clean("arn:aws:ssm:us-east-1:111122223333:parameter/ami/web")},
			{Type: text.Clean("imagebuilder:ImageRecipe"), ARN: text.Clean("arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/web/1.0.0")},
		}})
		f.know(ami.Groups{Where: f.at}, ami.GroupList{List: []ami.Group{
			{Name: text.Clean("web-blue"), InService: 6, Launches: []ami.Launch{{From: text.Clean("template web v43"), ImageID: text.Clean("ami-1")}}},
			{Name: text.Clean("dark"), Launches: []ami.Launch{{From: text.Clean("template dark"), Why: text.Clean("resolved from an SSM parameter at launch")}}},
		}})
		f.know(ami.LaunchConfigurations{Where: f.at}, ami.LaunchConfigurationList{List: []ami.LaunchConfiguration{{Name: text.Clean("web-2021"), ImageID: text.Clean("ami-1")}}})
	})
}

// denied answers nothing but the image itself.
func denied(f *fleet) *fleet {
	return f.but(func(f *fleet) {
		*f.State = *newFleet(f.at.Region).State
		f.deny(ami.Caller{}, "sts:GetCallerIdentity")
		f.know(ami.OneImage{Where: f.at, ID: "ami-1"}, ami.ImagePage{Images: f.images[:1]})
		for need, action := range map[ami.Need]string{
			ami.Images{Where: f.at, From: ami.Source{Kind: ami.Mine}}: "ec2:DescribeImages", ami.OneSnapshot{Where: f.at, ID: "snap-1"}: "ec2:DescribeSnapshots",
			ami.SnapshotLock{Where: f.at, ID: "snap-1"}: "ec2:DescribeLockedSnapshots", ami.FastRestore{Where: f.at, ID: "snap-1"}: "ec2:DescribeFastSnapshotRestores",
			ami.BinRules{Where: f.at}: "rbin:ListRules", ami.BinnedImages{Where: f.at}: "ec2:ListImagesInRecycleBin",
			ami.References{Where: f.at, ImageID: "ami-1"}: "ec2:DescribeImageReferences", ami.Instances{Where: f.at}: "ec2:DescribeInstances",
			ami.Groups{Where: f.at}: "autoscaling:DescribeAutoScalingGroups", ami.LaunchConfigurations{Where: f.at}: "autoscaling:DescribeLaunchConfigurations",
			ami.Sharing{Where: f.at, ImageID: "ami-1"}: "ec2:DescribeImageAttribute",
		} {
			f.deny(need, action)
		}
	})
}

// unlisted has images of ours that could not be read to their end.
func unlisted(f *fleet) *fleet {
	return f.but(func(f *fleet) {
		f.deny(ami.Images{Where: f.at, From: ami.Source{Kind: ami.Mine}}, "ec2:DescribeImages")
	})
}

// A plan is read before it is confirmed, so its words are kept as prose.
func TestPlansOfDeregistering(t *testing.T) {
	one := func() *fleet { return newFleet("us-east-1").add("ami-1", "web-2026.08.01", "snap-1 8") }
	state := func(s string) func(*ami.Image) { return func(i *ami.Image) { i.State = text.Clean(s) } }
	protection := func(s string) func(*ami.Image) { return func(i *ami.Image) { i.Protection = text.Clean(s) } }
	for name, c := range map[string]struct {
		fleet  *fleet
		ids    string
		values []string
	}{
		"three-of-a-family":  {webFleet().rule("images snapshots", 7), three, []string{deleting}},
		"three-without-bin":  {webFleet(), three, []string{deleting}},
		"three-kept":         {webFleet(), three, nil},
		"one-kept":           {one(), "ami-1", nil},
		"one-deleted":        {one(), "ami-1", []string{deleting}},
		"used":               {used(one()), "ami-1", nil},
		"bin-kept":           {one().rule("images", 14), "ami-1", nil},
		"bin-both":           {one().rule("images", 14).rule("snapshots", 7), "ami-1", []string{deleting}},
		"bin-image-only":     {one().rule("images", 14), "ami-1", []string{deleting}},
		"bin-snapshot-only":  {one().rule("snapshots", 14), "ami-1", []string{deleting}},
		"bin-by-tag":         {one().tag("ami-1", "env", "prod").rule("images", 7).rule("images", 30, "env=prod").rule("snapshots", 45, "!env=test"), "ami-1", []string{deleting}},
		"bin-excluded":       {one().tag("ami-1", "env", "test").rule("images", 30, "!env=test").rule("images", 7, "env=prod"), "ami-1", nil},
		"protected":          {one().image("ami-1", protection("enabled-without-cooldown")), "ami-1", nil},
		"protected-cooldown": {one().image("ami-1", protection("enabled-with-cooldown")), "ami-1", nil},
		"one-protected":      {webFleet().image("ami-02", protection("enabled-without-cooldown")), three, nil},
		"cooling-down":       {one().image("ami-1", protection("cooldown until 2026-11-22T08:00:00.000Z")), "ami-1", nil},
		"foreign":            {one().add("ami-2", "partner-tools", "snap-2 8").image("ami-2", func(i *ami.Image) { i.OwnerID = text.Clean(partner) }), "ami-2", nil},
		"vanished":           {one().but(func(f *fleet) { f.know(ami.OneImage{Where: f.at, ID: "ami-9"}, ami.Absent{}) }), "ami-9", nil},
		"one-vanished":       {one().but(func(f *fleet) { f.know(ami.OneImage{Where: f.at, ID: "ami-9"}, ami.Absent{}) }), "ami-1 ami-9", nil},
		"unread":             {one().but(func(f *fleet) { f.deny(ami.OneImage{Where: f.at, ID: "ami-9"}, "ec2:DescribeImages") }), "ami-9", nil},
		"backup":             {one().tag("ami-1", "aws:backup:source-resource", "i-1:job"), "ami-1", nil},
		"lifecycle-manager":  {one().tag("ami-1", "aws:dlm:lifecycle-policy-id", "policy-0a1"), "ami-1", nil},
		"image-builder":      {one().tag("ami-1", "CreatedBy", "EC2 Image Builder").tag("ami-1", "Ec2ImageBuilderArn", "arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.0.0/1"), "ami-1", nil},
		"marketplace": {one().image("ami-1", func(i *ami.Image) {
			i.ProductCodes = []ami.ProductCode{{ID: text.Clean("6njl1p"), Type: text.Clean("marketplace")}}
		}), "ami-1", nil},
		"windows":  {one().image("ami-1", windows), "ami-1", nil},
		"pending":  {one().image("ami-1", state("pending")), "ami-1", nil},
		"disabled": {one().image("ami-1", state("disabled")), "ami-1", []string{deleting}},
		"failed": {one().image("ami-1", func(i *ami.Image) {
			state("failed")(i)
			i.StateReason = &ami.StateReason{Message: text.Clean("Given key ID is not accessible")}
		}), "ami-1", nil},
		"instance-store":        {newFleet("us-east-1").add("ami-1", "old", "ephemeral0").image("ami-1", bundle), "ami-1", nil},
		"public":                {one().image("ami-1", func(i *ami.Image) { i.Public = ami.Yes }), "ami-1", nil},
		"archived":              {newFleet("us-east-1").add("ami-1", "cold", "snap-1 100").archived("snap-1", 40).image("ami-1", state("disabled")), "ami-1", []string{deleting}},
		"fast-restore":          {one().fast("snap-1", 3), "ami-1", nil},
		"locked":                {one().lock("snap-1", "2027-01-01T00:00:00Z"), "ami-1", []string{deleting}},
		"snapshot-of-others":    {one().snap("snap-1", func(s *ami.Snapshot) { s.OwnerID = text.Clean(partner) }), "ami-1", []string{deleting}},
		"snapshot-gone-bin":     {one().rule("images snapshots", 7).but(func(f *fleet) { f.know(ami.OneSnapshot{Where: f.at, ID: "snap-1"}, ami.Absent{}) }), "ami-1", []string{deleting}},
		"many-used":             {manyUsed(), "ami-1 ami-2 ami-3 ami-4", nil},
		"snapshot-gone":         {one().but(func(f *fleet) { f.know(ami.OneSnapshot{Where: f.at, ID: "snap-1"}, ami.Absent{}) }), "ami-1", []string{deleting}},
		"price-unknown":         {newFleet("mx-central-1").add("ami-1", "web", "snap-1 10"), "ami-1", []string{deleting}},
		"several-volumes":       {newFleet("eu-central-1").add("ami-1", "db", "snap-r 8", "snap-d 50/200", "ephemeral0", "").add("ami-z", "db-next", "snap-d"), "ami-1", []string{deleting}},
		"shared-within-the-set": {newFleet("us-east-1").add("ami-a", "a", "snap-s 20").add("ami-b", "b", "snap-s").rule("images snapshots", 7), "ami-a ami-b", []string{deleting}},
		"images-not-listed":     {unlisted(one()), "ami-1", []string{deleting}},
		"everything-denied":     {denied(one()), "ami-1", []string{deleting}},
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, "deregister/"+name+".plan", sheet(c.fleet.deregister(t, c.ids, c.values...)))
		})
	}
}

func windows(i *ami.Image) {
	i.Platform, i.PlatformDetails, i.UsageOperation = text.Clean("windows"), text.Clean("Windows"), text.Clean("RunInstances:0002")
}

func bundle(i *ami.Image) {
	i.RootDeviceType, i.Location = text.Clean("instance-store"), text.Clean("bundles/old/image.manifest.xml")
}

// TestConfirmingNamesWhatGoes wants the name of one image, the number of
// several, and no more of them than go.
func TestConfirmingNamesWhatGoes(t *testing.T) {
	for ids, want := range map[string]string{
		"ami-01": "web-arm64-2026.08.01-11aa22b", three: "3", "ami-01 ami-01": "web-arm64-2026.08.01-11aa22b", "ami-01 ami-gone": "web-arm64-2026.08.01-11aa22b",
	} {
		f := webFleet().but(func(f *fleet) { f.know(ami.OneImage{Where: f.at, ID: "ami-gone"}, ami.Absent{}) })
		if p := f.deregister(t, ids); p.Risk != op.Destructive || p.Confirm != want {
			t.Errorf("%s: risk %d, confirm %q, want %q", ids, p.Risk, p.Confirm, want)
		}
	}
}

// manyUsed has four images that the same group could launch.
func manyUsed() *fleet {
	f := newFleet("us-east-1")
	group := ami.Group{Name: text.Clean("mixed"), InService: 4}
	for _, n := range []string{"1", "2", "3", "4"} {
		f.add("ami-"+n, "web-"+n, "snap-"+n+" 8")
		group.Launches = append(group.Launches, ami.Launch{From: text.Clean("override c7g." + n + "xlarge"), ImageID: text.Clean("ami-" + n)})
	}
	return f.but(func(f *fleet) { f.know(ami.Groups{Where: f.at}, ami.GroupList{List: []ami.Group{group}}) })
}
