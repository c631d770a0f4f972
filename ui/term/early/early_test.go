package early

import (
	"os"
	"testing"
)

func TestWhatIsHiddenIsRestored(t *testing.T) {
	t.Setenv(tmux, "/tmp/tmux,1,0")
	t.Setenv(aside, "")
	_ = os.Unsetenv(aside)
	if !hide() {
		t.Error("the socket of tmux was not hidden")
	}
	if socket, there := os.LookupEnv(tmux); there {
		t.Errorf("%s is still %q", tmux, socket)
	}
	Restore()
	if got := os.Getenv(tmux); got != "/tmp/tmux,1,0" {
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
