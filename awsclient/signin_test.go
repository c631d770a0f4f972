package awsclient

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"

	"tami/model/ami"
)

// asked is one question that needs a sign-in.
func asked(t *testing.T, c *Client, profile string) ami.Fact {
	t.Helper()
	return fetch(t, c, ami.Images{Where: ami.Where{Profile: profile, Region: "eu-west-1"}, From: ami.Source{Kind: ami.Mine}})[0]
}

func TestNoCredentialsIsSaidAtOnce(t *testing.T) {
	t.Run("metadata switched off", func(t *testing.T) {
		environment(t, "", "")
		f := asked(t, New(Options{Env: os.Getenv}), "")
		wantProblem(t, f.Problem, ami.NoCredentials, "--demo")
		for _, source := range []string{"AWS_ACCESS_KEY_ID", "config", "credentials", "AWS_EC2_METADATA_DISABLED"} {
			if !strings.Contains(f.Problem.Cause.String(), source) {
				t.Errorf("the cause %q does not say that %s was tried", f.Problem.Cause, source)
			}
		}
	})
	t.Run("nothing at the metadata's address", func(t *testing.T) {
		hangs := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-hangs:
			}
		}))
		defer server.Close()
		defer close(hangs)
		environment(t, "", "", "AWS_EC2_METADATA_DISABLED", "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT", server.URL)
		begin := time.Now()
		f := asked(t, New(Options{Env: os.Getenv}), "")
		wantProblem(t, f.Problem, ami.NoCredentials, "aws configure")
		if d := time.Since(begin); d > 3*time.Second {
			t.Errorf("it took %v to find that out", d)
		}
	})
}

func TestTheInstancesRoleSignsIn(t *testing.T) {
	var mu sync.Mutex
	var signature string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		const role = "/latest/meta-data/iam/security-credentials/"
		switch r.URL.Path {
		case "/latest/api/token":
			w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "60")
			fmt.Fprint(w, "token")
		case role:
			fmt.Fprint(w, "bastion")
		case role + "bastion":
			fmt.Fprintf(w, `{"Code":"Success","AccessKeyId":"ASIAROLE","SecretAccessKey":"x","Token":"y","Expiration":%q}`,
				time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
		default:
			mu.Lock()
			signature = r.Header.Get("Authorization")
			mu.Unlock()
			fmt.Fprint(w, imagesXML("", "ami-1"))
		}
	}))
	defer server.Close()
	environment(t, "", "", "AWS_EC2_METADATA_DISABLED", "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT", server.URL)
	f := asked(t, New(Options{Env: os.Getenv, EndpointURL: server.URL, UserAgent: "tami/test"}), "")
	if f.Problem != nil || !strings.Contains(signature, "ASIAROLE/") || !strings.Contains(signature, "/eu-west-1/ec2/") {
		t.Errorf("%v, signed %q", f.Problem, signature)
	}
}

