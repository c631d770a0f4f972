package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/ui/cli"
)

// demo is a machine whose AWS is the demonstration account.
func demo(t *testing.T) *rig {
	t.Helper()
	r := machine(t)
	aws, err := sim.New(sim.Options{Seed: sim.Demo(noon()), Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	r.Open = func(cli.Target) (cli.Backend, error) {
		return awsclient.New(awsclient.Options{Transport: aws.Transport(), Now: noon, MaxAttempts: 1, Env: func(name string) string { return r.env[name] }}), nil
	}
	r.changes(t)
	return r
}

// The images of the demonstration that the plans below are about.
const (
	newestWeb  = "ami-0a1b2c3d4e5f60718" // web-arm64-2026.11.19-9f3c01d
	toolbox    = "ami-0793ea3885d63fc3b" // opsprod-toolbox-2026.05.04, public
	retired    = "ami-029a581d397c7b5a0" // api-20260316-722-e639f5d, disabled
	bastion    = "ami-0c1fdd6a70dc0960e" // bastion-2026.01.25, protected
	hisRuntime = "ami-0c22fcec97738ba33" // spark-runtime-4.0.1-20261104, another account's
	oldWeb     = "ami-0a0360095095dfa03" // web-arm64-2025.12.16-08d7c5a
	checkout   = "ami-08e4ad70ea061a514" // checkout-2026.07.26, in the Recycle Bin
)

// A plan is kept in each of its forms: text for people, JSON for programs, a
// script for who wants to run it without tami.
func TestPlansOfTheDemonstration(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Log("no bash here: the scripts are not read by one")
	}
	for name, line := range map[string]string{
		"share":        "share " + newestWeb + " --account 999988887777 --with-snapshots",
		"drop-share":   "drop-share " + hisRuntime,
		"deprecate":    "deprecate " + newestWeb + " " + toolbox + " --at 2027-01-31",
		"disable":      "disable " + toolbox,
		"enable":       "enable " + retired,
		"protect":      "protect " + newestWeb + " --cooldown",
		"lift":         "protect " + bastion + " --lift",
		"tag":          "tag " + newestWeb + " " + bastion + " team=platform --remove Name --with-snapshots",
		"describe":     "describe " + newestWeb + " it's-fine",
		"usage-report": "usage-report " + newestWeb + " " + bastion,
		"deregister":   "deregister " + oldWeb + " --delete-snapshots",
		"restore":      "restore " + checkout,
		"create":       "create-image i-02ec39fb7181d1d17 --name web-next --no-reboot --drop /dev/sdf --tag team=platform --deprecate 2027-01-31 --protect",
		"copy":         "copy " + newestWeb + " --to sa-east-1,us-east-1 --kms-key sa-east-1=alias/prod --with-tags --with-shares",
		"launch":       "launch " + newestWeb + " --type t4g.small --count 2 --key ops-2026 --root-size 40 --name canary",
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"plan"}, strings.Fields(line)...)
			for _, format := range []string{"text", "json", "sh"} {
				r := demo(t).run(append(args, "-o", format)...)
				r.want(t, cli.Done)
				golden(t, filepath.Join("plans", name+"."+format), r.stdout)
				if format == "json" && !json.Valid([]byte(r.stdout)) {
					t.Error("the JSON is none")
				}
				if format == "sh" && bash != "" {
					file := filepath.Join(t.TempDir(), "plan.sh")
					if err := os.WriteFile(file, []byte(r.stdout), 0o600); err != nil {
						t.Fatal(err)
					}
					if out, err := exec.Command(bash, "-n", file).CombinedOutput(); err != nil {
						t.Errorf("bash does not read the script: %s", out)
					}
				}
			}
		})
	}
}

