package sim

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Serve answers HTTP on a loopback address until the context ends. It refuses
// any other address: whoever can reach the simulator can use it. ready is called
// once with the address it listens on, which tells the port when 0 was asked for.
func Serve(ctx context.Context, listen string, h http.Handler, ready func(addr string)) error {
	address, err := loopback(listen)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", listen, err)
	}
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	if ready != nil {
		ready(listener.Addr().String())
	}
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve on %s: %w", listen, err)
	}
	return nil
}

// loopback gives the address to listen on, with a name made a number, so that
// no resolver can turn localhost into something else.
func loopback(listen string) (string, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "", fmt.Errorf("cannot listen on %q: give a loopback address and a port, such as 127.0.0.1:4566", listen)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return "", fmt.Errorf("cannot listen on %q: the simulator checks no signatures, so it listens on loopback only, such as 127.0.0.1:4566", listen)
	}
	return net.JoinHostPort(host, port), nil
}
