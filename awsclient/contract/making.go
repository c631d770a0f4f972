package contract

import (
	"testing"

	"tami/awsclient"
	"tami/model/ami"
)

// instanceDevices asks of every instance what an image of it would be made of.
func instanceDevices(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	gone := ami.InstanceDevices{Where: at, ID: "i-0123456789abcdef0"}
	if f := good(t, c, gone); len(f) != 1 || f[0].Body != (ami.Absent{}) {
		t.Errorf("an instance that is nowhere: %+v", f)
	}
	var needs []ami.Need
	for _, f := range good(t, c, ami.Instances{Where: at}) {
		for _, i := range f.Body.(ami.InstancePage).Instances {
			needs = append(needs, ami.InstanceDevices{Where: at, ID: i.ID.Raw()})
		}
	}
	if len(needs) == 0 {
		return
	}
	rooted := 0
	for n, facts := range Ask(t, c, needs...) {
		b, ok := facts[0].Body.(ami.InstanceDevicesBody)
		if !ok || b.Instance.ID.Raw() != n.(ami.InstanceDevices).ID || b.Instance.State.IsZero() {
			t.Errorf("%v: %+v", n, facts)
			continue
		}
		if b.Root() != nil {
			rooted++
		}
		for _, d := range b.Devices {
			if d.Device.IsZero() || d.VolumeID.IsZero() || d.Size <= 0 || d.Type.IsZero() || d.Encrypted.IsZero() || d.DeleteOnTermination.IsZero() {
				t.Errorf("%v: %+v", n, d)
			}
			if d.Encrypted == ami.Yes && d.KeyID.IsZero() {
				t.Errorf("%v: %s is encrypted, and with which key is not told", n, d.Device)
			}
		}
	}
	if g.Account && rooted == 0 {
		t.Error("no instance has a root volume")
	}
}
