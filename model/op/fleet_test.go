package op_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// fleet is what is known in a test of plans that take away: images of ours and
// the snapshots behind them, in one place, and everything else that such a plan
// asks, until a test says otherwise.
type fleet struct {
	*world
	images []ami.Image
	disks  []ami.Snapshot
	rules  []ami.BinRule
	better []func(*fleet) // what a test knows better, told last
	hushed ami.Need       // a question that nobody may ask
}

// know learns a whole answer, unless nobody may ask.
func (f *fleet) know(n ami.Need, b ami.Body) {
	if n == f.hushed {
		f.deny(n, "this one")
		return
	}
	f.world.know(n, b)
}

func newFleet(region string) *fleet {
	w := &world{model.New(model.Scope{}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices()), ami.Where{Region: region}}
	w.Now = noon()
	return &fleet{world: w}
}

// add puts an image on snapshots, which are made with their volumes' size when
// they are not there yet: "snap-a 8", "snap-b 50/200" with 50 GiB written of
// 200, "snap-c ?/8" where AWS does not say how much, "" for an empty volume and
// "ephemeral0" for an instance store.
func (f *fleet) add(id, name string, disks ...string) *fleet {
	img := ami.Image{
		ID: text.Clean(id), Name: text.Clean(name), Created: ami.ParseDate("2026-08-01T08:00:00Z"), LastLaunched: ami.ParseDate("2026-08-18T08:00:00Z"),
		Traits: &ami.Traits{
			OwnerID: text.Clean(us), State: text.Clean("available"), RootDevice: text.Clean("/dev/xvda"), RootDeviceType: text.Clean("ebs"),
			Architecture: text.Clean("arm64"), Virtualization: text.Clean("hvm"), ENA: ami.Yes, UsageOperation: text.Clean("RunInstances"),
		}, Extra: &ami.Extra{},
	}
	for i, d := range disks {
		device := ami.Device{Name: text.Clean("/dev/xvd" + string(rune('a'+i)))}
		switch snap, size, _ := strings.Cut(d, " "); {
		case strings.HasPrefix(d, "ephemeral"):
			device.Virtual = text.Clean(d)
		default:
			full := f.disk(snap, size)
			device.EBS = &ami.EBS{SnapshotID: text.Clean(snap), VolumeSize: full, VolumeType: text.Clean("gp3"), DeleteOnTermination: ami.Yes}
		}
		img.Devices = append(img.Devices, device)
	}
	f.images = append(f.images, img)
	return f
}

func (f *fleet) disk(id, size string) (volume int32) {
	if id == "" {
		return 100
	}
	for _, s := range f.disks {
		if s.ID.Raw() == id {
			return s.VolumeSize
		}
	}
	s := ami.Snapshot{
		ID: text.Clean(id), OwnerID: text.Clean(us), State: text.Clean("completed"), Tier: text.Clean("standard"),
		VolumeID: text.Clean("vol-of-" + id), Started: ami.ParseDate("2026-08-01T08:00:00Z"),
	}
	data, of, two := strings.Cut(size, "/")
	if !two {
		of = data
	}
	if _, err := fmt.Sscan(of, &s.VolumeSize); err != nil {
		panic("the size of " + id + ": " + err.Error())
	}
	var gib float64
	if _, err := fmt.Sscan(data, &gib); err == nil {
		bytes := int64(gib * (1 << 30))
		s.FullSize = &bytes
	}
	f.disks = append(f.disks, s)
	return s.VolumeSize
}

func (f *fleet) image(id string, change func(*ami.Image)) *fleet {
	for i := range f.images {
		if f.images[i].ID.Raw() == id {
			change(&f.images[i])
		}
	}
	return f
}

func (f *fleet) snap(id string, change func(*ami.Snapshot)) *fleet {
	for i := range f.disks {
		if f.disks[i].ID.Raw() == id {
			change(&f.disks[i])
		}
	}
	return f
}

func (f *fleet) tag(id, key, value string) *fleet {
	return f.image(id, func(i *ami.Image) { i.Tags = append(i.Tags, ami.Tag{Key: text.Clean(key), Value: text.Clean(value)}) })
}

// rule adds a rule of the bin for images, snapshots or both, for tags of the
// form key=value; those after a "!" are excluded.
func (f *fleet) rule(of string, days int32, tags ...string) *fleet {
	for _, resource := range strings.Fields(strings.NewReplacer("images", ami.BinOfImages, "snapshots", ami.BinOfSnapshots).Replace(of)) {
		r := ami.BinRule{ID: text.Clean(fmt.Sprintf("rule-%d", len(f.rules)+1)), Resource: resource, Days: days, Status: text.Clean("available")}
		for _, t := range tags {
			key, value, _ := strings.Cut(strings.TrimPrefix(t, "!"), "=")
			tag := ami.Tag{Key: text.Clean(key), Value: text.Clean(value)}
			if strings.HasPrefix(t, "!") {
				r.Except = append(r.Except, tag)
			} else {
				r.Tags = append(r.Tags, tag)
			}
		}
		f.rules = append(f.rules, r)
	}
	return f
}

