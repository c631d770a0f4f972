package themes

import (
	"charm.land/lipgloss/v2"
)

// builtin is every theme, in the order in which they are offered.
func builtin() []Theme {
	return []Theme{
		dark(), light(), highContrast(), highContrastLight(), colourBlind(), colourBlindLight(), mono(),
	}
}

func dark() Theme {
	return Theme{Name: "dark", Summary: "calm, for a dark terminal", Grounds: darkGrounds(), Palette: Palette{
		Text:            own(),
		Muted:           tone("#b2b2b2", lipgloss.White),
		Faint:           tone("#9e9e9e", lipgloss.White),
		Rule:            tone("#626262", lipgloss.BrightBlack),
		Border:          tone("#8a8a8a", lipgloss.White),
		Accent:          tone("#7cbaff", lipgloss.BrightCyan),
		Trouble:         tone("#ff8b82", lipgloss.BrightRed),
		Warning:         tone("#eeb86d", lipgloss.BrightYellow),
		Good:            tone("#8fd19e", lipgloss.BrightGreen),
		Match:           tone("#ffe08a", lipgloss.BrightYellow),
		Marked:          tone("#cdb0ff", lipgloss.BrightMagenta),
		DiskFull:        tone("#7fa6cc", lipgloss.BrightCyan),
		DiskEmpty:       tone("#6c6c6c", lipgloss.BrightBlack),
		CursorGround:    tone("#234a74", nil),
		CursorText:      tone("#f3f6fb", nil),
		CursorMatch:     tone("#ffe08a", nil),
		SelectionGround: tone("#7cbaff", nil),
		SelectionText:   tone("#0d1a2b", nil),
		BadgeGround:     tone("#444444", nil),
		BadgeText:       tone("#eeeeee", nil),
	}}
}

func light() Theme {
	return Theme{Name: "light", Summary: "calm, for a light terminal", Grounds: lightGrounds(), Palette: Palette{
		Text:            own(),
		Muted:           tone("#585858", nil),
		Faint:           tone("#666666", nil),
		Rule:            tone("#bcbcbc", lipgloss.White),
		Border:          tone("#808080", lipgloss.BrightBlack),
		Accent:          tone("#0a5bb0", lipgloss.Blue),
		Trouble:         tone("#b4121f", lipgloss.Red),
		Warning:         tone("#7d5000", lipgloss.Magenta),
		Good:            tone("#1f6b26", nil),
		Match:           tone("#8f3f00", lipgloss.Red),
		Marked:          tone("#7d2eb0", lipgloss.Magenta),
		DiskFull:        tone("#4a7cae", lipgloss.Blue),
		DiskEmpty:       tone("#a8a8a8", lipgloss.BrightBlack),
		CursorGround:    tone("#bedaf8", nil),
		CursorText:      tone("#121212", nil),
		CursorMatch:     tone("#7a2c00", nil),
		SelectionGround: tone("#0a5bb0", nil),
		SelectionText:   tone("#ffffff", nil),
		BadgeGround:     tone("#e4e4e4", nil),
		BadgeText:       tone("#262626", nil),
	}}
}

func highContrast() Theme {
	return Theme{Name: "high-contrast", Summary: "strong, for a dark terminal", Grounds: grounds("#000000", "#1e1e1e"), Palette: Palette{
		Text:            tone("#ffffff", lipgloss.BrightWhite),
		Muted:           tone("#e4e4e4", lipgloss.White),
		Faint:           tone("#d0d0d0", lipgloss.White),
		Rule:            tone("#a8a8a8", lipgloss.White),
		Border:          tone("#ffffff", lipgloss.BrightWhite),
		Accent:          tone("#5fd7ff", lipgloss.BrightCyan),
		Trouble:         tone("#ff9e96", lipgloss.BrightRed),
		Warning:         tone("#ffc24d", lipgloss.BrightYellow),
		Good:            tone("#87ff9f", lipgloss.BrightGreen),
		Match:           tone("#ffff5f", lipgloss.BrightYellow),
		Marked:          tone("#e6c3ff", lipgloss.BrightMagenta),
		DiskFull:        tone("#ffffff", lipgloss.BrightWhite),
		DiskEmpty:       tone("#a8a8a8", lipgloss.White),
		CursorGround:    tone("#ffd700", nil),
		CursorText:      tone("#000000", nil),
		CursorMatch:     tone("#00005f", nil),
		SelectionGround: tone("#ffffff", nil),
		SelectionText:   tone("#000000", nil),
		BadgeGround:     tone("#ffffff", nil),
		BadgeText:       tone("#000000", nil),
	}}
}

