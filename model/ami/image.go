// Package ami holds the things tami knows (images, snapshots, instances,
// regions) and the questions it can ask about them. It imports the standard
// library and model/text only.
package ami

import (
	"strings"

	"tami/model/text"
)

// Image is one machine image as EC2 describes it, one field for each of
// types.Image of the AWS SDK (service/ec2 v1.344.0). Its JSON has the field
// names and shapes of `aws ec2 describe-images`.
//
// Accounts hold tens of thousands of images and catalogues hundreds of
// thousands: what many images have in common sits in Traits, shared between
// them, and what few have sits in Extra. Readers set both; neither is nil.
type Image struct {
	ID              text.Safe `json:"ImageId,omitzero"`
	Name            text.Safe `json:"Name,omitzero"`
	Description     text.Safe `json:"Description,omitzero"`
	Location        text.Safe `json:"ImageLocation,omitzero"`
	Created         Date      `json:"CreationDate,omitzero"`
	DeprecationTime Date      `json:"DeprecationTime,omitzero"`
	LastLaunched    Date      `json:"LastLaunchedTime,omitzero"`
	Devices         []Device  `json:"BlockDeviceMappings,omitempty"`
	Tags            []Tag     `json:"Tags,omitempty"`
	*Traits
	*Extra
}

// Traits are the properties that many images share. The value is comparable,
// so a reader keeps one copy of each combination.
type Traits struct {
	OwnerID         text.Safe `json:"OwnerId,omitzero"`
	OwnerAlias      text.Safe `json:"ImageOwnerAlias,omitzero"`
	Type            text.Safe `json:"ImageType,omitzero"`
	State           text.Safe `json:"State,omitzero"`
	Protection      text.Safe `json:"DeregistrationProtection,omitzero"`
	Public          Flag      `json:"Public,omitzero"`
	Allowed         Flag      `json:"ImageAllowed,omitzero"`
	Architecture    text.Safe `json:"Architecture,omitzero"`
	Virtualization  text.Safe `json:"VirtualizationType,omitzero"`
	Hypervisor      text.Safe `json:"Hypervisor,omitzero"`
	BootMode        text.Safe `json:"BootMode,omitzero"`
	TPM             text.Safe `json:"TpmSupport,omitzero"`
	IMDS            text.Safe `json:"ImdsSupport,omitzero"`
	ENA             Flag      `json:"EnaSupport,omitzero"`
	SRIOV           text.Safe `json:"SriovNetSupport,omitzero"`
	RootDevice      text.Safe `json:"RootDeviceName,omitzero"`
	RootDeviceType  text.Safe `json:"RootDeviceType,omitzero"`
	Platform        text.Safe `json:"Platform,omitzero"`
	PlatformDetails text.Safe `json:"PlatformDetails,omitzero"`
	UsageOperation  text.Safe `json:"UsageOperation,omitzero"`
	FreeTier        Flag      `json:"FreeTierEligible,omitzero"`
}

// Extra are the properties that few images have.
type Extra struct {
	StateReason     *StateReason   `json:"StateReason,omitempty"`
	SourceInstance  text.Safe      `json:"SourceInstanceId,omitzero"`
	SourceImage     text.Safe      `json:"SourceImageId,omitzero"`
	SourceRegion    text.Safe      `json:"SourceImageRegion,omitzero"`
	Kernel          text.Safe      `json:"KernelId,omitzero"`
	Ramdisk         text.Safe      `json:"RamdiskId,omitzero"`
	ProductCodes    []ProductCode  `json:"ProductCodes,omitempty"`
	PublicParameter text.Safe      `json:"PublicSsmParameterName,omitzero"`
	Watermarks      []Watermark    `json:"ImageWatermarks,omitempty"`
	InstanceTypes   *InstanceTypes `json:"InstanceTypeSpecification,omitempty"`
	ScanResults     *ScanResults   `json:"ScanResults,omitempty"`
}

// StateReason says why an image came into the state it is in.
type StateReason struct {
	Code    text.Safe `json:"Code,omitzero"`
	Message text.Safe `json:"Message,omitzero"`
}

// ProductCode ties an image to a Marketplace (or DevPay) product.
type ProductCode struct {
	ID   text.Safe `json:"ProductCodeId,omitzero"`
	Type text.Safe `json:"ProductCodeType,omitzero"`
}

// Watermark is a provenance mark that an account attached to an image and
// that its copies carry on.
type Watermark struct {
	Key          text.Safe `json:"WatermarkKey,omitzero"`
	SourceImage  text.Safe `json:"SourceImageId,omitzero"`
	SourceRegion text.Safe `json:"SourceImageRegion,omitzero"`
	Created      Date      `json:"SourceImageCreationTime,omitzero"`
	Attached     Date      `json:"WatermarkCreationTime,omitzero"`
}

// InstanceTypes are the instance types that the owner allows or rules out for
// an image.
type InstanceTypes struct {
	Supported   []InstanceTypeItem `json:"SupportedInstanceTypes,omitempty"`
	Unsupported []InstanceTypeItem `json:"UnsupportedInstanceTypes,omitempty"`
}

// InstanceTypeItem is an instance type or a pattern of them: "m7g.*".
type InstanceTypeItem struct {
	Pattern text.Safe `json:"InstanceType,omitzero"`
}

// ScanResults is what Amazon Inspector found in an image, in short. An image
// without them was never scanned. The fixes are since when one is available
// for a finding of that severity.
type ScanResults struct {
	HighestSeverity  text.Safe `json:"HighestFindingSeverityLabel,omitzero"`
	Scanned          Date      `json:"FindingScanDate,omitzero"`
	CriticalFix      Date      `json:"CriticalFixAvailableSince,omitzero"`
	HighFix          Date      `json:"HighFixAvailableSince,omitzero"`
	MediumFix        Date      `json:"MediumFixAvailableSince,omitzero"`
	LowFix           Date      `json:"LowFixAvailableSince,omitzero"`
	InformationalFix Date      `json:"InformationalFixAvailableSince,omitzero"`
}

