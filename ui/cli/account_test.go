package cli_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/ui/cli"
)

// account is a small account in two regions: two versions of web and a
// hostile name in the first, a copy in the second.
const account = `{ "Account": "111122223333", "Regions": {
  "us-east-1": {
    "Images": [
      {"ImageId": "ami-0a000001", "Name": "web-2026.11.19", "OwnerId": "111122223333", "State": "available", "Architecture": "arm64",
       "CreationDate": "2026-11-19T12:00:00.000Z", "PlatformDetails": "Linux/UNIX", "ImageType": "machine", "RootDeviceType": "ebs",
       "RootDeviceName": "/dev/xvda", "VirtualizationType": "hvm", "Hypervisor": "xen",
       "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": "snap-0a000001", "VolumeSize": 20, "VolumeType": "gp3", "DeleteOnTermination": true, "Encrypted": false}}],
       "Tags": [{"Key": "Team", "Value": "web"}]},
      {"ImageId": "ami-0a000002", "Name": "web-2026.10.30", "OwnerId": "111122223333", "State": "available", "Architecture": "arm64",
       "CreationDate": "2026-10-30T12:00:00.000Z", "DeprecationTime": "2026-11-01T12:00:00.000Z", "PlatformDetails": "Linux/UNIX", "RootDeviceType": "ebs",
       "RootDeviceName": "/dev/xvda", "VirtualizationType": "hvm",
       "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": "snap-0a000002", "VolumeSize": 8, "VolumeType": "gp3"}}]},
      {"ImageId": "ami-0a000003", "Name": "=evil\u001b[2J\u202e", "OwnerId": "111122223333", "State": "disabled", "Architecture": "x86_64",
       "CreationDate": "2024-11-01T12:00:00.000Z", "PlatformDetails": "Linux/UNIX", "RootDeviceType": "instance-store", "VirtualizationType": "hvm"}
    ],
    "Snapshots": [
      {"SnapshotId": "snap-0a000001", "OwnerId": "111122223333", "State": "completed", "VolumeSize": 20, "FullSnapshotSizeInBytes": 12884901888,
       "StartTime": "2026-11-19T12:00:00.000Z", "VolumeId": "vol-0a000001", "StorageTier": "standard", "Progress": "100%", "Encrypted": false}
    ],
    "Instances": [{"InstanceId": "i-0a000001", "ImageId": "ami-0a000001", "State": {"Code": 16, "Name": "running"}, "InstanceType": "t4g.small",
      "Tags": [{"Key": "Name", "Value": "web-1"}]}]
  },
  "eu-west-1": {
    "Images": [
      {"ImageId": "ami-0b000001", "Name": "web-2026.11.19", "OwnerId": "111122223333", "State": "available", "Architecture": "arm64",
       "CreationDate": "2026-11-20T12:00:00.000Z", "PlatformDetails": "Linux/UNIX", "RootDeviceType": "ebs", "VirtualizationType": "hvm",
       "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": "snap-0b000001", "VolumeSize": 20}}]}
    ]
  } } }`

// signedIn is a machine whose AWS is the account above, with faults.
func signedIn(t *testing.T, faults string) *rig {
	t.Helper()
	r := machine(t)
	seed, err := sim.ParseSeed("account.json", []byte(account))
	if err != nil {
		t.Fatal(err)
	}
	o := sim.Options{Seed: seed, Now: noon}
	if faults != "" {
		if o.Faults, err = sim.ParseFaults("faults.json", []byte(faults)); err != nil {
			t.Fatal(err)
		}
	}
	aws, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	r.Open = func(cli.Target) (cli.Backend, error) {
		return awsclient.New(awsclient.Options{Transport: aws.Transport(), Now: noon, MaxAttempts: 1, Env: func(name string) string { return r.env[name] }}), nil
	}
	r.changes(t)
	return r
}

func TestImagesTable(t *testing.T) {
	r := signedIn(t, "").run("images", "--region", "us-east-1,eu-west-1", "--ascii")
	r.want(t, cli.Done)
	want := strings.Join([]string{
		"NAME            ID            REGION     AGE  STATE                ARCH    PLATFORM    GB  <= $/MO  OWNER  FLAGS",
		"web-2026.11.19  ami-0b000001  eu-west-1   1d  available            arm64   Linux/UNIX  20     1.00  me",
		"web-2026.11.19  ami-0a000001  us-east-1   2d  available            arm64   Linux/UNIX  20     1.00  me",
		"web-2026.10.30  ami-0a000002  us-east-1  22d  deprecated 20 d ago  arm64   Linux/UNIX   8     0.40  me     D",
		"=evil�[2J�      ami-0a000003  us-east-1   2y  disabled             x86_64  Linux/UNIX   -     0.00  me     X !hidden",
	}, "\n") + "\n"
	if r.stdout != want || r.stderr != "" {
		t.Errorf("got\n%swant\n%s\nstderr %q", r.stdout, want, r.stderr)
	}
}

