package contract

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"tami/awsclient/sim"
	"tami/model/op"

	"net/http"
	"time"
)

// The part of the demonstration that launches something: a group of one
// instance, its launch template, a launch configuration and a parameter.
const (
	fleetGroup     = "render"
	fleetParameter = "/ami/bastion"
)

// fleetSeed is that part, without the images.
func fleetSeed() *sim.RegionSeed {
	all := sim.Demo(time.Now()).Regions[here().Region]
	r := &sim.RegionSeed{Vpcs: all.Vpcs, Subnets: all.Subnets, SecurityGroups: all.SecurityGroups, KeyPairs: all.KeyPairs,
		LaunchConfigurations: all.LaunchConfigurations[:1]}
	members := map[string]bool{}
	for _, g := range all.AutoScalingGroups {
		if g.AutoScalingGroupName != fleetGroup {
			continue
		}
		r.AutoScalingGroups = append(r.AutoScalingGroups, g)
		for _, i := range g.Instances {
			members[i.InstanceId] = true
		}
		for _, l := range all.LaunchTemplates {
			if l.LaunchTemplateId == g.LaunchTemplate.LaunchTemplateId {
				r.LaunchTemplates = append(r.LaunchTemplates, l)
			}
		}
		for _, v := range all.LaunchTemplateVersions {
			if v.LaunchTemplateId == g.LaunchTemplate.LaunchTemplateId {
				v.LaunchTemplateData.ImageId = webImage
				r.LaunchTemplateVersions = append(r.LaunchTemplateVersions, v)
			}
		}
	}
	used := map[string]bool{}
	for _, i := range all.Instances {
		if members[i.InstanceId] {
			r.Instances = append(r.Instances, i)
			for _, d := range i.BlockDeviceMappings {
				used[d.Ebs.VolumeId] = true
			}
		}
	}
	for _, v := range all.Volumes {
		if used[v.VolumeId] {
			r.Volumes = append(r.Volumes, v)
		}
	}
	r.Parameters = slices.DeleteFunc(slices.Clone(all.Parameters), func(p sim.Parameter) bool { return p.Name != fleetParameter })
	return r
}

// fleetCalls are the calls that launch, and that change what launches.
func fleetCalls() []sample {
	r := fleetSeed()
	instance, template := r.Instances[0].InstanceId, r.LaunchTemplates[0].LaunchTemplateId
	subnet := r.Instances[0].SubnetId
	source, _ := json.Marshal(r.LaunchConfigurations[0])
	return []sample{
		{call: op.CreateImage{InstanceID: instance, Name: "fresh", NoReboot: true, Tags: []op.Tag{{Key: "a", Value: "b"}}}},
		{call: op.CopyImage{Name: "copy", SourceID: webImage, SourceRegion: here().Region, CopyTags: true}},
		{call: op.RunInstances{ImageID: webImage, Type: "t4g.micro", Count: 2, Subnet: subnet}},
		{call: op.TerminateInstances{IDs: []string{instance}}},
		{call: op.PutParameter{Name: fleetParameter, Value: webImage}},
		{call: op.ReplaceRoot{InstanceID: instance, ImageID: webImage}},
		{call: op.CreateTemplateVersion{Template: template, Source: "3", ImageID: oldImage}},
		{call: op.DeleteTemplateVersion{Template: template, Version: "1"}},
		{call: op.SetDefaultVersion{Template: template, Version: "2"}, undo: []op.Call{op.SetDefaultVersion{Template: template, Version: "3"}}},
		{call: op.StartRefresh{Group: fleetGroup, Template: template, Version: "2", MinHealthy: 0}},
		{call: op.CancelRefresh{Group: fleetGroup}, during: true},
		{call: op.RollbackRefresh{Group: fleetGroup}, during: true},
		{call: op.UpdateGroup{Group: fleetGroup, Template: template, Version: "2"}, undo: []op.Call{op.UpdateGroup{Group: fleetGroup, Template: template, Version: "3"}}},
		{call: op.CreateConfiguration{Name: "ci-runner-new", ImageID: webImage, Source: string(source), From: r.LaunchConfigurations[0].LaunchConfigurationName}},
	}
}

// refresh puts a refresh of the group under way.
func refresh(t *testing.T, a *sim.Account) {
	t.Helper()
	client := autoscaling.New(autoscaling.Options{Region: here().Region, Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""),
		HTTPClient: &http.Client{Transport: a.Transport()}})
	_, err := client.StartInstanceRefresh(t.Context(), &autoscaling.StartInstanceRefreshInput{AutoScalingGroupName: new(fleetGroup),
		DesiredConfiguration: &scalingtypes.DesiredConfiguration{LaunchTemplate: &scalingtypes.LaunchTemplateSpecification{
			LaunchTemplateId: new(fleetSeed().LaunchTemplates[0].LaunchTemplateId), Version: new("2")}}})
	if err != nil {
		t.Fatal(err)
	}
}
