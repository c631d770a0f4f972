package iam

import (
	"encoding/json"
	"strings"
	"unicode"
)

// MaxSize is how many characters a managed policy may have, white space left
// out (IAM and STS quotas).
const MaxSize = 6144

// Policy is the least policy for a mode, as IAM takes it: JSON with a newline
// at its end, for AWS's ordinary regions (partition aws).
func Policy(m Mode) string {
	doc := document{Version: "2012-10-17"}
	for _, g := range Grants(m) {
		doc.Statement = append(doc.Statement, g.statement())
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		panic("iam: a policy is no JSON: " + err.Error()) // it is strings all through
	}
	return b.String()
}

// Size is how long IAM takes a policy to be: its characters without white space.
func Size(policy string) int {
	n := 0
	for _, r := range policy {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// document and statement are the shapes of an IAM policy.
type document struct {
	Version   string
	Statement []statement
}

type statement struct {
	Sid       string
	Effect    string
	Action    []string
	Resource  any
	Condition map[string]map[string]any `json:",omitempty"`
}

func (g Grant) statement() statement {
	s := statement{Sid: g.Sid, Effect: "Allow", Action: g.Actions, Resource: short(g.On)}
	for _, c := range g.Only {
		if s.Condition == nil {
			s.Condition = map[string]map[string]any{}
		}
		if s.Condition[c.Operator] == nil {
			s.Condition[c.Operator] = map[string]any{}
		}
		s.Condition[c.Operator][c.Key] = short(c.Values)
	}
	return s
}

// short writes a list as IAM does: one value alone, and all as a star.
func short(list []string) any {
	switch len(list) {
	case 0:
		return "*"
	case 1:
		return list[0]
	}
	return list
}
