package explain

func storageConcepts() []Concept {
	return []Concept{
		{
			Name: "EBS snapshot", Also: []string{"snapshot"},
			Means: "What a volume held at one moment, stored by AWS in blocks of 512 KiB. Volumes are made from it again, and images point at it.",
			Why:   "Snapshots are where the data and the costs of images are. While an image uses one it cannot be deleted.",
			See:   []string{"Snapshot.SnapshotId", "Incremental snapshots"},
		},
		{
			Name: "Incremental snapshots", Also: []string{"incremental"},
			Means: "Each snapshot of a volume stores only the blocks that changed since the one before, and leads to the rest in its ancestors. Still, each is complete to whoever restores it.",
			Why:   "Deleting one frees only blocks that no other needs; the rest stay and count for the next. The saving is known as a range, unless it is measured.",
			See:   []string{"Snapshot.FullSnapshotSizeInBytes", "Snapshot cost", "Snapshot lineage"},
		},
		{
			Name: "Snapshot lineage", Also: []string{"lineage", "snapshot chain"},
			Means: "Snapshots that share blocks: those of one volume, and those of volumes that were made from them.",
			Why:   "A golden image and its children can be one line, so deleting the parent may free nearly nothing. Another account's snapshot, or a new key, begins a new one.",
			See:   []string{"Snapshot.DataEncryptionKeyId", "Snapshot.VolumeId"},
		},
		{
			Name: "Measuring a snapshot", Also: []string{"EBS direct APIs", "measured", "exact saving"},
			Means: "Asking the EBS direct APIs block by block what a snapshot has and its neighbours lack: the one way to know what deleting it frees.",
			Why:   "It costs next to nothing in money, and wants permissions and time. Neither archived nor unfinished snapshots can be measured.",
			See:   []string{"Incremental snapshots", "Snapshot cost"},
		},
		{
			Name: "Archive tier", Also: []string{"snapshot archive", "archived snapshot"},
			Means: "Cheaper storage for snapshots that are seldom needed. Archiving makes a full copy, 90 days are charged at least, and restoring costs and takes up to 72 hours.",
			Why:   "It pays for a disabled image's snapshots that must be kept. For a small increment it costs more than before, since it stores everything.",
			See:   []string{"Snapshot.StorageTier", "Snapshot.RestoreExpiryTime"},
		},
		{
			Name: "Fast snapshot restore", Also: []string{"FSR"},
			Means: "Volumes from a chosen snapshot, in chosen zones, are fast from their first read.",
			Why:   "It is billed by the hour for each snapshot and zone, and goes on after the image is deregistered: forgotten, it is the dearest leftover of all.",
			See:   []string{"Volume initialization", "What deregistering leaves behind"},
		},
		{
			Name: "Volume initialization", Also: []string{"lazy loading", "first read", "hydration"},
			Means: "A volume made from a snapshot fetches its blocks when they are first read, unless fast snapshot restore or a paid rate brings them at once.",
			Why:   "A first start is slow, and a database slow for hours. After a rollback that is expected; without knowing it looks like the next fault.",
			See:   []string{"EbsBlockDevice.VolumeInitializationRate", "Fast snapshot restore"},
		},
		{
			Name: "Snapshot lock", Also: []string{"locked snapshot", "governance lock", "compliance lock"},
			Means: "A promise that a snapshot is not deleted before a date: in governance mode undone by those who may, in compliance mode by nobody.",
			Why:   "Deregistering an image with deletion leaves a locked snapshot where it is, and its cost.",
			See:   []string{"What deregistering leaves behind"},
		},
	}
}

func billConcepts() []Concept {
	return []Concept{
		{
			Name: "Snapshot cost", Also: []string{"cost", "price", "cost of an image"},
			Means: "A price for each GB of blocks stored and month, by region. Images themselves are free; volumes and instances cost apart.",
			Why:   "AWS does not say what one snapshot costs. Tami says up to, measured, exact or unknown: a figure without such a word is a guess.",
			See:   []string{"Incremental snapshots", "Archive tier"},
		},
		{
			Name: "Licence of an image", Also: []string{"billing code", "BYOL", "licence"},
			Means: "Images carry a code of what is billed beside the machine: Windows, Red Hat, SUSE, SQL Server, Ubuntu Pro or nothing.",
			Why:   "Built the wrong way, the code is lost or stays on what no longer needs it, and each instance costs too little or too much.",
			See:   []string{"Image.UsageOperation", "Image.PlatformDetails"},
		},
		{
			Name: "Transfer cost", Also: []string{"cross-region cost", "data transfer"},
			Means: "What is charged for data that goes from one region to another when an image is copied.",
			Why:   "When another account copies an image that you share, you as its owner pay for the transfer. The copy's storage is theirs.",
			See:   []string{"Copying an image"},
		},
	}
}
