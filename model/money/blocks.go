package money

import "math/bits"

// BlocksPerGiB is how many blocks a GiB has: those of snapshots are 512 KiB each.
const BlocksPerGiB = 2048

// Blocks is a set of block numbers of a volume. The zero value is empty.
type Blocks struct{ words []uint64 }

// Add puts a block into the set. A negative number is no block.
func (b *Blocks) Add(index int) {
	if index < 0 {
		return
	}
	for at := index / 64; at >= len(b.words); {
		b.words = append(b.words, 0)
	}
	b.words[index/64] |= 1 << (index % 64)
}

// Len is how many blocks there are.
func (b Blocks) Len() (n int64) {
	for _, w := range b.words {
		n += int64(bits.OnesCount64(w))
	}
	return n
}

// without is the blocks that are not in other.
func (b Blocks) without(other Blocks) Blocks {
	rest := Blocks{words: append([]uint64(nil), b.words...)}
	for i := range min(len(rest.words), len(other.words)) {
		rest.words[i] &^= other.words[i]
	}
	return rest
}

// join adds the blocks of other.
func (b *Blocks) join(other Blocks) {
	for len(b.words) < len(other.words) {
		b.words = append(b.words, 0)
	}
	for i, w := range other.words {
		b.words[i] |= w
	}
}
