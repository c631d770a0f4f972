package sim

import (
	"sync"
	"time"
)

// region holds the images and snapshots of one region, whoever owns them: what
// one account shares, another sees.
type region struct {
	name      string
	images    *shelf[image]
	snapshots *shelf[snapshot]
	// gone remembers when images were deregistered: for a while AWS tells them
	// from those that never were.
	gone map[string]time.Time
	// departed keeps what instances can tell of images that were deregistered.
	departed map[string]*image
	// noted are the catalogue's images that somebody put tags on.
	noted map[string]bool
	// blocks says what snapshots hold, by snapshot ID.
	blocks map[string][]BlockRun

	catalogueOnce   sync.Once
	catalogueImages func() []Image
	catalogueShelf  *shelf[image]

	// moving are the changes under way: each brings its resource to where it is
	// at a time, and reports whether it has arrived.
	moving []transition
	// appointments are changes to come, each at a time of its own.
	appointments []appointment
}

// image is an Image with what only its owner, or the account that tagged it, sees.
type image struct {
	Image
	permissions []LaunchPermission
	// notes are the tags that accounts other than the owner put on it.
	notes    map[string][]Tag
	uefiData string
}

// snapshot is a Snapshot with who may use it.
type snapshot struct {
	Snapshot
	permissions []CreateVolumePermission
	notes       map[string][]Tag
}

// instance is an Instance with the launch it came from.
type instance struct {
	Instance
	Reservation *Reservation
	launched    *startup // nil: the seed's
}

// holdings are what one account has in one region, besides images and snapshots.
type holdings struct {
	instances        *shelf[instance]
	volumes          *shelf[Volume]
	keyPairs         *shelf[KeyPair]
	vpcs             *shelf[Vpc]
	subnets          *shelf[Subnet]
	securityGroups   *shelf[SecurityGroup]
	templates        *shelf[LaunchTemplate]
	versions         *shelf[LaunchTemplateVersion]
	groups           *shelf[AutoScalingGroup]
	configurations   *shelf[LaunchConfiguration]
	parameters       *shelf[Parameter]
	rules            *shelf[RecycleBinRule]
	locks            *shelf[LockedSnapshot]
	fastRestores     *shelf[FastSnapshotRestore]
	tiers            *shelf[SnapshotTierStatus]
	keys             *shelf[KmsKey]
	bin              bin
	settings         settings
	usage            []ImageUsageReportEntry // of the account's images, by others
	reports          *shelf[usageReport]
	imageRecipes     *shelf[ImageRecipe]
	containerRecipes *shelf[ContainerRecipe]
	rootTasks        *shelf[ReplaceRootVolumeTask]
	refreshes        *shelf[refresh]
	activities       *shelf[Activity]
}

// Numbers of the catalogue's images start far above those of a region's own, so
// that the two lists together are one list in order.
const catalogueStart = 1 << 40

func newRegion(name string) *region {
	return &region{
		name:      name,
		images:    newShelf[image](0),
		snapshots: newShelf[snapshot](0),
		gone:      map[string]time.Time{},
		departed:  map[string]*image{},
		noted:     map[string]bool{},
		blocks:    map[string][]BlockRun{},
	}
}

func newHoldings() *holdings {
	return &holdings{
		instances:        newShelf[instance](0),
		volumes:          newShelf[Volume](0),
		keyPairs:         newShelf[KeyPair](0),
		vpcs:             newShelf[Vpc](0),
		subnets:          newShelf[Subnet](0),
		securityGroups:   newShelf[SecurityGroup](0),
		templates:        newShelf[LaunchTemplate](0),
		versions:         newShelf[LaunchTemplateVersion](0),
		groups:           newShelf[AutoScalingGroup](0),
		configurations:   newShelf[LaunchConfiguration](0),
		parameters:       newShelf[Parameter](0),
		rules:            newShelf[RecycleBinRule](0),
		locks:            newShelf[LockedSnapshot](0),
		fastRestores:     newShelf[FastSnapshotRestore](0),
		tiers:            newShelf[SnapshotTierStatus](0),
		keys:             newShelf[KmsKey](0),
		bin:              newBin(),
		settings:         newSettings(),
		reports:          newShelf[usageReport](0),
		imageRecipes:     newShelf[ImageRecipe](0),
		containerRecipes: newShelf[ContainerRecipe](0),
		rootTasks:        newShelf[ReplaceRootVolumeTask](0),
		refreshes:        newShelf[refresh](0),
		activities:       newShelf[Activity](0),
	}
}

// catalogue gives the images that only a look beyond the account's own needs.
// They are made on the first such look.
func (r *region) catalogue() *shelf[image] {
	r.catalogueOnce.Do(func() {
		r.catalogueShelf = newShelf[image](catalogueStart)
		if r.catalogueImages == nil {
			return
		}
		for _, i := range r.catalogueImages() {
			if r.images.find(i.ImageId) == nil && r.catalogueShelf.find(i.ImageId) == nil {
				r.catalogueShelf.add(i.ImageId, image{Image: i, permissions: publicPermission(i.Public)})
			}
		}
	})
	return r.catalogueShelf
}

func publicPermission(public bool) []LaunchPermission {
	if !public {
		return nil
	}
	return []LaunchPermission{{Group: everybody}}
}

// everybody is the one group that launch and volume permissions know.
const everybody = "all"

// image finds an image by ID, in the catalogue too.
func (r *region) image(id string) *image {
	if found := r.images.find(id); found != nil {
		return found
	}
	return r.catalogue().find(id)
}
