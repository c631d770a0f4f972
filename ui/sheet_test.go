package ui_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"tami/awsclient"
	"tami/awsclient/journal"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
	"tami/themes"
)

// read is long enough for the facts behind a plan, and for its dry run.
const read = 3 * time.Second

// web opens the list on the web images of the demonstration and goes to one of
// them by its name.
func (j *journey) web(name string) *journey {
	j.Loaded().Press("/").Type(name).Press("enter")
	return j.After(rested)
}

// guarded is how long keys that confirm rest after the plan has changed.
const guarded = 400 * time.Millisecond

const (
	plainImage  = "web-arm64-2026.05.01-2cd80a4"
	secondImage = "web-arm64-2026.08.01-11aa22b"
	gpuImage    = "web-arm64-gpu-2026.05.15-21ebaec"
)

// runID is the ID of a run, which holds chance.
var runID = regexp.MustCompile(`20261121-\d{6}-[0-9a-f]{4}`)

// protecting is a plan to protect an image of a seed, by its name.
func protecting(seed sim.Seed, name string) op.Plan {
	p := op.Plan{Title: "Protect " + name}
	for _, img := range seed.Regions["us-east-1"].Images {
		if img.Name == name {
			p.Steps = []op.Step{{ID: "1", At: ami.Where{Region: "us-east-1"}, Title: "protect", Do: op.EnableProtection{ImageID: img.ImageId}}}
		}
	}
	return p
}

// protect protects an image behind the program's back.
func (j *journey) protect(name string) {
	j.t.Helper()
	runner := awsclient.NewRunner(j.t.Context(), j.client, awsclient.RunnerOptions{Folder: j.t.TempDir()})
	id, err := runner.Start(protecting(j.seed, name))
	if err != nil {
		j.t.Fatal(err)
	}
	if run, err := runner.Wait(j.t.Context(), id); err != nil || run.Result() != op.AllDone {
		j.t.Fatal(run.Result(), err)
	}
}

// A run whose tami died is told of at the start, and looked up where runs are
// listed.
func TestARunThatWasLeftInDoubtIsLookedUp(t *testing.T) {
	folder := t.TempDir()
	run := op.Start("20261121-135900-abcd", protecting(sim.Demo(today), plainImage), today.Add(-time.Minute))
	book, err := journal.In(folder).Begin(run)
	if err != nil {
		t.Fatal(err)
	}
	err = book.Add(op.Event{Run: run.ID, At: today, Outcome: op.Outcome{Step: "1", State: op.Running, Began: today}})
	if err := errors.Join(err, book.Close()); err != nil {
		t.Fatal(err)
	}
	travel(t, options{w: 120, h: 40, journal: folder}, func(j *journey) {
		j.Sees("1 run of an earlier session is in doubt")
		j.Loaded().Press(".").After(time.Minute).Sees("Protect "+plainImage, "not finished").Misses("in doubt")
		j.Press("enter").Sees("The tami that carried it out died", "0 of 1 step").Press("enter").After(read).Sees("✓ done").Misses("died")
	})
}

// What a run came to after its screen was gone is said at the next start, and
// once only.
func TestARunThatOutlivedItsScreenIsToldOf(t *testing.T) {
	for n, says := range map[int]string{1: "Protect " + plainImage + ": done, while you were away", 3: "3 runs ended while you were away, the last one done"} {
		folder := t.TempDir()
		for i := range n {
			run := op.Start(fmt.Sprintf("20261121-13590%d-abcd", i), protecting(sim.Demo(today), plainImage), today.Add(-time.Minute))
			book, err := journal.In(folder).Begin(run)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range []op.Event{{Outcome: op.Outcome{Step: "1", State: op.Done}}, {Unseen: true}, {End: true, At: today}} {
				err = errors.Join(err, book.Add(e))
			}
			if err := errors.Join(err, book.Close()); err != nil {
				t.Fatal(err)
			}
		}
		travel(t, options{w: 120, h: 40, journal: folder}, func(j *journey) { j.Sees(says).Loaded().Press("!").Sees(says) })
		travel(t, options{w: 120, h: 40, journal: folder}, func(j *journey) { j.Misses("while you were away").Loaded().Press("!").Misses("while you were away") })
	}
}

// A message that is longer than a line stands on several.
func TestMessagesAreReadToTheirEnd(t *testing.T) {
	travel(t, options{w: 40, h: 12, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("u").Misses("lists every run").Press("!").Sees("Nothing of this session", "be undone; . lists every", "            run ")
	})
}

