package e2e

import (
	"net"
	"os"
	"slices"
	"testing"
	"time"
)

// link is a bad line to a port: what enters it comes out later, and no faster
// than the line carries it.
type link struct {
	trip time.Duration // there and back
	bits int           // a second, each way
}

// to carries connections to a port, over a port of its own, until the test ends.
func (l link) to(t *testing.T, port string) string {
	t.Helper()
	near, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = near.Close() })
	go func() {
		for {
			from, err := near.Accept()
			if err != nil {
				return
			}
			to, err := net.Dial("tcp", "127.0.0.1:"+port)
			if err != nil {
				_ = from.Close()
				continue
			}
			go l.carry(from, to)
			go l.carry(to, from)
		}
	}()
	_, own, _ := net.SplitHostPort(near.Addr().String())
	return own
}

// packet is a part of a stream that is on its way.
type packet struct {
	bytes []byte
	due   time.Time
}

func (l link) carry(from, to net.Conn) {
	way := make(chan packet, 10_000)
	go func() {
		defer to.Close()
		for p := range way {
			<-time.After(time.Until(p.due))
			if _, err := to.Write(p.bytes); err != nil {
				return
			}
		}
	}()
	defer close(way)
	free := time.Now() // when the line has carried all that entered it
	for {
		part := make([]byte, 512)
		n, err := from.Read(part)
		if err != nil {
			return
		}
		if now := time.Now(); free.Before(now) {
			free = now
		}
		free = free.Add(time.Duration(n) * 8 * time.Second / time.Duration(l.bits))
		way <- packet{part[:n], free.Add(l.trip / 2)}
	}
}

// TestKeysOverABadLink moves the cursor over a real ssh connection with a round
// trip of 300 ms and 64 kbit/s, and says how long after a key the last byte of
// what it did was there.
func TestKeysOverABadLink(t *testing.T) {
	if os.Getenv("TAMI_SOAK") == "" {
		t.Skip("TAMI_SOAK=1 measures keys over a bad link")
	}
	bad := link{300 * time.Millisecond, 64_000}
	s := serveSSH(t)
	port := bad.to(t, s.port)
	for _, mode := range [][]string{nil, {"--low-bandwidth"}} {
		dir := t.TempDir()
		remote := append([]string{"env", "LC_ALL=C.UTF-8", "XDG_STATE_HOME=" + dir, built, "--demo", "--region", "us-east-1"}, mode...)
		began := time.Now()
		m := muteProgram(t, append(os.Environ(), "TERM=xterm-256color"), "ssh", append([]string{"-tt"}, s.client(port, remote...)...)...)
		m.until("web-arm64")
		m.rest(2 * bad.trip)
		t.Logf("%v: connected, logged in and painted after %v", mode, m.last().Sub(began).Round(time.Millisecond))
		for _, pause := range []time.Duration{0, time.Second} {
			lags, bytes := m.keys(60, bad.trip+100*time.Millisecond, pause)
			t.Logf("%v, pause %v: key to last byte %v in the middle, %v at 95 %%, %d bytes a key", mode, pause, lags[len(lags)/2].Round(time.Millisecond), lags[len(lags)*95/100].Round(time.Millisecond), bytes/len(lags))
			if most := bad.trip + 300*time.Millisecond; lags[len(lags)/2] > most {
				t.Errorf("a key takes %v, and the way there and back is %v", lags[len(lags)/2], bad.trip)
			}
		}
		m.end()
	}
}

// keys presses j so often, each when the screen has rested for a while after the
// one before, and returns how long each took, in order of length.
func (m *muted) keys(times int, quiet, pause time.Duration) (lags []time.Duration, bytes int) {
	m.t.Helper()
	before := len(m.said())
	for i := range times {
		<-time.After(pause)
		key := "j"
		if i%40 >= 20 {
			key = "k"
		}
		begun := time.Now()
		if _, err := m.tty.WriteString(key); err != nil {
			m.t.Fatal(err)
		}
		m.rest(quiet)
		lags = append(lags, m.last().Sub(begun))
	}
	slices.Sort(lags)
	return lags, len(m.said()) - before
}
