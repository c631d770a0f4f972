package themes

import (
	"fmt"
	"strings"
)

// Names lists the themes, in the order in which they are offered.
func Names() []string {
	var names []string
	for _, t := range builtin() {
		names = append(names, t.Name)
	}
	return names
}

// Auto names the theme for a terminal whose background is dark, or is not.
func Auto(isDark bool) string {
	if isDark {
		return "dark"
	}
	return "light"
}

// Find is the theme of that name, any case. For a name that there is not, the
// error suggests the nearest and lists them all.
func Find(name string) (Theme, error) {
	want := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "color", "colour")
	nearest, best := "", 50
	for _, t := range builtin() {
		if t.Name == want {
			return t, nil
		}
		if n := likeness(want, t.Name); n > best {
			nearest, best = t.Name, n
		}
	}
	hint := ""
	if nearest != "" {
		hint = fmt.Sprintf("did you mean %q? ", nearest)
	}
	return Theme{}, fmt.Errorf("unknown theme %q; %sthe themes are %s", name, hint, strings.Join(Names(), ", "))
}

// likeness is how many letters two names share, as a percentage of what they
// could: enough to tell a slip of the finger from another word.
func likeness(a, b string) int {
	shared := 0
	for _, r := range b {
		if strings.ContainsRune(a, r) {
			a = strings.Replace(a, string(r), "", 1)
			shared++
		}
	}
	return 200 * shared / max(1, len(a)+shared+len(b))
}
