package model

import (
	"fmt"
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/op"
)

// Finding is something that stops sharing an image, or that makes it
// dangerous.
type Finding struct {
	Stop    bool // AWS would refuse, or who it is shared with could not use it; otherwise it is a warning
	Text    string
	Topic   string // what explains it: a property or a concept of model/explain
	For     string // whom it concerns, as op.Finding has it; "" for any sharing
	Refused bool   // of these, what AWS itself would refuse
}

// ShareNeeds are the questions behind a ShareDoctor: whom the image and each of
// its snapshots is shared with, what the place forbids, and the keys. The keys
// are known when the snapshots are. Of an image of somebody else's only the keys
// are asked about: all the rest AWS tells its owner alone.
func (s *State) ShareNeeds(at ami.Where, img *ami.Image) []ami.Need {
	if !s.owns(at, img) {
		return s.KeyNeeds(at, img)
	}
	needs := []ami.Need{ami.Sharing{Where: at, ImageID: img.ID.Raw()}, ami.PublicBlock{Where: at}}
	for _, id := range img.SnapshotIDs() {
		if snap, _ := s.Snapshot(at, id); snap != nil && snap.OwnerID == img.OwnerID {
			needs = append(needs, ami.SnapshotSharing{Where: at, ID: id})
		}
	}
	return append(needs, s.KeyNeeds(at, img)...)
}

// KeyNeeds are the questions about the keys behind an image, none where nothing
// of it is encrypted.
func (s *State) KeyNeeds(at ami.Where, img *ami.Image) []ami.Need {
	keys := s.Keys(at, img)
	if len(keys) == 0 {
		return nil
	}
	needs := []ami.Need{ami.Aliases{Where: at}, ami.EBSDefaults{Where: at}}
	for _, k := range keys {
		needs = append(needs, ami.Key{Where: at, ARN: k})
	}
	return needs
}

// Keys are the KMS keys of the snapshots of an image, as far as these are
// known.
func (s *State) Keys(at ami.Where, img *ami.Image) []string {
	var keys []string
	for _, id := range img.SnapshotIDs() {
		if snap, _ := s.Snapshot(at, id); snap != nil && !snap.KeyID.IsZero() && !slices.Contains(keys, snap.KeyID.Raw()) {
			keys = append(keys, snap.KeyID.Raw())
		}
	}
	return keys
}

// owns reports that the image is the reading account's, or that nobody knows
// whose account reads.
func (s *State) owns(at ami.Where, img *ami.Image) bool {
	id, known := s.Account(at.Profile)
	return !known || id.Account == img.OwnerID
}

// KeyName is what people call a key: its alias where that is known, otherwise
// its ID.
func (s *State) KeyName(at ami.Where, arn string) string {
	id := arn[strings.LastIndexByte(arn, '/')+1:]
	if strings.Contains(arn, ":alias/") || strings.HasPrefix(arn, "alias/") {
		return arn[strings.Index(arn, "alias/"):]
	}
	list, _ := s.Answer(ami.Aliases{Where: at}).(ami.AliasList)
	for _, a := range list.List {
		if a.KeyID.Raw() == id {
			return a.Name.String()
		}
	}
	return id
}

// ShareDoctor says what would stop or endanger sharing an image further, from
// what is known of it, its snapshots, their keys and its place. What could not
// be read is in not.
func (s *State) ShareDoctor(at ami.Where, img *ami.Image) (findings []Finding, not []NotChecked) {
	d := doctor{s: s, at: at, img: img}
	if !s.owns(at, img) {
		d.say(false, "Image.OwnerId", "It belongs to account %s: only that account can share it further.", img.OwnerID)
	}
	d.keys()
	d.snapshots()
	d.image()
	if s.owns(at, img) {
		d.place()
		d.skip("Allowed AMIs of those who receive it", "each account keeps its own list, and no other account can read it")
	}
	return d.findings, d.not
}

// doctor collects what there is to say.
type doctor struct {
	s        *State
	at       ami.Where
	img      *ami.Image
	findings []Finding
	not      []NotChecked
	shut     []string // accounts that a key keeps out: what else they lack matters no more
}

func (d *doctor) say(stop bool, topic, format string, args ...any) *Finding {
	d.findings = append(d.findings, Finding{Stop: stop, Text: fmt.Sprintf(format, args...), Topic: topic})
	return &d.findings[len(d.findings)-1]
}

// refused marks what AWS refuses: sharing with those, or any sharing for "".
func (f *Finding) refused(with string) { f.For, f.Refused = with, true }

func (d *doctor) skip(what, why string) {
	if one := (NotChecked{what, why}); !slices.Contains(d.not, one) {
		d.not = append(d.not, one)
	}
}

