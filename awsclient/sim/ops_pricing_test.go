package sim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// priceAnswer is what the price list answers.
type priceAnswer struct {
	Type          string `json:"__type"`
	FormatVersion string
	PriceList     []string
	NextToken     string
}

// priceDocument is one entry of the price list, as clients read it.
type priceDocument struct {
	Product struct {
		ProductFamily, Sku string
		Attributes         map[string]string
	}
	ServiceCode, PublicationDate, Version string
	Terms                                 struct {
		OnDemand map[string]struct {
			EffectiveDate, OfferTermCode, Sku string
			PriceDimensions                   map[string]struct {
				Unit, BeginRange, EndRange, RateCode, Description string
				AppliesTo                                         []string
				PricePerUnit                                      map[string]string
			}
		}
	}
}

func askPrices(t *testing.T, c client, body string) priceAnswer {
	t.Helper()
	var got priceAnswer
	if err := json.Unmarshal([]byte(c.json(t, "pricing", "AWSPriceListService.GetProducts", body).body), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func readPrice(t *testing.T, text string) priceDocument {
	t.Helper()
	var d priceDocument
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return d
}

// priced writes a document as "USD usage type".
func (d priceDocument) priced() string {
	for _, term := range d.Terms.OnDemand {
		for _, dimension := range term.PriceDimensions {
			return dimension.PricePerUnit["USD"] + " " + dimension.Unit + " " + d.Product.Attributes["usagetype"]
		}
	}
	return ""
}

// TestGetProducts says which prices a request gives.
func TestGetProducts(t *testing.T) {
	a := open(t, Seed{})
	filter := func(filters ...string) string {
		var list []string
		for n := 0; n < len(filters); n += 3 {
			list = append(list, fmt.Sprintf(`{"Type":%q,"Field":%q,"Value":%q}`, filters[n], filters[n+1], filters[n+2]))
		}
		return `{"ServiceCode":"AmazonEC2","Filters":[` + strings.Join(list, ",") + `]}`
	}
	const virginia = "0.0500000000 GB-Mo EBS:SnapshotUsage, 0.0000000000 GB-Mo EBS:SnapshotUsageUnderBilling, 0.0125000000 GB-Mo EBS:SnapshotArchiveStorage, 0.0300000000 GB EBS:SnapshotArchiveRetrieval"
	const sydney = "0.0550000000 GB-Mo APS2-EBS:SnapshotUsage, 0.0000000000 GB-Mo APS2-EBS:SnapshotUsageUnderBilling, 0.0137500000 GB-Mo APS2-EBS:SnapshotArchiveStorage"
	for body, want := range map[string]string{
		filter("TERM_MATCH", "regionCode", "us-east-1", "TERM_MATCH", "productFamily", "Storage Snapshot"):                                                                                                   virginia,
		filter("TERM_MATCH", "location", "Asia Pacific (Sydney)", "TERM_MATCH", "ServiceCode", "AmazonEC2", "TERM_MATCH", "storageMedia", "Amazon S3"):                                                       sydney,
		filter("TERM_MATCH", "regionCode", "us-east-1", "TERM_MATCH", "usagetype", "EBS:SnapshotUsage"):                                                                                                      "0.0500000000 GB-Mo EBS:SnapshotUsage",
		filter("TERM_MATCH", "usagetype", "EU-EBS:SnapshotUsage"):                                                                                                                                            "0.0500000000 GB-Mo EU-EBS:SnapshotUsage",
		filter("CONTAINS", "usagetype", "Retrieval"):                                                                                                                                                         "0.0300000000 GB EBS:SnapshotArchiveRetrieval",
		filter("ANY_OF", "regionCode", "eu-north-1,sa-east-1", "CONTAINS", "usagetype", "Archive"):                                                                                                           "0.0118750000 GB-Mo EUN1-EBS:SnapshotArchiveStorage, 0.0170000000 GB-Mo SAE1-EBS:SnapshotArchiveStorage",
		filter("EQUALS", "regionCode", "us-west-1", "EQUALS", "productFamily", "Storage Snapshot", "NONE_OF", "usagetype", "USW1-EBS:SnapshotUsageUnderBilling,USW1-EBS:SnapshotUsage"):                      "0.0137500000 GB-Mo USW1-EBS:SnapshotArchiveStorage",
		filter("TERM_MATCH", "regionCode", "mx-central-1"):                                                                                                                                                   "",
		filter("EQUALS", "regionCode", "ap-southeast-2", "EQUALS", "productFamily", "Storage Snapshot"):                                                                                                      sydney,
		filter("TERM_MATCH", "instanceType", "t3.gigantic"):                                                                                                                                                  "",
		filter("TERM_MATCH", "instanceType", "mac2.metal"):                                                                                                                                                   "",
		filter("TERM_MATCH", "regionCode", "us-east-1", "TERM_MATCH", "instanceType", "t3.micro", "TERM_MATCH", "operation", "RunInstances"):                                                                 "0.0104000000 Hrs BoxUsage:t3.micro, 0.0104000000 Hrs UnusedBox:t3.micro, 0.0114400000 Hrs DedicatedUsage:t3.micro",
		filter("TERM_MATCH", "regionCode", "eu-west-1", "TERM_MATCH", "instanceType", "m5.large", "TERM_MATCH", "operation", "RunInstances:0002"):                                                            "0.1985600000 Hrs EU-BoxUsage:m5.large",
		filter("TERM_MATCH", "regionCode", "us-east-1", "TERM_MATCH", "instanceType", "m5.large", "TERM_MATCH", "operatingSystem", "Windows", "TERM_MATCH", "licenseModel", "Bring your own license"):        "0.0960000000 Hrs BoxUsage:m5.large",
		filter("TERM_MATCH", "regionCode", "us-east-1", "TERM_MATCH", "instanceType", "m7g.large", "TERM_MATCH", "operatingSystem", "Windows"):                                                               "",
		filter("TERM_MATCH", "regionCode", "us-east-1", "TERM_MATCH", "instanceType", "m5.metal", "TERM_MATCH", "operation", "RunInstances", "TERM_MATCH", "productFamily", "Compute Instance (bare metal)"): "4.6080000000 Hrs DedicatedUsage:m5.metal",
		filter("TERM_MATCH", "productFamily", "Storage"):                                                                                                                                                     "",
		`{"ServiceCode":"AmazonS3"}`: "",
		`{}`:                         "InvalidParameterException",
		`{"ServiceCode":"AmazonEC2","FormatVersion":"aws_v2"}`: "InvalidParameterException",
		`{"ServiceCode":"AmazonEC2","MaxResults":101}`:         "InvalidParameterException",
		`{"ServiceCode":"AmazonEC2","MaxResults":0}`:           "InvalidParameterException",
		`{"ServiceCode":"AmazonEC2","NextToken":"x"}`:          "InvalidNextTokenException",
		filter("LIKE", "regionCode", "us-*"):                   "InvalidParameterException",
		filter("EQUALS", "", "x"):                              "InvalidParameterException",
	} {
		got := askPrices(t, ask(a), body)
		var said []string
		for _, text := range got.PriceList {
			said = append(said, readPrice(t, text).priced())
		}
		if text := got.Type + strings.Join(said, ", "); text != want {
			t.Errorf("%s\n got %s\nwant %s", body, text, want)
		}
	}
	for region, want := range map[string]string{"us-east-1": "", "eu-central-1": "", "ap-south-1": "", "eu-west-1": "InvalidSignatureException"} {
		if got := askPrices(t, ask(a).in(region), `{"ServiceCode":"AmazonEC2"}`); got.Type != want || want == "" && len(got.PriceList) == 0 {
			t.Errorf("asked in %s: %q and %d prices", region, got.Type, len(got.PriceList))
		}
	}
}

// TestPriceDocuments: every entry is shaped as AWS's, under an SKU of its own,
// and archive costs a quarter of standard.
func TestPriceDocuments(t *testing.T) {
	a := open(t, Seed{})
	var all []string
	pages := 0
	for token := ""; pages == 0 || token != ""; pages++ {
		got := askPrices(t, ask(a), fmt.Sprintf(`{"ServiceCode":"AmazonEC2","MaxResults":30,"NextToken":%q,"Filters":[{"Type":"EQUALS","Field":"productFamily","Value":"Storage Snapshot"}]}`, token))
		if got.FormatVersion != "aws_v1" {
			t.Errorf("format %q", got.FormatVersion)
		}
		all, token = append(all, got.PriceList...), got.NextToken
	}
	if pages != 2 || len(all) != 49 {
		t.Errorf("%d prices on %d pages", len(all), pages)
	}
	skus := map[string]bool{}
	for _, text := range all {
		d := readPrice(t, text)
		sku := d.Product.Sku
		term := d.Terms.OnDemand[sku+".JRTCKXETXF"]
		dimension, ok := term.PriceDimensions[sku+".JRTCKXETXF.6YS6EN2CT7"]
		if !ok || len(sku) != 16 || skus[sku] || d.ServiceCode != "AmazonEC2" || term.Sku != sku || term.EffectiveDate == "" || d.PublicationDate == "" ||
			dimension.BeginRange != "0" || dimension.EndRange != "Inf" || dimension.AppliesTo == nil || d.Product.Attributes["servicecode"] != "AmazonEC2" {
			t.Errorf("not as AWS's: %s", text)
		}
		skus[sku] = true
		if region := d.Product.Attributes["regionCode"]; !isRegion(region) || (strings.Contains(d.Product.Attributes["usagetype"], "-") == (region == "us-east-1")) {
			t.Errorf("in %s: %s", region, d.Product.Attributes["usagetype"])
		}
	}
	var scale []string
	for _, price := range pricedRegions() {
		var standard, archive float64
		if _, err := fmt.Sscan(price.standard, &standard); err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Sscan(price.archive, &archive); err != nil {
			t.Fatal(err)
		}
		if diff := archive*4 - standard; diff > 1e-9 || diff < -1e-9 {
			scale = append(scale, price.region)
		}
	}
	if len(scale) > 0 || !slices.IsSortedFunc(pricedRegions(), func(a, b pricedRegion) int { return strings.Compare(a.region, b.region) }) {
		t.Errorf("archive is no quarter of standard in %v, or the list is out of order", scale)
	}
}

// TestHoursOfEveryType: every type of a region has one price for shared Linux
// machines, shaped as AWS's, on as few pages as AWS makes of it.
func TestHoursOfEveryType(t *testing.T) {
	a := open(t, Seed{})
	priced, skus, pages := map[string]bool{}, map[string]bool{}, 0
	for _, family := range []string{"Compute Instance", "Compute Instance (bare metal)"} {
		for token, more := "", true; more; pages++ {
			got := askPrices(t, ask(a), fmt.Sprintf(`{"ServiceCode":"AmazonEC2","NextToken":%q,"Filters":[{"Type":"TERM_MATCH","Field":"regionCode","Value":"us-east-1"},`+
				`{"Type":"TERM_MATCH","Field":"productFamily","Value":%q},{"Type":"TERM_MATCH","Field":"operation","Value":"RunInstances"},{"Type":"TERM_MATCH","Field":"capacitystatus","Value":"Used"},`+
				`{"Type":"TERM_MATCH","Field":"tenancy","Value":%q}]}`, token, family, map[bool]string{true: "Shared", false: "Dedicated"}[family == "Compute Instance"]))
			for _, text := range got.PriceList {
				d := readPrice(t, text)
				name, term := d.Product.Attributes["instanceType"], d.Terms.OnDemand[d.Product.Sku+".JRTCKXETXF"]
				usd := term.PriceDimensions[d.Product.Sku+".JRTCKXETXF.6YS6EN2CT7"].PricePerUnit["USD"]
				if priced[name] || skus[d.Product.Sku] || usd <= "0.0000000000" || d.Product.Attributes["marketoption"] != "OnDemand" {
					t.Errorf("%s twice, or for nothing: %s", name, text)
				}
				priced[name], skus[d.Product.Sku] = true, true
			}
			token, more = got.NextToken, got.NextToken != ""
		}
	}
	for _, kind := range instanceTypes() {
		if mac := strings.HasPrefix(kind.InstanceType, "mac"); priced[kind.InstanceType] == mac && offered("us-east-1", &kind) {
			t.Errorf("%s: priced %v", kind.InstanceType, priced[kind.InstanceType])
		}
	}
	if pages > 12 {
		t.Errorf("%d pages for %d types", pages, len(priced))
	}
}
