package op

import (
	"fmt"
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/fit"
	"tami/model/text"
)

// present says what runs now, and what it goes to.
func (b *rollback) present() {
	now := Line{Text: "not known", More: b.launched()}
	if b.now != "" {
		target := b.image(b.now)
		now.Text, now.Image = b.name(b.now), &target
	}
	b.Sections = append(b.Sections, Section{Head: "NOW", Lines: []Line{now}})
	if b.to == "" {
		return
	}
	target := b.image(b.to)
	to := []Line{{Text: b.name(b.to), More: b.reason(), Image: &target}}
	if n := len(b.past); n > 1 && !b.returns {
		to = append(to, Line{Text: "others: " + ami.Count(n-1, "image ran here or could have", "images ran here or could have")})
	}
	b.Sections = append(b.Sections, Section{Head: "TO", Lines: to})
}

// reason is why it goes to that image.
func (b *rollback) reason() string {
	if b.why != "" {
		return b.why
	}
	if n := slices.IndexFunc(b.past, func(p Past) bool { return p.ImageID == b.to }); n >= 0 {
		return b.past[n].Words(b.Request.Now)
	}
	return "nothing says that it ran here"
}

// launched is how the thing launches what it launches now.
func (b *rollback) launched() string {
	switch b.kind {
	case OnTemplates:
		return "default version " + number(b.use.Number) + " of " + b.template()
	case OnInstances:
		return b.instance.State.String() + " " + b.instance.Type.String()
	case OnParameters:
		return "the value of " + clean(b.id)
	}
	words := b.use.String()
	if !b.group.Configuration.IsZero() {
		words = "launch configuration " + b.group.Configuration.String()
	} else if b.parameter != "" {
		words += ", from the parameter " + clean(b.parameter)
	} else if !b.use.Moves() {
		words += ", pinned"
	}
	return words + fmt.Sprintf(", %d of %d in service", b.group.InService, b.group.Desired)
}

// note puts a check on the sheet; a warning counts, and a stop stops.
func (b *rollback) note(sign Sign, format string, args ...any) {
	line := Line{Sign: sign, Text: fmt.Sprintf(format, args...)}
	if slices.Contains(b.sign, line) {
		return
	}
	b.sign = append(b.sign, line)
	switch sign {
	case Doubt:
		b.say(Warn, "%s.", capital(line.Text))
	case Hindered:
		b.say(Stop, "%s.", capital(line.Text))
	}
}

