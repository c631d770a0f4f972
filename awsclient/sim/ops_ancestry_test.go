package sim

import (
	"fmt"
	"testing"
)

// TestImageAncestry follows images to their roots, across regions and owners.
func TestImageAncestry(t *testing.T) {
	made := func(n, from int, region string) Image {
		i := Image{ImageId: amiID(n), CreationDate: "2026-01-01T00:00:00Z", SourceImageRegion: region}
		if from > 0 {
			i.SourceImageId = amiID(from)
		}
		return i
	}
	other := func(i Image, owner, alias string, public bool) Image {
		i.OwnerId, i.ImageOwnerAlias, i.Public = owner, alias, public
		return i
	}
	seed := inHome(RegionSeed{
		Images: []Image{
			made(1, 0, ""), made(2, 1, home), made(3, 2, ""), // registered, then built on twice; 3 does not say where
			made(4, 40, away), // copied from there
			made(5, 5, home),  // a ring, which AWS has not
			made(6, 99, home), // made of what is gone
			made(7, 70, home), made(8, 80, "cn-north-1"), made(9, 90, "af-south-1"),
			other(made(70, 1, home), stranger, "", false),
			{ImageId: amiID(81), State: "disabled", SourceImageId: amiID(1)},
		},
		Catalogue: func() []Image { return []Image{other(made(50, 51, home), stranger, "amazon", true)} },
	})
	seed.Regions[away] = &RegionSeed{Images: []Image{
		made(40, 41, away), other(made(41, 42, away), friend, "", false), other(made(42, 50, home), friend, "", true),
	}, LaunchPermissions: map[string][]LaunchPermission{amiID(41): {{UserId: us}}}}
	seed.Regions["cn-north-1"] = &RegionSeed{Images: []Image{made(80, 0, "")}}
	a := open(t, seed)
	ring := make([]string, maxAncestry)
	for n := range ring {
		ring[n] = "5"
	}
	for n, want := range map[int][]string{
		1: {"1"}, 2: {"2", "1"}, 3: {"3", "2", "1"},
		4: {"4", "40", "41", "42", "50"}, // ends at Amazon's, although that one has a source
		5: ring, 6: {"6"}, 7: {"7"}, 8: {"8"}, 9: {"9"}, 81: {"81", "1"},
	} {
		got := ask(a).fine(t, "GetImageAncestry", "ImageId="+amiID(n)).xml.texts("imageAncestryEntrySet/item/imageId")
		wantIDs(t, fmt.Sprint("image ", n), got, want...)
	}
	got := ask(a).fine(t, "GetImageAncestry", "ImageId="+amiID(4)).xml.all("imageAncestryEntrySet/item")
	wantTexts(t, got[1], map[string]string{"sourceImageId": amiID(41), "sourceImageRegion": away, "creationDate": "2026-01-01T00:00:00.000Z", "imageOwnerAlias": ""})
	wantTexts(t, got[4], map[string]string{"imageOwnerAlias": "amazon", "sourceImageId": amiID(51)})
	ask(a).fine(t, "DeregisterImage", "ImageId="+amiID(1))
	wantIDs(t, "after its root is gone", ask(a).fine(t, "GetImageAncestry", "ImageId="+amiID(3)).xml.texts("imageAncestryEntrySet/item/imageId"), "3", "2")
	for id, code := range map[string]string{
		"": "MissingParameter", "web": "InvalidAMIID.Malformed", amiID(1): "InvalidAMIID.Unavailable",
		amiID(70): "InvalidAMIID.NotFound", amiID(404): "InvalidAMIID.NotFound",
	} {
		if got := ask(a).ec2(t, "GetImageAncestry", "ImageId="+id); got.code() != code {
			t.Errorf("%q: got %q, want %s", id, got.code(), code)
		}
	}
	if got := ask(a).ec2(t, "GetImageAncestry", "ImageId="+amiID(2), "DryRun=true"); got.code() != "DryRunOperation" {
		t.Errorf("dry run: %q", got.code())
	}
}
