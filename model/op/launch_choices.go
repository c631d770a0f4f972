package op

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
	"tami/model/fit"
)

// typeChoices are the types of the region: those that the image boots on, the
// smallest of today's first, and then the others, each with the reason.
func (o *order) typeChoices() []Choice {
	if o.img == nil {
		return nil
	}
	l := o.fit()
	var can, cannot []Choice
	list := o.types()
	types := make([]*ami.InstanceType, len(list)) // they are large, and there are hundreds
	for i := range list {
		types[i] = &list[i]
	}
	slices.SortStableFunc(types, func(a, b *ami.InstanceType) int {
		switch {
		case a.Current && !b.Current:
			return -1
		case b.Current && !a.Current:
			return 1
		}
		return cmp.Or(cmp.Compare(a.MemoryMiB, b.MemoryMiB), cmp.Compare(a.VCPUs, b.VCPUs))
	})
	for _, t := range types {
		c := Choice{Value: t.Name.String(), Cells: o.typeCells(t), Off: fit.Refusal(l, t)}
		c.Label = typeWords(t, c.Cells)
		if c.Off == "" {
			can = append(can, c)
		} else {
			cannot = append(cannot, c)
		}
	}
	return append(can, cannot...)
}

// typeColumns are what is told of a type, each in a column of its own.
func typeColumns() []Column {
	return []Column{
		{Name: "vCPU", Worth: 6}, {Name: "GiB", Worth: 5}, {Name: "network", Worth: 2}, {Name: "$/hour", Worth: 7, Late: true},
		{Name: "disk GB", Worth: 3}, {Worth: 1},
	}
}

// typeCells are what typeColumns hold of a type: processors, memory, network,
// what an hour of it costs where that is known, disks, and whether it is of
// today's.
func (o *order) typeCells(t *ami.InstanceType) []string {
	cells := []string{strconv.Itoa(int(t.VCPUs)), gib(t.MemoryMiB), network(t.Network.String()), "", "", ""}
	if price, known := o.facts.Price(o.at.Region, ami.HourPrice(o.img.Billed(), t.Name.Raw())); known {
		cells[3] = hourly(price.USD)
	}
	if t.DiskGB > 0 {
		cells[4] = strconv.FormatInt(t.DiskGB, 10)
	}
	if !t.Current {
		cells[5] = "earlier"
	}
	return cells
}

// typeWords are the same in words.
func typeWords(t *ami.InstanceType, cells []string) string {
	words := []string{cells[0] + " vCPU", cells[1] + " GiB", network(t.Network.String())}
	if cells[3] != "" {
		words = append(words, "$"+cells[3]+"/h")
	}
	if cells[4] != "" {
		words = append(words, cells[4]+" GB of disks")
	}
	return strings.Join(slices.DeleteFunc(append(words, cells[5]), func(s string) bool { return s == "" }), ", ")
}

// hourly is the price of an hour, in as many digits as tell types apart.
func hourly(usd float64) string {
	if usd >= 10 {
		return strconv.FormatFloat(usd, 'f', 2, 64)
	}
	return strconv.FormatFloat(usd, 'f', 4, 64)
}

// network is how fast a type is, in AWS's words made short.
func network(words string) string {
	words = strings.ReplaceAll(strings.ReplaceAll(words, " Gigabit", " Gb/s"), "Up to ", "up to ")
	return strings.TrimSuffix(words, " per second")
}

func gib(mib int64) string {
	return strconv.FormatFloat(math.Round(float64(mib)/1024*100)/100, 'f', -1, 64)
}

func (o *order) subnetChoices() []Choice {
	list, _ := o.subnets()
	choices := make([]Choice, 0, len(list))
	for _, s := range list {
		c := Choice{Value: s.ID.String(), Label: subnetWords(s)}
		if err := o.checkSubnet(s.ID.Raw()); err != nil {
			c.Off = err.Error()
		}
		choices = append(choices, c)
	}
	return choices
}

func subnetPlace(s ami.Subnet) string { return s.ID.String() + " in " + s.Zone.String() }

