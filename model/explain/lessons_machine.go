package explain

func machineLessons() []Lesson {
	return []Lesson{lessonMadeOf(), lessonRootDevice(), lessonVirtualization(), lessonArchitecture(), lessonBootMode()}
}

func lessonMadeOf() Lesson {
	return Lesson{
		Title: "What an AMI is made of",
		Goal:  "See that an image is a record that costs nothing, and that its data lies in snapshots.",
		Steps: []Step{
			{
				Do:    "Start tami --demo. Press / and type payments-v57, then enter to keep the search and enter to open the image.",
				See:   "The Overview has a line for each thing that AWS records of the image. This record is the image. Press e on a line and it is explained.",
				Query: "payments-v57", Shows: []Shown{{"Image.RootDeviceType", "ebs"}, {"Image.State", "available"}},
			},
			{
				Do:    "Press tab to get to Devices.",
				See:   "Three disks. Each is made from a snapshot whenever an instance is launched; there lie the data and the cost. Two of them are kept when their instance ends.",
				Shows: []Shown{{"BlockDeviceMapping.DeviceName", "/dev/sdg"}, {"EbsBlockDevice.DeleteOnTermination", "no"}, {"EbsBlockDevice.VolumeType", "io2"}},
				Tab:   "Devices", Says: []string{"/dev/sdg", "io2", "kept"},
			},
			{
				Do:    "Press tab until you are at Tags, then until you are at Raw. In Raw, press / and type Snapshot.",
				See:   "The owner's labels, and the whole answer as the AWS CLI prints it, with what was searched for marked.",
				Shows: []Shown{{"Tag.Key", "team"}},
			},
			{
				Do:  "Leave with ctrl+c, and run tami explain Image.BlockDeviceMappings.",
				See: "What the list of disks is for, how a launch changes it, and the command that prints it.",
			},
		},
		Learned: "The image is a record, the snapshots are its data, and the block device mapping ties them together.",
	}
}

func lessonRootDevice() Lesson {
	return Lesson{
		Title: "EBS or instance store",
		Goal:  "Tell an image whose disk is a snapshot from one whose disk is a bundle of files in S3.",
		Steps: []Step{
			{
				Do:    "In tami --demo, press / and type root:instance-store, then enter.",
				See:   "One image is left, legacy-licensing-s3-2013. It has no size, as it makes no volume.",
				Query: "root:instance-store", Shows: []Shown{{"Image.Name", "legacy-licensing-s3-2013"}},
			},
			{
				Do:    "Open it with enter and look at ImageLocation and RootDeviceType.",
				See:   "The location is a manifest in a bucket: it lists the files of the disk, which stay there when the image is deregistered.",
				Shows: []Shown{{"Image.RootDeviceType", "instance-store"}, {"Image.ImageLocation", "ops-prod-bundles-us-east-1/licensing/2013-10/image.manifest.xml"}},
			},
			{
				Do:    "Go back with esc. Press / and ctrl+u, and type root:ebs bastion, then open what comes first and go to Devices.",
				See:   "A root disk with a snapshot behind it, as nearly all images have. Its instances can be stopped, and imaged again.",
				Query: "root:ebs bastion", Shows: []Shown{{"Image.RootDeviceType", "ebs"}},
			},
			{
				Do:  "Run tami explain 'instance store-backed image'.",
				See: "What the difference means for stopping, for costs and for cleaning up.",
			},
		},
		Learned: "EBS-backed images have snapshots, and their instances can stop. Instance store-backed ones have files in S3, and their instances can only end.",
	}
}

func lessonVirtualization() Lesson {
	return Lesson{
		Title: "HVM or PV",
		Goal:  "Recognize a paravirtual image, and see what it binds you to.",
		Steps: []Step{
			{
				Do:    "In tami --demo, press / and type virt:paravirtual legacy-reports, then enter twice.",
				See:   "VirtualizationType says paravirtual, KernelId names the kernel that starts it, and EnaSupport is not there at all.",
				Query: "virt:paravirtual legacy-reports", Shows: []Shown{{"Image.VirtualizationType", "paravirtual"}, {"Image.KernelId", "aki-919dcaf8"}, {"Image.EnaSupport", ""}},
			},
			{
				Do:  "Press i for the instances and find legacy-reports.",
				See: "It runs on an m3.medium. Types of that age take such an image, current ones refuse it.",
			},
			{
				Do:    "Go back with esc until the list shows. Press / and ctrl+u, and type virt:hvm golden-al2023, then open what comes first.",
				See:   "VirtualizationType says hvm and there is no kernel: it is on the disk. Hypervisor says xen, as on every image, so it tells nothing.",
				Query: "virt:hvm golden-al2023", Shows: []Shown{{"Image.VirtualizationType", "hvm"}, {"Image.KernelId", ""}, {"Image.Hypervisor", "xen"}},
			},
			{
				Do:  "Run tami explain 'HVM and paravirtual'.",
				See: "The two ways in short, and why no setting leads from one to the other.",
			},
		},
		Learned: "Paravirtual means old types and a kernel image. The way on is to build the system anew on an HVM image.",
	}
}

