package sim

import "strconv"

// demoPointer is an SSM parameter that names an image, and the ages of the images it
// has named, oldest first.
type demoPointer struct {
	name, family, about string
	ages                []int
}

// addParameters adds the region's SSM parameters with their history.
func (d *demoRegion) addParameters() {
	for _, p := range demoPointers(d.name) {
		for k, age := range p.ages {
			i := d.image(p.family, age)
			v := d.parameter(p.name, i.ImageId, int64(k+1))
			v.DataType, v.Description = "aws:ec2:image", p.about
			v.LastModifiedDate, v.LastModifiedUser = i.CreationDate, d.person("release-bot")
			switch k {
			case len(p.ages) - 1:
				v.Labels = []string{"current"}
			case len(p.ages) - 2:
				v.Labels = []string{"previous"}
			}
			d.seed.Parameters = append(d.seed.Parameters, v)
		}
	}
	if d.name != demoHome {
		return
	}
	edge := d.parameter("/ami/edge", d.id("ami", "edge", "deregistered"), 1)
	edge.DataType, edge.Description = "aws:ec2:image", "Edge proxies of 2025"
	edge.LastModifiedDate, edge.LastModifiedUser = d.ago(391, 0), d.person("jk")
	flags := d.parameter("/app/web/flags", "edge-cache=on,http3=off", 12)
	flags.DataType, flags.Description = "text", "Feature flags of the shop"
	flags.LastModifiedDate, flags.LastModifiedUser = d.ago(2, 11), d.person("release-bot")
	d.seed.Parameters = append(d.seed.Parameters, edge, flags)
}

func demoPointers(region string) []demoPointer {
	web := demoPointer{name: "/ami/web", family: "web-arm64", about: "Image of the shop, moved by the release"}
	golden := demoPointer{name: "/ami/golden", family: "golden-al2023", about: "Golden image to build on"}
	bastion := demoPointer{name: "/ami/bastion", family: "bastion", about: "Image of the bastions, read at every launch"}
	api := demoPointer{name: "/ami/api", family: "api", about: "Image of the API"}
	switch region {
	case demoHome:
		web.ages = []int{340, 268, 204, 151, 112, 98, 80, 58, 36, 22, 9, 2}
		golden.ages = []int{371, 193, 102, 74, 46, 18, 4}
		bastion.ages = []int{300, 210, 120, 30}
		api.ages = []int{62, 41, 27, 13, 6, 1}
		postgres := demoPointer{name: "/ami/db-postgres", family: "db-postgres", about: "Last tested standby", ages: []int{96, 66, 35}}
		return []demoPointer{web, golden, bastion, api, postgres}
	case demoEurope:
		web.ages = []int{98, 58, 36, 22, 9}
		golden.ages = []int{102, 74, 46, 18, 4}
		bastion.ages = []int{210, 120, 30}
		api.ages = []int{27, 13, 6, 1}
		return []demoPointer{web, golden, bastion, api}
	case demoSydney:
		web.ages = []int{58, 22, 9}
		return []demoPointer{web}
	}
	web.ages = []int{22, 9}
	return []demoPointer{web}
}

func (d *demoRegion) parameter(name, value string, version int64) Parameter {
	return Parameter{
		Name: name, ARN: d.arn("ssm", "parameter"+name), Type: "String", Value: value,
		Version: version, Tier: "Standard",
	}
}

// addRules adds the Recycle Bin rules: complete at home, too short for the
// snapshots in Europe, for images alone in Sydney, none in Brazil.
func (d *demoRegion) addRules() {
	switch d.name {
	case demoHome:
		d.addRule("EC2_IMAGE", 7, "Images of the whole region, one week")
		d.addRule("EBS_SNAPSHOT", 7, "Snapshots of the whole region, one week")
		payments := d.addRule("EC2_IMAGE", 30, "Payments, one month, locked")
		payments.ResourceTags = []RecycleBinTag{{ResourceTagKey: "team", ResourceTagValue: "payments"}}
		payments.LockState = "locked"
		payments.LockConfiguration = &RecycleBinRuleLock{UnlockDelay: &UnlockDelay{UnlockDelayValue: 7, UnlockDelayUnit: "DAYS"}}
	case demoEurope:
		d.addRule("EC2_IMAGE", 14, "Images, two weeks")
		d.addRule("EBS_SNAPSHOT", 3, "Snapshots, three days")
	case demoSydney:
		d.addRule("EC2_IMAGE", 7, "Images, one week")
	}
}

// addRule adds a rule for the whole region and gives it back to be changed. The
// pointer holds until the next rule is added.
func (d *demoRegion) addRule(kind string, days int, about string) *RecycleBinRule {
	id := demoHex(demoHash(d.name, kind, about, strconv.Itoa(days)), 11)
	d.seed.RecycleBinRules = append(d.seed.RecycleBinRules, RecycleBinRule{
		Identifier: id, RuleArn: d.arn("rbin", "rule/"+id), Description: about, ResourceType: kind,
		RetentionPeriod: &RetentionPeriod{RetentionPeriodValue: days, RetentionPeriodUnit: "DAYS"},
		Status:          "available", LockState: "unlocked",
	})
	return &d.seed.RecycleBinRules[len(d.seed.RecycleBinRules)-1]
}
