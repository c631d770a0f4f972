package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tami/model/explain"
	"tami/ui/cli"
)

func TestExplainInWords(t *testing.T) {
	for name, args := range map[string][]string{
		"explain-image.txt":   {"Image.BootMode"},
		"explain-device.txt":  {"ebsblockdevice.deleteontermination"},
		"explain-concept.txt": {"incremental", "snapshots"},
		"explain-lesson.txt":  {"Boot mode, UEFI and TPM"},
	} {
		t.Run(name, func(t *testing.T) {
			r := machine(t).run(append([]string{"explain"}, args...)...)
			r.want(t, cli.Done)
			golden(t, name, r.stdout)
		})
	}
}

// All entries there are, a line each, without opening an account.
func TestExplainListsAll(t *testing.T) {
	r := machine(t).run("explain")
	r.want(t, cli.Done)
	lines := strings.Split(r.stdout, "\n")
	kind, at := "", 0
	next := func(begins string) {
		t.Helper()
		for ; at < len(lines); at++ {
			if strings.HasPrefix(lines[at], begins) {
				at++
				return
			}
		}
		t.Fatalf("no line begins with %q after what comes before it", begins)
	}
	for _, p := range explain.Properties() {
		if p.Type != kind {
			kind = p.Type
			next(kind)
		}
		next("  " + p.Field + " ")
		if !strings.HasSuffix(lines[at-1], p.Line()) {
			t.Errorf("%s is in the list as %q", p.Name(), lines[at-1])
		}
	}
	next("Concepts")
	for _, c := range explain.Concepts() {
		next("  " + c.Name + " ")
	}
	next("Lessons")
	next("   1  What an AMI is made of ")
	next("  10  Versions and rollback ")
	if strings.TrimSpace(r.stdout) != r.stdout[:len(r.stdout)-1] || r.stderr != "" {
		t.Errorf("the list begins or ends with blank lines, or something was said: %q", r.stderr)
	}
}

// Whatever is explained fits a terminal of 80 columns; only commands are
// longer, since they are to be copied.
func TestExplainFitsTheTerminal(t *testing.T) {
	for _, p := range explain.Properties() {
		fits(t, p.Name())
	}
	for _, c := range explain.Concepts() {
		fits(t, c.Name)
	}
	for _, l := range explain.Lessons() {
		fits(t, l.Title)
	}
}

func fits(t *testing.T, name string) {
	t.Helper()
	r := machine(t).run("explain", name)
	r.want(t, cli.Done)
	for line := range strings.Lines(r.stdout) {
		if len(line) > 81 && !strings.HasPrefix(line, "  aws ec2 ") || strings.HasSuffix(line, " \n") {
			t.Errorf("%s: a line of %d columns, or with blanks at its end: %q", name, len(line)-1, line)
		}
	}
}

func TestExplainInJSON(t *testing.T) {
	type entry struct {
		Properties []struct {
			Name, Type, Field, Label, Means, Why, Change, Command string
			Fixed                                                 bool
			Values                                                []struct{ Value, Means string }
		}
		Concepts []struct {
			Name, Means string
			See         []string
		}
		Lessons []struct {
			Title string
			Steps []struct{ Do, See string }
		}
	}
	read := func(args ...string) entry {
		t.Helper()
		r := machine(t).run(append([]string{"explain", "-o", "json"}, args...)...)
		r.want(t, cli.Done)
		var e entry
		if err := json.Unmarshal([]byte(r.stdout), &e); err != nil || !strings.HasSuffix(r.stdout, "}\n") {
			t.Fatalf("%v: %s", err, r.stdout)
		}
		if strings.Contains(r.stdout, "null") && len(args) > 0 {
			t.Errorf("an empty list is null: %s", r.stdout)
		}
		return e
	}
	if all := read(); len(all.Properties) != len(explain.Properties()) || len(all.Concepts) != len(explain.Concepts()) || len(all.Lessons) != 10 {
		t.Errorf("%d properties, %d concepts, %d lessons", len(all.Properties), len(all.Concepts), len(all.Lessons))
	}
	one := read("bootmode")
	if len(one.Properties) != 1 || len(one.Lessons) != 0 {
		t.Fatalf("%+v", one)
	}
	p := one.Properties[0]
	if p.Name != "Image.BootMode" || p.Type != "Image" || p.Field != "BootMode" || !p.Fixed || len(p.Values) != 4 || p.Why == "" || !strings.HasPrefix(p.Command, "aws ec2 ") {
		t.Errorf("%+v", p)
	}
	if c := read("recycle bin"); len(c.Properties) != 0 || len(c.Concepts) != 1 || c.Concepts[0].Name != "Recycle Bin" || len(c.Concepts[0].See) == 0 {
		t.Errorf("%+v", c)
	}
}

func TestExplainRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		said []string
	}{
		"a slip":               {[]string{"Image.BotMode"}, []string{`under "Image.BotMode"`, "did you mean Image.BootMode", "tami explain lists all"}},
		"a slip in a concept":  {[]string{"recyle", "bin"}, []string{"did you mean Recycle Bin"}},
		"a field of two types": {[]string{"encrypted"}, []string{"EbsBlockDevice.Encrypted or Snapshot.Encrypted"}},
		"nothing of the kind":  {[]string{"zzzzzz"}, []string{`under "zzzzzz" (tami explain`}},
		"nothing at all":       {[]string{""}, []string{`under ""`}},
		"hidden words":         {[]string{"a\x1b[2J\u202eb"}, []string{`\x1b[2J\u202e`}},
		"a place":              {[]string{"Image.State", "--region", "us-east-1"}, []string{"tami explain takes no --region"}},
		"the demo":             {[]string{"--demo"}, []string{"tami explain takes no --demo"}},
		"an output it has not": {[]string{"-o", "csv"}, []string{`text or json, not "csv"`}},
		"a flag it has not":    {[]string{"--all"}, []string{"no flag --all", "tami explain --help"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := machine(t).run(append([]string{"explain"}, c.args...)...)
			r.want(t, cli.WrongUse, c.said...)
			if r.stdout != "" || strings.ContainsAny(r.stderr, "\x1b\u202e") {
				t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
			}
		})
	}
}

func TestExplainCompletes(t *testing.T) {
	r := machine(t).run("__complete", "explain", "")
	r.want(t, cli.Done)
	for _, name := range []string{"Image.BootMode\n", "Snapshot.StorageTier\n", "Recycle Bin\n"} {
		if !strings.Contains(r.stdout, name) {
			t.Errorf("%q is not offered: %s", name, r.stdout)
		}
	}
	if r = machine(t).run("__complete", "explain", "Image.State", ""); strings.Contains(r.stdout, "Image") {
		t.Errorf("after one name others are offered: %s", r.stdout)
	}
}
