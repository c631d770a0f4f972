package sim

import (
	"encoding/base64"
	"strconv"
	"time"
)

// demoTemplate is one launch template: a version for each image it has pointed at.
type demoTemplate struct {
	name, family string
	// first is the number of the oldest version still there.
	first int
	// ages are the images of the versions, oldest version first.
	ages []int
	// def is the number of the default version; the latest when 0.
	def        int
	kind       string // instance type
	group      string // security group
	parameter  string // resolves the image through SSM instead, when set
	newestData string // user data of the latest version
	newestNote string // what the latest version changes besides the image
}

// addTemplates adds the region's launch templates.
func (d *demoRegion) addTemplates() {
	for _, t := range demoTemplates(d.name) {
		d.addTemplate(t)
	}
}

func demoTemplates(region string) []demoTemplate {
	bastion := demoTemplate{name: "bastion", family: "bastion", first: 3, ages: []int{120}, kind: "t4g.small",
		group: "bastion", parameter: "/ami/bastion", newestNote: "follows the parameter"}
	switch region {
	case demoHome:
		return []demoTemplate{
			{name: "web", family: "web-arm64", first: 27, def: 42, kind: "c7g.large", group: "web",
				ages:       []int{204, 151, 151, 112, 98, 98, 80, 58, 58, 36, 36, 22, 22, 9, 9, 2, 2},
				newestNote: "edge cache on its own port",
				newestData: "#!/bin/sh\n# 4.19: the edge cache needs its own port\nsysctl -w net.core.somaxconn=4096\n/opt/web/start --edge-cache :8443\n"},
			{name: "web-canary", family: "web-arm64", first: 5, ages: []int{98, 98, 80}, kind: "c7g.large", group: "web"},
			{name: "web-amd64", family: "web-amd64", first: 1, def: 5, ages: []int{160, 113, 80, 44, 23, 9}, kind: "c7i.large", group: "web"},
			{name: "render", family: "web-arm64-gpu", first: 1, ages: []int{190, 88, 20}, kind: "g5g.xlarge", group: "app"},
			{name: "api", family: "api", first: 22, ages: []int{188, 131, 90, 62, 41, 27, 13, 6, 1}, kind: "m7g.large", group: "app"},
			{name: "worker", family: "worker", first: 8, def: 13, ages: []int{260, 177, 120, 76, 45, 17, 3}, kind: "c7i.large", group: "app"},
			bastion,
		}
	case demoEurope:
		return []demoTemplate{
			{name: "web", family: "web-arm64", first: 19, def: 24, ages: []int{151, 98, 58, 36, 22, 9, 2}, kind: "c7g.large", group: "web"},
			{name: "web-canary", family: "web-arm64", first: 3, ages: []int{9, 2}, kind: "c7g.medium", group: "web"},
			{name: "api", family: "api", first: 17, ages: []int{90, 62, 41, 27, 13, 6, 1}, kind: "m7g.large", group: "app"},
			{name: "worker", family: "worker", first: 6, def: 8, ages: []int{76, 45, 17, 3}, kind: "c7i.large", group: "app"},
			bastion,
		}
	case demoSydney:
		return []demoTemplate{
			{name: "web", family: "web-arm64", first: 9, ages: []int{98, 58, 22, 9}, kind: "c7g.large", group: "web"},
			{name: "api", family: "api", first: 6, ages: []int{62, 27, 13, 6}, kind: "m7g.medium", group: "app"},
		}
	}
	return []demoTemplate{
		{name: "web", family: "web-arm64", first: 3, ages: []int{80, 22, 9}, kind: "c7g.medium", group: "web"},
	}
}

func (d *demoRegion) addTemplate(t demoTemplate) {
	latest := t.first + len(t.ages) - 1
	def := t.def
	if def == 0 {
		def = latest
	}
	id := d.id("lt", t.name)
	d.templates[t.name] = id
	d.seed.LaunchTemplates = append(d.seed.LaunchTemplates, LaunchTemplate{
		LaunchTemplateId: id, LaunchTemplateName: t.name, CreateTime: d.ago(400, 3), CreatedBy: d.person("release-bot"),
		DefaultVersionNumber: int64(def), LatestVersionNumber: int64(latest),
		Tags: demoTags("Name", t.name, "env", "prod", "managed-by", "terraform"),
	})
	for k, age := range t.ages {
		number := t.first + k
		v := LaunchTemplateVersion{
			LaunchTemplateId: id, LaunchTemplateName: t.name, VersionNumber: int64(number),
			DefaultVersion: number == def, CreatedBy: d.person("release-bot"),
			CreateTime: d.versionTime(t, k), LaunchTemplateData: d.templateData(t, age, number == latest),
		}
		v.VersionDescription = t.describe(k, d.image(t.family, age).Name)
		d.seed.LaunchTemplateVersions = append(d.seed.LaunchTemplateVersions, v)
	}
}

// describe says what a version is for: the canary takes an image first, and
// production the same one after it.
func (t demoTemplate) describe(k int, image string) string {
	switch {
	case k == len(t.ages)-1 && t.newestNote != "":
		return image + ", " + t.newestNote
	case k > 0 && t.ages[k-1] == t.ages[k]:
		return image + ", production after the canary"
	}
	return image
}

// versionTime is when a version was made: an hour after its image, and a day more
// for the second version on the same image.
func (d *demoRegion) versionTime(t demoTemplate, k int) string {
	made, err := time.Parse(time.RFC3339, d.image(t.family, t.ages[k]).CreationDate)
	if err != nil {
		panic(err)
	}
	made = made.Add(time.Hour)
	if k > 0 && t.ages[k-1] == t.ages[k] {
		made = made.Add(5 * time.Hour)
	}
	return demoTime(made)
}

func (d *demoRegion) templateData(t demoTemplate, age int, latest bool) *ResponseLaunchTemplateData {
	i := d.image(t.family, age)
	data := &ResponseLaunchTemplateData{
		ImageId: i.ImageId, InstanceType: t.kind, KeyName: "ops-2026",
		SecurityGroupIds: []string{d.group(t.group)}, EbsOptimized: new(true),
		IamInstanceProfile: &LaunchTemplateIamInstanceProfileSpecification{
			Arn: "arn:aws:iam::" + demoAccount + ":instance-profile/" + t.name,
		},
		Monitoring: &LaunchTemplatesMonitoring{Enabled: new(true)},
		MetadataOptions: &LaunchTemplateInstanceMetadataOptions{
			HttpTokens: demoTokens(i), HttpPutResponseHopLimit: new(2), HttpEndpoint: "enabled", State: "applied",
		},
		TagSpecifications: []LaunchTemplateTagSpecification{{
			ResourceType: "instance", Tags: demoTags("Name", t.name, "env", "prod"),
		}},
		UserData: base64.StdEncoding.EncodeToString([]byte("#!/bin/sh\n/opt/" + t.name + "/start\n")),
	}
	if t.parameter != "" {
		data.ImageId = "resolve:ssm:" + t.parameter
	}
	if latest && t.newestData != "" {
		data.UserData = base64.StdEncoding.EncodeToString([]byte(t.newestData))
	}
	return data
}

// demoTokens is how an instance of an image takes metadata requests.
func demoTokens(i *Image) string {
	if i.ImdsSupport == "v2.0" {
		return "required"
	}
	return "optional"
}

// person is the ARN of a role that did something.
func (d *demoRegion) person(role string) string {
	return "arn:aws:sts::" + demoAccount + ":assumed-role/" + role + "/" + role + "-" + strconv.Itoa(len(role))
}
