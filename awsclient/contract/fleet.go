package contract

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
)

// templates checks that what is told of launch templates in two readings fits
// together, and that all versions of one agree with it.
func templates(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	list := good(t, c, ami.Templates{Where: at})[0].Body.(ami.TemplateList)
	if g.Uses && len(list.List) == 0 {
		t.Fatal("no launch templates")
	}
	for i := range list.List {
		one := &list.List[i]
		if one.Version(one.Default) == nil || one.Version(one.Latest) == nil || one.ID.IsZero() || one.Name.IsZero() {
			t.Errorf("%s: default %d, latest %d, told %+v", one.Name, one.Default, one.Latest, one.Versions)
		}
		all := good(t, c, ami.TemplateVersions{Where: at, ID: one.ID.Raw()})[0].Body.(ami.TemplateVersionList)
		if all.Default() != one.Default || all.Latest() != one.Latest || all.Name != one.Name {
			t.Errorf("%s: %d versions, default %d, latest %d", one.Name, len(all.List), all.Default(), all.Latest())
		}
		for _, v := range all.List {
			if g.Uses && v.ImageID.IsZero() == v.Parameter.IsZero() {
				t.Errorf("%s version %d: image %q, parameter %q", one.Name, v.Number, v.ImageID, v.Parameter)
			}
		}
	}
}

// groupsInFull checks that a group says what it launches from, and who is in it.
func groupsInFull(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	alive := map[string]bool{}
	for _, f := range good(t, c, ami.Instances{Where: at}) {
		for _, i := range f.Body.(ami.InstancePage).Instances {
			alive[i.ID.String()] = true
		}
	}
	mixed := 0
	for _, group := range good(t, c, ami.Groups{Where: at})[0].Body.(ami.GroupList).List {
		if group.Template.ID.IsZero() == group.Configuration.IsZero() {
			t.Errorf("%s launches from template %q and configuration %q", group.Name, group.Template, group.Configuration)
		}
		if !group.Template.ID.IsZero() && group.Template.Number == 0 {
			t.Errorf("%s: version %s stands for no number", group.Name, group.Template.Version)
		}
		if group.Policy != "" {
			mixed++
			if !json.Valid([]byte(group.Policy)) || len(group.Overrides) == 0 || strings.Contains(group.Policy, "null") || strings.Contains(group.Policy, "LaunchTemplateName") {
				t.Errorf("%s: %s", group.Name, group.Policy)
			}
		}
		for _, m := range group.Members {
			if !alive[m.ID.String()] || m.Lifecycle.IsZero() || m.Type.IsZero() || !slices.Contains(group.Types(), m.Type) {
				t.Errorf("%s: %+v", group.Name, m)
			}
		}
	}
	if g.Uses && mixed == 0 {
		t.Error("no group has a mixed instances policy")
	}
}

// configurationsInFull checks that a launch configuration can be made again from
// what is told of it.
func configurationsInFull(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	for _, l := range good(t, c, ami.LaunchConfigurations{Where: ami.Where{Region: g.Region}})[0].Body.(ami.LaunchConfigurationList).List {
		var all struct {
			LaunchConfigurationName string
			ImageID                 string `json:"ImageId"`
			InstanceType            string
		}
		if err := json.Unmarshal([]byte(l.JSON), &all); err != nil || all.LaunchConfigurationName != l.Name.Raw() || all.ImageID != l.ImageID.Raw() || all.InstanceType != l.Type.Raw() {
			t.Errorf("%s: %v, %s", l.Name, err, l.JSON)
		}
	}
}

// imageParameters holds the history of each parameter against what it says now.
func imageParameters(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	list := good(t, c, ami.ImageParameters{Where: at})[0].Body.(ami.ParameterList).List
	if g.Others && len(list) == 0 {
		t.Fatal("no parameters")
	}
	for i, p := range list {
		if i > 0 && list[i-1].Name.Raw() >= p.Name.Raw() || p.Value.IsZero() || !p.Why.IsZero() {
			t.Errorf("%+v", p)
		}
		past := good(t, c, ami.ParameterHistory{Where: at, Name: p.Name.Raw()})[0].Body.(ami.ParameterHistoryList).List
		if len(past) == 0 || past[0].Value != p.Value || past[0].Version != p.Version {
			t.Errorf("%s says %s, its history begins with %+v", p.Name, p.Value, past)
		}
		for n := 1; n < len(past); n++ {
			if past[n].Version >= past[n-1].Version {
				t.Errorf("%s: version %d after %d", p.Name, past[n].Version, past[n-1].Version)
			}
		}
	}
	gone := ami.ParameterHistory{Where: at, Name: "/no/such/parameter"}
	if f := good(t, c, gone)[0]; f.Body != (ami.Absent{}) {
		t.Errorf("%+v", f)
	}
}

// valuesDenied checks that parameters are told although what they say may not
// be read.
func valuesDenied(t *testing.T, g Target) {
	n := ami.ImageParameters{Where: ami.Where{Region: g.Region}}
	f := Ask(t, awsclient.New(g.Faults(t, sim.Fault{Do: "deny", Action: "GetParameters"})), n)[n][0]
	list, ok := f.Body.(ami.ParameterList)
	if !ok || len(list.List) == 0 {
		t.Fatalf("%+v", f)
	}
	for _, p := range list.List {
		if p.Why.String() != "not permitted: ssm:GetParameters" || !p.Value.IsZero() {
			t.Errorf("%+v", p)
		}
	}
}

// fleetNeeds are the questions behind rolling a fleet back.
func fleetNeeds(t *testing.T, g Target) []ami.Need {
	t.Helper()
	at := ami.Where{Region: g.Region}
	needs := []ami.Need{ami.ParameterHistory{Where: at, Name: "/no/such/parameter"}}
	for _, n := range []ami.Need{ami.Templates{Where: at}, ami.ImageParameters{Where: at}} {
		if g.has(n) {
			needs = append(needs, n)
		}
	}
	if len(needs) > 1 && g.has(ami.Templates{}) {
		if list := good(t, awsclient.New(g.Options), ami.Templates{Where: at})[0].Body.(ami.TemplateList).List; len(list) > 0 {
			needs = append(needs, ami.TemplateVersions{Where: at, ID: list[0].ID.Raw()})
		}
	}
	return needs
}
