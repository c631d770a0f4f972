package awsclient_test

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model"
	"tami/model/ami"
	"tami/model/money"
)

// seedOf is a seed with what a region holds, in the shapes of the AWS CLI.
func seedOf(region, holds string) string {
	return `{"Account":"` + ownAccount + `","Regions":{"` + region + `":{` + holds + `}}}`
}

// snapJSON is a snapshot of so many GiB of data; more are further keys.
func snapJSON(n int, volume string, gib, size float64, more string) string {
	return fmt.Sprintf(`{"SnapshotId":"snap-%017x","VolumeId":"%s","FullSnapshotSizeInBytes":%d,"VolumeSize":%d,"OwnerId":"%s","State":"completed","StorageTier":"standard","StartTime":"2026-01-%02dT00:00:00Z"%s}`,
		n, volume, int64(gib*(1<<30)), int(size), ownAccount, n, more)
}

// imageJSON is an image of ours that stands on snapshots, by their numbers.
func imageJSON(n int, owner, more string, snapshots ...int) string {
	var devices []string
	for i, s := range snapshots {
		devices = append(devices, fmt.Sprintf(`{"DeviceName":"/dev/xvd%c","Ebs":{"SnapshotId":"snap-%017x","VolumeSize":200}}`, 'a'+i, s))
	}
	return fmt.Sprintf(`{"ImageId":"ami-%017x","Name":"image-%d","OwnerId":"%s","State":"available","BlockDeviceMappings":[%s]%s}`,
		n, n, owner, strings.Join(devices, ","), more)
}

// runs is what a snapshot holds: runs of GiB, each with a version.
func runs(n int, versions ...any) string {
	var list []string
	at := 0
	for i := 0; i < len(versions); i += 2 {
		count := int(versions[i].(float64) * money.BlocksPerGiB)
		list = append(list, fmt.Sprintf(`{"Start":%d,"Count":%d,"Version":%q}`, at, count, versions[i+1]))
		at += count
	}
	return fmt.Sprintf(`"snap-%017x":[%s]`, n, strings.Join(list, ","))
}

func list(name string, of ...string) string { return `"` + name + `":[` + strings.Join(of, ",") + `]` }

// knowing is the state after everything that the Cost tab asks was answered.
type knowing struct {
	*model.State
	client *awsclient.Client
	at     ami.Where
}

func learnAll(t *testing.T, region, seed string) knowing {
	t.Helper()
	parsed, err := sim.ParseSeed("seed.json", []byte(seed))
	if err != nil {
		t.Fatal(err)
	}
	account, err := sim.New(sim.Options{Seed: parsed})
	if err != nil {
		t.Fatal(err)
	}
	k := knowing{
		model.New(model.Scope{}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices()),
		awsclient.New(awsclient.Options{Transport: account.Transport()}), ami.Where{Region: region},
	}
	k.Now = time.Now()
	k.ask(t, ami.Caller{}, ami.Images{Where: k.at, From: ami.Source{Kind: ami.Mine}})
	return k
}

func (k knowing) ask(t *testing.T, needs ...ami.Need) {
	t.Helper()
	var mu sync.Mutex
	k.client.Fetch(t.Context(), needs, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		k.Learn(f)
	})
	for _, n := range needs {
		if p := k.Known(n).Problem; p != nil {
			t.Errorf("%T: %+v", n, p)
		}
	}
}

// cost is the Cost of an image by its number, once everything was asked.
func (k knowing) cost(t *testing.T, n int, measure bool) model.Cost {
	t.Helper()
	id := fmt.Sprintf("ami-%017x", n)
	k.ask(t, ami.OneImage{Where: k.at, ID: id})
	img := k.Image(k.at, id)
	needs := model.CostNeeds(k.at, img)
	for _, id := range img.SnapshotIDs() {
		needs = append(needs, ami.OneSnapshot{Where: k.at, ID: id})
	}
	k.ask(t, needs...)
	c := k.Cost(k.at, img, ownAccount)
	if measure {
		for _, m := range c.Measurable {
			k.ask(t, m.Need)
		}
		c = k.Cost(k.at, img, ownAccount)
	}
	return c
}

func sameMoney(t *testing.T, what string, got money.Bounds, low, high float64, label money.Label) {
	t.Helper()
	if math.Abs(got.Low-low) > 1e-3 || math.Abs(got.High-high) > 1e-3 || got.Label != label {
		t.Errorf("%s is %+v, want %g to %g, %q", what, got, low, high, label)
	}
}

const volume = "vol-0000000000000001"

