package query

import (
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		src, key string
		kind     termKind
		not      bool
	}{
		{"Web", "web", fuzzyWord, false},
		{"'Web", "'web", exactWord, false},
		{"!Web", "!web", exactWord, true},
		{"!'web", "!web", exactWord, true},
		{`"Web Server"`, `"web server"`, exactWord, false},
		{`!"web server"`, `!"web server"`, exactWord, true},
		{`"eks:1.29"`, `"eks:1.29"`, exactWord, false},
		{"a,b", "a,b", fuzzyWord, false},
		{"1.29", "1.29", fuzzyWord, false},
		{"ami-0a1b2c3", "ami-0a1b2c3", fuzzyWord, false},
		{"ami-0A1B2C3D", "'ami-0a1b2c3d", exactWord, false},
		{"snap-0123456789abcdef0", "'snap-0123456789abcdef0", exactWord, false},
		{"ami-0a1b2c3dxyz", "ami-0a1b2c3dxyz", fuzzyWord, false},
		{"111122223333", "'111122223333", exactWord, false},
		{strings.Repeat("x", 38), strings.Repeat("x", 38), fuzzyWord, false},
		{strings.Repeat("x", 39), "'" + strings.Repeat("x", 39), exactWord, false},
		{"arn:aws:ec2:us-east-1::image/ami-0a1b2c3d4e5f60718", "'ami-0a1b2c3d4e5f60718", exactWord, false},
		{"\u212aey\u017f", "keys", fuzzyWord, false},
		{"ZÜRICH", "zürich", fuzzyWord, false},
		{`un"closed quote`, "'unclosed quote", exactWord, false},
	} {
		q, faults := Parse(c.src)
		if len(faults) > 0 || len(q.terms) != 1 {
			t.Errorf("%s: %v, %d terms", c.src, faults, len(q.terms))
			continue
		}
		if got := q.terms[0]; got.kind != c.kind || got.not != c.not || c.src[0] != 'u' && got.key != c.key {
			t.Errorf("%s is %+v, want %+v", c.src, got, c)
		}
	}
}

func TestNothingToSearchFor(t *testing.T) {
	for _, src := range []string{"", "  \t\n", "!", "'", `""`, "! '"} {
		if q, faults := Parse(src); !q.Empty() || len(faults) > 0 || q.String() != "" || q.HasWords() {
			t.Errorf("%q is %q with %v", src, q, faults)
		}
	}
}

// sample is an image with everything that fields look at.
func sample() *ami.Image {
	return &ami.Image{
		ID: text.Clean("ami-0a1b2c3d4e5f60718"), Name: text.Clean("web-arm64-2026.11.19-9f3c01d"), Description: text.Clean("Built by CI"),
		Created: ami.DateOf(epoch.Add(-48 * time.Hour)), LastLaunched: ami.DateOf(epoch.AddDate(0, 0, -40)), DeprecationTime: ami.DateOf(epoch.AddDate(0, -1, 0)),
		Tags: []ami.Tag{{Key: text.Clean("Env"), Value: text.Clean("prod")}, {Key: text.Clean("team"), Value: text.Clean("web, api")}},
		Devices: []ami.Device{
			{EBS: &ami.EBS{SnapshotID: text.Clean("snap-0aaa"), VolumeSize: 20, Encrypted: ami.Yes}},
			{EBS: &ami.EBS{SnapshotID: text.Clean("snap-0bbb"), VolumeSize: 80, Encrypted: ami.No}},
		},
		Traits: &ami.Traits{OwnerID: text.Clean(ourAccount), OwnerAlias: text.Clean("self-service"), State: text.Clean("available"), Architecture: text.Clean("arm64"),
			Virtualization: text.Clean("hvm"), RootDeviceType: text.Clean("ebs"), BootMode: text.Clean("uefi-preferred"), PlatformDetails: text.Clean("Red Hat Enterprise Linux"),
			Protection: text.Clean("enabled-without-cooldown"), Public: ami.No},
		Extra: &ami.Extra{},
	}
}

