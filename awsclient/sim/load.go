package sim

import (
	"cmp"
	"fmt"
	"slices"
)

// load puts a seed's region on the shelves. The seed itself is never changed:
// resources are copied, and their lists are replaced, not written into.
func (a *Account) load(name string, seed *RegionSeed) {
	r, own := a.regions[name], a.holdings(a.id, name)
	r.catalogueImages = seed.Catalogue
	for _, i := range seed.Images {
		a.loadImage(r, i, seed.LaunchPermissions[i.ImageId])
	}
	for _, s := range seed.Snapshots {
		a.loadSnapshot(r, s, seed.CreateVolumePermissions)
	}
	for id, runs := range seed.SnapshotBlocks {
		r.blocks[id] = runs
	}
	own.loadInstances(seed, a.id, a.newID)
	put(own.volumes, seed.Volumes, func(v Volume) string { return v.VolumeId })
	put(own.keyPairs, seed.KeyPairs, func(k KeyPair) string { return k.KeyPairId })
	put(own.vpcs, seed.Vpcs, func(v Vpc) string { return v.VpcId })
	put(own.subnets, seed.Subnets, func(s Subnet) string { return s.SubnetId })
	put(own.securityGroups, seed.SecurityGroups, func(g SecurityGroup) string { return g.GroupId })
	own.loadTemplates(seed)
	put(own.groups, seed.AutoScalingGroups, func(g AutoScalingGroup) string { return g.AutoScalingGroupName })
	put(own.configurations, seed.LaunchConfigurations, func(l LaunchConfiguration) string { return l.LaunchConfigurationName })
	put(own.parameters, seed.Parameters, parameterKey)
	put(own.rules, seed.RecycleBinRules, func(r RecycleBinRule) string { return r.Identifier })
	put(own.locks, seed.LockedSnapshots, func(l LockedSnapshot) string { return l.SnapshotId })
	put(own.fastRestores, seed.FastSnapshotRestores, fastRestoreKey)
	put(own.tiers, seed.SnapshotTierStatuses, func(s SnapshotTierStatus) string { return s.SnapshotId })
	put(own.keys, seed.KmsKeys, func(k KmsKey) string { return k.KeyId })
	own.settings.load(seed)
	own.usage = seed.ImageUsageReportEntries
	a.loadUsageReports(own, seed)
	put(own.imageRecipes, seed.ImageRecipes, func(r ImageRecipe) string { return r.Arn })
	put(own.containerRecipes, seed.ContainerRecipes, func(r ContainerRecipe) string { return r.Arn })
	a.loadBin(r, own, seed)
	a.resumePending(r)
	a.resumeCooldowns(r)
	a.resumeRestores(r, own)
}

func put[T any](s *shelf[T], items []T, id func(T) string) {
	for _, item := range items {
		s.add(id(item), item)
	}
}

func parameterKey(p Parameter) string { return fmt.Sprintf("%s:%d", p.Name, max(1, p.Version)) }

// loadImage completes what AWS always says of an image, and parts the tags of
// its owner from those the account put on an image of somebody else.
func (a *Account) loadImage(r *region, i Image, permissions []LaunchPermission) {
	i.OwnerId = cmp.Or(i.OwnerId, a.id)
	i.State = cmp.Or(i.State, "available")
	i.ImageType = cmp.Or(i.ImageType, "machine")
	kept := image{permissions: slices.Concat(publicPermission(i.Public && !isPublic(permissions)), permissions)}
	i.Public = isPublic(kept.permissions)
	if i.OwnerId != a.id {
		shared, noted := partTags(i.Tags)
		i.Tags = shared
		if len(noted) > 0 {
			kept.notes = map[string][]Tag{a.id: noted}
		}
	}
	kept.Image = i
	r.images.add(i.ImageId, kept)
}

// loadSnapshot completes what AWS always says of a snapshot. One of somebody else
// without permissions in the seed is taken as shared with the account: how else
// could it have been listed.
func (a *Account) loadSnapshot(r *region, s Snapshot, permissions map[string][]CreateVolumePermission) {
	s.OwnerId = cmp.Or(s.OwnerId, a.id)
	s.State = cmp.Or(s.State, "completed")
	s.StorageTier = cmp.Or(s.StorageTier, "standard")
	if s.State == "completed" {
		s.Progress = cmp.Or(s.Progress, "100%")
	}
	kept := snapshot{Snapshot: s}
	granted, said := permissions[s.SnapshotId]
	kept.permissions = granted
	if s.OwnerId != a.id {
		if !said {
			kept.permissions = []CreateVolumePermission{{UserId: a.id}}
		}
		kept.Tags, kept.notes = nil, map[string][]Tag{a.id: s.Tags}
	}
	r.snapshots.add(s.SnapshotId, kept)
}

func (own *holdings) loadInstances(seed *RegionSeed, account string, newID func(string) string) {
	for _, reservation := range seed.Reservations {
		launch := reservation
		launch.OwnerId = cmp.Or(launch.OwnerId, account)
		for _, i := range reservation.Instances {
			own.instances.add(i.InstanceId, instance{Instance: i, Reservation: &launch})
		}
		launch.Instances = nil
	}
	for _, i := range seed.Instances {
		launch := &Reservation{OwnerId: account, ReservationId: newID("r-")}
		own.instances.add(i.InstanceId, instance{Instance: i, Reservation: launch})
	}
}

// loadTemplates takes the versions, and makes the templates that only versions
// speak of, so that a paste of either alone is a whole template.
func (own *holdings) loadTemplates(seed *RegionSeed) {
	put(own.templates, seed.LaunchTemplates, func(t LaunchTemplate) string { return t.LaunchTemplateId })
	put(own.versions, seed.LaunchTemplateVersions, func(v LaunchTemplateVersion) string {
		return versionKey(v.LaunchTemplateId, v.VersionNumber)
	})
	for _, v := range own.versions.items {
		t := own.templates.find(v.LaunchTemplateId)
		if t == nil {
			t = own.templates.add(v.LaunchTemplateId, LaunchTemplate{
				LaunchTemplateId: v.LaunchTemplateId, LaunchTemplateName: v.LaunchTemplateName,
				CreateTime: v.CreateTime, CreatedBy: v.CreatedBy,
			})
		}
		t.LatestVersionNumber = max(t.LatestVersionNumber, v.VersionNumber)
		if v.DefaultVersion && t.DefaultVersionNumber == 0 {
			t.DefaultVersionNumber = v.VersionNumber
		}
	}
	for _, t := range own.templates.items {
		t.DefaultVersionNumber = cmp.Or(t.DefaultVersionNumber, 1)
	}
	for _, v := range own.versions.items {
		v.DefaultVersion = v.VersionNumber == own.templates.find(v.LaunchTemplateId).DefaultVersionNumber
	}
}
