package awsclient

import (
	"context"
	"errors"

	"github.com/aws/smithy-go/middleware"
)

// The SDK notes with each answer by how much this machine's clock is off, signs
// the next request accordingly, and sends a request again that was refused for
// its time. What follows adds the two cases it leaves out.

// outOfTime is a refusal that EC2 gives for a signature of long ago or of the
// future, as an error that the SDK holds against the clock.
type outOfTime struct{ error }

// ErrorCode is the code that the SDK knows for a clock that is off.
func (outOfTime) ErrorCode() string { return "RequestTimeTooSkewed" }

// Unwrap gives AWS's own error.
func (e outOfTime) Unwrap() error { return e.error }

// punctual tells the SDK's retries of refusals that speak of the clock.
func punctual(stack *middleware.Stack) error {
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("tami.punctual",
		func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			out, meta, err := next.HandleFinalize(ctx, in)
			if apiCode(err) == "RequestExpired" {
				err = outOfTime{err}
			}
			return out, meta, err
		}), "Retry", middleware.After)
}

// clockOff reports a request that AWS refused before it looked at what is asked,
// because this machine's clock is off: to sign it anew and send it again is as
// good as sending it once.
func clockOff(err error) bool {
	var again interface{ RetryableError() bool }
	switch apiCode(err) {
	case "AuthFailure", "SignatureDoesNotMatch", "InvalidSignatureException", "RequestTimeTooSkewed", "RequestExpired":
		return errors.As(err, &again) && again.RetryableError() // as the SDK found by the clock of the answer
	}
	return false
}