// image judges what the description of the image tells.
func (d *doctor) image() {
	img := d.img
	all, some := img.Encrypted()
	for _, c := range img.ProductCodes {
		if strings.EqualFold(c.Type.String(), "marketplace") {
			d.say(true, "Marketplace image", "It has the Marketplace product code %s: it cannot be made public, and who launches it must be subscribed.", c.ID).refused(op.Everybody)
		}
	}
	if img.Public == ami.Yes && !all && d.s.owns(d.at, img) {
		d.say(false, "Image.Public", "It is public and not encrypted: anybody can launch it and read what is on its disks.")
	}
	if some {
		d.say(true, "Encryption", "It is encrypted: it cannot be made public.").refused(op.Everybody)
	}
	if img.Disabled() {
		d.say(true, "Deprecate, disable, deregister", "It is disabled: enable it before it is shared. Disabling took its earlier shares away.").refused("")
	}
}

// place judges what holds for the whole region.
func (d *doctor) place() {
	need := ami.PublicBlock{Where: d.at}
	b, ok := d.s.Answer(need).(ami.PublicBlockState)
	if !ok {
		d.skip("block public access", d.s.why(need))
		return
	}
	managed := ""
	if !b.ManagedBy.IsZero() {
		managed = " (managed by " + b.ManagedBy.String() + ")"
	}
	if b.Images.String() == "block-new-sharing" {
		d.say(true, "Block public access", "Block public access is on for images in %s%s: none can be made public there.", d.at.Region, managed).refused(op.Everybody)
	}
	switch b.Snapshots.String() {
	case "block-all-sharing":
		d.say(true, "Block public access", "Block public access is on for snapshots in %s%s: none is public there, whatever its permissions say.", d.at.Region, managed).refused(op.EverybodyCopies)
	case "block-new-sharing":
		d.say(true, "Block public access", "Block public access is on for snapshots in %s%s: none more can be made public there.", d.at.Region, managed).refused(op.EverybodyCopies)
	}
	if b.Missing != nil {
		d.skip("half of block public access", b.Missing.Title)
	}
}

// snapshots holds whom each snapshot is shared with against whom the image is
// shared with. To launch the image its own permission is enough; to copy it
// takes those of its snapshots.
func (d *doctor) snapshots() {
	image, known := d.s.Answer(ami.Sharing{Where: d.at, ImageID: d.img.ID.Raw()}).(ami.Permissions)
	lacking := map[string][]string{}
	var order []string
	for _, id := range d.img.SnapshotIDs() {
		snap, read := d.s.Snapshot(d.at, id)
		switch {
		case snap == nil && read && !d.s.owns(d.at, d.img):
			continue // its owner shares the image and not the snapshot, which is enough to launch it
		case snap == nil && read:
			d.say(true, "EBS snapshot", "Snapshot %s is gone, or not visible to this account: nobody can launch the image without it.", id)
			continue
		case snap == nil:
			d.skip("snapshot "+id, d.s.why(ami.OneSnapshot{Where: d.at, ID: id}))
			continue
		case snap.State.String() == "error":
			d.say(true, "EBS snapshot", "Snapshot %s failed: nobody can launch the image.", id)
		case snap.Tier.String() == "archive":
			d.say(true, "Archive tier", "Snapshot %s is in the archive: nobody can launch the image until it is restored.", id)
		}
		need := ami.SnapshotSharing{Where: d.at, ID: id}
		may, ok := d.s.Answer(need).(ami.Permissions)
		switch {
		case !d.s.owns(d.at, d.img):
			continue
		case !ok && snap.OwnerID != d.img.OwnerID:
			d.skip("whom "+id+" is shared with", "it belongs to account "+snap.OwnerID.String()+", and only that account may see")
			continue
		case !ok:
			d.skip("whom "+id+" is shared with", d.s.why(need))
			continue
		}
		d.publicSnapshot(snap, may)
		for _, p := range image.List {
			if !p.Account.IsZero() && known && !may.Names(p.Account.Raw()) && !slices.Contains(d.shut, p.Account.String()) {
				if lacking[p.Account.String()] == nil {
					order = append(order, p.Account.String())
				}
				lacking[p.Account.String()] = append(lacking[p.Account.String()], id)
			}
		}
	}
	for _, account := range order {
		ids := lacking[account]
		d.say(false, "Launch permission and snapshot permission", "Account %s can launch it and not copy it: %s not shared with that account.", account, together(ids, "is", "are")).For = account
	}
}

