package cache

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tami/model/ami"
)

// plain is an image as gob can write it: texts and numbers, nothing shared.
type plain struct {
	ID, Name, Description, Location, Created, Deprecated, Launched            string
	OwnerID, State, Architecture, RootDevice, RootDeviceType, PlatformDetails string
	Public, ENA                                                               uint8
	Tags                                                                      []pair
	Devices                                                                   []volume
}

type pair struct{ Key, Value string }

type volume struct {
	Name, Snapshot, Type string
	Size                 int32
	Encrypted, Goes      uint8
}

func plainOf(i *ami.Image) plain {
	p := plain{
		ID: i.ID.Raw(), Name: i.Name.Raw(), Description: i.Description.Raw(), Location: i.Location.Raw(), Created: i.Created.Text().Raw(), Launched: i.LastLaunched.Text().Raw(),
		OwnerID: i.OwnerID.Raw(), State: i.State.Raw(), Architecture: i.Architecture.Raw(), RootDevice: i.RootDevice.Raw(), RootDeviceType: i.RootDeviceType.Raw(),
		PlatformDetails: i.PlatformDetails.Raw(), Public: uint8(i.Public), ENA: uint8(i.ENA),
	}
	for _, t := range i.Tags {
		p.Tags = append(p.Tags, pair{t.Key.Raw(), t.Value.Raw()})
	}
	for _, d := range i.Devices {
		p.Devices = append(p.Devices, volume{d.Name.Raw(), d.EBS.SnapshotID.Raw(), d.EBS.VolumeType.Raw(), d.EBS.VolumeSize, uint8(d.EBS.Encrypted), uint8(d.EBS.DeleteOnTermination)})
	}
	return p
}

// BenchmarkLoad reads 100,000 images from a file, ours and gob's taking turns:
// "opened" until the first screen of rows stands, "rows" until all do.
func BenchmarkLoad(b *testing.B) {
	const n = 100_000
	images := builds(n)
	f := open(b)
	if err := f.Save(key, images, read()); err != nil {
		b.Fatal(err)
	}
	rows := make([]plain, n)
	for i := range images {
		rows[i] = plainOf(images[i])
	}
	var encoded bytes.Buffer
	if err := gob.NewEncoder(&encoded).Encode(rows); err != nil {
		b.Fatal(err)
	}
	file := filepath.Join(b.TempDir(), "gob")
	if err := os.WriteFile(file, encoded.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	var opened, rowed, bygob time.Duration
	for b.Loop() {
		begin := time.Now()
		l, err := f.Load(key)
		if err == nil {
			for i := range 200 {
				l.Image(i)
			}
		}
		opened += time.Since(begin)
		if err != nil {
			b.Fatal(err)
		}
		if got := all(l); len(got) != n {
			b.Fatal(len(got))
		}
		rowed += time.Since(begin)
		begin = time.Now()
		content, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		var back []plain
		if err := gob.NewDecoder(bytes.NewReader(content)).Decode(&back); err != nil || len(back) != n {
			b.Fatal(len(back), err)
		}
		bygob += time.Since(begin)
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(b.N) }
	b.ReportMetric(ms(opened), "ms-opened")
	b.ReportMetric(ms(rowed), "ms-rows")
	b.ReportMetric(ms(bygob), "ms-gob")
	b.ReportMetric(ms(bygob)/ms(opened), "×gob-opened")
	b.ReportMetric(ms(bygob)/ms(rowed), "×gob-rows")
}

// BenchmarkSave writes them, fsync included.
func BenchmarkSave(b *testing.B) {
	for _, n := range []int{1000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			images := builds(n)
			f := open(b)
			for b.Loop() {
				if err := f.Save(key, images, read()); err != nil {
					b.Fatal(err)
				}
			}
			if stat, err := os.Stat(filepath.Join(f.path, key.file())); err == nil {
				b.ReportMetric(float64(stat.Size())/float64(n), "B/image")
			}
		})
	}
}
