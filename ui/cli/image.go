package cli

import (
	"regexp"
	"slices"

	"github.com/spf13/cobra"

	"tami/model"
	"tami/model/ami"
)

func (s *session) image() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "image ID...",
		Short: "show everything about an image",
		Long: `Looks for the image in every profile and region named and prints what is known
of it: its properties, devices and snapshots, its family, what uses it and what
it can cost. What was not checked is listed as such. With several IDs the JSON
is an array.`,
		Example: `tami image ami-0abcdef1234567890
tami image ami-0abcdef1234567890 --region all -o json`,
		Annotations: taking(whereFlags, seedFlags, lookFlags, settingsFlags),
	}
	format := outputFlag(cmd, "text", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := oneOf("--output", *format, outputs(cmd)); err != nil {
			return err
		}
		if err := checkIDs(args); err != nil {
			return err
		}
		t, err := s.target(cmd)
		if err != nil {
			return err
		}
		return s.showImages(cmd, t, distinct(args), *format)
	}
	return cmd
}

func checkIDs(ids []string) error {
	if len(ids) == 0 {
		return wrong("tami image takes the ID of an image, such as ami-0abcdef1234567890; tami images lists them")
	}
	form := regexp.MustCompile(`^ami-([0-9a-f]{8}|[0-9a-f]{17})$`)
	for _, id := range ids {
		if !form.MatchString(id) {
			return wrong("%q is not an image ID; IDs look like ami-0abcdef1234567890, and tami images --query finds images by name", id)
		}
	}
	return nil
}

func distinct(ids []string) []string {
	var once []string
	for _, id := range ids {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once
}

func (s *session) showImages(cmd *cobra.Command, t Target, ids []string, format string) error {
	r, err := s.open(cmd.Context(), t)
	if err != nil {
		return err
	}
	if len(r.places) == 0 {
		return r.nowhere()
	}
	found, lost, err := r.find(ids)
	if err != nil {
		return err
	}
	if err := r.askAround(found); err != nil {
		return err
	}
	code := r.miss(ids, found, lost)
	if len(found) == 0 {
		return ended(code)
	}
	documents := make([]document, len(found))
	for i, e := range found {
		documents[i] = r.document(e)
	}
	out, err := writeDocuments(documents, format, len(ids) > 1, speaker(s.w.Now(), t.ASCII))
	if err != nil {
		return err
	}
	if err := s.print(out); err != nil {
		return err
	}
	return ended(code)
}

// miss says which images were not found, and why that may be. A place that
// failed matters only then.
func (r *reading) miss(ids []string, found []entry, lost []trouble) int {
	missing := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		return slices.ContainsFunc(found, func(e entry) bool { return e.img.ID.String() == id })
	})
	if len(missing) == 0 {
		return Done
	}
	r.s.complain(lost)
	r.notFound(missing, lost)
	if len(found) > 0 {
		return Partly
	}
	return Failed
}

// find looks for images in all places at once. An image that several profiles
// see is taken from the first.
func (r *reading) find(ids []string) (found []entry, lost []trouble, err error) {
	var needs []ami.Need
	for _, at := range r.places {
		for _, id := range ids {
			needs = append(needs, ami.OneImage{Where: at, ID: id})
		}
	}
	if err := r.ask(append(r.callers(), needs...)...); err != nil {
		return nil, nil, err
	}
	for _, id := range ids {
		for _, at := range r.places {
			if img := r.state.Image(at, id); img != nil {
				found = append(found, r.entry(img, at))
				break
			}
		}
	}
	return found, append(r.lost, r.troubles(needs)...), nil
}

// askAround asks for what stands around the images: their snapshots, the
// versions of their families, what uses them and whom they are shared with.
func (r *reading) askAround(found []entry) error {
	var needs []ami.Need
	add := func(n ami.Need) {
		if !slices.Contains(needs, n) {
			needs = append(needs, n)
		}
	}
	for _, e := range found {
		for _, id := range snapshotIDs(e.img) {
			add(ami.OneSnapshot{Where: e.at, ID: id})
		}
		add(ami.Images{Where: e.at, From: ami.Source{Kind: ami.Mine}})
		if !model.ProvenanceOf(e.img, e.account).Mine {
			add(model.AllowedNeed(e.at))
		}
		for _, n := range model.UsageNeeds(e.at, e.img.ID.Raw()) {
			add(n)
		}
		for _, n := range r.state.OtherAccountNeeds(e.at, e.img) {
			add(n)
		}
	}
	return r.ask(needs...)
}

// snapshotIDs are the distinct snapshots behind an image, in device order.
func snapshotIDs(img *ami.Image) []string {
	var ids []string
	for _, d := range img.Devices {
		if d.EBS == nil || d.EBS.SnapshotID.IsZero() {
			continue
		}
		if id := d.EBS.SnapshotID.String(); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