// A run that goes on in a tami without a screen is followed, and its end said.
func TestARunThatGoesOnElsewhereIsFollowed(t *testing.T) {
	folder := t.TempDir()
	run := op.Start("20261121-135900-abcd", protecting(sim.Demo(today), plainImage), today.Add(-time.Minute))
	book, err := journal.In(folder).Begin(run)
	if err != nil {
		t.Fatal(err)
	}
	travel(t, options{w: 120, h: 40, journal: folder}, func(j *journey) {
		j.Sees("1 run goes on in another tami").Loaded()
		for _, e := range []op.Event{{Outcome: op.Outcome{Step: "1", State: op.Failed}}, {Unseen: true}, {End: true, At: today}} {
			err = errors.Join(err, book.Add(e))
		}
		if err := errors.Join(err, book.Close()); err != nil {
			t.Fatal(err)
		}
		j.After(10 * time.Second).Sees("Protect " + plainImage + ": failed, while you were away")
	})
}

func TestDeregisterFromTheListAndBack(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(plainImage).Press("D").After(read)
		j.Sees("Deregister "+plainImage, "STILL USED BY", "SNAPSHOTS", "1 of 1 permitted", "Type "+plainImage)
		j.Type(plainImage).Press("enter").After(read)
		j.Sees("✓ done", "u undoes it").Misses("Type " + plainImage)
		j.Press("esc").Misses("● ").Sees("1 of 95")
		j.Press("u").After(read).Sees("Undo: Deregister", "y  takes back: deregister")
		j.Press("enter").Sees("y confirms this one").Press("y").After(read).Sees("✓ Done")
		j.Press("esc").After(read).Sees("2 of 96", plainImage)
		j.Press(".").Sees("Undo: Deregister", "done, an undo", "✓ done ")
		j.Press("j", "u").Sees("Cannot be undone: it is undone already")
	})
}

func TestTheNameIsTypedBesideTheLettersOfTheSheet(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.web(plainImage).Press("D").After(read)
		j.Press("s").Sees("aws ec2 deregister-image --image-id").Press("esc")
		j.Press("e").Sees("Undo: exact").Press("esc")
		j.Type("web-wrong").Press("enter").Sees(`"web-wrong" is not`, "nothing was run")
		j.Press("esc").Misses("web-wrong").Sees("Type " + plainImage)
		j.Press("esc").Sees("2 of 96").Misses("Type " + plainImage)
	})
}

func TestPasteDoesNotConfirmAChange(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.web(plainImage).Press("D").After(read)
		j.Paste(plainImage+"\n\r").After(read).Sees("Type "+plainImage).Misses("✓ done", "u undoes it")
		j.Press("enter").After(read).Sees("u undoes it")
	})
}

// A key that was on its way when the plan changed must not confirm the new one.
func TestKeysRestWhenThePlanChangesUnderTheHand(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.web(plainImage).Press("K").After(read).Sees("enter  runs it")
		j.Press("space").After(guarded / 2).Press("enter").After(read)
		j.Misses("u undoes it").Sees("enter  runs it")
		j.Press("enter").After(read).Sees("u undoes it")
	})
}

// Who knows what he wants types the name while the facts still come in.
func TestTheNameMayBeTypedAhead(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.web(plainImage)
		j.faults(sim.Fault{Do: "delay", Ms: 1000})
		j.Press("D").Type(plainImage).Sees("Reading what this would change", "Type "+plainImage).After(2 * guarded).Press("enter").Sees("not all facts are in yet")
		j.After(10 * time.Second).Sees("1 of 1 permitted").Misses("u undoes it")
		j.Press("enter").After(10 * time.Second).Sees("u undoes it")
	})
}

func TestSeveralImagesAreConfirmedByTheirNumber(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("/").Type(plainImage).Press("enter", "space", "esc")
		j.Press("/").Type(secondImage).Press("enter", "space").After(rested)
		j.Press("D").After(read).Sees("2 images, 1 hidden by the filter", "Type 2 to deregister 2 images")
		j.Type("1").Press("enter").Sees(`"1" is not "2"`)
		j.Press("backspace").Type("2").Press("enter").After(read).Sees("all 2 steps")
		j.Press("o").Sees("delete the 2 snapshots that stayed")
	})
}

func TestActionsSayWhyTheyCannotBeDone(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(plainImage).Press("a").Sees("Actions on "+plainImage, "Deregister", "it is available, not disabled")
		j.Type("enab").Press("enter").Sees("Enable: it is available, not disabled")
		j.Press("a").Type("depre").Press("enter").Sees("Hide images from others' lists")
	})
}

