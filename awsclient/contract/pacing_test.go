package contract

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
)

// twenty are the regions of a big account.
func twenty() []string {
	return []string{
		"us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1",
		"eu-north-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
		"af-south-1", "ap-east-1", "me-south-1",
	}
}

// manyImages seeds regions with images of ours.
func manyImages(regions []string, each int) sim.Seed {
	seed := sim.Seed{Account: ours, Regions: map[string]*sim.RegionSeed{}}
	for n, name := range regions {
		r := &sim.RegionSeed{}
		for i := range each {
			r.Images = append(r.Images, sim.Image{ImageId: fmt.Sprintf("ami-%04d%013d", n, i), Name: fmt.Sprintf("web-%d", i), OwnerId: ours, State: "available",
				CreationDate: "1999-06-01T00:00:00.000Z", ImageType: "machine", Architecture: "x86_64", RootDeviceType: "ebs", VirtualizationType: "hvm"})
		}
		seed.Regions[name] = r
	}
	return seed
}

// listed is what came of listing the images of a region.
type listed struct {
	images  int
	took    time.Duration
	problem *ami.Problem
}

// listAll lists the images of regions at the same time.
func listAll(t *testing.T, c *awsclient.Client, regions []string) map[string]listed {
	t.Helper()
	var needs []ami.Need
	for _, r := range regions {
		needs = append(needs, ami.Images{Where: ami.Where{Region: r}, From: ami.Source{Kind: ami.Mine}})
	}
	var mu sync.Mutex
	got := map[string]listed{}
	begin := time.Now()
	c.Fetch(t.Context(), needs, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		region := f.Need.(ami.Images).Where.Region
		l := got[region]
		if page, ok := f.Body.(ami.ImagePage); ok {
			l.images += len(page.Images)
		}
		if f.Done {
			l.took, l.problem = time.Since(begin), f.Problem
		}
		got[region] = l
	})
	return got
}

// TestWithinAWSsBudgets lists 200 pages in each of twenty regions, and makes 150
// changes in three, against AWS's own token buckets: hardly anything is
// throttled, no page is lost, and it takes little longer than the buckets make
// anybody wait.
func TestWithinAWSsBudgets(t *testing.T) {
	const pages, changes, changed = 200, 150, 3
	bubble(t, "reading", func(t *testing.T) {
		a, err := sim.New(sim.Options{Seed: manyImages(twenty(), pages), Budgets: true, PageSize: 1})
		if err != nil {
			t.Fatal(err)
		}
		got := listAll(t, awsclient.New(awsclient.Options{Transport: a.Transport()}), twenty())
		least := time.Duration(float64(pages-100) / 20 * float64(time.Second))
		for region, l := range got {
			if l.images != pages || l.problem != nil || l.took > least*13/10 {
				t.Errorf("%s: %d images after %v, at least %v are due: %v", region, l.images, l.took, least, l.problem)
			}
		}
		notThrottled(t, a, len(twenty())*pages)
	})
	bubble(t, "changing", func(t *testing.T) {
		a, err := sim.New(sim.Options{Seed: manyImages(twenty()[:changed], changes), Budgets: true, Speed: 1})
		if err != nil {
			t.Fatal(err)
		}
		var p op.Plan
		for n, region := range twenty()[:changed] {
			for i := range changes {
				p.Steps = append(p.Steps, op.Step{ID: fmt.Sprintf("%d-%d", n, i), At: ami.Where{Region: region}, Title: "tag",
					Do: op.EnableDeprecation{ImageID: fmt.Sprintf("ami-%04d%013d", n, i), At: time.Now().Add(24 * time.Hour)}})
			}
		}
		st := &stage{Account: a, folder: t.TempDir(), wire: &wire{inner: a.Transport(), effects: map[string]int{}}}
		st.options = awsclient.Options{Transport: st.wire}
		begin := time.Now()
		run := st.run(t, p)
		least := time.Duration(float64(changes-50) / 5 * float64(time.Second))
		if took := time.Since(begin); run.Result() != op.AllDone || took > least*13/10 {
			t.Errorf("%s after %v, at least %v are due", run.Result(), took, least)
		}
		notThrottled(t, a, changed*changes)
		for what, n := range st.wire.effects {
			if n > 1 {
				t.Errorf("%s was done %d times", what, n)
			}
		}
	})
}

