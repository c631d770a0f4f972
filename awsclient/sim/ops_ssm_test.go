package sim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// parameterAnswer is what the operations of Systems Manager answer.
type parameterAnswer struct {
	Type              string `json:"__type"`
	Parameter         map[string]any
	Parameters        []map[string]any
	InvalidParameters []string
	NextToken         string
}

func askSSM(t *testing.T, a *Account, action, body string) parameterAnswer {
	t.Helper()
	var got parameterAnswer
	if err := json.Unmarshal([]byte(ask(a).json(t, "ssm", "AmazonSSM."+action, body).body), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestGetParameter(t *testing.T) {
	a := open(t, inHome(parameters()))
	for name, want := range map[string]string{
		"/app/image": amiID(2), "/app/image:1": amiID(1), "/app/image:good": amiID(1), "plain": "y",
		"arn:aws:ssm:us-east-1:111122223333:parameter/app/image": amiID(2),
		"/app/none": "ParameterNotFound", "/app/image:7": "ParameterVersionNotFound", "": "ValidationException",
		"arn:aws:ssm:us-east-1:111122223333:parameter/app/none": "ParameterNotFound",
	} {
		got := askSSM(t, a, "GetParameter", fmt.Sprintf(`{"Name":%q}`, name))
		said := got.Type
		if said == "" {
			said = fmt.Sprint(got.Parameter["Value"])
		}
		if said != want {
			t.Errorf("%s: got %s, want %s", name, said, want)
		}
	}
	got := askSSM(t, a, "GetParameter", `{"Name":"/app/image:good"}`).Parameter
	if got["Selector"] != ":good" || got["Version"] != 1.0 || got["DataType"] != "aws:ec2:image" {
		t.Errorf("got %v", got)
	}
	some := askSSM(t, a, "GetParameters", `{"Names":["plain","/none","/app/image:2"]}`)
	if len(some.Parameters) != 2 || !slices.Equal(some.InvalidParameters, []string{"/none"}) {
		t.Errorf("several: %v", some)
	}
	if got := askSSM(t, a, "GetParameters", `{"Names":[]}`); got.Type != "ValidationException" {
		t.Errorf("none: %v", got)
	}
}

// TestParameterListings says which parameters each listing gives, by value or version.
func TestParameterListings(t *testing.T) {
	a := open(t, inHome(parameters()))
	for _, tt := range []struct{ action, body, want string }{
		{"GetParametersByPath", `{"Path":"/app"}`, "/app/image"},
		{"GetParametersByPath", `{"Path":"/app/"}`, "/app/image"},
		{"GetParametersByPath", `{"Path":"/","Recursive":true}`, "/app/image /app/deep/er plain"},
		{"GetParametersByPath", `{"Path":"/app","Recursive":true,"ParameterFilters":[{"Key":"Type","Values":["String"]}]}`, "/app/image /app/deep/er"},
		{"GetParametersByPath", `{"Path":"app"}`, "ValidationException"},
		{"GetParametersByPath", `{"Path":"/","MaxResults":11}`, "ValidationException"},
		{"DescribeParameters", `{}`, "/app/image /app/deep/er plain"},
		{"DescribeParameters", `{"ParameterFilters":[{"Key":"DataType","Values":["aws:ec2:image"]}]}`, "/app/image"},
		{"DescribeParameters", `{"ParameterFilters":[{"Key":"Name","Option":"Contains","Values":["deep"]}]}`, "/app/deep/er"},
		{"DescribeParameters", `{"ParameterFilters":[{"Key":"Name","Option":"BeginsWith","Values":["/app","pl"]}]}`, "/app/image /app/deep/er plain"},
		{"DescribeParameters", `{"ParameterFilters":[{"Key":"Path","Option":"Recursive","Values":["/app"]}]}`, "/app/image /app/deep/er"},
		{"DescribeParameters", `{"ParameterFilters":[{"Key":"Path","Values":["/app/deep"]}]}`, "/app/deep/er"},
		{"DescribeParameters", `{"Filters":[{"Key":"Type","Values":["StringList"]}]}`, "plain"},
		{"DescribeParameters", `{"ParameterFilters":[{"Key":"Tier","Values":["Standard"]},{"Key":"KeyId","Values":["x"]}]}`, ""},
		{"DescribeParameters", `{"ParameterFilters":[{"Key":"Colour","Values":["red"]}]}`, "InvalidFilterKey"},
		{"DescribeParameters", `{"ParameterFilters":[{"Key":"Name","Option":"Near","Values":["x"]}]}`, "InvalidFilterOption"},
		{"DescribeParameters", `{"NextToken":"x"}`, "InvalidNextToken"},
		{"GetParameterHistory", `{"Name":"/app/image"}`, "1 2"},
		{"GetParameterHistory", `{"Name":"/app/none"}`, "ParameterNotFound"},
	} {
		got := askSSM(t, a, tt.action, tt.body)
		said := []string{}
		for _, p := range got.Parameters {
			if tt.action == "GetParameterHistory" {
				said = append(said, fmt.Sprint(p["Version"]))
			} else {
				said = append(said, fmt.Sprint(p["Name"]))
			}
		}
		if text := got.Type + strings.Join(said, " "); text != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.action, tt.body, text, tt.want)
		}
	}
}

// TestParameterPages: pages of one give every parameter, and a token belongs to
// its request.
func TestParameterPages(t *testing.T) {
	a := open(t, inHome(parameters()))
	var names []string
	token := ""
	for range 3 {
		got := askSSM(t, a, "DescribeParameters", fmt.Sprintf(`{"MaxResults":1,"NextToken":%q}`, token))
		names = append(names, fmt.Sprint(got.Parameters[0]["Name"]))
		if token != "" && askSSM(t, a, "DescribeParameters", fmt.Sprintf(`{"Shared":true,"NextToken":%q}`, token)).Type != "InvalidNextToken" {
			t.Error("a token was good for another request")
		}
		token = got.NextToken
	}
	if !slices.Equal(names, []string{"/app/image", "/app/deep/er", "plain"}) || token != "" {
		t.Errorf("got %v and token %q", names, token)
	}
}
