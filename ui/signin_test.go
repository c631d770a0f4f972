package ui_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tami/awsclient/sim"
)

// signsIn writes the configuration of somebody who signs in to IAM Identity
// Center, or with an MFA device.
func signsIn(t *testing.T) {
	t.Helper()
	home := t.TempDir()
	for _, pair := range os.Environ() {
		if name, _, _ := strings.Cut(pair, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // which sets it back at the end
			os.Unsetenv(name)
		}
	}
	file := filepath.Join(home, "config")
	err := os.WriteFile(file, []byte(`[profile corp]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = admin
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
[profile code]
role_arn = arn:aws:iam::111122223333:role/deployer
mfa_serial = arn:aws:iam::111122223333:mfa/me
source_profile = keys
[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = x
`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"HOME": home, "AWS_CONFIG_FILE": file, "AWS_SHARED_CREDENTIALS_FILE": filepath.Join(home, "credentials"), "AWS_EC2_METADATA_DISABLED": "true"} {
		t.Setenv(name, value)
	}
}

// confirm is somebody who opens the address on the screen in a browser.
func (j *journey) confirm() *journey {
	j.t.Helper()
	code := regexp.MustCompile(`confirm the code +([0-9A-F]{4}-[0-9A-F]{4})`).FindStringSubmatch(j.Screen())
	if code == nil || !j.account.ApproveDevice(code[1]) {
		j.t.Fatalf("no code on the screen is waited for:\n%s", j.Screen())
	}
	return j.After(10 * time.Second)
}

// TestSignInOnTheScreen starts with nobody signed in: the way to do it opens by
// itself, at every size, and the list follows. When the session ends later the
// list stays, it is said at once with the key, and a run goes on after it.
func TestSignInOnTheScreen(t *testing.T) {
	for _, size := range []struct{ w, h int }{{80, 24}, {40, 12}, {120, 40}} {
		signsIn(t)
		travel(t, options{w: size.w, h: size.h, profile: "corp", regions: []string{"us-east-1"}}, func(j *journey) {
			j.Loaded().Sees("Sign in: corp", "confirm the code", "/device?user_code=")
			for _, line := range j.Lines() {
				if w := ansi.StringWidth(line); w != size.w {
					t.Errorf("a line of %d cells in %d", w, size.w)
				}
			}
			j.confirm().Misses("confirm the code").Sees("api-2026")
			j.After(2 * time.Minute)
			j.account.EndSessions()
			j.Press("r").Loaded().Sees("api-2026", "ctrl+l")
			j.Press("ctrl+l").Loaded().confirm().Sees("api-2026")
			j.Press("r").Loaded().Sees("api-2026").Misses("expired")
		})
	}
}

// TestSignInByCode asks for the code of an MFA device in a box; a wrong one is
// said to be, and the next one is taken.
func TestSignInByCode(t *testing.T) {
	signsIn(t)
	travel(t, options{profile: "code", regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Sees("code of the MFA device")
		j.Type("12").Press("enter").Loaded().Sees("the code was not accepted", "code of the MFA device")
		j.Type("123456").Press("enter").Loaded().Misses("MFA device").Sees("api-2026")
	})
}

// TestASignInThatIsLeft goes back to what was there, and is not waited for.
func TestASignInThatIsLeft(t *testing.T) {
	signsIn(t)
	travel(t, options{profile: "corp", regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Sees("confirm the code").Press("esc").Misses("confirm the code").Sees("nobody is signed in", "ctrl+l signs in here")
		j.Press("ctrl+l").Loaded().confirm().Sees("api-2026")
		if n := j.account.SignIns(); n != 1 {
			t.Errorf("somebody signed in %d times", n)
		}
		j.Press("ctrl+l").Sees("nobody to sign in")
		j.Press("p").Loaded().Press("g", "ctrl+l").Loaded().confirm().Sees("Places")
		if n := j.account.SignIns(); n != 2 {
			t.Errorf("from the places somebody signed in %d times", n-1)
		}
	})
}

// TestNobodyIsTakenForIn leaves a session of the account's own keys alone.
func TestNobodyIsTakenForIn(t *testing.T) {
	travel(t, options{regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Misses("Sign in").Press("ctrl+l").Sees("there is nobody to sign in")
	})
}

// TestARunWaitsForASignIn ends the session while a step is under way: that one
// is finished, the next one waits, and it is made after the sign-in.
func TestARunWaitsForASignIn(t *testing.T) {
	signsIn(t)
	travel(t, options{w: 120, h: 40, profile: "corp", regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().confirm().Press("b").After(read).Press("/").Type("checkout").Press("enter", "g", "R").After(read)
		if !strings.Contains(j.Screen(), "ami-") { // the snapshot may stand above its image
			j.Press("esc", "j", "R").After(read)
		}
		j.Sees("Restore 2 things", "enter  runs it")
		j.faults(sim.Fault{Service: "ec2", Action: "RestoreSnapshotFromRecycleBin", Do: "delay", Ms: 8000})
		j.Press("enter").After(read)
		j.account.EndSessions()
		j.After(time.Minute).Sees("waits for a sign-in", "the session of profile corp has expired", "Press ctrl+l to sign in")
		j.Press("ctrl+l").Loaded().confirm().After(time.Minute).Sees("Done", "u undoes it").Misses("waits for a sign-in", "expired")
	})
}
