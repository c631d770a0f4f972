package op

// explained gives fields what is to be known before they are filled in. The
// limits and meanings are those of AWS's documentation of RunInstances,
// CreateImage and CopyImage.
func explained(fields []Field, more map[string]string) []Field {
	for i := range fields {
		fields[i].More = more[fields[i].Name]
	}
	return fields
}

func launchWords() map[string]string {
	return map[string]string{
		"type":             "Architecture, boot mode, virtualization, drivers for network and disks, TPM, the number of volumes and the zone decide whether an image boots on a type: 24 rules are held against what AWS says of the image and of each type. A type that does not fit stands in the list with the reason. What an hour costs is the price on demand of the image's own system and licences, from AWS's price list. Spot Instances cost at most that.",
		"count":            "All of them are launched, or none. tami takes 100 at the most; what the account may run at once is a quota of AWS's, counted in vCPUs.",
		"subnet":           "It decides the network (VPC), the zone, and whether instances get public addresses. Each instance takes one of its free addresses. A type may be missing in a zone.",
		"security-group":   "They say who may connect. They have to belong to the network of the subnet.",
		"key":              "AWS puts its public half on the instance; whoever has the private half gets on by SSH. Of Windows it decrypts the password.",
		"profile-arn":      "The role in it is what programs on the instance may do, and lets Session Manager onto it. Whoever launches needs iam:PassRole for it.",
		secretField:        "A script or a cloud-init configuration that is run at the first start, 16 KiB at the most. It is in no file of tami's; who may describe the instance can read it.",
		"spot":             "Cheaper by up to nine tenths, and AWS takes them back with two minutes' notice when it needs the capacity.",
		spotPriceField:     "An hour is never charged above it. Below what spare capacity costs AWS launches nothing, and it takes instances back once the price rises above it; so most leave it out.",
		"name":             "The tag Name, 256 characters at the most, is what lists call them by.",
		"tag":              "KEY=VALUE for the instances and their volumes; 50 at the most, keys of up to 128 characters, values of up to 256.",
		"root-size":        "At least as large as its snapshot. The file system is grown at the first start by most systems; a volume is never made smaller.",
		"root-type":        "gp3 is what AWS recommends; io2 is for databases that need many IOPS for sure; standard is magnetic, of an earlier generation.",
		"root-iops":        "gp3 has 3,000 of them at no cost, and up to 500 for each GiB; io1 up to 50, io2 up to 1,000 for each GiB, and both need a figure.",
		"root-throughput":  "gp3 has 125 MiB/s at no cost; each further one takes 4 IOPS.",
		"root-delete":      "Most images say yes. A volume that stays costs until it is deleted.",
		"volume":           "For example /dev/sdf=100:gp3: an empty volume of 100 GiB that is deleted with its instance; /dev/sdf=100:gp3:4000:500:keep has 4,000 IOPS and 500 MiB/s, and stays. A device of the image is given another size or type in the same way, and keeps what is not said; /dev/sdb=keep says only that its volume stays.",
		"drop":             "A device that the image has and these instances do not need; never the root device.",
		"encrypt":          "Every volume is encrypted with the account's default key, or the one that is named. It cannot be taken away from a volume later.",
		"kms-key":          "Its ID, its ARN or alias/NAME. Whoever launches needs permission to use it; a key that cannot be used ends instances as they start.",
		"http-endpoint":    "Most systems read the SSH key, the user data and the credentials of the role there. Off is for instances that need none of it.",
		hopField:           "1 keeps answers on the instance itself, 2 lets containers with a network of their own have them, and more is hardly ever right. An image that asks for IMDSv2 gets 2 by itself.",
		"http-tokens":      "required is IMDSv2 only, which keeps a program that is tricked into fetching addresses from reading the role's credentials. optional answers requests without a token too.",
		"template":         "Its version gives what is left empty here; what stands here goes over it. The image is always this one.",
		"template-version": "$Default is what launches without a version use, $Latest the newest one.",
	}
}

func createWords() map[string]string {
	return map[string]string{
		"name":         "3 to 128 characters: letters, digits, blanks and ( ) . / - ' @ _ [ ]. An account has each name once in a region. What is suggested goes on with the family that the instance runs.",
		"description":  "Up to 255 characters, which can be changed later.",
		"no-reboot":    "Otherwise AWS shuts the instance down, takes the snapshots, and starts it again: some minutes without it, and file systems that are whole. Left running, what was not written to the disks yet is not in the image.",
		"volume":       "/dev/sdf=keep: the volume that an instance gets of it stays when the instance is terminated. What is not named is as it is at the instance. Its size, its type and its encryption are taken as they are.",
		"drop":         "The name of a device, such as /dev/sdf, whose volume is not taken. The root device cannot be left out.",
		"tag":          "KEY=VALUE for the image and each of its snapshots; 50 at the most.",
		"snapshot-tag": "KEY=VALUE for the snapshots alone; the same key goes over a tag of both.",
		"deprecate":    "From that day on the image is found only by its ID, or by who looks for deprecated ones; it goes on working. Ten years from now at the most.",
		"protect":      "While it is on, nobody can deregister the image. It is set when the image is available.",
		"cooldown":     "With it, and who lifts the protection waits 24 hours before the image can be deregistered: time to notice that somebody did.",
	}
}

func copyWords() map[string]string {
	return map[string]string{
		"to":          "Regions of the same partition that are enabled for the account; its own region too, where the copy gets a name of its own. Every byte that leaves a region is paid once, and the snapshots by the month in each.",
		"name":        "3 to 128 characters. A region has each name once, so one name does for one image only.",
		"encrypt":     "A copy of what is encrypted stays encrypted, with the default key of its region where none is named. What is encrypted cannot be made plain again.",
		"kms-key":     "REGION=KEY: a key is of one region. With AWS's own key (alias/aws/ebs) the copy can be shared with nobody. A key that cannot be used fails the copy late, so tami looks at it before.",
		"with-tags":   "Tags of the images and not those of their snapshots; a copy has none of itself. Of an image of somebody else's the tags are not to be seen.",
		"with-shares": "The accounts, organizations and units that each image is shared with get its copies too. Public images do not become public copies.",
		"within":      "A time-based copy: AWS keeps to the time for a fee on each GiB, as far as the throughput of the account for such copies goes (2,000 MiB/s).",
	}
}
