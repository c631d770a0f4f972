package sim

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// TestFaults: each fault does what its name says, to each protocol in its words.
func TestFaults(t *testing.T) {
	tests := []struct {
		do      Fault
		service string
		status  int
		code    string
		message string
	}{
		{Fault{Do: "throttle"}, "ec2", 503, "RequestLimitExceeded", "Request limit exceeded."},
		{Fault{Do: "throttle"}, "autoscaling", 400, "Throttling", "Rate exceeded"},
		{Fault{Do: "throttle"}, "ssm", 400, "ThrottlingException", "Rate exceeded"},
		{Fault{Do: "deny"}, "ec2", 403, "UnauthorizedOperation", "User: arn:aws:iam::111122223333:user/tami is not authorized to perform: ec2:DescribeRegions because no identity-based policy allows"},
		{Fault{Do: "deny"}, "autoscaling", 403, "AccessDenied", "autoscaling:DescribeAutoScalingGroups"},
		{Fault{Do: "deny"}, "sts", 403, "AccessDenied", "sts:GetCallerIdentity"},
		{Fault{Do: "deny"}, "ssm", 400, "AccessDeniedException", "ssm:DescribeParameters"},
		{Fault{Do: "expired"}, "ec2", 400, "RequestExpired", "expired"},
		{Fault{Do: "expired"}, "sts", 403, "ExpiredToken", "expired"},
		{Fault{Do: "expired"}, "ssm", 400, "ExpiredTokenException", "expired"},
		{Fault{Do: "error", Code: "InternalError", Status: 500}, "ec2", 500, "InternalError", ""},
		{Fault{Do: "error", Code: "Blocked"}, "ec2", 400, "Blocked", ""},
		{Fault{Do: "error", Code: "TooManyUpdates"}, "ssm", 400, "TooManyUpdates", ""},
	}
	for _, tt := range tests {
		a := open(t, Seed{}, tt.do)
		got := askAnything(t, a, tt.service)
		code, message := got.code(), got.message()
		if tt.service == "ssm" {
			said := struct {
				Type    string `json:"__type"`
				Message string
			}{}
			if err := json.Unmarshal([]byte(got.body), &said); err != nil {
				t.Fatal(err)
			}
			code, message = said.Type, said.Message
		}
		if got.status != tt.status || code != tt.code || !strings.Contains(message, tt.message) {
			t.Errorf("%s of %s: got %d %s: %s", tt.do.Do, tt.service, got.status, code, message)
		}
	}
}

// askAnything asks a service for something harmless.
func askAnything(t *testing.T, a *Account, service string) answered {
	t.Helper()
	if service == "ssm" {
		return ask(a).json(t, "ssm", "AmazonSSM.DescribeParameters", "{}")
	}
	action := map[string]string{"ec2": "DescribeRegions", "sts": "GetCallerIdentity", "autoscaling": "DescribeAutoScalingGroups"}[service]
	got, err := ask(a).send(service, action)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestFaultsFit: the first fault that fits is taken, Times counts down, and what
// a fault does not name does not matter.
func TestFaultsFit(t *testing.T) {
	seed := inHome(RegionSeed{})
	seed.Regions[away] = &RegionSeed{}
	a := open(t, seed,
		Fault{Action: "DescribeRegions", Times: 2, Do: "throttle"},
		Fault{Action: "DescribeRegions", Region: away, Do: "deny"},
		Fault{Service: "sts", Do: "expired"},
	)
	for i, want := range []string{"RequestLimitExceeded", "RequestLimitExceeded", "UnauthorizedOperation", "UnauthorizedOperation"} {
		if got := ask(a).in(away).ec2(t, "DescribeRegions"); got.code() != want {
			t.Errorf("request %d: got %q, want %q", i, got.code(), want)
		}
	}
	if got := ask(a).ec2(t, "DescribeRegions"); got.code() != "" {
		t.Errorf("another region: got %q", got.code())
	}
	if got := ask(a).ec2(t, "DescribeVpcs"); got.code() != "" {
		t.Errorf("another action: got %q", got.code())
	}
	if got := askAnything(t, a, "sts"); got.code() != "ExpiredToken" {
		t.Errorf("another service: got %q", got.code())
	}
}

func TestFaultReset(t *testing.T) {
	a := open(t, inHome(gallery()), Fault{Action: "DeregisterImage", Do: "reset"})
	if _, err := ask(a).send("ec2", "DeregisterImage", "ImageId="+amiID(1)); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v, want a reset", err)
	}
	ask(a).fine(t, "DescribeImages", "ImageId.1="+amiID(1)) // nothing was done
}

