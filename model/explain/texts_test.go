package explain_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tami/model/explain"
)

// longest is how many characters a text may have: more is not read in a pane
// below a list.
const longest = 400

// written is a text and where it stands.
type written struct{ at, text string }

// texts are all texts of the package.
func texts() []written {
	var all []written
	add := func(at string, list ...string) {
		for i, text := range list {
			all = append(all, written{fmt.Sprintf("%s, text %d", at, i+1), text})
		}
	}
	for _, p := range explain.Properties() {
		add(p.Name(), p.Means, p.Why, p.Change)
		for _, v := range p.Values {
			add(fmt.Sprintf("%s = %q", p.Name(), v.Value), v.Means)
		}
		if p.Any != "" {
			add(p.Name()+" otherwise", p.Any)
		}
	}
	for _, c := range explain.Concepts() {
		add("concept "+c.Name, c.Means, c.Why)
	}
	for _, l := range explain.Lessons() {
		add("lesson "+l.Title, l.Goal, l.Learned)
		for i, s := range l.Steps {
			add(fmt.Sprintf("lesson %s, step %d", l.Title, i+1), s.Do, s.See)
		}
	}
	return all
}

func TestEveryTextIsASentence(t *testing.T) {
	capital := regexp.MustCompile(`\b(Register|Modify|Copy|Create|Get|Disable|Enable|Restore|Run|Describe|Delete)-[a-z]`)
	for _, w := range texts() {
		first, _ := utf8.DecodeRuneInString(w.text)
		switch {
		case w.text == "":
			t.Errorf("%s is empty", w.at)
		case utf8.RuneCountInString(w.text) > longest:
			t.Errorf("%s has %d characters: %s", w.at, utf8.RuneCountInString(w.text), w.text)
		case !unicode.IsUpper(first):
			t.Errorf("%s does not begin with a capital: %s", w.at, w.text)
		case !strings.HasSuffix(w.text, "."):
			t.Errorf("%s does not end with a full stop: %s", w.at, w.text)
		case strings.ContainsAny(w.text, "!\n\t") || strings.Contains(w.text, "  "):
			t.Errorf("%s has an exclamation mark, or blanks of the wrong kind: %s", w.at, w.text)
		case capital.MatchString(w.text):
			t.Errorf("%s has a command with a capital, which nobody could type: %s", w.at, w.text)
		}
	}
}

func TestNoTextIsWrittenTwice(t *testing.T) {
	seen := map[string]string{}
	for _, w := range texts() {
		if at, again := seen[w.text]; again && !strings.HasPrefix(w.at, "lesson ") {
			t.Errorf("%s says the same as %s: %s", w.at, at, w.text)
		}
		seen[w.text] = w.at
	}
}

// A line is what stands beside a name in a list.
func TestTheFirstSentenceFitsALine(t *testing.T) {
	check := func(name, line, all string) {
		if n := utf8.RuneCountInString(line); n > 110 || !strings.HasSuffix(line, ".") || !strings.HasPrefix(all, line) {
			t.Errorf("%s: %d characters: %s", name, n, line)
		}
	}
	for _, p := range explain.Properties() {
		check(p.Name(), p.Line(), p.Means)
	}
}

func TestConceptsAreEnoughAndLeadOn(t *testing.T) {
	concepts := explain.Concepts()
	if len(concepts) < 35 {
		t.Errorf("%d concepts", len(concepts))
	}
	for _, c := range concepts {
		if len(c.See) == 0 || c.Line() == "" {
			t.Errorf("%s leads nowhere", c.Name)
		}
		for _, name := range c.See {
			_, _, property := explain.Find(name)
			_, _, concept := explain.FindConcept(name)
			if strings.Contains(name, ".") != property || !property && !concept || name == c.Name {
				t.Errorf("%s leads to %q, which is not there", c.Name, name)
			}
		}
	}
}

// Whatever a lesson names as an entry to read must be one, and a search that
// it asks to type must be the one that is checked against the demo account.
func TestLessonsNameWhatIsThere(t *testing.T) {
	command := regexp.MustCompile(`tami explain ('[^']+'|[\w.]+)`)
	lessons := explain.Lessons()
	if len(lessons) != 10 {
		t.Errorf("%d lessons", len(lessons))
	}
	for _, l := range lessons {
		read := 0
		for i, s := range l.Steps {
			for _, m := range command.FindAllStringSubmatch(s.Do, -1) {
				name := strings.Trim(strings.TrimSuffix(m[1], "."), "'")
				_, _, property := explain.Find(name)
				_, _, concept := explain.FindConcept(name)
				if !property && !concept {
					t.Errorf("%s, step %d: nothing is explained under %q", l.Title, i+1, name)
				}
				read++
			}
			if s.Query != "" && !strings.Contains(s.Do, "type "+s.Query) {
				t.Errorf("%s, step %d: %q is not what it says to type: %s", l.Title, i+1, s.Query, s.Do)
			}
			if strings.Contains(s.Do, " type ") && s.Query == "" && !strings.Contains(s.Do, "In Raw") {
				t.Errorf("%s, step %d: nothing checks what is typed: %s", l.Title, i+1, s.Do)
			}
			for _, shown := range s.Shows {
				if _, _, found := explain.Find(shown.Property); !found {
					t.Errorf("%s, step %d: there is no %s", l.Title, i+1, shown.Property)
				}
			}
		}
		if read == 0 {
			t.Errorf("%s leads to no entry", l.Title)
		}
		if l.Steps[0].Do == "" || !strings.Contains(l.Steps[0].Do, "tami --demo") {
			t.Errorf("%s does not say where it begins: %s", l.Title, l.Steps[0].Do)
		}
	}
}

// A name is AWS's type and field, a label begins with a capital and is no
// sentence, and no value has two meanings.
func TestNamesAreWholeAndUnlike(t *testing.T) {
	name := regexp.MustCompile(`^[A-Z]\w+\.[A-Z]\w+$`)
	seen := map[string]bool{}
	for _, p := range explain.Properties() {
		if !name.MatchString(p.Name()) || seen[strings.ToLower(p.Name())] {
			t.Errorf("%q is no name, or there twice", p.Name())
		}
		seen[strings.ToLower(p.Name())] = true
		if first, _ := utf8.DecodeRuneInString(p.Label); !unicode.IsUpper(first) || strings.HasSuffix(p.Label, ".") {
			t.Errorf("%s has the label %q", p.Name(), p.Label)
		}
		var values []string
		for _, v := range p.Values {
			values = append(values, strings.ToLower(v.Value))
		}
		slices.Sort(values)
		if len(slices.Compact(values)) != len(p.Values) {
			t.Errorf("%s has a value twice", p.Name())
		}
	}
}
