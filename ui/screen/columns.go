package screen

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tami/model"
	"tami/model/ami"
	"tami/model/query"
	"tami/themes"
	"tami/ui/kit"
)

// column is one column of the list of images. The name comes first and stays
// when the others are scrolled.
type column struct {
	title string
	width int
	rank  int // which columns stay where not all fit: low ranks do
	right bool
	by    query.SortKey
	cell  func(cell) (string, kit.Painter)
}

// cell is what a column sees of a row.
type cell struct {
	row
	st      *model.State
	now     time.Time
	account string
	styles  *themes.Styles
}

// columns are those of a source. Whose an image is matters little among our
// own, and much among everybody's.
func columns(g themes.Glyphs, from ami.Source) []column {
	owner, product := 10, 11
	switch from.Kind {
	case ami.Mine:
	case ami.Marketplace:
		owner, product = 2, 2
	default:
		owner = 2
	}
	// One paint for what is there and what is not: changing it and changing it
	// back would be a fifth of the bytes of a row.
	muted := func(c cell, s string) (string, kit.Painter) { return cmp.Or(s, g.None), c.styles.Muted }
	list := []column{
		{"AGE", 4, 1, true, query.ByAge, func(c cell) (string, kit.Painter) {
			return muted(c, model.Age(c.img.Created, c.now))
		}},
		{"USED", 4, 5, true, query.ByLaunched, func(c cell) (string, kit.Painter) {
			return muted(c, model.Age(c.img.LastLaunched, c.now))
		}},
		{"STATE", 16, 2, false, query.ByState, stateCell},
		{"ARCH", 7, 3, false, query.ByArch, func(c cell) (string, kit.Painter) {
			return muted(c, c.img.Architecture.String())
		}},
		{"GB", 6, 6, true, query.BySize, func(c cell) (string, kit.Painter) {
			return muted(c, model.SizeGB(c.img.SizeGiB()))
		}},
		{g.AtMost + " $/MO", 7, 4, true, query.ByCost, func(c cell) (string, kit.Painter) {
			return costCell(c, g)
		}},
		{"FLAGS", 9, 7, false, query.ByState, flagsCell},
		{"OWNER", 15, owner, false, query.ByOwner, func(c cell) (string, kit.Painter) {
			return muted(c, model.OwnerBadge(c.img, c.account))
		}},
		{"PRODUCT", 25, product, false, query.ByOwner, func(c cell) (string, kit.Painter) {
			return muted(c, model.ProvenanceOf(c.img, c.account).Product)
		}},
		{"PLATFORM", 18, 9, false, query.ByOS, func(c cell) (string, kit.Painter) {
			return muted(c, c.img.OS().String())
		}},
		{"ID", 21, 8, false, query.ByID, func(c cell) (string, kit.Painter) {
			return muted(c, c.img.ID.String())
		}},
	}
	if from.Kind == ami.Parameters {
		list = append(list, column{"PARAMETER", 36, 3, false, query.ByName, func(c cell) (string, kit.Painter) {
			text := parameterWords(c.st, c.row)
			if over := kit.Width(text) - 36; over > 0 { // its end tells one from another
				text = ansi.TruncateLeftWc(text, over+1, g.Ellipsis)
			}
			return muted(c, text)
		}})
	}
	return list
}

// parameterWords name the SSM parameter that led to an image, without the path
// that all of them share; more than one only as a number.
func parameterWords(st *model.State, r row) string {
	inv := st.Inventory(ami.Images{Where: r.at, From: st.From})
	if inv == nil || st.From.Kind != ami.Parameters {
		return ""
	}
	list := inv.Parameters(r.img.ID.Raw())
	if len(list) == 0 {
		return ""
	}
	text := strings.TrimPrefix(list[0].String(), st.From.Path+"/")
	if len(list) > 1 {
		text += " +" + strconv.Itoa(len(list)-1)
	}
	return text
}

// regionColumn stands in front of the others in the merged list.
func regionColumn(width int) column {
	return column{"REGION", width, 0, false, query.ByRegion, func(c cell) (string, kit.Painter) {
		return c.at.String(), c.styles.Muted
	}}
}

func stateCell(c cell) (string, kit.Painter) {
	words := model.StateWords(c.img, c.now)
	switch {
	case c.img.Failed():
		return words, c.styles.Trouble
	case c.img.Pending():
		if p, ok := progress(c.st, c.at, c.img); ok {
			words += " " + strconv.Itoa(p) + " %"
		}
		return words, c.styles.Warning
	}
	p := model.ProvenanceOf(c.img, c.account)
	switch {
	case p.Posing != "": // who launches it in good faith runs a stranger's code
		return p.Short(), c.styles.Trouble
	case words != "available":
		return strings.TrimSuffix(words, " ago"), c.styles.Warning
	case p.Allowed == ami.No && !p.Mine:
		return "not allowed", c.styles.Warning
	}
	return words, c.styles.Muted
}

// progress is how far the snapshots of a pending image are, as far as they
// have been read.
func progress(st *model.State, at ami.Where, img *ami.Image) (percent int, known bool) {
	sum, n := 0, 0
	for _, d := range img.Devices {
		if d.EBS == nil || d.EBS.SnapshotID.IsZero() {
			continue
		}
		snap, ok := st.Snapshot(at, d.EBS.SnapshotID.String())
		if !ok || snap == nil {
			return 0, false
		}
		p, err := strconv.Atoi(strings.TrimSuffix(snap.Progress.String(), "%"))
		if err != nil {
			return 0, false
		}
		sum, n = sum+p, n+1
	}
	if n == 0 {
		return 0, false
	}
	return sum / n, true
}

func costCell(c cell, g themes.Glyphs) (string, kit.Painter) {
	price, _ := c.st.Prices.Find(c.at.Region, ami.SnapshotStandard)
	usd, known := model.Row{At: c.at, Account: c.account, Image: c.img, Price: price, Read: c.st}.Cost()
	switch {
	case !known:
		return "?", c.styles.Faint
	case usd == 0:
		return g.None, c.styles.Muted
	}
	return model.Dollars(usd), c.styles.Muted
}

func flagsCell(c cell) (string, kit.Painter) {
	letters := model.FlagsOf(c.img, c.account, c.now).Letters()
	if c.img.ChangedText() {
		return strings.TrimSpace(letters + " !hidden"), c.styles.Trouble
	}
	return letters, c.styles.Muted
}

// fit chooses the columns for a width and how wide the name then is. With
// nothing scrolled, the columns that matter most stay; scrolled, the columns
// follow each other from the one that was scrolled to.
func fit(all []column, w, scroll int) (name int, shown []column) {
	const fixed = 4 // cursor, mark and their gaps
	minName := min(max(36, w*2/5), max(12, w-fixed-8))
	room := w - fixed - minName
	if scroll > 0 {
		for _, c := range all[min(scroll, len(all)-1):] {
			if room -= c.width + 1; room < 0 {
				break
			}
			shown = append(shown, c)
		}
	} else {
		keep := map[string]bool{}
		for rank := 0; rank <= 10; rank++ {
			for _, c := range all {
				if c.rank == rank && room >= c.width+1 {
					room -= c.width + 1
					keep[c.title] = true
				}
			}
		}
		for _, c := range all {
			if keep[c.title] {
				shown = append(shown, c)
			}
		}
	}
	used := 0
	for _, c := range shown {
		used += c.width + 1
	}
	return max(1, w-fixed-used), shown
}
