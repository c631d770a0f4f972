package op_test

import (
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

const (
	badImage   = "ami-0000000a"
	goodImage  = "ami-0000000b"
	olderImage = "ami-0000000c"
	pet        = "i-00000001"
	webTmpl    = "lt-0a1b2c3d4e5f60001"
)

// shop is a group that launches a bad image, with all that is known about it.
type shop struct {
	*fleet
	group     ami.Group
	versions  []ami.TemplateVersion
	refreshes []ami.Refresh
	configs   []ami.LaunchConfiguration
	tags      []ami.Tag // of the template
	pet       ami.InstanceDevicesBody
	types     []ami.InstanceType
}

func newShop() *shop {
	f := newFleet("us-east-1").add(badImage, "web-2026.11.19", "snap-a 20").add(goodImage, "web-2026.11.12", "snap-b 20").add(olderImage, "web-2026.10.30", "snap-c 20")
	for id, made := range map[string]string{badImage: "2026-11-19T08:00:00Z", goodImage: "2026-11-12T08:00:00Z", olderImage: "2026-10-30T08:00:00Z"} {
		f.image(id, func(i *ami.Image) { i.Created = ami.ParseDate(made) })
	}
	version := func(n int64, image, made string) ami.TemplateVersion {
		return ami.TemplateVersion{Number: n, Default: n == 42, ImageID: text.Clean(image), Created: ami.ParseDate(made), Type: text.Clean("c7g.large")}
	}
	member := ami.Member{ID: text.Clean("i-1"), Type: text.Clean("c7g.large"), Lifecycle: text.Clean("InService"), Health: text.Clean("Healthy")}
	return &shop{
		fleet: f,
		group: ami.Group{Name: text.Clean("web-blue"), Desired: 6, InService: 6, Template: ami.TemplateUse{ID: text.Clean(webTmpl), Name: text.Clean("web"), Version: text.Clean("43"), Number: 43}, Members: []ami.Member{member}},
		versions: []ami.TemplateVersion{
			version(43, badImage, "2026-11-19T09:00:00Z"), version(42, goodImage, "2026-11-12T09:00:00Z"), version(41, olderImage, "2026-10-30T09:00:00Z"),
		},
		pet: ami.InstanceDevicesBody{
			Instance: ami.Instance{ID: text.Clean(pet), Name: text.Clean("pet"), ImageID: text.Clean(badImage), State: text.Clean("running"), Type: text.Clean("c7g.large"), RootType: text.Clean("ebs"), RootDevice: text.Clean("/dev/xvda")},
			Devices:  []ami.InstanceDevice{{Device: text.Clean("/dev/xvda"), VolumeID: text.Clean("vol-1"), Size: 20}},
		},
		types: []ami.InstanceType{{
			Name: text.Clean("c7g.large"), Architectures: safes("arm64"), BootModes: safes("uefi"), Virtual: safes("hvm"), RootDevices: safes("ebs"), Usage: safes("on-demand", "spot"),
			ENA: text.Clean("required"), NVMe: text.Clean("supported"), Encryption: text.Clean("supported"), MaxVolumes: 27, Current: true,
		}},
	}
}

// parameter says something now, and something else before.
func (s *shop) parameter(name, dataType string, values ...string) {
	var past []ami.ParameterVersion
	for n, v := range values {
		past = append(past, ami.ParameterVersion{Version: int64(len(values) - n), Value: text.Clean(v), DataType: text.Clean(dataType), Modified: ami.ParseDate([]string{"2026-11-19T09:30:00Z", "2026-11-12T09:30:00Z"}[n])})
	}
	s.but(func(f *fleet) {
		f.know(ami.ParameterHistory{Where: f.at, Name: name}, ami.ParameterHistoryList{List: past})
		f.know(ami.ImageParameters{Where: f.at}, ami.ParameterList{List: []ami.Parameter{{Name: text.Clean(name), Value: text.Clean(values[0]), Version: int64(len(values))}}})
	})
}

func (s *shop) settle() *fleet {
	last := s.better
	s.better = nil
	s.but(func(f *fleet) {
		f.know(ami.Groups{Where: f.at}, ami.GroupList{List: []ami.Group{s.group}})
		f.know(ami.Refreshes{Where: f.at, Group: "web-blue"}, ami.RefreshList{List: s.refreshes})
		f.know(ami.Templates{Where: f.at}, ami.TemplateList{List: []ami.Template{{ID: text.Clean(webTmpl), Name: text.Clean("web"), Default: 42, Latest: 43, Tags: s.tags}}})
		f.know(ami.TemplateVersions{Where: f.at, ID: webTmpl}, ami.TemplateVersionList{ID: text.Clean(webTmpl), Name: text.Clean("web"), List: s.versions})
		f.know(ami.LaunchConfigurations{Where: f.at}, ami.LaunchConfigurationList{List: s.configs})
		f.know(ami.ImageParameters{Where: f.at}, ami.ParameterList{})
		f.know(ami.AllowedImages{Where: f.at}, ami.AllowedSettings{State: text.Clean("disabled")})
		f.know(ami.OfferedTypes{Where: f.at}, ami.InstanceTypeList{List: s.types})
		f.know(ami.InstanceDevices{Where: f.at, ID: pet}, s.pet)
		f.know(ami.Instances{Where: f.at}, ami.InstancePage{Instances: []ami.Instance{s.pet.Instance}})
	})
	s.better = append(s.better, last...)
	return s.tell()
}

func (s *shop) refreshed(status, version, began, ended string, percent int) {
	s.refreshes = append(s.refreshes, ami.Refresh{ID: text.Clean("r"), Status: text.Clean(status), Percent: percent, Template: text.Clean(webTmpl), Version: text.Clean(version), Began: ami.ParseDate(began), Ended: ami.ParseDate(ended)})
}

func (s *shop) follows(version string, number int64) {
	s.group.Template.Version, s.group.Template.Number = text.Clean(version), number
}

// A rollback is read at night, so each way and each refusal is kept as prose.
func TestRollbackPlans(t *testing.T) {
	resolving := func(s *shop) {
		for i := range s.versions {
			s.versions[i].ImageID, s.versions[i].Parameter = text.Safe{}, text.Clean("/ami/web")
		}
		s.parameter("/ami/web", "aws:ec2:image", badImage, goodImage)
	}
	configured := func(s *shop) {
		s.group.Template, s.group.Configuration = ami.TemplateUse{}, text.Clean("web-2021")
		s.configs = []ami.LaunchConfiguration{{Name: text.Clean("web-2021"), ImageID: text.Clean(badImage), Type: text.Clean("c7g.large"), JSON: `{"LaunchConfigurationName":"web-2021","ImageId":"` + badImage + `","InstanceType":"c7g.large"}`, UserData: text.Clean("1f")}}
	}
	mixed := func(s *shop) {
		s.group.Policy = `{"LaunchTemplate":{"LaunchTemplateSpecification":{"LaunchTemplateId":"` + webTmpl + `","Version":"43"},"Overrides":[{"InstanceType":"c7g.large","ImageId":"` + badImage + `"},{"ImageId":"` + olderImage + `","InstanceType":"c7g.xlarge"}]}}`
		s.group.Overrides = []ami.Override{{Type: text.Clean("c7g.large"), ImageID: text.Clean(badImage)}, {Type: text.Clean("c7g.xlarge"), ImageID: text.Clean(olderImage)}}
	}
	running := func(version string) func(*shop) {
		return func(s *shop) { s.refreshed("InProgress", version, "2026-11-21T11:00:00Z", "", 33) }
	}
	for name, c := range map[string]struct {
		shop   func(*shop)
		id     string
		values string
	}{
		"new-version": {func(s *shop) {
			s.parameter("/ami/web", "aws:ec2:image", badImage, goodImage)
			s.refreshed("Successful", "43", "2026-11-19T10:00:00Z", "2026-11-19T10:20:00Z", 100)
			s.refreshed("Successful", "42", "2026-11-12T10:00:00Z", "2026-11-12T10:20:00Z", 100)
		}, "web-blue", ""},
		"new-version-devices": {func(s *shop) {
			s.versions[0].Devices = []ami.Device{
				{Name: text.Clean("/dev/xvda"), EBS: &ami.EBS{SnapshotID: text.Clean("snap-a"), VolumeSize: 40, VolumeType: text.Clean("gp3"), DeleteOnTermination: ami.Yes}},
				{Name: text.Clean("/dev/sdf"), EBS: &ami.EBS{SnapshotID: text.Clean("snap-own"), VolumeSize: 8}},
			}
			s.versions[0].UserData = text.Clean("1f")
		}, "web-blue", ""},
		"new-version-latest":    {func(s *shop) { s.follows("$Latest", 43) }, "web-blue", "leave-parameters=true"},
		"new-version-mixed":     {mixed, "web-blue", "min-healthy=100 checkpoint=0 bake=0 alarm=5xx"},
		"group-refresh":         {nil, "web-blue", "way=group-refresh"},
		"group-refresh-none":    {nil, "web-blue", "way=group-refresh to=ami-0000000d"},
		"default-version":       {func(s *shop) { s.follows("$Default", 43); s.versions[0].Default, s.versions[1].Default = true, false }, "web-blue", "way=default-version"},
		"default-of-latest":     {func(s *shop) { s.follows("$Latest", 43) }, "web-blue", "way=default-version"},
		"default-of-pinned":     {nil, "web-blue", "way=default-version"},
		"launch-configuration":  {configured, "web-blue", ""},
		"no-configuration":      {nil, "web-blue", "way=launch-configuration"},
		"configured-no-version": {configured, "web-blue", "way=new-version"},
		"parameter-of-group":    {resolving, "web-blue", ""},
		"parameter-no-version":  {resolving, "web-blue", "way=new-version"},
		"group-no-root":         {nil, "web-blue", "way=replace-root"},
		"group-managed":         {func(s *shop) { s.group.Managed = text.Clean("eks.amazonaws.com") }, "web-blue", ""},
		"group-gone":            {nil, "web-green", ""},
		"template-default":      {func(s *shop) { s.versions[0].Default, s.versions[1].Default = true, false }, webTmpl, ""},
		"template-new":          {func(s *shop) { s.versions[0].Default, s.versions[1].Default = true, false }, webTmpl, "way=new-version to=" + olderImage},
		"template-no-refresh":   {nil, webTmpl, "way=group-refresh"},
		"parameter":             {func(s *shop) { s.parameter("/ami/web", "aws:ec2:image", badImage, goodImage) }, "/ami/web", ""},
		"parameter-text":        {func(s *shop) { s.parameter("/ami/web", "text", "on") }, "/ami/web", ""},
		"parameter-gone":        {nil, "/ami/none", ""},
		"root":                  {nil, pet, "to=" + goodImage},
		"root-deleted":          {nil, pet, "to=" + goodImage + " delete-old-root=true"},
		"root-stopped":          {func(s *shop) { s.pet.Instance.State = text.Clean("stopped") }, pet, "to=" + goodImage},
		"root-smaller":          {func(s *shop) { s.pet.Devices[0].Size = 50 }, pet, "to=" + goodImage},
		"root-architecture":     {func(s *shop) { s.image(goodImage, func(i *ami.Image) { i.Architecture = text.Clean("x86_64") }) }, pet, "to=" + goodImage},
		"root-billing": {func(s *shop) {
			s.image(goodImage, func(i *ami.Image) { i.UsageOperation = text.Clean("RunInstances:0010") })
		}, pet, "to=" + goodImage},
		"root-marketplace": {func(s *shop) {
			s.image(goodImage, func(i *ami.Image) {
				i.Extra = &ami.Extra{ProductCodes: []ami.ProductCode{{ID: text.Clean("p1"), Type: text.Clean("marketplace")}}}
			})
		}, pet, "to=" + goodImage},
		"root-no-version":        {nil, pet, "way=new-version to=" + goodImage},
		"underway":               {running("43"), "web-blue", ""},
		"underway-latest":        {running("$Latest"), "web-blue", "way=rollback-refresh"},
		"underway-turned":        {running("43"), "web-blue", "way=rollback-refresh"},
		"underway-stopped":       {running("43"), "web-blue", "way=cancel-refresh"},
		"underway-waiting":       {waiting, "web-blue", ""},
		"underway-continued":     {waiting, "web-blue", "way=continue-refresh"},
		"underway-no-checkpoint": {running("43"), "web-blue", "way=continue-refresh"},
		"latest-deleted": {func(s *shop) {
			s.follows("$Latest", 43)
			s.group.Members[0].Template = ami.TemplateUse{ID: text.Clean(webTmpl), Number: 44}
		}, "web-blue", ""},
		"pinned-deleted":     {func(s *shop) { s.follows("44", 44) }, "web-blue", "to=" + goodImage},
		"pinned-deleted-new": {func(s *shop) { s.follows("44", 44) }, "web-blue", "way=new-version to=" + goodImage},
		"override-template": {func(s *shop) {
			mixed(s)
			s.group.Overrides[1] = ami.Override{Type: text.Clean("c7g.xlarge"), Template: ami.TemplateUse{ID: text.Clean("lt-0a1b2c3d4e5f60002"), Name: text.Clean("canary"), Version: text.Clean("7")}}
		}, "web-blue", ""},
		"roots":         {overridden, "web-blue", "way=replace-root to=" + goodImage},
		"roots-unnamed": {func(s *shop) { overridden(s); s.group.Overrides[1].ImageID = text.Safe{} }, "web-blue", "way=replace-root"},
		"roots-volumes": {func(s *shop) {
			overridden(s)
			s.image(goodImage, func(i *ami.Image) {
				i.Devices = append(i.Devices, ami.Device{Name: text.Clean("/dev/sdf"), EBS: &ami.EBS{VolumeSize: 8}})
			})
		}, "web-blue", "way=replace-root to=" + goodImage},
		"check-pipelines": {pushed, "web-blue", ""},
		"not-underway":    {nil, "web-blue", "way=cancel-refresh"},
		"check-same":      {nil, "web-blue", "to=" + badImage},
		"check-elsewhere": {func(s *shop) {
			s.but(func(f *fleet) { f.know(ami.OneImage{Where: f.at, ID: "ami-0000000e"}, ami.Absent{}) })
		}, "web-blue", "to=ami-0000000e"},
		"check-disabled": {func(s *shop) { s.image(goodImage, func(i *ami.Image) { i.State = text.Clean("disabled") }) }, "web-blue", "to=" + goodImage},
		"check-archived": {func(s *shop) { s.archived("snap-b", 9) }, "web-blue", "to=" + goodImage},
		"check-snapshot-gone": {func(s *shop) {
			s.but(func(f *fleet) { f.know(ami.OneSnapshot{Where: f.at, ID: "snap-b"}, ami.Absent{}) })
		}, "web-blue", ""},
		"check-key":            {keyDisabled, "web-blue", ""},
		"check-architecture":   {func(s *shop) { s.image(goodImage, func(i *ami.Image) { i.Architecture = text.Clean("x86_64") }) }, "web-blue", "to=" + goodImage},
		"check-differences":    {differing, "web-blue", "to=" + goodImage},
		"check-group":          {troubled, "web-blue", ""},
		"check-nothing-before": {func(s *shop) { s.versions = s.versions[:1]; s.image(goodImage, gone).image(olderImage, gone) }, "web-blue", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop()
			if c.shop != nil {
				c.shop(s)
			}
			golden(t, "rollback/"+name+".plan", sheet(s.settle().plan(t, "rollback", c.id, strings.Fields(c.values)...)))
		})
	}
}

