// Package main_test holds the house rules as tests: who may import whom, what
// may be called where, how things are named, documented and sized. A rule that
// no test enforces is a wish. Each rule reads syntax only, so that it works
// while the tree does not compile, and each has samples that must break it.
package main_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// place is a row of the plan: what the packages under a folder may import of
// ours and of others, and, for pure layers, which standard packages they may
// not. A more exact path wins; a trailing /... takes in folders below.
type place struct {
	pkg    string
	may    []string
	notStd []string
	why    string
}

func plan() []place {
	impure := []string{"os", "os/exec", "os/signal", "os/user", "net", "net/http", "syscall", "log", "log/slog", "math/rand", "math/rand/v2", "io/ioutil"}
	sdk := []string{"github.com/aws/aws-sdk-go-v2/...", "github.com/aws/smithy-go/..."}
	draw := []string{"charm.land/lipgloss/v2/...", "github.com/charmbracelet/x/ansi", "tami/themes", "tami/model/..."}
	tea := []string{"charm.land/bubbletea/v2", "charm.land/bubbles/v2/..."}
	return []place{
		{".", []string{"tami/...", "charm.land/...", "github.com/...", "golang.org/x/..."}, nil, "main wires everything, and is the only one to know both ui and awsclient"},
		{"model/text", nil, impure, "safe text is pure"},
		{"model/ami", []string{"tami/model/text"}, impure, "the things tami knows are pure"},
		{"model/money", []string{"tami/model/text", "tami/model/ami"}, impure, "money is reckoned, not asked for"},
		{"model/op", []string{"tami/model/text", "tami/model/ami", "tami/model/money"}, impure, "a change is data before it is done"},
		{"model/query", []string{"tami/model/text", "tami/model/ami", "github.com/sahilm/fuzzy"}, impure, "search is pure"},
		{"model/iam", nil, impure, "the table of rights is data"},
		{"model/...", []string{"tami/model/..."}, impure, "state is pure"},
		{"keymap", []string{"tami/model/op", "github.com/goccy/go-yaml/..."}, impure, "keys are data, whatever draws them"},
		{"themes", []string{"charm.land/lipgloss/v2", "github.com/charmbracelet/colorprofile"}, impure, "themes know colours only"},
		{"awsclient/sim/...", []string{"tami/awsclient/sim/..."}, nil, "the simulator knows the wire and nothing of ours, so that our misreadings cannot cancel out"},
		{"awsclient/...", slices.Concat(sdk, []string{"tami/model/...", "tami/awsclient/...", "golang.org/x/time/rate"}), nil, "the client knows AWS and the model, never the screen"},
		{"ui/kit", slices.Concat(draw, tea), impure, "parts draw, and take typing"},
		{"ui/screen", slices.Concat(draw, tea, []string{"tami/ui/kit", "tami/keymap", "github.com/sahilm/fuzzy"}), impure, "a screen has no words for doing I/O"},
		{"ui/term", slices.Concat(tea, []string{"tami/model/text", "tami/themes", "github.com/charmbracelet/x/...", "github.com/charmbracelet/colorprofile", "github.com/muesli/cancelreader", "golang.org/x/sys/..."}), nil, "the terminal layer knows the terminal and Bubble Tea, no AWS"},
		{"ui/term/early", nil, []string{"strings", "fmt", "errors", "syscall"}, "what runs before everything else imports os alone"},
		{"ui/picture", []string{"github.com/charmbracelet/x/vt", "github.com/charmbracelet/ultraviolet", "tami/ui/..."}, nil, "a picture is made of what the real program writes"},
		{"ui/e2e", []string{"tami/awsclient/moto", "tami/awsclient/sim"}, impure, "the built program is tried from outside"},
		{"ui/bench", []string{"tami/...", "github.com/..."}, nil, "benchmarks of the whole program are programs of their own"},
		{"ui/cli", []string{"tami/model/...", "tami/keymap", "tami/themes", "tami/ui/...", "github.com/spf13/cobra/..."}, nil, "subcommands are handed a backend, as the screen is"},
		{"ui", slices.Concat(tea, draw, []string{"tami/ui/...", "tami/keymap"}), impure, "the app knows a Backend, not AWS"},
	}
}

