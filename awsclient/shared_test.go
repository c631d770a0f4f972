package awsclient

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tami/model/ami"
)

// environment makes a home folder with the two shared files, and lets the SDK
// and us see nothing else of the machine's configuration.
func environment(t *testing.T, configFile, credentialsFile string, more ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, pair := range os.Environ() {
		if name, _, _ := strings.Cut(pair, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			os.Unsetenv(name)
		}
	}
	write := func(variable, name, content string) {
		file := filepath.Join(dir, name)
		if content != "" {
			if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		t.Setenv(variable, file)
	}
	write(configFileEnv, "config", configFile)
	write(credentialsFileEnv, "credentials", credentialsFile)
	t.Setenv("HOME", dir)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	for i := 0; i < len(more); i += 2 {
		t.Setenv(more[i], more[i+1])
	}
	return dir
}

const someConfig = `
[default]
region = eu-central-1
[profile ops]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
region = eu-west-1
[profile old]
sso_start_url = https://d-1.awsapps.com/start
sso_region = us-east-1
[profile deploy]
role_arn = arn:aws:iam::111122223333:role/team/deploy
source_profile = base
[profile guarded]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/me
[profile bastion]
role_arn = arn:aws:iam::111122223333:role/reader
credential_source = Ec2InstanceMetadata
[profile pod]
role_arn = arn:aws:iam::111122223333:role/pod
web_identity_token_file = /var/run/token
[profile tool]
credential_process = /opt/bin/keys
region = Mars
[profile console]
login_session = arn:aws:sts::111122223333:assumed-role/x/y
[profile empty]
[profile hostile` + "\x1b[31m" + `]
[notaprofile]
region = x
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
`

const someCredentials = `
[base]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = x
[temporary]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = x
aws_session_token = y
[profile ignored]
aws_access_key_id = x
`

func TestProfiles(t *testing.T) {
	dir := environment(t, someConfig, someCredentials)
	c := New(Options{Env: os.Getenv})
	facts := fetch(t, c, ami.Profiles{})
	list := facts[0].Body.(ami.ProfileList)
	got := map[string]ami.Profile{}
	for _, p := range list.Profiles {
		got[p.Name.String()] = p
	}
	for name, signIn := range map[string]string{
		"ops":       "SSO session corp",
		"old":       "legacy SSO",
		"deploy":    "assumes role deploy from base",
		"guarded":   "assumes role with MFA admin from base",
		"bastion":   "assumes role reader from the instance role",
		"pod":       "assumes role pod by web identity",
		"tool":      "credential process",
		"console":   "login session",
		"base":      "access key",
		"temporary": "temporary access key",
		"empty":     "no sign-in of its own: environment or instance role",
		"default":   "no sign-in of its own: environment or instance role",
	} {
		p, ok := got[name]
		if !ok || p.SignIn.String() != signIn {
			t.Errorf("profile %s signs in by %q (listed: %v), want %q", name, p.SignIn, ok, signIn)
		}
	}
	if got["ops"].Region != "eu-west-1" || got["tool"].Region != "" {
		t.Errorf("regions %q and %q: only names of regions may come through", got["ops"].Region, got["tool"].Region)
	}
	if len(got) != 13 {
		t.Errorf("%d profiles, want 13: sections without the word profile are none", len(got))
	}
	for name := range got {
		if strings.ContainsRune(name, '\x1b') {
			t.Errorf("name %q would be obeyed by a terminal", name)
		}
	}
	if len(list.Files) != 2 || list.Files[0].String() != filepath.Join(dir, "config") {
		t.Errorf("files %v", list.Files)
	}
}

func TestProfilesOfASimulatedAccount(t *testing.T) {
	c := New(Options{Transport: noNetwork{}, Profiles: []string{"demo"}})
	list := fetch(t, c, ami.Profiles{})[0].Body.(ami.ProfileList)
	if len(list.Profiles) != 1 || list.Profiles[0].Name.String() != "demo" || len(list.Files) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestDefaultRegion(t *testing.T) {
	for name, c := range map[string]struct {
		profile string
		env     []string
		want    string
		kind    ami.ProblemKind
		hint    string
	}{
		"default profile":        {"", nil, "eu-central-1", "", ""},
		"named profile":          {"ops", nil, "eu-west-1", "", ""},
		"profile of environment": {"", []string{profileEnv, "ops"}, "eu-west-1", "", ""},
		"environment wins":       {"ops", []string{regionEnv, "us-west-2"}, "us-west-2", "", ""},
		"older variable":         {"ops", []string{regionDefaultEnv, "us-west-1"}, "us-west-1", "", ""},
		"both variables":         {"", []string{regionEnv, "us-west-2", regionDefaultEnv, "us-west-1"}, "us-west-2", "", ""},
		"profile without one":    {"deploy", nil, "", ami.NoRegion, "--profile deploy"},
		"no region's name":       {"tool", nil, "", ami.NoRegion, "region in the AWS config file"},
		"unknown profile":        {"opps", nil, "", ami.BadProfile, "ops"},
		"unknown in environment": {"", []string{profileEnv, "opps"}, "", ami.BadProfile, "ops"},
		"unknown and unlike":     {"zzzzzzzzzz", nil, "", ami.BadProfile, "13 profiles"},
	} {
		t.Run(name, func(t *testing.T) {
			environment(t, someConfig, someCredentials, c.env...)
			got, p := New(Options{Env: os.Getenv}).DefaultRegion(c.profile)
			if got != c.want {
				t.Errorf("region %q, want %q", got, c.want)
			}
			wantProblem(t, p, c.kind, c.hint)
		})
	}
}

func TestDefaultRegionWithoutFiles(t *testing.T) {
	environment(t, "", "")
	_, p := New(Options{Env: os.Getenv}).DefaultRegion("ops")
	wantProblem(t, p, ami.BadProfile, "--demo")
	if !strings.Contains(p.Cause.String(), "config") {
		t.Errorf("the cause %q names no file", p.Cause)
	}
	_, p = New(Options{Env: os.Getenv}).DefaultRegion("")
	wantProblem(t, p, ami.NoRegion, "--region")
}

// wantProblem checks the kind of a Problem and a part of what it says to do;
// the empty kind stands for no Problem.
func wantProblem(t *testing.T, p *ami.Problem, kind ami.ProblemKind, hint string) {
	t.Helper()
	switch {
	case p == nil && kind != "":
		t.Fatalf("no problem, want %q", kind)
	case p == nil:
		return
	case p.Kind != kind:
		t.Fatalf("problem %q (%v), want %q", p.Kind, p, kind)
	case !strings.Contains(p.Hint, hint):
		t.Errorf("hint %q, want one with %q", p.Hint, hint)
	}
	if p.Title == "" || p.Hint == "" || strings.HasSuffix(p.Title, ".") || !strings.HasSuffix(p.Hint, ".") && !strings.HasSuffix(p.Hint, "?") {
		t.Errorf("title %q is a clause and hint %q a sentence", p.Title, p.Hint)
	}
}