type fixed struct{ users, shared, known int }

func (f fixed) Users(string) (int, bool)   { return f.users, f.known > 0 }
func (f fixed) Shared(string) (bool, bool) { return f.shared > 0, f.known > 0 }

// TestFields holds each test to what it says of one image.
func TestFields(t *testing.T) {
	c := corpusOf([]*ami.Image{sample()})
	for src, want := range map[string]string{
		"name:arm64 name:ARM name:web*9f3c01d name:*arm* name:nope,arm":                         "yes",
		"name:arm65 name:arm* name:nope,never":                                                  "no",
		`name:"arm64-2026"`:                                                                     "yes",
		"id:ami-0a1b id:AMI-0A1B2C3D4E5F60718 id:*718":                                          "yes",
		"id:0a1b id:ami-1":                                                                      "no",
		"owner:111122223333 owner:self-service owner:me owner:SELF owner:1111*":                 "yes",
		"owner:1111 owner:amazon":                                                               "no",
		"arch:arm64 arch:aarch64 arch:arm arch:x86_64,arm64 arch=arm64":                         "yes",
		"arch:x86_64 arch:amd64 arch:arm64_mac arch:i386":                                       "no",
		"state:available state:av":                                                              "yes",
		"state:pending state:failed,disabled":                                                   "no",
		"region:us-east-1 region:us region:eu,us region:*east*":                                 "yes",
		"region:eu region:east":                                                                 "no",
		"os:linux os:redhat,red":                                                                "yes",
		"os:windows":                                                                            "no",
		"virt:hvm root:ebs boot:uefi-preferred boot:uefi-p":                                     "yes",
		"virt:pv root:instance-store root:s3 boot:uefi boot:bios":                               "no",
		`tag:env tag:ENV tag:env=prod tag:env=PROD tag:env=pr* tag:e*=prod tag:team="web, api"`: "yes",
		"tag:env=pro tag:environment tag:prod tag:env=production":                               "no",
		"enc:some !enc:yes !enc:no":                                                             "yes",
		"enc:yes enc:no":                                                                        "no",
		"public:no !public:yes":                                                                 "yes",
		"public:yes":                                                                            "no",
		"protected:yes deprecated:yes disabled:no":                                              "yes",
		"protected:no deprecated:no disabled:yes":                                               "no",
		"snap:snap-0aaa snap:snap-0bbb snap:snap-0":                                             "yes",
		"snap:snap-0ccc":                                                                        "no",
		"family:web-arm64 family:web*":                                                          "yes",
		"family:web":                                                                            "no",
		"age:2d age=2d age<3d age>1d age>=2d age<=2d age>47h age<1w age<1mo age<1y":             "yes",
		"age>2d age<2d age:3d age>1w age>1mo age:<1d":                                           "no",
		"launched>30d launched<2mo launched:>30d,never launched<2026-10-20 launched:2026-10":                                                                         "yes",
		"launched:never launched<30d launched>2026-10 launched:2026-11":                                                                                              "no",
		"created:2026-11-19 created:2026-11 created:2026 created<2026-11-20 created>2026-11-18 created>=2026-11-19 created<=2026-11-19 created>2026-10 created<2027": "yes",
		"created>2026-11-19 created<2026-11-19 created<2026-11 created>2026-11 created:2026-10":                                                                      "no",
		"size:100gb size:100 size>99gb size<1tb size>=100gb size<=100gb size<0.1tb size>0.09tb":                                                                      "yes",
		"size>100gb size<100gb size:1tb size:99":                                                                                                                     "no",
		"cost:$5 cost:5 cost>4.99 cost<$5.01 cost>=5 cost<=5":                                                                                                        "yes",
		"cost>5 cost<5 cost>$5.00":       "no",
		"used:yes shared:no":             "yes",
		"used:no shared:yes":             "no",
		"!arch:x86_64 !age>1w !tag:nope": "yes",
		"!arch:arm64 !age<1w !tag:env":   "no",
	} {
		for _, one := range pieces(src) {
			e := Env{Now: epoch, Facts: fixed{users: 2, known: 1}}
			q, faults := Parse(one)
			if len(faults) > 0 {
				t.Errorf("%s: %s", one, faults[0].Text)
				continue
			}
			if got := c.Search(q, Order{}, 1, e).Total; (got == 1) != (want == "yes") {
				t.Errorf("%s finds %d images, want %s", one, got, want)
			}
		}
	}
}

