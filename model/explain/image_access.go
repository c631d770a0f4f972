package explain

// imageAccess are the properties that say who may use an image.
func imageAccess() []Property {
	return []Property{
		{
			Field: "Public", Label: "Public",
			Means:  "Whether every AWS account may launch the image.",
			Why:    "Whatever lies on its disks is then published, and taking it back recalls nothing that others have launched or kept.",
			Change: "Add or remove the group all with modify-image-attribute --launch-permission. Encrypted images, images with product codes, and regions with block public access refuse it.",
			Values: []Value{
				{"yes", "Anybody may launch it and read its disks."},
				{"no", "Only its owner may launch it, and those it was shared with."},
			},
		},
		{
			Field: "ImageAllowed", Label: "Allowed here",
			Means:  "Whether it meets the criteria that this account sets for other people's images.",
			Why:    "An image that vanished from all listings overnight may have run into them. Images of your own always pass.",
			Change: "The criteria belong to an account and a region: get-allowed-images-settings shows them, replace-image-criteria-in-allowed-images-settings changes them.",
			Values: []Value{
				{"yes", "It meets them, and can be found and used here."},
				{"no", "It does not. With Allowed AMIs enabled it cannot be used here; in audit mode it still can."},
				{"", "AWS did not say."},
			},
		},
		{
			Field: "Tags", Label: "Image tags",
			Means:  "Labels that the owner gave: keys with values.",
			Why:    "Costs, clean-up and Recycle Bin rules and access policies go by them. Other accounts do not see them, save for keys that begin with ec2:SharedTag/.",
			Change: "Set them with create-tags and take them off with delete-tags. The snapshots behind the image have tags of their own.",
			Values: []Value{{"", "No tags, or somebody else's image: tags are not shared."}},
			Any:    "Keys that begin with aws: are AWS's. All others are the owner's words.",
		},
	}
}

// imageBilling are the properties that say what is billed for an image's use.
func imageBilling() []Property {
	return []Property{
		{
			Field: "UsageOperation", Label: "Usage operation", Fixed: true,
			Means:  "The code by which bills and AWS's price list know the licence of the image.",
			Why:    "It is the operation of the Cost and Usage Report and of the price list, so the price of an instance is looked up by it.",
			Change: "It follows the licence that the disks carry. Nothing edits it, and create-image keeps it.",
			Values: usageOperations(),
			Any:    "A code that tami does not know. PlatformDetails says it in words.",
		},
		{
			Field: "FreeTierEligible", Label: "Free Tier",
			Means:  "Whether its instances can count towards the AWS Free Tier.",
			Why:    "For a learner's account: a type that is free with one image is billed with another.",
			Change: "AWS decides it; the owner cannot.",
			Values: []Value{
				{"yes", "They can, within the limits of the tier on types and hours."},
				{"no", "They are billed, whatever the type."},
				{"", "AWS has not told."},
			},
		},
		{
			Field: "ProductCodes", Label: "Product codes", Fixed: true,
			Means:  "Products of the AWS Marketplace whose terms and price come with the image.",
			Why:    "Without a subscription a launch fails with OptInRequired. Codes go along into snapshots and images made of it, and keep them from being made public.",
			Change: "They come from the product, and no command takes them off.",
			Values: []Value{{"", "No product is tied to it."}},
			Any:    "Every account that launches it needs a subscription to this product.",
		},
	}
}

// usageOperations are AWS's billing codes, as its user guide lists them.
func usageOperations() []Value {
	return []Value{
		{"RunInstances", "Linux or UNIX, no licence billed."},
		{"RunInstances:0002", "Windows, licence included."},
		{"RunInstances:0800", "Windows, with licences that you bring."},
		{"RunInstances:0010", "Red Hat Enterprise Linux, subscription included."},
		{"RunInstances:00g0", "Red Hat, with a subscription that you bring."},
		{"RunInstances:1010", "Red Hat Enterprise Linux with its high availability add-on."},
		{"RunInstances:000g", "SUSE Linux, subscription included."},
		{"RunInstances:0g00", "Ubuntu Pro, subscription included."},
		{"RunInstances:0006", "Windows with SQL Server Standard, both licences included."},
		{"RunInstances:0102", "Windows with SQL Server Enterprise, both licences included."},
		{"RunInstances:0202", "Windows with SQL Server Web, both licences included."},
		{"RunInstances:0004", "SQL Server Standard on a system without a licence of its own."},
		{"RunInstances:0100", "SQL Server Enterprise on a system without a licence of its own."},
		{"RunInstances:0200", "SQL Server Web on a system without a licence of its own."},
		{"RunInstances:0014", "Red Hat Enterprise Linux with SQL Server Standard."},
		{"RunInstances:0110", "Red Hat Enterprise Linux with SQL Server Enterprise."},
		{"RunInstances:0210", "Red Hat Enterprise Linux with SQL Server Web."},
		{"RunInstances:1014", "Red Hat Enterprise Linux with high availability and SQL Server Standard."},
		{"RunInstances:1110", "Red Hat Enterprise Linux with high availability and SQL Server Enterprise."},
		{"", "No code: AWS has no billing information for it."},
	}
}
