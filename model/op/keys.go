package op

import (
	"strings"

	"tami/model/ami"
)

// keyNeeds are the questions about a key that is named for a place: which names
// there are, and what is known of the one that is meant. A name that is not
// among them, such as half of one that is being typed, is not asked about.
func keyNeeds(f Facts, at ami.Where, key string) []ami.Need {
	if key == "" {
		return nil
	}
	names := ami.Aliases{Where: at}
	list, listed := answered[ami.AliasList](f, names)
	if checkKMSKey(key) != nil || byAlias(key) && (listed && !list.Has(key) || f.Why(names) == NotAnswered) {
		return []ami.Need{names}
	}
	return []ami.Need{names, ami.Key{Where: at, ARN: key}}
}

// keyNamed is a key that is named for a place: nil where there is none, or why
// that is not known.
func keyNamed(f Facts, at ami.Where, key string) (k *ami.KeyBody, why string) {
	if list, listed := answered[ami.AliasList](f, ami.Aliases{Where: at}); byAlias(key) && listed && !list.Has(key) {
		return nil, ""
	}
	need := ami.Key{Where: at, ARN: key}
	if b, ok := answered[ami.KeyBody](f, need); ok {
		return &b, ""
	}
	if why = f.Why(need); strings.HasPrefix(why, "not found") {
		why = ""
	}
	return nil, why
}

func byAlias(key string) bool { return strings.HasPrefix(key, "alias/") }

// keyChoices are the keys with a name in a place, each behind what is written
// before it.
func keyChoices(f Facts, at ami.Where, before string) (choices []Choice) {
	list, _ := answered[ami.AliasList](f, ami.Aliases{Where: at})
	for _, a := range list.List {
		if !a.KeyID.IsZero() && !a.Name.IsZero() {
			choices = append(choices, Choice{Value: before + a.Name.Raw(), Label: a.KeyID.String()})
		}
	}
	return choices
}
