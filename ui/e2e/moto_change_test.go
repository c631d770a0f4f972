package e2e

import (
	"encoding/json"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestChangesTypedInATerminalAreSeenByTheAWSCLI changes an account on an EC2 of
// somebody else's by keys alone, and has another client look after each change.
func TestChangesTypedInATerminalAreSeenByTheAWSCLI(t *testing.T) {
	aws, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("the AWS CLI is not installed: nothing to look with")
	}
	base := someAWS(t)
	env := append(slices.Clone(base), "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1", "AWS_PAGER=")
	ask := func(query string, args ...string) (got any) {
		t.Helper()
		out := output(t, env, aws, append(append([]string{"ec2"}, args...), "--query", query, "--output", "json")...)
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return got
	}
	image := strings.Fields(string(output(t, env, built, "images", "--from", "amazon", "--limit", "1", "-o", "ids")))[0]
	instance := ask("Instances[0].InstanceId", "run-instances", "--image-id", image, "--count", "1", "--instance-type", "t3.micro").(string)
	id := ask("ImageId", "create-image", "--instance-id", instance, "--name", "web-2026.11.21").(string)
	snapshot := ask("Images[0].BlockDeviceMappings[0].Ebs.SnapshotId", "describe-images", "--image-ids", id).(string)
	sees := func(what string, got, want any) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the AWS CLI sees %v, want %v", what, got, want)
		}
	}
	shares := func() any {
		return ask("LaunchPermissions[].UserId", "describe-image-attribute", "--attribute", "launchPermission", "--image-id", id)
	}
	none := []any{}

	p := open(t, 120, 40)
	for _, v := range env[len(env)-12:] {
		p.run("export " + v)
	}
	p.run("clear; " + built).sees("web-2026.11.21")

	p.typed("T").sees("A tag to set").typed("team=web").press("Enter").sees("1 of 1 permitted").insists("Enter", "Done")
	sees("tags", ask("Images[0].Tags", "describe-images", "--image-ids", id), []any{map[string]any{"Key": "team", "Value": "web"}})
	p.press("Escape").lost("Done")

	p.typed("S").sees("Accounts").typed("999988887777").press("Enter").sees("1 of 1 permitted").insists("y", "Done")
	sees("shares", shares(), []any{"999988887777"})
	p.press("Escape").lost("Done")

	p.typed("S").sees("Accounts").typed("999988887777").press("Tab", "Tab", "Tab", "Tab", "Tab", "Space").sees("● yes")
	p.press("Enter").sees("1 of 1 permitted").insists("y", "Done")
	sees("shares taken back", shares(), none)
	p.press("Escape").lost("Done")

	p.typed("D").sees("1 of 1 permitted", "this endpoint has no rbin:ListRules", "Type web-2026.11.21 to deregister it")
	p.typed("web-2026.11.21").insists("Enter", "Done")
	sees("images", ask("Images[].ImageId", "describe-images", "--owners", "self"), none)
	sees("the snapshot", ask("Snapshots[].SnapshotId", "describe-snapshots", "--snapshot-ids", snapshot), []any{snapshot})
	p.press("C-c").sees("Changes of this session", "Deregister web-2026.11.21").clean()
	if runs := journal(t, env); len(runs) != 4 {
		t.Errorf("the journal has %+v", runs)
	}
}
