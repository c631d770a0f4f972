package query

import (
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

func image(id, name string, more ...func(*ami.Image)) *ami.Image {
	i := &ami.Image{ID: text.Clean(id), Name: text.Clean(name), Traits: &ami.Traits{State: text.Clean("available"), Architecture: text.Clean("arm64")}, Extra: &ami.Extra{}}
	for _, f := range more {
		f(i)
	}
	return i
}

func TestSmoke(t *testing.T) {
	c := New(Place{})
	c.Upsert([]*ami.Image{image("ami-1", "web-arm64-2026"), image("ami-2", "db-arm64"), image("ami-3", "wide-elm-bush")})
	for src, want := range map[string]int{"": 3, "web": 2, "'web": 1, "!web": 2, "arch:arm64": 3, "state:failed": 0, "name:arm": 2, "ami-2": 1} {
		q, faults := Parse(src)
		h := c.Search(q, Order{By: ByRank}, 10, Env{Now: time.Unix(0, 0)})
		if len(faults) > 0 || h.Total != want {
			t.Errorf("%q: %d hits, %v", src, h.Total, faults)
		}
	}
}