func TestTheFormKeepsWhatWasTyped(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.web(plainImage).Press("S").Sees("Accounts", "Everybody")
		j.Press("enter").Sees("It is not said with whom")
		j.Type("1234").Press("enter").Sees(`"1234" is not an account`)
		j.Press("ctrl+u").Type("123412341234").Press("enter").After(read).Sees("STEPS", "123412341234")
		j.Press("esc").Sees("Organizations", "123412341234")
		j.Press("esc").Sees("2 of 96")
	})
}

func TestReadOnlyIsAPreview(t *testing.T) {
	travel(t, options{readOnly: true}, func(j *journey) {
		before := j.account.Fingerprint()
		j.web(plainImage).Press("a").Sees("preview only: this session is read-only").Press("esc")
		j.Press("K").After(read).Sees("Only a preview: this session is read-only").Misses("enter  runs it")
		j.Press("enter").After(read).Misses("u undoes it")
		j.Press("esc", "D").After(read).Sees("Only a preview")
		j.Type(plainImage).Press("enter").After(read).Misses("u undoes it")
		if j.account.Fingerprint() != before {
			t.Error("the account was changed")
		}
	})
}

// What changed since the plan was looked at is shown, and nothing is run.
func TestDriftIsShownInsteadOfRun(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(plainImage).Press("D").After(read).Sees("Type " + plainImage)
		j.protect(plainImage)
		j.Type(plainImage).Press("enter").After(read)
		j.Sees("Nothing was run: the account has changed", "protected").Misses("u undoes it")
	})
}

func TestARunIsLeftAndFoundAgain(t *testing.T) {
	slow := []sim.Fault{{Service: "ec2", Action: "DeregisterImage", Do: "delay", Ms: 8000}}
	travel(t, options{w: 120, h: 40, faults: slow}, func(j *journey) {
		j.web(plainImage).Press("D").After(20 * time.Second)
		j.Type(plainImage).Press("enter").After(4*time.Second).Sees("running", "ctrl+x stops it")
		before := time.Now()
		j.Press("esc", "j", "k", "?", "esc")
		if d := time.Since(before); d > 50*time.Millisecond {
			t.Errorf("the keys took %s while a call was under way", d)
		}
		j.Sees("1 run ▸")
		j.Press("ctrl+c").Sees("1 run goes on", "Wait", "Detach", "Stop").Press("esc")
		j.Press(".").Sees("0 of 1").Press("enter").Sees("running")
		j.After(10 * time.Second).Sees("u undoes it")
	})
}

func TestLeavingWaitsForARun(t *testing.T) {
	slow := []sim.Fault{{Service: "ec2", Action: "DeregisterImage", Do: "delay", Ms: 8000}}
	travel(t, options{w: 120, h: 40, faults: slow}, func(j *journey) {
		j.web(plainImage).Press("D").After(20 * time.Second)
		j.Type(plainImage).Press("enter").After(2*time.Second).Press("ctrl+c", "enter")
		if j.Ended() {
			t.Fatal("it left while the run went on")
		}
		j.After(10 * time.Second)
		if !j.Ended() {
			t.Fatal("it did not leave when the run was over")
		}
		if r := j.app.Receipt(); !strings.Contains(r, "Deregister "+plainImage) || !strings.Contains(r, "tami undo ") {
			t.Errorf("the receipt does not say what was changed and how to undo it:\n%s", r)
		}
	})
}

func TestLeavingTwiceLeavesAtOnce(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.web(plainImage).Press("K").After(read)
		j.faults(sim.Fault{Service: "ec2", Action: "EnableImageDeregistrationProtection", Do: "delay", Ms: 8000})
		j.Press("enter").After(read).Press("ctrl+c", "ctrl+c")
		if !j.Ended() {
			t.Fatal("ctrl+c twice does not leave")
		}
		if r := j.app.Receipt(); !strings.Contains(r, "running, 0 of 1 step") {
			t.Errorf("the receipt does not say that the run goes on:\n%s", r)
		}
		j.After(10 * time.Second)
		if r := j.app.Receipt(); !strings.Contains(r, "done, 1 of 1 step") {
			t.Errorf("the run was not brought to its end:\n%s", r)
		}
	})
}

