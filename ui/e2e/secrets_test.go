package e2e

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// canaries are secrets that tami is handed, in every form in which they could
// leave it.
func canaries() []string {
	plain := []string{"AKIAC4N4RYC4N4RYC4N4", "sEcRetC4n4ry/sEcRetC4n4ry+sEcRetC4n4ry00", "t0kenC4n4ryt0kenC4n4ryt0kenC4n4ry==", "uSerDataC4n4ry"}
	var all []string
	for _, s := range plain {
		all = append(all, s, url.QueryEscape(s), base64.StdEncoding.EncodeToString([]byte(s))[:16])
	}
	// In base64 the middle of a text depends on where it begins.
	script := base64.StdEncoding.EncodeToString([]byte(canaryScript))
	return append(all, script[:24], script[len(script)/2:len(script)/2+20])
}

const canaryScript = "#!/bin/sh\nexport DB_PASSWORD=uSerDataC4n4ry\n"

// guarded is a tami whose secrets are canaries, whose files are counted, and to
// which the system leaves every right (umask 000).
type guarded struct {
	t    *testing.T
	home string
	env  []string
	said bytes.Buffer // all that it printed
}

func guard(t *testing.T, flags ...string) *guarded {
	t.Helper()
	g := &guarded{t: t}
	g.env = append(os.Environ(), simulated(t, flags...)...)
	for _, v := range g.env {
		if home, ok := strings.CutPrefix(v, "XDG_STATE_HOME="); ok {
			g.home = home
		}
	}
	g.env = append(g.env, "HOME="+g.home, "AWS_ACCESS_KEY_ID="+canaries()[0], "AWS_SECRET_ACCESS_KEY="+canaries()[3], "AWS_SESSION_TOKEN="+canaries()[6])
	return g
}

// tami runs it under umask 000, with its log, and keeps what it prints.
func (g *guarded) tami(code int, args ...string) {
	g.t.Helper()
	line := "umask 000; exec '" + built + "' --log '" + filepath.Join(g.home, "tami.log") + "' \"$@\""
	command := exec.CommandContext(g.t.Context(), "/bin/sh", append([]string{"-c", line, "tami"}, args...)...)
	command.Env = g.env
	out, err := command.CombinedOutput()
	g.said.Write(out)
	if command.ProcessState == nil || command.ProcessState.ExitCode() != code {
		g.t.Errorf("tami %q ends with %v, want %d\n%s", args, err, code, out)
	}
}

// leaks lists where a canary stands.
func leaks(what string, content []byte) (list []string) {
	for _, c := range canaries() {
		if i := bytes.Index(content, []byte(c)); i >= 0 {
			list = append(list, fmt.Sprintf("%s holds %q: …%q", what, c, content[max(0, i-60):min(len(content), i+20)]))
		}
	}
	return list
}

// files visits all that tami has written.
func (g *guarded) files(visit func(path string, d fs.DirEntry)) {
	g.t.Helper()
	err := filepath.WalkDir(g.home, func(path string, d fs.DirEntry, err error) error {
		if err == nil && path != g.home {
			visit(path, d)
		}
		return err
	})
	if err != nil {
		g.t.Error(err)
	}
}