func TestImagesFilteredAndSorted(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"newest first":          {nil, "ami-0a000001 ami-0a000002 ami-0a000003"},
		"oldest first":          {[]string{"--sort=-age"}, "ami-0a000003 ami-0a000002 ami-0a000001"},
		"a word":                {[]string{"--query", "evil"}, "ami-0a000003"},
		"a field":               {[]string{"--query", "deprecated:yes"}, "ami-0a000002"},
		"by age":                {[]string{"--query", "age>7d", "--sort", "age"}, "ami-0a000002 ami-0a000003"},
		"what runs":             {[]string{"--query", "used:yes"}, "ami-0a000001"},
		"at most one":           {[]string{"--limit", "1"}, "ami-0a000001"},
		"at most more":          {[]string{"--limit", "99", "--sort", "id"}, "ami-0a000001 ami-0a000002 ami-0a000003"},
		"nothing":               {[]string{"--query", "nothingofthekind"}, ""},
		"another region":        {[]string{"--region", "eu-west-1"}, "ami-0b000001"},
		"a region with none":    {[]string{"--region", "eu-west-2"}, ""},
		"everywhere":            {[]string{"--region", "all", "--sort", "id"}, "ami-0a000001 ami-0a000002 ami-0a000003 ami-0b000001"},
		"none shared with us":   {[]string{"--from", "shared"}, ""},
		"an account's, our own": {[]string{"--from", "111122223333", "--limit", "1"}, "ami-0a000001"},
	} {
		t.Run(name, func(t *testing.T) {
			r := signedIn(t, "").run(append([]string{"images", "-o", "ids"}, c.args...)...)
			r.want(t, cli.Done)
			if got := strings.Join(strings.Fields(r.stdout), " "); got != c.want {
				t.Errorf("ids %q, want %q; stderr %q", got, c.want, r.stderr)
			}
		})
	}
}

func TestImagesJSONHasAWSNamesAndThePlace(t *testing.T) {
	r := signedIn(t, "").run("images", "-o", "json", "--region", "eu-west-1")
	r.want(t, cli.Done)
	var got []map[string]any
	if err := json.Unmarshal([]byte(r.stdout), &got); err != nil || len(got) != 1 {
		t.Fatalf("%v: %s", err, r.stdout)
	}
	for key, want := range map[string]any{
		"ImageId": "ami-0b000001", "Name": "web-2026.11.19", "OwnerId": "111122223333", "CreationDate": "2026-11-20T12:00:00.000Z",
		"Architecture": "arm64", "Account": "111122223333", "Region": "eu-west-1",
	} {
		if got[0][key] != want {
			t.Errorf("%s is %v, want %v", key, got[0][key], want)
		}
	}
	r = signedIn(t, "").run("images", "-o", "json", "--query", "nothingofthekind")
	if r.stdout != "[]\n" {
		t.Errorf("no image is %q", r.stdout)
	}
}

func TestImagesCSV(t *testing.T) {
	r := signedIn(t, "").run("images", "-o", "csv", "--query", "evil")
	r.want(t, cli.Done)
	rows, err := csv.NewReader(strings.NewReader(r.stdout)).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][0] != "'=evil�[2J�" || rows[1][slices.Index(rows[0], "Flags")] != "disabled" {
		t.Errorf("%v: %q", err, rows)
	}
}

// One region that fails leaves the others: they are printed, it is named, and
// the exit code says that something is missing.
func TestImagesOfTheRegionsThatAnswer(t *testing.T) {
	deny := `[{"Service": "ec2", "Action": "DescribeImages", "Region": "eu-west-1", "Do": "deny"}]`
	r := signedIn(t, deny).run("images", "-o", "ids", "--region", "us-east-1,eu-west-1")
	r.want(t, cli.Partly, "tami: eu-west-1: ", "ec2:DescribeImages")
	if strings.Count(r.stdout, "ami-") != 3 || strings.Count(r.stderr, "\n") != 1 {
		t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
	}
}

