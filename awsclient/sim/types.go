// The types of this package are AWS's own shapes under AWS's own names, as the
// AWS CLI prints them. A pointer is what AWS may leave out; a plain number or
// flag is what AWS always says. Times are text: RFC 3339, as the CLI prints them.
// The wire tag is the element's name in EC2's XML; without one it is the field's.

package sim

// Image is one Amazon Machine Image as describe-images prints it.
type Image struct {
	ImageId                   string                     `json:",omitempty" wire:"imageId"`
	Name                      string                     `json:",omitempty" wire:"name"`
	Description               string                     `json:",omitempty" wire:"description"`
	OwnerId                   string                     `json:",omitempty" wire:"imageOwnerId"`
	ImageOwnerAlias           string                     `json:",omitempty" wire:"imageOwnerAlias"`
	ImageLocation             string                     `json:",omitempty" wire:"imageLocation"`
	ImageType                 string                     `json:",omitempty" wire:"imageType"`
	State                     string                     `json:",omitempty" wire:"imageState"`
	StateReason               *StateReason               `json:",omitempty" wire:"stateReason"`
	CreationDate              string                     `json:",omitempty" wire:"creationDate,time"`
	DeprecationTime           string                     `json:",omitempty" wire:"deprecationTime,time"`
	LastLaunchedTime          string                     `json:",omitempty" wire:"lastLaunchedTime,time"`
	DeregistrationProtection  string                     `json:",omitempty" wire:"deregistrationProtection"`
	Public                    bool                       `wire:"isPublic"`
	Architecture              string                     `json:",omitempty" wire:"architecture"`
	BlockDeviceMappings       []BlockDeviceMapping       `json:",omitempty" wire:"blockDeviceMapping"`
	BootMode                  string                     `json:",omitempty" wire:"bootMode"`
	EnaSupport                *bool                      `json:",omitempty" wire:"enaSupport"`
	FreeTierEligible          *bool                      `json:",omitempty" wire:"freeTierEligible"`
	Hypervisor                string                     `json:",omitempty" wire:"hypervisor"`
	ImageAllowed              *bool                      `json:",omitempty" wire:"imageAllowed"`
	ImageWatermarks           []ImageWatermark           `json:",omitempty" wire:"imageWatermarkSet"`
	ImdsSupport               string                     `json:",omitempty" wire:"imdsSupport"`
	InstanceTypeSpecification *InstanceTypeSpecification `json:",omitempty" wire:"instanceTypeSpecification"`
	KernelId                  string                     `json:",omitempty" wire:"kernelId"`
	Platform                  string                     `json:",omitempty" wire:"platform"`
	PlatformDetails           string                     `json:",omitempty" wire:"platformDetails"`
	ProductCodes              []ProductCode              `json:",omitempty" wire:"productCodes"`
	PublicSsmParameterName    string                     `json:",omitempty" wire:"publicSsmParameterName"`
	RamdiskId                 string                     `json:",omitempty" wire:"ramdiskId"`
	RootDeviceName            string                     `json:",omitempty" wire:"rootDeviceName"`
	RootDeviceType            string                     `json:",omitempty" wire:"rootDeviceType"`
	ScanResults               *ScanResults               `json:",omitempty" wire:"scanResults"`
	SourceImageId             string                     `json:",omitempty" wire:"sourceImageId"`
	SourceImageRegion         string                     `json:",omitempty" wire:"sourceImageRegion"`
	SourceInstanceId          string                     `json:",omitempty" wire:"sourceInstanceId"`
	SriovNetSupport           string                     `json:",omitempty" wire:"sriovNetSupport"`
	Tags                      []Tag                      `json:",omitempty" wire:"tagSet"`
	TpmSupport                string                     `json:",omitempty" wire:"tpmSupport"`
	UsageOperation            string                     `json:",omitempty" wire:"usageOperation"`
	VirtualizationType        string                     `json:",omitempty" wire:"virtualizationType"`
}

// LaunchPermission lets one account, everybody, an organisation or an organisational unit launch an image.
type LaunchPermission struct {
	Group                 string `json:",omitempty" wire:"group"`
	OrganizationArn       string `json:",omitempty" wire:"organizationArn"`
	OrganizationalUnitArn string `json:",omitempty" wire:"organizationalUnitArn"`
	UserId                string `json:",omitempty" wire:"userId"`
}

