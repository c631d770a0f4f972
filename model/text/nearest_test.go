package text

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	profiles := []string{"default", "ops-prod", "ops-dev", "billing", "a"}
	commands := []string{"image", "images", "keys", "simulate", "completion", "man", "version", "help"}
	fields := []string{"name", "id", "os", "arch", "deprecation", "description"}
	for name, c := range map[string]struct {
		typed string
		among []string
		want  string
	}{
		"one letter wrong":      {"ops-prid", profiles, "ops-prod"},
		"a letter added":        {"ops-devv", profiles, "ops-dev"},
		"other case":            {"OPS-PROD", profiles, "ops-prod"},
		"part of the name":      {"prod", profiles, "ops-prod"},
		"more than the name":    {"imagename", fields, "name"},
		"turned, same length":   {"imagse", commands, "images image"},
		"turned in front":       {"iamge", commands, "image images"},
		"letters left out":      {"img", commands, "image"},
		"its beginning":         {"comp", commands, "completion"},
		"best first":            {"version1", commands, "version"},
		"three at most":         {"ops-", []string{"ops-a", "ops-b", "ops-c", "ops-d"}, "ops-a ops-b ops-c"},
		"short and other":       {"foo", fields, ""},
		"nothing alike":         {"zzzzzzzz", profiles, ""},
		"another long word":     {"deregister", commands, ""},
		"a name of one letter":  {"b", profiles, ""},
		"a name within by luck": {"management", commands, ""},
		"nothing typed":         {"", commands, ""},
		"nothing to choose":     {"x", nil, ""},
		"a nameless thing":      {"x", []string{""}, ""},
		"very long":             {strings.Repeat("x", 1<<20), profiles, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(Nearest(c.typed, c.among), " "); got != c.want {
				t.Errorf("nearest to %q is %q, want %q", c.typed[:min(20, len(c.typed))], got, c.want)
			}
		})
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "xbc", 1}, {"abc", "bc", 1}, {"kitten", "sitting", 3}} {
		if got := slips(c.a, c.b); got != c.want || slips(c.b, c.a) != c.want {
			t.Errorf("%q to %q is %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func FuzzNearest(f *testing.F) {
	f.Add("ops-prid", "ops-prod\nbilling")
	f.Add("", "\n")
	f.Add("ÄÖ", "äö\nİ")
	f.Fuzz(func(t *testing.T, word, lines string) {
		names := strings.Split(lines, "\n")
		got := Nearest(word, names)
		if len(got) > mostNearest {
			t.Fatalf("%d names for %q", len(got), word)
		}
		for _, n := range got {
			if !slices.Contains(names, n) {
				t.Fatalf("%q is none of the names", n)
			}
		}
		if word != "" && len(word) > 1 && slices.Contains(names, word) && !strings.EqualFold(got[0], word) {
			t.Fatalf("%q itself is not the nearest, %q is", word, got[0])
		}
	})
}
