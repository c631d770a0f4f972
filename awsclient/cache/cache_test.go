package cache

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/query"
	"tami/model/text"
)

var key = Key{Account: "111122223333", Region: "us-east-1", From: ami.Source{Kind: ami.Mine}}

func read() time.Time { return time.UnixMilli(1_795_000_000_123) }

// builds are images as accounts have them.
func builds(n int) []*ami.Image {
	common := [2]*ami.Traits{}
	for i, arch := range []string{"arm64", "x86_64"} {
		common[i] = &ami.Traits{OwnerID: text.Clean("111122223333"), State: text.Clean("available"), Architecture: text.Clean(arch),
			RootDevice: text.Clean("/dev/xvda"), RootDeviceType: text.Clean("ebs"), PlatformDetails: text.Clean("Linux/UNIX"), ENA: ami.Yes, Public: ami.No}
	}
	plain := &ami.Extra{}
	images := make([]*ami.Image, n)
	for i := range images {
		made := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Hour)
		family := []string{"web", "api", "worker", "payments"}[i%4]
		location := fmt.Sprintf("111122223333/%s-%s-%s-%07x", family, common[i%2].Architecture, made.Format("2006.01.02-15"), i*7919%0xfffffff)
		img := &ami.Image{
			ID: text.Clean(fmt.Sprintf("ami-%017x", i+1)), Location: text.Clean(location), Name: text.Clean(location[13:]),
			Description: text.Clean(fmt.Sprintf("%s of branch main, build %d", family, 1000+i)), Created: ami.DateOf(made), LastLaunched: ami.DateOf(made.Add(time.Hour)),
			Tags:    []ami.Tag{{Key: text.Clean("family"), Value: text.Clean(family)}, {Key: text.Clean("commit"), Value: text.Clean(fmt.Sprintf("%07x", i*104729%0xfffffff))}},
			Devices: []ami.Device{{Name: text.Clean("/dev/xvda"), EBS: &ami.EBS{SnapshotID: text.Clean(fmt.Sprintf("snap-%017x", i+1)), VolumeSize: 20, VolumeType: text.Clean("gp3"), Encrypted: ami.No, DeleteOnTermination: ami.Yes}}},
			Traits:  common[i%2], Extra: plain,
		}
		images[i] = img
	}
	return images
}

// rare is an image with everything that an image can have, and text that
// nobody would expect.
func rare() *ami.Image {
	w := func(s string) text.Safe { return text.Clean(s) }
	day := ami.ParseDate("2025-02-03T04:05:06Z")
	card := int32(1)
	return &ami.Image{
		ID: w("ami-0123456789abcdef0"), Name: w("na\x1b[31mme \u202e Zürich"), Description: w("two\nlines\x00nul"), Location: w("elsewhere"),
		Created: day, DeprecationTime: ami.ParseDate("no date"), Tags: []ami.Tag{{Key: w(""), Value: w("\xff\xfe")}},
		Devices: []ami.Device{
			{Name: w("/dev/sda1"), EBS: &ami.EBS{VolumeSize: -1, IOPS: 3000, Throughput: 125, Encrypted: ami.Yes,
				RareEBS: &ami.RareEBS{InitializationRate: 300, CardIndex: &card, KeyID: w("arn:aws:kms:x"), OutpostARN: w("arn"), Zone: w("us-east-1a"), ZoneID: w("use1-az1")}}},
			{Name: w("/dev/sdb"), Virtual: w("ephemeral0")}, {Name: w("/dev/sdc"), NoDevice: true},
		},
		Traits: &ami.Traits{OwnerID: w("999900001111"), OwnerAlias: w("aws-marketplace"), Type: w("machine"), State: w("failed"), Protection: w("enabled"), Public: ami.Yes, Allowed: ami.No,
			Architecture: w("i386"), Virtualization: w("hvm"), Hypervisor: w("xen"), BootMode: w("uefi"), TPM: w("v2.0"), IMDS: w("v2.0"), SRIOV: w("simple"), RootDevice: w("/dev/sda1"),
			RootDeviceType: w("ebs"), Platform: w("windows"), PlatformDetails: w("Windows"), UsageOperation: w("RunInstances:0002"), FreeTier: ami.Yes},
		Extra: &ami.Extra{StateReason: &ami.StateReason{Code: w("Client.X"), Message: w("why")}, SourceInstance: w("i-1"), SourceImage: w("ami-1"), SourceRegion: w("eu-west-1"), Kernel: w("aki"),
			Ramdisk: w("ari"), ProductCodes: []ami.ProductCode{{ID: w("p"), Type: w("marketplace")}}, PublicParameter: w("/aws/service/x"),
			Watermarks:    []ami.Watermark{{Key: w("k"), SourceImage: w("ami-2"), SourceRegion: w("us-east-2"), Created: day, Attached: day}},
			InstanceTypes: &ami.InstanceTypes{Supported: []ami.InstanceTypeItem{{Pattern: w("m7g.*")}}, Unsupported: []ami.InstanceTypeItem{{Pattern: w("t2.*")}}},
			ScanResults:   &ami.ScanResults{HighestSeverity: w("HIGH"), Scanned: day, CriticalFix: day, HighFix: day, MediumFix: day, LowFix: day, InformationalFix: day}},
	}
}

