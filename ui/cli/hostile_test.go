package cli_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/ui/cli"
	"tami/ui/kit"
)

// obeyed is what a terminal would obey, hide or reorder in an output.
func obeyed(out string) (rune, bool) {
	for _, r := range out {
		hidden := unicode.IsControl(r) && r != '\n' || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
		if hidden || r >= 0xfe00 && r <= 0xfe0f {
			return r, true
		}
	}
	return 0, false
}

// TestOutputsOfAHostileAccount prints an account, every text of which tries to
// do something to a terminal, in all forms: JSON and CSV on a terminal are read
// by it as much as tables are.
func TestOutputsOfAHostileAccount(t *testing.T) {
	seed := sim.Hostile(sim.Demo(noon()))
	code := strings.Join(sim.Payloads()[:12], "")
	open := func(t *testing.T, faults ...sim.Fault) *rig {
		r := machine(t)
		aws, err := sim.New(sim.Options{Seed: seed, Now: noon, Faults: faults})
		if err != nil {
			t.Fatal(err)
		}
		r.Open = func(cli.Target) (cli.Backend, error) {
			return awsclient.New(awsclient.Options{Transport: aws.Transport(), Now: noon, MaxAttempts: 1}), nil
		}
		r.changes(t)
		return r.captures()
	}
	const image, group = "ami-0a1b2c3d4e5f60718", "ami-0ccfe16de27cd7f20"
	for _, line := range [][]string{
		{"images", "--region", "us-east-1"}, {"images", "--region", "us-east-1", "-o", "json"}, {"images", "--region", "us-east-1", "-o", "csv"},
		{"images", "--region", "us-east-1", "-o", "ids"}, {"images", "--region", "us-east-1", "--from", "shared"},
		{"image", image, "--region", "us-east-1"}, {"image", image, "--region", "us-east-1", "-o", "json"},
		{"plan", "deregister", image, group, "--delete-snapshots", "--region", "us-east-1"},
		{"plan", "deregister", image, group, "--delete-snapshots", "--region", "us-east-1", "-o", "json"},
		{"plan", "deregister", group, "--delete-snapshots", "--region", "us-east-1", "-o", "sh"},
		{"plan", "copy", group, "--to", "eu-west-1", "--region", "us-east-1"},
		{"run", "describe", group, "said anew", "--region", "us-east-1", "--yes"}, {"journal"}, {"journal", "-o", "json"},
		{"images", "--region", "us-east-1", "--query", "tag:" + code}, {"images", "--profile", code}, {"images", "--seed", code}, {"image", code},
	} {
		t.Run(fmt.Sprintf("%.60q", line), func(t *testing.T) {
			r := open(t).run(line...)
			for what, out := range map[string]string{"stdout": r.stdout, "stderr": r.stderr} {
				if c, bad := obeyed(out); bad {
					i := strings.IndexRune(out, c)
					t.Errorf("%s holds %U: …%q", what, c, out[max(0, i-80):min(len(out), i+40)])
				}
			}
			if len(r.stdout)+len(r.stderr) == 0 {
				t.Error("nothing was printed")
			}
		})
	}
	t.Run("errors", func(t *testing.T) {
		for _, f := range []sim.Fault{{Do: "error", Code: code, Status: 400}, {Do: "error", Code: code, Status: 500}, {Do: "deny"}, {Do: "malformed"}} {
			r := open(t, f).run("images", "--region", "us-east-1")
			if c, bad := obeyed(r.stdout + r.stderr); bad || r.stderr == "" {
				t.Errorf("%s: stderr holds %U: %q", f.Do, c, r.stderr)
			}
		}
	})
}

// TestTablesOfAHostileAccount looks whether the columns stand where they do for
// a tame one: a text that is wider than it seems would move what follows it.
func TestTablesOfAHostileAccount(t *testing.T) {
	r := machine(t)
	aws, err := sim.New(sim.Options{Seed: sim.Hostile(sim.Demo(noon())), Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	r.Open = func(cli.Target) (cli.Backend, error) {
		return awsclient.New(awsclient.Options{Transport: aws.Transport(), Now: noon}), nil
	}
	r.run("images", "--region", "us-east-1").want(t, cli.Done)
	lines := strings.Split(strings.TrimSuffix(r.stdout, "\n"), "\n")
	at := kit.Width(lines[0][:strings.Index(lines[0], "ID ")])
	for _, l := range lines[1:] {
		if before, _, found := strings.Cut(l, "ami-"); !found || kit.Width(before) != at {
			t.Errorf("the ID stands in column %d, not %d: %q", kit.Width(before), at, l)
		}
	}
}
