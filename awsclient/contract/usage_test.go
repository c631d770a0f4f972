package contract

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model"
	"tami/model/ami"
)

// learnt asks needs of an account and gives a state that knows the answers.
func learnt(t *testing.T, a *sim.Account, needs func(*model.State) []ami.Need) *model.State {
	t.Helper()
	s := model.New(model.Scope{Profiles: []string{""}, Regions: []string{"us-east-1"}}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices())
	c := awsclient.New(awsclient.Options{Transport: a.Transport(), MaxAttempts: 1})
	for range 3 { // what is asked grows with what is known
		var due []ami.Need
		for _, n := range needs(s) {
			if s.Due(n) {
				s.Ask(n)
				due = append(due, n)
			}
		}
		for _, facts := range Ask(t, c, due...) {
			for _, f := range facts {
				s.Learn(f)
			}
		}
	}
	return s
}

// What one finder may not see is named, and the verdict never says that an
// image is unused.
func TestUsageNamesEachFinderThatIsDenied(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	unused := ""
	for _, img := range Images(t, awsclient.New(awsclient.Options{Transport: account(t).Transport()}), at.Region, "mine") {
		if strings.HasPrefix(img.Name.String(), "legacy-fax") {
			unused = img.ID.Raw()
		}
	}
	for action, c := range map[string]struct{ service, what string }{
		"DescribeInstances":            {"ec2", "instances"},
		"DescribeImageReferences":      {"ec2", "launch templates, SSM parameters and Image Builder recipes"},
		"DescribeAutoScalingGroups":    {"autoscaling", "Auto Scaling groups"},
		"DescribeLaunchConfigurations": {"autoscaling", "launch configurations"},
	} {
		a := account(t, sim.Fault{Do: "deny", Service: c.service, Action: action})
		s := learnt(t, a, func(*model.State) []ami.Need { return model.UsageNeeds(at, unused) })
		line := s.Usage(at, unused).Line()
		if !strings.Contains(line, "not checked: ") || !strings.Contains(line, c.what) || strings.Contains(line, "unused") {
			t.Errorf("%s denied: %s", action, line)
		}
		why := ""
		for _, n := range s.Usage(at, unused).NotChecked {
			if n.What == c.what {
				why = n.Why
			}
		}
		if why != "not permitted: "+c.service+":"+action {
			t.Errorf("%s is not checked because of %q", c.what, why)
		}
	}
}

// requestsForUsage asks what uses images of an account, as a list of them does,
// and counts the requests by action.
func requestsForUsage(t *testing.T, a *sim.Account, ids []string) (counts map[string]int, all int, s *model.State) {
	t.Helper()
	a.ForgetRequests()
	s = learnt(t, a, func(s *model.State) []ami.Need { return s.UsersNeeds(ami.Where{Region: "us-east-1"}, ids) })
	counts = map[string]int{}
	for _, r := range a.Requests() {
		counts[r.Action]++
		all++
	}
	return counts, all, s
}

func firstIDs(images []ami.Image, n int) []string {
	var ids []string
	for i := range images[:min(n, len(images))] {
		ids = append(ids, images[i].ID.Raw())
	}
	return ids
}

// What uses the images of an account takes few requests, however many templates
// there are: what is shown to be in use already is not asked about one by one,
// and is said not to be.
func TestUsageOfManyImagesTakesFewRequests(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	a := account(t)
	c := awsclient.New(awsclient.Options{Transport: a.Transport()})
	own := Images(t, c, at.Region, "mine")
	ids := append(firstIDs(own, 200), firstIDs(Images(t, c, at.Region, "amazon"), 200-min(200, len(own)))...)
	if len(ids) != 200 {
		t.Fatalf("only %d images", len(ids))
	}
	counts, all, s := requestsForUsage(t, a, ids)
	used := 0
	for _, id := range ids {
		u := s.Usage(at, id)
		if s.Known(ami.References{Where: at, ImageID: id}).Settled() {
			continue
		}
		if used++; len(u.Users) == 0 || !strings.Contains(u.Line(), "not checked: launch templates, SSM parameters") {
			t.Errorf("%s was not asked about, and the verdict is %q", id, u.Line())
		}
	}
	t.Logf("%d requests for 200 images, %d of them in use: %v", all, used, counts)
	// Ten images go into a request for references: those not in use decide.
	if most := (200-used+9)/10 + 8; all > most || used == 0 {
		t.Errorf("%d requests for 200 images, %d of them in use; want %d at most: %v", all, used, most, counts)
	}
}