func open(t testing.TB) *Folder {
	t.Helper()
	f, err := Open(filepath.Join(t.TempDir(), "tami"), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// load is all images of a key.
func load(t testing.TB, f *Folder) []*ami.Image {
	t.Helper()
	l, err := f.Load(key)
	if err != nil {
		t.Fatal(err)
	}
	return all(l)
}

// all are the images of a list.
func all(l *List) []*ami.Image {
	images := make([]*ami.Image, l.Len())
	for i := range images {
		images[i] = l.Image(i)
	}
	return images
}

func TestEveryFieldComesBack(t *testing.T) {
	f := open(t)
	want := append(builds(5000), rare(), &ami.Image{ID: text.Clean("ami-1"), Traits: &ami.Traits{}, Extra: &ami.Extra{}})
	if err := f.Save(key, want, read()); err != nil {
		t.Fatal(err)
	}
	l, err := f.Load(key)
	if err != nil || !l.Read.Equal(read()) || l.Len() != len(want) {
		t.Fatalf("read %v, %d images, %v", l.Read, l.Len(), err)
	}
	byID := map[string]*ami.Image{}
	images := all(l)
	for i, img := range images {
		byID[img.ID.Raw()] = img
		if l.ID(i) != img.ID.String() || l.Traits(i) != img.Traits {
			t.Fatalf("image %d alone has another ID or other traits", i)
		}
	}
	for _, w := range want {
		if got := byID[w.ID.Raw()]; !reflect.DeepEqual(got, w) {
			t.Fatalf("got  %+v\nwant %+v", got, w)
		}
	}
	for i := 1; i < len(images); i++ {
		if images[i-1].Created.UnixMilli() < images[i].Created.UnixMilli() {
			t.Fatal("the newest are not first")
		}
	}
	kept := l.Kept()
	if err := query.New(query.Place{}).Restore(kept.Rows, kept.Text, kept.Marks); err != nil {
		t.Errorf("what a search reckoned does not fit: %v", err)
	}
}

func TestAnEmptyListIsKept(t *testing.T) {
	f := open(t)
	if err := f.Save(key, nil, read()); err != nil {
		t.Fatal(err)
	}
	if images := load(t, f); len(images) != 0 {
		t.Errorf("%d images", len(images))
	}
}

// TestKeysAreApart holds the lists of other endpoints, accounts, regions and
// sources apart, even where a file is copied over another's.
func TestKeysAreApart(t *testing.T) {
	f := open(t)
	if err := f.Save(key, builds(3), read()); err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]Key{
		"endpoint": {Endpoint: "http://127.0.0.1:5000", Account: key.Account, Region: key.Region, From: key.From},
		"account":  {Account: "444455556666", Region: key.Region, From: key.From},
		"region":   {Account: key.Account, Region: "us-east-2", From: key.From},
		"source":   {Account: key.Account, Region: key.Region, From: ami.Source{Kind: ami.Amazon}},
		"owner":    {Account: key.Account, Region: key.Region, From: ami.Source{Kind: ami.Account, Account: "123456789012"}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := f.Load(other); !errors.Is(err, fs.ErrNotExist) {
				t.Fatalf("%v, want no list", err)
			}
			content, err := os.ReadFile(filepath.Join(f.path, key.file()))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(f.path, other.file()), content, 0o600); err != nil {
				t.Fatal(err)
			}
			var unusable *UnusableError
			if _, err := f.Load(other); !errors.As(err, &unusable) || !strings.Contains(err.Error(), "something else") {
				t.Fatalf("%v, want a foreign file", err)
			}
			if _, err := f.Load(other); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%v: the foreign file is still there", err)
			}
		})
	}
	load(t, f)
}

