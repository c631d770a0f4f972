package awsclient

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// imageOf makes a row of an image as the SDK decodes it.
func imageOf(in *types.Image, w *words) ami.Image {
	return ami.Image{
		ID:              safe(in.ImageId),
		Name:            safe(in.Name),
		Description:     safe(in.Description),
		Location:        safe(in.ImageLocation),
		Created:         ami.ParseDate(value(in.CreationDate)),
		DeprecationTime: ami.ParseDate(value(in.DeprecationTime)),
		LastLaunched:    ami.ParseDate(value(in.LastLaunchedTime)),
		Devices:         devicesOf(in.BlockDeviceMappings, w),
		Tags:            tagsOf(in.Tags, w),
		Traits:          w.trait(traitsOf(in, w)),
		Extra:           extraOf(in, w),
	}
}

func traitsOf(in *types.Image, w *words) ami.Traits {
	return ami.Traits{
		OwnerID:         w.one(value(in.OwnerId)),
		OwnerAlias:      w.one(value(in.ImageOwnerAlias)),
		Type:            w.one(string(in.ImageType)),
		State:           w.one(string(in.State)),
		Protection:      w.one(value(in.DeregistrationProtection)),
		Public:          ami.FlagOf(in.Public),
		Allowed:         ami.FlagOf(in.ImageAllowed),
		Architecture:    w.one(string(in.Architecture)),
		Virtualization:  w.one(string(in.VirtualizationType)),
		Hypervisor:      w.one(string(in.Hypervisor)),
		BootMode:        w.one(string(in.BootMode)),
		TPM:             w.one(string(in.TpmSupport)),
		IMDS:            w.one(string(in.ImdsSupport)),
		ENA:             ami.FlagOf(in.EnaSupport),
		SRIOV:           w.one(value(in.SriovNetSupport)),
		RootDevice:      w.one(value(in.RootDeviceName)),
		RootDeviceType:  w.one(string(in.RootDeviceType)),
		Platform:        w.one(string(in.Platform)),
		PlatformDetails: w.one(value(in.PlatformDetails)),
		UsageOperation:  w.one(value(in.UsageOperation)),
		FreeTier:        ami.FlagOf(in.FreeTierEligible),
	}
}

func extraOf(in *types.Image, w *words) *ami.Extra {
	e := ami.Extra{
		SourceInstance:  safe(in.SourceInstanceId),
		SourceImage:     safe(in.SourceImageId),
		SourceRegion:    w.one(value(in.SourceImageRegion)),
		Kernel:          w.one(value(in.KernelId)),
		Ramdisk:         w.one(value(in.RamdiskId)),
		PublicParameter: safe(in.PublicSsmParameterName),
	}
	if r := in.StateReason; r != nil {
		e.StateReason = &ami.StateReason{Code: w.one(value(r.Code)), Message: safe(r.Message)}
	}
	for _, c := range in.ProductCodes {
		e.ProductCodes = append(e.ProductCodes, ami.ProductCode{ID: w.one(value(c.ProductCodeId)), Type: w.one(string(c.ProductCodeType))})
	}
	for _, m := range in.ImageWatermarks {
		e.Watermarks = append(e.Watermarks, ami.Watermark{
			Key: w.one(value(m.WatermarkKey)), SourceImage: safe(m.SourceImageId), SourceRegion: w.one(value(m.SourceImageRegion)),
			Created: dateOf(m.SourceImageCreationTime), Attached: dateOf(m.WatermarkCreationTime),
		})
	}
	if t := in.InstanceTypeSpecification; t != nil {
		e.InstanceTypes = &ami.InstanceTypes{Supported: patternsOf(t.SupportedInstanceTypes, w), Unsupported: patternsOf(t.UnsupportedInstanceTypes, w)}
	}
	if r := in.ScanResults; r != nil {
		e.ScanResults = scanOf(r, w)
	}
	if nothing(&e) {
		return w.plain
	}
	return &e
}

func scanOf(r *types.ScanResults, w *words) *ami.ScanResults {
	return &ami.ScanResults{
		HighestSeverity:  w.one(string(r.HighestFindingSeverityLabel)),
		Scanned:          dateOf(r.FindingScanDate),
		CriticalFix:      dateOf(r.CriticalFixAvailableSince),
		HighFix:          dateOf(r.HighFixAvailableSince),
		MediumFix:        dateOf(r.MediumFixAvailableSince),
		LowFix:           dateOf(r.LowFixAvailableSince),
		InformationalFix: dateOf(r.InformationalFixAvailableSince),
	}
}

// nothing reports an Extra that has nothing to say.
func nothing(e *ami.Extra) bool {
	return e.StateReason == nil && e.SourceInstance.IsZero() && e.SourceImage.IsZero() && e.SourceRegion.IsZero() &&
		e.Kernel.IsZero() && e.Ramdisk.IsZero() && len(e.ProductCodes) == 0 && e.PublicParameter.IsZero() &&
		len(e.Watermarks) == 0 && e.InstanceTypes == nil && e.ScanResults == nil
}

func patternsOf(in []types.InstanceTypeItem, w *words) []ami.InstanceTypeItem {
	var out []ami.InstanceTypeItem
	for _, t := range in {
		out = append(out, ami.InstanceTypeItem{Pattern: w.one(value(t.InstanceType))})
	}
	return out
}

func devicesOf(in []types.BlockDeviceMapping, w *words) []ami.Device {
	var out []ami.Device
	for i := range in {
		m := &in[i]
		d := ami.Device{Name: w.one(value(m.DeviceName)), Virtual: w.one(value(m.VirtualName)), NoDevice: m.NoDevice != nil}
		if e := m.Ebs; e != nil {
			d.EBS = &ami.EBS{
				SnapshotID:          safe(e.SnapshotId),
				VolumeSize:          value(e.VolumeSize),
				VolumeType:          w.one(string(e.VolumeType)),
				IOPS:                value(e.Iops),
				Throughput:          value(e.Throughput),
				Encrypted:           ami.FlagOf(e.Encrypted),
				DeleteOnTermination: ami.FlagOf(e.DeleteOnTermination),
				RareEBS: ami.RareEBS{
					KeyID:              w.one(value(e.KmsKeyId)),
					OutpostARN:         w.one(value(e.OutpostArn)),
					InitializationRate: value(e.VolumeInitializationRate),
					CardIndex:          e.EbsCardIndex,
					Zone:               w.one(value(e.AvailabilityZone)),
					ZoneID:             w.one(value(e.AvailabilityZoneId)),
				}.OrNone(),
			}
		}
		out = append(out, d)
	}
	return out
}

func tagsOf(in []types.Tag, w *words) []ami.Tag {
	var out []ami.Tag
	for _, t := range in {
		out = append(out, ami.Tag{Key: w.one(value(t.Key)), Value: w.one(value(t.Value))})
	}
	return out
}

// dateOf is an optional time of the SDK's.
func dateOf(t *time.Time) ami.Date { return ami.DateOf(value(t)) }
