package e2e

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// built is the program under test, made once for all tests.
var built string

// silentNames in the environment makes the tests a name server that answers
// nothing, until its terminal goes.
const silentNames = "TAMI_TEST_SILENT_NAMES"

func TestMain(m *testing.M) {
	if os.Getenv(silentNames) != "" {
		if _, err := net.ListenPacket("udp", "127.0.0.1:53"); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		<-time.After(time.Minute)
		return
	}
	dir, err := os.MkdirTemp("", "tami-e2e-")
	if err == nil {
		built = filepath.Join(dir, "tami")
		var out []byte
		if out, err = exec.Command("go", "build", "-o", built, "tami").CombinedOutput(); err != nil {
			err = fmt.Errorf("%w\n%s", err, out)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "tami does not build:", err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// pane is a terminal of tmux's with a shell in it.
type pane struct {
	t      *testing.T
	socket string
}

// open starts a shell in a terminal of that size. The server is this test's
// own and ends with it.
func open(t *testing.T, w, h int) *pane {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed: the program was not tried in a real terminal")
	}
	p := &pane{t: t, socket: fmt.Sprintf("tami-%d-%s", os.Getpid(), strings.ReplaceAll(t.Name(), "/", "-"))}
	p.tmux("-f", os.DevNull, "-u", "new-session", "-d", "-x", fmt.Sprint(w), "-y", fmt.Sprint(h),
		"env -u AWS_PROFILE -u AWS_REGION -u AWS_DEFAULT_REGION -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN -u AWS_ENDPOINT_URL PS1='$ ' HOME="+t.TempDir()+" LC_ALL=C.UTF-8 AWS_EC2_METADATA_DISABLED=true /bin/sh")
	t.Cleanup(func() { _ = exec.Command("tmux", "-L", p.socket, "kill-server").Run() }) // which may find it gone
	return p
}

func (p *pane) tmux(args ...string) string {
	p.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-L", p.socket}, args...)...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("tmux %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// run types a command and enter.
func (p *pane) run(command string) *pane {
	p.typed(command)
	return p.press("Enter")
}

func (p *pane) typed(text string) *pane {
	p.t.Helper()
	p.tmux("send-keys", "-l", text)
	return p
}

func (p *pane) press(keys ...string) *pane {
	p.t.Helper()
	p.tmux(append([]string{"send-keys"}, keys...)...)
	return p
}

// sees waits until every text is on the screen.
func (p *pane) sees(texts ...string) *pane {
	p.t.Helper()
	p.until("to show "+strings.Join(texts, ", "), func(s string) bool {
		for _, want := range texts {
			if !strings.Contains(s, want) {
				return false
			}
		}
		return true
	})
	return p
}

// lost waits until a text has gone from the screen. Whatever follows an escape
// key must wait so: escape and a key in one breath are another key.
func (p *pane) lost(text string) *pane {
	p.t.Helper()
	p.until("to lose "+text, func(s string) bool { return !strings.Contains(s, text) })
	return p
}

// until waits for a state of the screen.
func (p *pane) until(what string, ok func(string) bool) {
	p.t.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		s := p.tmux("capture-pane", "-p")
		if ok(s) {
			return
		}
		select {
		case <-deadline:
			p.t.Fatalf("waited in vain for the screen %s:\n%s", what, s)
		case <-tick.C:
		}
	}
}

// clean fails unless the terminal is as a shell leaves it.
func (p *pane) clean() {
	p.t.Helper()
	p.until("to be the shell's again", func(s string) bool { return strings.HasSuffix(strings.TrimRight(s, "\n"), "$") })
	if flags := p.tmux("display", "-p", "#{alternate_on} #{cursor_flag} #{keypad_flag}"); strings.TrimSpace(flags) != "0 1 0" {
		p.t.Errorf("alternate screen, cursor, keypad: %s", flags)
	}
	p.tmux("clear-history")
	p.run("clear; stty -a | tr ' ;' '\\n\\n' | grep -xE 'echo|icanon|-echo|-icanon' | sort | tr '\\n' ' '; echo done")
	p.sees("echo icanon done")
}

// TestTheTourInATerminal does what the demonstration promises, in the sizes
// that matter: list, search, open, look around, leave a clean terminal.
func TestTheTourInATerminal(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}, {120, 40}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			p := open(t, size[0], size[1])
			p.run(built+" --demo").sees("tami", "1 us-east-1", "web-arm64")
			p.typed("/").typed("web arm").sees("/ web arm", "web-arm64").press("Enter").sees("open")
			p.press("Enter").sees("1 Overview", "ImageId")
			p.typed("2").sees("DEVICE", "/dev/")
			p.typed("8").sees(`"ImageId"`)
			p.press("Escape").lost("1 Overview").sees("/ web arm")
			p.typed("?").sees("Help", "Open the image").press("Escape").lost("Help")
			p.typed(":").sees("Commands").typed("choose a theme").press("Enter").sees("high-contrast").press("Escape").lost("high-contrast")
			p.press("Escape").sees("to search")
			p.typed("q").clean()
		})
	}
}

func TestResizing(t *testing.T) {
	p := open(t, 120, 40)
	p.run(built + " --demo").sees("web-arm64")
	for _, size := range [][2]int{{80, 24}, {10, 3}, {200, 60}, {40, 12}} {
		p.tmux("resize-window", "-x", fmt.Sprint(size[0]), "-y", fmt.Sprint(size[1]))
		want := "1 us-east-1"
		if size[0] < 40 {
			want = "too small:"
		}
		p.sees(want)
	}
	p.press("C-c").clean()
}

func TestSuspendAndResume(t *testing.T) {
	p := open(t, 80, 24)
	p.run(built + " --demo").sees("web-arm64")
	p.press("C-z").until("to be the shell's", func(s string) bool { return strings.Contains(s, "$") && !strings.Contains(s, "us-east-1") })
	p.run("fg").sees("1 us-east-1", "web-arm64")
	p.press("C-c").clean()
}

func TestWithoutCredentialsTheScreenSaysWhatToDo(t *testing.T) {
	p := open(t, 80, 24)
	p.run(built+" --region us-east-1").sees("no AWS credentials were found", "--demo")
	p.typed("q").clean()
}
