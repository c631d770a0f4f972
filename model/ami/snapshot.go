package ami

import "tami/model/text"

// Snapshot is one EBS snapshot as EC2 describes it; its JSON has the field
// names of `aws ec2 describe-snapshots`.
type Snapshot struct {
	ID                text.Safe `json:"SnapshotId,omitzero"`
	VolumeID          text.Safe `json:"VolumeId,omitzero"`                 // arbitrary on copies
	VolumeSize        int32     `json:"VolumeSize,omitzero"`               // GiB of the volume: an upper bound of the data
	FullSize          *int64    `json:"FullSnapshotSizeInBytes,omitempty"` // bytes written, full and not incremental; nil where AWS does not say
	Tier              text.Safe `json:"StorageTier,omitzero"`
	RestoreExpiry     Date      `json:"RestoreExpiryTime,omitzero"`
	State             text.Safe `json:"State,omitzero"`
	StateMessage      text.Safe `json:"StateMessage,omitzero"`
	Progress          text.Safe `json:"Progress,omitzero"` // "42%"
	Started           Date      `json:"StartTime,omitzero"`
	Completed         Date      `json:"CompletionTime,omitzero"`
	Description       text.Safe `json:"Description,omitzero"`
	OwnerID           text.Safe `json:"OwnerId,omitzero"`
	OwnerAlias        text.Safe `json:"OwnerAlias,omitzero"`
	Encrypted         Flag      `json:"Encrypted,omitzero"`
	KeyID             text.Safe `json:"KmsKeyId,omitzero"`
	DataKeyID         text.Safe `json:"DataEncryptionKeyId,omitzero"` // equal ids: the same lineage
	Tags              []Tag     `json:"Tags,omitempty"`
	TransferType      text.Safe `json:"TransferType,omitzero"`
	CompletionMinutes int32     `json:"CompletionDurationMinutes,omitzero"`
	OutpostARN        text.Safe `json:"OutpostArn,omitzero"`
	Zone              text.Safe `json:"AvailabilityZone,omitzero"`
	SSEType           text.Safe `json:"SseType,omitzero"`
}

// Instance is what tami needs to know of an EC2 instance.
type Instance struct {
	ID         text.Safe `json:"InstanceId,omitzero"`
	Name       text.Safe `json:"Name,omitzero"` // the Name tag
	ImageID    text.Safe `json:"ImageId,omitzero"`
	State      text.Safe `json:"State,omitzero"` // pending, running, stopping, stopped, shutting-down, terminated
	Type       text.Safe `json:"InstanceType,omitzero"`
	Zone       text.Safe `json:"AvailabilityZone,omitzero"`
	Launched   Date      `json:"LaunchTime,omitzero"`
	RootType   text.Safe `json:"RootDeviceType,omitzero"`
	RootDevice text.Safe `json:"RootDeviceName,omitzero"`
	Tags       []Tag     `json:"Tags,omitempty"`
	ProfileARN text.Safe `json:"-"` // of its instance profile
}

// Gone reports an instance that no longer runs and never will again.
func (i *Instance) Gone() bool {
	s := i.State.String()
	return s == "terminated" || s == "shutting-down"
}
