package ami

import "strings"

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

func closes(c byte) bool { return c == ')' || c == ']' }

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// plainWord reports a word that can be no part of a version: without figures,
// and neither half a UUID nor a word that a build number follows.
func plainWord(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			return false
		}
	}
	return len(s) != 8 && !numbered(s)
}

// numbered reports a word that is followed by a number of builds.
func numbered(s string) bool {
	return len(s) <= 8 && (fold(s, "build") || fold(s, "rev") || fold(s, "revision") || fold(s, "run"))
}

func hex(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		if (s[i] < '0' || s[i] > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return s != ""
}

// number is the value of a few digits, -1 for anything else.
func number(s string) int {
	if !digits(s) || len(s) > 9 {
		return -1
	}
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func between(s string, size, low, high int) bool {
	n := number(s)
	return len(s) == size && n >= low && n <= high
}

func year(s string) bool { return between(s, 4, 1990, 2099) }

// clock reports hours, minutes or seconds, or a run of them: 03, 0311, 031122,
// 22.123Z, 1852Z.
func clock(s string) bool {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "Z"), "z")
	whole := firstPart(s)
	if len(whole) != len(s) && !digits(s[len(whole)+1:]) {
		return false
	}
	switch len(whole) {
	case 2, 4, 6:
		return digits(whole)
	}
	return false
}

// stamp reports a date or a time without separators, or with dots: 20261119,
// 202611190311, 20261119T031122Z, 1717782899, 2026.11.19.
func stamp(s string) bool {
	if i := strings.IndexAny(s, "Tt"); i == 8 && stamp(s[:8]) {
		return clock(s[i+1:])
	}
	if len(s) >= 7 && year(s[:4]) && s[4] == '.' {
		month := firstPart(s[5:])
		if number(month) < 1 || number(month) > 12 {
			return false
		}
		rest := s[5+len(month):]
		if rest == "" {
			return len(month) == 2 // 2026.11
		}
		day := firstPart(rest[1:])
		return len(day) <= 2 && number(day) >= 1 && number(day) <= 31 && !strings.ContainsFunc(rest, notNumber)
	}
	if !digits(s) {
		return false
	}
	switch len(s) {
	case 10, 13: // seconds or milliseconds since 1970
		return s[0] == '1' || s[:2] == "20" || year(s[:4])
	case 6, 8, 11, 12, 14, 17:
		return year(s[:4]) && between(s[4:6], 2, 1, 12)
	}
	return false
}

func notNumber(r rune) bool { return r != '.' && (r < '0' || r > '9') }

// hash reports the name of a commit or of a build: seven or more hexadecimal
// digits with both letters and figures, perhaps behind git's "g".
func hash(s string) bool {
	if len(s) > 8 && s[0] == 'g' {
		s = s[1:]
	}
	return len(s) >= 7 && len(s) <= 64 && hex(s) && strings.ContainsAny(s, "0123456789") && !digits(s)
}

// idPrefix reports the words that AWS puts before an ID: what follows names a
// thing, not a build.
func idPrefix(s string) bool {
	switch s {
	case "i", "ami", "snap", "vol", "policy", "backup", "aki", "ari":
		return true
	}
	return false
}

// afterVersion reports a word that goes on with a version: 0, r05, rc1, h1.
func afterVersion(s string) bool {
	if digits(s) {
		return len(s) <= 2 || len(s) >= 4 && !year(s)
	}
	for _, prefix := range [...]string{"rc", "r", "h", "p", "b", "beta", "alpha", "patch", "hotfix"} {
		if rest, ok := cutFold(s, prefix); ok && (digits(rest) || rest == "" && len(prefix) > 1) {
			return true
		}
	}
	return false
}

// vVersion reports v3, v1.2, v1.19.2+build.7.
func vVersion(s string) bool {
	if len(s) < 2 || s[0]|0x20 != 'v' {
		return false
	}
	s = s[1:]
	for s != "" {
		part := firstPart(s)
		if !numberish(part) && !strings.Contains(part, "+") {
			return false
		}
		if len(part) == len(s) {
			return true
		}
		s = s[len(part)+1:]
	}
	return false
}

func firstPart(s string) string {
	if i := strings.IndexByte(s, '.'); i >= 0 {
		return s[:i]
	}
	return s
}

// halfYear reports a release that is named for its half-year: 24.04, 23.11.2897.
func halfYear(s string) bool {
	if len(s) < 5 || !digits(s[:2]) || s[2] != '.' || len(s) > 5 && s[5] != '.' {
		return false
	}
	switch s[3:5] {
	case "04", "05", "10", "11":
		return true
	}
	return false
}

// numberish reports a part of a version: 3, 3a, 17+build, 9f3c01d.
func numberish(s string) bool {
	if i := strings.IndexByte(s, '+'); i > 0 {
		s = s[:i]
	}
	return s == "" || digits(s) || hash(s) || len(s) > 1 && digits(s[:len(s)-1])
}

// product reports names after which a number is a release, however many parts
// it has.
func product(s string) bool {
	if len(s) > 12 {
		return false
	}
	var low [12]byte
	for i := 0; i < len(s); i++ {
		low[i] = s[i] | 0x20
	}
	switch string(low[:len(s)]) {
	case "rhel", "centos", "rocky", "alma", "almalinux", "debian", "ubuntu", "sles", "suse", "opensuse", "leap",
		"fedora", "freebsd", "oracle", "linux", "windows", "macos", "kernel", "kubernetes", "k8s", "os", "stream",
		"python", "java", "node", "ruby", "php", "pytorch", "tensorflow", "cuda", "neuron", "mxnet", "base",
		"postgresql", "mysql":
		return true
	}
	return false
}

// architecture reports a name of a processor in the last one or two words.
func architecture(before, last string) bool {
	return last == "arm64" || last == "aarch64" || last == "amd64" || last == "i386" || before == "x86" && last == "64"
}

func fold(s, lower string) bool {
	rest, ok := cutFold(s, lower)
	return ok && rest == ""
}

// cutFold cuts a lower-case prefix off, whatever the case of s.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
