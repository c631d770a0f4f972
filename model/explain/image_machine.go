package explain

// imageMachine are the properties that say which machines an image runs on.
func imageMachine() []Property {
	return []Property{
		{
			Field: "Architecture", Label: "Architecture", Fixed: true,
			Means:  "The kind of processor that the software on its disks was built for.",
			Why:    "A type with another processor refuses the launch. To go from Intel to Graviton is to build another image, not to change a setting.",
			Change: "It tells what is on the disks. For an EBS-backed image register-image takes i386 when nothing is said, so say it.",
			Values: []Value{
				{"x86_64", "Intel or AMD, 64 bits: most types take it, Graviton types do not."},
				{"arm64", "Arm, 64 bits: Graviton types such as t4g, m7g and c7g."},
				{"i386", "Intel or AMD, 32 bits. Only a few small types of old take it, among them t2.micro, m1.small and c3.large."},
				{"x86_64_mac", "Macs with Intel processors: the mac1 metal type, on a Dedicated Host."},
				{"arm64_mac", "Macs with Apple's own processors: the later mac metal types, on a Dedicated Host."},
			},
		},
		{
			Field: "VirtualizationType", Label: "Virtualization", Fixed: true,
			Means:  "How the guest is run: as on real hardware, or in the old way that knows its host.",
			Why:    "A paravirtual image ties you to types of past generations, without current network cards and disks.",
			Change: "Say hvm to register-image, which takes paravirtual when nothing is said. A paravirtual system moves on by being built anew.",
			Values: []Value{
				{"hvm", "Hardware virtualization: the guest starts from its own disk as on a real machine. Every current type takes it."},
				{"paravirtual", "The guest works with its hypervisor and needs a kernel image. Only types of the lines C1, C3, M1, M2, M3 and T1 take it."},
			},
		},
		{
			Field: "Hypervisor", Label: "Hypervisor", Fixed: true,
			Means:  "The hypervisor that the image is registered for; AWS says xen for all.",
			Why:    "Do not choose types by it. Whether Xen or Nitro runs an instance is a matter of its type.",
			Change: "Nothing sets it.",
			Values: []Value{
				{"xen", "What every image says, also one that only ever runs on Nitro."},
				{"ovm", "A word that the API lists and does not support."},
			},
		},
		{
			Field: "EnaSupport", Label: "ENA support", Fixed: true,
			Means:  "Whether the image is declared to have the driver of AWS's current network cards.",
			Why:    "It is a declaration, not a test. Where it is missing, types that require ENA refuse; where it is wrong, instances come up and cannot be reached.",
			Change: "Set by register-image --ena-support; for an instance by modify-instance-attribute --ena-support, from where create-image takes it.",
			Values: []Value{
				{"yes", "Declared: types that require ENA, as current ones do, accept the image."},
				{"no", "Declared to be without: types that require ENA refuse it."},
				{"", "Not declared, as on old images: types that require ENA refuse them."},
			},
		},
		{
			Field: "SriovNetSupport", Label: "SR-IOV support", Fixed: true,
			Means:  "Whether enhanced networking of older types, by Intel's 82599 card, is on.",
			Why:    "Current types use ENA and do not ask for it. It matters on types such as C4 and M4 alone.",
			Change: "Turned on by register-image --sriov-net-support simple, or for an instance that create-image is then used on. Nothing turns it off.",
			Values: []Value{
				{"simple", "On: the driver for that card is declared to be there."},
				{"", "Not on, which only older types notice."},
			},
		},
	}
}

// imageRoot are the properties that say what an instance starts from.
func imageRoot() []Property {
	return []Property{
		{
			Field: "RootDeviceName", Label: "Root device name", Fixed: true,
			Means:  "The device name of the disk that an instance starts from.",
			Why:    "A launch that wants another root size or type must use exactly this name. With any other it gets a second disk, and the root stays as it was.",
			Change: "Set by register-image --root-device-name. Inside Linux the device can have another name, such as /dev/nvme0n1.",
			Any:    "The mapping with this name is the root disk.",
		},
		{
			Field: "RootDeviceType", Label: "Root device type", Fixed: true,
			Means:  "Whether the root disk is an EBS volume or space on the host.",
			Why:    "It decides what stopping, imaging, deregistering and paying mean for this image.",
			Change: "To change it, build the system anew on an image of the other kind.",
			Values: []Value{
				{"ebs", "An EBS volume, made from a snapshot: its instances can be stopped, started and imaged with create-image."},
				{"instance-store", "Space on the host, filled from S3. Its instances can be rebooted and terminated, not stopped, and the disk ends with them. Only old types take it."},
			},
		},
		{
			Field: "KernelId", Label: "Kernel", Fixed: true,
			Means:  "The kernel image that a paravirtual image starts with.",
			Why:    "It marks an image as paravirtual. Without it, such an image does not start.",
			Change: "Set by register-image --kernel. Each region has kernels of its own.",
			Values: []Value{{"", "None: the image brings its kernel on its own disk, as HVM images do."}},
			Any:    "This kernel, often PV-GRUB, is loaded first and starts what is on the disk.",
		},
		{
			Field: "RamdiskId", Label: "RAM disk", Fixed: true,
			Means:  "The RAM disk that the kernel of a paravirtual image loads.",
			Why:    "Only very old images have one. It must go with their kernel.",
			Change: "Set by register-image --ramdisk, if at all.",
			Values: []Value{{"", "None, as HVM images and most paravirtual ones."}},
			Any:    "The kernel loads this RAM disk, with the drivers to find its root.",
		},
	}
}

