package term

import (
	"strconv"
	"strings"
)

// colour is one of the terminal's own, of its palette, or any: 0 is the
// terminal's own, which nothing has to be said for.
type colour uint32

const (
	inPalette colour = 1 << 24 // with the number, 0 to 255, in the lowest byte
	mixed     colour = 2 << 24 // with red, green and blue in the lower bytes
)

// weight is how letters are drawn, apart from their colours.
type weight uint8

const (
	bold weight = 1 << iota
	faint
	italic
	underlined
	blinking
	reversed
	struck
)

// onBlanks are the weights that show where there is no letter.
const onBlanks = underlined | reversed | struck

// pen is what the terminal draws letters with. The zero value is its own.
type pen struct {
	fg, bg colour
	weight weight
}

// weights are the numbers that switch each weight on and off. Bold and faint
// share theirs, so that taking one away takes the other with it.
func weights() [7]struct {
	weight  weight
	on, off int
} {
	return [7]struct {
		weight  weight
		on, off int
	}{{bold, 1, 22}, {faint, 2, 22}, {italic, 3, 23}, {underlined, 4, 24}, {blinking, 5, 25}, {reversed, 7, 27}, {struck, 9, 29}}
}

// apply takes in the parameters of a sequence that selects a graphic rendition.
// What is not known to it is left out.
func (p *pen) apply(params string) {
	numbers := make([]int, 0, 16)
	for f := range strings.SplitSeq(strings.ReplaceAll(params, ":", ";"), ";") {
		n, err := strconv.Atoi(f)
		if err != nil && f != "" { // nothing is a zero
			return
		}
		numbers = append(numbers, n)
	}
	for i := 0; i < len(numbers); i++ {
		switch n := numbers[i]; {
		case n == 38 || n == 48 || n == 58:
			c, used := palette(numbers[i+1:])
			i += used
			switch n {
			case 38:
				p.fg = c
			case 48:
				p.bg = c
			}
		default:
			p.one(n)
		}
	}
}

// one takes in a parameter that stands for itself.
func (p *pen) one(n int) {
	switch {
	case n == 0:
		*p = pen{}
	case n >= 30 && n <= 37:
		p.fg = inPalette | colour(n-30)
	case n >= 90 && n <= 97:
		p.fg = inPalette | colour(n-90+8)
	case n == 39:
		p.fg = 0
	case n >= 40 && n <= 47:
		p.bg = inPalette | colour(n-40)
	case n >= 100 && n <= 107:
		p.bg = inPalette | colour(n-100+8)
	case n == 49:
		p.bg = 0
	}
	for _, w := range weights() {
		switch n {
		case w.on:
			p.weight |= w.weight
		case w.off:
			p.weight &^= w.weight
		}
	}
}

// palette reads a colour as it stands behind 38 or 48, and says how many numbers
// it took.
func palette(numbers []int) (c colour, used int) {
	switch {
	case len(numbers) >= 2 && numbers[0] == 5:
		return inPalette | colour(numbers[1]&0xff), 2
	case len(numbers) >= 4 && numbers[0] == 2:
		return mixed | colour(numbers[1]&0xff)<<16 | colour(numbers[2]&0xff)<<8 | colour(numbers[3]&0xff), 4
	}
	return 0, len(numbers)
}

// parameters are what selects c; base is 30 for letters, 40 for what is behind
// them.
func (c colour) parameters(base int) string {
	n := int(c & 0xff)
	switch {
	case c == 0:
		return strconv.Itoa(base + 9)
	case c&mixed != 0:
		return strconv.Itoa(base+8) + ";2;" + strconv.Itoa(int(c>>16&0xff)) + ";" + strconv.Itoa(int(c>>8&0xff)) + ";" + strconv.Itoa(n)
	case n < 8:
		return strconv.Itoa(base + n)
	case n < 16:
		return strconv.Itoa(base + 60 + n - 8)
	}
	return strconv.Itoa(base+8) + ";5;" + strconv.Itoa(n)
}

// toward is the shortest sequence that makes p the pen to; empty where they are
// the same.
func (p pen) toward(to pen) string {
	if p == to {
		return ""
	}
	step, anew := p.step(to), pen{}.step(to)
	if len(anew) > 0 {
		anew = ";" + anew
	}
	if len(step) <= len(anew) {
		return "\x1b[" + step + "m"
	}
	return "\x1b[" + anew + "m" // nothing before the semicolon is a zero, which resets
}

// step are the parameters that change what differs.
func (p pen) step(to pen) string {
	var list []string
	have := p.weight
	for _, w := range weights() {
		if have&w.weight != 0 && to.weight&w.weight == 0 {
			list = append(list, strconv.Itoa(w.off))
			if have &^= w.weight; w.off == 22 {
				have &^= bold | faint
			}
		}
	}
	for _, w := range weights() {
		if have&w.weight == 0 && to.weight&w.weight != 0 {
			list = append(list, strconv.Itoa(w.on))
		}
	}
	if p.fg != to.fg {
		list = append(list, to.fg.parameters(30))
	}
	if p.bg != to.bg {
		list = append(list, to.bg.parameters(40))
	}
	return strings.Join(list, ";")
}
