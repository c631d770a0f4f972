package sim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestCaptureOfTheDemo: an account made of a capture is captured the same, and
// the text of a capture is a seed file.
func TestCaptureOfTheDemo(t *testing.T) {
	first := demoAt(t).Capture()
	text, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	read, err := ParseSeed("captured.json", text)
	if err != nil {
		t.Fatal(err)
	}
	again, err := New(Options{Seed: read, Now: demoMoment})
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(again.Capture())
	if err != nil || string(second) != string(text) {
		t.Errorf("a capture changes on its way through an account: %v", Differences(first, again.Capture()))
	}
	if first.Regions[home].Catalogue == nil || first.Regions["eu-north-1"] != nil {
		t.Error("a capture has no catalogue, or an empty region")
	}
	answers := func(a *Account, action string) string {
		return ask(a).fine(t, action, "Owner.1=self", "IncludeDisabled=true").body
	}
	if a, b := answers(demoAt(t), "DescribeImages"), answers(again, "DescribeImages"); len(a) != len(b) {
		t.Errorf("an account of a capture answers %d bytes of images, the demo %d", len(b), len(a))
	}
}

// TestCaptureIsCanonical: the order in which things came does not show.
func TestCaptureIsCanonical(t *testing.T) {
	seed := vault()
	slices.Reverse(seed.Images)
	slices.Reverse(seed.Snapshots)
	seed.LaunchPermissions = map[string][]LaunchPermission{amiID(2): {{UserId: stranger}, {UserId: friend}, {Group: "all"}}}
	one := open(t, inHome(seed))
	seed = vault()
	seed.LaunchPermissions = map[string][]LaunchPermission{amiID(2): {{Group: "all"}, {UserId: friend}, {UserId: stranger}}}
	two := open(t, inHome(seed))
	if found := Differences(one.Capture(), two.Capture()); len(found) > 0 || one.Fingerprint() != two.Fingerprint() {
		t.Errorf("they differ: %v", found)
	}
}

// TestDifferences: each place that differs is one line, whole things included.
func TestDifferences(t *testing.T) {
	a := open(t, inHome(vault()))
	before, mark := a.Capture(), a.Fingerprint()
	ask(a).fine(t, "ModifyImageAttribute", "ImageId="+amiID(1), "Description.Value=new")
	ask(a).fine(t, "CreateTags", "ResourceId.1="+snapID(1), "Tag.1.Key=a", "Tag.1.Value=b")
	ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(5))
	const at = "Regions.us-east-1."
	want := []string{
		at + "Images[" + amiID(1) + "].Description: new, was old",
		at + "Images[" + amiID(5) + "]: gone",
		at + "Snapshots[" + snapID(1) + "].Tags: new",
	}
	if got := Differences(before, a.Capture()); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if a.Fingerprint() == mark {
		t.Error("the fingerprint did not change")
	}
}

// TestFingerprintStandsStill: what moves by itself does not show, and reading
// never does.
func TestFingerprintStandsStill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, Demo(time.Now()), 0)
		before, mark := a.Capture(), a.Fingerprint()
		pass(5 * time.Second)
		ask(a).fine(t, "DescribeImages", "Owner.1=self")
		pass(10 * time.Minute)
		if found := Differences(before, a.Capture()); len(found) > 0 || a.Fingerprint() != mark {
			t.Errorf("it moved: %v", found)
		}
	})
}

// TestCaptureIsApart: what is done to a capture is not done to its account, nor
// the other way round.
func TestCaptureIsApart(t *testing.T) {
	a := open(t, inHome(vault()))
	taken, mark := a.Capture(), a.Fingerprint()
	taken.Regions[home].Images[0].Name = "changed"
	if a.Fingerprint() != mark {
		t.Error("a change of the capture changed the account")
	}
}

// TestCaptureAmongChanges: an account can be captured while it is changed.
func TestCaptureAmongChanges(t *testing.T) {
	a := open(t, inHome(workbench()))
	mark := a.Fingerprint()
	var wait sync.WaitGroup
	for n := range 4 {
		wait.Go(func() {
			for range 20 {
				key := fmt.Sprint("Tag.1.Key=k", n)
				for _, action := range []string{"CreateTags", "DeleteTags"} {
					if got, err := ask(a).send("ec2", action, "ResourceId.1="+amiID(1), key); err != nil || got.code() != "" {
						t.Errorf("%s: %v %s", action, err, got.code())
					}
					a.Capture()
				}
			}
		})
	}
	wait.Wait()
	if a.Fingerprint() != mark {
		t.Error("what was undone shows")
	}
}

// TestRequestCounts: real requests and dry runs are counted apart.
func TestRequestCounts(t *testing.T) {
	a := open(t, inHome(vault()))
	ask(a).fine(t, "DescribeImages")
	a.ForgetRequests()
	ask(a).ec2(t, "DeregisterImage", "ImageId="+amiID(1), "DryRun=true")
	ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(1))
	ask(a).ec2(t, "DeregisterImage", "ImageId="+amiID(1))
	ask(a).fine(t, "DescribeImages")
	got := a.RequestCounts()
	if len(got) != 2 || got["ec2:DeregisterImage"] != (RequestCount{2, 1}) || got["ec2:DescribeImages"] != (RequestCount{1, 0}) {
		t.Errorf("got %v", got)
	}
	if log := a.Requests(); !log[0].Changes || log[3].Changes {
		t.Errorf("changes: %+v", log)
	}
}