// waiting is a refresh that somebody else started and that stands at its
// checkpoint.
func waiting(s *shop) {
	s.refreshed("InProgress", "42", "2026-11-21T11:00:00Z", "", 33)
	r := &s.refreshes[0]
	r.Reason, r.ToUpdate = text.Clean("Waiting 300 seconds at the checkpoint of 20%"), 4
	r.MinHealthy, r.AutoRollback, r.Checkpoints, r.CheckpointDelay, r.Bake, r.Alarms = 90, true, []int{20, 100}, 300, 300, safes("5xx")
}

// overridden is a group whose policy names the image of each of its types.
func overridden(s *shop) {
	s.group.Policy = `{"LaunchTemplate":{"LaunchTemplateSpecification":{"LaunchTemplateId":"` + webTmpl + `","Version":"43"},"Overrides":[{"InstanceType":"c7g.large","ImageId":"` + badImage + `"},{"ImageId":"` + badImage + `","InstanceType":"c7g.xlarge"}]}}`
	s.group.Overrides = []ami.Override{{Type: text.Clean("c7g.large"), ImageID: text.Clean(badImage)}, {Type: text.Clean("c7g.xlarge"), ImageID: text.Clean(badImage)}}
}

// pushed is what several pipelines have a hand in, as tags tell.
func pushed(s *shop) {
	s.group.Tags = []ami.Tag{{Key: text.Clean("aws:cloudformation:stack-name"), Value: text.Clean("shop")}}
	s.tags = []ami.Tag{{Key: text.Clean("managed-by"), Value: text.Clean("terraform")}}
	s.tag(badImage, "Ec2ImageBuilderArn", "arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.0.0/1")
	s.tag(goodImage, "aws:dlm:lifecycle-policy-id", "policy-0a1")
}

