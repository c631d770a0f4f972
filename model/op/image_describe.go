package op

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxDescription is how many characters AWS keeps of a description.
const maxDescription = 255

// imageDescribe replaces the description of an image: the one text of it that
// can be edited.
func imageDescribe() Action {
	return Action{
		ID: "image.describe", Word: "describe", Title: "Edit the description", On: OnImages, Risk: Guarded,
		Help: "Replace the description of an image.",
		Why:  notOurs, Needs: imageNeeds, Fields: describeFields, Plan: planDescribe,
	}
}

func describeFields(r Request, f Facts) []Field {
	field := Field{Name: "text", Label: "Description", Help: "the new description", Value: "TEXT", Kind: Text, Operand: true, Required: true, Check: checkDescription}
	if len(r.Targets) == 1 {
		if img, _ := f.Image(r.Targets[0].At, r.Targets[0].ID); img != nil {
			field.Default = []string{img.Description.Raw()}
		}
	}
	return []Field{field}
}

// checkDescription holds a text to AWS's rules: ASCII without control
// characters.
func checkDescription(s string) error {
	if n := utf8.RuneCountInString(s); n > maxDescription {
		return fmt.Errorf("the description has %d characters, and AWS takes %d; shorten it by %d", n, maxDescription, n-maxDescription)
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return fmt.Errorf("the description has %+q, and AWS takes plain ASCII letters, digits and signs only; write it without", r)
	}
	return nil
}

func planDescribe(r Request, f Facts) (Plan, error) {
	if len(r.Values["text"]) == 0 {
		return Plan{}, errors.New("the new description is missing; give it as a text, or as '' to have none")
	}
	text := r.Values.One("text")
	if err := checkDescription(text); err != nil {
		return Plan{}, err
	}
	d := begin(r, f, "IMAGE", "ID", "DESCRIPTION", "THEN")
	d.each(notOurs, func(one subject) {
		was := one.img.Description
		if was.Raw() == text {
			d.say(Note, "%s is described like that already.", one.name)
			return
		}
		d.row(one, false, one.ID, cmp.Or(was.String(), "none"), cmp.Or(text, "none"))
		d.step(one, "describe "+one.name+" anew", ModifyDescription{one.ID, text},
			Undo{Grade: Exact, Calls: []Call{ModifyDescription{one.ID, was.Raw()}}})
	})
	return d.finish(Guarded, "Describe", ""), nil
}
