package money

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tami/model/ami"
)

// Question asks how many blocks would be freed if some snapshots that are tied
// to each other were deleted together.
type Question struct{ ties []tied }

type tied struct {
	id, parent string // parent "" where the line begins
	stays      bool
}

// Questions asks for each run of the snapshots that are to be deleted, as far
// as the lineage knows them: a run shares no blocks with the next that do not
// live on anyway.
func (l *Lineage) Questions(ids []string) []Question {
	var list []Question
	for _, run := range l.runs(ids) {
		list = append(list, question(run))
	}
	return list
}

func question(run []*node) Question {
	within := map[*node]bool{}
	for _, n := range run {
		within[n] = true
	}
	var q Question
	for _, n := range run {
		one := tied{id: n.id()}
		if n.parent != nil {
			one.parent = n.parent.id()
		}
		q.ties = append(q.ties, one)
		for _, child := range n.children {
			if !within[child] {
				q.ties = append(q.ties, tied{id: child.id(), parent: n.id(), stays: true})
			}
		}
	}
	slices.SortFunc(q.ties, func(a, b tied) int { return strings.Compare(a.id, b.id) })
	return q
}

// Key writes the question as one word: "-snap-2<snap-1 +snap-3<snap-2" deletes
// the second of three. Equal questions have equal keys.
func (q Question) Key() string {
	words := make([]string, len(q.ties))
	for i, t := range q.ties {
		words[i] = "-" + t.id
		if t.stays {
			words[i] = "+" + t.id
		}
		if t.parent != "" {
			words[i] += "<" + t.parent
		}
	}
	return strings.Join(words, " ")
}

// ParseQuestion reads the Key of a Question.
func ParseQuestion(key string) (Question, error) {
	var q Question
	deleted := map[string]bool{}
	for _, word := range strings.Split(key, " ") {
		id, parent, tie := strings.Cut(word, "<")
		if len(id) < 2 || id[0] != '-' && id[0] != '+' || (tie || id[0] == '+') && parent == "" {
			return Question{}, fmt.Errorf("%q is no question about snapshots: %q is neither -SNAPSHOT, -SNAPSHOT<PARENT nor +SNAPSHOT<PARENT", key, word)
		}
		if id[0] == '-' && deleted[id[1:]] {
			return Question{}, fmt.Errorf("%q is no question about snapshots: %s stands twice", key, id[1:])
		}
		deleted[id[1:]] = deleted[id[1:]] || id[0] == '-'
		q.ties = append(q.ties, tied{id: id[1:], parent: parent, stays: id[0] == '+'})
	}
	for _, t := range q.ties {
		if t.stays && !deleted[t.parent] {
			return Question{}, fmt.Errorf("%q is no question about snapshots: %s is tied to none that goes", key, t.id)
		}
	}
	if q.circular() {
		return Question{}, fmt.Errorf("%q is no question about snapshots: one is its own ancestor", key)
	}
	return q, nil
}

func (q Question) circular() bool {
	parent := map[string]string{}
	for _, t := range q.ties {
		parent[t.id] = t.parent
	}
	for id := range parent {
		steps := 0
		for ; id != "" && steps <= len(q.ties); steps++ {
			id = parent[id]
		}
		if id != "" {
			return true
		}
	}
	return false
}

// Snapshots are those that the question would delete.
func (q Question) Snapshots() []string {
	var ids []string
	for _, t := range q.ties {
		if !t.stays {
			ids = append(ids, t.id)
		}
	}
	return ids
}

// Listing is one list of blocks to read: all that Second holds, or where First
// is set, what differs between the two.
type Listing struct{ First, Second string }

// Listings are the lists that answer the question.
func (q Question) Listings() []Listing {
	list := make([]Listing, len(q.ties))
	for i, t := range q.ties {
		list[i] = Listing{t.parent, t.id}
	}
	return list
}

// Waiting is the first snapshot of a question that is still being made, so that
// its blocks cannot be listed yet; "" when there is none.
func (l *Lineage) Waiting(q Question) string {
	for _, t := range q.ties {
		for _, id := range []string{t.parent, t.id} {
			if n := l.node(id); n != nil && n.snapshot.State.Raw() == "pending" {
				return id
			}
		}
	}
	return ""
}

// How fast AWS lets an account list blocks, and how fast tami does so: half of
// it, so that the account's other tools keep room. Requests a second.
const (
	ListQuota = 50
	ListPace  = 25
)

// blocksAPage is the most that one request lists.
const blocksAPage = 10_000

// Effort is what measuring takes at the most.
type Effort struct {
	Requests int
	Cost     Bounds // once
}

// Lasts is how long so many requests take at a pace, at the least.
func (e Effort) Lasts(perSecond int) time.Duration {
	return time.Duration(e.Requests) * time.Second / time.Duration(perSecond)
}

// Effort is what answering a question takes at the most: a list of differences
// names at most what both snapshots hold.
func (b Book) Effort(q Question) Effort {
	e := Effort{}
	blocks := func(id string) int64 {
		if n := b.Lineage.node(id); n != nil {
			return BlocksOf(n.snapshot)
		}
		return 0
	}
	for _, l := range q.Listings() {
		e.Requests += Requests(blocks(l.First) + blocks(l.Second))
	}
	e.Cost = b.listing(e.Requests)
	return e
}

func (b Book) listing(requests int) Bounds {
	price, ok := b.Prices.Find(b.Region, ami.DirectList)
	if !ok {
		return Bounds{Label: Unknown}
	}
	return Exactly(price.USD * float64(requests) / 1000)
}

// BlocksOf is the most blocks that a snapshot holds.
func BlocksOf(s *ami.Snapshot) int64 {
	const bytes = 512 << 10
	if s.FullSize != nil {
		return (*s.FullSize + bytes - 1) / bytes
	}
	return int64(s.VolumeSize) * BlocksPerGiB
}

// Requests is how many requests list so many blocks; an empty list takes one.
func Requests(blocks int64) int { return int(max(1, (blocks+blocksAPage-1)/blocksAPage)) }
