package awsclient_test

import (
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/money"
)

// cell is half a GiB in blocks: what these disks are written in.
const cell = money.BlocksPerGiB / 2

const ownAccount = "111122223333"

// chain seeds a region with snapshots of one volume, a letter for each version
// of a cell, "." where nothing is written.
func chain(volumes map[string]string, disks ...string) sim.RegionSeed {
	r := sim.RegionSeed{SnapshotBlocks: map[string][]sim.BlockRun{}}
	for i, d := range disks {
		name, cells, _ := strings.Cut(d, " ")
		volume, _, _ := strings.Cut(name, ":")
		s := sim.Snapshot{
			SnapshotId: fmt.Sprintf("snap-%017x", i+1), VolumeId: volume, VolumeSize: max(1, (len(cells)+1)/2), OwnerId: ownAccount, State: "completed",
			StorageTier: "standard", StartTime: time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.RFC3339),
		}
		full := int64(0)
		runs := []sim.BlockRun{}
		for at, version := range cells {
			if version != '.' {
				full += cell << 19
				runs = append(runs, sim.BlockRun{Start: at * cell, Count: cell, Version: string(version)})
			}
		}
		s.FullSnapshotSizeInBytes = &full
		r.Snapshots, r.SnapshotBlocks[s.SnapshotId] = append(r.Snapshots, s), runs
	}
	for volume, of := range volumes {
		r.Volumes = append(r.Volumes, sim.Volume{VolumeId: volume, SnapshotId: of, Size: 20})
	}
	return r
}

func open(t *testing.T, r sim.RegionSeed, faults ...sim.Fault) *awsclient.Client {
	t.Helper()
	return openAt(t, "us-east-1", r, faults...)
}

