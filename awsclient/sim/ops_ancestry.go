package sim

import "cmp"

type imageAncestryResult struct {
	ImageAncestryEntries []ImageAncestryEntry `wire:"imageAncestryEntrySet,always"`
}

// ImageAncestryEntry is one image in the line from an image to its root, with
// the image it was made of.
type ImageAncestryEntry struct {
	CreationDate      string `wire:"creationDate,time"`
	ImageId           string `wire:"imageId"`
	ImageOwnerAlias   string `wire:"imageOwnerAlias"`
	SourceImageId     string `wire:"sourceImageId"`
	SourceImageRegion string `wire:"sourceImageRegion"`
}

// maxAncestry is how many images AWS lists in one line.
const maxAncestry = 50

// imageAncestry follows an image to the image it was made of, and so on, in
// whichever region that is. The line ends at a public image of Amazon or the
// Marketplace, at an image without a recorded source, and before one that the
// caller cannot see: the last entry then names it as its source.
func imageAncestry(c *call, in *imageInput) (out imageAncestryResult, err error) {
	i, err := c.seenImage(in.ImageId)
	if err != nil {
		return out, err
	}
	place := c.place
	for i != nil && len(out.ImageAncestryEntries) < maxAncestry {
		region := i.SourceImageRegion
		if i.SourceImageId != "" {
			region = cmp.Or(region, place.name)
		}
		out.ImageAncestryEntries = append(out.ImageAncestryEntries, ImageAncestryEntry{
			i.CreationDate, i.ImageId, i.ImageOwnerAlias, i.SourceImageId, region,
		})
		place, i = c.parent(i, region)
	}
	return out, nil
}

// parent finds the image that another was made of, nil when the line ends.
func (c *call) parent(i *image, region string) (*region, *image) {
	verified := i.Public && (i.ImageOwnerAlias == "amazon" || i.ImageOwnerAlias == "aws-marketplace")
	place := c.account.regions[region]
	if verified || i.SourceImageId == "" || place == nil || partitionOf(region) != partitionOf(c.place.name) {
		return nil, nil
	}
	parent := place.image(i.SourceImageId)
	if parent == nil || !parent.visible(c) {
		return nil, nil
	}
	return place, parent
}

// partitionOf gives the partition of a region that AWS has.
func partitionOf(name string) string {
	r, _ := findRegion(name)
	return r.partition
}
