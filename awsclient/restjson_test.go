package awsclient

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// TestWhereRESTIsSpoken tries what may name an endpoint, in the order in
// which the SDK's own clients follow it.
func TestWhereRESTIsSpoken(t *testing.T) {
	none := func(string) string { return "" }
	rbinOnly := func(name string) string {
		if name == "AWS_ENDPOINT_URL_RBIN" {
			return "http://env:1/"
		}
		return ""
	}
	for _, c := range []struct {
		opt    Options
		cfg    aws.Config
		expect string
	}{
		{Options{Env: none}, aws.Config{Region: "eu-west-1"}, "https://rbin.eu-west-1.amazonaws.com"},
		{Options{Env: none}, aws.Config{Region: "cn-north-1"}, "https://rbin.cn-north-1.amazonaws.com.cn"},
		{Options{Env: none}, aws.Config{Region: "us-gov-west-1"}, "https://rbin.us-gov-west-1.amazonaws.com"},
		{Options{Env: none}, aws.Config{Region: "eu-west-1", BaseEndpoint: new("http://file:1/")}, "http://file:1"},
		{Options{Env: rbinOnly}, aws.Config{Region: "eu-west-1", BaseEndpoint: new("http://file:1")}, "http://env:1"},
		{Options{Env: rbinOnly, EndpointURL: "http://flag:1/"}, aws.Config{Region: "eu-west-1"}, "http://flag:1"},
	} {
		s := &session{client: New(c.opt)}
		if got := s.restAddress(c.cfg, "rbin"); got != c.expect {
			t.Errorf("%s, want %s", got, c.expect)
		}
	}
}
