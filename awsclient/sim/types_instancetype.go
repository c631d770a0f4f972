package sim

// InstanceType is one instance type as describe-instance-types prints it.
type InstanceType struct {
	AutoRecoverySupported         bool                 `wire:"autoRecoverySupported"`
	BareMetal                     bool                 `wire:"bareMetal"`
	BurstablePerformanceSupported bool                 `wire:"burstablePerformanceSupported"`
	CurrentGeneration             bool                 `wire:"currentGeneration"`
	DedicatedHostsSupported       bool                 `wire:"dedicatedHostsSupported"`
	EbsInfo                       *EbsInfo             `json:",omitempty" wire:"ebsInfo"`
	FreeTierEligible              bool                 `wire:"freeTierEligible"`
	HibernationSupported          bool                 `wire:"hibernationSupported"`
	Hypervisor                    string               `json:",omitempty" wire:"hypervisor"`
	InstanceStorageInfo           *InstanceStorageInfo `json:",omitempty" wire:"instanceStorageInfo"`
	InstanceStorageSupported      bool                 `wire:"instanceStorageSupported"`
	InstanceType                  string               `wire:"instanceType"`
	MemoryInfo                    MemoryInfo           `wire:"memoryInfo"`
	NetworkInfo                   NetworkInfo          `wire:"networkInfo"`
	NitroEnclavesSupport          string               `json:",omitempty" wire:"nitroEnclavesSupport"`
	NitroTpmInfo                  *NitroTpmInfo        `json:",omitempty" wire:"nitroTpmInfo"`
	NitroTpmSupport               string               `json:",omitempty" wire:"nitroTpmSupport"`
	PlacementGroupInfo            PlacementGroupInfo   `wire:"placementGroupInfo"`
	ProcessorInfo                 ProcessorInfo        `wire:"processorInfo"`
	SupportedBootModes            []string             `json:",omitempty" wire:"supportedBootModes"`
	SupportedRootDeviceTypes      []string             `json:",omitempty" wire:"supportedRootDeviceTypes"`
	SupportedUsageClasses         []string             `json:",omitempty" wire:"supportedUsageClasses"`
	SupportedVirtualizationTypes  []string             `json:",omitempty" wire:"supportedVirtualizationTypes"`
	VCpuInfo                      VCPUInfo             `wire:"vCpuInfo"`
}

// EbsInfo is what an instance type can do with volumes.
type EbsInfo struct {
	AttachmentLimitType   string            `json:",omitempty" wire:"attachmentLimitType"`
	EbsOptimizedInfo      *EbsOptimizedInfo `json:",omitempty" wire:"ebsOptimizedInfo"`
	EbsOptimizedSupport   string            `json:",omitempty" wire:"ebsOptimizedSupport"`
	EncryptionSupport     string            `json:",omitempty" wire:"encryptionSupport"`
	MaximumEbsAttachments int               `json:",omitempty" wire:"maximumEbsAttachments"`
	NvmeSupport           string            `json:",omitempty" wire:"nvmeSupport"`
}

// EbsOptimizedInfo is how much an instance type gets to and from its volumes.
type EbsOptimizedInfo struct {
	BaselineBandwidthInMbps int `wire:"baselineBandwidthInMbps"`
	BaselineIops            int `wire:"baselineIops"`
	MaximumBandwidthInMbps  int `wire:"maximumBandwidthInMbps"`
	MaximumIops             int `wire:"maximumIops"`
}

// InstanceStorageInfo is the disks that an instance type comes with.
type InstanceStorageInfo struct {
	Disks             []DiskInfo `json:",omitempty" wire:"disks"`
	EncryptionSupport string     `json:",omitempty" wire:"encryptionSupport"`
	NvmeSupport       string     `json:",omitempty" wire:"nvmeSupport"`
	TotalSizeInGB     int64      `wire:"totalSizeInGB"`
}

// DiskInfo is one kind of disk of an instance type.
type DiskInfo struct {
	Count    int    `wire:"count"`
	SizeInGB int64  `wire:"sizeInGB"`
	Type     string `json:",omitempty" wire:"type"`
}

// MemoryInfo is the memory of an instance type.
type MemoryInfo struct {
	SizeInMiB int64 `wire:"sizeInMiB"`
}

// NetworkInfo is the network of an instance type.
type NetworkInfo struct {
	EfaSupported             bool   `wire:"efaSupported"`
	EnaSupport               string `json:",omitempty" wire:"enaSupport"`
	Ipv6Supported            bool   `wire:"ipv6Supported"`
	MaximumNetworkInterfaces int    `wire:"maximumNetworkInterfaces"`
	NetworkPerformance       string `json:",omitempty" wire:"networkPerformance"`
}

// NitroTpmInfo names the TPM versions of an instance type.
type NitroTpmInfo struct {
	SupportedVersions []string `json:",omitempty" wire:"supportedVersions"`
}

// PlacementGroupInfo names the placement strategies of an instance type.
type PlacementGroupInfo struct {
	SupportedStrategies []string `json:",omitempty" wire:"supportedStrategies"`
}

// ProcessorInfo is the processor of an instance type.
type ProcessorInfo struct {
	Manufacturer             string   `json:",omitempty" wire:"manufacturer"`
	SupportedArchitectures   []string `json:",omitempty" wire:"supportedArchitectures"`
	SustainedClockSpeedInGhz float64  `json:",omitempty" wire:"sustainedClockSpeedInGhz"`
}

// VCPUInfo counts the virtual processors of an instance type.
type VCPUInfo struct {
	DefaultCores          int `wire:"defaultCores"`
	DefaultThreadsPerCore int `wire:"defaultThreadsPerCore"`
	DefaultVCpus          int `wire:"defaultVCpus"`
}

// InstanceTypeOffering says that a type is to be had somewhere.
type InstanceTypeOffering struct {
	InstanceType string `wire:"instanceType"`
	Location     string `wire:"location"`
	LocationType string `wire:"locationType"`
}
