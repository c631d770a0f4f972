package model

import (
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

// named makes an image with a name and an owner.
func named(name, owner, alias string) *ami.Image {
	return &ami.Image{Name: text.Clean(name), Traits: &ami.Traits{OwnerID: text.Clean(owner), OwnerAlias: text.Clean(alias)}, Extra: &ami.Extra{}}
}

func TestWhoGoesByAPublishersName(t *testing.T) {
	const stranger, us = "418295711234", "111122223333"
	const noble = "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261112"
	for _, c := range []struct {
		name, owner, alias string
		posing             string
		hidden             bool
	}{
		{noble, "099720109477", "amazon", "", false},
		{noble, "099720109477", "", "", false}, // its account, though without the alias
		{noble, stranger, "", "Canonical's", false},
		{noble, stranger, "aws-marketplace", "", false},
		{noble, us, "", "", false}, // our own copy
		{noble, us, "self", "", false},
		{"Ubuntu/Images/hvm-ssd/x", stranger, "", "Canonical's", false},
		{"ubuntu-images-hvm", stranger, "", "Canonical's", false},
		{"ubnutu/images/hvm-ssd", stranger, "", "Canonical's", false},
		{"ubuntuu/images/hvm-ssd", stranger, "", "Canonical's", false},
		{"ubutu/images/hvm-ssd", stranger, "", "Canonical's", false},
		{"ubuntu\u200b/images/hvm-ssd", stranger, "", "Canonical's", true},
		{"ubuntu/im\u0430ges/hvm-ssd", stranger, "", "Canonical's", true}, // a Cyrillic a
		{"\uff55buntu/images/hvm-ssd", stranger, "", "Canonical's", true}, // a full-width u
		{"amzn2-ami-hvm-2.0.20261112.0-x86_64-ebs", stranger, "", "Amazon's", false},
		{"al2023-ami-2023.99.20261112.0-kernel-6.1-x86_64", stranger, "", "Amazon's", false},
		{"aI2023-ami-2023", stranger, "", "Amazon's", false}, // a capital i
		{"a12023-ami-2023", stranger, "", "Amazon's", false}, // a one
		{"RHEL-9.4.0_HVM-20261107-x86_64-0-Hourly2-GP3", stranger, "", "Red Hat's", false},
		{"Windows_Server-2022-English-Full-Base-2026.11.12", stranger, "", "Amazon's", false},
		{"Windows Server 2022 English", stranger, "", "Amazon's", false},
		{"debian-13-amd64-20261110-2293", stranger, "", "Debian's", false},
		{"Rocky-9-EC2-Base-9.7", "792107900819", "", "", false},
		{"Rocky-9-EC2-Base-9.7", stranger, "", "Rocky's", false},
		// Names of their own, however much they mention others.
		{"web-arm64-2026.11.19-9f3c01d", stranger, "", "", false},
		{"golden-al2023-2026.11.17", stranger, "", "", false},
		{"my-ubuntu/images", stranger, "", "", false},
		{"ubuntu-hardened", stranger, "", "", false},
		{"debian-cache", stranger, "", "", false},
		{"rhea-9", stranger, "", "", false},
		{"datadog-agent-al2023-20261104", stranger, "", "", false},
		{"", stranger, "", "", false},
	} {
		p := ProvenanceOf(named(c.name, c.owner, c.alias), us)
		if p.Posing != c.posing || p.Hidden != c.hidden {
			t.Errorf("%q of %s (%s): posing %q, hidden %v", c.name, c.owner, c.alias, p.Posing, p.Hidden)
		}
		if (p.Warning() == "") != (c.posing == "") || c.hidden != strings.Contains(p.Warning(), "hidden") || len(p.Short()) > 16 {
			t.Errorf("%q: %q, %q", c.name, p.Short(), p.Warning())
		}
	}
}

func TestWhoseAnImageIs(t *testing.T) {
	for _, c := range []struct{ owner, alias, want string }{
		{"111122223333", "", "111122223333, this account"},
		{"099720109477", "amazon", "099720109477 Canonical, verified: alias amazon"},
		{"679593333241", "aws-marketplace", "679593333241, verified: AWS Marketplace"},
		{"792107900819", "", "792107900819 Rocky, not verified by AWS (known account)"},
		{"418295711234", "", "418295711234, not verified by AWS"},
		{"123456789012", "aws-backup-vault", "123456789012, AWS Backup"},
	} {
		if got := ProvenanceOf(named("x", c.owner, c.alias), "111122223333").Words(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestPublishersAreWritten holds the table to its own rules: each row says where
// it is from, its accounts are accounts, and its patterns are folded, since they
// would match nothing otherwise.
func TestPublishersAreWritten(t *testing.T) {
	seen := map[string]string{}
	for _, p := range publishers() {
		if p.source == "" || !strings.HasSuffix(p.name, "'s") || len(p.names) == 0 || len("not "+p.name) > 16 {
			t.Errorf("%+v", p)
		}
		for a := range strings.SplitSeq(p.accounts, " ") {
			if !ami.IsAccountID(a) || seen[a] != "" {
				t.Errorf("%s: account %q (also %q)", p.name, a, seen[a])
			}
			seen[a] = p.name
		}
		for n := range strings.SplitSeq(p.names, " ") {
			if n != foldName(n + "x")[:len(n)] {
				t.Errorf("%s: %q is not folded: %q", p.name, n, foldName(n))
			}
		}
	}
}

func TestAllowed(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	for _, c := range []struct {
		state   string
		allowed ami.Flag
		mine    bool
		want    string
	}{
		{"disabled", ami.Yes, false, ""},
		{"enabled", ami.Yes, false, "allowed"},
		{"audit-mode", ami.Yes, false, "allowed (Allowed AMIs in audit mode)"},
		{"audit-mode", ami.No, false, "still be used"},
		{"enabled", ami.No, false, "cannot be used"},
		{"enabled", ami.No, true, ""},
		{"enabled", ami.Unset, false, "does not say"},
		{"", ami.No, false, "does not meet"},
		{"", ami.Unset, false, ""},
	} {
		answers := map[ami.Need]any{}
		if c.state != "" {
			answers[AllowedNeed(at)] = ami.AllowedSettings{State: text.Clean(c.state)}
		}
		got := learned(answers).AllowedWords(at, Provenance{Mine: c.mine, Allowed: c.allowed})
		if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func FuzzFoldName(f *testing.F) {
	for _, s := range []string{"ubuntu/images", "\u0430\u200b", "  a  ", "A1|0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := foldName(s)
		if again := foldName(strings.ReplaceAll(folded, "?", "\u4e00")); again != folded {
			t.Errorf("%q folds to %q and that to %q", s, folded, again)
		}
		if strings.HasPrefix(folded, "-") || strings.HasSuffix(folded, "-") || strings.Contains(folded, "--") || !plainASCII(folded) {
			t.Errorf("%q folds to %q", s, folded)
		}
		_ = likeWhom(s)
	})
}

func BenchmarkProvenance(b *testing.B) {
	rows := []*ami.Image{
		named("ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261112", "418295711234", ""),
		named("web-arm64-2026.11.19-9f3c01d", "111122223333", ""), named("xmr-bench-20261104", "729940118263", ""),
	}
	for n := 0; b.Loop(); n++ {
		_ = ProvenanceOf(rows[n%len(rows)], "111122223333")
	}
}

func TestEveryPatternCatchesItself(t *testing.T) {
	for _, p := range publishers() {
		for n := range strings.SplitSeq(p.names, " ") {
			if who := likeWhom(n + "x"); who != p.name {
				t.Errorf("%q is %q, not %s", n, who, p.name)
			}
		}
	}
}
