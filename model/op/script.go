package op

import "strings"

// Script is a plan as a shell script for the AWS CLI: its steps in order, and
// what one makes handed to the next in a variable.
func Script(p Plan) string {
	var b strings.Builder
	b.WriteString("#!/bin/sh\n# " + oneLine(p.Title) + "\nset -e\n")
	used, wanted := map[[2]string]bool{}, map[[2]string]bool{}
	for _, s := range p.Steps {
		for _, ref := range References(s.Do) {
			used[ref], wanted[ref] = true, true
		}
		for _, id := range s.Behind {
			used[[2]string{id, "ImageId"}] = true
		}
	}
	for _, s := range p.Steps {
		b.WriteString("\n# " + s.ID + ". " + oneLine(s.Title) + "\n")
		line := CLI(withVariables(s.Do), s.At.Profile, s.At.Region)
		for name, query := range Makes(s.Do) {
			if used[[2]string{s.ID, name}] {
				line = variable(s.ID, name) + "=$(" + line + " --query " + quote(query) + " --output text)"
			}
			if wait := awaited(s, name); wait != "" && wanted[[2]string{s.ID, name}] {
				line += "\n" + wait
			}
		}
		for _, id := range s.Behind {
			b.WriteString(awaited(*p.Step(id), "ImageId") + "\n")
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// awaited is a line that waits while an image that a step makes is in the making.
// The CLI's own waiter gives up after ten minutes, which is short for a copy, and
// right after the making an image may not be seen yet.
func awaited(s Step, name string) string {
	switch s.Do.(type) {
	case CreateImage, CopyImage:
		words := []string{"aws", "ec2", "describe-images", "--image-ids", markOpen + variable(s.ID, name) + markClose}
		ask := commandLine(words, s.At.Profile, s.At.Region) + " --query " + quote("Images[0].State") + " --output text"
		return `while sleep 5; [ "$(` + ask + `)" = pending ]; do :; done`
	default:
		return ""
	}
}

// variable is the shell variable for what a step makes.
func variable(step, name string) string {
	return "STEP" + step + "_" + strings.ToUpper(name)
}

// The marks around a variable in a call that is printed: quote knows them.
const markOpen, markClose = "\x01", "\x02"

func withVariables(c Call) Call {
	made, err := Resolve(c, func(step, name string) (string, bool) { return markOpen + variable(step, name) + markClose, true })
	if err != nil {
		return c
	}
	return made
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
