package op

import "tami/model/ami"

// hours is the question what an hour of an instance type costs with the image,
// or of every type where kind is empty. There is none where AWS does not say
// what is billed for the image.
func (o *order) hours(kind string) (need ami.TypePrices, ok bool) {
	if o.img == nil || o.img.Billed() == "" {
		return ami.TypePrices{}, false
	}
	return ami.TypePrices{Where: o.at, Operation: o.img.Billed(), Type: kind}, true
}

// allHours asks for the prices of all types: what looking at the list of them
// takes.
func (o *order) allHours() []ami.Need {
	if need, ok := o.hours(""); ok {
		return []ami.Need{need}
	}
	return nil
}

// unlisted is why the prices of all types are not known: "" where they are.
func (o *order) unlisted() string {
	for _, n := range o.allHours() {
		return o.facts.Why(n)
	}
	return NotAnswered
}

// chosenHours asks for the price of the type that is chosen, unless it is known
// from all of them, they could not be asked for, or the user's own stands.
func (o *order) chosenHours() []ami.Need {
	t := o.kind()
	if t == nil {
		return nil
	}
	one, ok := o.hours(t.Name.Raw())
	price, _ := o.facts.Price(o.at.Region, ami.HourPrice(one.Operation, one.Type))
	if !ok || price.Own || o.unlisted() != NotAnswered {
		return nil
	}
	return []ami.Need{one}
}

// noHour says why it is not known what an hour of a type costs: "" where it is.
func (o *order) noHour(kind string) string {
	one, ok := o.hours(kind)
	if !ok {
		return "AWS does not say what is billed for the image"
	}
	price, known := o.facts.Price(o.at.Region, ami.HourPrice(one.Operation, kind))
	switch {
	case known:
		return ""
	case price.Why != "":
		return price.Why
	}
	why := o.unlisted()
	if why == NotAnswered {
		why = o.facts.Why(one)
	}
	if why == "" {
		return "AWS lists none for " + o.at.Region
	}
	return "no figure for " + o.at.Region + "; AWS's price list: " + why
}

// hoursWords say what the prices in the list of types are, or why there are
// none.
func (o *order) hoursWords() string {
	if _, ok := o.hours(""); !ok {
		return "no prices: AWS does not say what is billed for it"
	}
	what := "$/hour: on demand, " + o.img.OS().String()
	switch why := o.unlisted(); why {
	case "":
		return what + ", AWS's price list"
	case NotAnswered:
		return what + "; asking AWS's price list"
	default:
		return "$/hour: " + why + "; prices.tsv may name prices"
	}
}
