package sim

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Capture gives what the account holds now as a seed, which shares nothing with
// the account. It is canonical: every list is in the order of its IDs and tags
// in that of their keys, whatever order things came in, so that two accounts
// that hold the same give the same seed. Left out is what a seed cannot say:
// requests and their tokens, what was deregistered without the
// bin, and what other accounts have besides images and snapshots.
func (a *Account) Capture() Seed {
	a.settle(a.clock())
	a.mu.RLock()
	seed := Seed{Account: a.id, Regions: map[string]*RegionSeed{}}
	for name, r := range a.regions {
		seed.Regions[name] = a.captureRegion(r)
	}
	text, err := json.Marshal(seed)
	a.mu.RUnlock()
	var taken Seed
	if err = cmp.Or(err, json.Unmarshal(text, &taken)); err != nil {
		panic("sim: a seed does not survive JSON: " + err.Error())
	}
	for name, r := range taken.Regions {
		known, _ := findRegion(name)
		if empty, _ := json.Marshal(r); string(empty) == "{}" && !known.optIn {
			delete(taken.Regions, name)
			continue
		}
		r.Catalogue = a.regions[name].catalogueImages
	}
	return taken
}

func (a *Account) captureRegion(r *region) *RegionSeed {
	own := a.holdings(a.id, r.name)
	seed := &RegionSeed{
		LaunchPermissions:       map[string][]LaunchPermission{},
		CreateVolumePermissions: map[string][]CreateVolumePermission{},
		SnapshotBlocks:          map[string][]BlockRun{},
	}
	a.captureImages(r, own, seed)
	a.captureSnapshots(r, own, seed)
	own.captureLaunches(seed)
	seed.Reservations = own.captureReservations()
	seed.Parameters = taken(own.parameters, func(p *Parameter) string { return p.Name + ":" + ordinal(p.Version) })
	seed.RecycleBinRules = taken(own.rules, func(r *RecycleBinRule) string { return r.Identifier })
	seed.KmsKeys = taken(own.keys, func(k *KmsKey) string { return k.KeyId })
	seed.ImageRecipes = taken(own.imageRecipes, func(r *ImageRecipe) string { return r.Arn })
	seed.ContainerRecipes = taken(own.containerRecipes, func(r *ContainerRecipe) string { return r.Arn })
	seed.ImageUsageReportEntries = own.usage
	seed.ImageUsageReports = own.captureUsageReports(a.clock())
	own.settings.capture(seed)
	return seed
}

// taken lists what is on a shelf, in the order of the names.
func taken[T any](s *shelf[T], name func(*T) string) []T {
	var list []T
	for _, item := range s.items {
		list = append(list, *item)
	}
	slices.SortFunc(list, func(x, y T) int { return strings.Compare(name(&x), name(&y)) })
	return list
}

// ordinal writes a number so that texts of numbers sort as the numbers do.
func ordinal(n int64) string {
	digits := strconv.FormatInt(n, 10)
	return strings.Repeat("0", max(0, 20-len(digits))) + digits
}

// captureImages takes the images, those of others that anybody put tags on, and
// those in the bin, which the seed lists twice: there and here.
func (a *Account) captureImages(r *region, own *holdings, seed *RegionSeed) {
	add := func(i *image) {
		taken := i.Image
		taken.Tags = slices.Concat(i.Tags, i.notes[a.id])
		if taken.OwnerId == a.id {
			taken.Tags = slices.Clone(i.Tags)
			taken.DeregistrationProtection = i.protection()
		}
		sortTags(taken.Tags)
		seed.Images = append(seed.Images, taken)
		if len(i.permissions) > 0 {
			permissions := slices.Clone(i.permissions)
			slices.SortFunc(permissions, LaunchPermission.compare)
			seed.LaunchPermissions[i.ImageId] = permissions
		}
	}
	for _, i := range r.images.items {
		add(i)
	}
	for _, id := range sortedKeys(r.noted) {
		add(r.catalogue().find(id))
	}
	now := a.clock()
	for _, b := range own.bin.images.items {
		if b.over(now) {
			continue
		}
		add(&b.image)
		seed.ImagesInRecycleBin = append(seed.ImagesInRecycleBin, b.listed())
	}
	slices.SortFunc(seed.Images, func(x, y Image) int { return strings.Compare(x.ImageId, y.ImageId) })
	slices.SortFunc(seed.ImagesInRecycleBin, func(x, y ImageInRecycleBin) int { return strings.Compare(x.ImageId, y.ImageId) })
}

// compare orders permissions: everybody, organisations, units, accounts.
func (p LaunchPermission) compare(q LaunchPermission) int {
	return cmp.Or(-strings.Compare(p.Group, q.Group), -strings.Compare(p.OrganizationArn, q.OrganizationArn),
		-strings.Compare(p.OrganizationalUnitArn, q.OrganizationalUnitArn), strings.Compare(p.UserId, q.UserId))
}

func sortTags(tags []Tag) {
	slices.SortFunc(tags, func(x, y Tag) int { return strings.Compare(x.Key, y.Key) })
}

