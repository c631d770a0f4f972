package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

func answer(s *State, n ami.Need, b ami.Body, p *ami.Problem) {
	s.Learn(ami.Fact{Need: n, First: true, Done: true, Body: b, Problem: p})
}

// used is a state in which everything but one finder has answered that ami-1
// is used, or that nothing is.
func used(denied string, users bool) *State {
	s := fresh()
	for _, n := range UsageNeeds(here, "ami-1") {
		var body ami.Body
		name := ""
		switch n.(type) {
		case ami.Instances:
			name, body = "instances", ami.InstancePage{}
			if users {
				body = ami.InstancePage{Instances: []ami.Instance{
					{ID: text.Clean("i-1"), ImageID: text.Clean("ami-1"), State: text.Clean("running"), Type: text.Clean("c7g.large"), Name: text.Clean("web")},
					{ID: text.Clean("i-2"), ImageID: text.Clean("ami-1"), State: text.Clean("terminated")},
					{ID: text.Clean("i-3"), ImageID: text.Clean("ami-2"), State: text.Clean("running")},
				}}
			}
		case ami.References:
			name, body = "references", ami.ReferenceList{}
			if users {
				body = ami.ReferenceList{List: []ami.Reference{
					{Type: text.Clean("ec2:Instance"), ARN: text.Clean("arn:aws:ec2:us-east-1:1:instance/i-1")},
					{Type: text.Clean("ec2:LaunchTemplate"), ARN: text.Clean("arn:aws:ec2:us-east-1:1:launch-template/lt-1")},
					{Type: text.Clean("ssm:Parameter"), ARN: text.Clean("arn:aws:ssm:us-east-1:1:parameter/ami/web")},
				}}
			}
		case ami.Groups:
			name, body = "groups", ami.GroupList{}
			if users {
				body = ami.GroupList{List: []ami.Group{
					{Name: text.Clean("web-blue"), InService: 6, Launches: []ami.Launch{{From: text.Clean("template web v43"), ImageID: text.Clean("ami-1")}}},
					{Name: text.Clean("dark"), Launches: []ami.Launch{{From: text.Clean("template dark"), Why: text.Clean("resolved from an SSM parameter at launch")}}},
					{Name: text.Clean("api"), Launches: []ami.Launch{{From: text.Clean("template api"), ImageID: text.Clean("ami-9")}}},
				}}
			}
		case ami.LaunchConfigurations:
			name, body = "configurations", ami.LaunchConfigurationList{}
			if users {
				body = ami.LaunchConfigurationList{List: []ami.LaunchConfiguration{{Name: text.Clean("old"), ImageID: text.Clean("ami-1")}}}
			}
		}
		if name == denied {
			answer(s, n, nil, &ami.Problem{Kind: ami.Denied, Title: "not permitted: x:" + name})
			continue
		}
		answer(s, n, body, nil)
	}
	return s
}

func TestUsageNamesEveryUser(t *testing.T) {
	u := used("", true).Usage(here, "ami-1")
	var got []string
	for _, user := range u.Users {
		got = append(got, user.Kind+" "+user.ID)
	}
	want := []string{"instance i-1", "launch template lt-1", "SSM parameter /ami/web", "Auto Scaling group web-blue", "launch configuration old"}
	if !slices.Equal(got, want) {
		t.Errorf("users %q, want %q", got, want)
	}
	if v := u.Verdict(); v != "used by 1 instance, 1 launch template, 1 SSM parameter, 1 Auto Scaling group, 1 launch configuration" {
		t.Errorf("verdict %q", v)
	}
	if !notChecked(u, "group dark, template dark", "SSM parameter") {
		t.Errorf("what could not be resolved is not named: %+v", u.NotChecked)
	}
}

