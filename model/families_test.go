package model

import (
	"fmt"
	"slices"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

// TestFamiliesByNameTagAndCopy: the list of families takes together what names,
// family tags and renamed copies take together, and nothing that was merely built
// on something else.
func TestFamiliesByNameTagAndCopy(t *testing.T) {
	built := func(i ami.Image) ami.Image {
		i.Extra.SourceInstance = text.Clean("i-1")
		return i
	}
	at := func(i ami.Image, day int) ami.Image {
		i.Created = ami.ParseDate(fmt.Sprintf("2026-11-%02dT00:00:00Z", day))
		return i
	}
	stranger := kin("ami-9", "theirs-2026.11.01", "ami-1", "Family", "web")
	stranger.Traits = &ami.Traits{OwnerID: text.Clean("999988887777")}
	images := []ami.Image{
		at(kin("ami-1", "web-2026.11.01", "", "", ""), 1),
		at(kin("ami-2", "web-2026.11.09", "", "ImageFamily", "Shop"), 9),
		at(kin("ami-3", "storefront", "", "family", "Shop"), 3),        // by its tag
		at(kin("ami-4", "kept for audit", "ami-1", "", ""), 4),         // a copy of web under another name
		at(kin("ami-5", "kept longer", "ami-4", "", ""), 5),            // and a copy of that
		at(built(kin("ami-6", "api-2026.11.10", "ami-1", "", "")), 10), // built on web: another thing
		at(kin("ami-7", "web-2026.11.02", "ami-1", "", ""), 2),         // named alike anyway
		at(kin("ami-8", "from nowhere", "ami-0000", "", ""), 6),        // its source was not read
		at(stranger, 8), // somebody else's
		at(kin("ami-10", "lonely-2026.11.01", "", "Project", "Shop"), 7), // a tag that names no family
	}
	st, _ := listing(images, nil)
	got := map[string]string{}
	var order []string
	for _, f := range st.Families() {
		order = append(order, f.Name)
		for _, v := range f.Versions {
			got[v.Name] = f.Name + " " + string(v.How)
		}
	}
	want := map[string]string{
		"web-2026.11.01": "web ", "web-2026.11.02": "web ", "web-2026.11.09": "web ",
		"storefront": "web tag", "kept for audit": "web copy", "kept longer": "web copy",
		"api-2026.11.10": "api ", "from nowhere": "from nowhere ", "theirs-2026.11.01": "theirs ", "lonely-2026.11.01": "lonely ",
	}
	for name, family := range want {
		if got[name] != family {
			t.Errorf("%s is of %q, want %q", name, got[name], family)
		}
	}
	if len(got) != len(want) || !slices.Equal(order, []string{"api", "web", "theirs", "lonely", "from nowhere"}) {
		t.Errorf("families %q", order)
	}
}