// TestFaultAfter: the work is done, the answer is lost.
func TestFaultAfter(t *testing.T) {
	a := open(t, inHome(gallery()), Fault{Action: "DeregisterImage", Do: "after"})
	if _, err := ask(a).send("ec2", "DeregisterImage", "ImageId="+amiID(1)); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v, want a reset", err)
	}
	if got := ask(a).ec2(t, "DescribeImages", "ImageId.1="+amiID(1)); got.code() != "InvalidAMIID.Unavailable" {
		t.Errorf("afterwards: got %q", got.code())
	}
}

func TestFaultMalformed(t *testing.T) {
	a := open(t, inHome(parameters()), Fault{Do: "malformed"})
	got, err := ask(a).send("ec2", "DescribeRegions")
	if !errors.As(err, new(*xml.SyntaxError)) || got.status != 200 {
		t.Errorf("EC2: got %d, %v", got.status, err)
	}
	if got := ask(a).json(t, "ssm", "AmazonSSM.DescribeParameters", "{}"); got.status != 200 || json.Valid([]byte(got.body)) {
		t.Errorf("SSM: got %d %s", got.status, got.body)
	}
}

func TestFaultDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, Seed{Account: us}, 0, Fault{Do: "delay", Ms: 8000})
		start := time.Now()
		ask(a).fine(t, "DescribeRegions")
		if took := time.Since(start); took != 8*time.Second {
			t.Errorf("took %v, want 8s", took)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		c := ask(a)
		c.ctx = ctx
		if _, err := c.send("ec2", "DescribeRegions"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("cut short: got %v", err)
		}
		if took := time.Since(start); took != 9*time.Second {
			t.Errorf("cut short after %v in all, want 9s", took)
		}
	})
}

// TestFaultHang: nothing comes, until the caller gives up.
func TestFaultHang(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, Seed{Account: us}, 0, Fault{Do: "hang", Times: 1})
		c := ask(a)
		ctx, stop := context.WithCancel(t.Context())
		c.ctx = ctx
		time.AfterFunc(time.Hour, stop)
		if _, err := c.send("ec2", "DescribeRegions"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		ask(a).fine(t, "DescribeRegions")
	})
}

func TestParseFaults(t *testing.T) {
	good := `[{"Service":"ec2","Action":"DescribeImages","Region":"eu-west-1","Times":3,"Do":"throttle"},{"Do":"delay","Ms":5},{"Do":"error","Code":"X","Status":500}]`
	faults, err := ParseFaults("faults.json", []byte(good))
	if err != nil || len(faults) != 3 || faults[0] != (Fault{Service: "ec2", Action: "DescribeImages", Region: away, Times: 3, Do: "throttle"}) {
		t.Errorf("got %v, %v", faults, err)
	}
	for text, want := range map[string]string{
		`{}`:                                       `f.json: $: want a list, got an object`,
		`[{"Do":"explode"}]`:                       `f.json: $[0].Do: want one of throttle, deny, expired, error, delay, hang, reset, malformed, trickle, after, got "explode"`,
		`[{}]`:                                     `f.json: $[0].Do: want one of`,
		`[{"Do":"hang"},{"Dp":"hang"}]`:            `f.json: $[1]: unknown key "Dp"; did you mean Do?`,
		`[{"Do":"hang","Times":"2"}]`:              `f.json: $[0].Times: want a number, got a string`,
		`[{"Do":"hang","Times":-1}]`:               `f.json: $[0].Times: want 1 or more`,
		`[{"Do":"error"}]`:                         `f.json: $[0].Code: missing`,
		`[{"Do":"hang","Code":"X"}]`:               `f.json: $[0].Do: Code and Status go with error only`,
		`[{"Do":"error","Code":"X","Status":20}]`:  `f.json: $[0].Status: want an HTTP error status`,
		`[{"Do":"delay"}]`:                         `f.json: $[0].Ms: Do delay needs`,
		`[{"Do":"hang","Ms":1}]`:                   `f.json: $[0].Ms: goes with delay only`,
		`[{"Do":"hang","Service":"EC2"}]`:          `f.json: $[0].Service: want one of ec2,`,
		`[{"Do":"hang","Action":"DescribeImage"}]`: `f.json: $[0].Action: "DescribeImage" is not known; did you mean DescribeImages?`,
		`[{"Do":"hang","Region":"eu-west1"}]`:      `f.json: $[0].Region: "eu-west1" is not known; did you mean eu-west-1?`,
		`[{"Do":"hang"}`:                           `f.json: $: line 1: the text ends where a comma or ] should follow`,
	} {
		faults, err := ParseFaults("f.json", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) || faults != nil {
			t.Errorf("%s:\n got %v\nwant %s", text, err, want)
		}
	}
	if _, err := New(Options{Seed: Seed{Account: us}, Faults: []Fault{{Do: "explode"}}}); err == nil {
		t.Error("New took a fault that does not exist")
	}
}
