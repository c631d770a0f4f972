package contract

import (
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
)

// account makes the simulated account of the demonstration.
func account(t *testing.T, faults ...sim.Fault) *sim.Account {
	t.Helper()
	a, err := sim.New(sim.Options{Seed: sim.Demo(time.Now()), Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// keys lets the SDK find access keys and nothing of this machine's
// configuration.
func keys(t *testing.T) {
	t.Helper()
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "", "AWS_REGION": "us-east-1",
		"AWS_CONFIG_FILE": "/nonexistent/config", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent/credentials",
		"AWS_EC2_METADATA_DISABLED": "true", "AWS_ENDPOINT_URL": "", "AWS_ENDPOINT_URL_EC2": "", "AWS_ENDPOINT_URL_STS": "",
	} {
		t.Setenv(name, value) // which sets it back at the end
		if value == "" {
			os.Unsetenv(name)
		}
	}
}

func TestSimulatorInProcess(t *testing.T) {
	t.Parallel()
	Suite(t, func(t *testing.T) Target {
		return Target{
			Options: awsclient.Options{Transport: account(t).Transport(), Profiles: []string{"demo"}},
			Region:  "us-east-1", Account: true, Others: true, Uses: true, Pages: true, Catalogue: 1001,
			Faults: func(t *testing.T, faults ...sim.Fault) awsclient.Options {
				return awsclient.Options{Transport: account(t, faults...).Transport()}
			},
		}
	})
}

func TestSimulatorOverHTTP(t *testing.T) {
	keys(t)
	server := httptest.NewServer(account(t))
	defer server.Close()
	target := Target{
		Options: awsclient.Options{Env: os.Getenv, EndpointURL: server.URL},
		Region:  "us-east-1", Account: true, Others: true, Uses: true, Pages: true, Catalogue: 1001,
	}
	Suite(t, func(*testing.T) Target { return target })
	againstCLI(t, target)
}
