package files

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestWhereTheFoldersAre(t *testing.T) {
	t.Setenv("HOME", "/home/op")
	for name, c := range map[string]struct {
		env  map[string]string
		want Folders
	}{
		"home":     {nil, Folders{Config: "/home/op/.config/tami", State: "/home/op/.local/state/tami", Cache: "/home/op/.cache/tami"}},
		"set":      {map[string]string{"XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/c"}, Folders{Config: "/home/op/.config/tami", State: "/s/tami", Cache: "/c/tami"}},
		"relative": {map[string]string{"XDG_STATE_HOME": "s"}, Folders{Config: "/home/op/.config/tami", State: "/home/op/.local/state/tami", Cache: "/home/op/.cache/tami"}},
	} {
		if got := Find(func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	t.Setenv("HOME", "")
	if got := Find(func(string) string { return "" }); got != (Folders{}) || got.Journal() != "" {
		t.Errorf("without a home: %+v", got)
	}
}

func TestDemonstrationsAreKeptForADay(t *testing.T) {
	f := Folders{State: t.TempDir()}
	now := time.Date(2026, 11, 21, 14, 3, 0, 0, time.UTC)
	begin := func(at time.Time) string {
		t.Helper()
		dir, err := f.DemoJournal(false, at)
		if err == nil {
			err = os.MkdirAll(dir, 0o700)
		}
		if err != nil {
			t.Fatal(err)
		}
		return dir
	}
	if none, err := f.DemoJournal(true, now); err != nil || filepath.Base(none) != "none" {
		t.Errorf("before the first: %s %v", none, err)
	}
	old, recent := begin(now), begin(now.Add(time.Hour))
	if last, err := f.DemoJournal(true, now); err != nil || last != recent {
		t.Errorf("the last is %s %v", last, err)
	}
	newest := begin(now.Add(24*time.Hour + time.Minute))
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Errorf("that of a day ago is still there: %v", err)
	}
	for _, dir := range []string{recent, newest} {
		if _, err := os.Stat(dir); err != nil {
			t.Error(err)
		}
	}
}

func TestWhatIsKeptIsTakenBackFromOtherEyes(t *testing.T) {
	f := Folders{State: t.TempDir()}
	open := filepath.Join(f.State, "journal", "run")
	if err := os.MkdirAll(filepath.Dir(open), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(open, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	f.KeepPrivate()
	for path, want := range map[string]os.FileMode{f.State: 0o700, filepath.Dir(open): 0o700, open: 0o600} {
		stat, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if stat.Mode().Perm() != want {
			t.Errorf("%s has the rights %o", path, stat.Mode().Perm())
		}
	}
}

func TestAnExportCostsNobodyTheirFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "new", "images.csv")
	if err := Create(name, []byte("mine")); err != nil {
		t.Fatal(err)
	}
	err := Create(name, []byte("other"))
	if err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "choose another name") {
		t.Errorf("%v", err)
	}
	if kept, _ := os.ReadFile(name); string(kept) != "mine" {
		t.Errorf("the file holds %q", kept)
	}
}
