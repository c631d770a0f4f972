package sim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

type copyImageInput struct {
	Name                                  string
	SourceImageId                         string
	SourceRegion                          string
	Description                           string
	ClientToken                           string
	Encrypted                             bool
	KmsKeyId                              string
	CopyImageTags                         bool
	TagSpecifications                     []tagSpecification `form:"TagSpecification"`
	SnapshotCopyCompletionDurationMinutes *int
	DestinationOutpostArn                 string
	DestinationAvailabilityZone           string
	DestinationAvailabilityZoneId         string
}

// copyImage copies an image into the region of the request: the image first, at
// once and pending, and a snapshot of its own for every device.
func copyImage(c *call, in *copyImageInput) (func() imageResult, error) {
	prior, err := idempotent[imageResult](c, in.ClientToken)
	if err != nil || prior != nil {
		return func() imageResult { return *prior }, err
	}
	source, err := in.source(c)
	if err != nil {
		return nil, err
	}
	if err := c.checkImageName(in.Name); err != nil {
		return nil, err
	}
	tags, err := tagsFor(in.TagSpecifications, "image", "snapshot")
	if err != nil {
		return nil, err
	}
	if n := in.SnapshotCopyCompletionDurationMinutes; n != nil && (*n < 15 || *n > 2880 || *n%15 != 0) {
		return nil, invalidValue("SnapshotCopyCompletionDurationMinutes", fmt.Sprint(*n), "Expected a multiple of 15 up to 2880.")
	}
	if in.KmsKeyId != "" && !in.Encrypted {
		return nil, refuse("InvalidParameterDependency", "The parameter KmsKeyId requires the parameter Encrypted to be set.")
	}
	if !c.request.dryRun {
		if err := c.roomForCopies(source); err != nil {
			return nil, err
		}
	}
	return func() imageResult {
		made := in.copyOf(c, source)
		if in.CopyImageTags {
			made.Tags = slices.DeleteFunc(slices.Clone(source.tagsFor(c.caller)), func(t Tag) bool { return strings.HasPrefix(t.Key, "aws:") })
		}
		made.Tags = mergeTags(made.Tags, tags["image"])
		in.copyDevices(c, source, &made, tags["snapshot"])
		if in.keyProblem(c) {
			c.addFailing(made)
		} else {
			c.addPending(made)
		}
		out := imageResult{made.ImageId}
		c.remember(in.ClientToken, out)
		return out
	}, nil
}

// copiesAtOnce is how many snapshots AWS copies to a region at the same time for
// an account: "Concurrent snapshot copies per destination Region" of the quotas
// of EBS, which cannot be raised.
const copiesAtOnce = 20

// roomForCopies refuses a copy whose snapshots would be too many at once. One
// that begins while nothing else is under way is taken, however large it is.
func (c *call) roomForCopies(source *image) error {
	under := 0
	for _, s := range c.place.snapshots.items {
		if s.State == "pending" && s.VolumeId == copiedVolume && s.OwnerId == c.caller {
			under++
		}
	}
	if under > 0 && under+len(snapshotIDs(&source.Image)) > copiesAtOnce {
		return refuse("ResourceLimitExceeded", "Too many snapshot copies in progress. The limit is %d for this destination region.", copiesAtOnce)
	}
	return nil
}

// source finds the image to copy, in whatever region it is.
func (in *copyImageInput) source(c *call) (*image, error) {
	switch {
	case in.SourceRegion == "":
		return nil, missingParameter("sourceRegion")
	case in.SourceImageId == "":
		return nil, missingParameter("sourceImageId")
	}
	from := c.account.regions[in.SourceRegion]
	if from == nil {
		return nil, refuse("InvalidParameterValue", "Invalid source region: '%s'", in.SourceRegion)
	}
	there := *c
	there.place = from
	if from.justLeft(in.SourceImageId, c.now) {
		return nil, noLonger(in.SourceImageId)
	}
	if err := there.checkImage(in.SourceImageId); err != nil {
		return nil, err
	}
	source := from.image(in.SourceImageId)
	if source.State != "available" {
		return nil, refuse("InvalidRequest", "The image %s is %s; only an available image can be copied.", source.ImageId, source.State)
	}
	return source, there.storageReadable(source)
}

// storageReadable refuses to copy an image whose snapshots are gone or not
// shared. The snapshots of public images need not be in the account to be read.
func (c *call) storageReadable(i *image) error {
	if i.OwnerId != c.caller && len(i.ProductCodes) > 0 {
		return refuse("InvalidRequest", "Images with EC2 BillingProduct codes cannot be copied to another AWS account.")
	}
	for _, id := range snapshotIDs(&i.Image) {
		s := c.place.snapshots.find(id)
		switch {
		case s == nil && i.Public && i.OwnerId != c.caller:
		case s == nil && i.OwnerId == c.caller:
			return refuse("InvalidRequest", "The storage for the ami is not available in the source Region.")
		case s == nil || !s.visible(c):
			return refuse("InvalidRequest", "You do not have permission to access the storage of this ami")
		case s.archived():
			return refuse("InvalidRequest", "The snapshot %s is archived; restore it first.", id)
		}
	}
	return nil
}

