package sim

// Region is one region as describe-regions prints it.
type Region struct {
	Endpoint    string            `json:",omitempty" wire:"regionEndpoint"`
	Geography   []RegionGeography `json:",omitempty" wire:"geographySet"`
	OptInStatus string            `json:",omitempty" wire:"optInStatus"`
	RegionName  string            `json:",omitempty" wire:"regionName"`
}

// AvailabilityZone is one zone as describe-availability-zones prints it.
type AvailabilityZone struct {
	Geography          []AvailabilityZoneGeography    `json:",omitempty" wire:"geographySet"`
	GroupLongName      string                         `json:",omitempty" wire:"groupLongName"`
	GroupName          string                         `json:",omitempty" wire:"groupName"`
	Messages           []AvailabilityZoneMessage      `json:",omitempty" wire:"messageSet"`
	NetworkBorderGroup string                         `json:",omitempty" wire:"networkBorderGroup"`
	OptInStatus        string                         `json:",omitempty" wire:"optInStatus"`
	ParentZoneId       string                         `json:",omitempty" wire:"parentZoneId"`
	ParentZoneName     string                         `json:",omitempty" wire:"parentZoneName"`
	RegionName         string                         `json:",omitempty" wire:"regionName"`
	State              string                         `json:",omitempty" wire:"zoneState"`
	SubGeography       []AvailabilityZoneSubGeography `json:",omitempty" wire:"subGeographySet"`
	ZoneId             string                         `json:",omitempty" wire:"zoneId"`
	ZoneName           string                         `json:",omitempty" wire:"zoneName"`
	ZoneType           string                         `json:",omitempty" wire:"zoneType"`
}

// TagDescription is one tag as describe-tags prints it, with what it hangs on.
type TagDescription struct {
	Key          string `wire:"key,always"`
	ResourceId   string `json:",omitempty" wire:"resourceId"`
	ResourceType string `json:",omitempty" wire:"resourceType"`
	Value        string `wire:"value,always"`
}

// RegionGeography names the place where a region stands.
type RegionGeography struct {
	Name string `json:",omitempty" wire:"name"`
}

// AvailabilityZoneGeography names the place where a zone stands.
type AvailabilityZoneGeography struct {
	Name string `json:",omitempty" wire:"name"`
}

// AvailabilityZoneMessage is a notice about a zone.
type AvailabilityZoneMessage struct {
	Message string `json:",omitempty" wire:"message"`
}

// AvailabilityZoneSubGeography names the part of a country where a zone stands.
type AvailabilityZoneSubGeography struct {
	Name string `json:",omitempty" wire:"name"`
}
