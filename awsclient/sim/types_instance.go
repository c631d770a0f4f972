package sim

// Reservation is one launch: the instances it started and who started them.
type Reservation struct {
	Groups        []GroupIdentifier `json:",omitempty" wire:"groupSet"`
	Instances     []Instance        `json:",omitempty" wire:"instancesSet"`
	OwnerId       string            `json:",omitempty" wire:"ownerId"`
	RequesterId   string            `json:",omitempty" wire:"requesterId"`
	ReservationId string            `json:",omitempty" wire:"reservationId"`
}

// InstanceStatus is one instance's health as describe-instance-status prints it.
type InstanceStatus struct {
	ApplicationStatus  *ApplicationStatusSummary `json:",omitempty" wire:"applicationStatus"`
	AttachedEbsStatus  *EbsStatusSummary         `json:",omitempty" wire:"attachedEbsStatus"`
	AvailabilityZone   string                    `json:",omitempty" wire:"availabilityZone"`
	AvailabilityZoneId string                    `json:",omitempty" wire:"availabilityZoneId"`
	Events             []InstanceStatusEvent     `json:",omitempty" wire:"eventsSet"`
	InstanceId         string                    `json:",omitempty" wire:"instanceId"`
	InstanceState      *InstanceState            `json:",omitempty" wire:"instanceState"`
	InstanceStatus     *InstanceStatusSummary    `json:",omitempty" wire:"instanceStatus"`
	Operator           *OperatorResponse         `json:",omitempty" wire:"operator"`
	OutpostArn         string                    `json:",omitempty" wire:"outpostArn"`
	PerformanceStatus  *PerformanceStatusSummary `json:",omitempty" wire:"performanceStatus"`
	SystemStatus       *InstanceStatusSummary    `json:",omitempty" wire:"systemStatus"`
}