func TestAFinderThatFailedIsNamed(t *testing.T) {
	for finder, what := range map[string]string{
		"instances": "instances", "references": "launch templates", "groups": "Auto Scaling groups", "configurations": "launch configurations",
	} {
		u := used(finder, false).Usage(here, "ami-1")
		if !notChecked(u, what, "not permitted: x:"+finder) {
			t.Errorf("%s denied, but not checked is only %+v", finder, u.NotChecked)
		}
	}
	if u := used("", false).Usage(here, "ami-1"); u.Verdict() != "nothing found that uses it" || len(u.NotChecked) != 2 {
		t.Errorf("verdict %q, not checked %+v", u.Verdict(), u.NotChecked)
	}
}

func TestWhatWasNotAskedYetIsNotChecked(t *testing.T) {
	if u := fresh().Usage(here, "ami-1"); len(u.NotChecked) != 6 {
		t.Errorf("not checked before any answer: %+v", u.NotChecked)
	}
}

// TestManyImagesAreAskedAboutInLessDetail: of a long list only those are asked
// about one by one that nothing shows to be in use, and what was not asked is
// named.
func TestManyImagesAreAskedAboutInLessDetail(t *testing.T) {
	const all = 150
	var ids []string
	for n := range all {
		ids = append(ids, fmt.Sprint("ami-", n))
	}
	references := func(s *State, n int) (list []string) {
		for _, need := range s.UsersNeeds(here, ids[:n]) {
			if r, ok := need.(ami.References); ok {
				list = append(list, r.ImageID)
			}
		}
		return list
	}
	s := fresh()
	for n, want := range map[int]int{0: 0, 1: 1, 20: 20, 21: 21, 100: 100, 101: 0, all: 0} {
		if got := references(s, n); len(got) != want {
			t.Errorf("of %d images %d are asked about before anything is known, want %d", n, len(got), want)
		}
	}
	for n, body := range map[ami.Need]ami.Body{
		ami.Instances{Where: here}:            ami.InstancePage{Instances: []ami.Instance{{ID: text.Clean("i-1"), ImageID: text.Clean("ami-1"), State: text.Clean("running")}}},
		ami.Groups{Where: here}:               ami.GroupList{List: []ami.Group{{Name: text.Clean("g"), Launches: []ami.Launch{{ImageID: text.Clean("ami-2")}}}}},
		ami.LaunchConfigurations{Where: here}: ami.LaunchConfigurationList{List: []ami.LaunchConfiguration{{Name: text.Clean("c"), ImageID: text.Clean("ami-3")}}},
		ami.Templates{Where: here}: ami.TemplateList{List: []ami.Template{{ID: text.Clean("lt-1"), Name: text.Clean("web"), Default: 2, Latest: 2,
			Versions: []ami.TemplateVersion{{Number: 2, Default: true, ImageID: text.Clean("ami-4")}}}}},
	} {
		answer(s, n, body, nil)
	}
	asked := references(s, all)
	if len(asked) != all-4 || slices.Contains(asked, "ami-4") || !slices.Contains(asked, "ami-5") {
		t.Errorf("%d are asked about: %q", len(asked), asked)
	}
	u := s.Usage(here, "ami-4")
	if u.Verdict() != "used by 1 launch template" || u.Users[0].Detail != "web v2 (default, latest)" || !notChecked(u, "launch templates", "not answered yet") {
		t.Errorf("%+v", u)
	}
	if _, not := s.Facts().Users(here, "ami-4"); !slices.ContainsFunc(not, func(n op.NotChecked) bool { return strings.Contains(n.Why, "in use already") }) {
		t.Errorf("a plan does not say what was not asked: %+v", not)
	}
	if u := s.Usage(here, "ami-5"); !notChecked(u, "launch templates", "not answered yet") {
		t.Errorf("%+v", u)
	}
}

func notChecked(u Usage, what, why string) bool {
	return slices.ContainsFunc(u.NotChecked, func(n NotChecked) bool {
		return strings.HasPrefix(n.What, what) && strings.Contains(n.Why, why)
	})
}

