package contract

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/fit"
	"tami/model/op"
)

// fitSeed has an image for each rule of what boots on what, and a subnet in the
// first and in the last zone.
func fitSeed() sim.Seed {
	made := "2026-01-01T00:00:00.000Z"
	image := func(name string, change func(*sim.Image)) sim.Image {
		i := sim.Image{ImageId: "", Name: name, OwnerId: ours, State: "available", CreationDate: made, ImageType: "machine", Architecture: "x86_64",
			RootDeviceName: "/dev/xvda", RootDeviceType: "ebs", VirtualizationType: "hvm", EnaSupport: new(true),
			BlockDeviceMappings: []sim.BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &sim.EbsBlockDevice{SnapshotId: webSnapshot, VolumeSize: new(8), VolumeType: "gp3"}}}}
		change(&i)
		return i
	}
	subnet := func(n int, zone string) sim.Subnet {
		return sim.Subnet{SubnetId: fmt.Sprintf("subnet-%017x", n), VpcId: "vpc-00000000000000001", AvailabilityZone: "sa-east-1" + zone, State: "available",
			CidrBlock: fmt.Sprintf("10.0.%d.0/24", n), AvailableIpAddressCount: 200, DefaultForAz: true}
	}
	r := &sim.RegionSeed{
		Snapshots: []sim.Snapshot{{SnapshotId: webSnapshot, OwnerId: ours, State: "completed", StartTime: made, VolumeSize: 8}},
		Vpcs:      []sim.Vpc{{VpcId: "vpc-00000000000000001", State: "available", IsDefault: true, CidrBlock: "10.0.0.0/16"}},
		Subnets:   []sim.Subnet{subnet(1, "a"), subnet(3, "c")},
		Images: []sim.Image{
			image("1 arm64", func(i *sim.Image) { i.Architecture = "arm64" }),
			image("2 paravirtual", func(i *sim.Image) { i.VirtualizationType, i.EnaSupport = "paravirtual", nil }),
			image("3 instance store", func(i *sim.Image) { i.RootDeviceType, i.EnaSupport, i.BlockDeviceMappings = "instance-store", nil, nil }),
			image("4 without ENA", func(i *sim.Image) { i.EnaSupport = new(false) }),
			image("5 before NVMe", func(i *sim.Image) { i.CreationDate = "2016-01-01T00:00:00.000Z" }),
			image("6 UEFI", func(i *sim.Image) { i.BootMode = "uefi" }),
			image("7 legacy BIOS", func(i *sim.Image) { i.BootMode = "legacy-bios" }),
			image("7 legacy BIOS on Graviton", func(i *sim.Image) { i.BootMode, i.Architecture = "legacy-bios", "arm64" }),
			image("8 UEFI preferred", func(i *sim.Image) { i.BootMode = "uefi-preferred" }),
			image("9 no mode", func(*sim.Image) {}),
			image("10 TPM", func(i *sim.Image) { i.BootMode, i.TpmSupport = "uefi", "v2.0" }),
			image("11 IMDSv2", func(i *sim.Image) { i.ImdsSupport = "v2.0" }),
			image("12 encrypted", func(i *sim.Image) { i.BlockDeviceMappings[0].Ebs.Encrypted = new(true) }),
			image("13 the owner's types", func(i *sim.Image) {
				i.InstanceTypeSpecification = &sim.InstanceTypeSpecification{SupportedInstanceTypes: []sim.InstanceTypeItem{{InstanceType: "m7i.*"}, {InstanceType: "t3.micro"}}}
			}),
			image("13 ruled out", func(i *sim.Image) {
				i.InstanceTypeSpecification = &sim.InstanceTypeSpecification{UnsupportedInstanceTypes: []sim.InstanceTypeItem{{InstanceType: "*.metal"}, {InstanceType: "c*"}}}
			}),
			image("14 many volumes", func(i *sim.Image) {
				for n := range 29 {
					i.BlockDeviceMappings = append(i.BlockDeviceMappings, sim.BlockDeviceMapping{DeviceName: fmt.Sprintf("/dev/sd%c%d", 'b'+n%10, n/10), Ebs: &sim.EbsBlockDevice{VolumeSize: new(1), VolumeType: "gp3"}})
				}
			}),
			image("15 ephemeral", func(i *sim.Image) {
				i.BlockDeviceMappings = append(i.BlockDeviceMappings, sim.BlockDeviceMapping{DeviceName: "/dev/sdb", VirtualName: "ephemeral0"})
			}),
			image("16 hypervisor", func(i *sim.Image) { i.Hypervisor = "xen" }),
			image("18 i386", func(i *sim.Image) { i.Architecture, i.EnaSupport = "i386", nil }),
			image("20 macOS", func(i *sim.Image) { i.Architecture = "arm64_mac" }),
			image("21 SR-IOV", func(i *sim.Image) { i.SriovNetSupport = "simple" }),
			image("23 failed", func(i *sim.Image) { i.State = "failed" }),
			image("23 disabled", func(i *sim.Image) { i.State = "disabled" }),
		},
	}
	for n := range r.Images {
		r.Images[n].ImageId = fmt.Sprintf("ami-%017x", n+1)
	}
	return sim.Seed{Account: ours, Regions: map[string]*sim.RegionSeed{"sa-east-1": r}}
}

