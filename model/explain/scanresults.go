package explain

// scanResults are what Amazon Inspector found in an image, in short.
func scanResults() []Property {
	return append([]Property{
		{
			Field: "HighestFindingSeverityLabel", Label: "Highest severity",
			Means:  "The worst that was found, whether or not there is a fix.",
			Why:    "It is the line to draw at a gate: Allowed AMIs can refuse images by it.",
			Change: "It changes with each scan: more becomes known, and the same disks get worse marks.",
			Values: severities(),
			Any:    "A severity that tami does not know.",
		},
		{
			Field: "FindingScanDate", Label: "Scanned",
			Means:  "When Inspector last scanned the image.",
			Why:    "What was found out since is not in the results. A date long ago makes a good mark worth little.",
			Change: "Inspector sets it with each scan.",
			Values: []Value{{"", "No scan is known."}},
			Any:    "A date of a form that AWS does not use.",
			read:   dated("Last scanned on %s. Anything known only since is missing."),
		},
	}, fixes()...)
}

// severities are Inspector's, which follow scores of the CVSS scale.
func severities() []Value {
	return []Value{
		{"critical", "At least one critical finding, scored 9.0 or more of 10: launch nothing new from it if there is a choice."},
		{"high", "High at the worst, scored 7.0 to 8.9: plan a new version now."},
		{"medium", "Medium at the worst, scored 4.0 to 6.9: it can wait for the next regular version."},
		{"low", "Low at the worst, scored 0.1 to 3.9."},
		{"informational", "Nothing but notes, scored 0."},
		{"", "No finding reported."},
	}
}

// fixes are since when each severity has had a fix.
func fixes() []Property {
	fix := func(field, label, severity, why, none, says string) Property {
		return Property{
			Field: field, Label: label,
			Means:  "Since when there has been a fix for a " + severity + " finding: the earliest of them.",
			Why:    why,
			Change: "Reckoned anew with each scan. It ends with the " + severity + " findings, in a version that has the fixes.",
			Values: []Value{{"", none}},
			Any:    "A moment for a " + severity + " fix, in a form that cannot be read.",
			read:   dated(says),
		}
	}
	return []Property{
		fix("CriticalFixAvailableSince", "Critical fix since", "critical",
			"Rules of patching within so many days count from here. For critical findings those days are few.",
			"No critical finding that has a fix.", "A critical finding could have been fixed since %s."),
		fix("HighFixAvailableSince", "High fix since", "high",
			"How long a known, mendable hole has been left open. Auditors ask for this number.",
			"No high finding that has a fix.", "A high finding could have been fixed since %s."),
		fix("MediumFixAvailableSince", "Medium fix since", "medium",
			"It shows whether regular versions come often enough to take small fixes in.",
			"No medium finding that has a fix.", "A medium finding could have been fixed since %s."),
		fix("LowFixAvailableSince", "Low fix since", "low",
			"Seldom urgent, and a hint at how old the packages are.",
			"No low finding that has a fix.", "A low finding could have been fixed since %s."),
		fix("InformationalFixAvailableSince", "Informational fix since", "informational",
			"For completeness: nothing needs to be done about it.",
			"No informational finding that has a fix.", "An informational finding could have been fixed since %s."),
	}
}
