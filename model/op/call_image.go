package op

import (
	"strings"
	"time"

	"tami/model/ami"
)

// DeregisterImage takes an image out of use, for good where no Recycle Bin
// rule holds it. Its answer lists what became of each snapshot; the call
// succeeds even when none of them went.
type DeregisterImage struct {
	ImageID         string
	DeleteSnapshots bool
}

// RestoreImage takes an image out of the Recycle Bin. Its snapshots must be
// back before it.
type RestoreImage struct{ ImageID string }

// RegisterImage makes an image from snapshots. It is the lossy way back from a
// deregistration: the ID is new, and what only the old image had is lost.
type RegisterImage struct {
	Name, Description        string
	Architecture, RootDevice string
	Virtualization, BootMode string // hvm: AWS's own default would be paravirtual
	TPM, IMDS, SRIOV         string
	ENA                      bool
	Devices                  []Mapping
	Tags                     []Tag
}

// DisableImage hides an image and stops launches; it drops all its shares.
type DisableImage struct{ ImageID string }

// EnableImage makes a disabled image available again; its shares do not come
// back by themselves.
type EnableImage struct{ ImageID string }

// EnableDeprecation sets from when an image counts as deprecated. AWS keeps
// the minute.
type EnableDeprecation struct {
	ImageID string
	At      time.Time
}

// DisableDeprecation lifts it.
type DisableDeprecation struct{ ImageID string }

// EnableProtection keeps an image from being deregistered; with a cooldown
// also for 24 hours after the protection is lifted.
type EnableProtection struct {
	ImageID  string
	Cooldown bool
}

// DisableProtection lifts it.
type DisableProtection struct{ ImageID string }

// ModifyDescription replaces an image's description.
type ModifyDescription struct{ ImageID, Text string }

func (DeregisterImage) isCall()    {}
func (RestoreImage) isCall()       {}
func (RegisterImage) isCall()      {}
func (DisableImage) isCall()       {}
func (EnableImage) isCall()        {}
func (EnableDeprecation) isCall()  {}
func (DisableDeprecation) isCall() {}
func (EnableProtection) isCall()   {}
func (DisableProtection) isCall()  {}
func (ModifyDescription) isCall()  {}

func (c DeregisterImage) traits() traits {
	t := traits{
		operation: "ec2:DeregisterImage", dryRuns: true, args: onImage("deregister-image", c.ImageID),
		probe: oneImage(c.ImageID),
		// A deregistered image may still be described for a moment.
		took: pictured(Took, func(i *ami.Image) bool { return i.State.String() == "deregistered" }),
	}
	if c.DeleteSnapshots {
		t.args = append(t.args, "--delete-associated-snapshots")
	}
	return t
}

func (c RestoreImage) traits() traits {
	return traits{
		operation: "ec2:RestoreImageFromRecycleBin", dryRuns: true, args: onImage("restore-image-from-recycle-bin", c.ImageID),
		probe: oneImage(c.ImageID), took: pictured(NotTaken, there),
	}
}

func (c RegisterImage) traits() traits {
	args := withOptions([]string{
		"ec2", "register-image", "--name", c.Name, "--architecture", c.Architecture,
		"--virtualization-type", c.Virtualization, "--root-device-name", c.RootDevice,
	}, [2]string{"--description", c.Description}, [2]string{"--boot-mode", c.BootMode}, [2]string{"--tpm-support", c.TPM},
		[2]string{"--imds-support", c.IMDS}, [2]string{"--sriov-net-support", c.SRIOV})
	if c.ENA {
		args = append(args, "--ena-support")
	}
	args = append(args, "--block-device-mappings", mappingsJSON(c.Devices))
	if len(c.Tags) > 0 {
		args = append(args, "--tag-specifications", tagSpecification("image", c.Tags))
	}
	return traits{
		operation: "ec2:RegisterImage", dryRuns: true, args: args, makes: map[string]string{"ImageId": "ImageId"},
		// A name is unique among the images that an account owns in a region.
		probe: func(at ami.Where) ami.Need { return ami.NamedImage{Where: at, Name: c.Name} },
		took:  pictured(NotTaken, there),
	}
}

func (c DisableImage) traits() traits {
	return traits{
		operation: "ec2:DisableImage", dryRuns: true, again: true, args: onImage("disable-image", c.ImageID),
		probe: oneImage(c.ImageID), took: pictured(Unclear, (*ami.Image).Disabled),
	}
}

func (c EnableImage) traits() traits {
	return traits{
		operation: "ec2:EnableImage", dryRuns: true, again: true, args: onImage("enable-image", c.ImageID),
		probe: oneImage(c.ImageID), took: pictured(Unclear, (*ami.Image).Available),
	}
}

func (c EnableDeprecation) traits() traits {
	return traits{
		operation: "ec2:EnableImageDeprecation", dryRuns: true, again: true,
		args:  onImage("enable-image-deprecation", c.ImageID, "--deprecate-at", c.At.UTC().Format(time.RFC3339)),
		probe: oneImage(c.ImageID),
		took: pictured(Unclear, func(i *ami.Image) bool {
			return i.DeprecationTime.Time().Truncate(time.Minute).Equal(c.At.Truncate(time.Minute))
		}),
	}
}

func (c DisableDeprecation) traits() traits {
	return traits{
		operation: "ec2:DisableImageDeprecation", dryRuns: true, again: true, args: onImage("disable-image-deprecation", c.ImageID),
		probe: oneImage(c.ImageID), took: pictured(Unclear, func(i *ami.Image) bool { return i.DeprecationTime.IsZero() }),
	}
}

func (c EnableProtection) traits() traits {
	t := traits{
		operation: "ec2:EnableImageDeregistrationProtection", dryRuns: true, again: true,
		args:  onImage("enable-image-deregistration-protection", c.ImageID),
		probe: oneImage(c.ImageID),
		took: pictured(Unclear, func(i *ami.Image) bool {
			now := i.Protection.String()
			return strings.HasPrefix(now, "enabled") && strings.HasSuffix(now, "with-cooldown") == c.Cooldown
		}),
	}
	if c.Cooldown {
		t.args = append(t.args, "--with-cooldown")
	}
	return t
}

func (c DisableProtection) traits() traits {
	return traits{
		operation: "ec2:DisableImageDeregistrationProtection", dryRuns: true, again: true,
		args:  onImage("disable-image-deregistration-protection", c.ImageID),
		probe: oneImage(c.ImageID),
		// During a cooldown AWS says something of its own.
		took: pictured(Unclear, func(i *ami.Image) bool { return !strings.HasPrefix(i.Protection.String(), "enabled") }),
	}
}

func (c ModifyDescription) traits() traits {
	return traits{
		operation: "ec2:ModifyImageAttribute", dryRuns: true, again: true,
		args:  onImage("modify-image-attribute", c.ImageID, "--description", c.Text),
		probe: oneImage(c.ImageID), took: pictured(Unclear, func(i *ami.Image) bool { return i.Description.Raw() == c.Text }),
	}
}

func onImage(command, id string, more ...string) []string {
	return append([]string{"ec2", command, "--image-id", id}, more...)
}
