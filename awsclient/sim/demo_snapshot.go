package sim

import (
	"strconv"
	"time"
)

// demoCopiedVolume is what AWS gives as the volume of a copied snapshot.
const demoCopiedVolume = "vol-ffffffff"

// demoSnapshot says what one snapshot is to be.
type demoSnapshot struct {
	id, volume string
	size       int     // GiB of the volume
	data       float64 // GiB written to it
	// key is the alias of its KMS key; not encrypted when empty.
	key string
	// lineage ties encrypted snapshots that share blocks: one data key for all.
	lineage string
	at      time.Time
	about   string
	tags    []Tag
	// step counts the snapshots of one volume from 1; 0 leaves its blocks unnamed.
	step int
}

// addSnapshot adds a completed snapshot in the standard tier.
func (d *demoRegion) addSnapshot(s demoSnapshot) {
	blocks := min(int(s.data*demoBlocksInGiB), s.size*demoBlocksInGiB)
	snapshot := Snapshot{
		SnapshotId: s.id, VolumeId: s.volume, VolumeSize: s.size, OwnerId: demoAccount,
		Description: s.about, State: "completed", Progress: "100%", StorageTier: "standard",
		TransferType: "standard", FullSnapshotSizeInBytes: new(int64(blocks) * demoBlockBytes),
		StartTime: demoTime(s.at.Add(15 * time.Second)),
		Tags:      s.tags,
	}
	snapshot.CompletionTime = demoTime(s.at.Add(time.Minute + time.Duration(s.data*6)*time.Second))
	if s.key != "" {
		snapshot.Encrypted = true
		snapshot.KmsKeyId = d.keyARN(s.key)
		snapshot.DataEncryptionKeyId = demoUUID(d.name, s.lineage, s.key)
	}
	if s.step > 0 {
		d.seed.SnapshotBlocks[s.id] = demoBlocks(blocks, s.size*demoBlocksInGiB, s.lineage, s.step)
	}
	d.seed.Snapshots = append(d.seed.Snapshots, snapshot)
}

// A block of an EBS snapshot, as the EBS direct APIs count.
const (
	demoBlockBytes  = 512 * 1024
	demoBlocksInGiB = 2048
)

// demoBlocks lays a snapshot's blocks out as three areas of its volume that change
// at different speeds: the system every fourth snapshot of the volume, packages
// every second, the application every time.
func demoBlocks(blocks, volume int, lineage string, step int) []BlockRun {
	system, packages := blocks*62/100, blocks*25/100
	version := func(area string, every int) string { return lineage + " " + area + strconv.Itoa((step+every-1)/every) }
	return []BlockRun{
		{Start: 0, Count: system, Version: version("system-", 4)},
		{Start: volume * 63 / 100, Count: packages, Version: version("packages-", 2)},
		{Start: volume * 88 / 100, Count: blocks - system - packages, Version: version("application-", 1)},
	}
}

// demoCopyAbout is the description that CopyImage gives to the snapshots it makes.
func demoCopyAbout(to, from, snapshot string, at time.Time) string {
	return "Copied for DestinationAmi " + to + " from SourceAmi " + from +
		" for SourceSnapshot " + snapshot + ". Task created on " + demoThousands(at.UnixMilli()) + "."
}

// demoThousands writes a number with commas between its thousands.
func demoThousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
