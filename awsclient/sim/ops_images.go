package sim

import (
	"slices"
	"strings"
	"time"
)

type describeImagesInput struct {
	ImageIds          []string `form:"ImageId"`
	Owners            []string `form:"Owner"`
	ExecutableUsers   []string `form:"ExecutableBy"`
	IncludeDeprecated bool
	IncludeDisabled   bool
	paging
	filtering
}

type describeImagesResult struct {
	Images    []*Image `wire:"imagesSet,always"`
	NextToken string   `wire:"nextToken"`
}

// imagePages is DescribeImages's rule: down to one image a page.
func imagePages() pageRule {
	return pageRule{smallest: 1, largest: 1000, noIDs: "imageIds", badToken: "InvalidPaginationToken"}
}

func imageFilters() filterKind[image] {
	return filterKind[image]{
		paths: imageFilterPaths,
		tags:  func(c *call, i *image) []Tag { return i.tagsFor(c.caller) },
		derived: map[string]func(*call, *image) []string{
			"image-allowed": func(_ *call, i *image) []string { return []string{flag(i.ImageAllowed == nil || *i.ImageAllowed)} },
		},
	}
}

func flag(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

const imageFilterPaths = `
	architecture Architecture
	block-device-mapping.delete-on-termination BlockDeviceMappings.Ebs.DeleteOnTermination
	block-device-mapping.device-name BlockDeviceMappings.DeviceName
	block-device-mapping.snapshot-id BlockDeviceMappings.Ebs.SnapshotId
	block-device-mapping.volume-size BlockDeviceMappings.Ebs.VolumeSize
	block-device-mapping.volume-type BlockDeviceMappings.Ebs.VolumeType
	block-device-mapping.encrypted BlockDeviceMappings.Ebs.Encrypted
	boot-mode BootMode
	creation-date CreationDate
	description Description
	ena-support EnaSupport
	free-tier-eligible FreeTierEligible
	hypervisor Hypervisor
	image-id ImageId
	image-type ImageType
	image-watermark.source-image-creation-time ImageWatermarks.SourceImageCreationTime
	image-watermark.source-image-id ImageWatermarks.SourceImageId
	image-watermark.source-image-region ImageWatermarks.SourceImageRegion
	image-watermark.watermark-creation-time ImageWatermarks.WatermarkCreationTime
	image-watermark.watermark-key ImageWatermarks.WatermarkKey
	instance-type-specification.supported-instance-type InstanceTypeSpecification.SupportedInstanceTypes.InstanceType
	instance-type-specification.unsupported-instance-type InstanceTypeSpecification.UnsupportedInstanceTypes.InstanceType
	is-public Public
	kernel-id KernelId
	manifest-location ImageLocation
	name Name
	owner-alias ImageOwnerAlias
	owner-id OwnerId
	platform Platform
	product-code ProductCodes.ProductCodeId
	product-code.type ProductCodes.ProductCodeType
	public-ssm-parameter-name PublicSsmParameterName
	ramdisk-id RamdiskId
	root-device-name RootDeviceName
	root-device-type RootDeviceType
	scan-result.critical-fix-available-since ScanResults.CriticalFixAvailableSince
	scan-result.finding-scan-date ScanResults.FindingScanDate
	scan-result.high-fix-available-since ScanResults.HighFixAvailableSince
	scan-result.highest-finding-severity-label ScanResults.HighestFindingSeverityLabel
	scan-result.informational-fix-available-since ScanResults.InformationalFixAvailableSince
	scan-result.low-fix-available-since ScanResults.LowFixAvailableSince
	scan-result.medium-fix-available-since ScanResults.MediumFixAvailableSince
	source-image-id SourceImageId
	source-image-region SourceImageRegion
	source-instance-id SourceInstanceId
	state State
	state-reason-code StateReason.Code
	state-reason-message StateReason.Message
	sriov-net-support SriovNetSupport
	tpm-support TpmSupport
	virtualization-type VirtualizationType
`

// describeImages lists images: those the caller may launch, narrowed by IDs,
// owners, launch permissions and filters.
func describeImages(c *call, in *describeImagesInput) (describeImagesResult, error) {
	out := describeImagesResult{}
	want, err := in.wants(c)
	if err != nil {
		return out, err
	}
	shelves := []*shelf[image]{c.place.images}
	if in.looksBeyond(c) {
		shelves = append(shelves, c.place.catalogue())
	}
	found, next, err := page(c, in.paging, imagePages(), len(in.ImageIds) > 0, want, shelves...)
	if err != nil {
		return out, err
	}
	out.Images = make([]*Image, len(found))
	for n, i := range found {
		out.Images[n] = i.seenBy(c.caller)
	}
	out.NextToken = next
	return out, nil
}

// wants puts everything the request asks of an image into one condition.
func (in *describeImagesInput) wants(c *call) (func(*image) bool, error) {
	for _, owner := range in.Owners {
		if err := checkAccountID(owner, "self", "amazon", "aws-marketplace", "aws-backup-vault"); err != nil {
			return nil, err
		}
	}
	for _, user := range in.ExecutableUsers {
		if err := checkAccountID(user, "self", everybody); err != nil {
			return nil, err
		}
	}
	if err := in.checkIDs(c); err != nil {
		return nil, err
	}
	matches, err := imageFilters().matcher(c, in.Filters)
	if err != nil {
		return nil, err
	}
	ids := listOf(in.ImageIds)
	return func(i *image) bool {
		return ids.has(i.ImageId) && i.ownedBy(c, in.Owners) && i.visible(c) && in.shows(c, i) &&
			i.executableBy(c, in.ExecutableUsers) && matches(i)
	}, nil
}

// checkIDs refuses IDs that are malformed, gone, unknown or not to be seen.
func (in *describeImagesInput) checkIDs(c *call) error {
	if err := imageIDs().checkForm(in.ImageIds...); err != nil {
		return err
	}
	for _, id := range in.ImageIds {
		if c.place.justLeft(id, c.now) {
			return noLonger(id)
		}
	}
	return imageIDs().check(in.ImageIds, func(id string) bool {
		i := c.place.image(id)
		return i != nil && i.visible(c)
	})
}

// imageRemembered is how long AWS remembers an image that was deregistered.
const imageRemembered = time.Hour

// justLeft reports whether an image was deregistered a short while ago.
func (r *region) justLeft(id string, now time.Time) bool {
	at, ok := r.gone[id]
	return ok && now.Sub(at) < imageRemembered
}

func noLonger(id string) *failure {
	return refuse("InvalidAMIID.Unavailable", "The image ID '%s' is no longer available", id)
}

// shows applies the rules for disabled and deprecated images. Deprecated ones of
// others are listed when they are asked for, by flag or by ID; disabled ones
// only by flag, even the caller's own.
func (in *describeImagesInput) shows(c *call, i *image) bool {
	if i.State == "disabled" && !in.IncludeDisabled {
		return false
	}
	return in.IncludeDeprecated || len(in.ImageIds) > 0 || i.OwnerId == c.caller || !i.deprecated(c.now)
}

// looksBeyond reports whether the answer can hold images of other accounts.
func (in *describeImagesInput) looksBeyond(c *call) bool {
	return len(in.Owners) == 0 || slices.ContainsFunc(in.Owners, func(owner string) bool {
		return owner != "self" && owner != c.caller
	})
}

// deprecated reports whether the image's deprecation time has come.
func (i *image) deprecated(now time.Time) bool {
	if i.DeprecationTime == "" {
		return false
	}
	at, ok := readTime(i.DeprecationTime)
	return ok && !at.After(now)
}

// ownedBy reports whether the image is of one of the owners; none asks for all.
func (i *image) ownedBy(c *call, owners []string) bool {
	return len(owners) == 0 || slices.ContainsFunc(owners, func(owner string) bool {
		return owner == i.OwnerId || owner == "self" && i.OwnerId == c.caller ||
			owner == i.ImageOwnerAlias && owner != ""
	})
}

// visible reports whether the caller may see the image: it is his, everybody's,
// or shared with him. An image that does not exist to him reads as unknown.
func (i *image) visible(c *call) bool {
	if i.State == "deregistered" {
		return false
	}
	return i.OwnerId == c.caller || i.State != "disabled" && (i.Public || i.sharedWith(c))
}

// sharedWith reports whether a launch permission names the caller. The simulated
// account is taken to be a member of every organisation that is named.
func (i *image) sharedWith(c *call) bool {
	return slices.ContainsFunc(i.permissions, func(p LaunchPermission) bool {
		return p.UserId == c.caller ||
			c.caller == c.account.id && i.OwnerId != c.caller && (p.OrganizationArn != "" || p.OrganizationalUnitArn != "")
	})
}

// executableBy reports whether one of the users has an explicit launch
// permission; an owner has none of his own making.
func (i *image) executableBy(c *call, users []string) bool {
	return len(users) == 0 || slices.ContainsFunc(users, func(user string) bool {
		switch user {
		case everybody:
			return i.Public
		case "self", c.caller:
			return i.sharedWith(c)
		default:
			return slices.ContainsFunc(i.permissions, func(p LaunchPermission) bool { return p.UserId == user })
		}
	})
}

// seenBy gives the image as an account sees it: the tags differ.
func (i *image) seenBy(account string) *Image {
	if i.OwnerId == account || len(i.Tags) == 0 && len(i.notes) == 0 {
		return &i.Image
	}
	seen := i.Image
	seen.Tags = i.tagsFor(account)
	return &seen
}

// sharedTag starts the keys of the tags that travel with a shared image.
const sharedTag = "ec2:SharedTag/"

// tagsFor gives the tags an account sees on the image: all of them if it is the
// owner; otherwise the ones that travel with a share, and its own notes.
func (i *image) tagsFor(account string) []Tag {
	if i.OwnerId == account {
		return i.Tags
	}
	shared, _ := partTags(i.Tags)
	return slices.Concat(shared, i.notes[account])
}

// partTags parts the tags that travel with a share from the others.
func partTags(tags []Tag) (shared, others []Tag) {
	for _, t := range tags {
		if strings.HasPrefix(t.Key, sharedTag) {
			shared = append(shared, t)
		} else {
			others = append(others, t)
		}
	}
	return shared, others
}

func isPublic(permissions []LaunchPermission) bool {
	return slices.ContainsFunc(permissions, func(p LaunchPermission) bool { return p.Group == everybody })
}