// encoded is a list as it stands on disk.
func encoded(t testing.TB, images []*ami.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, key.digest(), images, read()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// framed puts the right table behind sections.
func framed(list, text, marks []byte) []byte {
	var b, table []byte
	for _, part := range [][]byte{list, text, marks} {
		b = append(b, part...)
		table = section{uint64(len(part)), crc32.Checksum(part, castagnoli())}.append(table)
	}
	return append(b, sealed(table)...)
}

// apart are the sections of a file.
func apart(t testing.TB, file []byte) (list, text, marks []byte) {
	t.Helper()
	c, err := contentOf(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return []byte(c.list), []byte(c.text), c.marks
}

// whole reads a file as Load does, down to the last image.
func whole(file []byte) ([]*ami.Image, error) {
	c, err := contentOf(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	l, err := parse(c, key.digest())
	if err != nil {
		return nil, err
	}
	return all(l), nil
}

func TestUnusableFiles(t *testing.T) {
	good := encoded(t, builds(10))
	list, text, marks := apart(t, good)
	newer := bytes.Clone(list)
	newer[len(magic)]++
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"empty":       {nil, "cut short"},
		"truncated":   {good[:len(good)/2], "checksum"},
		"cut, sealed": {framed(list[:len(list)/2], text, marks), "cut short"},
		"more behind": {framed(append(bytes.Clone(list), 1), text, marks), "cut short"},
		"more before": {append([]byte{0}, good...), "cut short"},
		"damaged":     {append(append(bytes.Clone(good[:200]), good[200]+1), good[201:]...), "checksum"},
		"foreign":     {framed([]byte("something else entirely, of some length"), nil, nil), "no list"},
		"newer":       {framed(newer, text, marks), "version is 3"},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t)
			path := filepath.Join(f.path, key.file())
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := f.Load(key)
			var unusable *UnusableError
			if !errors.As(err, &unusable) || !strings.Contains(unusable.Why, c.says) {
				t.Fatalf("%v, want %q", err, c.says)
			}
			if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the file is still there: %v", err)
			}
			if err := f.Save(key, builds(2), read()); err != nil {
				t.Fatal(err)
			}
			if images := load(t, f); len(images) != 2 {
				t.Errorf("%d images after it was written anew", len(images))
			}
		})
	}
}

// TestBitFlips turns 10,000 bits over, one at a time: each is noticed. With
// the checksum put right again nothing may crash either, and no text may come
// out that is not safe.
func TestBitFlips(t *testing.T) {
	images := append(builds(20), rare())
	good := encoded(t, images)
	list, text, marks := apart(t, good)
	rnd := rand.New(rand.NewPCG(3, 7))
	for range 10_000 {
		at, bit := rnd.IntN(len(good)), byte(1)<<rnd.IntN(8)
		good[at] ^= bit
		if _, err := whole(good); err == nil {
			t.Fatalf("bit %d of byte %d was turned over, and nobody noticed", bit, at)
		}
		good[at] ^= bit
		if at < len(list) {
			list[at] ^= bit
			images, _ := whole(framed(list, text, marks))
			safe(t, images)
			list[at] ^= bit
		}
	}
	if list, err := whole(good); err != nil || len(list) != len(images) {
		t.Fatalf("%d images, %v", len(list), err)
	}
}

