package sim

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"syscall"
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
	header := http.Header{
		"Content-Type":   {answer.contentType},
		"Content-Length": {strconv.Itoa(len(answer.body))},
		"Date":           {t.account.clock().UTC().Format(http.TimeFormat)},
	}
	return &http.Response{
		Status:        strconv.Itoa(answer.status) + " " + http.StatusText(answer.status),
		StatusCode:    answer.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        header,
		Body:          io.NopCloser(bytes.NewReader(answer.body)),
		ContentLength: int64(len(answer.body)),
		Request:       r,
	}, nil
}
