package explain

import "strings"

// snapshotNames are the properties that name a snapshot.
func snapshotNames() []Property {
	return []Property{
		{
			Field: "SnapshotId", Label: "Snapshot ID", Fixed: true,
			Means:  "The name by which AWS knows the snapshot. It is unique within its region.",
			Why:    "Images point at it. Searching images for it tells which ones would lose their disk.",
			Change: "AWS assigns it to what create-snapshot, copy-snapshot, create-image or copy-image makes.",
			Any:    "To list the images that use it: describe-images --filters Name=block-device-mapping.snapshot-id and this ID as value.",
		},
		{
			Field: "Description", Label: "Snapshot description", Fixed: true,
			Means:  "Words about the snapshot, written when it was made.",
			Why:    "For what create-image and copy-image made, it names instance and image: the best hint to whose snapshot this was, once the image is gone.",
			Change: "It cannot be edited. Tags can.",
			Values: []Value{{"", "No description was given."}},
			Any:    "Somebody's own words.",
			read: telling(strings.Contains,
				Value{"createimage", "Made by create-image, for the image that is named here. If that image is no more, this is an orphan."},
				Value{"copied for destinationami", "Made by copy-image, for the image that is named as its destination."},
				Value{"created for policy", "Made by Data Lifecycle Manager, whose policy also deletes it in time."}),
		},
		{
			Field: "OwnerId", Label: "Snapshot owner", Fixed: true,
			Means:  "The account that owns the snapshot and pays for it.",
			Why:    "What others own costs you nothing and can vanish without a word to you. Copy what you depend on.",
			Change: "Ownership does not change hands. Who may use a snapshot can copy it, and owns the copy.",
			Any:    "Not an account of twelve digits.",
			read:   accounted("Account %s pays for it. Costs shown by tami count only what your own account owns."),
		},
		{
			Field: "OwnerAlias", Label: "Snapshot owner alias", Fixed: true,
			Means:  "The word amazon, for snapshots of Amazon's own images.",
			Why:    "It tells the disks of Amazon's images from everybody else's.",
			Change: "It comes from a list that Amazon keeps.",
			Values: []Value{
				{"amazon", "Owned by Amazon: nothing of yours, and no cost of yours."},
				{"", "An ordinary account's."},
			},
		},
		{
			Field: "Tags", Label: "Snapshot tags",
			Means:  "Labels of the snapshot, apart from those of its image.",
			Why:    "Recycle Bin and lifecycle rules that go by tags look at these, not at the image's. An image can be kept by a rule while its snapshots are not.",
			Change: "Set them with create-tags and delete-tags, or when they are made with --tag-specifications of create-image and copy-image.",
			Values: []Value{{"", "None: tags of an image do not come down to its snapshots by themselves."}},
			Any:    "Labels of its owner, save for keys that begin with aws:.",
		},
	}
}

// snapshotSize are the properties that say how much a snapshot holds and where
// it is stored.
func snapshotSize() []Property {
	return []Property{
		{
			Field: "VolumeSize", Label: "Size of the source volume", Fixed: true,
			Means:  "The size of the volume that was snapshotted, in GiB.",
			Why:    "An upper limit and no more: only blocks that were written are stored and billed. A volume made of it cannot be smaller.",
			Change: "It is the volume's of that time.",
			Any:    "Not a number of GiB, though it should be.",
			read:   numbered("Taken of a volume of %s GiB. What it costs follows from the data, which is less or equal."),
		},
		{
			Field: "FullSnapshotSizeInBytes", Label: "Full size", Fixed: true,
			Means:  "How much data the snapshot leads to: all blocks written until then, its ancestors' included.",
			Why:    "The honest upper limit of what it costs. What it added over the one before, and what deleting it frees, is less and not in this number.",
			Change: "Settled when it is made. AWS leaves it out of some old and shared ones.",
			Values: []Value{{"", "Not said: only the size of the volume limits what it costs."}},
			Any:    "Not a number of bytes.",
			read:   byteCounted("Leads to %s GiB of data. Deleting it frees at most that, and less where other snapshots hold the same blocks."),
		},
		{
			Field: "StorageTier", Label: "Storage tier",
			Means:  "Where the snapshot is kept: ready for use, or in the archive.",
			Why:    "An image does not launch from an archived snapshot, and to restore one takes up to 72 hours: too long for a rollback.",
			Change: "Go to the archive with modify-snapshot-tier and back with restore-snapshot-tier. Archive those of disabled images only.",
			Values: []Value{
				{"standard", "Ready for use, and billed by the blocks that it adds to its ancestors'."},
				{"archive", "In the archive: a full copy at a lower price per GiB, with 90 days charged at least. It must be restored before anything can use it."},
				{"", "No tier said, as some servers do. Take it for the standard one."},
			},
		},
		{
			Field: "RestoreExpiryTime", Label: "Restored until",
			Means:  "When a snapshot that was restored from the archive for a while goes back there.",
			Why:    "Launches work until then and fail afterwards. Meanwhile both tiers are billed.",
			Change: "Prolong it, or make it permanent, with restore-snapshot-tier.",
			Values: []Value{{"", "It has not been restored for a while only."}},
			Any:    "A time in a form that cannot be read.",
			read:   dated("Usable until %s, then archived again."),
		},
	}
}

