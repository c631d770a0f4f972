package sim

import (
	"fmt"
	"slices"
)

// seedProblem is the first thing wrong with a seed, and where.
type seedProblem struct {
	at   *jsonPath
	text string
}

func (p *seedProblem) Error() string { return p.at.String() + ": " + p.text }

// checker walks a seed and keeps the first problem.
type checker struct{ first *seedProblem }

func (c *checker) fail(at *jsonPath, format string, args ...any) {
	if c.first == nil {
		c.first = &seedProblem{at, fmt.Sprintf(format, args...)}
	}
}

// check says what is wrong with a seed, by its path in the file.
func (s *Seed) check() error {
	c := &checker{}
	root := (*jsonPath)(nil)
	if !isAccountID(s.Account) {
		c.fail(root.key("Account"), "want the 12 digits of an account ID, got %q", s.Account)
	}
	if s.Prices != "" && s.Prices != "embedded" {
		c.fail(root.key("Prices"), "%s", wantOneOf(s.Prices, []string{"embedded"}))
	}
	for _, name := range sortedKeys(s.Regions) {
		at := root.key("Regions").entry(name)
		if !isRegion(name) {
			c.fail(at, "the region %s", unknownName(name, regionNames()))
		}
		if region := s.Regions[name]; region != nil {
			region.check(c, at)
		}
	}
	if c.first != nil {
		return c.first
	}
	return nil
}

func (s *RegionSeed) check(c *checker, at *jsonPath) {
	s.checkImages(c, at)
	s.checkSnapshots(c, at)
	s.checkInstances(c, at)
	checkList(c, at.key("Volumes"), s.Volumes, volumeIDs(), "VolumeId", func(v *Volume) string { return v.VolumeId })
	checkList(c, at.key("KeyPairs"), s.KeyPairs, keyPairIDs(), "KeyPairId", func(k *KeyPair) string { return k.KeyPairId })
	checkList(c, at.key("Vpcs"), s.Vpcs, vpcIDs(), "VpcId", func(v *Vpc) string { return v.VpcId })
	checkList(c, at.key("Subnets"), s.Subnets, subnetIDs(), "SubnetId", func(s *Subnet) string { return s.SubnetId })
	checkList(c, at.key("SecurityGroups"), s.SecurityGroups, groupIDs(), "GroupId", func(g *SecurityGroup) string { return g.GroupId })
	checkList(c, at.key("LaunchTemplates"), s.LaunchTemplates, templateIDs(), "LaunchTemplateId", func(t *LaunchTemplate) string { return t.LaunchTemplateId })
	s.checkTemplateVersions(c, at.key("LaunchTemplateVersions"))
	checkUnique(c, at.key("AutoScalingGroups"), s.AutoScalingGroups, "AutoScalingGroupName", func(g *AutoScalingGroup) string { return g.AutoScalingGroupName })
	checkUnique(c, at.key("LaunchConfigurations"), s.LaunchConfigurations, "LaunchConfigurationName", func(l *LaunchConfiguration) string { return l.LaunchConfigurationName })
	s.checkBin(c, at)
	checkUnique(c, at.key("LockedSnapshots"), s.LockedSnapshots, "SnapshotId", func(l *LockedSnapshot) string { return l.SnapshotId })
	checkUnique(c, at.key("SnapshotTierStatuses"), s.SnapshotTierStatuses, "SnapshotId", func(t *SnapshotTierStatus) string { return t.SnapshotId })
	checkUnique(c, at.key("KmsKeys"), s.KmsKeys, "KeyId", func(k *KmsKey) string { return k.KeyId })
	checkUnique(c, at.key("FastSnapshotRestores"), s.FastSnapshotRestores, "SnapshotId", func(f *FastSnapshotRestore) string {
		return join(f.SnapshotId, f.AvailabilityZone)
	})
	checkUnique(c, at.key("Parameters"), s.Parameters, "Name", func(p *Parameter) string {
		if p.Name == "" {
			return ""
		}
		return parameterKey(*p)
	})
	s.checkSettings(c, at)
	s.checkUsage(c, at)
	checkUnique(c, at.key("ImageRecipes"), s.ImageRecipes, "arn", func(r *ImageRecipe) string { return r.Arn })
	checkUnique(c, at.key("ContainerRecipes"), s.ContainerRecipes, "arn", func(r *ContainerRecipe) string { return r.Arn })
}

// join makes one name of two, and none of an empty first.
func join(first, second string) string {
	if first == "" || second == "" {
		return first
	}
	return first + " " + second
}

