package model

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tami/model/ami"
	"tami/model/text"
)

// Row is an image in a list, with what a list says of it besides.
type Row struct {
	At      ami.Where
	Account string // the account that reads, "" while unknown
	Image   *ami.Image
	Price   ami.Price // of a GB-month of snapshot there; the zero Price is unknown
	Read    *State    // what was read of the snapshots; nil: nothing
}

// Cost is the most the image's snapshots cost its account a month, in US
// dollars, and whether that is known. Somebody else's image costs us nothing, and
// neither does somebody else's snapshot; what a snapshot costs that is gone or
// hidden, in the Recycle Bin perhaps, is not known.
func (r Row) Cost() (usd float64, known bool) {
	if r.Account != "" && r.Image.OwnerID.Raw() != r.Account {
		return 0, true
	}
	if r.Read == nil {
		return ami.SnapshotCostUpTo(r.Image, r.Price)
	}
	gone := false
	usd, known = ami.SnapshotCostWithout(r.Image, r.Price, func(id string) bool {
		snap, read := r.Read.Snapshot(r.At, id)
		gone = gone || read && snap == nil
		return snap != nil && r.Read.Foreign(r.At, snap)
	})
	return usd, known && !gone
}

// listed is an image as JSON lists it: AWS's own fields, then where it is.
type listed struct {
	*ami.Image
	Account    string
	Region     string
	Provenance *Vouched `json:",omitempty"` // of images of others
}

// JSON is a JSON array of images with one image a line, so that tools which
// work by lines can be used on it too. It is pure ASCII.
func JSON(rows []Row) (string, error) {
	if len(rows) == 0 {
		return "[]\n", nil
	}
	lines := make([]string, len(rows))
	for i, r := range rows {
		var err error
		if lines[i], err = ASCIIJSON(listed{r.Image, r.Account, r.At.Region, r.vouched()}, ""); err != nil {
			return "", err
		}
	}
	return "[\n" + strings.Join(lines, ",\n") + "\n]\n", nil
}

// vouched is whose the image is; nil of our own, and where nobody knows whose it
// is to us.
func (r Row) vouched() *Vouched {
	p := ProvenanceOf(r.Image, r.Account)
	if p.Mine || r.Account == "" { // who looks is not known: it may be ours
		return nil
	}
	v := p.Vouched(p.FlagWords())
	return &v
}

// ASCIIJSON encodes a value in ASCII alone, so that no terminal finds a
// control sequence in it, wherever in the value the text stands.
func ASCIIJSON(v any, indent string) (string, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return "", fmt.Errorf("the answer cannot be written as JSON: %w", err)
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

// CSV is a table for spreadsheets: raw numbers and dates, a heading line.
func CSV(rows []Row, now time.Time) (string, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{
		"Name", "ImageId", "Account", "Region", "CreationDate", "LastLaunchedTime", "State", "DeprecationTime",
		"Architecture", "PlatformDetails", "SizeGiB", "CostUpToUSD", "OwnerId", "Owner", "Flags",
		"Verified", "Allowed", "Warning",
	})
	for _, r := range rows {
		cost := ""
		if usd, known := r.Cost(); known {
			cost = strconv.FormatFloat(usd, 'f', -1, 64)
		}
		img := r.Image
		cells := []string{
			img.Name.String(), img.ID.String(), r.Account, r.At.Region, img.Created.Text().String(),
			img.LastLaunched.Text().String(), img.State.String(), img.DeprecationTime.Text().String(),
			img.Architecture.String(), img.OS().String(), strconv.FormatInt(img.SizeGiB(), 10), cost,
			img.OwnerID.String(), OwnerBadge(img, r.Account), FlagsOf(img, r.Account, now).Words(),
			"", "", "",
		}
		if p := ProvenanceOf(img, r.Account); !p.Mine && r.Account != "" {
			copy(cells[len(cells)-3:], []string{strconv.FormatBool(p.Verified), p.FlagWords(), p.Warning()})
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