// capital begins a sentence; what begins with a name stays as the name is.
func capital(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if s == "" || strings.ContainsAny(first, "-/.0123456789") {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// check looks at the image to go to before anything goes to it.
func (b *rollback) check() {
	switch {
	case b.to == b.now && b.now != "" && !b.returns:
		b.note(Hindered, "it launches %s already", b.name(b.to))
	case b.img == nil:
		_, known := b.facts.Image(b.at, b.to)
		if known {
			b.note(Hindered, "%s is not in %s, or not visible to this account; copy or share it first", clean(b.to), b.at.Region)
		} else {
			b.note(Hindered, "%s could not be read: %s", clean(b.to), b.lacks(ami.OneImage{Where: b.at, ID: b.to}, NotAnswered))
		}
	default:
		b.checkImage()
		b.checkDisks()
		b.checkTypes()
		b.checkDifferences()
	}
	b.checkGroup()
	b.checkPushers()
	b.Sections = append(b.Sections, Section{Head: "CHECKS", Lines: b.sign})
}

func (b *rollback) launch() fit.Launch {
	return fit.Launch{Image: b.img, Allowed: allowedState(b.facts, b.at)}
}

func (b *rollback) checkImage() {
	refused := false
	for _, v := range fit.Image(b.launch()) {
		if v.Refuse {
			refused = true
			b.note(Hindered, "%s: %s", b.name(b.to), v.Why)
		}
	}
	if !refused {
		b.note(Passed, "%s in %s", b.img.State.String(), b.at.Region)
	}
	if why := b.facts.Why(ami.AllowedImages{Where: b.at}); why != "" {
		b.unchecked(NotChecked{"whether the account allows the image", why})
	}
	if b.img.DeprecationTime.Before(b.Request.Now) {
		b.note(Doubt, "the image is deprecated since %s; that stops no launch", moment(b.img.DeprecationTime.Time(), b.Request.Now))
	}
}

// checkDisks looks at the snapshots of an image of ours, and their keys.
func (b *rollback) checkDisks() {
	if notOurs(b.facts, b.image(b.to)) != "" {
		b.unchecked(NotChecked{"the snapshots and keys of " + b.name(b.to), "they are its owner's"})
		return
	}
	fine := true
	for _, id := range b.img.SnapshotIDs() {
		snap, known := b.facts.Snapshot(b.at, id)
		switch {
		case !known:
			fine = false
			b.unchecked(NotChecked{"snapshot " + clean(id), b.lacks(ami.OneSnapshot{Where: b.at, ID: id}, NotAnswered)})
		case snap == nil:
			fine = false
			b.note(Hindered, "its snapshot %s is gone", clean(id))
		case snap.Tier.String() == "archive":
			fine = false
			b.note(Hindered, "its snapshot %s is archived; restore it first, which takes up to 72 hours", clean(id))
		case !snap.KeyID.IsZero():
			fine = b.checkKey(snap) && fine
		}
	}
	if fine {
		b.note(Passed, "its snapshots are there")
	}
}

func (b *rollback) checkKey(snap *ami.Snapshot) bool {
	need := ami.Key{Where: b.at, ARN: snap.KeyID.Raw()}
	name := b.facts.KeyName(b.at, snap.KeyID.Raw())
	key, ok := answered[ami.KeyBody](b.facts, need)
	switch {
	case !ok:
		b.unchecked(NotChecked{"the key " + name, b.lacks(need, "it is not to be seen")})
		return true
	case key.State.String() != "Enabled" && !key.State.IsZero():
		b.note(Hindered, "the key %s is %s: instances would end as they start", name, key.State)
		return false
	}
	b.note(Passed, "key %s usable", name)
	return true
}

// types are the instance types that will be launched from the image.
func (b *rollback) types() []text.Safe {
	var list []text.Safe
	add := func(t text.Safe) {
		if !t.IsZero() && !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	if b.group != nil {
		list = b.group.Types()
		configurations, _ := answered[ami.LaunchConfigurationList](b.facts, ami.LaunchConfigurations{Where: b.at})
		for _, c := range configurations.List {
			if c.Name == b.group.Configuration {
				add(c.Type)
			}
		}
	}
	if v := b.source(); v != nil && (b.group == nil || len(b.group.Overrides) == 0) {
		add(v.Type)
	}
	if b.instance != nil {
		add(b.instance.Type)
	}
	return list
}

// typesNeed asks for the instance types that will be launched, where those of the
// region are not known already.
func (b *rollback) typesNeed() ami.OfferedTypes {
	all := ami.OfferedTypes{Where: b.at}
	if _, ok := answered[ami.InstanceTypeList](b.facts, all); ok {
		return all
	}
	var names []string
	for _, t := range b.types() {
		names = append(names, t.Raw())
	}
	slices.Sort(names)
	all.Names = strings.Join(names, " ")
	return all
}

func (b *rollback) checkTypes() {
	types := b.types()
	if len(types) == 0 {
		return
	}
	need := b.typesNeed()
	offered, ok := answered[ami.InstanceTypeList](b.facts, need)
	if !ok {
		b.unchecked(NotChecked{"whether the image boots on " + ami.Count(len(types), "the instance type", "the instance types"), b.lacks(need, NotAnswered)})
		return
	}
	fits, doubts := 0, []string{}
	for _, name := range types {
		n := slices.IndexFunc(offered.List, func(t ami.InstanceType) bool { return t.Name == name })
		if n < 0 {
			b.unchecked(NotChecked{"whether the image boots on " + name.String(), "the region does not list that type"})
			continue
		}
		if why := fit.Refusal(b.launch(), &offered.List[n]); why != "" {
			b.note(Hindered, "%s", why)
			continue
		}
		fits++
		for _, v := range fit.Type(b.launch(), &offered.List[n]) {
			if !slices.Contains(doubts, v.Why) {
				doubts = append(doubts, v.Why)
			}
		}
	}
	if len(types) > 0 {
		sign := Passed
		if fits < len(types) {
			sign = Unchecked
		}
		b.note(sign, "%d of %s", fits, ami.Count(len(types), "type fits", "types fit"))
	}
	for _, d := range doubts {
		b.note(Doubt, "%s", d)
	}
	if b.group != nil && slices.ContainsFunc(b.group.Overrides, func(o ami.Override) bool { return o.Requirements }) {
		b.unchecked(NotChecked{"types that are chosen by instance requirements", "the group names no types for them"})
	}
}

// checkDifferences says what changes with the image besides its content.
func (b *rollback) checkDifferences() {
	now, _ := b.facts.Image(b.at, b.now)
	if now == nil {
		return
	}
	if now.IMDS.Raw() == "v2.0" && b.img.IMDS.Raw() != "v2.0" {
		b.note(Doubt, "IMDSv2 is not required by the image to go to")
	}
	if now.IMDS.Raw() != "v2.0" && b.img.IMDS.Raw() == "v2.0" {
		b.note(Doubt, "the image to go to requires IMDSv2; what asks for metadata without a token fails")
	}
	if now.BootMode != b.img.BootMode {
		b.note(Doubt, "the boot mode changes from %s to %s", or(now.BootMode.String(), "the type's own"), or(b.img.BootMode.String(), "the type's own"))
	}
	if now.TPM != b.img.TPM {
		b.note(Doubt, "NitroTPM changes from %s to %s", or(now.TPM.String(), "none"), or(b.img.TPM.String(), "none"))
	}
	b.checkVersions()
}

// checkVersions says what the versions of the template differ in besides the
// image.
func (b *rollback) checkVersions() {
	source, had := b.source(), b.versionWith(b.to)
	if source == nil || had == nil {
		return
	}
	var differs []string
	if source.UserData != had.UserData {
		differs = append(differs, "the user data")
	}
	if source.Rest != had.Rest {
		differs = append(differs, "other settings")
	}
	if len(differs) == 0 {
		return
	}
	what := strings.Join(differs, " and ")
	if b.way == wayNew {
		b.note(Doubt, "version %d, which had this image, differs in %s; a new version keeps what version %d has, a refresh to version %d takes that one", had.Number, what, source.Number, had.Number)
		return
	}
	b.note(Doubt, "version %d differs from version %d in %s too", had.Number, source.Number, what)
}

// checkGroup says what in the group may hold up a refresh, or escape it.
func (b *rollback) checkGroup() {
	if b.group == nil {
		return
	}
	for _, p := range b.group.Suspended {
		switch p.String() {
		case "Launch", "Terminate", "ReplaceUnhealthy", "HealthCheck":
			b.note(Doubt, "the process %s of the group is suspended; a refresh waits for it or cannot judge", p)
		}
	}
	held := 0
	for _, m := range b.group.Members {
		if m.Protected || m.Lifecycle.String() == "Standby" {
			held++
		}
	}
	if held > 0 {
		b.note(Doubt, "%s protected from scale-in or in standby; a refresh waits an hour for them and then fails", ami.Count(held, "instance is", "instances are"))
	}
	if b.group.Warm != nil && b.group.Warm.Size > 0 {
		b.note(Doubt, "the warm pool holds %s of the image now; a refresh replaces them last", ami.Count(int(b.group.Warm.Size), "instance", "instances"))
	}
	b.checkDeleted()
	if b.group.Desired == 1 && b.way != wayDefault {
		b.note(Doubt, "the group has one instance; while it is replaced, none may serve")
	}
}
