package explain

import "strings"

// imageNames are the properties of an image that say what it is.
func imageNames() []Property {
	return []Property{
		{
			Field: "ImageId", Label: "Image ID", Fixed: true,
			Means:  "The name by which AWS knows the image. It is unique within its region, and a copy gets another, even an exact one.",
			Why:    "Launch templates, Auto Scaling groups and scripts point at this ID. Point them elsewhere, or at an SSM parameter, before the image goes.",
			Change: "AWS assigns it to what create-image, register-image or copy-image makes, and it stays.",
			Values: []Value{{"", "No ID: nothing that AWS knows as an image."}},
			Any:    "It is valid in this region alone. Another region answers that there is no such image.",
			read: func(id string) string {
				if len(id) == len("ami-12345678") {
					return "Eight hexadecimal digits: the image is from the years before AWS went over to IDs of seventeen. Both forms work everywhere."
				}
				return ""
			},
		},
		{
			Field: "Name", Label: "Image name", Fixed: true,
			Means:  "What people call the image. It is unique among the images of one owner in one region.",
			Why:    "Pipelines and people find versions by it. Tami groups images into families by what is left of a name without version, date and commit.",
			Change: "It cannot be edited. Copy the image with copy-image under another name, which gives a new ID, or show people a Name tag instead.",
			Values: []Value{{"", "No name, which only images from AWS's first years have."}},
			Any:    "AWS reads nothing into it. Another owner may give an image the very same name, so look at OwnerId too.",
		},
		{
			Field: "Description", Label: "Image description",
			Means:  "Words of the owner about the image.",
			Why:    "At three in the morning it is often the one place that says what changed. On other people's images it proves nothing.",
			Change: "The owner edits it with modify-image-attribute --description. What it said before is not kept.",
			Values: []Value{{"", "Nobody wrote one."}},
			Any:    "Only the owner can have written it, and AWS does not check it.",
		},
		{
			Field: "ImageType", Label: "Image type", Fixed: true,
			Means:  "What kind of image it is: a machine, or a part that an old machine starts with.",
			Why:    "Only machines are launched. Kernels and RAM disks turn up in unfiltered listings and can be passed over.",
			Change: "It is settled when the image is registered.",
			Values: []Value{
				{"machine", "A machine image: instances are launched from it."},
				{"kernel", "A kernel that paravirtual images start with. It is a relic, and not launched itself."},
				{"ramdisk", "A RAM disk that a paravirtual kernel loads while it starts. It is a relic, and not launched itself."},
			},
		},
		{
			Field: "PlatformDetails", Label: "Platform details", Fixed: true,
			Means:  "The operating system and licence that AWS bills, in words.",
			Why:    "It decides the price of every instance. After register-image look here: where it is empty or wrong for Windows, Red Hat, SUSE or SQL Server, discard the image and make it from an instance.",
			Change: "AWS derives it from what the image was made of, and nothing edits it. Images made by create-image have it from their instance.",
			Values: []Value{
				{"Linux/UNIX", "No licence is billed. Which Linux it is stays open: Amazon Linux, Debian and many others all say this."},
				{"Windows", "The Windows licence is in the price of every instance."},
				{"Red Hat Enterprise Linux", "Red Hat's subscription is in the price of every instance."},
				{"Red Hat BYOL Linux", "Red Hat, with a subscription that you bring yourself: AWS bills none."},
				{"SUSE Linux", "SUSE's subscription is in the price of every instance."},
				{"Ubuntu Pro", "Canonical's Ubuntu Pro is in the price of every instance."},
				{"", "AWS knows no licence for it. For a system that is billed this is a fault."},
			},
			Any: "A licence, or several, in the price of every instance. UsageOperation has the code that bills carry.",
		},
		{
			Field: "Platform", Label: "Platform", Fixed: true,
			Means:  "The word windows, or nothing for everything else.",
			Why:    "Scripts choose by it how to sign in and what to run. The SDK spells its value Windows while the API sends windows, so compare without case.",
			Change: "It follows from how the image was made, and is not edited.",
			Values: []Value{
				{"windows", "A Windows image. The first password of an instance comes from get-password-data, decrypted with its key pair."},
				{"", "Not Windows: Linux, macOS or another system."},
			},
		},
		{
			Field: "PublicSsmParameterName", Label: "Public SSM parameter", Fixed: false,
			Means:  "The public SSM parameter that leads to this image, for images that AWS publishes.",
			Why:    "The parameter stays while images come and go, so who launches by it gets what its publisher means by then: new patches, and new surprises.",
			Change: "Its publisher alone moves it. Parameters of your own that name this image are not listed here. An AWS CLI older than July 2026 leaves this property out.",
			Values: []Value{{"", "No public parameter leads here, as for all images of ordinary accounts."}},
			Any:    "Launch with resolve:ssm: and this name to get the image that it leads to on that day.",
		},
	}
}

