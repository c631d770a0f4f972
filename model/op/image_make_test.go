package op_test

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

const (
	server  = "i-0a1b2c3d4e5f60001"
	keyARN  = "arn:aws:kms:us-east-1:111122223333:key/k1"
	ireland = "eu-west-1"
	taipei  = "ap-east-2" // no price is known for it
)

// workshop is what is known before images are made: an instance of web with two
// volumes, and regions to copy to with nothing in them.
func workshop(t *testing.T) *world {
	w := newWorld(t)
	w.instance(nil)
	w.know(ami.Regions{}, ami.RegionList{Regions: []ami.Region{
		{Name: "us-east-1", Enabled: true}, {Name: ireland, Enabled: true}, {Name: taipei, Enabled: true}, {Name: "me-south-1"}}})
	for _, region := range []string{"us-east-1", ireland, taipei, "us-east-2"} {
		w.owns(region)
		at := ami.Where{Region: region}
		w.know(ami.BinRules{Where: at}, ami.BinRuleList{})
		w.know(ami.EBSDefaults{Where: at}, ami.EBSDefaultsBody{Key: text.Clean(ami.EBSAlias)})
	}
	for _, name := range []string{"web-2026.11.21", "web-2026.11.19"} {
		w.know(ami.NamedImage{Where: w.at, Name: name}, ami.Absent{})
	}
	return w
}

// instance learns the instance, changed.
func (w *world) instance(change func(*ami.InstanceDevicesBody)) {
	b := ami.InstanceDevicesBody{
		Instance: ami.Instance{
			ID: text.Clean(server), Name: text.Clean("web-1"), ImageID: text.Clean(web), State: text.Clean("running"),
			RootType: text.Clean("ebs"), RootDevice: text.Clean("/dev/xvda"), Type: text.Clean("t3.small"),
		},
		Devices: []ami.InstanceDevice{
			{Device: text.Clean("/dev/xvda"), VolumeID: text.Clean("vol-0a1"), Size: 30, Type: text.Clean("gp3"), Encrypted: ami.No, DeleteOnTermination: ami.Yes},
			{Device: text.Clean("/dev/sdf"), VolumeID: text.Clean("vol-0a2"), Size: 500, Type: text.Clean("gp3"), Encrypted: ami.No, DeleteOnTermination: ami.No},
		},
	}
	if change != nil {
		change(&b)
	}
	w.know(ami.InstanceDevices{Where: w.at, ID: server}, b)
}

// owns learns the list of a region's images.
func (w *world) owns(region string, images ...ami.Image) {
	w.know(ami.Images{Where: ami.Where{Region: region}, From: ami.Source{Kind: ami.Mine}}, ami.ImagePage{Images: images})
}

// copied is an image of ours that was copied from another one.
func copied(id, name, from string) ami.Image {
	return ami.Image{ID: text.Clean(id), Name: text.Clean(name), Created: ami.ParseDate("2026-11-02T08:00:00Z"),
		Devices: []ami.Device{{Name: text.Clean("/dev/xvda"), EBS: &ami.EBS{SnapshotID: text.Clean("snap-" + id[4:]), VolumeSize: 8}}},
		Traits:  &ami.Traits{OwnerID: text.Clean(us), State: text.Clean("available")}, Extra: &ami.Extra{SourceImage: text.Clean(from)}}
}

// wrote says how much is written of the snapshot of web.
func (w *world) wrote(gib float64) {
	w.snapshot("snap-0a000001", func(s *ami.Snapshot) {
		bytes := int64(gib * (1 << 30))
		s.FullSize, s.VolumeSize = &bytes, 40
	})
}

func (w *world) keyState(at ami.Where, key, state string) {
	w.know(ami.Key{Where: at, ARN: key}, ami.KeyBody{ManagedBy: text.Clean("CUSTOMER"), State: text.Clean(state)})
}