// TestFiguresOfSeeds has what the screen reckons of whole accounts: what
// keeping the image 1 costs, and what would stop and stay if it went.
func TestFiguresOfSeeds(t *testing.T) {
	long := time.Now().AddDate(0, 0, -40).UTC().Format(time.RFC3339)
	one := snapJSON(1, volume+"a", 8, 8, "")
	two := snapJSON(2, volume+"b", 50, 200, "")
	for name, c := range map[string]struct {
		region, holds string
		stops, stays  money.Bounds
		once          float64
		fates         string
		unknown       string
	}{
		"a single snapshot": {holds: list("Images", imageJSON(1, ownAccount, "", 1)) + "," + list("Snapshots", one),
			stops: money.Bounds{Low: 0.40, High: 0.40, Label: money.UpTo}, stays: money.Exactly(0), fates: "deleted"},
		"shared by two images": {holds: list("Images", imageJSON(1, ownAccount, "", 2), strings.Replace(imageJSON(2, ownAccount, "", 2), "available", "disabled", 1)) + "," + list("Snapshots", two),
			stops: money.Exactly(0), stays: money.AtMost(2.50), fates: "kept"},
		"archived": {holds: list("Images", imageJSON(1, ownAccount, "", 1)) + "," +
			list("Snapshots", strings.Replace(snapJSON(1, volume+"a", 100, 100, ""), `"standard"`, `"archive"`, 1)) + "," +
			list("SnapshotTierStatuses", `{"SnapshotId":"snap-00000000000000001","StorageTier":"archive","ArchivalCompleteTime":"`+long+`"}`),
			stops: money.Exactly(1.25), stays: money.Exactly(0), once: 100 * 0.0125 * 50 / 30, fates: "deleted"},
		"several volumes, one shared": {holds: list("Images", imageJSON(1, ownAccount, "", 1, 2), imageJSON(2, ownAccount, "", 2)) + "," + list("Snapshots", one, two),
			stops: money.AtMost(0.40), stays: money.AtMost(2.50), fates: "deleted kept"},
		"in Frankfurt": {region: "eu-central-1", holds: list("Images", imageJSON(1, ownAccount, "", 1, 2)) + "," + list("Snapshots", one, two),
			stops: money.AtMost(3.132), stays: money.Exactly(0), fates: "deleted deleted"},
		"somebody else's": {holds: list("Images", imageJSON(1, "999988887777", `,"Public":true`, 9)),
			stops: money.Exactly(0), stays: money.Exactly(0), fates: "not-ours"},
		"restored fast": {holds: list("Images", imageJSON(1, ownAccount, "", 1)) + "," + list("Snapshots", one) + "," +
			list("FastSnapshotRestores", fast("a"), fast("b"), fast("c")),
			stops: money.Bounds{Low: 1642.90, High: 1642.90, Label: money.UpTo}, stays: money.Exactly(0), fates: "deleted"},
		"caught by the Recycle Bin": {holds: list("Images", imageJSON(1, ownAccount, "", 1)) + "," + list("Snapshots", snapJSON(1, volume+"a", 100, 100, "")) + "," +
			list("RecycleBinRules", `{"Identifier":"abcdefghijk","ResourceType":"EBS_SNAPSHOT","RetentionPeriod":{"RetentionPeriodValue":7,"RetentionPeriodUnit":"DAYS"},"Status":"available"}`),
			stops: money.Bounds{Low: 5, High: 5, Label: money.UpTo}, stays: money.Exactly(0), fates: "binned"},
		"locked": {holds: list("Images", imageJSON(1, ownAccount, "", 1)) + "," + list("Snapshots", snapJSON(1, volume+"a", 20, 20, "")) + "," +
			list("LockedSnapshots", `{"SnapshotId":"snap-00000000000000001","LockState":"governance","LockExpiresOn":"2099-01-01T00:00:00Z"}`),
			stops: money.Exactly(0), stays: money.AtMost(1.00), fates: "kept"},
		"an unknown price": {region: "mx-central-1", holds: list("Images", imageJSON(1, ownAccount, "", 1)) + "," + list("Snapshots", one),
			stops: money.Bounds{Label: money.Unknown}, stays: money.Exactly(0), fates: "deleted", unknown: "no figure for mx-central-1"},
	} {
		t.Run(name, func(t *testing.T) {
			region := "us-east-1"
			if c.region != "" {
				region = c.region
			}
			got := learnAll(t, region, seedOf(region, c.holds)).cost(t, 1, false)
			sameMoney(t, "stops", got.Leaving.Stops, c.stops.Low, c.stops.High, c.stops.Label)
			sameMoney(t, "stays", got.Leaving.Stays, c.stays.Low, c.stays.High, c.stays.Label)
			if math.Abs(got.Leaving.Once.High-c.once) > 0.02 { // the hours of today
				t.Errorf("once %+v, want %g", got.Leaving.Once, c.once)
			}
			var fates []string
			for _, p := range got.Leaving.Parts {
				fates = append(fates, string(p.Fate))
			}
			if strings.Join(fates, " ") != c.fates || !strings.Contains(strings.Join(got.Unknown, ""), c.unknown) || (c.unknown == "") != (len(got.Unknown) == 0) {
				t.Errorf("fates %q, unknown %q", fates, got.Unknown)
			}
		})
	}
}

func fast(zone string) string {
	return `{"SnapshotId":"snap-00000000000000001","AvailabilityZone":"us-east-1` + zone + `","State":"enabled"}`
}

