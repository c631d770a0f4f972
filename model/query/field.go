package query

import (
	"tami/model/ami"
)

// fieldKind says what values a field takes.
type fieldKind uint8

const (
	textKind  fieldKind = iota // any text
	listKind                   // one of AWS's words
	flagKind                   // yes or no
	tagKind                    // KEY or KEY=VALUE
	ageKind                    // how long ago: 90d
	dateKind                   // when: 2026-01-31
	sizeKind                   // 20gb
	moneyKind                  // $1.50
)

// field is a property that can be searched for.
type field struct {
	name   string
	kind   fieldKind
	hint   string // what it is, in a few words
	words  []word // of a listKind
	traits bool   // depends on the shared traits of an image alone
	timed  bool   // depends on what time it is
	facts  bool   // depends on Facts
	text   func(*exam, pattern) truth
	flag   func(*exam) truth
	date   func(*ami.Image) ami.Date
}

// word is one of AWS's own words for a property, with others that people use
// for it.
type word struct {
	name string
	also []string
}

// fieldList is every field, in the order in which they are suggested.
func fieldList() []field {
	return []field{
		{name: "name", kind: textKind, hint: "text in the name", text: func(x *exam, p pattern) truth { return truthOf(p.in(x.img.Name.String())) }},
		{name: "state", kind: listKind, hint: "available, pending, failed …", words: stateWords(), traits: true, text: func(x *exam, p pattern) truth { return truthOf(p.is(x.img.State.String())) }},
		{name: "arch", kind: listKind, hint: "processor", words: archWords(), traits: true, text: func(x *exam, p pattern) truth { return truthOf(p.is(x.img.Architecture.String())) }},
		{name: "tag", kind: tagKind, hint: "KEY or KEY=VALUE"},
		{name: "age", kind: ageKind, timed: true, hint: "since it was made: >90d", date: func(i *ami.Image) ami.Date { return i.Created }},
		{name: "launched", kind: ageKind, timed: true, hint: "since it was last launched: >30d, never", date: func(i *ami.Image) ami.Date { return i.LastLaunched }},
		{name: "family", kind: textKind, hint: "versions of one thing", text: func(x *exam, p pattern) truth { return truthOf(p.is(x.c.familyOf(x.row))) }},
		{name: "owner", kind: textKind, hint: "account, alias or me", traits: true, text: ownedBy},
		{name: "region", kind: textKind, hint: "where it is: eu-west-1, eu", traits: true, text: func(x *exam, p pattern) truth { return truthOf(p.begins(x.place.Where.Region)) }},
		{name: "os", kind: textKind, hint: "text in the platform", traits: true, text: onSystem},
		{name: "size", kind: sizeKind, hint: "of its volumes: >100gb"},
		{name: "cost", kind: moneyKind, hint: "of its snapshots a month, at most: >$1"},
		{name: "created", kind: dateKind, hint: "<2026-01-31, 2026-01", date: func(i *ami.Image) ami.Date { return i.Created }},
		{name: "used", kind: flagKind, facts: true, hint: "instances run it", flag: inUse},
		{name: "public", kind: flagKind, hint: "anybody may launch it", traits: true, flag: func(x *exam) truth { return truthOfFlag(x.img.Public) }},
		{name: "shared", kind: flagKind, facts: true, hint: "others may launch it", flag: isShared},
		{name: "enc", kind: flagKind, hint: "volumes encrypted: yes, no, some", flag: encrypted},
		{name: "deprecated", kind: flagKind, timed: true, hint: "past its deprecation date", flag: func(x *exam) truth { return truthOf(x.img.DeprecationTime.Before(x.env.Now)) }},
		{name: "disabled", kind: flagKind, hint: "cannot be launched", traits: true, flag: func(x *exam) truth { return truthOf(x.img.Disabled()) }},
		{name: "protected", kind: flagKind, hint: "cannot be deregistered", traits: true, flag: func(x *exam) truth { return truthOf(x.img.Protected()) }},
		{name: "boot", kind: listKind, hint: "boot mode", words: bootWords(), traits: true, text: func(x *exam, p pattern) truth { return truthOf(p.is(x.img.BootMode.String())) }},
		{name: "virt", kind: listKind, hint: "hvm or paravirtual", words: virtWords(), traits: true, text: func(x *exam, p pattern) truth { return truthOf(p.is(x.img.Virtualization.String())) }},
		{name: "root", kind: listKind, hint: "ebs or instance-store", words: rootWords(), traits: true, text: func(x *exam, p pattern) truth { return truthOf(p.is(x.img.RootDeviceType.String())) }},
		{name: "snap", kind: textKind, hint: "a snapshot behind it", text: onSnapshot},
		{name: "id", kind: textKind, hint: "beginning of the ID", text: func(x *exam, p pattern) truth { return truthOf(p.begins(x.img.ID.String())) }},
	}
}

// The words of EC2's API (types.ImageState and its like, service/ec2
// v1.344.0).
func stateWords() []word {
	return []word{{"available", nil}, {"pending", nil}, {"failed", nil}, {"disabled", nil}, {"error", nil}, {"invalid", nil}, {"transient", nil}, {"deregistered", nil}}
}

func archWords() []word {
	return []word{{"arm64", []string{"aarch64"}}, {"x86_64", []string{"amd64", "x86-64", "x64"}}, {"i386", []string{"x86"}}, {"arm64_mac", nil}, {"x86_64_mac", nil}}
}

func bootWords() []word {
	return []word{{"uefi", nil}, {"uefi-preferred", nil}, {"legacy-bios", []string{"bios"}}}
}

func virtWords() []word { return []word{{"hvm", nil}, {"paravirtual", []string{"pv"}}} }

func rootWords() []word { return []word{{"ebs", nil}, {"instance-store", []string{"s3"}}} }

func findField(name string) (field, bool) {
	for _, f := range fieldList() {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

func ownedBy(x *exam, p pattern) truth {
	switch p.text {
	case "me", "self", "mine":
		if x.place.Account == "" {
			return unknown
		}
		return truthOf(x.img.OwnerID.String() == x.place.Account)
	}
	return truthOf(p.is(x.img.OwnerID.String()) || p.is(x.img.OwnerAlias.String()))
}

func onSystem(x *exam, p pattern) truth {
	return truthOf(p.in(x.img.OS().String()) || p.in(x.img.Platform.String()))
}

func onSnapshot(x *exam, p pattern) truth {
	for n := range x.img.Devices {
		if e := x.img.Devices[n].EBS; e != nil && !e.SnapshotID.IsZero() && p.begins(e.SnapshotID.String()) {
			return yes
		}
	}
	return no
}

func inUse(x *exam) truth {
	if x.env.Facts == nil {
		return unknown
	}
	n, known := x.env.Facts.Users(x.img.ID.String())
	if !known {
		return unknown
	}
	return truthOf(n > 0)
}

func isShared(x *exam) truth {
	if x.env.Facts == nil {
		return unknown
	}
	shared, known := x.env.Facts.Shared(x.img.ID.String())
	if !known {
		return unknown
	}
	return truthOf(shared)
}

func encrypted(x *exam) truth {
	all, _ := x.img.Encrypted()
	return truthOf(all)
}

func partlyEncrypted(x *exam) truth {
	all, some := x.img.Encrypted()
	return truthOf(some && !all)
}

func unencrypted(x *exam) truth {
	_, some := x.img.Encrypted()
	return truthOf(!some)
}