// TestNoSecretIsLeftAnywhere launches with user data, well and badly, asks with
// keys that are refused, looks around on the screen, copies, and has a report of
// all goroutines written; then it looks for the secrets in every file, on every
// output, in the clipboard and in the list of processes. What it wrote is for
// its owner alone, whatever the umask.
func TestNoSecretIsLeftAnywhere(t *testing.T) {
	faults := filepath.Join(t.TempDir(), "faults.json")
	if err := os.WriteFile(faults, []byte(`[{"Action": "RunInstances", "Region": "eu-west-1", "Do": "deny"}, {"Action": "DescribeSnapshots", "Region": "eu-west-1", "Do": "expired"},
  {"Action": "DescribeImages", "Region": "eu-central-1", "Do": "malformed"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(t.TempDir(), "user-data.sh")
	if err := os.WriteFile(script, []byte(canaryScript), 0o600); err != nil {
		t.Fatal(err)
	}
	g := guard(t, "--faults", faults)
	const image, elsewhere = "ami-0a1b2c3d4e5f60718", "ami-0aad77bbf65791038" // of the demonstration, here and in eu-west-1
	launch := []string{"launch", image, "--region", "us-east-1", "--type", "t4g.small", "--user-data", script}
	for _, form := range []string{"text", "json", "sh"} {
		g.tami(0, append(append([]string{"plan"}, launch...), "-o", form)...)
	}
	g.tami(0, append(append([]string{"run"}, launch...), "--yes")...)
	g.tami(1, "run", "launch", elsewhere, "--region", "eu-west-1", "--type", "t4g.small", "--user-data", script, "--yes")
	g.tami(3, "images", "--region", "us-east-1,eu-central-1")
	g.tami(1, "images", "--endpoint-url", "http://127.0.0.1:1", "--region", "us-east-1")
	g.tami(0, "journal", "-o", "json")
	if os.Getenv("TAMI_SOAK") != "" { // it takes its time, to stay within AWS's limits
		g.tami(0, "capture", "--region", "us-east-1")
	}
	g.tami(0, "image", image, "--region", "us-east-1", "-o", "json")
	g.onScreen()

	found := leaks("what it printed", g.said.Bytes())
	seen, wide := 0, 0
	g.files(func(path string, d fs.DirEntry) {
		stat, err := d.Info()
		if err != nil {
			t.Error(err)
			return
		}
		if want := map[bool]fs.FileMode{true: 0o700, false: 0o600}[d.IsDir()]; stat.Mode().Perm() != want {
			wide++
			t.Errorf("%s may be used as %o, want %o", path, stat.Mode().Perm(), want)
		}
		if !d.IsDir() {
			seen++
			content, err := os.ReadFile(path)
			if err != nil {
				t.Error(err)
			}
			found = append(found, leaks(path, content)...)
		}
	})
	for _, l := range found {
		t.Error(l)
	}
	if seen < 4 || !slices.ContainsFunc(g.names(), func(n string) bool { return strings.HasPrefix(n, "goroutines-") }) {
		t.Errorf("only %d files were written: %q", seen, g.names())
	}
	t.Logf("%d canaries looked for in %d files and %d bytes of output; %d with the wrong rights", len(canaries()), seen, g.said.Len(), wide)
}

func (g *guarded) names() (names []string) {
	g.files(func(_ string, d fs.DirEntry) { names = append(names, d.Name()) })
	return names
}

// onScreen looks around in a terminal whose every byte is kept, the clipboard's
// among them, looks at the list of processes meanwhile, and ends with a report
// of what every goroutine did.
func (g *guarded) onScreen() {
	t := g.t
	p := open(t, 120, 40)
	raw := filepath.Join(t.TempDir(), "raw")
	p.tmux("pipe-pane", "-o", "cat > '"+raw+"'")
	file := filepath.Join(t.TempDir(), "environment")
	var exports strings.Builder
	for _, v := range g.env {
		if strings.HasPrefix(v, "AWS_") || strings.HasPrefix(v, "XDG_") {
			fmt.Fprintf(&exports, "export '%s'\n", v)
		}
	}
	if err := os.WriteFile(file, []byte(exports.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	p.run("umask 000; . '"+file+"'; clear; "+built+" --region us-east-1 --query 'web-arm64 !gpu' --log "+g.home+"/screen.log").sees("web-arm64", "of ")
	processes, err := exec.CommandContext(t.Context(), "ps", "-eo", "pid,args").Output()
	listed := regexp.MustCompile(`(?m)^ *(\d+) ` + regexp.QuoteMeta(built) + ` .*--query web-arm64`).FindSubmatch(processes)
	if err != nil || listed == nil {
		t.Fatalf("the list of processes shows no tami: %v", err)
	}
	for _, l := range leaks("the list of processes", processes) {
		t.Error(l)
	}
	p.insists("y", "Copied image ID").insists("Enter", "ImageId")
	for tab := range 8 {
		p.typed(fmt.Sprint(tab + 1))
	}
	p.sees(`"ImageId"`).typed("?").sees("Help").press("Escape").lost("Help")
	p.typed(".").sees("Launch").press("Escape").lost("Launch ")
	if err := exec.CommandContext(t.Context(), "kill", "-QUIT", string(listed[1])).Run(); err != nil {
		t.Fatal(err)
	}
	p.sees("ended by SIGQUIT")
	p.until("to be the shell's again", func(s string) bool { return strings.HasSuffix(strings.TrimRight(s, "\n"), "$") })
	p.tmux("pipe-pane")
	bytesOf, err := os.ReadFile(raw)
	if err != nil || len(bytesOf) == 0 {
		t.Errorf("the terminal's bytes were not kept: %v", err)
	}
	if !bytes.Contains(bytesOf, []byte("\x1b]52;")) {
		t.Error("nothing was copied")
	}
	g.said.Write(bytesOf)
}

// TestAnyUmask starts tami under umasks that let everybody in, and under ones that
// lock out even their user: what it makes is for its user alone, to read and to
// write.
func TestAnyUmask(t *testing.T) {
	for _, umask := range []string{"000", "0277", "0777"} {
		g := guard(t)
		as := func(line string) []string { return []string{"-c", "umask " + umask + "; exec '" + built + "' " + line} }
		command := exec.CommandContext(t.Context(), "/bin/sh", as("run describe ami-0a1b2c3d4e5f60718 new --region us-east-1 --yes --log '"+filepath.Join(g.home, "tami.log")+"'")...)
		command.Env = g.env
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("umask %s: %v\n%s", umask, err, out)
		}
		if umask == "0777" {
			s := muteProgram(t, append(g.env, "TERM=xterm-256color"), "/bin/sh", as("--region us-east-1")...)
			s.until("web-arm64")
			s.end()
		}
		made := 0
		g.files(func(path string, d fs.DirEntry) {
			want := fs.FileMode(0o600)
			if made++; d.IsDir() {
				want = 0o700
			}
			if stat, err := d.Info(); err != nil || stat.Mode().Perm() != want {
				t.Errorf("umask %s: %s is %o, not %o (%v)", umask, path, stat.Mode().Perm(), want, err)
			}
		})
		if made < 4 {
			t.Errorf("umask %s: only %d files and folders were made", umask, made)
		}
		if runs := journal(t, g.env[len(os.Environ()):]); len(runs) != 1 || runs[0].Result != "done" {
			t.Errorf("umask %s: the journal has %+v", umask, runs)
		}
	}
}

// TestRightsAreTakenBack opens tami on files that others may read, as an older
// one or a copy may have left them.
func TestRightsAreTakenBack(t *testing.T) {
	g := guard(t)
	g.tami(0, "run", "describe", "ami-0a1b2c3d4e5f60718", "new", "--region", "us-east-1", "--yes")
	loosened := 0
	g.files(func(path string, d fs.DirEntry) {
		mode := fs.FileMode(0o644)
		if d.IsDir() {
			mode = 0o755
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Error(err)
		}
		loosened++
	})
	g.tami(0, "journal")
	g.files(func(path string, d fs.DirEntry) {
		stat, err := d.Info()
		if err != nil || stat.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may still be used as %o, %v", path, stat.Mode().Perm(), err)
		}
	})
	if loosened < 3 {
		t.Errorf("only %d files and folders were there", loosened)
	}
}
