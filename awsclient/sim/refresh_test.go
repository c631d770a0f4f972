package sim

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// shop is a region with a group of three on version 2 of a template, whose
// image is fine; version 3 does not boot, version 1 is older.
func shop() RegionSeed {
	r := runway()
	version := func(n int64, image string) LaunchTemplateVersion {
		return LaunchTemplateVersion{LaunchTemplateId: "lt-00000000000000002", LaunchTemplateName: "shop", VersionNumber: n, DefaultVersion: n == 2,
			LaunchTemplateData: &ResponseLaunchTemplateData{ImageId: image, InstanceType: "t3.small", KeyName: "ops", BlockDeviceMappings: []LaunchTemplateBlockDeviceMapping{
				{DeviceName: "/dev/xvda", Ebs: &LaunchTemplateEbsBlockDevice{SnapshotId: snapID(1), VolumeSize: new(12)}},
			}}}
	}
	r.LaunchTemplates = append(r.LaunchTemplates, LaunchTemplate{LaunchTemplateId: "lt-00000000000000002", LaunchTemplateName: "shop", DefaultVersionNumber: 2, LatestVersionNumber: 3})
	r.LaunchTemplateVersions = append(r.LaunchTemplateVersions, version(1, amiID(12)), version(2, amiID(2)), version(3, amiID(9)))
	g := AutoScalingGroup{AutoScalingGroupName: "shop", MinSize: 3, MaxSize: 3, DesiredCapacity: 3,
		LaunchTemplate: &LaunchTemplateSpecification{LaunchTemplateId: "lt-00000000000000002", LaunchTemplateName: "shop", Version: "2"}}
	for n := range 3 {
		id := "i-0000000000000000" + string(rune('1'+n))
		r.Instances = append(r.Instances, Instance{InstanceId: id, ImageId: amiID(2), InstanceType: "t3.small", Architecture: "x86_64", RootDeviceName: "/dev/xvda",
			State: &InstanceState{Code: 16, Name: "running"}, BlockDeviceMappings: []InstanceBlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsInstanceBlockDevice{VolumeId: "vol-0000000000000000" + string(rune('1'+n))}}}})
		r.Volumes = append(r.Volumes, Volume{VolumeId: "vol-0000000000000000" + string(rune('1'+n)), Size: 10, VolumeType: "gp3", SnapshotId: snapID(1)})
		g.Instances = append(g.Instances, AutoScalingInstance{InstanceId: id, InstanceType: "t3.small", LifecycleState: "InService", HealthStatus: "Healthy", LaunchTemplate: g.LaunchTemplate})
	}
	r.AutoScalingGroups = []AutoScalingGroup{g}
	return r
}

// asg asks Auto Scaling, whose errors the caller looks at.
func (c client) asg(t *testing.T, action string, params ...string) answered {
	t.Helper()
	r, err := c.send("autoscaling", action, params...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// refreshStatus is the newest refresh of the group shop: its status, and how far
// it is.
func refreshStatus(t *testing.T, a *Account) (status, percent string) {
	r := ask(a).asg(t, "DescribeInstanceRefreshes", "AutoScalingGroupName=shop")
	path := "DescribeInstanceRefreshesResult/InstanceRefreshes/member/"
	return r.xml.text(path + "Status"), r.xml.text(path + "PercentageComplete")
}

// shopImages are the images that the instances of the group run.
func shopImages(t *testing.T, a *Account) []string {
	members := ask(a).asg(t, "DescribeAutoScalingGroups", "AutoScalingGroupNames.member.1=shop").xml.texts("DescribeAutoScalingGroupsResult/AutoScalingGroups/member/Instances/member/InstanceId")
	var images []string
	for _, id := range members {
		images = append(images, ask(a).fine(t, "DescribeInstances", "InstanceId.1="+id).xml.text("reservationSet/item/instancesSet/item/imageId"))
	}
	return images
}

func shopVersion(t *testing.T, a *Account) string {
	return ask(a).asg(t, "DescribeAutoScalingGroups", "AutoScalingGroupNames.member.1=shop").xml.text("DescribeAutoScalingGroupsResult/AutoScalingGroups/member/LaunchTemplate/Version")
}

func toVersion(v string, more ...string) []string {
	return append([]string{
		"AutoScalingGroupName=shop", "DesiredConfiguration.LaunchTemplate.LaunchTemplateId=lt-00000000000000002",
		"DesiredConfiguration.LaunchTemplate.Version=" + v,
	}, more...)
}

func TestRefreshTakesThirtySeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(shop()), 0)
		if code := ask(a).asg(t, "StartInstanceRefresh", toVersion("1")...).code(); code != "" {
			t.Fatal(code)
		}
		if s, _ := refreshStatus(t, a); s != refreshPending {
			t.Errorf("at once: %s", s)
		}
		if code := ask(a).asg(t, "StartInstanceRefresh", toVersion("1")...).code(); code != "InstanceRefreshInProgress" {
			t.Errorf("a second refresh: %q", code)
		}
		pass(12 * time.Second)
		if s, percent := refreshStatus(t, a); s != refreshInProgress || percent != "33" {
			t.Errorf("after 12 s: %s, %s%%", s, percent)
		}
		if shopVersion(t, a) != "2" {
			t.Error("the group is changed before the refresh has succeeded")
		}
		pass(20 * time.Second)
		if s, percent := refreshStatus(t, a); s != refreshSuccessful || percent != "100" {
			t.Errorf("after 32 s: %s, %s%%", s, percent)
		}
		if v := shopVersion(t, a); v != "1" {
			t.Errorf("the group is on version %s", v)
		}
		if got := shopImages(t, a); !slices.Equal(got, []string{amiID(12), amiID(12), amiID(12)}) {
			t.Errorf("instances run %v", got)
		}
	})
}

