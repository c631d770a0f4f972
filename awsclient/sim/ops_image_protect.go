package sim

import (
	"strings"
	"time"
)

// The states of deregistration protection, in AWS's words.
const (
	unprotected  = "disabled"
	protected    = "enabled-without-cooldown"
	protectedFor = "enabled-with-cooldown"
)

// cooldownTakes is how long an image stays protected after its protection with
// cooldown is switched off. It is a day of the account's own clock: no speed
// makes it shorter.
const cooldownTakes = 24 * time.Hour

// coolingDown starts the text that stands for the protection during a cooldown,
// before the time of its end. AWS documents none; a client can only tell that
// it is not "disabled".
const coolingDown = "cooldown until "

// protectionResult carries the state as a text where other operations say true.
type protectionResult struct {
	Return string `wire:"return"`
}

type enableProtectionInput struct {
	ImageId      string
	WithCooldown bool
}

// enableImageDeregistrationProtection keeps an image from being deregistered by
// anybody. Asked again it changes whether there is a cooldown.
func enableImageDeregistrationProtection(c *call, in *enableProtectionInput) (func() protectionResult, error) {
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	return func() protectionResult {
		i.DeregistrationProtection = protected
		if in.WithCooldown {
			i.DeregistrationProtection = protectedFor
		}
		return protectionResult{i.DeregistrationProtection}
	}, nil
}

// disableImageDeregistrationProtection lifts the protection: at once, or in a day
// when it has a cooldown. Asked again during the cooldown it changes nothing.
func disableImageDeregistrationProtection(c *call, in *imageInput) (func() protectionResult, error) {
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	return func() protectionResult {
		switch i.protection() {
		case protectedFor:
			ends := c.now.Add(cooldownTakes)
			i.DeregistrationProtection = coolingDown + stamp(ends)
			c.account.arrange(c.place, ends, func() { c.place.coolDown(in.ImageId, ends) })
		case protected:
			i.DeregistrationProtection = unprotected
		}
		return protectionResult{i.protection()}
	}, nil
}

// protection gives the state of the deregistration protection, which is off when
// nothing is said.
func (i *image) protection() string {
	if i.DeregistrationProtection == "" {
		return unprotected
	}
	return i.DeregistrationProtection
}

// cooldownEnds gives when the protection of an image ends by itself, if it does.
func (i *image) cooldownEnds() (time.Time, bool) {
	at, cooling := strings.CutPrefix(i.DeregistrationProtection, coolingDown)
	if !cooling {
		return time.Time{}, false
	}
	return readTime(at)
}

// coolDown ends the protection of an image whose cooldown is over. An image that
// is gone, or protected anew, is left alone.
func (r *region) coolDown(id string, now time.Time) {
	i := r.images.find(id)
	if i == nil {
		return
	}
	if ends, cooling := i.cooldownEnds(); cooling && !now.Before(ends) {
		i.DeregistrationProtection = unprotected
	}
}

// resumeCooldowns sets the cooldowns that a seed speaks of going again.
func (a *Account) resumeCooldowns(r *region) {
	for _, i := range r.images.items {
		id := i.ImageId
		if ends, cooling := i.cooldownEnds(); cooling {
			a.arrange(r, ends, func() { r.coolDown(id, ends) })
		}
	}
}

// checkRemovable refuses to deregister an image that is protected, or that AWS
// Backup keeps: its recovery point has to be deleted instead.
func (i *image) checkRemovable() error {
	if ends, cooling := i.cooldownEnds(); cooling {
		return forbid("OperationNotPermitted", "The image '%s' can't be deregistered until the cooldown of its deregistration protection ends at %s.", i.ImageId, stamp(ends))
	}
	if i.protection() != unprotected {
		return forbid("OperationNotPermitted", "The image '%s' has deregistration protection: %s. Disable it first.", i.ImageId, i.protection())
	}
	return checkBackup("image", i.Tags)
}

// backupTag is on what AWS Backup made and keeps.
const backupTag = "aws:backup:source-resource"

// checkBackup refuses to remove what AWS Backup keeps.
func checkBackup(what string, tags []Tag) error {
	for _, t := range tags {
		if t.Key == backupTag {
			return refuse("InvalidParameterValue", "AWS Backup manages this %s, and EC2 can't remove it. Delete its recovery point in the backup vault.", what)
		}
	}
	return nil
}
