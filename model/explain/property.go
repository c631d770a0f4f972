// Package explain says what every property of an image, of its devices and of
// its snapshots means: in general, with the value that it has, why it matters,
// how it is changed, and which AWS CLI command shows it. It has a glossary and
// short lessons for the demo account too. All of it is text that works offline.
// It imports the standard library only.
package explain

import (
	"slices"
	"strings"
)

// Property is one field of one of AWS's types (service/ec2 v1.344.0 of the
// SDK), explained. Each text has a few sentences and at most 400 characters.
type Property struct {
	Type   string  // AWS's name of the type: Image
	Field  string  // AWS's name of the field: BootMode
	Label  string  // the same in plain words: Boot mode
	Means  string  // what it is, whatever its value; the first sentence says it in a line
	Why    string  // what hangs on it
	Change string  // the command that changes it, or why none does
	Fixed  bool    // it stays as it was when the image or the snapshot was made
	Values []Value // what single values mean
	Any    string  // what a value means that is not among Values; "" where those are all there are

	read func(value string) string // what more can be told of a value that is not among Values; "" is nothing
}

// Value is one value of a property and its meaning. The empty value stands for
// a property that is not set; of a yes or no, the values are yes and no.
type Value struct{ Value, Means string }

// What is said where an entry has nothing of its own to say.
const (
	notGiven = "AWS gives no value here, though this property is usually set: the answer may have come from a server that is not AWS's."
	unheard  = "This value is newer than this version of tami, which does not know it. AWS's documentation of the property has it."
)

// Properties are all properties there are, type by type, in the order in which
// they are best read.
func Properties() []Property {
	var all []Property
	for _, list := range [][]Property{
		of("Image", imageNames(), imageOrigin(), imageLife(), imageMachine(), imageRoot(), imageBoot(), imageAccess(), imageBilling()),
		of("BlockDeviceMapping", device()),
		of("EbsBlockDevice", ebsContent(), ebsSpeed(), ebsPlace()),
		of("Snapshot", snapshotNames(), snapshotSize(), snapshotState(), snapshotOrigin(), snapshotSecurity()),
		of("LaunchPermission", launchPermission()),
		of("StateReason", stateReason()),
		of("ProductCode", productCode()),
		of("ImageWatermark", watermark()),
		of("InstanceTypeSpecification", instanceTypes()),
		of("InstanceTypeItem", instanceTypeItem()),
		of("ScanResults", scanResults()),
		of("Tag", tag()),
	} {
		all = append(all, list...)
	}
	return all
}

func of(kind string, lists ...[]Property) []Property {
	all := slices.Concat(lists...)
	for i := range all {
		all[i].Type = kind
	}
	return all
}

// Name is the property's full name: Image.BootMode.
func (p Property) Name() string { return p.Type + "." + p.Field }

// Line is the meaning in one line: the first sentence of Means.
func (p Property) Line() string { return firstSentence(p.Means) }

func firstSentence(text string) string {
	first, _, more := strings.Cut(text, ". ")
	if more {
		first += "."
	}
	return first
}

// Of is the meaning of a value of this property, as AWS writes it or as tami
// shows it (yes, no; for a property with parts, the parts with blanks between
// them). The empty value is a property that is not set. Case does not count.
// The value may be anybody's text: no part of it but digits, and dates that
// were understood, comes back in the answer, so that it is safe to show. It is
// never empty.
func (p Property) Of(value string) string {
	value = strings.TrimSpace(value)
	switch {
	case strings.EqualFold(value, "true"):
		value = "yes"
	case strings.EqualFold(value, "false"):
		value = "no"
	}
	for _, v := range p.Values {
		if strings.EqualFold(v.Value, value) {
			return v.Means
		}
	}
	if value == "" {
		return notGiven
	}
	if p.read != nil {
		if said := p.read(value); said != "" {
			return said
		}
	}
	if p.Any != "" {
		return p.Any
	}
	return unheard
}
