package screen

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tami/model/money"
)

func TestFactsKeepTheirLinesAndTheCursorOffHeadings(t *testing.T) {
	var f factList
	f.settle([]fact{
		{title: "Tags"}, {label: "empty", value: ""}, {label: "blanks", value: "a  b"},
		{title: "More"}, {value: "make one: aws ec2 create-image-usage-report --region us-east-1 --image-id ami-0a1b2c3d4e5f60718"},
		{label: "ImageWatermarks", value: "111122223333:golden from ami-0a1b2c3d4e5f60718"},
	}, Rect{W: 48, H: 20})
	var values []string
	for i, l := range f.lines {
		if f.lands(i) {
			values = append(values, l.value)
		}
	}
	if values[0] != "" || values[1] != "a  b" {
		t.Errorf("an empty value and one with blanks became %q", values)
	}
	for _, v := range values[2:] {
		if strings.HasSuffix(v, "-") {
			t.Errorf("a command or an ID is torn apart: %q", values)
		}
	}
	for range 10 {
		if one, ok := f.here(); !ok || one.title != "" {
			t.Fatalf("the cursor is on line %d, %+v", f.at, one)
		}
		f.do(Env{}, "", "cursor.down")
	}
	f.do(Env{}, "", "cursor.top")
	if f.at != 1 || f.top != 0 {
		t.Errorf("at the top the cursor is on line %d", f.at)
	}
}

// TestAnIDStaysInOnePieceOnTheNarrowestScreen: half an ID names nothing.
func TestAnIDStaysInOnePieceOnTheNarrowestScreen(t *testing.T) {
	var f factList
	f.settle([]fact{
		{label: "ImageId", value: "ami-0a1b2c3d4e5f60718"},
		{label: "Auto Scaling group", value: "web-green", note: "template web v41"},
		{label: "instance", value: "i-07d341ce5b3a5b3f3", note: "web-green-1 running c7g.large"},
	}, Rect{W: 40, H: 20})
	var values []string
	for _, l := range f.lines {
		values = append(values, l.value)
	}
	for _, whole := range []string{"ami-0a1b2c3d4e5f60718", "web-green", "i-07d341ce5b3a5b3f3"} {
		if !slices.Contains(values, whole) {
			t.Errorf("%s is not on a line of its own: %q", whole, values)
		}
	}
}

// TestNothingSaidOfAValueIsCutOff: what has no room beside a value stands below
// it, and the lines of a sentence stand behind its sign.
func TestNothingSaidOfAValueIsCutOff(t *testing.T) {
	var f factList
	f.settle([]fact{
		{label: "instance", value: "i-07d341ce5b3a5b3f3", note: "web-green-1 running c7g.large"},
		{sign: "!", value: "Who it is shared with must be let use alias/prod as well."},
	}, Rect{W: 40, H: 20})
	var all []string
	for _, l := range f.lines {
		all = append(all, strings.TrimRight(l.label+"|"+l.value+"|"+l.note, "|"))
	}
	want := []string{"instance|i-07d341ce5b3a5b3f3", "|web-green-1 running", "|c7g.large", "|! Who it is shared with must be let", "|  use alias/prod as well."}
	if !slices.Equal(all, want) {
		t.Errorf("%q, want %q", all, want)
	}
}

// TestAFeeHasNoMoreDigitsThanAnybodyReads: floats do not add up to round sums.
func TestAFeeHasNoMoreDigitsThanAnybodyReads(t *testing.T) {
	for usd, want := range map[float64]string{0.000005999999999999999: "$0.000006", 0.0123456: "$0.012", 0: "$0", 12: "$12"} {
		if got := fee(money.Exactly(usd)); got != want {
			t.Errorf("%v is %s, want %s", usd, got, want)
		}
	}
	if got := seconds(400 * time.Millisecond); got != "0.4 s" {
		t.Errorf("got %s", got)
	}
}
