package model

import (
	"slices"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

func TestCompareNamesWhatDiffers(t *testing.T) {
	a, b := image("ami-1"), image("ami-2")
	a.Traits = &ami.Traits{Architecture: text.Clean("arm64"), IMDS: text.Clean("v2.0"), State: text.Clean("available")}
	b.Traits = &ami.Traits{Architecture: text.Clean("arm64"), BootMode: text.Clean("uefi"), State: text.Clean("available")}
	a.Devices = []ami.Device{volume("snap-1", 20, ami.Yes), {Name: text.Clean("/dev/sdb"), Virtual: text.Clean("ephemeral0")}}
	b.Devices = []ami.Device{volume("snap-2", 20, ami.Yes)}
	b.Devices[0].Name = a.Devices[0].Name
	a.Tags = []ami.Tag{{Key: text.Clean("team"), Value: text.Clean("web")}, {Key: text.Clean("env"), Value: text.Clean("prod")}}
	b.Tags = []ami.Tag{{Key: text.Clean("env"), Value: text.Clean("prod")}, {Key: text.Clean("commit"), Value: text.Clean("c0ffee")}}

	var same, differ []string
	for _, d := range Compare(&a, &b) {
		if d.Same() {
			same = append(same, d.Group+" "+d.Name)
		} else {
			differ = append(differ, d.Name+": "+d.A.String()+" | "+d.B.String())
		}
	}
	wantSame := []string{"State and life State", "What it runs on Architecture", "Tags env"}
	if !slices.Equal(same, wantSame) {
		t.Errorf("the same: %q, want %q", same, wantSame)
	}
	wantDiffer := []string{
		"ImageId: ami-1 | ami-2", "Name: name of ami-1 | name of ami-2",
		"ImdsSupport: v2.0 | ", "BootMode:  | uefi",
		a.Devices[0].Name.String() + ": " + deviceValue(a.Devices[0]).String() + " | " + deviceValue(b.Devices[0]).String(),
		"/dev/sdb: instance store ephemeral0 | ", "team: web | ", "commit:  | c0ffee",
	}
	if !slices.Equal(differ, wantDiffer) {
		t.Errorf("differs:\n%q, want\n%q", differ, wantDiffer)
	}
}

func TestComparingAnImageWithItselfFindsNothing(t *testing.T) {
	a := image("ami-1")
	a.Tags = []ami.Tag{{Key: text.Clean("team"), Value: text.Clean("web")}}
	for _, d := range Compare(&a, &a) {
		if !d.Same() {
			t.Errorf("%+v", d)
		}
	}
}