func gone(i *ami.Image) { i.State = text.Clean("failed") }

func keyDisabled(s *shop) {
	const arn = "arn:aws:kms:us-east-1:111122223333:key/k1"
	s.snap("snap-b", func(d *ami.Snapshot) { d.Encrypted, d.KeyID = ami.Yes, text.Clean(arn) })
	s.but(func(f *fleet) {
		f.know(ami.Key{Where: f.at, ARN: arn}, ami.KeyBody{State: text.Clean("Disabled")})
		f.know(ami.Aliases{Where: f.at}, ami.AliasList{List: []ami.Alias{{Name: text.Clean("alias/prod"), KeyID: text.Clean("k1")}}})
	})
}

func differing(s *shop) {
	s.image(badImage, func(i *ami.Image) {
		i.IMDS, i.TPM, i.BootMode = text.Clean("v2.0"), text.Clean("v2.0"), text.Clean("uefi")
	})
	s.image(goodImage, func(i *ami.Image) { i.DeprecationTime = ami.ParseDate("2026-11-01T08:00:00Z") })
	s.versions[0].Rest = text.Clean("2f")
	s.tags = []ami.Tag{{Key: text.Clean("aws:cloudformation:stack-name"), Value: text.Clean("shop")}}
}

func troubled(s *shop) {
	s.group.Suspended = safes("Launch", "AZRebalance")
	s.group.Members[0].Protected = true
	s.group.Warm = &ami.WarmPool{Size: 2, State: text.Clean("Stopped")}
	s.group.Desired, s.group.InService = 1, 1
}

