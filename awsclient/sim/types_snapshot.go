package sim

// Snapshot is one EBS snapshot as describe-snapshots prints it.
type Snapshot struct {
	AvailabilityZone          string `json:",omitempty" wire:"availabilityZone"`
	CompletionDurationMinutes *int   `json:",omitempty" wire:"completionDurationMinutes"`
	CompletionTime            string `json:",omitempty" wire:"completionTime,time"`
	DataEncryptionKeyId       string `json:",omitempty" wire:"dataEncryptionKeyId"`
	Description               string `wire:"description,always"`
	Encrypted                 bool   `wire:"encrypted"`
	FullSnapshotSizeInBytes   *int64 `json:",omitempty" wire:"fullSnapshotSizeInBytes"`
	KmsKeyId                  string `json:",omitempty" wire:"kmsKeyId"`
	OutpostArn                string `json:",omitempty" wire:"outpostArn"`
	OwnerAlias                string `json:",omitempty" wire:"ownerAlias"`
	OwnerId                   string `json:",omitempty" wire:"ownerId"`
	Progress                  string `json:",omitempty" wire:"progress"`
	RestoreExpiryTime         string `json:",omitempty" wire:"restoreExpiryTime,time"`
	SnapshotId                string `json:",omitempty" wire:"snapshotId"`
	SseType                   string `json:",omitempty" wire:"sseType"`
	StartTime                 string `json:",omitempty" wire:"startTime,time"`
	State                     string `json:",omitempty" wire:"status"`
	StateMessage              string `json:",omitempty" wire:"statusMessage"`
	StorageTier               string `json:",omitempty" wire:"storageTier"`
	Tags                      []Tag  `json:",omitempty" wire:"tagSet"`
	TransferType              string `json:",omitempty" wire:"transferType"`
	VolumeId                  string `json:",omitempty" wire:"volumeId"`
	VolumeSize                int    `wire:"volumeSize"`
}

// CreateVolumePermission lets one account, or everybody, make volumes of a snapshot.
type CreateVolumePermission struct {
	Group  string `json:",omitempty" wire:"group"`
	UserId string `json:",omitempty" wire:"userId"`
}

// LockedSnapshot is one lock on a snapshot as describe-locked-snapshots prints it.
type LockedSnapshot struct {
	CoolOffPeriod          *int   `json:",omitempty" wire:"coolOffPeriod"`
	CoolOffPeriodExpiresOn string `json:",omitempty" wire:"coolOffPeriodExpiresOn,time"`
	LockCreatedOn          string `json:",omitempty" wire:"lockCreatedOn,time"`
	LockDuration           *int   `json:",omitempty" wire:"lockDuration"`
	LockDurationStartTime  string `json:",omitempty" wire:"lockDurationStartTime,time"`
	LockExpiresOn          string `json:",omitempty" wire:"lockExpiresOn,time"`
	LockState              string `json:",omitempty" wire:"lockState"`
	OwnerId                string `json:",omitempty" wire:"ownerId"`
	SnapshotId             string `json:",omitempty" wire:"snapshotId"`
}

// FastSnapshotRestore is the fast restore of one snapshot in one zone.
type FastSnapshotRestore struct {
	AvailabilityZone      string `json:",omitempty" wire:"availabilityZone"`
	AvailabilityZoneId    string `json:",omitempty" wire:"availabilityZoneId"`
	DisabledTime          string `json:",omitempty" wire:"disabledTime,time"`
	DisablingTime         string `json:",omitempty" wire:"disablingTime,time"`
	EnabledTime           string `json:",omitempty" wire:"enabledTime,time"`
	EnablingTime          string `json:",omitempty" wire:"enablingTime,time"`
	OptimizingTime        string `json:",omitempty" wire:"optimizingTime,time"`
	OwnerAlias            string `json:",omitempty" wire:"ownerAlias"`
	OwnerId               string `json:",omitempty" wire:"ownerId"`
	SnapshotId            string `json:",omitempty" wire:"snapshotId"`
	State                 string `json:",omitempty" wire:"state"`
	StateTransitionReason string `json:",omitempty" wire:"stateTransitionReason"`
}

