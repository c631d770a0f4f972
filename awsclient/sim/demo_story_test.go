package sim

import (
	"slices"
	"strings"
	"testing"
)

// demoView is one region of the demo account with what tests look things up by.
type demoView struct {
	*RegionSeed
	own       map[string]Image
	snapshots map[string]Snapshot
}

func viewDemo(region string) demoView {
	r := Demo(demoMoment()).Regions[region]
	return demoView{r, ownImages(r), snapshotsByID(r)}
}

// root is the snapshot behind an image's first device.
func (v demoView) root(name string) Snapshot {
	return v.snapshots[v.own[name].BlockDeviceMappings[0].Ebs.SnapshotId]
}

// TestDemoShowsEveryState looks for everything an explorer should come across, each
// under the name it goes by.
func TestDemoShowsEveryState(t *testing.T) {
	v := viewDemo(demoHome)
	const (
		bad  = "web-arm64-2026.11.19-9f3c01d"
		good = "web-arm64-2026.11.12-77aa0e2"
		fix  = "web-arm64-2026.11.21-c0ffee1"
		gpu  = "web-arm64-gpu-2026.11.01-1a2b3c4"
		now  = "2026-11-21T14:03:00.000Z"
	)
	for _, c := range []struct {
		what, name string
		true       func(i Image, perms []LaunchPermission) bool
	}{
		{"pending at 42 %", fix, func(i Image, _ []LaunchPermission) bool {
			return i.State == "pending" && v.root(i.Name).Progress == "42%"
		}},
		{"pending at 8 %", "payments-v58-20261121", func(i Image, _ []LaunchPermission) bool {
			return i.State == "pending" && v.root(i.Name).Progress == "8%" && v.root(i.Name).State == "pending"
		}},
		{"failing", bad, func(i Image, _ []LaunchPermission) bool { return demoTag(i.Tags, "deploy:health") == "failing" }},
		{"IMDSv2 required", bad, func(i Image, _ []LaunchPermission) bool { return i.ImdsSupport == "v2.0" }},
		{"scanned", bad, func(i Image, _ []LaunchPermission) bool { return i.ScanResults.HighestFindingSeverityLabel == "HIGH" }},
		{"instance store mapped", bad, func(i Image, _ []LaunchPermission) bool {
			return slices.ContainsFunc(i.BlockDeviceMappings, func(m BlockDeviceMapping) bool { return m.VirtualName == "ephemeral0" })
		}},
		{"shared with two accounts and the organisation", bad, func(_ Image, p []LaunchPermission) bool {
			return len(p) == 3 && p[0].UserId != "" && p[1].UserId != "" && p[2].OrganizationArn != ""
		}},
		{"good", good, func(i Image, _ []LaunchPermission) bool {
			return demoTag(i.Tags, "deploy:health") == "good" && i.ImdsSupport == ""
		}},
		{"protected", good, func(i Image, _ []LaunchPermission) bool {
			return i.DeregistrationProtection == "enabled-without-cooldown"
		}},
		{"protected with cooldown", "payments-v57-20261109", func(i Image, _ []LaunchPermission) bool {
			return i.DeregistrationProtection == "enabled-with-cooldown"
		}},
		{"watermarked", good, func(i Image, _ []LaunchPermission) bool { return len(i.ImageWatermarks) == 1 }},
		{"shared with a unit", gpu, func(_ Image, p []LaunchPermission) bool { return p[0].OrganizationalUnitArn != "" }},
		{"bound to instance types", gpu, func(i Image, _ []LaunchPermission) bool { return i.InstanceTypeSpecification != nil }},
		{"deprecated", "web-arm64-2026.09.02-5e6f7a8", func(i Image, _ []LaunchPermission) bool {
			return i.DeprecationTime == "2026-10-31T14:03:00.000Z" && i.LastLaunchedTime == ""
		}},
		{"soon deprecated", "worker-2026.07.24-d01e708", func(i Image, _ []LaunchPermission) bool { return i.DeprecationTime > now }},
		{"disabled, archived", "ci-runner-20260515-511", func(i Image, _ []LaunchPermission) bool {
			return i.State == "disabled" && v.root(i.Name).StorageTier == "archive"
		}},
		{"failed", "analytics-2026.11.14-b7e21aa", func(i Image, _ []LaunchPermission) bool {
			return i.State == "failed" && i.StateReason.Message != "" && v.root(i.Name).State == "error"
		}},
		{"public", "opsprod-toolbox-2026.05.04", func(i Image, p []LaunchPermission) bool { return i.Public && p[0].Group == "all" }},
		{"paravirtual", "legacy-reports-pv-2014.09", func(i Image, _ []LaunchPermission) bool {
			return i.VirtualizationType == "paravirtual" && i.KernelId != "" && len(i.ImageId) == len("ami-12345678")
		}},
		{"instance-store", "legacy-licensing-s3-2013", func(i Image, _ []LaunchPermission) bool {
			return i.RootDeviceType == "instance-store" && len(i.BlockDeviceMappings) == 0
		}},
		{"32-bit", "legacy-fax-gateway-i386", func(i Image, _ []LaunchPermission) bool { return i.Architecture == "i386" }},
		{"Mac", "mac-ci-xcode-26.1-2026.09.30", func(i Image, _ []LaunchPermission) bool { return i.Architecture == "x86_64_mac" }},
		{"UEFI and TPM", "vault-tpm-2026.11.05-bf3fa16", func(i Image, _ []LaunchPermission) bool {
			return i.BootMode == "uefi" && i.TpmSupport == "v2.0" && i.ImdsSupport == "v2.0"
		}},
		{"Windows", "windows-2022-iis-build214-2026.11.11", func(i Image, _ []LaunchPermission) bool {
			return i.Platform == "windows" && i.UsageOperation == "RunInstances:0002"
		}},
		{"with product codes", "edge-firewall-11.1.6-2026.08.30", func(i Image, _ []LaunchPermission) bool {
			return i.ProductCodes[0].ProductCodeType == "marketplace"
		}},
		{"of Image Builder", "CorpHardenedUbuntu 2026-11-15T10-03-00.000Z", func(i Image, _ []LaunchPermission) bool {
			return demoTag(i.Tags, "CreatedBy") == "EC2 Image Builder" && demoTag(i.Tags, "Ec2ImageBuilderArn") != ""
		}},
		{"with 27 devices", "oracle-asm-19c-2026.06.03", func(i Image, _ []LaunchPermission) bool { return len(i.BlockDeviceMappings) == 27 }},
		{"without its snapshot", "billing-archive-2025.12.01", func(i Image, _ []LaunchPermission) bool {
			return v.root(i.Name).SnapshotId == "" && i.BlockDeviceMappings[0].Ebs.SnapshotId != ""
		}},
		{"with a device left out", "web-arm64-hotfix-sessions", func(i Image, _ []LaunchPermission) bool {
			return slices.ContainsFunc(i.BlockDeviceMappings, func(m BlockDeviceMapping) bool { return m.NoDevice != nil })
		}},
		{"provisioned", "db-postgres-17-2026.11.16", func(i Image, _ []LaunchPermission) bool {
			return i.BlockDeviceMappings[1].Ebs.VolumeType == "io2" && *i.BlockDeviceMappings[1].Ebs.Iops == 12000 &&
				*i.BlockDeviceMappings[2].Ebs.Throughput == 500
		}},
		{"under the default key", "search-2026.10.19-32e7a95", func(i Image, _ []LaunchPermission) bool {
			return slices.ContainsFunc(v.KmsKeys, func(k KmsKey) bool {
				return k.Arn == v.root(i.Name).KmsKeyId && k.Aliases[0] == "alias/aws/ebs"
			})
		}},
		{"under a dying key", "payments-v53-20260430", func(i Image, _ []LaunchPermission) bool {
			return slices.ContainsFunc(v.KmsKeys, func(k KmsKey) bool {
				return k.Arn == v.root(i.Name).KmsKeyId && k.KeyState == "PendingDeletion"
			})
		}},
	} {
		i, ok := v.own[c.name]
		if !ok {
			t.Errorf("no image %s, which should be %s", c.name, c.what)
		} else if !c.true(i, v.LaunchPermissions[i.ImageId]) {
			t.Errorf("%s is not %s", c.name, c.what)
		}
	}
}

