package model

import (
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// picture is an image with its parts made, as readers make them.
func picture(set func(*ami.Image)) *ami.Image {
	img := &ami.Image{Traits: &ami.Traits{State: text.Clean("available"), OwnerID: text.Clean("111122223333")}, Extra: &ami.Extra{}}
	set(img)
	return img
}

func volume(snapshot string, gib int32, encrypted ami.Flag) ami.Device {
	return ami.Device{EBS: &ami.EBS{SnapshotID: text.Clean(snapshot), VolumeSize: gib, Encrypted: encrypted}}
}

func TestAge(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		since       time.Duration
		short, word string
	}{
		{-time.Hour, "now", "just now"},
		{59 * time.Second, "now", "just now"},
		{time.Minute, "1m", "1 min ago"},
		{59*time.Minute + 59*time.Second, "59m", "59 min ago"},
		{time.Hour, "1h", "1 h ago"},
		{day - time.Second, "23h", "23 h ago"},
		{day, "1d", "1 d ago"},
		{90*day - time.Second, "89d", "89 d ago"},
		{90 * day, "3mo", "3 mo ago"},
		{365 * day, "11mo", "11 mo ago"},
		{366 * day, "12mo", "12 mo ago"},
		{730 * day, "23mo", "23 mo ago"},
		{731 * day, "2y", "2 y ago"},
		{4000 * day, "10y", "10 y ago"},
	} {
		d := ami.DateOf(noon.Add(-c.since))
		if got := Age(d, noon); got != c.short {
			t.Errorf("%v ago is %q, want %q", c.since, got, c.short)
		}
		if got := AgeWords(d, noon); got != c.word {
			t.Errorf("%v ago is %q, want %q", c.since, got, c.word)
		}
	}
	for _, d := range []ami.Date{{}, ami.ParseDate("yesterday")} {
		if Age(d, noon) != "" || AgeWords(d, noon) != "" {
			t.Errorf("a date that is not known has an age: %q", Age(d, noon))
		}
	}
}

func TestFlags(t *testing.T) {
	const us = "111122223333"
	for name, c := range map[string]struct {
		set            func(*ami.Image)
		letters, words string
	}{
		"plain":             {func(*ami.Image) {}, "", ""},
		"public":            {func(i *ami.Image) { i.Public = ami.Yes }, "P", "public"},
		"shared with us":    {func(i *ami.Image) { i.OwnerID = text.Clean("999988887777") }, "S", "shared"},
		"somebody's public": {func(i *ami.Image) { i.OwnerID, i.Public = text.Clean("999988887777"), ami.Yes }, "P", "public"},
		"a provider's own":  {func(i *ami.Image) { i.OwnerID, i.OwnerAlias = text.Clean("9"), text.Clean("amazon") }, "", ""},
		"encrypted": {func(i *ami.Image) {
			i.Devices = []ami.Device{volume("snap-1", 8, ami.Yes), {Virtual: text.Clean("ephemeral0")}}
		}, "E", "encrypted"},
		"partly encrypted": {func(i *ami.Image) {
			i.Devices = []ami.Device{volume("snap-1", 8, ami.Yes), volume("snap-2", 8, ami.No)}
		}, "e", "partly encrypted"},
		"deprecated":    {func(i *ami.Image) { i.DeprecationTime = ami.DateOf(noon.Add(-time.Hour)) }, "D", "deprecated"},
		"deprecated ap": {func(i *ami.Image) { i.DeprecationTime = ami.DateOf(noon.Add(time.Hour)) }, "", ""},
		"disabled":      {func(i *ami.Image) { i.State = text.Clean("disabled") }, "X", "disabled"},
		"cooling down":  {func(i *ami.Image) { i.Protection = text.Clean("disabled-after 2026-11-22") }, "K", "protected"},
		"unprotected":   {func(i *ami.Image) { i.Protection = text.Clean("disabled") }, "", ""},
		"pending":       {func(i *ami.Image) { i.State = text.Clean("pending") }, "", "pending"},
		"several": {func(i *ami.Image) {
			i.Public, i.Protection, i.State = ami.Yes, text.Clean("enabled-with-cooldown"), text.Clean("disabled")
		}, "P X K", "public, disabled, protected"},
	} {
		f := FlagsOf(picture(c.set), us, noon)
		if f.Letters() != c.letters || f.Words() != c.words {
			t.Errorf("%s: %q %q, want %q %q", name, f.Letters(), f.Words(), c.letters, c.words)
		}
	}
	if f := FlagsOf(picture(func(*ami.Image) {}), "", noon); f.Has(FlagShared) {
		t.Error("an image is called shared although the account is not known")
	}
}