// Tag is a key and a value that the owner gave.
type Tag struct {
	Key   text.Safe `json:"Key"`
	Value text.Safe `json:"Value"`
}

// Device is one entry of the block device mapping: what is attached at launch
// under a device name.
type Device struct {
	Name     text.Safe `json:"DeviceName,omitzero"`
	Virtual  text.Safe `json:"VirtualName,omitzero"` // ephemeral0 …: an instance store volume
	EBS      *EBS      `json:"Ebs,omitempty"`
	NoDevice bool      `json:"-"` // the mapping that the parent image had is dropped at launch
}

// EBS describes the volume that a device mapping makes at launch.
type EBS struct {
	SnapshotID          text.Safe `json:"SnapshotId,omitzero"` // empty: a blank volume
	VolumeSize          int32     `json:"VolumeSize,omitzero"` // GiB
	IOPS                int32     `json:"Iops,omitzero"`
	VolumeType          text.Safe `json:"VolumeType,omitzero"`
	Throughput          int32     `json:"Throughput,omitzero"` // MiB/s, gp3 only
	Encrypted           Flag      `json:"Encrypted,omitzero"`
	DeleteOnTermination Flag      `json:"DeleteOnTermination,omitzero"`
	*RareEBS                      // nil without anything of it: see Rare
}

// RareEBS are the properties of a volume that the mappings of images hardly
// ever have.
type RareEBS struct {
	KeyID              text.Safe `json:"KmsKeyId,omitzero"`
	OutpostARN         text.Safe `json:"OutpostArn,omitzero"`
	InitializationRate int32     `json:"VolumeInitializationRate,omitzero"` // MiB/s
	CardIndex          *int32    `json:"EbsCardIndex,omitempty"`
	Zone               text.Safe `json:"AvailabilityZone,omitzero"`
	ZoneID             text.Safe `json:"AvailabilityZoneId,omitzero"`
}

// Rare are the properties that few volumes have, whether this one has any or
// none.
func (e *EBS) Rare() RareEBS {
	if e.RareEBS == nil {
		return RareEBS{}
	}
	return *e.RareEBS
}

// OrNone is what an EBS keeps of rare properties: nothing when there are none.
func (r RareEBS) OrNone() *RareEBS {
	if r == (RareEBS{}) {
		return nil
	}
	return &r
}

// Available reports whether the image can be launched as far as its state
// says.
func (i *Image) Available() bool { return i.State.String() == "available" }

// Disabled reports that the owner disabled the image: it is hidden and cannot
// be launched, its snapshots stay.
func (i *Image) Disabled() bool { return i.State.String() == "disabled" }

// Pending reports that the image is still being made.
func (i *Image) Pending() bool { return i.State.String() == "pending" }

// Failed reports a state from which the image will not become available.
func (i *Image) Failed() bool {
	switch i.State.String() {
	case "failed", "error", "invalid", "deregistered":
		return true
	}
	return false
}

// Protected reports deregistration protection. Anything that is not exactly
// "disabled" protects: during a cooldown AWS says so in other words.
func (i *Image) Protected() bool {
	p := i.Protection.String()
	return p != "" && p != "disabled"
}

// Windows reports a Windows image. The SDK's constant and the wire differ in
// case.
func (i *Image) Windows() bool { return strings.EqualFold(i.Platform.String(), "windows") }

// OS is the operating system in as few words as tell it: AWS knows no more of
// it than the licence that is billed.
func (i *Image) OS() text.Safe {
	switch {
	case !i.PlatformDetails.IsZero():
		return i.PlatformDetails
	case i.Windows():
		return text.Clean("Windows")
	}
	return text.Clean("Linux/UNIX")
}

// SizeGiB is the sum of the volumes that the image makes from EBS.
func (i *Image) SizeGiB() int64 {
	var sum int64
	for _, d := range i.Devices {
		if d.EBS != nil {
			sum += int64(d.EBS.VolumeSize)
		}
	}
	return sum
}

// Encrypted reports whether every EBS volume of the image is encrypted, and
// whether some are.
func (i *Image) Encrypted() (all, some bool) {
	n, enc := 0, 0
	for _, d := range i.Devices {
		if d.EBS != nil {
			n++
			if d.EBS.Encrypted == Yes {
				enc++
			}
		}
	}
	return n > 0 && enc == n, enc > 0
}

// Tag is the value of the tag with that key, and whether there is one. Keys
// are compared as AWS does: case counts.
func (i *Image) Tag(key string) (text.Safe, bool) {
	for _, t := range i.Tags {
		if t.Key.Raw() == key {
			return t.Value, true
		}
	}
	return text.Safe{}, false
}

// Root is the device of the root volume, or nil when the mapping names none.
func (i *Image) Root() *Device {
	for n := range i.Devices {
		if i.Devices[n].Name == i.RootDevice {
			return &i.Devices[n]
		}
	}
	return nil
}

// ChangedText reports that some text of the image had hidden or control
// characters: the list says so on the row.
func (i *Image) ChangedText() bool {
	for _, s := range []text.Safe{i.Name, i.Description, i.Location, i.OwnerAlias} {
		if s.Changed() {
			return true
		}
	}
	for _, t := range i.Tags {
		if t.Key.Changed() || t.Value.Changed() {
			return true
		}
	}
	return false
}
