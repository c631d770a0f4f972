package model

import (
	"fmt"
	"maps"

	"tami/model/op"
)

// Drafts are what was filled in for changes that were not made, by field as it
// stood there. They last as long as the session, and no file has them: user data
// may hold secrets.
type Drafts map[string]map[string]string

// DraftKey names the form of a request: what is done to what, and what of it was
// given before anybody filled anything in.
func DraftKey(r op.Request) string {
	return fmt.Sprintf("%q %q %q %q", r.Action, r.On, fmt.Sprint(r.Targets), fmt.Sprint(map[string][]string(r.Values)))
}

// Keep keeps what was filled in; nothing drops what was kept.
func (d Drafts) Keep(key string, fields map[string]string) {
	if len(fields) == 0 {
		delete(d, key)
		return
	}
	d[key] = maps.Clone(fields)
}