// encryptedBy says whose key web's snapshot is encrypted with.
func (w *world) encryptedBy(id, account, key string) {
	w.image(id, map[string]string{web: "web-2026.11.19", tools: "partner-tools"}[id], func(i *ami.Image) {
		i.OwnerID = text.Clean(account)
		i.Devices[0].EBS.Encrypted = ami.Yes
	})
	w.snapshot("snap-"+id[4:], func(s *ami.Snapshot) {
		s.OwnerID, s.Encrypted, s.KeyID = text.Clean(account), ami.Yes, text.Clean(key)
	})
}

func TestPlansThatMakeImages(t *testing.T) {
	bin := func(w *world) {
		for _, kind := range []string{ami.BinOfImages, ami.BinOfSnapshots} {
			w.know(ami.BinRules{Where: w.at}, ami.BinRuleList{List: []ami.BinRule{{ID: text.Clean("r"), Resource: kind, Days: 14, Status: text.Clean("available")}}})
		}
	}
	toIreland := ami.Where{Region: ireland}
	for name, c := range map[string]struct {
		world  func(*world)
		word   string
		ids    string
		values []string
	}{
		"create-image/reboot":    {nil, "create-image", server, []string{"name=web-2026.11.21"}},
		"create-image/no-reboot": {nil, "create-image", server, []string{"name=web-2026.11.21", "no-reboot=true", "drop=/dev/sdf", "tag=Team=web", "snapshot-tag=Team=disks"}},
		"create-image/and-more":  {nil, "create-image", server, []string{"name=web-2026.11.21", "description=with the new nginx", "deprecate=in 90d", "protect=true"}},
		"create-image/cooldown":  {nil, "create-image", server, []string{"name=web-2026.11.21", "no-reboot=true", "cooldown=true"}},
		"create-image/stopped": {func(w *world) {
			w.instance(func(b *ami.InstanceDevicesBody) { b.Instance.State = text.Clean("stopped") })
		}, "create-image", server, []string{"name=web-2026.11.21"}},
		"create-image/terminated": {func(w *world) {
			w.instance(func(b *ami.InstanceDevicesBody) { b.Instance.State, b.Devices = text.Clean("terminated"), nil })
		}, "create-image", server, []string{"name=web-2026.11.21"}},
		"create-image/instance-store": {func(w *world) {
			w.instance(func(b *ami.InstanceDevicesBody) { b.Instance.RootType, b.Devices = text.Clean("instance-store"), nil })
		}, "create-image", server, []string{"name=web-2026.11.21"}},
		"create-image/taken": {func(w *world) {
			w.know(ami.NamedImage{Where: w.at, Name: "web-2026.11.21"}, ami.ImagePage{Images: []ami.Image{copied("ami-0a00000f", "web-2026.11.21", "")}})
		}, "create-image", server, []string{"name=web-2026.11.21", "drop=/dev/xvda", "drop=/dev/sdq"}},
		"create-image/binned": {bin, "create-image", server, []string{"name=web-2026.11.21", "no-reboot=true"}},
		"create-image/group-encrypted": {func(w *world) {
			w.instance(func(b *ami.InstanceDevicesBody) {
				b.Instance.Tags = []ami.Tag{{Key: text.Clean("aws:autoscaling:groupName"), Value: text.Clean("web-blue")}}
				b.Devices[1].Encrypted, b.Devices[1].KeyID = ami.Yes, text.Clean(keyARN)
			})
			w.know(ami.Aliases{Where: w.at}, ami.AliasList{List: []ami.Alias{{Name: text.Clean("alias/prod"), KeyID: text.Clean("k1")}}})
		}, "create-image", server, []string{"name=web-2026.11.21"}},
		"create-image/denied": {func(w *world) {
			w.deny(ami.InstanceDevices{Where: w.at, ID: server}, "ec2:DescribeVolumes")
			w.deny(ami.NamedImage{Where: w.at, Name: "web-2026.11.21"}, "ec2:DescribeImages")
			w.deny(ami.BinRules{Where: w.at}, "rbin:ListRules")
			w.know(ami.Instances{Where: w.at}, ami.InstancePage{Instances: []ami.Instance{{ID: text.Clean(server), State: text.Clean("running")}}})
		}, "create-image", server, []string{"name=web-2026.11.21"}},

		"copy/first":     {func(w *world) { w.wrote(30) }, "copy", web, []string{"to=" + ireland}},
		"copy/not-first": {func(w *world) { w.wrote(30); w.owns(ireland, copied("ami-0b000001", "web-2026.11.12", "ami-0a0000ff")) }, "copy", web, []string{"to=" + ireland, "name=web-for-europe"}},
		"copy/beside":    {func(w *world) { w.wrote(30); w.owns("us-east-1", copied(web, "web-2026.11.19", "")) }, "copy", web, []string{"to=us-east-1"}},
		"copy/new-key": {func(w *world) {
			w.wrote(30)
			w.owns("us-east-1", copied(web, "web-2026.11.19", ""))
			w.keyState(w.at, "alias/prod", "Enabled")
		}, "copy", web, []string{"to=us-east-1", "kms-key=us-east-1=alias/prod"}},
		"copy/many": {func(w *world) {
			w.web(func(i *ami.Image) { i.Tags = []ami.Tag{{Key: text.Clean("Team"), Value: text.Clean("web")}} })
			w.webSharedWith(account(partner), public())
			w.owns(ireland, copied("ami-0b000002", "db-2026.10.01", db))
		}, "copy", web + " " + db, []string{"to=" + ireland, "to=" + taipei, "with-tags=true", "with-shares=true"}},
		"copy/shares-key": {func(w *world) {
			w.webSharedWith(account(partner))
			w.keyState(toIreland, "alias/prod", "Enabled")
		}, "copy", web, []string{"to=" + ireland, "kms-key=" + ireland + "=alias/prod", "with-shares=true"}},
		"copy/shares-own-key": {func(w *world) { w.webSharedWith(account(partner)) }, "copy", web, []string{"to=" + ireland, "encrypt=true", "with-shares=true"}},
		"copy/there-already":  {func(w *world) { w.owns(ireland, copied("ami-0b000001", "web-2026.11.19", web)) }, "copy", web, []string{"to=" + ireland}},
		"copy/name-taken":     {func(w *world) { w.owns(ireland, copied("ami-0b000001", "web-x", "")) }, "copy", web, []string{"to=" + ireland, "name=web-x"}},
		"copy/nowhere":        {nil, "copy", web, []string{"to=me-south-1", "to=xx-moon-1", "to=cn-north-1"}},
		"copy/theirs":         {func(w *world) { w.encryptedBy(tools, partner, "arn:aws:kms:us-east-1:"+partner+":key/k9") }, "copy", tools, []string{"to=" + ireland}},
		"copy/not-shared":     {func(w *world) { w.know(ami.OneSnapshot{Where: w.at, ID: "snap-0a000009"}, ami.Absent{}) }, "copy", tools, []string{"to=" + ireland}},
		"copy/keys-off": {func(w *world) {
			w.encryptedBy(web, us, keyARN)
			w.keyState(w.at, keyARN, "Disabled")
			w.keyState(toIreland, "alias/prod", "PendingDeletion")
		}, "copy", web, []string{"to=" + ireland, "kms-key=" + ireland + "=alias/prod"}},
		"copy/key-off": {func(w *world) { w.keyState(toIreland, "alias/prod", "PendingDeletion") }, "copy", web, []string{"to=" + ireland, "kms-key=" + ireland + "=alias/prod"}},
		"copy/one-key-off": {func(w *world) {
			w.encryptedBy(web, us, keyARN)
			w.keyState(w.at, keyARN, "Disabled")
		}, "copy", web + " " + db, []string{"to=" + ireland}},
		"copy/theirs-key-and-snapshot": {func(w *world) {
			w.encryptedBy(tools, partner, "")
			w.know(ami.OneSnapshot{Where: w.at, ID: "snap-0a000009"}, ami.Absent{})
		}, "copy", tools, []string{"to=" + ireland}},
		"copy/failed-before": {func(w *world) {
			failed := copied("ami-0b000001", "web-2026.11.19", web)
			failed.Traits.State = text.Clean("failed")
			w.owns(ireland, failed)
		}, "copy", web, []string{"to=" + ireland}},
		"copy/in-time":     {func(w *world) { w.wrote(225_000. / 1024) }, "copy", web, []string{"to=" + ireland, "within=15"}},
		"copy/not-in-time": {func(w *world) { w.wrote(450_001. / 1024) }, "copy", web, []string{"to=" + ireland, "within=15"}},
		"copy/archived":    {func(w *world) { archive(w) }, "copy", web, []string{"to=" + ireland}},
		"copy/denied": {func(w *world) {
			w.deny(ami.Images{Where: toIreland, From: ami.Source{Kind: ami.Mine}}, "ec2:DescribeImages")
			w.deny(ami.OneSnapshot{Where: w.at, ID: "snap-0a000002"}, "ec2:DescribeSnapshots")
			w.deny(ami.BinRules{Where: toIreland}, "rbin:ListRules")
		}, "copy", db, []string{"to=" + ireland}},
	} {
		t.Run(name, func(t *testing.T) {
			w := workshop(t)
			if c.world != nil {
				c.world(w)
			}
			golden(t, name+".plan", sheet(w.plan(t, c.word, c.ids, c.values...)))
		})
	}
}