func highContrastLight() Theme {
	return Theme{Name: "high-contrast-light", Summary: "strong, for a light terminal", Grounds: lightGrounds(), Palette: Palette{
		Text:            tone("#000000", lipgloss.Black),
		Muted:           tone("#262626", nil),
		Faint:           tone("#3a3a3a", nil),
		Rule:            tone("#6c6c6c", lipgloss.BrightBlack),
		Border:          tone("#000000", lipgloss.Black),
		Accent:          tone("#002a8f", lipgloss.Blue),
		Trouble:         tone("#870000", lipgloss.Red),
		Warning:         tone("#5f2e00", lipgloss.Magenta),
		Good:            tone("#0b4a17", nil),
		Match:           tone("#6b0050", lipgloss.Red),
		Marked:          tone("#4b0082", lipgloss.Magenta),
		DiskFull:        tone("#000000", lipgloss.Black),
		DiskEmpty:       tone("#6c6c6c", lipgloss.BrightBlack),
		CursorGround:    tone("#000000", nil),
		CursorText:      tone("#ffffff", nil),
		CursorMatch:     tone("#ffd700", nil),
		SelectionGround: tone("#002a8f", nil),
		SelectionText:   tone("#ffffff", nil),
		BadgeGround:     tone("#000000", nil),
		BadgeText:       tone("#ffffff", nil),
	}}
}

// colourBlind keeps to blue against orange and yellow, which all common kinds
// of colour blindness leave apart, and to lightness.
func colourBlind() Theme {
	return Theme{Name: "colour-blind", Summary: "blue and orange, for a dark terminal", Grounds: darkGrounds(), Palette: Palette{
		Text:            own(),
		Muted:           tone("#b2b2b2", lipgloss.White),
		Faint:           tone("#9e9e9e", lipgloss.White),
		Rule:            tone("#626262", lipgloss.BrightBlack),
		Border:          tone("#8a8a8a", lipgloss.White),
		Accent:          tone("#6fb7ff", lipgloss.BrightCyan),
		Trouble:         tone("#ff9a2e", lipgloss.BrightYellow),
		Warning:         tone("#f2d675", lipgloss.Yellow),
		Good:            tone("#bfe0ff", lipgloss.Cyan),
		Match:           tone("#fff3b0", lipgloss.BrightWhite),
		Marked:          tone("#ffffff", lipgloss.BrightWhite),
		DiskFull:        tone("#6fa8dc", lipgloss.BrightCyan),
		DiskEmpty:       tone("#6c6c6c", lipgloss.BrightBlack),
		CursorGround:    tone("#234a74", nil),
		CursorText:      tone("#f3f6fb", nil),
		CursorMatch:     tone("#ffe08a", nil),
		SelectionGround: tone("#6fb7ff", nil),
		SelectionText:   tone("#0d1a2b", nil),
		BadgeGround:     tone("#444444", nil),
		BadgeText:       tone("#eeeeee", nil),
	}}
}

func colourBlindLight() Theme {
	return Theme{Name: "colour-blind-light", Summary: "blue and orange, for a light terminal", Grounds: lightGrounds(), Palette: Palette{
		Text:            own(),
		Muted:           tone("#585858", nil),
		Faint:           tone("#666666", nil),
		Rule:            tone("#bcbcbc", lipgloss.White),
		Border:          tone("#808080", lipgloss.BrightBlack),
		Accent:          tone("#0058a8", lipgloss.Blue),
		Trouble:         tone("#9a4a00", lipgloss.Red),
		Warning:         tone("#5e4a00", lipgloss.Magenta),
		Good:            tone("#003a6b", nil),
		Match:           tone("#6b4200", lipgloss.Red),
		Marked:          tone("#000000", lipgloss.Black),
		DiskFull:        tone("#3d78b0", lipgloss.Blue),
		DiskEmpty:       tone("#a8a8a8", lipgloss.BrightBlack),
		CursorGround:    tone("#bedaf8", nil),
		CursorText:      tone("#121212", nil),
		CursorMatch:     tone("#7a2c00", nil),
		SelectionGround: tone("#0058a8", nil),
		SelectionText:   tone("#ffffff", nil),
		BadgeGround:     tone("#e4e4e4", nil),
		BadgeText:       tone("#262626", nil),
	}}
}

// mono is for those who want no hue at all: greys, and weight for the rest.
func mono() Theme {
	return Theme{Name: "mono", Summary: "greys only, for a dark terminal", Grounds: darkGrounds(), Hueless: true, Palette: Palette{
		Text:            own(),
		Muted:           tone("#b4b4b4", lipgloss.White),
		Faint:           tone("#9e9e9e", lipgloss.White),
		Rule:            tone("#626262", lipgloss.BrightBlack),
		Border:          tone("#8a8a8a", lipgloss.White),
		Accent:          own(),
		Trouble:         own(),
		Warning:         own(),
		Good:            own(),
		Match:           own(),
		Marked:          own(),
		DiskFull:        tone("#b2b2b2", lipgloss.White),
		DiskEmpty:       tone("#6c6c6c", lipgloss.BrightBlack),
		CursorGround:    tone("#4a4a4a", nil),
		CursorText:      tone("#ffffff", nil),
		CursorMatch:     tone("#ffffff", nil),
		SelectionGround: tone("#d0d0d0", nil),
		SelectionText:   tone("#121212", nil),
		BadgeGround:     tone("#444444", nil),
		BadgeText:       tone("#eeeeee", nil),
	}}
}
