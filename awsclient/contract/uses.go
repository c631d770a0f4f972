package contract

import (
	"slices"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
)

// some are some of the account's own images: as many as can be asked about one
// by one without waiting for the request budget.
func some(t *testing.T, c *awsclient.Client, g Target) []ami.Image {
	t.Helper()
	own := Images(t, c, g.Region, "mine")
	return own[:min(40, len(own))]
}

func sharing(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	shared := 0
	for _, i := range some(t, c, g) {
		list := good(t, c, ami.Sharing{Where: ami.Where{Region: g.Region}, ImageID: i.ID.Raw()})[0].Body.(ami.Permissions).List
		public := false
		for _, p := range list {
			fields := 0
			for _, set := range []bool{!p.Account.IsZero(), !p.Group.IsZero(), !p.Organization.IsZero(), !p.Unit.IsZero()} {
				if set {
					fields++
				}
			}
			if fields != 1 {
				t.Errorf("%s: a permission for %d at once: %+v", i.ID, fields, p)
			}
			public = public || p.Group.String() == "all"
		}
		if public != (i.Public == ami.Yes) {
			t.Errorf("%s: public %v, shared with everybody %v", i.ID, i.Public, public)
		}
		shared += len(list)
	}
	if g.Uses && shared == 0 {
		t.Error("no image is shared with anybody")
	}
}

func sharingOfOthers(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	for _, from := range []string{"shared", "amazon"} {
		n := ami.Sharing{Where: ami.Where{Region: g.Region}, ImageID: Images(t, c, g.Region, from)[0].ID.Raw()}
		p := Ask(t, c, n)[n][0].Problem
		if p == nil || p.Kind != ami.Denied || p.Action != "" || !strings.Contains(p.Title, "only the owner") {
			t.Errorf("%s: %v", from, p)
		}
	}
}

// references holds what EC2 says of instances against the list of instances.
func references(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	uses := map[string]bool{} // "image instance"
	var needs []ami.Need
	asked := map[string]bool{noImage: true}
	needs = append(needs, ami.References{Where: at, ImageID: noImage})
	ask := func(id string) {
		if !asked[id] {
			asked[id] = true
			needs = append(needs, ami.References{Where: at, ImageID: id})
		}
	}
	for _, f := range good(t, c, ami.Instances{Where: at}) {
		for _, i := range f.Body.(ami.InstancePage).Instances {
			uses[i.ImageID.String()+" "+i.ID.String()] = true
			ask(i.ImageID.Raw())
		}
	}
	for _, i := range Images(t, c, g.Region, "mine") {
		ask(i.ID.Raw())
	}
	kinds := map[string]int{}
	for n, facts := range Ask(t, c, needs...) {
		id := n.(ami.References).ImageID
		list, ok := facts[0].Body.(ami.ReferenceList)
		if !ok || id == noImage && len(list.List) > 0 {
			t.Errorf("%s: %+v", id, facts[0])
		}
		for _, r := range list.List {
			kinds[r.Type.String()]++
			if !strings.HasPrefix(r.ARN.String(), "arn:aws") {
				t.Errorf("%s: %+v", id, r)
			}
			if r.Type.String() == "ec2:Instance" {
				use := id + " " + r.ARN.String()[strings.LastIndex(r.ARN.String(), "/")+1:]
				if !uses[use] {
					t.Errorf("EC2 says %s, or says it twice, and the list of instances does not", use)
				}
				delete(uses, use)
			}
		}
	}
	if len(uses) > 0 {
		t.Errorf("EC2 leaves out %v", uses)
	}
	if g.Uses && (kinds["ec2:Instance"] == 0 || kinds["ec2:LaunchTemplate"] == 0 || kinds["ssm:Parameter"] == 0) {
		t.Errorf("references %v", kinds)
	}
}

func ancestry(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	longest := 0
	for _, i := range some(t, c, g) {
		list := good(t, c, ami.Ancestry{Where: ami.Where{Region: g.Region}, ImageID: i.ID.Raw()})[0].Body.(ami.AncestryList).List
		if len(list) == 0 || list[0].ID != i.ID || list[0].Created != i.Created || list[0].Source != i.SourceImage {
			t.Fatalf("%s begins with %+v", i.ID, list)
		}
		for n, a := range list[1:] {
			if list[n].Source != a.ID {
				t.Errorf("%s: %s comes from %s, and is followed by %s", i.ID, list[n].ID, list[n].Source, a.ID)
			}
		}
		longest = max(longest, len(list))
	}
	if g.Account && longest < 2 {
		t.Error("no image comes from another")
	}
}

