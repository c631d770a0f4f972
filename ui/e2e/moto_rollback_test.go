package e2e

import (
	"encoding/json"
	"os/exec"
	"slices"
	"testing"
)

// furnishing makes two images, a launch template whose newest and default
// version names the newer, and a parameter that says the newer too. It prints
// what came of it as JSON.
const furnishing = `
import boto3, json
ec2, ssm = boto3.client("ec2"), boto3.client("ssm")
source = ec2.describe_images(Owners=["amazon"], MaxResults=10)["Images"][0]["ImageId"]
instance = ec2.run_instances(ImageId=source, MinCount=1, MaxCount=1, InstanceType="t3.micro")["Instances"][0]["InstanceId"]
good, bad = [ec2.create_image(InstanceId=instance, Name="web-2026.11." + day)["ImageId"] for day in ("12", "19")]
template = ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData={"ImageId": good, "InstanceType": "t3.micro"})["LaunchTemplate"]["LaunchTemplateId"]
ec2.create_launch_template_version(LaunchTemplateId=template, SourceVersion="1", LaunchTemplateData={"ImageId": bad})
ec2.modify_launch_template(LaunchTemplateId=template, DefaultVersion="2")
for image in (good, bad):
    ssm.put_parameter(Name="/ami/web", Value=image, Type="String", DataType="aws:ec2:image", Overwrite=True)
print(json.dumps({"Good": good, "Bad": bad}))
`

// looking prints what boto3 sees: the default version of the template, the image
// of that version, how many versions there are, and what the parameter says.
const looking = `
import boto3, json
ec2, ssm = boto3.client("ec2"), boto3.client("ssm")
template = ec2.describe_launch_templates(LaunchTemplateNames=["web"])["LaunchTemplates"][0]
versions = ec2.describe_launch_template_versions(LaunchTemplateId=template["LaunchTemplateId"])["LaunchTemplateVersions"]
default = [v for v in versions if v["VersionNumber"] == template["DefaultVersionNumber"]][0]
print(json.dumps({"Default": template["DefaultVersionNumber"], "Image": default["LaunchTemplateData"]["ImageId"],
                  "Versions": len(versions), "Parameter": ssm.get_parameter(Name="/ami/web")["Parameter"]["Value"]}))
`

// seenByBoto is what boto3 tells of the account.
type seenByBoto struct {
	Default   int
	Image     string
	Versions  int
	Parameter string
}

// TestRollbacksAreSeenByBoto3 rolls a template and a parameter back on an AWS of
// somebody else's, takes that back, and has another client look after each. Auto
// Scaling there knows no instance refresh, so groups are tried on the simulator.
func TestRollbacksAreSeenByBoto3(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil || exec.Command(python, "-c", "import importlib.util as u, sys; sys.exit(u.find_spec('boto3') is None)").Run() != nil {
		t.Skip("python3 with boto3 is not installed: nothing to look with")
	}
	env := append(slices.Clone(someAWS(t)), "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1")
	var made struct{ Good, Bad string }
	if err := json.Unmarshal(output(t, env, python, "-c", furnishing), &made); err != nil {
		t.Fatal(err)
	}
	good, bad := made.Good, made.Bad
	look := func() (seen seenByBoto) {
		t.Helper()
		if err := json.Unmarshal(output(t, env, python, "-c", looking), &seen); err != nil {
			t.Fatal(err)
		}
		return seen
	}
	before := seenByBoto{2, bad, 2, bad}
	for _, c := range []struct {
		name string
		args []string
		want seenByBoto
		back bool // the moto of today deletes no versions of templates, so that a new one stays
	}{
		{"the parameter", []string{"--parameter", "/ami/web", "--to", good}, seenByBoto{2, bad, 2, good}, true},
		{"the default version", []string{"--template", "web", "--to", good, "--way", "default-version", "--leave-parameters"}, seenByBoto{1, good, 2, bad}, true},
		{"a new version", []string{"--template", "web", "--to", good, "--way", "new-version"}, seenByBoto{3, good, 3, good}, false},
	} {
		output(t, env, built, append([]string{"run", "rollback", "--region", "us-east-1", "--yes"}, c.args...)...)
		if got := look(); got != c.want {
			t.Errorf("%s: boto3 sees %+v, want %+v", c.name, got, c.want)
		}
		if !c.back {
			continue
		}
		output(t, env, built, "undo", journal(t, env)[0].ID, "--yes")
		if got := look(); got != before {
			t.Errorf("%s undone: boto3 sees %+v, want %+v", c.name, got, before)
		}
	}
}