// ssoCache writes the token file that `aws sso login` leaves behind.
func ssoCache(t *testing.T, home, session string, expires time.Time) {
	t.Helper()
	sum := sha1.Sum([]byte(session))
	dir := filepath.Join(home, ".aws", "sso", "cache")
	content, err := json.Marshal(map[string]any{"accessToken": "x", "expiresAt": expires.UTC().Format(time.RFC3339)})
	if err := errors.Join(err, os.MkdirAll(dir, 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, hex.EncodeToString(sum[:])+".json"), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestProfilesThatDoNotSignIn(t *testing.T) {
	for name, c := range map[string]struct {
		config  string
		prepare func(t *testing.T, home string)
		kind    ami.ProblemKind
		hint    string
	}{
		"never signed in": {"sso_session=corp\nsso_account_id=1\nsso_role_name=r\n[sso-session corp]\nsso_region=us-east-1\nsso_start_url=https://x", nil,
			ami.NoCredentials, "aws sso login --profile p"},
		"SSO session expired": {"sso_session=corp\nsso_account_id=1\nsso_role_name=r\n[sso-session corp]\nsso_region=us-east-1\nsso_start_url=https://x",
			func(t *testing.T, home string) { ssoCache(t, home, "corp", time.Now().Add(-time.Hour)) }, ami.ExpiredSession, "aws sso login --profile p"},
		"legacy SSO expired": {"sso_start_url=https://x\nsso_region=us-east-1\nsso_account_id=1\nsso_role_name=r",
			func(t *testing.T, home string) { ssoCache(t, home, "https://x", time.Now().Add(-time.Hour)) }, ami.ExpiredSession, "aws sso login --profile p"},
		"unknown SSO session": {"sso_session=gone\nsso_account_id=1\nsso_role_name=r", nil, ami.BadProfile, "Mend it"},
		"login session":       {"login_session=arn:aws:sts::1:x", nil, ami.ExpiredSession, "aws login --profile p"},
		"process fails":       {"credential_process=false", nil, ami.NoCredentials, "by hand"},
		"process talks":       {"credential_process=echo s3cret", nil, ami.NoCredentials, "by hand"},
		"no token file":       {"role_arn=arn:aws:iam::1:role/r\nweb_identity_token_file=/nonexistent/token", nil, ami.NoCredentials, "Mend the file"},
		"no source":           {"role_arn=arn:aws:iam::1:role/r\nsource_profile=bose\n[profile base]\nregion=x", nil, ami.BadProfile, "did you mean base"},
		"source without keys": {"role_arn=arn:aws:iam::1:role/r\nsource_profile=base\n[profile base]\nregion=x", nil, ami.BadProfile, "source_profile"},
		"MFA, nobody to ask": {"role_arn=arn:aws:iam::1:role/r\nmfa_serial=m\nsource_profile=base\n[profile base]\naws_access_key_id=a\naws_secret_access_key=b", nil,
			ami.NoCredentials, "Sign in on the screen"},
		"two ways at once": {"credential_process=x\nsso_start_url=https://x\nsso_region=us-east-1\nsso_account_id=1\nsso_role_name=r", nil, ami.BadProfile, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.HasPrefix(name, "process") && runtime.GOOS == "windows" {
				t.Skip("the commands are those of a Unix shell")
			}
			home := environment(t, "[profile p]\n"+c.config, "")
			if c.prepare != nil {
				c.prepare(t, home)
			}
			f := asked(t, New(Options{Env: os.Getenv, MaxAttempts: 1, Transport: failing{errors.New("no network in this test")}}), "p")
			if c.kind == ami.BadProfile && c.hint == "" && f.Problem != nil && f.Problem.Kind != ami.BadProfile {
				t.Logf("the SDK chooses one: %v", f.Problem)
				return
			}
			wantProblem(t, f.Problem, c.kind, c.hint)
			if f.Problem != nil && strings.Contains(f.Problem.Error(), "s3cret") {
				t.Errorf("%v shows what the process printed", f.Problem)
			}
		})
	}
}

func TestCredentialsThatRunOut(t *testing.T) {
	environment(t, "[profile ops]\naws_access_key_id=a\naws_secret_access_key=b", "")
	var log bytes.Buffer
	c := New(Options{Env: os.Getenv, Log: slog.New(slog.NewTextHandler(&log, nil)), Transport: noNetwork{}})
	at := ami.Where{Profile: "ops", Region: "eu-west-1"}
	s, p := c.signedIn(t.Context(), at)
	if p != nil {
		t.Fatal(p)
	}
	ran := &smithy.OperationError{ServiceID: "EC2", OperationName: "DescribeImages",
		Err: fmt.Errorf("get identity: get credentials: failed to refresh cached credentials, %w", &ssocreds.InvalidTokenError{})}
	wantProblem(t, c.explain(t.Context(), s, failure{err: ran, at: at, action: describeImages}), ami.ExpiredSession, "aws sso login --profile ops")
	if !strings.Contains(log.String(), "session expired") {
		t.Errorf("the log says %s", log.String())
	}
	if again, p := c.signedIn(t.Context(), at); p != nil || again == s {
		t.Error("the lost session is used again")
	}
}

func TestMFA(t *testing.T) {
	const config = "[profile p]\nrole_arn=arn:aws:iam::111122223333:role/admin\nmfa_serial=arn:aws:iam::1:mfa/me\nsource_profile=base\n" +
		"[profile base]\naws_access_key_id=a\naws_secret_access_key=b"
	var mu sync.Mutex
	var forms []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		mu.Lock()
		forms = append(forms, r.Form.Get("Action")+" "+r.Form.Get("TokenCode"))
		mu.Unlock()
		if r.Form.Get("Action") == "AssumeRole" {
			if r.Form.Get("TokenCode") != "123456" {
				w.WriteHeader(403)
				fmt.Fprint(w, `<ErrorResponse><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code.</Message></Error></ErrorResponse>`)
				return
			}
			fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
				time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
			return
		}
		fmt.Fprint(w, imagesXML("", "ami-1"))
	}))
	defer server.Close()
	environment(t, config, "", "AWS_ENDPOINT_URL_STS", server.URL, "AWS_ENDPOINT_URL_EC2", server.URL)
	c := New(Options{Env: os.Getenv})
	nobody := func(ami.SignInPrompt) { t.Error("a browser is asked for") }
	for range 2 {
		f := asked(t, c, "p")
		wantProblem(t, f.Problem, ami.NoCredentials, "Sign in on the screen")
		if f.Problem.SignIn != ami.SignInByCode || len(forms) > 0 {
			t.Errorf("%+v after %q", f.Problem, forms)
		}
	}
	wantProblem(t, c.SignIn(t.Context(), "p", "000000", nobody), ami.NoCredentials, "next one")
	wantProblem(t, asked(t, c, "p").Problem, ami.NoCredentials, "Sign in on the screen") // a code is used once
	if p := c.SignIn(t.Context(), "p", "123456", nobody); p != nil {
		t.Fatal(p)
	}
	if f := asked(t, c, "p"); f.Problem != nil {
		t.Errorf("%v after %q", f.Problem, forms)
	}
}

