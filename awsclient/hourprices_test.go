package awsclient_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"strings"
	"sync"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model"
	"tami/model/ami"
)

// hourEntry is an entry of the price list for t3.micro with Linux in us-east-1,
// but for what is given in pairs.
func hourEntry(amount string, other ...string) string {
	of := map[string]string{
		"instanceType": "t3.micro", "regionCode": "us-east-1", "locationType": "AWS Region", "tenancy": "Shared", "capacitystatus": "Used",
		"marketoption": "OnDemand", "operation": "RunInstances", "usagetype": "BoxUsage:t3.micro",
	}
	family, unit, currency := "Compute Instance", "Hrs", "USD"
	for i := 0; i < len(other); i += 2 {
		switch value := other[i+1]; other[i] {
		case "productFamily":
			family = value
		case "unit":
			unit = value
		case "currency":
			currency = value
		default:
			of[other[i]] = value
		}
	}
	type object = map[string]any
	dimension := object{"unit": unit, "beginRange": "0", "pricePerUnit": object{currency: amount}}
	doc, err := json.Marshal(object{
		"product": object{"productFamily": family, "attributes": of},
		"terms":   object{"OnDemand": object{"a": object{"effectiveDate": "2026-11-01T00:00:00Z", "priceDimensions": object{"b": dimension}}}},
	})
	if err != nil {
		panic(err)
	}
	return string(doc)
}

// productPage is an answer of the price list.
func productPage(next string, docs ...string) string {
	page, err := json.Marshal(map[string]any{"PriceList": docs, "NextToken": next})
	if err != nil {
		panic(err)
	}
	return string(page)
}

// TestHourPriceBeyondDoubt takes one price in US dollars of what was asked for,
// whatever else the endpoint says.
func TestHourPriceBeyondDoubt(t *testing.T) {
	for name, c := range map[string]struct {
		docs []string
		usd  float64
		why  string
	}{
		"one":                      {docs: []string{hourEntry("0.0104")}, usd: 0.0104},
		"the same twice":           {docs: []string{hourEntry("0.0104"), hourEntry("0.0104")}, usd: 0.0104},
		"two that differ":          {docs: []string{hourEntry("0.0104"), hourEntry("0.0110")}, why: "both 0.0104 and 0.011"},
		"in yuan":                  {docs: []string{hourEntry("0.07", "currency", "CNY")}, why: "0.07 CNY"},
		"another type":             {docs: []string{hourEntry("0.0208", "instanceType", "t3.small")}},
		"of another region":        {docs: []string{hourEntry("0.0114", "regionCode", "eu-west-1")}},
		"of a local zone":          {docs: []string{hourEntry("0.0125", "locationType", "AWS Local Zone")}},
		"with Windows":             {docs: []string{hourEntry("0.0196", "operation", "RunInstances:0002")}},
		"on a dedicated machine":   {docs: []string{hourEntry("0.0115", "tenancy", "Dedicated")}},
		"on a host":                {docs: []string{hourEntry("0.0115", "tenancy", "Host")}},
		"reserved and not used":    {docs: []string{hourEntry("0.0104", "capacitystatus", "UnusedCapacityReservation")}},
		"not on demand":            {docs: []string{hourEntry("0.0104", "marketoption", "CapacityBlock")}},
		"by the second":            {docs: []string{hourEntry("0.0104", "unit", "Second")}},
		"of something else":        {docs: []string{hourEntry("0.0104", "productFamily", "Storage")}},
		"for nothing":              {docs: []string{hourEntry("0.0000000000")}},
		"less than nothing":        {docs: []string{hourEntry("-1")}},
		"not finite":               {docs: []string{hourEntry("Inf"), hourEntry("NaN"), hourEntry("1e999")}},
		"no number":                {docs: []string{hourEntry("free")}},
		"no JSON, and one that is": {docs: []string{"?", "", "[]", `{"product":7}`, `{"terms":{"OnDemand":[]}}`, "\x00", hourEntry("0.0104")}, usd: 0.0104},
		"nothing":                  {},
	} {
		t.Run(name, func(t *testing.T) {
			asked := ""
			client := awsclient.New(awsclient.Options{Transport: told(func(r *http.Request) string {
				body, _ := io.ReadAll(r.Body)
				asked = r.URL.Host + string(body)
				return productPage("", c.docs...)
			})})
			f, _ := ask(t, client, ami.TypePrices{Where: here(), Operation: "RunInstances", Type: "t3.micro"})
			list, ok := f.Body.(ami.PriceList)
			if !ok {
				t.Fatalf("%+v", f.Problem)
			}
			price, known := list.Prices.Find("us-east-1", "ec2_linux_od_t3.micro")
			if price.USD != c.usd || known != (c.usd > 0) || !strings.Contains(price.Why, c.why) || (c.why == "") != (price.Why == "") || list.Prices.Len() > 1 {
				t.Errorf("%+v %v in %d", price, known, list.Prices.Len())
			}
			for _, want := range []string{"api.pricing.us-east-1.amazonaws.com", `"operation"`, `"RunInstances"`, `"t3.micro"`, `"Shared"`, `"Used"`, `"OnDemand"`, `"Compute Instance"`} {
				if !strings.Contains(asked, want) {
					t.Errorf("it asks %s, without %s", asked, want)
				}
			}
		})
	}
}

