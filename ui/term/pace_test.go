package term

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func TestPaceSpacesARaceAlone(t *testing.T) {
	var asked []time.Duration
	p := pace{every: stride, later: func(in time.Duration) { asked = append(asked, in) }}
	now := time.Unix(0, 0)
	press := func(after time.Duration) (drawn bool) {
		if now = now.Add(after); p.hold(now) {
			return false
		}
		p.drew(now)
		return true
	}
	for range 20 {
		if !press(stride) {
			t.Fatal("a key that comes no faster than the frames may is held back")
		}
	}
	press(time.Second)
	frames, held := 0, 0
	for range 300 { // ten seconds of a key held down
		if press(time.Second / 30) {
			frames++
		} else {
			held++
		}
	}
	if frames < 145 || frames > 160 || len(asked) != held {
		t.Errorf("%d frames in ten seconds, %d held back and %d asked for later; want about 150", frames, held, len(asked))
	}
	for _, in := range asked {
		if in <= 0 || in > stride {
			t.Errorf("a frame that is held back is asked for after %v", in)
		}
	}
	if !press(2*breather) || !press(time.Millisecond) {
		t.Error("after a pause the first keys are held back")
	}
	free := pace{}
	for range 100 {
		if free.drew(now); free.hold(now) {
			t.Fatal("frames are held back where no pace was set")
		}
	}
}

// However fast messages come, and without ssh, frames have a pause between them;
// the first after a rest has none.
func TestPaceLimitsFrames(t *testing.T) {
	p := pace{frame: time.Second / 30, later: func(time.Duration) {}}
	now, frames := time.Unix(0, 0), 0
	for range 1000 { // one second
		if now = now.Add(time.Millisecond); !p.hold(now) {
			p.drew(now)
			frames++
		}
	}
	if frames < 29 || frames > 31 {
		t.Errorf("%d frames in a second, want 30", frames)
	}
	if p.hold(now.Add(time.Second)) {
		t.Error("a frame after a rest is held back")
	}
}

func TestSizesComeApartAndTheLastOfThemDoes(t *testing.T) {
	var asked []time.Duration
	s := sizes{later: func(in time.Duration) { asked = append(asked, in) }}
	now, told := time.Unix(100, 0), 0
	if m := s.pass(tea.WindowSizeMsg{Width: 80, Height: 24}, now); m == nil {
		t.Fatal("the first size is held back")
	}
	due := time.Time{}
	for i := range 200 { // two seconds of a storm
		now = now.Add(10 * time.Millisecond)
		before := len(asked)
		m := s.pass(tea.WindowSizeMsg{Width: i, Height: 10}, now)
		if len(asked) > before {
			due = now.Add(asked[before])
		}
		if m == nil && !now.Before(due) {
			m = s.settle(now)
		}
		if m != nil {
			told++
		}
	}
	if told > 40 || told < 30 {
		t.Errorf("%d sizes came through in two seconds, want 40 at most", told)
	}
	now = now.Add(time.Second)
	if s.pass(tea.WindowSizeMsg{Width: 500, Height: 10}, now); s.pass(tea.WindowSizeMsg{Width: 501, Height: 10}, now) != nil {
		t.Error("two sizes at once both come through")
	}
	if m, ok := s.settle(now.Add(reshape)).(tea.WindowSizeMsg); !ok || m.Width != 501 {
		t.Errorf("the last size is %v, want 501", m)
	}
	if m := s.settle(now.Add(time.Second)); m != nil {
		t.Errorf("%v comes through twice", m)
	}
}
