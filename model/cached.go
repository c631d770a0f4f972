package model

import (
	"time"

	"tami/model/ami"
	"tami/model/op"
)

// recall takes in what AWS said earlier, where it has said nothing since. Rows
// are there to be looked at, and go when AWS does not name them again.
func (s *State) recall(f ami.Fact) {
	if f.Cached.Fault != "" {
		s.Notes.Log(Note{At: s.Now, Level: Notice, Place: f.Need.Place(), Text: f.Cached.Fault})
		return
	}
	n, isList := f.Need.(ami.Images)
	kept, isKept := f.Body.(ami.KeptImages)
	if !isList || !isKept || s.Known(n).settled {
		return
	}
	mine, known := s.callers[n.Profile]
	if known && mine.Account.Raw() != f.Cached.Account {
		return // another account's
	}
	inv := s.images[n]
	if inv == nil {
		inv = newInventory(n.Where, mine.Account.String(), s.Prices)
		inv.old = f.Cached
		s.images[n] = inv
	}
	if inv.old == nil || inv.old.Account != f.Cached.Account || inv.seen != nil {
		return // AWS has begun to answer
	}
	if err := inv.recall(kept); err != nil {
		s.Notes.Log(Note{At: s.Now, Level: Notice, Place: n.Where, Text: "the cache of " + n.Where.String() + " took longer to read: " + err.Error()})
	}
	for dead, until := range s.tombs {
		if dead.at == n.Where && s.Now.Before(until) {
			inv.drop(dead.id)
		}
	}
}

// recall takes in rows that AWS has not named again yet. Where what a search has
// reckoned of them cannot be used it is reckoned anew, and the error says why.
func (inv *Inventory) recall(kept ami.KeptImages) (err error) {
	inv.Version++
	if inv.Corpus.Len() == 0 {
		if err = inv.Corpus.Restore(kept.Rows, kept.Text, kept.Marks); err == nil {
			return nil
		}
	}
	images := make([]*ami.Image, kept.Rows.Len())
	for i := range images {
		images[i] = kept.Rows.Image(i)
	}
	inv.Corpus.Upsert(images)
	return err
}

// sure reports that AWS named an image in this session. What it has not named
// must not decide anything.
func (inv *Inventory) sure(id string) bool { return inv.old == nil || inv.seen[id] }

// own takes rows out that turn out to be another account's.
func (inv *Inventory) own(account string) {
	if inv.old == nil || inv.old.Account == account {
		return
	}
	seen := inv.seen
	inv.old = nil
	inv.Corpus.Retain(func(id string) bool { return seen[id] })
	inv.Version++
}

// Remembered is when AWS gave the rows that it has not named again yet; the
// zero time where there are none.
func (s *State) Remembered(n ami.Images) time.Time {
	if inv := s.images[n]; inv != nil && inv.old != nil {
		return inv.old.At
	}
	return time.Time{}
}

// Shown are the facts with what is on the screen among them, the rows that are
// only remembered too: good enough to offer an action, never to plan one.
func (s *State) Shown() op.Facts { return shown{facts{s}} }

type shown struct{ facts }

// Image implements op.Facts.
func (f shown) Image(at ami.Where, id string) (img *ami.Image, known bool) {
	if img, known := f.facts.Image(at, id); known {
		return img, true
	}
	img = f.State.Image(at, id)
	return img, img != nil
}

// imageOf finds an image by what AWS said in this session. Known and nil: AWS
// says that it is gone, or not visible.
func (s *State) imageOf(at ami.Where, id string) (img *ami.Image, known bool) {
	need := ami.OneImage{Where: at, ID: id}
	if img := s.single[need]; img != nil {
		return img, true
	}
	k := s.Known(need)
	absent := k.settled && k.Problem == nil
	look := func(n ami.Images) *ami.Image {
		inv := s.images[n]
		if inv == nil || !inv.sure(id) || absent && s.Known(n).At.Before(k.At) {
			return nil
		}
		return inv.Find(id)
	}
	if img := look(ami.Images{Where: at, From: s.From}); img != nil {
		return img, true
	}
	for n := range s.images {
		if n.Where != at {
			continue
		}
		if img := look(n); img != nil {
			return img, true
		}
	}
	return nil, absent
}
