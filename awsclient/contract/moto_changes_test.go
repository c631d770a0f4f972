package contract

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/moto"
	"tami/model/op"
)

// TestMotoChanges changes an account that was not written here, and has the AWS
// CLI look at it.
func TestMotoChanges(t *testing.T) {
	keys(t)
	program, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("needs aws on PATH")
	}
	url := moto.Start(t)
	options := awsclient.Options{Env: os.Getenv, EndpointURL: url, Patience: time.Minute}
	client := awsclient.New(options)
	furnish(t, url, here().Region, Images(t, client, here().Region, "amazon")[0].ID.Raw())
	img := Images(t, client, here().Region, "mine")[0]
	id := img.ID.Raw()
	look := func(args ...string) string {
		t.Helper()
		command := exec.CommandContext(t.Context(), program, append(append([]string{"ec2"}, args...), "--endpoint-url", url, "--region", here().Region, "--output", "json")...)
		command.Env = append(os.Environ(), "HOME="+filepath.Join(t.TempDir(), "home"))
		out, err := command.Output()
		if err != nil {
			t.Fatalf("aws ec2 %v: %v", args, err)
		}
		var tree any
		if err := json.Unmarshal(out, &tree); err != nil {
			t.Fatal(err)
		}
		compact, _ := json.Marshal(tree)
		return string(compact)
	}
	tagged := func() string {
		return look("describe-tags", "--filters", "Name=resource-id,Values="+id, "Name=key,Values=team", "--query", "Tags[].Value")
	}
	shared := func() string {
		return look("describe-image-attribute", "--image-id", id, "--attribute", "launchPermission", "--query", "sort(LaunchPermissions[].UserId)")
	}
	there := func() string {
		return look("describe-images", "--owners", "self", "--query", "Images[].ImageId")
	}
	r := awsclient.NewRunner(t.Context(), client, awsclient.RunnerOptions{Folder: t.TempDir()})
	whom := []op.Grantee{{Account: "123456789012"}}
	for _, c := range []struct {
		sample
		see  func() string
		then string // what the CLI sees after it
		back string // and after its undo
	}{
		{sample{call: op.CreateTags{IDs: []string{id}, Tags: []op.Tag{{Key: "team", Value: "a, \"b\""}}}, undo: []op.Call{op.DeleteTags{IDs: []string{id}, Keys: []string{"team"}}}},
			tagged, `["a, \"b\""]`, `[]`},
		{sample{call: op.ModifyLaunchPermission{ImageID: id, Add: whom}, undo: []op.Call{op.ModifyLaunchPermission{ImageID: id, Remove: whom}}},
			shared, `["123456789012","999988887777"]`, `["999988887777"]`},
		{sample{call: op.DeregisterImage{ImageID: id}}, there, `[]`, ""},
	} {
		r.Rehearse(t.Context(), c.plan(), func(v op.Verdict) {
			if v.Answer != op.Permitted {
				t.Errorf("rehearsed: %+v: %v", v, v.Problem)
			}
		})
		start, err := r.Start(c.plan())
		if err != nil {
			t.Fatal(err)
		}
		if run, err := r.Wait(t.Context(), start); err != nil || run.Result() != op.AllDone {
			t.Fatalf("%v %+v: %v", err, run.Outcomes, run.Outcomes[0].Problem)
		}
		if got := c.see(); got != c.then {
			t.Errorf("after %s the CLI sees %s, want %s", op.Operation(c.call), got, c.then)
		}
		if c.back == "" {
			continue
		}
		back, err := r.Undo(start)
		if err != nil {
			t.Fatal(err)
		}
		again, err := r.Start(back)
		if err != nil {
			t.Fatal(err)
		}
		if run, err := r.Wait(t.Context(), again); err != nil || run.Result() != op.AllDone {
			t.Fatalf("undone: %v %+v", err, run.Outcomes)
		}
		if got := c.see(); got != c.back {
			t.Errorf("after the undo of %s the CLI sees %s, want %s", op.Operation(c.call), got, c.back)
		}
	}
}
