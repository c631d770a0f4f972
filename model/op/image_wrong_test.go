package op_test

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// Bad input gets one sentence that names it, and says the way out.
func TestWrongValuesAreNamed(t *testing.T) {
	long := strings.Repeat("x", 300)
	for name, c := range map[string]struct {
		word   string
		values []string
		said   []string
	}{
		"nobody to share with":     {"share", nil, []string{"not said with whom", "account"}},
		"an account with dashes":   {"share", []string{"account=1111-2222-3333"}, []string{`"1111-2222-3333"`, "12 digits"}},
		"an organization's ID":     {"share", []string{"org=o-abcde12345"}, []string{`"o-abcde12345"`, ":organization/o-"}},
		"a unit for an org":        {"share", []string{"org=arn:aws:organizations::111122223333:ou/o-abcde12345/ou-ab12-cdefgh34"}, []string{"ARN of an organization"}},
		"an org for a unit":        {"share", []string{"ou=" + orgARN}, []string{"organizational unit", "/ou-"}},
		"no date":                  {"deprecate", nil, []string{"from when on", "lift"}},
		"a date and lifting":       {"deprecate", []string{"at=2027-01-31", "lift=true"}, []string{"not both"}},
		"a date that is none":      {"deprecate", []string{"at=tomorrow"}, []string{`"tomorrow"`, "2027-01-31", "in 30d"}},
		"a day that is not":        {"deprecate", []string{"at=2027-02-30"}, []string{`"2027-02-30"`}},
		"a date that has passed":   {"deprecate", []string{"at=2026-11-20"}, []string{`"2026-11-20" has passed`, "now"}},
		"today, which has begun":   {"deprecate", []string{"at=2026-11-21"}, []string{"has passed"}},
		"beyond ten years":         {"deprecate", []string{"at=+11y"}, []string{`"+11y"`, "ten years"}},
		"a cooldown while lifting": {"protect", []string{"cooldown=true", "lift=true"}, []string{"choose one"}},
		"no tag":                   {"tag", nil, []string{"KEY=VALUE"}},
		"a tag without a value":    {"tag", []string{"tag=Team"}, []string{`"Team"`, "KEY=VALUE"}},
		"a tag without a key":      {"tag", []string{"tag==web"}, []string{"needs a key"}},
		"a key of AWS":             {"tag", []string{"tag=AWS:x=y"}, []string{`"AWS:x"`, "aws:"}},
		"a key of AWS to remove":   {"tag", []string{"remove=aws:x"}, []string{`"aws:x"`}},
		"a long key":               {"tag", []string{"tag=" + long + "=y"}, []string{"300 characters", "128"}},
		"a long value":             {"tag", []string{"tag=Team=" + long}, []string{`"Team"`, "256"}},
		"a key twice":              {"tag", []string{"tag=Team=a", "tag=Team=b"}, []string{`"Team"`, "twice"}},
		"a key set and removed":    {"tag", []string{"tag=Team=a", "remove=Team"}, []string{`"Team"`, "both"}},
		"no description":           {"describe", nil, []string{"missing"}},
		"a long description":       {"describe", []string{"text=" + long}, []string{"300", "255", "by 45"}},
		"a dash of typographers":   {"describe", []string{"text=old – new"}, []string{`'\u2013'`, "ASCII"}},
		"a line break":             {"describe", []string{"text=a\nb"}, []string{`'\n'`}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			a, r := w.request(c.word, web, c.values...)
			p, err := a.Plan(r, w.Facts())
			if err == nil {
				t.Fatalf("it made a plan: %+v", p)
			}
			for _, s := range c.said {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("%q is not in %q", s, err)
				}
			}
		})
	}
}

// What a field refuses, the plan refuses in the same words, so that the form,
// which asks the field, and the command line say the same.
func TestFieldsCheckWhatPlansCheck(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ word, field, value string }{
		{"share", "account", "12"}, {"share", "org", "o-1"}, {"share", "ou", "ou-1"}, {"deprecate", "at", "soon"},
		{"tag", "tag", "aws:a=b"}, {"tag", "remove", "aws:a"}, {"describe", "text", "ü"},
	} {
		a, r := w.request(c.word, web, c.field+"="+c.value)
		fields := a.Fields(r, w.Facts())
		i := slices.IndexFunc(fields, func(f op.Field) bool { return f.Name == c.field })
		_, err := a.Plan(r, w.Facts())
		if said := fields[i].Check(c.value); said == nil || err == nil || said.Error() != err.Error() {
			t.Errorf("%s --%s %q: the field says %v, the plan %v", c.word, c.field, c.value, said, err)
		}
	}
}