// TestCopiesOfOnePlaceWaitForEachOther holds what is under way at once to AWS's
// quota, whatever the order.
func TestCopiesOfOnePlaceWaitForEachOther(t *testing.T) {
	w := workshop(t)
	var ids []string
	for i := range 30 {
		id := "ami-0c0000" + string(rune('a'+i/16)) + string("0123456789abcdef"[i%16])
		w.image(id, "many-"+id, func(img *ami.Image) {
			for n := range i % 4 {
				img.Devices = append(img.Devices, ami.Device{Name: text.Clean("/dev/sd" + string(rune('f'+n))), EBS: &ami.EBS{SnapshotID: text.Clean(id + string(rune('a'+n))), VolumeSize: 1}})
			}
		})
		ids = append(ids, id)
	}
	p := w.plan(t, "copy", strings.Join(ids, " "), "to="+ireland, "to="+taipei)
	if len(p.Steps) != 60 {
		t.Fatalf("%d steps", len(p.Steps))
	}
	// As many steps as can be are done at once, and then the next ones.
	done, rounds := map[string]bool{}, 0
	for len(done) < len(p.Steps) {
		var now []op.Step
		snapshots := map[string]int{}
		for _, s := range p.Steps {
			if len(s.After) > 0 {
				t.Fatalf("step %s is not made where step %s fails, and has nothing to do with it", s.ID, s.After[0])
			}
			if !done[s.ID] && (len(s.Behind) == 0 || done[s.Behind[0]]) {
				now = append(now, s)
				img, _ := w.Facts().Image(w.at, s.Do.(op.CopyImage).SourceID)
				snapshots[s.At.Region] += len(img.SnapshotIDs())
			}
		}
		for region, n := range snapshots {
			if n > 20 {
				t.Errorf("%d snapshots are copied to %s at once", n, region)
			}
		}
		for _, s := range now {
			done[s.ID] = true
		}
		if rounds++; rounds > 60 || len(now) == 0 {
			t.Fatal("the steps wait for each other for ever")
		}
	}
	if !strings.Contains(op.Plain(p), "AWS copies 20 snapshots at once") {
		t.Error("it is not said why they wait")
	}
}

