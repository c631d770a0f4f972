package screen

import (
	"fmt"
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/money"
	"tami/model/op"
	"tami/ui/kit"
)

// costs says what keeping the snapshots of an image costs and what would stop
// if it went, with bounds, and where the prices are from. On request the blocks
// are counted, and AWS's price list is asked.
type costs struct {
	cursor
	explainer
	space Rect
	cost  model.Cost
	ours  bool // the image is, so that more can be asked about its snapshots
	lines []costLine
	counting
	live bool // AWS's price list is wanted
}

// costLine is a line below the headings: a snapshot, or a word with what there
// is to say of it.
type costLine struct {
	part  int // index of the snapshot, -1 for none
	label string
	text  string
	paint func(Env) kit.Painter
}

func (t *costs) name() string { return "Cost" }

func (t *costs) layers() []string { return []string{keymap.CostLayer, keymap.ExplainLayer} }

func (t *costs) needs(r row) []ami.Need {
	var needs []ami.Need
	if t.ours && len(t.cost.Leaving.Parts) > 0 {
		needs = append(needs, model.CostNeeds(r.at, r.img)...)
	}
	if t.live {
		needs = append(needs, ami.LivePrices{Where: r.at})
	}
	return append(needs, t.wanted()...)
}

func (t *costs) settle(e Env, r row, room Rect) {
	id, known := e.State.Account(r.at.Profile)
	t.ours = known && id.Account == r.img.OwnerID
	t.cost = e.State.Cost(r.at, r.img, id.Account.Raw())
	t.counting.settle(e, t.cost)
	t.lines = t.lines[:0]
	for i := range t.cost.Leaving.Parts {
		t.lines = append(t.lines, costLine{part: i})
	}
	if len(t.lines) > 0 {
		t.details(e, r, max(10, room.W-detailIndent))
	}
	t.space = room
	t.fit(max(1, room.H-len(t.head(e, room))-1-t.explainer.room(room.H)), len(t.lines))
}

// detailIndent is where the text of a line begins that is no snapshot.
const detailIndent = 16

func (t *costs) do(e Env, r row, id op.ID) ([]Effect, bool) {
	if len(t.lines) == 0 {
		return costOfNothing(id)
	}
	switch id {
	case "cost.measure":
		return t.counting.next(t.cost), true
	case "cost.prices":
		t.live = true
		return []Effect{Refresh{[]ami.Need{ami.LivePrices{Where: r.at}}}}, true
	case "item.explain":
		return t.turn(e, t.explanation(r), t.space.W, explainRoom(t.space.H)), true
	case "app.back":
		return nil, t.back(id) || t.counting.leave()
	case "item.copyid":
		if part := t.lines[t.at].part; part >= 0 {
			return []Effect{Copy{Text: t.cost.Leaving.Parts[part].Snapshot, What: "snapshot ID"}}, true
		}
		return nil, false
	}
	return nil, t.cursor.do(id, len(t.lines))
}

// costOfNothing answers the keys where there is no snapshot.
func costOfNothing(id op.ID) ([]Effect, bool) {
	switch id {
	case "cost.measure":
		return []Effect{Say{"There is nothing to count: this image has no snapshots"}}, true
	case "cost.prices":
		return []Effect{Say{"There is nothing to price: this image has no snapshots"}}, true
	case "item.explain":
		what, _ := explanationOf("Instance store-backed image", "", "", "")
		return []Effect{Push{NewExplanation(what)}}, true
	}
	return nil, false
}

// explanation says why the figure under the cursor is what it is.
func (t *costs) explanation(r row) explanation {
	line := t.lines[t.at]
	if line.part < 0 {
		label := line.label
		for i := t.at; label == "" && i > 0; i-- {
			label = t.lines[i].label // of what is said in several lines
		}
		what, _ := explanationOf(costTopic(label), "", "", "")
		return what
	}
	p := t.cost.Leaving.Parts[line.part]
	topic := "Incremental snapshots"
	switch {
	case p.Tier == "archive":
		topic = "Archive tier"
	case p.Label == money.Measured:
		topic = "Measuring a snapshot"
	case p.Fate == money.Binned:
		topic = "Recycle Bin"
	}
	what, _ := explanationOf(topic, "", "", "")
	what.here = reasons(p)
	what.see = "aws ec2 describe-snapshots --region " + r.at.Region + " --snapshot-ids " + p.Snapshot + " --query 'Snapshots[0].FullSnapshotSizeInBytes'"
	return what
}

// costTopic is the concept behind a line that is no snapshot.
func costTopic(label string) string {
	switch label {
	case "would stop", "would stay", "image alone":
		return "What deregistering leaves behind"
	case "in the bin":
		return "Recycle Bin"
	case "fast restore":
		return "Fast snapshot restore"
	case "archived", "fee":
		return "Archive tier"
	}
	return "Snapshot cost"
}

// reasons say what becomes of a snapshot and why its figure is what it is.
func reasons(p money.Settled) string {
	var words []string
	for _, why := range []string{p.Reason, p.Why} {
		if why != "" {
			words = append(words, sentence(why)+".")
		}
	}
	return strings.Join(words, " ")
}

