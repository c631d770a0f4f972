package ami

import (
	"math"
	"strings"
	"testing"

	"tami/model/text"
)

func TestEmbeddedPrices(t *testing.T) {
	p, err := ParsePrices("prices.tsv", []byte(embeddedPrices))
	if err != nil {
		t.Fatal(err)
	}
	if p.Len() != EmbeddedPrices().Len() || p.Len() < 300 {
		t.Fatalf("%d rows", p.Len())
	}
	for key, price := range p.rows {
		if !price.Known() || price.Unit == "" || price.Source == "" || price.AsOf == "" {
			t.Errorf("%v: %+v lacks price, unit, source or date", key, price)
		}
	}
	for _, c := range []struct {
		region, item string
		usd          float64
	}{
		{"us-east-1", SnapshotStandard, 0.05},
		{"ap-southeast-2", SnapshotStandard, 0.055},
		{"eu-central-1", SnapshotArchive, 0.0135},
		{"eu-west-2", SnapshotStandard, 0.053},
		{"us-east-1", "volume_gp3", 0.08},
	} {
		if got, ok := p.Find(c.region, c.item); !ok || got.USD != c.usd {
			t.Errorf("%s of %s: %v, %v, want %v", c.item, c.region, got.USD, ok, c.usd)
		}
	}
	for _, region := range []string{"us-gov-west-1", "cn-north-1", "af-south-1", "eu-west-9", ""} {
		if got, ok := p.Find(region, SnapshotStandard); ok {
			t.Errorf("a snapshot in %q costs %v, though nobody told us", region, got.USD)
		}
	}
}

func TestParsePrices(t *testing.T) {
	p, err := ParsePrices("mine.tsv", []byte("\ufeffregion\titem\tusd\tunit\r\n# agreed discount\n\neu-west-1\tsnapshot_standard\t$0.04\nus-east-1\tsnapshot_standard\t\nus-west-2\tsnapshot_standard\t0\tUSD per GB-month\nus-west-1\tkms\t0\tfree of charge\tour contract\t2026-01"))
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := p.Find("eu-west-1", SnapshotStandard); !ok || got.USD != 0.04 || got.Source != "mine.tsv" {
		t.Errorf("%+v %v", got, ok)
	}
	for _, region := range []string{"us-east-1", "us-west-2"} {
		if got, ok := p.Find(region, SnapshotStandard); ok {
			t.Errorf("%s: %+v counts as known", region, got)
		}
	}
	if got, ok := p.Find("us-west-1", "kms"); !ok || got.USD != 0 || got.AsOf != "2026-01" {
		t.Errorf("what is free is not known: %+v %v", got, ok)
	}
}

func TestPricesOverride(t *testing.T) {
	mine, err := ParsePrices("mine.tsv", []byte("us-east-1\tsnapshot_standard\t0.031\neu-west-1\tsnapshot_standard\t\n"))
	if err != nil {
		t.Fatal(err)
	}
	embedded := EmbeddedPrices()
	all := embedded.Override(mine)
	if got, _ := all.Find("us-east-1", SnapshotStandard); got.USD != 0.031 {
		t.Errorf("the user's price lost: %v", got.USD)
	}
	if _, ok := all.Find("eu-west-1", SnapshotStandard); ok {
		t.Error("a row that says unknown lost")
	}
	if got, _ := all.Find("eu-west-2", SnapshotStandard); got.USD != 0.053 {
		t.Errorf("a price that was not overridden changed: %v", got.USD)
	}
	if got, _ := embedded.Find("us-east-1", SnapshotStandard); got.USD != 0.05 {
		t.Errorf("overriding changed the table below: %v", got.USD)
	}
}

func TestParsePricesFaults(t *testing.T) {
	for name, c := range map[string]struct{ src, at, says string }{
		"word":       {"us-east-1\tkms\tcheap", "f:1:15:", `"cheap" is not a price`},
		"negative":   {"\nus-east-1\tkms\t-1", "f:2:15:", `"-1"`},
		"not finite": {"us-east-1\tkms\tInf", "f:1:15:", "US dollars such as 0.05"},
		"short":      {"us-east-1\tkms", "f:1:14:", "separated by tabs"},
		"spaces":     {"us-east-1 kms 1", "f:1:16:", "separated by tabs"},
		"long":       {"us-east-1\tkms\t1\tu\ts\td\tx", "f:1:23:", "no more than six"},
		"region":     {"Ireland\tkms\t1", "f:1:1:", `"Ireland" is not a region`},
		"item":       {"us-east-1\t\t1", "f:1:11:", "item is missing"},
		"twice":      {"us-east-1\tkms\t1\nus-east-1\tkms\t2", "f:2:1:", "second time"},
		"escape":     {"us-east-1\tkms\t1\tusd\t\x1b[2Jx", "f:1:21:", "cannot be shown"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ParsePrices("f", []byte(c.src))
			if err == nil {
				t.Fatalf("accepted as %v", p.rows)
			}
			if !strings.HasPrefix(err.Error(), c.at) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q does not say %q at %s", err, c.says, c.at)
			}
		})
	}
}

