package ui_test

import (
	"testing"

	"tami/model/ami"
)

func TestVersionsShowUseCostAndWhatIsMissing(t *testing.T) {
	travel(t, options{w: 120, h: 40, filter: "'web-arm64-2026.11.19"}, func(j *journey) {
		j.Loaded().Press("enter", "4").After(rested)
		j.Sees("web-arm64: 13 versions", "USERS", "≤$/MO", "Missing in sa-east-1.", "1 us-east-1  2 eu-west-1  3 ap-southeast-2  4 sa-east-1",
			"golden-al2023-", "this account", "137112412989 Amazon")
	})
}

func TestKinWithAnotherNameSaysWhyItIsThere(t *testing.T) {
	travel(t, options{w: 120, h: 40, filter: "'golden-al2023-20251115"}, func(j *journey) {
		j.Loaded().Press("enter", "4").After(rested).Sees("golden-al2023: 7 versions", "by tag or descent", "child")
		j.Press("g").Sees("A descendant: it was made from golden-al2023-20251115")
	})
}

func TestAPrivateAncestorIsSaidToBeOne(t *testing.T) {
	travel(t, options{from: ami.Source{Kind: ami.SharedToMe}, regions: []string{"us-east-1"}, filter: "'feature-store"}, func(j *journey) {
		j.Loaded().Press("enter", "4").After(rested).Sees("before it: private to its owner, or gone")
	})
}
