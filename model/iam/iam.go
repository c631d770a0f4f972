// Package iam holds the one table of the rights that tami needs in AWS: the IAM
// action of every request it makes, what AWS checks besides, and how narrow
// each may be. The client refuses a request that is not in the table, and `tami
// iam` prints the table as a policy, so that neither can say more or less than
// the other. It imports the standard library only.
package iam

import (
	"fmt"
	"slices"
	"strings"
)

// Mode is what tami is used for: to look, or to change things as well.
type Mode string

// The modes, by the names that --mode takes.
const (
	ReadOnly Mode = "read-only"
	Operator Mode = "operator"
)

// Modes lists the modes, the narrower one first.
func Modes() []Mode { return []Mode{ReadOnly, Operator} }

// Grant is a line of the table: actions that are allowed alike.
type Grant struct {
	// Sid names the statement: letters and digits only, as IAM wants it.
	Sid string
	// Mode is the narrowest mode that needs the actions.
	Mode Mode
	// Actions are IAM actions such as ec2:DescribeImages.
	Actions []string
	// For names the requests during which AWS checks the actions too. Without
	// it the actions are requests that tami makes itself.
	For []string
	// On are the ARNs that the actions are allowed on; none means all, where
	// AWS knows no narrower resource.
	On []string
	// Only are the conditions under which they are allowed.
	Only []Condition
}

// Condition narrows a grant: IAM's operator, the key it looks at, and the
// values that are allowed.
type Condition struct {
	Operator, Key string
	Values        []string
}

// own reports whether the actions are requests of tami's own.
func (g Grant) own() bool { return len(g.For) == 0 }

// in reports whether a mode needs the grant.
func (g Grant) in(m Mode) bool { return g.Mode == ReadOnly || m == Operator }

// Grants are the lines of the table that a mode needs.
func Grants(m Mode) []Grant {
	return slices.DeleteFunc(slices.Concat(reading(), changing()), func(g Grant) bool { return !g.in(m) })
}

// free are requests that AWS allows whoever signs them, so that no policy needs
// to name them (IAM user guide, GetCallerIdentity).
func free() []string { return []string{"sts:GetCallerIdentity"} }

// Requests are the IAM actions of all requests that tami makes in a mode, but
// for those that need no permission.
func Requests(m Mode) []string {
	var all []string
	for _, g := range Grants(m) {
		if g.own() {
			all = append(all, g.Actions...)
		}
	}
	slices.Sort(all)
	return all
}

// Table says which requests may be made in a mode. It is made once and asked
// before every request.
type Table map[string]bool

// TableOf is the table of a mode, with the requests that need no permission.
func TableOf(m Mode) Table {
	t := Table{}
	for _, action := range slices.Concat(Requests(m), free()) {
		t[action] = true
	}
	return t
}

// ParseMode reads what --mode was given.
func ParseMode(word string) (Mode, error) {
	if m := Mode(strings.ToLower(word)); slices.Contains(Modes(), m) {
		return m, nil
	}
	return "", fmt.Errorf("there is no mode %q; it is %s or %s", word, ReadOnly, Operator)
}
