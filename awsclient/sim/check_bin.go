package sim

// maxRetention is the longest that the Recycle Bin keeps anything, in days.
const maxRetention = 3650

func (s *RegionSeed) checkBin(c *checker, at *jsonPath) {
	rules := at.key("RecycleBinRules")
	checkUnique(c, rules, s.RecycleBinRules, "Identifier", func(r *RecycleBinRule) string { return r.Identifier })
	for n := range s.RecycleBinRules {
		r := &s.RecycleBinRules[n]
		c.word(rules.at(n).key("ResourceType"), r.ResourceType, binKinds()...)
		c.word(rules.at(n).key("Status"), r.Status, "available", "pending")
		if p := r.RetentionPeriod; p != nil && (p.RetentionPeriodValue < 1 || p.RetentionPeriodValue > maxRetention) {
			c.fail(rules.at(n).key("RetentionPeriod").key("RetentionPeriodValue"), "want 1 to %d, in days, got %d", maxRetention, p.RetentionPeriodValue)
		}
	}
	checkList(c, at.key("ImagesInRecycleBin"), s.ImagesInRecycleBin, imageIDs(), "ImageId", func(i *ImageInRecycleBin) string { return i.ImageId })
	checkList(c, at.key("SnapshotsInRecycleBin"), s.SnapshotsInRecycleBin, snapshotKind(), "SnapshotId", func(s *SnapshotInRecycleBin) string { return s.SnapshotId })
}