// TestMeasuredFiguresOfSeeds counts the blocks of a chain of three images, and
// of two made of a golden one.
func TestMeasuredFiguresOfSeeds(t *testing.T) {
	images := list("Images", imageJSON(1, ownAccount, "", 1), imageJSON(2, ownAccount, "", 2), imageJSON(3, ownAccount, "", 3), imageJSON(4, ownAccount, "", 1, 2, 3))
	chain := seedOf("us-east-1", list("Images", imageJSON(1, ownAccount, "", 1), imageJSON(2, ownAccount, "", 2), imageJSON(3, ownAccount, "", 3))+","+
		list("Snapshots", snapJSON(1, volume, 10, 20, ""), snapJSON(2, volume, 10, 20, ""), snapJSON(3, volume, 12, 20, ""))+`,"SnapshotBlocks":{`+
		runs(1, 10.0, "a")+","+runs(2, 4.0, "b", 6.0, "a")+","+runs(3, 4.0, "b", 6.0, "a", 2.0, "c")+"}")
	golden := seedOf("us-east-1", images+","+
		list("Snapshots", snapJSON(1, volume+"a", 8, 20, ""), snapJSON(2, volume+"b", 9, 20, ""), snapJSON(3, volume+"c", 8, 20, ""))+","+
		list("Volumes", `{"VolumeId":"`+volume+`b","Size":20,"SnapshotId":"snap-00000000000000001"}`, `{"VolumeId":"`+volume+`c","Size":20,"SnapshotId":"snap-00000000000000001"}`)+
		`,"SnapshotBlocks":{`+runs(1, 8.0, "g")+","+runs(2, 1.0, "x", 7.0, "g", 1.0, "x")+","+runs(3, 2.0, "g", 0.5, "y", 5.5, "g")+"}")
	for name, c := range map[string]struct {
		seed  string
		image int
		low   float64 // of the bounds before
		high  float64
		usd   float64
	}{
		"the first of a chain":  {chain, 1, 0, 0.50, 0.20},
		"the middle of a chain": {chain, 2, 0, 0.50, 0},
		"the last of a chain":   {chain, 3, 0.10, 0.60, 0.10},
		"all three at once":     {golden, 4, 0.45, 1.25, 0.525},
		"the golden one":        {strings.Replace(golden, ","+imageJSON(4, ownAccount, "", 1, 2, 3), "", 1), 1, 0, 0.40, 0},
		"one made of it":        {strings.Replace(golden, ","+imageJSON(4, ownAccount, "", 1, 2, 3), "", 1), 2, 0.05, 0.45, 0.10},
		"another made of it":    {strings.Replace(golden, ","+imageJSON(4, ownAccount, "", 1, 2, 3), "", 1), 3, 0, 0.40, 0.025},
	} {
		t.Run(name, func(t *testing.T) {
			seed := c.seed
			if c.image == 4 { // else the others keep its snapshots
				for n := 1; n <= 3; n++ {
					seed = strings.Replace(seed, imageJSON(n, ownAccount, "", n)+",", "", 1)
				}
			}
			k := learnAll(t, "us-east-1", seed)
			sameMoney(t, "before", k.cost(t, c.image, false).Leaving.Stops, c.low, c.high, money.UpTo)
			sameMoney(t, "measured", k.cost(t, c.image, true).Leaving.Stops, c.usd, c.usd, money.Measured)
		})
	}
}

// TestPricesThatWereAskedFor take the place of the table everywhere.
func TestPricesThatWereAskedFor(t *testing.T) {
	k := learnAll(t, "us-east-1", seedOf("us-east-1", list("Images", imageJSON(1, ownAccount, "", 1))+","+list("Snapshots", snapJSON(1, volume, 8, 8, ""))))
	k.Prices = ami.Prices{}
	if c := k.cost(t, 1, false); c.Label != money.Unknown {
		t.Errorf("without a price: %+v", c.Bounds)
	}
	k.ask(t, ami.LivePrices{Where: k.at})
	c := k.cost(t, 1, false)
	sameMoney(t, "with AWS's prices", c.Leaving.Stops, 0.40, 0.40, money.UpTo)
	if p := c.Leaving.Parts[0].Price; !strings.HasPrefix(p.Source, "AWS price list") || p.AsOf != "2026-11-01" {
		t.Errorf("the price is from %q of %q", p.Source, p.AsOf)
	}
}

// TestSnapshotsOutOfSight take back what was proven: one in the Recycle Bin is
// of the same volume.
func TestSnapshotsOutOfSight(t *testing.T) {
	holds := list("Images", imageJSON(1, ownAccount, "", 1)) + "," + list("Snapshots", snapJSON(1, volume, 8, 8, ""))
	bin := "," + list("SnapshotsInRecycleBin", `{"SnapshotId":"snap-00000000000000009","VolumeId":"`+volume+`","RecycleBinEnterTime":"2026-01-02T00:00:00Z","RecycleBinExitTime":"2099-01-01T00:00:00Z"}`)
	sameMoney(t, "all in sight", learnAll(t, "us-east-1", seedOf("us-east-1", holds)).cost(t, 1, true).Leaving.Stops, 0.40, 0.40, money.Measured)
	sameMoney(t, "one in the bin", learnAll(t, "us-east-1", seedOf("us-east-1", holds+bin)).cost(t, 1, true).Leaving.Stops, 0, 0.40, money.UpTo)
}