// checkUnique refuses a resource without a name and two of one name.
func checkUnique[T any](c *checker, at *jsonPath, items []T, field string, name func(*T) string) {
	seen := make(map[string]int, len(items))
	for i := range items {
		id := name(&items[i])
		if id == "" {
			c.fail(at.at(i).key(field), "missing")
			return
		}
		if first, twice := seen[id]; twice {
			c.fail(at.at(i).key(field), "%s is there already, at %s", id, at.at(first))
			return
		}
		seen[id] = i
	}
}

// checkList is checkUnique for resources with AWS's IDs, which must be in form.
func checkList[T any](c *checker, at *jsonPath, items []T, kind idKind, field string, id func(*T) string) {
	checkUnique(c, at, items, field, id)
	for i := range items {
		c.id(at.at(i).key(field), kind, id(&items[i]))
	}
}

// id refuses an ID that is not in form.
func (c *checker) id(at *jsonPath, kind idKind, id string) {
	if !kind.wellFormed(id) {
		c.fail(at, "want %s and 8 or 17 hexadecimal digits, got %q", kind.prefix, id)
	}
}

// account refuses an owner that is no account ID; none is the account itself.
func (c *checker) account(at *jsonPath, id string) {
	if id != "" && !isAccountID(id) {
		c.fail(at, "want the 12 digits of an account ID, got %q", id)
	}
}

// word refuses a text that is not one of AWS's; none is fine.
func (c *checker) word(at *jsonPath, got string, known ...string) {
	if got != "" && !slices.Contains(known, got) {
		c.fail(at, "%s", wantOneOf(got, known))
	}
}

func (s *RegionSeed) checkImages(c *checker, at *jsonPath) {
	images := at.key("Images")
	checkList(c, images, s.Images, imageIDs(), "ImageId", func(i *Image) string { return i.ImageId })
	for n := range s.Images {
		i := &s.Images[n]
		c.account(images.at(n).key("OwnerId"), i.OwnerId)
		c.word(images.at(n).key("State"), i.State, "pending", "available", "invalid", "deregistered", "transient", "failed", "error", "disabled")
		checkDevices(c, images.at(n).key("BlockDeviceMappings"), i.BlockDeviceMappings)
	}
	permissions := at.key("LaunchPermissions")
	for _, id := range sortedKeys(s.LaunchPermissions) {
		c.id(permissions.entry(id), imageIDs(), id)
		for n, p := range s.LaunchPermissions[id] {
			if err := p.check(); err != nil {
				c.fail(permissions.entry(id).at(n), "want one of UserId, Group, OrganizationArn, OrganizationalUnitArn, as AWS prints them")
			}
		}
	}
}

func checkDevices(c *checker, at *jsonPath, devices []BlockDeviceMapping) {
	for n, d := range devices {
		switch {
		case d.Ebs == nil:
		case d.Ebs.SnapshotId != "" && !snapshotKind().wellFormed(d.Ebs.SnapshotId):
			c.id(at.at(n).key("Ebs").key("SnapshotId"), snapshotKind(), d.Ebs.SnapshotId)
		case d.Ebs.VolumeSize != nil && *d.Ebs.VolumeSize < 1:
			c.fail(at.at(n).key("Ebs").key("VolumeSize"), "want 1 or more, in GiB, got %d", *d.Ebs.VolumeSize)
		}
	}
}

func (s *RegionSeed) checkInstances(c *checker, at *jsonPath) {
	seen := map[string]bool{}
	each := func(at *jsonPath, i *Instance) {
		c.id(at.key("InstanceId"), instanceIDs(), i.InstanceId)
		if seen[i.InstanceId] {
			c.fail(at.key("InstanceId"), "%s is there already", i.InstanceId)
		}
		seen[i.InstanceId] = true
		if i.State != nil {
			c.word(at.key("State").key("Name"), i.State.Name, "pending", "running", "shutting-down", "terminated", "stopping", "stopped")
		}
	}
	for n, r := range s.Reservations {
		one := at.key("Reservations").at(n)
		c.account(one.key("OwnerId"), r.OwnerId)
		for m := range r.Instances {
			each(one.key("Instances").at(m), &r.Instances[m])
		}
	}
	for n := range s.Instances {
		each(at.key("Instances").at(n), &s.Instances[n])
	}
}

func (s *RegionSeed) checkTemplateVersions(c *checker, at *jsonPath) {
	checkUnique(c, at, s.LaunchTemplateVersions, "LaunchTemplateId", func(v *LaunchTemplateVersion) string {
		return versionKey(v.LaunchTemplateId, v.VersionNumber)
	})
	for n := range s.LaunchTemplateVersions {
		v := &s.LaunchTemplateVersions[n]
		c.id(at.at(n).key("LaunchTemplateId"), templateIDs(), v.LaunchTemplateId)
		if v.VersionNumber < 1 {
			c.fail(at.at(n).key("VersionNumber"), "want 1 or more, got %d", v.VersionNumber)
		}
	}
}
