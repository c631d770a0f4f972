package ami_test

import (
	"strings"
	"testing"
	"time"

	"tami/model/ami"
)

func day() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

func none(string) bool { return false }

func TestCheckImageNameSaysWhatIsWrong(t *testing.T) {
	for name, want := range map[string]string{
		"web-2026.11.21":          "",
		"a b (c)[d]./e-f'g@h_i":   "",
		strings.Repeat("x", 128):  "",
		"":                        "0 characters",
		"ab":                      `"ab" has 2 characters`,
		strings.Repeat("x", 129):  "shorten it by 1",
		"web:1":                   `':'`,
		"büro":                    `'\u00fc'`,
		"web\x1b[2J":              `'\x1b'`,
		"web-" + "\xff" + "-2026": "write it without",
	} {
		err := ami.CheckImageName(name)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
	}
}

func TestNextNameGoesOnWithTheFamily(t *testing.T) {
	for name, want := range map[string]string{
		"web-2026.11.19":               "web-2026.11.21",
		"web-2026-11-19":               "web-2026-11-21",
		"web_20261119":                 "web_20261121",
		"web-20261119-arm64":           "web-20261121-arm64",
		"web-20261119-153000":          "web-20261121",
		"web-20261119T1530Z-arm64":     "web-20261121-arm64",
		"web-arm64-2026.11.19-9f3c01d": "web-arm64-2026.11.21",
		"ubuntu-24.04-20261119.1":      "ubuntu-24.04-20261121",
		"web-v42":                      "web-v43",
		"web-v0099":                    "web-v0100",
		"app-1.4.2":                    "app-1.4.3",
		"app-1.4.9-arm64":              "app-1.4.10-arm64",
		"debian-12":                    "debian-12-2026.11.21",
		"web":                          "web-2026.11.21",
		"":                             "image-2026.11.21",
		"böse: web":                    "b-se- web-2026.11.21",
		"version-99999999999999999999": "version-99999999999999999999-2026.11.21",
		"call-12-2026.11.19":           "call-12-2026.11.21",
		"id-9920261119":                "id-9920261120",
	} {
		if got := ami.NextName(name, day(), none); got != want {
			t.Errorf("after %q comes %q, want %q", name, got, want)
		}
	}
}

func TestNextNamePassesOverWhatIsTaken(t *testing.T) {
	for name, c := range map[string]struct{ taken, want string }{
		"web-2026.11.19": {"web-2026.11.21 web-2026.11.21-2", "web-2026.11.21-3"},
		"web-v42":        {"web-v43 web-v44", "web-v45"},
		"web":            {"web-2026.11.21", "web-2026.11.21-2"},
	} {
		taken := strings.Fields(c.taken)
		got := ami.NextName(name, day(), func(s string) bool {
			for _, one := range taken {
				if one == s {
					return true
				}
			}
			return false
		})
		if got != c.want {
			t.Errorf("after %q comes %q, want %q", name, got, c.want)
		}
	}
}

func FuzzNextName(f *testing.F) {
	for _, name := range []string{"", "web", "web-2026.11.19", "app-1.4.2", "web-v42", "\xff\x00", strings.Repeat("9", 300), "2026.11.19", "a-2026.11.19-2026.11.18"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		next := ami.NextName(name, day(), func(s string) bool { return s == name })
		if err := ami.CheckImageName(next); err != nil || next == name {
			t.Errorf("after %q comes %q: %v", name, next, err)
		}
		second := ami.NextName(name, day(), func(s string) bool { return s == name || s == next })
		if err := ami.CheckImageName(second); err != nil || second == next {
			t.Errorf("after %q and %q comes %q: %v", name, next, second, err)
		}
	})
}
