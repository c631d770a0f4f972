package awsclient

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
)

// How long the parts of one attempt may take. They bound an attempt and not an
// operation: a throttled request may well wait longer between its attempts.
const (
	connectPatience   = 5 * time.Second  // until the connection stands
	firstBytePatience = 10 * time.Second // from sending until the answer begins, unless Options say otherwise
	bodyPatience      = 60 * time.Second // from there to its end
)

// Bounds on one answer. A page of 1,000 images is about two megabytes; endpoints
// that do not page send some tens of them, and tens of thousands of images.
const (
	maxBody  = 128 << 20 // bytes, unpacked
	maxItems = 200_000   // of any list in it
)

func shortDial(d *net.Dialer) { d.Timeout = connectPatience }

// eager is an HTTP client that reads an answer whole before anything decodes
// it. The SDK's decoder reads slower than the network delivers, which closes
// the TCP window and costs several times the transfer. It also makes sure that
// what is decoded is an answer of AWS's: of text that is no XML the SDK's
// decoder makes an empty list without an error.
type eager struct {
	inner    config.HTTPClient
	patience time.Duration // until an answer begins; 0 is firstBytePatience
	most     int64         // bytes of an answer that are read; 0 is maxBody
	json     bool          // the service answers in JSON, not in XML
	spare    *sync.Pool    // of *[]byte, for answers; nil makes each anew
}

// Do sends a request. It implements the SDK's HTTP client.
func (e eager) Do(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	defer cancel(nil)
	patience := cmp.Or(e.patience, firstBytePatience)
	late := time.AfterFunc(patience, func() { cancel(&slowError{after: patience, part: "no answer"}) })
	defer late.Stop()

	resp, err := e.inner.Do(req.WithContext(ctx))
	if err != nil {
		return nil, attemptError(ctx, req, err)
	}
	defer resp.Body.Close()
	late.Stop()
	tooLong := time.AfterFunc(bodyPatience, func() { cancel(&slowError{after: bodyPatience, part: "no end of the answer"}) })
	defer tooLong.Stop()

	body, err := e.readBody(req, resp)
	if err != nil {
		return nil, attemptError(ctx, req, err)
	}
	if err := e.checkAnswer(req, resp, body); err != nil {
		return nil, err
	}
	if !e.json && resp.StatusCode < 300 && refusal(rootName(body)) {
		// What is under a good status and is an error all the same would be
		// decoded as an empty list. Whether anything was done it does not say.
		resp.StatusCode = http.StatusInternalServerError
	}
	resp.Body = &heldBody{Reader: bytes.NewReader(body), all: body, spare: e.spare}
	resp.ContentLength = int64(len(body))
	return resp, nil
}

// heldBody is an answer in memory.
type heldBody struct {
	*bytes.Reader
	all   []byte
	spare *sync.Pool
}

// release gives the memory of the answer away: nothing may hold on to it.
func (h *heldBody) release() {
	if h.spare != nil && cap(h.all) >= largeBody {
		h.spare.Put(new(h.all[:0]))
	}
	h.all = nil
	h.Reset(nil)
}

// largeBody is from what size on, in bytes, the memory of an answer is worth
// being used again: a page of images takes two megabytes.
const largeBody = 256 << 10

// Close implements io.Closer; there is nothing left to close.
func (*heldBody) Close() error { return nil }

func (e eager) readBody(req *http.Request, resp *http.Response) ([]byte, error) {
	var b bytes.Buffer
	most := cmp.Or(e.most, maxBody)
	if e.spare != nil && resp.ContentLength >= largeBody {
		if spare, ok := e.spare.Get().(*[]byte); ok {
			b = *bytes.NewBuffer(*spare)
		}
	}
	if n := resp.ContentLength; n > 0 && n <= most {
		b.Grow(int(n) + bytes.MinRead)
	}
	n, err := b.ReadFrom(io.LimitReader(resp.Body, most+1))
	if err == nil && n > most {
		err = &foreignAnswer{host: req.URL.Host, status: resp.StatusCode, what: fmt.Sprintf("more than %d MB", most>>20)}
	}
	return b.Bytes(), err
}

// slowError is an attempt that took too long. It is not tried again: another
// ten seconds of waiting would tell the user nothing new, and a key does.
type slowError struct {
	host  string
	part  string
	after time.Duration
}

// noAddress is the part of an attempt in which a name server keeps silent.
const noAddress = "no address"

func (e *slowError) Error() string {
	return fmt.Sprintf("%s from %s within %v", e.part, e.host, e.after)
}

// RetryableError tells the SDK not to try again.
func (*slowError) RetryableError() bool { return false }

// foreignAnswer is an answer that no AWS service gives.
type foreignAnswer struct {
	host   string
	status int
	what   string // the kind of text and its first words
	cut    bool   // it begins as AWS's do and lacks its end
}

func (e *foreignAnswer) Error() string {
	return fmt.Sprintf("%s answered HTTP %d with %s", e.host, e.status, e.what)
}

