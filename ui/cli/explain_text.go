package cli

import (
	"fmt"
	"strconv"
	"strings"

	"tami/model/explain"
	"tami/ui/kit"
)

// list is every entry in a line, under its type or kind.
func (e explained) list() string {
	var b strings.Builder
	kind := ""
	var rows [][]string
	for _, p := range e.Properties {
		if p.Type != kind {
			section(&b, kind, rows)
			kind, rows = p.Type, nil
		}
		rows = append(rows, []string{p.Field, p.Line()})
	}
	section(&b, kind, rows)
	rows = nil
	for _, c := range e.Concepts {
		rows = append(rows, []string{c.Name, c.Line()})
	}
	section(&b, "Concepts", rows)
	rows = nil
	for i, l := range e.Lessons {
		rows = append(rows, []string{strconv.Itoa(i + 1), l.Title, l.Goal})
	}
	section(&b, "Lessons", rows, 0)
	return strings.TrimPrefix(b.String(), "\n")
}

// describe is every entry in full, one below the other.
func (e explained) describe() string {
	var entries []string
	for _, p := range e.Properties {
		entries = append(entries, describeProperty(p))
	}
	for _, c := range e.Concepts {
		entries = append(entries, describeConcept(c))
	}
	for _, l := range e.Lessons {
		entries = append(entries, describeLesson(l))
	}
	return strings.Join(entries, "\n")
}

func describeProperty(p explainedProperty) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", p.Name, p.Label)
	paragraph(&b, "", p.Means)
	rows := make([][]string, 0, len(p.Values)+1)
	for _, v := range p.Values {
		name := v.Value
		if name == "" {
			name = "(not set)"
		}
		rows = append(rows, []string{name, v.Means})
	}
	if p.Any != "" {
		rows = append(rows, []string{otherwise(p.Values), p.Any})
	}
	hanging(&b, "Values", rows)
	paragraph(&b, "Why it matters", p.Why)
	title := "How it changes"
	if p.Fixed {
		title = "Fixed once it is made"
	}
	paragraph(&b, title, p.Change)
	fmt.Fprintf(&b, "\nSee it\n  %s\n", p.Command)
	return b.String()
}

// otherwise names the values that are not listed.
func otherwise(listed []explain.Value) string {
	for _, v := range listed {
		if v.Value != "" {
			return "(any other)"
		}
	}
	return "(any)"
}

func describeConcept(c explain.Concept) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", c.Name)
	paragraph(&b, "", c.Means)
	paragraph(&b, "Why it matters", c.Why)
	if len(c.Also) > 0 {
		paragraph(&b, "Also called", strings.Join(c.Also, ", "))
	}
	paragraph(&b, "Read on", strings.Join(c.See, ", "))
	return b.String()
}

func describeLesson(l explain.Lesson) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", l.Title)
	paragraph(&b, "", l.Goal)
	for i, step := range l.Steps {
		b.WriteString("\n")
		for n, line := range wrap(step.Do, helpWidth-4) {
			number := "    "
			if n == 0 {
				number = fmt.Sprintf("%2d  ", i+1)
			}
			b.WriteString(number + line + "\n")
		}
		for _, line := range wrap(step.See, helpWidth-4) {
			b.WriteString("    " + line + "\n")
		}
	}
	paragraph(&b, "Learned", l.Learned)
	return b.String()
}

// paragraph writes a text below a heading, or without one right at the margin.
func paragraph(b *strings.Builder, title, text string) {
	margin := ""
	if title != "" {
		fmt.Fprintf(b, "\n%s\n", title)
		margin = "  "
	}
	for _, line := range wrap(text, helpWidth-len(margin)) {
		b.WriteString(margin + line + "\n")
	}
}

// widestName is how wide a column of names may get beside the texts.
const widestName = 32

// hanging writes names with texts that hang beside them.
func hanging(b *strings.Builder, title string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	width := 0
	for _, row := range rows {
		width = max(width, min(len(row[0]), widestName))
	}
	for _, row := range rows {
		for n, line := range wrap(row[1], helpWidth-width-4) {
			name := ""
			if n == 0 {
				name = row[0]
			}
			fmt.Fprintf(b, "  %-*s  %s\n", width, name, line)
		}
	}
}

// wrap is kit.Wrap without the blanks at which it broke the text.
func wrap(text string, width int) []string {
	lines := kit.Wrap(text, width)
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}