// safe checks that no text could reach a terminal as an instruction.
func safe(t *testing.T, images []*ami.Image) {
	t.Helper()
	for _, img := range images {
		texts := []text.Safe{img.ID, img.Name, img.Description, img.Location, img.Created.Text(), img.OwnerID, img.State, img.Architecture}
		for _, tag := range img.Tags {
			texts = append(texts, tag.Key, tag.Value)
		}
		for _, s := range texts {
			if s.String() != text.Clean(s.Raw()).String() || strings.ContainsAny(s.String(), "\x00\x07\x1b\u009b\u202e") {
				t.Fatalf("%q is not safe", s.String())
			}
		}
	}
}

// FuzzRead reads whatever, with a checksum that fits: nothing crashes, memory
// stays in proportion, and every text is safe.
func FuzzRead(f *testing.F) {
	for _, images := range [][]*ami.Image{nil, builds(1), builds(3), {rare()}, append(builds(2), rare())} {
		list, _, _ := apart(f, encoded(f, images))
		f.Add(list)
	}
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, list []byte) {
		images, err := whole(framed(list, nil, nil))
		if err != nil {
			return
		}
		safe(t, images)
		if back, err := whole(encoded(t, images)); err != nil || len(back) != len(images) {
			t.Fatalf("what was read is written as %d images, %v, and not as %d", len(back), err, len(images))
		}
	})
}

func TestAccounts(t *testing.T) {
	f := open(t)
	if got := f.Account("AKIAIOSFODNN7EXAMPLE"); got != "" {
		t.Fatalf("%q is known before anything was said", got)
	}
	for _, account := range []string{"111122223333", "111122223333", "444455556666"} {
		if err := f.Remember("AKIAIOSFODNN7EXAMPLE", account); err != nil {
			t.Fatal(err)
		}
		if got := f.Account("AKIAIOSFODNN7EXAMPLE"); got != account {
			t.Errorf("%q, want %q", got, account)
		}
	}
	if err := f.Remember("other", "not an account"); err == nil || f.Account("other") != "" {
		t.Errorf("remembered: %v", err)
	}
	entries, _ := os.ReadDir(f.path)
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(f.path, e.Name()))
		if err != nil || bytes.Contains(content, []byte("AKIA")) || strings.Contains(e.Name(), "AKIA") {
			t.Errorf("%s holds the key's ID: %v", e.Name(), err)
		}
		for at := range content { // a turned bit must never lead to another account
			content[at] ^= 1
			if err := os.WriteFile(filepath.Join(f.path, e.Name()), content, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := f.Account("AKIAIOSFODNN7EXAMPLE"); got != "" {
				t.Fatalf("%q from a damaged file", got)
			}
			content[at] ^= 1
		}
	}
}

func TestOldListsGo(t *testing.T) {
	f := open(t)
	if err := f.Save(key, builds(1), read()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(f.path, time.Now().Add(keepLists-time.Hour)); err != nil {
		t.Fatal(err)
	}
	load(t, f)
	if _, err := Open(f.path, time.Now().Add(keepLists+time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Load(key); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want the list gone", err)
	}
}

func TestFailedSaveKeepsTheOldList(t *testing.T) {
	f := open(t)
	if err := f.Save(key, builds(7), read()); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	if err := f.replace(key.file(), func(w io.Writer) error {
		_, err := w.Write([]byte("half a li"))
		return errors.Join(err, full)
	}); !errors.Is(err, full) {
		t.Fatal(err)
	}
	if images := load(t, f); len(images) != 7 {
		t.Errorf("%d images", len(images))
	}
	if entries, _ := os.ReadDir(f.path); len(entries) != 1 {
		t.Errorf("%d files are left", len(entries))
	}
}
