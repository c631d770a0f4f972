package sim

import (
	"strconv"
	"strings"
	"time"
)

// demoRegion is one region of the demo account while it is being filled.
type demoRegion struct {
	name  string
	now   time.Time
	seed  *RegionSeed
	zones []string
	// built finds an image by its family and its age in days.
	built map[demoVersion]int
	// templates finds a launch template's ID by its name.
	templates map[string]string
	// nextAddress counts the private addresses given out.
	nextAddress int
}

// demoVersion names one version of a family: the one built so many days ago.
type demoVersion struct {
	family string
	age    int
}

func newDemoRegion(name string, now time.Time) *demoRegion {
	d := &demoRegion{
		name: name, now: now,
		seed: &RegionSeed{
			LaunchPermissions:           map[string][]LaunchPermission{},
			CreateVolumePermissions:     map[string][]CreateVolumePermission{},
			SnapshotBlocks:              map[string][]BlockRun{},
			ImageBlockPublicAccessState: "block-new-sharing",
		},
		built:       map[demoVersion]int{},
		templates:   map[string]string{},
		nextAddress: 10,
	}
	letters := []string{"a", "b", "c"}
	if name == demoBrazil {
		letters = []string{"a", "c"}
	}
	for _, l := range letters {
		d.zones = append(d.zones, name+l)
	}
	return d
}

// id gives a resource ID that is this region's own and the same every time.
func (d *demoRegion) id(kind string, words ...string) string {
	return demoID(kind, append([]string{d.name}, words...)...)
}

// image gives a version of a family, which must have been built or copied here.
// The pointer holds until the next image is added.
func (d *demoRegion) image(family string, age int) *Image {
	i, ok := d.built[demoVersion{family, age}]
	if !ok {
		panic("the demo account has no " + family + " of " + strconv.Itoa(age) + " days ago in " + d.name)
	}
	return &d.seed.Images[i]
}

// has tells whether a version of a family is in this region.
func (d *demoRegion) has(family string, age int) bool {
	_, ok := d.built[demoVersion{family, age}]
	return ok
}

// addImage adds an image under its family and age, for image to find.
func (d *demoRegion) addImage(family string, age int, i Image) {
	d.built[demoVersion{family, age}] = len(d.seed.Images)
	d.seed.Images = append(d.seed.Images, i)
}

// snapshot gives one of the region's snapshots, which must exist. The pointer
// holds until the next snapshot is added.
func (d *demoRegion) snapshot(id string) *Snapshot {
	for i := range d.seed.Snapshots {
		if d.seed.Snapshots[i].SnapshotId == id {
			return &d.seed.Snapshots[i]
		}
	}
	panic("the demo account has no snapshot " + id + " in " + d.name)
}

// ago is a moment so many days and minutes before now, and some seconds, as AWS
// writes it.
func (d *demoRegion) ago(days, minutes int) string {
	seconds := minutes*60 + (days*37+minutes*13)%50
	return demoTime(d.now.AddDate(0, 0, -days).Add(-time.Duration(seconds) * time.Second))
}

// arn names one of the account's resources in this region.
func (d *demoRegion) arn(service, resource string) string {
	return "arn:aws:" + service + ":" + d.name + ":" + demoAccount + ":" + resource
}

// demoTime writes a moment the way describe-images does.
func demoTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// demoExpand fills the fields of a pattern, such as {name}, with what value says.
func demoExpand(pattern string, value func(field string) string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		field, after, _ := strings.Cut(rest, "}")
		b.WriteString(value(field))
		pattern = after
	}
}

// demoDay writes a day in one of the ways image names do: {day} 20261118, {date}
// 2026.11.18, {iso} 2026-11-18. It panics on any other field: patterns are ours.
func demoDay(day time.Time, field string) string {
	switch field {
	case "day":
		return day.Format("20060102")
	case "date":
		return day.Format("2006.01.02")
	case "iso":
		return day.Format("2006-01-02")
	}
	panic("a name pattern has no field {" + field + "}")
}

// demoTags makes tags of keys and values in turn; a pair without a value is left out.
func demoTags(pairs ...string) []Tag {
	tags := make([]Tag, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			tags = append(tags, Tag{Key: pairs[i], Value: pairs[i+1]})
		}
	}
	return tags
}

// demoHash mixes words into 64 bits that look random and never change.
func demoHash(words ...string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ '/') * 1099511628211
	}
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// demoHex writes the low digits of a number in hexadecimal.
func demoHex(n uint64, digits int) string {
	const hex = "0123456789abcdef"
	b := make([]byte, digits)
	for i := digits - 1; i >= 0; i-- {
		b[i] = hex[n&15]
		n >>= 4
	}
	return string(b)
}

// demoID is an ID as EC2 makes them, such as ami-0 and 16 more hexadecimal digits.
func demoID(kind string, words ...string) string {
	return kind + "-0" + demoHex(demoHash(append([]string{kind}, words...)...), 16)
}

// demoUUID is an ID in the form of a UUID.
func demoUUID(words ...string) string {
	a, b := demoHash(words...), demoHash(append(words, "tail")...)
	return demoHex(a>>32, 8) + "-" + demoHex(a>>16, 4) + "-4" + demoHex(a, 3) + "-a" + demoHex(b>>48, 3) + "-" + demoHex(b, 12)
}