// snapshotState are the properties that say how far a snapshot is.
func snapshotState() []Property {
	return []Property{
		{
			Field: "State", Label: "Snapshot state",
			Means:  "How far the snapshot is: being made, ready, failed, or in the Recycle Bin.",
			Why:    "An image becomes available when the last of its snapshots is complete. One that failed fails the image.",
			Change: "It moves by itself. Out of the Recycle Bin comes what restore-snapshot-from-recycle-bin fetches.",
			Values: []Value{
				{"completed", "Done: volumes and images can be made from it."},
				{"pending", "Still being copied to S3. The volume may change meanwhile; the snapshot holds what was there when it began."},
				{"error", "It failed and cannot be used. StateMessage may say why."},
				{"recoverable", "Deleted, and kept in the Recycle Bin: billed as before, and of no use until it is restored."},
				{"recovering", "On its way back from the Recycle Bin, and complete soon."},
			},
		},
		{
			Field: "StateMessage", Label: "State message", Fixed: true,
			Means:  "Why making an encrypted copy failed, in AWS's words.",
			Why:    "Copies are made after the call has returned, so a key that may not be used is reported here and nowhere else.",
			Change: "Mend the key's policy, then copy again. The failed copy can be deleted.",
			Values: []Value{{"", "Nothing went wrong that AWS would tell of."}},
			Any:    "Words of AWS. That a given key ID is not accessible means a key that is absent, disabled or not permitted in this region.",
		},
		{
			Field: "Progress", Label: "Progress",
			Means:  "How much of it has been stored, in per cent.",
			Why:    "It is the best clock there is for an image that is pending, and it moves in jumps.",
			Change: "Nothing hurries it. The first snapshot of a volume takes longest, later ones store changes only.",
			Values: []Value{
				{"100%", "All of it is stored."},
				{"", "No progress reported yet."},
			},
			Any: "Still being stored.",
		},
		{
			Field: "StartTime", Label: "Started", Fixed: true,
			Means:  "When the snapshot was begun; unless it is a copy, it holds the data of that moment.",
			Why:    "This, not its completion, is the point in time to which a restore goes back.",
			Change: "AWS sets it. A copy has its own, later than that of its source, and no newer data.",
			Any:    "A time in an unusual form.",
			read:   dated("Begun on %s: it holds what was written by then or, as a copy, what its source held."),
		},
		{
			Field: "CompletionTime", Label: "Completed", Fixed: true,
			Means:  "When the last block of it was stored.",
			Why:    "Together with the start it tells how long the next one may take.",
			Change: "AWS sets it once it is done.",
			Values: []Value{{"", "Not complete, or AWS does not say."}},
			Any:    "A time in a form of its own.",
			read:   dated("Complete since %s."),
		},
	}
}

