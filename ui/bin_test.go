package ui_test

import (
	"testing"

	"tami/awsclient/sim"
)

func TestTheBinSaysWhatComesBackWhole(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("b").After(rested)
		j.Sees("Recycle Bin", "checkout-2026.07.26", "of checkout-2026.07.26", "Whole: 1 snapshot of it is in the bin too",
			"25 Nov 2026", "whole region, 7 days", "vat-rates-", "no snapshot", "sa-east-1: no rule")
		j.Press("/").Type("vat eu-west").Press("enter").Sees("1 of 4", "Not whole: no snapshot", "whole region, 14 days").Misses("thumbnail")
		j.Press("esc").Press("o").Sees("Sorted by name", "thumbnail")
		j.Press("e").Sees("AWS does not say which rule holds a thing", "list-images-in-recycle-bin")
		j.Press("e", "y").Sees("Copied")
	})
}

func TestTheBinOfAPlaceWithoutRulesSaysThatItIsFinal(t *testing.T) {
	travel(t, options{regions: []string{"sa-east-1"}}, func(j *journey) {
		j.Loaded().Press("b").After(rested).Sees("No place that is shown has a rule", "is final", "no rule")
	})
}

func TestABinThatCannotBeReadSaysWhyPartByPart(t *testing.T) {
	denied := []sim.Fault{{Do: "deny", Region: "eu-west-1", Action: "ListImagesInRecycleBin"}, {Do: "deny", Service: "rbin", Region: "us-east-1"}}
	travel(t, options{w: 120, h: 40, faults: denied}, func(j *journey) {
		j.Loaded().Press("b").After(rested)
		j.Sees("eu-west-1: images not read: not permitted: ec2:ListImagesInRecycleBin", "us-east-1: rules not read: not permitted: rbin:ListRules",
			"rules not checked: not permitted: rbin:ListRules", "checkout-2026.07.26")
	})
}