func TestARunStopsBeforeItsNextStep(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("b").After(read).Press("/").Type("checkout").Press("enter", "g", "R").After(read)
		if !strings.Contains(j.Screen(), "ami-") { // the snapshot may stand above its image
			j.Press("esc", "j", "R").After(read)
		}
		j.Sees("Restore 2 things", "enter  runs it")
		j.faults(sim.Fault{Service: "ec2", Action: "RestoreSnapshotFromRecycleBin", Do: "delay", Ms: 8000})
		j.Press("enter").After(read).Press("ctrl+x").After(time.Second).Sees("It stops before its next step")
		j.After(10*time.Second).Sees("not run", "Partly done: 1 of 2 steps done", "u undoes it")
	})
}

func TestARefusedCallIsSaidBeforeAndAfter(t *testing.T) {
	denied := []sim.Fault{{Service: "ec2", Action: "DeregisterImage", Do: "deny"}}
	travel(t, options{w: 120, h: 40, faults: denied}, func(j *journey) {
		j.web(plainImage).Press("D").After(read)
		j.Sees("refused", "ec2:DeregisterImage", "AWS refuses it").Misses("Type " + plainImage)
		j.Type(plainImage).Press("enter").After(read).Misses("u undoes it")
	})
}

// TestSheetsLookAsAgreed compares the sheet in its phases with golden texts.
func TestSheetsLookAsAgreed(t *testing.T) {
	for _, size := range sizes() {
		travel(t, options{w: size[0], h: size[1]}, func(j *journey) {
			sheetTour(j, func(name string) {
				checkGeometry(t, name, j.Lines(), size[0], size[1])
				golden(t, fmt.Sprintf("sheet-%s-%dx%d", name, size[0], size[1]), runID.ReplaceAllString(j.Screen(), "20261121-140300-xxxx"))
			})
		})
	}
}

func TestSheetsAreTheSameInEveryTheme(t *testing.T) {
	for _, name := range themes.Names() {
		travel(t, options{theme: name}, func(j *journey) {
			sheetTour(j, func(screen string) { checkGeometry(t, name+" "+screen, j.Lines(), 80, 24) })
		})
	}
}

// sheetTour visits the sheet in all of its phases.
func sheetTour(j *journey, visit func(name string)) {
	j.web(plainImage)
	j.faults(sim.Fault{Do: "delay", Ms: 1000})
	j.Press("D").After(guarded)
	visit("gather")
	j.After(3 * read).faults()
	visit("deregister")
	j.Press("space").After(read)
	visit("deregister-snapshots")
	j.Press("s")
	visit("script")
	j.Press("esc", "e")
	visit("explain")
	j.Press("esc").Type(plainImage)
	visit("confirm")
	j.Press("enter").After(read)
	visit("done")
	j.Press("u").After(read)
	visit("undo")
	j.Press("y").After(read).Press("esc", "esc").After(read)
	j.Press("S").Type("12")
	visit("form")
	j.Press("enter")
	visit("form-error")
	j.Press("ctrl+u").Type("123412341234").Press("enter").After(read)
	visit("share")
	j.Press("esc", "esc", "T").Type("team=web").Press("enter").After(read)
	visit("tag")
	j.Press("esc", "esc", "a")
	visit("actions")
	j.Press("esc", ".")
	visit("runs")
	j.Press("esc", "S").Type("123412341234").Press("tab", "tab", "tab", "space", "enter").After(read)
	visit("stop")
	j.Press("esc", "esc", "K").After(read)
	j.faults(sim.Fault{Service: "ec2", Action: "EnableImageDeregistrationProtection", Do: "delay", Ms: 8000})
	j.Press("enter").After(read)
	visit("running")
	j.faults()
	j.After(10*time.Second).Press("u").After(read).Press("y").After(read).Press("esc", "esc", "D").After(read)
	j.protect(plainImage)
	j.Type(plainImage).Press("enter").After(read)
	visit("drift")
	j.Press("esc")
}

// faults sets what goes wrong from now on.
func (j *journey) faults(list ...sim.Fault) {
	j.t.Helper()
	if err := j.account.SetFaults(list); err != nil {
		j.t.Fatal(err)
	}
}

func TestSheetsInASCIIAndWithoutColour(t *testing.T) {
	travel(t, options{look: themes.Options{ASCII: true, NoColor: true, Profile: colorprofile.ASCII}}, func(j *journey) {
		sheetTour(j, func(screen string) {
			for _, l := range j.Lines() {
				if colour.MatchString(l) || strings.ContainsFunc(ansi.Strip(l), func(r rune) bool { return r > 0x7e }) {
					t.Errorf("%s has %q", screen, l)
				}
			}
		})
	})
}
