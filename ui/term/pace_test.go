package term

import (
	"testing"
	"time"
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
