package themes

// Glyphs are the signs on the screen, each one cell wide in every terminal
// that does not widen ambiguous characters; in ASCII, OK and Loading are longer.
// A sign never says alone what matters: words stand beside it.
type Glyphs struct {
	ASCII bool // these are the plain ones; key names follow

	Cursor   string // before the row the cursor is on
	Mark     string // before a marked row
	Unmarked string // before a row that could be marked, where that is shown
	Here     string // before the pane or tab in focus
	Arrow    string // leads on to something
	Up, Down string // the order of the sorted column
	OK       string // passed, chosen, in force
	Cross    string // failed
	Warning  string // look here
	Differs  string // two things are not alike
	None     string // known to be nothing
	Loading  string // not known yet
	Ellipsis string // something was cut; always one cell
	AtMost   string // before a number that is an upper bound
	Dot      string // between facts on one line

	Rule     string // horizontal line
	Vertical string // vertical line

	BarFull, BarEmpty string // cells of a meter
	BarLeft, BarRight string // its ends

	Box struct{ TopLeft, TopRight, BottomLeft, BottomRight, Across string }

	Spinner []string // frames; four a second are enough
}

func glyphs(ascii bool) Glyphs {
	if ascii {
		g := Glyphs{
			ASCII:  true,
			Cursor: ">", Mark: "*", Unmarked: ".", Here: ">", Arrow: ">", Up: "^", Down: "v",
			OK: "ok", Cross: "x", Warning: "!", Differs: "~", None: "-", Loading: "...", Ellipsis: "~",
			AtMost: "<=", Dot: "-", Rule: "-", Vertical: "|",
			BarFull: "#", BarEmpty: ".", BarLeft: "[", BarRight: "]",
			Spinner: []string{"-", `\`, "|", "/"},
		}
		g.Box.TopLeft, g.Box.TopRight, g.Box.BottomLeft, g.Box.BottomRight, g.Box.Across = "+", "+", "+", "+", "-"
		return g
	}
	g := Glyphs{
		Cursor: "▌", Mark: "●", Unmarked: "○", Here: "▸", Arrow: "▸", Up: "↑", Down: "↓",
		OK: "✓", Cross: "✕", Warning: "!", Differs: "≠", None: "—", Loading: "…", Ellipsis: "…",
		AtMost: "≤", Dot: "·", Rule: "─", Vertical: "│",
		BarFull: "█", BarEmpty: "░", BarLeft: "▕", BarRight: "▏",
		Spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
	}
	g.Box.TopLeft, g.Box.TopRight, g.Box.BottomLeft, g.Box.BottomRight, g.Box.Across = "╭", "╮", "╰", "╯", "─"
	return g
}
