package cli_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/op"
	"tami/ui/cli"
)

// vector is a machine whose AWS is an account in testdata/vectors: a case of
// snapshots whose cost was worked out by hand from AWS's prices.
func vector(t *testing.T, name string) *rig {
	t.Helper()
	file := filepath.Join("testdata", "vectors", name+".json")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	seed, err := sim.ParseSeed(file, content)
	if err != nil {
		t.Fatal(err)
	}
	aws, err := sim.New(sim.Options{Seed: seed, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	r := machine(t)
	r.Open = func(cli.Target) (cli.Backend, error) {
		return awsclient.New(awsclient.Options{Transport: aws.Transport(), Now: noon, MaxAttempts: 1, Env: func(name string) string { return r.env[name] }}), nil
	}
	r.changes(t)
	return r
}

// bill is what a plan does to the bill, a month, and once.
type bill struct{ low, high, stays, once float64 }

func (b bill) near(c op.CostDocument) bool {
	const tiny = 1e-6
	return math.Abs(b.low-c.StopsLowUSD) < tiny && math.Abs(b.high-c.StopsHighUSD) < tiny && math.Abs(b.stays-c.StaysHighUSD) < tiny && math.Abs(b.once-c.OneTimeUSD) < tiny
}

// TestPlansOfSnapshotsByHand asks for plans as scripts do, and holds their
// fates and bounds to figures that were worked out by hand. In a line, an image
// is its last digit, and so is a snapshot; --measure counts the blocks.
func TestPlansOfSnapshotsByHand(t *testing.T) {
	const (
		gone  = " --delete-snapshots"
		count = " --delete-snapshots --measure"
		west  = " --region us-west-2"
		early = 100 * 0.0125 * 50 / 30
		fast  = 0.75 * 3 * 730
	)
	for _, c := range []struct {
		seed, line, fates string
		want              bill
		label             string
	}{
		{"V1", "1", "1 orphaned", bill{0, 0, 0.40, 0}, "exact"},
		{"V1", "1" + gone, "1 deleted", bill{0, 0.40, 0, 0}, "up to"},
		{"V1", "4" + gone + " --region us-east-2", "4 deleted", bill{0.40, 0.40, 0, 0}, "up to"},
		{"V1", "4" + count + " --region us-east-2", "4 deleted", bill{0.40, 0.40, 0, 0}, "measured"},
		{"V1", "2" + gone, "2 deleted", bill{0, 2.50, 0, 0}, "up to"},
		{"V1", "3" + gone, "3 deleted", bill{0, 10, 0, 0}, "up to"},

		{"V2", "a" + gone, "a deleted", bill{0, 0.50, 0, 0}, "up to"},
		{"V2", "b" + gone, "b deleted", bill{0, 0.50, 0, 0}, "up to"},
		{"V2", "c" + gone, "c deleted", bill{0.10, 0.60, 0, 0}, "up to"},
		{"V2", "a b" + gone, "a deleted b deleted", bill{0, 1, 0, 0}, "up to"},
		{"V2", "b c" + gone, "b deleted c deleted", bill{0.10, 1.10, 0, 0}, "up to"},
		{"V2", "a c" + gone, "a deleted c deleted", bill{0.10, 1.10, 0, 0}, "up to"},
		{"V2", "a b c" + gone, "a deleted b deleted c deleted", bill{0.60, 1.60, 0, 0}, "up to"},
		{"V2", "a" + count, "a deleted", bill{0.20, 0.20, 0, 0}, "measured"},
		{"V2", "b" + count, "b deleted", bill{}, "measured"},
		{"V2", "c" + count, "c deleted", bill{0.10, 0.10, 0, 0}, "measured"},
		{"V2", "a b" + count, "a deleted b deleted", bill{0.20, 0.20, 0, 0}, "measured"},
		{"V2", "b c" + count, "b deleted c deleted", bill{0.30, 0.30, 0, 0}, "measured"},
		{"V2", "a c" + count, "a deleted c deleted", bill{0.30, 0.30, 0, 0}, "measured"},
		{"V2", "a b c" + count, "a deleted b deleted c deleted", bill{0.80, 0.80, 0, 0}, "measured"},

		{"V3", "a" + count, "a deleted", bill{0.20, 0.20, 0, 0}, "measured"},
		{"V3", "b" + count, "b deleted", bill{0.15, 0.15, 0, 0}, "measured"},
		{"V3", "c" + count, "c deleted", bill{0.25, 0.25, 0, 0}, "measured"},
		{"V3", "a b" + count, "a deleted b deleted", bill{0.35, 0.35, 0, 0}, "measured"},
		{"V3", "b c" + count, "b deleted c deleted", bill{0.45, 0.45, 0, 0}, "measured"},
		{"V3", "a c" + count, "a deleted c deleted", bill{0.45, 0.45, 0, 0}, "measured"},
		{"V3", "a b c" + count, "a deleted b deleted c deleted", bill{0.95, 0.95, 0, 0}, "measured"},

		{"V4", "a" + gone, "a deleted", bill{0, 0.40, 0, 0}, "up to"},
		{"V4", "a" + count, "a deleted", bill{}, "measured"},
		{"V4", "b" + count, "b deleted", bill{0.10, 0.10, 0, 0}, "measured"},
		{"V4", "c" + count, "c deleted", bill{0.025, 0.025, 0, 0}, "measured"},
		{"V4", "a b" + count, "a deleted b deleted", bill{0.125, 0.125, 0, 0}, "measured"},
		{"V4", "b c" + count, "b deleted c deleted", bill{0.125, 0.125, 0, 0}, "measured"},
		{"V4", "a b c" + count, "a deleted b deleted c deleted", bill{0.525, 0.525, 0, 0}, "measured"},

		{"V5", "a" + gone, "5 kept", bill{0, 0, 1, 0}, "exact"},
		{"V5", "a b" + gone, "5 deleted", bill{0, 1, 0, 0}, "up to"},
		{"V5", "c" + gone, "6 kept", bill{0, 0, 1, 0}, "exact"},

		{"V6", "1" + gone, "1 deleted", bill{1.25, 1.25, 0, early}, "exact"},
		{"V6", "1" + gone + west, "1 binned", bill{1.25, 1.25, 0, 100 * 0.0125 * 20 / 30}, "exact"},

		{"V7", "2" + gone, "2 deleted", bill{1.50, 1.50, 0, 0}, "up to"},
		{"V8", "2" + gone + " --region eu-west-1", "2 deleted", bill{1.50, 1.50, 0, 0}, "up to"},

		{"V9", "1" + gone, "1 deleted 2 deleted", bill{0, 2.90, 0, 0}, "up to"},
		{"V9", "1" + gone + " --region eu-central-1", "1 deleted 2 deleted", bill{0, 3.132, 0, 0}, "up to"},
		{"V9", "1" + gone + west, "1 deleted 2 kept", bill{0, 0.40, 2.50, 0}, "up to"},

		{"V10", "2" + gone, "2 not-ours", bill{}, "exact"},
		{"V11", "1", "1 orphaned", bill{0, 0, 0.40 + fast, 0}, "exact"},
		{"V11", "1" + gone, "1 deleted", bill{fast + 0.40, fast + 0.40, 0, 0}, "up to"},
		{"V12", "1" + gone, "1 binned", bill{5, 5, 0, 0}, "up to"},
		{"V13", "1" + gone, "1 kept", bill{0, 0, 1, 0}, "exact"},
	} {
		t.Run(c.seed+" "+c.line, func(t *testing.T) {
			images, flags, _ := strings.Cut(c.line, " --")
			if flags != "" {
				flags = " --" + flags
			}
			args := strings.Fields("plan deregister ami-0000000" + strings.ReplaceAll(images, " ", " ami-0000000") + flags + " -o json")
			r := vector(t, c.seed).run(args...)
			r.want(t, cli.Done)
			var p op.PlanDocument
			if err := json.Unmarshal([]byte(r.stdout), &p); err != nil {
				t.Fatal(err)
			}
			var fates []string
			for _, f := range p.Snapshots {
				fates = append(fates, strings.TrimPrefix(f.SnapshotID, "snap-0000000")+" "+string(f.Fate))
			}
			if got := strings.Join(fates, " "); got != c.fates || !c.want.near(p.Cost) || p.Cost.Label != c.label || len(p.Cost.Unknown) > 0 {
				t.Errorf("fates %q, %+v\nwant  %q, %+v %s", got, p.Cost, c.fates, c.want, c.label)
			}
			if len(p.Steps) != len(strings.Fields(images)) {
				t.Errorf("%d steps", len(p.Steps))
			}
		})
	}
}

// An image of another account costs nothing and cannot be deregistered; the plan
// says what can be done instead.
func TestPlanForAnotherAccountsImage(t *testing.T) {
	r := vector(t, "V10").run("plan", "deregister", "ami-00000001", "--delete-snapshots", "-o", "json")
	r.want(t, cli.Refused)
	var p op.PlanDocument
	if err := json.Unmarshal([]byte(r.stdout), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Steps) > 0 || !(bill{}).near(p.Cost) || len(p.Warnings) != 1 || p.Warnings[0].Level != op.Stop || !strings.Contains(p.Warnings[0].Text, "drop-share") {
		t.Errorf("%+v", p)
	}
}

// What goes to the Recycle Bin is paid until it leaves, and the plan says how
// much.
func TestPlanSaysWhatTheBinCosts(t *testing.T) {
	r := vector(t, "V12").run("plan", "deregister", "ami-00000001", "--delete-snapshots")
	r.want(t, cli.Done)
	for _, want := range []string{"1.17", "28 Nov", "exact"} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("%q is not in\n%s", want, r.stdout)
		}
	}
}