// What all regions have in common is said once, and what each says for itself
// in a line of its own.
func TestImagesWhenNobodyAnswers(t *testing.T) {
	both := []string{"us-east-1, eu-west-1: "}
	each := []string{"us-east-1: ", "eu-west-1: "}
	for do, said := range map[string][]string{
		`"deny"`:      append(both, "ec2:DescribeImages"),
		`"expired"`:   append(both, "expired"),
		`"reset"`:     append(each, "connection"),
		`"malformed"`: append(each, "AWS"),
		`"error", "Code": "AuthFailure", "Status": 401`: append(each, "access key"),
	} {
		t.Run(do, func(t *testing.T) {
			r := signedIn(t, `[{"Service": "ec2", "Action": "DescribeImages", "Do": `+do+`}]`)
			r.run("images", "--region", "us-east-1,eu-west-1").want(t, cli.Failed, said...)
			if lines := strings.Count(r.stderr, "\n"); r.stdout != "" || lines != len(said)-1 || strings.Count(r.stderr, "tami: ") != lines {
				t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
			}
		})
	}
}

func TestImagesWhoseAccountIsNotKnown(t *testing.T) {
	deny := `[{"Service": "sts", "Do": "deny"}]`
	r := signedIn(t, deny).run("images", "-o", "json", "--limit", "1")
	r.want(t, cli.Done) // the owner of our own images says who we are
	if !strings.Contains(r.stdout, `"Account":"111122223333"`) {
		t.Errorf("the account is missing: %s", r.stdout)
	}
	signedIn(t, deny).run("images", "-o", "json", "--from", "111122223333").want(t, cli.Partly, "sts:GetCallerIdentity")
}

func TestImagesStopsWhenToldTo(t *testing.T) {
	r := signedIn(t, `[{"Service": "ec2", "Action": "DescribeImages", "Do": "hang"}]`)
	ctx, cancel := context.WithCancel(t.Context())
	r.ctx = ctx
	open := r.Open
	r.Open = func(target cli.Target) (cli.Backend, error) {
		cancel()
		return open(target)
	}
	r.run("images").want(t, cli.Failed, "stopped before every answer had come")
	if r.stdout != "" {
		t.Errorf("stdout has %q", r.stdout)
	}
}

func TestNoRegionAnywhere(t *testing.T) {
	r := signedIn(t, "")
	r.env = map[string]string{}
	r.run("images").want(t, cli.Failed, "region")
	if r.stdout != "" {
		t.Errorf("stdout has %q", r.stdout)
	}
}

func TestProfileThatIsNotThere(t *testing.T) {
	r := machine(t)
	r.env = map[string]string{"AWS_CONFIG_FILE": t.TempDir() + "/config", "AWS_SHARED_CREDENTIALS_FILE": t.TempDir() + "/credentials"}
	r.Open = func(cli.Target) (cli.Backend, error) {
		return awsclient.New(awsclient.Options{Now: noon, Env: func(name string) string { return r.env[name] }}), nil
	}
	r.run("images", "--profile", "nope").want(t, cli.Failed, "tami: nope: there is no profile nope")
	if strings.Count(r.stderr, "\n") != 1 {
		t.Errorf("stderr is %q", r.stderr)
	}
}

func TestImageJSON(t *testing.T) {
	r := signedIn(t, "").run("image", "ami-0a000001", "-o", "json")
	r.want(t, cli.Done)
	var got struct {
		Image      map[string]any
		Account    string
		Region     string
		Snapshots  []map[string]any
		References []struct{ Type, Id, Detail string }
		NotChecked []struct{ What, Why string }
		Family     struct {
			Name     string
			Versions []map[string]any
		}
		Cost struct {
			LowUSD, HighUSD float64
			Label           string
			Unknown         []string
		}
	}
	if err := json.Unmarshal([]byte(r.stdout), &got); err != nil {
		t.Fatalf("%v: %s", err, r.stdout)
	}
	if got.Image["Name"] != "web-2026.11.19" || got.Account != "111122223333" || got.Region != "us-east-1" {
		t.Errorf("image %v of %s in %s", got.Image["Name"], got.Account, got.Region)
	}
	if len(got.Snapshots) != 1 || got.Snapshots[0]["FullSnapshotSizeInBytes"] != 12884901888.0 {
		t.Errorf("snapshots %v", got.Snapshots)
	}
	if len(got.References) != 1 || got.References[0].Id != "i-0a000001" || got.References[0].Detail != "running, t4g.small, web-1" {
		t.Errorf("references %v", got.References)
	}
	if got.Family.Name != "web" || len(got.Family.Versions) != 2 || got.Family.Versions[0]["ImageId"] != "ami-0a000001" {
		t.Errorf("family %+v", got.Family)
	}
	if got.Cost.LowUSD != 0 || got.Cost.HighUSD < 0.599 || got.Cost.HighUSD > 0.601 || got.Cost.Label != "up to" || len(got.Cost.Unknown) != 0 {
		t.Errorf("cost %+v", got.Cost)
	}
	if len(got.NotChecked) == 0 {
		t.Error("everything is said to be checked")
	}
}

