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
	// Images are the account's and those of others. While the deregistration
	// protection of one cools down, its DeregistrationProtection is a text such as
	// "cooldown until 2026-01-31T08:00:00Z": then it ends.
	Images []Image `json:",omitempty" doc:"Images"`
	// LaunchPermissions says who may launch an image, by image ID. A public image
	// needs no entry: Image.Public says so.
	LaunchPermissions map[string][]LaunchPermission `json:",omitempty" doc:"LaunchPermissions"`
	Snapshots         []Snapshot                    `json:",omitempty" doc:"Snapshots"`
	// CreateVolumePermissions says who may use a snapshot, by snapshot ID. Somebody
	// else's snapshot without an entry is shared with the account.
	CreateVolumePermissions map[string][]CreateVolumePermission `json:",omitempty" doc:"CreateVolumePermissions"`
	// SnapshotBlocks says which 512 KiB blocks a snapshot holds, by snapshot ID.
	// A snapshot without an entry has its size spread over unnamed blocks.
	SnapshotBlocks map[string][]BlockRun `json:",omitempty"`
	Reservations   []Reservation         `json:",omitempty" doc:"Reservations"`
	// Instances are instances without their reservation; each gets one of its own.
	Instances              []Instance              `json:",omitempty" doc:"Instances"`
	Volumes                []Volume                `json:",omitempty" doc:"Volumes"`
	KeyPairs               []KeyPair               `json:",omitempty" doc:"KeyPairs"`
	Vpcs                   []Vpc                   `json:",omitempty" doc:"Vpcs"`
	Subnets                []Subnet                `json:",omitempty" doc:"Subnets"`
	SecurityGroups         []SecurityGroup         `json:",omitempty" doc:"SecurityGroups"`
	LaunchTemplates        []LaunchTemplate        `json:",omitempty" doc:"LaunchTemplates"`
	LaunchTemplateVersions []LaunchTemplateVersion `json:",omitempty" doc:"LaunchTemplateVersions"`
	AutoScalingGroups      []AutoScalingGroup      `json:",omitempty" doc:"AutoScalingGroups"`
	LaunchConfigurations   []LaunchConfiguration   `json:",omitempty" doc:"LaunchConfigurations"`
	Parameters             []Parameter             `json:",omitempty" doc:"Parameters,Parameter"`
	RecycleBinRules        []RecycleBinRule        `json:",omitempty" doc:"Rules"`
	// ImagesInRecycleBin and SnapshotsInRecycleBin say what is in the bin. One that
	// is also among Images or Snapshots comes back as it is there when it is
	// restored; of another no more is known than what is listed.
	ImagesInRecycleBin    []ImageInRecycleBin    `json:",omitempty" doc:"Images"`
	SnapshotsInRecycleBin []SnapshotInRecycleBin `json:",omitempty" doc:"Snapshots"`
	LockedSnapshots       []LockedSnapshot       `json:",omitempty" doc:"Snapshots"`
	FastSnapshotRestores  []FastSnapshotRestore  `json:",omitempty" doc:"FastSnapshotRestores"`
	SnapshotTierStatuses  []SnapshotTierStatus   `json:",omitempty" doc:"SnapshotTierStatuses"`
	KmsKeys               []KmsKey               `json:",omitempty" doc:"KeyMetadata"`
	// ImageRecipes and ContainerRecipes are those of EC2 Image Builder, which refer
	// to images.
	ImageRecipes     []ImageRecipe     `json:",omitempty" doc:"imageRecipeSummaryList"`
	ContainerRecipes []ContainerRecipe `json:",omitempty" doc:"containerRecipeSummaryList"`
	// ImageUsageReports are reports that were made already; what they say is taken
	// from the entries below. One that is pending is soon there.
	ImageUsageReports []ImageUsageReport `json:",omitempty" doc:"ImageUsageReports"`
	// ImageUsageReportEntries says how other accounts use the account's images: what
	// usage reports made from now on will say, whatever report they were printed from.
	ImageUsageReportEntries        []ImageUsageReportEntry `json:",omitempty" doc:"ImageUsageReportEntries"`
	ImageBlockPublicAccessState    string                  `json:",omitempty"`
	SnapshotBlockPublicAccessState string                  `json:",omitempty"`
	AllowedImagesSettings          *AllowedImagesSettings  `json:",omitempty"`
	EbsEncryptionByDefault         bool                    `json:",omitempty"`
	// EbsDefaultKmsKeyId is the key that EBS encrypts with when none is named, by
	// ARN or alias; alias/aws/ebs when empty.
	EbsDefaultKmsKeyId string `json:",omitempty"`
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
