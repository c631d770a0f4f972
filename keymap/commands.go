package keymap

import (
	"fmt"

	"tami/model/op"
)

// The headings under which commands are listed.
const (
	groupMove   = "Move"
	groupList   = "List"
	groupFind   = "Find"
	groupChoose = "Choose"
	groupCopy   = "Copy out"
	groupApp    = "Application"
	groupChange = "Change"
)

// commands is every command there is, with its words: each is said once here,
// whatever layers it is in. IDs never change their meaning, since users bind
// keys to them.
func commands() []Binding {
	all := []Binding{
		{ID: "cursor.up", Group: groupMove, Short: "up", Title: "Move up", Help: "Goes one line up."},
		{ID: "cursor.down", Group: groupMove, Short: "down", Title: "Move down", Help: "Goes one line down."},
		{ID: "cursor.top", Group: groupMove, Short: "top", Title: "Go to the top", Help: "Goes to the first line."},
		{ID: "cursor.bottom", Group: groupMove, Short: "bottom", Title: "Go to the bottom", Help: "Goes to the last line."},
		{ID: "cursor.halfup", Group: groupMove, Short: "half up", Title: "Move half a page up", Help: "Goes up by half of what is shown."},
		{ID: "cursor.halfdown", Group: groupMove, Short: "half down", Title: "Move half a page down", Help: "Goes down by half of what is shown."},
		{ID: "cursor.pageup", Group: groupMove, Short: "page up", Title: "Move a page up", Help: "Goes up by as much as is shown."},
		{ID: "cursor.pagedown", Group: groupMove, Short: "page down", Title: "Move a page down", Help: "Goes down by as much as is shown."},
		{ID: "scroll.left", Group: groupMove, Short: "left", Title: "Scroll left", Help: "Shows columns, or text, further left."},
		{ID: "scroll.right", Group: groupMove, Short: "right", Title: "Scroll right", Help: "Shows columns, or text, further right; names stay in place."},
		{ID: "pane.next", Group: groupMove, Short: "next", Title: "Go to the next pane or tab", Help: "After the last one comes the first."},
		{ID: "pane.previous", Group: groupMove, Short: "previous", Title: "Go to the previous pane or tab", Help: "Before the first one comes the last."},
	}
	for n := 1; n <= 9; n++ {
		all = append(all, Binding{
			ID: op.ID(fmt.Sprintf("pane.%d", n)), Group: groupMove, Short: fmt.Sprint(n),
			Title: fmt.Sprintf("Go to pane or tab %d", n), Help: "The strip of regions and the tabs show the numbers.",
		})
	}
	all = append(all, actionWords()...)
	all = append(all, changeWords()...)
	return append(all, []Binding{
		{ID: "item.open", Group: groupList, Short: "open", Title: "Open the image", Help: "Shows everything about the image of this row."},
		{ID: "list.mark", Group: groupList, Short: "mark", Title: "Mark or unmark", Help: "Marks the line that the cursor is on."},
		{ID: "list.markall", Group: groupList, Short: "mark all", Title: "Mark all that are shown", Help: "Marks every line the filter leaves; when all are marked, unmarks them."},
		{ID: "list.sort", Group: groupList, Short: "sort", Title: "Sort by the next column", Help: "Goes through the columns, one with each press."},
		{ID: "list.reverse", Group: groupList, Short: "reverse", Title: "Reverse the order", Help: "Sorts by the same column the other way round."},
		{ID: "list.source", Group: groupList, Short: "from", Title: "Choose whose images are shown", Help: "Mine, those shared with me, Amazon's, the Marketplace's or the community's."},
		{ID: "item.explain", Group: groupList, Short: "explain", Title: "Explain this property", Help: "What it means, what this value means here, why it matters, how it is changed."},
		{ID: "cost.measure", Group: groupList, Short: "count", Title: "Measure the cost exactly", Help: "Says what counting the blocks of the snapshots takes; pressed again it starts."},
		{ID: "cost.prices", Group: groupList, Short: "prices", Title: "Ask AWS for its prices", Help: "Asks AWS's price list what snapshots cost here; a prices.tsv of your own goes before it."},
		{ID: "item.users", Group: groupList, Short: "used by", Title: "What uses the image", Help: "Instances, templates, groups and parameters, and what was not checked."},
		{ID: "list.compare", Group: groupList, Short: "compare", Title: "Compare two images", Help: "Holds the two that are marked, or the marked one and this, side by side."},
		{ID: "compare.whole", Group: groupList, Short: "same too", Title: "Show what is the same, too", Help: "Adds the points in which the two agree, or leaves them out again."},
		{ID: "view.merge", Group: groupList, Short: "merge", Title: "Merge the regions, or part them", Help: "Shows all regions as one list with a region column."},
		{ID: "view.zoom", Group: groupList, Short: "zoom", Title: "Zoom the pane, or shrink it", Help: "Gives the pane the whole screen."},
		{ID: "view.stack", Group: groupList, Short: "stack", Title: "Stack the panes, or put them side by side", Help: "Changes how panes share the screen, where there is room for both."},
		{ID: "view.refresh", Group: groupList, Short: "refresh", Title: "Refresh what is shown", Help: "Asks AWS again, also where it failed before."},

		{ID: "list.search", Group: groupFind, Short: "search", Title: "Search", Help: "A list narrows while you type; a text goes to what it finds."},
		{ID: "search.keep", Group: groupFind, Short: "keep", Title: "Keep the search", Help: "Leaves the box; what was searched for stays in force."},
		{ID: "search.clear", Group: groupFind, Short: "clear", Title: "Clear the search", Help: "Leaves the box and shows everything again."},
		{ID: "search.complete", Group: groupFind, Short: "complete", Title: "Complete the word", Help: "Takes the suggestion that stands under the box."},
		{ID: "search.next", Group: groupFind, Short: "next", Title: "Next suggestion", Help: "Chooses the suggestion after this one."},
		{ID: "search.previous", Group: groupFind, Short: "previous", Title: "Previous suggestion", Help: "Chooses the suggestion before this one."},
		{ID: "text.next", Group: groupFind, Short: "next", Title: "Next match", Help: "Goes to the next place where the text has what was searched for."},
		{ID: "text.previous", Group: groupFind, Short: "previous", Title: "Previous match", Help: "Goes to the place before."},

		{ID: "picker.choose", Group: groupChoose, Short: "choose", Title: "Choose", Help: "Takes what the cursor is on, and closes the menu."},
		{ID: "places.apply", Group: groupChoose, Short: "apply", Title: "Show these places", Help: "Shows the chosen profiles and regions."},

		{ID: "item.copyid", Group: groupCopy, Short: "copy ID", Title: "Copy the ID", Help: "Puts it on your terminal's clipboard, also over SSH."},
		{ID: "item.copyas", Group: groupCopy, Short: "copy as", Title: "Copy the ARN, an AWS CLI command, JSON", Help: "Asks which of them to put on your terminal's clipboard."},
		{ID: "list.export", Group: groupCopy, Short: "export", Title: "Export the list", Help: "Writes the lines the filter leaves to a CSV or JSON file."},

		{ID: "app.help", Group: groupApp, Short: "help", Title: "Help", Help: "Lists the keys of this screen."},
		{ID: "app.palette", Group: groupApp, Short: "commands", Title: "Find a command", Help: "Every command and screen by name."},
		{ID: "app.back", Group: groupApp, Short: "back", Title: "Go back", Help: "Leaves what was entered last: a search, a menu, a screen."},
		{ID: "app.close", Group: groupApp, Short: "back", Title: "Go back, or quit", Help: "Leaves the screen; on the first screen it leaves tami."},
		{ID: "app.quit", Group: groupApp, Short: "quit", Title: "Quit at once", Help: "Leaves tami from anywhere."},
		{ID: "app.suspend", Group: groupApp, Short: "suspend", Title: "Suspend", Help: "Returns to the shell; fg comes back."},
		{ID: "app.places", Group: groupApp, Short: "places", Title: "Choose places", Help: "Which profiles and regions are shown."},
		{ID: "app.signin", Group: groupApp, Short: "sign in", Title: "Sign in", Help: "Signs in again by a code in a browser, or that of an MFA device; what is shown stays, and what waits goes on."},
		{ID: "signin.copy", Group: groupCopy, Short: "copy address", Title: "Copy the address", Help: "Puts the address to sign in at on your terminal's clipboard, also over SSH."},
		{ID: "app.messages", Group: groupApp, Short: "messages", Title: "Messages", Help: "Every error and notice of this session."},
		{ID: "app.theme", Group: groupApp, Short: "theme", Title: "Choose a theme", Help: "Changes the colours until you leave."},
		{ID: "app.version", Group: groupApp, Short: "version", Title: "Version", Help: "Says which version of tami this is."},
		{ID: "screen.images", Group: groupApp, Short: "images", Title: "Images", Help: "Goes to the list of images."},
		{ID: "screen.learn", Group: groupApp, Short: "learn", Title: "Learn", Help: "Ten lessons, a glossary and every property, to be read and searched."},
		{ID: "screen.families", Group: groupApp, Short: "families", Title: "Families", Help: "Versions grouped, and which regions lack the newest."},
		{ID: "screen.instances", Group: groupApp, Short: "instances", Title: "Instances", Help: "Goes to the instances, and the images that they run."},
		{ID: "screen.groups", Group: groupApp, Short: "groups", Title: "Groups & templates", Help: "What runs which image, and what would launch which: groups, templates, instances, parameters."},
		{ID: "screen.bin", Group: groupApp, Short: "bin", Title: "Recycle Bin", Help: "What was deregistered or deleted and can still be had back."},
	}...)
}