func ebs(snapshot string, gib int32) Device {
	return Device{EBS: &EBS{SnapshotID: text.Clean(snapshot), VolumeSize: gib}}
}

func TestSnapshotCostUpTo(t *testing.T) {
	five := Price{USD: 0.05, Unit: "USD per GB-month"}
	for name, c := range map[string]struct {
		devices []Device
		price   Price
		usd     float64
		known   bool
	}{
		"one":                {[]Device{ebs("snap-1", 20)}, five, 1, true},
		"two":                {[]Device{ebs("snap-1", 20), ebs("snap-2", 80)}, five, 5, true},
		"one snapshot twice": {[]Device{ebs("snap-1", 20), ebs("snap-1", 30), ebs("snap-1", 10)}, five, 1.5, true},
		"blank volume":       {[]Device{ebs("snap-1", 20), ebs("", 500)}, five, 1, true},
		"instance store":     {[]Device{{Virtual: text.Clean("ephemeral0")}}, Price{}, 0, true},
		"nothing at all":     {nil, five, 0, true},
		"price unknown":      {[]Device{ebs("snap-1", 20)}, Price{}, 0, false},
		"price of nought":    {[]Device{ebs("snap-1", 20)}, Price{Unit: "USD per GB-month"}, 0, false},
		"free":               {[]Device{ebs("snap-1", 20)}, Price{Unit: "free tier"}, 0, true},
		"size unknown":       {[]Device{ebs("snap-1", 0)}, five, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			usd, known := SnapshotCostUpTo(&Image{Devices: c.devices}, c.price)
			if math.Abs(usd-c.usd) > 1e-12 || known != c.known {
				t.Errorf("%v %v, want %v %v", usd, known, c.usd, c.known)
			}
		})
	}
}

func FuzzParsePrices(f *testing.F) {
	for _, s := range []string{"", "region\titem\tusd\n", "us-east-1\tkms\t1\n", "us-east-1\tkms\t1e999", "a\tb\tc\td\te\tf\tg", "#\n\r\n\t"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		p, err := ParsePrices("f", []byte(src))
		if err != nil && (p.Len() != 0 || !strings.HasPrefix(err.Error(), "f:") || strings.Contains(err.Error(), "\x1b")) {
			t.Fatalf("%d rows beside %q", p.Len(), err)
		}
		for key, price := range p.rows {
			if price.USD < 0 || math.IsNaN(price.USD) || math.IsInf(price.USD, 0) || key.region == "" || key.item == "" {
				t.Fatalf("%v: %+v", key, price)
			}
		}
	})
}

// TestPricesRefresh puts what AWS tells over the table, and under the user's
// own.
func TestPricesRefresh(t *testing.T) {
	own, err := ParsePrices("mine.tsv", []byte("us-east-1\tsnapshot_standard\t0.031\n"))
	if err != nil {
		t.Fatal(err)
	}
	live := Prices{}.Set("us-east-1", SnapshotStandard, Price{USD: 0.06}).Set("eu-west-1", SnapshotStandard, Price{USD: 0.07}).
		Set("mx-central-1", SnapshotStandard, Price{USD: 0.08}).
		Set("eu-west-2", SnapshotStandard, Price{Why: "AWS lists 1 EUR"}).Set("cn-north-1", SnapshotStandard, Price{Why: "AWS lists 0.3 CNY"})
	all := EmbeddedPrices().Override(own).Refresh(live)
	for region, want := range map[string]float64{"us-east-1": 0.031, "eu-west-1": 0.07, "mx-central-1": 0.08, "eu-west-2": 0.053, "sa-east-1": 0.068} {
		if got, ok := all.Find(region, SnapshotStandard); !ok || got.USD != want {
			t.Errorf("%s: %+v %v, want %g", region, got, ok, want)
		}
	}
	if got, ok := all.Find("cn-north-1", SnapshotStandard); ok || got.Why == "" {
		t.Errorf("a price in another currency: %+v %v", got, ok)
	}
	doubt := Prices{}.Set("us-east-1", SnapshotStandard, Price{Why: "two", Disputed: true}).Set("eu-west-1", SnapshotStandard, Price{Why: "two", Disputed: true})
	if _, ok := all.Refresh(doubt).Find("eu-west-1", SnapshotStandard); ok {
		t.Error("a price that AWS contradicts is still known")
	}
	if got, ok := all.Refresh(doubt).Find("us-east-1", SnapshotStandard); !ok || got.USD != 0.031 {
		t.Errorf("the user's own lost to a doubt: %+v", got)
	}
	if got, _ := all.Refresh(Prices{}.Set("eu-west-1", SnapshotStandard, Price{USD: 0.09})).Find("eu-west-1", SnapshotStandard); got.USD != 0.09 {
		t.Errorf("a second answer lost to the first: %+v", got)
	}
}
