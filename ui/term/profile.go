package term

import (
	"runtime"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Profile says how many colours may be used, from the environment alone: it
// asks neither the terminal nor tmux, both of which may not answer. env is in
// the form of os.Environ; noColor is the --no-color flag and beats everything.
//
// NO_COLOR counts with any value but the empty one (no-color.org), CLICOLOR=0
// asks for no colours and CLICOLOR_FORCE for some at least
// (bixense.com/clicolors). Without colours bold and underline remain, which
// is colorprofile.ASCII; a dumb terminal has neither, colorprofile.NoTTY.
func Profile(env []string, noColor bool) colorprofile.Profile {
	vars := parse(env)
	p := offered(vars)
	force := vars["CLICOLOR_FORCE"]
	switch {
	case noColor, vars["NO_COLOR"] != "":
		return min(p, colorprofile.ASCII)
	case force != "" && force != "0":
		return max(p, colorprofile.ANSI)
	case vars["CLICOLOR"] == "0":
		return min(p, colorprofile.ASCII)
	}
	return p
}

// offered is what the terminal can show, whatever the user prefers.
func offered(vars environ) colorprofile.Profile {
	term := vars["TERM"]
	if term == "" && runtime.GOOS == "windows" {
		return console(vars)
	}
	if vars.dumb() {
		return colorprofile.NoTTY
	}
	inside := strings.HasPrefix(term, "screen") || strings.HasPrefix(term, "tmux")
	switch {
	case strings.HasSuffix(term, "-direct"):
		return colorprofile.TrueColor
	case inside:
		// What COLORTERM and its like say is about the terminal outside.
		return colorprofile.ANSI256
	case trueColor(term, vars):
		return colorprofile.TrueColor
	case strings.HasSuffix(term, "-256color"):
		return colorprofile.ANSI256
	case monochrome(term):
		return colorprofile.ASCII
	}
	return colorprofile.ANSI
}

func trueColor(term string, vars environ) bool {
	switch strings.ToLower(vars["COLORTERM"]) {
	case "truecolor", "24bit":
		return true
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(term, "xterm-"), "-")
	switch name {
	case "alacritty", "contour", "foot", "ghostty", "kitty", "rio", "st", "wezterm":
		return true
	}
	// ssh forwards LC_* by default on many systems, COLORTERM on none.
	return vars["WT_SESSION"] != "" || vars["GOOGLE_CLOUD_SHELL"] == "true" || vars["LC_TERMINAL"] == "iTerm2"
}

// monochrome knows the terminals of DEC that had no colours, and the entries
// of terminfo that say so.
func monochrome(term string) bool {
	for _, dec := range []string{"vt1", "vt2", "vt3", "vt4", "vt52"} {
		if strings.HasPrefix(term, dec) {
			return true
		}
	}
	return strings.HasSuffix(term, "-mono") || strings.HasSuffix(term, "-m")
}

// console asks Windows, which has no TERM, what its console can do.
func console(vars environ) colorprofile.Profile {
	var asked []string
	for _, name := range []string{"WT_SESSION", "ConEmuANSI", "ANSICON", "ANSICON_VER", "COLORTERM"} {
		if v, ok := vars[name]; ok {
			asked = append(asked, name+"="+v)
		}
	}
	return colorprofile.Env(asked)
}

// UTF8 says whether the locale of env is a UTF-8 one, so that boxes and
// glyphs beyond ASCII may be drawn. LC_ALL beats LC_CTYPE beats LANG; with
// none of them set the locale is C, which is not. Windows consoles always
// take UTF-8.
func UTF8(env []string) bool {
	if runtime.GOOS == "windows" {
		return true
	}
	vars := parse(env)
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(vars[name]); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}

// Dumb says whether env names a terminal that cannot move its cursor, on
// which no screen can be drawn.
func Dumb(env []string) bool { return parse(env).dumb() }

// environ is an environment by name.
type environ map[string]string

func parse(env []string) environ {
	vars := make(environ, len(env))
	for _, e := range env {
		name, value, _ := strings.Cut(e, "=")
		vars[name] = value
	}
	return vars
}

func (vars environ) dumb() bool {
	term := vars["TERM"]
	if term == "" {
		return runtime.GOOS != "windows"
	}
	return term == "dumb" || term == "unknown"
}

// remote says whether the terminal is at the far end of an ssh connection.
func (vars environ) remote() bool {
	return vars["SSH_TTY"] != "" || vars["SSH_CONNECTION"] != ""
}
