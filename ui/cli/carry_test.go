package cli_test

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"tami/awsclient"
	"tami/model/op"
	"tami/ui/cli"
)

// changes lets a machine change its account. The journal is in a folder of the
// test.
func (r *rig) changes(t *testing.T) {
	t.Helper()
	r.env["AWS_REGION"] = "us-east-1"
	folder := t.TempDir()
	r.Change = func(ctx context.Context, b cli.Backend, _ cli.Target) (cli.Runner, error) {
		client, ok := b.(*awsclient.Client)
		if !ok {
			return nil, fs.ErrInvalid
		}
		return awsclient.NewRunner(ctx, client, awsclient.RunnerOptions{Folder: folder}), nil
	}
}

// state is what the account says of an image, as JSON.
func (r *rig) state(t *testing.T, id string) string {
	t.Helper()
	r.run("image", id, "-o", "json").want(t, cli.Done)
	return r.stdout
}

// Every action is carried out as it was planned, and taken back where its plan
// promised that.
func TestRunAndUndo(t *testing.T) {
	for name, c := range map[string]struct {
		line    string
		id      string
		changes string // what the image says afterwards
	}{
		"share":     {"share " + toolbox + " --account 999988887777 --with-snapshots", toolbox, ""},
		"unshare":   {"share " + newestWeb + " --account 222233334444 --remove --with-snapshots", newestWeb, ""},
		"deprecate": {"deprecate " + newestWeb + " --at 2027-01-31", newestWeb, `"DeprecationTime": "2027-01-31`},
		"disable":   {"disable " + newestWeb, newestWeb, `"State": "disabled"`},
		"enable":    {"enable " + retired, retired, `"State": "available"`},
		"protect":   {"protect " + newestWeb, newestWeb, `"DeregistrationProtection": "enabled-without-cooldown"`},
		"tag":       {"tag " + newestWeb + " team=platform a=b --remove Name --with-snapshots", newestWeb, `"Value": "platform"`},
		"describe":  {"describe " + newestWeb + " new", newestWeb, `"Description": "new"`},
	} {
		t.Run(name, func(t *testing.T) {
			r := demo(t)
			before := r.state(t, c.id)
			plan := r.run(append([]string{"plan"}, strings.Fields(c.line)...)...).stdout
			r.run(append([]string{"run"}, strings.Fields(c.line+" --yes")...)...).want(t, cli.Done, "tami undo ")
			if strings.Contains(r.stdout, "failed") || !strings.Contains(r.stdout, ": done, ") {
				t.Errorf("%s", r.stdout)
			}
			m := regexp.MustCompile(`run ([0-9a-f-]+):`).FindStringSubmatch(r.stdout)
			if m == nil {
				t.Fatalf("no run is named: %s", r.stdout)
			}
			id := m[1]
			if after := r.state(t, c.id); after == before && c.changes != "" || !strings.Contains(after, c.changes) {
				t.Errorf("%q is not in %s", c.changes, after)
			}
			r.run(append([]string{"plan"}, strings.Fields(c.line)...)...)
			if r.stdout == plan {
				t.Error("it could be done again, as if it had not been done")
			}
			r.run("undo", id).want(t, cli.Refused, "--yes")
			r.run("undo", id, "--yes").want(t, cli.Done)
			if after := r.state(t, c.id); !sameTags(before, after) {
				t.Errorf("after the undo it is\n%s\nwas\n%s", after, before)
			}
			if again := r.run(append([]string{"plan"}, strings.Fields(c.line)...)...).stdout; again != plan {
				t.Errorf("planned after the undo it is\n%s\nwas\n%s", again, plan)
			}
			r.run("undo", id, "--yes").want(t, cli.Failed, "undone already")
		})
	}
}

