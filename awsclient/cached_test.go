package awsclient

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tami/awsclient/cache"
	"tami/awsclient/sim"
	"tami/model/ami"
)

const (
	canaryKey    = "AKIACANARYCANARYKEY1"
	canarySecret = "canary/secret/of/the/access/key+++++++++"
	canaryToken  = "canary-session-token"
)

// bastion is a machine with a cache, and AWS on loopback.
type bastion struct {
	folder string
	url    string

	mu   sync.Mutex
	held map[string]chan struct{} // actions that are answered when the channel closes
	said []string                 // the actions that were asked, in order
	aws  http.Handler
}

// owning is what the simulator holds, with some images in it.
func owning(t *testing.T, id string, names ...string) *sim.Account {
	t.Helper()
	r := &sim.RegionSeed{}
	for i, name := range names {
		r.Images = append(r.Images, sim.Image{ImageId: "ami-0000000000000000" + string(rune('1'+i)), Name: name, OwnerId: id, State: "available", CreationDate: "2026-01-02T03:04:05.000Z"})
	}
	a, err := sim.New(sim.Options{Seed: sim.Seed{Account: id, Regions: map[string]*sim.RegionSeed{"us-east-1": r}}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func newBastion(t *testing.T) *bastion {
	t.Helper()
	for name, v := range map[string]string{
		"AWS_ACCESS_KEY_ID": canaryKey, "AWS_SECRET_ACCESS_KEY": canarySecret, "AWS_EC2_METADATA_DISABLED": "true", "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_REGION": "us-east-1",
	} {
		t.Setenv(name, v)
	}
	b := &bastion{folder: filepath.Join(t.TempDir(), "tami"), held: map[string]chan struct{}{}}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	b.url = server.URL
	return b
}

// faces puts an account in AWS's place.
func (b *bastion) faces(a http.Handler) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.aws = a
}

// ServeHTTP implements http.Handler.
func (b *bastion) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body bytes.Buffer
	_, _ = body.ReadFrom(r.Body)
	_, rest, _ := strings.Cut(body.String(), "Action=")
	action, _, _ := strings.Cut(rest, "&")
	b.mu.Lock()
	b.said = append(b.said, action)
	hold, aws := b.held[action], b.aws
	b.mu.Unlock()
	if hold != nil {
		<-hold
	}
	again := r.Clone(r.Context())
	again.Body = readCloser{&body}
	aws.ServeHTTP(w, again)
}

type readCloser struct{ *bytes.Buffer }

func (readCloser) Close() error { return nil }

// hold keeps an action without an answer until it is let go.
func (b *bastion) hold(action string) (letGo func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := make(chan struct{})
	b.held[action] = c
	return sync.OnceFunc(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.held, action)
		close(c)
	})
}