// The vectors are those of the cost model: V7, V8 and V16.
func TestCostOfNewImagesAndCopies(t *testing.T) {
	for name, c := range map[string]struct {
		world             func(*world)
		word, id          string
		values            []string
		once, least, most float64
	}{
		"V16 create 30 + 500":      {nil, "create-image", server, []string{"name=web-2026.11.21"}, 0, 0, 26.5},
		"V7 same region, same key": {func(w *world) { w.owns("us-east-1", copied(web, "web-2026.11.19", "")) }, "copy", web, []string{"to=us-east-1"}, 0, 0, 0},
		"V7 same region, new key": {func(w *world) {
			w.owns("us-east-1", copied(web, "web-2026.11.19", ""))
			w.keyState(w.at, "alias/k2", "Enabled")
		}, "copy", web, []string{"to=us-east-1", "kms-key=us-east-1=alias/k2"}, 0, 1.5, 1.5},
		"V8 first":                  {nil, "copy", web, []string{"to=" + ireland}, 0.6, 1.5, 1.5},
		"V8 next, change not known": {func(w *world) { w.owns(ireland, copied("ami-0b000001", "web-2026.11.12", "ami-x")) }, "copy", web, []string{"to=" + ireland}, 0.6, 0, 1.5},
		"V8 to Ohio":                {func(w *world) { w.know(ami.Regions{}, ami.RegionList{Builtin: true}) }, "copy", web, []string{"to=us-east-2"}, 0.3, 1.5, 1.5},
		"V8 of others":              {func(w *world) { w.encryptedBy(web, partner, "") }, "copy", web, []string{"to=" + ireland}, 0, 1.5, 1.5},
	} {
		t.Run(name, func(t *testing.T) {
			w := workshop(t)
			w.wrote(30)
			if c.world != nil {
				c.world(w)
			}
			if c.id == web {
				w.snapshot("snap-0a000001", func(s *ami.Snapshot) {
					bytes := int64(30 << 30)
					s.FullSize = &bytes
				})
			}
			got := w.plan(t, c.word, c.id, c.values...).Cost
			if got == nil || !near(got.OneTime, c.once) || !near(got.StartsLow, c.least) || !near(got.StartsHigh, c.most) {
				t.Errorf("%+v, want %g once and %g to %g a month", got, c.once, c.least, c.most)
			}
		})
	}
}

func TestWrongValuesOfNewImagesAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		word, ids string
		values    []string
		said      []string
	}{
		"no name":              {"create-image", server, nil, []string{"needs a name"}},
		"a name with a colon":  {"create-image", server, []string{"name=web:1"}, []string{`':'`}},
		"a tag twice":          {"create-image", server, []string{"name=web-1", "tag=a=1", "tag=a=2"}, []string{`"a"`, "twice"}},
		"a date that is none":  {"create-image", server, []string{"name=web-1", "deprecate=soon"}, []string{`"soon"`}},
		"a date that passed":   {"create-image", server, []string{"name=web-1", "deprecate=2026-01-01"}, []string{"has passed"}},
		"a long description":   {"create-image", server, []string{"name=web-1", "description=" + strings.Repeat("x", 256)}, []string{"256", "255"}},
		"a device of no kind":  {"create-image", server, []string{"name=web-1", "volume=/dev/sdf"}, []string{`"/dev/sdf"`, "DEVICE=keep"}},
		"left out and kept":    {"create-image", server, []string{"name=web-1", "volume=/dev/sdf=keep", "drop=/dev/sdf"}, []string{"/dev/sdf is left out"}},
		"kept and deleted":     {"create-image", server, []string{"name=web-1", "volume=/dev/sdf=keep", "volume=/dev/sdf=delete"}, []string{"both"}},
		"two instances":        {"create-image", server + " i-0a2", []string{"name=web-1"}, []string{"one instance"}},
		"no region":            {"copy", web, nil, []string{"where to"}},
		"a place for a region": {"copy", web, []string{"to=Ireland"}, []string{`"Ireland"`}},
		"one name for two":     {"copy", web + " " + db, []string{"to=" + ireland, "name=both"}, []string{"2 images", "leave it out"}},
		"a key of elsewhere":   {"copy", web, []string{"to=" + ireland, "kms-key=us-east-2=alias/k"}, []string{"us-east-2", ireland}},
		"two keys":             {"copy", web, []string{"to=" + ireland, "kms-key=" + ireland + "=alias/a", "kms-key=" + ireland + "=alias/b"}, []string{"two keys"}},
		"a key without one":    {"copy", web, []string{"to=" + ireland, "kms-key=" + ireland}, []string{"REGION=KEY"}},
		"twenty minutes":       {"copy", web, []string{"to=" + ireland, "within=20"}, []string{`"20"`, "multiple of 15"}},
		"no images":            {"copy", "", []string{"to=" + ireland}, []string{"needs an image"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := workshop(t)
			a, r := w.request(c.word, c.ids, c.values...)
			p, err := a.Plan(r, w.Facts())
			if err == nil {
				t.Fatalf("it made a plan: %+v", p)
			}
			for _, s := range c.said {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("%q is not in %q", s, err)
				}
			}
		})
	}
}