// TestPastsAreOrdered puts what a refresh proved before what versions say, and
// leaves out what runs now.
func TestPastsAreOrdered(t *testing.T) {
	s := newShop()
	s.refreshed("Failed", "42", "2026-11-18T10:00:00Z", "2026-11-18T10:20:00Z", 40)
	s.refreshed("Successful", "41", "2026-10-30T10:00:00Z", "2026-10-30T10:20:00Z", 100)
	f := s.settle()
	pasts := op.Pasts(f.Facts(), op.OnGroups, op.Target{At: f.at, ID: "web-blue"})
	if len(pasts) != 2 || pasts[0].ImageID != olderImage || !pasts[0].Healthy || pasts[1].ImageID != goodImage || pasts[1].Healthy {
		t.Errorf("%+v", pasts)
	}
}

// TestRollbackAsksLittle counts the questions for a whole sheet, and their
// rounds.
func TestRollbackAsksLittle(t *testing.T) {
	s := newShop()
	all := s.settle()
	cold := newFleet("us-east-1")
	a, r := cold.request("rollback", "web-blue", "to="+goodImage)
	asked := map[ami.Need]bool{}
	rounds := 0
	for ; rounds < 9; rounds++ {
		news := false
		for _, n := range a.Needs(r, cold.Facts()) {
			if !asked[n] {
				asked[n], news = true, true
			}
		}
		if !news {
			break
		}
		cold.State = all.State // what is asked is answered
	}
	batches := map[ami.Batch]bool{}
	for n := range asked {
		batches[ami.BatchOf(n)] = true
	}
	if rounds > 3 || len(batches) > 14 {
		t.Errorf("%d requests in %d rounds", len(batches), rounds)
	}
}

