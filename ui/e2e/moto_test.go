package e2e

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"tami/awsclient/moto"
)

// someAWS runs moto_server with the images that it ships, and returns the
// environment that points a client at it.
func someAWS(t *testing.T) []string {
	t.Helper()
	home := t.TempDir()
	return append(os.Environ(), "AWS_ENDPOINT_URL="+moto.Start(t), "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test",
		"AWS_EC2_METADATA_DISABLED=true", "AWS_CONFIG_FILE="+home+"/config", "AWS_SHARED_CREDENTIALS_FILE="+home+"/credentials",
		"XDG_CONFIG_HOME="+home, "XDG_STATE_HOME="+home, "XDG_CACHE_HOME="+home)
}

func output(t *testing.T, env []string, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, stderr.String())
	}
	return out
}

// TestWhatTheAWSCLICountsIsWhatTamiCounts lists a real catalogue of more than
// a thousand images in each of two regions, with both programs.
func TestWhatTheAWSCLICountsIsWhatTamiCounts(t *testing.T) {
	aws, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("the AWS CLI is not installed: nothing to count against")
	}
	env := someAWS(t)
	var ours []struct{ ImageId, OwnerId, Architecture, Region string }
	if err := json.Unmarshal(output(t, env, built, "images", "--from", "amazon", "--region", "us-east-1,eu-west-1", "-o", "json"), &ours); err != nil {
		t.Fatal(err)
	}
	for _, region := range []string{"us-east-1", "eu-west-1"} {
		var theirs []struct{ ImageId, OwnerId, Architecture string }
		out := output(t, env, aws, "ec2", "describe-images", "--owners", "amazon", "--include-deprecated", "--region", region,
			"--query", "Images[].{ImageId:ImageId,OwnerId:OwnerId,Architecture:Architecture}", "--output", "json")
		if err := json.Unmarshal(out, &theirs); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, i := range theirs {
			want[i.ImageId] = i.OwnerId + " " + i.Architecture
		}
		n := 0
		for _, i := range ours {
			if i.Region != region {
				continue
			}
			n++
			if got := i.OwnerId + " " + i.Architecture; want[i.ImageId] != got {
				t.Errorf("%s in %s: %q, the AWS CLI says %q", i.ImageId, region, got, want[i.ImageId])
			}
		}
		if n != len(theirs) || n <= 1000 {
			t.Errorf("%s: tami lists %d images, the AWS CLI %d; more than 1,000 were expected", region, n, len(theirs))
		}
	}
}

// TestMotoInATerminal lists the same catalogue on the screen.
func TestMotoInATerminal(t *testing.T) {
	env := someAWS(t)
	p := open(t, 120, 40)
	for _, v := range env[len(env)-9:] {
		p.run("export " + v)
	}
	ids := strings.Fields(string(output(t, env, built, "images", "--from", "amazon", "--region", "us-east-1", "-o", "ids")))
	p.run(built+" --from amazon --region us-east-1,eu-west-1").sees("1 us-east-1 "+strconv.Itoa(len(ids)), "amazon")
	p.typed("/").typed("al2023 arm").sees("/ al2023 arm", "arm64").press("C-c").clean()
}
