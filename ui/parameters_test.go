package ui_test

import (
	"testing"

	"tami/awsclient/sim"
	"tami/model/ami"
)

func TestImagesOfATypedPathOfParameters(t *testing.T) {
	travel(t, options{w: 200, h: 60, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("f").Type("/aws/service").Sees("newest Amazon Linux")
		j.Type("/ecs").Sees("images that these SSM parameters name").Press("enter").After(rested)
		j.Sees("/aws/service/ecs", "al2023-ami-ecs", "PARAMETER", "optimized-ami/amazon-linux-2023-gpu").Misses("web-arm64")
	})
}

func TestABadPathIsSaidInOneSentence(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("f").Type("/a b").Sees("is no path of SSM parameters").Press("enter").Press("esc")
		j.Press("f").Type("/aws/service/nope").Press("enter").After(rested).Sees("no parameter in us-east-1 is or is below /aws/service/nope")
	})
}

// TestAPathThatIsLeftIsNotReadOn: going back to one's own images ends the
// reading of a path that hangs.
func TestAPathThatIsLeftIsNotReadOn(t *testing.T) {
	hang := []sim.Fault{{Do: "hang", Service: "ssm"}}
	from := ami.Source{Kind: ami.Parameters, Path: ami.ExamplePath}
	travel(t, options{from: from, faults: hang, regions: []string{"us-east-1"}}, func(j *journey) {
		j.After(rested).Sees("loading").Press("f").Type("mine").Press("enter").After(rested).Sees("web-arm64-2026").Misses("loading")
	})
}
