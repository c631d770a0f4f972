package explain

import (
	"strconv"
	"strings"
	"time"
)

// dated reads a point in time; says has one %s for it.
func dated(says string) func(string) string {
	return func(value string) string {
		t, err := time.Parse(time.RFC3339, value)
		if err != nil {
			return ""
		}
		return filled(says, t.UTC().Format("2 January 2006, 15:04 UTC"))
	}
}

// numbered reads a whole number; says has one %s for it.
func numbered(says string) func(string) string {
	return func(value string) string {
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || n < 0 {
			return ""
		}
		return filled(says, grouped(n))
	}
}

// grouped writes a number with commas between its thousands.
func grouped(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10)
	}
	rest := strconv.FormatInt(n%1000, 10)
	return grouped(n/1000) + "," + strings.Repeat("0", 3-len(rest)) + rest
}

// byteCounted reads a number of bytes and says it in GiB.
func byteCounted(says string) func(string) string {
	return func(value string) string {
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || n < 0 {
			return ""
		}
		return filled(says, strconv.FormatFloat(float64(n)/(1<<30), 'f', 1, 64))
	}
}

// accounted reads an account's twelve digits; says has one %s for them.
func accounted(says string) func(string) string {
	return func(value string) string {
		if len(value) != 12 || strings.Trim(value, "0123456789") != "" {
			return ""
		}
		return filled(says, value)
	}
}

// telling tells values by a part of them, in lower case, that they have as
// match says; the first that fits counts.
func telling(match func(value, part string) bool, parts ...Value) func(string) string {
	return func(value string) string {
		for _, part := range parts {
			if match(strings.ToLower(value), part.Value) {
				return part.Means
			}
		}
		return ""
	}
}

// beginning reads a property with several parts by its first: a reason by its
// code, scan results by their severity.
func beginning(values func() []Value) func(string) string {
	return func(value string) string {
		first, _, _ := strings.Cut(value, " ")
		for _, v := range values() {
			if v.Value != "" && strings.EqualFold(v.Value, first) {
				return v.Means
			}
		}
		return ""
	}
}

func filled(says, with string) string { return strings.Replace(says, "%s", with, 1) }
