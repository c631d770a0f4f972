package sim

import "strings"

// snapshotPrice is what a GB-month of snapshot storage costs in one region, in US dollars.
type snapshotPrice struct {
	region   string
	prefix   string // of the usage types of the region
	standard string
	archive  string
	location string // the region's name in the price list
}

// snapshotPrices lists AWS's prices: region, prefix of usage types ("-" for
// none), standard tier, archive tier, name. Archive is a quarter of standard
// wherever both are published; regions whose prices are not known are left out.
const snapshotPrices = `
ap-northeast-1 APN1- 0.05 0.0125 Asia Pacific (Tokyo)
ap-northeast-2 APN2- 0.05 0.0125 Asia Pacific (Seoul)
ap-south-1 APS3- 0.05 0.0125 Asia Pacific (Mumbai)
ap-southeast-1 APS1- 0.05 0.0125 Asia Pacific (Singapore)
ap-southeast-2 APS2- 0.055 0.01375 Asia Pacific (Sydney)
ca-central-1 CAN1- 0.055 0.01375 Canada (Central)
eu-central-1 EUC1- 0.054 0.0135 EU (Frankfurt)
eu-north-1 EUN1- 0.0475 0.011875 EU (Stockholm)
eu-west-1 EU- 0.05 0.0125 EU (Ireland)
eu-west-2 EUW2- 0.053 0.01325 EU (London)
eu-west-3 EUW3- 0.053 0.01325 EU (Paris)
sa-east-1 SAE1- 0.068 0.017 South America (Sao Paulo)
us-east-1 - 0.05 0.0125 US East (N. Virginia)
us-east-2 USE2- 0.05 0.0125 US East (Ohio)
us-west-1 USW1- 0.055 0.01375 US West (N. California)
us-west-2 USW2- 0.05 0.0125 US West (Oregon)
`

// When the price list took effect, and its version.
const (
	pricesSince   = "2026-11-01T00:00:00Z"
	pricesVersion = "20261101000000"
)

// readSnapshotPrices gives the prices in the order of the list.
func readSnapshotPrices() []snapshotPrice {
	var prices []snapshotPrice
	for line := range strings.Lines(strings.TrimSpace(snapshotPrices)) {
		fields := strings.SplitN(strings.TrimSpace(line), " ", 5)
		prices = append(prices, snapshotPrice{fields[0], strings.TrimPrefix(fields[1], "-"), fields[2], fields[3], fields[4]})
	}
	return prices
}