// Instance is one instance as describe-instances prints it.
type Instance struct {
	AmiLaunchIndex                          int                                       `wire:"amiLaunchIndex"`
	Architecture                            string                                    `json:",omitempty" wire:"architecture"`
	BlockDeviceMappings                     []InstanceBlockDeviceMapping              `json:",omitempty" wire:"blockDeviceMapping"`
	BootMode                                string                                    `json:",omitempty" wire:"bootMode"`
	CapacityBlockId                         string                                    `json:",omitempty" wire:"capacityBlockId"`
	CapacityReservationId                   string                                    `json:",omitempty" wire:"capacityReservationId"`
	CapacityReservationSpecification        *CapacityReservationSpecificationResponse `json:",omitempty" wire:"capacityReservationSpecification"`
	ClientToken                             string                                    `json:",omitempty" wire:"clientToken"`
	CpuOptions                              *CpuOptions                               `json:",omitempty" wire:"cpuOptions"`
	CurrentInstanceBootMode                 string                                    `json:",omitempty" wire:"currentInstanceBootMode"`
	EbsOptimized                            bool                                      `wire:"ebsOptimized"`
	ElasticGpuAssociations                  []ElasticGpuAssociation                   `json:",omitempty" wire:"elasticGpuAssociationSet"`
	ElasticInferenceAcceleratorAssociations []ElasticInferenceAcceleratorAssociation  `json:",omitempty" wire:"elasticInferenceAcceleratorAssociationSet"`
	EnaSupport                              *bool                                     `json:",omitempty" wire:"enaSupport"`
	EnclaveOptions                          *EnclaveOptions                           `json:",omitempty" wire:"enclaveOptions"`
	HibernationOptions                      *HibernationOptions                       `json:",omitempty" wire:"hibernationOptions"`
	Hypervisor                              string                                    `json:",omitempty" wire:"hypervisor"`
	IamInstanceProfile                      *IamInstanceProfile                       `json:",omitempty" wire:"iamInstanceProfile"`
	ImageId                                 string                                    `json:",omitempty" wire:"imageId"`
	InstanceId                              string                                    `json:",omitempty" wire:"instanceId"`
	InstanceLifecycle                       string                                    `json:",omitempty" wire:"instanceLifecycle"`
	InstanceType                            string                                    `json:",omitempty" wire:"instanceType"`
	Ipv6Address                             string                                    `json:",omitempty" wire:"ipv6Address"`
	KernelId                                string                                    `json:",omitempty" wire:"kernelId"`
	KeyName                                 string                                    `json:",omitempty" wire:"keyName"`
	LaunchTime                              string                                    `json:",omitempty" wire:"launchTime,time"`
	Licenses                                []LicenseConfiguration                    `json:",omitempty" wire:"licenseSet"`
	MaintenanceOptions                      *InstanceMaintenanceOptions               `json:",omitempty" wire:"maintenanceOptions"`
	MetadataOptions                         *InstanceMetadataOptionsResponse          `json:",omitempty" wire:"metadataOptions"`
	Monitoring                              *Monitoring                               `json:",omitempty" wire:"monitoring"`
	NetworkInterfaces                       []InstanceNetworkInterface                `json:",omitempty" wire:"networkInterfaceSet"`
	NetworkPerformanceOptions               *InstanceNetworkPerformanceOptions        `json:",omitempty" wire:"networkPerformanceOptions"`
	Operator                                *OperatorResponse                         `json:",omitempty" wire:"operator"`
	OutpostArn                              string                                    `json:",omitempty" wire:"outpostArn"`
	Placement                               *Placement                                `json:",omitempty" wire:"placement"`
	Platform                                string                                    `json:",omitempty" wire:"platform"`
	PlatformDetails                         string                                    `json:",omitempty" wire:"platformDetails"`
	PrivateDnsName                          string                                    `json:",omitempty" wire:"privateDnsName"`
	PrivateDnsNameOptions                   *PrivateDnsNameOptionsResponse            `json:",omitempty" wire:"privateDnsNameOptions"`
	PrivateIpAddress                        string                                    `json:",omitempty" wire:"privateIpAddress"`
	ProductCodes                            []ProductCode                             `json:",omitempty" wire:"productCodes"`
	PublicDnsName                           string                                    `json:",omitempty" wire:"dnsName"`
	PublicIpAddress                         string                                    `json:",omitempty" wire:"ipAddress"`
	RamdiskId                               string                                    `json:",omitempty" wire:"ramdiskId"`
	RootDeviceName                          string                                    `json:",omitempty" wire:"rootDeviceName"`
	RootDeviceType                          string                                    `json:",omitempty" wire:"rootDeviceType"`
	SecondaryInterfaces                     []InstanceSecondaryInterface              `json:",omitempty" wire:"secondaryInterfaceSet"`
	SecurityGroups                          []GroupIdentifier                         `json:",omitempty" wire:"groupSet"`
	SourceDestCheck                         *bool                                     `json:",omitempty" wire:"sourceDestCheck"`
	SpotInstanceRequestId                   string                                    `json:",omitempty" wire:"spotInstanceRequestId"`
	SriovNetSupport                         string                                    `json:",omitempty" wire:"sriovNetSupport"`
	State                                   *InstanceState                            `json:",omitempty" wire:"instanceState"`
	StateReason                             *StateReason                              `json:",omitempty" wire:"stateReason"`
	StateTransitionReason                   string                                    `json:",omitempty" wire:"reason"`
	SubnetId                                string                                    `json:",omitempty" wire:"subnetId"`
	Tags                                    []Tag                                     `json:",omitempty" wire:"tagSet"`
	TpmSupport                              string                                    `json:",omitempty" wire:"tpmSupport"`
	UsageOperation                          string                                    `json:",omitempty" wire:"usageOperation"`
	UsageOperationUpdateTime                string                                    `json:",omitempty" wire:"usageOperationUpdateTime,time"`
	VirtualizationType                      string                                    `json:",omitempty" wire:"virtualizationType"`
	VpcId                                   string                                    `json:",omitempty" wire:"vpcId"`
}

// ApplicationStatusSummary is the health that the application on an instance reports.
type ApplicationStatusSummary struct {
	ImpairedSince string `json:",omitempty" wire:"impairedSince,time"`
	Status        string `json:",omitempty" wire:"status"`
}