// changeWords are the commands of sheets, runs and receipts.
func changeWords() []Binding {
	return []Binding{
		{ID: "item.actions", Group: groupChange, Short: "actions", Title: "Actions", Help: "Everything that can be done to what is marked, or to what the cursor is on."},
		{ID: "sheet.forward", Group: groupChange, Short: "confirm", Title: "Go on, or confirm", Help: "Goes from the form to the plan, and confirms what enter confirms."},
		{ID: "sheet.yes", Group: groupChange, Short: "confirm", Title: "Confirm with y", Help: "Confirms a change that a y is asked for."},
		{ID: "sheet.toggle", Group: groupChange, Short: "toggle", Title: "Change the first choice", Help: "Keeps the snapshots, or deletes them too."},
		{ID: "sheet.script", Group: groupChange, Short: "script", Title: "Show the AWS CLI script", Help: "The plan as commands that can be copied, saved and run elsewhere."},
		{ID: "sheet.form", Group: groupChange, Short: "form", Title: "Go to the form", Help: "Changes what was filled in; what was typed is still there."},
		{ID: "sheet.offers", Group: groupChange, Short: "instead", Title: "Look at another plan", Help: "What the sheet offers instead, or next."},
		{ID: "receipt.copy", Group: groupCopy, Short: "copy receipt", Title: "Copy the receipt", Help: "What the run did, when and where, what came of it and the way back, as Markdown on your terminal's clipboard."},
		{ID: "receipt.save", Group: groupCopy, Short: "save receipt", Title: "Save the receipt", Help: "The same as a file in the folder that tami was started in."},
		{ID: "sheet.to", Group: groupChange, Short: "target", Title: "Choose what it goes to", Help: "Lists the images that ran here before, each with what speaks for it."},
		{ID: "sheet.way", Group: groupChange, Short: "way", Title: "Choose the way", Help: "Lists the ways this can be done, and why the others cannot be taken."},
		{ID: "form.next", Group: groupChange, Short: "next field", Title: "Next field", Help: "After the last one comes the first."},
		{ID: "form.previous", Group: groupChange, Short: "field before", Title: "Field before", Help: "Before the first one comes the last."},
		{ID: "form.complete", Group: groupChange, Short: "take it", Title: "Take the value that is offered", Help: "The first one under the form; within a text the cursor moves, and a choice changes."},
		{ID: "form.choose", Group: groupChange, Short: "list", Title: "Choose from the list", Help: "All values of the field, to be searched; those that cannot be had say why."},
		{ID: "form.explain", Group: groupChange, Short: "explain", Title: "Explain the field", Help: "What it is, what AWS allows, and what is wrong with what stands there."},
		{ID: "form.clear", Group: groupChange, Short: "clear", Title: "Clear the form", Help: "Takes out what was filled in, which is otherwise kept when the form is left."},
		{ID: "run.stop", Group: groupChange, Short: "stop", Title: "Stop the run before its next step", Help: "The call in hand is finished, and nothing further is begun."},
		{ID: "run.resume", Group: groupChange, Short: "go on", Title: "Go on with the run", Help: "Carries out what a tami that died has left; what happened is not done again."},
		{ID: "run.undo", Group: groupChange, Short: "undo", Title: "Undo the last run", Help: "Opens the way back as a plan of its own; in the list of runs, that of the selected one."},
		{ID: "screen.runs", Group: groupApp, Short: "runs", Title: "Runs", Help: "Changes under way and made, to be rejoined or undone."},
	}
}