// ban is something that may be named only in certain files.
type ban struct {
	pkg, name string // an import path and what of it, * for all
	in        func(source) bool
	why       string
}

func bans() []ban {
	code := func(s source) bool { return !s.test }
	inside := func(s source) bool { return code(s) && !under(s.pkg, "ui/bench") }
	pure := func(s source) bool {
		measures := under(s.pkg, "ui/term", "ui/bench")
		return code(s) && under(s.pkg, "model", "keymap", "themes", "ui") && !measures
	}
	clock := "the time is passed in, so that tests can choose it"
	return []ban{
		{"time", "Now", pure, clock},
		{"time", "Since", pure, clock},
		{"time", "Until", pure, clock},
		{"time", "Sleep", func(s source) bool { return s.test }, "wait for a state, or use testing/synctest"},
		{"context", "Background", func(s source) bool { return inside(s) && s.path != "main.go" }, "one root context, in main, so that everything can be cancelled"},
		{"context", "TODO", func(source) bool { return true }, "pass the caller's context"},
		{"charm.land/lipgloss/v2", "Color", func(s source) bool { return code(s) && s.pkg != "themes" }, "colours have names, and themes has the names"},
		{"charm.land/lipgloss/v2", "HasDarkBackground", code, "it blocks for two seconds on a terminal that does not answer"},
		{"charm.land/bubbletea/v2", "Exec", code, "it can leave the screen frozen"},
		{"charm.land/bubbletea/v2", "ReadClipboard", code, "what others copied is none of our business"},
		{"charm.land/bubbletea/v2", "Cmd", func(s source) bool { return code(s) && under(s.pkg, "ui/screen", "ui/kit") }, "a screen asks for effects; only the app makes commands"},
		{"fmt", "Print", inside, "output goes to a writer that was passed in"},
		{"fmt", "Printf", inside, "output goes to a writer that was passed in"},
		{"fmt", "Println", inside, "output goes to a writer that was passed in"},
		{"github.com/creack/pty", "*", inside, "for tests and benchmarks only"},
		{"github.com/rogpeppe/go-internal", "*", code, "for tests only"},
		{"github.com/junegunn/fzf", "*", inside, "for benchmarks only"},
		{"github.com/charmbracelet/x/vt", "*", func(s source) bool { return inside(s) && s.pkg != "ui/picture" }, "for tests, benchmarks and pictures only"},
	}
}

// Where `go` statements may stand below model and ui: work that outlives an
// Update belongs to the task table, or to the terminal layer.
func mayStartGoroutine(s source) bool {
	return s.test || !under(s.pkg, "model", "ui", "keymap", "themes") ||
		s.path == "ui/tasks.go" || under(s.pkg, "ui/term", "ui/bench", "ui/picture", "model/query")
}

// sums are the closed sets: every type with the marker method, declared in
// one package, must have its case in a type switch of the other.
func sums() []struct{ marker, in, coveredBy string } {
	return []struct{ marker, in, coveredBy string }{
		{"isNeed", "model/ami", "awsclient"},
		{"isBody", "model/ami", "model"},
		{"isCall", "model/op", "awsclient"},
		{"isEffect", "ui/screen", "ui"},
	}
}

// forbiddenWords say nothing about the thing they name.
const forbiddenWords = "manager helper helpers util utils common base misc service services data info impl"

// awsNames are AWS's own names that are one of those words; awsPhrases hold such
// a word, and may be part of a longer name.
const (
	awsNames   = "Service service services"
	awsPhrases = "UserData TemplateData templateData DataEncryptionKey DataKey InstanceTypeInfo InstanceInfo EbsInfo GpuInfo EbsOptimizedInfo InstanceStorageInfo DiskInfo MemoryInfo NetworkInfo NitroTpmInfo PlacementGroupInfo ProcessorInfo VCPUInfo DataType " +
		"ServiceName ServiceLinkedRole OwningService InService BaseCapacity"
)

