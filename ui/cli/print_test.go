package cli

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"tami/model"
	"tami/model/ami"
	"tami/model/text"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// hostile is text that means to be more than text.
func hostile() []string {
	return []string{
		"=cmd|' /C calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a\x1b[2Jb", "a\u009b2Jb", "a\u202eb", "am\u200bi", "a\nb", `a"b,c`,
		"東京", "e\u0301", "\U000e0041", "\x00", "\xff", "\x7f", "<b>&", "",
	}
}

func entryOf(name string, set func(*ami.Image)) entry {
	img := &ami.Image{
		ID: text.Clean("ami-0123456789abcdef0"), Name: text.Clean(name), Created: ami.DateOf(noon.AddDate(0, 0, -22)),
		Traits: &ami.Traits{OwnerID: text.Clean("111122223333"), State: text.Clean("available"), Architecture: text.Clean("arm64"), PlatformDetails: text.Clean("Linux/UNIX")},
		Extra:  &ami.Extra{},
		Devices: []ami.Device{
			{Name: text.Clean("/dev/xvda"), EBS: &ami.EBS{SnapshotID: text.Clean("snap-0123456789abcdef0"), VolumeSize: 20}},
		},
	}
	if set != nil {
		set(img)
	}
	return entry{img: img, at: ami.Where{Profile: "ops", Region: "us-east-1"}, account: "111122223333", price: ami.Price{USD: 0.05}}
}

func TestTable(t *testing.T) {
	entries := []entry{
		entryOf("web", nil),
		entryOf("東京", func(i *ami.Image) { i.OwnerID, i.Public = text.Clean("137112412989"), ami.Yes }),
		entryOf("", func(i *ami.Image) { i.State, i.Devices, i.Created = text.Clean("pending"), nil, ami.Date{} }),
		entryOf("a\x1b[2J", func(i *ami.Image) { i.Devices[0].EBS.VolumeSize = 0 }),
	}
	want := strings.Join([]string{
		"NAME   ID                     REGION     AGE  STATE      ARCH   PLATFORM    GB  <= $/MO  OWNER         FLAGS",
		"web    ami-0123456789abcdef0  us-east-1  22d  available  arm64  Linux/UNIX  20     1.00  me",
		"東京   ami-0123456789abcdef0  us-east-1  22d  available  arm64  Linux/UNIX  20     0.00  137112412989  P",
		"-      ami-0123456789abcdef0  us-east-1    -  pending    arm64  Linux/UNIX   -     0.00  me",
		"a�[2J  ami-0123456789abcdef0  us-east-1  22d  available  arm64  Linux/UNIX   -        ?  me            !hidden",
	}, "\n") + "\n"
	if got := table(tableRows(entries, noon, true, false), rightAligned()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	failed := entryOf("web", func(i *ami.Image) {
		i.State, i.StateReason = text.Clean("failed"), &ami.StateReason{Message: text.Clean("the snapshot is in a state of error, and why is a long story")}
	})
	if got := tableRows([]entry{failed}, noon, true, false)[1][4]; got != "failed: the snapshot is in a state of..." {
		t.Errorf("a long reason is %q", got)
	}
	got := table(tableRows(entries[:1], noon, false, true), rightAligned())
	if !strings.Contains(got, "≤ $/MO") || !strings.Contains(got, "ops/us-east-1") {
		t.Errorf("with several profiles the table is\n%s", got)
	}
}

// A spreadsheet gets text for text, whatever the text says.
func TestCSVHoldsNoFormula(t *testing.T) {
	for _, name := range hostile() {
		out, err := model.CSV(rowsOf([]entry{entryOf(name, nil)}), noon)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil || len(rows) != 2 || len(rows[0]) != len(rows[1]) {
			t.Fatalf("%q makes %d rows, %v", name, len(rows), err)
		}
		cell := rows[1][0]
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			t.Errorf("%q is the formula %q", name, cell)
		}
		if bare := text.Clean(name).String(); cell != bare && cell != "'"+bare {
			t.Errorf("%q became %q", name, cell)
		}
		inert(t, out)
	}
}

func TestCSVColumns(t *testing.T) {
	out, _ := model.CSV(rowsOf([]entry{entryOf("web", func(i *ami.Image) { i.Protection = text.Clean("enabled-with-cooldown") })}), noon)
	want := "Name,ImageId,Account,Region,CreationDate,LastLaunchedTime,State,DeprecationTime,Architecture,PlatformDetails,SizeGiB,CostUpToUSD,OwnerId,Owner,Flags,Verified,Allowed,Warning\n" +
		"web,ami-0123456789abcdef0,111122223333,us-east-1,2026-10-30T12:00:00.000Z,,available,,arm64,Linux/UNIX,20,1,111122223333,me,protected,,,\n"
	if out != want {
		t.Errorf("got\n%swant\n%s", out, want)
	}
	unpriced := entryOf("web", nil)
	unpriced.price = ami.Price{}
	if out, _ := model.CSV(rowsOf([]entry{unpriced}), noon); !strings.Contains(out, ",20,,1111") {
		t.Errorf("a cost that is not known is written: %s", out)
	}
}

