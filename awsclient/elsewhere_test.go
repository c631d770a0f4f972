package awsclient

import (
	"crypto/sha1"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// answersAll is a server that stands for all of AWS, and notes what it is asked
// for below which path.
func answersAll(t *testing.T) (address string, asked func() []string) {
	var mu sync.Mutex
	var seen []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		below, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		mu.Lock()
		seen = append(seen, below+" "+r.Form.Get("Action"))
		mu.Unlock()
		switch later := time.Now().Add(time.Hour); {
		case strings.HasSuffix(r.URL.Path, "/federation/credentials"):
			fmt.Fprintf(w, `{"roleCredentials": {"accessKeyId": "ASIA", "secretAccessKey": "x", "sessionToken": "y", "expiration": %d}}`, later.UnixMilli())
		case r.Form.Get("Action") == "AssumeRole":
			fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
				later.UTC().Format(time.RFC3339))
		default:
			fmt.Fprint(w, imagesXML("", "ami-1"))
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(seen)
	}
}

// TestKeysComeFromWhereEverythingElseGoes names another server than AWS in each
// way there is: the keys of a sign-in and of a role are asked for there too, and
// a token meant for it never goes to AWS.
func TestKeysComeFromWhereEverythingElseGoes(t *testing.T) {
	const profiles = `[profile corp]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = admin
%[1]s
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
[profile role]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = base
%[1]s
[profile base]
aws_access_key_id = a
aws_secret_access_key = b
`
	for name, c := range map[string]struct {
		flag, file string
		env        []string
		keys       string // below which path the keys of the role are asked for
	}{
		"by the flag":                      {flag: "%s/all", keys: "all"},
		"by the environment":               {env: []string{"AWS_ENDPOINT_URL", "%s/all/"}, keys: "all"},
		"by the profile":                   {file: "endpoint_url = %s", keys: ""},
		"another one for STS":              {env: []string{"AWS_ENDPOINT_URL", "%s/all", "AWS_ENDPOINT_URL_STS", "%s/sts"}, keys: "sts"},
		"another one for STS, but a flag":  {flag: "%s/all", env: []string{"AWS_ENDPOINT_URL_STS", "%s/all"}, keys: "all"},
		"by the flag over the environment": {flag: "%s/all", env: []string{"AWS_ENDPOINT_URL", "http://127.0.0.1:1"}, keys: "all"},
	} {
		for _, profile := range []string{"corp", "role"} {
			t.Run(name+"/"+profile, func(t *testing.T) {
				address, seen := answersAll(t)
				there := func(form string) string { return strings.ReplaceAll(form, "%s", address) }
				env := make([]string, len(c.env))
				for i := range c.env {
					env[i] = there(c.env[i])
				}
				dir := environment(t, fmt.Sprintf(profiles, there(c.file)), "", env...)
				folder := filepath.Join(dir, ".aws", "sso", "cache")
				if err := os.MkdirAll(folder, 0o700); err != nil {
					t.Fatal(err)
				}
				token := fmt.Sprintf(`{"accessToken": "t", "expiresAt": %q}`, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
				if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%x.json", sha1.Sum([]byte("corp")))), []byte(token), 0o600); err != nil {
					t.Fatal(err)
				}
				if f := asked(t, New(Options{Env: os.Getenv, EndpointURL: there(c.flag)}), profile); f.Problem != nil {
					t.Errorf("%v; asked was %q", f.Problem, seen())
				}
				if want := c.keys + " AssumeRole"; profile == "role" && !slices.Contains(seen(), want) {
					t.Errorf("%q was not asked for, but %q", want, seen())
				}
			})
		}
	}
}
