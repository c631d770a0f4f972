package keymap

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxConfig is the size of a configuration file beyond which it is something
// else.
const maxConfig = 64 << 10

// maxNesting is how many brackets may stand open: a configuration needs three,
// and the parser calls itself for each.
const maxNesting = 32

// reader reads the plain part of YAML that a configuration needs: maps, lists,
// texts, true and false. Anchors, aliases, tags and merges are refused, so that
// what a file says is what it shows.
type reader struct {
	file string
	src  []byte
}

// pair is a key of a map with its value.
type pair struct {
	name       string
	key, value ast.Node
}

// parse is the one document of the file; nil when there is none.
func (r reader) parse() (root ast.Node, err error) {
	if len(r.src) > maxConfig {
		return nil, fault(Position{File: r.file}, "the file has %d bytes; a configuration has at most %d", len(r.src), maxConfig)
	}
	if at, ok := r.invalid(); ok {
		return nil, fault(at, "this is not UTF-8 text")
	}
	if at, ok := r.deep(); ok {
		return nil, fault(at, "brackets are nested too deeply; a configuration needs two levels")
	}
	tree, err := parser.ParseBytes(r.src, 0)
	if err != nil {
		return nil, r.syntax(err)
	}
	for _, doc := range tree.Docs {
		switch {
		case doc.Body == nil:
		case root != nil:
			return nil, r.fault(doc.Body, "a second document begins here; a configuration is one")
		default:
			root = doc.Body
		}
	}
	return root, nil
}

// invalid is the first byte that is not UTF-8.
func (r reader) invalid() (Position, bool) {
	for i := 0; i < len(r.src); {
		c, size := utf8.DecodeRune(r.src[i:])
		if c == utf8.RuneError && size == 1 {
			return r.position(i), true
		}
		i += size
	}
	return Position{}, false
}

// deep is the first bracket beyond the nesting that is allowed. Brackets in
// texts are counted too: no key or name holds so many.
func (r reader) deep() (Position, bool) {
	open := 0
	for i, c := range r.src {
		switch c {
		case '[', '{':
			open++
		case ']', '}':
			open = max(0, open-1)
		}
		if open > maxNesting {
			return r.position(i), true
		}
	}
	return Position{}, false
}

// position is where a byte of the source stands.
func (r reader) position(i int) Position {
	before := string(r.src[:i])
	line := strings.LastIndexByte(before, '\n') + 1
	return Position{r.file, strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[line:]) + 1}
}

// syntax is what the parser says, on one line and with its place.
func (r reader) syntax(err error) error {
	var e yaml.Error
	if !errors.As(err, &e) {
		return fault(Position{File: r.file}, "this is not YAML: %v", err)
	}
	at := Position{File: r.file}
	hint := ""
	if t := e.GetToken(); t != nil && t.Position != nil {
		at.Line, at.Column = t.Position.Line, t.Position.Column
		if v := strings.TrimSpace(t.Origin); v != "" && strings.ContainsRune("*&!|>%@`?:-", rune(v[0])) {
			hint = fmt.Sprintf("; write the sign in quotes: '%c'", v[0])
		}
	}
	return fault(at, "this is not YAML: %s%s", e.GetMessage(), hint)
}

// oneLine is s on one line, without what is not printed.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

func (r reader) fault(n ast.Node, format string, args ...any) error {
	return fault(r.at(n), format, args...)
}

// at is where a node begins.
func (r reader) at(n ast.Node) Position {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return Position{r.file, t.Position.Line, t.Position.Column}
	}
	return Position{File: r.file}
}

// pairs are the entries of a map.
func (r reader) pairs(n ast.Node, what string) ([]pair, error) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		return nil, r.fault(n, "%s must be `name: value` lines, not %s", what, kind(n))
	}
	var pairs []pair
	for _, v := range m.Values {
		name, ok := scalar(v.Key)
		if !ok {
			return nil, r.fault(v.Key, "a name in %s must be plain text, not %s", what, kind(v.Key))
		}
		pairs = append(pairs, pair{name, v.Key, v.Value})
	}
	return pairs, nil
}

// items are the elements of a list; anything else is its own only element.
func items(n ast.Node) []ast.Node {
	if s, ok := n.(*ast.SequenceNode); ok {
		return s.Values
	}
	return []ast.Node{n}
}

// text is one text. A number is one, too: account IDs and keys look like it.
func (r reader) text(n ast.Node, what string) (string, error) {
	s, ok := scalar(n)
	if !ok {
		return "", r.fault(n, "%s must be a text, not %s", what, kind(n))
	}
	if strings.TrimSpace(s) == "" && s != " " {
		return "", r.fault(n, "%s must not be empty; leave the line out instead", what)
	}
	return s, nil
}

// texts is a list of texts, or one text for a list of one.
func (r reader) texts(n ast.Node, what string) ([]string, error) {
	var list []string
	for _, item := range items(n) {
		s, err := r.text(item, what)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

func (r reader) truth(n ast.Node, what string) (bool, error) {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		return false, r.fault(n, "%s takes true or false, not %s", what, kind(n))
	}
	return b.Value, nil
}

func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode:
		return n.Token.Value, true
	case *ast.FloatNode:
		return n.Token.Value, true
	}
	return "", false
}

// kind says what a value is, and how to write it when it was not meant so.
func kind(n ast.Node) string {
	switch n := n.(type) {
	case *ast.NullNode:
		if n.Token != nil && n.Token.Value == "~" {
			return "nothing; write '~' in quotes for the sign"
		}
		return "nothing; leave the line out, or write [] for none"
	case *ast.BoolNode:
		return fmt.Sprintf("%v; write it in quotes if it is a name", n.Value)
	case *ast.StringNode:
		return fmt.Sprintf("the text %q", n.Value)
	case *ast.IntegerNode, *ast.FloatNode:
		return "the number " + n.GetToken().Value
	case *ast.MappingNode:
		return "a map"
	case *ast.SequenceNode:
		return "a list"
	case *ast.LiteralNode:
		return fmt.Sprintf("a block of text; write the sign in quotes: %q", n.Start.Value)
	case *ast.AnchorNode, *ast.AliasNode:
		return "an anchor or alias; write it out, or put the sign in quotes"
	case *ast.TagNode:
		return "a tag; put the sign in quotes"
	case *ast.MergeKeyNode:
		return "a merge; write it out"
	}
	return "this kind of YAML; write plain names and texts"
}