func TestStateWords(t *testing.T) {
	for want, set := range map[string]func(*ami.Image){
		"available":           func(*ami.Image) {},
		"deprecated 3 mo ago": func(i *ami.Image) { i.DeprecationTime = ami.DateOf(noon.AddDate(0, 0, -100)) },
		"disabled": func(i *ami.Image) {
			i.State, i.DeprecationTime = text.Clean("disabled"), ami.DateOf(noon.AddDate(0, 0, -100))
		},
		"pending": func(i *ami.Image) { i.State = text.Clean("pending") },
		"failed":  func(i *ami.Image) { i.State = text.Clean("failed") },
		"failed: snapshot not accessible": func(i *ami.Image) {
			i.State, i.StateReason = text.Clean("failed"), &ami.StateReason{Code: text.Clean("Client.X"), Message: text.Clean("snapshot not accessible")}
		},
		"error: Client.X": func(i *ami.Image) {
			i.State, i.StateReason = text.Clean("error"), &ami.StateReason{Code: text.Clean("Client.X")}
		},
		"failed: a�[2Jb": func(i *ami.Image) {
			i.State, i.StateReason = text.Clean("failed"), &ami.StateReason{Message: text.Clean("a\x1b[2Jb")}
		},
		"unknown": func(i *ami.Image) { i.State = text.Safe{} },
	} {
		if got := StateWords(picture(set), noon); got != want {
			t.Errorf("state reads %q, want %q", got, want)
		}
	}
}

func TestOwnerBadge(t *testing.T) {
	for _, c := range []struct{ id, alias, account, want string }{
		{"111122223333", "", "111122223333", "me"},
		{"111122223333", "self", "", "me"},
		{"111122223333", "", "", "111122223333"},
		{"099720109477", "", "111122223333", "099720109477"},
		{"137112412989", "amazon", "111122223333", "amazon verified"},
		{"679593333241", "aws-marketplace", "111122223333", "marketplace"},
		{"111122223333", "amazon", "111122223333", "me"},
		{"1", "aws-backup-vault", "2", "backup vault"},
		{"1", "new\x1b", "2", "new�"},
	} {
		img := picture(func(i *ami.Image) { i.OwnerID, i.OwnerAlias = text.Clean(c.id), text.Clean(c.alias) })
		if got := OwnerBadge(img, c.account); got != c.want {
			t.Errorf("owner %s %s seen by %q is %q, want %q", c.id, c.alias, c.account, got, c.want)
		}
	}
}

// costOf is the cost of a row at five cents a GB-month.
func costOf(img *ami.Image, account string) string {
	usd, _ := Row{Account: account, Image: img, Price: ami.Price{USD: 0.05}}.Cost()
	return Dollars(usd)
}

func TestCostUpToCountsEachSnapshotOnce(t *testing.T) {
	img := picture(func(i *ami.Image) {
		i.Devices = []ami.Device{
			volume("snap-1", 8, ami.No), volume("snap-2", 200, ami.No), volume("snap-1", 8, ami.No),
			volume("", 100, ami.No), {Virtual: text.Clean("ephemeral0")},
		}
	})
	if got := costOf(img, "111122223333"); got != "10.40" {
		t.Errorf("costs %s, want 10.40", got)
	}
	if got := costOf(img, "999988887777"); got != "0.00" {
		t.Errorf("somebody else's image costs us %v", got)
	}
	if got := img.SizeGiB(); got != 316 {
		t.Errorf("size %d", got)
	}
}

func TestDollars(t *testing.T) {
	for want, usd := range map[string]float64{
		"0.00": 0, "<0.01": 0.0001, "0.01": 0.005, "0.43": 0.432, "3.13": 3.132, "1.01": 1.005, "1642.50": 1642.5, "2.08": 2.083333,
	} {
		if got := Dollars(usd); got != want {
			t.Errorf("%v reads %s, want %s", usd, got, want)
		}
	}
}

func TestSizeAndCount(t *testing.T) {
	if SizeGB(0) != "" || SizeGB(20) != "20" {
		t.Errorf("sizes read %q and %q", SizeGB(0), SizeGB(20))
	}
	if Count(1, "image", "images") != "1 image" || Count(0, "image", "images") != "0 images" {
		t.Error("counts do not agree with their nouns")
	}
}

// TestWhatIsNotPaidForIsNoCost: another's snapshot costs us nothing, one that
// nobody looked at does, and one that is gone leaves the sum unknown.
func TestWhatIsNotPaidForIsNoCost(t *testing.T) {
	s := fresh()
	s.Learn(ami.Fact{Need: ami.Caller{}, First: true, Done: true, Body: ami.Identity{Account: text.Clean("111122223333")}})
	img := image("ami-1")
	for i, id := range []string{"snap-unread", "snap-theirs", "snap-ours"} {
		img.Devices = append(img.Devices, ami.Device{Name: text.Clean(id), EBS: &ami.EBS{SnapshotID: text.Clean(id), VolumeSize: []int32{1, 10, 100}[i]}})
	}
	for id, owner := range map[string]string{"snap-theirs": "999988887777", "snap-ours": "111122223333"} {
		s.Learn(ami.Fact{Need: ami.OneSnapshot{Where: here, ID: id}, First: true, Done: true,
			Body: ami.SnapshotBody{Snapshot: ami.Snapshot{ID: text.Clean(id), OwnerID: text.Clean(owner)}}})
	}
	row := Row{At: here, Account: "111122223333", Image: &img, Price: ami.Price{USD: 1, Unit: "USD per GB-month"}}
	all, _ := row.Cost()
	row.Read = s
	if usd, known := row.Cost(); all != 111 || usd != 101 || !known {
		t.Errorf("costs %v, and %v with what is known; want 111 and 101", all, usd)
	}
	s.Learn(ami.Fact{Need: ami.OneSnapshot{Where: here, ID: "snap-unread"}, First: true, Done: true, Body: ami.Absent{}})
	if usd, known := row.Cost(); known {
		t.Errorf("costs %v although a snapshot is gone", usd)
	}
}
