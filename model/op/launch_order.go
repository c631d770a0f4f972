package op

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
	"tami/model/fit"
	"tami/model/text"
)

// order is a launch as it is asked for, with what is known of the place. What
// is not known yet refuses nothing.
type order struct {
	asked    Values               // what was filled in
	template *ami.TemplateVersion // that it goes over; nil without one, and while it is not known
	values   Values               // both together
	facts    Facts
	at       ami.Where
	plain    *ami.Image // nil while it is not known
	img      *ami.Image // the same with the devices that the template and the launch change
}

func newOrder(r Request, f Facts) *order {
	o := &order{asked: r.Values, facts: f}
	if len(r.Targets) > 0 {
		o.at = r.Targets[0].At
		o.template = o.given()
		o.plain, _ = f.Image(o.at, r.Targets[0].ID)
		o.img = o.equipped(o.shaped(o.plain))
	}
	o.values = o.merged()
	return o
}

// fit is the launch as the rules of what boots on what see it.
func (o *order) fit() fit.Launch {
	l := fit.Launch{Image: o.img, Spot: o.values.On("spot"), Encrypted: o.encrypts(), Allowed: allowedState(o.facts, o.at)}
	if o.template != nil {
		l.Enclaves = o.template.Enclaves
	}
	if z, ok := answered[ami.OfferingList](o.facts, ami.TypeZones{Where: o.at}); ok {
		l.Zones = z.Zones
	}
	if s := o.subnet(); s != nil {
		l.Zone = s.Zone.String()
	}
	return l
}

// encrypts reports that volumes are encrypted which the image leaves plain.
func (o *order) encrypts() bool {
	d, _ := answered[ami.EBSDefaultsBody](o.facts, ami.EBSDefaults{Where: o.at})
	return o.values.On("encrypt") || o.values.One("kms-key") != "" || d.Encrypts == ami.Yes
}

func (o *order) types() []ami.InstanceType {
	b, _ := answered[ami.InstanceTypeList](o.facts, ami.OfferedTypes{Where: o.at})
	return b.List
}

func (o *order) kind() *ami.InstanceType {
	types := o.types()
	for i := range types {
		if types[i].Name.Raw() == o.values.One("type") {
			return &types[i]
		}
	}
	return nil
}

func (o *order) subnets() ([]ami.Subnet, bool) {
	b, known := answered[ami.SubnetList](o.facts, ami.Subnets{Where: o.at})
	return b.List, known
}

// subnet is the one that is chosen, nil where none is or it is not known.
func (o *order) subnet() *ami.Subnet {
	list, _ := o.subnets()
	for i := range list {
		if id := o.values.One("subnet"); id != "" && list[i].ID.Raw() == id {
			return &list[i]
		}
	}
	return nil
}

// network is the VPC that the launch goes to, "" where that is not known.
func (o *order) network() string {
	if s := o.subnet(); s != nil {
		return s.VPC.Raw()
	}
	list, _ := o.subnets()
	for _, s := range list {
		if s.Default && o.values.One("subnet") == "" && !o.unread() {
			return s.VPC.Raw()
		}
	}
	return ""
}

// count is how many instances are asked for; 1 where that is not said well.
func (o *order) count() int {
	n, err := strconv.Atoi(o.values.One("count"))
	if err != nil {
		return 1
	}
	return max(1, n)
}

// maxAtOnce is how many instances tami launches at once: more is no try-out.
const maxAtOnce = 100

func (o *order) checkCount(s string) error {
	switch n, err := strconv.Atoi(s); {
	case err == nil && n > maxAtOnce:
		return fmt.Errorf("%d are more than tami launches at once; give 1 to %d", n, maxAtOnce)
	case err != nil || n < 1:
		return fmt.Errorf("%q is no number of instances; give 1 to %d", s, maxAtOnce)
	}
	return nil
}