func (b *bastion) client(t *testing.T) *Client {
	t.Helper()
	f, err := cache.Open(b.folder, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return New(Options{EndpointURL: b.url, Env: os.Getenv, Cache: f, MaxAttempts: 1})
}

// parted splits facts about images into what was remembered, what was said to
// be wrong with the cache, and AWS's.
func parted(facts []ami.Fact) (old, faults, answers []string) {
	for _, f := range facts {
		if _, ok := f.Need.(ami.Images); !ok {
			continue
		}
		if f.Cached != nil && f.Cached.Fault != "" {
			faults = append(faults, f.Cached.Fault)
			continue
		}
		switch b := f.Body.(type) {
		case ami.KeptImages:
			for i := range b.Rows.Len() {
				old = append(old, b.Rows.Image(i).Name.String())
			}
		case ami.ImagePage:
			for i := range b.Images {
				answers = append(answers, b.Images[i].Name.String())
			}
		default:
		}
	}
	return old, faults, answers
}

// TestTheNextStartShowsWhatTheLastOneSaw before AWS has answered anything at
// all, STS included.
func TestTheNextStartShowsWhatTheLastOneSaw(t *testing.T) {
	b := newBastion(t)
	b.faces(owning(t, "111122223333", "web", "api"))
	fetch(t, b.client(t), ami.Caller{}, mine("us-east-1"))
	begun := time.Now()

	b.faces(owning(t, "111122223333", "web"))
	letGo, letSTS := b.hold("DescribeImages"), b.hold("GetCallerIdentity")
	defer letGo()
	defer letSTS()
	c := b.client(t)
	var mu sync.Mutex
	var facts []ami.Fact
	heard := make(chan struct{}, 16)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		c.Fetch(t.Context(), []ami.Need{ami.Caller{}, mine("us-east-1")}, func(f ami.Fact) {
			mu.Lock()
			facts = append(facts, f)
			mu.Unlock()
			heard <- struct{}{}
		})
	}()
	<-heard
	mu.Lock()
	old, _, answers := parted(facts)
	first := facts[0]
	mu.Unlock()
	if len(old) != 2 || len(answers) != 0 || first.Cached.Account != "111122223333" || first.Cached.At.After(begun) || first.Done {
		t.Fatalf("remembered %v, answered %v, %+v", old, answers, first.Cached)
	}
	letGo()
	letSTS()
	<-ended
	if old, faults, answers := parted(facts); len(old) != 2 || len(faults) != 0 || len(answers) != 1 {
		t.Errorf("remembered %v, wrong %v, answered %v", old, faults, answers)
	}
	if old, _, answers := parted(fetch(t, c, mine("us-east-1"))); len(old) != 0 || len(answers) != 1 {
		t.Errorf("asked again: remembered %v, answered %v", old, answers)
	}
	if old, _, _ := parted(fetch(t, b.client(t), mine("us-east-1"))); len(old) > 1 {
		t.Errorf("the image that is gone is remembered for ever: %v", old)
	}
}

// TestListsOfOthersAreNotShown: another address in AWS's place, or other keys,
// show nothing of what was read before.
func TestListsOfOthersAreNotShown(t *testing.T) {
	b := newBastion(t)
	b.faces(owning(t, "111122223333", "web"))
	fetch(t, b.client(t), ami.Caller{}, mine("us-east-1"))

	second := httptest.NewServer(b)
	defer second.Close()
	first := b.url
	b.url = second.URL
	if old, _, answers := parted(fetch(t, b.client(t), mine("us-east-1"))); len(old) != 0 || len(answers) != 1 {
		t.Errorf("at another address: remembered %v, answered %v", old, answers)
	}
	b.url = first

	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAOTHEROTHEROTHER1")
	b.faces(owning(t, "999900001111", "theirs"))
	if old, _, answers := parted(fetch(t, b.client(t), ami.Caller{}, mine("us-east-1"))); len(old) != 0 || len(answers) != 1 {
		t.Errorf("with other keys: remembered %v, answered %v", old, answers)
	}
	if old, _, _ := parted(fetch(t, b.client(t), mine("us-east-1"))); len(old) > 1 || len(old) == 1 && old[0] != "theirs" {
		t.Errorf("with other keys, later: remembered %v", old)
	}

	// Keys that say of themselves whose they are are not believed.
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIATHIRDTHIRDTHIRD1")
	t.Setenv("AWS_ACCOUNT_ID", "111122223333")
	b.faces(owning(t, "555566667777", "third"))
	if old, _, answers := parted(fetch(t, b.client(t), mine("us-east-1"))); len(old) != 0 || len(answers) != 1 {
		t.Errorf("with AWS_ACCOUNT_ID: remembered %v, answered %v", old, answers)
	}
}

