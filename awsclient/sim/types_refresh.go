package sim

// InstanceRefresh is one refresh of a group as describe-instance-refreshes
// prints it.
type InstanceRefresh struct {
	AutoScalingGroupName string                          `json:",omitempty"`
	DesiredConfiguration *DesiredConfiguration           `json:",omitempty"`
	EndTime              string                          `json:",omitempty" wire:",time"`
	InstanceRefreshId    string                          `json:",omitempty"`
	InstancesToUpdate    int                             //
	PercentageComplete   int                             //
	Preferences          *RefreshPreferences             `json:",omitempty"`
	ProgressDetails      *InstanceRefreshProgressDetails `json:",omitempty"`
	RollbackDetails      *RollbackDetails                `json:",omitempty"`
	StartTime            string                          `json:",omitempty" wire:",time"`
	Status               string                          `json:",omitempty"`
	StatusReason         string                          `json:",omitempty"`
	Strategy             string                          `json:",omitempty"`
}

// DesiredConfiguration is what a refresh brings a group to.
type DesiredConfiguration struct {
	LaunchTemplate       *LaunchTemplateSpecification `json:",omitempty"`
	MixedInstancesPolicy *MixedInstancesPolicy        `json:",omitempty"`
}

// RefreshPreferences are how careful a refresh is.
type RefreshPreferences struct {
	AlarmSpecification        *AlarmSpecification `json:",omitempty"`
	AutoRollback              *bool               `json:",omitempty"`
	BakeTime                  *int                `json:",omitempty"` // seconds
	CheckpointDelay           *int                `json:",omitempty"` // seconds
	CheckpointPercentages     []int               `json:",omitempty"`
	InstanceWarmup            *int                `json:",omitempty"` // seconds
	MaxHealthyPercentage      *int                `json:",omitempty"`
	MinHealthyPercentage      *int                `json:",omitempty"`
	ScaleInProtectedInstances string              `json:",omitempty"`
	SkipMatching              *bool               `json:",omitempty"`
	StandbyInstances          string              `json:",omitempty"`
}

// AlarmSpecification names the alarms that stop a refresh.
type AlarmSpecification struct {
	Alarms []string `json:",omitempty"`
}

// InstanceRefreshProgressDetails is how far a refresh is with the instances in service.
type InstanceRefreshProgressDetails struct {
	LivePoolProgress *InstanceRefreshLivePoolProgress `json:",omitempty"`
}

// InstanceRefreshLivePoolProgress counts them.
type InstanceRefreshLivePoolProgress struct {
	InstancesToUpdate  int
	PercentageComplete int
}

// RollbackDetails is how far the way back of a refresh is.
type RollbackDetails struct {
	InstancesToUpdateOnRollback  int
	PercentageCompleteOnRollback int
	RollbackReason               string `json:",omitempty"`
	RollbackStartTime            string `json:",omitempty" wire:",time"`
}

// Activity is one thing that a group did as describe-scaling-activities prints it.
type Activity struct {
	ActivityId           string `json:",omitempty"`
	AutoScalingGroupARN  string `json:",omitempty"`
	AutoScalingGroupName string `json:",omitempty"`
	Cause                string `json:",omitempty"`
	Description          string `json:",omitempty"`
	Details              string `json:",omitempty"`
	EndTime              string `json:",omitempty" wire:",time"`
	Progress             int
	StartTime            string `json:",omitempty" wire:",time"`
	StatusCode           string `json:",omitempty"`
	StatusMessage        string `json:",omitempty"`
}