func TestDemoHoldsManagedImages(t *testing.T) {
	v := viewDemo(demoHome)
	for prefix, tag := range map[string]string{"AwsBackup_i-": "aws:backup:source-resource", "policy-": "dlm:managed"} {
		found := false
		for name, i := range v.own {
			found = found || strings.HasPrefix(name, prefix) && demoTag(i.Tags, tag) != ""
		}
		if !found {
			t.Errorf("no image %s… with tag %s", prefix, tag)
		}
	}
}

func TestDemoSharesOneSnapshotBetweenTwoImages(t *testing.T) {
	v := viewDemo(demoHome)
	uses := map[string][]string{}
	for name, i := range v.own {
		for _, m := range i.BlockDeviceMappings {
			if m.Ebs != nil {
				uses[m.Ebs.SnapshotId] = append(uses[m.Ebs.SnapshotId], name)
			}
		}
	}
	if n := len(uses["snap-0c9d8e7f6a5b40017"]); n != 2 {
		t.Errorf("%d images use the shop's assets, want the bad and the good one", n)
	}
	orphans := 0
	for id, s := range v.snapshots {
		if s.OwnerId == demoAccount && len(uses[id]) == 0 && strings.HasPrefix(s.Description, "Created by CreateImage(i-") {
			orphans++
		}
	}
	if orphans != 1 {
		t.Errorf("%d snapshots of deregistered images are left, want one", orphans)
	}
}

