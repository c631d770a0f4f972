package op

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CLI is a call as a line of shell that the AWS CLI carries out. Words that
// are not plain are quoted, and characters that do not print are escaped, so
// that the line may be shown and pasted.
func CLI(c Call, profile, region string) string {
	t := c.traits()
	line := commandLine(append([]string{"aws"}, t.args...), profile, region)
	if t.input != nil { // in a shell of its own, which ends where the reading fails
		read := commandLine(append([]string{"aws"}, t.input...), profile, region)
		line = "(input=$(" + read + `) && printf %s "$input" | base64 --decode | ` + line + ")"
	}
	return line
}

// commandLine is the words of a command of the AWS CLI as a line of shell.
func commandLine(words []string, profile, region string) string {
	if region != "" {
		words = append(words, "--region", region)
	}
	if profile != "" {
		words = append(words, "--profile", profile)
	}
	for i, w := range words {
		words[i] = quote(w)
	}
	return strings.Join(words, " ")
}

// quote makes one word of shell. A variable in it stands in double quotes.
func quote(w string) string {
	if before, rest, ok := strings.Cut(w, markOpen); ok {
		name, after, _ := strings.Cut(rest, markClose)
		return quotePart(before) + `"$` + name + `"` + quotePart(after)
	}
	return quotePlain(w)
}

func quotePart(w string) string {
	if w == "" {
		return ""
	}
	return quote(w)
}

func quotePlain(w string) string {
	switch {
	case w == "":
		return "''"
	case !printable(w):
		return ansiQuote(w)
	case strings.Trim(w, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@+%") == "":
		return w
	case strings.Contains(w, "'"):
		return `'` + strings.ReplaceAll(w, `'`, `'\''`) + `'`
	}
	return "'" + w + "'"
}

func printable(w string) bool {
	if !utf8.ValidString(w) {
		return false
	}
	for _, r := range w {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

// ansiQuote writes $'…', in which bash and zsh read escapes.
func ansiQuote(w string) string {
	var b strings.Builder
	b.WriteString("$'")
	for i := 0; i < len(w); {
		r, n := utf8.DecodeRuneInString(w[i:])
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == utf8.RuneError && n == 1 || !unicode.IsPrint(r):
			for _, c := range []byte(w[i : i+n]) {
				fmt.Fprintf(&b, `\x%02x`, c)
			}
		default:
			b.WriteRune(r)
		}
		i += n
	}
	b.WriteByte('\'')
	return b.String()
}

// shorthand writes the AWS CLI's Key=value,… with values quoted where a comma
// or a quote would part them.
func shorthand(pairs ...string) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		v := pairs[i+1]
		if v == "" || strings.ContainsAny(v, `,="'[]{} `) {
			v = `"` + strings.ReplaceAll(strings.ReplaceAll(v, `\`, `\\`), `"`, `\"`) + `"`
		}
		parts = append(parts, pairs[i]+"="+v)
	}
	return strings.Join(parts, ",")
}

// compact is JSON for an argument that the AWS CLI takes as JSON. What is
// encoded here always can be.
func compact(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "{}"
	}
	// The marks around variables are characters that JSON escapes.
	return strings.NewReplacer(`\u0001`, markOpen, `\u0002`, markClose).Replace(strings.TrimSuffix(b.String(), "\n"))
}

func permissionsJSON(add, remove []Grantee) string {
	return compact(struct {
		Add    []Grantee `json:",omitempty"`
		Remove []Grantee `json:",omitempty"`
	}{add, remove})
}

func tagSpecification(resource string, tags []Tag) string {
	return compact(struct {
		ResourceType string
		Tags         []Tag
	}{resource, tags})
}

// mappingJSON is a block device as the AWS CLI takes it.
type mappingJSON struct {
	DeviceName  string
	VirtualName string   `json:",omitempty"`
	NoDevice    *string  `json:",omitempty"`
	EBS         *ebsJSON `json:"Ebs,omitempty"`
}

type ebsJSON struct {
	SnapshotID          string `json:"SnapshotId,omitempty"`
	VolumeSize          int32  `json:",omitempty"`
	VolumeType          string `json:",omitempty"`
	IOPS                int32  `json:"Iops,omitempty"`
	Throughput          int32  `json:",omitempty"`
	DeleteOnTermination *bool  `json:",omitempty"`
	Encrypted           *bool  `json:",omitempty"`
	KeyID               string `json:"KmsKeyId,omitempty"`
}

func mappingsOf(list []Mapping) []mappingJSON {
	out := make([]mappingJSON, 0, len(list))
	for _, m := range list {
		one := mappingJSON{DeviceName: m.Device, VirtualName: m.Virtual}
		switch {
		case m.NoDevice:
			one.NoDevice = new(string)
		case m.Virtual == "":
			one.EBS = &ebsJSON{m.SnapshotID, m.SizeGiB, m.Type, m.IOPS, m.Throughput, m.DeleteOnTermination, m.Encrypted, m.KeyID}
		}
		out = append(out, one)
	}
	return out
}

func mappingsJSON(list []Mapping) string { return compact(mappingsOf(list)) }
