// Package files knows where tami keeps what it writes, and writes nothing there
// that others of the machine could read. It imports the standard library only.
package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Folders are tami's own, by the XDG base directories. One is empty where there
// is no home to have it in: then nothing is kept there.
type Folders struct {
	Config string // config.yaml and prices.tsv, which are the user's
	State  string // the journals
	Cache  string // what may be thrown away
}

// Find gives the folders for an environment. A relative path in a variable does
// not count, as the base directory specification wants it.
func Find(getenv func(string) string) Folders {
	home, err := os.UserHomeDir()
	in := func(name, below string) string {
		if dir := getenv(name); filepath.IsAbs(dir) {
			return filepath.Join(dir, "tami")
		}
		if err != nil {
			return ""
		}
		return filepath.Join(home, filepath.FromSlash(below), "tami")
	}
	return Folders{
		Config: in("XDG_CONFIG_HOME", ".config"),
		State:  in("XDG_STATE_HOME", ".local/state"),
		Cache:  in("XDG_CACHE_HOME", ".cache"),
	}
}

// Journal is where runs are written down. Without a home nothing can be
// written, and nothing is changed.
func (f Folders) Journal() string {
	if f.State == "" {
		return ""
	}
	return filepath.Join(f.State, "journal")
}

// demonstrations names the folder of one by when it began.
const demonstrations = "20060102-150405.000000000"

// DemoJournal is where a demonstration's runs are written down: a folder of its
// own, since its account ends with it and nothing there can be undone later.
// past names the folder of the last demonstration that changed anything. A new
// demonstration clears away those of a day ago and before.
func (f Folders) DemoJournal(past bool, now time.Time) (string, error) {
	if f.State == "" {
		return os.MkdirTemp("", "tami-demo-")
	}
	within := filepath.Join(f.State, "demo")
	made, err := os.ReadDir(within)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	last := filepath.Join(within, "none")
	for _, folder := range made { // by name, so the oldest first
		at, err := time.Parse(demonstrations, folder.Name())
		switch path := filepath.Join(within, folder.Name()); {
		case err != nil:
		case past:
			last = path
		case now.UTC().Sub(at) > 24*time.Hour:
			_ = os.RemoveAll(path) // what stays is cleared next time
		}
	}
	if past {
		return last, nil
	}
	return filepath.Join(within, now.UTC().Format(demonstrations)), nil
}

// KeepPrivate takes what tami has written back from other eyes: files that were
// copied here, or made by a program that is no longer so careful. What cannot be
// changed, on a disk that takes no writing, stays as it is.
func (f Folders) KeepPrivate() {
	if f.State == "" {
		return
	}
	_ = filepath.WalkDir(f.State, func(path string, d fs.DirEntry, err error) error {
		if err == nil && (d.IsDir() || d.Type().IsRegular()) {
			takeBack(path, d)
		}
		return nil
	})
}

func takeBack(path string, d fs.DirEntry) {
	want := fs.FileMode(0o600)
	if d.IsDir() {
		want = 0o700
	}
	if stat, err := d.Info(); err == nil && stat.Mode().Perm()&0o077 != 0 {
		_ = os.Chmod(path, want)
	}
}

// Create writes a new file of the user's, with the folders it lies in. One that
// is there already is left alone: an export must never cost somebody their file.
func Create(name string, content []byte) error {
	if dir := filepath.Dir(name); dir != "." {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already; choose another name", name)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}