// snapshotOrigin are the properties that say what a snapshot was made of, and
// how.
func snapshotOrigin() []Property {
	return []Property{
		{
			Field: "VolumeId", Label: "Source volume", Fixed: true,
			Means:  "The volume that was snapshotted; in a copy, an arbitrary ID.",
			Why:    "Snapshots of one volume form a chain in which each adds what changed. Never group copies by it: theirs means nothing.",
			Change: "Written when it is made.",
			Any:    "Its chain are the snapshots with the same volume, and those of volumes made from them.",
			read:   telling(strings.Contains, Value{"vol-ffffffff", "A stand-in, as copies have it: there is no such volume."}),
		},
		{
			Field: "TransferType", Label: "Transfer type", Fixed: true,
			Means:  "For a copy: whether it was made as time allowed, or by a deadline that was paid for.",
			Why:    "It explains a fee in the bill, and why one copy took minutes and another hours.",
			Change: "Chosen in the call that copies.",
			Values: []Value{
				{"standard", "Copied as fast as that went, without an extra fee."},
				{"time-based", "Copied to a deadline, for a fee per GiB."},
				{"", "Not a copy, or one from before there were deadlines."},
			},
		},
		{
			Field: "CompletionDurationMinutes", Label: "Deadline", Fixed: true,
			Means:  "For a copy with a deadline: the minutes that were asked for.",
			Why:    "Shorter deadlines cost more per GiB. They come in steps of 15 minutes, up to 48 hours.",
			Change: "Chosen with copy-image --snapshot-copy-completion-duration-minutes, for each snapshot of the image.",
			Values: []Value{{"", "No deadline was asked for."}},
			Any:    "Not a number of minutes.",
			read:   numbered("To be done within %s minutes of its start."),
		},
		{
			Field: "AvailabilityZone", Label: "Zone of the snapshot", Fixed: true,
			Means:  "The zone that a snapshot is kept in, for those that are not kept in a region.",
			Why:    "A snapshot in a Local Zone serves that zone. Ordinary ones serve all zones of their region.",
			Change: "Chosen with --snapshot-location of create-image, or by the place that it is copied to.",
			Values: []Value{{"", "Kept in the region, for all of its zones."}},
			Any:    "Kept in that zone only.",
		},
		{
			Field: "OutpostArn", Label: "Outpost that keeps it", Fixed: true,
			Means:  "The Outpost that a local snapshot is kept on.",
			Why:    "Its data stays there, and an image made of it launches there alone.",
			Change: "Chosen with --outpost-arn when it is made.",
			Values: []Value{{"", "Not on an Outpost."}},
			Any:    "On this Outpost, and nowhere else.",
		},
	}
}

// snapshotSecurity are the properties that say how a snapshot is encrypted.
func snapshotSecurity() []Property {
	return []Property{
		{
			Field: "Encrypted", Label: "Snapshot encrypted", Fixed: true,
			Means:  "Whether the snapshot is encrypted.",
			Why:    "To share it, its key must be shared too, and a default key cannot be. Nobody can make it public.",
			Change: "It is as its volume was. A copy can be encrypted, or under another key, and is then stored in full; no copy is without encryption again.",
			Values: []Value{
				{"yes", "Encrypted: nothing is made of it without its key. If that key is deleted, so is the data, in effect."},
				{"no", "Not encrypted: whoever may use it can read it."},
				{"", "AWS has not said whether."},
			},
		},
		{
			Field: "KmsKeyId", Label: "Key of the snapshot", Fixed: true,
			Means:  "The KMS key that guards the snapshot, by its ARN.",
			Why:    "Launch, copy and share all need it. The ARN has its region and account: another account's key needs a grant from there.",
			Change: "A copy can have another, with copy-snapshot or copy-image --kms-key-id. That copy is complete, not incremental.",
			Values: []Value{{"", "No key: it is not encrypted, or AWS does not show it to you."}},
			Any:    "An ARN does not tell a default key from one of your own: describe-key says AWS or CUSTOMER as its manager. Only with one of your own can it be shared.",
		},
		{
			Field: "DataEncryptionKeyId", Label: "Data key", Fixed: true,
			Means:  "An ID of the key that the blocks themselves are encrypted with.",
			Why:    "Snapshots with the same one are of one line, also when volumes and names are gone: they share blocks, so deleting one frees less than its size.",
			Change: "Inherited from volume to snapshot and back. A copy under another key begins a new line.",
			Values: []Value{{"", "Not encrypted, or not shown: its line must be guessed from volumes and descriptions."}},
			Any:    "Look for this ID in other snapshots to find its relatives.",
		},
		{
			Field: "SseType", Label: "Kind of encryption", Fixed: true,
			Means:  "A property that AWS keeps for the future.",
			Why:    "Nothing hangs on it today. Encrypted and KmsKeyId say what holds.",
			Change: "No command sets it.",
			Values: []Value{
				{"sse-ebs", "By its name, encryption by a key that EBS keeps. AWS has not explained it."},
				{"sse-kms", "By its name, encryption by a key in KMS, and not explained by AWS either."},
				{"none", "By its name, no encryption."},
				{"", "Not given, as usual."},
			},
		},
	}
}
