package cli_test

import (
	"context"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/ui/cli"
)

// captures wires what captures as main does.
func (r *rig) captures() *rig {
	r.Capture = func(ctx context.Context, b cli.Backend, places []ami.Where, blocks bool) (cli.Captured, *ami.Problem) {
		read, p := b.(*awsclient.Client).Capture(ctx, places, blocks)
		if p != nil {
			return cli.Captured{}, p
		}
		taken := cli.Captured{Secrets: read.Secrets}
		for _, m := range read.Missing {
			taken.Missing = append(taken.Missing, cli.CaptureGap(m))
		}
		seed, err := sim.SeedOf(read.Account, read.Regions)
		taken.Seed = seed
		if err != nil {
			return taken, &ami.Problem{Title: err.Error()}
		}
		return taken, nil
	}
	return r
}

func TestCapture(t *testing.T) {
	r := signedIn(t, "").captures().run("capture", "--region", "us-east-1,eu-west-1")
	r.want(t, cli.Done)
	seed, err := sim.ParseSeed("captured.json", []byte(r.stdout))
	if err != nil {
		t.Fatal(err)
	}
	if seed.Account != "111122223333" || len(seed.Regions) != 2 || len(seed.Regions["us-east-1"].Images) != 3 || r.stderr != "" {
		t.Errorf("%s, %d regions, and on stderr %q", seed.Account, len(seed.Regions), r.stderr)
	}
	if strings.ContainsAny(r.stdout, "\x1b\u202e") || !strings.Contains(r.stdout, `\u202e`) {
		t.Error("a name of the account's reaches the terminal as it is")
	}
}

// Who waits at a terminal is told what for.
func TestCaptureSaysThatItTakesTime(t *testing.T) {
	r := signedIn(t, "").captures()
	r.terminal = true
	if r = r.run("capture", "--region", "us-east-1,eu-west-1"); !strings.Contains(r.stderr, "reading 2 regions; it may take minutes") {
		t.Errorf("on stderr %q", r.stderr)
	}
}

func TestCaptureInPart(t *testing.T) {
	r := signedIn(t, `[{"Action": "DescribeVolumes", "Do": "deny"}]`).captures().run("capture", "--region", "us-east-1")
	r.want(t, cli.Partly, "us-east-1: Volumes left out: not permitted: ec2:DescribeVolumes")
	if _, err := sim.ParseSeed("captured.json", []byte(r.stdout)); err != nil {
		t.Error(err)
	}
	r = signedIn(t, `[{"Do": "deny"}]`).captures().run("capture", "--region", "us-east-1")
	if r.want(t, cli.Failed, "not permitted"); r.stdout != "" {
		t.Errorf("nothing could be read, and %q is printed", r.stdout)
	}
}

func TestCaptureOfSeveralAccounts(t *testing.T) {
	machine(t).run("capture", "--profile", "a,b").want(t, cli.WrongUse, "a seed holds one account")
	machine(t).run("capture", "web").want(t, cli.WrongUse, "takes no arguments")
}
