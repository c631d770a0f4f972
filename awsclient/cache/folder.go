package cache

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Folder is where the lists are.
type Folder struct{ path string }

// How long files are kept that nobody renews: lists of places that are not
// looked at any more, and what was being written when a process was killed.
const (
	keepLists      = 60 * 24 * time.Hour
	keepUnfinished = time.Hour
)

// Open makes the folder ready: it is made where it is missing, and what is in
// it is taken back from everybody else's eyes. A folder that is somebody
// else's, or that everybody may write to, is refused: what is in it could be
// anybody's.
func Open(path string, now time.Time) (*Folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, err
	}
	stat, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !stat.IsDir() {
		return nil, fmt.Errorf("%s is not a folder; tami follows no link there", path)
	}
	if why := strangers(stat); why != "" {
		return nil, fmt.Errorf("%s: %s", path, why)
	}
	if err := private(path, stat, 0o700); err != nil {
		return nil, err
	}
	f := &Folder{path}
	if err := f.tidy(now); err != nil {
		return nil, err
	}
	return f, nil
}

// tidy makes every file of ours private, and takes away what is too old.
func (f *Folder) tidy(now time.Time) error {
	entries, err := os.ReadDir(f.path)
	if err != nil {
		return err
	}
	var faults []error
	for _, e := range entries {
		stat, err := e.Info()
		if err != nil || !stat.Mode().IsRegular() {
			continue // gone meanwhile, or none of ours
		}
		path, age := filepath.Join(f.path, e.Name()), now.Sub(stat.ModTime())
		if strings.HasSuffix(e.Name(), unfinished) && age > keepUnfinished || strings.HasSuffix(e.Name(), extension) && age > keepLists {
			_ = os.Remove(path)
			continue
		}
		if err := private(path, stat, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}
