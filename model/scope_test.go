package model

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
)

func TestParseScope(t *testing.T) {
	for name, c := range map[string]struct {
		profiles, regions []string
		want              Scope
		err               string // a part of the error
	}{
		"nothing":        {want: Scope{Profiles: []string{""}}},
		"lists":          {profiles: []string{"a,b", "c"}, regions: []string{"us-east-1, eu-west-1"}, want: Scope{Profiles: []string{"a", "b", "c"}, Regions: []string{"us-east-1", "eu-west-1"}}},
		"repeated":       {profiles: []string{"a,a"}, regions: []string{"us-east-1", "us-east-1"}, want: Scope{Profiles: []string{"a"}, Regions: []string{"us-east-1"}}},
		"empty parts":    {profiles: []string{",a,"}, regions: []string{""}, want: Scope{Profiles: []string{"a"}}},
		"all":            {regions: []string{"all"}, want: Scope{Profiles: []string{""}, All: true}},
		"all and one":    {regions: []string{"all,us-east-1"}, err: "leave out the others"},
		"not a region":   {regions: []string{"us_east_1"}, err: `"us_east_1" is not a region name`},
		"host injection": {regions: []string{"a-b.evil.example/"}, err: "is not a region name"},
		"hidden profile": {profiles: []string{"a\u202eb"}, err: `\u202e`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseScope(c.profiles, c.regions)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("error %v, want one with %q", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.Profiles, c.want.Profiles) || !slices.Equal(got.Regions, c.want.Regions) || got.All != c.want.All {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	lists := map[string]ami.RegionList{
		"ops": {Regions: []ami.Region{{Name: "ap-south-1", Enabled: true}, {Name: "eu-west-1", Enabled: true}, {Name: "me-south-1"}, {Name: "eu-west-1", Enabled: true}}},
	}
	home := map[string]string{"ops": "eu-west-1", "dev": "us-east-1"}
	for name, c := range map[string]struct {
		scope Scope
		want  string
	}{
		"named regions of each profile": {Scope{Profiles: []string{"ops", "dev"}, Regions: []string{"sa-east-1", "us-east-1"}, Home: home}, "ops/sa-east-1 ops/us-east-1 dev/sa-east-1 dev/us-east-1"},
		"the own region of each":        {Scope{Profiles: []string{"dev", "ops"}, Home: home}, "dev/us-east-1 ops/eu-west-1"},
		"a profile without a region":    {Scope{Profiles: []string{"bare", "ops"}, Home: home}, "ops/eu-west-1"},
		"all: enabled ones, home first": {Scope{Profiles: []string{"ops"}, All: true, Home: home}, "ops/eu-west-1 ops/ap-south-1"},
		"all, list not known yet":       {Scope{Profiles: []string{"dev"}, All: true, Home: home}, ""},
		"the environment's credentials": {Scope{Profiles: []string{""}, Regions: []string{"us-east-1"}}, "us-east-1"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, w := range c.scope.Places(lists) {
				got = append(got, w.String())
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("places %q, want %q", s, c.want)
			}
		})
	}
}

func TestScopeAsksForRegionsOnlyWhenAllAreWanted(t *testing.T) {
	s := Scope{Profiles: []string{"a", "b"}, All: true}
	if got, want := s.Needs(), []ami.Need{ami.Regions{Profile: "a"}, ami.Regions{Profile: "b"}}; !slices.Equal(got, want) {
		t.Errorf("needs %v, want %v", got, want)
	}
	s.All, s.Regions = false, []string{"us-east-1"}
	if got := s.Needs(); len(got) != 0 {
		t.Errorf("needs %v for named regions", got)
	}
	if s.NeedsHome() || !(Scope{Profiles: []string{""}}).NeedsHome() {
		t.Error("the own region is needed exactly when no region is named")
	}
}

func TestScopeString(t *testing.T) {
	for want, s := range map[string]Scope{
		"us-east-1":                  {Profiles: []string{""}, Home: map[string]string{"": "us-east-1"}},
		"all regions":                {Profiles: []string{""}, All: true},
		"ops in all regions":         {Profiles: []string{"ops"}, All: true},
		"ops, dev":                   {Profiles: []string{"ops", "dev"}, Home: map[string]string{"ops": "eu-west-1", "dev": "us-east-1"}},
		"ops in us-east-1, us-gov-1": {Profiles: []string{"ops"}, Regions: []string{"us-east-1", "us-gov-1"}},
	} {
		if got := s.String(); got != want {
			t.Errorf("%+v reads %q, want %q", s, got, want)
		}
	}
}
