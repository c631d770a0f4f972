package ami

import (
	"strings"
	"testing"
)

func TestMadeFor(t *testing.T) {
	for description, want := range map[string]string{
		"Created by CreateImage(i-0123) for ami-0a":                                        "ami-0a",
		"Created by CreateImage(i-0123) for ami-0a from vol-1":                             "ami-0a",
		"Copied for DestinationAmi ami-0b from SourceAmi ami-0a for SourceSnapshot snap-1": "ami-0b",
		"Copied for DestinationAmi ami-0b.":                                                "ami-0b",
		"Created by CreateImage(i-0123)":                                                   "",
		"for ami-0a":                                                                       "",
		"Created by CreateImage(i-0123) for vol-1":                                         "",
		"": "",
	} {
		if got := MadeFor(description); got != want {
			t.Errorf("%q: %q, want %q", description, got, want)
		}
	}
}

func FuzzMadeFor(f *testing.F) {
	f.Add("Created by CreateImage(i-0123) for ami-0a")
	f.Fuzz(func(t *testing.T, s string) {
		if id := MadeFor(s); id != "" && (!strings.HasPrefix(id, "ami-") || !strings.Contains(s, id) || strings.Contains(id, " ")) {
			t.Errorf("%q is said to be for %q", s, id)
		}
	})
}