// offering is a client of an account, and the types of a place with the zones that
// have them.
func offering(t *testing.T, seed sim.Seed, at ami.Where) (c *awsclient.Client, types []ami.InstanceType, zones map[string][]string) {
	t.Helper()
	account, err := sim.New(sim.Options{Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	c = awsclient.New(awsclient.Options{Transport: account.Transport()})
	return c, good(t, c, ami.OfferedTypes{Where: at})[0].Body.(ami.InstanceTypeList).List,
		good(t, c, ami.TypeZones{Where: at})[0].Body.(ami.OfferingList).Zones
}

// TestVerdictsAgreeWithRehearsals launches an image for each rule, as a dry
// run, on a type of each family, bare metal and the smallest besides, in the
// first and in the last zone: what is refused beforehand is refused, and
// nothing else.
func TestVerdictsAgreeWithRehearsals(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		at := ami.Where{Region: "sa-east-1"}
		c, types, zones := offering(t, fitSeed(), at)
		refused := map[string]int{}
		for _, i := range Images(t, c, at.Region, "mine") {
			for n, kind := range oneOfEach(types) {
				zone, subnet := "sa-east-1a", "subnet-00000000000000001"
				if n%3 == 0 {
					zone, subnet = "sa-east-1c", "subnet-00000000000000003"
				}
				l := fit.Launch{Image: &i, Zone: zone, Zones: zones}
				why := fit.Refusal(l, &kind)
				for _, v := range append(fit.Image(l), fit.Type(l, &kind)...) {
					if v.Refuse {
						why = v.Why
						refused[v.Rule]++
					}
				}
				v := rehearsed(t, c, at, op.RunInstances{ImageID: i.ID.Raw(), Type: kind.Name.Raw(), Count: 1, Subnet: subnet})
				if (v.Answer == op.Permitted) != (why == "") {
					t.Errorf("%s on %s in %s: we say %q, the rehearsal %s %+v", i.Name, kind.Name, zone, why, v.Answer, v.Problem)
				}
			}
		}
		for _, rule := range []string{"architecture", "virtualization", "root device", "ENA", "boot mode", "TPM", "encryption", "owner's types", "volumes", "dedicated host", "offered", "state"} {
			if refused[rule] == 0 {
				t.Errorf("nothing was refused by the rule of %s", rule)
			}
		}
	})
}

// oneOfEach are types enough to meet every rule: the first of each family,
// and its bare metal.
func oneOfEach(types []ami.InstanceType) []ami.InstanceType {
	var some []ami.InstanceType
	seen := map[string]bool{}
	for _, t := range types {
		family, size, _ := strings.Cut(t.Name.String(), ".")
		if t.BareMetal {
			family += size
		}
		if !seen[family] {
			seen[family] = true
			some = append(some, t)
		}
	}
	return some
}

// rehearsed asks for the dry run of one call.
func rehearsed(t *testing.T, c *awsclient.Client, at ami.Where, call op.Call) (v op.Verdict) {
	t.Helper()
	c.Rehearse(t.Context(), op.Plan{Steps: []op.Step{{ID: "1", At: at, Do: call}}}, func(one op.Verdict) { v = one })
	return v
}