// Why greys an action in the menu: it must say so wherever a plan would only
// stop, and be silent where there is something to do.
func TestWhyGreysWhatCannotBeDone(t *testing.T) {
	for name, c := range map[string]struct {
		world func(*world)
		word  string
		id    string
		want  string // "" where it can be done
	}{
		"ours":                      {nil, "share", web, ""},
		"another account's":         {nil, "describe", tools, "account " + partner},
		"Amazon's":                  {func(w *world) { w.image(tools, "al2023", alias("amazon")) }, "protect", tools, "Amazon"},
		"the Marketplace's":         {func(w *world) { w.image(tools, "fw", alias("aws-marketplace")) }, "disable", tools, "Marketplace"},
		"gone":                      {func(w *world) { w.know(ami.OneImage{Where: w.at, ID: "ami-0a00000f"}, ami.Absent{}) }, "tag", "ami-0a00000f", "gone"},
		"not read":                  {func(w *world) { w.deny(ami.OneImage{Where: w.at, ID: "ami-0a00000f"}, "ec2:DescribeImages") }, "tag", "ami-0a00000f", "not permitted"},
		"tags of another account's": {nil, "tag", tools, ""},
		"pending":                   {func(w *world) { w.web(state("pending")) }, "disable", web, "pending"},
		"disabled twice":            {disabledWeb, "disable", web, "already"},
		"enabled twice":             {nil, "enable", web, "not disabled"},
		"a share of our own":        {nil, "drop-share", web, "belongs to this account"},
		"a share of the public's": {func(w *world) {
			w.image(tools, "x", func(i *ami.Image) { i.OwnerID, i.Public = text.Clean(partner), ami.Yes })
		}, "drop-share", tools, "everybody"},
		"a share given to us": {nil, "drop-share", tools, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if c.world != nil {
				c.world(w)
			}
			a, r := w.request(c.word, c.id, "account="+other, "at=now", "tag=a=b", "text=x")
			why := a.Why(w.Facts(), r.Targets[0])
			if (c.want == "") != (why == "") || !strings.Contains(why, c.want) {
				t.Errorf("why is %q, want %q", why, c.want)
			}
			p, err := a.Plan(r, w.Facts())
			if err != nil {
				t.Fatal(err)
			}
			if (why == "") != (len(p.Stopped()) == 0) || why != "" && len(p.Steps) > 0 {
				t.Errorf("the plan has %d steps and stops at %q; why is %q", len(p.Steps), p.Stopped(), why)
			}
		})
	}
}

func alias(owner string) func(*ami.Image) {
	return func(i *ami.Image) { i.OwnerID, i.OwnerAlias = text.Clean("137112412989"), text.Clean(owner) }
}

func state(s string) func(*ami.Image) { return func(i *ami.Image) { i.State = text.Clean(s) } }

func TestLimitsStop(t *testing.T) {
	full := make([]ami.Permission, 999)
	for i := range full {
		full[i] = account(twelve(i))
	}
	many := make([]ami.Tag, 49)
	for i := range many {
		many[i] = ami.Tag{Key: text.Clean(twelve(i)), Value: text.Clean("v")}
	}
	own := append(slices.Clone(many), ami.Tag{Key: text.Clean("aws:cloudformation:stack-id"), Value: text.Clean("v")})
	for name, c := range map[string]struct {
		world  func(*world)
		word   string
		values []string
		stops  bool
	}{
		"the thousandth share":              {func(w *world) { w.webSharedWith(full...) }, "share", []string{"account=" + partner}, false},
		"one share more":                    {func(w *world) { w.webSharedWith(full...) }, "share", []string{"account=" + partner, "account=" + other}, true},
		"the fiftieth tag":                  {func(w *world) { w.web(tags(own)) }, "tag", []string{"tag=a=b"}, false},
		"one tag more":                      {func(w *world) { w.web(tags(own)) }, "tag", []string{"tag=a=b", "tag=c=d"}, true},
		"one tag more, another removed":     {func(w *world) { w.web(tags(own)) }, "tag", []string{"tag=a=b", "tag=c=d", "remove=" + twelve(3)}, false},
		"public within two years":           {func(w *world) { w.web(publicly) }, "deprecate", []string{"at=2028-10-31"}, false},
		"public beyond two years":           {func(w *world) { w.web(publicly) }, "deprecate", []string{"at=2028-11-02"}, true},
		"lifting what is public":            {func(w *world) { w.web(publicly) }, "deprecate", []string{"lift=true"}, true},
		"public and encrypted":              {func(w *world) { w.web(func(i *ami.Image) { i.Devices[0].EBS.Encrypted = ami.Yes }) }, "share", []string{"public=true"}, true},
		"encrypted, to an account":          {func(w *world) { w.web(func(i *ami.Image) { i.Devices[0].EBS.Encrypted = ami.Yes }) }, "share", []string{"account=" + partner}, false},
		"blocked snapshots, image public":   {blockedSnapshots, "share", []string{"public=true"}, false},
		"blocked snapshots, public as well": {blockedSnapshots, "share", []string{"public=true", "with-snapshots=true"}, true},
		"archived snapshot":                 {archive, "share", []string{"account=" + partner}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c.world(w)
			p := w.plan(t, c.word, web, c.values...)
			if stops := len(p.Stopped()) > 0; stops != c.stops {
				t.Errorf("stops at %q", p.Stopped())
			}
		})
	}
}

func twelve(n int) string {
	digits := []byte("200000000000")
	for i := len(digits) - 1; n > 0; i, n = i-1, n/10 {
		digits[i] = byte('0' + n%10)
	}
	return string(digits)
}

func tags(list []ami.Tag) func(*ami.Image) { return func(i *ami.Image) { i.Tags = list } }

func publicly(i *ami.Image) {
	i.Public, i.DeprecationTime = ami.Yes, ami.ParseDate("2028-11-01T08:00:00.000Z")
}

func blockedSnapshots(w *world) {
	w.know(ami.PublicBlock{Where: w.at}, ami.PublicBlockState{Images: text.Clean("unblocked"), Snapshots: text.Clean("block-all-sharing")})
}