// TestADamagedCacheIsSaidAndMadeAnew, and AWS's answer comes all the same.
func TestADamagedCacheIsSaidAndMadeAnew(t *testing.T) {
	b := newBastion(t)
	b.faces(owning(t, "111122223333", "web"))
	fetch(t, b.client(t), ami.Caller{}, mine("us-east-1"))
	files, err := filepath.Glob(filepath.Join(b.folder, "*.images"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.Truncate(files[0], 100); err != nil {
		t.Fatal(err)
	}
	letGo := b.hold("DescribeImages")
	time.AfterFunc(200*time.Millisecond, letGo)
	old, faults, answers := parted(fetch(t, b.client(t), mine("us-east-1")))
	if len(old) != 0 || len(faults) != 1 || !strings.Contains(faults[0], "made anew") || len(answers) != 1 {
		t.Errorf("remembered %v, wrong %v, answered %v", old, faults, answers)
	}
	if stat, err := os.Stat(files[0]); err != nil || stat.Size() <= 100 {
		t.Errorf("the file was not written anew: %v", err)
	}
}

func TestACacheThatCannotBeWrittenIsSaid(t *testing.T) {
	b := newBastion(t)
	b.faces(owning(t, "111122223333", "web"))
	c := b.client(t)
	if err := os.RemoveAll(b.folder); err != nil {
		t.Fatal(err)
	}
	var faults []string
	c.Fetch(t.Context(), []ami.Need{mine("us-east-1")}, func(f ami.Fact) {
		_, some, _ := parted([]ami.Fact{f})
		faults = append(faults, some...)
	})
	if len(faults) != 1 || !strings.Contains(faults[0], "cannot be written") {
		t.Errorf("%v", faults)
	}
}

// TestOfflineTheOldRowsAreShown beside the reason why there are no new ones.
func TestOfflineTheOldRowsAreShown(t *testing.T) {
	b := newBastion(t)
	b.faces(owning(t, "111122223333", "web"))
	fetch(t, b.client(t), ami.Caller{}, mine("us-east-1"))
	b.faces(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
	facts := fetch(t, b.client(t), mine("us-east-1"))
	if old, _, answers := parted(facts); len(old) != 1 || len(answers) != 0 || facts[len(facts)-1].Problem == nil {
		t.Errorf("remembered %v, answered %v, %v", old, answers, facts[len(facts)-1].Problem)
	}
}

// TestTheCacheHoldsNoSecret: neither keys nor tokens, and the ID of a key in no
// readable form.
func TestTheCacheHoldsNoSecret(t *testing.T) {
	b := newBastion(t)
	b.faces(owning(t, "111122223333", "web", "api"))
	fetch(t, b.client(t), ami.Caller{}, mine("us-east-1"))
	t.Setenv("AWS_SESSION_TOKEN", canaryToken)
	fetch(t, b.client(t), ami.Caller{}, mine("us-east-1"))
	n := 0
	err := filepath.WalkDir(b.folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		content, err := os.ReadFile(path)
		for _, secret := range []string{canaryKey, canarySecret, canaryToken, "AKIA"} {
			if bytes.Contains(content, []byte(secret)) || strings.Contains(path, secret) {
				t.Errorf("%s holds %q", path, secret)
			}
		}
		return err
	})
	if err != nil || n != 2 {
		t.Errorf("%d files, want the images and the account: %v", n, err)
	}
}

// TestWhoWeAreIsAskedOnce however many regions want to know.
func TestWhoWeAreIsAskedOnce(t *testing.T) {
	b := newBastion(t)
	b.faces(owning(t, "111122223333", "web"))
	c := b.client(t)
	needs := []ami.Need{ami.Caller{}}
	for _, region := range []string{"us-east-1", "us-west-2", "eu-west-1", "eu-central-1"} {
		needs = append(needs, ami.Images{Where: ami.Where{Region: region}, From: ami.Source{Kind: ami.SharedToMe}})
	}
	fetch(t, c, needs...)
	n := 0
	for _, action := range b.said {
		if action == "GetCallerIdentity" {
			n++
		}
	}
	// Who asked for the rows of last time gives up when AWS's own come first, in
	// the middle of the question too; then it is asked again.
	if n == 0 || n >= len(needs) {
		t.Errorf("STS was asked %d times for %d needs", n, len(needs))
	}
}