// EbsStatusSummary is the health of the volumes attached to an instance.
type EbsStatusSummary struct {
	Details []EbsStatusDetails `json:",omitempty" wire:"details"`
	Status  string             `json:",omitempty" wire:"status"`
}

// InstanceStatusEvent is one event AWS has planned for an instance.
type InstanceStatusEvent struct {
	Code              string `json:",omitempty" wire:"code"`
	Description       string `json:",omitempty" wire:"description"`
	InstanceEventId   string `json:",omitempty" wire:"instanceEventId"`
	NotAfter          string `json:",omitempty" wire:"notAfter,time"`
	NotBefore         string `json:",omitempty" wire:"notBefore,time"`
	NotBeforeDeadline string `json:",omitempty" wire:"notBeforeDeadline,time"`
}

// InstanceState is an instance's state as a name and AWS's number for it.
type InstanceState struct {
	Code int    `wire:"code"`
	Name string `json:",omitempty" wire:"name"`
}

// InstanceStatusSummary is the outcome of one family of status checks.
type InstanceStatusSummary struct {
	Details []InstanceStatusDetails `json:",omitempty" wire:"details"`
	Status  string                  `json:",omitempty" wire:"status"`
}

// PerformanceStatusSummary is the outcome of the performance checks.
type PerformanceStatusSummary struct {
	ImpairedSince string `json:",omitempty" wire:"impairedSince,time"`
	Remediation   string `json:",omitempty" wire:"remediation"`
	Status        string `json:",omitempty" wire:"status"`
}

// InstanceBlockDeviceMapping is one volume attached to an instance.
type InstanceBlockDeviceMapping struct {
	DeviceName string                  `json:",omitempty" wire:"deviceName"`
	Ebs        *EbsInstanceBlockDevice `json:",omitempty" wire:"ebs"`
}

// CapacityReservationSpecificationResponse says which capacity reservation an instance uses.
type CapacityReservationSpecificationResponse struct {
	CapacityReservationPreference string                             `json:",omitempty" wire:"capacityReservationPreference"`
	CapacityReservationTarget     *CapacityReservationTargetResponse `json:",omitempty" wire:"capacityReservationTarget"`
}

// CpuOptions are an instance's cores, threads and processor features.
type CpuOptions struct {
	AmdSevSnp            string `json:",omitempty" wire:"amdSevSnp"`
	CoreCount            *int   `json:",omitempty" wire:"coreCount"`
	NestedVirtualization string `json:",omitempty" wire:"nestedVirtualization"`
	ThreadsPerCore       *int   `json:",omitempty" wire:"threadsPerCore"`
}

// ElasticGpuAssociation is the tie between an instance and an Elastic Graphics device.
type ElasticGpuAssociation struct {
	ElasticGpuAssociationId    string `json:",omitempty" wire:"elasticGpuAssociationId"`
	ElasticGpuAssociationState string `json:",omitempty" wire:"elasticGpuAssociationState"`
	ElasticGpuAssociationTime  string `json:",omitempty" wire:"elasticGpuAssociationTime"`
	ElasticGpuId               string `json:",omitempty" wire:"elasticGpuId"`
}

// ElasticInferenceAcceleratorAssociation is the tie between an instance and an inference accelerator.
type ElasticInferenceAcceleratorAssociation struct {
	ElasticInferenceAcceleratorArn              string `json:",omitempty" wire:"elasticInferenceAcceleratorArn"`
	ElasticInferenceAcceleratorAssociationId    string `json:",omitempty" wire:"elasticInferenceAcceleratorAssociationId"`
	ElasticInferenceAcceleratorAssociationState string `json:",omitempty" wire:"elasticInferenceAcceleratorAssociationState"`
	ElasticInferenceAcceleratorAssociationTime  string `json:",omitempty" wire:"elasticInferenceAcceleratorAssociationTime,time"`
}

// EnclaveOptions says whether an instance may run Nitro Enclaves.
type EnclaveOptions struct {
	Enabled *bool `json:",omitempty" wire:"enabled"`
}

