//go:build unix

package cache

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestNobodyElseSees(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	path := filepath.Join(t.TempDir(), "a", "tami")
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
	left, stale := filepath.Join(path, "left.images"), filepath.Join(path, "x.images.1.new")
	for _, file := range []string{left, stale} {
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := Open(path, time.Now().Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Save(key, builds(2), read()), f.Remember("k", "111122223333")); err != nil {
		t.Fatal(err)
	}
	if stat, _ := os.Stat(path); stat.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v", stat.Mode())
	}
	entries, _ := os.ReadDir(path)
	if len(entries) != 3 {
		t.Errorf("%d files, want 3 without what was left unfinished", len(entries))
	}
	for _, e := range entries {
		if stat, _ := e.Info(); stat.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v", e.Name(), stat.Mode())
		}
	}
}

func TestRefusedFolders(t *testing.T) {
	everybody := filepath.Join(t.TempDir(), "tami")
	link := filepath.Join(t.TempDir(), "tami")
	file := filepath.Join(t.TempDir(), "tami")
	if err := errors.Join(os.Mkdir(everybody, 0o700), os.Chmod(everybody, 0o777), os.Symlink(t.TempDir(), link), os.WriteFile(file, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	for path, says := range map[string]string{everybody: "everybody may write", link: "not a folder", filepath.Join(file, "below"): "not a directory"} {
		if _, err := Open(path, time.Now()); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", path, err, says)
		}
	}
	if os.Geteuid() == 0 {
		foreign := filepath.Join(t.TempDir(), "tami")
		if err := errors.Join(os.Mkdir(foreign, 0o700), os.Chown(foreign, 12345, 12345)); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(foreign, time.Now()); err == nil || !strings.Contains(err.Error(), "somebody else") {
			t.Errorf("somebody else's folder: %v", err)
		}
	}
}
