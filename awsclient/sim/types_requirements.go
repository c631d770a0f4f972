package sim

// InstanceRequirements describes instance types by their attributes instead of by name.
type InstanceRequirements struct {
	AcceleratorCount                               *AcceleratorCount           `json:",omitempty" wire:"acceleratorCount"`
	AcceleratorManufacturers                       []string                    `json:",omitempty" wire:"acceleratorManufacturerSet"`
	AcceleratorNames                               []string                    `json:",omitempty" wire:"acceleratorNameSet"`
	AcceleratorTotalMemoryMiB                      *AcceleratorTotalMemoryMiB  `json:",omitempty" wire:"acceleratorTotalMemoryMiB"`
	AcceleratorTypes                               []string                    `json:",omitempty" wire:"acceleratorTypeSet"`
	AllowedInstanceTypes                           []string                    `json:",omitempty" wire:"allowedInstanceTypeSet"`
	BareMetal                                      string                      `json:",omitempty" wire:"bareMetal"`
	BaselineEbsBandwidthMbps                       *BaselineEbsBandwidthMbps   `json:",omitempty" wire:"baselineEbsBandwidthMbps"`
	BaselinePerformanceFactors                     *BaselinePerformanceFactors `json:",omitempty" wire:"baselinePerformanceFactors"`
	BurstablePerformance                           string                      `json:",omitempty" wire:"burstablePerformance"`
	CpuManufacturers                               []string                    `json:",omitempty" wire:"cpuManufacturerSet"`
	ExcludedInstanceTypes                          []string                    `json:",omitempty" wire:"excludedInstanceTypeSet"`
	InstanceGenerations                            []string                    `json:",omitempty" wire:"instanceGenerationSet"`
	LocalStorage                                   string                      `json:",omitempty" wire:"localStorage"`
	LocalStorageTypes                              []string                    `json:",omitempty" wire:"localStorageTypeSet"`
	MaxSpotPriceAsPercentageOfOptimalOnDemandPrice *int                        `json:",omitempty" wire:"maxSpotPriceAsPercentageOfOptimalOnDemandPrice"`
	MemoryGiBPerVCpu                               *MemoryGiBPerVCpu           `json:",omitempty" wire:"memoryGiBPerVCpu"`
	MemoryMiB                                      *MemoryMiB                  `json:",omitempty" wire:"memoryMiB"`
	NetworkBandwidthGbps                           *NetworkBandwidthGbps       `json:",omitempty" wire:"networkBandwidthGbps"`
	NetworkInterfaceCount                          *NetworkInterfaceCount      `json:",omitempty" wire:"networkInterfaceCount"`
	OnDemandMaxPricePercentageOverLowestPrice      *int                        `json:",omitempty" wire:"onDemandMaxPricePercentageOverLowestPrice"`
	RequireEncryptionInTransit                     *bool                       `json:",omitempty" wire:"requireEncryptionInTransit"`
	RequireHibernateSupport                        *bool                       `json:",omitempty" wire:"requireHibernateSupport"`
	SpotMaxPricePercentageOverLowestPrice          *int                        `json:",omitempty" wire:"spotMaxPricePercentageOverLowestPrice"`
	TotalLocalStorageGB                            *TotalLocalStorageGB        `json:",omitempty" wire:"totalLocalStorageGB"`
	VCpuCount                                      *VCpuCountRange             `json:",omitempty" wire:"vCpuCount"`
}

// AcceleratorCount bounds the number of accelerators.
type AcceleratorCount struct {
	Max *int `json:",omitempty" wire:"max"`
	Min *int `json:",omitempty" wire:"min"`
}

// AcceleratorTotalMemoryMiB bounds the memory of all accelerators, in MiB.
type AcceleratorTotalMemoryMiB struct {
	Max *int `json:",omitempty" wire:"max"`
	Min *int `json:",omitempty" wire:"min"`
}

// BaselineEbsBandwidthMbps bounds the baseline bandwidth to EBS, in Mbps.
type BaselineEbsBandwidthMbps struct {
	Max *int `json:",omitempty" wire:"max"`
	Min *int `json:",omitempty" wire:"min"`
}

// BaselinePerformanceFactors sets a reference for the performance of a type.
type BaselinePerformanceFactors struct {
	Cpu *CpuPerformanceFactor `json:",omitempty" wire:"cpu"`
}

// MemoryGiBPerVCpu bounds the memory of each virtual CPU, in GiB.
type MemoryGiBPerVCpu struct {
	Max *float64 `json:",omitempty" wire:"max"`
	Min *float64 `json:",omitempty" wire:"min"`
}

// MemoryMiB bounds the memory, in MiB.
type MemoryMiB struct {
	Max *int `json:",omitempty" wire:"max"`
	Min *int `json:",omitempty" wire:"min"`
}

// NetworkBandwidthGbps bounds the network bandwidth, in Gbps.
type NetworkBandwidthGbps struct {
	Max *float64 `json:",omitempty" wire:"max"`
	Min *float64 `json:",omitempty" wire:"min"`
}

// NetworkInterfaceCount bounds the number of network interfaces.
type NetworkInterfaceCount struct {
	Max *int `json:",omitempty" wire:"max"`
	Min *int `json:",omitempty" wire:"min"`
}

// TotalLocalStorageGB bounds the instance store, in GB.
type TotalLocalStorageGB struct {
	Max *float64 `json:",omitempty" wire:"max"`
	Min *float64 `json:",omitempty" wire:"min"`
}

// VCpuCountRange bounds the number of virtual CPUs.
type VCpuCountRange struct {
	Max *int `json:",omitempty" wire:"max"`
	Min *int `json:",omitempty" wire:"min"`
}

// CpuPerformanceFactor lists the instance families whose processors set the bar.
type CpuPerformanceFactor struct {
	References []PerformanceFactorReference `json:",omitempty" wire:"referenceSet,query=Reference"`
}

// PerformanceFactorReference names one instance family that sets the bar.
type PerformanceFactorReference struct {
	InstanceFamily string `json:",omitempty" wire:"instanceFamily"`
}