// subnetWords are a subnet in a few words.
func subnetWords(s ami.Subnet) string {
	words := []string{s.Zone.String(), fmt.Sprintf("%d free", s.Free)}
	if !s.Name.IsZero() {
		words = append([]string{s.Name.String()}, words...)
	}
	if s.PublicIPv4 {
		words = append(words, "public addresses")
	}
	return strings.Join(append(words, s.VPC.String()), ", ")
}

func (o *order) groupChoices() []Choice {
	b, _ := answered[ami.SecurityGroupList](o.facts, ami.SecurityGroups{Where: o.at})
	choices := make([]Choice, 0, len(b.List))
	for _, g := range b.List {
		c := Choice{Value: g.ID.String(), Label: g.Name.String() + ", " + g.VPC.String()}
		if err := o.checkGroup(g.ID.Raw()); err != nil {
			c.Off = err.Error()
		}
		choices = append(choices, c)
	}
	return choices
}

// profileChoices are the instance profiles that instances of the place have, those
// of most of them first. IAM, which knows all of them, is not asked: who may
// launch need not be allowed to.
func (o *order) profileChoices() []Choice {
	of := map[string]int{}
	o.facts.EachInstance(o.at, func(i *ami.Instance) {
		if !i.ProfileARN.IsZero() {
			of[i.ProfileARN.Raw()]++
		}
	})
	choices := make([]Choice, 0, len(of))
	for _, arn := range slices.SortedFunc(maps.Keys(of), func(a, b string) int { return cmp.Or(of[b]-of[a], strings.Compare(a, b)) }) {
		c := Choice{Value: arn, Label: "of " + ami.Count(of[arn], "instance", "instances") + " here"}
		if err := checkProfileARN(arn); err != nil {
			c.Off = err.Error()
		}
		choices = append(choices, c)
	}
	return choices
}

// dropChoices are the devices of the image that a launch can do without.
func (o *order) dropChoices() (choices []Choice) {
	if o.plain == nil {
		return nil
	}
	for _, d := range o.plain.Devices {
		c := Choice{Value: d.Name.Raw(), Label: d.Virtual.String()}
		if d.EBS != nil {
			c.Label = fmt.Sprintf("%d GiB %s", d.EBS.VolumeSize, d.EBS.VolumeType)
		}
		if d.Name == o.plain.RootDevice {
			c.Off = "nothing boots without it"
		}
		choices = append(choices, c)
	}
	return choices
}

func (o *order) keyChoices() []Choice {
	b, _ := answered[ami.KeyPairList](o.facts, ami.KeyPairs{Where: o.at})
	choices := make([]Choice, 0, len(b.List))
	for _, k := range b.List {
		choices = append(choices, Choice{Value: k.Name.Raw(), Label: or(k.Type.String(), "key pair")})
	}
	return choices
}

// lacks is why nothing is offered for a field that is filled in from a list of
// the place: the list is not there, or it is empty.
func (o *order) lacks(field string) string {
	var need ami.Need
	var what string
	switch field {
	case "type":
		need, what = ami.OfferedTypes{Where: o.at}, "instance types"
	case "subnet":
		need, what = ami.Subnets{Where: o.at}, "subnets"
	case "security-group":
		need, what = ami.SecurityGroups{Where: o.at}, "security groups"
	case "key":
		need, what = ami.KeyPairs{Where: o.at}, "key pairs"
	case "template":
		need, what = ami.Templates{Where: o.at}, "launch templates"
	case "profile-arn":
		if why := o.facts.Why(ami.Instances{Where: o.at}); why != "" {
			return "which instance profiles the instances of " + o.at.Region + " have is not known: " + why
		}
		return "no instance of " + o.at.Region + " has an instance profile; type the ARN of one"
	default:
		return ""
	}
	if why := o.facts.Why(need); why != "" {
		return "the " + what + " of " + o.at.Region + " are not known: " + why
	}
	return o.at.Region + " has no " + what
}
