package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// simulated runs the simulator on loopback, as a process of its own, and
// returns the environment that points a client at it, with a home of its own.
func simulated(t *testing.T, flags ...string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), built, append([]string{"simulate", "--listen", "127.0.0.1:0"}, flags...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	home := t.TempDir()
	env := []string{"XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home, "XDG_CACHE_HOME=" + home}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		v, ok := strings.CutPrefix(lines.Text(), "export ")
		if env = append(env, v); !ok || strings.HasPrefix(v, "AWS_DEFAULT_REGION=") {
			break
		}
	}
	return env
}

// listed are the IDs of all images of the account, in order.
func listed(t *testing.T, env []string) []string {
	t.Helper()
	ids := strings.Fields(string(output(t, append(os.Environ(), env...), built, "images", "-o", "ids")))
	slices.Sort(ids)
	return ids
}

// a run as `tami journal` tells of it.
type told struct {
	ID, Action, Title, Result, UndoOf string
	Undoable                          bool
	Steps                             []struct{ Call, State string }
}

func journal(t *testing.T, env []string) (runs []told) {
	t.Helper()
	if err := json.Unmarshal(output(t, append(os.Environ(), env...), built, "journal", "-o", "json"), &runs); err != nil {
		t.Fatal(err)
	}
	return runs
}

// TestDeregisterAndBackInATerminal deregisters three images by keys, one of
// which shares a snapshot with an image that stays. What the sheet says, what
// `tami plan` says, the list, the bin, the receipt, the journal and another
// session that takes it back all tell of the same change.
func TestDeregisterAndBackInATerminal(t *testing.T) {
	env := simulated(t)
	p := open(t, 120, 40)
	for _, v := range env {
		p.run("export '" + v + "'")
	}
	goes := []string{"ami-0a0360095095dfa03", "ami-077031af3a856a291", "ami-0ccfe16de27cd7f20"}
	names := []string{"web-arm64-2025.12.16", "web-arm64-2026.02.26", "web-arm64-2026.08.01"}
	before := listed(t, env)
	var plan struct {
		Snapshots []struct{ SnapshotId, Fate, Why string }
		Cost      struct{ StopsLowUSD, StopsHighUSD, StaysHighUSD float64 }
	}
	args := append(append([]string{"plan", "deregister"}, goes...), "--delete-snapshots", "-o", "json")
	if err := json.Unmarshal(output(t, append(os.Environ(), env...), built, args...), &plan); err != nil {
		t.Fatal(err)
	}
	fates := map[string]int{}
	for _, s := range plan.Snapshots {
		fates[s.Fate]++
	}
	if fates["binned"] != 3 || fates["kept"] != 1 || plan.Cost.StopsHighUSD == 0 {
		t.Fatalf("the plan is %+v", plan)
	}

	p.run("clear; " + built + " --query 'web-arm64- !gpu created<2026-08-10'").sees(names...).sees("5 of ")
	p.mark(names...).typed("D").sees("Deregister 3 images", "3 of 3 permitted")
	p.press("Space").sees("yes (space)", "3 of 3 permitted",
		fmt.Sprintf("$ %.2f – %.2f a month", plan.Cost.StopsLowUSD, plan.Cost.StopsHighUSD), fmt.Sprintf("up to $ %.2f a month", plan.Cost.StaysHighUSD))
	for _, s := range plan.Snapshots {
		p.sees(s.SnapshotId[len(s.SnapshotId)-8:])
	}
	p.typed("2").insists("Enter", `"2" is not "3": nothing was run`)
	p.press("BSpace").typed("3").press("Enter").sees("Done: all 3 steps", "stays: web-arm64-2026.09.24-a83f5c6 needs it")
	p.press("Escape").lost("Done: all").sees("2 of ").lost(names[0]).lost(names[2])
	p.typed("b").sees(append([]string{"Recycle Bin"}, names...)...)
	p.press("C-c").sees("Changes of this session", "Deregister 3 images (us-east-1): done, 3 of 3 steps").clean()

	left := slices.DeleteFunc(slices.Clone(before), func(id string) bool { return slices.Contains(goes, id) })
	if got := listed(t, env); !slices.Equal(got, left) {
		t.Errorf("there are %d images, and %d should be left", len(got), len(left))
	}
	runs := journal(t, env)
	if len(runs) != 1 || !runs[0].Undoable || runs[0].Result != "done" || len(runs[0].Steps) != 3 || !regexp.MustCompile(`^\d{8}-\d{6}-[0-9a-f]{4}$`).MatchString(runs[0].ID) {
		t.Fatalf("the journal has %+v", runs)
	}

	p.run("clear; " + built + " --query 'web-arm64- !gpu created<2026-08-10'").sees("2 of ")
	p.typed(".").sees("Deregister 3 images").typed("u").sees("takes back: deregister 3 images", "3 of 6 permitted")
	p.insists("y", "Done: all 6 steps").press("C-c").sees("Undo: Deregister 3 images").clean()
	if got := listed(t, env); !slices.Equal(got, before) {
		t.Errorf("there are %d images, and there were %d", len(got), len(before))
	}
	if runs := journal(t, env); len(runs) != 2 || runs[0].UndoOf == "" && runs[1].UndoOf == "" {
		t.Errorf("the journal has %+v", runs)
	}
}

