package sim

import (
	"net/http"
	"strings"
)

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// readForm reads the parameters of a query protocol: a form in the body, or in
// the URL of a GET.
func readForm(r *http.Request, body []byte) (*form, error) {
	text := string(body)
	if r.Method == http.MethodGet {
		text = r.URL.RawQuery
	}
	f, err := parseForm(text)
	if err != nil {
		return nil, err
	}
	f.text("Version")
	for name := range f.children {
		if strings.HasPrefix(name, "X-Amz-") {
			f.text(name) // the signature of a presigned URL
		}
	}
	return f, nil
}

// essence writes the form in one fixed order, without what may differ between
// the pages of one listing.
func (f *form) essence() string {
	var b strings.Builder
	f.writeEssence(&b, "")
	return b.String()
}

func (f *form) writeEssence(b *strings.Builder, path string) {
	switch path {
	case ".NextToken", ".MaxResults", ".MaxRecords", ".DryRun", ".Version", ".pageToken", ".maxResults":
		return
	}
	if f.present {
		b.WriteString(path + "=" + f.value + "\x00")
	}
	for _, name := range sortedKeys(f.children) {
		f.children[name].writeEssence(b, path+"."+name)
	}
}

// awsQuery is the protocol of STS and Auto Scaling: a form asked, XML answered.
type awsQuery struct {
	xml       *xmlWriter
	namespace string
}

func (p awsQuery) read(r *http.Request, body []byte) (request, error) {
	f, err := readForm(r, body)
	if err != nil {
		return request{}, err
	}
	return request{
		action:  f.text("Action"),
		bind:    func(into any) error { return formReader{member: true}.fill(f, into) },
		essence: f.essence,
	}, nil
}

func (p awsQuery) result(c *call, out any) reply {
	return reply{http.StatusOK, "text/xml", p.xml.compose(func(b []byte) []byte {
		b = append(b, "<"+c.action+`Response xmlns="`+p.namespace+`"><`+c.action+"Result>"...)
		b = p.xml.append(b, out)
		return append(b, "</"+c.action+"Result><ResponseMetadata><RequestId>"+c.requestID+
			"</RequestId></ResponseMetadata></"+c.action+"Response>"...)
	}), nil, false}
}

func (p awsQuery) failure(f *failure, requestID string) reply {
	kind := "Sender"
	if f.status >= http.StatusInternalServerError {
		kind = "Receiver"
	}
	b := []byte(`<ErrorResponse xmlns="` + p.namespace + `"><Error><Type>` + kind + "</Type><Code>" + f.code + "</Code><Message>")
	b = appendEscaped(b, f.message)
	b = append(b, "</Message></Error><RequestId>"+requestID+"</RequestId></ErrorResponse>"...)
	return reply{f.status, "text/xml", b, nil, false}
}

func (awsQuery) unknownAction(action string) *failure {
	if action == "" {
		return refuse("MissingAction", "The request must contain the parameter Action.")
	}
	return refuse("InvalidAction", "Could not find operation %s", action)
}

func (awsQuery) throttled() *failure { return refuse("Throttling", "Rate exceeded") }

func (awsQuery) expired() *failure {
	return forbid("ExpiredToken", "The security token included in the request is expired")
}

func (awsQuery) denied(who, what string) *failure {
	return forbid("AccessDenied", "%s", notAuthorized(who, what))
}

func (awsQuery) unsigned() *failure {
	return forbid("MissingAuthenticationToken", "Request is missing Authentication Token")
}

func (awsQuery) unknownCredential() *failure {
	return forbid("InvalidClientTokenId", "The security token included in the request is invalid")
}

// notAuthorized is the sentence of IAM when no policy allows an action.
func notAuthorized(who, what string) string {
	return "User: " + who + " is not authorized to perform: " + what +
		" because no identity-based policy allows the " + what + " action"
}

func (awsQuery) skewed() *failure {
	return forbid("SignatureDoesNotMatch", "Signature expired: the request was signed for another time than now")
}