func TestImageIsFoundWhereverItIs(t *testing.T) {
	r := signedIn(t, "").run("image", "--region", "all", "ami-0b000001")
	r.want(t, cli.Done)
	if !strings.HasPrefix(r.stdout, "web-2026.11.19  ami-0b000001  eu-west-1  111122223333\n") {
		t.Errorf("it prints %q", r.stdout)
	}
	r.run("image", "-o", "json", "--region", "us-east-1,eu-west-1", "ami-0b000001", "ami-0a000002", "ami-0b000001").want(t, cli.Done)
	var both []map[string]any
	if err := json.Unmarshal([]byte(r.stdout), &both); err != nil || len(both) != 2 || both[0]["Region"] != "eu-west-1" || both[1]["Region"] != "us-east-1" {
		t.Errorf("%v: %s", err, r.stdout)
	}
}

func TestImageThatIsNotThere(t *testing.T) {
	r := signedIn(t, "")
	r.run("image", "ami-0b000001").want(t, cli.Failed, "ami-0b000001: not found in us-east-1", "--region all")
	if r.stdout != "" {
		t.Errorf("stdout has %q", r.stdout)
	}
	r.run("image", "-o", "json", "ami-0b000001", "ami-0a000001").want(t, cli.Partly, "ami-0b000001: not found")
	if !strings.HasPrefix(r.stdout, "[") {
		t.Errorf("several are asked for and stdout is %q", r.stdout)
	}
	denied := signedIn(t, `[{"Service": "ec2", "Action": "DescribeImages", "Region": "eu-west-1", "Do": "deny"}]`)
	denied.run("image", "--region", "us-east-1,eu-west-1", "ami-0b000001").want(t, cli.Failed, "eu-west-1: ", "ec2:DescribeImages", "not found in us-east-1, or")
	denied.run("image", "--region", "eu-west-1,us-east-1", "ami-0a000001").want(t, cli.Done)
	if denied.stderr != "" {
		t.Errorf("the image was found, and stderr says %q", denied.stderr)
	}
}

// Servers that are none of AWS's are named for what they are.
func TestEndpointsThatAreNotAWS(t *testing.T) {
	for name, answer := range map[string]func(http.ResponseWriter){
		"HTML": func(w http.ResponseWriter) {
			_, _ = w.Write([]byte("<!DOCTYPE html><html><body>Sign in</body></html>"))
		},
		"cut XML": func(w http.ResponseWriter) {
			_, _ = w.Write([]byte(`<?xml version="1.0"?><DescribeImagesResponse><imagesSet><item><imageId>ami-1`))
		},
		"a teapot":   func(w http.ResponseWriter) { w.WriteHeader(http.StatusTeapot) },
		"nothing":    func(http.ResponseWriter) {},
		"hostile":    func(w http.ResponseWriter) { w.WriteHeader(500); _, _ = w.Write([]byte("\x1b]0;owned\x07\u202e")) },
		"wrong port": nil,
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { answer(w) }))
			if answer == nil {
				server.Close()
			}
			t.Cleanup(server.Close)
			for k, v := range map[string]string{"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_PROFILE": ""} {
				t.Setenv(k, v)
			}
			r := machine(t)
			r.env["AWS_REGION"] = "us-east-1"
			r.Open = func(target cli.Target) (cli.Backend, error) {
				return awsclient.New(awsclient.Options{EndpointURL: target.EndpointURL, MaxAttempts: 1, Now: noon, Env: func(name string) string { return r.env[name] }}), nil
			}
			r.run("images", "--endpoint-url", server.URL).want(t, cli.Failed, "tami: us-east-1: ")
			if r.stdout != "" || strings.Count(r.stderr, "\n") != 1 || strings.ContainsAny(r.stderr, "\x1b\x07\u202e") {
				t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
			}
		})
	}
}
