package ami

import "tami/model/text"

// AllowedImages asks which images a place lets its account find and use: the
// setting that AWS calls Allowed AMIs.
type AllowedImages struct{ Where }

func (AllowedImages) isNeed() {}

// AllowedSettings answers AllowedImages.
type AllowedSettings struct {
	State     text.Safe // disabled, audit-mode, enabled
	ManagedBy text.Safe // account, declarative-policy
	Criteria  int       // how many sets of conditions there are; an image has to meet one of them
}

func (AllowedSettings) isBody() {}
