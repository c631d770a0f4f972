package fit

import (
	"strings"
	"time"

	"tami/model/ami"
)

// architecture: 32-bit images are no case of their own, since few types name
// i386.
func architecture(l *Launch, t *ami.InstanceType) Verdict {
	arch := or(l.Image.Architecture, "x86_64")
	if len(t.Architectures) == 0 || has(t.Architectures, arch) {
		return Verdict{}
	}
	return refuse("architecture", "the image is made for "+arch+", and "+t.Name.String()+" runs "+among(t.Architectures))
}

func virtualization(l *Launch, t *ami.InstanceType) Verdict {
	kind := or(l.Image.Virtualization, "hvm")
	if len(t.Virtual) == 0 || has(t.Virtual, kind) {
		return Verdict{}
	}
	return refuse("virtualization", "the image is virtualized as "+kind+", and "+t.Name.String()+" takes "+among(t.Virtual))
}

func rootDevice(l *Launch, t *ami.InstanceType) Verdict {
	kind := or(l.Image.RootDeviceType, "ebs")
	if len(t.RootDevices) == 0 || has(t.RootDevices, kind) {
		return Verdict{}
	}
	return refuse("root device", "the root device of the image is of type "+kind+", and "+t.Name.String()+" takes "+among(t.RootDevices))
}

func ena(l *Launch, t *ami.InstanceType) Verdict {
	if t.ENA.Raw() != "required" || l.Image.ENA == ami.Yes {
		return Verdict{}
	}
	return refuse("ENA", "the image does not support the Elastic Network Adapter (ENA), which "+t.Name.String()+" requires")
}

// nvmeSince is when EC2 had its first type with NVMe volumes, c5.
func nvmeSince() time.Time { return time.Date(2017, time.November, 6, 0, 0, 0, 0, time.UTC) }

// nvme: no attribute of an image says whether it has the drivers.
func nvme(l *Launch, t *ami.InstanceType) Verdict {
	if t.NVMe.Raw() != "required" || l.Image.ENA == ami.Yes && !l.Image.Created.Before(nvmeSince()) {
		return Verdict{}
	}
	return warn("NVMe", "the volumes of "+t.Name.String()+" are NVMe devices, and nothing says that the image has the drivers and mounts by UUID or label")
}

// bootMode: an image without one boots as its architecture does by default.
func bootMode(l *Launch, t *ami.InstanceType) Verdict {
	mode, arch := l.Image.BootMode.Raw(), l.Image.Architecture.Raw()
	if len(t.BootModes) == 0 {
		return Verdict{}
	}
	boots := "the image boots with "
	switch {
	case mode == "uefi-preferred" && !has(t.BootModes, "uefi"):
		return warn("boot mode", boots+"UEFI where it can, and "+t.Name.String()+" boots with "+among(t.BootModes)+" only: Secure Boot is lost")
	case mode == "uefi-preferred":
		return Verdict{}
	case mode == "" && (arch == "arm64" || strings.HasSuffix(arch, "_mac")):
		mode = "uefi"
	case mode == "":
		mode = "legacy-bios"
	}
	if has(t.BootModes, mode) {
		return Verdict{}
	}
	if l.Image.BootMode.IsZero() {
		boots = "the image names no boot mode, so it boots with "
	}
	return refuse("boot mode", boots+mode+", and "+t.Name.String()+" with "+among(t.BootModes))
}

func tpm(l *Launch, t *ami.InstanceType) Verdict {
	version := strings.TrimPrefix(l.Image.TPM.Raw(), "v")
	switch {
	case version == "" || has(t.TPM, version) && has(t.BootModes, "uefi"):
		return Verdict{}
	case has(t.TPM, version):
		return refuse("TPM", "the image needs NitroTPM, which takes UEFI, and "+t.Name.String()+" boots with "+among(t.BootModes))
	}
	return refuse("TPM", "the image needs NitroTPM "+l.Image.TPM.String()+", which "+t.Name.String()+" does not have")
}

// oldNetworks are the families that reach their network speed only with the
// older driver.
func oldNetworks(family string) bool {
	switch family {
	case "c3", "c4", "d2", "i2", "m4", "r3":
		return true
	}
	return false
}

func sriov(l *Launch, t *ami.InstanceType) Verdict {
	if t.ENA.Raw() != "unsupported" || !oldNetworks(family(t)) || l.Image.SRIOV.Raw() == "simple" {
		return Verdict{}
	}
	return warn("enhanced networking", "the image does not say that it has the driver for enhanced networking on "+t.Name.String()+" (SriovNetSupport)")
}
