package money_test

import (
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/money"
	"tami/model/text"
)

// tagged are tags from their short form: "env=prod team=".
func tagged(short string) []ami.Tag {
	var list []ami.Tag
	for _, pair := range strings.Fields(short) {
		key, value, _ := strings.Cut(pair, "=")
		list = append(list, ami.Tag{Key: text.Clean(key), Value: text.Clean(value)})
	}
	return list
}

// binRule is a rule that is in force, for snapshots.
func binRule(days int32, tags, except string) ami.BinRule {
	return ami.BinRule{ID: text.Clean("rule-1"), Resource: ami.BinOfSnapshots, Days: days, Status: text.Clean("available"), Tags: tagged(tags), Except: tagged(except)}
}

func unread(r ami.BinRule) ami.BinRule {
	r.Missing, r.Status, r.Tags, r.Except = &ami.Problem{Title: "not permitted"}, text.Safe{}, nil, nil
	return r
}

// TestWhatTheBinKeeps holds the rules of the Recycle Bin to what AWS says of
// them: any tag of a rule will do, one without a value stands for every value,
// the longest of several holds, and what is not in force catches nothing.
func TestWhatTheBinKeeps(t *testing.T) {
	pending := binRule(9, "", "")
	pending.Status = text.Clean("pending")
	ofImages := binRule(9, "", "")
	ofImages.Resource = ami.BinOfImages
	for name, c := range map[string]struct {
		rules  []ami.BinRule
		tags   string
		days   int
		unsure string
	}{
		"no rules":                      {nil, "env=prod", 0, ""},
		"for the whole region":          {[]ami.BinRule{binRule(7, "", "")}, "", 7, ""},
		"of images":                     {[]ami.BinRule{ofImages}, "", 0, ""},
		"not in force yet":              {[]ami.BinRule{pending}, "", 0, ""},
		"by tag":                        {[]ami.BinRule{binRule(7, "env=prod", "")}, "team=web env=prod", 7, ""},
		"by another value":              {[]ami.BinRule{binRule(7, "env=prod", "")}, "env=test", 0, ""},
		"by any of its tags":            {[]ami.BinRule{binRule(7, "env=prod keep=yes", "")}, "keep=yes", 7, ""},
		"by a tag without a value":      {[]ami.BinRule{binRule(7, "env=", "")}, "env=test", 7, ""},
		"by a tag that is not there":    {[]ami.BinRule{binRule(7, "env=", "")}, "environment=test", 0, ""},
		"all but a tag":                 {[]ami.BinRule{binRule(7, "", "env=test")}, "env=prod", 7, ""},
		"all but this tag":              {[]ami.BinRule{binRule(7, "", "env=test")}, "env=test", 0, ""},
		"all but a tag of any value":    {[]ami.BinRule{binRule(7, "", "env=")}, "env=prod", 0, ""},
		"the longest of several":        {[]ami.BinRule{binRule(7, "", ""), binRule(30, "env=prod", ""), binRule(14, "", "")}, "env=prod", 30, ""},
		"one that could not be read":    {[]ami.BinRule{unread(binRule(30, "", ""))}, "", 0, "rule-1: not permitted"},
		"one that holds, one in doubt":  {[]ami.BinRule{unread(binRule(30, "", "")), binRule(7, "", "")}, "", 7, "rule-1: not permitted"},
		"in doubt, of images":           {[]ami.BinRule{unread(ofImages)}, "", 0, ""},
		"case matters, as in all tags":  {[]ami.BinRule{binRule(7, "Env=prod", "")}, "env=prod", 0, ""},
		"a rule for tags, and no tags":  {[]ami.BinRule{binRule(7, "env=prod", "")}, "", 0, ""},
		"all but a tag, and no tags":    {[]ami.BinRule{binRule(7, "", "env=test")}, "", 7, ""},
		"a shorter one after a longer":  {[]ami.BinRule{binRule(30, "", ""), binRule(7, "", "")}, "", 30, ""},
		"an empty value on the tag too": {[]ami.BinRule{binRule(7, "env=prod", "")}, "env=", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := snap("snap-1", "vol-1", 8)
			s.Tags = tagged(c.tags)
			got := money.CatchingSnapshot(c.rules, &s)
			if got.Days != c.days || (got.Unsure == "") != (c.unsure == "") || !strings.Contains(got.Unsure, c.unsure) {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestTheBinTakesWhatIsFinished(t *testing.T) {
	rules := []ami.BinRule{binRule(7, "", "")}
	for state, days := range map[string]int{"completed": 7, "pending": 0, "error": 0} {
		s := snap("snap-1", "vol-1", 8)
		s.State = text.Clean(state)
		if got := money.CatchingSnapshot(rules, &s); got.Days != days {
			t.Errorf("%s: %+v", state, got)
		}
	}
	byTag := []ami.BinRule{binRule(7, "env=prod", "")}
	if got := money.CatchingSnapshot(byTag, nil); got.Days != 0 || !strings.Contains(got.Unsure, "tags are not known") {
		t.Errorf("of a snapshot that nobody could read: %+v", got)
	}
	if got := money.CatchingSnapshot(rules, nil); got.Days != 7 || got.Unsure != "" {
		t.Errorf("a rule for the whole region needs no tags: %+v", got)
	}
	if got := money.Catching(rules, ami.BinOfSnapshots, nil, true).Until(now()); !got.Equal(now().AddDate(0, 0, 7)) {
		t.Errorf("it leaves %s", got)
	}
}
