package awsclient

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// restRequest is a question to a service that speaks JSON over paths and of
// which so little is asked that no client of the SDK's is built in for it. It is
// signed, sent and tried again as the SDK's own requests are.
type restRequest struct {
	service      string // as signatures and host names have it: "rbin"
	method, path string
	body         any // nil for none
}

// rest asks in a region and decodes the answer into out.
func (s *session) rest(ctx context.Context, region string, r restRequest, out any) error {
	cfg := s.in(region)
	body := []byte(nil)
	if r.body != nil {
		var err error
		if body, err = json.Marshal(r.body); err != nil {
			return fmt.Errorf("the question cannot be written as JSON: %w", err)
		}
	}
	tries := retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts = cmp.Or(cfg.RetryMaxAttempts, o.MaxAttempts)
	})
	for attempt := 1; ; attempt++ {
		err := s.restOnce(ctx, cfg, r, body, out)
		if err == nil || attempt >= tries.MaxAttempts() || ctx.Err() != nil || !tries.IsErrorRetryable(err) {
			return err
		}
		pause, wrong := tries.RetryDelay(attempt, err)
		if wrong != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (s *session) restOnce(ctx context.Context, cfg aws.Config, r restRequest, body []byte, out any) error {
	req, err := http.NewRequestWithContext(ctx, r.method, s.restAddress(cfg, r.service)+r.path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("the endpoint of %s was not a valid URI: %w", r.service, err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", s.client.opt.UserAgent)
	if named, ok := r.body.(interface{ target() string }); ok { // AWS's JSON protocol names the operation in a header
		req.Header.Set("Content-Type", "application/x-amz-json-1.1")
		req.Header.Set("X-Amz-Target", named.target())
	}
	keys, err := cfg.Credentials.Retrieve(ctx)
	if err != nil {
		return fmt.Errorf("get credentials: %w", err)
	}
	sum := sha256.Sum256(body)
	if err := v4.NewSigner().SignHTTP(ctx, keys, req, hex.EncodeToString(sum[:]), r.service, cfg.Region, s.client.opt.Now()); err != nil {
		return fmt.Errorf("the request cannot be signed: %w", err)
	}
	resp, err := s.inJSON().Do(req)
	if err != nil {
		return &smithyhttp.RequestSendError{Err: err}
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusMultipleChoices {
		return restError(resp)
	}
	return decodeJSON(resp, out)
}

// decodeJSON reads an answer, which is in memory already. A text that is cut
// short is no broken connection, so the decoder gets all of it at once.
func decodeJSON(resp *http.Response, out any) error {
	text, err := io.ReadAll(resp.Body)
	if err == nil {
		err = json.Unmarshal(text, out)
	}
	if err != nil {
		return &smithy.DeserializationError{Err: err}
	}
	return nil
}

// restAddress is where a service answers: where --endpoint-url or the AWS
// configuration say, or at AWS.
func (s *session) restAddress(cfg aws.Config, service string) string {
	if own := s.endpoint(); own != nil {
		return strings.TrimRight(*own, "/")
	}
	if named := s.client.opt.Env("AWS_ENDPOINT_URL_" + strings.ToUpper(service)); named != "" {
		return strings.TrimRight(named, "/")
	}
	if cfg.BaseEndpoint != nil {
		return strings.TrimRight(*cfg.BaseEndpoint, "/")
	}
	if service == "pricing" { // whose hosts have a name that signatures do not
		service = "api.pricing"
	}
	return "https://" + service + "." + cfg.Region + "." + partitionOf(cfg.Region).domain()
}

// domain is what the host names of a partition end in, as AWS publishes it with
// its SDKs.
func (p partition) domain() string {
	switch p.prefix {
	case "cn-":
		return "amazonaws.com.cn"
	case "eusc-":
		return "amazonaws.eu"
	case "us-iso-":
		return "c2s.ic.gov"
	case "us-isob-":
		return "sc2s.sgov.gov"
	case "eu-isoe-":
		return "cloud.adc-e.uk"
	case "us-isof-":
		return "csp.hci.ic.gov"
	}
	return "amazonaws.com"
}

// restError is a refusal with the code that the service gave, in the types that
// the SDK's clients use.
func restError(resp *http.Response) error {
	var said struct {
		Type    string `json:"__type"`
		Message string
	}
	if err := decodeJSON(resp, &said); err != nil {
		return err
	}
	code := cmp.Or(resp.Header.Get("X-Amzn-Errortype"), said.Type)
	code, _, _ = strings.Cut(code, ":")
	if _, after, found := strings.Cut(code, "#"); found {
		code = after
	}
	return &awshttp.ResponseError{
		RequestID: resp.Header.Get("X-Amzn-Requestid"),
		ResponseError: &smithyhttp.ResponseError{
			Response: &smithyhttp.Response{Response: resp},
			Err:      &smithy.GenericAPIError{Code: code, Message: said.Message},
		},
	}
}
