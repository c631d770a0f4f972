package sim

import (
	"cmp"
	"net/http"
	"strings"
	"time"
)

// credential is what a signature says about who asks and whom. The signature
// itself is not checked: there is no secret to check it against.
type credential struct {
	accessKey string
	region    string
	service   string
}

// defaultRegion is where a request goes whose signature names no region.
const defaultRegion = "us-east-1"

// readCredential reads the credential scope of a signed request: the
// Authorization header of Signature Version 4, or the query of a presigned URL.
func readCredential(r *http.Request) (credential, bool) {
	scope := r.URL.Query().Get("X-Amz-Credential")
	if scope == "" {
		scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if !strings.HasPrefix(scheme, "AWS4-") {
			return credential{}, false
		}
		scope = credentialField(rest)
	}
	parts := strings.Split(scope, "/")
	// KEY/DATE/REGION/SERVICE/aws4_request; the asymmetric variant has no region.
	switch len(parts) {
	case 5:
		return credential{parts[0], cmp.Or(parts[2], defaultRegion), parts[3]}, true
	case 4:
		return credential{parts[0], defaultRegion, parts[2]}, true
	default:
		return credential{}, false
	}
}

func credentialField(header string) string {
	for field := range strings.SplitSeq(header, ",") {
		if name, value, _ := strings.Cut(strings.TrimSpace(field), "="); name == "Credential" {
			return value
		}
	}
	return ""
}

// How far the time of a signature may be from AWS's clock, and from which point
// on EC2 says so in words of its own.
const (
	signatureWindow = 5 * time.Minute
	requestLife     = 15 * time.Minute
)

// timeOff is how far from now a request was signed for.
func timeOff(r *http.Request, now time.Time) time.Duration {
	signed, err := time.Parse("20060102T150405Z", cmp.Or(r.URL.Query().Get("X-Amz-Date"), r.Header.Get("X-Amz-Date")))
	if err != nil {
		return requestLife + 1
	}
	return now.Sub(signed).Abs()
}