func lessonArchitecture() Lesson {
	return Lesson{
		Title: "x86 or Arm",
		Goal:  "See that an image is for one family of processors, and how a team deals with it.",
		Steps: []Step{
			{
				Do:    "In tami --demo, press / and type 77aa0e2, then enter.",
				See:   "A web-arm64 and a web-amd64 of the same commit: one program, built once for each family.",
				Query: "77aa0e2",
			},
			{
				Do:    "Press / and ctrl+u, and type arch:arm64 family:web-arm64, then enter, and open what comes first.",
				See:   "Architecture says arm64: Graviton types launch it, Intel and AMD types refuse.",
				Query: "arch:arm64 family:web-arm64", Shows: []Shown{{"Image.Architecture", "arm64"}},
			},
			{
				Do:  "Press i and compare the types.",
				See: "The web groups run on c7g, where the g stands for Graviton. The workers' types have an i for Intel or an a for AMD, as their images are x86_64.",
			},
			{
				Do:    "Go back to the list. Press / and ctrl+u, and type arch:i386, then the same with arch:x86_64_mac.",
				See:   "A fax gateway of 32 bits that a handful of old types still take, and a Mac image that wants a Dedicated Host.",
				Query: "arch:i386", Shows: []Shown{{"Image.Architecture", "i386"}, {"Image.Name", "legacy-fax-gateway-i386"}},
			},
			{
				Do:  "Run tami explain Image.Architecture.",
				See: "All values, what they mean, and why the architecture cannot be changed.",
			},
		},
		Learned: "Architecture is a fact about the disks. To serve both families, build twice and keep the versions in step.",
	}
}

func lessonBootMode() Lesson {
	return Lesson{
		Title: "Boot mode, UEFI and TPM",
		Goal:  "Read from an image which firmware starts it, and what that makes possible.",
		Steps: []Step{
			{
				Do:    "In tami --demo, press / and type vault-tpm, then enter twice.",
				See:   "BootMode says uefi and TpmSupport v2.0: instances get a security chip. ImdsSupport says v2.0 too, so metadata want a token.",
				Query: "vault-tpm", Shows: []Shown{{"Image.BootMode", "uefi"}, {"Image.TpmSupport", "v2.0"}, {"Image.ImdsSupport", "v2.0"}},
			},
			{
				Do:    "Go back with esc. Press / and ctrl+u, and type boot:legacy-bios oracle, then open it.",
				See:   "It starts with BIOS and nothing else, so a Graviton type could not start it even if its software were for Arm.",
				Query: "boot:legacy-bios oracle", Shows: []Shown{{"Image.BootMode", "legacy-bios"}},
			},
			{
				Do:    "Go back. Press / and ctrl+u, and type boot:uefi-preferred family:worker, then open what comes first.",
				See:   "UEFI where the type has it, BIOS where not: it starts on more types, and loses Secure Boot on some without a word.",
				Query: "boot:uefi-preferred family:worker", Shows: []Shown{{"Image.BootMode", "uefi-preferred"}},
			},
			{
				Do:    "Go back. Press / and ctrl+u, and type billing-archive, then open it.",
				See:   "No BootMode in the list: it is not set, and the type decides. For an x86 image that is BIOS.",
				Query: "billing-archive", Shows: []Shown{{"Image.BootMode", ""}, {"Image.Architecture", "x86_64"}},
			},
			{
				Do:  "Run tami explain Image.BootMode.",
				See: "What each value means, and what it takes to change it.",
			},
		},
		Learned: "Image, disk and type must agree on the firmware. UEFI is what Secure Boot and NitroTPM stand on.",
	}
}