// imageBoot are the properties that say how an instance starts and what it may
// be started on.
func imageBoot() []Property {
	return []Property{
		{
			Field: "BootMode", Label: "Boot mode", Fixed: true,
			Means:  "The firmware that starts an instance: BIOS, UEFI, or UEFI where there is one.",
			Why:    "A type without the mode refuses the launch, and a disk that was not prepared for it does not start. Secure Boot and NitroTPM want UEFI.",
			Change: "Set by register-image --boot-mode, or taken from the instance by create-image. For another mode, prepare the system on the disks and register their snapshots anew.",
			Values: []Value{
				{"uefi", "UEFI and nothing else: types that have only BIOS refuse it."},
				{"uefi-preferred", "UEFI where the type has it, BIOS where not. On a BIOS type it starts all the same, without Secure Boot and NitroTPM."},
				{"legacy-bios", "BIOS and nothing else: Graviton types, which have only UEFI, refuse it."},
				{"", "Not set: the type decides. Graviton starts with UEFI, Intel and AMD types with BIOS."},
			},
		},
		{
			Field: "TpmSupport", Label: "TPM support", Fixed: true,
			Means:  "Whether instances get a virtual security chip, a NitroTPM.",
			Why:    "Disk keys and attestation may hang on it. What an instance keeps in its chip is not in its snapshots, and so not in images made from it.",
			Change: "Set by register-image --tpm-support v2.0 together with --boot-mode uefi.",
			Values: []Value{
				{"v2.0", "Instances have a TPM 2.0. Their type must offer NitroTPM and start with UEFI."},
				{"", "No TPM: software that wants to seal its keys in one finds none."},
			},
		},
		{
			Field: "ImdsSupport", Label: "IMDS support",
			Means:  "Whether instances ask for version 2 of the metadata endpoint by default.",
			Why:    "Version 1 hands a role's credentials to anyone who can make the instance fetch a URL. To require version 2 ends that, and breaks software that was never updated: a suspect whenever a new version fails.",
			Change: "Set by register-image, or later by modify-image-attribute --imds-support v2.0, for good: only a new image from the snapshots is without it. A launch can decide otherwise.",
			Values: []Value{
				{"v2.0", "Instances require session tokens (IMDSv2), with a hop limit of 2, unless the launch says otherwise. Software that asks without a token gets no answer."},
				{"", "The image asks for nothing. Account and launch decide whether version 1 still answers."},
			},
		},
		{
			Field: "InstanceTypeSpecification", Label: "Instance types",
			Means:  "The instance types that the owner allows for this image, or rules out.",
			Why:    "Other types fail with InvalidParameterCombination, in Auto Scaling too. Look here when one type of a mixed group never comes.",
			Change: "The owner replaces or removes it with the API call ReplaceImageInstanceTypeSpecification. Images listed in the Marketplace have none. An AWS CLI older than August 2026 leaves this property out.",
			Values: []Value{{"", "No list: any type that fits the image otherwise will do."}},
			Any:    "A type must match what is supported, where anything is, and nothing that is unsupported. An asterisk stands for any characters.",
		},
		{
			Field: "BlockDeviceMappings", Label: "Block device mappings", Fixed: true,
			Means:  "The disks that an instance gets: each a device name and what stands behind it.",
			Why:    "They name the snapshots with the data. What the image costs, who can be given it and what deregistering leaves all hang on them.",
			Change: "A launch can decide otherwise for itself with run-instances --block-device-mappings. In the image they stay.",
			Values: []Value{{"", "None, as for an image in S3: it brings no EBS volumes."}},
			Any:    "Each entry has properties of its own, explained under BlockDeviceMapping and EbsBlockDevice.",
		},
	}
}
