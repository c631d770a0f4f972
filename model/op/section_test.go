package op_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
)

// What a plan says in sections is in its text, survives the journal, and names
// the images that can be compared.
func TestSectionsAreSaidAndKept(t *testing.T) {
	at := ami.Where{Region: "eu-west-1"}
	bad, good := op.Target{At: at, ID: "ami-1"}, op.Target{At: at, ID: "ami-2"}
	p := op.Plan{Title: "Roll back group web", Sections: []op.Section{
		{Head: "NOW", Lines: []op.Line{{Text: "web-2", More: "6 of 6", Image: &bad}}},
		{Head: "TO", Lines: []op.Line{{Text: "web-1", Image: &good}, {Text: "again", Image: &bad}}},
		{Head: "CHECKS", Lines: []op.Line{{Sign: op.Passed, Text: "available"}, {Sign: op.Hindered, Text: "no key"}}},
		{Head: "EMPTY"},
	}}
	text := op.Plain(p)
	for _, want := range []string{"NOW\n  web-2  6 of 6\n", "TO\n  web-1\n", "ok: available", "stop: no key"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the plan:\n%s", want, text)
		}
	}
	if strings.Contains(text, "EMPTY") {
		t.Error("a section without lines has a heading")
	}
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back op.Plan
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if got := back.Images(); len(got) != 2 || got[0] != bad || got[1] != good {
		t.Errorf("the images are %v", got)
	}
}
