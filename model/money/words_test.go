package money_test

import (
	"testing"

	"tami/model/money"
)

func TestWords(t *testing.T) {
	for want, b := range map[string]money.Bounds{
		"$1.25, exactly":                {Low: 1.25, High: 1.25, Label: money.Exact},
		"$3.13, measured":               {Low: 3.132, High: 3.132, Label: money.Measured},
		"up to $0.60":                   {High: 0.6, Label: money.UpTo},
		"$0.10 to $0.60":                {Low: 0.1, High: 0.6, Label: money.UpTo},
		"up to $0.83":                   {High: 0.825, Label: money.UpTo},
		"$0.40":                         {Low: 0.4, High: 0.4, Label: money.UpTo},
		"nothing":                       {Label: money.Measured},
		"unknown":                       {Label: money.Unknown},
		"up to $2.50 for what is known": {High: 2.5, Label: money.Unknown},
	} {
		if got := b.Words(""); got != want {
			t.Errorf("%+v reads %q, want %q", b, got, want)
		}
	}
}

func TestWordsOfAMonth(t *testing.T) {
	if got := money.Exactly(1.25).Words(" a month"); got != "$1.25 a month, exactly" {
		t.Errorf("%q", got)
	}
}

// TestRoundedOnce sums first and rounds when it is shown.
func TestRoundedOnce(t *testing.T) {
	a, b := money.Exactly(0.432), money.Exactly(2.700)
	if got := []string{a.Words(""), b.Words(""), a.Plus(b).Words("")}; got[0] != "$0.43, exactly" || got[1] != "$2.70, exactly" || got[2] != "$3.13, exactly" {
		t.Errorf("%q", got)
	}
}