// HibernationOptions says whether an instance may hibernate.
type HibernationOptions struct {
	Configured *bool `json:",omitempty" wire:"configured"`
}

// IamInstanceProfile is the instance profile an instance runs with.
type IamInstanceProfile struct {
	Arn string `json:",omitempty" wire:"arn"`
	Id  string `json:",omitempty" wire:"id"`
}

// LicenseConfiguration names a License Manager configuration.
type LicenseConfiguration struct {
	LicenseConfigurationArn string `json:",omitempty" wire:"licenseConfigurationArn"`
}

// InstanceMaintenanceOptions says how AWS may recover or move an instance.
type InstanceMaintenanceOptions struct {
	AutoRecovery    string `json:",omitempty" wire:"autoRecovery"`
	RebootMigration string `json:",omitempty" wire:"rebootMigration"`
}

// InstanceMetadataOptionsResponse says how an instance offers its metadata.
type InstanceMetadataOptionsResponse struct {
	HttpEndpoint            string `json:",omitempty" wire:"httpEndpoint"`
	HttpProtocolIpv6        string `json:",omitempty" wire:"httpProtocolIpv6"`
	HttpPutResponseHopLimit *int   `json:",omitempty" wire:"httpPutResponseHopLimit"`
	HttpTokens              string `json:",omitempty" wire:"httpTokens"`
	InstanceMetadataTags    string `json:",omitempty" wire:"instanceMetadataTags"`
	State                   string `json:",omitempty" wire:"state"`
}

// Monitoring says whether detailed monitoring is on.
type Monitoring struct {
	State string `json:",omitempty" wire:"state"`
}

// InstanceNetworkPerformanceOptions holds how an instance weighs network against disk bandwidth.
type InstanceNetworkPerformanceOptions struct {
	BandwidthWeighting string `json:",omitempty" wire:"bandwidthWeighting"`
}

// Placement says where an instance runs.
type Placement struct {
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

// PrivateDnsNameOptionsResponse says how an instance's private host name is made.
type PrivateDnsNameOptionsResponse struct {
	EnableResourceNameDnsAAAARecord *bool  `json:",omitempty" wire:"enableResourceNameDnsAAAARecord"`
	EnableResourceNameDnsARecord    *bool  `json:",omitempty" wire:"enableResourceNameDnsARecord"`
	HostnameType                    string `json:",omitempty" wire:"hostnameType"`
}

// EbsStatusDetails is one check of attached volumes.
type EbsStatusDetails struct {
	ImpairedSince string `json:",omitempty" wire:"impairedSince,time"`
	Name          string `json:",omitempty" wire:"name"`
	Status        string `json:",omitempty" wire:"status"`
}

// InstanceStatusDetails is one status check.
type InstanceStatusDetails struct {
	ImpairedSince string `json:",omitempty" wire:"impairedSince,time"`
	Name          string `json:",omitempty" wire:"name"`
	Status        string `json:",omitempty" wire:"status"`
}

// EbsInstanceBlockDevice is the volume side of a device of an instance.
type EbsInstanceBlockDevice struct {
	AssociatedResource  string            `json:",omitempty" wire:"associatedResource"`
	AttachTime          string            `json:",omitempty" wire:"attachTime,time"`
	DeleteOnTermination *bool             `json:",omitempty" wire:"deleteOnTermination"`
	EbsCardIndex        *int              `json:",omitempty" wire:"ebsCardIndex"`
	Operator            *OperatorResponse `json:",omitempty" wire:"operator"`
	Status              string            `json:",omitempty" wire:"status"`
	VolumeId            string            `json:",omitempty" wire:"volumeId"`
	VolumeOwnerId       string            `json:",omitempty" wire:"volumeOwnerId"`
}

// CapacityReservationTargetResponse names a capacity reservation or a group of them.
type CapacityReservationTargetResponse struct {
	CapacityReservationId               string `json:",omitempty" wire:"capacityReservationId"`
	CapacityReservationResourceGroupArn string `json:",omitempty" wire:"capacityReservationResourceGroupArn"`
}
