package money

import (
	"cmp"
	"fmt"

	"tami/model/ami"
)

// IPv4AnHour is what AWS charges for a public IPv4 address in every commercial
// region, in US dollars an hour.
const IPv4AnHour = 0.005

// What a gp3 volume has without more being paid.
const (
	freeIOPS       = 3000
	freeThroughput = 125 // MiB a second
)

// Volume is a volume that is to be paid for.
type Volume struct {
	Type       string // gp3, io2 …
	GiB        float64
	IOPS       int32
	Throughput int32 // MiB a second
}

// Launch is what launched instances are made of.
type Launch struct {
	Type    string // of the instance, which runs on demand; empty: its hours are left out
	Billed  string // the operation that its hours are billed as; empty: that of Linux
	Count   int
	Volumes []Volume // of each
	IPv4    bool     // each has a public address
}

// Running is what instances cost a month of HoursAMonth hours while they run,
// and what no price is known for.
func (b Book) Running(l Launch) (sum Bounds, unknown []string) {
	add := func(what, item string, n float64) {
		if n <= 0 {
			return
		}
		price, ok := b.Prices.Find(b.Region, item)
		if !ok {
			unknown = append(unknown, fmt.Sprintf("%s: price unknown (no figure for %s)", what, b.Region))
		}
		sum = sum.Plus(priced(Exactly(n), price, ok))
	}
	count := float64(max(1, l.Count))
	if l.Type != "" {
		add(l.Type, ami.HourPrice(cmp.Or(l.Billed, ami.LinuxHours), l.Type), HoursAMonth*count)
	}
	for _, v := range l.Volumes {
		add("volumes of type "+v.Type, "volume_"+v.Type, v.GiB*count)
		switch v.Type {
		case "gp3":
			add("IOPS of gp3", "iops_gp3", float64(v.IOPS-freeIOPS)*count)
			add("throughput of gp3", "throughput_gp3", float64(v.Throughput-freeThroughput)*count)
		case "io1":
			add("IOPS of io1", "iops_io1", float64(v.IOPS)*count)
		case "io2":
			for i, part := range tiers(v.IOPS) {
				add("IOPS of io2", fmt.Sprintf("iops_io2_tier%d", i+1), part*count)
			}
		}
	}
	if l.IPv4 {
		sum = sum.Plus(Exactly(IPv4AnHour * HoursAMonth * count))
	}
	return sum, unknown
}

// tiers parts the IOPS of an io2 volume into those that are priced apart: up to
// 32,000, up to 64,000 and above.
func tiers(iops int32) [3]float64 {
	n := float64(iops)
	return [3]float64{min(n, 32_000), min(n-32_000, 32_000), n - 64_000}
}

// NewImage is what the snapshots of a new image can cost a month: nothing of
// what earlier snapshots hold, and at most the volumes in full.
func (b Book) NewImage(volumesGiB ...float64) Bounds {
	sum := 0.0
	for _, gib := range volumesGiB {
		sum += gib
	}
	price, ok := b.Prices.Find(b.Region, ami.SnapshotStandard)
	return priced(AtMost(sum), price, ok)
}

func priced(amount Bounds, price ami.Price, ok bool) Bounds {
	if !ok {
		return Bounds{Label: Unknown}
	}
	return amount.Times(price.USD)
}

// mostAtOnce is how many MiB a second AWS copies of one snapshot at the most
// when a copy has a time to be done in.
const mostAtOnce = 500

// mostTogether is how many MiB a second AWS copies of all such copies from one
// region to another.
const mostTogether = 2000

// CopiesFit reports whether so much can be copied within a time from one region
// to another by several copies together: 2,000 MiB a second, unless AWS has
// raised the quota.
func CopiesFit(mib int64, minutes int) bool {
	return minutes > 0 && mib <= mostTogether*60*int64(minutes)
}

// CopyFits reports whether so much can be copied within a time at all.
func CopyFits(mib int64, minutes int) bool {
	return minutes > 0 && mib <= mostAtOnce*60*int64(minutes)
}