func (d *doctor) publicSnapshot(snap *ami.Snapshot, may ami.Permissions) {
	if slices.ContainsFunc(may.List, func(p ami.Permission) bool { return p.Group.Raw() == "all" }) && snap.Encrypted != ami.Yes {
		d.say(false, "Private, shared, public", "Snapshot %s is public and not encrypted: anybody can read it.", snap.ID)
	}
}

// together names a few things with the verb that goes with their number.
func together(ids []string, one, many string) string {
	switch n := len(ids); {
	case n == 1:
		return ids[0] + " " + one
	case n <= 3:
		return strings.Join(ids[:n-1], ", ") + " and " + ids[n-1] + " " + many
	default:
		return fmt.Sprintf("%s and %d more %s", ids[0], n-1, many)
	}
}

// keys judges the keys that the snapshots are encrypted with.
func (d *doctor) keys() {
	_, some := d.img.Encrypted()
	keys := d.s.Keys(d.at, d.img)
	if some && len(keys) == 0 && d.s.owns(d.at, d.img) {
		d.skip("its keys", "its snapshots do not name them")
	}
	for _, arn := range keys {
		d.key(arn)
	}
}

func (d *doctor) key(arn string) {
	name := d.s.KeyName(d.at, arn)
	need := ami.Key{Where: d.at, ARN: arn}
	k, ok := d.s.Answer(need).(ami.KeyBody)
	isDefault, said := d.s.DefaultKey(d.at, arn)
	switch {
	case isDefault:
		d.say(true, "Default KMS key", "It is encrypted with %s, which AWS manages for this account alone: nobody else can launch or copy it. Copy it with a key of your own, and share that.", name).refused("")
		return
	case !said:
		d.skip("whether "+name+" is the account's default key", d.s.why(need))
	default:
		d.say(false, "Customer managed key", "Who it is shared with must be let use %s as well.", name)
	}
	if !ok {
		if said {
			d.skip("whether "+name+" can be used, and by whom", d.s.why(need))
		}
		return
	}
	if state := k.State.String(); state != "" && state != "Enabled" {
		until := ""
		if k.Deleted.Known() {
			until = " and is deleted on " + k.Deleted.Time().Format("2 Jan 2006")
		}
		d.say(true, "Customer managed key", "Its key %s is %s%s: nobody can launch the image.", name, keyState(state), until)
	}
	d.keyPolicy(name, k)
}

func keyState(state string) string {
	if words := map[string]string{"PendingDeletion": "pending deletion", "Disabled": "disabled", "PendingImport": "without key material", "Unavailable": "unavailable"}[state]; words != "" {
		return words
	}
	return state
}

// keyPolicy names the accounts that the image is shared with and that the
// policy of its key does not name.
func (d *doctor) keyPolicy(name string, k ami.KeyBody) {
	if k.Missing != nil {
		d.skip("whom the policy of "+name+" lets in", k.Missing.Title)
		return
	}
	image, _ := d.s.Answer(ami.Sharing{Where: d.at, ImageID: d.img.ID.Raw()}).(ami.Permissions)
	if k.Others {
		return
	}
	for _, p := range image.List {
		if !p.Account.IsZero() && !slices.Contains(k.Accounts, p.Account) {
			d.shut = append(d.shut, p.Account.String())
			d.say(true, "Customer managed key", "Account %s cannot launch it: the policy of %s does not let it decrypt. A grant could; tami does not read grants.", p.Account, name).For = p.Account.String()
		}
	}
}

// DefaultKey reports whether a key is the one that AWS keeps for EBS in the
// account. Any of three answers tells: who manages the key, where the alias
// alias/aws/ebs leads, and that new volumes use the key, which is told of keys
// of one's own alone.
func (s *State) DefaultKey(at ami.Where, arn string) (yes, known bool) {
	if k, ok := s.Answer(ami.Key{Where: at, ARN: arn}).(ami.KeyBody); ok && !k.ManagedBy.IsZero() {
		return k.ManagedBy.String() == "AWS", true
	}
	if list, ok := s.Answer(ami.Aliases{Where: at}).(ami.AliasList); ok {
		for _, a := range list.List {
			if a.Name.Raw() == ami.EBSAlias {
				return a.KeyID.Raw() == arn[strings.LastIndexByte(arn, '/')+1:], true
			}
		}
	}
	if b, ok := s.Answer(ami.EBSDefaults{Where: at}).(ami.EBSDefaultsBody); ok && b.Key.Raw() == arn {
		return false, true
	}
	return false, false
}

// why says why a question has no answer.
func (s *State) why(n ami.Need) string {
	if p := s.Known(n).Problem; p != nil {
		return p.Title
	}
	return op.NotAnswered
}
