package query

import "tami/model/text"

func fieldNames() []string {
	all := fieldList()
	names := make([]string, len(all))
	for n, f := range all {
		names[n] = f.name
	}
	return names
}

// nearest is the name that was most likely meant by what was typed, "" when
// none is near.
func nearest(typed string, names []string) string {
	if few := text.Nearest(typed, names); len(few) > 0 {
		return few[0]
	}
	return ""
}
