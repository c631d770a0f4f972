package explain

// ebsContent are the properties of a mapped EBS volume that say what it holds.
func ebsContent() []Property {
	return []Property{
		{
			Field: "SnapshotId", Label: "Snapshot of the volume", Fixed: true,
			Means:  "The snapshot whose data the volume begins with.",
			Why:    "It is what the image costs. While an image uses it, delete-snapshot refuses; once it is gone, archived or its key disabled, launches fail.",
			Change: "It stays for the life of the image. Images can share one, and then it is kept until the last of them is deregistered.",
			Values: []Value{{"", "None: the volume begins empty and needs a file system."}},
			Any:    "Look it up with describe-snapshots. Where AWS says it is not found, it is gone, or another account's and not shared with you.",
		},
		{
			Field: "VolumeSize", Label: "Size of the volume", Fixed: true,
			Means:  "How large the volume is made, in GiB.",
			Why:    "Every instance pays for this size, however little is written. The snapshot behind it costs what is written, and less where it is incremental.",
			Change: "A launch can ask for more, never for less than the snapshot. In create-image it follows the volume.",
			Values: []Value{{"", "Not said: the size of the snapshot counts."}},
			Any:    "Not a number of GiB.",
			read:   numbered("A volume of %s GiB for every instance, billed until it is deleted."),
		},
		{
			Field: "Encrypted", Label: "Volume encrypted", Fixed: true,
			Means:  "Whether the volume is encrypted.",
			Why:    "A launch needs the key too: one that is disabled, pending deletion or not granted to Auto Scaling ends in Client.InternalError. Encrypted images cannot be public.",
			Change: "Encryption cannot be taken off. A copy made with copy-image --encrypted has it, or another key. A launch can ask for it too.",
			Values: []Value{
				{"yes", "Encrypted: who launches it needs the use of its key, which the snapshot names."},
				{"no", "Not encrypted in the image. Where the account encrypts by default, volumes are encrypted at launch all the same."},
				{"", "Not said, which stands for a volume like its snapshot."},
			},
		},
		{
			Field: "KmsKeyId", Label: "Key of the volume",
			Means:  "The KMS key that a launch asks for; descriptions of images leave it empty.",
			Why:    "Look for the key of an image at its snapshots: that key must work, and let those use it who launch.",
			Change: "Given to run-instances for one launch, and to copy-image --kms-key-id for a copy.",
			Values: []Value{{"", "Not said here, as always in images. Snapshot.KmsKeyId has the key."}},
			Any:    "The launch encrypts the volume under this key in place of its snapshot's.",
		},
		{
			Field: "DeleteOnTermination", Label: "At termination", Fixed: true,
			Means:  "Whether the volume is deleted when its instance is terminated.",
			Why:    "Volumes that are kept are billed for ever after, and in an Auto Scaling group there is one more with each replacement. Volumes that are deleted take their data along.",
			Change: "The one thing of a disk that create-image can change. For an instance there is modify-instance-attribute --block-device-mappings.",
			Values: []Value{
				{"yes", "Deleted: the volume and its data end with the instance."},
				{"no", "Kept: the volume outlives its instance and goes on costing until somebody deletes it."},
				{"", "Not said in this mapping. The instance says what holds for its volume."},
			},
		},
	}
}