// The hard limit of a file's length. The others are for comparison only:
// good code is never split to meet a number.
const (
	hardFileLines  = 600
	softFileLines  = 400
	softFuncLines  = 60
	softBranches   = 12
	softFields     = 16
	softInterfaces = 5
)

// topLevel is everything that may stand in the root folder.
const topLevel = "main.go arch_test.go go.mod go.sum ui model awsclient keymap themes docs .ci .git .gitignore " +
	".golangci.yml .goreleaser.yaml README.md LICENSE CHANGELOG.md CONTRIBUTING.md Makefile"

// source is one parsed file.
type source struct {
	path, pkg string // slash-separated, from the root; "." is the root package
	test      bool
	lines     int
	fset      *token.FileSet
	file      *ast.File
}

func (s source) at(p token.Pos) string {
	return fmt.Sprintf("%s:%d", s.path, s.fset.Position(p).Line)
}

// rule finds what breaks it.
type rule struct {
	name  string
	check func([]source) []string
}

func rules() []rule {
	return []rule{
		{"imports", imports},
		{"bans", banned},
		{"goroutines", goroutines},
		{"inits", inits},
		{"variables", variables},
		{"words", words},
		{"package docs", packageDocs},
		{"export docs", exportDocs},
		{"sums", sumsCovered},
		{"size", size},
	}
}

func TestArchRules(t *testing.T) {
	tree := load(t)
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			for _, finding := range r.check(tree) {
				t.Error(finding)
			}
		})
	}
}

// TestArchTopLevel holds the root folder to its list; what git ignores may
// lie there.
func TestArchTopLevel(t *testing.T) {
	ignored, err := os.ReadFile(".gitignore")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		known := slices.Contains(strings.Fields(topLevel), e.Name())
		for pattern := range strings.Lines(string(ignored)) {
			ok, _ := path.Match(strings.Trim(pattern, "/\n"), e.Name())
			known = known || ok
		}
		if !known {
			t.Errorf("%s: the top level is closed; it belongs in a folder", e.Name())
		}
	}
}

// TestArchDependencies wants a reason for every module that is asked for.
func TestArchDependencies(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("docs/decisions/*dependencies.md")
	if err != nil || len(files) != 1 {
		t.Fatalf("one page of docs/decisions lists the dependencies; found %v %v", files, err)
	}
	reasons, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	direct := directModules(string(mod))
	if len(direct) == 0 {
		t.Fatal("no module read from go.mod")
	}
	for _, m := range direct {
		if !strings.Contains(string(reasons), "`"+m+"`") {
			t.Errorf("go.mod asks for %s and %s does not say why", m, files[0])
		}
	}
}

// TestArchLinks follows the links between our own pages.
func TestArchLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir("docs", func(p string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(p, ".md") {
			pages = append(pages, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	followed := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			followed++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			}
		}
	}
	if followed == 0 {
		t.Error("no link found in any page")
	}
}

func directModules(mod string) []string {
	var direct []string
	for line := range strings.Lines(mod) {
		f := strings.Fields(line)
		if len(f) >= 2 && strings.HasPrefix(f[1], "v") && strings.Contains(f[0], ".") && !strings.Contains(line, "// indirect") {
			direct = append(direct, f[0])
		}
	}
	return direct
}