// What the undo does not bring back, its plan has said.
func TestUndoThatIsNotQuiteAsBefore(t *testing.T) {
	r := demo(t)
	before := r.state(t, toolbox)
	r.run("run", "disable", toolbox, "--yes").want(t, cli.Done)
	id := regexp.MustCompile(`run ([0-9a-f-]+):`).FindStringSubmatch(r.stdout)[1]
	r.run("undo", id).want(t, cli.Refused, "Not exactly as before", "AWS deprecates it on 4 May 2028 10:36 UTC when it becomes public again")
	r.run("undo", id, "--yes").want(t, cli.Done)
	after := r.state(t, toolbox)
	if after = strings.Replace(after, "2028-05-04T10:36:00.000Z", "2028-05-04T12:00:00.000Z", 1); after != before {
		t.Errorf("more is not as before than was said: %s", after)
	}
}

// sameTags compares documents as sets of lines: the order of tags says nothing.
func sameTags(a, b string) bool {
	count := map[string]int{}
	for l := range strings.Lines(a) {
		count[strings.TrimRight(l, ",\n")]++
	}
	for l := range strings.Lines(b) {
		count[strings.TrimRight(l, ",\n")]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// Nothing is done without a yes, nor where nothing may be done; the plan is on
// stderr, since it is no data of a run.
func TestRunRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		set  func(*rig)
		said string
	}{
		"without a yes":            {[]string{"run", "disable", newestWeb}, nil, "add --yes"},
		"read-only by flag":        {[]string{"run", "disable", newestWeb, "--yes", "--read-only"}, nil, "this session is read-only"},
		"read-only by environment": {[]string{"run", "disable", newestWeb, "--yes"}, func(r *rig) { r.env["TAMI_READ_ONLY"] = "1" }, "read-only"},
		"read-only by settings": {[]string{"run", "disable", newestWeb, "--yes", "--config", "c.yaml"}, func(r *rig) {
			r.files["c.yaml"] = "x"
			r.Config = func(cli.File) (cli.Defaults, error) { return cli.Defaults{ReadOnly: true}, nil }
		}, "read-only"},
		"a profile that is read-only": {[]string{"run", "disable", newestWeb, "--yes", "--config", "c.yaml"}, func(r *rig) {
			r.files["c.yaml"] = "x"
			r.Config = func(cli.File) (cli.Defaults, error) { return cli.Defaults{ReadOnlyProfiles: []string{""}}, nil }
		}, "read-only"},
		"what cannot be run": {[]string{"run", "share", newestWeb, "--public", "--yes"}, nil, "cannot be made public"},
		"another account's":  {[]string{"run", "disable", hisRuntime, "--yes"}, nil, "belongs to account 444455556666"},
	} {
		t.Run(name, func(t *testing.T) {
			r := demo(t)
			before := r.state(t, newestWeb)
			if c.set != nil {
				c.set(r)
			}
			r.run(c.args...).want(t, cli.Refused, c.said)
			if r.stdout != "" {
				t.Errorf("stdout has %q", r.stdout)
			}
			if r.env["TAMI_READ_ONLY"] = ""; r.state(t, newestWeb) != before {
				t.Error("something was changed")
			}
			if r.run("journal", "-o", "json"); strings.TrimSpace(r.stdout) != "[]" {
				t.Errorf("the journal has %s", r.stdout)
			}
		})
	}
}

// What a run took away is remembered by the plans after it.
func TestPlanRemembersWhatRunsTook(t *testing.T) {
	r := demo(t)
	r.run("run", "disable", newestWeb, "--yes").want(t, cli.Done)
	r.run("plan", "enable", newestWeb).want(t, cli.Done)
	if want := "share web-arm64-2026.11.19-9f3c01d with account 222233334444, account 333344445555 and organization o-a1b2c3d4e5 again"; !strings.Contains(r.stdout, want) {
		t.Errorf("%q is not in\n%s", want, r.stdout)
	}
}

func TestRunOfWhatIsSoAlready(t *testing.T) {
	r := demo(t).run("run", "enable", newestWeb, "--yes")
	r.want(t, cli.Refused, "not disabled")
	r = demo(t).run("run", "share", newestWeb, "--account", "222233334444", "--yes")
	r.want(t, cli.Done)
	if !strings.Contains(r.stdout, "nothing to do") {
		t.Errorf("%s", r.stdout)
	}
}

