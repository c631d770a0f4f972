package keymap

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode"
)

func TestParseConfig(t *testing.T) {
	src := "# mine\r\ntheme: colour-blind\nprofiles: [ops-prod, '42']\nregions: all\nfrom: 111122223333\n" +
		"read-only: [ops-prod]\nascii: true\nno-color: false\nkeys:\n  list.export:\n    - s\n    - '*'\n  view.merge: 0\n  app.suspend: []\n"
	c, err := ParseConfig("config.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	at := func(line, column int) Position { return Position{"config.yaml", line, column} }
	want := Config{
		Theme: "colour-blind", Profiles: []string{"ops-prod", "42"}, Regions: []string{"all"}, From: "111122223333",
		ReadOnlyProfiles: []string{"ops-prod"}, ASCII: true,
		Keys: []Override{
			{ID: "list.export", At: at(10, 3), Keys: []Key{{"s", at(11, 7)}, {"*", at(12, 7)}}},
			{ID: "view.merge", At: at(13, 3), Keys: []Key{{"0", at(13, 15)}}},
			{ID: "app.suspend", At: at(14, 3)},
		},
	}
	got := c
	got.at = nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for setting, want := range map[string]Position{"theme": at(2, 8), "from": at(5, 7), "read-only": at(6, 12), "no-color": at(8, 11)} {
		if got, ok := c.Has(setting); !ok || got != want {
			t.Errorf("%s stands at %v, want %v", setting, got, want)
		}
	}
	if got, ok := c.Has("colour"); ok {
		t.Errorf("a setting that is not there stands at %v", got)
	}
}

func TestParseConfigTakes(t *testing.T) {
	for src, see := range map[string]func(Config) bool{
		"":                                func(c Config) bool { return c.Theme == "" && len(c.Keys) == 0 },
		"# nothing\n":                     func(c Config) bool { return c.Theme == "" },
		"---\ntheme: dark\n":              func(c Config) bool { return c.Theme == "dark" },
		"confirm: strict":                 func(c Config) bool { return c.Strict && c.StrictProfiles == nil },
		"confirm: usual":                  func(c Config) bool { return !c.Strict },
		"confirm: [a, b]":                 func(c Config) bool { return !c.Strict && len(c.StrictProfiles) == 2 },
		"read-only: true":                 func(c Config) bool { return c.ReadOnly && c.ReadOnlyProfiles == nil },
		"read-only: false":                func(c Config) bool { _, set := c.Has("read-only"); return !c.ReadOnly && set },
		"{low-bandwidth: true}":           func(c Config) bool { return c.LowBandwidth },
		"{theme: dark, ascii: true}":      func(c Config) bool { return c.Theme == "dark" && c.ASCII },
		"profiles: ops":                   func(c Config) bool { return len(c.Profiles) == 1 && c.Profiles[0] == "ops" },
		"profiles: []":                    func(c Config) bool { _, set := c.Has("profiles"); return set && len(c.Profiles) == 0 },
		"keys: {app.help: '?'}":           func(c Config) bool { return c.Keys[0].Keys[0].Name == "?" },
		"\"theme\": 'high-contrast' # so": func(c Config) bool { return c.Theme == "high-contrast" },
	} {
		if c, err := ParseConfig("c", []byte(src)); err != nil || !see(c) {
			t.Errorf("%q: %+v, %v", src, c, err)
		}
	}
}

func TestParseConfigRefuses(t *testing.T) {
	for src, want := range map[string]string{
		"ascii: true\n\nthemee: dark":         `config.yaml:3:1: unknown setting "themee"; did you mean "theme"?`,
		"ascii: true\ntheme: dark\n  x: 1\n":  "config.yaml:2:8: this is not YAML: mapping value is not allowed",
		"no_color: true":                      `config.yaml:1:1: unknown setting "no_color"; did you mean "no-color"?`,
		"colours: 256":                        `unknown setting "colours"; the settings are theme, profiles, regions, from, read-only, confirm, cache, ascii, low-bandwidth, no-color, keys`,
		"theme: [dark]":                       "config.yaml:1:8: theme must be a text, not a list",
		"theme: {dark: 1}":                    "config.yaml:1:8: theme must be a text, not a map",
		"theme:":                              "theme must be a text, not nothing; leave the line out",
		"theme: ''":                           "theme must not be empty",
		"theme: true":                         "theme must be a text, not true; write it in quotes",
		"ascii: yes":                          `config.yaml:1:8: ascii takes true or false, not the text "yes"`,
		"ascii: 1":                            "ascii takes true or false, not the number 1",
		"confirm: never":                      `config.yaml:1:10: confirm takes usual, strict or a list of profiles such as [prod], not "never"`,
		"confirm: 3":                          "confirm",
		"read-only: yes":                      `config.yaml:1:12: read-only takes true, false or a list of profiles such as [prod], not the text "yes"`,
		"read-only: {prod: true}":             "read-only takes true, false or a list of profiles",
		"profiles: [a, [b]]":                  "config.yaml:1:15: profiles must be a text, not a list",
		"keys: [a]":                           "config.yaml:1:7: keys must be `name: value` lines, not a list",
		"keys:\n  app.help: {a: b}":           "a key of app.help must be a text, not a map",
		"keys:\n  app.help:":                  "config.yaml:2:13: a key of app.help must be a text, not nothing; leave the line out, or write [] for none",
		"keys:\n  app.help: ~":                "write '~' in quotes",
		"keys:\n  app.help: |\n":              `write the sign in quotes: "|"`,
		"keys:\n  app.help: *\n":              "write the sign in quotes: '*'",
		"keys:\n  app.help: !\n":              "a tag; put the sign in quotes",
		"keys:\n  app.help: &a x\n":           "an anchor or alias",
		"keys:\n  app.help: a\n  app.help: b": "config.yaml:3:3: this is not YAML: mapping key",
		"theme: dark\ntheme: light":           "config.yaml:2:1: ",
		"- theme":                             "config.yaml:1:1: the configuration must be `name: value` lines, not a list",
		"theme":                               `config.yaml:1:1: the configuration must be`,
		"theme: dark\n---\ntheme: light":      "config.yaml:3:1: a second document begins here",
		"theme: 'dark":                        "config.yaml:1:8: this is not YAML: could not find end character of single-quoted text",
		"<<: {theme: dark}":                   "must be plain text, not a merge",
		"theme: d\xffrk":                      "config.yaml:1:9: this is not UTF-8 text",
		strings.Repeat("[", 4000):             "nested too deeply",
		strings.Repeat("#", maxConfig+1):      "a configuration has at most 65536",
	} {
		_, err := ParseConfig("config.yaml", []byte(src))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%.80q: %v\nwant %s", src, err, want)
		}
		var f *Fault
		if !errors.As(err, &f) || f.At.File != "config.yaml" {
			t.Errorf("%.80q: the error has no place: %v", src, err)
		}
	}
}

