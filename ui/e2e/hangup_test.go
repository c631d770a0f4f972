package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tami/awsclient/sim"
)

const hangupSteps = 10 // of the change that is cut off

// TestAConnectionThatIsKilledLosesNothing deregisters ten images over a real
// ssh connection, kills the client when the first, the second, … of them has
// been asked for, and looks what became of the others. The next start, on
// another terminal, has the result.
func TestAConnectionThatIsKilledLosesNothing(t *testing.T) {
	rounds := 1
	if os.Getenv("TAMI_SOAK") != "" {
		rounds = 50
	} else {
		t.Log("one connection is killed; TAMI_SOAK=1 kills 50, five at each step")
	}
	s := serveSSH(t)
	whole := 0
	for n := range rounds {
		t.Run(fmt.Sprint(n+1), func(t *testing.T) {
			cut := newCut(t, s)
			cut.killAt(1 + (3+n)%hangupSteps)
			if done := cut.became(); done == hangupSteps {
				whole++
			} else {
				t.Errorf("killed at step %d: %d of %d steps were done, and the journal has %+v", 1+(3+n)%hangupSteps, done, hangupSteps, journal(t, cut.env))
			}
			if n == 0 {
				cut.seenAgain()
			}
		})
	}
	t.Logf("%d of %d changes of %d steps came to their end", whole, rounds, hangupSteps)
}

// cut is a change over a connection that is to be cut.
type cut struct {
	t       *testing.T
	sshd    *sshd
	account *sim.Account
	env     []string
	dir     string
	screen  *pane
}

func newCut(t *testing.T, s *sshd) *cut {
	t.Helper()
	seed := sim.Seed{Account: "111122223333", Regions: map[string]*sim.RegionSeed{"us-east-1": {}}}
	for i := range hangupSteps {
		seed.Regions["us-east-1"].Images = append(seed.Regions["us-east-1"].Images, sim.Image{
			ImageId: fmt.Sprintf("ami-%017x", i+1), Name: fmt.Sprintf("build-%02d", i+1), OwnerId: "111122223333", State: "available", Architecture: "arm64",
			CreationDate: fmt.Sprintf("2026-01-%02dT00:00:00.000Z", i+1), RootDeviceType: "instance-store", VirtualizationType: "hvm", Hypervisor: "xen",
		})
	}
	account, err := sim.New(sim.Options{Seed: seed, Faults: []sim.Fault{{Action: "DeregisterImage", Do: "delay", Ms: 150}}})
	if err != nil {
		t.Fatal(err)
	}
	address := make(chan string, 1)
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	go func() { _ = sim.Serve(ctx, "127.0.0.1:0", account, func(at string) { address <- at }) }()
	dir := t.TempDir()
	return &cut{t: t, sshd: s, account: account, dir: dir, env: []string{
		"AWS_ENDPOINT_URL=http://" + <-address, "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_REGION=us-east-1", "AWS_EC2_METADATA_DISABLED=true",
		"AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull, "LC_ALL=C.UTF-8",
		"XDG_STATE_HOME=" + dir, "XDG_CACHE_HOME=" + dir, "XDG_CONFIG_HOME=" + dir,
	}}
}

// killAt begins the change and kills the ssh client once that many steps were
// asked for.
func (c *cut) killAt(step int) {
	c.t.Helper()
	remote := fmt.Sprintf("'echo $$ > %s/there; exec env %s %s'", c.dir, strings.Join(c.env, " "), built)
	line := filepath.Join(c.dir, "connect")
	script := fmt.Sprintf("echo $$ > %s/here\nexec ssh %s -tt %s\n", c.dir, strings.Join(c.sshd.client(c.sshd.port), " "), remote)
	if err := os.WriteFile(line, []byte(script), 0o600); err != nil {
		c.t.Fatal(err)
	}
	c.screen = open(c.t, 120, 40)
	c.screen.run("sh "+line).sees("build-10", "build-01", "open")
	c.screen.typed("*").sees("10 marked").typed("D").sees("Deregister 10 images", "10 of 10 permitted")
	c.screen.typed("10").insists("Enter", "running")
	c.until("step "+strconv.Itoa(step), func() bool { return c.asked() >= step })
	if err := syscall.Kill(c.pid("here"), syscall.SIGKILL); err != nil {
		c.t.Fatal(err)
	}
}

// became waits for the program that has lost its screen to end, and returns how
// many steps were done, each once and with its answer in the journal.
func (c *cut) became() (done int) {
	c.t.Helper()
	pid := c.pid("there")
	c.until("the program to end", func() bool { return syscall.Kill(pid, 0) != nil })
	if n := c.asked(); n != hangupSteps {
		c.t.Errorf("%d deregistrations were asked for, not %d", n, hangupSteps)
	}
	runs := journal(c.t, c.env)
	if len(runs) != 1 || runs[0].Result != "done" {
		return 0
	}
	for _, step := range runs[0].Steps {
		if step.State == "done" {
			done++
		}
	}
	return done
}

// seenAgain looks for the result on the next start.
func (c *cut) seenAgain() {
	c.t.Helper()
	file := filepath.Join(c.dir, "environment")
	if err := os.WriteFile(file, []byte("export "+strings.Join(c.env, " ")), 0o600); err != nil {
		c.t.Fatal(err)
	}
	p := open(c.t, 120, 40)
	p.run(". "+file+"; clear; "+built).sees("no images here", "done, while you were away")
	p.typed(".").sees("Deregister 10 images", "done")
	p.press("C-c").clean()
}

// asked is how many deregistrations AWS was asked for, dry runs left out.
func (c *cut) asked() (n int) {
	for _, r := range c.account.Requests() {
		if r.Action == "DeregisterImage" && !r.DryRun {
			n++
		}
	}
	return n
}

func (c *cut) pid(name string) int {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		c.t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}

func (c *cut) until(what string, ok func() bool) {
	c.t.Helper()
	deadline := time.After(60 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-deadline:
			c.t.Fatalf("waited in vain for %s", what)
		case <-tick.C:
		}
	}
}
