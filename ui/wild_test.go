package ui_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tami/keymap"
	"tami/themes"
	"tami/ui"
)

// tries is how often something random is tried: few times in every run of the
// tests, and many where TAMI_SOAK asks for it.
func tries(t *testing.T, few, many int) int {
	t.Helper()
	if os.Getenv("TAMI_SOAK") != "" {
		return many
	}
	t.Logf("%d tries; TAMI_SOAK=1 makes %d", few, many)
	return few
}

// changed are the changes that the account was really asked for, dry runs left
// out.
func (j *journey) changed() (calls []string) {
	for _, r := range j.account.Requests() {
		if r.Changes && !r.DryRun {
			calls = append(calls, r.Action)
		}
	}
	return calls
}

// anyKeys are the names of all keys that mean something somewhere, and of some
// that are typed into a field.
func anyKeys() []string {
	keys := strings.Split("0 1 2 3 9 a e f i l m r s u y Y - . , : = * enter enter esc esc space tab backspace up down", " ")
	for _, l := range keymap.Default() {
		for _, b := range l.Bindings {
			for _, k := range b.Keys {
				if k != "ctrl+z" && k != "ctrl+c" && k != "q" { // they leave
					keys = append(keys, k)
				}
			}
		}
	}
	slices.Sort(keys)
	return keys
}

// wander walks at random from the list of images, over and over, until walks
// are done or the journey has ended.
func (j *journey) wander(dice *rand.Rand, walks, long int, after func(walk []string)) {
	keys := anyKeys()
	for range walks {
		walk := make([]string, long)
		for i := range walk {
			walk[i] = keys[dice.IntN(len(keys))]
		}
		for _, k := range walk {
			j.Press(k)
			if dice.IntN(4) == 0 {
				j.After(time.Duration(dice.IntN(1000)) * time.Millisecond)
			}
		}
		if after(walk); j.Ended() {
			return
		}
		j.Press("esc", "esc", "esc", "esc", "esc")
	}
}

func TestReadOnlyChangesNothingWhateverIsTyped(t *testing.T) {
	const walks, long = 100, 30
	all, done, ended := tries(t, 100, 10_000), 0, 0
	for batch := 0; done < all; batch++ {
		dice := rand.New(rand.NewPCG(20, uint64(batch)))
		travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, readOnly: true}, func(j *journey) {
			j.Loaded().wander(dice, min(walks, all-done), long, func(walk []string) {
				done++
				if calls := j.changed(); len(calls) > 0 {
					t.Errorf("read-only, and %v made the calls %v", walk, calls)
				}
				if j.Ended() {
					if ended++; !slices.Contains(walk, ":") && !slices.Contains(walk, "ctrl+p") { // the palette can leave
						t.Errorf("%v has ended the program", walk)
					}
				}
				j.account.ForgetRequests()
			})
		})
	}
	t.Logf("%d walks of %d keys; %d have chosen to leave in the palette", done, long, ended)
}

// TestOnlyTheTypedPhraseConfirms types and pastes at random on a sheet that
// wants a name typed.
func TestOnlyTheTypedPhraseConfirms(t *testing.T) {
	const batch = 50
	pool := append(strings.Split(plainImage, ""), "enter", "enter", "y", "Y", "backspace", "ctrl+u", "left", "1", "space", "ctrl+a")
	pastes := []string{secondImage, gpuImage + "\r\n", "\r\n", "yes\r", "y\n"}
	for part := range tries(t, 1, 200) {
		if t.Failed() {
			break
		}
		dice := rand.New(rand.NewPCG(24, uint64(part)))
		travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
			j.Loaded()
			for range batch {
				j.again()
				var typed strings.Builder
				for range 1 + dice.IntN(40) {
					if dice.IntN(10) == 0 {
						j.Paste(pastes[dice.IntN(len(pastes))])
						continue
					}
					k := pool[dice.IntN(len(pool))]
					typed.WriteString(k)
					j.Press(k)
				}
				j.After(2 * guarded).Press("enter").After(guarded)
				if calls := j.destroyed(); len(calls) > 0 {
					t.Errorf("%q and pastes made the calls %v", typed.String(), calls)
					return
				}
				j.account.ForgetRequests()
			}
			j.again().Type(plainImage).After(2 * guarded).Press("enter").After(read)
			if calls := j.destroyed(); !slices.Contains(calls, "DeregisterImage") {
				t.Errorf("the phrase itself was typed, and the calls are %v", calls)
			}
		})
	}
}

// again opens the sheet that deregisters an image, from wherever the keys before
// have led: however many screens lie there on each other.
func (j *journey) again() *journey {
	j.t.Helper()
	home := func() bool { return strings.HasPrefix(j.Screen(), " tami  111122223333") }
	for range 40 {
		if j.Press("esc").After(time.Second); home() {
			break
		}
	}
	if !home() {
		j.t.Fatalf("esc does not lead back to the images:\n%s", j.Screen())
	}
	j.Press("esc", "esc", "esc", "esc").After(time.Second)
	return j.Press("/", "ctrl+u").Type(plainImage).Press("enter", "D").After(read).Sees("Type " + plainImage)
}

// destroyed are the calls among those made that destroy something.
func (j *journey) destroyed() []string {
	return slices.DeleteFunc(j.changed(), func(call string) bool {
		return !strings.HasPrefix(call, "Deregister") && !strings.HasPrefix(call, "Delete") && !strings.HasPrefix(call, "Terminate")
	})
}

// glances is the program, looked at only now and then: drawing it after every
// key, which nobody sees, would be most of the work.
type glances struct {
	app  *ui.App
	keys int
	seen tea.View
}

func (g *glances) Init() tea.Cmd { return g.app.Init() }

