package sim

import "strconv"

// InstanceImageMetadata is one instance with what is known of the image it was
// launched from.
type InstanceImageMetadata struct {
	InstanceId       string            `wire:"instanceId"`
	InstanceType     string            `wire:"instanceType"`
	LaunchTime       string            `wire:"launchTime,time"`
	AvailabilityZone string            `wire:"availabilityZone"`
	ZoneId           string            `wire:"zoneId"`
	State            *InstanceState    `wire:"instanceState"`
	OwnerId          string            `wire:"instanceOwnerId"`
	Tags             []Tag             `wire:"tagSet"`
	ImageMetadata    *ImageMetadata    `wire:"imageMetadata"`
	Operator         *OperatorResponse `wire:"operator"`
}

// ImageMetadata is what AWS keeps of an image for as long as an instance of it
// is there, also when the image itself is gone.
type ImageMetadata struct {
	CreationDate    string           `wire:"creationDate,time"`
	DeprecationTime string           `wire:"deprecationTime,time"`
	ImageAllowed    *bool            `wire:"imageAllowed"`
	ImageId         string           `wire:"imageId"`
	ImageOwnerAlias string           `wire:"imageOwnerAlias"`
	ImageWatermarks []ImageWatermark `wire:"imageWatermarkSet"`
	IsPublic        bool             `wire:"isPublic"`
	Name            string           `wire:"name"`
	OwnerId         string           `wire:"imageOwnerId"`
	State           string           `wire:"imageState"`
}

type describeInstanceImageMetadataInput struct {
	InstanceIds []string `form:"InstanceId"`
	paging
	filtering
}

type describeInstanceImageMetadataResult struct {
	InstanceImageMetadata []InstanceImageMetadata `wire:"instanceImageMetadataSet,always"`
	NextToken             string                  `wire:"nextToken"`
}

func instanceImageFilters() filterKind[instance] {
	return filterKind[instance]{
		paths: `
			availability-zone Placement.AvailabilityZone
			instance-id InstanceId
			instance-state-name State.Name
			instance-type InstanceType
			launch-time LaunchTime
			zone-id Placement.AvailabilityZoneId`,
		tags: func(_ *call, i *instance) []Tag { return i.Tags },
		derived: map[string]func(*call, *instance) []string{
			"image-allowed": func(c *call, i *instance) []string {
				return []string{strconv.FormatBool(*c.imageMetadata(i.ImageId).ImageAllowed)}
			},
			"owner-alias": func(c *call, i *instance) []string { return []string{c.imageMetadata(i.ImageId).ImageOwnerAlias} },
			"owner-id":    func(c *call, i *instance) []string { return []string{c.imageMetadata(i.ImageId).OwnerId} },
		},
	}
}

// describeInstanceImageMetadata lists instances, terminated ones too, each with
// its image, whether or not the caller can still see that.
func describeInstanceImageMetadata(c *call, in *describeInstanceImageMetadataInput) (out describeInstanceImageMetadataResult, err error) {
	list := instanceListing(c)
	list.kind = instanceImageFilters()
	list.rule = pageRule{smallest: 1, largest: 1000, fallback: 1000, badToken: "InvalidNextToken"}
	found, next, err := list.run(c, in.InstanceIds, in.paging, in.Filters)
	for _, i := range found {
		m := InstanceImageMetadata{
			InstanceId: i.InstanceId, InstanceType: i.InstanceType, LaunchTime: i.LaunchTime, State: i.State,
			OwnerId: i.Reservation.OwnerId, Tags: i.Tags, Operator: i.Operator, ImageMetadata: c.imageMetadata(i.ImageId),
		}
		if i.Placement != nil {
			m.AvailabilityZone, m.ZoneId = i.Placement.AvailabilityZone, i.Placement.AvailabilityZoneId
		}
		out.InstanceImageMetadata = append(out.InstanceImageMetadata, m)
	}
	out.NextToken = next
	return out, err
}

// imageMetadata gives what is known of an image. One that the account has never
// heard of reads as deregistered, with nothing but its ID.
func (c *call) imageMetadata(id string) *ImageMetadata {
	i := c.place.image(id)
	if i == nil {
		i = c.place.departed[id]
	}
	if i == nil {
		i = &image{Image: Image{ImageId: id, State: "deregistered"}}
	}
	return &ImageMetadata{
		CreationDate: i.CreationDate, DeprecationTime: i.DeprecationTime, ImageAllowed: new(i.ImageAllowed == nil || *i.ImageAllowed),
		ImageId: i.ImageId, ImageOwnerAlias: i.ImageOwnerAlias, ImageWatermarks: i.ImageWatermarks,
		IsPublic: i.Public, Name: i.Name, OwnerId: i.OwnerId, State: i.State,
	}
}