func (o *order) checkType(s string) error {
	if !regexp.MustCompile(`^[a-z0-9-]{1,24}\.[a-z0-9-]{1,24}$`).MatchString(s) {
		return fmt.Errorf("%q is no instance type; they look like t3.micro", s)
	}
	types := o.types()
	if len(types) == 0 || o.img == nil {
		return nil
	}
	i := slices.IndexFunc(types, func(t ami.InstanceType) bool { return t.Name.Raw() == s })
	if i < 0 {
		names := make([]string, len(types))
		for i := range types {
			names[i] = types[i].Name.String()
		}
		return fmt.Errorf("%s has no instance type %q%s", o.at.Region, s, nearest(s, names, "; choose another one"))
	}
	if why := fit.Refusal(o.fit(), &types[i]); why != "" {
		return fmt.Errorf("%s; %s", why, o.instead())
	}
	return nil
}

// instead names some types that fit, the smallest of today's first.
func (o *order) instead() string {
	l := o.fit()
	var fits []ami.InstanceType
	for _, t := range o.types() {
		if t.Current && fit.Refusal(l, &t) == "" {
			fits = append(fits, t)
		}
	}
	slices.SortStableFunc(fits, func(a, b ami.InstanceType) int { return int(a.MemoryMiB - b.MemoryMiB) })
	var names []string
	for _, t := range fits[:min(3, len(fits))] {
		names = append(names, t.Name.String())
	}
	if len(names) == 0 {
		return "no type of today's in " + o.at.Region + " fits"
	}
	return "what fits is " + strings.Join(names, ", ") + " and others"
}

// nearest offers names for a mistyped one, or says what else to do.
func nearest(word string, names []string, otherwise string) string {
	if near := text.Nearest(word, names); len(near) > 0 {
		return "; is it " + strings.Join(near, " or ") + "?"
	}
	return otherwise
}

func (o *order) checkSubnet(s string) error {
	if !regexp.MustCompile(`^subnet-[0-9a-f]{8,17}$`).MatchString(s) {
		return fmt.Errorf("%q is not the ID of a subnet; they look like subnet-0abcdef1234567890", s)
	}
	list, known := o.subnets()
	i := slices.IndexFunc(list, func(n ami.Subnet) bool { return n.ID.Raw() == s })
	switch {
	case !known:
		return nil
	case i < 0:
		return fmt.Errorf("there is no subnet %s in %s; there is %s", s, o.at.Region, or(some(list, subnetPlace), "none"))
	case int(list[i].Free) < o.count():
		return fmt.Errorf("%s has %s left, and %s asked for; choose another subnet or launch fewer", s,
			ami.Count(int(list[i].Free), "address", "addresses"), ami.Count(o.count(), "instance is", "instances are"))
	}
	return nil
}

// some names the first few of a list.
func some[T any](list []T, name func(T) string) string {
	var words []string
	for _, t := range list {
		words = append(words, name(t))
	}
	return listed(words)
}

func (o *order) checkGroup(s string) error {
	if !regexp.MustCompile(`^sg-[0-9a-f]{8,17}$`).MatchString(s) {
		return fmt.Errorf("%q is not the ID of a security group; they look like sg-0abcdef1234567890", s)
	}
	b, known := answered[ami.SecurityGroupList](o.facts, ami.SecurityGroups{Where: o.at})
	i := slices.IndexFunc(b.List, func(g ami.SecurityGroup) bool { return g.ID.Raw() == s })
	network := o.network()
	switch {
	case !known:
		return nil
	case i < 0:
		return fmt.Errorf("there is no security group %s in %s; tami launches with one that is there", s, o.at.Region)
	case network != "" && b.List[i].VPC.Raw() != network:
		return fmt.Errorf("the security group %s (%s) belongs to the network %s, and the launch goes to %s; choose both of one network", s, b.List[i].Name, b.List[i].VPC, clean(network))
	}
	return nil
}

func (o *order) checkKey(s string) error {
	b, known := answered[ami.KeyPairList](o.facts, ami.KeyPairs{Where: o.at})
	names := make([]string, len(b.List))
	for i, k := range b.List {
		names[i] = k.Name.String()
	}
	switch {
	case !known || slices.Contains(names, s):
		return nil
	case len(names) == 0:
		return fmt.Errorf("there is no key pair %q in %s, and no other; import one, or launch without", s, o.at.Region)
	}
	return fmt.Errorf("there is no key pair %q in %s%s", s, o.at.Region, nearest(s, names, "; there is "+listed(names)))
}
