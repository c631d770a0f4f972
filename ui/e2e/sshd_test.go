package e2e

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// sshd is a real one on loopback that lets a key of its own in, and nobody else.
type sshd struct{ dir, port string }

// serveSSH starts an sshd with a configuration and keys of its own, which ends
// with the test.
func serveSSH(t *testing.T) *sshd {
	t.Helper()
	program := installed(t, "/usr/sbin/sshd")
	installed(t, "ssh")
	keygen := installed(t, "ssh-keygen")
	separate(t)
	s := &sshd{dir: t.TempDir(), port: freePort(t)}
	for _, key := range []string{"host", "login"} {
		output(t, os.Environ(), keygen, "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(s.dir, key))
	}
	config := fmt.Sprintf(`ListenAddress 127.0.0.1
Port %s
HostKey %[2]s/host
AuthorizedKeysFile %[2]s/login.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
ClientAliveInterval 2
`, s.port, s.dir)
	file := filepath.Join(s.dir, "config")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-D", "-E", filepath.Join(s.dir, "log"), "-f", file)
	if err := cmd.Start(); err != nil {
		t.Skip("sshd does not start:", err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	if err := answers("127.0.0.1:" + s.port); err == nil {
		out, err := exec.Command("ssh", s.client(s.port, "true")...).CombinedOutput()
		if err == nil {
			return s
		}
		t.Logf("%v: %s", err, out)
	}
	said, _ := os.ReadFile(filepath.Join(s.dir, "log"))
	t.Skipf("sshd lets nobody in here, so nothing was tried over a real connection:\n%s", said)
	return nil
}

// client are the arguments of an ssh that runs a command over the port, which is
// the server's own or that of a link to it.
func (s *sshd) client(port string, command ...string) []string {
	return append([]string{
		"-F", os.DevNull, "-i", filepath.Join(s.dir, "login"), "-p", port, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=" + os.DevNull,
		"-o", "LogLevel=ERROR", "-o", "BatchMode=yes", "127.0.0.1",
	}, command...)
}

// installed is where a program is. It may stand outside the search path of
// somebody who is not root.
func installed(t *testing.T, name string) string {
	t.Helper()
	for _, at := range []string{filepath.Base(name), name} {
		if path, err := exec.LookPath(at); err == nil {
			return path
		}
	}
	t.Skip(filepath.Base(name) + " is not installed: nothing was tried over a real connection")
	return ""
}

// separate makes the empty folder without which sshd does not run as root, and
// which a system has from its start script alone.
func separate(t *testing.T) {
	t.Helper()
	const dir = "/run/sshd"
	if _, err := os.Stat(dir); os.Geteuid() == 0 && errors.Is(err, fs.ErrNotExist) && os.Mkdir(dir, 0o755) == nil {
		t.Cleanup(func() { _ = os.Remove(dir) })
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// answers waits until something listens.
func answers(address string) error {
	deadline := time.After(10 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		c, err := net.Dial("tcp", address)
		if err == nil {
			return c.Close()
		}
		select {
		case <-deadline:
			return err
		case <-tick.C:
		}
	}
}