// insists presses a key until a text is on the screen: keys that confirm rest for
// a moment when what they confirm has just changed.
func (p *pane) insists(key, text string) *pane {
	p.t.Helper()
	n := 0
	p.until("to show "+text, func(s string) bool {
		if !strings.Contains(s, text) && n%10 == 0 {
			p.press(key)
		}
		n++
		return strings.Contains(s, text)
	})
	return p
}

// mark marks the rows of a list that hold the texts, from the top down.
func (p *pane) mark(texts ...string) *pane {
	p.t.Helper()
	p.typed("g")
	for i := range 40 {
		row := ""
		p.until("to have a cursor on a row", func(s string) bool {
			for line := range strings.Lines(s) {
				if strings.HasPrefix(line, "▌") {
					row = line
				}
			}
			return row != ""
		})
		marked := strings.Contains(row, "●")
		if hit := slices.IndexFunc(texts, func(x string) bool { return strings.Contains(row, x) }); hit >= 0 && !marked {
			texts = slices.Delete(slices.Clone(texts), hit, hit+1)
			p.press("Space")
			if len(texts) == 0 {
				return p
			}
		} else {
			p.typed("j")
		}
		p.until(fmt.Sprintf("to go on from row %d, %s", i, row), func(s string) bool { return !strings.Contains(s, row) })
	}
	p.t.Fatalf("no rows with %v", texts)
	return p
}

// TestADemonstrationLeavesItsJournal: the account of a demonstration is gone
// when it ends, what it did can still be read, and another one starts with none.
func TestADemonstrationLeavesItsJournal(t *testing.T) {
	env := append(os.Environ(), "XDG_STATE_HOME="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir())
	tell := func(args ...string) (runs []told) {
		t.Helper()
		if err := json.Unmarshal(output(t, env, built, append(args, "-o", "json")...), &runs); err != nil {
			t.Fatal(err)
		}
		return runs
	}
	output(t, env, built, "run", "describe", "ami-0a0360095095dfa03", "of the first demonstration", "--demo", "--yes")
	output(t, env, built, "run", "protect", "ami-0a0360095095dfa03", "--demo", "--yes")
	runs := tell("journal", "--demo")
	if len(runs) != 1 || runs[0].Action != "image.protect" || runs[0].Result != "done" || runs[0].Undoable {
		t.Errorf("the last demonstration left %+v", runs)
	}
	if runs := tell("journal"); len(runs) != 0 {
		t.Errorf("the journal of real accounts has %+v", runs)
	}
}
