package themes

import (
	"image/color"
	"math"
)

// Contrast is how well one colour can be read on another, from 1 (not at all)
// to 21 (black on white), by the formula of WCAG 2: 4.5 is wanted of text.
func Contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is WCAG's relative luminance, 0 to 1.
func luminance(c color.Color) float64 {
	r, g, b := linear(c)
	return 0.2126*r + 0.7152*g + 0.0722*b
}

// linear undoes the gamma of sRGB: the three lights, each 0 to 1.
func linear(c color.Color) (r, g, b float64) {
	r16, g16, b16, _ := c.RGBA()
	return unGamma(r16), unGamma(g16), unGamma(b16)
}

func unGamma(channel uint32) float64 {
	v := float64(channel) / 0xffff
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}
