package explain

func storageLessons() []Lesson {
	return []Lesson{lessonIncremental(), lessonRollback()}
}

func lessonIncremental() Lesson {
	return Lesson{
		Title: "Incremental snapshots and cost",
		Goal:  "Understand why tami gives a range for what an image costs, and what makes it narrow.",
		Steps: []Step{
			{
				Do:    "In tami --demo, press / and type family:db-postgres-17, then enter.",
				See:   "One database imaged every month, 620 GB each time. The cost column says at most: as if every version stored all of its volumes.",
				Query: "family:db-postgres-17", Shows: []Shown{{"EbsBlockDevice.VolumeSize", "500"}},
			},
			{
				Do:    "Open the newest and go to Devices. Press enter on a disk, and e on FullSnapshotSizeInBytes.",
				See:   "Of 500 GB about 210 are written, and more is not stored. All versions are snapshots of the same volumes, so each stores only what changed since the one before.",
				Shows: []Shown{{"Image.RootDeviceType", "ebs"}},
				Tab:   "Devices", Says: []string{"500 GB", "209.6 GB written"},
			},
			{
				Do:  "Go to Cost.",
				See: "A line for each snapshot, from nothing up to a figure, with the price and where it is from.",
				Tab: "Cost", Says: []string{"snap-", "AWS price list"},
			},
			{
				Do:  "Press y for its ID, leave, and run tami image with that ID and --demo.",
				See: "Cost a month says from 0.00 up to a figure. Deleting this version frees what no other holds, and AWS does not say how much that is.",
			},
			{
				Do:    "In tami --demo again, press / and type disabled:yes family:ci-runner, then open it and go to Devices.",
				See:   "Its snapshot is in the archive: stored in full, cheaper by the GB, and out of reach for up to 72 hours.",
				Query: "disabled:yes family:ci-runner", Shows: []Shown{{"Image.State", "disabled"}},
				Tab: "Devices", Says: []string{"archived on"},
			},
			{
				Do:  "Run tami explain 'incremental snapshots', and tami explain Snapshot.FullSnapshotSizeInBytes.",
				See: "Why the full size is a limit and not the price, and how the exact saving can be measured.",
			},
		},
		Learned: "Snapshots of a line share blocks. What deleting one saves lies between nothing and its full size, until it is measured.",
	}
}

func lessonRollback() Lesson {
	return Lesson{
		Title: "Versions and rollback",
		Goal:  "Find the last good version of a bad release, from evidence, as you would at three in the morning.",
		Steps: []Step{
			{
				Do:    "In tami --demo, press / and type family:web-arm64, then enter.",
				See:   "The versions of the shop, newest first: a fix in the making, the release of two days ago, the one of nine days ago and so on.",
				Query: "family:web-arm64", Shows: []Shown{{"Image.Architecture", "arm64"}},
			},
			{
				Do:    "Press / and ctrl+u, and type 9f3c01d, then enter twice. Read Description, ImdsSupport and ScanResults, then Tags.",
				See:   "Failing, with an incident's number. It requires IMDSv2, which the one before did not: a first suspect.",
				Query: "9f3c01d", Shows: []Shown{{"Image.ImdsSupport", "v2.0"}, {"Tag.Key", "deploy:incident"}, {"Tag.Value", "failing"}},
			},
			{
				Do:    "Go back. Press / and ctrl+u, and type 77aa0e2 protected:yes, then open it.",
				See:   "Tagged good, after a week in use. It is available and protected: what a rollback can go to.",
				Query: "77aa0e2 protected:yes", Shows: []Shown{{"Image.ImdsSupport", ""}, {"Tag.Value", "good"}, {"Image.State", "available"}},
			},
			{
				Do:    "Go back to the bad one: press / and ctrl+u, and type 9f3c01d, then enter, and w on it.",
				See:   "Used by names six instances, the launch template, the group web-blue and the parameter /ami/web. What was not checked stands below them.",
				Query: "9f3c01d", Tab: "Used by", Says: []string{"used by 6 instances", "web-blue", "/ami/web", "Not checked"},
			},
			{
				Do:  "Go to Versions.",
				See: "All versions of the family with the regions that have them: the good one is in every region, the bad one is not.",
				Tab: "Versions", Says: []string{"web-arm64", "77aa0e2", "sa-east-1"},
			},
			{
				Do:  "Press i.",
				See: "The instances named web-blue run the bad version and those named web-green the good one: half of the fleet is to be moved.",
			},
			{
				Do:    "Go back to the list. Press / and ctrl+u, and type family:web-arm64, and go through the regions with tab.",
				See:   "The good version is in all of them. The bad one never reached sa-east-1, and there is nothing to roll back there.",
				Query: "family:web-arm64", Shows: []Shown{{"Image.OwnerId", "111122223333"}},
			},
			{
				Do:  "Run tami explain rollback.",
				See: "The ways back, and what to check on the old image before you choose one.",
			},
		},
		Learned: "Choose by evidence: who runs what, what changed, what was good. Then see that the old version is there in every region, available, and its key works.",
	}
}
