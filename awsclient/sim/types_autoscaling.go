package sim

// AutoScalingGroup is one group as describe-auto-scaling-groups prints it.
type AutoScalingGroup struct {
	AutoScalingGroupName             string   `json:",omitempty"`
	AvailabilityZones                []string `json:",omitempty"`
	CreatedTime                      string   `json:",omitempty" wire:",time"`
	DefaultCooldown                  int
	DesiredCapacity                  int
	HealthCheckType                  string `json:",omitempty"`
	MaxSize                          int
	MinSize                          int
	AutoScalingGroupARN              string                                       `json:",omitempty"`
	AvailabilityZoneDistribution     *AvailabilityZoneDistribution                `json:",omitempty"`
	AvailabilityZoneIds              []string                                     `json:",omitempty"`
	AvailabilityZoneImpairmentPolicy *AvailabilityZoneImpairmentPolicy            `json:",omitempty"`
	CapacityRebalance                *bool                                        `json:",omitempty"`
	CapacityReservationSpecification *AutoScalingCapacityReservationSpecification `json:",omitempty"`
	Context                          string                                       `json:",omitempty"`
	DefaultInstanceWarmup            *int                                         `json:",omitempty"`
	DeletionProtection               string                                       `json:",omitempty"`
	DesiredCapacityType              string                                       `json:",omitempty"`
	EnabledMetrics                   []EnabledMetric                              `json:",omitempty"`
	HealthCheckGracePeriod           int
	InstanceLifecyclePolicy          *InstanceLifecyclePolicy     `json:",omitempty"`
	InstanceMaintenancePolicy        *InstanceMaintenancePolicy   `json:",omitempty"`
	Instances                        []AutoScalingInstance        `json:",omitempty"`
	LaunchConfigurationName          string                       `json:",omitempty"`
	LaunchTemplate                   *LaunchTemplateSpecification `json:",omitempty"`
	LoadBalancerNames                []string                     `json:",omitempty"`
	MaxInstanceLifetime              *int                         `json:",omitempty"`
	MixedInstancesPolicy             *MixedInstancesPolicy        `json:",omitempty"`
	NewInstancesProtectedFromScaleIn bool
	Operator                         *Operator                 `json:",omitempty"`
	PlacementGroup                   string                    `json:",omitempty"`
	PredictedCapacity                *int                      `json:",omitempty"`
	ServiceLinkedRoleARN             string                    `json:",omitempty"`
	Status                           string                    `json:",omitempty"`
	SuspendedProcesses               []SuspendedProcess        `json:",omitempty"`
	Tags                             []AutoScalingTag          `json:",omitempty"`
	TargetGroupARNs                  []string                  `json:",omitempty"`
	TerminationPolicies              []string                  `json:",omitempty"`
	TrafficSources                   []TrafficSourceIdentifier `json:",omitempty"`
	VPCZoneIdentifier                string                    `json:",omitempty"`
	WarmPoolConfiguration            *WarmPoolConfiguration    `json:",omitempty"`
	WarmPoolSize                     *int                      `json:",omitempty"`
}

// LaunchConfiguration is one launch configuration as describe-launch-configurations prints it.
type LaunchConfiguration struct {
	CreatedTime                  string                                  `json:",omitempty" wire:",time"`
	ImageId                      string                                  `json:",omitempty"`
	InstanceType                 string                                  `json:",omitempty"`
	LaunchConfigurationName      string                                  `json:",omitempty"`
	AssociatePublicIpAddress     *bool                                   `json:",omitempty"`
	BlockDeviceMappings          []LaunchConfigurationBlockDeviceMapping `json:",omitempty"`
	ClassicLinkVPCId             string                                  `json:",omitempty"`
	ClassicLinkVPCSecurityGroups []string                                `json:",omitempty"`
	EbsOptimized                 *bool                                   `json:",omitempty"`
	IamInstanceProfile           string                                  `json:",omitempty"`
	InstanceMonitoring           *InstanceMonitoring                     `json:",omitempty"`
	KernelId                     string                                  `json:",omitempty"`
	KeyName                      string                                  `json:",omitempty"`
	LaunchConfigurationARN       string                                  `json:",omitempty"`
	MetadataOptions              *LaunchConfigurationMetadataOptions     `json:",omitempty"`
	PlacementTenancy             string                                  `json:",omitempty"`
	RamdiskId                    string                                  `json:",omitempty"`
	SecurityGroups               []string                                `json:",omitempty"`
	SpotPrice                    string                                  `json:",omitempty"`
	UserData                     string                                  `json:",omitempty"`
}

