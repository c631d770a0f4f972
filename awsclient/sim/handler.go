package sim

import (
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"strings"
)

// maxBody bounds a request's body. The largest real one carries a thousand IDs.
const maxBody = 4 << 20

// ServeHTTP answers one AWS request. What is no AWS request gets a plain 404
// that says so.
func (a *Account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := a.answer(r)
	switch {
	case errors.Is(err, errCut):
		cut(w)
		return
	case err != nil: // the client has gone
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), answer.header(a.clock()))
	w.WriteHeader(answer.status)
	if answer.trickles {
		trickleTo(w, &trickle{r.Context(), answer.body})
		return
	}
	w.Write(answer.body) // an error here is a client that has gone
}

// trickleTo writes each byte as it comes.
func trickleTo(w http.ResponseWriter, from *trickle) {
	b, out := make([]byte, 1), http.NewResponseController(w)
	for {
		n, err := from.Read(b)
		if err != nil {
			return
		}
		if _, err := w.Write(b[:n]); err != nil || out.Flush() != nil {
			return
		}
	}
}

// cut breaks the connection as a network does: with a reset where there is a
// socket to reset.
func cut(w http.ResponseWriter) {
	if hijacker, ok := w.(http.Hijacker); ok {
		if conn, _, err := hijacker.Hijack(); err == nil {
			if tcp, ok := conn.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0) // without it the close below is an orderly end
			}
			_ = conn.Close()
			return
		}
	}
	panic(http.ErrAbortHandler)
}

// answer works out the reply to a request. An error means that there is none:
// the connection breaks, or the client stopped waiting.
func (a *Account) answer(r *http.Request) (reply, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		return reply{}, errCut
	case len(body) > maxBody:
		return plain(http.StatusRequestEntityTooLarge, "The request is longer than AWS takes."), nil
	}
	signed, ok := readCredential(r)
	if !ok {
		return a.unsigned(r, body), nil
	}
	service := a.services[signed.service]
	if service == nil {
		return plain(http.StatusNotFound, "The simulator does not answer for "+signed.service+"; it has "+
			strings.Join(sortedKeys(a.services), ", ")+"."), nil
	}
	c := &call{account: a, service: service, now: a.clock(), requestID: a.newRequestID()}
	c.request, err = service.protocol.read(r, body)
	if err != nil {
		return a.refusal(c, err), nil
	}
	c.action = c.request.action
	refused := a.admit(c, signed)
	a.requests.add(Request{service.name, c.action, signed.region, c.caller, c.request.dryRun, service.operations[c.action].changes, c.now})
	if off := timeOff(r, c.now); a.punctual && off > signatureWindow {
		if service.name == "ec2" && off > requestLife {
			return a.refusal(c, service.protocol.expired()), nil
		}
		return a.refusal(c, service.protocol.skewed()), nil
	}
	if !a.budgets.take(c, signed.region, service.operations[c.action].changes) {
		return a.refusal(c, service.protocol.throttled()), nil
	}
	fault, faulty := a.faults.take(service.name, c.action, signed.region)
	if faulty {
		failed, err := fault.before(r.Context(), c)
		if err != nil {
			return reply{}, err
		}
		if failed != nil {
			return a.refusal(c, failed), nil
		}
	}
	if refused != nil {
		return fault.after(a.refusal(c, refused))
	}
	return fault.after(a.perform(c))
}

// admit finds out who asks and whether the account may ask that region.
func (a *Account) admit(c *call, signed credential) *failure {
	c.caller, c.callerARN = a.id, "arn:aws:iam::"+a.id+":user/tami"
	session, known, live := a.sessions.find(signed.accessKey, c.now)
	if known {
		c.caller, c.callerARN = session.account, session.arn
	}
	a.mu.RLock()
	c.place = a.regions[signed.region]
	a.mu.RUnlock()
	switch {
	case known && !live:
		return c.service.protocol.expired()
	case c.place == nil:
		return c.service.protocol.unknownCredential()
	default:
		return nil
	}
}

// perform does the work of a call and writes the answer, holding the lock until
// the answer is written: results point into the account.
func (a *Account) perform(c *call) reply {
	operation, known := c.service.operations[c.action]
	if !known {
		return a.refusal(c, c.service.protocol.unknownAction(c.action))
	}
	c.now = a.clock() // a delay may have passed
	a.settle(c.now)
	if operation.changes {
		a.mu.Lock()
		defer a.mu.Unlock()
	} else {
		a.mu.RLock()
		defer a.mu.RUnlock()
	}
	c.own = a.holdings(c.caller, c.place.name)
	out, err := operation.run(c)
	if err != nil {
		return a.refusal(c, err)
	}
	return c.service.protocol.result(c, out)
}

func (a *Account) refusal(c *call, err error) reply {
	var failed *failure
	if !errors.As(err, &failed) {
		failed = &failure{"InternalError", err.Error(), http.StatusInternalServerError, ""}
	}
	return c.service.protocol.failure(failed, c.requestID)
}

// unsigned answers a request without a signature: as the service would, when it
// is an AWS request, and otherwise as what this is.
func (a *Account) unsigned(r *http.Request, body []byte) reply {
	if answer, ok := a.signIn(r, body); ok {
		return answer
	}
	requestID := a.newRequestID()
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		p := a.services["ssm"].protocol
		return p.failure(p.unsigned(), requestID)
	}
	for _, s := range a.services {
		if p, ok := s.protocol.(restJSON); ok {
			if _, _, fits := p.find(r); fits {
				return p.failure(p.unsigned(), requestID)
			}
		}
	}
	f, err := readForm(r, body)
	if err != nil || f.text("Action") == "" {
		return plain(http.StatusNotFound, "This is an AWS simulator, and that was no AWS request. "+
			"Point an AWS client here: aws ec2 describe-images --endpoint-url http://"+r.Host+" --owners self")
	}
	name := "sts"
	if f.children["Version"] != nil && strings.HasSuffix(f.children["Version"].value, "-11-15") {
		name = "ec2"
	}
	p := a.services[name].protocol
	return p.failure(p.unsigned(), requestID)
}

func plain(status int, text string) reply {
	return reply{status, "text/plain; charset=utf-8", []byte(text + "\n"), nil, false}
}
