package query

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

// suggested writes suggestions as the whole text that taking them makes.
func suggested(src string, cursor int, known []Values) []string {
	var all []string
	for _, g := range Suggest(src, cursor, known) {
		all = append(all, src[:g.Start]+g.Text+src[g.End:])
	}
	return all
}

func tagged(id, name, key, value string) *ami.Image {
	return image(id, name, func(i *ami.Image) {
		i.Tags = []ami.Tag{{Key: text.Clean(key), Value: text.Clean(value)}}
		i.OwnerID = text.Clean(ourAccount)
		i.PlatformDetails = text.Clean("Linux/UNIX")
	})
}

func TestSuggest(t *testing.T) {
	one, two := New(Place{Where: ami.Where{Region: "eu-west-1"}}), New(Place{Where: ami.Where{Region: "us-east-1"}})
	one.Upsert([]*ami.Image{tagged("ami-1", "web-1.2.3", "env", "prod"), tagged("ami-2", "web-1.2.4", "env", "prod"), tagged("ami-3", "db-1.2.3", "env", "pre prod")})
	two.Upsert([]*ami.Image{tagged("ami-4", "web-1.2.3", "env", "staging"), tagged("ami-5", "web-1.2.3", "team", "core")})
	known := []Values{one, two}
	for _, c := range []struct{ src, want string }{
		{"ar|", "arch:"},
		{"web st|", "web state:"},
		{"web st| arm", "web state: arm"},
		{"!pub|", "!public:"},
		{"ag|", "age>"},
		{"arhc|", "arch:"},
		{"stat:fa|", "state:fa"},
		{"arch:a|", "arch:arm64|arch:arm64_mac"},
		{"arch:x86_64,a|", "arch:x86_64,arm64|arch:x86_64,arm64_mac"},
		{"arch:64|", "arch:arm64|arch:x86_64|arch:arm64_mac|arch:x86_64_mac"},
		{"state:|", "state:available|state:pending|state:failed|state:disabled|state:error|state:invalid|state:transient|state:deregistered"},
		{"enc:|", "enc:yes|enc:no|enc:some"},
		{"used:y|", "used:yes"},
		{"tag:|", "tag:env|tag:team"},
		{"tag:te|", "tag:team"},
		{"tag:env=|", "tag:env=prod|tag:env=\"pre prod\"|tag:env=staging"},
		{"tag:ENV=s|", "tag:env=staging"},
		{"family:|", "family:web|family:db"},
		{"owner:|", "owner:111122223333|owner:me"},
		{"region:e|", "region:eu-west-1"},
		{"os:lin|", "os:Linux/UNIX"},
		{"age>|", "age>30d|age>90d|age>6mo|age>1y"},
		{"age>45|", "age>45d|age>45w|age>45mo|age>45y"},
		{"age:>4|", "age:>4d|age:>4w|age:>4mo|age:>4y"},
		{"launched:n|", "launched:never"},
		{"size>1|", "size>100gb|size>1tb"},
		{"web|", ""},
		{"'st|", ""},
		{"web |", ""},
		{"name:x|", ""},
		{"qqq:x|", ""},
		{"arch:arm64|", "arch:arm64_mac"},
	} {
		cursor := strings.IndexByte(c.src, '|')
		src := strings.Replace(c.src, "|", "", 1)
		if got := strings.Join(suggested(src, cursor, known), "|"); got != c.want {
			t.Errorf("%s suggests %s, want %s", c.src, got, c.want)
		}
	}
	if all := Suggest("", 0, known); len(all) != maxSuggestions || all[0].Text != "name:" || all[0].Hint == "" {
		t.Errorf("an empty box suggests %+v", all)
	}
	if got := Suggest("tag:env=p", 9, known)[0].Hint; got != "2 images" {
		t.Errorf("hint %q", got)
	}
	if got := Suggest("tag:env=st", 10, known)[0].Hint; got != "1 image" {
		t.Errorf("hint %q", got)
	}
}

// What is suggested can be taken: it parses, or is the beginning of what does.
func TestSuggestionsParse(t *testing.T) {
	c := corpusOf(catalogue(500))
	for _, f := range fieldList() {
		for _, op := range []string{":", ">"} {
			if op == ">" && f.kind < ageKind {
				continue
			}
			src := f.name + op
			for _, whole := range suggested(src, len(src), []Values{c}) {
				q, faults := Parse(whole)
				if len(faults) > 0 || len(q.terms) != 1 {
					t.Errorf("%s was suggested, but: %v", whole, faults)
				}
			}
		}
	}
}

func TestValues(t *testing.T) {
	c := New(Place{Where: ami.Where{Region: "eu-west-1"}})
	c.Upsert([]*ami.Image{tagged("ami-1", "web-1.2.3", "env", "prod"), tagged("ami-2", "db-1.2.3", "env", "dev"), tagged("ami-3", "db-1.2.4", "env", "dev")})
	want := []Value{{"env=dev", 2}, {"env=prod", 1}}
	if got := c.Values("tag:env"); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	c.Upsert([]*ami.Image{tagged("ami-2", "web-9.9.9", "env", "prod"), tagged("ami-3", "web-9.9.9", "env", "prod")})
	if got := c.Values("tag:env"); !slices.Equal(got, []Value{{"env=prod", 3}}) {
		t.Errorf("after a change %v", got)
	}
	if got := c.Values("family"); !slices.Equal(got, []Value{{"web", 3}}) {
		t.Errorf("families %v", got)
	}
	c.Retain(func(id string) bool { return id == "ami-1" })
	if got := c.Values("state"); !slices.Equal(got, []Value{{"available", 1}}) {
		t.Errorf("states %v", got)
	}
	for _, name := range []string{"boot", "virt", "root", "name", "nothing", ""} {
		if got := c.Values(name); len(got) != 0 {
			t.Errorf("%s has values %v", name, got)
		}
	}
}

func FuzzSuggest(f *testing.F) {
	f.Add("web arch:a", 10)
	f.Add(`tag:"a b`, 3)
	f.Add("ag>,,", 4)
	c := corpusOf(catalogue(50))
	f.Fuzz(func(t *testing.T, src string, cursor int) {
		for _, g := range Suggest(src, cursor, []Values{c}) {
			if g.Start < 0 || g.Start > g.End || g.End > len(src) || g.Text == "" {
				t.Fatalf("%q at %d: %+v", src, cursor, g)
			}
		}
	})
}
