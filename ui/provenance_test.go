package ui_test

import (
	"testing"

	"tami/awsclient/sim"
	"tami/model/ami"
)

func TestAStrangerUnderAPublishersNameIsSaidToBeOne(t *testing.T) {
	o := options{from: ami.Source{Kind: ami.Community}, regions: []string{"us-east-1"}, filter: "'ubuntu-noble"}
	travel(t, o, func(j *journey) {
		j.Loaded().After(rested).Sees("not Canonical's", "418295711234", "Named like Canonical's, but owned by 418295711234 and not verified by AWS")
		j.Press("enter").After(rested).Sees("! Named like Canonical's", "418295711234  not verified by AWS")
	})
	o.from = ami.Source{Kind: ami.Amazon}
	travel(t, o, func(j *journey) {
		j.Loaded().After(rested).Sees("amazon verified", "099720109477 Canonical, verified").Misses("not Canonical's")
	})
}

func TestAHiddenCharacterDoesNotHideWhomANameIsLike(t *testing.T) {
	seed := sim.Seed{Account: "111122223333", Regions: map[string]*sim.RegionSeed{"us-east-1": {Images: []sim.Image{{
		ImageId: "ami-0123456789abcdef0", OwnerId: "418295711234", Public: true, State: "available", Name: "ubunt\u200bu/im\u0430ges/x",
	}}}}}
	travel(t, options{seed: seed, from: ami.Source{Kind: ami.Community}, regions: []string{"us-east-1"}, w: 120, h: 40}, func(j *journey) {
		j.Loaded().After(rested).Sees("not Canonical's", "Disguised as Canonical's with hidden or look-alike characters, but owned by 418295711234")
	})
}

func TestWhatIsNotAllowedSaysSo(t *testing.T) {
	image := sim.Image{ImageId: "ami-0123456789abcdef0", OwnerId: "418295711234", Public: true, State: "available", Name: "x", ImageAllowed: new(false)}
	seed := sim.Seed{Account: "111122223333", Regions: map[string]*sim.RegionSeed{"us-east-1": {
		Images: []sim.Image{image}, AllowedImagesSettings: &sim.AllowedImagesSettings{State: "audit-mode"},
	}}}
	travel(t, options{seed: seed, from: ami.Source{Kind: ami.Community}, regions: []string{"us-east-1"}, w: 120, h: 40}, func(j *journey) {
		j.Loaded().After(rested).Sees("not allowed").Press("enter").After(rested).Sees("ImageAllowed", "audit mode")
	})
}

// TestAMarketplaceRowNamesItsProduct: what has to be subscribed to stands beside
// each image where there is room for it, and a scroll away where not.
func TestAMarketplaceRowNamesItsProduct(t *testing.T) {
	const product = "zbydptpvxg9zk08pybbqo2vr0"
	travel(t, options{w: 120, h: 40, from: ami.Source{Kind: ami.Marketplace}, filter: "pfSense", regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().After(rested).Sees("PRODUCT", "marketplace     "+product)
	})
	travel(t, options{w: 80, h: 24, from: ami.Source{Kind: ami.Marketplace}, filter: "pfSense", regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().After(rested).Misses(product)
		for range 8 {
			j.Press("right")
		}
		j.Sees("PRODUCT", product)
	})
}