// What cannot be run is still shown; only a script of it is not made. The exit
// code tells.
func TestPlanThatCannotBeRun(t *testing.T) {
	r := demo(t).run("plan", "delete-snapshots", "snap-0a1b2c3d4e5f60091")
	r.want(t, cli.Refused)
	if !strings.Contains(r.stdout, "cannot be run") {
		t.Errorf("the plan is %q", r.stdout)
	}
	r = demo(t).run("plan", "delete-snapshots", "snap-0a1b2c3d4e5f60091", "-o", "sh")
	r.want(t, cli.Refused, "this plan cannot be run", "web-arm64-2026.11.19")
	if r.stdout != "" {
		t.Errorf("there is a script: %s", r.stdout)
	}
}

// A plan changes nothing, whatever it is a plan of.
func TestPlanRunsNothing(t *testing.T) {
	r := demo(t)
	before := r.run("image", newestWeb, "-o", "json").stdout
	for _, args := range [][]string{{"disable", newestWeb}, {"deregister", newestWeb, "--delete-snapshots"}, {"tag", newestWeb, "a=b"}} {
		r.run(append([]string{"plan"}, args...)...).want(t, cli.Done)
	}
	if after := r.run("image", newestWeb, "-o", "json").stdout; after != before || after == "" {
		t.Errorf("the image is not as it was: %s", after)
	}
}

func TestPlanOfWhatIsNotFound(t *testing.T) {
	r := demo(t).run("plan", "disable", newestWeb, "ami-0123456789abcdef0")
	r.want(t, cli.Failed, "ami-0123456789abcdef0: not found in us-east-1", "--region all")
	if r.stdout != "" || strings.Contains(r.stderr, newestWeb) {
		t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
	}
	demo(t).run("plan", "restore", newestWeb).want(t, cli.Failed, "not found")
}

// An image is found in whichever of the regions it is.
func TestPlanInSeveralRegions(t *testing.T) {
	r := demo(t).run("plan", "protect", newestWeb, "--region", "eu-west-1,us-east-1", "--ascii")
	r.want(t, cli.Done)
	if !strings.Contains(r.stdout, "--region us-east-1") || strings.ContainsFunc(r.stdout, func(c rune) bool { return c > '~' }) {
		t.Errorf("%s", r.stdout)
	}
}

// What is not known is said, and does not stop a plan.
func TestPlanWithoutPermissions(t *testing.T) {
	r := signedIn(t, `[{"Service": "ec2", "Action": "DescribeImageAttribute", "Do": "deny"}, {"Service": "autoscaling", "Do": "deny"}]`)
	r.run("plan", "disable", "ami-0a000001").want(t, cli.Done)
	for _, want := range []string{"NOT CHECKED", "whom web-2026.11.19 is shared with: not permitted", "undo  lossy"} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("%q is not in\n%s", want, r.stdout)
		}
	}
}

// A list takes a flag for each value, or all in one with commas.
func TestListsInOneFlag(t *testing.T) {
	one := demo(t).run("plan", "share", newestWeb, "--account", "999988887777,999988887776")
	two := demo(t).run("plan", "share", newestWeb, "--account", "999988887777", "--account", "999988887776")
	one.want(t, cli.Done)
	if one.stdout != two.stdout || !strings.Contains(one.stdout, "999988887776") {
		t.Errorf("%s\n%s", one.stdout, two.stdout)
	}
}

// TestUserDataComesFromAFile reads the file that the flag names: its content is
// sent, and its name is what the AWS CLI is told.
func TestUserDataComesFromAFile(t *testing.T) {
	r := demo(t)
	r.files["setup.sh"], r.files["big"] = "#!/bin/sh\npassword=hunter2\n", strings.Repeat("x", 33<<10)
	r.run("plan", "launch", newestWeb, "--type", "t4g.small", "--user-data", "setup.sh").want(t, cli.Done)
	if !strings.Contains(r.stdout, "--user-data file://setup.sh") || !strings.Contains(r.stdout, "27 bytes") || strings.Contains(r.stdout, "hunter2") {
		t.Errorf("%s", r.stdout)
	}
	r.run("plan", "launch", newestWeb, "--type", "t4g.small", "--user-data", "big").want(t, cli.WrongUse, "--user-data: the user data has 33792 bytes", "16384")
}
