package early

import (
	"os"
	"testing"
)

func TestWhatIsHiddenIsRestored(t *testing.T) {
	const socket = "tmux.sock,1,0"
	t.Setenv(tmux, socket)
	t.Setenv(aside, "")
	_ = os.Unsetenv(aside)
	if !hide() {
		t.Error("the socket of tmux was not hidden")
	}
	if left, there := os.LookupEnv(tmux); there {
		t.Errorf("%s is still %q", tmux, left)
	}
	Restore()
	if got := os.Getenv(tmux); got != socket {
		t.Errorf("%s is %q after all", tmux, got)
	}
	if left, there := os.LookupEnv(aside); there {
		t.Errorf("%s is left as %q", aside, left)
	}
	_ = os.Unsetenv(tmux)
	if hide() {
		t.Error("something was hidden where there is no tmux")
	}
	if Restore(); os.Getenv(tmux) != "" {
		t.Error("a tmux came out of nothing")
	}
}