// TestArchReport compares the tree with the sizes we aim for. It never fails:
// read it when something starts to feel heavy.
func TestArchReport(t *testing.T) {
	var code, tests int
	var heavy []string
	for _, s := range load(t) {
		if s.test {
			tests += s.lines
			continue
		}
		code += s.lines
		if s.lines > softFileLines {
			heavy = append(heavy, fmt.Sprintf("%s: %d lines", s.path, s.lines))
		}
		heavy = append(heavy, heavyDecls(s)...)
	}
	slices.Sort(heavy)
	t.Logf("%d lines of code, %d of tests (%.2f)", code, tests, float64(tests)/float64(max(code, 1)))
	t.Logf("beyond %d lines a file, %d lines or %d branches a function, %d fields, %d methods: %d\n%s",
		softFileLines, softFuncLines, softBranches, softFields, softInterfaces, len(heavy), strings.Join(heavy, "\n"))
}

func heavyDecls(s source) []string {
	var heavy []string
	say := func(n ast.Node, name string, count, limit int, what string) {
		if count > limit {
			heavy = append(heavy, fmt.Sprintf("%s: %s has %d %s", s.at(n.Pos()), name, count, what))
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			long := s.fset.Position(n.End()).Line - s.fset.Position(n.Pos()).Line + 1
			say(n, n.Name.Name, long, softFuncLines, "lines")
			say(n, n.Name.Name, branches(n), softBranches, "branches")
		case *ast.TypeSpec:
			if st, ok := n.Type.(*ast.StructType); ok && s.pkg != "awsclient/sim" { // there, AWS counts the fields
				say(n, n.Name.Name, st.Fields.NumFields(), softFields, "fields")
			}
			if it, ok := n.Type.(*ast.InterfaceType); ok {
				say(n, n.Name.Name, it.Methods.NumFields(), softInterfaces, "methods")
			}
		}
		return true
	})
	return heavy
}

// branches counts the ways through a function, as McCabe did.
func branches(f *ast.FuncDecl) int {
	n := 1
	ast.Inspect(f, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.CommClause:
			n++
		case *ast.CaseClause:
			if node.List != nil {
				n++
			}
		case *ast.BinaryExpr:
			if node.Op == token.LAND || node.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}

// TestArchCanFail shows each rule a file that breaks it, so that a rule which
// has gone blind is seen.
func TestArchCanFail(t *testing.T) {
	samples := []struct{ rule, path, text string }{
		{"imports", "ui/images.go", `package ui; import _ "tami/awsclient"`},
		{"imports", "ui/screen/images.go", `package screen; import _ "tami/ui"`},
		{"imports", "model/state.go", `package model; import _ "os"`},
		{"imports", "model/ami/image.go", `package ami; import _ "tami/model/op"`},
		{"imports", "awsclient/sim/wire.go", `package sim; import _ "tami/model/ami"`},
		{"imports", "keymap/default.go", `package keymap; import _ "charm.land/bubbles/v2/key"`},
		{"imports", "somewhere/new.go", `package somewhere`},
		{"bans", "ui/clock.go", `package ui; import "time"; func f() { _ = time.Now() }`},
		{"bans", "model/clock.go", `package model; import std "time"; func f(t std.Time) { _ = std.Since(t) }`},
		{"bans", "awsclient/client.go", `package awsclient; import "context"; func f() { _ = context.Background() }`},
		{"bans", "ui/kit/box.go", `package kit; import "charm.land/lipgloss/v2"; func f() { _ = lipgloss.Color("1") }`},
		{"bans", "ui/app.go", `package ui; import tea "charm.land/bubbletea/v2"; func f() { _ = tea.Exec }`},
		{"bans", "ui/screen/image.go", `package screen; import tea "charm.land/bubbletea/v2"; func f() tea.Cmd { return nil }`},
		{"bans", "ui/app_test.go", `package ui; import "time"; func f() { time.Sleep(1) }`},
		{"bans", "ui/app.go", `package ui; import _ "github.com/creack/pty"`},
		{"goroutines", "ui/app.go", `package ui; func f() { go f() }`},
		{"inits", "themes/builtin.go", `package themes; func init() {}`},
		{"variables", "themes/builtin.go", `package themes; var all = map[string]int{}`},
		{"variables", "awsclient/client.go", `package awsclient; var shared *int`},
		{"words", "ui/screen_utils.go", `package ui`},
		{"words", "ui/app.go", `package ui; type ImageManager struct{}`},
		{"words", "ui/app.go", `package ui; type row struct{ baseRow int }`},
		{"words", "ui/app.go", `package ui; func getImage() {}`},
		{"package docs", "ui/app.go", `package ui`},
		{"export docs", "ui/app.go", "// Package ui draws.\npackage ui\nfunc Draw() {}"},
		{"export docs", "ui/app.go", "// Package ui draws.\npackage ui\n// App draws.\ntype App struct{}\nfunc (a *App) Draw() {}"},
		{"size", "ui/app.go", "package ui" + strings.Repeat("\n", hardFileLines+2)},
	}
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			shown := 0
			for _, sample := range samples {
				if sample.rule == r.name {
					shown++
					wantFindings(t, r, 1, sample.path, sample.text)
				}
			}
			if shown == 0 && r.name != "sums" {
				t.Error("no sample breaks this rule")
			}
		})
	}
}

