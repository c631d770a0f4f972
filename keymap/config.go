package keymap

import (
	"bytes"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"tami/model/op"
)

// Config is the user's configuration file, decoded. What a setting means, and
// whether a theme, a profile, a region or a source of that name exists, is
// judged where it is used; Has says where it stood.
type Config struct {
	Keys             []Override
	Theme            string
	Profiles         []string
	Regions          []string // or the one word "all"
	From             string   // whose images: mine, shared, … or an account ID
	ReadOnly         bool     // no profile may change anything
	ReadOnlyProfiles []string // or these may not
	Strict           bool     // every change is confirmed a step harder than usual
	StrictProfiles   []string // or those with these profiles are
	ASCII            bool
	LowBandwidth     bool // draw for a slow link
	NoColor          bool
	NoCache          bool // nothing of AWS's is kept on this machine for the next start

	at map[string]Position
}

// Has is where a setting stands in the file, and whether it is there at all:
// what a flag or the environment says goes before it, and a default after.
func (c Config) Has(setting string) (Position, bool) {
	at, ok := c.at[setting]
	return at, ok
}

// setting is one key of the file and what reads its value.
type setting struct {
	name string
	read func(*Config, reader, ast.Node) error
}

func settings() []setting {
	return []setting{
		{"theme", func(c *Config, r reader, n ast.Node) (err error) { c.Theme, err = r.text(n, "theme"); return err }},
		{"profiles", func(c *Config, r reader, n ast.Node) (err error) {
			c.Profiles, err = r.texts(n, "profiles")
			return err
		}},
		{"regions", func(c *Config, r reader, n ast.Node) (err error) { c.Regions, err = r.texts(n, "regions"); return err }},
		{"from", func(c *Config, r reader, n ast.Node) (err error) { c.From, err = r.text(n, "from"); return err }},
		{"read-only", readOnly},
		{"confirm", confirm},
		{"cache", cache},
		{"ascii", func(c *Config, r reader, n ast.Node) (err error) { c.ASCII, err = r.truth(n, "ascii"); return err }},
		{"low-bandwidth", func(c *Config, r reader, n ast.Node) (err error) {
			c.LowBandwidth, err = r.truth(n, "low-bandwidth")
			return err
		}},
		{"no-color", func(c *Config, r reader, n ast.Node) (err error) { c.NoColor, err = r.truth(n, "no-color"); return err }},
		{"keys", keys},
	}
}

// readOnly takes true, false, or the profiles that may change nothing.
func readOnly(c *Config, r reader, n ast.Node) (err error) {
	if _, ok := n.(*ast.SequenceNode); ok {
		c.ReadOnlyProfiles, err = r.texts(n, "read-only")
		return err
	}
	b, ok := n.(*ast.BoolNode)
	if !ok {
		return r.fault(n, "read-only takes true, false or a list of profiles such as [prod], not %s", kind(n))
	}
	c.ReadOnly = b.Value
	return nil
}

// cache takes on or off.
func cache(c *Config, r reader, n ast.Node) error {
	word, ok := scalar(n)
	if b, isBool := n.(*ast.BoolNode); isBool {
		word, ok = map[bool]string{true: "on", false: "off"}[b.Value], true
	}
	if !ok || word != "on" && word != "off" {
		return r.fault(n, "cache takes on or off, not %s", kind(n))
	}
	c.NoCache = word == "off"
	return nil
}

// confirm takes usual, strict, or the profiles with which it is strict.
func confirm(c *Config, r reader, n ast.Node) (err error) {
	if _, ok := n.(*ast.SequenceNode); ok {
		c.StrictProfiles, err = r.texts(n, "confirm")
		return err
	}
	word, err := r.text(n, "confirm")
	if err == nil && word != "usual" && word != "strict" {
		err = r.fault(n, "confirm takes usual, strict or a list of profiles such as [prod], not %q", word)
	}
	c.Strict = word == "strict"
	return err
}

// keys takes a map from the ID of a command to a key or a list of keys.
func keys(c *Config, r reader, n ast.Node) error {
	pairs, err := r.pairs(n, "keys")
	if err != nil {
		return err
	}
	for _, p := range pairs {
		o := Override{ID: op.ID(p.name), At: r.at(p.key)}
		for _, item := range items(p.value) {
			name, err := r.text(item, "a key of "+p.name)
			if err != nil {
				return err
			}
			o.Keys = append(o.Keys, Key{Name: name, At: r.at(item)})
		}
		c.Keys = append(c.Keys, o)
	}
	return nil
}

// ParseConfig decodes a configuration file, whose name is used in errors. It
// is strict: a setting that does not exist, or a value of the wrong kind, is
// an error that names the line, the column and the way out. An empty file is
// the empty configuration.
func ParseConfig(file string, src []byte) (Config, error) {
	r := reader{file: file, src: bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))}
	c := Config{at: map[string]Position{}}
	root, err := r.parse()
	if err != nil || root == nil {
		return c, err
	}
	pairs, err := r.pairs(root, "the configuration")
	if err != nil {
		return Config{}, err
	}
	all := settings()
	for _, p := range pairs {
		i := slices.IndexFunc(all, func(s setting) bool { return s.name == p.name })
		if i < 0 {
			return Config{}, r.unknown(p, all)
		}
		if err := all[i].read(&c, r, p.value); err != nil {
			return Config{}, err
		}
		c.at[p.name] = r.at(p.value)
	}
	return c, nil
}

func (r reader) unknown(p pair, all []setting) error {
	var names []string
	for _, s := range all {
		names = append(names, s.name)
	}
	if near, ok := nearest(strings.ReplaceAll(strings.ToLower(p.name), "_", "-"), names); ok {
		return r.fault(p.key, "unknown setting %q; did you mean %q?", p.name, near)
	}
	return r.fault(p.key, "unknown setting %q; the settings are %s", p.name, strings.Join(names, ", "))
}
