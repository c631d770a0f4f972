package main

import (
	"fmt"
	"testing"

	"tami/awsclient/sim"
)

func TestTheAccountIsOneThatTheSimulatorTakes(t *testing.T) {
	const n = 41
	seed := account(region, n)
	if _, err := sim.New(sim.Options{Seed: seed}); err != nil {
		t.Fatal(err)
	}
	names, snapshots := map[string]bool{}, map[string]bool{}
	for _, i := range seed.Regions[region].Images {
		names[i.Name] = true
	}
	for _, s := range seed.Regions[region].Snapshots {
		snapshots[s.SnapshotId] = true
	}
	if len(names) != n {
		t.Errorf("%d images have %d names", n, len(names))
	}
	for _, i := range seed.Regions[region].Images {
		for _, d := range i.BlockDeviceMappings {
			if !snapshots[d.Ebs.SnapshotId] {
				t.Errorf("%s names %s, which is not there", i.ImageId, d.Ebs.SnapshotId)
			}
		}
	}
}

// What is on the screen is told from the emulator, and when a frame is whole.
func TestFramesAreSeenWhole(t *testing.T) {
	term := emulator(20, 3)
	defer term.screen.Close()
	write := func(s string) { _, _ = term.screen.WriteString(s) }
	write("\x1b[?2026h\x1b[H▌ one\r\n  two")
	if !term.partial {
		t.Error("a frame that has begun counts as whole")
	}
	write("\x1b[?2026l")
	if term.partial {
		t.Error("a frame that has ended counts as begun")
	}
	moved := term.moves()
	if moved() {
		t.Error("the cursor has moved before it did")
	}
	write("\x1b[H  one\r\n▌ two")
	if !moved() {
		t.Error("the cursor has not moved")
	}
	if !term.shows("two")() || term.shows("three")() {
		t.Errorf("the screen shows %q", term.text())
	}
}

func TestChangedLinesLeaveTheSearchBoxOut(t *testing.T) {
	if n := changed([]string{"a", "/ x", "b", "c"}, []string{"a", "/ xy", "B", "C"}); n != 2 {
		t.Errorf("%d lines changed", n)
	}
}

func Example_amount() {
	fmt.Println(amount(0.43, "%"), amount(9.96, "ms"), amount(413.2, "B"), amount(4, "ms"))
	// Output: 0.43 % 10 ms 413 B 4 ms
}
