package cli

import (
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/op"
)

// locate finds the targets of an action in the places of the scope. Without
// all of them there is no plan: half of what was asked for is something else.
func (r *reading) locate(kind op.Kind, ids []string) ([]op.Target, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var needs []ami.Need
	for _, at := range r.places {
		needs = append(needs, sightings(kind, at, ids)...)
	}
	if err := r.ask(append(r.callers(), needs...)...); err != nil {
		return nil, err
	}
	var found []op.Target
	var missing []string
	for _, id := range ids {
		at := slices.IndexFunc(r.places, func(at ami.Where) bool { return r.sees(kind, at, id) })
		if at < 0 {
			missing = append(missing, id)
			continue
		}
		found = append(found, op.Target{At: r.places[at], ID: id})
	}
	if len(missing) > 0 {
		lost := append(r.lost, r.troubles(needs)...)
		r.s.complain(lost)
		r.notFound(missing, lost)
		return nil, ended(Failed)
	}
	return found, nil
}

// sightings are the questions that tell whether things are in a place.
func sightings(kind op.Kind, at ami.Where, ids []string) []ami.Need {
	var needs []ami.Need
	switch kind {
	case op.OnImages:
		for _, id := range ids {
			needs = append(needs, ami.OneImage{Where: at, ID: id})
		}
	case op.OnSnapshots:
		for _, id := range ids {
			needs = append(needs, ami.OneSnapshot{Where: at, ID: id})
		}
	case op.OnBinned:
		needs = []ami.Need{ami.BinnedImages{Where: at}, ami.BinnedSnapshots{Where: at}}
	case op.OnInstances:
		needs = []ami.Need{ami.Instances{Where: at}}
	case op.OnGroups:
	}
	return needs
}

// sees reports whether a thing is in a place, as far as it was told.
func (r *reading) sees(kind op.Kind, at ami.Where, id string) bool {
	switch kind {
	case op.OnImages:
		return r.state.Image(at, id) != nil
	case op.OnSnapshots:
		snap, _ := r.state.Snapshot(at, id)
		return snap != nil
	case op.OnBinned:
		images, _ := r.state.Answer(ami.BinnedImages{Where: at}).(ami.BinnedImageList)
		snapshots, _ := r.state.Answer(ami.BinnedSnapshots{Where: at}).(ami.BinnedSnapshotList)
		return slices.ContainsFunc(slices.Concat(images.List, snapshots.List), func(b ami.Binned) bool { return b.ID.Raw() == id })
	case op.OnInstances:
		if l := r.state.Instances(at); l != nil {
			return slices.ContainsFunc(l.All, func(i ami.Instance) bool { return i.ID.Raw() == id })
		}
	case op.OnGroups:
	}
	return false
}

// notFound says what was not found, and where it was looked for.
func (r *reading) notFound(missing []string, lost []trouble) {
	var asked []string
	for _, at := range r.places {
		if !slices.ContainsFunc(lost, func(t trouble) bool { return t.at == at }) {
			asked = append(asked, at.String())
		}
	}
	if len(asked) == 0 {
		return
	}
	elsewhere := ""
	if !r.state.Scope.All {
		elsewhere = "; --region all looks everywhere"
	}
	r.s.say("%s: not found in %s, or not visible to this account%s", strings.Join(missing, ", "), strings.Join(asked, ", "), elsewhere)
}