func TestDemoGuardsSnapshots(t *testing.T) {
	home, europe := viewDemo(demoHome), viewDemo(demoEurope)
	if len(home.LockedSnapshots) == 0 || home.LockedSnapshots[0].LockState != "governance" {
		t.Error("no snapshot is locked for governance at home")
	}
	if len(europe.LockedSnapshots) == 0 || europe.LockedSnapshots[0].LockState != "compliance-cooloff" {
		t.Error("no snapshot is cooling off towards compliance in Europe")
	}
	if len(home.FastSnapshotRestores) != 2 || len(home.SnapshotTierStatuses) != 1 {
		t.Error("no fast restore in two zones, or no archived snapshot's status")
	}
	kinds := map[string]int{}
	for _, r := range home.RecycleBinRules {
		kinds[r.ResourceType]++
	}
	if kinds["EC2_IMAGE"] != 2 || kinds["EBS_SNAPSHOT"] != 1 {
		t.Errorf("Recycle Bin rules at home: %v", kinds)
	}
}

func TestDemoBadReleaseRunsTheShop(t *testing.T) {
	v := viewDemo(demoHome)
	bad := v.own["web-arm64-2026.11.19-9f3c01d"].ImageId
	for _, g := range v.AutoScalingGroups {
		if g.AutoScalingGroupName != "web-blue" {
			continue
		}
		if g.LaunchTemplate.Version != "43" || len(g.Instances) != 6 {
			t.Errorf("web-blue runs %d instances of v%s, want 6 of v43", len(g.Instances), g.LaunchTemplate.Version)
		}
		for _, m := range g.Instances {
			for _, i := range v.Instances {
				if i.InstanceId == m.InstanceId && i.ImageId != bad {
					t.Errorf("%s of web-blue does not run the bad release", i.InstanceId)
				}
			}
		}
	}
	ran := map[string]bool{}
	for _, version := range v.LaunchTemplateVersions {
		if version.LaunchTemplateName == "web" {
			ran[version.LaunchTemplateData.ImageId] = true
		}
	}
	if len(ran) != 10 {
		t.Errorf("template web has had %d images, want the bad one and nine to go back to", len(ran))
	}
	current := ""
	for _, p := range v.Parameters {
		if p.Name == "/ami/web" {
			current = p.Value
		}
	}
	if current != bad {
		t.Error("/ami/web does not point at the bad release")
	}
}

