package sim

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// awsJSON is the protocol of Systems Manager and its like: the action in a
// header, JSON asked and answered.
type awsJSON struct{ target string }

func (p awsJSON) read(r *http.Request, body []byte) (request, error) {
	target, action, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if target != p.target {
		return request{}, refuse("UnknownOperationException", "")
	}
	if len(body) == 0 {
		body = []byte("{}")
	}
	return request{
		action:  action,
		bind:    func(into any) error { return bindJSON(body, into) },
		essence: func() string { return essenceOfJSON(body) },
	}, nil
}

func bindJSON(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return refuse("SerializationException", "The request is not what this operation takes: %s", err)
	}
	return nil
}

func essenceOfJSON(body []byte) string {
	var fields map[string]any
	if json.Unmarshal(body, &fields) != nil {
		return ""
	}
	maps.DeleteFunc(fields, func(name string, _ any) bool {
		return slices.Contains([]string{"NextToken", "MaxResults", "Marker", "Limit"}, name)
	})
	text, err := json.Marshal(fields)
	if err != nil {
		return ""
	}
	return string(text)
}

const amzJSON = "application/x-amz-json-1.1"

func (p awsJSON) result(_ *call, out any) reply {
	text, err := json.Marshal(out)
	if err != nil {
		return p.failure(&failure{"InternalServerError", err.Error(), http.StatusInternalServerError, ""}, "")
	}
	return reply{http.StatusOK, amzJSON, text, nil, false}
}

func (awsJSON) failure(f *failure, _ string) reply {
	said := struct {
		Type    string `json:"__type"`
		Message string `json:"message,omitempty"`
	}{f.code, f.message}
	text, _ := json.Marshal(said) // two strings always have a JSON form
	return reply{f.status, amzJSON, text, nil, false}
}

func (awsJSON) unknownAction(string) *failure { return refuse("UnknownOperationException", "") }

func (awsJSON) throttled() *failure { return refuse("ThrottlingException", "Rate exceeded") }

func (awsJSON) expired() *failure {
	return refuse("ExpiredTokenException", "The security token included in the request is expired")
}

func (awsJSON) denied(who, what string) *failure {
	return refuse("AccessDeniedException", "%s", notAuthorized(who, what))
}

func (awsJSON) unsigned() *failure {
	return refuse("MissingAuthenticationTokenException", "Missing Authentication Token")
}

func (awsJSON) unknownCredential() *failure {
	return refuse("UnrecognizedClientException", "The security token included in the request is invalid.")
}

func (awsJSON) skewed() *failure {
	return refuse("InvalidSignatureException", "Signature expired: the request was signed for another time than now")
}