func (g *glances) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := g.app.Update(m)
	return g, cmd
}

func (g *glances) View() tea.View {
	if g.keys++; g.keys%64 == 1 {
		g.seen = g.app.View()
	}
	return g.seen
}

// noise is random input without the two keys that leave.
func noise(seed uint64, size int) []byte {
	dice := rand.New(rand.NewPCG(10, seed))
	bytes := make([]byte, size)
	for i := range bytes {
		for bytes[i] = byte(dice.UintN(256)); bytes[i] == 'q' || bytes[i] == 3; {
			bytes[i] = byte(dice.UintN(256))
		}
	}
	return bytes
}

// TestRandomInputChangesNothingAndEndsNothing sends random bytes, as fast as
// they are taken, through everything that makes keys of them. After each part
// there is a moment in which what looks like half a sequence is given up. Where
// the palette was told to leave, another session takes the rest.
func TestRandomInputChangesNothingAndEndsNothing(t *testing.T) {
	size, left, keys := 4<<10, 0, int64(0)
	if os.Getenv("TAMI_SOAK") != "" {
		size = 1 << 20
	}
	for seed := range tries(t, 2, 4) {
		parts := slices.Collect(slices.Chunk(noise(uint64(seed), size), 1<<10))
		for len(parts) > 0 && !t.Failed() {
			travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, bytes: true}, func(j *journey) {
				for j.Loaded(); len(parts) > 0 && !j.Ended() && !j.left.Load(); parts = parts[1:] {
					if _, err := j.typed.Write(parts[0]); err != nil {
						break
					}
					j.After(60 * time.Millisecond)
				}
				j.After(time.Second)
				if calls := j.changed(); len(calls) > 0 {
					t.Errorf("seed %d made the calls %v", seed, calls)
				}
				if keys += j.seen.Load(); j.left.Load() {
					left++
				}
				if j.Ended() {
					t.Errorf("seed %d has ended the program: %v", seed, j.fault)
				}
				_ = j.typed.Close()
			})
		}
		t.Logf("seed %d, %d bytes: %d messages until now; the palette was told to leave %d times", seed, size, keys, left)
	}
}

// TestEveryScreenFitsEverySize draws each screen in every size that a terminal
// can be made: exactly as many lines as it has, each as wide, and no panic.
func TestEveryScreenFitsEverySize(t *testing.T) {
	every := os.Getenv("TAMI_SOAK") != ""
	if !every {
		t.Log("one size in 600, and the edges; TAMI_SOAK=1 takes all of 200 by 60")
	}
	tours := map[string]func(*journey, func(string)){"tour": tour, "fleet": fleetTour, "rollback": rollbackTour, "sheet": sheetTour}
	for name, tour := range tours {
		t.Run(name, func(t *testing.T) {
			n := 0
			travel(t, options{w: 120, h: 40}, func(j *journey) {
				tour(j, func(screen string) {
					for w := 1; w <= 200; w++ {
						for h := 1; h <= 60; h++ {
							if n++; every || n%601 == 0 || (w == 1 || w == 40 || w == 200) && (h == 1 || h == 12 || h == 60) {
								j.Resize(w, h)
								checkGeometry(t, fmt.Sprintf("%s at %dx%d", screen, w, h), j.Lines(), w, h)
							}
						}
					}
					j.Resize(120, 40)
				})
			})
		})
	}
}

// TestTheCursorIsSeenWithoutColour looks for the sign of the cursor's row on
// every kind of terminal there is, by the colours it has.
func TestTheCursorIsSeenWithoutColour(t *testing.T) {
	for _, look := range []themes.Options{{NoColor: true}, {ASCII: true}, {NoColor: true, ASCII: true}, {LowBandwidth: true}, {LowBandwidth: true, ASCII: true}} {
		travel(t, options{look: look, regions: []string{"us-east-1"}}, func(j *journey) {
			sign := map[bool]string{false: "▌", true: ">"}[look.ASCII]
			for _, open := range []string{"", "i", "b", "t", "v", "f", "p", "a"} {
				if j.Loaded(); open != "" {
					j.Press(open).After(rested)
				}
				rows := 0
				for line := range strings.Lines(j.Screen()) {
					if strings.Contains(line, sign) {
						rows++
					}
				}
				if rows == 0 {
					t.Errorf("%+v: after %q no row has the sign %s:\n%s", look, open, sign, j.Screen())
				}
				j.Press("esc", "esc")
			}
		})
	}
}

// TestWeeksOfRefreshing lets a session stay open for long, in time that passes
// faster: what it holds must not grow.
func TestWeeksOfRefreshing(t *testing.T) {
	rounds := tries(t, 40, 2000)
	travel(t, options{w: 120, h: 40, filter: "payments"}, func(j *journey) {
		j.Loaded()
		round := func() {
			j.Press("r").After(time.Minute).Press("j", "enter").After(rested).Press("esc", "i").After(rested).Press("esc").After(10 * time.Minute)
			j.account.ForgetRequests()
		}
		for range 20 { // past every row of the list
			round()
		}
		before := footprint()
		for range rounds {
			round()
		}
		after := footprint()
		t.Logf("%d rounds, %v of program time: %d goroutines then %d, heap %.1f then %.1f MB", rounds, time.Duration(rounds)*11*time.Minute,
			before.goroutines, after.goroutines, before.heap, after.heap)
		if after.goroutines > before.goroutines {
			t.Errorf("%d goroutines became %d", before.goroutines, after.goroutines)
		}
		if grown := after.heap - before.heap; grown > max(2, before.heap/20) {
			t.Errorf("the heap grew from %.1f to %.1f MB", before.heap, after.heap)
		}
	})
}
