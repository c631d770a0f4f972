package model

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// kin makes an image: id, name, the image it was made from, and a tag.
func kin(id, name, source, key, value string) ami.Image {
	i := ami.Image{ID: text.Clean(id), Name: text.Clean(name), Created: ami.DateOf(time.Unix(1_700_000_000, 0)),
		Traits: &ami.Traits{OwnerID: text.Clean("111122223333")}, Extra: &ami.Extra{SourceImage: text.Clean(source)}}
	if key != "" {
		i.Tags = []ami.Tag{{Key: text.Clean(key), Value: text.Clean(value)}}
	}
	return i
}

// listing is a state that has read images of one place, and what more it was
// told.
func listing(images []ami.Image, more map[ami.Need]any) (*State, ami.Where) {
	at := ami.Where{Region: "us-east-1"}
	answers := map[ami.Need]any{ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}: ami.ImagePage{Images: images}}
	for n, a := range more {
		answers[n] = a
	}
	return learned(answers), at
}

func TestWhoIsOfAFamily(t *testing.T) {
	stranger := kin("ami-9", "stranger", "", "Family", "web")
	stranger.Traits = &ami.Traits{OwnerID: text.Clean("999988887777")}
	images := []ami.Image{
		kin("ami-1", "web-2026.11.01", "ami-0", "Family", "web"),
		kin("ami-2", "web-2026.11.09", "ami-0", "", ""),
		kin("ami-0", "golden-2026.10.01", "ami-00", "", ""),
		kin("ami-00", "base-1", "", "", ""),
		kin("ami-4", "grandchild", "ami-3", "", ""), // before its parent
		kin("ami-3", "hotfix", "ami-1", "", ""),
		kin("ami-5", "shop", "", "image-family", "web"),
		kin("ami-6", "other", "", "Family", "api"),
		kin("ami-7", "project", "", "Project", "web"),
		kin("ami-8", "sibling", "ami-0", "", ""),
		stranger,
	}
	ancestry := ami.AncestryList{List: []ami.Ancestor{{ID: text.Clean("ami-1")}, {ID: text.Clean("ami-0")}, {ID: text.Clean("ami-00")}}}
	st, at := listing(images, map[ami.Need]any{ami.Ancestry{Where: ami.Where{Region: "us-east-1"}, ImageID: "ami-1"}: ancestry})
	want := map[string]Kinship{
		"web-2026.11.01": ByName, "web-2026.11.09": ByName, "golden-2026.10.01": Ancestor, "base-1": Ancestor,
		"hotfix": Descendant, "grandchild": Descendant, "shop": ByTag,
	}
	f := st.Family(at, st.Image(at, "ami-1"))
	for _, v := range f.Versions {
		how, ok := want[v.Name]
		if !ok || how != v.How {
			t.Errorf("%s is of the family by %q, want %q (%v)", v.Name, v.How, how, ok)
		}
		if (v.How == ByName) != (KinWords(v, &images[0]) == "") {
			t.Errorf("%s: %q", v.Name, KinWords(v, &images[0]))
		}
		delete(want, v.Name)
	}
	for name := range want {
		t.Errorf("%s is missing", name)
	}
}

func TestARingOfAncestorsEnds(t *testing.T) {
	st, at := listing([]ami.Image{kin("ami-1", "a-1.0.0", "ami-2", "", ""), kin("ami-2", "b", "ami-1", "", "")}, nil)
	f := st.Family(at, st.Image(at, "ami-1"))
	if n := len(f.Versions); n != 2 {
		t.Errorf("%d versions", n)
	}
}

func TestFamilyTag(t *testing.T) {
	for key, want := range map[string]bool{
		"Family": true, "family": true, "ImageFamily": true, "image-family": true, "image_family": true, "ami:family": true,
		"AMI Family": true, "Project": false, "team": false, "families": false, "instance-family": false, "": false,
	} {
		i := kin("ami-1", "x", "", "k", "v")
		i.Tags = []ami.Tag{{Key: text.Clean(key), Value: text.Clean("web")}}
		if _, ok := FamilyTag(&i); ok != want {
			t.Errorf("%q: %v", key, ok)
		}
		i.Tags[0].Value = text.Safe{}
		if _, ok := FamilyTag(&i); ok {
			t.Errorf("%q without a value says nothing", key)
		}
	}
}

func TestUsersAndCostOfAVersion(t *testing.T) {
	images := []ami.Image{kin("ami-1", "web-1.0.0", "", "", "")}
	images[0].Devices = []ami.Device{{EBS: &ami.EBS{SnapshotID: text.Clean("snap-1"), VolumeSize: 10}}}
	at := ami.Where{Region: "us-east-1"}
	running := ami.InstancePage{Instances: []ami.Instance{{ID: text.Clean("i-1"), ImageID: text.Clean("ami-1"), State: text.Clean("running")}}}
	group := ami.GroupList{List: []ami.Group{{Name: text.Clean("g"), Launches: []ami.Launch{{ImageID: text.Clean("ami-1")}}}}}
	for _, c := range []struct {
		more  map[ami.Need]any
		n     int
		whole bool
	}{
		{nil, 0, false},
		{map[ami.Need]any{ami.Instances{Where: at}: running}, 1, false},
		{map[ami.Need]any{ami.Instances{Where: at}: running, ami.Groups{Where: at}: group, ami.LaunchConfigurations{Where: at}: ami.LaunchConfigurationList{}}, 2, true},
	} {
		c.more = orEmpty(c.more)
		c.more[ami.Caller{}] = ami.Identity{Account: text.Clean("111122223333")}
		st, _ := listing(images, c.more)
		v := st.Family(at, st.Image(at, "ami-1")).Versions[0]
		if n, whole := st.Users(v); n != c.n || whole != c.whole {
			t.Errorf("%d users, whole %v; want %d, %v", n, whole, c.n, c.whole)
		}
		if usd, known := st.CostUpTo(v); !known || usd <= 0 {
			t.Errorf("costs %v, %v", usd, known)
		}
	}
}

func orEmpty(m map[ami.Need]any) map[ami.Need]any {
	if m == nil {
		return map[ami.Need]any{}
	}
	return m
}

// tenThousand are images of five hundred families, half of them with tags and
// every tenth made from another.
func tenThousand() []ami.Image {
	images := make([]ami.Image, 10_000)
	for n := range images {
		source, key := "", ""
		if n%10 == 9 {
			source = fmt.Sprintf("ami-%017x", n-9)
		}
		if n%2 == 0 {
			key = "Family"
		}
		images[n] = kin(fmt.Sprintf("ami-%017x", n), fmt.Sprintf("service-%c%c-2026.%02d.%02d-%07x", 'a'+n%25, 'a'+n/25%20, 1+n%12, 1+n%28, n*7919), source, key, fmt.Sprint("f", n%250))
	}
	return images
}

// BenchmarkFamilies groups 10,000 images as the Families screen does after a
// change, and finds one image's family as the Versions tab does.
func BenchmarkFamilies(b *testing.B) {
	st, at := listing(tenThousand(), nil)
	b.Run("all of 10000", func(b *testing.B) {
		for b.Loop() {
			if len(st.Families()) < 100 {
				b.Fatal("few families")
			}
		}
	})
	img := st.Image(at, fmt.Sprintf("ami-%017x", 4200))
	b.Run("one among 10000", func(b *testing.B) {
		for b.Loop() {
			if !slices.ContainsFunc(st.Family(at, img).Versions, func(v Version) bool { return v.How == ByTag }) {
				b.Fatal("no kin")
			}
		}
	})
}
