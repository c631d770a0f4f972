package op_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

var update = flag.Bool("update", false, "write the golden plans anew")

// A plan is read before it is confirmed, so its words are kept as prose.
func TestPlansOfImages(t *testing.T) {
	templates := func(w *world) {
		w.know(ami.References{Where: w.at, ImageID: web}, ami.ReferenceList{List: []ami.Reference{
			{Type: text.Clean("ec2:LaunchTemplate"), ARN: text.Clean("arn:aws:ec2:us-east-1:111122223333:launch-template/lt-0a1")},
			{Type: text.Clean("ssm:Parameter"), ARN: text.Clean("arn:aws:ssm:us-east-1:111122223333:parameter/ami/web")},
		}})
		w.know(ami.Instances{Where: w.at}, ami.InstancePage{Instances: []ami.Instance{{ID: text.Clean("i-0a1"), ImageID: text.Clean(web), State: text.Clean("running")}}})
	}
	encrypted := func(w *world) {
		w.web(func(i *ami.Image) { i.Devices[0].EBS.Encrypted = ami.Yes })
		w.snapshot("snap-0a000001", func(s *ami.Snapshot) {
			s.Encrypted, s.KeyID = ami.Yes, text.Clean("arn:aws:kms:us-east-1:111122223333:key/k1")
		})
		w.know(ami.Key{Where: w.at, ARN: "arn:aws:kms:us-east-1:111122223333:key/k1"}, ami.KeyBody{ManagedBy: text.Clean("CUSTOMER"), State: text.Clean("Enabled"), Accounts: []text.Safe{text.Clean(us)}})
		w.know(ami.Aliases{Where: w.at}, ami.AliasList{List: []ami.Alias{{Name: text.Clean("alias/prod"), KeyID: text.Clean("k1")}}})
		w.know(ami.EBSDefaults{Where: w.at}, ami.EBSDefaultsBody{})
	}
	tagged := func(w *world) {
		w.web(func(i *ami.Image) {
			i.Tags = []ami.Tag{{Key: text.Clean("Team"), Value: text.Clean("web")}, {Key: text.Clean("old"), Value: text.Clean("yes")}, {Key: text.Clean("aws:x"), Value: text.Clean("y")}}
		})
	}
	for name, c := range map[string]struct {
		world  func(*world)
		word   string
		ids    string
		values []string
	}{
		"share/accounts":          {nil, "share", web, []string{"account=" + partner, "account=" + other}},
		"share/some-there":        {func(w *world) { w.webSharedWith(account(partner)) }, "share", web + " " + db, []string{"account=" + partner, "org=" + orgARN, "with-snapshots=true"}},
		"share/itself":            {nil, "share", web, []string{"account=" + us}},
		"share/public":            {nil, "share", web, []string{"public=true"}},
		"share/public-blocked":    {func(w *world) { w.know(ami.PublicBlock{Where: w.at}, blocked()) }, "share", web, []string{"public=true"}},
		"share/encrypted":         {encrypted, "share", web, []string{"account=" + partner, "with-snapshots=true"}},
		"share/not-read":          {func(w *world) { w.deny(ami.Sharing{Where: w.at, ImageID: web}, "ec2:DescribeImageAttribute") }, "share", web, []string{"account=" + partner}},
		"share/disabled":          {disabledWeb, "share", web, []string{"account=" + partner}},
		"share/remove":            {func(w *world) { w.webSharedWith(account(partner), account(other)) }, "share", web, []string{"account=" + partner, "account=123456789012", "remove=true"}},
		"share/of-others":         {nil, "share", tools + " " + db, []string{"account=" + other}},
		"drop-share/shared":       {nil, "drop-share", tools, nil},
		"drop-share/ours":         {nil, "drop-share", web, nil},
		"deprecate/from":          {templates, "deprecate", web, []string{"at=in 30d"}},
		"deprecate/shared":        {func(w *world) { w.webSharedWith(account(partner)) }, "deprecate", web + " " + db, []string{"at=2027-01-31"}},
		"deprecate/public-late":   {func(w *world) { w.web(func(i *ami.Image) { i.Public = ami.Yes }) }, "deprecate", web, []string{"at=2030-01-31"}},
		"deprecate/again":         {deprecatedWeb, "deprecate", web, []string{"at=2027-01-31"}},
		"deprecate/lift":          {deprecatedWeb, "deprecate", web + " " + db, []string{"lift=true"}},
		"disable/used-and-shared": {func(w *world) { templates(w); w.webSharedWith(account(partner), account(other)) }, "disable", web, nil},
		"disable/public-blocked": {func(w *world) {
			w.webSharedWith(public(), account(partner))
			w.know(ami.PublicBlock{Where: w.at}, blocked())
		}, "disable", web, nil},
		"disable/public-undated": {func(w *world) { w.webSharedWith(public()) }, "disable", web, nil},
		"disable/some":           {disabledWeb, "disable", web + " " + db + " " + tools, nil},
		"enable/plain":           {disabledWeb, "enable", web, nil},
		"enable/archived":        {func(w *world) { disabledWeb(w); archive(w) }, "enable", web, nil},
		"enable/shares-to-give":  {func(w *world) { disabledWeb(w); disabledBefore(w) }, "enable", web, nil},
		"protect/plain":          {nil, "protect", web + " " + db, nil},
		"protect/cooldown":       {nil, "protect", web, []string{"cooldown=true"}},
		"protect/lift-cooldown":  {func(w *world) { w.protect("enabled-with-cooldown") }, "protect", web, []string{"lift=true"}},
		"protect/lift-cooling":   {func(w *world) { w.protect("cooldown until 2026-11-22T08:00:00.000Z") }, "protect", web + " " + db, []string{"lift=true"}},
		"tag/set-and-remove":     {tagged, "tag", web, []string{"tag=Team=shop", "tag=env=prod", "remove=old", "remove=never"}},
		"tag/with-snapshots":     {tagged, "tag", web + " " + tools, []string{"tag=Team=web", "with-snapshots=true"}},
		"usage-report/first": {func(w *world) {
			w.webSharedWith(account(partner))
			w.know(ami.UsageReports{Where: w.at, ImageID: web}, ami.UsageReportList{})
		}, "usage-report", web, nil},
		"usage-report/again":     {reportedWeb("available"), "usage-report", web, nil},
		"usage-report/pending":   {reportedWeb("pending"), "usage-report", web + " " + db, nil},
		"usage-report/of-others": {nil, "usage-report", tools, nil},
		"describe/new":           {nil, "describe", web, []string{"text=golden image of the shop"}},
		"describe/none":          {func(w *world) { w.web(func(i *ami.Image) { i.Description = text.Clean("x\x1b[2J") }) }, "describe", web, []string{"text="}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if c.world != nil {
				c.world(w)
			}
			golden(t, name+".plan", sheet(w.plan(t, c.word, c.ids, c.values...)))
		})
	}
}