// TestRollbackRefusesBadValues holds each field to its check.
func TestRollbackRefusesBadValues(t *testing.T) {
	f := newShop().settle()
	for _, v := range []string{"to=web", "min-healthy=101", "checkpoint=100", "wait=-1", "bake=soon"} {
		a, r := f.request("rollback", "web-blue", v)
		if _, err := a.Plan(r, f.Facts()); err == nil {
			t.Errorf("%s is taken", v)
		}
	}
	a, r := f.request("rollback", "web-blue web-green")
	if _, err := a.Plan(r, f.Facts()); err == nil {
		t.Error("two things are taken")
	}
}

// TestWaysSayWhyNot holds every way that is not offered to a reason, before
// anything is known too.
func TestWaysSayWhyNot(t *testing.T) {
	for _, f := range []*fleet{newFleet("us-east-1"), newShop().settle()} {
		for _, id := range []string{"web-blue", webTmpl, pet, "/ami/web"} {
			a, r := f.request("rollback", id)
			offered := 0
			for _, field := range a.Fields(r, f.Facts()) {
				if field.Name != "way" {
					continue
				}
				for _, c := range field.Choices {
					if c.Off == "" {
						offered++
					}
				}
			}
			if known := a.Why(f.Facts(), r.Targets[0]) == ""; known != (offered > 0) {
				t.Errorf("%s: can be rolled back %v, by %d ways", id, known, offered)
			}
		}
	}
}
