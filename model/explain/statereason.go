package explain

// stateReason is why an image is in its state.
func stateReason() []Property {
	return []Property{
		{
			Field: "Code", Label: "Reason code", Fixed: true,
			Means:  "The reason in a word that programs can tell apart.",
			Why:    "Client says that the cause is in the account, Server that it is at AWS: mend the first, try again after the second.",
			Change: "Written by AWS when the state changed.",
			Values: reasonCodes(),
			Any:    "A code that tami does not know. What begins with Client is for the account to mend, what begins with Server is AWS's.",
		},
		{
			Field: "Message", Label: "Reason in words", Fixed: true,
			Means:  "The reason in a sentence, often with the snapshot or key that it was about.",
			Why:    "Search CloudTrail for the ID that it names to find who did what.",
			Change: "Written together with the code.",
			Values: []Value{{"", "No message."}},
			Any:    "AWS's own words.",
		},
	}
}

// reasonCodes are the reasons that the API lists, as far as images can come by
// them.
func reasonCodes() []Value {
	return []Value{
		{"Client.InternalError", "Something of the account's got in the way, most often a KMS key that may not be used."},
		{"Client.InvalidSnapshot.NotFound", "A snapshot that it is made of is not there, or not to be seen."},
		{"Client.InstanceTerminated", "The instance was terminated or rebooted while the image was being made."},
		{"Client.VolumeLimitExceeded", "The account's limit of volumes or storage was reached."},
		{"Server.InternalError", "An error at AWS. Try again, and go to AWS's support when it stays."},
		{"", "No code: nothing went wrong that AWS reports."},
	}
}