// imageOrigin are the properties that say where an image comes from.
func imageOrigin() []Property {
	return []Property{
		{
			Field: "OwnerId", Label: "Image owner", Fixed: true,
			Means:  "The account that owns the image and pays for its snapshots.",
			Why:    "Anybody can name an image ubuntu. The owner's number is what tells a maker from an impostor. Only the owner changes, shares or deregisters the image.",
			Change: "An image cannot be given away. Another account gets one of its own with copy-image, if the snapshots are shared too.",
			Any:    "Not the twelve digits of an account. Look at where this answer comes from.",
			read:   accounted("Account %s owns it. Unless that is yours, compare it with the number that the maker publishes before you trust the image."),
		},
		{
			Field: "ImageOwnerAlias", Label: "Owner alias", Fixed: true,
			Means:  "A word that AWS puts in place of the numbers of a few owners that it vouches for.",
			Why:    "Accounts cannot give one to themselves, so a verified badge rests on this word.",
			Change: "AWS alone assigns it.",
			Values: []Value{
				{"amazon", "Published by Amazon, or by a partner that it verified."},
				{"aws-marketplace", "From a registered seller of the AWS Marketplace. Terms, and often a price, come with it as product codes."},
				{"aws-backup-vault", "Kept by AWS Backup in a vault. It ends as a recovery point there, not by deregister-image."},
				{"", "No alias: an ordinary account, perhaps your own."},
			},
		},
		{
			Field: "ImageLocation", Label: "Image location", Fixed: true,
			Means:  "Where the image is registered from: owner and name, or a manifest in S3.",
			Why:    "It tells an image whose disk is a bundle of files in a bucket from one whose disk is a set of snapshots.",
			Change: "For a bundle, register-image sets it with --image-location. Otherwise it follows from owner and name.",
			Any:    "Only owner and name again: the disks lie in EBS snapshots, which the devices name.",
			read: telling(strings.Contains, Value{"manifest.xml", "A manifest in an S3 bucket, which lists the files of the disk. " +
				"Deregistering leaves those files, and their cost, where they are."}),
		},
		{
			Field: "CreationDate", Label: "Created", Fixed: true,
			Means:  "When this image was made; in a copy, when the copy was.",
			Why:    "Patches since then are not in it. It is also what clean-up rules count from, and the order of the versions of a family.",
			Change: "AWS sets it. A copy has a later one than its source, though the disks are no newer.",
			Any:    "A date that tami cannot read, shown as AWS gave it.",
			read:   dated("Made on %s. The software inside may be older."),
		},
		{
			Field: "SourceInstanceId", Label: "Source instance", Fixed: true,
			Means:  "The instance that create-image made this image from.",
			Why:    "It leads back to the machine whose disks these are, with all that lay on them: logs, caches, keys.",
			Change: "Written once by create-image.",
			Values: []Value{{"", "Not made from an instance by create-image, but copied, registered, imported or restored."}},
			Any:    "The image holds that instance's disks as they were then. The instance may be long gone.",
		},
		{
			Field: "SourceImageId", Label: "Source image", Fixed: true,
			Means:  "The image that this one was copied or made from.",
			Why:    "It is the family tree: what is wrong with a parent is wrong with its children. The command get-image-ancestry follows it to the root.",
			Change: "Written by create-image, copy-image and create-restore-image-task, and kept after the source is gone.",
			Values: []Value{{"", "No source is recorded. Registered images have none, and neither have some old ones."}},
			Any:    "This image needs nothing of its source any more, which may be deregistered already.",
		},
		{
			Field: "SourceImageRegion", Label: "Source region", Fixed: true,
			Means:  "The region of the image that this one was copied or made from.",
			Why:    "Copies have IDs and snapshots of their own in every region. This is what ties them together.",
			Change: "Written together with SourceImageId.",
			Values: []Value{{"", "No region, as no source is recorded."}},
			Any:    "A region other than the image's own makes it a copy from there. In the same region it was copied, or made from an instance of its source.",
		},
		{
			Field: "ImageWatermarks", Label: "Watermarks",
			Means:  "Marks of origin, attached to this image or to one that it descends from.",
			Why:    "Copies, and images made from instances, inherit them. So a mark proves descent, where a name proves nothing, and Allowed AMIs can ask for one.",
			Change: "The owner adds one with the API call AttachImageWatermark and takes it off with DetachImageWatermark. Public images take none, and what was made of the image before keeps its marks. An AWS CLI older than June 2026 leaves this property out.",
			Values: []Value{{"", "No mark: nobody attached one to the image or to its ancestors."}},
			Any:    "The account before the colon attached this mark to the image that is named with it.",
		},
	}
}
