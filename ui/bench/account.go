package main

import (
	"fmt"
	"time"

	"tami/awsclient/sim"
)

const owner = "111122223333"

// account is an account with n images of its own in one region: families of
// believable names, a version every two hours, each with its snapshot, one in
// five with a second volume, tagged as builds are.
func account(region string, n int) sim.Seed {
	r := &sim.RegionSeed{Images: make([]sim.Image, n)}
	begin := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range r.Images {
		made := begin.Add(time.Duration(i) * 2 * time.Hour)
		r.Images[i] = build(i, made)
		for _, d := range r.Images[i].BlockDeviceMappings {
			full := int64(*d.Ebs.VolumeSize) << 29
			r.Snapshots = append(r.Snapshots, sim.Snapshot{
				SnapshotId: d.Ebs.SnapshotId, VolumeSize: *d.Ebs.VolumeSize, FullSnapshotSizeInBytes: &full,
				StartTime: made.Format(time.RFC3339), Description: "of " + r.Images[i].Name,
			})
		}
	}
	return sim.Seed{Account: owner, Regions: map[string]*sim.RegionSeed{region: r}}
}

// world is an account with n images in all, as many in each of some regions.
func world(regions []string, n int) sim.Seed {
	seed := sim.Seed{Account: owner, Regions: map[string]*sim.RegionSeed{}}
	for _, name := range regions {
		seed.Regions[name] = account(name, n/len(regions)).Regions[name]
	}
	return seed
}

// twenty are regions that people use at once.
func twenty() []string {
	return []string{
		region, "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1",
		"eu-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "sa-east-1", "me-south-1", "af-south-1",
	}
}

func build(i int, made time.Time) sim.Image {
	families := []string{"web", "api", "worker", "web-gpu", "payments", "ci-runner", "bastion", "search-indexer"}
	arch := []string{"arm64", "x86_64"}[i/len(families)%2]
	family := families[i%len(families)]
	img := sim.Image{
		ImageId: fmt.Sprintf("ami-%017x", i+1), OwnerId: owner, State: "available", Architecture: arch,
		Name:           fmt.Sprintf("%s-%s-%s-%07x", family, arch, made.Format("2006.01.02-15"), i*7919%0xfffffff),
		Description:    fmt.Sprintf("%s of branch main, build %d", family, 1000+i),
		CreationDate:   made.Format("2006-01-02T15:04:05.000Z"),
		RootDeviceName: "/dev/xvda", RootDeviceType: "ebs", VirtualizationType: "hvm", Hypervisor: "xen", BootMode: "uefi-preferred",
		PlatformDetails: "Linux/UNIX", UsageOperation: "RunInstances", EnaSupport: new(true), SriovNetSupport: "simple", ImdsSupport: "v2.0",
		BlockDeviceMappings: []sim.BlockDeviceMapping{volume("/dev/xvda", 2*i, 20)},
		Tags:                []sim.Tag{{Key: "family", Value: family}, {Key: "commit", Value: fmt.Sprintf("%07x", i*104729%0xfffffff)}, {Key: "team", Value: "platform"}},
	}
	img.ImageLocation = owner + "/" + img.Name // as EC2 has it for images in EBS
	if i%5 == 0 {
		img.BlockDeviceMappings = append(img.BlockDeviceMappings, volume("/dev/sdf", 2*i+1, 200))
	}
	return img
}

func volume(device string, n, size int) sim.BlockDeviceMapping {
	return sim.BlockDeviceMapping{DeviceName: device, Ebs: &sim.EbsBlockDevice{
		SnapshotId: fmt.Sprintf("snap-%017x", n+1), VolumeSize: new(size), VolumeType: "gp3", DeleteOnTermination: new(true), Encrypted: new(false),
	}}
}
