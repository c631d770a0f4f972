package fit

import (
	"strings"

	"tami/model/ami"
)

// ownerTypes: the owner of an image may name the types that it is for.
func ownerTypes(l *Launch, t *ami.InstanceType) Verdict {
	s := l.Image.InstanceTypes
	if s == nil {
		return Verdict{}
	}
	name := t.Name.Raw()
	switch {
	case len(s.Supported) > 0 && !matches(s.Supported, name):
		return refuse("owner's types", t.Name.String()+" is not among the instance types that the owner of the image supports")
	case matches(s.Unsupported, name):
		return refuse("owner's types", "the owner of the image rules "+t.Name.String()+" out")
	}
	return Verdict{}
}

func matches(items []ami.InstanceTypeItem, name string) bool {
	for _, i := range items {
		if wildcard(i.Pattern.Raw(), name) {
			return true
		}
	}
	return false
}

// wildcard reports that a name is like a pattern in which each * stands for
// any characters.
func wildcard(pattern, name string) bool {
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(name, parts[0])
	if !ok || len(parts) == 1 {
		return ok && rest == ""
	}
	for _, p := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, p)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}

// enclaves are an option of a launch, which a launch template may turn on.
func enclaves(l *Launch, t *ami.InstanceType) Verdict {
	if !l.Enclaves || t.Enclaves.Raw() != "unsupported" {
		return Verdict{}
	}
	return refuse("enclaves", "Nitro Enclaves are turned on, which "+t.Name.String()+" does not have")
}

// dedicatedHost: macOS runs on nothing else.
func dedicatedHost(l *Launch, t *ami.InstanceType) Verdict {
	if !t.BareMetal || !strings.HasSuffix(l.Image.Architecture.Raw(), "_mac") {
		return Verdict{}
	}
	return refuse("dedicated host", t.Name.String()+" runs on a Dedicated Host only, which tami does not launch on")
}

// offered: a type is to be had in some zones, and as some kinds of capacity.
func offered(l *Launch, t *ami.InstanceType) Verdict {
	if l.Spot && len(t.Usage) > 0 && !has(t.Usage, "spot") {
		return refuse("offered", t.Name.String()+" is not to be had as a Spot Instance")
	}
	if l.Zones == nil {
		return Verdict{}
	}
	zones := l.Zones[t.Name.String()]
	if len(zones) == 0 {
		return refuse("offered", t.Name.String()+" is not offered in this region")
	}
	for _, z := range zones {
		if l.Zone == "" || z == l.Zone {
			return Verdict{}
		}
	}
	return refuse("offered", t.Name.String()+" is not offered in "+l.Zone+", but in "+strings.Join(zones, ", "))
}

func state(l *Launch) Verdict {
	switch {
	case l.Image.Available():
		return Verdict{}
	case l.Image.Disabled():
		return refuse("state", "it is disabled; enable it first")
	case l.Image.Pending():
		return refuse("state", "it is pending; wait until it is available")
	}
	return refuse("state", "it is "+or(l.Image.State, "in no known state")+", and only what is available can be launched")
}

func allowed(l *Launch) Verdict {
	switch {
	case l.Image.Allowed != ami.No:
		return Verdict{}
	case l.Allowed == "enabled":
		return refuse("allowed images", "the account's setting of allowed images does not let it be used")
	case l.Allowed == "audit-mode":
		return warn("allowed images", "the account's setting of allowed images would not let it be used, once it is more than an audit")
	}
	return Verdict{}
}

// products: whether this account has a subscription, AWS does not say.
func products(l *Launch) Verdict {
	for _, c := range l.Image.ProductCodes {
		if c.Type.Raw() == "marketplace" {
			return warn("product codes", "it is a product of the AWS Marketplace ("+c.ID.String()+"): AWS refuses the launch unless this account is subscribed to it, and the seller may restrict types and regions and ask a price of its own")
		}
	}
	return Verdict{}
}

func imds(l *Launch) Verdict {
	if l.Image.IMDS.Raw() != "v2.0" {
		return Verdict{}
	}
	return warn("IMDS", "it asks for IMDSv2: instances answer metadata requests with a token only, over two hops at most, unless the launch says otherwise")
}
