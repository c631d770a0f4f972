package awsclient

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// listener is a server that writes down what it is asked and refuses it.
type listener struct {
	url   string
	heard chan url.Values
}

func listen(t *testing.T) *listener {
	t.Helper()
	l := &listener{heard: make(chan url.Values, 16)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		form, err := url.ParseQuery(string(body))
		if err != nil {
			t.Error(err)
		}
		l.heard <- form
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `<Response><Errors><Error><Code>IncorrectState</Code><Message>no</Message></Error></Errors></Response>`)
	}))
	t.Cleanup(server.Close)
	l.url = server.URL
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "x", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": "/nonexistent/config", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent/credentials", "AWS_REGION": "us-east-1"} {
		t.Setenv(name, value)
	}
	return l
}

// take is the one thing that was asked since.
func (l *listener) take(t *testing.T) url.Values {
	t.Helper()
	if len(l.heard) != 1 {
		t.Fatalf("asked %d times", len(l.heard))
	}
	return <-l.heard
}

// findCLI gives a way to carry out a line of shell with the AWS CLI.
func findCLI(t *testing.T) func(t *testing.T, endpoint, line string) {
	t.Helper()
	shell, err := exec.LookPath("bash")
	if err == nil {
		_, err = exec.LookPath("aws")
	}
	if err != nil {
		t.Skip("needs bash and aws on PATH")
	}
	return func(t *testing.T, endpoint, line string) {
		t.Helper()
		command := exec.CommandContext(t.Context(), shell, "-c", line+" --endpoint-url "+endpoint)
		command.Env = append(os.Environ(), "HOME="+filepath.Join(t.TempDir(), "home"), "AWS_MAX_ATTEMPTS=1", "AWS_CLI_FILE_ENCODING=UTF-8", "LC_ALL=C.UTF-8")
		var said bytes.Buffer
		command.Stderr = &said
		if err := command.Run(); err == nil || !bytes.Contains(said.Bytes(), []byte("IncorrectState")) {
			t.Fatalf("%s\n%v: %s", line, err, said.String())
		}
	}
}
