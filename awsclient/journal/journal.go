// Package journal is what tami remembers of its changes, on disk before they
// are made: one file a run, of JSON lines that are only ever added to. A run
// whose tami died can so be looked up and gone on with, and a run can be undone
// long after. It may import model/... and the standard library; it knows no
// AWS, and it never holds a secret, since plans hold none.
package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tami/model/op"
)

// Folder is where the journals of runs are, one file each.
type Folder struct{ path string }

// In is the folder at a path. It is made when the first run begins.
func In(path string) Folder { return Folder{path} }

// ErrElsewhere says that another process carries a run out.
var ErrElsewhere = errors.New("another tami carries this run out")

// extension is what the names of journals end in.
const extension = ".jsonl"

// CheckID refuses what is no run's ID, before it becomes part of a path.
func CheckID(id string) error {
	if id == "" || len(id) > 64 || strings.Trim(id, "0123456789abcdefghijklmnopqrstuvwxyz-") != "" {
		return fmt.Errorf("%q is not the ID of a run; IDs look like 20261121-140312-3f9a", id)
	}
	return nil
}

func (f Folder) file(id string) string { return filepath.Join(f.path, id+extension) }

// Begin makes the journal of a run, with the run's plan on disk when it
// returns, and keeps it locked until it is closed. An ID that is taken already
// is fs.ErrExist.
func (f Folder) Begin(run op.Run) (*Writer, error) {
	if err := CheckID(run.ID); err != nil {
		return nil, err
	}
	if f.path == "" {
		return nil, errors.New("no folder is known for it; set XDG_STATE_HOME or HOME")
	}
	first, err := encodeHead(run)
	if err != nil {
		return nil, fmt.Errorf("the plan cannot be written as JSON: %w", err)
	}
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(f.file(run.ID), os.O_CREATE|os.O_EXCL|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	w := &Writer{file: file}
	if err := errors.Join(lockSoon(file), w.line(first), syncFolder(f.path)); err != nil {
		// What was never begun is better not there at all.
		return nil, errors.Join(err, file.Close(), os.Remove(file.Name()))
	}
	return w, nil
}

// Continue opens the journal of a run that ended, or that a dead process left,
// and locks it. It returns ErrElsewhere while another process holds the lock.
func (f Folder) Continue(id string) (*Writer, op.Run, error) {
	if err := CheckID(id); err != nil {
		return nil, op.Run{}, err
	}
	file, err := os.OpenFile(f.file(id), os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return nil, op.Run{}, err
	}
	if err := lockSoon(file); err != nil {
		return nil, op.Run{}, errors.Join(err, file.Close())
	}
	raw, err := readSome(file)
	if err != nil {
		return nil, op.Run{}, errors.Join(err, file.Close())
	}
	run, err := Parse(raw)
	if err == nil && run.ID != id {
		err = fmt.Errorf("the file of run %s tells of another one", id)
	}
	if err != nil {
		return nil, op.Run{}, errors.Join(err, file.Close())
	}
	// A line that was cut must not swallow the next one.
	return &Writer{file: file, torn: len(raw) > 0 && raw[len(raw)-1] != '\n'}, run, nil
}

// maxFile is how large a journal may be, in bytes. One of a thousand steps has
// about two megabytes.
const maxFile = 64 << 20

func readSome(file io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err == nil && len(raw) > maxFile {
		err = fmt.Errorf("it is larger than %d MB, which no journal of tami's is", maxFile>>20)
	}
	return raw, err
}

// lockSoon locks a file. Who lists the journals holds each for an instant, so
// a refusal is believed only when it lasts.
func lockSoon(file *os.File) error {
	const tries, pause = 10, 10 * time.Millisecond
	for i := 1; ; i++ {
		err := lock(file, true)
		if err == nil || !errors.Is(err, ErrElsewhere) || i == tries {
			return err
		}
		<-time.After(pause)
	}
}

// syncFolder makes a new file's name last. Not every system can; the file's
// content is safe all the same.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
		return errors.Join(err, d.Close())
	}
	return d.Close()
}
