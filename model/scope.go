package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tami/model/ami"
)

// Scope is which places are looked at: every profile in every region named.
// ParseScope makes one from what the user wrote; Home is filled in afterwards,
// from the shared AWS configuration.
type Scope struct {
	Profiles []string          // "" is the environment's own credentials; never empty
	Regions  []string          // as named, in that order; empty: each profile's own region
	All      bool              // every region that an account has enabled
	Home     map[string]string // the own region of each profile that has one
}

// AllRegions is the word that stands for every enabled region.
const AllRegions = "all"

// ParseScope reads the values of --profile and --region, each of which may
// hold several names with commas between them. Names are checked here, before
// any of them becomes part of a host name or is shown.
func ParseScope(profiles, regions []string) (Scope, error) {
	s := Scope{Profiles: splitNames(profiles), Regions: splitNames(regions)}
	for _, p := range s.Profiles {
		if err := ami.CheckProfile(p); err != nil {
			return Scope{}, err
		}
	}
	if slices.Contains(s.Regions, AllRegions) {
		if len(s.Regions) > 1 {
			return Scope{}, errors.New("--region all already means every enabled region; leave out the others, or all")
		}
		s.All, s.Regions = true, nil
	}
	for _, r := range s.Regions {
		if err := ami.CheckRegion(r); err != nil {
			return Scope{}, fmt.Errorf("%w (use --region all for every enabled one)", err)
		}
	}
	if len(s.Profiles) == 0 {
		s.Profiles = []string{""}
	}
	return s, nil
}

// NeedsHome reports that no region was named, so that Home decides.
func (s Scope) NeedsHome() bool { return !s.All && len(s.Regions) == 0 }

// Needs is what must be asked before Places is complete: which regions each
// account has enabled, where all of them are wanted.
func (s Scope) Needs() []ami.Need {
	if !s.All {
		return nil
	}
	needs := make([]ami.Need, 0, len(s.Profiles))
	for _, p := range s.Profiles {
		needs = append(needs, ami.Regions{Profile: p})
	}
	return needs
}

// Places is the scope spelled out, profile by profile: the regions as named,
// or the enabled ones of that profile's list (its own region first, since that
// is the one people look for), or its own region. A profile whose list is not
// known yet, or that has no region, has no places.
func (s Scope) Places(lists map[string]ami.RegionList) []ami.Where {
	var places []ami.Where
	for _, p := range s.Profiles {
		for _, r := range s.regionsOf(p, lists[p]) {
			places = append(places, ami.Where{Profile: p, Region: r})
		}
	}
	return places
}

func (s Scope) regionsOf(profile string, list ami.RegionList) []string {
	home := s.Home[profile]
	switch {
	case !s.All && len(s.Regions) > 0:
		return s.Regions
	case !s.All && home == "":
		return nil
	case !s.All:
		return []string{home}
	}
	var names []string
	for _, r := range list.Regions {
		switch {
		case !r.Enabled || slices.Contains(names, r.Name):
		case r.Name == home:
			names = slices.Insert(names, 0, r.Name)
		default:
			names = append(names, r.Name)
		}
	}
	return names
}

// String names the scope in few words, as a title line does.
func (s Scope) String() string {
	where := strings.Join(s.Regions, ", ")
	switch {
	case s.All:
		where = "all regions"
	case where == "" && len(s.Profiles) == 1:
		where = s.Home[s.Profiles[0]]
	}
	who := strings.Join(slices.DeleteFunc(slices.Clone(s.Profiles), func(p string) bool { return p == "" }), ", ")
	switch {
	case who == "":
		return where
	case where == "":
		return who
	}
	return fmt.Sprintf("%s in %s", who, where)
}

// splitNames takes lists of names apart, drops empty and repeated names and
// keeps the order.
func splitNames(lists []string) []string {
	var names []string
	for _, list := range lists {
		for name := range strings.SplitSeq(list, ",") {
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
