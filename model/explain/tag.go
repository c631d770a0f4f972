package explain

import "strings"

// tag is a label of an image or a snapshot.
func tag() []Property {
	return []Property{
		{
			Field: "Key", Label: "Tag key",
			Means:  "What a label is about, such as team or Name.",
			Why:    "Case counts: team and Team are two keys, and a rule that looks for one passes over the other.",
			Change: "A key is not renamed: set the new one with create-tags and remove the old one with delete-tags.",
			Any:    "The owner's own key.",
			read: telling(strings.HasPrefix,
				Value{"ec2:sharedtag/", "A key that goes along when the image is shared: other accounts see this tag, and copies can keep it."},
				Value{"aws:", "A key that an AWS service set. The owner cannot set, change or remove such keys."}),
		},
		{
			Field: "Value", Label: "Tag value",
			Means:  "What a label says.",
			Why:    "Nothing secret belongs here: everybody who may describe the image reads it.",
			Change: "Set it anew with create-tags; the last one counts.",
			Values: []Value{{"", "An empty value, which is a value: some rules ask for the key alone."}},
			Any:    "The owner's words for it.",
		},
	}
}
