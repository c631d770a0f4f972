package op_test

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// attic is a family whose versions stay or go each for a reason of its own,
// with one image of another family.
func attic() *fleet {
	f := newFleet("us-east-1")
	for _, v := range []struct{ id, name, made, launched string }{
		{"ami-new", "web-2026.11.19", "2026-11-19T08:00:00Z", ""},
		{"ami-bad", "web-2026.11.10", "2026-11-10T08:00:00Z", ""},
		{"ami-old", "web-2026.08.01", "2026-08-01T08:00:00Z", "2026-08-18T08:00:00Z"},
		{"ami-late", "web-2026.03.05", "2026-03-05T08:00:00Z", "2026-11-01T08:00:00Z"},
		{"ami-used", "web-2026.03.04", "2026-03-04T08:00:00Z", "2026-03-18T08:00:00Z"},
		{"ami-held", "web-2026.03.03", "2026-03-03T08:00:00Z", "2026-03-18T08:00:00Z"},
		{"ami-built", "web-2026.03.02", "2026-03-02T08:00:00Z", "2026-03-18T08:00:00Z"},
		{"ami-gone", "web-2026.03.01", "2026-03-01T08:00:00Z", "2026-03-18T08:00:00Z"},
		{"ami-never", "web-2026.02.01", "2026-02-01T08:00:00Z", ""},
		{"ami-else", "db-2024.01.01", "2024-01-01T08:00:00Z", ""},
	} {
		f.add(v.id, v.name, "snap-of-"+v.id[4:]+" 8")
		f.image(v.id, func(i *ami.Image) {
			i.Created, i.LastLaunched = ami.ParseDate(v.made), ami.ParseDate(v.launched)
		})
	}
	f.image("ami-bad", func(i *ami.Image) { i.State = text.Clean("failed") })
	f.image("ami-held", func(i *ami.Image) { i.Protection = text.Clean("enabled") })
	f.tag("ami-built", "Ec2ImageBuilderArn", "arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.0.0/1")
	return f.but(func(f *fleet) {
		f.know(ami.References{Where: f.at, ImageID: "ami-used"}, ami.ReferenceList{List: []ami.Reference{
			{Type: text.Clean("ec2:LaunchTemplate"), ARN: text.Clean("arn:aws:ec2:us-east-1:111122223333:launch-template/web")},
		}})
	})
}

func TestPlansOfSweeping(t *testing.T) {
	for name, c := range map[string]struct {
		fleet  *fleet
		ids    string
		values []string
	}{
		"usual":     {attic(), "ami-old", nil},
		"keep-one":  {attic(), "ami-old", []string{"keep=1", "older=30d", "unused=1w", "delete-snapshots=true"}},
		"nothing":   {attic(), "ami-old", []string{"older=2y"}},
		"two":       {attic(), "ami-old ami-else ami-new", []string{"keep=1"}},
		"foreign":   {attic().image("ami-old", func(i *ami.Image) { i.OwnerID = text.Clean(partner) }), "ami-old", nil},
		"no-family": {attic().image("ami-old", func(i *ami.Image) { i.Name = text.Clean("") }), "ami-old", nil},
		"denied": {attic().but(func(f *fleet) {
			f.deny(ami.References{Where: f.at, ImageID: "ami-gone"}, "ec2:DescribeImageReferences")
		}), "ami-old", nil},
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, "sweep/"+name+".plan", sheet(c.fleet.tell().plan(t, "sweep", c.ids, c.values...)))
		})
	}
}

// TestWhatASweepTakesNothingKeeps holds every image that goes to each rule on
// its own, over every number to keep.
func TestWhatASweepTakesNothingKeeps(t *testing.T) {
	f := attic().tell()
	for keep := 1; keep <= 9; keep++ {
		p := f.plan(t, "sweep", "ami-old", "keep="+string(rune('0'+keep)))
		newest := []string{"ami-new", "ami-old", "ami-late", "ami-used", "ami-held", "ami-built", "ami-gone", "ami-never"}[:min(keep, 8)]
		for _, s := range p.Steps {
			c := s.Do.(op.DeregisterImage)
			if slices.Contains(newest, c.ImageID) || !slices.Contains([]string{"ami-old", "ami-gone", "ami-never"}, c.ImageID) {
				t.Errorf("keep %d takes %s", keep, c.ImageID)
			}
		}
	}
}

func TestRulesOfASweepAreChecked(t *testing.T) {
	for value, want := range map[string]string{
		"keep=0": "1 to 1000", "keep=all": "1 to 1000", "older=90": "90d", "older=-1d": "90d", "unused=soon": "6mo",
	} {
		name, v, _ := strings.Cut(value, "=")
		f := attic().tell()
		r := op.Request{Action: "image.sweep", Targets: []op.Target{{At: f.at, ID: "ami-old"}}, Values: op.Values{name: {v}}}
		if _, err := op.Find("sweep").Plan(r, f.Facts()); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), v) {
			t.Errorf("%s: %v", value, err)
		}
	}
}
