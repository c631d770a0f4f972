package sim

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestEscape: any text is legal XML that reads back the same, but for what XML
// cannot hold, which becomes the replacement character.
func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                 "plain",
		`a & b <c> "d" 'e'`:     `a & b <c> "d" 'e'`,
		"tab\tline\nreturn\r\n": "tab\tline\nreturn\r\n",
		"é € 😀":                 "é € 😀",
		"bell\a and \x1b[31m":   "bell\uFFFD and \uFFFD[31m",
		"broken \xff\xc3 utf":   "broken \uFFFD\uFFFD utf",
		"\uFFFE\uFFFF\uFFFD":    "\uFFFD\uFFFD\uFFFD",
		"\u007f\u0085\u2028":    "\u007f\u0085\u2028",
		"]]>":                   "]]>",
		"":                      "",
	} {
		var got string
		if err := xml.Unmarshal([]byte("<x>"+string(appendEscaped(nil, text))+"</x>"), &got); err != nil || got != want {
			t.Errorf("%q: got %q, want %q, %v", text, got, want, err)
		}
	}
}

func FuzzEscape(f *testing.F) {
	f.Add("a<b>&\x00\xff\r")
	f.Fuzz(func(t *testing.T, text string) {
		var got string
		if err := xml.Unmarshal([]byte("<x>"+string(appendEscaped(nil, text))+"</x>"), &got); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if utf8.ValidString(text) && !strings.ContainsAny(got, "\uFFFD") && got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	})
}

func TestWireTime(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01-31T08:00:00.000Z":      "2026-01-31T08:00:00.000Z",
		"2026-01-31T08:00:00Z":          "2026-01-31T08:00:00.000Z",
		"2026-01-31T08:00:00+01:00":     "2026-01-31T07:00:00.000Z",
		"2026-01-31T08:00:00.1234+0000": "2026-01-31T08:00:00.1234+0000",
		"2026-01-31T08:00:00.123456Z":   "2026-01-31T08:00:00.123Z",
		"2026-01-31T08:00:00":           "2026-01-31T08:00:00.000Z",
		"2026-01-31":                    "2026-01-31T00:00:00.000Z",
		"yesterday":                     "yesterday",
	} {
		if got := wireTime(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestEmptyAndAbsent: what AWS always says is said when it is zero, and the rest
// is left out.
func TestEmptyAndAbsent(t *testing.T) {
	w := newXMLWriter(dialect{item: "item", tagged: true})
	for _, tt := range []struct {
		value any
		want  string
	}{
		{LaunchPermission{}, ""},
		{Tag{}, "<key></key><value></value>"},
		{BlockDeviceMapping{NoDevice: new("")}, "<noDevice></noDevice>"},
		{EbsBlockDevice{Encrypted: new(false), VolumeSize: new(0)}, "<encrypted>false</encrypted><volumeSize>0</volumeSize>"},
		{describeVpcsResult{}, "<vpcSet></vpcSet>"},
		{&Image{}, "<isPublic>false</isPublic>"},
		{AcceleratorCount{}, ""},
		{nil, ""},
	} {
		if got := string(w.append(nil, tt.value)); got != tt.want {
			t.Errorf("%T: got %s, want %s", tt.value, got, tt.want)
		}
	}
}
