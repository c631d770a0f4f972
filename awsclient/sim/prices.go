package sim

import "strings"

// pricedRegion is what a GB-month of snapshot storage costs in one region, in US
// dollars, and how dear its instances are.
type pricedRegion struct {
	region   string
	prefix   string // of the usage types of the region
	standard string
	archive  string
	hours    string // how many times the price of us-east-1 an instance costs
	location string // the region's name in the price list
}

// pricedRegionList has AWS's prices: region, prefix of usage types ("-" for
// none), standard tier, archive tier, how dear instances are, name. Archive is a
// quarter of standard wherever both are published; regions whose prices are not
// known are left out. How dear instances are is that of m5.large, rounded.
const pricedRegionList = `
ap-northeast-1 APN1- 0.05 0.0125 1.29 Asia Pacific (Tokyo)
ap-northeast-2 APN2- 0.05 0.0125 1.23 Asia Pacific (Seoul)
ap-south-1 APS3- 0.05 0.0125 1.05 Asia Pacific (Mumbai)
ap-southeast-1 APS1- 0.05 0.0125 1.25 Asia Pacific (Singapore)
ap-southeast-2 APS2- 0.055 0.01375 1.25 Asia Pacific (Sydney)
ca-central-1 CAN1- 0.055 0.01375 1.11 Canada (Central)
eu-central-1 EUC1- 0.054 0.0135 1.2 EU (Frankfurt)
eu-north-1 EUN1- 0.0475 0.011875 1.06 EU (Stockholm)
eu-west-1 EU- 0.05 0.0125 1.11 EU (Ireland)
eu-west-2 EUW2- 0.053 0.01325 1.16 EU (London)
eu-west-3 EUW3- 0.053 0.01325 1.17 EU (Paris)
sa-east-1 SAE1- 0.068 0.017 1.59 South America (Sao Paulo)
us-east-1 - 0.05 0.0125 1 US East (N. Virginia)
us-east-2 USE2- 0.05 0.0125 1 US East (Ohio)
us-west-1 USW1- 0.055 0.01375 1.17 US West (N. California)
us-west-2 USW2- 0.05 0.0125 1 US West (Oregon)
`

// When the price list took effect, and its version.
const (
	pricesSince   = "2026-11-01T00:00:00Z"
	pricesVersion = "20261101000000"
)

// pricedRegions gives the regions in the order of the list.
func pricedRegions() []pricedRegion {
	var prices []pricedRegion
	for line := range strings.Lines(strings.TrimSpace(pricedRegionList)) {
		fields := strings.SplitN(strings.TrimSpace(line), " ", 6)
		prices = append(prices, pricedRegion{fields[0], strings.TrimPrefix(fields[1], "-"), fields[2], fields[3], fields[4], fields[5]})
	}
	return prices
}
