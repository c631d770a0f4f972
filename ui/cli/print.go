package cli

import (
	"strings"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/ui/kit"
)

// format writes entries as one of the kinds of `tami images --output`.
func (s *session) format(kind string, entries []entry, t Target, profiles bool) (string, error) {
	switch kind {
	case "ids":
		return idLines(entries), nil
	case "json":
		return model.JSON(rowsOf(entries))
	case "csv":
		return model.CSV(rowsOf(entries), s.w.Now())
	default:
		return table(tableRows(entries, s.w.Now(), t.ASCII, profiles), rightAligned()), nil
	}
}

func idLines(entries []entry) string {
	var b strings.Builder
	for _, e := range entries {
		b.WriteString(e.img.ID.String() + "\n")
	}
	return b.String()
}

// row is the entry as every list has it.
func (e entry) row() model.Row {
	return model.Row{At: e.at, Account: e.account, Image: e.img, Price: e.price}
}

func rowsOf(entries []entry) []model.Row {
	rows := make([]model.Row, len(entries))
	for i, e := range entries {
		rows[i] = e.row()
	}
	return rows
}

// ownerWords say whose an image is, and what is wrong with that: it goes by the
// name of another, or the account does not allow it.
func ownerWords(e entry) string {
	p := model.ProvenanceOf(e.img, e.account)
	words := []string{model.OwnerBadge(e.img, e.account)}
	if short := p.Short(); short != "" {
		words = append(words, short)
	}
	if p.Allowed == ami.No && !p.Mine {
		words = append(words, p.FlagWords())
	}
	return strings.Join(words, ", ")
}

// tableRows are the cells of the table, headings first. What is not known or
// does not apply is a dash, an unknown price a question mark.
func tableRows(entries []entry, now time.Time, ascii, profiles bool) [][]string {
	atMost, none := "≤ $/MO", dash(ascii)
	if ascii {
		atMost = "<= $/MO"
	}
	rows := [][]string{{"NAME", "ID", "REGION", "AGE", "STATE", "ARCH", "PLATFORM", "GB", atMost, "OWNER", "FLAGS"}}
	for _, e := range entries {
		where, cost, flags := e.at.Region, "?", model.FlagsOf(e.img, e.account, now).Letters()
		if profiles {
			where = e.at.String()
		}
		if usd, known := e.row().Cost(); known {
			cost = model.Dollars(usd)
		}
		if e.img.ChangedText() {
			flags = strings.TrimSpace(flags + " !hidden")
		}
		row := []string{
			e.img.Name.String(), e.img.ID.String(), where, model.Age(e.img.Created, now),
			kit.Cut(model.StateWords(e.img, now), widestState, ellipsis(ascii)),
			e.img.Architecture.String(), e.img.OS().String(), model.SizeGB(e.img.SizeGiB()), cost,
			ownerWords(e), flags,
		}
		for i := range row[:len(row)-1] {
			if row[i] == "" {
				row[i] = none
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// dash stands where there is nothing to say.
func dash(ascii bool) string {
	if ascii {
		return "-"
	}
	return "—"
}

// widestState is where a state is cut in the table: the reasons for a failure
// are whole sentences, which `tami image` prints in full.
const widestState = 40

func ellipsis(ascii bool) string {
	if ascii {
		return "..."
	}
	return "…"
}

// rightAligned are the columns of numbers: age, size and cost.
func rightAligned() map[int]bool { return map[int]bool{3: true, 7: true, 8: true} }

// table lines cells up in columns, two spaces between them.
func table(rows [][]string, right map[int]bool) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], kit.Width(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			gap := strings.Repeat(" ", widths[i]-kit.Width(cell))
			if right[i] {
				cell = gap + cell
			} else {
				cell += gap
			}
			line.WriteString(cell + "  ")
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
