package ami

import (
	"time"

	"tami/model/text"
)

// SignInWay is how a profile can be signed in from within tami.
type SignInWay string

// The ways to sign in.
const (
	SignInElsewhere SignInWay = ""       // tami has no part in it
	SignInByDevice  SignInWay = "device" // IAM Identity Center: a code is confirmed in a browser, on any machine
	SignInByCode    SignInWay = "code"   // a role that wants the code of an MFA device
)

// SignInPrompt is what somebody has to do to sign in by a browser.
type SignInPrompt struct {
	Page  text.Safe // the address to open
	Whole text.Safe // the same with the code in it
	Code  text.Safe // the code that the page asks for, or shows
	Until time.Time // when the code ends; the zero time when that is not known
}