func TestRefreshToWhatDoesNotBoot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(shop()), 0)
		ask(a).asg(t, "StartInstanceRefresh", toVersion("3")...)
		pass(2 * time.Minute)
		if s, _ := refreshStatus(t, a); s != refreshFailed {
			t.Errorf("without a way back: %s", s)
		}
		if n := len(ask(a).asg(t, "DescribeScalingActivities", "AutoScalingGroupName=shop").xml.all("DescribeScalingActivitiesResult/Activities/member")); n < 2 {
			t.Errorf("%d activities", n)
		}
		ask(a).asg(t, "StartInstanceRefresh", toVersion("3", "Preferences.AutoRollback=true")...)
		pass(3 * time.Minute)
		if s, _ := refreshStatus(t, a); s != refreshRolledBack {
			t.Errorf("with a way back: %s", s)
		}
		if got := shopImages(t, a); slices.Contains(got, amiID(9)) || shopVersion(t, a) != "2" {
			t.Errorf("instances run %v, the group is on version %s", got, shopVersion(t, a))
		}
	})
}

// What keeps the new instances from launching is told in the group's
// activities. A refresh that meets it goes on when it passes, and ends when it
// stays; so does its way back.
func TestRefreshWhoseInstancesDoNotLaunch(t *testing.T) {
	message := func(a *Account) string {
		return ask(a).asg(t, "DescribeScalingActivities", "AutoScalingGroupName=shop").xml.text("DescribeScalingActivitiesResult/Activities/member/StatusMessage")
	}
	full := Fault{Service: "ec2", Action: "RunInstances", Do: doError, Code: "InsufficientInstanceCapacity"}
	for name, c := range map[string]struct {
		fault  Fault
		more   []string
		status string
		says   string
	}{
		"full for a while":   {Fault{Action: full.Action, Do: full.Do, Code: full.Code, Times: 2}, nil, refreshSuccessful, "do not have sufficient t3.small capacity"},
		"full":               {full, nil, refreshFailed, "do not have sufficient t3.small capacity"},
		"denied":             {Fault{Action: "RunInstances", Do: doDeny}, []string{"Preferences.AutoRollback=true"}, refreshRolledBack, "not authorized"},
		"full, then no back": {Fault{Action: full.Action, Do: full.Do, Code: full.Code, Skip: 1}, []string{"Preferences.AutoRollback=true"}, refreshNoWayBack, "sufficient"},
		"another region":     {Fault{Action: full.Action, Do: full.Do, Code: full.Code, Region: "eu-west-1"}, nil, refreshSuccessful, ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			a := openNow(t, inHome(shop()), 0)
			if err := a.SetFaults([]Fault{c.fault}); err != nil {
				t.Fatal(err)
			}
			ask(a).asg(t, "StartInstanceRefresh", toVersion("1", c.more...)...)
			pass(6 * time.Minute)
			if s, _ := refreshStatus(t, a); s != c.status {
				t.Errorf("%s: %s, want %s", name, s, c.status)
			}
			if got := message(a); !strings.Contains(got, c.says) || (c.says == "") != (got == "") {
				t.Errorf("%s: %q, want %q", name, got, c.says)
			}
		})
	}
}

func TestRefreshIsCancelledAndTurnedRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(shop()), 0)
		if code := ask(a).asg(t, "RollbackInstanceRefresh", "AutoScalingGroupName=shop").code(); code != "ActiveInstanceRefreshNotFound" {
			t.Errorf("nothing is under way: %q", code)
		}
		ask(a).asg(t, "StartInstanceRefresh", toVersion("1")...)
		pass(12 * time.Second)
		ask(a).asg(t, "RollbackInstanceRefresh", "AutoScalingGroupName=shop")
		pass(40 * time.Second)
		if s, _ := refreshStatus(t, a); s != refreshRolledBack {
			t.Errorf("turned round: %s", s)
		}
		if got := shopImages(t, a); !slices.Equal(got, []string{amiID(2), amiID(2), amiID(2)}) {
			t.Errorf("instances run %v", got)
		}
		ask(a).asg(t, "StartInstanceRefresh", toVersion("1", "Preferences.CheckpointPercentages.member.1=30", "Preferences.CheckpointDelay=3600")...)
		pass(15 * time.Second)
		if s, percent := refreshStatus(t, a); s != refreshInProgress || percent != "33" {
			t.Errorf("at the checkpoint: %s, %s%%", s, percent)
		}
		ask(a).asg(t, "CancelInstanceRefresh", "AutoScalingGroupName=shop")
		pass(time.Second)
		if s, _ := refreshStatus(t, a); s != refreshCancelled {
			t.Errorf("cancelled: %s", s)
		}
		ask(a).asg(t, "StartInstanceRefresh", toVersion("$Latest")...)
		if code := ask(a).asg(t, "RollbackInstanceRefresh", "AutoScalingGroupName=shop").code(); code != "IrreversibleInstanceRefresh" {
			t.Errorf("to $Latest: %q", code)
		}
	})
}

func TestNewTemplateVersionLosesSnapshots(t *testing.T) {
	a := open(t, inHome(shop()))
	r := ask(a).fine(t, "CreateLaunchTemplateVersion", "LaunchTemplateName=shop", "SourceVersion=2", "LaunchTemplateData.ImageId="+amiID(12))
	made := r.xml.all("launchTemplateVersion")[0]
	if made.text("versionNumber") != "4" || made.text("launchTemplateData/imageId") != amiID(12) || made.text("launchTemplateData/keyName") != "ops" {
		t.Errorf("%+v", made)
	}
	if s := made.text("launchTemplateData/blockDeviceMappingSet/item/ebs/snapshotId"); s != "" {
		t.Errorf("the snapshot %s was handed on", s)
	}
	ask(a).fine(t, "ModifyLaunchTemplate", "LaunchTemplateName=shop", "SetDefaultVersion=4")
	r = ask(a).fine(t, "DeleteLaunchTemplateVersions", "LaunchTemplateName=shop", "LaunchTemplateVersion.1=4", "LaunchTemplateVersion.2=1")
	if got := r.xml.texts("unsuccessfullyDeletedLaunchTemplateVersionSet/item/versionNumber"); !slices.Equal(got, []string{"4"}) {
		t.Errorf("not deleted: %v", got)
	}
}

func TestRootVolumeIsReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(shop()), 0)
		if code := ask(a).ec2(t, "CreateReplaceRootVolumeTask", "InstanceId=i-00000000000000001", "ImageId="+amiID(1)).code(); code != "InvalidParameterValue" {
			t.Errorf("another architecture: %q", code)
		}
		id := ask(a).fine(t, "CreateReplaceRootVolumeTask", "InstanceId=i-00000000000000001", "ImageId="+amiID(12)).xml.text("replaceRootVolumeTask/replaceRootVolumeTaskId")
		pass(5 * time.Second)
		if s := ask(a).fine(t, "DescribeReplaceRootVolumeTasks", "ReplaceRootVolumeTaskId.1="+id).xml.text("replaceRootVolumeTaskSet/item/taskState"); s != "succeeded" {
			t.Errorf("task: %s", s)
		}
		i := ask(a).fine(t, "DescribeInstances", "InstanceId.1=i-00000000000000001").xml
		if v := i.text("reservationSet/item/instancesSet/item/blockDeviceMapping/item/ebs/volumeId"); v == "vol-00000000000000001" || v == "" {
			t.Errorf("root volume %s", v)
		}
	})
}

func TestImageParameterIsStoredWhenSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(shop()), 0)
		put := func(value string) answered {
			return ask(a).json(t, "ssm", "AmazonSSM.PutParameter", `{"Name":"/ami/web","Type":"String","DataType":"aws:ec2:image","Overwrite":true,"Value":"`+value+`"}`)
		}
		value := func() string {
			return ask(a).json(t, "ssm", "AmazonSSM.GetParameter", `{"Name":"/ami/web"}`).body
		}
		put(amiID(2))
		pass(2 * time.Second)
		before := value()
		if put("ami-00000000000000099").status != 200 {
			t.Error("AWS answers at once, whatever the image")
		}
		pass(2 * time.Second)
		if value() != before {
			t.Errorf("an image that is not there was stored: %s", value())
		}
		if r := put("web"); r.status == 200 {
			t.Error("a value that is no image ID was taken")
		}
	})
}