// AvailabilityZoneDistribution says how a group spreads over zones.
type AvailabilityZoneDistribution struct {
	CapacityDistributionStrategy string `json:",omitempty"`
}

// AvailabilityZoneImpairmentPolicy says what a group does when a zone is in trouble.
type AvailabilityZoneImpairmentPolicy struct {
	ImpairedZoneHealthCheckBehavior string `json:",omitempty"`
	ZonalShiftEnabled               *bool  `json:",omitempty"`
}

// AutoScalingCapacityReservationSpecification says which capacity reservations a group uses.
type AutoScalingCapacityReservationSpecification struct {
	CapacityReservationPreference string                                `json:",omitempty"`
	CapacityReservationTarget     *AutoScalingCapacityReservationTarget `json:",omitempty"`
}

// EnabledMetric is one metric that a group reports.
type EnabledMetric struct {
	Granularity string `json:",omitempty"`
	Metric      string `json:",omitempty"`
}

// InstanceLifecyclePolicy says when a group keeps an instance instead of ending it.
type InstanceLifecyclePolicy struct {
	RetentionTriggers *RetentionTriggers `json:",omitempty"`
}

// InstanceMaintenancePolicy bounds how healthy a group stays while instances are replaced.
type InstanceMaintenancePolicy struct {
	MaxHealthyPercentage *int `json:",omitempty"`
	MinHealthyPercentage *int `json:",omitempty"`
}

// AutoScalingInstance is one member of a group.
type AutoScalingInstance struct {
	AvailabilityZone        string `json:",omitempty"`
	HealthStatus            string `json:",omitempty"`
	InstanceId              string `json:",omitempty"`
	LifecycleState          string `json:",omitempty"`
	ProtectedFromScaleIn    bool
	AvailabilityZoneId      string                       `json:",omitempty"`
	ImageId                 string                       `json:",omitempty"`
	InstanceType            string                       `json:",omitempty"`
	LaunchConfigurationName string                       `json:",omitempty"`
	LaunchTemplate          *LaunchTemplateSpecification `json:",omitempty"`
	WeightedCapacity        string                       `json:",omitempty"`
}

// LaunchTemplateSpecification names a launch template and the version a group uses.
type LaunchTemplateSpecification struct {
	LaunchTemplateId   string `json:",omitempty"`
	LaunchTemplateName string `json:",omitempty"`
	Version            string `json:",omitempty"`
}

// MixedInstancesPolicy lets a group mix instance types, and On-Demand with Spot.
type MixedInstancesPolicy struct {
	InstancesDistribution *InstancesDistribution     `json:",omitempty"`
	LaunchTemplate        *AutoScalingLaunchTemplate `json:",omitempty"`
}

// Operator says which service runs a group.
type Operator struct {
	Principal string `json:",omitempty"`
}

// SuspendedProcess is one process of a group that is paused.
type SuspendedProcess struct {
	ProcessName      string `json:",omitempty"`
	SuspensionReason string `json:",omitempty"`
}

// AutoScalingTag is one tag of a group.
type AutoScalingTag struct {
	Key               string `wire:",always"`
	PropagateAtLaunch *bool  `json:",omitempty"`
	ResourceId        string `json:",omitempty"`
	ResourceType      string `json:",omitempty"`
	Value             string `wire:",always"`
}

// TrafficSourceIdentifier is one load balancer or target group of a group.
type TrafficSourceIdentifier struct {
	Identifier string `json:",omitempty"`
	Type       string `json:",omitempty"`
}

