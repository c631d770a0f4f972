package iam

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPoliciesFitIAM holds both policies to IAM's rules: their size, the
// characters of their names, and that nothing stands in them twice.
func TestPoliciesFitIAM(t *testing.T) {
	for _, m := range Modes() {
		t.Run(string(m), func(t *testing.T) {
			policy := Policy(m)
			if n := Size(policy); n > MaxSize || n < 500 {
				t.Errorf("%d characters, and a managed policy takes %d", n, MaxSize)
			}
			var doc document
			if err := json.Unmarshal([]byte(policy), &doc); err != nil || doc.Version != "2012-10-17" {
				t.Fatal(err, doc.Version)
			}
			sids := map[string]bool{}
			said := map[string]bool{}
			for _, s := range doc.Statement {
				if sids[s.Sid] || !regexp.MustCompile(`^[A-Za-z0-9]+$`).MatchString(s.Sid) || s.Effect != "Allow" {
					t.Errorf("the statement %q", s.Sid)
				}
				sids[s.Sid] = true
				for _, a := range s.Action {
					if !regexp.MustCompile(`^[a-z0-9]+:[A-Z][A-Za-z0-9]+$`).MatchString(a) {
						t.Errorf("%s allows %q: an action is named in full, without a star", s.Sid, a)
					}
					key := a + " " + mustJSON(t, s.Resource) + mustJSON(t, s.Condition)
					if said[key] {
						t.Errorf("%s stands there twice", a)
					}
					said[key] = true
				}
			}
		})
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestWhatChangesIsNarrowed wants a resource of everything that changes
// something, and of what hands on rights a condition besides.
func TestWhatChangesIsNarrowed(t *testing.T) {
	look := regexp.MustCompile(`^(ec2:(Describe|Get|List)|autoscaling:Describe|ssm:(Describe|Get)|kms:(Describe|Get|List)|rbin:(Get|List)|ebs:List|pricing:Get)`)
	for _, g := range Grants(Operator) {
		for _, a := range g.Actions {
			switch changes := !look.MatchString(a); {
			case changes && g.Mode == ReadOnly:
				t.Errorf("%s changes something, and those who look may do it", a)
			case changes && len(g.On) == 0:
				t.Errorf("%s is allowed on everything", a)
			case !g.own() && len(g.Only) == 0:
				t.Errorf("%s is allowed without a condition", a)
			}
		}
		for _, arn := range g.On {
			if !strings.HasPrefix(arn, "arn:aws:") || strings.Count(arn, ":") < 5 {
				t.Errorf("%s: %q is no ARN", g.Sid, arn)
			}
		}
	}
}

func TestModes(t *testing.T) {
	look, change := Requests(ReadOnly), Requests(Operator)
	for _, a := range look {
		if !slices.Contains(change, a) {
			t.Errorf("an operator may not %s", a)
		}
	}
	if len(look) == 0 || len(change) <= len(look) || slices.Contains(look, "ec2:RunInstances") {
		t.Errorf("%d and %d requests", len(look), len(change))
	}
	if table := TableOf(ReadOnly); table["ec2:RunInstances"] || !table["ec2:DescribeImages"] || !table["sts:GetCallerIdentity"] {
		t.Error("the table of those who look")
	}
	for word, want := range map[string]Mode{"read-only": ReadOnly, "Operator": Operator, "": "", "admin": "", "*": ""} {
		if m, err := ParseMode(word); m != want || (err == nil) != (want != "") {
			t.Errorf("%q is the mode %q, %v", word, m, err)
		}
	}
}
