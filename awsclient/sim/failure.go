package sim

import (
	"fmt"
	"net/http"
)

// failure is an AWS error: the code that clients match, the sentence that people
// read, and the HTTP status it travels under.
type failure struct {
	code    string
	message string
	status  int
	reason  string // what the REST services say besides the code
}

func (f *failure) Error() string { return f.code + ": " + f.message }

// refuse makes the error of a request that AWS will not take, HTTP 400.
func refuse(code, format string, args ...any) *failure {
	return &failure{code, fmt.Sprintf(format, args...), http.StatusBadRequest, ""}
}

// forbid makes the error of a request that AWS understands and does not permit, HTTP 403.
func forbid(code, format string, args ...any) *failure {
	return &failure{code, fmt.Sprintf(format, args...), http.StatusForbidden, ""}
}

func missingParameter(name string) *failure {
	return refuse("MissingParameter", "The request must contain the parameter %s", name)
}

func invalidValue(name, value, hint string) *failure {
	return refuse("InvalidParameterValue", "Value (%s) for parameter %s is invalid. %s", value, name, hint)
}

// notValidated is what EC2 says of credentials it does not know, and of a region
// that the account has not opted in to.
func notValidated() *failure {
	return &failure{"AuthFailure", "AWS was not able to validate the provided access credentials", http.StatusUnauthorized, ""}
}

func dryRunPassed() *failure {
	return &failure{"DryRunOperation", "Request would have succeeded, but DryRun flag is set.", http.StatusPreconditionFailed, ""}
}
