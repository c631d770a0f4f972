package sim

// LaunchTemplateBlockDeviceMapping is one device in a launch template.
type LaunchTemplateBlockDeviceMapping struct {
	DeviceName  string                        `json:",omitempty" wire:"deviceName"`
	Ebs         *LaunchTemplateEbsBlockDevice `json:",omitempty" wire:"ebs"`
	NoDevice    *string                       `json:",omitempty" wire:"noDevice"`
	VirtualName string                        `json:",omitempty" wire:"virtualName"`
}

// LaunchTemplateCapacityReservationSpecificationResponse says which capacity reservation a launch template uses.
type LaunchTemplateCapacityReservationSpecificationResponse struct {
	CapacityReservationPreference string                             `json:",omitempty" wire:"capacityReservationPreference"`
	CapacityReservationTarget     *CapacityReservationTargetResponse `json:",omitempty" wire:"capacityReservationTarget"`
}

// LaunchTemplateCpuOptions are the processor options of a launch template.
type LaunchTemplateCpuOptions struct {
	AmdSevSnp            string `json:",omitempty" wire:"amdSevSnp"`
	CoreCount            *int   `json:",omitempty" wire:"coreCount"`
	NestedVirtualization string `json:",omitempty" wire:"nestedVirtualization"`
	ThreadsPerCore       *int   `json:",omitempty" wire:"threadsPerCore"`
}

// CreditSpecification is the CPU credit option of a burstable type.
type CreditSpecification struct {
	CpuCredits string `json:",omitempty" wire:"cpuCredits"`
}

// ElasticGpuSpecificationResponse is an Elastic Graphics device in a launch template.
type ElasticGpuSpecificationResponse struct {
	Type string `json:",omitempty" wire:"type"`
}

// LaunchTemplateElasticInferenceAcceleratorResponse is an inference accelerator in a launch template.
type LaunchTemplateElasticInferenceAcceleratorResponse struct {
	Count *int   `json:",omitempty" wire:"count"`
	Type  string `json:",omitempty" wire:"type"`
}

// LaunchTemplateEnclaveOptions says whether a launch template turns Nitro Enclaves on.
type LaunchTemplateEnclaveOptions struct {
	Enabled *bool `json:",omitempty" wire:"enabled"`
}

// LaunchTemplateHibernationOptions says whether a launch template turns hibernation on.
type LaunchTemplateHibernationOptions struct {
	Configured *bool `json:",omitempty" wire:"configured"`
}

// LaunchTemplateIamInstanceProfileSpecification names the instance profile of a launch template.
type LaunchTemplateIamInstanceProfileSpecification struct {
	Arn  string `json:",omitempty" wire:"arn"`
	Name string `json:",omitempty" wire:"name"`
}

// LaunchTemplateInstanceMarketOptions says whether a launch template asks for Spot.
type LaunchTemplateInstanceMarketOptions struct {
	MarketType  string                           `json:",omitempty" wire:"marketType"`
	SpotOptions *LaunchTemplateSpotMarketOptions `json:",omitempty" wire:"spotOptions"`
}

// LaunchTemplateLicenseConfiguration names a License Manager configuration in a launch template.
type LaunchTemplateLicenseConfiguration struct {
	LicenseConfigurationArn string `json:",omitempty" wire:"licenseConfigurationArn"`
}

// LaunchTemplateInstanceMaintenanceOptions is the recovery option of a launch template.
type LaunchTemplateInstanceMaintenanceOptions struct {
	AutoRecovery string `json:",omitempty" wire:"autoRecovery"`
}

// LaunchTemplateInstanceMetadataOptions are the metadata options of a launch template.
type LaunchTemplateInstanceMetadataOptions struct {
	HttpEndpoint            string `json:",omitempty" wire:"httpEndpoint"`
	HttpProtocolIpv6        string `json:",omitempty" wire:"httpProtocolIpv6"`
	HttpPutResponseHopLimit *int   `json:",omitempty" wire:"httpPutResponseHopLimit"`
	HttpTokens              string `json:",omitempty" wire:"httpTokens"`
	InstanceMetadataTags    string `json:",omitempty" wire:"instanceMetadataTags"`
	State                   string `json:",omitempty" wire:"state"`
}

// LaunchTemplatesMonitoring says whether a launch template turns detailed monitoring on.
type LaunchTemplatesMonitoring struct {
	Enabled *bool `json:",omitempty" wire:"enabled"`
}

