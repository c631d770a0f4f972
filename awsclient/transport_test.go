package awsclient

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func TestAnswersThatAreNotAWSs(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   string // a part of what the error says; "" for none
	}{
		"an answer":              {200, answerOf("DescribeImages", ""), ""},
		"an error":               {400, errorOf("X", "y"), ""},
		"an error of STS":        {403, `<ErrorResponse xmlns="x"><Error><Code>X</Code></Error></ErrorResponse>`, ""},
		"comments before it":     {200, "\ufeff<?xml version=\"1.0\"?>\n<!-- x --><!DOCTYPE x>\n<a:DescribeImagesResponse/>", ""},
		"nothing":                {200, "", "an empty answer"},
		"JSON":                   {200, `{"Images": []}`, `JSON where XML is due: {"Images": []}`},
		"a sign-in page":         {200, "<!doctype html>\n<HTML><head><Title>Hotel  Wi-Fi</title></head></html>", "a web page: Hotel Wi-Fi"},
		"a page without a title": {500, "<html><h1>Oops</h1></html>", "a web page"},
		"text":                   {200, "no healthy upstream", "text: no healthy upstream"},
		"XML of another kind":    {200, "<rss></rss>", "XML of another kind: <rss>"},
		"an unclosed comment":    {200, "<!-- x", "text: <!-- x"},
		"an answer as an error":  {500, `<DescribeImagesResponse/>`, ""},
		"an error as an answer":  {200, `<Error/>`, "XML of another kind"},
		"a long text":            {200, strings.Repeat("x", 10_000), "…"},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(c.status)
				io.WriteString(w, c.body)
			}))
			defer server.Close()
			resp, err := eager{inner: server.Client()}.Do(request(t, server.URL))
			if c.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if got, _ := io.ReadAll(resp.Body); string(got) != c.body || resp.ContentLength != int64(len(c.body)) {
					t.Errorf("body %q, length %d", got, resp.ContentLength)
				}
				return
			}
			var foreign *foreignAnswer
			if !errors.As(err, &foreign) || !strings.Contains(err.Error(), c.want) || foreign.status != c.status {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
			if err != nil && len(err.Error()) > 300 {
				t.Errorf("the error has %d bytes", len(err.Error()))
			}
		})
	}
}

func request(t *testing.T, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// bodyOf is an HTTP client whose answers have a given body.
type bodyOf func(ctx context.Context) io.Reader

func (b bodyOf) Do(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{}, ContentLength: -1, Body: io.NopCloser(b(r.Context()))}, nil
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// A name server that refuses and one that keeps silent are told from a server
// that does.
func TestNameServers(t *testing.T) {
	silent, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	for name, c := range map[string]struct {
		reach func(context.Context, *net.Dialer) (net.Conn, error)
		says  string
	}{
		"silent": {func(ctx context.Context, d *net.Dialer) (net.Conn, error) {
			return d.DialContext(ctx, "udp", silent.LocalAddr().String())
		}, "no address of ec2.us-east-1.amazonaws.com within 5s"},
		"refusing": {func(context.Context, *net.Dialer) (net.Conn, error) {
			return nil, syscall.ECONNREFUSED
		}, "no address is known for ec2.us-east-1.amazonaws.com"},
	} {
		resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) { return c.reach(ctx, &net.Dialer{}) }}
		dialer := &net.Dialer{Timeout: 100 * time.Millisecond, Resolver: resolver}
		_, err := eager{inner: &http.Client{Transport: &http.Transport{DialContext: dialer.DialContext}}}.Do(request(t, "http://ec2.us-east-1.amazonaws.com/"))
		p := problemOf(failure{err: err})
		if p == nil || !strings.Contains(p.Title, c.says) || !strings.Contains(p.Hint, "name server") {
			t.Errorf("%s: %v is told as %v", name, err, p)
		}
	}
}

func TestADrippingAnswerIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		drip := bodyOf(func(ctx context.Context) io.Reader {
			return readerFunc(func(p []byte) (int, error) {
				select {
				case <-ctx.Done():
					return 0, ctx.Err()
				case <-time.After(time.Second):
					return copy(p, "<"), nil
				}
			})
		})
		begin := time.Now()
		_, err := eager{inner: drip}.Do(request(t, "http://slow.example/"))
		var slow *slowError
		if !errors.As(err, &slow) || time.Since(begin) != bodyPatience || slow.host != "slow.example" {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
	})
}

func TestAnAnswerHasABound(t *testing.T) {
	endless := bodyOf(func(context.Context) io.Reader {
		return readerFunc(func(p []byte) (int, error) { return len(p), nil })
	})
	_, err := eager{inner: endless, most: 1 << 20}.Do(request(t, "http://bomb.example/"))
	var foreign *foreignAnswer
	if !errors.As(err, &foreign) || !strings.Contains(err.Error(), "more than 1 MB") {
		t.Errorf("%v", err)
	}
}

func TestACompressedAnswerIsRead(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, answerOf("DescribeImages", ""))
		z.Close()
	}))
	defer server.Close()
	resp, err := eager{inner: server.Client()}.Do(request(t, server.URL))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := io.ReadAll(resp.Body); !bytes.Contains(got, []byte("DescribeImagesResponse")) {
		t.Errorf("%q", got)
	}
}

func TestNobodyListens(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	url := server.URL
	server.Close()
	_, err := eager{inner: http.DefaultClient}.Do(request(t, url))
	var settled *settledError
	if !errors.As(err, &settled) || settled.RetryableError() {
		t.Errorf("%v would be tried again", err)
	}
}

func TestWhatIsTriedAgain(t *testing.T) {
	for status, want := range map[int]bool{200: false, 404: false, 500: false, 502: true, 503: true, 504: true} {
		if got := (&foreignAnswer{status: status}).RetryableError(); got != want {
			t.Errorf("a strange answer with HTTP %d is tried again: %v", status, got)
		}
	}
	if (&slowError{}).RetryableError() {
		t.Error("ten seconds are enough")
	}
}

func FuzzRootName(f *testing.F) {
	for _, s := range []string{"<a/>", "<?xml?><a:b c>", "<!--", "<!x>", "", "<", "{", "\ufeff <a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		name := rootName([]byte(body))
		if strings.ContainsAny(name, " \t\r\n/>") || name != "" && !strings.Contains(body, name) {
			t.Fatalf("root %q of %q", name, body)
		}
		_ = fmt.Sprint(eager{}.checkAnswer(request(t, "http://x/"), &http.Response{StatusCode: 200}, []byte(body)))
	})
}
