package op

import (
	"slices"

	"tami/model/ami"
	"tami/model/fit"
)

// spotPriceField is the field of the most that spare capacity may cost.
const spotPriceField = "spot-price"

// secretField is the field whose value may hold secrets.
const secretField = "user-data"

// imageLaunch launches instances from an image.
func imageLaunch() Action {
	return Action{
		ID: "image.launch", Word: "launch", Title: "Launch", On: OnImages, Risk: Costly,
		Help: "Launch instances from an image, on a type that it boots on.",
		Why:  notLaunchable, Needs: launchNeeds, Fields: launchFields, Plan: planLaunch,
	}
}

// notLaunchable is why an image cannot be launched on any type.
func notLaunchable(f Facts, t Target) string {
	if why := unseen(f, t); why != "" {
		return why
	}
	img, _ := f.Image(t.At, t.ID)
	for _, v := range fit.Image(fit.Launch{Image: img, Allowed: allowedState(f, t.At)}) {
		if v.Refuse {
			return v.Why
		}
	}
	return ""
}

func allowedState(f Facts, at ami.Where) string {
	s, _ := answered[ami.AllowedSettings](f, ami.AllowedImages{Where: at})
	return s.State.String()
}

// answered is the answer to a need, and whether it came.
func answered[B ami.Body](f Facts, n ami.Need) (B, bool) {
	b, ok := f.Answer(n).(B)
	return b, ok
}

// launchNeeds are the questions before a launch: about the image and what
// stands behind it, and what the place has to launch it with.
func launchNeeds(r Request, f Facts) []ami.Need {
	needs := imageNeeds(r, f)
	if need, named := newOrder(r, f).templateNeed(); named {
		needs = append(needs, need)
	}
	for _, t := range r.Targets {
		needs = append(needs, ami.OfferedTypes{Where: t.At}, ami.TypeZones{Where: t.At}, ami.KeyPairs{Where: t.At}, ami.Subnets{Where: t.At},
			ami.SecurityGroups{Where: t.At}, ami.Templates{Where: t.At}, ami.EBSDefaults{Where: t.At}, ami.AllowedImages{Where: t.At}, ami.Instances{Where: t.At})
		needs = append(needs, keyNeeds(f, t.At, r.Values.One("kms-key"))...)
		needs = append(needs, newOrder(r, f).chosenHours()...)
		if r.Values.On("encrypt") {
			needs = append(needs, ami.Aliases{Where: t.At})
		}
		img, _ := f.Image(t.At, t.ID)
		if img == nil || notOurs(f, t) != "" {
			continue
		}
		for _, id := range img.SnapshotIDs() {
			needs = append(needs, ami.OneSnapshot{Where: t.At, ID: id})
			if snap, _ := f.Snapshot(t.At, id); snap != nil && !snap.KeyID.IsZero() {
				needs = append(needs, ami.Key{Where: t.At, ARN: snap.KeyID.Raw()}, ami.Aliases{Where: t.At})
			}
		}
	}
	return needs
}

// launchFields are asked again after each change: what is offered depends on
// what was chosen.
func launchFields(r Request, f Facts) []Field {
	o := newOrder(r, f)
	fields := o.fields()
	fields[0].Choices, fields[0].Columns = o.typeChoices(), typeColumns()
	fields[0].Asks, fields[0].Below = o.allHours(), o.hoursWords()
	return fields
}