func openAt(t *testing.T, region string, r sim.RegionSeed, faults ...sim.Fault) *awsclient.Client {
	t.Helper()
	account, err := sim.New(sim.Options{Seed: sim.Seed{Account: ownAccount, Regions: map[string]*sim.RegionSeed{region: &r}}, Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	return awsclient.New(awsclient.Options{Transport: account.Transport()})
}

// ask gives the last fact of a need, and how many came.
func ask(t *testing.T, c *awsclient.Client, n ami.Need) (last ami.Fact, facts int) {
	t.Helper()
	var mu sync.Mutex
	c.Fetch(t.Context(), []ami.Need{n}, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		facts++
		last = f
	})
	if !last.Done {
		t.Fatalf("%v has no end", n)
	}
	return last, facts
}

func here() ami.Where { return ami.Where{Region: "us-east-1"} }

// lineage reads what the snapshots of the account are tied by.
func lineage(t *testing.T, c *awsclient.Client) (*money.Lineage, ami.SnapshotList) {
	t.Helper()
	f, _ := ask(t, c, ami.OwnSnapshots{Where: here()})
	list, ok := f.Body.(ami.SnapshotList)
	if !ok || list.Missing != nil {
		t.Fatalf("%+v %v", f.Body, f.Problem)
	}
	return money.Trace(list.List, list.Origins, ownAccount, true), list
}

// measured is how much deleting snapshots, by their numbers, would free, in GiB.
func measured(t *testing.T, c *awsclient.Client, l *money.Lineage, numbers ...int) (gib float64) {
	t.Helper()
	ids := make([]string, len(numbers))
	for i, n := range numbers {
		ids[i] = fmt.Sprintf("snap-%017x", n)
	}
	for _, q := range l.Questions(ids) {
		f, facts := ask(t, c, ami.FreedBlocks{Where: here(), Question: q.Key()})
		count, ok := f.Body.(ami.BlockCount)
		if !ok || !count.Whole || facts < 2 {
			t.Fatalf("%s: %+v %+v after %d facts", q.Key(), f.Body, f.Problem, facts)
		}
		gib += float64(count.Freed) / money.BlocksPerGiB
	}
	return gib
}

// TestMeasuring has the sets of a chain, of one that is written over, and of
// branches, as AWS's own lists of blocks tell them.
func TestMeasuring(t *testing.T) {
	a := strings.Repeat("a", 20)
	b := strings.Repeat("b", 8) + strings.Repeat("a", 12)
	for name, c := range map[string]struct {
		seed  sim.RegionSeed
		freed map[string]float64 // by the numbers of the snapshots
	}{
		"a chain that grows": {
			chain(nil, "vol-00000001 "+a, "vol-00000001 "+b, "vol-00000001 "+b+"cccc"),
			map[string]float64{"1": 4, "2": 0, "3": 2, "12": 4, "23": 6, "13": 6, "123": 16},
		},
		"a chain that is written over": {
			chain(nil, "vol-00000001 "+a, "vol-00000001 "+b, "vol-00000001 cccccc"+b[6:]+"cccc"),
			map[string]float64{"1": 4, "2": 3, "3": 5, "12": 7, "23": 9, "13": 9, "123": 19},
		},
		"branches of a golden image": {
			chain(map[string]string{"vol-00000002": "snap-00000000000000001", "vol-00000003": "snap-00000000000000001"},
				"vol-00000001 gggggggggggggggg", "vol-00000002 xxggggggggggggggxx", "vol-00000003 ggggyggggggggggg"),
			map[string]float64{"1": 0, "2": 2, "3": 0.5, "12": 2.5, "23": 2.5, "123": 10.5},
		},
		"a block dropped between": {chain(nil, "vol-00000001 aa", "vol-00000001 ..", "vol-00000001 cc"), map[string]float64{"2": 0, "1": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			client := open(t, c.seed)
			l, _ := lineage(t, client)
			for set, want := range c.freed {
				var numbers []int
				for _, digit := range set {
					numbers = append(numbers, int(digit-'0'))
				}
				if got := measured(t, client, l, numbers...); math.Abs(got-want) > 1e-9 {
					t.Errorf("deleting %s frees %g GiB, want %g", set, got, want)
				}
			}
		})
	}
}

// TestMeasuringRandomChains holds the client's counts against the letters that
// no snapshot has which stays.
func TestMeasuringRandomChains(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 12 {
		disks := []string{}
		cells := []byte("........")
		for i := range 2 + r.IntN(4) {
			for range 3 {
				cells[r.IntN(len(cells))] = byte('a' + i)
			}
			cells[r.IntN(len(cells))] = '.'
			disks = append(disks, "vol-00000001 "+string(cells))
		}
		client := open(t, chain(nil, disks...))
		l, _ := lineage(t, client)
		stays, freed := map[string]bool{}, map[string]bool{}
		var gone []int
		for i, d := range disks {
			into := stays
			if r.IntN(2) == 0 {
				gone, into = append(gone, i+1), freed
			}
			for at, v := range strings.TrimPrefix(d, "vol-00000001 ") {
				if v != '.' {
					into[fmt.Sprint(at, v)] = true
				}
			}
		}
		maps.DeleteFunc(freed, func(v string, _ bool) bool { return stays[v] })
		if got := measured(t, client, l, gone...); got != float64(len(freed))/2 {
			t.Errorf("deleting %v of %q frees %g GiB, want %g", gone, disks, got, float64(len(freed))/2)
		}
	}
}

// TestMeasuringIsRefused says what is told where blocks cannot be listed.
func TestMeasuringIsRefused(t *testing.T) {
	seed := chain(nil, "vol-00000001 aa")
	seed.Snapshots[0].StorageTier = "archive"
	for name, c := range map[string]struct {
		client   *awsclient.Client
		question string
		title    string
	}{
		"archived":      {open(t, seed), "-snap-00000000000000001", "cannot be measured"},
		"not permitted": {open(t, chain(nil, "vol-00000001 aa"), sim.Fault{Service: "ebs", Do: "deny"}), "-snap-00000000000000001", "ebs:ListSnapshotBlocks"},
		"gone":          {open(t, chain(nil)), "-snap-00000000000000001", "not found"},
		"no question":   {open(t, chain(nil)), "snap", "cannot be measured"},
	} {
		t.Run(name, func(t *testing.T) {
			f, _ := ask(t, c.client, ami.FreedBlocks{Where: here(), Question: c.question})
			if f.Problem == nil || f.Body != nil || !strings.Contains(f.Problem.Title, c.title) {
				t.Errorf("%+v %+v", f.Body, f.Problem)
			}
		})
	}
}

// TestOwnSnapshotsWithoutVolumes stand alone where volumes may not be read.
func TestOwnSnapshotsWithoutVolumes(t *testing.T) {
	f, _ := ask(t, open(t, chain(nil, "vol-00000001 aa"), sim.Fault{Action: "DescribeVolumes", Do: "deny"}), ami.OwnSnapshots{Where: here()})
	list, ok := f.Body.(ami.SnapshotList)
	if !ok || len(list.List) != 1 || list.Missing == nil || f.Problem != nil {
		t.Errorf("%+v %v", f.Body, f.Problem)
	}
}

// TestLivePrices come from AWS's list and from nowhere else.
func TestLivePrices(t *testing.T) {
	f, _ := ask(t, open(t, chain(nil)), ami.LivePrices{Where: ami.Where{Region: "eu-central-1"}})
	list, ok := f.Body.(ami.PriceList)
	if !ok {
		t.Fatalf("%+v", f.Problem)
	}
	for item, want := range map[string]float64{ami.SnapshotStandard: 0.054, ami.SnapshotArchive: 0.0135} {
		got, known := list.Prices.Find("eu-central-1", item)
		if !known || got.USD != want || got.AsOf != "2026-11-01" || got.Source != "AWS price list, asked in us-east-1" {
			t.Errorf("%s is %+v", item, got)
		}
		if _, known := list.Prices.Find("us-east-1", item); known {
			t.Error("a price of another region came with it")
		}
	}
	f, _ = ask(t, open(t, chain(nil)), ami.LivePrices{Where: ami.Where{Region: "mx-central-1"}})
	if list, ok := f.Body.(ami.PriceList); !ok || list.Prices.Len() != 0 {
		t.Errorf("a region that AWS lists nothing for: %+v %+v", f.Body, f.Problem)
	}
	denied := open(t, chain(nil), sim.Fault{Service: "pricing", Do: "deny"})
	if f, _ := ask(t, denied, ami.LivePrices{Where: here()}); f.Problem == nil || f.Problem.Action != "pricing:GetProducts" {
		t.Errorf("%+v", f.Problem)
	}
}

// TestPricesBeyondDoubt takes one price in US dollars, and says of everything
// else why it is none.
func TestPricesBeyondDoubt(t *testing.T) {
	entry := func(region, usage, currency, amount string) string {
		doc := `{"product":{"attributes":{"usagetype":"` + usage + `","regionCode":"` + region + `"}},"terms":{"OnDemand":{"a":{"effectiveDate":"2026-11-01T00:00:00Z",` +
			`"priceDimensions":{"b":{"unit":"GB-Mo","beginRange":"0","pricePerUnit":{"` + currency + `":"` + amount + `"}}}}}}}`
		return strings.ReplaceAll(doc, `"`, `\"`)
	}
	for name, c := range map[string]struct {
		region string
		list   []string
		usd    float64
		why    string
	}{
		"one":               {"eu-west-1", []string{entry("eu-west-1", "EU-EBS:SnapshotUsage", "USD", "0.05")}, 0.05, ""},
		"another kind":      {"eu-west-1", []string{entry("eu-west-1", "EU-EBS:SnapshotUsageUnderBilling", "USD", "0.07")}, 0, ""},
		"of an Outpost":     {"eu-west-1", []string{entry("eu-west-1", "EU-EBS:SnapshotUsage.outposts", "USD", "0.07")}, 0, ""},
		"of another region": {"eu-west-1", []string{entry("us-east-1", "EBS:SnapshotUsage", "USD", "0.05")}, 0, ""},
		"nothing":           {"eu-west-1", []string{entry("eu-west-1", "EU-EBS:SnapshotUsage", "USD", "0")}, 0, ""},
		"no JSON":           {"eu-west-1", []string{"?"}, 0, ""},
		"two that differ":   {"eu-west-1", []string{entry("eu-west-1", "EU-EBS:SnapshotUsage", "USD", "0.05"), entry("eu-west-1", "EU-EBS:SnapshotUsage", "USD", "0.06")}, 0, "both 0.05 and 0.06"},
		"in yuan":           {"cn-north-1", []string{entry("cn-north-1", "CNN1-EBS:SnapshotUsage", "CNY", "0.351")}, 0, "0.351 CNY"},
	} {
		t.Run(name, func(t *testing.T) {
			asked := ""
			client := awsclient.New(awsclient.Options{Transport: told(func(r *http.Request) string {
				asked = r.URL.Host + " " + r.Header.Get("X-Amz-Target")
				return `{"PriceList":["` + strings.Join(c.list, `","`) + `"]}`
			})})
			f, _ := ask(t, client, ami.LivePrices{Where: ami.Where{Region: c.region}})
			list, ok := f.Body.(ami.PriceList)
			if !ok {
				t.Fatalf("%+v", f.Problem)
			}
			price, known := list.Prices.Find(c.region, ami.SnapshotStandard)
			if price.USD != c.usd || known != (c.usd > 0) || !strings.Contains(price.Why, c.why) || (c.why == "") != (price.Why == "") {
				t.Errorf("%+v %v", price, known)
			}
			want := "api.pricing.us-east-1.amazonaws.com AWSPriceListService.GetProducts"
			if c.region == "cn-north-1" {
				want = "api.pricing.cn-northwest-1.amazonaws.com.cn AWSPriceListService.GetProducts"
			}
			if asked != want {
				t.Errorf("asked %s, want %s", asked, want)
			}
		})
	}
}

// told answers every request with a text.
type told func(*http.Request) string

func (f told) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Request: r, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(f(r)))}, nil
}
