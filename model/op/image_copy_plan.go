package op

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
)

// snapshotsAtOnce is how many snapshots AWS copies to a region at the same time
// for an account. Of images the quota is 300, which is never met first: what is
// beyond these 20 fails.
const snapshotsAtOnce = 20

// copying is the plan of copies that are made.
type copying struct {
	*draft
	wanted wantedCopies
	copies []replica
	named  map[Target]bool // the names that copies of this plan take, by place
	cost   *copyCost

	unshared map[string][]string // where the copies of an image cannot be shared, by its name
}

// replica is one copy of an image in one place.
type replica struct {
	of   subject
	at   ami.Where
	name string
	key  string // as it is named; "": none is named
	done string // the step that makes it
}

// copyTo plans one copy, or says why there is none.
func (c *copying) copyTo(one subject, at ami.Where) {
	r := replica{of: one, at: at, key: c.wanted.keys[at.Region]}
	if why := c.closed(one, at); why != "" {
		c.leave(one, why)
		return
	}
	r.name = c.wanted.name
	if r.name == "" {
		r.name = one.img.Name.Raw()
	}
	if why := c.nameThere(&r); why != "" {
		c.leave(one, why)
		return
	}
	if why := c.archived(one); why != "" {
		c.leave(one, why)
		return
	}
	c.named[Target{at, r.name}] = true
	if there := copyThere(c.facts, at, one.img); there != nil && at.Region != one.At.Region {
		c.say(Note, "%s has a copy of %s already, under the name %s (%s).", at.Region, one.name, imageName(there, ""), there.ID)
	}
	c.keys(&r)
	c.fits(&r)
	once, monthly := c.cost.add(c, &r)
	c.Rows.Rows = append(c.Rows.Rows, Row{Cells: []string{one.name, at.Region, c.written(one), c.keyWords(&r), once, monthly}})
	c.copies = append(c.copies, r)
}

// closed is why nothing can be copied to a region: "" when it can.
func (c *copying) closed(one subject, at ami.Where) string {
	if ami.Partition(at.Region) != ami.Partition(one.At.Region) {
		return at.Region + " is of another partition of AWS than " + one.At.Region + ", and AWS copies no image between them; store it in S3 and restore it there (create-store-image-task)"
	}
	need := ami.Regions{Profile: at.Profile}
	list, ok := c.facts.Answer(need).(ami.RegionList)
	if !ok {
		c.unchecked(NotChecked{"whether " + at.Region + " is enabled", c.facts.Why(need)})
		return ""
	}
	i := slices.IndexFunc(list.Regions, func(r ami.Region) bool { return r.Name == at.Region })
	switch {
	case list.Builtin:
	case i < 0:
		return "there is no region " + at.Region + " for this account; regions are called like " + one.At.Region
	case !list.Regions[i].Enabled:
		return at.Region + " is not enabled for this account; enable it in the account's settings first"
	}
	return ""
}

// nameThere settles the name of a copy: a region has each name once. An image
// that is there already by its own name is not copied again; beside itself a
// copy gets a name of its own.
func (c *copying) nameThere(r *replica) (why string) {
	if err := ami.CheckImageName(r.name); err != nil {
		return "its name is none that AWS takes for a copy; give another one (name)"
	}
	c.ownListed(r.at)
	own := r.name == r.of.img.Name.Raw()
	there := ownNamed(c.facts, r.at, r.name)
	switch {
	case there == nil && c.named[Target{r.at, r.name}]:
		return "another copy of this plan is called " + clean(r.name) + " in " + r.at.Region + "; copy them one by one, with a name for each"
	case there == nil:
		return ""
	case neverMade(there):
		return "the name " + clean(r.name) + " is taken in " + r.at.Region + " by " + there.ID.String() + ", which failed; deregister that one first, or give another name (name)"
	case own && r.at.Region == r.of.At.Region && there.ID == r.of.img.ID:
		r.name = ami.FirstFree(r.name+"-copy", func(s string) bool { return ownNamed(c.facts, r.at, s) != nil || c.named[Target{r.at, s}] })
		return ""
	case own && sameThing(there, r.of.img):
		return r.at.Region + " has it already, as " + there.ID.String()
	}
	return "the name " + clean(r.name) + " is taken in " + r.at.Region + ", by " + there.ID.String() + "; give another one (name)"
}

