package op_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// A sheet plans again when it is confirmed. What was said as a distance from
// now must not have moved by then.
func TestPlanningAgainMovesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		word   string
		values []string
	}{
		"share":     {"share", []string{"account=" + partner, "public=true", "with-snapshots=true"}},
		"in days":   {"deprecate", []string{"at=in 30d"}},
		"now":       {"deprecate", []string{"at=now"}},
		"disable":   {"disable", nil},
		"protect":   {"protect", []string{"cooldown=true"}},
		"tag":       {"tag", []string{"tag=a=b"}},
		"describe":  {"describe", []string{"text=new"}},
		"in months": {"deprecate", []string{"at=+6mo"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			first := w.plan(t, c.word, web, c.values...)
			r := first.Request
			r.Now = r.Now.Add(3*time.Minute + 20*time.Second)
			second, err := op.Find(c.word).Plan(r, w.Facts())
			if err != nil {
				t.Fatal(err)
			}
			if gone, come := op.Drift(first, second); len(gone)+len(come) > 0 || first.Empty() {
				t.Errorf("went %q, came %q", gone, come)
			}
		})
	}
}

// What is so already is not done again, and that is said.
func TestNothingIsDoneTwice(t *testing.T) {
	for name, c := range map[string]struct {
		world  func(*world)
		word   string
		values []string
		said   string
	}{
		"shared":     {func(w *world) { w.webSharedWith(account(partner)) }, "share", []string{"account=" + partner}, "already"},
		"public":     {func(w *world) { w.webSharedWith(public()) }, "share", []string{"public=true"}, "already"},
		"unshared":   {nil, "share", []string{"account=" + partner, "remove=true"}, "is not shared with account " + partner},
		"deprecated": {func(w *world) { w.web(publicly) }, "deprecate", []string{"at=2028-11-01T08:00:00Z"}, "already"},
		"lifted":     {nil, "deprecate", []string{"lift=true"}, "not deprecated"},
		"protected":  {func(w *world) { w.protect("enabled-without-cooldown") }, "protect", nil, "already"},
		"free":       {nil, "protect", []string{"lift=true"}, "not protected"},
		"described":  {nil, "describe", []string{"text="}, "already"},
		"tagged": {func(w *world) { w.web(tags([]ami.Tag{{Key: text.Clean("a"), Value: text.Clean("b")}})) }, "tag",
			[]string{"tag=a=b", "remove=c"}, "already"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if c.world != nil {
				c.world(w)
			}
			p := w.plan(t, c.word, web, c.values...)
			said := slices.ContainsFunc(p.Warnings, func(x op.Warning) bool { return x.Level == op.Note && strings.Contains(x.Text, c.said) })
			if !p.Empty() || len(p.Stopped()) > 0 || !said {
				t.Errorf("%d steps, %+v", len(p.Steps), p.Warnings)
			}
		})
	}
}

// The questions lead from one to the next, and come to an end.
func TestNeedsEnd(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		word   string
		values []string
		among  []ami.Need
	}{
		{"share", []string{"account=" + partner, "with-snapshots=true"}, []ami.Need{
			ami.Caller{}, ami.OneImage{Where: w.at, ID: web}, ami.Sharing{Where: w.at, ImageID: web}, ami.PublicBlock{Where: w.at},
			ami.OneSnapshot{Where: w.at, ID: "snap-0a000001"}, ami.SnapshotSharing{Where: w.at, ID: "snap-0a000001"}}},
		{"disable", nil, []ami.Need{ami.Sharing{Where: w.at, ImageID: web}, ami.References{Where: w.at, ImageID: web}, ami.Groups{Where: w.at}}},
		{"enable", nil, []ami.Need{ami.OneSnapshot{Where: w.at, ID: "snap-0a000001"}}},
		{"tag", []string{"tag=a=b", "with-snapshots=true"}, []ami.Need{ami.OneSnapshot{Where: w.at, ID: "snap-0a000001"}}},
		{"deprecate", []string{"at=in 30d"}, []ami.Need{ami.Sharing{Where: w.at, ImageID: web}}},
	} {
		e := newWorld(t)
		a, r := e.request(c.word, web, c.values...)
		needs := a.Needs(r, e.Facts())
		for _, n := range c.among {
			if !slices.Contains(needs, n) {
				t.Errorf("%s does not ask %#v", c.word, n)
			}
		}
		for _, n := range needs {
			if e.Due(n) {
				t.Errorf("%s asks %#v, which the whole of the account has not answered", c.word, n)
			}
		}
	}
}

// The shares that come back are those of the newest run that disabled the
// image, unless it was enabled since.
func TestDroppedSharesAreRemembered(t *testing.T) {
	w := newWorld(t)
	disabledWeb(w)
	disabledBefore(w)
	if got := w.Facts().Dropped(w.at, web); len(got) != 2 || got[0].Account != partner {
		t.Errorf("%+v", got)
	}
	if got := w.Facts().Dropped(w.at, db); got != nil {
		t.Errorf("another image has %+v", got)
	}
	offers := w.plan(t, "enable", web).Offers
	if len(offers) != 1 {
		t.Fatalf("%+v", offers)
	}
	w.web(nil)
	if p, err := op.Find("share").Plan(offers[0].Request, w.Facts()); err != nil || len(p.Steps) != 1 || len(p.Stopped()) > 0 {
		t.Errorf("what is offered cannot be planned: %v %+v", err, p)
	}
	enabled := op.Start("20261120-130000-0002", op.Plan{Steps: []op.Step{{ID: "1", At: w.at, Do: op.EnableImage{ImageID: web}}}}, noon())
	enabled.Apply(op.Event{Outcome: op.Outcome{Step: "1", State: op.Done}})
	w.Runs.Learn(append(w.Runs.All, enabled))
	if got := w.Facts().Dropped(w.at, web); got != nil {
		t.Errorf("enabled since, and still %+v", got)
	}
}
