package sim

import (
	"slices"
	"strings"
	"time"
)

// maxShares is how many accounts and organisations an image may be shared with.
const maxShares = 1000

func modifyLaunchPermission(c *call, i *image, add, remove []LaunchPermission) (func() returned, error) {
	for _, p := range slices.Concat(add, remove) {
		if err := p.check(); err != nil {
			return nil, err
		}
	}
	if i.State == "disabled" {
		return nil, refuse("IncorrectState", "The image %s is disabled and cannot be shared", i.ImageId)
	}
	if err := c.checkPublic(i, add); err != nil {
		return nil, err
	}
	if err := c.checkShareable(i, add); err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(i.permissions), func(p LaunchPermission) bool { return slices.Contains(remove, p) })
	for _, p := range add {
		if !slices.Contains(kept, p) {
			kept = append(kept, p)
		}
	}
	if len(kept) > maxShares {
		return nil, refuse("ResourceLimitExceeded", "An image can be shared with at most %d entities", maxShares)
	}
	return func() returned {
		i.permissions = kept
		if !i.Public && isPublic(kept) {
			i.limitPublicLife()
		}
		i.Public = isPublic(kept)
		return returned{true}
	}, nil
}

// check refuses a permission that names nobody, or somebody in the wrong way.
func (p LaunchPermission) check() error {
	bad := func(value, kind string) error {
		return refuse("InvalidAMIAttributeItemValue", "Invalid attribute item value %q for %s item type.", value, kind)
	}
	switch {
	case p.UserId != "" && !isAccountID(p.UserId):
		return bad(p.UserId, "userId")
	case p.Group != "" && p.Group != everybody:
		return bad(p.Group, "group")
	case p.OrganizationArn != "" && !strings.Contains(p.OrganizationArn, ":organization/o-"):
		return bad(p.OrganizationArn, "organizationArn")
	case p.OrganizationalUnitArn != "" && !strings.Contains(p.OrganizationalUnitArn, ":ou/o-"):
		return bad(p.OrganizationalUnitArn, "organizationalUnitArn")
	case p == LaunchPermission{}:
		return missingParameter("userId")
	default:
		return nil
	}
}

// checkPublic refuses to make public what must not be.
func (c *call) checkPublic(i *image, add []LaunchPermission) error {
	if !isPublic(add) {
		return nil
	}
	switch {
	case c.own.settings.blockImages == "block-new-sharing":
		return forbid("OperationNotPermitted", "You can't publicly share the image %s because block public access for AMIs is enabled in this Region.", i.ImageId)
	case len(i.ProductCodes) > 0:
		return forbid("OperationNotPermitted", "The image %s has product codes and can't be made public.", i.ImageId)
	}
	for _, id := range snapshotIDs(&i.Image) {
		if s := c.place.snapshots.find(id); s != nil && s.Encrypted {
			return forbid("OperationNotPermitted", "The image %s has the encrypted snapshot %s and can't be made public.", i.ImageId, id)
		}
	}
	return nil
}

// checkShareable refuses to share what only the account itself can decrypt.
func (c *call) checkShareable(i *image, add []LaunchPermission) error {
	if len(add) == 0 {
		return nil
	}
	for _, id := range snapshotIDs(&i.Image) {
		if s := c.place.snapshots.find(id); s != nil && c.underDefaultKey(s) {
			return refuse("InvalidParameter", "The snapshot %s is encrypted with the AWS managed key %s and can't be shared.", id, ebsKey)
		}
	}
	return nil
}

// underDefaultKey reports whether a snapshot is encrypted with the key that EBS
// has in every account, which no other account can ever use.
func (c *call) underDefaultKey(s *snapshot) bool {
	if !s.Encrypted || s.KmsKeyId == "" {
		return false
	}
	if key := c.key(s.KmsKeyId); key != nil {
		return key.KeyManager == "AWS" || slices.Contains(key.Aliases, ebsKey)
	}
	return s.KmsKeyId == c.keyARN(ebsKey)
}

// limitPublicLife gives an image that goes public the deprecation time that AWS
// gives every public image: two years after it was made, at the latest.
func (i *image) limitPublicLife() {
	made, ok := readTime(i.CreationDate)
	if !ok {
		return
	}
	limit := made.AddDate(2, 0, 0).UTC().Truncate(time.Minute)
	if at, set := readTime(i.DeprecationTime); !set || at.After(limit) {
		i.DeprecationTime = limit.Format(wireLayout)
	}
}

type imageAttributeInput struct {
	ImageId   string
	Attribute string
}

// resetImageAttribute takes every launch permission off an image.
func resetImageAttribute(c *call, in *imageAttributeInput) (func() returned, error) {
	i, err := c.ownImage(in.ImageId)
	switch {
	case err != nil:
		return nil, err
	case in.Attribute == "":
		return nil, missingParameter("attribute")
	case in.Attribute != "launchPermission":
		return nil, invalidValue("attribute", in.Attribute, "The only attribute that can be reset is launchPermission.")
	}
	return func() returned {
		i.permissions, i.Public = nil, false
		return returned{true}
	}, nil
}

// cancelImageLaunchPermission gives up a share that names the caller's account.
// What is shared with an organisation or with everybody cannot be given up.
func cancelImageLaunchPermission(c *call, in *imageInput) (func() returned, error) {
	i, err := c.seenImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	share := LaunchPermission{UserId: c.caller}
	switch {
	case i.OwnerId == c.caller:
		return nil, forbid("OperationNotPermitted", "The image %s is your own; it is not shared with you.", in.ImageId)
	case !slices.Contains(i.permissions, share):
		return nil, forbid("OperationNotPermitted", "The image %s is not shared with the account %s by its ID.", in.ImageId, c.caller)
	}
	return func() returned {
		i.permissions = slices.DeleteFunc(slices.Clone(i.permissions), func(p LaunchPermission) bool { return p == share })
		return returned{true}
	}, nil
}
