package ui_test

import (
	"testing"
	"time"

	"tami/awsclient/sim"
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

// TestCopyThatFailsInPartIsMendedAlone watches copies of which one has to wait
// its turn and one fails late, and mends that one without the others.
func TestCopyThatFailsInPartIsMendedAlone(t *testing.T) {
	faults := []sim.Fault{
		{Service: "kms", Region: "ap-southeast-2", Do: "deny"},
		{Action: "CopyImage", Region: "sa-east-1", Skip: 1, Times: 1, Do: "error", Code: "ResourceLimitExceeded"},
	}
	travel(t, options{faults: faults}, func(j *journey) {
		j.web("api-20261120-731").Press("C").After(read).Type("ap-southeast-2 sa-east-1 ").Press("tab", "tab", "tab").Type("ap-southeast-2=alias/nobody")
		j.Press("enter").After(2*read).Sees("could not be looked at", "2 of 2 permitted")
		j.Press("enter").After(5*time.Second).Sees("Waits its turn: AWS does no more of it at once in sa-east-1, since", "ctrl+x gives it")
		j.After(time.Minute).Sees("✓ done", "✕ failed", "Given key ID is not accessible", "copy again with another key", "take away what is left of 1 image that failed")
		j.Press("o", "enter").After(2*read).Sees("failed when it was made", "nobody could ever launch it", "1 of 1 permitted")
		j.Type("api-20261120-731-240d9b3").Press("enter").After(5 * time.Second).Sees("Done")
		j.Press("esc").After(time.Second).Sees("copy again what was not copied").Misses("take away")
	})
}

// TestAnswerWithoutSenseIsLookedInto says what an image waits for while it is not
// known whether AWS began to make it.
func TestAnswerWithoutSenseIsLookedInto(t *testing.T) {
	faults := []sim.Fault{{Action: "CreateImage", Skip: 1, Times: 1, Do: "error", Code: "InternalError", Status: 500}}
	travel(t, options{faults: faults}, func(j *journey) {
		j.Loaded().Press("i").After(time.Second).Press("N").After(time.Second).Press("ctrl+u").Type("web-arm64-2026.11.19-9f3c01d")
		j.Sees("is taken in").Type("-b").Press("enter").After(2 * read).Press("y").After(5 * time.Second)
		j.Sees("no good answer", "it is being looked up whether it happened, since", "only if it did not")
		j.After(time.Minute).Sees("made ami-", "Done")
	})
}
