package sim

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
)

// sample is a request with a field of every kind.
type sample struct {
	Name    string
	Flag    bool
	Maybe   *bool
	Count   *int
	Size    int64
	Share   *float64
	IDs     []string `form:"Id"`
	Filters []filter `form:"Filter"`
	Nested  struct{ Deep struct{ Value string } }
	paging
}

func TestFormReader(t *testing.T) {
	query := func(text string) (sample, string, error) {
		f, err := parseForm(text)
		if err != nil {
			return sample{}, "", err
		}
		var into sample
		err = formReader{}.fill(f, &into)
		return into, f.unread(""), err
	}
	for text, want := range map[string]sample{
		"Name=a%20b&Flag=true&Maybe=false": {Name: "a b", Flag: true, Maybe: new(false)},
		"Count=3&Size=4&Share=0.5":         {Count: new(3), Size: 4, Share: new(0.5)},
		"Id.1=a&Id.2=b&Id.10=c":            {IDs: []string{"a", "b", "c"}},
		"Id.3=a&Id.7=b":                    {IDs: []string{"a", "b"}},
		"Id=":                              {},
		"Nested.Deep.Value=x&MaxResults=5&NextToken=t":                         {Nested: struct{ Deep struct{ Value string } }{struct{ Value string }{"x"}}, paging: paging{new(5), "t"}},
		"Filter.1.Name=n&Filter.1.Value.1=a&Filter.1.Value.2=&Filter.2.Name=m": {Filters: []filter{{"n", []string{"a", ""}}, {"m", nil}}},
		"": {},
	} {
		got, unread, err := query(text)
		if err != nil || unread != "" || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, unread %q, %v", text, got, unread, err)
		}
	}
	for text, want := range map[string]string{
		"Colour=red": "Colour", "Name=a&Name.1=b": "Name.1", "Id.x=1": "Id.x", "Id.01=1": "Id.01", "Nested.Deep=1": "Nested.Deep",
		"Filter.1.Value.1.x=1": "Filter.1.Value.1.x", "Count.1=1": "Count.1",
	} {
		if _, unread, err := query(text); err != nil || unread != want {
			t.Errorf("%s: unread %q, %v", text, unread, err)
		}
	}
	for text, want := range map[string]string{
		"Flag=maybe": "Flag", "Count=x": "Count", "Count=1.5": "Count", "Size=99999999999999999999": "Size", "Share=x": "Share",
		"%zz": "syntax", strings.Repeat("a.", 20) + "b=1": "nested too deeply", strings.Repeat("a=1&", maxFormKeys): "more than",
	} {
		if _, _, err := query(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: got %v", text, err)
		}
	}
	f, err := parseForm("Id.member.1=a&Id.member.2=b")
	if err != nil {
		t.Fatal(err)
	}
	var into sample
	if err := (formReader{member: true}).fill(f, &into); err != nil || !reflect.DeepEqual(into.IDs, []string{"a", "b"}) || f.unread("") != "" {
		t.Errorf("with members: %v %v", into.IDs, err)
	}
}

// TestEssence: a request is the same whatever its page and the order of its keys.
func TestEssence(t *testing.T) {
	essence := func(text string) string {
		f, err := parseForm(text)
		if err != nil {
			t.Fatal(err)
		}
		return f.essence()
	}
	first := essence("Action=A&Owner.1=x&Owner.2=y&MaxResults=5")
	for text, same := range map[string]bool{
		"Owner.2=y&Owner.1=x&Action=A&NextToken=t&DryRun=true": true,
		"Action=A&Owner.1=y&Owner.2=x":                         false,
		"Action=A&Owner.1=x":                                   false,
		"Action=B&Owner.1=x&Owner.2=y":                         false,
	} {
		if (essence(text) == first) != same {
			t.Errorf("%s: same is %v", text, !same)
		}
	}
}

// FuzzForm: no body makes the reader panic, and every value it took was in the body.
func FuzzForm(f *testing.F) {
	f.Add("Name=a&Id.1=b&Filter.1.Value.2=c")
	f.Add("Id.-1=a&Id.99999999999=b&..=c&=d")
	f.Add("Nested.Deep.Value=%E2%82%AC&a;b")
	f.Fuzz(func(t *testing.T, body string) {
		tree, err := parseForm(body)
		if err != nil {
			return
		}
		var into sample
		if (formReader{}).fill(tree, &into) != nil {
			return
		}
		values, err := url.ParseQuery(body)
		if err != nil {
			t.Fatalf("took a body that is no form: %v", err)
		}
		if into.Name != "" && into.Name != values.Get("Name") {
			t.Errorf("Name is %q, the body says %q", into.Name, values.Get("Name"))
		}
		if tree.unread("") == "" && len(into.IDs) > len(values) {
			t.Errorf("%d IDs of %d parameters", len(into.IDs), len(values))
		}
		tree.essence()
	})
}