// TestArchSumsCanFail needs files of two packages to break the rule.
func TestArchSumsCanFail(t *testing.T) {
	needs := `package ami; type Images struct{}; type Usage struct{}; func (Images) isNeed() {}; func (Usage) isNeed() {}`
	fetch := `package awsclient; import "tami/model/ami"; func f(n ami.Need) { switch n.(type) { case %s: } }`
	sum := rule{"sums", sumsCovered}
	wantFindings(t, sum, 1, "model/ami/need.go", needs, "awsclient/fetch.go", fmt.Sprintf(fetch, "ami.Images"))
	wantFindings(t, sum, 0, "model/ami/need.go", needs, "awsclient/fetch.go", fmt.Sprintf(fetch, "ami.Images, ami.Usage"))
	wantFindings(t, sum, 0, "model/ami/need.go", needs)
}

// TestArchAllows shows the rules what they must let through.
func TestArchAllows(t *testing.T) {
	for _, sample := range []struct{ path, text string }{
		{"ui/term/output.go", "// Package term is.\npackage term\nimport (\"time\"\ntea \"charm.land/bubbletea/v2\")\nfunc f() { go f(); _ = time.Now(); _ = tea.Quit }"},
		{"awsclient/fetch.go", "// Package awsclient asks.\npackage awsclient\nimport (\"errors\"\n_ \"tami/model/ami\")\nvar errGone = errors.New(\"gone\")\nfunc GetParameter() {}"},
		{"model/query/parse_test.go", "package query\nimport \"os\"\nvar update = os.Getenv(\"UPDATE\")"},
		{"themes/palette.go", "// Package themes colours.\npackage themes\nimport \"charm.land/lipgloss/v2\"\nfunc database() { _ = lipgloss.Color(\"1\") }"},
	} {
		for _, r := range rules() {
			if r.name != "export docs" {
				wantFindings(t, r, 0, sample.path, sample.text)
			}
		}
	}
}

// wantFindings parses pairs of path and text and runs one rule on them.
func wantFindings(t *testing.T, r rule, want int, pathsAndTexts ...string) {
	t.Helper()
	var tree []source
	for i := 0; i < len(pathsAndTexts); i += 2 {
		s, err := parse(pathsAndTexts[i], pathsAndTexts[i+1])
		if err != nil {
			t.Fatal(err)
		}
		tree = append(tree, s)
	}
	if got := r.check(tree); len(got) != want {
		t.Errorf("%s on %s: %d findings %q, want %d", r.name, pathsAndTexts[0], len(got), got, want)
	}
}

