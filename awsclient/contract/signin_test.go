package contract

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
)

// The configuration of somebody who signs in to IAM Identity Center, in both
// ways there are, and assumes roles from there and with an MFA device.
const signInConfig = `
[profile new]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = admin
[profile second]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = reader
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
sso_registration_scopes = sso:account:access
[profile old]
sso_start_url = https://old.awsapps.com/start
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = admin
[profile through]
role_arn = arn:aws:iam::111122223333:role/deployer
source_profile = new
[profile code]
role_arn = arn:aws:iam::111122223333:role/deployer
mfa_serial = arn:aws:iam::111122223333:mfa/me
source_profile = keys
[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = x
`

// signsIn writes the configuration, and gives the home folder.
func signsIn(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	for _, pair := range os.Environ() {
		if name, _, _ := strings.Cut(pair, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // which sets it back at the end
			os.Unsetenv(name)
		}
	}
	file := filepath.Join(home, "config")
	if err := os.WriteFile(file, []byte(signInConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"HOME": home, "AWS_CONFIG_FILE": file, "AWS_SHARED_CREDENTIALS_FILE": filepath.Join(home, "credentials"),
		"AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"} {
		t.Setenv(name, value)
	}
	return home
}

// confirms is somebody at a browser, who confirms the code that is shown.
func confirms(t *testing.T, a *sim.Account) func(ami.SignInPrompt) {
	return func(p ami.SignInPrompt) {
		if p.Code.IsZero() || !strings.HasPrefix(p.Page.String(), "http") || !strings.Contains(p.Whole.String(), p.Code.String()) || p.Until.IsZero() {
			t.Errorf("the prompt is %+v", p)
		}
		go func() {
			<-time.After(20 * time.Second)
			if !a.ApproveDevice(p.Code.Raw()) {
				t.Errorf("nobody waits with the code %s", p.Code)
			}
		}()
	}
}

func who(t *testing.T, c *awsclient.Client, profile string) (string, *ami.Problem) {
	t.Helper()
	n := ami.Caller{Profile: profile}
	f := Ask(t, c, n)[n][0]
	if id, ok := f.Body.(ami.Identity); ok {
		return id.ARN.String(), nil
	}
	return "", f.Problem
}

// TestSignIn goes all the way with the SDK's own clients: nobody is signed in,
// which is said with the way to sign in; after it the same client goes on, the
// token lies where the AWS CLI looks, and it is readable for nobody else.
func TestSignIn(t *testing.T) {
	for profile, c := range map[string]struct {
		way  ami.SignInWay
		role string
	}{
		"new":     {ami.SignInByDevice, "AWSReservedSSO_admin"},
		"old":     {ami.SignInByDevice, "AWSReservedSSO_admin"},
		"through": {ami.SignInByDevice, "deployer"},
		"code":    {ami.SignInByCode, "deployer"},
	} {
		t.Run(profile, func(t *testing.T) {
			home := signsIn(t)
			synctest.Test(t, func(t *testing.T) {
				a, err := sim.New(sim.Options{Seed: sim.Demo(time.Now())})
				if err != nil {
					t.Fatal(err)
				}
				client := awsclient.New(awsclient.Options{Env: os.Getenv, Transport: a.Transport()})
				_, p := who(t, client, profile)
				if !p.SignedOut() || p.SignIn != c.way || p.Hint == "" {
					t.Fatalf("before: %+v", p)
				}
				code := ""
				if c.way == ami.SignInByCode {
					code = "123456"
				}
				if p := client.SignIn(t.Context(), profile, code, confirms(t, a)); p != nil {
					t.Fatal(p)
				}
				if arn, p := who(t, client, profile); p != nil || !strings.Contains(arn, c.role) {
					t.Fatalf("after: %s, %v", arn, p)
				}
				tokens, _ := filepath.Glob(filepath.Join(home, ".aws", "sso", "cache", "*"))
				if c.way == ami.SignInByCode {
					if len(tokens) > 0 {
						t.Errorf("a code leaves %q", tokens)
					}
					return
				}
				lookAtToken(t, tokens, profile != "old")
				// Another program, and another profile of the same session, need no sign-in.
				if _, p := who(t, awsclient.New(awsclient.Options{Env: os.Getenv, Transport: a.Transport()}), profile); p != nil {
					t.Errorf("another program: %v", p)
				}
				if profile == "new" {
					if arn, p := who(t, client, "second"); p != nil || !strings.Contains(arn, "reader") {
						t.Errorf("another profile: %s, %v", arn, p)
					}
				}
			})
		})
	}
}

// lookAtToken holds the file of a sign-in against what the AWS CLI writes.
func lookAtToken(t *testing.T, files []string, renews bool) {
	t.Helper()
	if len(files) != 1 {
		t.Fatalf("the sign-in left %q", files)
	}
	stat, err := os.Stat(files[0])
	if err != nil || stat.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", stat.Mode(), err)
	}
	if stat, err := os.Stat(filepath.Dir(files[0])); err != nil || stat.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v %v", stat.Mode(), err)
	}
	content, err := os.ReadFile(files[0])
	token := map[string]string{}
	if err := json.Unmarshal(content, &token); err != nil {
		t.Fatal(err)
	}
	want := []string{"startUrl", "region", "accessToken", "expiresAt"}
	if renews {
		want = append(want, "clientId", "clientSecret", "registrationExpiresAt")
	}
	for _, key := range want {
		if token[key] == "" {
			t.Errorf("%s is missing in the token: %v", key, err)
		}
	}
	name := map[bool]string{true: "corp", false: "https://old.awsapps.com/start"}[renews]
	if filepath.Base(files[0]) != sha1Of(name)+".json" {
		t.Errorf("the token is in %s", files[0])
	}
}