// groups checks that whatever a group launches from is resolved, or says why
// it is not, and that launch configurations agree with their list.
func groups(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	byName := map[string]string{}
	for _, l := range good(t, c, ami.LaunchConfigurations{Where: at})[0].Body.(ami.LaunchConfigurationList).List {
		if byName[l.Name.String()] = l.ImageID.String(); l.Name.IsZero() || l.ImageID.IsZero() {
			t.Errorf("%+v", l)
		}
	}
	var from []string
	for _, group := range good(t, c, ami.Groups{Where: at})[0].Body.(ami.GroupList).List {
		if group.Name.IsZero() || len(group.Launches) == 0 || group.Desired < 0 {
			t.Errorf("%+v", group)
		}
		for _, l := range group.Launches {
			from = append(from, l.From.String())
			if l.ImageID.IsZero() == l.Why.IsZero() {
				t.Errorf("%s: %+v", group.Name, l)
			}
			if !l.ImageID.IsZero() && !strings.HasPrefix(l.ImageID.String(), "ami-") {
				t.Errorf("%s launches %q", group.Name, l.ImageID)
			}
			if name, ok := strings.CutPrefix(l.From.String(), "configuration "); ok && byName[name] != l.ImageID.String() {
				t.Errorf("%s launches %s, its configuration has %s", group.Name, l.ImageID, byName[name])
			}
		}
	}
	if !g.Uses {
		return
	}
	for _, way := range []string{"configuration ", " v", "$Latest (v", "$Default (v"} {
		if !slices.ContainsFunc(from, func(s string) bool { return strings.Contains(s, way) }) {
			t.Errorf("nothing launches from a %q: %q", way, from)
		}
	}
}

func publicBlock(t *testing.T, g Target) {
	state := good(t, awsclient.New(g.Options), ami.PublicBlock{Where: ami.Where{Region: g.Region}})[0].Body.(ami.PublicBlockState)
	images, snapshots := []string{"block-new-sharing", "unblocked"}, []string{"block-all-sharing", "block-new-sharing", "unblocked"}
	if !slices.Contains(images, state.Images.String()) || !slices.Contains(snapshots, state.Snapshots.String()) || state.Missing != nil {
		t.Errorf("%+v", state)
	}
}

// halfDenied checks that one half of an answer stands without the other.
func halfDenied(t *testing.T, g Target) {
	n := ami.PublicBlock{Where: ami.Where{Region: g.Region}}
	for _, action := range []string{"GetImageBlockPublicAccessState", "GetSnapshotBlockPublicAccessState"} {
		f := Ask(t, awsclient.New(g.Faults(t, sim.Fault{Do: "deny", Action: action})), n)[n][0]
		state, ok := f.Body.(ami.PublicBlockState)
		if !ok || state.Missing == nil || state.Missing.Action != "ec2:"+action || state.Images.IsZero() == state.Snapshots.IsZero() || state.ManagedBy.IsZero() {
			t.Errorf("%s: %+v", action, f)
		}
	}
}

// lacks checks that a target which does not have an operation is not taken for
// one that fails.
func lacks(t *testing.T, g Target) {
	for _, n := range g.Lacks {
		p := Ask(t, awsclient.New(g.Options), n)[n][0].Problem
		if p == nil || p.Kind != ami.NotAWS || p.Title != "this endpoint has no "+action(n) {
			t.Errorf("%T: %v", n, p)
		}
	}
}

// partDenied checks that groups are told although what they launch from may not
// be looked up.
func partDenied(t *testing.T, g Target) {
	const action = "DescribeLaunchTemplateVersions"
	n := ami.Groups{Where: ami.Where{Region: g.Region}}
	facts := Ask(t, awsclient.New(g.Faults(t, sim.Fault{Do: "deny", Service: "ec2", Action: action})), n)[n]
	list, ok := facts[0].Body.(ami.GroupList)
	if !ok {
		t.Fatalf("%+v", facts[0])
	}
	known, denied := 0, 0
	for _, group := range list.List {
		for _, l := range group.Launches {
			switch l.Why.String() {
			case "":
				known++
			case "not permitted: ec2:" + action:
				denied++
			default:
				t.Errorf("%s: %+v", group.Name, l)
			}
		}
	}
	if known == 0 || denied == 0 {
		t.Errorf("%d launches known, %d denied", known, denied)
	}
}
