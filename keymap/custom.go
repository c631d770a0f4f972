package keymap

import (
	"fmt"
	"slices"
	"strings"

	"tami/model/op"
)

// Position is a place in a configuration file. Lines and columns are counted
// from 1; the zero Position is nowhere.
type Position struct {
	File         string
	Line, Column int
}

// String is "config.yaml:3:5".
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Fault is something wrong in a configuration file.
type Fault struct {
	At   Position
	Text string // one sentence: what is wrong, and the way out
}

// Error implements error.
func (f *Fault) Error() string {
	if at := f.At.String(); at != "" {
		return at + ": " + f.Text
	}
	return f.Text
}

// fault makes a Fault. What the file holds may be quoted in it: what a terminal
// would obey is taken out.
func fault(at Position, format string, args ...any) error {
	return &Fault{At: at, Text: oneLine(fmt.Sprintf(format, args...))}
}

// Override gives a command other keys than the table does, in every layer it
// is in. No keys at all leave it to the palette.
type Override struct {
	ID   op.ID
	At   Position // where the ID stands
	Keys []Key
}

// Key is the name of a key and where it stands.
type Key struct {
	Name string
	At   Position
}

// Customise returns the layers with the user's keys in place of their own. An
// unknown command, an unknown key and a key that two commands of one layer
// would share are refused, each with its place in the file; so is leaving no
// way to quit.
//
// Letters stay letters where text is typed: of a command that is in such a
// layer and in others, the layer takes only the keys that are not text, and
// keeps its own when there are none.
func Customise(layers []Layer, overrides []Override) ([]Layer, error) {
	for _, o := range overrides {
		if err := check(layers, o); err != nil {
			return nil, err
		}
	}
	custom := make([]Layer, len(layers))
	for i, l := range layers {
		l.Bindings = slices.Clone(l.Bindings)
		for j, b := range l.Bindings {
			if o, ok := overrideOf(overrides, b.ID); ok {
				l.Bindings[j].Keys = o.within(l, b.Keys)
			}
		}
		if err := clash(l, overrides); err != nil {
			return nil, err
		}
		custom[i] = l
	}
	return custom, nil
}

func overrideOf(overrides []Override, id op.ID) (Override, bool) {
	i := slices.IndexFunc(overrides, func(o Override) bool { return o.ID == id })
	if i < 0 {
		return Override{}, false
	}
	return overrides[i], true
}

// check looks at one override by itself.
func check(layers []Layer, o Override) error {
	boxes, others := 0, 0
	var ids []string
	for _, l := range layers {
		for _, b := range l.Bindings {
			ids = append(ids, string(b.ID))
			switch {
			case b.ID != o.ID:
			case l.Typing:
				boxes++
			default:
				others++
			}
		}
	}
	if boxes+others == 0 {
		if near, ok := nearest(string(o.ID), ids); ok {
			return fault(o.At, "unknown command %q; did you mean %q?", o.ID, near)
		}
		return fault(o.At, "unknown command %q; `tami keys` lists them", o.ID)
	}
	for i, k := range o.Keys {
		if err := CheckKey(k.Name); err != nil {
			return fault(k.At, "%v", err)
		}
		if others == 0 && typed(k.Name) {
			return fault(k.At, "key %q is text, or edits it, where %s is; choose one such as ctrl+x or f1", k.Name, o.ID)
		}
		if slices.ContainsFunc(o.Keys[:i], func(other Key) bool { return other.Name == k.Name }) {
			return fault(k.At, "key %q stands twice for %s", k.Name, o.ID)
		}
	}
	if o.ID == "app.quit" && len(o.Keys) == 0 {
		return fault(o.At, "app.quit needs a key, or tami could not be left from everywhere")
	}
	return nil
}

// within is the override's keys as far as a layer can take them.
func (o Override) within(l Layer, own []string) []string {
	var keys []string
	for _, k := range o.Keys {
		if !l.Typing || !typed(k.Name) {
			keys = append(keys, k.Name)
		}
	}
	if len(keys) == 0 && len(o.Keys) > 0 {
		return own
	}
	return keys
}

// clash finds a key that two commands of a layer share.
func clash(l Layer, overrides []Override) error {
	holder := map[string]op.ID{}
	for _, b := range l.Bindings {
		for _, k := range b.Keys {
			first, taken := holder[k]
			if !taken {
				holder[k] = b.ID
				continue
			}
			at, ours, theirs := blame(overrides, k, first, b.ID)
			return fault(at, "key %q would be both %s and %s (%s); give %s another key, or none with []",
				k, ours, theirs, strings.ToLower(l.Title), theirs)
		}
	}
	return nil
}

// blame is the place in the file where a key was given to one of two commands:
// the one the user wrote last, and the other.
func blame(overrides []Override, key string, a, b op.ID) (at Position, ours, theirs op.ID) {
	ours, theirs = b, a
	for _, o := range overrides {
		if o.ID != a && o.ID != b {
			continue
		}
		for _, k := range o.Keys {
			if k.Name == key && (at.Line == 0 || k.At.Line > at.Line || k.At.Line == at.Line && k.At.Column > at.Column) {
				at, ours, theirs = k.At, o.ID, a
				if o.ID == a {
					theirs = b
				}
			}
		}
	}
	return at, ours, theirs
}