func TestMendedFilesAreReadAgain(t *testing.T) {
	dir := environment(t, "", "")
	c := New(Options{Env: os.Getenv, Transport: wire(func(r *http.Request, _ string, _ url.Values) (int, string) {
		if !strings.Contains(r.Header.Get("Authorization"), "Credential=NEW/") {
			return 401, errorOf("AuthFailure", "AWS was not able to validate the provided access credentials")
		}
		return 200, imagesXML("", "ami-1")
	})})
	keys := func(id string) {
		t.Helper()
		content := "[ops]\naws_access_key_id=" + id + "\naws_secret_access_key=x\n"
		if err := os.WriteFile(filepath.Join(dir, "credentials"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	wantProblem(t, asked(t, c, "ops").Problem, ami.BadProfile, "")
	keys("OLD")
	wantProblem(t, asked(t, c, "ops").Problem, ami.BadCredentials, "ops")
	keys("NEW")
	if f := asked(t, c, "ops"); f.Problem != nil {
		t.Errorf("the new keys are not used: %v", f.Problem)
	}
}

func TestDisabledRegionOrBadKeys(t *testing.T) {
	const refusal = "AWS was not able to validate the provided access credentials"
	for name, c := range map[string]struct {
		region string
		sts    func() (int, string)
		kind   ami.ProblemKind
	}{
		"keys work elsewhere": {"af-south-1", func() (int, string) {
			return 200, `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
		}, ami.RegionNotEnabled},
		"keys work nowhere": {"af-south-1", func() (int, string) {
			return 403, `<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>`
		}, ami.BadCredentials},
		"a region nobody can disable": {"us-east-1", func() (int, string) { return 200, "<GetCallerIdentityResponse/>" }, ami.BadCredentials},
		"no STS, nothing else works":  {"af-south-1", func() (int, string) { return 500, "<html/>" }, ami.BadCredentials},
	} {
		t.Run(name, func(t *testing.T) {
			client := New(Options{MaxAttempts: 1, Transport: wire(func(_ *http.Request, action string, _ url.Values) (int, string) {
				if action == "GetCallerIdentity" {
					return c.sts()
				}
				return 401, errorOf("AuthFailure", refusal)
			})})
			wantProblem(t, fetch(t, client, mine(c.region))[0].Problem, c.kind, "")
		})
	}
	t.Run("no STS, another region works", func(t *testing.T) {
		client := New(Options{MaxAttempts: 1, Transport: wire(func(r *http.Request, action string, _ url.Values) (int, string) {
			switch {
			case action == "GetCallerIdentity":
				return 500, "<html/>"
			case strings.Contains(r.URL.Host, "af-south-1"):
				return 401, errorOf("AuthFailure", refusal)
			}
			return 200, imagesXML("", "ami-1")
		})})
		fetch(t, client, mine("eu-west-1"))
		wantProblem(t, fetch(t, client, mine("af-south-1"))[0].Problem, ami.RegionNotEnabled, "enable-region")
	})
}

func TestCheckEndpoint(t *testing.T) {
	for raw, ok := range map[string]bool{
		"http://127.0.0.1:5000": true, "https://vpce-1.ec2.us-east-1.vpce.amazonaws.com/": true,
		"127.0.0.1:5000": false, "localhost": false, "": false, "ftp://x": false, "http://": false, "http://x/?a=b": false, "http://\x1b": false,
	} {
		if err := CheckEndpoint(raw); (err == nil) != ok {
			t.Errorf("%q: %v", raw, err)
		} else if err != nil && !strings.Contains(err.Error(), "--endpoint-url") {
			t.Errorf("%v names no flag", err)
		}
	}
}
