package ui

import tea "charm.land/bubbletea/v2"

// Look asks the program something from inside its loop and waits for the
// answer; send is the program's Send.
func Look(send func(tea.Msg), ask func(*App) any) any {
	answer := make(chan any, 1)
	send(inquiry{ask, answer})
	return <-answer
}

// Lines are the lines that the program draws.
func Lines(a *App) []string {
	lines, _ := a.draw()
	return lines
}
