package sim

import "unicode/utf8"

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
func describeImageAttribute(c *call, in *imageAttributeInput) (describeImageAttributeResult, error) {
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
	shares := in.LaunchPermission != nil && len(in.LaunchPermission.Add)+len(in.LaunchPermission.Remove) > 0
	for _, set := range []bool{in.Description != nil, in.ImdsSupport != nil, shares} {
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
		if err := checkDescription(in.Description.Value); err != nil {
			return nil, err
		}
		return func() returned { i.Description = in.Description.Value; return returned{true} }, nil
	case in.ImdsSupport != nil && in.ImdsSupport.Value != "v2.0":
		return nil, invalidValue("imdsSupport", in.ImdsSupport.Value, "The only valid value is v2.0.")
	case in.ImdsSupport != nil:
		return func() returned { i.ImdsSupport = in.ImdsSupport.Value; return returned{true} }, nil
	default:
		return modifyLaunchPermission(c, i, in.LaunchPermission.Add, in.LaunchPermission.Remove)
	}
}

// maxDescription is how many characters the description of an image may have.
const maxDescription = 255

func checkDescription(text string) error {
	if n := utf8.RuneCountInString(text); n > maxDescription {
		return refuse("InvalidParameterValue", "The description has %d characters; at most %d are allowed.", n, maxDescription)
	}
	return nil
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
