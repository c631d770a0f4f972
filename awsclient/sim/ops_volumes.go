package sim

type describeVolumesInput struct {
	VolumeIds               []string `form:"VolumeId"`
	IncludeManagedResources bool
	paging
	filtering
}

type describeVolumesResult struct {
	Volumes   []*Volume `wire:"volumeSet,always"`
	NextToken string    `wire:"nextToken"`
}

func describeVolumes(c *call, in *describeVolumesInput) (out describeVolumesResult, err error) {
	list := listing[Volume]{
		shelf: c.own.volumes,
		kind: filterKind[Volume]{
			paths: volumeFilters(),
			tags:  func(_ *call, v *Volume) []Tag { return v.Tags },
		},
		rule: manyRule("volumeIds"),
		id:   func(v *Volume) string { return v.VolumeId },
		ids:  volumeIDs(),
	}
	out.Volumes, out.NextToken, err = list.run(c, in.VolumeIds, in.paging, in.Filters)
	return out, err
}

func volumeFilters() string {
	return `
		attachment.attach-time Attachments.AttachTime
		attachment.delete-on-termination Attachments.DeleteOnTermination
		attachment.device Attachments.Device
		attachment.instance-id Attachments.InstanceId
		attachment.status Attachments.State
		availability-zone AvailabilityZone
		availability-zone-id AvailabilityZoneId
		create-time CreateTime
		encrypted Encrypted
		fast-restored FastRestored
		multi-attach-enabled MultiAttachEnabled
		operator.managed Operator.Managed
		operator.principal Operator.Principal
		size Size
		snapshot-id SnapshotId
		status State
		volume-id VolumeId
		volume-type VolumeType`
}
