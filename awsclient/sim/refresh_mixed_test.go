package sim

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// mixedShop is the shop with a policy whose two types name their images, or do
// not.
func mixedShop(images ...string) RegionSeed {
	r := shop()
	g := &r.AutoScalingGroups[0]
	launch := &AutoScalingLaunchTemplate{LaunchTemplateSpecification: g.LaunchTemplate}
	for n, kind := range []string{"t3.small", "t3.medium"} {
		o := LaunchTemplateOverrides{InstanceType: kind}
		if n < len(images) {
			o.ImageId = images[n]
		}
		launch.Overrides = append(launch.Overrides, o)
	}
	g.LaunchTemplate, g.MixedInstancesPolicy = nil, &MixedInstancesPolicy{LaunchTemplate: launch}
	return r
}

// A group names its template by ID and name; who starts a refresh without
// saying where to is not held to that.
func TestRefreshOfAMixedGroupNeedsNoDesiredConfiguration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(mixedShop()), 0)
		if code := ask(a).asg(t, "StartInstanceRefresh", "AutoScalingGroupName=shop").code(); code != "" {
			t.Fatal(code)
		}
		pass(40 * time.Second)
		if s, _ := refreshStatus(t, a); s != refreshSuccessful {
			t.Errorf("it is %s", s)
		}
		if code := ask(a).asg(t, "StartInstanceRefresh", "AutoScalingGroupName=shop", "Preferences.AutoRollback=true").code(); code != "ValidationError" {
			t.Errorf("turned round to what was not said: %q", code)
		}
	})
}

// policyTo is a desired configuration with an image for each type.
func policyTo(images ...string) []string {
	const path = "DesiredConfiguration.MixedInstancesPolicy.LaunchTemplate."
	params := []string{"AutoScalingGroupName=shop", "Strategy=ReplaceRootVolume",
		path + "LaunchTemplateSpecification.LaunchTemplateId=lt-00000000000000002", path + "LaunchTemplateSpecification.Version=2"}
	for n, kind := range []string{"t3.small", "t3.medium"} {
		member := path + "Overrides.member." + string(rune('1'+n)) + "."
		params = append(params, member+"InstanceType="+kind)
		if n < len(images) && images[n] != "" {
			params = append(params, member+"ImageId="+images[n])
		}
	}
	return params
}

func TestRootVolumesOfAGroupAreReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(mixedShop(amiID(2), amiID(2))), 0)
		for what, params := range map[string][]string{
			"nothing is desired":       {"AutoScalingGroupName=shop", "Strategy=ReplaceRootVolume"},
			"a template is desired":    toVersion("1", "Strategy=ReplaceRootVolume"),
			"an override has no image": policyTo(amiID(12)),
		} {
			if code := ask(a).asg(t, "StartInstanceRefresh", params...).code(); code != "ValidationError" {
				t.Errorf("%s: %q", what, code)
			}
		}
		const members = "DescribeAutoScalingGroupsResult/AutoScalingGroups/member/Instances/member/"
		before := ask(a).asg(t, "DescribeAutoScalingGroups").xml.texts(members + "InstanceId")
		volume := func() string {
			return ask(a).fine(t, "DescribeInstances", "InstanceId.1="+before[0]).xml.text("reservationSet/item/instancesSet/item/blockDeviceMapping/item/ebs/volumeId")
		}
		was := volume()
		if code := ask(a).asg(t, "StartInstanceRefresh", policyTo(amiID(12), amiID(12))...).code(); code != "" {
			t.Fatal(code)
		}
		pass(time.Minute)
		if s, _ := refreshStatus(t, a); s != refreshSuccessful {
			t.Errorf("it is %s", s)
		}
		after := ask(a).asg(t, "DescribeAutoScalingGroups").xml
		if !slices.Equal(after.texts(members+"InstanceId"), before) {
			t.Errorf("other instances: %v, then %v", before, after.texts(members+"InstanceId"))
		}
		if got := after.texts(members + "ImageId"); !slices.Equal(got, []string{amiID(12), amiID(12), amiID(12)}) {
			t.Errorf("they run %v", got)
		}
		if volume() == was {
			t.Error("the root volume is the old one")
		}
	})
}
