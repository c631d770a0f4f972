package explain

func imageConcepts() []Concept {
	return []Concept{
		{
			Name: "Amazon Machine Image", Also: []string{"AMI", "image", "machine image"},
			Means: "A record from which EC2 launches instances: which disks to make from which snapshots, and what they need to start. The record costs nothing, its snapshots do.",
			Why:   "What runs in an account was launched from some image. Images are versions of your servers: kept, shared, rolled back to and cleaned up.",
			See:   []string{"Block device mapping", "EBS snapshot", "Image.ImageId"},
		},
		{
			Name: "EBS-backed image", Also: []string{"EBS-backed", "EBS image"},
			Means: "An image whose root disk is an EBS volume, made from a snapshot at launch. Nearly all images of today are of this kind.",
			Why:   "Its instances can be stopped and imaged. The snapshots stay and cost until they are deleted themselves.",
			See:   []string{"Image.RootDeviceType", "Instance store-backed image"},
		},
		{
			Name: "Instance store-backed image", Also: []string{"instance-store-backed", "S3-backed image", "instance store image"},
			Means: "An image whose root disk is unpacked from a bundle of files in S3 onto a disk of the host. AWS calls it S3-backed too.",
			Why:   "Its instances cannot be stopped, and lose their disk when they end. Deregistering leaves the bundle in its bucket. Only old Linux types take it.",
			See:   []string{"Image.ImageLocation", "EBS-backed image", "Instance store"},
		},
		{
			Name: "Instance store", Also: []string{"ephemeral disk", "ephemeral0"},
			Means: "A disk of the machine that an instance happens to run on. It is fast, comes with some types at no extra charge, and is empty at launch.",
			Why:   "What is on it is lost when the instance stops or ends, and is in no image and no snapshot.",
			See:   []string{"BlockDeviceMapping.VirtualName"},
		},
		{
			Name: "Block device mapping", Also: []string{"device mapping"},
			Means: "The list of disks that an image or a launch asks for: EBS volumes made from snapshots, empty ones, disks of the host, and devices to leave out.",
			Why:   "A launch can change entries by naming the same device. A wrong name adds a disk instead of changing one.",
			See:   []string{"Image.BlockDeviceMappings", "BlockDeviceMapping.DeviceName"},
		},
		{
			Name: "Root device", Also: []string{"root volume", "root disk"},
			Means: "The disk that an instance starts from. The image names it, and its snapshot cannot be deleted while the image is registered.",
			Why:   "Size and type can be changed at launch, under exactly the name that the image gives.",
			See:   []string{"Image.RootDeviceName", "Image.RootDeviceType", "Root volume replacement"},
		},
		{
			Name: "Golden image", Also: []string{"base image"},
			Means: "An image with all that every server of an organization shall have, on which other images are built.",
			Why:   "A hole in it is in all of its children, and a patch reaches them only when they are built anew.",
			See:   []string{"Image.SourceImageId", "Image.ImageWatermarks", "Image family"},
		},
		{
			Name: "Image family", Also: []string{"family", "families", "versions", "versions of an image"},
			Means: "The versions of one thing: images whose names are the same but for version, date, number and commit. AWS has no such notion; tami reads it from names, family tags and descent.",
			Why:   "It answers which version is newest, which was last, which regions lack it, and which old ones can go.",
			See:   []string{"Image.Name", "Rollback"},
		},
		{
			Name: "Creating an image", Also: []string{"create-image", "CreateImage", "no reboot"},
			Means: "Making an image from an instance: every EBS volume is snapshotted, the instance rebooted first unless told otherwise.",
			Why:   "With the reboot, production stops for a moment. Without it, what was not yet written is missing, and nobody vouches for the file system.",
			See:   []string{"Image.SourceInstanceId", "Registering an image"},
		},
		{
			Name: "Registering an image", Also: []string{"register-image", "RegisterImage"},
			Means: "Making an image from snapshots that are there already, or from a bundle in S3. Architecture, boot mode and the rest are told, not found out.",
			Why:   "It brings an image back whose snapshots were kept, under a new ID. Licences of Windows, Red Hat, SUSE and SQL Server can get lost on the way.",
			See:   []string{"Image.PlatformDetails", "Creating an image"},
		},
		{
			Name: "Copying an image", Also: []string{"copy-image", "CopyImage", "image copy"},
			Means: "Making an image of one's own from another, in the same region or elsewhere, with snapshots of its own. It is asked for in the region that it goes to.",
			Why:   "Images work in one region alone. Tags come along only when asked for, permissions never. A first copy into a region is complete, and so is one under a new key.",
			See:   []string{"Image.SourceImageId", "Region", "Snapshot.TransferType"},
		},
		{
			Name:  "Region",
			Means: "A place of AWS's with its own images, snapshots, keys and instances. IDs of one mean nothing in another.",
			Why:   "A rollback in the second region fails if nobody copied the last good version there.",
			See:   []string{"Copying an image", "Image.SourceImageRegion"},
		},
	}
}

func machineConcepts() []Concept {
	return []Concept{
		{
			Name: "HVM and paravirtual", Also: []string{"HVM", "PV", "paravirtual", "HVM or PV", "virtualization types"},
			Means: "Two ways to run a guest. An HVM guest starts as on real hardware; a paravirtual one works with its hypervisor and needs a kernel image beside its disk.",
			Why:   "Everything current is HVM. A paravirtual image binds you to types of past generations, and no setting turns it into the other.",
			See:   []string{"Image.VirtualizationType", "Image.KernelId"},
		},
		{
			Name: "x86 and Arm", Also: []string{"x86", "Arm", "Graviton", "architectures", "x86 or Arm"},
			Means: "The two families of processors: Intel and AMD (x86_64), and Amazon's Graviton (arm64). An image is for one of them.",
			Why:   "A group that mixes types of both needs an image for each, built from the same sources.",
			See:   []string{"Image.Architecture"},
		},
		{
			Name: "Boot modes", Also: []string{"UEFI", "BIOS", "legacy BIOS", "firmware"},
			Means: "What starts before the operating system: the old BIOS or its successor, UEFI. Graviton has UEFI, Intel and AMD types have BIOS and mostly UEFI too.",
			Why:   "The image says which it wants, its disk must be prepared for that, and the type must have it: three things that can disagree.",
			See:   []string{"Image.BootMode", "Secure Boot", "NitroTPM"},
		},
		{
			Name: "Secure Boot", Also: []string{"UEFI Secure Boot"},
			Means: "A feature of UEFI that starts only software with a known signature. Keys for it are stored with the image as UEFI data.",
			Why:   "It stops changed kernels, and modules of your own that nobody signed. With uefi-preferred it is silently gone on a BIOS type.",
			See:   []string{"Image.BootMode", "Boot modes"},
		},
		{
			Name: "NitroTPM", Also: []string{"TPM", "TPM 2.0"},
			Means: "A virtual security chip of an instance that keeps keys and measures what is started.",
			Why:   "Keys sealed in it do not leave the instance: an image made of it carries the locked disk without the key.",
			See:   []string{"Image.TpmSupport", "Boot modes"},
		},
		{
			Name: "Enhanced networking", Also: []string{"ENA", "Elastic Network Adapter"},
			Means: "Network cards of AWS's that the guest drives itself: ENA today, Intel's 82599 before.",
			Why:   "Current types require ENA. An image that does not declare it fails there, with a message about ENA and not about the image's age.",
			See:   []string{"Image.EnaSupport", "Image.SriovNetSupport"},
		},
	}
}
