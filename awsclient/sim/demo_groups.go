package sim

import (
	"cmp"
	"strconv"
	"strings"
)

// demoGroup is one Auto Scaling group with the instances it keeps.
type demoGroup struct {
	name string
	// template and version say what it launches: a number, $Default or $Latest.
	template, version string
	// runs is the version that its instances were launched from, when that differs.
	runs string
	// configuration is the launch configuration of a group without a template.
	configuration  string
	image          *Image
	kind, security string
	// launched is how many minutes ago each instance started.
	launched []int
	min, max int
	// others are the instance types of a mixed group, after kind.
	others []string
	// override is the image of the last of others, when it has one of its own.
	override *Image
}

// addGroups adds the region's groups and launch configurations.
func (d *demoRegion) addGroups() {
	const day = 24 * 60
	web := func(age int) *Image { return d.image("web-arm64", age) }
	switch d.name {
	case demoHome:
		d.addConfiguration("ci-runner-2026-08", d.image("ci-runner", 85), 84)
		d.addConfiguration("ci-runner-2026-11", d.image("ci-runner", 8), 7)
		for _, g := range []demoGroup{
			{name: "web-blue", template: "web", version: "43", image: web(2), kind: "c7g.large", security: "web",
				launched: []int{2400, 2390, 2375, 2360, 1510, 1480}, min: 4, max: 12},
			{name: "web-green", template: "web", version: "41", image: web(9), kind: "c7g.large", security: "web",
				launched: []int{8 * day, 8*day - 20, 3*60 + 7}, min: 3, max: 6},
			{name: "web-amd64", template: "web-amd64", version: "$Default", image: d.image("web-amd64", 23), kind: "c7i.large",
				security: "web", max: 4},
			{name: "render", template: "render", version: "3", image: d.image("web-arm64-gpu", 20), kind: "g5g.xlarge",
				security: "app", launched: []int{6 * day}, max: 3},
			{name: "api", template: "api", version: "$Latest", runs: "30", image: d.image("api", 1), kind: "m7g.large",
				security: "app", launched: []int{1290, 1280, 1275, 300}, min: 3, max: 10},
			{name: "worker", template: "worker", version: "$Default", runs: "13", image: d.image("worker", 17), kind: "c7i.large",
				security: "app", launched: []int{15 * day, 15 * day, 2 * day, 900, 410}, min: 2, max: 20,
				others: []string{"m7i.large", "c7a.large", "c6i.large"}, override: d.image("worker", 45)},
			{name: "ci-runner", configuration: "ci-runner-2026-11", image: d.image("ci-runner", 8), kind: "m6i.xlarge",
				security: "app", launched: []int{500, 200}, max: 8},
		} {
			d.addGroupOf(g)
		}
	case demoEurope:
		for _, g := range []demoGroup{
			{name: "web-blue", template: "web", version: "24", image: web(9), kind: "c7g.large", security: "web",
				launched: []int{8 * day, 8 * day, 8*day - 15, 5 * 60}, min: 3, max: 9},
			{name: "web-canary", template: "web-canary", version: "$Latest", runs: "4", image: web(2), kind: "c7g.medium",
				security: "web", launched: []int{1485}, min: 1, max: 1},
			{name: "api", template: "api", version: "$Latest", runs: "23", image: d.image("api", 1), kind: "m7g.large",
				security: "app", launched: []int{1250, 1241, 1233}, min: 2, max: 8},
			{name: "worker", template: "worker", version: "$Default", runs: "8", image: d.image("worker", 17), kind: "c7i.large",
				security: "app", launched: []int{14 * day, 700}, min: 1, max: 12, others: []string{"m7i.large", "c7a.large"}},
		} {
			d.addGroupOf(g)
		}
	case demoSydney:
		d.addGroupOf(demoGroup{name: "web-blue", template: "web", version: "12", image: web(9), kind: "c7g.large",
			security: "web", launched: []int{8 * day, 8*day - 12}, min: 2, max: 6})
		d.addGroupOf(demoGroup{name: "api", template: "api", version: "$Default", runs: "9", image: d.image("api", 6),
			kind: "m7g.medium", security: "app", launched: []int{5 * day, 5 * day}, min: 2, max: 4})
	case demoBrazil:
		d.addGroupOf(demoGroup{name: "web-blue", template: "web", version: "5", image: web(9), kind: "c7g.medium",
			security: "web", launched: []int{8 * day, 8 * day}, min: 2, max: 4})
	}
}