func FuzzParseConfig(f *testing.F) {
	for _, seed := range []string{
		"", "theme: dark\n", "keys:\n  list.export: [s, 'ctrl+s']\n  app.quit: q\n", "read-only: [a, b]\nascii: true",
		"theme: 'dark", "a: &x 1\nb: *x", "? a\n: b", "<<: {a: b}", "keys: {app.help: |\n  x}", "- - - a", "%YAML 1.1\n---\na: b",
		"theme: \"\\u202e\"", "\ta", "{a: [b, {c: d}]}", "keys: {list.export: \u009b}", "from: 0x1F\nregions: .5\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := ParseConfig("config.yaml", src)
		if err == nil {
			_, err = Customise(Default(), c.Keys)
		}
		if err == nil {
			return
		}
		var fault *Fault
		if !errors.As(err, &fault) || fault.At.File == "" {
			t.Errorf("%q: no place in %v", src, err)
		}
		if strings.ContainsFunc(err.Error(), func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q: the error would disturb a terminal: %q", src, err)
		}
	})
}

func TestCacheSetting(t *testing.T) {
	for src, off := range map[string]bool{"": false, "cache: on": false, "cache: off": true, "cache: true": false, "cache: false": true} {
		if c, err := ParseConfig("config.yaml", []byte(src)); err != nil || c.NoCache != off {
			t.Errorf("%q: off is %v, %v", src, c.NoCache, err)
		}
	}
	for _, src := range []string{"cache: sometimes", "cache: [on]", "cache: 1"} {
		if _, err := ParseConfig("config.yaml", []byte(src)); err == nil {
			t.Errorf("%q is taken", src)
		}
	}
}
