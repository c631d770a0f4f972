package awsclient

import (
	"testing"

	"tami/model/ami"
)

// TestNoSourceAsksForEverything: a DescribeImages without owners, without those
// who may launch and without a filter answers every image of the region, public
// ones included, and is the first that EC2 throttles.
func TestNoSourceAsksForEverything(t *testing.T) {
	for _, from := range []ami.Source{
		{Kind: ami.Mine}, {Kind: ami.SharedToMe}, {Kind: ami.Amazon}, {Kind: ami.Marketplace}, {Kind: ami.Community}, {Kind: ami.All},
		{Kind: ami.Account, Account: "099720109477"}, {Kind: ami.Parameters, Path: ami.ExamplePath}, {},
	} {
		for _, l := range listingsOf(from, func() string { return "111122223333" }) {
			if len(l.owners)+len(l.executable)+len(l.filters) == 0 {
				t.Errorf("%s asks for everything", from)
			}
		}
	}
}
