package sim

import "slices"

type describeRegionsInput struct {
	AllRegions  *bool
	RegionNames []string `form:"RegionName"`
	filtering
}

type describeRegionsResult struct {
	Regions []Region `wire:"regionInfo,always"`
}

func regionFilters() filterKind[Region] {
	return filterKind[Region]{paths: `
		endpoint Endpoint
		opt-in-status OptInStatus
		region-name RegionName`}
}

// describeRegions lists the regions the account may use; with AllRegions or
// names, those it must first opt in to as well.
func describeRegions(c *call, in *describeRegionsInput) (describeRegionsResult, error) {
	out := describeRegionsResult{}
	matches, err := regionFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	for _, name := range in.RegionNames {
		if !isRegion(name) {
			return out, refuse("InvalidParameterValue", "Invalid region names: '%s'", name)
		}
	}
	all := in.AllRegions != nil && *in.AllRegions || len(in.RegionNames) > 0
	for _, known := range awsRegions() {
		r := c.account.describeRegion(known)
		switch {
		case !all && r.OptInStatus == notOptedIn, r.OptInStatus == notOptedIn && known.partition != awsPartition:
		case len(in.RegionNames) > 0 && !slices.Contains(in.RegionNames, r.RegionName):
		case matches(&r):
			out.Regions = append(out.Regions, r)
		}
	}
	return out, nil
}

const (
	notOptedIn = "not-opted-in"
	optedIn    = "opted-in"
	noOptIn    = "opt-in-not-required"
)

func (a *Account) describeRegion(known awsRegion) Region {
	r := Region{RegionName: known.name, Endpoint: "ec2." + known.name + ".amazonaws.com", OptInStatus: noOptIn}
	switch open := a.regions[known.name] != nil; {
	case !open:
		r.OptInStatus = notOptedIn
	case known.optIn:
		r.OptInStatus = optedIn
	}
	return r
}

type describeZonesInput struct {
	AllAvailabilityZones *bool
	ZoneNames            []string `form:"ZoneName"`
	ZoneIds              []string `form:"ZoneId"`
	filtering
}

type describeZonesResult struct {
	Zones []AvailabilityZone `wire:"availabilityZoneInfo,always"`
}

func zoneFilters() filterKind[AvailabilityZone] {
	return filterKind[AvailabilityZone]{paths: `
		group-long-name GroupLongName
		group-name GroupName
		message Messages.Message
		opt-in-status OptInStatus
		parent-zone-id ParentZoneId
		parent-zone-name ParentZoneName
		region-name RegionName
		state State
		zone-id ZoneId
		zone-name ZoneName
		zone-type ZoneType`}
}

// describeAvailabilityZones lists the zones of the request's region.
func describeAvailabilityZones(c *call, in *describeZonesInput) (describeZonesResult, error) {
	out := describeZonesResult{}
	matches, err := zoneFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	zones := zonesOf(c.place.name)
	for _, name := range in.ZoneNames {
		if !slices.ContainsFunc(zones, func(z AvailabilityZone) bool { return z.ZoneName == name }) {
			return out, refuse("InvalidParameterValue", "Invalid availability zone: [%s]", name)
		}
	}
	for _, id := range in.ZoneIds {
		if !slices.ContainsFunc(zones, func(z AvailabilityZone) bool { return z.ZoneId == id }) {
			return out, refuse("InvalidParameterValue", "Invalid availability zone-id: [%s]", id)
		}
	}
	for _, z := range zones {
		switch {
		case len(in.ZoneNames) > 0 && !slices.Contains(in.ZoneNames, z.ZoneName):
		case len(in.ZoneIds) > 0 && !slices.Contains(in.ZoneIds, z.ZoneId):
		case matches(&z):
			out.Zones = append(out.Zones, z)
		}
	}
	return out, nil
}

func zonesOf(region string) []AvailabilityZone {
	known, _ := findRegion(region)
	var zones []AvailabilityZone
	for i, letter := range known.zones {
		zones = append(zones, AvailabilityZone{
			ZoneName:           region + string(letter),
			ZoneId:             known.zoneID + "-az" + string(rune('1'+i)),
			RegionName:         region,
			State:              "available",
			OptInStatus:        noOptIn,
			GroupName:          region + "-zg-1",
			ZoneType:           "availability-zone",
			NetworkBorderGroup: region,
		})
	}
	return zones
}
