package sim

import (
	"slices"
	"testing"
)

// TestDemoParentsAreOlder: whatever an image was made from is there, unless its
// line was cut on purpose, and was there before it.
func TestDemoParentsAreOlder(t *testing.T) {
	for _, now := range demoMoments() {
		seed := Demo(now)
		made := map[string]map[string]string{} // by region and ID: when
		for name, r := range seed.Regions {
			made[name] = map[string]string{}
			for _, i := range slices.Concat(r.Images, r.Catalogue()) {
				made[name][i.ImageId] = i.CreationDate
			}
		}
		children := 0
		for name, r := range seed.Regions {
			for _, i := range r.Images {
				if i.SourceImageId == "" {
					continue
				}
				children++
				parent, ok := made[i.SourceImageRegion][i.SourceImageId]
				if !ok || !demoParse(t, parent).Before(demoParse(t, i.CreationDate)) {
					t.Errorf("%v: %s of %s in %s was made from %s of %q", now, i.Name, i.CreationDate, name, i.SourceImageId, parent)
				}
			}
		}
		if children == 0 {
			t.Error("no image was made from another")
		}
	}
}

// TestDemoAllowedImages: the one region whose setting is on says of every image
// of others whether it is allowed, and no other region says anything.
func TestDemoAllowedImages(t *testing.T) {
	eachDemoRegion(t, func(t *testing.T, name string, r *RegionSeed) {
		said := map[bool]int{}
		for _, i := range slices.Concat(r.Images, r.Catalogue()) {
			if (i.ImageAllowed != nil) != (name == demoSydney && i.OwnerId != demoAccount) {
				t.Errorf("%s of %s: %v", i.ImageId, i.OwnerId, i.ImageAllowed)
			}
			if i.ImageAllowed != nil {
				said[*i.ImageAllowed]++
			}
		}
		if on := r.AllowedImagesSettings != nil; on != (name == demoSydney) || on && (said[true] == 0 || said[false] == 0) {
			t.Errorf("%s: %v, %+v", name, said, r.AllowedImagesSettings)
		}
	})
}
