package sim

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// restJSON is the protocol of the services that say by method and path what is
// asked: parameters in path, query and a JSON body, JSON answered. The kind of
// an error is in a header.
type restJSON struct {
	routes []route
	// throttle is the service's own error for too many requests, and refused what
	// it gives as the reason when a policy denies one; "" for none.
	throttle failure
	refused  string
}

// route is where an operation is found. A step of the path in braces is a
// parameter.
type route struct{ method, path, action string }

// parameters gives the parameters in a path, when the route fits.
func (rt route) parameters(r *http.Request) (map[string]string, bool) {
	steps, given := strings.Split(rt.path, "/"), strings.Split(r.URL.Path, "/")
	if rt.method != r.Method || len(steps) != len(given) {
		return nil, false
	}
	parameters := map[string]string{}
	for i, step := range steps {
		if name, ok := strings.CutPrefix(step, "{"); ok {
			parameters[strings.TrimSuffix(name, "}")] = given[i]
		} else if step != given[i] {
			return nil, false
		}
	}
	return parameters, true
}

// find gives the route of a request and the parameters in its path.
func (p restJSON) find(r *http.Request) (route, map[string]string, bool) {
	for _, rt := range p.routes {
		if parameters, ok := rt.parameters(r); ok {
			return rt, parameters, true
		}
	}
	return route{}, nil, false
}

func (p restJSON) read(r *http.Request, body []byte) (request, error) {
	rt, parameters, ok := p.find(r)
	if !ok {
		return request{}, p.unknownAction(r.URL.Path)
	}
	f := &form{}
	for name, values := range r.URL.Query() {
		f.put(name, values[0])
	}
	for name, value := range parameters {
		f.put(name, value)
	}
	return request{
		action: rt.action,
		bind:   func(into any) error { return bindREST(f, body, into) },
		essence: func() string {
			return f.essence() + essenceOfJSON(body)
		},
	}, nil
}

// bindREST fills a request from its body, and then from its path and query.
func bindREST(f *form, body []byte, into any) error {
	if len(body) > 0 {
		if err := bindJSON(body, into); err != nil {
			return err
		}
	}
	err := formReader{}.fill(f, into)
	var failed *failure
	if errors.As(err, &failed) {
		return invalidRequest("INVALID_PARAMETER_VALUE", "%s", failed.message)
	}
	return err
}

// invalidRequest is what the REST services say of a request they cannot take.
func invalidRequest(reason, format string, args ...any) *failure {
	f := refuse("ValidationException", format, args...)
	f.reason = reason
	return f
}

func (p restJSON) result(c *call, out any) reply {
	text, err := json.Marshal(out)
	if err != nil {
		return p.failure(&failure{"InternalServerException", err.Error(), http.StatusInternalServerError, ""}, c.requestID)
	}
	return reply{http.StatusOK, "application/json", text, http.Header{"X-Amzn-Requestid": {c.requestID}}, false}
}

func (restJSON) failure(f *failure, requestID string) reply {
	said := struct {
		Message string
		Reason  string `json:",omitempty"`
	}{f.message, f.reason}
	text, _ := json.Marshal(said) // two strings always have a JSON form
	return reply{f.status, "application/json", text, http.Header{"X-Amzn-Errortype": {f.code}, "X-Amzn-Requestid": {requestID}}, false}
}

func (restJSON) unknownAction(path string) *failure {
	return &failure{"UnknownOperationException", "Unable to determine the operation of " + path, http.StatusNotFound, ""}
}

func (p restJSON) throttled() *failure { return &p.throttle }

func (restJSON) expired() *failure {
	return forbid("ExpiredTokenException", "The security token included in the request is expired")
}

func (p restJSON) denied(who, what string) *failure {
	f := forbid("AccessDeniedException", "%s", notAuthorized(who, what))
	f.reason = p.refused
	return f
}

func (restJSON) unsigned() *failure {
	return forbid("MissingAuthenticationTokenException", "Missing Authentication Token")
}

func (restJSON) unknownCredential() *failure {
	return forbid("UnrecognizedClientException", "The security token included in the request is invalid.")
}

func (restJSON) skewed() *failure {
	return forbid("InvalidSignatureException", "Signature expired: the request was signed for another time than now")
}