func blocked() ami.PublicBlockState {
	return ami.PublicBlockState{Images: text.Clean("block-new-sharing"), Snapshots: text.Clean("unblocked")}
}

func disabledWeb(w *world) { w.web(func(i *ami.Image) { i.State = text.Clean("disabled") }) }

func deprecatedWeb(w *world) {
	w.web(func(i *ami.Image) { i.DeprecationTime = ami.ParseDate("2026-11-10T00:00:00.000Z") })
}

func archive(w *world) {
	w.snapshot("snap-0a000001", func(s *ami.Snapshot) { s.Tier = text.Clean("archive") })
}

func (w *world) protect(state string) {
	w.web(func(i *ami.Image) { i.Protection = text.Clean(state) })
}

// disabledBefore learns of a run that disabled web while it was shared.
func disabledBefore(w *world) {
	p := op.Plan{Steps: []op.Step{{ID: "1", At: w.at, Do: op.DisableImage{ImageID: web}, Undo: op.Undo{Grade: op.Exact, Calls: []op.Call{
		op.EnableImage{ImageID: web}, op.ModifyLaunchPermission{ImageID: web, Add: []op.Grantee{{Account: partner}, {Organization: orgARN}}},
	}}}}}
	run := op.Start("20261120-120000-0001", p, noon().AddDate(0, 0, -1))
	run.Apply(op.Event{Outcome: op.Outcome{Step: "1", State: op.Done}})
	run.Apply(op.Event{End: true, At: noon()})
	w.Runs.Learn([]op.Run{run})
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; go test ./model/op -update writes it", err)
	}
	if got != string(want) {
		t.Errorf("%s differs from its golden text (-update writes it anew):\n%s", name, got)
	}
}

// sheet is a plan as it is printed, with how it is confirmed, and the calls of
// the way back.
func sheet(p op.Plan) string {
	var b strings.Builder
	b.WriteString(op.Plain(p))
	fmt.Fprintf(&b, "\nrisk %d, typed to confirm: %q\n", p.Risk, p.Confirm)
	for _, s := range p.Steps {
		for _, c := range s.Undo.Calls {
			fmt.Fprintf(&b, "undo of %s: %s\n", s.ID, op.CLI(c, s.At.Profile, s.At.Region))
		}
	}
	return b.String()
}

// reportedWeb says that a usage report on web was made this morning.
func reportedWeb(state string) func(*world) {
	return func(w *world) {
		w.webSharedWith()
		w.know(ami.UsageReports{Where: w.at, ImageID: web}, ami.UsageReportList{List: []ami.UsageReport{
			{ID: text.Clean("amiur-1"), State: text.Clean(state), Made: ami.DateOf(noon().Add(-3 * time.Hour)), Whole: true}}})
	}
}
