package sim

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// awsCLI runs the AWS CLI against an account: a client that nobody here wrote.
type awsCLI struct {
	path string
	env  []string
}

// TestAWSCLI drives accounts with the AWS CLI, where there is one.
func TestAWSCLI(t *testing.T) {
	if testing.Short() {
		t.Skip("the AWS CLI takes seconds to start; left out with -short")
	}
	path, err := exec.LookPath("aws")
	if err != nil || exec.Command(path, "--version").Run() != nil {
		t.Skip("no AWS CLI (aws) on the PATH to try the simulator with")
	}
	t.Run("answers", func(t *testing.T) { t.Parallel(); cliAnswers(t, path) })
	t.Run("facts", func(t *testing.T) { t.Parallel(); cliFacts(t, path) })
	t.Run("changes", func(t *testing.T) { t.Parallel(); cliChanges(t, path) })
	t.Run("pages", func(t *testing.T) { t.Parallel(); cliPages(t, path) })
	t.Run("paste", func(t *testing.T) { t.Parallel(); cliPaste(t, path) })
}

// cli serves an account and gives a CLI that talks to it.
func cli(t *testing.T, path string, a *Account) awsCLI {
	t.Helper()
	return awsCLI{path, []string{
		"AWS_ENDPOINT_URL=http://" + serve(t, a), "AWS_ACCESS_KEY_ID=AKIATEST", "AWS_SECRET_ACCESS_KEY=secret", "AWS_REGION=" + home, "AWS_DEFAULT_REGION=" + home,
		"AWS_EC2_METADATA_DISABLED=true", "AWS_MAX_ATTEMPTS=1", "AWS_PAGER=", "AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
		"HOME=" + t.TempDir(),
	}}
}

// run gives what a command prints, and what it complains of.
func (c awsCLI) run(t *testing.T, args string) (out, complaint string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(t.Context(), c.path, strings.Fields(args)...)
	command.Stdout, command.Stderr = &stdout, &stderr
	command.Env = append(command.Environ(), c.env...)
	if err := command.Run(); err != nil && stderr.Len() == 0 {
		t.Fatalf("aws %s: %v", args, err)
	}
	return stdout.String(), strings.TrimSpace(stderr.String())
}

// cliAnswers: listings, filters, pages, dry runs, error codes and the services
// beside EC2.
func cliAnswers(t *testing.T, path string) {
	r := gallery()
	rest := network()
	r.Reservations, r.Snapshots, r.Parameters = rest.Reservations, rest.Snapshots, rest.Parameters
	r.AutoScalingGroups = groups().AutoScalingGroups
	c := cli(t, path, open(t, inHome(r)))
	for _, tt := range []struct{ args, want string }{
		{"ec2 describe-images --owners self --include-disabled --page-size 1 --query Images[].Name --output text", "web-1 web-2 web-3 web-4"},
		{"ec2 describe-images --filters Name=name,Values=web-* Name=is-public,Values=true --query Images[].Name --output text", "web-4"},
		{"ec2 describe-images --image-ids ami-0123456789abcdef0", "(InvalidAMIID.NotFound)"},
		{"ec2 describe-images --filters Name=colour,Values=red", "The filter 'colour' is invalid"},
		{"ec2 deregister-image --dry-run --image-id " + amiID(1), "(DryRunOperation)"},
		{"ec2 modify-image-attribute --image-id " + amiID(1) + " --launch-permission Add=[{Group=all}]", ""},
		{"ec2 describe-image-attribute --image-id " + amiID(1) + " --attribute launchPermission --query LaunchPermissions[].[UserId,Group] --output text", friend + " None None all"},
		{"ec2 copy-image --source-region us-east-1 --region eu-west-1 --name copy --source-image-id " + amiID(1) + " --query ImageId --output text", "ami-0"},
		{"ssm get-parameter --name /app/image --query Parameter.Value --output text", amiID(2)},
		{"autoscaling describe-auto-scaling-groups --page-size 7 --query length(AutoScalingGroups)", "60"},
		{"sts get-caller-identity --query Account --output text", us},
	} {
		out, complaint := c.run(t, tt.args)
		got := strings.Join(strings.Fields(out), " ") + complaint
		exact := !strings.HasPrefix(tt.want, "(") && complaint == "" && !strings.HasSuffix(tt.want, "-0")
		if exact && got != tt.want || !strings.Contains(got, tt.want) {
			t.Errorf("aws %s\n got %s\nwant %s", tt.args, got, tt.want)
		}
	}
}

// cliPages: --max-items and --starting-token give every image once.
func cliPages(t *testing.T, path string) {
	c := cli(t, path, open(t, inHome(gallery())))
	var ids []string
	token := ""
	for {
		var page struct {
			Images    []Image
			NextToken string
		}
		args := "ec2 describe-images --owners self --include-disabled --output json --page-size 2 --max-items 3"
		if token != "" {
			args += " --starting-token " + token
		}
		out, complaint := c.run(t, args)
		if err := json.Unmarshal([]byte(out), &page); err != nil {
			t.Fatal(err, complaint)
		}
		for _, i := range page.Images {
			ids = append(ids, i.ImageId)
		}
		if token = page.NextToken; token == "" {
			break
		}
	}
	if want := []string{amiID(1), amiID(2), amiID(3), amiID(4)}; !slices.Equal(ids, want) {
		t.Errorf("got %v, want %v", ids, want)
	}
}

// cliPaste: what the CLI prints is a seed, and an account made of it
// prints the same.
func cliPaste(t *testing.T, path string) {
	lists := map[string]string{
		"Images": "describe-images --owners self --include-disabled", "Reservations": "describe-instances",
		"LaunchTemplateVersions": "describe-launch-template-versions --launch-template-name web",
	}
	seed := workshop()
	rest := network()
	seed.LaunchTemplates, seed.LaunchTemplateVersions = rest.LaunchTemplates, rest.LaunchTemplateVersions
	rich := richImage()
	rich.ImageId, rich.State, rich.BlockDeviceMappings[1].NoDevice = amiID(9), "available", new("")
	seed.Images = append(seed.Images, rich)
	listings := func(seed Seed) map[string]json.RawMessage {
		c := cli(t, path, open(t, seed))
		printed := map[string]json.RawMessage{}
		for list, command := range lists {
			out, complaint := c.run(t, "ec2 --output json "+command)
			if complaint != "" {
				t.Fatal(complaint)
			}
			printed[list] = json.RawMessage(out)
		}
		return printed
	}
	first := listings(inHome(seed))
	pasted, err := json.Marshal(map[string]any{"Account": us, "Regions": map[string]any{home: first}})
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseSeed("pasted.json", pasted)
	if err != nil {
		t.Fatal(err)
	}
	for list, text := range listings(again) {
		if string(text) != string(first[list]) {
			t.Errorf("%s: first\n%s\nthen\n%s", list, first[list], text)
		}
	}
}
