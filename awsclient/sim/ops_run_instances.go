package sim

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"
)

type runInstancesInput struct {
	ImageId               string
	InstanceType          string
	MinCount, MaxCount    int
	KeyName               string
	SubnetId              string
	SecurityGroupIds      []string `form:"SecurityGroupId"`
	SecurityGroups        []string `form:"SecurityGroup"`
	UserData              string
	ClientToken           string
	BlockDeviceMappings   []BlockDeviceMapping `form:"BlockDeviceMapping"`
	TagSpecifications     []tagSpecification   `form:"TagSpecification"`
	NetworkInterfaces     []interfaceRequest   `form:"NetworkInterface"`
	IamInstanceProfile    *profileRequest
	InstanceMarketOptions *marketOptions
	MetadataOptions       *metadataOptions
	Placement             *Placement
	LaunchTemplate        *templateSpecification
	EbsOptimized          *bool
	DisableApiTermination *bool
	EnclaveOptions        *EnclaveOptions
	Monitoring            *struct{ Enabled bool }
}

type interfaceRequest struct {
	DeviceIndex              int
	SubnetId                 string
	AssociatePublicIpAddress *bool
	DeleteOnTermination      *bool
	Groups                   []string `form:"SecurityGroupId"`
}

// profileRequest names an instance profile in one of two ways.
type profileRequest struct{ Arn, Name string }

type marketOptions struct {
	MarketType  string
	SpotOptions *struct {
		MaxPrice                     string
		SpotInstanceType             string
		InstanceInterruptionBehavior string
	}
}

type metadataOptions struct {
	HttpEndpoint            string
	HttpTokens              string
	HttpPutResponseHopLimit *int
	InstanceMetadataTags    string
}

type templateSpecification struct {
	LaunchTemplateId   string
	LaunchTemplateName string
	Version            string
}

// How long a launch takes at AWS's pace: until it runs, and until its status
// checks pass.
const (
	launchTakes = 30 * time.Second
	checksTake  = 2 * time.Minute
)

// launch is a checked launch.
type launch struct {
	in      *runInstancesInput
	image   *image
	kind    *InstanceType
	subnet  *Subnet
	groups  []GroupIdentifier
	devices []BlockDeviceMapping
	tags    map[string][]Tag
}

// runInstances starts instances: all that were asked for, or none.
func runInstances(c *call, in *runInstancesInput) (func() Reservation, error) {
	prior, err := idempotent[Reservation](c, in.ClientToken)
	if err != nil {
		return nil, err
	}
	if prior != nil {
		return func() Reservation { return *prior }, nil
	}
	if err := c.fromTemplate(in); err != nil {
		return nil, err
	}
	l, err := c.checkLaunch(in)
	if err != nil {
		return nil, err
	}
	return func() Reservation {
		r := c.carryOut(l)
		c.remember(in.ClientToken, r)
		return r
	}, nil
}

// checkLaunch refuses what AWS refuses before it starts anything.
func (c *call) checkLaunch(in *runInstancesInput) (*launch, error) {
	l := &launch{in: in}
	if err := checkCounts(in.MinCount, in.MaxCount); err != nil {
		return nil, err
	}
	if in.ImageId == "" {
		return nil, refuse("MissingParameter", "The request must contain the parameter ImageId")
	}
	var err error
	if in.ImageId, err = c.resolveImage(in.ImageId); err != nil {
		return nil, err
	}
	if l.image, err = c.launchable(in.ImageId); err != nil {
		return nil, err
	}
	in.InstanceType = cmp.Or(in.InstanceType, "m1.small")
	if l.kind = c.account.types.all().find(in.InstanceType); l.kind == nil || !offered(c.place.name, l.kind) {
		return nil, refuse("InvalidParameterValue", "Invalid value '%s' for InstanceType.", in.InstanceType)
	}
	if err := in.MetadataOptions.check(); err != nil {
		return nil, err
	}
	if err := checkFits(&l.image.Image, l.kind); err != nil {
		return nil, err
	}
	if err := checkOptions(in, l.kind); err != nil {
		return nil, err
	}
	if in.KeyName != "" && !c.hasKeyPair(in.KeyName) {
		return nil, refuse("InvalidKeyPair.NotFound", "The key pair '%s' does not exist", in.KeyName)
	}
	if err := checkUserData(in.UserData); err != nil {
		return nil, err
	}
	if err := c.checkNetwork(l); err != nil {
		return nil, err
	}
	if l.devices, err = c.launchedDevices(&l.image.Image, in.BlockDeviceMappings); err != nil {
		return nil, err
	}
	if err := checkAttachments(l.devices, l.kind); err != nil {
		return nil, err
	}
	l.tags, err = tagsFor(in.TagSpecifications, "instance", "volume", "network-interface", "spot-instances-request")
	return l, err
}

// check refuses what is no setting of the metadata service.
func (o *metadataOptions) check() error {
	switch {
	case o == nil:
		return nil
	case !slices.Contains([]string{"", "enabled", "disabled"}, o.HttpEndpoint):
		return invalidValue("HttpEndpoint", o.HttpEndpoint, "It is enabled or disabled.")
	case !slices.Contains([]string{"", "optional", "required"}, o.HttpTokens):
		return invalidValue("HttpTokens", o.HttpTokens, "It is optional or required.")
	case o.HttpPutResponseHopLimit != nil && (*o.HttpPutResponseHopLimit < 1 || *o.HttpPutResponseHopLimit > mostHops):
		return invalidValue("HttpPutResponseHopLimit", strconv.Itoa(*o.HttpPutResponseHopLimit), "It is from 1 to 64.")
	}
	return nil
}

