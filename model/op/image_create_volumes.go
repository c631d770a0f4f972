package op

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tami/model/ami"
)

// AWS lets the making of an image say of the volumes which are taken, and
// whether each is deleted with what is launched: their size, their type and
// their encryption stay as they are.

// taken are the devices of the instance of a request, as far as they are known.
func taken(r Request, f Facts) (list []ami.InstanceDevice, root string) {
	if len(r.Targets) != 1 {
		return nil, ""
	}
	b, _ := answered[ami.InstanceDevicesBody](f, ami.InstanceDevices{Where: r.Targets[0].At, ID: r.Targets[0].ID})
	return b.Devices, b.Instance.RootDevice.Raw()
}

// droppable are the devices that an image can do without.
func droppable(r Request, f Facts) (choices []Choice) {
	devices, root := taken(r, f)
	for i := range devices {
		d := &devices[i]
		c := Choice{Value: d.Device.Raw(), Label: deviceLabel(d)}
		if c.Value == root {
			c.Off = "it is the root device, and no image can do without it"
		}
		choices = append(choices, c)
	}
	return choices
}

// volumeFates are what may become of each volume, with what holds already.
func volumeFates(r Request, f Facts) (choices []Choice) {
	devices, _ := taken(r, f)
	for i := range devices {
		d := &devices[i]
		now := map[ami.Flag]string{ami.Yes: endsToo, ami.No: stays}[d.DeleteOnTermination]
		for _, word := range []string{stays, endsToo} {
			c := Choice{Value: d.Device.Raw() + "=" + word, Label: deviceLabel(d)}
			if word == now {
				c.Label += ", as it is"
			}
			choices = append(choices, c)
		}
	}
	return choices
}

func deviceLabel(d *ami.InstanceDevice) string {
	words := []string{}
	if d.Size > 0 {
		words = append(words, strconv.Itoa(int(d.Size))+" GiB")
	}
	return strings.Join(append(words, d.Type.String(), d.VolumeID.String()), " ")
}

// checkTaken holds a device to those of the instance, as far as they are known.
func checkTaken(r Request, f Facts, device string) error {
	if err := checkDevice(device); err != nil {
		return err
	}
	devices, _ := taken(r, f)
	if len(devices) == 0 || slices.ContainsFunc(devices, func(d ami.InstanceDevice) bool { return d.Device.Raw() == device }) {
		return nil
	}
	return fmt.Errorf("the instance has no device %s; it has %s", clean(device), listed(deviceNames(devices)))
}

// checkDropped holds a device to those that an image can do without.
func checkDropped(r Request, f Facts, device string) error {
	if _, root := taken(r, f); device == root && root != "" {
		return fmt.Errorf("%s is the root device, and no image can do without it", clean(device))
	}
	return checkTaken(r, f, device)
}

// parseFate reads DEVICE=keep or DEVICE=delete.
func parseFate(s string) (device string, ends bool, err error) {
	device, word, _ := strings.Cut(s, "=")
	if checkDevice(device) == nil && regexp.MustCompile(`^(:?[0-9]|(gp[23]|io[12]|st1|sc1|standard|encrypted)\b)`).MatchString(word) {
		return "", false, fmt.Errorf("%q asks for another size or type, and an image takes its volumes as they are: change %s of the instance before, or say it when you launch from the image", s, device)
	}
	if checkDevice(device) != nil || word != stays && word != endsToo {
		return "", false, fmt.Errorf("%q does not say what becomes of a volume; write DEVICE=keep or DEVICE=delete, such as /dev/sdf=keep", s)
	}
	return device, word == endsToo, nil
}

func checkFate(r Request, f Facts, s string) error {
	device, _, err := parseFate(s)
	if err != nil {
		return err
	}
	return checkTaken(r, f, device)
}

func parseFates(words, drop []string) (map[string]bool, error) {
	all := map[string]bool{}
	for _, word := range words {
		device, ends, err := parseFate(word)
		was, twice := all[device]
		switch {
		case err != nil:
			return nil, err
		case twice && was != ends:
			return nil, fmt.Errorf("%s is both kept and deleted; say one of them (volume)", device)
		case slices.Contains(drop, device):
			return nil, fmt.Errorf("%s is left out (drop), so nothing can be said of its volume; say one of them", device)
		}
		all[device] = ends
	}
	return all, nil
}

// checkDeprecation holds a date to what AWS takes, where it is known what day it
// is.
func checkDeprecation(s string, now time.Time) error {
	when, err := parseMoment(s, now)
	if err != nil || now.IsZero() {
		return err
	}
	return checkAhead(s, when, now)
}
