package screen

import (
	"fmt"
	"strings"
	"time"

	"tami/model"
	"tami/model/ami"
	"tami/model/explain"
	"tami/model/op"
)

// factWords is how far one kind of question is.
type factWords struct {
	words   string
	problem bool
}

// factsOf says how far the questions behind a plan are, kind by kind, those
// that are open or failed first.
func factsOf(st *model.State, needs []ami.Need) []factWords {
	type tally struct{ all, done, failed int }
	counts, order := map[string]*tally{}, []string{}
	for _, n := range needs {
		word := needWords(n)
		if counts[word] == nil {
			counts[word] = &tally{}
			order = append(order, word)
		}
		k, c := st.Known(n), counts[word]
		c.all++
		if k.Settled() {
			c.done++
		}
		if k.Problem != nil {
			c.failed++
		}
	}
	var open, bad []factWords
	for _, word := range order {
		switch c := counts[word]; {
		case c.failed > 0:
			bad = append(bad, factWords{word + ": not readable", true})
		case c.done < c.all && c.all > 1:
			open = append(open, factWords{fmt.Sprintf("%s %d/%d", word, c.done, c.all), false})
		case c.done < c.all:
			open = append(open, factWords{word, false})
		}
	}
	return append(open, bad...)
}

// needWords names a question in a word or two.
func needWords(n ami.Need) string {
	switch n.(type) {
	case ami.Caller:
		return "who we are"
	case ami.Images:
		return "images"
	case ami.OneImage:
		return "the image"
	case ami.OneSnapshot:
		return "snapshots"
	case ami.Instances:
		return "instances"
	case ami.Sharing, ami.SnapshotSharing:
		return "shares"
	case ami.References:
		return "what uses it"
	case ami.Groups:
		return "groups"
	case ami.LaunchConfigurations:
		return "launch configurations"
	case ami.BinRules, ami.BinnedImages, ami.BinnedSnapshots:
		return "Recycle Bin"
	case ami.PublicBlock:
		return "public sharing"
	case ami.SnapshotLock:
		return "locks"
	case ami.Key, ami.Aliases, ami.EBSDefaults:
		return "keys"
	default:
		return spelled(strings.TrimPrefix(fmt.Sprintf("%T", n), "ami."))
	}
}

// spelled is the name of a type in words: "FastRestore" is "fast restore".
func spelled(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// shortly is a short time in words.
func shortly(d time.Duration) string {
	switch {
	case d < time.Second:
		return "less than a second"
	case d < 2*time.Minute:
		return model.Count(int(d.Round(time.Second)/time.Second), "second", "seconds")
	}
	return model.Count(int(d.Round(time.Minute)/time.Minute), "minute", "minutes")
}

// term is a word on a sheet, and what it means.
type term struct{ name, text string }

// terms are the words that stand on the sheet now.
func (s *Sheet) terms(e Env) []term {
	var list []term
	seen := map[string]bool{}
	add := func(name, text string) {
		if !seen[name] {
			seen[name] = true
			list = append(list, term{name, text})
		}
	}
	for _, f := range s.plan.Snapshots {
		word, _ := fateText(e, f.Fate)
		add(word, fateMeans(f.Fate))
	}
	if c := s.plan.Cost; c != nil {
		if c.StopsHigh > 0 {
			add("stops", "What is not paid any more when the change has been made. Snapshots share blocks: what one of them costs lies between nothing and the price of all that it holds.")
		}
		if c.StaysHigh > 0 {
			add("stays", "What goes on being paid for what is kept.")
		}
		switch c.Label {
		case "up to":
			add("up to", "A bound and not a figure: at most so much. How many blocks a snapshot has alone is only known when they are counted.")
		case "measured":
			add("measured", "The blocks were counted with the EBS direct APIs.")
		case "exact":
			add("exact", "There is nothing to be shared or guessed: this is the figure.")
		}
	}
	for _, step := range s.plan.Steps {
		switch step.Undo.Grade {
		case op.Exact:
			add("undo: exact", "The account is afterwards as it was before.")
		case op.Lossy:
			add("undo: lossy", "There is a way back, but something is not as before: "+step.Undo.Why+".")
		default:
			add("undo: final", "There is no way back from this step. "+sentence(step.Undo.Why))
		}
	}
	if len(s.plan.Steps) > 0 {
		add("dry run", "Each call is made with DryRun, which changes nothing: AWS says whether it would be permitted. That is not whether it would work. Some calls have no dry run.")
	}
	if len(s.plan.NotChecked) > 0 {
		add("not checked", "What could not be read may be there all the same. It is never counted as nothing.")
	}
	for _, name := range []string{"Rollback", "Recycle Bin", "Orphaned snapshot", "Incremental snapshots", "Eventual consistency"} {
		if text := s.glossary(name); text != "" {
			add(name, text)
		}
	}
	return list
}

// glossary is an entry that the plan speaks of.
func (s *Sheet) glossary(name string) string {
	spoken := strings.ToLower(s.plan.UndoLine + s.plan.Title)
	for _, f := range s.plan.Snapshots {
		spoken += " " + string(f.Fate) + " snapshot"
	}
	if !strings.Contains(spoken, strings.ToLower(strings.Fields(name)[0])[:4]) {
		return ""
	}
	for _, c := range explain.Concepts() {
		if c.Name == name {
			return c.Means + " " + c.Why
		}
	}
	return ""
}

func fateMeans(k op.FateKind) string {
	switch k {
	case op.Deleted:
		return "The snapshot is deleted for good, and is not paid any more as far as no other snapshot needs its blocks."
	case op.Orphaned:
		return "The snapshot stays and goes on costing, though no image uses it any more."
	case op.Kept:
		return "The snapshot stays: something else needs it, or it was asked to be kept."
	case op.Binned:
		return "A rule of the Recycle Bin holds the snapshot for a while. It can be restored until then, and is paid until then."
	}
	return "The snapshot is somebody else's: it costs us nothing, and nothing becomes of it."
}
