package op_test

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// TestDateThatPassedIsSaidInTheForm, and not only when the plan is made.
func TestDateThatPassedIsSaidInTheForm(t *testing.T) {
	w := workshop(t)
	a, r := w.request("create-image", server, "name=web-1")
	for _, f := range a.Fields(r, w.Facts()) {
		if f.Name != "deprecate" {
			continue
		}
		if err := f.Check("2001-01-31"); err == nil || !strings.Contains(err.Error(), "has passed") {
			t.Error(err)
		}
		if err := f.Check("in 90d"); err != nil {
			t.Error(err)
		}
	}
}

// TestNewImagesAreHeldToTheAccount while their names and devices are typed: what
// AWS would refuse is said at once, with what to do instead.
func TestNewImagesAreHeldToTheAccount(t *testing.T) {
	w := workshop(t)
	w.owns("us-east-1", copied("ami-0b000001", "web-taken", ""))
	a, r := w.request("create-image", server)
	checks := map[string]func(string) error{}
	for _, f := range a.Fields(r, w.Facts()) {
		checks[f.Name] = f.Check
	}
	for _, c := range []struct{ field, value, said string }{
		{"name", "we", "3 at least"}, {"name", "web", ""}, {"name", strings.Repeat("x", 128), ""}, {"name", strings.Repeat("x", 129), "128"},
		{"name", "web*1", `'*'`}, {"name", "web-taken", "taken in us-east-1, by ami-0b000001"},
		{"drop", "/dev/sdf", ""}, {"drop", "/dev/sdz", "it has /dev/xvda and /dev/sdf"}, {"drop", "/dev/xvda", "root device"}, {"drop", "disk two", "not the name of a device"},
		{"volume", "/dev/sdf=keep", ""}, {"volume", "/dev/sdz=keep", "no device /dev/sdz"}, {"volume", "/dev/sdf", "DEVICE=keep"},
		{"volume", "/dev/sdf=100", "takes its volumes as they are"}, {"volume", "/dev/sdf=100:io2", "takes its volumes as they are"}, {"volume", "/dev/sdf=gp2", "when you launch"},
	} {
		if err := checks[c.field](c.value); (err == nil) != (c.said == "") || err != nil && !strings.Contains(err.Error(), c.said) {
			t.Errorf("%s %s: %v, want %q", c.field, c.value, err, c.said)
		}
	}
}

// TestKeysOfACopyAreHeldToTheAccount while they are typed: AWS looks at them only
// when the copy is under way.
func TestKeysOfACopyAreHeldToTheAccount(t *testing.T) {
	w := workshop(t)
	to := ami.Where{Region: ireland}
	w.know(ami.Aliases{Where: to}, ami.AliasList{List: []ami.Alias{{Name: text.Clean("alias/prod"), KeyID: text.Clean("k1")}, {Name: text.Clean("alias/off"), KeyID: text.Clean("k2")}}})
	w.keyState(to, "alias/off", "Disabled")
	a, r := w.request("copy", web, "to="+ireland)
	var check func(string) error
	for _, f := range a.Fields(r, w.Facts()) {
		if f.Name == "kms-key" {
			check = f.Check
		}
	}
	for key, said := range map[string]string{
		ireland + "=alias/prod": "", ireland + "=alias/prdo": "is it alias/prod", ireland + "=alias/off": "is Disabled",
		ireland + "=1234abcd-12ab-34cd-56ef-1234567890ab": "", "us-east-2=alias/prod": "none of the regions to copy to", "alias/prod": "REGION=KEY",
	} {
		if err := check(key); (err == nil) != (said == "") || err != nil && !strings.Contains(err.Error(), said) {
			t.Errorf("%s: %v, want %q", key, err, said)
		}
	}
}

// TestRegionsThatLackAnImageComeFirst where the account has images already, and
// the one where it is comes last.
func TestRegionsThatLackAnImageComeFirst(t *testing.T) {
	w := workshop(t)
	w.owns(ireland, copied("ami-0b000001", "web-2026.11.19", web))
	w.owns(taipei, copied("ami-0b000002", "other", ""))
	a, r := w.request("copy", web)
	var order []string
	for _, c := range a.Fields(r, w.Facts())[0].Choices {
		order = append(order, c.Value+" "+c.Label)
	}
	want := []string{taipei + " lacks it", ireland + " has it already: ami-0b000001", "us-east-1 where it is"}
	if !slices.Equal(order, want) {
		t.Errorf("%q, want %q", order, want)
	}
}

// TestCopiesTogetherAreHeldToTheirTime: each fits into it, and AWS does not copy
// as much of all of them.
func TestCopiesTogetherAreHeldToTheirTime(t *testing.T) {
	w := workshop(t)
	var ids []string
	for i := range 5 {
		id := "ami-0c00000" + string(rune('a'+i))
		w.image(id, "large-"+id, func(img *ami.Image) { img.Devices[0].EBS.SnapshotID = text.Clean("snap-0c00000" + string(rune('a'+i))) })
		w.snapshot("snap-0c00000"+string(rune('a'+i)), func(s *ami.Snapshot) {
			bytes := int64(400_000) << 20
			s.FullSize = &bytes
		})
		ids = append(ids, id)
	}
	said := func(n int) string {
		return op.Plain(w.plan(t, "copy", strings.Join(ids[:n], " "), "to="+ireland, "within=15"))
	}
	if few := said(4); strings.Contains(few, "2,000 MiB") {
		t.Error(few)
	}
	if all := said(5); !strings.Contains(all, "2,000 MiB a second") || strings.Contains(all, "cannot be run") {
		t.Error(all)
	}
}

// TestRegionsOfACopyAreHeldToTheAccount while they are typed.
func TestRegionsOfACopyAreHeldToTheAccount(t *testing.T) {
	w := workshop(t)
	a, r := w.request("copy", web)
	check := a.Fields(r, w.Facts())[0].Check
	for region, said := range map[string]string{
		ireland: "", "cn-north-1": "", "eu-west-11": "is it eu-west-1?", "nowhere-9": "called like us-east-1", "me-south-1": "not enabled", "Ireland": "not a region name",
	} {
		if err := check(region); (err == nil) != (said == "") || err != nil && !strings.Contains(err.Error(), said) {
			t.Errorf("%s: %v", region, err)
		}
	}
}
