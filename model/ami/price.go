package ami

import (
	"bytes"
	_ "embed" // the table of prices is part of the program
	"fmt"
	"maps"
	"math"
	"strconv"
	"strings"

	"tami/model/text"
)

// The names of the prices that tami itself looks up; the table holds more.
const (
	SnapshotStandard    = "snapshot_standard"             // a GB-month in the standard tier
	SnapshotArchive     = "snapshot_archive"              // a GB-month in the archive tier
	SnapshotRestore     = "snapshot_archive_restore"      // once a GB
	SnapshotEarlyDelete = "snapshot_archive_early_delete" // a GB-month, for what is left of 90 days
	FastSnapshotRestore = "fast_snapshot_restore"         // an hour, for a snapshot and a zone
	DirectList          = "ebs_direct_list"               // a thousand requests that list blocks
)

// Price is what one unit of something costs in one region, and who says so.
// The zero Price is one that is not known.
type Price struct {
	USD    float64
	Unit   string // "USD per GB-month"
	Source string
	AsOf   string // as far as the source says: a year, a month or a day
	Own    bool   // the user's own, which goes before every other
	Why    string // why it is not known, where more can be said than that it is missing
	// Disputed is a price that AWS lists twice, and differently: it is not known,
	// and what is known from elsewhere is not to be relied on either.
	Disputed bool
}

// Known reports whether the price is one to reckon with. Nothing is ever taken
// to cost 0 unless its unit says that it is free.
func (p Price) Known() bool { return p.USD > 0 || p.free() }

func (p Price) free() bool { return strings.Contains(strings.ToLower(p.Unit), "free") }

// Prices is a table of prices by region and item. It never answers with
// another region's price. The zero value knows none.
type Prices struct{ rows map[priceKey]Price }

type priceKey struct{ region, item string }

//go:embed prices.tsv
var embeddedPrices string

// EmbeddedPrices is the table that tami was built with. Every row names its
// source and date; a region that is not in it has no known price.
func EmbeddedPrices() Prices {
	p, err := ParsePrices("prices.tsv", []byte(embeddedPrices))
	if err != nil {
		return Prices{} // a test parses the same text, so this is no way out
	}
	return p
}

// Find is the price of an item in a region, and whether it is known.
func (p Prices) Find(region, item string) (Price, bool) {
	price, ok := p.rows[priceKey{region, item}]
	return price, ok && price.Known()
}

// Len is the number of rows, those without a price included.
func (p Prices) Len() int { return len(p.rows) }

// Override is p with the rows of the user's own put over it. One without a
// price wins too: it says that the price of p is not to be relied on.
func (p Prices) Override(own Prices) Prices {
	all := maps.Clone(own.rows)
	for key, price := range all {
		price.Own = true
		all[key] = price
	}
	return p.over(all, func(Price) bool { return true })
}

// Refresh is p with the rows of live, which AWS has just told, put over it, but
// for the user's own. A price that AWS does not tell leaves a known one
// standing.
func (p Prices) Refresh(live Prices) Prices {
	all := maps.Clone(live.rows)
	maps.DeleteFunc(all, func(key priceKey, price Price) bool { return !price.Known() && !price.Disputed && p.rows[key].Known() })
	return p.over(all, func(was Price) bool { return !was.Own })
}

func (p Prices) over(rows map[priceKey]Price, may func(Price) bool) Prices {
	all := make(map[priceKey]Price, len(p.rows)+len(rows))
	maps.Copy(all, p.rows)
	for key, price := range rows {
		if was, there := all[key]; !there || may(was) {
			all[key] = price
		}
	}
	return Prices{all}
}

// Set is p with one price put in or replaced.
func (p Prices) Set(region, item string, price Price) Prices {
	return p.over(map[priceKey]Price{{region, item}: price}, func(Price) bool { return true })
}