// Of 200 images half of which are in use, 20 requests tell what uses them. Of 200
// that nothing uses they do not: EC2 has to be asked about each ten.
func TestUsageOfTwoHundredImages(t *testing.T) {
	for name, c := range map[string]struct{ used, most int }{
		"half of them in use": {100, 20},
		"none of them in use": {0, 28},
	} {
		region := &sim.RegionSeed{}
		var ids []string
		for n := range 200 {
			id := fmt.Sprintf("ami-%017d", n)
			ids = append(ids, id)
			region.Images = append(region.Images, sim.Image{ImageId: id, Name: "web-" + id, OwnerId: "111122223333", State: "available"})
			if n < c.used {
				region.Instances = append(region.Instances, sim.Instance{InstanceId: fmt.Sprintf("i-%017d", n), ImageId: id, InstanceType: "c7g.large",
					State: &sim.InstanceState{Code: 16, Name: "running"}})
			}
		}
		a, err := sim.New(sim.Options{Seed: sim.Seed{Account: "111122223333", Regions: map[string]*sim.RegionSeed{"us-east-1": region}}})
		if err != nil {
			t.Fatal(err)
		}
		counts, all, s := requestsForUsage(t, a, ids)
		if all > c.most {
			t.Errorf("%s: %d requests, want %d at most: %v", name, all, c.most, counts)
		}
		u := s.Usage(ami.Where{Region: "us-east-1"}, ids[199])
		if len(u.Users) > 0 || strings.Contains(u.Line(), "SSM") {
			t.Errorf("%s: an image that nothing uses is not asked about: %s", name, u.Line())
		}
	}
}

// A report on other accounts' use is read when it is there, and said to be
// lacking until then.
func TestOtherAccountsAreToldByAReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		at := ami.Where{Region: "us-east-1"}
		const image = "ami-0a1b2c3d4e5f60718"
		a := account(t)
		line := func() string {
			return learnt(t, a, func(s *model.State) []ami.Need {
				needs := []ami.Need{ami.Caller{}, ami.OneImage{Where: at, ID: image}}
				if img := s.Image(at, image); img != nil {
					needs = append(needs, s.OtherAccountNeeds(at, img)...)
				}
				return needs
			}).Usage(at, image).Line()
		}
		if got := line(); !strings.Contains(got, "not checked: ") || !strings.Contains(got, "other accounts") {
			t.Errorf("without a report: %s", got)
		}
		client := ec2.New(ec2.Options{Region: at.Region, HTTPClient: &http.Client{Transport: a.Transport()},
			Credentials: credentials.NewStaticCredentialsProvider("a", "b", "")})
		kinds := []types.ImageUsageResourceTypeRequest{{ResourceType: new("ec2:Instance")}, {ResourceType: new("ec2:LaunchTemplate")}}
		if _, err := client.CreateImageUsageReport(t.Context(), &ec2.CreateImageUsageReportInput{ImageId: new(image), ResourceTypes: kinds}); err != nil {
			t.Fatal(err)
		}
		if got := line(); !strings.Contains(got, "other accounts") || strings.Contains(got, "used by 1 other account") {
			t.Errorf("while the report is made: %s", got)
		}
		<-time.After(10 * time.Minute)
		if got := line(); !strings.Contains(got, "used by 1 other account") || !strings.Contains(got, "other accounts since ") {
			t.Errorf("with the report: %s", got)
		}
	})
}

// The share doctor says of the demonstration's images what is wrong with them.
func TestShareDoctorOnTheDemonstration(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	ids := map[string]string{}
	for _, img := range Images(t, awsclient.New(awsclient.Options{Transport: account(t).Transport()}), at.Region, "mine") {
		for _, name := range []string{"opsprod-toolbox", "web-arm64-2", "payments-v", "billing-archive", "windows-2022-iis", "search-os"} {
			if strings.HasPrefix(img.Name.String(), name) && ids[name] == "" && !img.Pending() {
				ids[name] = img.ID.Raw()
			}
		}
	}
	doctor := func(id string, faults ...sim.Fault) (string, string) {
		var said, not []string
		s := learnt(t, account(t, faults...), func(s *model.State) []ami.Need {
			needs := []ami.Need{ami.Caller{}, ami.OneImage{Where: at, ID: id}}
			img := s.Image(at, id)
			if img == nil {
				return needs
			}
			for _, snap := range img.SnapshotIDs() {
				needs = append(needs, ami.OneSnapshot{Where: at, ID: snap})
			}
			return append(needs, s.ShareNeeds(at, img)...)
		})
		findings, unchecked := s.ShareDoctor(at, s.Image(at, id))
		for _, f := range findings {
			said = append(said, f.Text)
		}
		for _, n := range unchecked {
			not = append(not, n.What+": "+n.Why)
		}
		return strings.Join(said, "\n"), strings.Join(not, "\n")
	}
	const bad = "ami-0a1b2c3d4e5f60718"
	for id, want := range map[string]string{
		ids["opsprod-toolbox"]: "public and not encrypted",
		ids["billing-archive"]: "gone, or not visible",
		bad:                    "Account 333344445555 cannot launch it: the policy of alias/prod",
	} {
		if said, _ := doctor(id); !strings.Contains(said, want) {
			t.Errorf("%s: %q is not said: %s", id, want, said)
		}
	}
	for action, service := range map[string]string{
		"DescribeImageAttribute": "", "DescribeSnapshotAttribute": "ec2", "DescribeSnapshots": "ec2", "GetImageBlockPublicAccessState": "ec2",
		"DescribeKey": "kms", "GetKeyPolicy": "kms",
	} {
		said, not := doctor(bad, sim.Fault{Do: "deny", Service: service, Action: action})
		if service != "" && !strings.Contains(not, "not permitted: "+service+":"+action) {
			t.Errorf("%s denied is not named: %s", action, not)
		}
		if strings.Contains(said, "default") {
			t.Errorf("%s denied makes the key the default one: %s", action, said)
		}
	}
}