// A missing permission is found by the rehearsal, before half of it is done.
func TestRunIsRehearsedFirst(t *testing.T) {
	r := signedIn(t, `[{"Service": "ec2", "Action": "DisableImage", "Do": "deny"}]`)
	r.run("run", "disable", "ami-0a000001", "--yes").want(t, cli.Failed, "step 1, disable web-2026.11.19", "ec2:DisableImage", "nothing was done")
	if r.stdout != "" {
		t.Errorf("stdout has %q", r.stdout)
	}
}

// Where only a part of it works, the exit code says so, and each step says
// what became of it.
func TestRunPartly(t *testing.T) {
	r := signedIn(t, `[{"Service": "ec2", "Action": "DisableImage", "Times": 2, "Do": "delay", "Ms": 1},
		{"Service": "ec2", "Action": "DisableImage", "Times": 1, "Do": "error", "Code": "InternalError", "Status": 400}]`)
	r.run("run", "disable", "ami-0a000001", "ami-0a000002", "--yes").want(t, cli.Partly)
	if !strings.Contains(r.stdout, "done      disable") || !strings.Contains(r.stdout, "partly done, 1 of 2 steps") {
		t.Errorf("%s", r.stdout)
	}
}

func TestRunWithoutAJournal(t *testing.T) {
	r := demo(t)
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r.Change = func(ctx context.Context, b cli.Backend, _ cli.Target) (cli.Runner, error) {
		return awsclient.NewRunner(ctx, b.(*awsclient.Client), awsclient.RunnerOptions{Folder: file}), nil
	}
	r.run("run", "disable", newestWeb, "--yes").want(t, cli.Failed, "nothing was done", "journal")
}

func TestJournal(t *testing.T) {
	r := demo(t)
	r.run("journal").want(t, cli.Done)
	if !strings.HasPrefix(r.stdout, "RUN ") || strings.Count(r.stdout, "\n") != 1 {
		t.Errorf("%q", r.stdout)
	}
	r.run("run", "disable", newestWeb, "--yes").want(t, cli.Done)
	r.run("run", "drop-share", hisRuntime, "--yes").want(t, cli.Done)
	table := r.run("journal").stdout
	for _, want := range []string{"Disable web-arm64-2026.11.19-9f3c01d", "done", "1/1", "tami undo", "us-east-1", "Give up the share", "no"} {
		if !strings.Contains(table, want) {
			t.Errorf("%q is not in\n%s", want, table)
		}
	}
	r.run("journal", "-o", "json").want(t, cli.Done)
	var entries []struct {
		ID, Action, Title, Result string
		Undoable                  bool
		Why                       string
		Steps                     []struct{ ID, Account, Region, Call, State string }
	}
	if err := json.Unmarshal([]byte(r.stdout), &entries); err != nil || len(entries) != 2 {
		t.Fatalf("%v %s", err, r.stdout)
	}
	for _, e := range entries {
		if e.Action == "image.dropshare" && e.Undoable || e.Action == "image.disable" && !e.Undoable || e.Result != "done" {
			t.Errorf("%+v", e)
		}
		if len(e.Steps) != 1 || e.Steps[0].State != "done" || e.Steps[0].Region != "us-east-1" || !strings.HasPrefix(e.Steps[0].Call, "ec2:") {
			t.Errorf("%+v", e.Steps)
		}
		if e.Action == "image.dropshare" {
			r.run("undo", e.ID, "--yes").want(t, cli.Failed, "only account 444455556666", "can be taken back")
		}
	}
}

func TestUndoOfNothing(t *testing.T) {
	r := demo(t)
	r.run("undo", "20261121-140312-3f9a", "--yes").want(t, cli.Failed, "there is no run 20261121-140312-3f9a")
	r.run("undo").want(t, cli.WrongUse, "tami journal lists them")
	r.run("undo", "a", "b").want(t, cli.WrongUse, "one run")
	r.run("undo", "a", "--region", "us-east-1").want(t, cli.WrongUse, "takes no --region")
}

