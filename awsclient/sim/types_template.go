package sim

// LaunchTemplate is one launch template as describe-launch-templates prints it.
type LaunchTemplate struct {
	CreateTime           string            `json:",omitempty" wire:"createTime,time"`
	CreatedBy            string            `json:",omitempty" wire:"createdBy"`
	DefaultVersionNumber int64             `wire:"defaultVersionNumber"`
	LatestVersionNumber  int64             `wire:"latestVersionNumber"`
	LaunchTemplateId     string            `json:",omitempty" wire:"launchTemplateId"`
	LaunchTemplateName   string            `json:",omitempty" wire:"launchTemplateName"`
	Operator             *OperatorResponse `json:",omitempty" wire:"operator"`
	Tags                 []Tag             `json:",omitempty" wire:"tagSet"`
}

// LaunchTemplateVersion is one version of a launch template.
type LaunchTemplateVersion struct {
	CreateTime         string                      `json:",omitempty" wire:"createTime,time"`
	CreatedBy          string                      `json:",omitempty" wire:"createdBy"`
	DefaultVersion     bool                        `wire:"defaultVersion"`
	LaunchTemplateData *ResponseLaunchTemplateData `json:",omitempty" wire:"launchTemplateData"`
	LaunchTemplateId   string                      `json:",omitempty" wire:"launchTemplateId"`
	LaunchTemplateName string                      `json:",omitempty" wire:"launchTemplateName"`
	Operator           *OperatorResponse           `json:",omitempty" wire:"operator"`
	VersionDescription string                      `json:",omitempty" wire:"versionDescription"`
	VersionNumber      int64                       `wire:"versionNumber"`
}

// ResponseLaunchTemplateData is what a version of a launch template says about the instances it starts.
type ResponseLaunchTemplateData struct {
	BlockDeviceMappings               []LaunchTemplateBlockDeviceMapping                      `json:",omitempty" wire:"blockDeviceMappingSet"`
	CapacityReservationSpecification  *LaunchTemplateCapacityReservationSpecificationResponse `json:",omitempty" wire:"capacityReservationSpecification"`
	CpuOptions                        *LaunchTemplateCpuOptions                               `json:",omitempty" wire:"cpuOptions"`
	CreditSpecification               *CreditSpecification                                    `json:",omitempty" wire:"creditSpecification"`
	DisableApiStop                    *bool                                                   `json:",omitempty" wire:"disableApiStop"`
	DisableApiTermination             *bool                                                   `json:",omitempty" wire:"disableApiTermination"`
	EbsOptimized                      *bool                                                   `json:",omitempty" wire:"ebsOptimized"`
	ElasticGpuSpecifications          []ElasticGpuSpecificationResponse                       `json:",omitempty" wire:"elasticGpuSpecificationSet"`
	ElasticInferenceAccelerators      []LaunchTemplateElasticInferenceAcceleratorResponse     `json:",omitempty" wire:"elasticInferenceAcceleratorSet"`
	EnclaveOptions                    *LaunchTemplateEnclaveOptions                           `json:",omitempty" wire:"enclaveOptions"`
	HibernationOptions                *LaunchTemplateHibernationOptions                       `json:",omitempty" wire:"hibernationOptions"`
	IamInstanceProfile                *LaunchTemplateIamInstanceProfileSpecification          `json:",omitempty" wire:"iamInstanceProfile"`
	ImageId                           string                                                  `json:",omitempty" wire:"imageId"`
	InstanceInitiatedShutdownBehavior string                                                  `json:",omitempty" wire:"instanceInitiatedShutdownBehavior"`
	InstanceMarketOptions             *LaunchTemplateInstanceMarketOptions                    `json:",omitempty" wire:"instanceMarketOptions"`
	InstanceRequirements              *InstanceRequirements                                   `json:",omitempty" wire:"instanceRequirements"`
	InstanceType                      string                                                  `json:",omitempty" wire:"instanceType"`
	KernelId                          string                                                  `json:",omitempty" wire:"kernelId"`
	KeyName                           string                                                  `json:",omitempty" wire:"keyName"`
	LicenseSpecifications             []LaunchTemplateLicenseConfiguration                    `json:",omitempty" wire:"licenseSet"`
	MaintenanceOptions                *LaunchTemplateInstanceMaintenanceOptions               `json:",omitempty" wire:"maintenanceOptions"`
	MetadataOptions                   *LaunchTemplateInstanceMetadataOptions                  `json:",omitempty" wire:"metadataOptions"`
	Monitoring                        *LaunchTemplatesMonitoring                              `json:",omitempty" wire:"monitoring"`
	NetworkInterfaces                 []LaunchTemplateInstanceNetworkInterfaceSpecification   `json:",omitempty" wire:"networkInterfaceSet"`
	NetworkPerformanceOptions         *LaunchTemplateNetworkPerformanceOptions                `json:",omitempty" wire:"networkPerformanceOptions"`
	Operator                          *OperatorResponse                                       `json:",omitempty" wire:"operator"`
	Placement                         *LaunchTemplatePlacement                                `json:",omitempty" wire:"placement"`
	PrivateDnsNameOptions             *LaunchTemplatePrivateDnsNameOptions                    `json:",omitempty" wire:"privateDnsNameOptions"`
	RamDiskId                         string                                                  `json:",omitempty" wire:"ramDiskId"`
	SecondaryInterfaces               []LaunchTemplateInstanceSecondaryInterfaceSpecification `json:",omitempty" wire:"secondaryInterfaceSet"`
	SecurityGroupIds                  []string                                                `json:",omitempty" wire:"securityGroupIdSet"`
	SecurityGroups                    []string                                                `json:",omitempty" wire:"securityGroupSet"`
	TagSpecifications                 []LaunchTemplateTagSpecification                        `json:",omitempty" wire:"tagSpecificationSet"`
	UserData                          string                                                  `json:",omitempty" wire:"userData"`
}
