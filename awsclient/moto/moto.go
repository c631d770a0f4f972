// Package moto runs moto_server, an AWS that was not written here, for tests.
// It imports nothing of tami; only tests import it.
package moto

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

// Start runs moto_server on a free port of the loopback until the test ends,
// and returns the address that speaks for it. The test is skipped where the
// program is not installed, and fails when it does not answer in two minutes.
//
// Requests reach moto one at a time: it answers each in a thread of its own,
// and its writing of answers is not safe for that (seen with 5.2: one of two
// long answers written at once is now and then a page "500 Internal Server
// Error").
func Start(t testing.TB) string {
	t.Helper()
	program, err := exec.LookPath("moto_server")
	if err != nil {
		t.Skip("needs moto_server on PATH: the client was not tried against an AWS of somebody else's")
	}
	host := free(t)
	// Not the test's own context: that ends before the cleaning up does.
	command := exec.CommandContext(context.WithoutCancel(t.Context()), program, "-H", "127.0.0.1", "-p", fmt.Sprint(host.Port))
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan struct{})
	go func() { _ = command.Wait(); close(exited) }() // what it said tells more
	t.Cleanup(func() {
		_ = command.Process.Signal(os.Interrupt)
		select {
		case <-exited:
		case <-time.After(5 * time.Second):
			_ = command.Process.Kill()
			<-exited
		}
	})
	await(t, "http://"+host.String(), exited, &said)
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: host.String()})
	var one sync.Mutex
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		one.Lock()
		defer one.Unlock()
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	return front.URL
}

// await returns when the server answers.
func await(t testing.TB, address string, exited <-chan struct{}, said *bytes.Buffer) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-exited:
			t.Fatalf("moto_server ended:\n%s", said)
		case <-ctx.Done():
			t.Fatal("moto_server does not answer within two minutes")
		case <-tick.C:
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/moto-api/data.json", nil)
			if err != nil {
				t.Fatal(err)
			}
			if resp, err := http.DefaultClient.Do(r); err == nil {
				_ = resp.Body.Close()
				return
			}
		}
	}
}

// free is a port of the loopback that nobody listens on.
func free(t testing.TB) *net.TCPAddr {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at, _ := l.Addr().(*net.TCPAddr) // which tcp always has
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return at
}
