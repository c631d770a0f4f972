package sim

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// transport takes requests to an account without a socket.
type transport struct{ account *Account }

// Transport gives a way to the account that opens no socket: an
// http.RoundTripper that answers in the caller's goroutine and leaves none
// behind. It honours the request's context, and breaks as a network would when
// a fault says so.
func (a *Account) Transport() http.RoundTripper { return transport{a} }

// RoundTrip answers one request.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r = r.Clone(r.Context())
		r.Body = http.NoBody
	}
	defer r.Body.Close()
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	answer, err := t.account.answer(r)
	switch {
	case errors.Is(err, errCut):
		return nil, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	case err != nil:
		return nil, err
	}
	return respond(r, answer, t.account.clock()), nil
}

// respond makes an HTTP response of an answer.
func respond(r *http.Request, answer reply, now time.Time) *http.Response {
	var body io.Reader = bytes.NewReader(answer.body)
	if answer.trickles {
		body = &trickle{r.Context(), answer.body}
	}
	return &http.Response{
		Status:        strconv.Itoa(answer.status) + " " + http.StatusText(answer.status),
		StatusCode:    answer.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        answer.header(now),
		Body:          io.NopCloser(body),
		ContentLength: int64(len(answer.body)),
		Request:       r,
	}
}