// BlockDeviceMapping is one device of an image: a volume, an instance store or nothing.
type BlockDeviceMapping struct {
	DeviceName  string          `json:",omitempty" wire:"deviceName"`
	Ebs         *EbsBlockDevice `json:",omitempty" wire:"ebs"`
	NoDevice    *string         `json:",omitempty" wire:"noDevice"`
	VirtualName string          `json:",omitempty" wire:"virtualName"`
}

// ImageWatermark is a mark of provenance that an image carries and hands on to its copies.
type ImageWatermark struct {
	SourceImageCreationTime string `json:",omitempty" wire:"sourceImageCreationTime,time"`
	SourceImageId           string `json:",omitempty" wire:"sourceImageId"`
	SourceImageRegion       string `json:",omitempty" wire:"sourceImageRegion"`
	WatermarkCreationTime   string `json:",omitempty" wire:"watermarkCreationTime,time"`
	WatermarkKey            string `json:",omitempty" wire:"watermarkKey"`
}

// InstanceTypeSpecification names the instance types the owner of an image allows or rules out.
type InstanceTypeSpecification struct {
	SupportedInstanceTypes   []InstanceTypeItem `json:",omitempty" wire:"supportedInstanceTypeSet"`
	UnsupportedInstanceTypes []InstanceTypeItem `json:",omitempty" wire:"unsupportedInstanceTypeSet"`
}

// ProductCode ties an image, a volume or an instance to a Marketplace product.
type ProductCode struct {
	ProductCodeId   string `json:",omitempty" wire:"productCode"`
	ProductCodeType string `json:",omitempty" wire:"type"`
}

// ScanResults sums up what Amazon Inspector found in an image.
type ScanResults struct {
	CriticalFixAvailableSince      string `json:",omitempty" wire:"criticalFixAvailableSince,time"`
	FindingScanDate                string `json:",omitempty" wire:"findingScanDate,time"`
	HighFixAvailableSince          string `json:",omitempty" wire:"highFixAvailableSince,time"`
	HighestFindingSeverityLabel    string `json:",omitempty" wire:"highestFindingSeverityLabel"`
	InformationalFixAvailableSince string `json:",omitempty" wire:"informationalFixAvailableSince,time"`
	LowFixAvailableSince           string `json:",omitempty" wire:"lowFixAvailableSince,time"`
	MediumFixAvailableSince        string `json:",omitempty" wire:"mediumFixAvailableSince,time"`
}

// StateReason says in AWS's words why something is in its state.
type StateReason struct {
	Code    string `json:",omitempty" wire:"code"`
	Message string `json:",omitempty" wire:"message"`
}

// Tag is one key and value on a resource.
type Tag struct {
	Key   string `wire:"key,always"`
	Value string `wire:"value,always"`
}

// EbsBlockDevice describes the volume that a launch makes for one device.
type EbsBlockDevice struct {
	AvailabilityZone         string `json:",omitempty" wire:"availabilityZone"`
	AvailabilityZoneId       string `json:",omitempty" wire:"AvailabilityZoneId"`
	DeleteOnTermination      *bool  `json:",omitempty" wire:"deleteOnTermination"`
	EbsCardIndex             *int   `json:",omitempty" wire:"EbsCardIndex"`
	Encrypted                *bool  `json:",omitempty" wire:"encrypted"`
	Iops                     *int   `json:",omitempty" wire:"iops"`
	KmsKeyId                 string `json:",omitempty" wire:"kmsKeyId"`
	OutpostArn               string `json:",omitempty" wire:"outpostArn"`
	SnapshotId               string `json:",omitempty" wire:"snapshotId"`
	Throughput               *int   `json:",omitempty" wire:"throughput"`
	VolumeInitializationRate *int   `json:",omitempty" wire:"VolumeInitializationRate"`
	VolumeSize               *int   `json:",omitempty" wire:"volumeSize"`
	VolumeType               string `json:",omitempty" wire:"volumeType"`
}

// InstanceTypeItem is one instance type in a list.
type InstanceTypeItem struct {
	InstanceType string `json:",omitempty" wire:"instanceType"`
}