// RetryableError tells the SDK to try again only behind a gateway that may
// recover by itself, and what was cut short. Changes are sent again by nobody
// but us.
func (e *foreignAnswer) RetryableError() bool { return e.gateway() || e.cut }

// gateway reports an answer that a load balancer gives in place of a server.
func (e *foreignAnswer) gateway() bool { return e.status >= 502 && e.status <= 504 }

// attemptError says which part of an attempt took too long, and leaves every
// other error as it is.
func attemptError(ctx context.Context, req *http.Request, err error) error {
	var slow *slowError
	var dial *net.OpError
	var name *net.DNSError
	switch {
	case errors.As(err, &name) && name.Timeout() && errors.As(err, &dial) && ctx.Err() == nil:
		return &slowError{host: req.URL.Host, part: noAddress, after: connectPatience}
	case errors.As(context.Cause(ctx), &slow):
		return &slowError{host: req.URL.Host, part: slow.part, after: slow.after}
	case errors.As(err, &dial) && dial.Op == "dial" && dial.Timeout() && ctx.Err() == nil:
		return &slowError{host: req.URL.Host, part: "no connection", after: connectPatience}
	case errors.Is(err, syscall.ECONNREFUSED), tlsFailure(err):
		return &settledError{err}
	}
	return err
}

// settledError is an error that the next attempt, a second later, would only
// meet again: nothing listens, or the certificate is not trusted.
type settledError struct{ error }

// RetryableError tells the SDK not to try again.
func (*settledError) RetryableError() bool { return false }

// Unwrap gives the error itself.
func (e *settledError) Unwrap() error { return e.error }

// refusal reports the root of an error in one of the XML protocols.
func refusal(root string) bool {
	switch root {
	case "Response", "ErrorResponse":
		return true
	}
	return false
}

// checkAnswer refuses an answer that is not in the words of the protocol that
// was spoken: a proxy's page, another kind of server, an empty body.
func (e eager) checkAnswer(req *http.Request, resp *http.Response, body []byte) error {
	root := rootName(body)
	ok := strings.HasSuffix(root, "Response")
	if resp.StatusCode >= 300 {
		ok = ok || root == "Error" || root == "Errors"
	}
	if e.json {
		ok = bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) && json.Valid(body)
	}
	if ok && bytes.Count(body, []byte("<item>"))+bytes.Count(body, []byte("<member>")) > maxItems {
		return &foreignAnswer{host: req.URL.Host, status: resp.StatusCode, what: fmt.Sprintf("more than %d things in one answer", maxItems)}
	}
	if ok && !e.json && !ends(body, root) {
		return &foreignAnswer{host: req.URL.Host, status: resp.StatusCode, what: "an answer that is cut short", cut: true}
	}
	if ok {
		return nil
	}
	what := "an empty answer"
	switch trimmed := bytes.TrimSpace(body); {
	case strings.EqualFold(root, "html"):
		what = "a web page" + quoted(between(string(body), "<title>", "</title>"))
	case root != "":
		what = "XML of another kind" + quoted("<"+root+">")
	case e.json && len(trimmed) > 0 && trimmed[0] == '{':
		what = brokenJSON
	case len(trimmed) > 0 && (trimmed[0] == '{' || trimmed[0] == '['):
		what = "JSON where XML is due" + quoted(string(trimmed))
	case len(trimmed) > 0:
		what = "text" + quoted(string(trimmed))
	}
	return &foreignAnswer{host: req.URL.Host, status: resp.StatusCode, what: what, cut: strings.HasPrefix(what, brokenJSON)}
}

const brokenJSON = "JSON that is cut short or broken"

// ends reports an XML text that comes to the end of its root, which an answer
// that lost its second half does not.
func ends(body []byte, root string) bool {
	rest := bytes.TrimRight(body, " \t\r\n")
	return bytes.HasSuffix(rest, []byte("/>")) || bytes.HasSuffix(rest, []byte(root+">")) || bytes.HasSuffix(rest, []byte("-->"))
}

// rootName is the name of the root element of an XML text, "" when the text is
// none.
func rootName(body []byte) string {
	rest := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	for {
		var end string
		switch {
		case bytes.HasPrefix(rest, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(rest, []byte("<!")):
			end = ">"
		case bytes.HasPrefix(rest, []byte("<")):
			name := rest[1:]
			if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
				name = name[:i]
			}
			if i := bytes.LastIndexByte(name, ':'); i >= 0 {
				name = name[i+1:]
			}
			return string(name)
		default:
			return ""
		}
		i := bytes.Index(rest, []byte(end))
		if i < 0 {
			return ""
		}
		rest = bytes.TrimSpace(rest[i+len(end):])
	}
}

// quoted is a short sample of somebody's words, to follow one of ours.
func quoted(s string) string {
	const most = 80
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return ""
	}
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return ": " + s
}

// between is the text between two marks of any case, "" without them.
func between(s, open, end string) string {
	lower := strings.ToLower(s)
	i := strings.Index(lower, open)
	if i < 0 || len(lower) != len(s) {
		return ""
	}
	i += len(open)
	j := strings.Index(lower[i:], end)
	if j < 0 {
		return ""
	}
	return s[i : i+j]
}
