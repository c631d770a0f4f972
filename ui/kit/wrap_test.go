package kit

import (
	"slices"
	"testing"
)

func TestWrapWordsTearsNoID(t *testing.T) {
	for text, want := range map[string][]string{
		"needed by ami-0123456789": {"needed by", "ami-0123456789"},
		"in us-east-1 at once":     {"in us-east-1", "at once"},
		"abcdefghijklmnopqrst":     {"abcdefghijklmn", "opqrst"},
		"":                         nil,
	} {
		if got := WrapWords(text, 14); !slices.Equal(got, want) {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