// TestSignInThatDoesNotComeAbout says why, leaves nothing behind, and can be
// tried again.
func TestSignInThatDoesNotComeAbout(t *testing.T) {
	for name, c := range map[string]struct {
		profile, code string
		at            func(a *sim.Account, p ami.SignInPrompt)
		title         string
	}{
		"nobody confirms":  {"new", "", func(*sim.Account, ami.SignInPrompt) {}, "the code has ended"},
		"turned down":      {"new", "", func(a *sim.Account, p ami.SignInPrompt) { a.DenyDevice(p.Code.Raw()) }, "turned down"},
		"a wrong code":     {"code", "12345", nil, "not accepted"},
		"no profile of it": {"none", "", nil, "there is no profile none"},
	} {
		t.Run(name, func(t *testing.T) {
			home := signsIn(t)
			synctest.Test(t, func(t *testing.T) {
				a, err := sim.New(sim.Options{Seed: sim.Demo(time.Now())})
				if err != nil {
					t.Fatal(err)
				}
				client := awsclient.New(awsclient.Options{Env: os.Getenv, Transport: a.Transport()})
				p := client.SignIn(t.Context(), c.profile, c.code, func(p ami.SignInPrompt) { c.at(a, p) })
				if p == nil || !strings.Contains(p.Title, c.title) || p.Hint == "" {
					t.Fatalf("%+v", p)
				}
				if left, _ := filepath.Glob(filepath.Join(home, ".aws", "sso", "cache", "*")); len(left) > 0 {
					t.Errorf("it left %q", left)
				}
				if c.profile == "new" {
					if p := client.SignIn(t.Context(), c.profile, "", confirms(t, a)); p != nil {
						t.Errorf("the second time: %v", p)
					}
				}
			})
		})
	}
}

// TestSessionThatEndsInTheMiddle ends every session at a random point of a run
// of a hundred changes: the run waits, goes on after the sign-in, and has done
// each change once.
func TestSessionThatEndsInTheMiddle(t *testing.T) {
	const changes = 100
	for _, profile := range []string{"new", "old", "through", "code"} {
		for try := range soak(3, 50) {
			t.Run(fmt.Sprintf("%s %d", profile, try), func(t *testing.T) {
				signsIn(t)
				synctest.Test(t, func(t *testing.T) { endInTheMiddle(t, profile, changes, 1+rand.IntN(changes)) })
			})
		}
	}
}