// copyOf starts the copy with what goes along: neither permissions nor times.
func (in *copyImageInput) copyOf(c *call, source *image) Image {
	made := source.Image
	made.ImageId = c.account.newID("ami-")
	made.Name, made.Description = in.Name, in.Description
	made.OwnerId, made.ImageOwnerAlias, made.ImageLocation = c.caller, "", c.caller+"/"+in.Name
	made.State, made.StateReason = "pending", nil
	made.CreationDate, made.DeprecationTime, made.LastLaunchedTime = c.now.UTC().Format(wireLayout), "", ""
	made.DeregistrationProtection, made.Public, made.Tags = "", false, nil
	made.SourceImageId, made.SourceImageRegion, made.SourceInstanceId = in.SourceImageId, in.SourceRegion, ""
	made.PublicSsmParameterName, made.ScanResults, made.BlockDeviceMappings = "", nil, nil
	return made
}

// copyDevices gives the copy devices of its own, each with its own snapshot.
func (in *copyImageInput) copyDevices(c *call, source *image, made *Image, tags []Tag) {
	from := c.account.regions[in.SourceRegion]
	for _, d := range source.BlockDeviceMappings {
		if d.Ebs == nil || d.Ebs.SnapshotId == "" {
			made.BlockDeviceMappings = append(made.BlockDeviceMappings, d)
			continue
		}
		ebs := *d.Ebs
		s := in.copySnapshot(c, from, &ebs, made.ImageId)
		s.Tags = tags
		ebs.SnapshotId, ebs.Encrypted = s.SnapshotId, new(s.Encrypted)
		c.addSnapshot(s)
		d.Ebs = &ebs
		made.BlockDeviceMappings = append(made.BlockDeviceMappings, d)
	}
}

// copiedVolume is the volume ID that AWS gives every copied snapshot.
const copiedVolume = "vol-ffffffff"

func (in *copyImageInput) copySnapshot(c *call, from *region, ebs *EbsBlockDevice, imageID string) Snapshot {
	s := Snapshot{
		SnapshotId: c.account.newID("snap-"), VolumeId: copiedVolume, VolumeSize: defaultVolumeSize,
		Encrypted: in.Encrypted || c.own.settings.encrypts || ebs.Encrypted != nil && *ebs.Encrypted,
		Description: fmt.Sprintf("Copied for DestinationAmi %s from SourceAmi %s for SourceSnapshot %s. Task created on %d.",
			imageID, in.SourceImageId, ebs.SnapshotId, c.now.UnixMilli()),
	}
	if ebs.VolumeSize != nil {
		s.VolumeSize = *ebs.VolumeSize
	}
	if source := from.snapshots.find(ebs.SnapshotId); source != nil {
		s.VolumeSize, s.FullSnapshotSizeInBytes = source.VolumeSize, source.FullSnapshotSizeInBytes
		s.Encrypted = s.Encrypted || source.Encrypted
		c.place.blocks[s.SnapshotId] = from.blocks[ebs.SnapshotId]
	}
	if s.Encrypted {
		s.KmsKeyId = c.keyARN(in.KmsKeyId)
	}
	if n := in.SnapshotCopyCompletionDurationMinutes; n != nil {
		s.TransferType, s.CompletionDurationMinutes = "time-based", n
	}
	return s
}

// keyARN gives the ARN of the key a request names by ID, alias or ARN; without
// a name it is the key that EBS uses by default.
func (c *call) keyARN(name string) string {
	name = cmp.Or(name, c.own.settings.defaultKey, ebsKey)
	if key := c.key(name); key != nil {
		return cmp.Or(key.Arn, c.arn("kms", "key/"+key.KeyId))
	}
	if strings.HasPrefix(name, "arn:") {
		return name
	}
	if name == ebsKey {
		name = "00000000-0000-4000-8000-000000000000"
	}
	return c.arn("kms", "key/"+name)
}

func (c *call) arn(service, resource string) string {
	return "arn:aws:" + service + ":" + c.place.name + ":" + c.caller + ":" + resource
}

// key finds a KMS key by ID, alias, or the ARN of either.
func (c *call) key(name string) *KmsKey {
	if i := strings.LastIndex(name, ":"); strings.HasPrefix(name, "arn:") {
		if !strings.Contains(name, ":"+c.place.name+":") {
			return nil
		}
		name = strings.TrimPrefix(name[i+1:], "key/")
	}
	for _, key := range c.own.keys.items {
		if key.KeyId == name || slices.Contains(key.Aliases, name) {
			return key
		}
	}
	return nil
}

// keyProblem reports whether the copy names a key that cannot be used here. AWS
// takes such a request and lets the copy fail later. An account whose seed has
// no keys takes any name.
func (in *copyImageInput) keyProblem(c *call) bool {
	if in.KmsKeyId == "" || len(c.own.keys.items) == 0 {
		return false
	}
	key := c.key(in.KmsKeyId)
	return key == nil || key.KeyState != "" && key.KeyState != "Enabled"
}

// addFailing puts a new image on the shelf that fails a little later, with its
// snapshots: AWS looks at the key only when it needs it.
func (c *call) addFailing(i Image) {
	const reason = "Given key ID is not accessible"
	r, ends := c.place, c.now.Add(c.account.lasts(time.Minute))
	r.images.add(i.ImageId, image{Image: i})
	c.account.start(r, func(now time.Time) bool {
		if now.Before(ends) {
			return false
		}
		if made := r.images.find(i.ImageId); made != nil {
			made.State = "failed"
			made.StateReason = &StateReason{Code: "Client.InternalError", Message: reason}
		}
		for _, id := range snapshotIDs(&i) {
			if s := r.snapshots.find(id); s != nil {
				s.State, s.StateMessage = "error", reason
			}
		}
		return true
	})
}
