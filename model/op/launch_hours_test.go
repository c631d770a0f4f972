package op_test

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// told are prices of hours, as AWS's price list answers: "t3.micro 0.01".
func toldHours(region, operation string, prices map[string]float64) ami.PriceList {
	var p ami.Prices
	for kind, usd := range prices {
		p = p.Set(region, ami.HourPrice(operation, kind), ami.Price{USD: usd, Unit: "USD per hour", Source: "AWS price list", AsOf: "2026-11-01"})
	}
	return ami.PriceList{Prices: p}
}

const billedWindows = "RunInstances:0002"

func asWindows(f *fleet) {
	with(func(i *ami.Image) {
		i.UsageOperation, i.PlatformDetails, i.Platform = text.Clean(billedWindows), text.Clean("Windows"), text.Clean("windows")
	})(f)
}

// TestHoursOfTheChosenType are asked for one by one, in the operation that the
// image is billed as, and never where that is known or would not count.
func TestHoursOfTheChosenType(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	asked := func(f *fleet, values op.Values) (list []ami.TypePrices) {
		f.tell()
		for _, n := range op.Find("launch").Needs(op.Request{Targets: []op.Target{{At: at, ID: "ami-1"}}, Values: values}, f.Facts()) {
			if n, ok := n.(ami.TypePrices); ok {
				list = append(list, n)
			}
		}
		return list
	}
	micro := op.Values{"type": {"t3.micro"}}
	own, err := ami.ParsePrices("mine.tsv", []byte("us-east-1\tec2_linux_od_t3.micro\t0.031\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		with   []func(*fleet)
		values op.Values
		want   []ami.TypePrices
	}{
		"none chosen":          {values: op.Values{}},
		"half a name":          {values: op.Values{"type": {"t3.mi"}}},
		"one":                  {values: micro, want: []ami.TypePrices{{Where: at, Operation: "RunInstances", Type: "t3.micro"}}},
		"with Windows":         {with: []func(*fleet){asWindows}, values: micro, want: []ami.TypePrices{{Where: at, Operation: billedWindows, Type: "t3.micro"}}},
		"nobody says":          {with: []func(*fleet){with(func(i *ami.Image) { i.UsageOperation = text.Clean("?") })}, values: micro},
		"a price of one's own": {with: []func(*fleet){func(f *fleet) { f.Prices = f.Prices.Override(own) }}, values: micro},
		"all refused": {with: []func(*fleet){func(f *fleet) {
			f.deny(ami.TypePrices{Where: at, Operation: "RunInstances"}, "pricing:GetProducts")
		}}, values: micro},
		"all known already": {with: []func(*fleet){func(f *fleet) {
			f.know(ami.TypePrices{Where: at, Operation: "RunInstances"}, toldHours("us-east-1", "RunInstances", nil))
		}}, values: micro},
	} {
		if got := asked(launchpad(c.with...), c.values); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestUnknownHours say why, and what to do: a price that is not known is never
// counted as nothing, and one of Linux never stands in for another.
func TestUnknownHours(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	one := ami.TypePrices{Where: at, Operation: billedWindows, Type: "t3.micro"}
	for name, c := range map[string]struct {
		with func(*fleet)
		want string
	}{
		"not asked yet": {func(*fleet) {}, "t3.micro with Windows (no figure for us-east-1; AWS's price list: not answered yet; a prices.tsv"},
		"refused":       {func(f *fleet) { f.deny(one, "pricing:GetProducts") }, "AWS's price list: not permitted"},
		"not listed":    {func(f *fleet) { f.know(one, ami.PriceList{}) }, "AWS lists none for us-east-1"},
		"listed twice": {func(f *fleet) {
			f.know(one, ami.PriceList{Prices: ami.Prices{}.Set("us-east-1", ami.HourPrice(billedWindows, "t3.micro"), ami.Price{Why: "AWS lists both 1 and 2 US dollars", Disputed: true})})
		}, "AWS lists both 1 and 2"},
		"nobody says": {with(func(i *ami.Image) { i.UsageOperation = text.Clean("?") }), "AWS does not say what is billed"},
	} {
		cost := launchpad(asWindows, c.with).launch(t, "type=t3.micro", "subnet="+inA).Cost
		if len(cost.Unknown) != 1 || !strings.Contains(cost.Unknown[0], c.want) || cost.Label != "unknown" || !near(cost.StartsHigh, 0.64+3.65) {
			t.Errorf("%s: %+v, want %q", name, cost, c.want)
		}
	}
	known := launchpad(asWindows, func(f *fleet) {
		f.know(one, toldHours("us-east-1", billedWindows, map[string]float64{"t3.micro": 0.0196}))
	})
	cost := known.launch(t, "type=t3.micro", "subnet="+inA, "spot=true").Cost
	if len(cost.Unknown) > 0 || !near(cost.StartsHigh, 0.0196*730+0.64+3.65) || !near(cost.StartsLow, 0.64+3.65) || !strings.Contains(strings.Join(cost.Notes, ";"), "at most what is paid on demand") ||
		!strings.Contains(cost.Source, "t3.micro with Windows 0.0196 an hour, AWS price list, 2026-11-01") {
		t.Errorf("known: %+v", cost)
	}
}

// TestListOfTypes has the prices of the image's own system, and says below it
// what they are, or why there are none.
func TestListOfTypes(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	all := ami.TypePrices{Where: at, Operation: billedWindows}
	for name, c := range map[string]struct {
		with         []func(*fleet)
		asks         int
		price, below string
	}{
		"Linux": {nil, 1, "0.0104", "$/hour: on demand, Linux/UNIX; asking AWS's price list"},
		"asked": {[]func(*fleet){asWindows}, 1, "", "$/hour: on demand, Windows; asking AWS's price list"},
		"answered": {[]func(*fleet){asWindows, func(f *fleet) {
			f.know(all, toldHours("us-east-1", billedWindows, map[string]float64{"t3.micro": 13.2}))
		}}, 1, "13.20", "$/hour: on demand, Windows, AWS's price list"},
		"not permitted": {[]func(*fleet){asWindows, func(f *fleet) { f.deny(all, "pricing:GetProducts") }}, 1, "", "not permitted"},
		"nobody says":   {[]func(*fleet){with(func(i *ami.Image) { i.UsageOperation = text.Clean("?") })}, 0, "", "AWS does not say what is billed"},
	} {
		f := launchpad(c.with...)
		f.tell()
		field := op.Find("launch").Fields(op.Request{Targets: []op.Target{{At: at, ID: "ami-1"}}}, f.Facts())[0]
		i := slices.IndexFunc(field.Choices, func(c op.Choice) bool { return c.Value == "t3.micro" })
		if len(field.Asks) != c.asks || !strings.Contains(field.Below, c.below) || len(field.Columns) != len(field.Choices[i].Cells) || field.Choices[i].Cells[3] != c.price {
			t.Errorf("%s: %q, %+v, asks %d", name, field.Below, field.Choices[i], len(field.Asks))
		}
	}
}