// ownListed names the list that tells of names and earlier copies among what was
// not looked at, where it was not read to its end.
func (c *copying) ownListed(at ami.Where) bool {
	need := ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}
	whole := c.facts.Owned(at, func(*ami.Image) {})
	if !whole {
		c.unchecked(NotChecked{"which images " + at.Region + " has already", or(c.facts.Why(need), "the list was not read to its end")})
	}
	return whole
}

// copyThere is an image of ours in a place that is a copy of an image, or that
// it is a copy of; nil where none is known.
func copyThere(f Facts, at ami.Where, img *ami.Image) (there *ami.Image) {
	f.Owned(at, func(other *ami.Image) {
		if there == nil && other.ID != img.ID && !neverMade(other) && (other.SourceImage == img.ID && other.SourceInstance.IsZero() || sameThing(other, img)) {
			there = other
		}
	})
	return there
}

// neverMade reports an image that failed as it was made: it keeps its name.
func neverMade(img *ami.Image) bool {
	state := img.State.String()
	return state == "failed" || state == "error" || state == "invalid"
}

// sameThing reports that two images of one name are one thing in two places: one
// was copied from the other, or nothing says that they are not.
func sameThing(a, b *ami.Image) bool {
	return a.Name == b.Name && (a.SourceImage == b.ID || b.SourceImage == a.ID || a.Architecture == b.Architecture)
}

// archived is why the snapshots of an image cannot be read: "" when they can.
func (c *copying) archived(one subject) string {
	for _, id := range one.img.SnapshotIDs() {
		if snap, _ := c.facts.Snapshot(one.At, id); snap != nil && snap.Tier.String() == "archive" {
			return "its snapshot " + id + " is in the archive; restore it from there first"
		}
	}
	return ""
}

// written is how much of an image there is to be copied.
func (c *copying) written(one subject) string {
	gib, known := 0.0, len(one.img.SnapshotIDs()) > 0
	for _, id := range one.img.SnapshotIDs() {
		snap, _ := c.facts.Snapshot(one.At, id)
		switch {
		case snap == nil:
			known = false
		case snap.FullSize != nil:
			gib += float64(*snap.FullSize) / (1 << 30)
		default:
			gib, known = gib+float64(snap.VolumeSize), false
		}
	}
	switch {
	case gib == 0:
		return "unknown"
	case !known:
		return "up to " + gigabytes(gib)
	}
	return gigabytes(gib)
}

// steps makes the calls. Copies to one place wait for others where they would be
// too many at once.
func (c *copying) steps() {
	most := map[ami.Where]int{}
	for _, r := range c.copies {
		most[r.at] = max(most[r.at], len(r.of.img.SnapshotIDs()), 1)
	}
	made, waits := map[ami.Where][]string{}, 0
	for i := range c.copies {
		r := &c.copies[i]
		lanes := max(1, snapshotsAtOnce/most[r.at])
		r.done = c.copyStep(r)
		if n := len(made[r.at]); n >= lanes {
			c.Steps[len(c.Steps)-1].Behind = []string{made[r.at][n-lanes]}
			waits++
		}
		made[r.at] = append(made[r.at], r.done)
		c.share(r)
	}
	if waits > 0 {
		c.say(Note, "AWS copies %d snapshots at once to a region (its quota for an account, which cannot be raised): %s until another one is over.",
			snapshotsAtOnce, ami.Count(waits, "copy waits", "copies wait"))
	}
	for _, name := range slices.Sorted(maps.Keys(c.unshared)) {
		what, where := "The copy of "+name+" in "+c.unshared[name][0]+" is", c.unshared[name][0]
		if regions := c.unshared[name]; len(regions) > 1 {
			what, where = "The copies of "+name+" in "+listed(regions)+" are", "each of them"
		}
		c.say(Warn, "%s shared with nobody: AWS shares nothing that is encrypted with its own key (%s). Name a key of yours for %s (kms-key), and let them use it.", what, ami.EBSAlias, where)
	}
	c.fitTogether()
	c.leftBehind()
}

