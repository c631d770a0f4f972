package op

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
)

// rollBack brings what runs an image back to another one, most often to what
// ran before.
func rollBack() Action {
	return Action{
		ID: "image.rollback", Word: "rollback", Title: "Roll back", On: OnGroups,
		Also: []Kind{OnTemplates, OnInstances, OnParameters}, Risk: Guarded,
		Help: "Bring an Auto Scaling group, a launch template, an instance or an SSM parameter back to an image that ran before.",
		Why:  notRolledBack, Needs: rollbackNeeds, Fields: rollbackFields, Plan: planRollback,
	}
}

// The fields of a rollback.
const (
	fieldTo         = "to"
	fieldWay        = "way"
	fieldMinHealthy = "min-healthy"
	fieldCheckpoint = "checkpoint"
	fieldWait       = "wait"
	fieldBake       = "bake"
	fieldAlarm      = "alarm"
	fieldLeave      = "leave-parameters"
	fieldDeleteRoot = "delete-old-root"
)

func rollbackFields(r Request, f Facts) []Field {
	b := newRollback(r, f)
	whole := func(name string, low, high int) func(string) error {
		return func(s string) error {
			if n, err := strconv.Atoi(s); err != nil || n < low || n > high {
				return fmt.Errorf("%q is no %s; give a whole number from %d to %d", s, name, low, high)
			}
			return nil
		}
	}
	fields := []Field{
		{Name: fieldTo, Label: "Back to", Help: "the image to go back to; without one, the last that ran well here", Value: "AMI", Kind: Text, Check: checkImageID, Choices: b.toChoices()},
		{Name: fieldWay, Label: "How", Help: "how; without one, the way that fits: " + strings.Join(allWays(), ", "), Value: "WAY", Kind: Choose, Choices: b.wayChoices()},
		{Name: fieldMinHealthy, Label: "Keep healthy, per cent", Help: "how many instances a refresh keeps healthy, in per cent", Value: "N", Kind: Text, Default: []string{"90"}, Check: whole("percentage", 0, 100)},
		{Name: fieldCheckpoint, Label: "Stop and look at, per cent", Help: "at how many per cent a refresh waits before it goes on; 0 for nowhere", Value: "N", Kind: Text, Default: []string{"20"}, Check: whole("percentage", 0, 99)},
		{Name: fieldWait, Label: "Wait there, seconds", Help: "how long it waits there, in seconds", Value: "S", Kind: Text, Default: []string{"300"}, Check: whole("number of seconds", 0, 172800)},
		{Name: fieldBake, Label: "Watch at the end, seconds", Help: "how long a refresh watches when all are replaced, in seconds", Value: "S", Kind: Text, Default: []string{"300"}, Check: whole("number of seconds", 0, 172800)},
		{Name: fieldAlarm, Label: "Alarms", Help: "a CloudWatch alarm that makes a refresh go back", Value: "NAME", Kind: List},
		{Name: fieldLeave, Label: "Leave parameters", Help: "leave SSM parameters that name the bad image as they are", Kind: Toggle},
		{Name: fieldDeleteRoot, Label: "Delete the old root volume", Help: "delete the root volume that is replaced", Kind: Toggle},
	}
	return slices.DeleteFunc(fields, func(f Field) bool { return !b.asks(f.Name) })
}

// asks reports whether a field has a meaning for what is rolled back. On the
// command line, where nothing is known yet, all do.
func (b *rollback) asks(field string) bool {
	if len(b.Request.Targets) == 0 {
		return true
	}
	switch field {
	case fieldWay:
		return true
	case fieldTo:
		return b.running() == nil
	case fieldDeleteRoot:
		return b.kind == OnInstances
	case fieldLeave:
		return (b.kind == OnGroups || b.kind == OnTemplates) && b.running() == nil
	}
	return b.kind == OnGroups && b.running() == nil
}

func checkImageID(s string) error {
	if regexp.MustCompile(`^ami-([0-9a-f]{8}|[0-9a-f]{17})$`).MatchString(s) {
		return nil
	}
	return fmt.Errorf("%q is not the ID of an image, such as ami-0abcdef1234567890", s)
}

// kindOf is what is rolled back. Where the request does not say so, the ID
// tells.
func kindOf(r Request) Kind {
	t := r.Targets[0]
	switch {
	case r.On != "":
		return r.On
	case regexp.MustCompile(`^lt-[0-9a-f]{8,17}$`).MatchString(t.ID):
		return OnTemplates
	case regexp.MustCompile(`^i-([0-9a-f]{8}|[0-9a-f]{17})$`).MatchString(t.ID):
		return OnInstances
	case strings.HasPrefix(t.ID, "/"):
		return OnParameters
	}
	return OnGroups
}