// SnapshotTierStatus tells in which storage tier a snapshot is and how far a move has come.
type SnapshotTierStatus struct {
	ArchivalCompleteTime             string `json:",omitempty" wire:"archivalCompleteTime,time"`
	LastTieringOperationStatus       string `json:",omitempty" wire:"lastTieringOperationStatus"`
	LastTieringOperationStatusDetail string `json:",omitempty" wire:"lastTieringOperationStatusDetail"`
	LastTieringProgress              *int   `json:",omitempty" wire:"lastTieringProgress"`
	LastTieringStartTime             string `json:",omitempty" wire:"lastTieringStartTime,time"`
	OwnerId                          string `json:",omitempty" wire:"ownerId"`
	RestoreExpiryTime                string `json:",omitempty" wire:"restoreExpiryTime,time"`
	SnapshotId                       string `json:",omitempty" wire:"snapshotId"`
	Status                           string `json:",omitempty" wire:"status"`
	StorageTier                      string `json:",omitempty" wire:"storageTier"`
	Tags                             []Tag  `json:",omitempty" wire:"tagSet"`
	VolumeId                         string `json:",omitempty" wire:"volumeId"`
}

// Volume is one EBS volume as describe-volumes prints it.
type Volume struct {
	Attachments              []VolumeAttachment `json:",omitempty" wire:"attachmentSet"`
	AvailabilityZone         string             `json:",omitempty" wire:"availabilityZone"`
	AvailabilityZoneId       string             `json:",omitempty" wire:"availabilityZoneId"`
	CreateTime               string             `json:",omitempty" wire:"createTime,time"`
	Encrypted                bool               `wire:"encrypted"`
	FastRestored             *bool              `json:",omitempty" wire:"fastRestored"`
	Iops                     *int               `json:",omitempty" wire:"iops"`
	KmsKeyId                 string             `json:",omitempty" wire:"kmsKeyId"`
	MultiAttachEnabled       *bool              `json:",omitempty" wire:"multiAttachEnabled"`
	Operator                 *OperatorResponse  `json:",omitempty" wire:"operator"`
	OutpostArn               string             `json:",omitempty" wire:"outpostArn"`
	OwnerId                  string             `json:",omitempty" wire:"ownerId"`
	Size                     int                `wire:"size"`
	SnapshotId               string             `json:",omitempty" wire:"snapshotId"`
	SourceVolumeId           string             `json:",omitempty" wire:"sourceVolumeId"`
	SseType                  string             `json:",omitempty" wire:"sseType"`
	State                    string             `json:",omitempty" wire:"status"`
	Tags                     []Tag              `json:",omitempty" wire:"tagSet"`
	Throughput               *int               `json:",omitempty" wire:"throughput"`
	VolumeArn                string             `json:",omitempty" wire:"volumeArn"`
	VolumeId                 string             `json:",omitempty" wire:"volumeId"`
	VolumeInitializationRate *int               `json:",omitempty" wire:"volumeInitializationRate"`
	VolumeType               string             `json:",omitempty" wire:"volumeType"`
}

// VolumeAttachment is the tie between a volume and an instance.
type VolumeAttachment struct {
	AssociatedResource    string `json:",omitempty" wire:"associatedResource"`
	AttachTime            string `json:",omitempty" wire:"attachTime,time"`
	DeleteOnTermination   *bool  `json:",omitempty" wire:"deleteOnTermination"`
	Device                string `json:",omitempty" wire:"device"`
	EbsCardIndex          *int   `json:",omitempty" wire:"ebsCardIndex"`
	InstanceId            string `json:",omitempty" wire:"instanceId"`
	InstanceOwningService string `json:",omitempty" wire:"instanceOwningService"`
	State                 string `json:",omitempty" wire:"status"`
	VolumeId              string `json:",omitempty" wire:"volumeId"`
}

// OperatorResponse says whether a service provider runs the resource.
type OperatorResponse struct {
	HiddenByDefault *bool  `json:",omitempty" wire:"hiddenByDefault"`
	Managed         *bool  `json:",omitempty" wire:"managed"`
	Principal       string `json:",omitempty" wire:"principal"`
}
