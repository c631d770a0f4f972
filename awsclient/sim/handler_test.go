package sim

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// TestUnsigned: a request without a signature is refused as the service would,
// and what is no AWS request is told what this is.
func TestUnsigned(t *testing.T) {
	a := open(t, Seed{})
	tests := []struct {
		about, method, path, target, body string
		status                            int
		says                              string
	}{
		{"EC2", "POST", "/", "", "Action=DescribeRegions&Version=2016-11-15", 401, "<Code>AuthFailure</Code>"},
		{"STS", "POST", "/", "", "Action=GetCallerIdentity&Version=2011-06-15", 403, "<Code>MissingAuthenticationToken</Code>"},
		{"SSM", "POST", "/", "AmazonSSM.GetParameter", "{}", 400, "MissingAuthenticationTokenException"},
		{"EBS", "GET", "/snapshots/snap-01234567/blocks", "", "", 403, "Missing Authentication Token"},
		{"a query in the URL", "GET", "/?Action=DescribeRegions&Version=2016-11-15", "", "", 401, "<Code>AuthFailure</Code>"},
		{"a browser", "GET", "/", "", "", 404, "This is an AWS simulator"},
		{"a browser elsewhere", "GET", "/favicon.ico", "", "", 404, "--endpoint-url"},
		{"a form of something else", "POST", "/", "", "user=me", 404, "no AWS request"},
	}
	for _, tt := range tests {
		r, err := http.NewRequest(tt.method, "http://aws.invalid"+tt.path, strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		if tt.target != "" {
			r.Header.Set("X-Amz-Target", tt.target)
		}
		got, err := roundTrip(a, r)
		if err != nil || got.status != tt.status || !strings.Contains(got.body, tt.says) {
			t.Errorf("%s: got %d %s %v", tt.about, got.status, got.body, err)
		}
	}
	if got := a.Requests(); len(got) != 0 {
		t.Errorf("refused requests were logged: %v", got)
	}
}

// TestScope: the region and the service come from the signature, wherever it is.
func TestScope(t *testing.T) {
	tests := []struct {
		header, url string
		want        credential
		ok          bool
	}{
		{"AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=0", "/", credential{"AKIA", "eu-west-1", "ec2"}, true},
		{"AWS4-HMAC-SHA256 SignedHeaders=host,Credential=AKIA/20260101/eu-west-1/ssm/aws4_request,Signature=0", "/", credential{"AKIA", "eu-west-1", "ssm"}, true},
		{"AWS4-ECDSA-P256-SHA256 Credential=AKIA/20260101/ec2/aws4_request, Signature=0", "/", credential{"AKIA", "us-east-1", "ec2"}, true},
		{"AWS4-HMAC-SHA256 Credential=AKIA/20260101//ec2/aws4_request, Signature=0", "/", credential{"AKIA", "us-east-1", "ec2"}, true},
		{"", "/?X-Amz-Credential=AKIA%2F20260101%2Fap-south-1%2Fec2%2Faws4_request", credential{"AKIA", "ap-south-1", "ec2"}, true},
		{"", "/", credential{}, false},
		{"Bearer abc", "/", credential{}, false},
		{"AWS4-HMAC-SHA256 Signature=0", "/", credential{}, false},
	}
	for _, tt := range tests {
		r, err := http.NewRequest("POST", "http://aws.invalid"+tt.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", tt.header)
		if got, ok := readCredential(r); got != tt.want || ok != tt.ok {
			t.Errorf("%s %s: got %v %v", tt.header, tt.url, got, ok)
		}
	}
}

func TestUnknownActions(t *testing.T) {
	a := open(t, Seed{})
	if got := ask(a).ec2(t, "MakeTea"); got.status != 400 || got.code() != "InvalidAction" || got.message() != "The action MakeTea is not valid for this web service." {
		t.Errorf("EC2: %d %s %s", got.status, got.code(), got.message())
	}
	if got := ask(a).ec2(t, ""); got.code() != "MissingParameter" {
		t.Errorf("EC2 without an action: %s", got.code())
	}
	if got, _ := ask(a).send("sts", "MakeTea"); got.status != 400 || got.code() != "InvalidAction" {
		t.Errorf("STS: %d %s", got.status, got.code())
	}
	if got := ask(a).json(t, "ssm", "AmazonSSM.MakeTea", "{}"); got.status != 400 || !strings.Contains(got.body, "UnknownOperationException") {
		t.Errorf("SSM: %d %s", got.status, got.body)
	}
	if got := ask(a).json(t, "ssm", "AmazonEC2.GetParameter", "{}"); !strings.Contains(got.body, "UnknownOperationException") {
		t.Errorf("SSM under another name: %s", got.body)
	}
	if got := ask(a).json(t, "ssm", "AmazonSSM.GetParameter", `{"Name":`); got.status != 400 || !strings.Contains(got.body, "SerializationException") {
		t.Errorf("SSM broken: %d %s", got.status, got.body)
	}
	if got, _ := ask(a).post("s3", "text/plain", "", ""); got.status != 404 || !strings.Contains(got.body, "does not answer for s3") {
		t.Errorf("S3: %d %s", got.status, got.body)
	}
	if got, _ := ask(a).post("ec2", "text/plain", "", strings.Repeat("x", maxBody+1)); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("too long: %d", got.status)
	}
}

// TestRequests: every request is in the log, whatever came of it.
func TestRequests(t *testing.T) {
	a := open(t, inHome(gallery()), Fault{Action: "DescribeVpcs", Do: "throttle"})
	ask(a).ec2(t, "DescribeImages")
	ask(a).in(away).ec2(t, "DescribeVpcs")
	ask(a).ec2(t, "DeregisterImage", "ImageId="+amiID(1), "DryRun=true")
	ask(a).ec2(t, "MakeTea")
	askAnything(t, a, "ssm")
	want := []Request{
		{"ec2", "DescribeImages", home, us, false, false, testTime()},
		{"ec2", "DescribeVpcs", away, us, false, false, testTime()},
		{"ec2", "DeregisterImage", home, us, true, true, testTime()},
		{"ec2", "MakeTea", home, us, false, false, testTime()},
		{"ssm", "DescribeParameters", home, us, false, false, testTime()},
	}
	got := a.Requests()
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("request %d: got %v, want %v", i, got[i], want[i])
		}
	}
	for range maxRequests {
		a.requests.add(Request{})
	}
	if n := len(a.Requests()); n > maxRequests || n < maxRequests/2 {
		t.Errorf("the log has %d requests", n)
	}
}