func (c *copying) copyStep(r *replica) string {
	img := r.of.img
	title := "copy " + r.of.name + " to " + r.at.Region
	if r.name != img.Name.Raw() {
		title += " as " + clean(r.name)
	}
	var g gaps
	var tags []Tag
	if c.wanted.tags {
		for _, t := range img.Tags {
			tags = append(tags, Tag{t.Key.Raw(), t.Value.Raw()})
		}
	}
	undo := unmade(look(c.facts, r.at, c.Made, &g), strconv.Itoa(len(c.Steps)+1), tags, nil)
	if r.at.Region != r.of.At.Region && notOurs(c.facts, r.of.Target) == "" {
		undo.Why += "; what was sent stays paid"
	}
	c.unchecked(g.list...)
	return c.step(subject{Target{r.at, r.of.ID}, img, r.of.name}, title, CopyImage{
		Name: r.name, Description: described(img), SourceID: r.of.ID, SourceRegion: r.of.At.Region,
		Encrypted: c.wanted.encrypt || r.key != "", KeyID: r.key, CopyTags: c.wanted.tags, CompletionMinutes: c.wanted.minutes,
	}, undo)
}

// described is the description of an image as far as AWS takes it for another
// one.
func described(img *ami.Image) string {
	if checkDescription(img.Description.Raw()) != nil {
		return ""
	}
	return img.Description.Raw()
}

// share lets whom the image is shared with have the copy too. What is public
// stays a decision of its own.
func (c *copying) share(r *replica) {
	if !c.wanted.shares || notOurs(c.facts, r.of.Target) != "" {
		return
	}
	with, _ := c.sharedNow(ami.Sharing{Where: r.of.At, ImageID: r.of.ID}, r.of.name)
	public := Grantee{Group: Everybody}
	if slices.Contains(with, public) {
		c.say(Note, "%s is public and its copies are not: make them public by sharing each (share).", r.of.name)
		with = slices.DeleteFunc(slices.Clone(with), func(g Grantee) bool { return g == public })
	}
	switch {
	case len(with) == 0:
		return
	case c.unshareable(r):
		c.unshared[r.of.name] = append(c.unshared[r.of.name], r.at.Region)
		return
	}
	c.Risk = Guarded // others get something
	if r.key != "" {
		c.keptOut(r.at, r.key, with)
	}
	made := Ref(r.done, "ImageId")
	c.step(subject{Target{r.at, r.of.ID}, r.of.img, r.of.name}, "share the copy in "+r.at.Region+" with "+named(with), ModifyLaunchPermission{ImageID: made, Add: with},
		Undo{Grade: Exact, Calls: []Call{ModifyLaunchPermission{ImageID: made, Remove: with}}}, r.done)
}

// leftBehind says what a copy has not.
func (c *copying) leftBehind() {
	var what []string
	add := func(words string, of func(*ami.Image) bool) {
		if slices.ContainsFunc(c.copies, func(r replica) bool { return of(r.of.img) }) {
			what = append(what, words)
		}
	}
	add("the deprecation", func(i *ami.Image) bool { return !i.DeprecationTime.IsZero() })
	add("the protection against being deregistered", (*ami.Image).Protected)
	if !c.wanted.tags {
		add("the tags (with-tags)", func(i *ami.Image) bool { return len(i.Tags) > 0 })
	}
	if len(what) > 0 {
		c.say(Note, "Not copied: %s.", listed(what))
	}
	if !c.wanted.shares && len(c.copies) > 0 {
		c.say(Note, "The copies are shared with nobody (with-shares shares them like their images).")
	}
}

// title names the images and the regions that there are copies for.
func (c *copying) title() string {
	var names, regions []string
	for _, r := range c.copies {
		if !slices.Contains(names, r.of.name+r.of.ID) {
			names = append(names, r.of.name+r.of.ID)
		}
		if !slices.Contains(regions, r.at.Region) {
			regions = append(regions, r.at.Region)
		}
	}
	what := ami.Count(len(names), "image", "images")
	if len(names) == 1 {
		what = c.copies[0].of.name
	}
	return strings.Join([]string{"Copy", what, "to", regionWords(regions)}, " ")
}