// LaunchTemplateInstanceNetworkInterfaceSpecification is one network interface in a launch template.
type LaunchTemplateInstanceNetworkInterfaceSpecification struct {
	AssociateCarrierIpAddress       *bool                              `json:",omitempty" wire:"associateCarrierIpAddress"`
	AssociatePublicIpAddress        *bool                              `json:",omitempty" wire:"associatePublicIpAddress"`
	ConnectionTrackingSpecification *ConnectionTrackingSpecification   `json:",omitempty" wire:"connectionTrackingSpecification"`
	DeleteOnTermination             *bool                              `json:",omitempty" wire:"deleteOnTermination"`
	Description                     string                             `json:",omitempty" wire:"description"`
	DeviceIndex                     *int                               `json:",omitempty" wire:"deviceIndex"`
	EnaQueueCount                   *int                               `json:",omitempty" wire:"enaQueueCount"`
	EnaSrdSpecification             *LaunchTemplateEnaSrdSpecification `json:",omitempty" wire:"enaSrdSpecification"`
	Groups                          []string                           `json:",omitempty" wire:"groupSet,list=groupId"`
	InterfaceType                   string                             `json:",omitempty" wire:"interfaceType"`
	Ipv4PrefixCount                 *int                               `json:",omitempty" wire:"ipv4PrefixCount"`
	Ipv4Prefixes                    []Ipv4PrefixSpecificationResponse  `json:",omitempty" wire:"ipv4PrefixSet"`
	Ipv6AddressCount                *int                               `json:",omitempty" wire:"ipv6AddressCount"`
	Ipv6Addresses                   []InstanceIpv6Address              `json:",omitempty" wire:"ipv6AddressesSet"`
	Ipv6PrefixCount                 *int                               `json:",omitempty" wire:"ipv6PrefixCount"`
	Ipv6Prefixes                    []Ipv6PrefixSpecificationResponse  `json:",omitempty" wire:"ipv6PrefixSet"`
	NetworkCardIndex                *int                               `json:",omitempty" wire:"networkCardIndex"`
	NetworkInterfaceId              string                             `json:",omitempty" wire:"networkInterfaceId"`
	PrimaryIpv6                     *bool                              `json:",omitempty" wire:"primaryIpv6"`
	PrivateIpAddress                string                             `json:",omitempty" wire:"privateIpAddress"`
	PrivateIpAddresses              []PrivateIpAddressSpecification    `json:",omitempty" wire:"privateIpAddressesSet"`
	SecondaryPrivateIpAddressCount  *int                               `json:",omitempty" wire:"secondaryPrivateIpAddressCount"`
	SubnetId                        string                             `json:",omitempty" wire:"subnetId"`
}

// LaunchTemplateNetworkPerformanceOptions weighs network against disk bandwidth in a launch template.
type LaunchTemplateNetworkPerformanceOptions struct {
	BandwidthWeighting string `json:",omitempty" wire:"bandwidthWeighting"`
}

// LaunchTemplatePlacement is the placement in a launch template.
type LaunchTemplatePlacement struct {
	Affinity             string `json:",omitempty" wire:"affinity"`
	AvailabilityZone     string `json:",omitempty" wire:"availabilityZone"`
	AvailabilityZoneId   string `json:",omitempty" wire:"availabilityZoneId"`
	GroupId              string `json:",omitempty" wire:"groupId"`
	GroupName            string `json:",omitempty" wire:"groupName"`
	HostId               string `json:",omitempty" wire:"hostId"`
	HostResourceGroupArn string `json:",omitempty" wire:"hostResourceGroupArn"`
	PartitionNumber      *int   `json:",omitempty" wire:"partitionNumber"`
	SpreadDomain         string `json:",omitempty" wire:"spreadDomain"`
	Tenancy              string `json:",omitempty" wire:"tenancy"`
}

// LaunchTemplatePrivateDnsNameOptions says how a launch template has host names made.
type LaunchTemplatePrivateDnsNameOptions struct {
	EnableResourceNameDnsAAAARecord *bool  `json:",omitempty" wire:"enableResourceNameDnsAAAARecord"`
	EnableResourceNameDnsARecord    *bool  `json:",omitempty" wire:"enableResourceNameDnsARecord"`
	HostnameType                    string `json:",omitempty" wire:"hostnameType"`
}

