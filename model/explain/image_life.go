package explain

// imageLife are the properties that say how an image is and how it ends.
func imageLife() []Property {
	return []Property{
		{
			Field: "State", Label: "Image state",
			Means:  "Whether the image can be launched, is being made, or has come to an end.",
			Why:    "Auto Scaling goes on asking for an image that cannot be launched, and nobody notices until a group needs an instance.",
			Change: "The owner goes between disabled and available with disable-image and enable-image, and ends it with deregister-image. The other states come by themselves.",
			Values: imageStates(),
		},
		{
			Field: "StateReason", Label: "State reason", Fixed: true,
			Means:  "Why the image is in its state: a code and a message.",
			Why:    "On an image that failed it is the one place with the cause.",
			Change: "AWS writes it. Mend the cause, make the image again, and deregister the one that failed.",
			Values: []Value{{"", "No reason given, as is usual for images that are available."}},
			Any:    "The message says the rest, in AWS's words.",
			read:   beginning(reasonCodes),
		},
		{
			Field: "LastLaunchedTime", Label: "Last launched",
			Means:  "When an instance was last launched from it, as far as AWS recorded.",
			Why:    "The first hint at what may go, and no more: it does not see what has run since before, nor templates that wait for their hour.",
			Change: "AWS records launches about 24 hours late, and shows them to the owner alone.",
			Values: []Value{{"", "No launch is known, which is not the same as never: the record begins in April 2017, lags by a day, and says nothing of instances that still run."}},
			Any:    "A time that tami cannot read, as AWS gave it.",
			read:   dated("Last launched on %s. Launches of the past 24 hours may be missing."),
		},
		{
			Field: "DeprecationTime", Label: "Deprecation",
			Means:  "From this time on it counts as outdated, and other accounts' listings hide it.",
			Why:    "The gentlest notice: nobody new picks the image, and nothing that uses it breaks. Public images get a date two years ahead by themselves.",
			Change: "Set it with enable-image-deprecation --deprecate-at, at most ten years ahead, and lift it with disable-image-deprecation. For a public image the limit is two years from its creation, and it cannot be lifted.",
			Values: []Value{{"", "No date: it is listed until somebody sets one."}},
			Any:    "A moment in a form that tami does not know.",
			read:   dated("Outdated from %s. Its owner sees it as before, and whoever has the ID can launch it."),
		},
		{
			Field: "DeregistrationProtection", Label: "Deregistration protection",
			Means:  "A lock against deregistering the image, whatever rights the caller has.",
			Why:    "Put it on the last good version before an incident. Clean-up jobs then fail loudly instead of taking away what you would roll back to.",
			Change: "Turn it on with enable-image-deregistration-protection, with a cooldown or without, and off with disable-image-deregistration-protection.",
			Values: []Value{
				{"disabled", "Not protected: who may call deregister-image can end it at once."},
				{"enabled-without-cooldown", "Protected until it is switched off; then it can be deregistered at once."},
				{"enabled-with-cooldown", "Protected. After it is switched off, 24 hours must pass before it can be deregistered."},
				{"", "AWS does not say. Nobody but the owner can deregister the image in any case."},
			},
			Any: "Other words than the usual ones, as may stand here during a cooldown. Take the image for protected.",
		},
		{
			Field: "ScanResults", Label: "Scan results",
			Means:  "What Amazon Inspector found in the image, in short.",
			Why:    "A hole in a golden image is in every instance made of it. Accounts that may use the image see these results too.",
			Change: "Each scan writes it anew, and the API call GetImageFindings lists the findings. To be rid of them, patch and make a new version. An AWS CLI older than October 2026 leaves this property out.",
			Values: []Value{{"", "Inspector has not scanned it, or does not tell: that is no all-clear."}},
			Any:    "Scanned, and no severity given: no finding was reported.",
			read:   beginning(severities),
		},
	}
}

// imageStates are the states of an image, each with what it means.
func imageStates() []Value {
	return []Value{
		{"available", "Ready to launch, as far as the image goes. Snapshots, keys and permissions can still stand in the way."},
		{"pending", "Still being made: its snapshots are being filled. Minutes are usual, large disks take hours, and until then it cannot be launched."},
		{"failed", "It was never finished and will not be. StateReason says why."},
		{"disabled", "Put out of use by its owner: no launches, no sharing, hidden from listings. Its snapshots stay and are billed. With enable-image it comes back, without its shares."},
		{"deregistered", "Ended. AWS shows it for a little while longer; nothing can be launched from it."},
		{"error", "Something went wrong with it, and it cannot be launched. StateReason may say what."},
		{"invalid", "AWS holds it for unusable and publishes no more about this state. Make it anew."},
		{"transient", "On its way from one state to another. AWS lists this state without a word on it: look again in a minute."},
	}
}
