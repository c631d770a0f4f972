package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
)

// Fingerprint gives a short text that is the same as long as the account holds
// the same: what Capture gives, but for what changes by itself, such as the
// progress of a snapshot. Something on its way counts as arrived.
func (a *Account) Fingerprint() string {
	text, err := json.Marshal(a.Capture().arrived())
	if err != nil {
		panic("sim: a seed cannot be written: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Differences says in what two captures differ, a line for each place, where
// Fingerprint would tell them apart; none when they hold the same.
func Differences(before, after Seed) []string {
	d := differences{}
	before, after = before.arrived(), after.arrived()
	for name, r := range before.Regions {
		if reflect.DeepEqual(r, after.Regions[name]) { // most are, and need not become trees
			delete(before.Regions, name)
			delete(after.Regions, name)
		}
	}
	d.compare("", "", before.tree(), after.tree())
	slices.Sort(d)
	return d
}

// arrived gives the seed with all that is on its way at its end, and without the
// times that come with that.
func (s Seed) arrived() Seed {
	regions := maps.Clone(s.Regions)
	s.Regions = regions
	for name, r := range regions {
		r := *r
		r.Images, r.Snapshots = slices.Clone(r.Images), slices.Clone(r.Snapshots)
		for n := range r.Images {
			if i := &r.Images[n]; i.State == "pending" && i.StateReason == nil {
				i.State = "available"
			}
		}
		for n := range r.Snapshots {
			s := &r.Snapshots[n]
			if s.State == "pending" && s.StateMessage == "" {
				s.State = "completed"
			}
			s.Progress, s.CompletionTime = "", ""
		}
		r.Reservations = slices.Clone(r.Reservations)
		for n := range r.Reservations {
			r.Reservations[n].Instances = arrivedInstances(r.Reservations[n].Instances)
		}
		regions[name] = &r
	}
	return s
}

func arrivedInstances(instances []Instance) []Instance {
	instances = slices.Clone(instances)
	ends := map[string]InstanceState{"pending": {16, "running"}, "stopping": {80, "stopped"}, "shutting-down": {48, "terminated"}}
	for n := range instances {
		if i := &instances[n]; i.State != nil {
			if end, moving := ends[i.State.Name]; moving {
				i.State = &end
			}
		}
	}
	return instances
}

// tree gives the seed as JSON has it: maps, lists and plain values.
func (s Seed) tree() any {
	text, err := json.Marshal(s)
	var tree any
	if err == nil {
		err = json.Unmarshal(text, &tree)
	}
	if err != nil {
		panic("sim: a seed does not survive JSON: " + err.Error())
	}
	return tree
}

// differences collects lines.
type differences []string

func (d *differences) compare(path, list string, before, after any) {
	switch {
	case before == nil && after == nil:
	case before == nil:
		*d = append(*d, path+": new")
	case after == nil:
		*d = append(*d, path+": gone")
	default:
		d.compareBoth(path, list, before, after)
	}
}

func (d *differences) compareBoth(path, list string, before, after any) {
	switch was := before.(type) {
	case map[string]any:
		is, _ := after.(map[string]any)
		for _, key := range sortedKeys(union(was, is)) {
			below := key
			if path != "" {
				below = path + "." + key
			}
			d.compare(below, key, was[key], is[key])
		}
	case []any:
		is, _ := after.([]any)
		had, has := byName(list, was), byName(list, is)
		for _, key := range sortedKeys(union(had, has)) {
			d.compare(path+"["+key+"]", "", had[key], has[key])
		}
	default:
		if before != after {
			*d = append(*d, fmt.Sprintf("%s: %v, was %v", path, after, before))
		}
	}
}

func union(a, b map[string]any) map[string]any {
	both := maps.Clone(a)
	maps.Copy(both, b)
	return both
}

// byName gives the elements of a list by what names them, or by their places.
func byName(list string, elements []any) map[string]any {
	all := map[string]any{}
	for n, element := range elements {
		name := strconv.Itoa(n)
		if fields, ok := element.(map[string]any); ok {
			if id, ok := fields[nameIn(list)].(string); ok {
				name = id
			}
		}
		all[name] = element
	}
	return all
}

// nameIn gives the key that names the elements of a list of a seed.
func nameIn(list string) string {
	return map[string]string{
		"Images": "ImageId", "ImagesInRecycleBin": "ImageId", "Instances": "InstanceId", "Reservations": "ReservationId",
		"Snapshots": "SnapshotId", "SnapshotsInRecycleBin": "SnapshotId", "LockedSnapshots": "SnapshotId", "SnapshotTierStatuses": "SnapshotId",
		"Volumes": "VolumeId", "LaunchTemplates": "LaunchTemplateId", "AutoScalingGroups": "AutoScalingGroupName",
		"LaunchConfigurations": "LaunchConfigurationName", "KmsKeys": "KeyId", "RecycleBinRules": "Identifier",
		"Tags": "Key", "BlockDeviceMappings": "DeviceName",
	}[list]
}