// fields are the fields without the types to choose from, of which there are
// hundreds: a plan only holds what was chosen to its fields.
func (o *order) fields() []Field {
	fields := slices.Concat([]Field{
		{Name: "type", Label: "Instance type", Help: "the instance type; only those count that the image boots on", Value: "T", Kind: Text, Again: true, Check: o.checkType},
		{Name: "count", Label: "How many", Help: "how many instances", Value: "N", Kind: Text, Default: []string{"1"}, Check: o.checkCount},
		{Name: "subnet", Label: "Subnet", Help: "the subnet; without one, AWS takes one of the default network", Value: "S", Kind: Text, Again: true, Check: o.checkSubnet, Choices: o.subnetChoices()},
		{Name: "security-group", Label: "Security groups", Help: "a security group; without one, the default group of the network", Value: "G", Kind: List, Again: true, Check: o.checkGroup, Choices: o.groupChoices()},
		{Name: "key", Label: "Key pair", Help: "the key pair for SSH", Value: "K", Kind: Text, Again: true, Check: o.checkKey, Choices: o.keyChoices()},
		{Name: "profile-arn", Label: "Instance profile", Help: "the instance profile, whose role the instances have", Value: "A", Kind: Text, Again: true, Check: checkProfileARN, Choices: o.profileChoices()},
		{Name: secretField, Label: "User data", Help: "a file with the user data: what runs at the first start", Value: "FILE", Kind: Text, File: true, Check: checkUserData},
		{Name: "spot", Label: "Spot Instances", Help: "run on spare capacity, which AWS may take back", Kind: Toggle},
		{Name: spotPriceField, Label: "Spot price, $/hour", Help: "the most that an hour of a Spot Instance may cost, in US dollars; without it, the price on demand", Value: "USD", Kind: Text, Check: checkSpotPrice},
		{Name: "name", Label: "Name", Help: "the tag Name of the instances and their volumes", Value: "N", Kind: Text, Check: checkInstanceName},
		{Name: "tag", Label: "Tags", Help: "a tag of the instances and their volumes", Value: "KEY=VALUE", Kind: List, Check: checkTag},
		{Name: "root-size", Label: "Root volume, GiB", Help: "the size of the root volume", Value: "GIB", Kind: Text, Check: o.checkSize},
		{Name: "root-type", Label: "Root volume type", Help: "the type of the root volume: image, gp3, gp2, io2, io1 or standard", Value: "TYPE", Kind: Choose, Default: []string{asImage}, Choices: rootTypes()},
		{Name: "root-iops", Label: "Root volume IOPS", Help: "the IOPS of a root volume of type gp3, io1 or io2", Value: "IOPS", Kind: Text, Check: o.checkIOPS},
		{Name: "root-throughput", Label: "Root volume MiB/s", Help: "the throughput of a root volume of type gp3", Value: "MIB", Kind: Text, Check: o.checkThroughput},
		{Name: "root-delete", Label: "Root goes with it", Help: "whether the root volume is deleted with its instance: image, yes or no", Value: "WORD", Kind: Choose, Default: []string{asImage},
			Choices: []Choice{{Value: asImage, Label: "as the image says"}, {Value: "yes", Label: "yes"}, {Value: "no", Label: "no, it stays"}}},
		{Name: "volume", Label: "Other volumes", Help: "a volume to add, or of the image in another size: DEVICE=GIB, and behind it TYPE, IOPS, MIB/S and keep or delete, each after a colon", Value: "DEVICE=GIB", Kind: List, Check: o.checkDisk},
		{Name: "drop", Label: "Leave out devices", Help: "a device of the image to leave out", Value: "DEVICE", Kind: List, Check: o.checkDrop, Choices: o.dropChoices()},
		{Name: "encrypt", Label: "Encrypt the volumes", Help: "encrypt every volume", Kind: Toggle},
		{Name: "kms-key", Label: "KMS key", Help: "the key to encrypt with; without one, the account's default", Value: "KEY", Kind: Text, Check: checkKMSKey, Choices: keyChoices(o.facts, o.at, "")},
	}, o.metadataFields(), []Field{
		{Name: "template", Label: "Launch template", Help: "a launch template; what is given here goes over it", Value: "LT", Kind: Text, Check: o.checkTemplate, Choices: o.templateChoices()},
		{Name: "template-version", Label: "Template version", Help: "a number, $Latest or $Default", Value: "V", Kind: Text, Check: checkVersion, Choices: o.versionChoices()},
	})
	fields = explained(fields, launchWords())
	for i := range fields {
		fields[i].Otherwise, fields[i].Lacks = o.otherwise(fields[i].Name), o.lacks(fields[i].Name)
	}
	return fields
}

// asImage is the choice to leave something as the image has it.
const asImage = "image"

// rootTypes are the types of volumes that can be booted from.
func rootTypes() []Choice {
	return []Choice{{Value: asImage, Label: "as the image says"}, {Value: "gp3", Label: "gp3"}, {Value: "gp2", Label: "gp2"}, {Value: "io2", Label: "io2"},
		{Value: "io1", Label: "io1"}, {Value: "standard", Label: "standard"}}
}