// TestNamesAreSuggested goes on with the newest of the family that an instance
// runs, past what is taken.
func TestNamesAreSuggested(t *testing.T) {
	for name, c := range map[string]struct {
		world func(*world)
		want  string
	}{
		"its image": {nil, "web-2026.11.21"},
		"taken":     {func(w *world) { w.owns("us-east-1", copied("ami-0b000001", "web-2026.11.21", "")) }, "web-2026.11.21-2"},
		"a newer one": {func(w *world) {
			w.web(func(i *ami.Image) { i.Name = text.Clean("shop-v3") })
			w.owns("us-east-1", copied("ami-0b000001", "shop-v7", ""))
		}, "shop-v8"},
		"somebody else": {func(w *world) { w.web(func(i *ami.Image) { i.OwnerID = text.Clean(partner) }) }, "web-1-2026.11.21"},
		"nameless": {func(w *world) {
			w.instance(func(b *ami.InstanceDevicesBody) {
				b.Instance.Name, b.Instance.ImageID = text.Safe{}, text.Clean("ami-gone")
			})
		}, server + "-2026.11.21"},
	} {
		t.Run(name, func(t *testing.T) {
			w := workshop(t)
			if c.world != nil {
				c.world(w)
			}
			a, r := w.request("create-image", server)
			if got := a.Fields(r, w.Facts())[0].Default; len(got) != 1 || got[0] != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestScriptWaitsForTheImage has a shell read the script of a plan whose steps go
// on with an image: in between it waits until the image is there.
func TestScriptWaitsForTheImage(t *testing.T) {
	w := workshop(t)
	w.webSharedWith(account(partner))
	for _, p := range []op.Plan{
		w.plan(t, "create-image", server, "name=web-2026.11.21", "protect=true"),
		w.plan(t, "copy", web, "to="+ireland, "with-shares=true"),
	} {
		lines := strings.Split(op.Script(p), "\n")
		made := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "STEP1_IMAGEID=$(aws ec2 c") })
		if made < 0 || !strings.HasPrefix(lines[made+1], `while sleep 5; [ "$(aws ec2 describe-images --image-ids "$STEP1_IMAGEID" --region `+p.Steps[0].At.Region) {
			t.Errorf("%s", strings.Join(lines, "\n"))
		}
	}
	if alone := op.Script(w.plan(t, "copy", web, "to="+ireland)); strings.Contains(alone, "wait") {
		t.Errorf("nothing is waited for:\n%s", alone)
	}
}

// TestHalfOfANameIsNotAskedAbout: while a region or a key is being typed, AWS is
// asked about nothing that is not there.
func TestHalfOfANameIsNotAskedAbout(t *testing.T) {
	at := func(region string) ami.Where { return ami.Where{Region: region} }
	for name, c := range map[string]struct {
		values     []string
		asks, lets []ami.Need
	}{
		"half of a region":        {[]string{"to=eu-w"}, nil, []ami.Need{ami.BinRules{Where: at("eu-w")}}},
		"a region":                {[]string{"to=" + ireland}, []ami.Need{ami.BinRules{Where: at(ireland)}}, []ami.Need{ami.Aliases{Where: at(ireland)}}},
		"one that is off":         {[]string{"to=me-south-1"}, nil, []ami.Need{ami.BinRules{Where: at("me-south-1")}}},
		"one and half of one":     {[]string{"to=" + ireland, "to=eu-w"}, []ami.Need{ami.BinRules{Where: at(ireland)}}, []ami.Need{ami.BinRules{Where: at("eu-w")}}},
		"half of a key":           {[]string{"to=" + ireland, "kms-key=" + ireland + "=alias/pr"}, []ami.Need{ami.Aliases{Where: at(ireland)}}, []ami.Need{ami.Key{Where: at(ireland), ARN: "alias/pr"}}},
		"a key":                   {[]string{"to=" + ireland, "kms-key=" + ireland + "=alias/prod"}, []ami.Need{ami.Key{Where: at(ireland), ARN: "alias/prod"}}, nil},
		"AWS's own, not yet made": {[]string{"to=" + ireland, "kms-key=" + ireland + "=alias/aws/ebs"}, []ami.Need{ami.Key{Where: at(ireland), ARN: "alias/aws/ebs"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := workshop(t)
			w.know(ami.Aliases{Where: at(ireland)}, ami.AliasList{List: []ami.Alias{{Name: text.Clean("alias/prod"), KeyID: text.Clean("k1")}}})
			a, r := w.request("copy", web, c.values...)
			needs := a.Needs(r, w.Facts())
			for _, n := range c.asks {
				if !slices.Contains(needs, n) {
					t.Errorf("%#v is not asked", n)
				}
			}
			for _, n := range c.lets {
				if slices.Contains(needs, n) {
					t.Errorf("%#v is asked", n)
				}
			}
		})
	}
}

// TestKeysOfARegionAreOffered has the names of keys in the regions to copy to,
// and stops a copy whose key is none of them.
func TestKeysOfARegionAreOffered(t *testing.T) {
	w := workshop(t)
	w.know(ami.Aliases{Where: ami.Where{Region: ireland}}, ami.AliasList{List: []ami.Alias{{Name: text.Clean("alias/prod"), KeyID: text.Clean("k1")}}})
	a, r := w.request("copy", web, "to="+ireland, "kms-key="+ireland+"=alias/gone")
	fields := a.Fields(r, w.Facts())
	i := slices.IndexFunc(fields, func(f op.Field) bool { return f.Name == "kms-key" })
	if c := fields[i].Choices; len(c) != 1 || c[0].Value != ireland+"=alias/prod" {
		t.Errorf("%+v", c)
	}
	p, err := a.Plan(r, w.Facts())
	if err != nil || len(p.Stopped()) == 0 || !strings.Contains(p.Warnings[0].Text, "no key alias/gone in "+ireland) {
		t.Errorf("%v %+v", err, p.Warnings)
	}
}

// TestVolumesOfANewImage says which volumes are taken and what becomes of them,
// and offers what can be said.
func TestVolumesOfANewImage(t *testing.T) {
	w := workshop(t)
	a, r := w.request("create-image", server, "name=web-1", "volume=/dev/sdf=delete", "volume=/dev/xvda=keep")
	p, err := a.Plan(r, w.Facts())
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"DeviceName":"/dev/xvda","Ebs":{"DeleteOnTermination":false}},{"DeviceName":"/dev/sdf","Ebs":{"DeleteOnTermination":true}}]`
	if cli := op.CLI(p.Steps[0].Do, "", ""); !strings.Contains(cli, want) {
		t.Error(cli)
	}
	offered := map[string][]op.Choice{}
	for _, f := range a.Fields(r, w.Facts()) {
		offered[f.Name] = f.Choices
	}
	if c := offered["drop"]; len(c) != 2 || c[0].Off == "" || c[1].Off != "" || c[1].Label != "500 GiB gp3 vol-0a2" {
		t.Errorf("%+v", c)
	}
	if c := offered["volume"]; len(c) != 4 || c[2].Value != "/dev/sdf=keep" || !strings.HasSuffix(c[2].Label, "as it is") {
		t.Errorf("%+v", c)
	}
	r.Values = r.Values.With("volume", "/dev/sdz=keep")
	if p, err := a.Plan(r, w.Facts()); err != nil || len(p.Stopped()) != 1 || !strings.Contains(p.Stopped()[0], "has no device /dev/sdz") {
		t.Errorf("%v %+v", err, p.Warnings)
	}
}