// ParsePrices reads a table of prices: a line a price, its fields separated by
// tabs: region, item, price in US dollars, unit, source, date. Unit, source and
// date may be left out; a price that is empty or 0 is not known. Blank lines,
// lines that begin with # and a first line of headings are skipped. The first
// fault ends the reading, and its error names file, line and column.
func ParsePrices(file string, src []byte) (Prices, error) {
	p := Prices{rows: make(map[priceKey]Price, bytes.Count(src, []byte("\n")))}
	for n, line := range strings.Split(strings.TrimPrefix(string(src), "\ufeff"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		switch {
		case strings.TrimSpace(line) == "", line[0] == '#':
			continue
		case len(p.rows) == 0 && strings.HasPrefix(line, "region\titem\t"):
			continue
		}
		key, price, bad := parsePrice(line)
		if bad == nil {
			if _, twice := p.rows[key]; twice {
				bad = &badPrice{1, fmt.Sprintf("%s of %s is given a second time; keep one of the two", key.item, key.region)}
			}
		}
		if bad != nil {
			return Prices{}, fmt.Errorf("%s:%d:%d: %s", file, n+1, bad.column, bad.text)
		}
		if price.Source == "" {
			price.Source = file
		}
		p.rows[key] = price
	}
	return p, nil
}

// badPrice is a fault in a line, at a column counted in bytes from 1.
type badPrice struct {
	column int
	text   string
}

func parsePrice(line string) (priceKey, Price, *badPrice) {
	fields := strings.Split(line, "\t")
	column := func(field int) int { return len(strings.Join(fields[:field], "\t")) + min(field, 1) + 1 }
	switch {
	case len(fields) < 3:
		return priceKey{}, Price{}, &badPrice{len(line) + 1, "a price has at least a region, an item and US dollars, separated by tabs"}
	case len(fields) > 6:
		return priceKey{}, Price{}, &badPrice{column(6), "a price has no more than six fields: region, item, US dollars, unit, source and date"}
	}
	for n, f := range fields {
		fields[n] = strings.TrimSpace(f)
		if text.Clean(fields[n]).Changed() {
			return priceKey{}, Price{}, &badPrice{column(n), "the field has characters that cannot be shown; write it in plain text"}
		}
	}
	if err := CheckRegion(fields[0]); err != nil {
		return priceKey{}, Price{}, &badPrice{1, fmt.Sprintf("%q is not a region; regions look like us-east-1", fields[0])}
	}
	if fields[1] == "" {
		return priceKey{}, Price{}, &badPrice{column(1), "the item is missing, such as " + SnapshotStandard}
	}
	fields = append(fields, "", "", "")
	price := Price{Unit: fields[3], Source: fields[4], AsOf: fields[5]}
	if fields[2] != "" {
		usd, err := strconv.ParseFloat(strings.TrimPrefix(fields[2], "$"), 64)
		if err != nil || usd < 0 || math.IsNaN(usd) || math.IsInf(usd, 0) {
			return priceKey{}, Price{}, &badPrice{column(2), fmt.Sprintf("%q is not a price; write US dollars such as 0.05, or nothing where it is not known", fields[2])}
		}
		price.USD = usd
	}
	return priceKey{fields[0], fields[1]}, price, nil
}

// SnapshotCostUpTo is the most that the snapshots of an image can cost a month
// in US dollars, to be shown as "up to": the size of each distinct snapshot's
// volume times the price of a GB-month. Snapshots hold only blocks that were
// written and share them with their lineage, so the bill is lower. An image
// without snapshots costs 0; otherwise known is false when the price or the
// size of a snapshot is not known.
func SnapshotCostUpTo(img *Image, snapshotGBMonth Price) (usd float64, known bool) {
	return SnapshotCostWithout(img, snapshotGBMonth, nil)
}

// SnapshotCostWithout is SnapshotCostUpTo without the snapshots of which unpaid
// is true: another account's. A nil unpaid is true of none.
func SnapshotCostWithout(img *Image, snapshotGBMonth Price, unpaid func(id string) bool) (usd float64, known bool) {
	gib, sized, some := snapshotGiB(img.Devices, unpaid)
	switch {
	case !some:
		return 0, true
	case !sized || !snapshotGBMonth.Known():
		return 0, false
	}
	return float64(gib) * snapshotGBMonth.USD, true
}

// snapshotGiB sums the volumes of the distinct snapshots: one that stands
// behind two devices is paid for once. AWS reckons a GiB as a GB.
func snapshotGiB(devices []Device, unpaid func(id string) bool) (gib int64, sized, some bool) {
	sized = true
	for n := range devices {
		ebs := devices[n].EBS
		if ebs == nil || ebs.SnapshotID.IsZero() || seenBefore(devices[:n], ebs.SnapshotID) {
			continue
		}
		if unpaid != nil && unpaid(ebs.SnapshotID.Raw()) {
			continue
		}
		size := ebs.VolumeSize
		for _, other := range devices[n+1:] {
			if other.EBS != nil && other.EBS.SnapshotID == ebs.SnapshotID {
				size = max(size, other.EBS.VolumeSize) // a device may enlarge the volume it makes
			}
		}
		gib, sized, some = gib+int64(size), sized && size > 0, true
	}
	return gib, sized, some
}

func seenBefore(devices []Device, id text.Safe) bool {
	for n := range devices {
		if e := devices[n].EBS; e != nil && e.SnapshotID == id {
			return true
		}
	}
	return false
}
