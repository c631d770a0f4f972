// Package cache keeps the last known images of each account, region and source
// on disk, so that a list stands at once and AWS's answer replaces it. What it
// holds is old by nature: it is for looking at, and no change is ever decided
// by it. It may import model/ami, model/query, model/text and the standard
// library; it knows no AWS and holds no secret.
//
// A file is columns, little-endian: fixed-width numbers, dictionaries of what
// many images share, and blobs of text; behind them what a search has reckoned of
// the images, so that it need not do so again; and where each of these sections
// ends, with its checksum (CRC-32C). A
// file that is damaged, cut short, of another version or about something else is
// taken away, and is written anew when AWS has answered.
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tami/model/ami"
)

// Key is what a list is of. The account is part of it and the profile is not:
// two profiles of one account see the same images.
type Key struct {
	Endpoint string // the address that stands in for AWS's own, "" for AWS itself
	Account  string
	Region   string
	From     ami.Source
}

// digest names the key's file, and stands in the file too, so that a file which
// was renamed or copied is not taken for another one's.
func (k Key) digest() [sha256.Size]byte {
	h := sha256.New()
	for _, part := range []string{k.Endpoint, k.Account, k.Region, string(k.From.Kind), k.From.Account, k.From.Path} {
		fmt.Fprintf(h, "%d:%s,", len(part), part)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func (k Key) file() string {
	d := k.digest()
	return hex.EncodeToString(d[:16]) + extension
}

// What the names of files end in.
const (
	extension    = ".images"
	accountFiles = ".account"
	unfinished   = ".new"
)

// maxFile is how large a file may be, in bytes; 100,000 images take about 45 MB.
const maxFile = 512 << 20

// UnusableError is a file that holds nothing to go by. It has been taken away.
type UnusableError struct {
	File string
	Why  string
}

func (e *UnusableError) Error() string { return e.File + ": " + e.Why }

// Load opens the list of a key. Without one the error is fs.ErrNotExist; a file
// that cannot be used is an *UnusableError, and is gone afterwards.
func (f *Folder) Load(k Key) (*List, error) {
	c, err := f.read(k.file())
	var l *List
	if err == nil {
		l, err = parse(c, k.digest())
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, f.drop(k.file(), err)
	}
	return l, err
}

// drop takes a file away that cannot be used, and says why.
func (f *Folder) drop(name string, why error) error {
	path := filepath.Join(f.path, name)
	if err := os.Remove(path); err != nil {
		why = fmt.Errorf("%w; it cannot be taken away either", why)
	}
	return &UnusableError{File: path, Why: why.Error()}
}

// Drop takes the list of a key away.
func (f *Folder) Drop(k Key) { _ = os.Remove(filepath.Join(f.path, k.file())) }

// read is the content of a list's file.
func (f *Folder) read(name string) (content, error) {
	file, size, err := f.open(name)
	if err != nil {
		return content{}, err
	}
	defer file.Close()
	return contentOf(file, size)
}

// open opens a file that nobody else can have written.
func (f *Folder) open(name string) (file *os.File, size int64, err error) {
	if file, err = os.Open(filepath.Join(f.path, name)); err != nil {
		return nil, 0, err
	}
	stat, err := file.Stat()
	if err == nil {
		err = usable(stat)
	}
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, stat.Size(), nil
}

func usable(stat fs.FileInfo) error {
	switch {
	case !stat.Mode().IsRegular():
		return errors.New("it is not a plain file")
	case stat.Size() > maxFile:
		return fmt.Errorf("it is larger than %d MB, which no list is", maxFile>>20)
	}
	if why := strangers(stat); why != "" {
		return errors.New(why)
	}
	return nil
}

// Save writes the list of a key in place of the one before, whole or not at
// all: a reader never sees half of it. The images must not change meanwhile.
func (f *Folder) Save(k Key, images []*ami.Image, read time.Time) error {
	return f.replace(k.file(), func(w io.Writer) error { return write(w, k.digest(), images, read) })
}

// replace writes a file beside the old one, makes sure that it is on disk, and
// puts it in its place.
func (f *Folder) replace(name string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(f.path, name+".*"+unfinished) // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	if err := errors.Join(write(file), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), filepath.Join(f.path, name))
}
