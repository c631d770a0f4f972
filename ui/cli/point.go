package cli

import (
	"fmt"
	"strings"

	"tami/model/query"
	"tami/model/text"
	"tami/ui/kit"
)

// pointOut shows what is wrong with a query, with a caret below the place.
func pointOut(q string, f query.Fault) string {
	before := text.Clean(q[:f.Start]).String()
	width := max(1, kit.Width(text.Clean(q[f.Start:max(f.Start, f.End)]).String()))
	return fmt.Sprintf("%s\n  %s\n  %s%s", f.Text, text.Clean(q).String(), strings.Repeat(" ", kit.Width(before)), strings.Repeat("^", width))
}
