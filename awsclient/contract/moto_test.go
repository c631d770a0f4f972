package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/awsclient"
	"tami/awsclient/moto"
	"tami/model/ami"
)

func TestMoto(t *testing.T) {
	keys(t)
	url := moto.Start(t)
	options := awsclient.Options{Env: os.Getenv, EndpointURL: url, Patience: time.Minute}
	const region = "us-east-1"
	furnish(t, url, region, Images(t, awsclient.New(options), region, "amazon")[0].ID.Raw())
	at := ami.Where{Region: region}
	target := Target{
		Options: options, Region: region, Catalogue: 1001, Account: true, Uses: true,
		Lacks: []ami.Need{ami.References{Where: at, ImageID: noImage}, ami.Ancestry{Where: at, ImageID: noImage}, ami.PublicBlock{Where: at},
			ami.BinnedImages{Where: at}, ami.BinnedSnapshots{Where: at}, ami.AllowedImages{Where: at}, ami.BinRules{Where: at},
			ami.SnapshotLock{Where: at, ID: noSnapshot}, ami.FastRestore{Where: at, ID: noSnapshot}, ami.TierStatus{Where: at, ID: noSnapshot},
			ami.UsageReports{Where: at, ImageID: noImage}, ami.OneUsageReport{Where: at, ID: "amiur-0123456789abcdef0"}, ami.LaunchedWith{Where: at, Token: "x"}},
	}
	Suite(t, func(*testing.T) Target { return target })
	againstCLI(t, target)
	t.Run("captured", func(t *testing.T) { captureMoto(t, url) })
	t.Run("another region", func(t *testing.T) {
		againstCLI(t, Target{Options: options, Region: "eu-west-1"})
	})
}

