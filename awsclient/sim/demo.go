package sim

import "time"

// demoAccount is the account of the demo, which its people call ops-prod.
const demoAccount = "111122223333"

// Accounts that the demo account deals with.
const (
	demoStaging  = "222233334444" // ops-staging, in our organisation
	demoLogistic = "333344445555" // the shop's logistics partner
	demoPlatform = "444455556666" // data-platform, in our organisation
	demoVendor   = "777788889999" // a supplier, outside the organisation
)

// Our organisation and one of its units, as launch permissions name them.
const (
	demoOrganization = "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5"
	demoUnit         = "arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cd34ef56"
)

// Regions of the demo account. Images are built in the first and copied to the others.
const (
	demoHome   = "us-east-1"
	demoEurope = "eu-west-1"
	demoSydney = "ap-southeast-2"
	demoBrazil = "sa-east-1"
)

// Demo is the account that tami shows with --demo: a web shop's production
// account in four regions, one bad release old enough to have spread, and one
// of nearly everything that EC2 can say about an image. It is the same for the
// same now; every age in it is counted back from now. The public images are made
// only when somebody looks for them.
func Demo(now time.Time) Seed {
	now = now.UTC().Truncate(time.Second)
	seed := Seed{Account: demoAccount, Prices: "embedded", Regions: map[string]*RegionSeed{}}
	var home *demoRegion
	for _, name := range []string{demoHome, demoEurope, demoSydney, demoBrazil} {
		d := newDemoRegion(name, now)
		if home == nil {
			home = d
		}
		d.addNetwork()
		d.addKeys()
		d.addFamilies(home)
		d.addSingles()
		d.addForeign()
		d.tellStory()
		d.addTemplates()
		d.addFleet()
		d.addParameters()
		d.addRules()
		d.addBin()
		d.addUsage()
		d.addRecipes()
		d.addSettings()
		d.seed.Catalogue = func() []Image { return markAllowed(name, publicCatalogue(name, now)) }
		seed.Regions[name] = d.seed
	}
	return seed
}
