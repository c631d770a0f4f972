package sim

// blocksPerGiB is how many 512 KiB blocks a GiB has.
const blocksPerGiB = 2048

func (s *RegionSeed) checkSnapshots(c *checker, at *jsonPath) {
	snapshots := at.key("Snapshots")
	checkList(c, snapshots, s.Snapshots, snapshotKind(), "SnapshotId", func(s *Snapshot) string { return s.SnapshotId })
	sizes := make(map[string]int, len(s.Snapshots))
	for n := range s.Snapshots {
		one := &s.Snapshots[n]
		sizes[one.SnapshotId] = one.VolumeSize
		c.account(snapshots.at(n).key("OwnerId"), one.OwnerId)
		c.word(snapshots.at(n).key("State"), one.State, "pending", "completed", "error", "recoverable", "recovering")
		c.word(snapshots.at(n).key("StorageTier"), one.StorageTier, "standard", "archive")
		if one.VolumeSize < 0 {
			c.fail(snapshots.at(n).key("VolumeSize"), "want 0 or more, in GiB, got %d", one.VolumeSize)
		}
	}
	permissions := at.key("CreateVolumePermissions")
	for _, id := range sortedKeys(s.CreateVolumePermissions) {
		c.id(permissions.entry(id), snapshotKind(), id)
		for n, p := range s.CreateVolumePermissions[id] {
			if p.Group != everybody && !isAccountID(p.UserId) {
				c.fail(permissions.entry(id).at(n), "want a UserId of 12 digits, or the Group all")
			}
		}
	}
	blocks := at.key("SnapshotBlocks")
	for _, id := range sortedKeys(s.SnapshotBlocks) {
		c.id(blocks.entry(id), snapshotKind(), id)
		size, known := sizes[id]
		if !known {
			size = 0
		}
		checkRuns(c, blocks.entry(id), s.SnapshotBlocks[id], size*blocksPerGiB)
	}
}

// checkRuns wants runs in order that do not overlap and lie in the volume; a
// limit of 0 is no limit.
func checkRuns(c *checker, at *jsonPath, runs []BlockRun, limit int) {
	end := 0
	for n, run := range runs {
		switch one := at.at(n); {
		case run.Start < 0 || run.Start > maxBlocks:
			c.fail(one.key("Start"), "want the index of a block, 0 or more, got %d", run.Start)
		case run.Count < 1 || run.Count > maxBlocks:
			c.fail(one.key("Count"), "want 1 block or more, got %d", run.Count)
		case run.Version == "":
			c.fail(one.key("Version"), "missing; blocks are the same when their index and version are")
		case run.Start < end:
			c.fail(one.key("Start"), "the run starts at %d, before the one above ends at %d", run.Start, end)
		case limit > 0 && run.Start+run.Count > limit:
			c.fail(one.key("Count"), "the run ends at block %d of a volume of %d blocks", run.Start+run.Count, limit)
		}
		end = run.Start + run.Count
	}
}

// maxBlocks is the number of blocks of the largest volume, 64 TiB.
const maxBlocks = 64 * 1024 * blocksPerGiB