// mostHops is the highest hop limit of the metadata service.
const mostHops = 64

func checkCounts(least, most int) error {
	switch {
	case least == 0:
		return missingParameter("MinCount")
	case most == 0:
		return missingParameter("MaxCount")
	case least < 1 || most < least:
		return refuse("InvalidParameterValue", "Value (%d) for parameter MinCount is invalid: it is at least 1 and at most MaxCount (%d)", least, most)
	case most > maxLaunch:
		return refuse("InstanceLimitExceeded", "You have requested more instances (%d) than your current instance limit of %d allows for the specified instance type.", most, maxLaunch)
	}
	return nil
}

// maxLaunch is how many instances the account may start at once.
const maxLaunch = 100

// maxUserData is how many bytes AWS takes before they are encoded.
const maxUserData = 16 << 10

func checkUserData(encoded string) error {
	raw, err := base64.StdEncoding.DecodeString(encoded)
	switch {
	case err != nil:
		return refuse("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.")
	case len(raw) > maxUserData:
		return refuse("InvalidParameterValue", "User data is limited to %d bytes", maxUserData)
	}
	return nil
}

// launchable finds an image that the caller may start instances from.
func (c *call) launchable(id string) (*image, error) {
	i, err := c.seenImage(id)
	switch {
	case err != nil:
		return nil, err
	case c.own.settings.allowedImages.State == "enabled" && i.OwnerId != c.caller && i.ImageAllowed != nil && !*i.ImageAllowed:
		return nil, refuse("InvalidAMIID.NotFound", "The image id '[%s]' does not exist", id)
	case i.State == "disabled", i.State != "available":
		return nil, refuse("InvalidAMIID.Unavailable", "The image ID '%s' is not available: it is %s", id, i.State)
	}
	return i, nil
}

// resolveImage follows resolve:ssm: to the image that a parameter names.
func (c *call) resolveImage(id string) (string, error) {
	name, ok := strings.CutPrefix(id, "resolve:ssm:")
	if !ok {
		return id, nil
	}
	p, _ := c.lookup(name)
	if p == nil {
		return "", refuse("InvalidParameterValue", "The parameter %s could not be resolved", name)
	}
	return p.Value, nil
}

func (c *call) hasKeyPair(name string) bool {
	for _, k := range c.own.keyPairs.items {
		if k.KeyName == name {
			return true
		}
	}
	return false
}

// checkNetwork finds the subnet and the security groups of a launch: those
// named, or the default ones.
func (c *call) checkNetwork(l *launch) error {
	subnet, groups := l.in.SubnetId, l.in.SecurityGroupIds
	if len(l.in.NetworkInterfaces) > 0 {
		if subnet != "" || len(groups) > 0 {
			return refuse("InvalidParameterCombination", "Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request")
		}
		subnet, groups = l.in.NetworkInterfaces[0].SubnetId, l.in.NetworkInterfaces[0].Groups
	}
	zone := ""
	if l.in.Placement != nil {
		zone = l.in.Placement.AvailabilityZone
	}
	for _, s := range c.own.subnets.items {
		if s.SubnetId == subnet || subnet == "" && s.DefaultForAz && (zone == "" || s.AvailabilityZone == zone) {
			l.subnet = s
			break
		}
	}
	switch {
	case l.subnet == nil && subnet != "":
		return refuse("InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", subnet)
	case l.subnet == nil:
		return refuse("VPCIdNotSpecified", "No default VPC for this user")
	}
	if n := l.subnet.AvailableIpAddressCount; n > 0 && n < l.in.MaxCount {
		return refuse("InsufficientFreeAddressesInSubnet", "The specified subnet does not have enough free addresses to satisfy the request.")
	}
	for n, z := range zonesOf(c.place.name) {
		if z.ZoneName == l.subnet.AvailabilityZone && !offeredIn(n, l.kind) {
			return refuse("Unsupported", "Your requested instance type (%s) is not supported in your requested Availability Zone (%s).", l.kind.InstanceType, z.ZoneName)
		}
	}
	return c.checkGroups(l, groups)
}

func (c *call) checkGroups(l *launch, ids []string) error {
	for _, g := range c.own.securityGroups.items {
		if len(ids)+len(l.in.SecurityGroups) == 0 && g.GroupName == "default" && g.VpcId == l.subnet.VpcId {
			l.groups = append(l.groups, GroupIdentifier{GroupId: g.GroupId, GroupName: g.GroupName})
		}
	}
	for _, id := range ids {
		g := c.own.securityGroups.find(id)
		switch {
		case g == nil:
			return refuse("InvalidGroup.NotFound", "The security group '%s' does not exist", id)
		case g.VpcId != l.subnet.VpcId:
			return refuse("InvalidParameter", "Security group %s and subnet %s belong to different networks.", id, l.subnet.SubnetId)
		}
		l.groups = append(l.groups, GroupIdentifier{GroupId: g.GroupId, GroupName: g.GroupName})
	}
	return nil
}