// addGroupOf adds one group and launches its instances.
func (d *demoRegion) addGroupOf(g demoGroup) {
	subnets := make([]string, len(d.zones))
	for z := range d.zones {
		subnets[z] = d.subnet("private", z)
	}
	a := AutoScalingGroup{
		AutoScalingGroupName: g.name, AvailabilityZones: d.zones, VPCZoneIdentifier: strings.Join(subnets, ","),
		AutoScalingGroupARN: d.arn("autoscaling", "autoScalingGroup:"+demoUUID(d.name, "group", g.name)+":autoScalingGroupName/"+g.name),
		CreatedTime:         d.ago(380, 9), DefaultCooldown: 300, HealthCheckType: "ELB", HealthCheckGracePeriod: 90,
		MinSize: g.min, MaxSize: g.max, DesiredCapacity: len(g.launched), DefaultInstanceWarmup: new(120),
		TerminationPolicies: []string{"Default"}, CapacityRebalance: new(false),
		ServiceLinkedRoleARN: "arn:aws:iam::" + demoAccount + ":role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
		Tags: []AutoScalingTag{{
			Key: "Name", Value: g.name, PropagateAtLaunch: new(true), ResourceId: g.name, ResourceType: "auto-scaling-group",
		}},
	}
	if g.security == "web" {
		a.TargetGroupARNs = []string{d.arn("elasticloadbalancing", "targetgroup/"+g.name+"/"+demoHex(demoHash(d.name, "target", g.name), 16))}
	}
	switch {
	case g.configuration != "":
		a.LaunchConfigurationName, a.HealthCheckType = g.configuration, "EC2"
	case len(g.others) > 0:
		a.MixedInstancesPolicy = d.mixed(g)
	default:
		a.LaunchTemplate = d.launches(g.template, g.version)
	}
	for k, minutes := range g.launched {
		a.Instances = append(a.Instances, d.member(g, k, minutes))
	}
	d.seed.AutoScalingGroups = append(d.seed.AutoScalingGroups, a)
}

// launches names a version of one of the region's launch templates.
func (d *demoRegion) launches(template, version string) *LaunchTemplateSpecification {
	return &LaunchTemplateSpecification{
		LaunchTemplateId: d.templates[template], LaunchTemplateName: template, Version: version,
	}
}

// mixed is the policy of a group that takes several instance types, most of them spot.
func (d *demoRegion) mixed(g demoGroup) *MixedInstancesPolicy {
	overrides := []LaunchTemplateOverrides{{InstanceType: g.kind}}
	for _, kind := range g.others {
		overrides = append(overrides, LaunchTemplateOverrides{InstanceType: kind})
	}
	if g.override != nil {
		overrides[len(overrides)-1].ImageId = g.override.ImageId
	}
	return &MixedInstancesPolicy{
		LaunchTemplate: &AutoScalingLaunchTemplate{
			LaunchTemplateSpecification: d.launches(g.template, g.version), Overrides: overrides,
		},
		InstancesDistribution: &InstancesDistribution{
			OnDemandAllocationStrategy: "prioritized", OnDemandBaseCapacity: new(1),
			OnDemandPercentageAboveBaseCapacity: new(25), SpotAllocationStrategy: "price-capacity-optimized",
		},
	}
}

// member launches one instance of a group and lists it there.
func (d *demoRegion) member(g demoGroup, k, minutes int) AutoScalingInstance {
	kind, spot := g.kind, false
	if len(g.others) > 0 && k > 1 {
		kind, spot = g.others[k%min(2, len(g.others))], true
	}
	version := cmp.Or(g.runs, g.version)
	if g.configuration != "" {
		version = ""
	}
	zone := d.zones[d.nextAddress%len(d.zones)]
	id := d.launch(demoLaunch{
		name: g.name + "-" + strconv.Itoa(k+1), image: g.image, kind: kind, group: g.security, spot: spot,
		days: minutes / (24 * 60), minutes: minutes % (24 * 60), scaling: g.name, template: g.template, version: version,
	})
	m := AutoScalingInstance{
		InstanceId: id, InstanceType: kind, AvailabilityZone: zone, LifecycleState: "InService", HealthStatus: "Healthy",
		LaunchConfigurationName: g.configuration,
	}
	if g.template != "" {
		m.LaunchTemplate = d.launches(g.template, version)
	}
	return m
}

// addConfiguration adds a launch configuration, which the image references API does not look at.
func (d *demoRegion) addConfiguration(name string, image *Image, age int) {
	d.seed.LaunchConfigurations = append(d.seed.LaunchConfigurations, LaunchConfiguration{
		LaunchConfigurationName: name, ImageId: image.ImageId, InstanceType: "m6i.xlarge", KeyName: "ci-deploy",
		LaunchConfigurationARN: d.arn("autoscaling", "launchConfiguration:"+demoUUID(d.name, "configuration", name)+":launchConfigurationName/"+name),
		CreatedTime:            d.ago(age, 31), SecurityGroups: []string{d.group("app")}, EbsOptimized: new(true),
		InstanceMonitoring: &InstanceMonitoring{Enabled: new(false)}, IamInstanceProfile: "ci-runner",
		MetadataOptions: &LaunchConfigurationMetadataOptions{HttpTokens: "required", HttpEndpoint: "enabled", HttpPutResponseHopLimit: new(1)},
	})
}
