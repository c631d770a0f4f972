package explain

// launchPermission is one entry of the list of those who may launch an image.
// An entry has one of the four.
func launchPermission() []Property {
	return []Property{
		{
			Field: "UserId", Label: "Shared with an account",
			Means:  "An account that may launch the image.",
			Why:    "Whoever may launch it can keep an image of the result: to take the permission back recalls nothing. To copy it, the account needs the snapshots shared too.",
			Change: "Add or remove it with modify-image-attribute --launch-permission. The account itself can decline with cancel-image-launch-permission.",
			Values: []Value{{"", "This entry is for a group or an organization, not for one account."}},
			Any:    "Not twelve digits, so no account.",
			read:   accounted("Account %s may launch it, with everybody in that account whom its policies allow."),
		},
		{
			Field: "Group", Label: "Shared with a group",
			Means:  "The group that may launch the image; there is only one, all.",
			Why:    "This entry is what makes an image public.",
			Change: "Add or remove it with modify-image-attribute --launch-permission. Block public access for AMIs stops it from being added, and leaves what is there.",
			Values: []Value{
				{"all", "Every AWS account there is."},
				{"", "This entry does not make the image public."},
			},
		},
		{
			Field: "OrganizationArn", Label: "Shared with an organization",
			Means:  "An AWS organization whose accounts may all launch the image.",
			Why:    "Accounts that join get in and those that leave are out, without another call. It counts as one of the 1,000 entries that an image may have.",
			Change: "Add or remove it with modify-image-attribute --organization-arns. An account cannot decline for itself what comes by its organization.",
			Values: []Value{{"", "No organization in this entry."}},
			Any:    "All accounts of this organization. The ARN begins with its management account, so check that it is the right one.",
		},
		{
			Field: "OrganizationalUnitArn", Label: "Shared with a unit",
			Means:  "A unit of an organization whose accounts, and those of the units below it, may launch the image.",
			Why:    "Moving an account to another unit can take its images away: launches fail from then on.",
			Change: "Add or remove it with modify-image-attribute --organizational-unit-arns.",
			Values: []Value{{"", "No organizational unit in this entry."}},
			Any:    "All accounts of this unit and of the units below it.",
		},
	}
}
