package e2e

import (
	"encoding/json"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// described is what both programs say of an image.
type described struct {
	Image struct {
		ImageId, Name, OwnerId, State, Architecture, RootDeviceName, RootDeviceType, VirtualizationType, CreationDate string

		Tags                []struct{ Key, Value string }
		BlockDeviceMappings []struct {
			DeviceName string
			Ebs        struct {
				SnapshotId, VolumeType string
				VolumeSize             int
				DeleteOnTermination    bool
				Encrypted              bool
			}
		}
	}
	LaunchPermissions []struct{ UserId, Group string }
	Snapshots         []struct {
		SnapshotId, State, OwnerId string
		VolumeSize                 int
	}
	References []struct{ Type, Id string }
}

// TestImagesMadeByTheAWSCLIAreReportedAsItReportsThem makes an instance and an
// image of it, tags and shares it, with the AWS CLI on an EC2 of somebody
// else's, and reads it back with both programs.
func TestImagesMadeByTheAWSCLIAreReportedAsItReportsThem(t *testing.T) {
	aws, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("the AWS CLI is not installed: nothing to make images with")
	}
	env := append(someAWS(t), "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1", "AWS_PAGER=")
	ask := func(into any, args ...string) {
		t.Helper()
		out := output(t, env, aws, append(args, "--output", "json")...)
		if into == nil {
			return
		}
		if err := json.Unmarshal(out, into); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	base := strings.Fields(string(output(t, env, built, "images", "--from", "amazon", "--region", "us-east-1", "--limit", "1", "-o", "ids")))[0]
	var run struct{ Instances []struct{ InstanceId string } }
	ask(&run, "ec2", "run-instances", "--image-id", base, "--count", "1", "--instance-type", "t3.micro")
	instance := run.Instances[0].InstanceId
	var made struct{ ImageId string }
	ask(&made, "ec2", "create-image", "--instance-id", instance, "--name", "web-2026.11.21-9f3c01d", "--description", "made by the CLI")
	ask(nil, "ec2", "create-tags", "--resources", made.ImageId, "--tags", "Key=team,Value=web", "Key=note,Value=with blanks = and more")
	ask(nil, "ec2", "modify-image-attribute", "--image-id", made.ImageId, "--launch-permission", "Add=[{UserId=222233334444},{UserId=333344445555}]")
	ask(nil, "ec2", "run-instances", "--image-id", made.ImageId, "--count", "2", "--instance-type", "t3.micro")

	var ours, theirs described
	if err := json.Unmarshal(output(t, env, built, "image", made.ImageId, "--region", "us-east-1", "-o", "json"), &ours); err != nil {
		t.Fatal(err)
	}
	ask(&theirs.Image, "ec2", "describe-images", "--image-ids", made.ImageId, "--query", "Images[0]")
	ask(&theirs.LaunchPermissions, "ec2", "describe-image-attribute", "--image-id", made.ImageId, "--attribute", "launchPermission", "--query", "LaunchPermissions")
	for _, d := range theirs.Image.BlockDeviceMappings {
		if d.Ebs.SnapshotId != "" {
			var one struct {
				Snapshots []struct {
					SnapshotId, State, OwnerId string
					VolumeSize                 int
				}
			}
			ask(&one, "ec2", "describe-snapshots", "--snapshot-ids", d.Ebs.SnapshotId)
			theirs.Snapshots = append(theirs.Snapshots, one.Snapshots...)
		}
	}
	if len(theirs.Image.BlockDeviceMappings) == 0 || len(theirs.Image.Tags) != 2 || len(theirs.LaunchPermissions) != 2 || len(theirs.Snapshots) == 0 {
		t.Fatalf("the CLI made %+v", theirs)
	}
	for name, pair := range map[string][2]any{
		"image":              {ours.Image, theirs.Image},
		"launch permissions": {ours.LaunchPermissions, theirs.LaunchPermissions},
		"snapshots":          {ours.Snapshots, theirs.Snapshots},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s: tami says %+v, the AWS CLI %+v", name, pair[0], pair[1])
		}
	}
	var running []string
	ask(&running, "ec2", "describe-instances", "--filters", "Name=image-id,Values="+made.ImageId, "--query", "Reservations[].Instances[].InstanceId")
	var found []string
	for _, r := range ours.References {
		if r.Type == "ec2:Instance" {
			found = append(found, r.Id)
		}
	}
	slices.Sort(running)
	slices.Sort(found)
	if len(running) != 2 || !slices.Equal(found, running) {
		t.Errorf("tami says that %v run it, the AWS CLI %v", found, running)
	}
}