// but tells something after everything else is known.
func (f *fleet) but(what func(*fleet)) *fleet {
	f.better = append(f.better, what)
	return f
}

func (f *fleet) lock(id, until string) *fleet {
	return f.but(func(f *fleet) {
		f.know(ami.SnapshotLock{Where: f.at, ID: id}, ami.LockBody{State: text.Clean("governance"), Expires: ami.ParseDate(until)})
	})
}

// tell lets the state know all of it.
func (f *fleet) tell() *fleet {
	f.know(ami.Caller{}, ami.Identity{Account: text.Clean(us)})
	for _, img := range f.images {
		f.know(ami.OneImage{Where: f.at, ID: img.ID.Raw()}, ami.ImagePage{Images: []ami.Image{img}})
		f.know(ami.References{Where: f.at, ImageID: img.ID.Raw()}, ami.ReferenceList{})
		f.know(ami.Sharing{Where: f.at, ImageID: img.ID.Raw()}, ami.Permissions{})
	}
	f.know(ami.Images{Where: f.at, From: ami.Source{Kind: ami.Mine}}, ami.ImagePage{Images: f.ours()})
	for _, s := range f.disks {
		id := s.ID.Raw()
		f.know(ami.OneSnapshot{Where: f.at, ID: id}, ami.SnapshotBody{Snapshot: s})
		f.know(ami.SnapshotLock{Where: f.at, ID: id}, ami.Absent{})
		f.know(ami.FastRestore{Where: f.at, ID: id}, ami.Absent{})
		f.know(ami.SnapshotSharing{Where: f.at, ID: id}, ami.Permissions{})
	}
	f.know(ami.BinRules{Where: f.at}, ami.BinRuleList{List: f.rules})
	f.know(ami.BinnedImages{Where: f.at}, ami.BinnedImageList{})
	f.know(ami.BinnedSnapshots{Where: f.at}, ami.BinnedSnapshotList{})
	f.know(ami.Instances{Where: f.at}, ami.InstancePage{})
	f.know(ami.Groups{Where: f.at}, ami.GroupList{})
	f.know(ami.LaunchConfigurations{Where: f.at}, ami.LaunchConfigurationList{})
	for _, what := range f.better {
		what(f)
	}
	return f
}

func (f *fleet) ours() (list []ami.Image) {
	for _, img := range f.images {
		if img.OwnerID.Raw() == us {
			list = append(list, img)
		}
	}
	return list
}

// lineage says that the snapshots are all there are, and how they descend.
func (f *fleet) lineage(origins map[string]string) *fleet {
	return f.but(func(f *fleet) {
		f.know(ami.OwnSnapshots{Where: f.at}, ami.SnapshotList{List: f.disks, Origins: origins})
	})
}

const deleting = "delete-snapshots=true"

// fates are the fates of a plan, by snapshot.
func fates(p op.Plan) map[string]op.Fate {
	m := map[string]op.Fate{}
	for _, f := range p.Snapshots {
		m[f.SnapshotID] = f
	}
	return m
}

// archived puts a snapshot into the archive so many days ago.
func (f *fleet) archived(id string, days int) *fleet {
	f.snap(id, func(s *ami.Snapshot) { s.Tier = text.Clean("archive") })
	return f.but(func(f *fleet) {
		f.know(ami.TierStatus{Where: f.at, ID: id}, ami.TierBody{Tier: text.Clean("archive"), Archived: ami.DateOf(noon().Add(-time.Duration(days) * 24 * time.Hour))})
	})
}

// fast keeps a snapshot ready in so many zones.
func (f *fleet) fast(id string, zones int) *fleet {
	return f.but(func(f *fleet) {
		b := ami.FastRestoreBody{}
		for i := range zones {
			b.Zones = append(b.Zones, ami.FastRestoreZone{Zone: text.Clean("us-east-1" + string(rune('a'+i))), State: text.Clean("enabled")})
		}
		f.know(ami.FastRestore{Where: f.at, ID: id}, b)
	})
}

// deregister makes a plan, asking first all that the action needs.
func (f *fleet) deregister(t *testing.T, ids string, values ...string) op.Plan {
	t.Helper()
	return f.tell().plan(t, "deregister", ids, values...)
}