func imports(tree []source) []string {
	var bad []string
	rows := plan()
	for _, s := range tree {
		if s.test {
			continue // a test may reach for whatever shows what it promises
		}
		row, ok := rowOf(rows, s.pkg)
		if !ok {
			bad = append(bad, fmt.Sprintf("%s: package %s has no row in the plan of arch_test.go", s.path, s.pkg))
			continue
		}
		for _, spec := range s.file.Imports {
			imp := importPath(spec)
			first, _, _ := strings.Cut(imp, "/")
			std := first != "tami" && !strings.Contains(first, ".")
			allowed := slices.ContainsFunc(row.may, func(p string) bool { return matches(p, imp) })
			if std && slices.Contains(row.notStd, imp) || !std && !allowed {
				bad = append(bad, fmt.Sprintf("%s: %s may not import %s: %s", s.at(spec.Pos()), s.pkg, imp, row.why))
			}
		}
	}
	return bad
}

// rowOf finds the most exact row for a package.
func rowOf(rows []place, pkg string) (place, bool) {
	var best place
	found := false
	for _, r := range rows {
		if matches(r.pkg, pkg) && (!found || len(r.pkg) > len(best.pkg)) {
			best, found = r, true
		}
	}
	return best, found
}

func matches(pattern, p string) bool {
	if folder, ok := strings.CutSuffix(pattern, "/..."); ok {
		return under(p, folder)
	}
	return pattern == p
}

func under(p string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(f string) bool {
		return p == f || strings.HasPrefix(p, f+"/")
	})
}

func banned(tree []source) []string {
	var bad []string
	for _, s := range tree {
		for _, b := range bans() {
			if !b.in(s) {
				continue
			}
			for _, spec := range s.file.Imports {
				if b.name == "*" && under(importPath(spec), b.pkg) {
					bad = append(bad, fmt.Sprintf("%s: %s: %s", s.at(spec.Pos()), b.pkg, b.why))
				}
			}
			local := localName(s.file, b.pkg)
			ast.Inspect(s.file, func(n ast.Node) bool {
				if x, ok := n.(*ast.SelectorExpr); ok && x.Sel.Name == b.name && isIdent(x.X, local) {
					bad = append(bad, fmt.Sprintf("%s: %s.%s: %s", s.at(x.Pos()), path.Base(b.pkg), b.name, b.why))
				}
				return true
			})
		}
	}
	return bad
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && name != "" && id.Name == name
}

// localName is what a file calls an imported package, "" when it does not
// import it.
func localName(f *ast.File, pkg string) string {
	for _, spec := range f.Imports {
		if importPath(spec) != pkg {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		name := path.Base(pkg)
		if regexp.MustCompile(`^v\d+$`).MatchString(name) {
			name = path.Base(path.Dir(pkg))
		}
		// Bubble Tea is the one module here whose package is not named as its path.
		return cmp.Or(map[string]string{"bubbletea": "tea"}[name], name)
	}
	return ""
}

func importPath(spec *ast.ImportSpec) string {
	p, _ := strconv.Unquote(spec.Path.Value)
	return p
}

func goroutines(tree []source) []string {
	var bad []string
	for _, s := range tree {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if g, ok := n.(*ast.GoStmt); ok && !mayStartGoroutine(s) {
				bad = append(bad, fmt.Sprintf("%s: a goroutine may not start here", s.at(g.Pos())))
			}
			return true
		})
	}
	return bad
}

func inits(tree []source) []string {
	var bad []string
	for _, s := range tree {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				bad = append(bad, fmt.Sprintf("%s: init runs behind the reader's back; call a function", s.at(f.Pos())))
			}
		}
	}
	return bad
}

// variables finds package variables that something could change. Errors to
// compare with, compiled patterns and embedded files are constants in spirit.
func variables(tree []source) []string {
	var bad []string
	for _, s := range tree {
		for _, d := range s.file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR || s.test {
				continue
			}
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				if !constantInSpirit(s, g, v) {
					bad = append(bad, fmt.Sprintf("%s: package variable %s; make it a function or a field", s.at(v.Pos()), v.Names[0].Name))
				}
			}
		}
	}
	return bad
}

