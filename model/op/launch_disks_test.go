package op_test

import (
	"strconv"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
)

// twoDisks has an image with a second volume of 20 GiB.
func twoDisks() *fleet {
	return launchpad(with(func(i *ami.Image) {
		i.Devices = append(i.Devices, ami.Device{Name: safes("/dev/sdb")[0], EBS: &ami.EBS{VolumeSize: 20, SnapshotID: safes("snap-2")[0], VolumeType: safes("gp2")[0], DeleteOnTermination: ami.No}})
	}))
}

// TestLaunchVolumes adds, enlarges and leaves out volumes: the call says only
// what is other than the image, and the price counts what there will be.
func TestLaunchVolumes(t *testing.T) {
	for name, c := range map[string]struct {
		values    []string
		call, not string
		undo      string
	}{
		"added":    {values: []string{"volume=/dev/sdf=100:io2:3000"}, call: `{"DeviceName":"/dev/sdf","Ebs":{"VolumeSize":100,"VolumeType":"io2","Iops":3000,"DeleteOnTermination":true}}`, not: "xvda", undo: "/dev/sdb stays"},
		"enlarged": {values: []string{"volume=/dev/sdb=50"}, call: `{"DeviceName":"/dev/sdb","Ebs":{"VolumeSize":50}}`, undo: "/dev/sdb stays"},
		"faster":   {values: []string{"volume=/dev/sdb=50:gp3:4000:500:delete"}, call: `{"DeviceName":"/dev/sdb","Ebs":{"VolumeSize":50,"VolumeType":"gp3","Iops":4000,"Throughput":500,"DeleteOnTermination":true}}`, undo: "is gone"},
		"stays":    {values: []string{"volume=/dev/sdf=10:keep"}, call: `{"DeviceName":"/dev/sdf","Ebs":{"VolumeSize":10,"VolumeType":"gp3","DeleteOnTermination":false}}`, undo: "/dev/sdb and /dev/sdf stays"},
		"goes too": {values: []string{"volume=/dev/sdb=delete"}, call: `{"DeviceName":"/dev/sdb","Ebs":{"DeleteOnTermination":true}}`, undo: "is gone"},
		"left out": {values: []string{"drop=/dev/sdb"}, call: `{"DeviceName":"/dev/sdb","NoDevice":""}`, not: "xvda"},
		"kept":     {values: []string{"root-delete=no"}, call: `{"DeviceName":"/dev/xvda","Ebs":{"DeleteOnTermination":false}}`, undo: "/dev/xvda and /dev/sdb stays"},
		"tagged":   {values: []string{"name=try", "tag=team=web"}, call: `"Tags":[{"Key":"Name","Value":"try"},{"Key":"team","Value":"web"}]`},
	} {
		t.Run(name, func(t *testing.T) {
			p := twoDisks().launch(t, append(c.values, "type=t3.micro")...)
			cli := op.CLI(p.Steps[0].Do, "", "")
			if !strings.Contains(cli, c.call) || c.not != "" && strings.Contains(cli, c.not) || !strings.Contains(p.UndoLine, c.undo) {
				t.Errorf("%s\n%s", cli, p.UndoLine)
			}
		})
	}
	all, less, more := twoDisks().launch(t, "type=t3.micro"), twoDisks().launch(t, "type=t3.micro", "drop=/dev/sdb"), twoDisks().launch(t, "type=t3.micro", "volume=/dev/sdf=100")
	if less.Cost.StartsHigh >= all.Cost.StartsHigh || more.Cost.StartsHigh <= all.Cost.StartsHigh {
		t.Errorf("%v, less %v, more %v", all.Cost.StartsHigh, less.Cost.StartsHigh, more.Cost.StartsHigh)
	}
}

// TestVolumeThatAWSWouldRefuse is refused at its field.
func TestVolumeThatAWSWouldRefuse(t *testing.T) {
	for value, want := range map[string]string{
		"volume=100":                                "write DEVICE=SIZE",
		"volume=/dev/sdf=ten":                       "no whole number",
		"volume=/dev/sdf=10:gp9":                    "no type of a volume",
		"volume=/dev/sdf=10:st1":                    "125 to 16384 GiB, not 10",
		"volume=/dev/sdf=10:io1":                    "takes IOPS",
		"volume=/dev/sdf=10:io1:900000":             "AWS takes 100 to 500",
		"volume=/dev/sdf=10:gp2:3000":               "IOPS cannot be given",
		"volume=/dev/sdf=10:gp2::125":               "no whole number",
		"volume=/dev/sdf=10:io2:300:125":            "throughput cannot be given",
		"volume=/dev/sdf=10:gp3:3000:90":            "125 to 2000 MiB/s, not 90",
		"volume=/dev/sdf=10:gp3:3000:800":           "800 MiB/s take 3200 IOPS, and the volume has 3000",
		"volume=/dev/sdf=keep":                      "give a new one a size",
		"volume=/dev/sdb=50:gp2:3000":               "IOPS cannot be given",
		"volume=/dev/xvda=40":                       "root-size",
		"volume=/dev/sdb=10":                        "smaller than its snapshot; give 20 or more",
		"drop=/dev/xvda":                            "without which nothing boots",
		"drop=/dev/sdz":                             "the image has no device /dev/sdz; it has /dev/xvda and /dev/sdb",
		"tag=web":                                   "",
		"volume=/dev/sdf=10 volume=/dev/sdf=20:gp2": "/dev/sdf is given two volumes, /dev/sdf=10 and /dev/sdf=20:gp2; give it one",
		"volume=/dev/sdb=50 drop=/dev/sdb":          "/dev/sdb is left out (drop) and given a volume (volume)",
		"tag=a=1 tag=b=2 tag=a=3":                   `the tag key "a" is given twice`,
		"tag=aws:x=1":                               "which AWS keeps for itself",
		strings.Repeat("tag=k%d=v ", 51):            "51 tags, and AWS takes 50; leave 1 out",
	} {
		a, r := twoDisks().tell().request("launch", "ami-1", append([]string{"type=t3.micro"}, severally(value)...)...)
		if _, err := a.Plan(r, twoDisks().tell().Facts()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", value, err)
		}
	}
}

// severally are the values that blanks part, each %d in them a number of its own.
func severally(words string) (list []string) {
	for n, w := range strings.Fields(words) {
		list = append(list, strings.ReplaceAll(w, "%d", strconv.Itoa(n)))
	}
	return list
}
