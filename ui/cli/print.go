package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tami/model"
	"tami/model/ami"
	"tami/model/text"
	"tami/ui/kit"
)

// format writes entries as one of the kinds of `tami images --output`.
func (s *session) format(kind string, entries []entry, t Target, profiles bool) (string, error) {
	switch kind {
	case "ids":
		return idLines(entries), nil
	case "json":
		return jsonLines(entries)
	case "csv":
		return csvLines(entries, s.w.Now())
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

// listed is an image as JSON lists it: AWS's own fields, then where it is.
type listed struct {
	*ami.Image
	Account string
	Region  string
}

// jsonLines is a JSON array with one image a line, so that line tools can be
// used on it too.
func jsonLines(entries []entry) (string, error) {
	if len(entries) == 0 {
		return "[]\n", nil
	}
	lines := make([]string, len(entries))
	for i, e := range entries {
		var err error
		if lines[i], err = asciiJSON(listed{e.img, e.account, e.at.Region}, ""); err != nil {
			return "", err
		}
	}
	return "[\n" + strings.Join(lines, ",\n") + "\n]\n", nil
}

// asciiJSON encodes a value in ASCII alone, so that no terminal finds a
// control sequence in it, wherever in the value the text stands.
func asciiJSON(v any, indent string) (string, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return "", failed("the answer cannot be written as JSON: %v", err)
	}
	raw := bytes.TrimRight(buf.Bytes(), "\n")
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		if raw[0] < 0x7f {
			out, raw = append(out, raw[0]), raw[1:]
			continue
		}
		_, size := utf8.DecodeRune(raw)
		quoted := text.AppendJSON(nil, string(raw[:size]))
		out, raw = append(out, quoted[1:len(quoted)-1]...), raw[size:]
	}
	return string(out), nil
}

// csvLines is a table for spreadsheets: raw numbers and dates, a heading line.
func csvLines(entries []entry, now time.Time) (string, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{
		"Name", "ImageId", "Account", "Region", "CreationDate", "LastLaunchedTime", "State", "DeprecationTime",
		"Architecture", "PlatformDetails", "SizeGiB", "CostUpToUSD", "OwnerId", "Owner", "Flags",
	})
	for _, e := range entries {
		cost := ""
		if usd, known := e.cost(); known {
			cost = strconv.FormatFloat(usd, 'f', -1, 64)
		}
		cells := []string{
			e.img.Name.String(), e.img.ID.String(), e.account, e.at.Region, e.img.Created.Text.String(),
			e.img.LastLaunched.Text.String(), e.img.State.String(), e.img.DeprecationTime.Text.String(),
			e.img.Architecture.String(), e.img.OS().String(), strconv.FormatInt(e.img.SizeGiB(), 10), cost,
			e.img.OwnerID.String(), model.OwnerBadge(e.img, e.account), model.FlagsOf(e.img, e.account, now).Words(),
		}
		for i := range cells {
			cells[i] = guardCell(cells[i])
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.String(), w.Error()
}

// guardCell keeps a spreadsheet from taking somebody's text for a formula.
func guardCell(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// cost is the most the image's snapshots cost its account a month, and whether
// that is known. Somebody else's image costs nothing.
func (e entry) cost() (usd float64, known bool) {
	if e.account != "" && e.img.OwnerID.Raw() != e.account {
		return 0, true
	}
	return ami.SnapshotCostUpTo(e.img, e.price)
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
		if usd, known := e.cost(); known {
			cost = model.Dollars(usd)
		}
		if e.img.ChangedText() {
			flags = strings.TrimSpace(flags + " !hidden")
		}
		row := []string{
			e.img.Name.String(), e.img.ID.String(), where, model.Age(e.img.Created, now),
			kit.Cut(model.StateWords(e.img, now), widestState, ellipsis(ascii)),
			e.img.Architecture.String(), e.img.OS().String(), model.SizeGB(e.img.SizeGiB()), cost,
			model.OwnerBadge(e.img, e.account), flags,
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