func constantInSpirit(s source, g *ast.GenDecl, v *ast.ValueSpec) bool {
	name := v.Names[0].Name
	if name == "_" || s.pkg == "." && name == "version" { // set by the linker
		return true
	}
	for _, doc := range []*ast.CommentGroup{g.Doc, v.Doc} {
		if doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed") }) {
			return true
		}
	}
	if len(v.Values) != 1 {
		return false
	}
	call, ok := v.Values[0].(*ast.CallExpr)
	if !ok {
		return false
	}
	x, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, _ := x.X.(*ast.Ident)
	made := ""
	if pkg != nil {
		made = pkg.Name + "." + x.Sel.Name
	}
	return slices.Contains([]string{"errors.New", "fmt.Errorf", "regexp.MustCompile", "strings.NewReplacer"}, made)
}

func words(tree []source) []string {
	var bad []string
	for _, s := range tree {
		if w := forbiddenIn(strings.TrimSuffix(path.Base(s.path), ".go")); w != "" {
			bad = append(bad, fmt.Sprintf("%s: the file name holds %q, which says nothing", s.path, w))
		}
		for _, id := range declared(s.file, !under(s.pkg, "awsclient/sim")) {
			if w := forbiddenIn(id.Name); w != "" {
				bad = append(bad, fmt.Sprintf("%s: %s holds %q, which says nothing", s.at(id.Pos()), id.Name, w))
			}
			if getter(id.Name) && !under(s.pkg, "awsclient") { // there, AWS's operations are named so
				bad = append(bad, fmt.Sprintf("%s: %s: leave out Get", s.at(id.Pos()), id.Name))
			}
		}
	}
	return bad
}

// forbiddenIn returns the word of a name that says nothing, "" for none.
func forbiddenIn(name string) string {
	if slices.Contains(strings.Fields(awsNames), name) {
		return ""
	}
	for phrase := range strings.FieldsSeq(awsPhrases) {
		name = strings.ReplaceAll(name, phrase, "_")
	}
	for _, w := range split(name) {
		if slices.Contains(strings.Fields(forbiddenWords), strings.ToLower(w)) {
			return w
		}
	}
	return ""
}

// getter tells a name that begins with the word Get.
func getter(name string) bool {
	w := split(name)
	return len(w) > 1 && strings.EqualFold(w[0], "get")
}

// split cuts a Go name into its words: describeImagesHTTPPage is describe,
// Images, HTTP and Page.
func split(name string) []string {
	var found []string
	runes := []rune(name)
	begin := 0
	for i, r := range runes {
		after := i + 1
		lowerBefore := i > 0 && !unicode.IsUpper(runes[i-1])
		lowerAfter := after < len(runes) && unicode.IsLower(runes[after])
		if r == '_' || i > begin && unicode.IsUpper(r) && (lowerBefore || lowerAfter) {
			found = append(found, strings.Trim(string(runes[begin:i]), "_"))
			begin = i
		}
	}
	return append(found, strings.Trim(string(runes[begin:]), "_"))
}

// declared lists the names that a file gives to things that others see: types,
// functions, methods, constants, package variables and, if asked for, fields.
// Fields of the simulator are AWS's own words for what goes over the wire.
func declared(f *ast.File, fields bool) []*ast.Ident {
	var ids []*ast.Ident
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			ids = append(ids, fn.Name)
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				ids = append(ids, n.Name)
			case *ast.ValueSpec:
				ids = append(ids, n.Names...)
			case *ast.Field:
				if fields {
					ids = append(ids, n.Names...)
				}
			case *ast.FuncLit:
				return false
			}
			return true
		})
	}
	return ids
}

func packageDocs(tree []source) []string {
	docs := map[string][]string{}
	for _, s := range tree {
		if s.test {
			continue
		}
		if _, seen := docs[s.pkg]; !seen {
			docs[s.pkg] = nil
		}
		if s.file.Doc != nil {
			docs[s.pkg] = append(docs[s.pkg], s.path)
		}
	}
	var bad []string
	for pkg, files := range docs {
		if len(files) != 1 {
			bad = append(bad, fmt.Sprintf("package %s wants one doc comment, has %d: %v", pkg, len(files), files))
		}
	}
	slices.Sort(bad)
	return bad
}

