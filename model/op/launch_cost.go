package op

import (
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
	"tami/model/money"
)

// cost is what the instances cost a month while they run.
func (o *order) cost(root *rootVolume) *Cost {
	book := o.facts.Book(o.at)
	kind := o.values.One("type")
	l := money.Launch{Type: kind, Billed: o.img.Billed(), Count: o.count(), Volumes: o.volumes(root)}
	var unknown []string
	if kind == "" {
		unknown = append(unknown, "the instance type, which the launch template names")
	} else if why := o.noHour(kind); why != "" {
		l.Type = ""
		unknown = append(unknown, o.hourOf(kind)+" ("+why+"; a prices.tsv of your own may name it)")
	}
	c := &Cost{Notes: []string{"a month has 730 hours here; traffic is not counted"}}
	var bounds money.Bounds
	switch public, known := o.publicAddress(); {
	case known:
		l.IPv4 = public
		bounds = o.running(book, l, &unknown)
	default:
		bounds = o.running(book, l, &unknown)
		each := money.AtMost(money.IPv4AnHour * money.HoursAMonth)
		bounds = bounds.Plus(each.Times(float64(o.count())))
		c.Notes = append(c.Notes, "up to: it is not known whether they get public addresses")
	}
	if o.values.On("spot") && l.Type != "" {
		c.Notes = append(c.Notes, "up to: Spot Instances cost at most what is paid on demand")
	}
	for _, code := range o.img.ProductCodes {
		if code.Type.Raw() == "marketplace" {
			unknown = append(unknown, "what the seller of "+code.ID.String()+" asks")
		}
	}
	c.StartsLow, c.StartsHigh, c.Label, c.Unknown = bounds.Low, bounds.High, string(bounds.Label), unknown
	c.Notes = append(o.costParts(book, l, kind), c.Notes...)
	if len(unknown) > 0 {
		c.Label = string(money.Unknown)
	}
	c.Source = o.sources(l)
	return c
}

// hourOf names what is paid by the hour: the type, and its system where that is
// paid too.
func (o *order) hourOf(kind string) string {
	if o.img.Billed() == ami.LinuxHours {
		return clean(kind)
	}
	return clean(kind) + " with " + o.img.OS().String()
}

// costParts says what the cost is made of, as far as there is more than one part
// to it.
func (o *order) costParts(book money.Book, l money.Launch, kind string) []string {
	var parts []string
	add := func(what string, b money.Bounds) {
		if b.High > 0 {
			parts = append(parts, what+" "+dollars(b.Low, b.High, string(b.Label)))
		}
	}
	none := []string{}
	if l.Type != "" {
		add(o.hourOf(kind), o.running(book, money.Launch{Type: l.Type, Billed: l.Billed, Count: l.Count}, &none))
	}
	volumes, _ := book.Running(money.Launch{Count: l.Count, Volumes: l.Volumes})
	add("volumes", volumes)
	each := money.IPv4AnHour * money.HoursAMonth * float64(l.Count)
	switch public, known := o.publicAddress(); {
	case !known:
		add("public IPv4", money.AtMost(each))
	case public:
		add("public IPv4", money.Exactly(each))
	}
	if len(parts) < 2 {
		return nil
	}
	return []string{"of that " + strings.Join(parts, ", ")}
}

// running is what instances cost; Spot Instances at most what others do.
func (o *order) running(book money.Book, l money.Launch, unknown *[]string) money.Bounds {
	all, lacks := book.Running(l)
	*unknown = append(*unknown, lacks...)
	if !o.values.On("spot") || l.Type == "" {
		return all
	}
	l.Type = ""
	rest, _ := book.Running(l)
	most := all.High
	if price, err := strconv.ParseFloat(o.values.One(spotPriceField), 64); err == nil {
		most = min(most, rest.High+price*money.HoursAMonth*float64(l.Count))
	}
	return money.Bounds{Low: rest.Low, High: most, Label: money.UpTo}
}

// publicAddress is whether instances get public IPv4 addresses, and whether
// that is known: it is the subnet's to say, and which of the default ones is
// taken is AWS's.
func (o *order) publicAddress() (public, known bool) {
	list, known := o.subnets()
	if s := o.subnet(); s != nil {
		return s.PublicIPv4, true
	}
	if !known || o.unread() || o.values.One("subnet") != "" {
		return false, false
	}
	is, not := 0, 0
	for _, s := range list {
		switch {
		case s.Default && s.PublicIPv4:
			is++
		case s.Default:
			not++
		}
	}
	return is > 0, is == 0 || not == 0
}

// sources names the prices that were reckoned with.
func (o *order) sources(l money.Launch) string {
	items := []string{ami.HourPrice(l.Billed, l.Type)}
	names := map[string]string{items[0]: o.hourOf(l.Type)}
	for _, v := range l.Volumes {
		if item := "volume_" + v.Type; !slices.Contains(items, item) {
			items = append(items, item)
			names[item] = clean(v.Type)
		}
	}
	var said []string
	for _, item := range items {
		p, ok := o.facts.Price(o.at.Region, item)
		if !ok {
			continue
		}
		unit := " an hour"
		if strings.HasPrefix(item, "volume_") {
			unit = " a GB-month"
		}
		line := names[item] + " " + strconv.FormatFloat(p.USD, 'f', -1, 64) + unit
		for _, w := range []string{p.Source, p.AsOf} {
			if w != "" {
				line += ", " + clean(w)
			}
		}
		said = append(said, line)
	}
	if l.IPv4 {
		said = append(said, "public IPv4 "+strconv.FormatFloat(money.IPv4AnHour, 'f', -1, 64)+" an hour")
	}
	return or(strings.Join(said, "; "), "none known for "+o.at.Region)
}
