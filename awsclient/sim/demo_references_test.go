package sim

import (
	"strconv"
	"strings"
	"testing"
)

// demoResources holds every ID, name and ARN that a region's parts may name, but
// for public images.
func demoResources(r *RegionSeed) map[string]bool {
	there := map[string]bool{"": true}
	note := func(id string) { there[id] = true }
	noteAll(note, r.Images, func(i Image) string { return i.ImageId })
	noteAll(note, r.Snapshots, func(s Snapshot) string { return s.SnapshotId })
	noteAll(note, r.Instances, func(i Instance) string { return i.InstanceId })
	noteAll(note, r.Volumes, func(v Volume) string { return v.VolumeId })
	noteAll(note, r.Vpcs, func(v Vpc) string { return v.VpcId })
	noteAll(note, r.Subnets, func(s Subnet) string { return s.SubnetId })
	noteAll(note, r.SecurityGroups, func(g SecurityGroup) string { return g.GroupId })
	noteAll(note, r.KeyPairs, func(k KeyPair) string { return k.KeyName })
	noteAll(note, r.KmsKeys, func(k KmsKey) string { return k.Arn })
	noteAll(note, r.LaunchTemplates, func(t LaunchTemplate) string { return t.LaunchTemplateId })
	noteAll(note, r.LaunchTemplateVersions, func(v LaunchTemplateVersion) string {
		return v.LaunchTemplateId + " " + strconv.FormatInt(v.VersionNumber, 10)
	})
	noteAll(note, r.LaunchConfigurations, func(c LaunchConfiguration) string { return c.LaunchConfigurationName })
	noteAll(note, r.Parameters, func(p Parameter) string { return "resolve:ssm:" + p.Name })
	return there
}

// noteAll notes the ID of each of many things.
func noteAll[T any](note func(string), things []T, id func(T) string) {
	for _, one := range things {
		note(id(one))
	}
}

func TestDemoInstancesResolve(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		there := demoResources(r)
		noteAll(func(id string) { there[id] = true }, r.Catalogue(), func(i Image) string { return i.ImageId })
		for _, i := range r.Instances {
			name := demoTag(i.Tags, "Name")
			needs := []string{i.SubnetId, i.VpcId, i.KeyName}
			if name != "edge-1" { // meant: its image was deregistered under it
				needs = append(needs, i.ImageId)
			}
			for _, g := range i.SecurityGroups {
				needs = append(needs, g.GroupId)
			}
			for _, m := range i.BlockDeviceMappings {
				needs = append(needs, m.Ebs.VolumeId)
			}
			for _, id := range needs {
				if !there[id] {
					t.Errorf("%s names %s, which is not there", name, id)
				}
			}
			if i.State.Name == "running" && i.State.Code != 16 {
				t.Errorf("%s runs with state code %d", name, i.State.Code)
			}
		}
		for _, v := range r.Volumes {
			for _, id := range []string{v.SnapshotId, v.KmsKeyId, v.Attachments[0].InstanceId} {
				if !there[id] {
					t.Errorf("volume %s names %s, which is not there", v.VolumeId, id)
				}
			}
		}
	})
}

