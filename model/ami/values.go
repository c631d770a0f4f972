package ami

// Flag is a yes or no that AWS may also leave unsaid.
type Flag uint8

// The three values of a Flag.
const (
	Unset Flag = iota
	No
	Yes
)

// FlagOf makes a Flag of the SDK's optional bool.
func FlagOf(b *bool) Flag {
	switch {
	case b == nil:
		return Unset
	case *b:
		return Yes
	}
	return No
}

// String is "yes", "no" or nothing.
func (f Flag) String() string { return [...]string{"", "no", "yes"}[f] }

// IsZero reports an unset flag; encoding/json uses it for omitzero.
func (f Flag) IsZero() bool { return f == Unset }

// MarshalJSON writes true or false, or null when unset.
func (f Flag) MarshalJSON() ([]byte, error) {
	return []byte([...]string{"null", "false", "true"}[f]), nil
}
