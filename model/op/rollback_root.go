package op

import (
	"slices"

	"tami/model/ami"
)

// noRoot is why the root volume of an instance cannot be replaced from the
// image: what AWS asks of it.
func (b *rollback) noRoot() string {
	switch {
	case b.instance.State.String() != "running":
		return "it is " + b.instance.State.String() + ", and only a running instance can have its root volume replaced"
	case b.instance.RootType.String() == "instance-store":
		return "its root is an instance store volume, which cannot be replaced"
	case b.disks != nil && b.disks.Root() != nil:
		return b.noRootFrom(b.disks.Root().Size, "the instance")
	}
	return b.noRootFrom(0, "the instance")
}

// noRootFrom is why the image to go to cannot be the new root volume of what
// runs the image of now; has is how large the root volume is, 0: not known.
func (b *rollback) noRootFrom(has int32, whose string) string {
	now, _ := b.facts.Image(b.at, b.now)
	switch {
	case b.img == nil:
		return ""
	case slices.ContainsFunc(b.img.ProductCodes, marketplaceCode) || b.img.OwnerAlias.Raw() == "aws-marketplace":
		return "the image is from the Marketplace, and AWS replaces no root volume with one of those"
	}
	if root := rootSize(b.img); root < has && root > 0 {
		return "the root volume of the image has " + number(int64(root)) + " GiB and that of " + whose + " " + number(int64(has)) + "; it cannot become smaller"
	}
	if now == nil {
		return ""
	}
	for _, same := range []struct{ what, is, wants string }{
		{"architecture", now.Architecture.Raw(), b.img.Architecture.Raw()},
		{"virtualization", now.Virtualization.Raw(), b.img.Virtualization.Raw()},
		{"billing", now.UsageOperation.Raw(), b.img.UsageOperation.Raw()},
	} {
		if same.is != same.wants && same.is != "" && same.wants != "" {
			return "the " + same.what + " must stay: " + whose + " has " + clean(same.is) + ", the image " + clean(same.wants)
		}
	}
	return ""
}

// rootSize is the size of the root volume of an image, in GiB.
func rootSize(img *ami.Image) int32 {
	if root := img.Root(); root != nil && root.EBS != nil {
		return root.EBS.VolumeSize
	}
	return 0
}

// noRoots is why a refresh cannot replace the root volumes of the group's
// instances and leave the instances: what AWS asks of the group and the image.
func (b *rollback) noRoots() string {
	const asks = "AWS replaces root volumes in a group only where a mixed instances policy names the image of each instance type"
	if b.group.Policy == "" || len(b.group.Overrides) == 0 {
		return asks + ", and this group has none; the root volume of one instance can be replaced by itself"
	}
	for _, o := range b.group.Overrides {
		if o.ImageID.IsZero() {
			return asks + ", and that of " + or(o.Type.String(), "the instance requirements") + " names none"
		}
	}
	if b.img == nil {
		return ""
	}
	volumes := 0
	for i := range b.img.Devices {
		if b.img.Devices[i].EBS != nil {
			volumes++
		}
	}
	if volumes != 1 {
		return "the image has " + number(int64(volumes)) + " volumes, and AWS replaces root volumes in a group only from images with one"
	}
	now, _ := b.facts.Image(b.at, b.now)
	if now == nil {
		return ""
	}
	return b.noRootFrom(rootSize(now), "the group")
}

// byRoots has a refresh replace the root volumes, and leave the instances with
// their addresses and their other volumes.
func (b *rollback) byRoots() {
	c := b.refresh()
	c.Strategy, c.SkipMatching = "ReplaceRootVolume", true
	c.Policy = policyWith(b.group.Policy, b.now, b.to)
	back := c
	back.Policy = b.group.Policy
	b.overridden()
	b.breaks("what was written to the root volumes is lost: AWS deletes the old ones")
	b.say(Note, "The instances keep their addresses and their other volumes; each restarts. One whose volume cannot be replaced is terminated, and another launched.")
	b.add(b.refreshTitle(c, "the image, by new root volumes"), c,
		Undo{Grade: Lossy, Why: "new root volumes from " + b.name(b.now) + ": what was written meanwhile is lost again", Calls: []Call{back}})
}

// byRoot replaces the root volume of one instance.
func (b *rollback) byRoot() {
	remove := b.Request.Values.On(fieldDeleteRoot)
	undo := Undo{Grade: Lossy, Why: "a new root volume from " + b.name(b.now) + ": what was written since its launch stays on the old volume only", Calls: []Call{ReplaceRoot{InstanceID: b.id, ImageID: b.now}}}
	title := "replace the root volume of " + clean(b.id) + " from " + b.name(b.to) + "; it restarts"
	if remove {
		title += ", and the old volume is deleted"
		undo.Why = "a new root volume from " + b.name(b.now) + ": what was written since its launch is gone with the old volume"
	} else {
		b.say(Note, "The old root volume stays, and costs until it is deleted.")
	}
	b.breaks("%s restarts and is away for some minutes", b.what())
	b.add(title, ReplaceRoot{InstanceID: b.id, ImageID: b.to, DeleteOld: remove}, undo)
}