func endInTheMiddle(t *testing.T, profile string, changes, end int) {
	seed := stageSeed()
	var p op.Plan
	for i := range changes {
		id := fmt.Sprintf("snap-%017d", i+1)
		seed.Regions["us-east-1"].Snapshots = append(seed.Regions["us-east-1"].Snapshots, sim.Snapshot{SnapshotId: id, OwnerId: ours,
			State: "completed", Progress: "100%", StartTime: "1999-06-01T00:00:00.000Z", VolumeSize: 8})
		p.Steps = append(p.Steps, op.Step{ID: fmt.Sprint(i), At: ami.Where{Profile: profile, Region: "us-east-1"}, Title: "delete", Do: op.DeleteSnapshot{SnapshotID: id}})
	}
	a, err := sim.New(sim.Options{Seed: seed, Speed: 1})
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{inner: a.Transport(), effects: map[string]int{}}
	client := awsclient.New(awsclient.Options{Env: os.Getenv, Transport: w})
	if p := client.SignIn(t.Context(), profile, "111111", confirms(t, a)); p != nil {
		t.Fatal(p)
	}
	w.effects = map[string]int{} // of signing in
	var made atomic.Int32
	w.after = func(int) {
		if made.Add(1) == int32(end) {
			a.EndSessions()
		}
	}
	r := awsclient.NewRunner(t.Context(), client, awsclient.RunnerOptions{Folder: t.TempDir(), Waits: true})
	id, err := r.Start(p)
	if err != nil {
		t.Fatal(err)
	}
	lost := time.Now()
	<-time.After(5 * time.Minute) // it takes 20 s, and then whatever waits does
	held := 0
	for _, run := range r.Runs() {
		for _, o := range run.Outcomes {
			if o.State == op.Failed || o.State == op.Doubtful {
				t.Errorf("%s is %s: %v", o.Step, o.State, o.Problem)
			}
			if o.Problem.SignedOut() && o.Progress == "waits for a sign-in" {
				held++
			}
		}
		if end < changes && (run.Over() || held == 0) {
			t.Errorf("after %d changes the session ended at %v: over %v, %d steps wait", end, lost, run.Over(), held)
		}
	}
	if p := client.SignIn(t.Context(), profile, "222222", confirms(t, a)); p != nil {
		t.Fatal(p)
	}
	run, err := r.Wait(t.Context(), id)
	if err != nil || run.Result() != op.AllDone {
		t.Errorf("%s %v", run.Result(), err)
	}
	deleted := 0
	for what, n := range w.effects {
		if strings.Contains(what, "DeleteSnapshot") {
			deleted++
			if n != 1 {
				t.Errorf("%s was done %d times", what, n)
			}
		}
	}
	if deleted != changes {
		t.Errorf("%d of %d changes were made", deleted, changes)
	}
}

// TestNobodyToSignIn: without a screen a run whose session is lost fails, and
// says how to sign in; and one that waits ends when it is stopped, or tami is.
func TestNobodyToSignIn(t *testing.T) {
	for name, c := range map[string]struct {
		waits bool
		end   func(t *testing.T, r *awsclient.Runner, id string)
	}{
		"no screen": {false, func(*testing.T, *awsclient.Runner, string) {}},
		"stopped":   {true, func(_ *testing.T, r *awsclient.Runner, id string) { r.Stop(id) }},
		"left": {true, func(t *testing.T, r *awsclient.Runner, _ string) {
			if err := r.Close(t.Context()); err != nil {
				t.Error(err)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			signsIn(t)
			synctest.Test(t, func(t *testing.T) {
				a, err := sim.New(sim.Options{Seed: stageSeed(), Speed: 1})
				if err != nil {
					t.Fatal(err)
				}
				client := awsclient.New(awsclient.Options{Env: os.Getenv, Transport: a.Transport()})
				r := awsclient.NewRunner(t.Context(), client, awsclient.RunnerOptions{Folder: t.TempDir(), Waits: c.waits})
				p := planOf(op.ModifyDescription{ImageID: webImage, Text: "x"}, op.DeleteSnapshot{SnapshotID: looseSnapshot})
				for i := range p.Steps {
					p.Steps[i].At.Profile = "new"
				}
				id, err := r.Start(p)
				if err != nil {
					t.Fatal(err)
				}
				<-time.After(time.Minute)
				c.end(t, r, id)
				run, err := r.Wait(t.Context(), id)
				if err != nil || !run.Over() || slices.ContainsFunc(run.Outcomes, func(o op.Outcome) bool { return o.State == op.Done }) {
					t.Errorf("%+v %v", run.Outcomes, err)
				}
				if o := run.Outcomes[0]; o.State != op.Failed || !o.Problem.SignedOut() || !strings.Contains(o.Problem.Hint, "aws sso login --profile new") {
					t.Errorf("%+v: %v", o, o.Problem)
				}
			})
		})
	}
}

func sha1Of(s string) string {
	sum := sha1.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}
