package e2e

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// TestImagesThatTamiMakesAreSeenByTheAWSCLI makes an image of an instance and
// copies it to another region of an EC2 of somebody else's, and takes the copy
// back; what is there is read with the AWS CLI.
func TestImagesThatTamiMakesAreSeenByTheAWSCLI(t *testing.T) {
	aws, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("the AWS CLI is not installed: nothing to look with")
	}
	env := append(someAWS(t), "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1", "AWS_PAGER=", "XDG_STATE_HOME="+t.TempDir())
	base := strings.Fields(string(output(t, env, built, "images", "--from", "amazon", "--region", "us-east-1", "--limit", "1", "-o", "ids")))[0]
	var run struct{ Instances []struct{ InstanceId string } }
	if err := json.Unmarshal(output(t, env, aws, "ec2", "run-instances", "--image-id", base, "--count", "1", "--instance-type", "t3.micro", "--output", "json"), &run); err != nil {
		t.Fatal(err)
	}
	type image struct {
		ImageId, Name, Description, State string
		Tags                              []struct{ Key, Value string }
	}
	in := func(region string) (list []image) {
		t.Helper()
		out := output(t, env, aws, "ec2", "describe-images", "--owners", "self", "--region", region, "--query", "Images", "--output", "json")
		if err := json.Unmarshal(out, &list); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return list
	}

	said := string(output(t, env, built, "run", "create-image", run.Instances[0].InstanceId, "--name", "web-2026.11.21", "--no-reboot",
		"--description", "made by tami", "--yes"))
	made := in("us-east-1")
	if len(made) != 1 || made[0].Name != "web-2026.11.21" || made[0].Description != "made by tami" || made[0].State != "available" || !strings.Contains(said, made[0].ImageId) {
		t.Fatalf("%+v\n%s", made, said)
	}
	said = string(output(t, env, built, "run", "copy", made[0].ImageId, "--to", "eu-west-1", "--yes"))
	copied := in("eu-west-1")
	if len(copied) != 1 || copied[0].Name != "web-2026.11.21" || !strings.Contains(said, copied[0].ImageId) {
		t.Fatalf("%+v\n%s", copied, said)
	}
	var runs []struct{ ID, Action string }
	if err := json.Unmarshal(output(t, env, built, "journal", "-o", "json"), &runs); err != nil || len(runs) != 2 || runs[0].Action != "image.copy" {
		t.Fatalf("%v %+v", err, runs)
	}
	output(t, env, built, "undo", runs[0].ID, "--yes")
	if left := in("eu-west-1"); len(left) != 0 || len(in("us-east-1")) != 1 {
		t.Errorf("after the undo there is %+v", left)
	}
}
