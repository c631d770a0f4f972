package screen

import (
	"fmt"
	"slices"
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/ui/kit"
)

// sharing says who may use an image and its snapshots, what would stop or
// endanger sharing it, and what to look for before it leaves the account.
type sharing struct {
	factList
	want []ami.Need
}

func (t *sharing) name() string { return "Sharing" }

func (t *sharing) needs(row) []ami.Need { return t.want }

func (t *sharing) layers() []string { return []string{keymap.ExplainLayer} }

func plain(e Env) kit.Painter   { return e.Styles.Text }
func muted(e Env) kit.Painter   { return e.Styles.Muted }
func trouble(e Env) kit.Painter { return e.Styles.Trouble }
func warning(e Env) kit.Painter { return e.Styles.Warning }

func (t *sharing) settle(e Env, r row, room Rect) {
	t.want = e.State.ShareNeeds(r.at, r.img)
	facts := []fact{{title: "Who may launch it"}}
	facts = append(facts, launchers(e, r)...)
	if snapshots := snapshotUsers(e, r); len(snapshots) > 0 {
		facts = append(facts, fact{title: "Who may copy its snapshots"})
		facts = append(facts, snapshots...)
	}
	facts = append(facts, fact{title: "What would stop or endanger sharing it"})
	facts = append(facts, findings(e, r)...)
	facts = append(facts, fact{title: "Before it leaves the account, look on its disks for"})
	for _, c := range op.Checklist() {
		facts = append(facts, fact{label: c.Look, value: c.Where, topic: "Private, shared, public", paint: muted})
	}
	t.factList.settle(facts, room)
}

func (t *sharing) do(e Env, r row, id op.ID) ([]Effect, bool) {
	return t.factList.do(e, r.at.Region, id)
}

func (t *sharing) draw(e Env, r row, room Rect) Picture {
	return Picture{Lines: t.factList.draw(e, r.at.Region, room)}
}

// launchers are those whom the image is shared with.
func launchers(e Env, r row) []fact {
	id := r.img.ID.String()
	var facts []fact
	if r.img.Public == ami.Yes {
		facts = append(facts, fact{label: "everybody", value: "it is public", paint: warning, topic: "Image.Public", raw: "yes", id: id})
	}
	need := ami.Sharing{Where: r.at, ImageID: r.img.ID.Raw()}
	k := e.State.Known(need)
	list, ok := e.State.Answer(need).(ami.Permissions)
	switch owner, known := e.State.Account(r.at.Profile); {
	case known && owner.Account != r.img.OwnerID:
		return append(facts, fact{value: "only its owner may see whom it is shared with", paint: muted, topic: "Private, shared, public"})
	case k.Problem != nil:
		return append(facts, fact{value: "not checked: " + k.Problem.Title, paint: muted, topic: "Private, shared, public"})
	case !ok:
		return append(facts, fact{value: e.Styles.Glyphs.Loading + " asking for its launch permissions", paint: muted, topic: "Private, shared, public"})
	}
	for _, p := range list.List {
		one := fact{id: id}
		switch {
		case !p.Account.IsZero():
			one.label, one.value, one.topic = "account", p.Account.String(), "LaunchPermission.UserId"
		case !p.Organization.IsZero():
			one.label, one.value, one.topic = "organization", p.Organization.String(), "LaunchPermission.OrganizationArn"
		case !p.Unit.IsZero():
			one.label, one.value, one.topic = "organizational unit", p.Unit.String(), "LaunchPermission.OrganizationalUnitArn"
		case r.img.Public != ami.Yes:
			one.label, one.value, one.topic = "group", p.Group.String(), "LaunchPermission.Group"
		default:
			continue
		}
		one.raw = one.value
		facts = append(facts, one)
	}
	if len(facts) == 0 {
		facts = append(facts, fact{label: "only its owner", value: "account " + r.img.OwnerID.String(), topic: "Image.OwnerId", raw: r.img.OwnerID.Raw(), id: id})
	}
	return facts
}

// snapshotUsers are those whom each snapshot is shared with. Snapshots that are
// shared alike stand on one line.
func snapshotUsers(e Env, r row) []fact {
	var facts []fact
	var snapshots [][]string // of each fact
	for _, id := range r.img.SnapshotIDs() {
		one, ok := snapshotUser(e, r, id)
		if !ok {
			continue
		}
		i := slices.IndexFunc(facts, func(f fact) bool { return f.value == one.value })
		if i < 0 {
			facts, snapshots = append(facts, one), append(snapshots, []string{id})
			continue
		}
		snapshots[i] = append(snapshots[i], id)
		facts[i].label = fmt.Sprintf("%s +%d", snapshots[i][0], len(snapshots[i])-1)
	}
	return facts
}

func snapshotUser(e Env, r row, id string) (fact, bool) {
	one := fact{label: id, topic: "Launch permission and snapshot permission", paint: plain,
		see: "aws ec2 describe-snapshot-attribute --attribute createVolumePermission --region " + r.at.Region + " --snapshot-id " + id}
	need := ami.SnapshotSharing{Where: r.at, ID: id}
	k := e.State.Known(need)
	snap, read := e.State.Snapshot(r.at, id)
	list, ok := e.State.Answer(need).(ami.Permissions)
	switch {
	case snap == nil && read, snap != nil && snap.OwnerID != r.img.OwnerID:
		return fact{}, false // the doctor says that it is gone, or whose it is
	case k.Problem != nil:
		one.value, one.paint = "not checked: "+k.Problem.Title, muted
	case !ok && snap == nil && e.State.Known(ami.OneSnapshot{Where: r.at, ID: id}).Problem != nil:
		one.value, one.paint = "not checked: the snapshot could not be read", muted
	case !ok && snap != nil && !slices.Contains(e.State.ShareNeeds(r.at, r.img), ami.Need(need)):
		one.value, one.paint = "only their owner may see", muted
	case !ok:
		one.value, one.paint = e.Styles.Glyphs.Loading, muted
	case len(list.List) == 0:
		one.value = "only their owner"
	default:
		one.value = permitted(list)
	}
	return one, true
}

// permitted are the accounts of a list in words.
func permitted(list ami.Permissions) string {
	var words []string
	for _, p := range list.List {
		if p.Group.IsZero() {
			words = append(words, p.Account.String())
		} else {
			words = append(words, "everybody")
		}
	}
	return strings.Join(words, ", ")
}

// findings are the doctor's words, what was not checked after them.
func findings(e Env, r row) []fact {
	g := e.Styles.Glyphs
	found, not := e.State.ShareDoctor(r.at, r.img)
	var facts []fact
	for _, f := range found {
		one := fact{sign: g.Warning, value: f.Text, paint: warning, topic: f.Topic}
		if f.Stop {
			one.sign, one.paint = g.Cross, trouble
		}
		facts = append(facts, one)
	}
	if len(found) == 0 && len(not) == 0 {
		facts = append(facts, fact{value: "Nothing was found.", paint: muted, topic: "Private, shared, public"})
	}
	for _, n := range not {
		facts = append(facts, fact{sign: "?", value: "not checked: " + n.What + " (" + n.Why + ")", paint: muted, topic: notCheckedTopic(n)})
	}
	return facts
}

func notCheckedTopic(n model.NotChecked) string {
	switch {
	case strings.HasPrefix(n.What, "Allowed"):
		return "Allowed AMIs"
	case strings.Contains(n.What, "block public"):
		return "Block public access"
	case strings.Contains(n.What, "key"), strings.Contains(n.What, "policy"):
		return "Customer managed key"
	}
	return "Launch permission and snapshot permission"
}
