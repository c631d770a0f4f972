package explain

// instanceTypes are the owner's lists of types for an image.
func instanceTypes() []Property {
	return []Property{
		{
			Field: "SupportedInstanceTypes", Label: "Supported types",
			Means:  "The types that an instance of it must be of.",
			Why:    "It keeps an image that was built for one kind of hardware, such as a GPU, from being launched on another.",
			Change: "The owner replaces both lists at once with the API call ReplaceImageInstanceTypeSpecification, at most 100 patterns in each.",
			Values: []Value{{"", "No such list: what the other one does not rule out is allowed."}},
			Any:    "One of these patterns must match.",
		},
		{
			Field: "UnsupportedInstanceTypes", Label: "Unsupported types",
			Means:  "The types that an instance of it must not be of.",
			Why:    "It rules out what is known to fail, and wins where both lists match.",
			Change: "Replaced together with the supported ones. Leaving both out of the call removes them.",
			Values: []Value{{"", "Nothing is ruled out by name."}},
			Any:    "None of these patterns may match.",
		},
	}
}

// instanceTypeItem is an entry of those lists.
func instanceTypeItem() []Property {
	return []Property{{
		Field: "InstanceType", Label: "Type pattern",
		Means:  "A type, or a pattern with asterisks for several.",
		Why:    "A pattern such as t3.* lets in sizes that come later, a name such as t3.micro does not.",
		Change: "Part of a list that is replaced as a whole.",
		Any:    "A type that is all of this text, any characters standing for each asterisk, matches.",
	}}
}