// wellKnown are methods whose meaning the standard library has written down.
const wellKnown = "String Error Unwrap Is As Len Less Swap Read Write Close MarshalJSON UnmarshalJSON MarshalText UnmarshalText ServeHTTP"

func exportDocs(tree []source) []string {
	var bad []string
	for _, s := range tree {
		if s.test || s.file.Name.Name == "main" {
			continue
		}
		missing := func(id *ast.Ident, docs ...*ast.CommentGroup) {
			if id.IsExported() && !slices.ContainsFunc(docs, func(c *ast.CommentGroup) bool { return c != nil }) {
				bad = append(bad, fmt.Sprintf("%s: %s is exported and has no doc comment", s.at(id.Pos()), id.Name))
			}
		}
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil || ast.IsExported(receiver(d)) && !slices.Contains(strings.Fields(wellKnown), d.Name.Name) {
					missing(d.Name, d.Doc)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						missing(spec.Name, d.Doc, spec.Doc)
					case *ast.ValueSpec:
						missing(spec.Names[0], d.Doc, spec.Doc, spec.Comment)
					}
				}
			}
		}
	}
	return bad
}

func receiver(f *ast.FuncDecl) string {
	t := f.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// sumsCovered wants a case for every member of a closed set, once the package
// that must know them all has a switch over the set.
func sumsCovered(tree []source) []string {
	var bad []string
	for _, sum := range sums() {
		cases := map[string]bool{}
		for _, s := range tree {
			if s.pkg == sum.coveredBy && !s.test {
				typeCases(s.file, localName(s.file, "tami/"+sum.in), cases)
			}
		}
		members := map[string]string{}
		for _, s := range tree {
			if s.pkg != sum.in || s.test {
				continue
			}
			for _, d := range s.file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == sum.marker {
					members[receiver(f)] = s.at(f.Pos())
				}
			}
		}
		covered := 0
		for m := range members {
			if cases[m] {
				covered++
			}
		}
		for m, at := range members {
			if covered > 0 && !cases[m] {
				bad = append(bad, fmt.Sprintf("%s: %s (%s) has no case in a type switch of %s", at, m, sum.marker, sum.coveredBy))
			}
		}
	}
	slices.Sort(bad)
	return bad
}

// typeCases adds the types of pkg that stand in a case of a type switch.
func typeCases(f *ast.File, pkg string, into map[string]bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		sw, ok := n.(*ast.TypeSwitchStmt)
		if !ok {
			return true
		}
		for _, clause := range sw.Body.List {
			for _, e := range clause.(*ast.CaseClause).List {
				if star, ok := e.(*ast.StarExpr); ok {
					e = star.X
				}
				if x, ok := e.(*ast.SelectorExpr); ok && isIdent(x.X, pkg) {
					into[x.Sel.Name] = true
				}
			}
		}
		return true
	})
}

func size(tree []source) []string {
	var bad []string
	for _, s := range tree {
		if !s.test && s.lines > hardFileLines {
			bad = append(bad, fmt.Sprintf("%s: %d lines, more than %d: it holds more than one idea", s.path, s.lines, hardFileLines))
		}
	}
	return bad
}

// load parses every Go file of the tree.
func load(t *testing.T) []source {
	t.Helper()
	var tree []source
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && p != "." && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || slices.Contains([]string{"testdata", "vendor", "out", "dist"}, name)) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		s, err := parse(filepath.ToSlash(p), string(text))
		tree = append(tree, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(tree) == 0 {
		t.Fatal("no Go file found")
	}
	return tree
}

func parse(p, text string) (source, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, p, text, parser.ParseComments|parser.SkipObjectResolution)
	return source{
		path:  p,
		pkg:   path.Dir(p),
		test:  strings.HasSuffix(p, "_test.go"),
		lines: strings.Count(text, "\n"),
		fset:  fset,
		file:  file,
	}, err
}
