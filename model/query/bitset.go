package query

// bitset is a set of rows. Rows beyond its end are not in it.
type bitset []uint64

func (b *bitset) set(row int32) {
	for int(row/64) >= len(*b) {
		*b = append(*b, 0)
	}
	(*b)[row/64] |= 1 << (row % 64)
}

func (b bitset) clear(row int32) {
	if int(row/64) < len(b) {
		b[row/64] &^= 1 << (row % 64)
	}
}

func (b bitset) has(row int32) bool {
	n := uint32(row)
	return int(n/64) < len(b) && b[n/64]>>(n%64)&1 != 0
}

// class sorts the bytes of folded text into 64 classes; letters and figures
// have one each.
func class(b byte) uint8 {
	switch {
	case b >= 'a' && b <= 'z':
		return b - 'a'
	case b >= '0' && b <= '9':
		return b - '0' + 26
	case b >= 0x80:
		return 63
	}
	return 36 + b%27
}

func classes(text string) uint64 {
	var mask uint64
	for n := 0; n < len(text); n++ {
		mask |= 1 << class(text[n])
	}
	return mask
}
