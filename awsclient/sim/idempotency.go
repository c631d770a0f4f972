package sim

// done is the outcome of a request that carried a client token.
type done struct {
	essence string
	out     any
}

// tokenKey says whose client token it is, and for what.
type tokenKey struct{ account, region, action, token string }

func (c *call) tokenKey(token string) tokenKey {
	return tokenKey{c.caller, c.place.name, c.action, token}
}

// idempotent gives the outcome of an earlier request with the same client token,
// or nil when there was none. The token with other parameters is an error.
func idempotent[Out any](c *call, token string) (*Out, error) {
	if token == "" {
		return nil, nil
	}
	prior, ok := c.account.done[c.tokenKey(token)]
	if !ok {
		return nil, nil
	}
	out, same := prior.out.(Out)
	if !same || prior.essence != c.request.essence() {
		return nil, refuse("IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).")
	}
	return &out, nil
}

// remember keeps the outcome of a request that carried a client token. The
// caller holds the lock.
func (c *call) remember(token string, out any) {
	if token != "" {
		c.account.done[c.tokenKey(token)] = done{c.request.essence(), out}
	}
}
