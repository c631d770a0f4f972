package ami

import (
	"strings"
	"testing"
)

func TestParseSourcePath(t *testing.T) {
	for in, want := range map[string]string{
		ExamplePath:                             ExamplePath,
		ExamplePath + "/":                       ExamplePath,
		"/ami":                                  "/ami",
		"/aws/service/canonical/ubuntu/server/": "/aws/service/canonical/ubuntu/server",
	} {
		if s, err := ParseSource(in); err != nil || s.Kind != Parameters || s.String() != want {
			t.Errorf("%q: %+v, %v", in, s, err)
		}
	}
	for in, why := range map[string]string{
		"/":                        "every parameter",
		"//":                       "every parameter",
		"/aws":                     "every parameter",
		"/aws/service/":            "every parameter",
		"/a b":                     "no path",
		"/a//b":                    "no path",
		"/a/*":                     "no path",
		"/a\x1b[31m":               "no path",
		strings.Repeat("/a", 16):   "at most 15",
		"aws/service/ami-x":        "neither",
		"/aws/service/ünicode/ami": "no path",
	} {
		_, err := ParseSource(in)
		if err == nil || !strings.Contains(err.Error(), why) || !strings.Contains(err.Error(), "/") || strings.ContainsAny(err.Error(), "\n\x1b") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func FuzzParseSource(f *testing.F) {
	for _, s := range []string{"mine", "/aws/service/x", "123456789012", "//", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		from, err := ParseSource(s)
		if err != nil {
			return
		}
		if again, err := ParseSource(from.String()); err != nil || again != from {
			t.Errorf("%q is %+v, and that is %+v, %v", s, from, again, err)
		}
	})
}