// notRolledBack is why something cannot be rolled back at all.
func notRolledBack(f Facts, t Target) string {
	b := newRollback(Request{Targets: []Target{t}}, f)
	if b.missing != "" {
		return b.missing
	}
	if b.managed != "" {
		return b.managed + " manages it, and would not keep the change"
	}
	return ""
}

// rollbackNeeds asks of the place at once, and then of what that leads to.
func rollbackNeeds(r Request, f Facts) []ami.Need {
	if len(r.Targets) == 0 {
		return nil
	}
	t := r.Targets[0]
	needs := []ami.Need{
		ami.Caller{Profile: t.At.Profile}, ami.ImageParameters{Where: t.At}, ami.AllowedImages{Where: t.At},
		ami.Instances{Where: t.At}, ami.Images{Where: t.At, From: ami.Source{Kind: ami.Mine}}, ami.Templates{Where: t.At},
	}
	switch kindOf(r) {
	case OnGroups:
		needs = append(needs, ami.Groups{Where: t.At}, ami.Refreshes{Where: t.At, Group: t.ID}, ami.LaunchConfigurations{Where: t.At})
	case OnTemplates:
		needs = append(needs, ami.TemplateVersions{Where: t.At, ID: t.ID}, ami.Groups{Where: t.At})
	case OnInstances:
		needs = append(needs, ami.InstanceDevices{Where: t.At, ID: t.ID})
	case OnParameters:
		needs = append(needs, ami.ParameterHistory{Where: t.At, Name: t.ID})
	}
	b := newRollback(r, f)
	if b.use.ID.Raw() != "" {
		needs = append(needs, ami.TemplateVersions{Where: t.At, ID: b.use.ID.Raw()})
	}
	if b.parameter != "" {
		needs = append(needs, ami.ParameterHistory{Where: t.At, Name: b.parameter})
	}
	if len(b.types()) > 0 {
		needs = append(needs, b.typesNeed())
	}
	for _, id := range []string{b.now, b.to} {
		if id != "" {
			needs = append(needs, ami.OneImage{Where: t.At, ID: id})
		}
	}
	return slices.Compact(append(needs, b.diskNeeds()...))
}

// diskNeeds are the questions about what stands behind the image to go to.
func (b *rollback) diskNeeds() []ami.Need {
	var needs []ami.Need
	if b.img == nil || notOurs(b.facts, b.image(b.to)) != "" {
		return nil
	}
	for _, id := range b.img.SnapshotIDs() {
		needs = append(needs, ami.OneSnapshot{Where: b.at, ID: id})
		if snap, _ := b.facts.Snapshot(b.at, id); snap != nil && !snap.KeyID.IsZero() {
			needs = append(needs, ami.Key{Where: b.at, ARN: snap.KeyID.Raw()}, ami.Aliases{Where: b.at})
		}
	}
	return needs
}

func planRollback(r Request, f Facts) (Plan, error) {
	if len(r.Targets) != 1 {
		return Plan{}, errors.New("rollback takes one thing: a group, a template, an instance or a parameter")
	}
	b := newRollback(r, f)
	for _, field := range rollbackFields(r, f) {
		for _, v := range r.Values[field.Name] {
			if v == "" || field.Check == nil {
				continue
			}
			if err := field.Check(v); err != nil {
				return Plan{}, err
			}
		}
	}
	b.Risk = Guarded
	b.Title = "Roll back " + b.what()
	if b.missing != "" {
		b.say(Stop, "%s cannot be rolled back: %s.", b.what(), b.missing)
		return b.Plan, nil
	}
	if b.managed != "" {
		b.say(Stop, "%s cannot be rolled back: %s manages it, and would not keep the change.", b.what(), b.managed)
		return b.Plan, nil
	}
	if b.underway() {
		return b.Plan, nil
	}
	b.choose()
	b.present()
	if b.to == "" {
		b.say(Stop, "It is not known what ran here before; name an image to go back to (to).")
		return b.Plan, nil
	}
	b.check()
	if len(b.refusals) == 0 {
		b.steps()
	}
	b.afterwards()
	b.UndoLine = undoLine(&b.Plan)
	return b.Plan, nil
}
