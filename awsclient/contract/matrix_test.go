package contract

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
)

var update = flag.Bool("update", false, "write the tables of docs/reliability.md anew")

// faultKinds are the faults of the tables, in the order of their columns. Each
// is tried once and then for ever.
func faultKinds() []sim.Fault {
	return []sim.Fault{
		{Do: "throttle"}, {Do: "deny"}, {Do: "expired"}, {Do: "error", Code: "InternalError", Status: 500}, {Do: "delay", Ms: 5000},
		{Do: "hang"}, {Do: "reset"}, {Do: "malformed"}, {Do: "trickle"}, {Do: "after"},
	}
}

// outcomes is a table: what became of each kind of request under each fault,
// once and for ever.
type outcomes struct {
	mu    sync.Mutex
	cells map[string]map[string][2]string
}

// note fills half a cell. Kinds that are tried twice have to come out alike.
func (o *outcomes) note(t *testing.T, kind string, f sim.Fault, word string) {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.cells == nil {
		o.cells = map[string]map[string][2]string{}
	}
	if o.cells[kind] == nil {
		o.cells[kind] = map[string][2]string{}
	}
	cell := o.cells[kind][f.Do]
	half := min(1, max(0, 1-f.Times))
	if cell[half] != "" && cell[half] != word {
		word = cell[half] + " or " + word
	}
	cell[half] = word
	o.cells[kind][f.Do] = cell
}

// table writes the outcomes, kinds that come out alike in one row.
func (o *outcomes) table() string {
	rows := map[string][]string{}
	for kind, cells := range o.cells {
		var line []string
		for _, f := range faultKinds() {
			c := cells[f.Do]
			if c[0] == c[1] {
				line = append(line, c[0])
			} else {
				line = append(line, c[0]+"; "+c[1])
			}
		}
		key := strings.Join(line, " | ")
		rows[key] = append(rows[key], kind)
	}
	var lines []string
	for line, kinds := range rows {
		slices.Sort(kinds)
		lines = append(lines, "| "+strings.Join(kinds, ", ")+" | "+line+" |")
	}
	slices.Sort(lines)
	head, rule := "| |", "|---|"
	for _, f := range faultKinds() {
		head += " " + f.Do + " |"
		rule += "---|"
	}
	return head + "\n" + rule + "\n" + strings.Join(lines, "\n") + "\n"
}

// holds compares a table with the one that stands in docs/reliability.md, or
// writes it there.
func (o *outcomes) holds(t *testing.T, mark string) {
	t.Helper()
	if t.Failed() {
		return
	}
	const file = "../../docs/reliability.md"
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- "+mark+" -->\n", "<!-- end of "+mark+" -->"
	before, rest, ok := strings.Cut(string(doc), begin)
	was, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table %q", file, mark)
	}
	switch now := o.table(); {
	case was == now:
	case *update:
		if err := os.WriteFile(file, []byte(before+begin+now+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the table %q of docs/reliability.md is out of date; go test ./awsclient/contract -run %s -update writes it anew. It is\n%s", mark, t.Name(), now)
	}
}

// everyNeed is one need of each kind there is.
func everyNeed(t *testing.T, g Target) []ami.Need {
	t.Helper()
	at := ami.Where{Region: g.Region}
	group := "none"
	if list, ok := good(t, awsclient.New(g.Options), ami.Groups{Where: at})[0].Body.(ami.GroupList); ok && len(list.List) > 0 {
		group = list.List[0].Name.Raw()
	}
	needs := append(every(t, g), ami.NamedImage{Where: at, Name: "none"}, ami.Refreshes{Where: at, Group: group},
		ami.RootTask{Where: at, ID: "replacevol-0123456789abcdef0"}, ami.ParameterValue{Where: at, Name: "/none"}, ami.OwnSnapshots{Where: at},
		ami.InstanceDevices{Where: at, ID: "i-0123456789abcdef0"}, ami.ImageProgress{Where: at, ImageID: noImage},
		ami.Health{Where: at, InstanceIDs: "i-0123456789abcdef0"}, ami.LivePrices{Where: at}, ami.OneGroup{Where: at, Name: group},
		ami.Activities{Where: at, Group: group}, ami.TypePrices{Where: at, Operation: ami.LinuxHours, Type: "t3.micro"})
	return slices.DeleteFunc(needs, func(n ami.Need) bool { return n == ami.Profiles{} }) // which are files
}

// TestReadsUnderFaults breaks every request of every kind of need in every way,
// once and for ever. It ends in the answer or in a Problem that says what to
// do, in time, and what comes out stands in docs/reliability.md.
func TestReadsUnderFaults(t *testing.T) {
	var table outcomes
	bubble(t, "all", func(t *testing.T) {
		a := account(t)
		g := Target{Options: awsclient.Options{Transport: a.Transport()}, Region: "us-east-1", Account: true, Others: true, Uses: true, Pages: true}
		kinds := map[string]bool{}
		for _, n := range everyNeed(t, g) {
			kind := strings.TrimPrefix(fmt.Sprintf("%T", n), "ami.")
			kinds[kind] = true
			for _, f := range faultKinds() {
				for f.Times = range 2 { // for ever, and once
					if err := a.SetFaults([]sim.Fault{f}); err != nil {
						t.Fatal(err)
					}
					a.ForgetRequests()
					begin := time.Now()
					facts := Ask(t, awsclient.New(g.Options), n)[n]
					last := facts[len(facts)-1]
					if took := time.Since(begin); took > 3*time.Minute {
						t.Errorf("%s under %s ends after %v", kind, f.Do, took)
					}
					table.note(t, kind, f, readWords(t, kind, f, last))
				}
			}
		}
		if want := needKinds(t); len(kinds) < len(want)-2 { // all but files and the counting of blocks, which is asked for by hand
			t.Errorf("%d of %d kinds of needs are tried; there are %s", len(kinds), len(want), strings.Join(want, " "))
		}
	})
	table.holds(t, "reads")
}

// readWords is what became of a need, in words.
func readWords(t *testing.T, kind string, f sim.Fault, last ami.Fact) string {
	t.Helper()
	p := last.Problem
	switch {
	case p == nil && last.Body == nil:
		t.Errorf("%s under %s: neither an answer nor a problem", kind, f.Do)
	case p == nil:
		return "shown"
	case p.Title == "" || p.Hint == "":
		t.Errorf("%s under %s ends without a way out: %+v", kind, f.Do, p)
	case last.Body != nil:
		return "in part, *" + string(p.Kind) + "*"
	}
	return "*" + string(p.Kind) + "*"
}

// needKinds reads the kinds of needs off their source.
func needKinds(t *testing.T) []string {
	t.Helper()
	kinds := map[string]bool{}
	for _, src := range sourceTexts(t, "../../model/ami/*.go") {
		for _, m := range regexp.MustCompile(`(?m)^func \((?:\w+ )?(\w+)\)\s+isNeed\(\)`).FindAllStringSubmatch(src, -1) {
			kinds[m[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(kinds))
}

// changeWords is what became of a change, in words; sent is how often it was
// sent.
func changeWords(o op.Outcome, sent int) string {
	switch {
	case o.State == op.Done && o.Adopted:
		return "found done"
	case o.State == op.Done && sent > 1:
		return "done, sent again"
	case o.State == op.Done:
		return "done"
	case o.State == op.Doubtful:
		return "in doubt"
	}
	return "not done, *" + string(o.Problem.Kind) + "*"
}
