package ami

import "tami/model/text"

// OfferedTypes asks which instance types a region has, and what each can boot.
// With Names, which blanks part, only those: that is one request instead of ten.
type OfferedTypes struct {
	Where
	Names string
}

// TypeZones asks in which zones of a region each instance type is to be had.
type TypeZones struct{ Where }

// KeyPairs asks for the SSH keys that instances of a place can be launched with.
type KeyPairs struct{ Where }

// Subnets asks for the subnets of a place.
type Subnets struct{ Where }

// SecurityGroups asks for the security groups of a place.
type SecurityGroups struct{ Where }

func (OfferedTypes) isNeed()   {}
func (TypeZones) isNeed()      {}
func (KeyPairs) isNeed()       {}
func (Subnets) isNeed()        {}
func (SecurityGroups) isNeed() {}

// InstanceTypeList answers OfferedTypes, in AWS's order.
type InstanceTypeList struct{ List []InstanceType }

// InstanceType is what is to be known of an instance type before an image is
// launched on it. A region has some 900, so words that many share are one.
type InstanceType struct {
	Name          text.Safe
	VCPUs         int32
	MemoryMiB     int64
	Architectures []text.Safe // i386, x86_64, arm64, x86_64_mac, arm64_mac
	BootModes     []text.Safe // legacy-bios, uefi
	Virtual       []text.Safe // hvm, paravirtual
	RootDevices   []text.Safe // ebs, instance-store
	Usage         []text.Safe // on-demand, spot, capacity-block
	TPM           []text.Safe // the versions of NitroTPM that it has
	ENA           text.Safe   // unsupported, supported, required
	NVMe          text.Safe   // of EBS volumes: unsupported, supported, required
	Encryption    text.Safe   // of EBS volumes: unsupported, supported
	Enclaves      text.Safe   // Nitro Enclaves: unsupported, supported
	Hypervisor    text.Safe   // nitro, xen; empty on bare metal
	Network       text.Safe   // "Up to 5 Gigabit"
	MaxVolumes    int32       // EBS volumes that it takes at most; 0: AWS does not say
	SharedLimit   bool        // network interfaces count against MaxVolumes too
	Disks         bool        // it comes with instance store volumes
	DiskGB        int64       // how much that is in all
	BareMetal     bool
	Current       bool // of the current generation
	Burstable     bool
	FreeTier      bool
}

// OfferingList answers TypeZones: the zones of each type, by its name.
type OfferingList struct{ Zones map[string][]string }

// KeyPairList answers KeyPairs.
type KeyPairList struct{ List []KeyPair }

// KeyPair is an SSH key that AWS knows the public half of.
type KeyPair struct{ Name, ID, Type text.Safe }

// SubnetList answers Subnets.
type SubnetList struct{ List []Subnet }

// Subnet is a part of a network, in one zone.
type Subnet struct {
	ID, VPC, Zone, CIDR text.Safe
	Name                text.Safe // its tag Name
	State               text.Safe // available, pending, unavailable
	Free                int32     // IPv4 addresses
	Default             bool      // of its zone, in the default network
	PublicIPv4          bool      // what is launched in it gets a public address
}

// SecurityGroupList answers SecurityGroups.
type SecurityGroupList struct{ List []SecurityGroup }

// SecurityGroup is a set of firewall rules of one network.
type SecurityGroup struct{ ID, Name, VPC, Description text.Safe }

func (InstanceTypeList) isBody()  {}
func (OfferingList) isBody()      {}
func (KeyPairList) isBody()       {}
func (SubnetList) isBody()        {}
func (SecurityGroupList) isBody() {}
