package sim

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// Accounts and the time of the tests.
const (
	us        = "111122223333"
	friend    = "222233334444"
	stranger  = "999988887777"
	home      = "us-east-1"
	away      = "eu-west-1"
	testImage = "ami-00000000000000001"
)

func testTime() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// open starts an account whose clock stands still.
func open(t testing.TB, seed Seed, faults ...Fault) *Account {
	t.Helper()
	if seed.Account == "" {
		seed.Account = us
	}
	a, err := New(Options{Seed: seed, Faults: faults, Now: testTime})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// inHome is a seed with one region.
func inHome(r RegionSeed) Seed {
	return Seed{Account: us, Regions: map[string]*RegionSeed{home: &r}}
}

// client asks an account over the wire, without an AWS library.
type client struct {
	account *Account
	region  string
	key     string
	ctx     context.Context
}

func ask(a *Account) client {
	return client{a, home, "AKIATEST", context.Background()}
}

func (c client) in(region string) client { c.region = region; return c }
func (c client) as(key string) client    { c.key = key; return c }

// element is one XML element, read by the standard library.
type element struct {
	XMLName xml.Name
	Text    string    `xml:",chardata"`
	Below   []element `xml:",any"`
}

// all gives the elements at a path such as "imagesSet/item/imageId".
func (e element) all(path string) []element {
	name, rest, more := strings.Cut(path, "/")
	var found []element
	for _, child := range e.Below {
		switch {
		case child.XMLName.Local != name:
		case more:
			found = append(found, child.all(rest)...)
		default:
			found = append(found, child)
		}
	}
	return found
}

// texts gives the texts at a path.
func (e element) texts(path string) []string {
	texts := []string{}
	for _, found := range e.all(path) {
		texts = append(texts, found.Text)
	}
	return texts
}

// text gives the first text at a path, or "".
func (e element) text(path string) string {
	if texts := e.texts(path); len(texts) > 0 {
		return texts[0]
	}
	return ""
}

// answered is what came back.
type answered struct {
	status int
	body   string
	xml    element
}

// code gives the error code of an answer, "" when it is none.
func (r answered) code() string {
	return r.xml.text("Errors/Error/Code") + r.xml.text("Error/Code")
}

func (r answered) message() string {
	return r.xml.text("Errors/Error/Message") + r.xml.text("Error/Message")
}

// ec2 asks EC2; params are "Name=value" in turn.
func (c client) ec2(t testing.TB, action string, params ...string) answered {
	t.Helper()
	r, err := c.send("ec2", action, params...)
	if err != nil {
		t.Fatalf("%s: %v", action, err)
	}
	return r
}

// fine asks EC2 and fails the test when the answer is an error.
func (c client) fine(t testing.TB, action string, params ...string) answered {
	t.Helper()
	r := c.ec2(t, action, params...)
	if r.status != http.StatusOK {
		t.Fatalf("%s %v: %d %s: %s", action, params, r.status, r.code(), r.message())
	}
	return r
}

func (c client) send(service, action string, params ...string) (answered, error) {
	form := url.Values{"Action": {action}, "Version": {"2016-11-15"}}
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		form.Set(name, value)
	}
	return c.post(service, "application/x-www-form-urlencoded", "", form.Encode())
}

// json asks a service with a JSON protocol.
func (c client) json(t testing.TB, service, target, body string) answered {
	t.Helper()
	r, err := c.post(service, "application/x-amz-json-1.1", target, body)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (c client) post(service, contentType, target, body string) (answered, error) {
	r, err := http.NewRequestWithContext(c.ctx, http.MethodPost, "https://aws.invalid/", strings.NewReader(body))
	if err != nil {
		return answered{}, err
	}
	r.Header.Set("Content-Type", contentType)
	if target != "" {
		r.Header.Set("X-Amz-Target", target)
	}
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+c.key+"/20261121/"+c.region+"/"+service+
		"/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000")
	return roundTrip(c.account, r)
}

func roundTrip(a *Account, r *http.Request) (answered, error) {
	response, err := (&http.Client{Transport: a.Transport()}).Do(r)
	if err != nil {
		return answered{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answered{}, err
	}
	got := answered{status: response.StatusCode, body: string(body)}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "text/xml") {
		err = xml.Unmarshal(body, &got.xml)
	}
	return got, err
}

// wantIDs compares lists of IDs in order, by their last digits for brevity.
func wantIDs(t testing.TB, what string, got []string, want ...string) {
	t.Helper()
	short := make([]string, len(got))
	for i, id := range got {
		short[i] = strings.TrimLeft(id[strings.LastIndex(id, "-")+1:], "0")
	}
	if !slices.Equal(short, want) && len(short)+len(want) > 0 {
		t.Errorf("%s: got %v, want %v", what, short, want)
	}
}

// amiID makes an image ID of a number.
func amiID(n int) string { return fmt.Sprintf("ami-%017d", n) }

func snapID(n int) string { return fmt.Sprintf("snap-%017d", n) }

// pass lets time go by in a bubble of testing/synctest.
func pass(d time.Duration) { <-time.After(d) }

// openNow starts an account on the clock of a bubble.
func openNow(t testing.TB, seed Seed, speed float64, faults ...Fault) *Account {
	t.Helper()
	a, err := New(Options{Seed: seed, Speed: speed, Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