// TestHourPricesOnLaterPages: what a later page contradicts is known no more,
// nor is what the built-in table says of it; the user's own stands.
func TestHourPricesOnLaterPages(t *testing.T) {
	turn := 0
	client := awsclient.New(awsclient.Options{Transport: told(func(*http.Request) string {
		turn++
		switch turn {
		case 1:
			return productPage("two", hourEntry("0.0104"), hourEntry("0.02", "instanceType", "t3.small"), hourEntry("0.03", "instanceType", "t3.medium"))
		case 2:
			return productPage("", hourEntry("0.0999"), hourEntry("0.0998", "instanceType", "t3.medium"), hourEntry("9", "instanceType", strings.Repeat("x", 99)+".large"))
		}
		return productPage("")
	})})
	own, err := ami.ParsePrices("mine.tsv", []byte("us-east-1\tec2_linux_od_t3.medium\t0.031\n"))
	if err != nil {
		t.Fatal(err)
	}
	state := model.New(model.Scope{}, ami.Source{}, ami.EmbeddedPrices().Override(own))
	var mu sync.Mutex
	var after []float64
	client.Fetch(t.Context(), []ami.Need{ami.TypePrices{Where: here(), Operation: "RunInstances"}}, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		state.Learn(f)
		price, _ := state.Prices.Find("us-east-1", "ec2_linux_od_t3.micro")
		after = append(after, price.USD)
	})
	if fmt.Sprint(after) != "[0.0104 0 0]" {
		t.Errorf("after each page it costs %v", after)
	}
	for kind, want := range map[string]float64{"t3.micro": 0, "t3.small": 0.02, "t3.medium": 0.031, "t3.large": 0.0832} {
		if price, _ := state.Prices.Find("us-east-1", ami.HourPrice("RunInstances", kind)); price.USD != want {
			t.Errorf("%s: %+v, want %g", kind, price, want)
		}
	}
}

// TestHourPrices come from the price list: one type in one request, a region in
// as few as its pages are, and none where they may not be asked.
func TestHourPrices(t *testing.T) {
	account, err := sim.New(sim.Options{Seed: sim.Seed{Account: ownAccount, Regions: map[string]*sim.RegionSeed{"eu-west-1": {}}}})
	if err != nil {
		t.Fatal(err)
	}
	client := awsclient.New(awsclient.Options{Transport: account.Transport()})
	ireland := ami.Where{Region: "eu-west-1"}
	requests := func(n ami.TypePrices) (*model.State, int, ami.Fact) {
		account.ForgetRequests()
		state := model.New(model.Scope{}, ami.Source{}, ami.Prices{})
		var mu sync.Mutex
		var last ami.Fact
		client.Fetch(t.Context(), []ami.Need{n}, func(f ami.Fact) {
			mu.Lock()
			defer mu.Unlock()
			state.Learn(f)
			last = f
		})
		made := 0
		for _, r := range account.Requests() {
			if r.Action == "GetProducts" {
				made++
			}
		}
		return state, made, last
	}
	for _, c := range []struct {
		operation, kind string
		usd             float64
	}{
		{"RunInstances", "t3.micro", 0.011544}, {"RunInstances:0002", "t3.micro", 0.020744}, {"RunInstances:0800", "m5.large", 0.10656},
		{"RunInstances", "m5.metal", 5.11488}, {"RunInstances", "mac2.metal", 0}, {"RunInstances:0002", "m7g.large", 0}, {"RunInstances:9999", "t3.micro", 0},
	} {
		state, made, last := requests(ami.TypePrices{Where: ireland, Operation: c.operation, Type: c.kind})
		price, _ := state.Prices.Find("eu-west-1", ami.HourPrice(c.operation, c.kind))
		if math.Abs(price.USD-c.usd) > 1e-9 || made != 1 || last.Problem != nil {
			t.Errorf("%s with %s: %+v in %d requests, %v", c.kind, c.operation, price, made, last.Problem)
		}
	}
	state, made, last := requests(ami.TypePrices{Where: ireland, Operation: "RunInstances"})
	if n := state.Prices.Len(); n < 700 || made > n/100+3 || last.Problem != nil {
		t.Errorf("%d prices of the region in %d requests, %v", n, made, last.Problem)
	}
	if price, known := state.Prices.Find("eu-west-1", ami.HourPrice("RunInstances", "m5.metal")); !known || price.Source != "AWS price list, asked in us-east-1" || price.AsOf != "2026-11-01" {
		t.Errorf("bare metal is %+v", price)
	}
	denied := openAt(t, "eu-west-1", sim.RegionSeed{}, sim.Fault{Service: "pricing", Do: "deny"})
	if f, _ := ask(t, denied, ami.TypePrices{Where: ireland, Operation: "RunInstances"}); f.Problem == nil || f.Problem.Action != "pricing:GetProducts" || f.Problem.Hint == "" {
		t.Errorf("%+v", f.Problem)
	}
}
