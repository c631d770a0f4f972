package ami

// Rows are images that are put together when they are looked at, numbered from
// 0 on. They never change, and several goroutines may ask for them.
type Rows interface {
	Len() int
	ID(n int) string // as Image(n) has it, safe
	Traits(n int) *Traits
	Image(n int) *Image // made anew each time
}

// KeptImages says Images as they were kept on this machine: all of them at
// once, and what a search has reckoned of them already, so that nobody waits for
// either. Text and Marks are what query.Index made of the rows.
type KeptImages struct {
	Rows  Rows
	Text  string
	Marks []byte
}

func (KeptImages) isBody() {}