// ebsSpeed are the properties that say how fast the volume is.
func ebsSpeed() []Property {
	return []Property{
		{
			Field: "VolumeType", Label: "Volume type", Fixed: true,
			Means:  "The kind of EBS volume, with its price and speed.",
			Why:    "Old images carry gp2 along, where gp3 is cheaper per GiB and its speed is bought apart. A type that is too slow shows at the first load test, or the first incident.",
			Change: "A launch can ask for another type, and modify-volume changes a running one. For the image, change the instance's volume and use create-image.",
			Values: []Value{
				{"gp3", "General purpose SSD with 3,000 operations a second whatever its size, and more to buy: the usual choice."},
				{"gp2", "General purpose SSD of the generation before: speed grows with size, 3 operations a second per GiB."},
				{"io2", "Provisioned SSD of high durability, for databases: every operation a second is bought."},
				{"io1", "Provisioned SSD of the generation before io2."},
				{"st1", "Hard disk for long sequential reads and writes. It cannot be a root disk."},
				{"sc1", "The cheapest hard disk, for data that is seldom read. No instance can start from it."},
				{"standard", "Magnetic disk of the first generation, found in old images alone."},
			},
		},
		{
			Field: "Iops", Label: "IOPS", Fixed: true,
			Means:  "How many operations a second the volume is made for.",
			Why:    "More than a gp3 volume has by itself is billed for every instance, used or not. Less than a database is used to is an incident.",
			Change: "A launch can ask for another number, and modify-volume changes it for one volume.",
			Values: []Value{
				{"3000", "What every gp3 volume has at no extra charge."},
				{"", "Not said: gp3 has 3,000, and for hard disks there is no such number."},
			},
			Any:  "Not a number of operations.",
			read: numbered("Made for %s operations a second. For gp3 what is above 3,000 is billed, for io1 and io2 all of it; for gp2 it follows from the size."),
		},
		{
			Field: "Throughput", Label: "Throughput", Fixed: true,
			Means:  "How many MiB a second a gp3 volume is made for.",
			Why:    "Restoring a backup or warming a cache runs into this limit before it runs into IOPS.",
			Change: "A launch can ask for another rate, and modify-volume changes it for one volume. The type of the instance has a limit of its own.",
			Values: []Value{
				{"125", "The throughput that gp3 volumes have at no extra charge."},
				{"", "Not said. Types other than gp3 have no such setting."},
			},
			Any:  "Not a number of MiB a second.",
			read: numbered("Up to %s MiB a second, billed for what is above 125."),
		},
		{
			Field: "VolumeInitializationRate", Label: "Initialization rate",
			Means:  "The speed, in MiB a second, at which a new volume is filled from its snapshot.",
			Why:    "A fresh volume reads slowly until its blocks have come. This buys a steady rate for that, from 100 to 300.",
			Change: "Given to run-instances for one launch, and billed. Images do not carry it.",
			Values: []Value{{"", "Not said, as always in images: blocks come as they are read, as fast as that goes."}},
			Any:    "Not a rate.",
			read:   numbered("Filled at %s MiB a second, for a fee."),
		},
	}
}

// ebsPlace are the properties that say where the volume is made. Images
// seldom have them.
func ebsPlace() []Property {
	return []Property{
		{
			Field: "AvailabilityZone", Label: "Zone of the volume",
			Means:  "The Availability Zone that a volume is made in, for calls that take one.",
			Why:    "Images are good for all zones of their region, so here is nothing to go wrong.",
			Change: "Not a matter of images: the subnet of a launch decides.",
			Values: []Value{{"", "Not said, as always in images: the volume is made in its instance's zone."}},
			Any:    "This zone, by the name that the account knows it by.",
		},
		{
			Field: "AvailabilityZoneId", Label: "Zone ID of the volume",
			Means:  "The same zone by its ID, which is one for all accounts.",
			Why:    "The name us-east-1a can be another place in another account; use1-az1 is not.",
			Change: "Not a matter of images, as with the name of the zone.",
			Values: []Value{{"", "Not said, as always in images."}},
			Any:    "This zone, by the ID that all accounts share.",
		},
		{
			Field: "OutpostArn", Label: "Outpost of the snapshot", Fixed: true,
			Means:  "The Outpost on which the snapshot behind this volume is kept.",
			Why:    "Such an image launches on that Outpost alone.",
			Change: "Settled by where the snapshot was made or copied to. Copies from an Outpost back to a region are not to be had.",
			Values: []Value{{"", "Kept in the region, as nearly all are."}},
			Any:    "On this Outpost: an image with it cannot be launched in the region.",
		},
		{
			Field: "EbsCardIndex", Label: "EBS card",
			Means:  "Which of an instance's EBS cards the volume is attached to.",
			Why:    "A few large types have several, and spread their disks over them for speed.",
			Change: "Given at launch, for types that have more than one.",
			Values: []Value{
				{"0", "The first card, which every type has."},
				{"", "Not said: the first card is taken."},
			},
			Any: "A card beyond the first. Types that do not have it refuse the launch.",
		},
	}
}
