package awsclient

import (
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
	"tami/model/text"
)

func snapshotOf(in *types.Snapshot, w *words) ami.Snapshot {
	return ami.Snapshot{
		ID:                safe(in.SnapshotId),
		VolumeID:          safe(in.VolumeId),
		VolumeSize:        value(in.VolumeSize),
		FullSize:          in.FullSnapshotSizeInBytes,
		Tier:              w.one(string(in.StorageTier)),
		RestoreExpiry:     dateOf(in.RestoreExpiryTime),
		State:             w.one(string(in.State)),
		StateMessage:      safe(in.StateMessage),
		Progress:          w.one(value(in.Progress)),
		Started:           dateOf(in.StartTime),
		Completed:         dateOf(in.CompletionTime),
		Description:       safe(in.Description),
		OwnerID:           w.one(value(in.OwnerId)),
		OwnerAlias:        w.one(value(in.OwnerAlias)),
		Encrypted:         ami.FlagOf(in.Encrypted),
		KeyID:             w.one(value(in.KmsKeyId)),
		DataKeyID:         safe(in.DataEncryptionKeyId),
		Tags:              tagsOf(in.Tags, w),
		TransferType:      w.one(string(in.TransferType)),
		CompletionMinutes: value(in.CompletionDurationMinutes),
		OutpostARN:        w.one(value(in.OutpostArn)),
		Zone:              w.one(value(in.AvailabilityZone)),
		SSEType:           w.one(string(in.SseType)),
	}
}

func instanceOf(in *types.Instance, w *words) ami.Instance {
	i := ami.Instance{
		ID:         safe(in.InstanceId),
		ImageID:    w.one(value(in.ImageId)),
		Type:       w.one(string(in.InstanceType)),
		Launched:   dateOf(in.LaunchTime),
		RootType:   w.one(string(in.RootDeviceType)),
		RootDevice: w.one(value(in.RootDeviceName)),
		Tags:       tagsOf(in.Tags, w),
	}
	if in.State != nil {
		i.State = w.one(string(in.State.Name))
	}
	if in.Placement != nil {
		i.Zone = w.one(value(in.Placement.AvailabilityZone))
	}
	if in.IamInstanceProfile != nil {
		i.ProfileARN = w.one(value(in.IamInstanceProfile.Arn))
	}
	i.Name = nameTag(i.Tags)
	return i
}

// nameTag is the value of the tag that AWS's console shows as the name.
func nameTag(tags []ami.Tag) text.Safe {
	for _, t := range tags {
		if t.Key.Raw() == "Name" {
			return t.Value
		}
	}
	return text.Safe{}
}
