package ami

import (
	"testing"

	"tami/model/text"
)

// TestBilled says for which images AWS has a price of an hour.
func TestBilled(t *testing.T) {
	for _, c := range []struct{ usage, platform, details, want string }{
		{"RunInstances", "", "Linux/UNIX", "RunInstances"}, {"RunInstances:0002", "windows", "Windows", "RunInstances:0002"},
		{"RunInstances:0g00", "", "Ubuntu Pro", "RunInstances:0g00"}, {"", "", "", "RunInstances"}, {"", "", "Linux/UNIX", "RunInstances"},
		{"", "windows", "", ""}, {"", "", "Red Hat Enterprise Linux", ""}, {"StartInstances", "", "", ""}, {"RunInstances:", "", "", ""},
		{"RunInstances:00 02", "", "", ""}, {"RunInstances:0002\n", "", "", ""}, {"RunInstances:123456789", "", "", ""},
	} {
		img := Image{Traits: &Traits{UsageOperation: text.Clean(c.usage), Platform: text.Clean(c.platform), PlatformDetails: text.Clean(c.details)}}
		if got := img.Billed(); got != c.want {
			t.Errorf("%q of %q, %q is billed as %q, want %q", c.usage, c.platform, c.details, got, c.want)
		}
	}
}
