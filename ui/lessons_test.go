package ui_test

import (
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/explain"
)

// What a lesson says of an image stands on the screen of that image, when the
// lesson's search is typed and its first hit is opened.
func TestLessonsAreTrueOnTheScreen(t *testing.T) {
	tabs := map[string]string{"": "1", "Overview": "1", "Devices": "2", "Sharing": "3", "Versions": "4", "Used by": "5", "Cost": "6", "Tags": "7", "Raw": "8"}
	looked := 0
	for _, l := range explain.Lessons() {
		query, from := "", ""
		for i, s := range l.Steps {
			if s.Query != "" {
				query, from = s.Query, s.From
			}
			if s.Query == "" && s.Tab == "" {
				continue
			}
			looked++
			travel(t, options{w: 140, h: 120, filter: query, from: ami.Source{Kind: ami.SourceKind(from)}}, func(j *journey) {
				j.Loaded().Press("enter").After(rested)
				for _, shown := range s.Shows {
					if field, ok := strings.CutPrefix(shown.Property, "Image."); ok && shown.Value != "" {
						said(t, j, l.Title, i, field, shown.Value)
					}
				}
				j.Press(tabs[s.Tab]).After(rested).After(rested)
				for _, want := range s.Says {
					if screen := j.Screen(); !strings.Contains(screen, want) {
						t.Errorf("%s, step %d: %q does not stand on %s:\n%s", l.Title, i+1, want, s.Tab, screen)
					}
				}
			})
		}
	}
	if looked < 25 {
		t.Errorf("only %d steps lead to an image", looked)
	}
}

// said checks that the overview has a property with a value.
func said(t *testing.T, j *journey, lesson string, step int, field, value string) {
	t.Helper()
	for _, line := range strings.Split(j.Screen(), "\n") {
		words := strings.TrimLeft(line, " ▌")
		if strings.HasPrefix(words, field+" ") && strings.Contains(words, value) {
			return
		}
	}
	t.Errorf("%s, step %d: the overview does not say that %s is %s:\n%s", lesson, step+1, field, value, j.Screen())
}