// furnish gives the account an instance, an image of it that is shared, with a
// snapshot, and tags, one of which would hide something on a terminal; and what
// launches that image.
func furnish(t *testing.T, url, region, image string) {
	t.Helper()
	keys := credentials.NewStaticCredentialsProvider("a", "b", "")
	client := ec2.New(ec2.Options{Region: region, BaseEndpoint: &url, Credentials: keys})
	run, err := client.RunInstances(t.Context(), &ec2.RunInstancesInput{ImageId: &image, MinCount: new(int32(1)), MaxCount: new(int32(1))})
	if err != nil {
		t.Fatal(err)
	}
	made, err := client.CreateImage(t.Context(), &ec2.CreateImageInput{InstanceId: run.Instances[0].InstanceId, Name: new("web-1")})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.CreateTags(t.Context(), &ec2.CreateTagsInput{Resources: []string{*made.ImageId},
		Tags: []types.Tag{{Key: new("env"), Value: new("prod")}, {Key: new("note"), Value: new("a\u202eb")}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.ModifyImageAttribute(t.Context(), &ec2.ModifyImageAttributeInput{ImageId: made.ImageId,
		LaunchPermission: &types.LaunchPermissionModifications{Add: []types.LaunchPermission{{UserId: new("999988887777")}}}})
	if err != nil {
		t.Fatal(err)
	}
	furnishGroups(t, client, autoscaling.New(autoscaling.Options{Region: region, BaseEndpoint: &url, Credentials: keys}), *made.ImageId)
}

// furnishGroups makes a launch template of two versions, the first of them the
// default, a launch configuration, and a group for each way to launch them.
func furnishGroups(t *testing.T, client *ec2.Client, scaling *autoscaling.Client, image string) {
	t.Helper()
	_, err := client.CreateLaunchTemplate(t.Context(), &ec2.CreateLaunchTemplateInput{LaunchTemplateName: new("web"),
		LaunchTemplateData: &types.RequestLaunchTemplateData{ImageId: &image, InstanceType: types.InstanceTypeT3Micro}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.CreateLaunchTemplateVersion(t.Context(), &ec2.CreateLaunchTemplateVersionInput{LaunchTemplateName: new("web"),
		LaunchTemplateData: &types.RequestLaunchTemplateData{ImageId: new("resolve:ssm:/ami/web"), InstanceType: types.InstanceTypeT3Micro}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = scaling.CreateLaunchConfiguration(t.Context(), &autoscaling.CreateLaunchConfigurationInput{
		LaunchConfigurationName: new("web-2021"), ImageId: &image, InstanceType: new("t3.micro")})
	if err != nil {
		t.Fatal(err)
	}
	group := func(name string, launch func(*autoscaling.CreateAutoScalingGroupInput)) {
		in := &autoscaling.CreateAutoScalingGroupInput{AutoScalingGroupName: &name, MinSize: new(int32(0)), MaxSize: new(int32(1)),
			AvailabilityZones: []string{"us-east-1a"}}
		launch(in)
		if _, err := scaling.CreateAutoScalingGroup(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	for _, version := range []string{"1", "$Latest", "$Default"} {
		group("web "+version, func(in *autoscaling.CreateAutoScalingGroupInput) {
			in.LaunchTemplate = &scalingtypes.LaunchTemplateSpecification{LaunchTemplateName: new("web"), Version: &version}
		})
	}
	group("old", func(in *autoscaling.CreateAutoScalingGroupInput) { in.LaunchConfigurationName = new("web-2021") })
	group("mixed", func(in *autoscaling.CreateAutoScalingGroupInput) {
		in.MixedInstancesPolicy = &scalingtypes.MixedInstancesPolicy{LaunchTemplate: &scalingtypes.LaunchTemplate{
			LaunchTemplateSpecification: &scalingtypes.LaunchTemplateSpecification{LaunchTemplateName: new("web"), Version: new("1")},
			Overrides:                   []scalingtypes.LaunchTemplateOverrides{{InstanceType: new("t3.small")}},
		}}
	})
}

// againstCLI compares the images of a source with what the AWS CLI, an
// independent reader, makes of the same server.
func againstCLI(t *testing.T, g Target) {
	t.Run("as the AWS CLI", func(t *testing.T) {
		program, err := exec.LookPath("aws")
		if err != nil {
			t.Skip("needs aws on PATH")
		}
		for from, flags := range map[string][]string{
			"mine":   {"--owners", "self"},
			"amazon": {"--owners", "amazon"},
		} {
			want := byCLI(t, program, g, flags)
			got := Images(t, awsclient.New(g.Options), g.Region, from)
			if len(got) != len(want) {
				t.Errorf("%s: %d images, the CLI sees %d", from, len(got), len(want))
			}
			for i := range got {
				id := got[i].ID.String()
				mine, err := json.Marshal(&got[i])
				if err := errors.Join(err, sameWords(mine, want[id])); err != nil {
					t.Errorf("%s: %v", id, err)
				}
			}
		}
	})
}

// byCLI lists images with the AWS CLI, by their IDs.
func byCLI(t *testing.T, program string, g Target, flags []string) map[string]map[string]any {
	t.Helper()
	args := append([]string{"ec2", "describe-images", "--endpoint-url", g.Options.EndpointURL, "--region", g.Region,
		"--include-deprecated", "--include-disabled", "--output", "json"}, flags...)
	command := exec.CommandContext(t.Context(), program, args...)
	command.Env = append(os.Environ(), "HOME="+filepath.Join(t.TempDir(), "home"))
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		t.Fatalf("aws %s: %v\n%s", strings.Join(args, " "), err, said.String())
	}
	var list struct{ Images []map[string]any }
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	byID := map[string]map[string]any{}
	for _, i := range list.Images {
		byID[fmt.Sprint(i["ImageId"])] = i
	}
	return byID
}

// sameWords checks that the plain texts, numbers and flags of an image are the
// same in both readings. Fields that the installed CLI is too old to know are
// not compared.
func sameWords(mine []byte, want map[string]any) error {
	var got map[string]any
	if err := json.Unmarshal(mine, &got); err != nil {
		return err
	}
	var wrong []error
	for field, w := range want {
		switch w.(type) {
		case string, bool, float64:
			if g := got[field]; fmt.Sprint(g) != fmt.Sprint(w) && !(g == nil && w == "") {
				wrong = append(wrong, fmt.Errorf("%s is %v, the CLI says %v", field, g, w))
			}
		case []any:
			if list, _ := got[field].([]any); len(list) != len(w.([]any)) {
				wrong = append(wrong, fmt.Errorf("%s has %d parts, the CLI says %d", field, len(list), len(w.([]any))))
			}
		}
	}
	return errors.Join(wrong...)
}
