package awsclient

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// elsewhere sends what the SDK asks for keys with (a sign-in's, or a role's) to
// the server that stands for AWS. The SDK makes those clients before it reads
// where every request goes, so tokens and MFA codes that are meant for another
// server would be sent to AWS.
type elsewhere struct {
	client *Client
	server atomic.Pointer[url.URL] // nil: AWS itself
}

// learn takes the server from --endpoint-url, or from what the SDK has read:
// AWS_ENDPOINT_URL, or endpoint_url of a profile.
func (e *elsewhere) learn(cfg aws.Config) {
	if server, err := url.Parse(cmp.Or(e.client.opt.EndpointURL, value(cfg.BaseEndpoint))); err == nil && server.Host != "" {
		e.server.Store(server)
	}
}

// add puts the change of address behind the SDK's own choice of one, and before
// the signature, which covers the address.
func (e *elsewhere) add(stack *middleware.Stack) error {
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("KeysFromElsewhere", e.redirect), "ResolveEndpointV2", middleware.After)
}

func (e *elsewhere) redirect(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
	server, service := e.server.Load(), awsmiddleware.GetServiceID(ctx)
	if server != nil && slices.Contains([]string{"SSO", "SSO OIDC", "STS"}, service) && !e.named(service) {
		request, ok := in.Request.(*smithyhttp.Request)
		if !ok {
			return middleware.FinalizeOutput{}, middleware.Metadata{}, fmt.Errorf("a request of the kind %T has no address", in.Request)
		}
		if request.URL.Host != server.Host {
			request.URL.Scheme, request.URL.Host = server.Scheme, server.Host
			request.URL.Path = strings.TrimSuffix(server.Path, "/") + request.URL.Path
		}
	}
	return next.HandleFinalize(ctx, in)
}

// named reports that the environment has an address for this service alone,
// which the SDK goes by; --endpoint-url goes before it.
func (e *elsewhere) named(service string) bool {
	name := "AWS_ENDPOINT_URL_" + strings.ToUpper(strings.ReplaceAll(service, " ", "_"))
	return e.client.opt.EndpointURL == "" && e.client.opt.Env(name) != ""
}
