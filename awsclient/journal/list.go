package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"tami/model/op"
	"tami/model/text"
)

// Found is a run that was read, or a file that could not be.
type Found struct {
	ID  string
	Run op.Run // Elsewhere and Left are set
	Err error  // why the file could not be read; the run is then empty
}

// Stamp tells one state of a file from another without reading it.
type Stamp struct {
	Size  int64
	Nanos int64
	Over  bool // the run had ended when it was read: it has no lock to look at
}

// List reads the newest runs, newest first and at most so many. known holds
// what an earlier List saw: files that did not change since are not read again.
// A folder that is not there holds no runs.
func (f Folder) List(most int, known map[string]Seen) ([]Found, map[string]Seen, error) {
	names, err := os.ReadDir(f.path)
	if errors.Is(err, fs.ErrNotExist) || f.path == "" {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var ids []string
	for _, n := range names {
		if id, ok := strings.CutSuffix(n.Name(), extension); ok && !n.IsDir() {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	var list []Found
	now := map[string]Seen{}
	for _, id := range ids[:min(most, len(ids))] {
		seen, ok := known[id]
		if !ok || !seen.still(f.file(id)) {
			seen = f.look(id)
		}
		if errors.Is(seen.Found.Err, ErrEmpty) || errors.Is(seen.Found.Err, fs.ErrNotExist) {
			continue
		}
		now[id] = seen
		list = append(list, seen.Found)
	}
	slices.SortFunc(list, func(a, b Found) int {
		return op.NewestFirst(op.Run{ID: a.ID, Started: a.Run.Started}, op.Run{ID: b.ID, Started: b.Run.Started})
	})
	return list, now, nil
}

// Seen is what List made of a file, and the file's state at the time.
type Seen struct {
	Found Found
	Stamp Stamp
}

// still reports that looking at a file again would tell nothing new. The lock
// of a run that has not ended may go at any time.
func (s Seen) still(file string) bool {
	info, err := os.Stat(file)
	return err == nil && (s.Stamp.Over || s.Found.Err != nil) && stampOf(info) == Stamp{Size: s.Stamp.Size, Nanos: s.Stamp.Nanos}
}

func stampOf(info fs.FileInfo) Stamp {
	return Stamp{Size: info.Size(), Nanos: info.ModTime().UnixNano()}
}

// look reads one file, and whether a process holds it.
func (f Folder) look(id string) (s Seen) {
	s.Found.ID = text.Clean(id).String()
	fail := func(err error) Seen {
		if !errors.Is(err, ErrEmpty) && !errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("the journal %s cannot be read: %w", text.Clean(f.file(id)), err)
		}
		s.Found.Err = err
		return s
	}
	file, err := os.Open(f.file(id))
	if err != nil {
		return fail(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fail(err)
	}
	if !info.Mode().IsRegular() {
		return fail(errors.New("it is not a file"))
	}
	s.Stamp = stampOf(info)
	raw, err := readSome(file)
	if err != nil {
		return fail(err)
	}
	run, err := Parse(raw)
	if err == nil && run.ID != id {
		err = errors.New("it tells of another run than its name says")
	}
	if err != nil {
		return fail(err)
	}
	s.Stamp.Over = run.Over()
	if !run.Over() {
		// Shared, so that two who look do not take each other for the owner.
		run.Elsewhere = errors.Is(lock(file, false), ErrElsewhere)
		run.Left = !run.Elsewhere
	}
	s.Found.Run = run
	return s
}
