package ui_test

import (
	"testing"
	"time"
)

// TestImageIsMadeOfAnInstance goes from the list of instances over the form to
// an image that is there, and back.
func TestImageIsMadeOfAnInstance(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("i").After(time.Second).Press("N").After(time.Second)
		j.Sees("Make an image of an instance", "web-arm64-2026.11.21", "Leave it running")
		j.Press("enter").After(2*time.Second).Sees("! warning AWS reboots web-blue-1", "/dev/sdf", "up to 4.00", "y  runs it")
		j.Press("f").Press("tab", "tab", "space", "enter").After(2 * time.Second)
		j.Sees("web-blue-1 goes on running", "enter  runs it, at the cost above")
		j.Press("enter").After(4*time.Second).Sees("1 run ▸", "%", "Waits for the image to be available, since")
		j.After(20*time.Second).Sees("made ami-", "done")
		j.Press("esc", ".").After(time.Second).Sees("Create image web-arm64", "done")
	})
}

// TestWhatIsMissingIsCopied opens a copy that is filled in with the regions that
// lack the newest of a family, and follows it from the list of runs.
func TestWhatIsMissingIsCopied(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("v").After(time.Second)
		j.Press("C").Sees("Copy: it is still being made")
		j.Press("j", "j").Press("C").After(2*time.Second).Sees("to ap-southeast-2 and sa-east-1", "one-time", "2 of 2 permitted")
		j.Press("enter").After(4*time.Second).Press("esc", ".").After(time.Second)
		j.Sees("Copy api-", "%")
		j.After(20*time.Second).Sees("done", "yes")
		j.Press("esc").After(time.Second).Press("C").After(2 * time.Second).Sees("To regions")
	})
}

// TestVersionIsCopiedToWhereItLacks does so from the versions of an image.
func TestVersionIsCopiedToWhereItLacks(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Type("/name:api-20261120").Press("enter").After(time.Second).Press("enter", "4").After(2 * time.Second)
		j.Press("C").After(2*time.Second).Sees("ap-southeast-2", "sa-east-1", "copy api-20261120")
	})
}
