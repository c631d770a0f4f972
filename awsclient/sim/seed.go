package sim

// Seed is the whole of a simulated account: what it holds before the first call.
// The simulator never changes a seed given to it.
type Seed struct {
	// Account is the 12-digit ID of the account whose credentials are used.
	Account string
	// Prices names the price list; only "embedded" is known, and meant when empty.
	Prices string `json:",omitempty"`
	// Regions holds what is in each region, by region code. A region that is not
	// here exists and is empty; one that is here is opted in to.
	Regions map[string]*RegionSeed `json:",omitempty"`
}

// RegionSeed is what one region holds. Every list is in the shape that the AWS
// CLI prints. An image whose OwnerId is not the seed's account is somebody
// else's: seen when it is public or its launch permissions name the account.
type RegionSeed struct {
	Images []Image `json:",omitempty"`
	// LaunchPermissions says who may launch an image, by image ID. A public image
	// needs no entry: Image.Public says so.
	LaunchPermissions map[string][]LaunchPermission `json:",omitempty"`
	Snapshots         []Snapshot                    `json:",omitempty"`
	// CreateVolumePermissions says who may use a snapshot, by snapshot ID.
	CreateVolumePermissions map[string][]CreateVolumePermission `json:",omitempty"`
	// SnapshotBlocks says which 512 KiB blocks a snapshot holds, by snapshot ID.
	// A snapshot without an entry has its size spread over unnamed blocks.
	SnapshotBlocks map[string][]BlockRun `json:",omitempty"`
	Reservations   []Reservation         `json:",omitempty"`
	// Instances are instances without their reservation; each gets one of its own.
	Instances                   []Instance              `json:",omitempty"`
	Volumes                     []Volume                `json:",omitempty"`
	KeyPairs                    []KeyPair               `json:",omitempty"`
	Vpcs                        []Vpc                   `json:",omitempty"`
	Subnets                     []Subnet                `json:",omitempty"`
	SecurityGroups              []SecurityGroup         `json:",omitempty"`
	LaunchTemplates             []LaunchTemplate        `json:",omitempty"`
	LaunchTemplateVersions      []LaunchTemplateVersion `json:",omitempty"`
	AutoScalingGroups           []AutoScalingGroup      `json:",omitempty"`
	LaunchConfigurations        []LaunchConfiguration   `json:",omitempty"`
	Parameters                  []Parameter             `json:",omitempty"`
	RecycleBinRules             []RecycleBinRule        `json:",omitempty"`
	LockedSnapshots             []LockedSnapshot        `json:",omitempty"`
	FastSnapshotRestores        []FastSnapshotRestore   `json:",omitempty"`
	SnapshotTierStatuses        []SnapshotTierStatus    `json:",omitempty"`
	KmsKeys                     []KmsKey                `json:",omitempty"`
	ImageBlockPublicAccessState string                  `json:",omitempty"`
	// Catalogue makes more images of other owners, thousands if need be. It is
	// called at most once, when a call first looks beyond the account's own
	// images, and must give the same images every time. Files cannot carry it.
	Catalogue func() []Image `json:"-"`
}

// BlockRun is a run of consecutive 512 KiB blocks in a snapshot. Two snapshots
// hold the same block when it has the same index and the same version in both.
type BlockRun struct {
	Start   int
	Count   int
	Version string
}