// captureSnapshots takes the snapshots, those in the bin too, with all that is
// said of snapshots elsewhere.
func (a *Account) captureSnapshots(r *region, own *holdings, seed *RegionSeed) {
	add := func(s *snapshot, blocks []BlockRun) {
		taken := s.Snapshot
		taken.Tags = slices.Clone(s.tagsFor(a.id))
		sortTags(taken.Tags)
		seed.Snapshots = append(seed.Snapshots, taken)
		if len(s.permissions) > 0 || s.OwnerId != a.id {
			permissions := slices.Concat([]CreateVolumePermission{}, s.permissions)
			slices.SortFunc(permissions, func(p, q CreateVolumePermission) int {
				return cmp.Or(-strings.Compare(p.Group, q.Group), strings.Compare(p.UserId, q.UserId))
			})
			seed.CreateVolumePermissions[s.SnapshotId] = permissions
		}
		if blocks != nil {
			seed.SnapshotBlocks[s.SnapshotId] = blocks
		}
	}
	for _, s := range r.snapshots.items {
		add(s, r.blocks[s.SnapshotId])
	}
	seed.LockedSnapshots = taken(own.locks, func(l *LockedSnapshot) string { return l.SnapshotId })
	seed.SnapshotTierStatuses = taken(own.tiers, func(t *SnapshotTierStatus) string { return t.SnapshotId })
	seed.FastSnapshotRestores = taken(own.fastRestores, func(f *FastSnapshotRestore) string { return fastRestoreKey(*f) })
	now := a.clock()
	for _, b := range own.bin.snapshots.items {
		if b.over(now) {
			continue
		}
		add(&b.snapshot, b.blocks)
		seed.SnapshotsInRecycleBin = append(seed.SnapshotsInRecycleBin, b.listed())
		if b.lock != nil {
			seed.LockedSnapshots = append(seed.LockedSnapshots, *b.lock)
		}
		if b.tier != nil {
			seed.SnapshotTierStatuses = append(seed.SnapshotTierStatuses, *b.tier)
		}
	}
	slices.SortFunc(seed.Snapshots, func(x, y Snapshot) int { return strings.Compare(x.SnapshotId, y.SnapshotId) })
	slices.SortFunc(seed.SnapshotsInRecycleBin, func(x, y SnapshotInRecycleBin) int { return strings.Compare(x.SnapshotId, y.SnapshotId) })
	slices.SortFunc(seed.LockedSnapshots, func(x, y LockedSnapshot) int { return strings.Compare(x.SnapshotId, y.SnapshotId) })
	slices.SortFunc(seed.SnapshotTierStatuses, func(x, y SnapshotTierStatus) int { return strings.Compare(x.SnapshotId, y.SnapshotId) })
}

// captureLaunches takes what is launched, and what launches it.
func (own *holdings) captureLaunches(seed *RegionSeed) {
	seed.Volumes = taken(own.volumes, func(v *Volume) string { return v.VolumeId })
	seed.KeyPairs = taken(own.keyPairs, func(k *KeyPair) string { return k.KeyPairId })
	seed.Vpcs = taken(own.vpcs, func(v *Vpc) string { return v.VpcId })
	seed.Subnets = taken(own.subnets, func(s *Subnet) string { return s.SubnetId })
	seed.SecurityGroups = taken(own.securityGroups, func(g *SecurityGroup) string { return g.GroupId })
	seed.LaunchTemplates = taken(own.templates, func(t *LaunchTemplate) string { return t.LaunchTemplateId })
	seed.LaunchTemplateVersions = taken(own.versions, func(v *LaunchTemplateVersion) string {
		return v.LaunchTemplateId + ":" + ordinal(v.VersionNumber)
	})
	seed.AutoScalingGroups = taken(own.groups, func(g *AutoScalingGroup) string { return g.AutoScalingGroupName })
	seed.LaunchConfigurations = taken(own.configurations, func(l *LaunchConfiguration) string { return l.LaunchConfigurationName })
}

// captureReservations puts instances back into the launches they came from.
func (own *holdings) captureReservations() []Reservation {
	var launches []Reservation
	type launch struct {
		id      string
		without *Reservation // the launch itself, when it has no ID
	}
	at := map[launch]int{}
	for _, i := range taken(own.instances, func(i *instance) string { return i.InstanceId }) {
		key := launch{id: i.Reservation.ReservationId}
		if key.id == "" {
			key.without = i.Reservation
		}
		n, seen := at[key]
		if !seen {
			n = len(launches)
			at[key] = n
			launches = append(launches, *i.Reservation)
			launches[n].Instances = nil
		}
		launches[n].Instances = append(launches[n].Instances, i.Instance)
	}
	slices.SortFunc(launches, func(x, y Reservation) int { return strings.Compare(x.ReservationId, y.ReservationId) })
	return launches
}

// capture says what is set otherwise than where nobody has set anything.
func (s *settings) capture(seed *RegionSeed) {
	usual := newSettings()
	if s.blockImages != usual.blockImages {
		seed.ImageBlockPublicAccessState = s.blockImages
	}
	if s.blockSnapshots != usual.blockSnapshots {
		seed.SnapshotBlockPublicAccessState = s.blockSnapshots
	}
	if allowed := s.allowedImages; allowed.State != usual.allowedImages.State || allowed.ManagedBy != byAccount || len(allowed.ImageCriteria) > 0 {
		seed.AllowedImagesSettings = &allowed
	}
	seed.EbsEncryptionByDefault, seed.EbsDefaultKmsKeyId = s.encrypts, s.defaultKey
}