// WarmPoolConfiguration describes the pool of stopped instances of a group.
type WarmPoolConfiguration struct {
	InstanceReusePolicy      *InstanceReusePolicy `json:",omitempty"`
	MaxGroupPreparedCapacity *int                 `json:",omitempty"`
	MinSize                  *int                 `json:",omitempty"`
	PoolState                string               `json:",omitempty"`
	Status                   string               `json:",omitempty"`
}

// LaunchConfigurationBlockDeviceMapping is one device in a launch configuration.
type LaunchConfigurationBlockDeviceMapping struct {
	DeviceName  string                  `json:",omitempty"`
	Ebs         *LaunchConfigurationEbs `json:",omitempty"`
	NoDevice    *bool                   `json:",omitempty"`
	VirtualName string                  `json:",omitempty"`
}

// InstanceMonitoring says whether a launch configuration turns detailed monitoring on.
type InstanceMonitoring struct {
	Enabled *bool `json:",omitempty"`
}

// LaunchConfigurationMetadataOptions are the metadata options of a launch configuration.
type LaunchConfigurationMetadataOptions struct {
	HttpEndpoint            string `json:",omitempty"`
	HttpPutResponseHopLimit *int   `json:",omitempty"`
	HttpTokens              string `json:",omitempty"`
}

// AutoScalingCapacityReservationTarget names the capacity reservations a group uses.
type AutoScalingCapacityReservationTarget struct {
	CapacityReservationIds               []string `json:",omitempty"`
	CapacityReservationResourceGroupArns []string `json:",omitempty"`
}

// RetentionTriggers lists what makes a group keep an instance.
type RetentionTriggers struct {
	TerminateHookAbandon string `json:",omitempty"`
}

// InstancesDistribution splits a group between On-Demand and Spot.
type InstancesDistribution struct {
	DistributionSegments                []DistributionSegment `json:",omitempty"`
	OnDemandAllocationStrategy          string                `json:",omitempty"`
	OnDemandBaseCapacity                *int                  `json:",omitempty"`
	OnDemandPercentageAboveBaseCapacity *int                  `json:",omitempty"`
	SpotAllocationStrategy              string                `json:",omitempty"`
	SpotInstancePools                   *int                  `json:",omitempty"`
	SpotMaxPrice                        string                `json:",omitempty"`
}

// AutoScalingLaunchTemplate is the launch template of a mixed group with its overrides.
type AutoScalingLaunchTemplate struct {
	LaunchTemplateSpecification *LaunchTemplateSpecification `json:",omitempty"`
	Overrides                   []LaunchTemplateOverrides    `json:",omitempty"`
}

// InstanceReusePolicy says whether instances go back to the warm pool.
type InstanceReusePolicy struct {
	ReuseOnScaleIn *bool `json:",omitempty"`
}

// LaunchConfigurationEbs describes the volume of a device in a launch configuration.
type LaunchConfigurationEbs struct {
	DeleteOnTermination *bool  `json:",omitempty"`
	Encrypted           *bool  `json:",omitempty"`
	Iops                *int   `json:",omitempty"`
	SnapshotId          string `json:",omitempty"`
	Throughput          *int   `json:",omitempty"`
	VolumeSize          *int   `json:",omitempty"`
	VolumeType          string `json:",omitempty"`
}

// DistributionSegment is one share of a group's capacity.
type DistributionSegment struct {
	TargetCapacityTypes []string `json:",omitempty"`
}

// LaunchTemplateOverrides is one instance type of a mixed group, possibly with its own image or template.
type LaunchTemplateOverrides struct {
	ImageId                     string                       `json:",omitempty"`
	InstanceRequirements        *InstanceRequirements        `json:",omitempty"`
	InstanceType                string                       `json:",omitempty"`
	LaunchTemplateSpecification *LaunchTemplateSpecification `json:",omitempty"`
	WeightedCapacity            string                       `json:",omitempty"`
}
