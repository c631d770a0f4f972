package op

// WithToken gives a call the token by which AWS knows it again, where it takes
// one: sent twice, it is done once. A call that has a token keeps it.
func WithToken(c Call, token string) Call {
	switch c := c.(type) {
	case RunInstances:
		if c.Token == "" {
			c.Token = token
		}
		return c
	case CopyImage:
		if c.Token == "" {
			c.Token = token
		}
		return c
	case CreateTemplateVersion:
		if c.Token == "" {
			c.Token = token
		}
		return c
	case CreateUsageReport:
		if c.Token == "" {
			c.Token = token
		}
		return c
	case ReplaceRoot:
		if c.Token == "" {
			c.Token = token
		}
		return c
	default:
		return c
	}
}