// TestManyAtOnce: readers and writers at the same time; the race detector looks on.
func TestManyAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, twoRegions(), 0)
		var all sync.WaitGroup
		for n := range 8 {
			all.Go(func() {
				for i := range 20 {
					ask(a).ec2(t, "DescribeImages", "MaxResults=2")
					copied := func() string {
						return ask(a).in(away).ec2(t, "CopyImage", "SourceRegion="+home, "SourceImageId="+amiID(2), "Name="+strings.Repeat("x", 3+n*20+i)).code()
					}
					for copied() == "ResourceLimitExceeded" { // so many at once, and no more
						pass(time.Minute)
					}
					ask(a).ec2(t, "CreateTags", "ResourceId.1="+amiID(1), "Tag.1.Key=k", "Tag.1.Value=v")
					pass(time.Second)
				}
			})
		}
		all.Wait()
		// The names have 3 to 162 letters, and AWS takes 128.
		if got := len(ask(a).in(away).fine(t, "DescribeImages", "Owner.1=self").xml.all("imagesSet/item")); got != 126 {
			t.Errorf("%d copies, want 126", got)
		}
	})
}

// TestCancelledBefore: a request whose context is over is not answered.
func TestCancelledBefore(t *testing.T) {
	a := open(t, Seed{})
	ctx, stop := context.WithCancel(t.Context())
	stop()
	r, err := http.NewRequestWithContext(ctx, "POST", "http://aws.invalid/", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Transport().RoundTrip(r); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// serve starts an account on a socket and gives its address.
func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- Serve(ctx, "127.0.0.1:0", h, func(addr string) { ready <- addr }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	select {
	case addr := <-ready:
		return addr
	case err := <-ended:
		t.Fatalf("Serve: %v", err)
		return ""
	}
}

// TestServe: the account answers on a socket, breaks connections there, and a
// hanging request does not keep it from stopping.
func TestServe(t *testing.T) {
	account := open(t, Seed{}, Fault{Action: "DescribeVpcs", Do: "reset"}, Fault{Action: "DescribeSubnets", Do: "hang"})
	entered := make(chan struct{}, 10)
	addr := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entered <- struct{}{}
		account.ServeHTTP(w, r)
	}))
	post := func(action string) (*http.Response, error) {
		r, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+addr+"/", strings.NewReader("Action="+action+"&Version=2016-11-15"))
		if err != nil {
			return nil, err
		}
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/ec2/aws4_request, Signature=0")
		return http.DefaultClient.Do(r)
	}
	response, err := post("DescribeRegions")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || response.StatusCode != 200 || !strings.Contains(string(body), "<regionName>us-east-1</regionName>") {
		t.Errorf("got %d %s %v", response.StatusCode, body, err)
	}
	if date := response.Header.Get("Date"); date != testTime().Format(http.TimeFormat) {
		t.Errorf("the date is %s, not the account's", date)
	}
	if _, err := post("DescribeVpcs"); !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.EOF) {
		t.Errorf("reset: got %v", err)
	}
	<-entered
	<-entered
	go post("DescribeSubnets") // hangs until the server stops
	<-entered
}

func TestServeOnLoopbackOnly(t *testing.T) {
	for _, listen := range []string{"0.0.0.0:0", ":0", "192.168.1.1:0", "example.com:80", "[::]:0", "127.0.0.1", ""} {
		err := Serve(t.Context(), listen, http.NotFoundHandler(), nil)
		if err == nil || !strings.Contains(err.Error(), "loopback") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: got %v", listen, err)
		}
	}
	for _, listen := range []string{"127.0.0.1:1", "127.8.8.8:1", "[::1]:1", "localhost:1"} {
		if _, err := loopback(listen); err != nil {
			t.Errorf("%q: got %v", listen, err)
		}
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	if err := Serve(t.Context(), taken.Addr().String(), http.NotFoundHandler(), nil); err == nil || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("a taken port: got %v", err)
	}
}