func TestDemoTemplatesAndGroupsResolve(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		there := demoResources(r)
		numbers := map[string]map[string]int64{}
		for _, lt := range r.LaunchTemplates {
			numbers[lt.LaunchTemplateId] = map[string]int64{"$Default": lt.DefaultVersionNumber, "$Latest": lt.LatestVersionNumber}
			for alias, n := range numbers[lt.LaunchTemplateId] {
				if !there[lt.LaunchTemplateId+" "+strconv.FormatInt(n, 10)] {
					t.Errorf("%s of %s is v%d, which is not there", alias, lt.LaunchTemplateName, n)
				}
			}
		}
		for _, v := range r.LaunchTemplateVersions {
			if v.DefaultVersion != (numbers[v.LaunchTemplateId]["$Default"] == v.VersionNumber) {
				t.Errorf("%s v%d is wrong about being the default", v.LaunchTemplateName, v.VersionNumber)
			}
			for _, id := range append(v.LaunchTemplateData.SecurityGroupIds, v.LaunchTemplateData.ImageId, v.LaunchTemplateData.KeyName) {
				if !there[id] {
					t.Errorf("%s v%d names %s, which is not there", v.LaunchTemplateName, v.VersionNumber, id)
				}
			}
		}
		for _, g := range r.AutoScalingGroups {
			if len(g.Instances) != g.DesiredCapacity || g.DesiredCapacity < g.MinSize || g.DesiredCapacity > g.MaxSize {
				t.Errorf("%s has %d instances, wants %d of %d to %d", g.AutoScalingGroupName, len(g.Instances), g.DesiredCapacity, g.MinSize, g.MaxSize)
			}
			from := g.LaunchTemplate
			if g.MixedInstancesPolicy != nil {
				from = g.MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification
			}
			if from != nil && from.Version[0] != '$' && !there[from.LaunchTemplateId+" "+from.Version] {
				t.Errorf("%s launches %s of %s, which is not there", g.AutoScalingGroupName, from.Version, from.LaunchTemplateName)
			}
			if from == nil && g.LaunchConfigurationName == "" {
				t.Errorf("%s launches nothing", g.AutoScalingGroupName)
			}
			needs := append(strings.Split(g.VPCZoneIdentifier, ","), g.LaunchConfigurationName)
			for _, m := range g.Instances {
				needs = append(needs, m.InstanceId)
			}
			for _, id := range needs {
				if !there[id] {
					t.Errorf("%s names %s, which is not there", g.AutoScalingGroupName, id)
				}
			}
		}
	})
}

func TestDemoGroupsRunWhatTheyLaunch(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		images := map[string]string{}
		for _, v := range r.LaunchTemplateVersions {
			images[v.LaunchTemplateId+" "+strconv.FormatInt(v.VersionNumber, 10)] = v.LaunchTemplateData.ImageId
		}
		running, placed := map[string]string{}, map[string]string{}
		for _, i := range r.Instances {
			running[i.InstanceId] = i.ImageId
			placed[i.InstanceId] = i.Placement.AvailabilityZone
		}
		for _, g := range r.AutoScalingGroups {
			for _, m := range g.Instances {
				if m.LaunchTemplate != nil && running[m.InstanceId] != images[m.LaunchTemplate.LaunchTemplateId+" "+m.LaunchTemplate.Version] {
					t.Errorf("%s runs %s, not the image of its template version", m.InstanceId, running[m.InstanceId])
				}
				if placed[m.InstanceId] != m.AvailabilityZone {
					t.Errorf("%s stands in %s, its group says %s", m.InstanceId, placed[m.InstanceId], m.AvailabilityZone)
				}
			}
		}
	})
}

func TestDemoNotesResolve(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		there := demoResources(r)
		for _, p := range r.Parameters {
			if p.DataType == "aws:ec2:image" && p.Name != "/ami/edge" && !there[p.Value] {
				t.Errorf("%s v%d names %s, which is not there", p.Name, p.Version, p.Value)
			}
		}
		for id := range r.LaunchPermissions {
			if !there[id] {
				t.Errorf("launch permissions for %s, which is not there", id)
			}
		}
		for id := range r.CreateVolumePermissions {
			if !there[id] {
				t.Errorf("volume permissions for %s, which is not there", id)
			}
		}
		for _, l := range r.LockedSnapshots {
			if !there[l.SnapshotId] {
				t.Errorf("a lock on %s, which is not there", l.SnapshotId)
			}
		}
		for _, s := range r.Snapshots {
			failed := s.State == "error" // meant: the key is what went wrong
			if s.OwnerId == demoAccount && !failed && !there[s.KmsKeyId] {
				t.Errorf("%s is encrypted with %s, which is not there", s.SnapshotId, s.KmsKeyId)
			}
		}
		for _, c := range r.LaunchConfigurations {
			if !there[c.ImageId] {
				t.Errorf("%s names %s, which is not there", c.LaunchConfigurationName, c.ImageId)
			}
		}
	})
}

func TestDemoParametersCountTheirVersions(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, _ string, r *RegionSeed) {
		last := map[string]Parameter{}
		for _, p := range r.Parameters {
			if before, ok := last[p.Name]; ok && (p.Version != before.Version+1 || p.LastModifiedDate < before.LastModifiedDate) {
				t.Errorf("%s v%d comes after v%d", p.Name, p.Version, before.Version)
			}
			last[p.Name] = p
		}
	})
}