// JSON is printable ASCII and still says exactly what AWS said.
func TestJSONIsInertAndExact(t *testing.T) {
	for _, name := range hostile() {
		e := entryOf(name, func(i *ami.Image) {
			i.ScanResults = &ami.ScanResults{HighestSeverity: text.Clean(name)}
			i.InstanceTypes = &ami.InstanceTypes{Supported: []ami.InstanceTypeItem{{Pattern: text.Clean(name)}}}
		})
		out, err := model.JSON(rowsOf([]entry{e, e}))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range out {
			if c != '\n' && (c < 0x20 || c > 0x7e) {
				t.Fatalf("%U in the JSON of %q: %s", c, name, out)
			}
		}
		var back []map[string]any
		if err := json.Unmarshal([]byte(out), &back); err != nil || len(back) != 2 {
			t.Fatalf("%v: %s", err, out)
		}
		if got, _ := back[1]["Name"].(string); got != strings.ToValidUTF8(name, "\ufffd") {
			t.Errorf("%q decodes to %q", name, got)
		}
		if back[0]["Region"] != "us-east-1" || back[0]["Account"] != "111122223333" || back[0]["ImageId"] != "ami-0123456789abcdef0" || back[0]["State"] != "available" {
			t.Errorf("fields are missing: %s", out)
		}
	}
	if out, _ := model.JSON(nil); out != "[]\n" {
		t.Errorf("no image is %q", out)
	}
}

func TestIDs(t *testing.T) {
	if got := idLines([]entry{entryOf("a", nil), entryOf("b", nil)}); got != "ami-0123456789abcdef0\nami-0123456789abcdef0\n" {
		t.Errorf("ids are %q", got)
	}
}

// inert fails the test when a terminal would obey something in out.
func inert(t *testing.T, out string) {
	t.Helper()
	for _, c := range out {
		if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c)) {
			t.Errorf("%U in %q", c, out)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	names := []string{"image", "images", "keys", "simulate", "completion", "man", "version", "help"}
	for word, want := range map[string]string{
		"imagse": "images", "iamge": "image", "img": "image", "key": "keys", "sim": "simulate", "comp": "completion", "mna": "man",
		"deregister": "", "": "", "x": "", "versoin": "version",
	} {
		if want != "" {
			want = "; did you mean tami " + want + "?"
		}
		if got := didYouMean("tami ", word, names); got != want {
			t.Errorf("%q is answered with %q, want %q", word, got, want)
		}
	}
}

// Whatever a text says, troff prints it and does not take it for a request.
func TestRoff(t *testing.T) {
	for in, want := range map[string]string{
		"a-b": `a\-b`, `a\b`: `a\eb`, ".so x": `\&.so x`, "a\n.so x": "a\n\\&.so x", "a\n'x": "a\n\\&'x", "'x": `\&'x`, "…": "…",
	} {
		if got := roff(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// Whose an image is, and whether that is vouched for, stands in every form; our
// own images say nothing new.
func TestProvenanceInEveryForm(t *testing.T) {
	posing := entryOf("ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261112", func(i *ami.Image) {
		i.OwnerID, i.OwnerAlias, i.Allowed = text.Clean("729940118263"), text.Safe{}, ami.No
	})
	amazons := entryOf("al2023-ami-2023.9", func(i *ami.Image) {
		i.OwnerID, i.OwnerAlias, i.Allowed = text.Clean("137112412989"), text.Clean("amazon"), ami.Yes
	})
	list := []entry{posing, amazons, entryOf("web", nil)}
	for i, want := range []string{"729940118263, not Canonical's, not allowed", "amazon verified", "me"} {
		if got := tableRows(list, noon, true, false)[i+1]; !slices.Contains(got, want) {
			t.Errorf("the row lacks %q: %q", want, got)
		}
	}
	csv, _ := model.CSV(rowsOf(list), noon)
	for i, want := range []string{"false,not allowed,\"Named like Canonical's, but owned by 729940118263 and not verified by AWS.\"", "true,allowed,", ",,,"} {
		if line := strings.Split(csv, "\n")[i+1]; !strings.HasSuffix(line, want) {
			t.Errorf("the line does not end in %q: %s", want, line)
		}
	}
	out, _ := model.JSON(rowsOf(list))
	lines := strings.Split(out, "\n")
	for i, want := range []string{`"Provenance":{"Mine":false,"Verified":false,"Allowed":"not allowed","Warning":"Named like Canonical's`, `"Provenance":{"Mine":false,"Verified":true,`, ""} {
		if !strings.Contains(lines[i+1], want) || want == "" && strings.Contains(lines[i+1], "Provenance") {
			t.Errorf("the JSON lacks %q: %s", want, lines[i+1])
		}
	}
}
