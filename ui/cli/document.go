package cli

import (
	"slices"
	"strings"

	"tami/model"
	"tami/model/ami"
	"tami/model/query"
	"tami/model/text"
)

// document is what `tami image` prints of an image. Its JSON names are part of
// the product.
type document struct {
	Image             *ami.Image
	Account           string
	Region            string
	LaunchPermissions []ami.Permission // null where it could not be read, which is not the same as none
	Snapshots         []ami.Snapshot
	References        []reference
	NotChecked        []unchecked
	Family            family
	Cost              cost
	Provenance        *model.Vouched `json:",omitempty"` // of somebody else's image

	owner string // whose it is, in words
}

// reference is something that uses the image. Type is the name that
// DescribeImageReferences gives to its kind.
type reference struct {
	Type   string
	ID     text.Safe `json:"Id"`
	Detail text.Safe
}

// unchecked is something that was not looked at, and why: it may be there all
// the same.
type unchecked struct{ What, Why string }

// family is the versions of one thing, in one account and region.
type family struct {
	Name     text.Safe
	Versions []version
}

type version struct {
	ID      text.Safe `json:"ImageId"`
	Name    text.Safe
	Created ami.Date `json:"CreationDate"`
	State   text.Safe
}

// cost is what keeping the snapshots can cost the account a month. HighUSD is
// null where a part of it is not known, and Unknown says which.
type cost struct {
	LowUSD  float64
	HighUSD *float64
	Label   string // exact, up to or unknown
	Unknown []string
}

// document puts together what was learned of an image.
func (r *reading) document(e entry) document {
	d := document{
		Image: e.img, Account: e.account, Region: e.at.Region,
		Snapshots: []ami.Snapshot{}, References: []reference{},
	}
	from := model.ProvenanceOf(e.img, e.account)
	if d.owner = model.OwnerBadge(e.img, e.account); e.account != "" && !from.Mine {
		v := from.Vouched(r.state.AllowedWords(e.at, from))
		d.Provenance, d.owner = &v, from.Words()
	}
	r.addSnapshots(e, &d)
	d.Cost = r.costOf(e)
	d.Family = r.family(e, &d)
	r.addInstances(e, &d)
	r.addUses(e, &d)
	r.addPermissions(e, &d)
	if e.account == "" {
		d.lacks("Account", r.state.Known(ami.Caller{Profile: e.at.Profile}).Problem)
	}
	return d
}

// lacks notes that something could not be read.
func (d *document) lacks(what string, p *ami.Problem) {
	why := "it was not answered"
	if p != nil {
		why = p.Title
	}
	d.NotChecked = append(d.NotChecked, unchecked{what, why})
}

func (r *reading) addSnapshots(e entry, d *document) {
	for _, id := range snapshotIDs(e.img) {
		snap, known := r.state.Snapshot(e.at, id)
		switch {
		case snap != nil:
			d.Snapshots = append(d.Snapshots, *snap)
		case known:
			d.NotChecked = append(d.NotChecked, unchecked{"snapshot " + id, "gone, or not visible to this account"})
		default:
			d.lacks("snapshot "+id, r.state.Known(ami.OneSnapshot{Where: e.at, ID: id}).Problem)
		}
	}
}

func (r *reading) family(e entry, d *document) family {
	name := ami.Family(e.img.Name.String())
	f := family{Name: text.Clean(name)}
	mine := ami.Images{Where: e.at, From: ami.Source{Kind: ami.Mine}}
	if p := r.state.Known(mine).Problem; p != nil {
		d.lacks("other versions", p)
	}
	if inv := r.state.Inventory(mine); inv != nil {
		hits := inv.Corpus.Search(query.Query{}, query.Order{By: query.ByAge}, inv.Corpus.Len(), query.Env{Now: r.state.Now})
		for _, row := range hits.Rows {
			if img := inv.Corpus.At(row); img.OwnerID == e.img.OwnerID && ami.Family(img.Name.String()) == name {
				f.Versions = append(f.Versions, versionOf(img))
			}
		}
	}
	if !slices.ContainsFunc(f.Versions, func(v version) bool { return v.ID == e.img.ID }) {
		f.Versions = append(f.Versions, versionOf(e.img)) // not ours, or not among what could be read
	}
	return f
}

func versionOf(img *ami.Image) version { return version{img.ID, img.Name, img.Created, img.State} }

func (r *reading) addInstances(e entry, d *document) {
	if p := r.state.Known(ami.Instances{Where: e.at}).Problem; p != nil {
		d.lacks("instances", p)
	}
	list := r.state.Instances(e.at)
	if list == nil {
		return
	}
	for i := range list.All {
		one := &list.All[i]
		if one.ImageID != e.img.ID || one.Gone() {
			continue
		}
		detail := []text.Safe{one.State, one.Type, one.Name}
		detail = slices.DeleteFunc(detail, func(t text.Safe) bool { return t.IsZero() })
		d.References = append(d.References, reference{"ec2:Instance", one.ID, text.Join(detail, ", ")})
	}
}

// costOf is what keeping the image costs, as the screen reckons it.
func (r *reading) costOf(e entry) cost {
	known := r.state.Cost(e.at, e.img, e.account)
	c := cost{LowUSD: known.Low, Label: string(known.Label), Unknown: append([]string{}, known.Unknown...)}
	if len(known.Unknown) == 0 {
		c.HighUSD = &known.High
	}
	return c
}

// writeDocuments writes documents as text or JSON.
func writeDocuments(documents []document, format string, many bool, w words) (string, error) {
	if format == "json" {
		var v any = documents[0]
		if many {
			v = documents
		}
		out, err := model.ASCIIJSON(v, "  ")
		return out + "\n", err
	}
	texts := make([]string, len(documents))
	for i := range documents {
		texts[i] = w.describe(&documents[i])
	}
	return strings.Join(texts, "\n"), nil
}
