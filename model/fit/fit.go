// Package fit tells whether an image can be launched on an instance type, and
// why not, before AWS is asked: from what EC2 says of images, of types and of
// zones. It imports the standard library, model/ami and model/text only.
package fit

import (
	"strings"

	"tami/model/ami"
	"tami/model/text"
)

// Launch is an image and the circumstances in which it is to be launched.
type Launch struct {
	Image     *ami.Image
	Zone      string              // where; empty: in any zone of the region
	Zones     map[string][]string // the zones of each type, as ami.OfferingList has them; nil: not known
	Encrypted bool                // volumes are encrypted whatever the image says
	Spot      bool                // on spare capacity
	Enclaves  bool                // Nitro Enclaves are turned on
	Allowed   string              // the state of the account's setting of allowed images: enabled, audit-mode, disabled
}

// Verdict is what one rule says.
type Verdict struct {
	Rule   string // one word, or two, that name the rule
	Refuse bool   // AWS refuses the launch; otherwise it is a warning
	Why    string // a clause: "the image is made for arm64, and t3.micro runs x86_64"
}

// Type holds an image against an instance type. Nothing is said of what AWS
// does not tell of the type.
func Type(l Launch, t *ami.InstanceType) []Verdict {
	var said []Verdict
	for _, rule := range typeRules() {
		if v := rule(&l, t); v.Why != "" {
			said = append(said, v)
		}
	}
	return said
}

// Image is what stands against a launch, or is to be known of it, on any type.
func Image(l Launch) []Verdict {
	var said []Verdict
	for _, rule := range imageRules() {
		if v := rule(&l); v.Why != "" {
			said = append(said, v)
		}
	}
	return said
}

// Refusal is why AWS would refuse a launch on a type, and "" where it would not.
func Refusal(l Launch, t *ami.InstanceType) string {
	for _, rule := range typeRules() {
		if v := rule(&l, t); v.Refuse {
			return v.Why
		}
	}
	return ""
}

func typeRules() [15]func(*Launch, *ami.InstanceType) Verdict {
	return [...]func(*Launch, *ami.InstanceType) Verdict{
		architecture, virtualization, rootDevice, ena, nvme, bootMode, tpm, encryption, ownerTypes, volumes, instanceStore,
		enclaves, dedicatedHost, sriov, offered,
	}
}

func imageRules() [4]func(*Launch) Verdict {
	return [...]func(*Launch) Verdict{state, allowed, products, imds}
}

func refuse(rule, why string) Verdict { return Verdict{rule, true, why} }
func warn(rule, why string) Verdict   { return Verdict{rule, false, why} }

// has reports a word among those of a list.
func has(list []text.Safe, word string) bool {
	for _, w := range list {
		if w.Raw() == word {
			return true
		}
	}
	return false
}

// among writes a list as alternatives: "legacy-bios or uefi".
func among(list []text.Safe) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = w.String()
	}
	return strings.Join(words, " or ")
}

// family is the part of a type's name before the dot.
func family(t *ami.InstanceType) string {
	name, _, _ := strings.Cut(t.Name.Raw(), ".")
	return name
}

// or is the first of two words that is there.
func or(word text.Safe, usual string) string {
	if word.IsZero() {
		return usual
	}
	return word.String()
}