func TestFamilyOverRegions(t *testing.T) {
	s := fresh()
	there := ami.Where{Region: "eu-west-1"}
	family := func(at ami.Where, done bool, names ...string) {
		f := ami.Fact{Need: ami.Images{Where: at, From: mine}, First: true, Done: done}
		var body ami.ImagePage
		for i, n := range names {
			img := image("ami-" + at.Region + n)
			img.Name, img.Created = text.Clean(n), ami.ParseDate("2026-11-0"+string(rune('1'+i))+"T00:00:00Z")
			body.Images = append(body.Images, img)
		}
		f.Body = body
		s.Learn(f)
	}
	family(here, true, "web-2026.11.01-77aa0e2", "web-2026.11.02-9f3c01d", "api-2026.11.01-0b1c2d3")
	img := s.Inventory(ami.Images{Where: here, From: mine}).Find("ami-us-east-1web-2026.11.02-9f3c01d")
	f := s.Family(here, img)
	if f.Name != "web" || len(f.Versions) != 2 || f.Versions[0].Name != "web-2026.11.02-9f3c01d" {
		t.Fatalf("%+v", f)
	}
	if len(f.Unread) != 1 || f.Unread[0] != there || len(f.Lacks(f.Versions[0])) != 0 {
		t.Errorf("a region that was not read lacks nothing: %+v", f)
	}
	family(there, true, "web-2026.11.01-77aa0e2")
	f = s.Family(here, img)
	if lacks := f.Lacks(f.Versions[0]); !slices.Equal(lacks, []ami.Where{there}) {
		t.Errorf("the newest is lacking in %v", lacks)
	}
	if lacks := f.Lacks(f.Versions[1]); len(lacks) != 0 {
		t.Errorf("the older one is lacking in %v", lacks)
	}
}

func TestCostHasBoundsAndSaysWhatItDoesNotKnow(t *testing.T) {
	gib := func(n int64) *int64 { n <<= 30; return &n }
	snap := func(size int32, full *int64, tier string) *ami.Snapshot {
		return &ami.Snapshot{OwnerID: text.Clean("111122223333"), VolumeSize: size, FullSize: full, Tier: text.Clean(tier)}
	}
	for name, c := range map[string]struct {
		region    string
		snapshots map[string]*ami.Snapshot
		label     string
		low, high string
		unknown   int
	}{
		"what was written":      {"us-east-1", map[string]*ami.Snapshot{"snap-1": snap(100, gib(12), "standard")}, "up to", "0.00", "0.60", 0},
		"only the volume known": {"us-east-1", map[string]*ami.Snapshot{"snap-1": snap(100, nil, "standard")}, "up to", "0.00", "5.00", 0},
		"archived":              {"us-east-1", map[string]*ami.Snapshot{"snap-1": snap(100, gib(40), "archive")}, "exact", "0.50", "0.50", 0},
		"gone":                  {"us-east-1", map[string]*ami.Snapshot{"snap-1": nil}, "unknown", "0.00", "0.00", 1},
		"no price there":        {"eu-south-1", map[string]*ami.Snapshot{"snap-1": snap(100, gib(12), "standard")}, "unknown", "0.00", "0.00", 1},
		"not asked yet":         {"us-east-1", nil, "unknown", "0.00", "0.00", 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh()
			at := ami.Where{Region: c.region}
			for id, sn := range c.snapshots {
				n := ami.OneSnapshot{Where: at, ID: id}
				if sn == nil {
					answer(s, n, ami.Absent{}, nil)
				} else {
					answer(s, n, ami.SnapshotBody{Snapshot: *sn}, nil)
				}
			}
			img := image("ami-1")
			img.Devices = []ami.Device{volume("snap-1", 100, ami.No), volume("snap-1", 100, ami.No)}
			got := s.Cost(at, &img, "111122223333")
			if string(got.Label) != c.label || Dollars(got.Low) != c.low || Dollars(got.High) != c.high || len(got.Unknown) != c.unknown {
				t.Errorf("%s, %s to %s, unknown %q", got.Label, Dollars(got.Low), Dollars(got.High), got.Unknown)
			}
		})
	}
}
