package sim

import (
	"slices"
	"strings"
	"time"
)

type describeImageAttributeInput struct {
	ImageId   string
	Attribute string
}

// attributeValue is one attribute in an element of its own.
type attributeValue struct {
	Value string `wire:"value"`
}

type describeImageAttributeResult struct {
	ImageId                  string             `wire:"imageId"`
	Description              *attributeValue    `wire:"description"`
	KernelId                 *attributeValue    `wire:"kernel"`
	RamdiskId                *attributeValue    `wire:"ramdisk"`
	LaunchPermissions        []LaunchPermission `wire:"launchPermission"`
	ProductCodes             []ProductCode      `wire:"productCodes"`
	SriovNetSupport          *attributeValue    `wire:"sriovNetSupport"`
	BootMode                 *attributeValue    `wire:"bootMode"`
	TpmSupport               *attributeValue    `wire:"tpmSupport"`
	UefiData                 *attributeValue    `wire:"uefiData"`
	LastLaunchedTime         *attributeValue    `wire:"lastLaunchedTime"`
	ImdsSupport              *attributeValue    `wire:"imdsSupport"`
	DeregistrationProtection *attributeValue    `wire:"deregistrationProtection"`
}

// describeImageAttribute tells one attribute of an image of the caller's.
func describeImageAttribute(c *call, in *describeImageAttributeInput) (describeImageAttributeResult, error) {
	out := describeImageAttributeResult{ImageId: in.ImageId}
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return out, err
	}
	value := func(s string) *attributeValue { return &attributeValue{s} }
	switch in.Attribute {
	case "description":
		out.Description = value(i.Description)
	case "kernel":
		out.KernelId = value(i.KernelId)
	case "ramdisk":
		out.RamdiskId = value(i.RamdiskId)
	case "launchPermission":
		out.LaunchPermissions = i.permissions
	case "productCodes":
		out.ProductCodes = i.ProductCodes
	case "blockDeviceMapping":
		return out, forbid("AuthFailure", "Unauthorized attempt to access restricted resource")
	default:
		return out, out.fill(in.Attribute, i, value)
	}
	return out, nil
}

// fill takes the attributes that came to EC2 later.
func (out *describeImageAttributeResult) fill(attribute string, i *image, value func(string) *attributeValue) error {
	switch attribute {
	case "sriovNetSupport":
		out.SriovNetSupport = value(i.SriovNetSupport)
	case "bootMode":
		out.BootMode = value(i.BootMode)
	case "tpmSupport":
		out.TpmSupport = value(i.TpmSupport)
	case "uefiData":
		out.UefiData = value(i.uefiData)
	case "lastLaunchedTime":
		out.LastLaunchedTime = value(wireTime(i.LastLaunchedTime))
	case "imdsSupport":
		out.ImdsSupport = value(i.ImdsSupport)
	case "deregistrationProtection":
		out.DeregistrationProtection = value(i.protection())
	case "":
		return missingParameter("attribute")
	default:
		return invalidValue("attribute", attribute, "It is not an attribute of an image.")
	}
	return nil
}

// protection gives the state of the deregistration protection, which is off when
// nothing is said.
func (i *image) protection() string {
	if i.DeregistrationProtection == "" {
		return "disabled"
	}
	return i.DeregistrationProtection
}

type modifyImageAttributeInput struct {
	ImageId          string
	Description      *attributeInput
	ImdsSupport      *attributeInput
	LaunchPermission *struct {
		Add    []LaunchPermission
		Remove []LaunchPermission
	}
	// The older shape says the attribute by name, and lists what to add or remove.
	Attribute              string
	Value                  string
	OperationType          string
	UserIds                []string `form:"UserId"`
	UserGroups             []string `form:"UserGroup"`
	OrganizationArns       []string `form:"OrganizationArn"`
	OrganizationalUnitArns []string `form:"OrganizationalUnitArn"`
	ProductCodes           []string `form:"ProductCode"`
}

type attributeInput struct{ Value string }

// modifyImageAttribute changes exactly one attribute.
func modifyImageAttribute(c *call, in *modifyImageAttributeInput) (func() returned, error) {
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	if err := in.unfold(); err != nil {
		return nil, err
	}
	given := 0
	for _, set := range []bool{in.Description != nil, in.ImdsSupport != nil, in.LaunchPermission != nil} {
		if set {
			given++
		}
	}
	switch {
	case given == 0:
		return nil, refuse("InvalidParameterCombination", "No attributes specified.")
	case given > 1:
		return nil, refuse("InvalidParameterCombination", "Fields for multiple attribute types specified.")
	case in.Description != nil:
		return func() returned { i.Description = in.Description.Value; return returned{true} }, nil
	case in.ImdsSupport != nil && in.ImdsSupport.Value != "v2.0":
		return nil, invalidValue("imdsSupport", in.ImdsSupport.Value, "The only valid value is v2.0.")
	case in.ImdsSupport != nil:
		return func() returned { i.ImdsSupport = in.ImdsSupport.Value; return returned{true} }, nil
	default:
		return modifyLaunchPermission(c, i, in.LaunchPermission.Add, in.LaunchPermission.Remove)
	}
}

// unfold turns the older shape of a request into the newer one.
func (in *modifyImageAttributeInput) unfold() error {
	if len(in.ProductCodes) > 0 {
		return refuse("InvalidParameterCombination", "Product codes of an image cannot be modified.")
	}
	listed := in.listedPermissions()
	switch {
	case in.Attribute == "" && in.OperationType == "" && len(listed) == 0:
		return nil
	case in.Attribute == "description":
		in.Description = &attributeInput{in.Value}
		return nil
	case in.Attribute == "imdsSupport":
		in.ImdsSupport = &attributeInput{in.Value}
		return nil
	case in.Attribute != "launchPermission" && in.Attribute != "":
		return invalidValue("attribute", in.Attribute, "It is not an attribute that can be modified.")
	case in.LaunchPermission != nil:
		return nil
	}
	in.LaunchPermission = new(struct{ Add, Remove []LaunchPermission })
	switch in.OperationType {
	case "add":
		in.LaunchPermission.Add = listed
	case "remove":
		in.LaunchPermission.Remove = listed
	default:
		return invalidValue("operationType", in.OperationType, "Valid values are add, remove.")
	}
	return nil
}

func (in *modifyImageAttributeInput) listedPermissions() []LaunchPermission {
	var listed []LaunchPermission
	for _, id := range in.UserIds {
		listed = append(listed, LaunchPermission{UserId: id})
	}
	for _, group := range in.UserGroups {
		listed = append(listed, LaunchPermission{Group: group})
	}
	for _, arn := range in.OrganizationArns {
		listed = append(listed, LaunchPermission{OrganizationArn: arn})
	}
	for _, arn := range in.OrganizationalUnitArns {
		listed = append(listed, LaunchPermission{OrganizationalUnitArn: arn})
	}
	return listed
}

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
