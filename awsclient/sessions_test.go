package awsclient

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"tami/model/ami"
)

// Every service is asked at the endpoint that was given, whatever the
// environment says of a single one, and signed for the region that is meant.
func TestTheGivenEndpointIsAskedForEverything(t *testing.T) {
	var mu sync.Mutex
	signed := map[string]bool{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		scope := strings.Split(r.Header.Get("Authorization"), "/") // key, date, region, service
		signed[scope[2]+" "+scope[3]] = true
		w.WriteHeader(500)
		fmt.Fprint(w, scalingError("InternalFailure", "no"))
	}))
	defer server.Close()
	wrong := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the environment's endpoint was asked") }))
	defer wrong.Close()
	environment(t, "", "", "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "x", "AWS_REGION", "us-west-2",
		"AWS_ENDPOINT_URL", wrong.URL, "AWS_ENDPOINT_URL_EC2", wrong.URL, "AWS_ENDPOINT_URL_STS", wrong.URL, "AWS_ENDPOINT_URL_AUTO_SCALING", wrong.URL)
	c := New(Options{Env: os.Getenv, EndpointURL: server.URL, MaxAttempts: 1})
	at := ami.Where{Region: "eu-west-1"}
	for _, f := range fetch(t, c, ami.Caller{}, ami.Instances{Where: at}, ami.LaunchConfigurations{Where: at}) {
		if f.Problem == nil {
			t.Errorf("%T is answered by an endpoint that fails", f.Need)
		}
	}
	for _, want := range []string{"eu-west-1 ec2", "eu-west-1 autoscaling", "us-west-2 sts"} {
		if !signed[want] {
			t.Errorf("no request was signed for %s: %v", want, signed)
		}
	}
}

// The number of attempts counts for every service alike.
func TestAttemptsAreCountedEverywhere(t *testing.T) {
	for _, n := range []ami.Need{ami.Caller{}, ami.Instances{Where: place()}, ami.LaunchConfigurations{Where: place()}} {
		synctest.Test(t, func(t *testing.T) { // trying again waits a little
			tries := 0
			c := New(Options{MaxAttempts: 2, Transport: wire(func(*http.Request, string, url.Values) (int, string) {
				tries++
				return 500, scalingError("InternalFailure", "no")
			})})
			if fetch(t, c, n); tries != 2 {
				t.Errorf("%T is tried %d times", n, tries)
			}
		})
	}
}
