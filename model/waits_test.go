package model_test

import (
	"slices"
	"testing"
	"time"

	"tami/model"
	"tami/model/op"
)

// TestWhatARunWaitsFor tells each thing that a run waits for once, with the
// earliest time that one of its steps has waited for it.
func TestWhatARunWaitsFor(t *testing.T) {
	at := func(second int) time.Time { return time.Date(2026, 11, 21, 14, 3, second, 0, time.UTC) }
	watching := func(second int) op.Outcome {
		return op.Outcome{State: op.Watching, Began: at(second), Progress: "42 %"}
	}
	held := func(began, since int) op.Outcome {
		return op.Outcome{State: op.Running, Began: at(began), Since: at(since), Progress: "waits its turn: AWS does no more of it at once"}
	}
	image, replaced := op.CopyImage{}, op.StartRefresh{}
	for name, c := range map[string]struct {
		calls    []op.Call
		outcomes []op.Outcome
		want     []model.Wait
	}{
		"nothing":    {[]op.Call{image, image}, []op.Outcome{{State: op.Done}, {State: op.Waiting}}, nil},
		"an image":   {[]op.Call{image}, []op.Outcome{watching(1)}, []model.Wait{{Text: "Waits for the image to be available", Since: at(1)}}},
		"two images": {[]op.Call{image, image}, []op.Outcome{watching(2), watching(1)}, []model.Wait{{Text: "Waits for 2 images to be available", Since: at(1)}}},
		"two kinds": {[]op.Call{image, replaced}, []op.Outcome{watching(2), watching(1)}, []model.Wait{
			{Text: "Waits for the image to be available", Since: at(2)}, {Text: "Waits for the instances of the group to be replaced", Since: at(1)},
		}},
		"as told":     {[]op.Call{replaced}, []op.Outcome{{State: op.Watching, Began: at(1), Progress: "1 of 2: it boots, for 20 s"}}, []model.Wait{{Text: "It boots, for 20 s"}}},
		"an answer":   {[]op.Call{image}, []op.Outcome{{State: op.Running, Began: at(3)}}, []model.Wait{{Text: "Waits for AWS to answer (ec2:CopyImage)", Since: at(3)}}},
		"two answers": {[]op.Call{image, image}, []op.Outcome{{State: op.Running, Began: at(3)}, {State: op.Running, Began: at(4)}}, []model.Wait{{Text: "Waits for AWS to answer 2 requests (ec2:CopyImage)", Since: at(3)}}},
		"its turn":    {[]op.Call{image}, []op.Outcome{held(1, 5)}, []model.Wait{{Text: "Waits its turn: AWS does no more of it at once", Since: at(5)}}},
		"two turns":   {[]op.Call{image, image}, []op.Outcome{held(1, 5), held(1, 6)}, []model.Wait{{Text: "Waits its turn: AWS does no more of it at once (2 steps)", Since: at(5)}}},
	} {
		t.Run(name, func(t *testing.T) {
			run := op.Run{Outcomes: c.outcomes}
			for _, call := range c.calls {
				run.Plan.Steps = append(run.Plan.Steps, op.Step{Do: call})
			}
			if got := model.Waits(&run); !slices.Equal(got, c.want) {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}
