package ami

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// AWS's limits of the name of an image.
const (
	minImageName = 3
	maxImageName = 128
)

// imageNameSigns are what a name may hold besides letters and digits of ASCII.
const imageNameSigns = " ()[]./-'@_"

// CheckImageName refuses a name that EC2 takes for no image.
func CheckImageName(name string) error {
	n := utf8.RuneCountInString(name)
	bad := strings.IndexFunc(name, func(r rune) bool { return !inImageName(r) })
	switch {
	case bad >= 0:
		r, _ := utf8.DecodeRuneInString(name[bad:])
		return fmt.Errorf("the name %+q has %+q, and AWS takes letters and digits of ASCII, blanks and ()[]./-'@_ only; write it without", name, r)
	case n < minImageName:
		return fmt.Errorf("the name %q has %s, and AWS wants %d at least; write a longer one", name, Count(n, "character", "characters"), minImageName)
	case n > maxImageName:
		return fmt.Errorf("the name has %d characters, and AWS takes %d; shorten it by %d", n, maxImageName, n-maxImageName)
	}
	return nil
}

func inImageName(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(imageNameSigns, r)
}

// NextName is a name for the version of an image that comes after the one
// called name: its date is day's, or its last version number is one higher; a
// name without either gets the date. What is taken already is passed over. The
// result is one that EC2 takes, whatever name is.
func NextName(name string, day time.Time, taken func(string) bool) string {
	name = fitting(name)
	next, dated := redated(name, day)
	if dated {
		return FirstFree(next, taken)
	}
	for range 1000 { // versions that are taken already
		bumped, ok := bumped(name)
		if !ok {
			break
		}
		if name = bumped; !taken(name) {
			return name
		}
	}
	return FirstFree(name+"-"+day.Format("2006.01.02"), taken)
}

// fitting is a name without what EC2 does not take, and with room at its end.
func fitting(name string) string {
	const room = 20
	name = strings.Map(func(r rune) rune {
		if inImageName(r) {
			return r
		}
		return '-'
	}, name)
	name = strings.Trim(name[:min(len(name), maxImageName-room)], " -._")
	if len(name) < minImageName {
		return strings.TrimLeft(name+"-image", "-")
	}
	return name
}

// redated puts a day in the place of the last date of a name. What followed the
// date, a time or a commit, belonged to the build of that date and goes.
func redated(name string, day time.Time) (string, bool) {
	all := regexp.MustCompile(`(?:19|20)\d\d([-._]?)(?:0[1-9]|1[0-2])([-._]?)(?:0[1-9]|[12]\d|3[01])`).FindAllStringSubmatchIndex(name, -1)
	for i := len(all) - 1; i >= 0; i-- {
		m := all[i]
		from, to := m[0], m[1]
		first, second := name[m[2]:m[3]], name[m[4]:m[5]]
		if first != second || digitAt(name, from-1) || digitAt(name, to) {
			continue
		}
		rest := regexp.MustCompile(`^(?:[-._T](?:\d{4}|\d{6}|\d{1,2})Z?\b|[-._][0-9a-f]{7,40}\b)*`).ReplaceAllString(name[to:], "")
		return name[:from] + day.Format("2006"+first+"01"+first+"02") + rest, true
	}
	return name, false
}

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// bumped is a name with its last version number one higher. A number that is
// part of what the image is, as that of a distribution's release, is no version:
// Family tells them apart.
func bumped(name string) (string, bool) {
	family := Family(name)
	if family == name {
		return name, false
	}
	runs := regexp.MustCompile(`\d+`).FindAllStringIndex(name, -1)
	for i := len(runs) - 1; i >= 0; i-- {
		digits := name[runs[i][0]:runs[i][1]]
		n, err := strconv.ParseUint(digits, 10, 63)
		if err != nil {
			continue
		}
		next := name[:runs[i][0]] + fmt.Sprintf("%0*d", len(digits), n+1) + name[runs[i][1]:]
		if Family(next) == family && len(next) <= maxImageName {
			return next, true
		}
	}
	return name, false
}

// FirstFree is a name, or where it is taken the first that is free of name-2,
// name-3 and so on.
func FirstFree(name string, taken func(string) bool) string {
	next := name
	for n := 2; taken(next) && n < 10_000; n++ {
		next = name + "-" + strconv.Itoa(n)
	}
	return next
}
