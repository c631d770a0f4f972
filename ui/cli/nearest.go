package cli

import (
	"fmt"
	"strings"

	"tami/model/text"
)

// didYouMean is a question to append to a message, or nothing.
func didYouMean(prefix, word string, names []string) string {
	if few := text.Nearest(word, names); len(few) > 0 {
		return fmt.Sprintf("; did you mean %s%s?", prefix, few[0])
	}
	return ""
}

// oneOf refuses a value that is not among the names a flag knows.
func oneOf(flag, value string, names []string) error {
	for _, n := range names {
		if value == n {
			return nil
		}
	}
	return wrong("%s takes %s, not %q%s", flag, orList(names), value, didYouMean("", value, names))
}

// orList is "a, b or c".
func orList(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
