package awsclient

import (
	"maps"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseINI(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		section string
		want    map[string]string // nil: there is no such section
	}{
		"plain":                   {"[default]\nregion = eu-west-1\n", "default", map[string]string{"region": "eu-west-1"}},
		"kind and name":           {"[profile  ops]\nregion=eu-west-1", "profile ops", map[string]string{"region": "eu-west-1"}},
		"name with spaces":        {"[profile my ops]\na=1", "profile my ops", map[string]string{"a": "1"}},
		"comment after a section": {"[ profile ops ] ; mine\na=1", "profile ops", map[string]string{"a": "1"}},
		"comment lines":           {"# x\n; y\n[a]\n  # z\nk=v", "a", map[string]string{"k": "v"}},
		"comment after a value":   {"[a]\nk = v # old", "a", map[string]string{"k": "v"}},
		"no blank, no comment":    {"[a]\nk = v#1;2", "a", map[string]string{"k": "v#1;2"}},
		"keys ignore case":        {"[a]\nRegion = x", "a", map[string]string{"region": "x"}},
		"colon separates":         {"[a]\nk: v=w", "a", map[string]string{"k": "v=w"}},
		"equals in a value":       {"[a]\nk = a=b==", "a", map[string]string{"k": "a=b=="}},
		"quotes":                  {"[a]\nk = \"v w\"\nl='x'", "a", map[string]string{"k": "v w", "l": "x"}},
		"nested settings":         {"[a]\ns3 =\n  max = 1\nregion = x", "a", map[string]string{"s3": "", "region": "x"}},
		"indented property":       {"[a]\nk = v\n  region = x", "a", map[string]string{"k": "v", "region": "x"}},
		"continued value":         {"[a]\nk = v\n  more", "a", map[string]string{"k": "v\nmore"}},
		"twice the same section":  {"[a]\nk=1\n[b]\n[a]\nl=2", "a", map[string]string{"k": "1", "l": "2"}},
		"later wins":              {"[a]\nk=1\nk=2", "a", map[string]string{"k": "2"}},
		"before any section":      {"k=1\n[a]\nl=2", "a", map[string]string{"l": "2"}},
		"nonsense":                {"[a]\nnonsense\nk=1", "a", map[string]string{"k": "1"}},
		"unclosed":                {"[a\nk=1", "a", nil},
		"windows line ends":       {"[a]\r\nk=1\r\n", "a", map[string]string{"k": "1"}},
		"no key":                  {"[a]\n=1", "a", map[string]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			var got map[string]string
			for _, s := range parseINI(c.content) {
				if s.name == c.section {
					got = s.values
				}
			}
			if (got == nil) != (c.want == nil) || !maps.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzParseINI(f *testing.F) {
	for _, s := range []string{"[a]\nk=v", "[profile x]\n s3=\n  k=v", "[", "=\n:", "[a]\n\tk", "\x00[\xff]\n=", "[a]\nk='"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		names := map[string]bool{}
		for _, s := range parseINI(content) {
			if names[s.name] {
				t.Fatalf("section %q twice", s.name)
			}
			names[s.name] = true
			for k, v := range s.values {
				if k == "" || utf8.ValidString(k) && k != strings.ToLower(k) {
					t.Fatalf("key %q", k)
				}
				if utf8.ValidString(content) && !utf8.ValidString(k+v) {
					t.Fatalf("%q = %q is cut inside a letter", k, v)
				}
			}
		}
	})
}