// LaunchTemplateInstanceSecondaryInterfaceSpecification is one secondary interface in a launch template.
type LaunchTemplateInstanceSecondaryInterfaceSpecification struct {
	DeleteOnTermination   *bool                                             `json:",omitempty" wire:"deleteOnTermination"`
	DeviceIndex           *int                                              `json:",omitempty" wire:"deviceIndex"`
	InterfaceType         string                                            `json:",omitempty" wire:"interfaceType"`
	NetworkCardIndex      *int                                              `json:",omitempty" wire:"networkCardIndex"`
	PrivateIpAddressCount *int                                              `json:",omitempty" wire:"privateIpAddressCount"`
	PrivateIpAddresses    []SecondaryInterfacePrivateIpAddressSpecification `json:",omitempty" wire:"privateIpAddressesSet"`
	SecondarySubnetId     string                                            `json:",omitempty" wire:"secondarySubnetId"`
}

// LaunchTemplateTagSpecification lists the tags a launch template puts on one kind of resource.
type LaunchTemplateTagSpecification struct {
	ResourceType string `json:",omitempty" wire:"resourceType"`
	Tags         []Tag  `json:",omitempty" wire:"tagSet"`
}

// LaunchTemplateEbsBlockDevice describes the volume of a device in a launch template.
type LaunchTemplateEbsBlockDevice struct {
	DeleteOnTermination      *bool  `json:",omitempty" wire:"deleteOnTermination"`
	EbsCardIndex             *int   `json:",omitempty" wire:"ebsCardIndex"`
	Encrypted                *bool  `json:",omitempty" wire:"encrypted"`
	Iops                     *int   `json:",omitempty" wire:"iops"`
	KmsKeyId                 string `json:",omitempty" wire:"kmsKeyId"`
	SnapshotId               string `json:",omitempty" wire:"snapshotId"`
	Throughput               *int   `json:",omitempty" wire:"throughput"`
	VolumeInitializationRate *int   `json:",omitempty" wire:"volumeInitializationRate"`
	VolumeSize               *int   `json:",omitempty" wire:"volumeSize"`
	VolumeType               string `json:",omitempty" wire:"volumeType"`
}

// LaunchTemplateSpotMarketOptions are the Spot options of a launch template.
type LaunchTemplateSpotMarketOptions struct {
	BlockDurationMinutes         *int   `json:",omitempty" wire:"blockDurationMinutes"`
	InstanceInterruptionBehavior string `json:",omitempty" wire:"instanceInterruptionBehavior"`
	MaxPrice                     string `json:",omitempty" wire:"maxPrice"`
	SpotInstanceType             string `json:",omitempty" wire:"spotInstanceType"`
	ValidUntil                   string `json:",omitempty" wire:"validUntil,time"`
}

// ConnectionTrackingSpecification asks for idle timeouts of tracked connections.
type ConnectionTrackingSpecification struct {
	TcpEstablishedTimeout *int `json:",omitempty" wire:"tcpEstablishedTimeout"`
	UdpStreamTimeout      *int `json:",omitempty" wire:"udpStreamTimeout"`
	UdpTimeout            *int `json:",omitempty" wire:"udpTimeout"`
}

// LaunchTemplateEnaSrdSpecification says whether a launch template turns ENA Express on.
type LaunchTemplateEnaSrdSpecification struct {
	EnaSrdEnabled          *bool                                 `json:",omitempty" wire:"enaSrdEnabled"`
	EnaSrdUdpSpecification *LaunchTemplateEnaSrdUdpSpecification `json:",omitempty" wire:"enaSrdUdpSpecification"`
}

// Ipv4PrefixSpecificationResponse is one IPv4 prefix in a launch template.
type Ipv4PrefixSpecificationResponse struct {
	Ipv4Prefix string `json:",omitempty" wire:"ipv4Prefix"`
}

// Ipv6PrefixSpecificationResponse is one IPv6 prefix in a launch template.
type Ipv6PrefixSpecificationResponse struct {
	Ipv6Prefix string `json:",omitempty" wire:"ipv6Prefix"`
}

// PrivateIpAddressSpecification asks for one private IPv4 address.
type PrivateIpAddressSpecification struct {
	Primary          *bool  `json:",omitempty" wire:"primary"`
	PrivateIpAddress string `json:",omitempty" wire:"privateIpAddress"`
}

// SecondaryInterfacePrivateIpAddressSpecification asks for one private address of a secondary interface.
type SecondaryInterfacePrivateIpAddressSpecification struct {
	PrivateIpAddress string `json:",omitempty" wire:"privateIpAddress"`
}

// LaunchTemplateEnaSrdUdpSpecification says whether a launch template has ENA Express carry UDP.
type LaunchTemplateEnaSrdUdpSpecification struct {
	EnaSrdUdpEnabled *bool `json:",omitempty" wire:"enaSrdUdpEnabled"`
}