// details are the lines below the snapshots.
func (t *costs) details(e Env, r row, w int) {
	add := func(paint func(Env) kit.Painter, label, text string) {
		for _, part := range kit.WrapWords(text, w) {
			t.lines = append(t.lines, costLine{-1, label, part, paint})
			label = ""
		}
	}
	if t.ours {
		t.leaving(add)
	}
	for _, p := range t.cost.Leaving.Parts {
		t.special(e, r, p, add)
	}
	for _, u := range t.cost.Unknown {
		add(warning, "unknown", u)
	}
	t.prices(e, r, add)
	for _, n := range append(t.cost.NotChecked, e.State.CostGaps(r.at, r.img)...) {
		add(warning, "not checked", n.What+": "+n.Why)
	}
}

// leaving says what would stop and what would stay if the image went.
func (t *costs) leaving(add func(func(Env) kit.Painter, string, string)) {
	o := t.cost.Leaving
	if o.Stops.Label == money.Unknown && o.Stops.High == 0 {
		add(plain, "would stop", "an unknown amount, if the image went with its snapshots")
	} else {
		add(plain, "would stop", o.Stops.Words(" a month")+", if the image went with its snapshots")
	}
	if !o.Stays.Nothing() {
		add(plain, "would stay", o.Stays.Words(" a month"))
	}
	for _, p := range o.Parts {
		if p.Fate == money.Kept {
			add(muted, "", p.Snapshot+" "+p.Reason)
		}
	}
	if !o.Once.Nothing() {
		add(plain, "fee", o.Once.Words(" once")+": the archive is paid for 90 days at the least")
	}
	if !o.UntilThen.Nothing() {
		add(plain, "in the bin", o.UntilThen.Words(" in all")+": paid until the Recycle Bin lets go, and stops only then")
	}
	add(muted, "image alone", "Deregistering it and leaving its snapshots stops nothing.")
}

// special says of a snapshot what is out of the ordinary.
func (t *costs) special(e Env, r row, p money.Settled, add func(func(Env) kit.Painter, string, string)) {
	b := t.cost.Book
	if zones := b.Zones[p.Snapshot]; zones > 0 {
		each := "price unknown (no figure for " + r.at.Region + ")"
		if p.Fast.Known() {
			each = fmt.Sprintf("$%s a month (%d hours) as long as the snapshot is there", model.Dollars(p.Fast.High), money.HoursAMonth)
		}
		add(warning, "fast restore", fmt.Sprintf("%s in %s: %s", p.Snapshot, model.Count(zones, "zone", "zones"), each))
	}
	s, _ := e.State.Snapshot(r.at, p.Snapshot)
	if s == nil || p.Tier != "archive" {
		return
	}
	text := p.Snapshot
	if since, ok := b.Archived[p.Snapshot]; ok {
		text += " since " + since.Format("2006-01-02")
	}
	text += ": to restore costs " + b.Restore(s).Words(" once")
	if price, ok := e.State.Prices.Find(r.at.Region, ami.SnapshotStandard); ok {
		text += fmt.Sprintf(", then up to $%s a month", model.Dollars(price.USD*p.GiB))
	}
	add(plain, "archived", text)
}

// prices name each price that was reckoned with, and where it is from.
func (t *costs) prices(e Env, r row, add func(func(Env) kit.Painter, string, string)) {
	said := map[string]bool{}
	for _, p := range t.cost.Leaving.Parts {
		if p.Price.Known() && !said[p.Tier] {
			said[p.Tier] = true
			add(muted, "price", fmt.Sprintf("%s %s, %s tier in %s: %s", dollars(p.Price.USD), strings.TrimPrefix(p.Price.Unit, "USD "), p.Tier, r.at.Region, source(p.Price)))
		}
	}
	if len(t.cost.Book.Zones) > 0 {
		if price, ok := e.State.Prices.Find(r.at.Region, ami.FastSnapshotRestore); ok && someZones(t.cost.Book.Zones) {
			add(muted, "price", fmt.Sprintf("%s %s: %s", dollars(price.USD), strings.TrimPrefix(price.Unit, "USD "), source(price)))
		}
	}
	if !t.live {
		return
	}
	need := ami.LivePrices{Where: r.at}
	switch k := e.State.Known(need); {
	case k.Problem != nil:
		add(trouble, "price list", "not asked: "+k.Problem.Title+". "+k.Problem.Hint)
	case k.Loading || e.State.Due(need):
		add(muted, "price list", e.Styles.Glyphs.Loading+" asking AWS's price list")
	default:
		list, _ := e.State.Answer(need).(ami.PriceList)
		add(muted, "price list", livePriceWords(list, r.at.Region)+", at "+k.At.Local().Format("15:04"))
	}
}

func livePriceWords(list ami.PriceList, region string) string {
	if list.Prices.Len() == 0 {
		return "AWS lists no price of snapshots for " + region
	}
	return "AWS told " + model.Count(list.Prices.Len(), "price", "prices") + " for " + region
}

func someZones(zones map[string]int) bool {
	for _, n := range zones {
		if n > 0 {
			return true
		}
	}
	return false
}

// source is where a price is from, and of when.
func source(p ami.Price) string {
	words := p.Source
	if p.Own {
		words += " (your own)"
	}
	if p.AsOf != "" {
		words += ", " + p.AsOf
	}
	return words
}

// dollars is a price, of which the small ones have more than two decimals.
func dollars(usd float64) string { return fmt.Sprintf("$%g", usd) }
