package sim

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
)

// Payloads are texts that try to do something to whoever shows them: to paint,
// move, copy, answer, hide, reorder, spill over their row or pass for something
// else. Each holds the word pwned where a terminal that obeys it would act.
func Payloads() []string {
	return []string{
		"\x1b[31;1mpwned", "\x1b[2J\x1b[Hpwned", "\x1b[6npwned", "\x1b[cpwned", "\x1b[?1049lpwned", "\x1b[?25lpwned", "\x1b[8;1;1tpwned", "\x1b[5mpwned", // colours, erasing, questions, modes
		"\x1b]0;pwned\x07", "\x1b]2;pwned\x1b\\", "\x1b]52;c;cHduZWQ=\x07pwned", "\x1b]8;;http://pwned.example\x1b\\click\x1b]8;;\x1b\\", "\x1b]777;notify;pwned;x\x07", // titles, clipboard, links, notices
		"\x1b]4;0;rgb:00/00/00\x07pwned", "\x1b]1337;File=pwned:AA==\x07", "\x1bP+q544e\x1b\\pwned", "\x1b_Gpwned\x1b\\", "\x1b^pwned\x1b\\", "\x1bcpwned", "\x1b(0pwned", "\x1b[!ppwned", // colours, images, device control, resets
		"\u009b2Jpwned", "\u009d0;pwned\u009c", "\u0090pwned\u009c", "\u0085pwned", "\u008dpwned", // the same as one character
		"\rpwned", "a\npwned", "a\tpwned", "\bpwned", "\x07pwned", "\x0epwned", "\x7fpwned", "\x00pwned", // what a line is made of
		"\u202epwned", "\u2066\u2067pwned\u2069", "\u200epwned\u200f", "p\u200bw\u200bned pwned", "\ufeffpwned", "\u2060pwned\u00ad", "\u2028pwned\u2029", // order and what cannot be seen
		"pwned\U000e0041\U000e0042", "pwned\ufe0f\u20e3", "pwned" + strings.Repeat("\u0301", 200), "\u0301pwned", "\u3164pwned", "\u115fpwned\u1160", "\u2800pwned", "\ue000pwned", // tags, marks, blanks, private use
		"\U0001f468\u200d\U0001f469\u200d\U0001f467pwned", "\U0001f1e9\U0001f1eapwned", "\u0915\u094d\u0937\u093fpwned", "東京東京pwned", "ﷺpwned", // wide, joined, of no certain width
		"=cmd|' /C calc'!A0 pwned", "+pwned", "@pwned", "-pwned", `"pwned`, "pwned,\"", "%s%n%xpwned", "$(pwned)", "`pwned`", "'; pwned #", "<b>pwned</b>", "{{pwned}}", // other readers than terminals
		"\xff\xfepwned", "\xc0\x80pwned", "\xed\xa0\x80pwned", strings.Repeat("pwned", 900), // no text at all, and too much of it
	}
}

// Hostile is a seed in which every text that AWS lets somebody choose begins
// with one of the payloads: names, descriptions, tags, reasons. IDs and what the
// parts of the account find each other by stay right.
func Hostile(s Seed) Seed {
	raw, err := json.Marshal(s)
	var tree map[string]any
	if err == nil {
		err = json.Unmarshal(raw, &tree)
	}
	if err != nil {
		panic("sim: a seed does not survive JSON: " + err.Error())
	}
	poison("", tree)
	if raw, err = json.Marshal(tree); err == nil {
		s = Seed{}
		err = json.Unmarshal(raw, &s)
	}
	if err != nil {
		panic("sim: a hostile seed is none: " + err.Error())
	}
	return s
}

// chosen are the fields whose text somebody chose.
func chosen() []string {
	return []string{"Name", "Description", "Key", "Value", "PlatformDetails", "ImageLocation", "Message", "StateMessage", "StateTransitionReason",
		"KeyName", "GroupName", "LaunchTemplateName", "VersionDescription", "AutoScalingGroupName", "LaunchConfigurationName", "LastModifiedUser", "StatusMessage"}
}

func poison(in string, v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			poison(in, item)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			text, isText := v[key].(string)
			switch {
			case !isText:
				poison(key, v[key])
			case slices.Contains(chosen(), key) && !fixed(in, key, text):
				v[key] = payloadFor(text)
			}
		}
	}
}

// fixed are texts of those fields that something hangs on.
func fixed(in, key, text string) bool {
	switch {
	case text == "", key == "Name" && (in == "State" || in == "Parameters" || in == "InstanceState" || in == "IamInstanceProfile"):
		return true
	case key == "Value" && in == "Parameters", key == "Key" && (strings.HasPrefix(text, "aws:") || strings.HasPrefix(text, "sim:")):
		return true
	}
	return strings.HasPrefix(text, "ami-") || strings.HasPrefix(text, "resolve:ssm:")
}

// payloadFor is the same for the same text, so that a name still leads to what
// it names, and keeps the text behind it.
func payloadFor(text string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text))
	all := Payloads()
	return all[h.Sum32()%uint32(len(all))] + " " + text
}