func pieces(src string) []string {
	var all []string
	for _, w := range cut(src) {
		all = append(all, src[w.start:w.end])
	}
	return all
}

// What is not known matches neither a test nor its opposite.
func TestUnknownMatchesNeither(t *testing.T) {
	c := New(Place{})
	c.Upsert([]*ami.Image{image("ami-1", "web", func(i *ami.Image) {
		i.Devices = []ami.Device{{EBS: &ami.EBS{SnapshotID: text.Clean("snap-1"), VolumeSize: 8}}}
	})})
	for _, src := range []string{"used:yes", "used:no", "!used:yes", "shared:yes", "shared:no", "public:yes", "public:no", "cost>1", "cost<1", "!cost>1", "age>1d", "age<1d", "!age>1d", "launched>1d", "created<2027", "owner:me", "!owner:me"} {
		for _, e := range []Env{{Now: epoch}, {Now: epoch, Facts: fixed{}}} {
			if n := c.Search(parsed(t, src), Order{}, 1, e).Total; n != 0 {
				t.Errorf("%s matches what is not known", src)
			}
		}
	}
	for _, src := range []string{"launched:never", "used:yes,no deprecated:no"} {
		want := 1
		if strings.Contains(src, "used") {
			want = 0
		}
		if n := c.Search(parsed(t, src), Order{}, 1, Env{Now: epoch}).Total; n != want {
			t.Errorf("%s finds %d, want %d", src, n, want)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		src, at, says, suggest string
		incomplete             bool
	}{
		{"web stat:failed", "stat", `unknown field "stat"; did you mean "state"?`, "state", false},
		{"!acrh:arm64", "acrh", `did you mean "arch"?`, "arch", false},
		{"Foobar:x", "Foobar", `unknown field "Foobar"; put quotes around the word if it is none`, "", false},
		{"eks>1.29", "eks", `unknown field "eks"`, "", false},
		{"arch:amr64", "amr64", `arch is never "amr64"; did you mean "arm64"?`, "arm64", false},
		{"arch:sparc", "sparc", "arch takes arm64, x86_64", "", false},
		{"state:available,faild", "faild", `did you mean "failed"?`, "failed", false},
		{"arch>arm64", "arch>", "arch is not compared with >; write arch:", "arch:", false},
		{"age>soon", "soon", "age takes a duration like 90d, 3w, 6mo", "", false},
		{"age>2026-01-31", "2026-01-31", "write created<2026-01-31", "", false},
		{"created>90d", "90d", "write age>90d", "", false},
		{"created<2026-13", "2026-13", "created takes a date like 2026-01-31", "", true},
		{"created<31.1.2026", "31.1.2026", "created takes a date like 2026-01-31", "", false},
		{"size>10xb", "10xb", "size takes a size like 20gb or 1tb", "", false},
		{"cost>cheap", "cheap", "cost takes US dollars", "", false},
		{"cost>-1", "-1", "cost takes US dollars", "", false},
		{"public:maybe", "maybe", `public takes yes or no, not "maybe"`, "", false},
		{"enc:half", "half", `enc takes yes, no or some, not "half"`, "", false},
		{"age>", "age>", "age takes a duration like 90d, 3w, 6mo", "", true},
		{"web arch:", "arch:", "arch takes arm64, x86_64", "", true},
		{"arch:arm64,", "", "arch takes arm64, x86_64", "", true},
		{"tag:", "tag:", "tag takes a key, or KEY=VALUE", "", true},
		{"tag:=x", "=x", "tag takes a key, or KEY=VALUE", "", true},
		{"age>90", "90", "90 of what: h, d, w, mo or y", "", true},
		{"age>90m", "90m", "90 of what: h, d, w, mo or y", "", true},
		{"created<2026-", "2026-", "created takes a date", "", true},
		{"launched:nev", "nev", "or never", "never", true},
		{"size>20g", "20g", "size takes a size", "", true},
		{"cost>$", "$", "cost takes US dollars", "", true},
		{"used:y", "", "", "", false},
		{"public:tr", "tr", "public takes yes or no", "", true},
		{"arn:aws:ec2:us-e", "arn:aws:ec2:us-e", "an ARN is searched for by the ID it ends with", "", true},
	} {
		_, faults := Parse(c.src)
		if c.says == "" {
			if len(faults) > 0 {
				t.Errorf("%s: %s", c.src, faults[0].Text)
			}
			continue
		}
		if len(faults) != 1 {
			t.Errorf("%s has %d faults", c.src, len(faults))
			continue
		}
		f := faults[0]
		if got := c.src[f.Start:f.End]; got != c.at || !strings.Contains(f.Text, c.says) || f.Suggest != c.suggest || f.Incomplete != c.incomplete {
			t.Errorf("%s: at %q %q, suggest %q, incomplete %v; want at %q %q, suggest %q, incomplete %v", c.src, got, f.Text, f.Suggest, f.Incomplete, c.at, c.says, c.suggest, c.incomplete)
		}
	}
}

func TestFaultLeavesTheRest(t *testing.T) {
	q, faults := Parse("web nope:1 arch:arm64 age>")
	if q.String() != "web arch:arm64" || len(faults) != 2 || faults[0].Incomplete || !faults[1].Incomplete {
		t.Errorf("%q, %+v", q, faults)
	}
	if !q.HasWords() || !q.Mentions("arch") || q.Mentions("age") {
		t.Error("the query does not know its own terms")
	}
}

func TestTooMuch(t *testing.T) {
	if q, faults := Parse(strings.Repeat("a", maxQuery+1)); len(faults) != 1 || !q.Empty() {
		t.Errorf("a paste without end: %v", faults)
	}
	if q, faults := Parse(strings.Repeat("a ", maxTerms+1)); len(faults) != 1 || len(q.terms) != maxTerms {
		t.Errorf("words without end: %v", faults)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range scripts() {
		f.Add(s)
	}
	for _, s := range []string{"age>", "tag:=", `name:"a`, `!"`, "''", "!!a", "launched:never,>", "created<2026-02-30", "size>1e9tb", "a\x00b", "\xff", "arn:/ami-00000000", `"a:b"c`, "cost>$1,<2"} {
		f.Add(s)
	}
	c := corpusOf([]*ami.Image{sample()})
	f.Fuzz(func(t *testing.T, src string) {
		q, faults := Parse(src)
		for _, fault := range faults {
			if fault.Start < 0 || fault.Start > fault.End || fault.End > len(src) || fault.Text == "" {
				t.Fatalf("%q: fault %+v", src, fault)
			}
		}
		if len(src) > maxQuery/4 {
			return // letters of a broken text grow when they are made whole
		}
		again, faults := Parse(q.String())
		if len(faults) > 0 || again.String() != q.String() || len(again.terms) != len(q.terms) {
			t.Fatalf("%q is %q, which is %q with %v", src, q, again, faults)
		}
		for n := range q.terms {
			if a, b := q.terms[n], again.terms[n]; a.kind != b.kind || a.not != b.not || a.text != b.text || a.field != b.field {
				t.Fatalf("%q: term %+v comes back as %+v", src, a, b)
			}
		}
		if c.Search(q, Order{By: ByRank}, 1, env()).Total != c.Search(again, Order{By: ByRank}, 1, env()).Total {
			t.Fatalf("%q and %q find different things", src, q)
		}
	})
}
