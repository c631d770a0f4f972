package fit

import (
	"fmt"
	"strings"

	"tami/model/ami"
)

func encryption(l *Launch, t *ami.InstanceType) Verdict {
	_, some := l.Image.Encrypted()
	if !some && !l.Encrypted || t.Encryption.Raw() != "unsupported" {
		return Verdict{}
	}
	return refuse("encryption", "volumes are encrypted, and "+t.Name.String()+" takes none that are")
}

// volumes counts what the image attaches. Where network interfaces and disks
// count too, EC2's figure leaves room for one interface.
func volumes(l *Launch, t *ami.InstanceType) Verdict {
	n := int32(0)
	for i := range l.Image.Devices {
		if d := &l.Image.Devices[i]; d.EBS != nil && !d.NoDevice {
			n++
		}
	}
	switch {
	case t.MaxVolumes == 0 || n < t.MaxVolumes:
		return Verdict{}
	case n > t.MaxVolumes:
		return refuse("volumes", fmt.Sprintf("the image attaches %d volumes, and %s takes %d", n, t.Name, t.MaxVolumes))
	case t.SharedLimit && t.Disks:
		return warn("volumes", fmt.Sprintf("the image attaches %d volumes, which is all that %s takes, and its own disks count too", n, t.Name))
	}
	return Verdict{}
}

func instanceStore(l *Launch, t *ami.InstanceType) Verdict {
	if t.Disks {
		return Verdict{}
	}
	for i := range l.Image.Devices {
		d := &l.Image.Devices[i]
		if !d.NoDevice && strings.HasPrefix(d.Virtual.Raw(), "ephemeral") {
			return warn("instance store", "the image maps instance store volumes, and "+t.Name.String()+" has none: they are left out without a word")
		}
	}
	return Verdict{}
}