// interrupted is a runner whose user presses ctrl+c as soon as a run has begun.
type interrupted struct {
	cli.Runner
	press context.CancelFunc
}

func (i interrupted) Start(p op.Plan) (string, error) {
	defer i.press()
	return i.Runner.Start(p)
}

// deserted is a runner whose user's terminal goes as soon as a run has begun.
type deserted struct {
	cli.Runner
	gone chan struct{}
}

func (c deserted) Start(p op.Plan) (string, error) {
	defer close(c.gone)
	return c.Runner.Start(p)
}

// full is an output that takes a few bytes and then no more, as a full disk, a
// terminal that has gone, or a reader that has left.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, syscall.ENOSPC
	}
	return len(p), nil
}

// What is begun is brought to its end, whoever is there to see it; and where
// nobody was, the next start knows that it has to tell.
func TestAChangeNeedsNobodyToLookOn(t *testing.T) {
	const slow = `[{"Service": "ec2", "Action": "DisableImage", "Times": 2, "Do": "delay", "Ms": 50}]`
	for name, c := range map[string]struct {
		cut            bool // the terminal goes
		stdout, stderr int  // how many bytes they take
		unseen         bool
		said           string
	}{
		"all is seen":          {stdout: 1 << 20, stderr: 1 << 20},
		"the terminal goes":    {cut: true, stdout: 1 << 20, stderr: 1 << 20, unseen: true},
		"stdout takes nothing": {stderr: 1 << 20, said: "the output could not be written"},
		"nothing is taken":     {unseen: true},
	} {
		t.Run(name, func(t *testing.T) {
			r := signedIn(t, slow)
			journals := awsclient.RunnerOptions{Folder: t.TempDir()}
			r.Change = func(ctx context.Context, b cli.Backend, _ cli.Target) (cli.Runner, error) {
				var runner cli.Runner = awsclient.NewRunner(ctx, b.(*awsclient.Client), journals)
				if c.cut {
					runner = deserted{runner, r.gone}
				}
				return runner, nil
			}
			if c.cut {
				r.gone = make(chan struct{})
			}
			var said strings.Builder
			r.Stdout, r.Stderr = &full{c.stdout}, io.MultiWriter(&full{c.stderr}, &said)
			if code := cli.Run(r.ctx, r.Wiring, []string{"run", "disable", "ami-0a000001", "--yes"}); code != cli.Done {
				t.Errorf("exit code %d: %s", code, said.String())
			}
			if !strings.Contains(said.String(), c.said) {
				t.Errorf("stderr is %q, without %q", said.String(), c.said)
			}
			runs := awsclient.NewRunner(t.Context(), awsclient.New(awsclient.Options{}), journals).Runs()
			if len(runs) != 1 || runs[0].Result() != op.AllDone || runs[0].Unseen != c.unseen {
				t.Errorf("the journal has %+v", runs)
			}
		})
	}
}

// A call that is under way is waited for: what became of it must be known.
func TestInterruptedRun(t *testing.T) {
	r := signedIn(t, `[{"Service": "ec2", "Action": "DisableImage", "Times": 1, "Do": "delay", "Ms": 1},
		{"Service": "ec2", "Action": "DisableImage", "Times": 1, "Do": "delay", "Ms": 50}]`)
	ctx, press := context.WithCancel(t.Context())
	defer press()
	change := r.Change
	r.Change = func(ctx context.Context, b cli.Backend, target cli.Target) (cli.Runner, error) {
		runner, err := change(ctx, b, target)
		return interrupted{runner, press}, err
	}
	r.ctx = ctx
	r.run("run", "disable", "ami-0a000001", "--yes").want(t, r.code, "stopping before the next step")
	if !strings.Contains(r.stdout, "1  done      disable") && !strings.Contains(r.stdout, "1  not run") {
		t.Errorf("code %d, %s", r.code, r.stdout)
	}
	r.ctx, r.Change = t.Context(), change
	if r.run("journal"); strings.Count(r.stdout, "\n") != 2 || strings.Contains(r.stdout, "running") {
		t.Errorf("%s", r.stdout)
	}
}