func notThrottled(t *testing.T, a *sim.Account, least int) {
	t.Helper()
	asked, refused := a.Budgets()
	if asked < least || refused*100 > asked {
		t.Errorf("%d of %d requests were throttled", refused, asked)
	}
	t.Logf("%d of %d requests throttled", refused, asked)
}

// TestAnotherToolInTheAccount has tami's budget halved by somebody else's work:
// nothing is lost, and tami gives way.
func TestAnotherToolInTheAccount(t *testing.T) {
	bubble(t, "reading", func(t *testing.T) {
		region := []string{"us-east-1"}
		a, err := sim.New(sim.Options{Seed: manyImages(region, 600), Budgets: true, PageSize: 1})
		if err != nil {
			t.Fatal(err)
		}
		other := awsclient.New(awsclient.Options{Transport: a.Transport()})
		var all sync.WaitGroup
		all.Go(func() { listAll(t, other, region) })
		got := listAll(t, awsclient.New(awsclient.Options{Transport: a.Transport()}), region)["us-east-1"]
		all.Wait()
		if got.images != 600 || got.problem != nil {
			t.Errorf("%d images, %v", got.images, got.problem)
		}
		asked, refused := a.Budgets()
		if refused*10 > asked {
			t.Errorf("%d of %d requests were throttled", refused, asked)
		}
		t.Logf("%v, %d of %d requests throttled", got.took, refused, asked)
	})
}

// TestOneRegionHoldsUpNoOther breaks three of twenty regions in every way: the
// others take as long as ever, and each of the three is said to be what it is.
func TestOneRegionHoldsUpNoOther(t *testing.T) {
	broken := []string{"eu-west-2", "ap-east-1", "us-west-1"}
	for _, c := range []struct {
		name  string
		fault sim.Fault
		kind  ami.ProblemKind
	}{
		{"black hole", sim.Fault{Do: "hang"}, ami.TimedOut},
		{"HTTP 500", sim.Fault{Do: "error", Code: "InternalError", Status: 500}, ami.Refused},
		{"HTTP 503", sim.Fault{Do: "error", Code: "Unavailable", Status: 503}, ami.Refused},
		{"slow", sim.Fault{Do: "delay", Ms: 60_000}, ami.TimedOut},
		{"trickle", sim.Fault{Do: "trickle"}, ami.TimedOut},
		{"cut", sim.Fault{Do: "reset"}, ami.Unreachable},
		{"throttled", sim.Fault{Do: "throttle"}, ami.Throttled},
		{"not opted in", sim.Fault{Service: "ec2", Do: "error", Code: "AuthFailure", Status: 401}, ami.RegionNotEnabled},
		{"cut short", sim.Fault{Do: "malformed"}, ami.NotAWS},
	} {
		bubble(t, c.name, func(t *testing.T) {
			list := func(faults ...sim.Fault) map[string]listed {
				a, err := sim.New(sim.Options{Seed: manyImages(twenty(), 10), PageSize: 1,
					Faults: append(faults, sim.Fault{Do: "delay", Ms: 150})})
				if err != nil {
					t.Fatal(err)
				}
				return listAll(t, awsclient.New(awsclient.Options{Transport: a.Transport()}), twenty())
			}
			whole := list()
			var faults []sim.Fault
			for _, region := range broken {
				c.fault.Region = region
				faults = append(faults, c.fault)
			}
			for region, l := range list(faults...) {
				switch {
				case !slices.Contains(broken, region):
					if l.problem != nil || l.images != 10 || l.took > whole[region].took*105/100 {
						t.Errorf("%s: %d images after %v, alone %v: %v", region, l.images, l.took, whole[region].took, l.problem)
					}
				case l.problem == nil || l.problem.Kind != c.kind || l.problem.Hint == "":
					t.Errorf("%s is said to be %+v", region, l.problem)
				case l.took > 75*time.Second:
					t.Errorf("%s is given up after %v", region, l.took)
				}
			}
		})
	}
}