func TestDemoCopiesAreMissingSomewhere(t *testing.T) {
	newest := func(region, family string) string {
		name, at := "", ""
		for _, i := range viewDemo(region).own {
			if strings.HasPrefix(i.Name, family) && i.State == "available" && i.CreationDate > at {
				name, at = i.Name, i.CreationDate
			}
		}
		return name
	}
	for _, c := range []struct {
		family, region string
		missing        bool
	}{
		{"web-arm64-2", demoEurope, false}, {"web-arm64-2", demoSydney, false}, {"web-arm64-2", demoBrazil, true},
		{"api-2", demoEurope, false}, {"api-2", demoSydney, true},
	} {
		if missing := newest(demoHome, c.family) != newest(c.region, c.family); missing != c.missing {
			t.Errorf("newest %s at home is %s, in %s it is %s", c.family, newest(demoHome, c.family), c.region, newest(c.region, c.family))
		}
	}
}

func TestDemoOthersShareWithUs(t *testing.T) {
	v := viewDemo(demoHome)
	owners, encrypted, hidden := map[string]bool{}, 0, map[string]bool{}
	for _, i := range v.Images {
		if i.OwnerId == demoAccount {
			continue
		}
		if len(v.LaunchPermissions[i.ImageId]) == 0 {
			hidden[i.ImageId] = true
			continue
		}
		owners[i.OwnerId] = true
		if *i.BlockDeviceMappings[0].Ebs.Encrypted {
			encrypted++
			if !hidden[i.SourceImageId] {
				t.Errorf("%s has no private ancestor", i.Name)
			}
		}
	}
	if len(owners) != 2 || encrypted != 1 {
		t.Errorf("%d accounts share with us, %d encrypted images; want 2 and 1", len(owners), encrypted)
	}
	unseen := 0
	for id, s := range v.snapshots {
		if s.OwnerId != demoAccount && len(v.CreateVolumePermissions[id]) == 0 {
			unseen++
		}
	}
	if unseen == 0 {
		t.Error("every snapshot of the others can be seen")
	}
}

func TestDemoRunsInstancesOfEveryKind(t *testing.T) {
	v := viewDemo(demoHome)
	states, mixed, configured, empty, resolved, overridden := map[string]int{}, 0, 0, 0, 0, 0
	for _, i := range v.Instances {
		states[i.State.Name]++
	}
	for _, g := range v.AutoScalingGroups {
		if g.DesiredCapacity == 0 {
			empty++
		}
		if g.LaunchConfigurationName != "" {
			configured++
		}
		if g.MixedInstancesPolicy == nil {
			continue
		}
		mixed++
		for _, o := range g.MixedInstancesPolicy.LaunchTemplate.Overrides {
			if o.ImageId != "" {
				overridden++
			}
		}
	}
	differing := 0
	for _, lt := range v.LaunchTemplates {
		if lt.DefaultVersionNumber != lt.LatestVersionNumber {
			differing++
		}
	}
	for _, version := range v.LaunchTemplateVersions {
		if strings.HasPrefix(version.LaunchTemplateData.ImageId, "resolve:ssm:") {
			resolved++
		}
	}
	if states["running"] == 0 || states["stopped"] == 0 || states["terminated"] == 0 {
		t.Errorf("instances by state: %v", states)
	}
	if mixed != 1 || configured != 1 || empty != 1 || overridden != 1 {
		t.Errorf("groups: %d mixed, %d with a launch configuration, %d empty, %d overrides with an image", mixed, configured, empty, overridden)
	}
	if differing == 0 || resolved == 0 {
		t.Errorf("%d templates whose default is not the latest, %d versions that ask SSM", differing, resolved)
	}
}
