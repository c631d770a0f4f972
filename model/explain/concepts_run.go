package explain

func runConcepts() []Concept {
	return []Concept{
		{
			Name: "Launch template", Also: []string{"template"},
			Means: "A record of how to launch: image, type, network and the rest, in numbered versions that are never changed.",
			Why:   "It is where most groups get their image from. A new version with the old image is the cleanest way back.",
			See:   []string{"Template version", "Auto Scaling group"},
		},
		{
			Name: "Template version", Also: []string{"$Default", "$Latest", "launch template version"},
			Means: "One numbered state of a launch template. $Latest means the newest and $Default the one that was chosen, at the moment of the launch.",
			Why:   "A group on $Latest takes up every new version at its next launch, tested or not. For rolling back by itself, an instance refresh wants a number.",
			See:   []string{"Launch template", "Instance refresh"},
		},
		{
			Name: "Auto Scaling group", Also: []string{"ASG", "group"},
			Means: "A group that keeps so many instances running, launched from a template, and replaces those that fail.",
			Why:   "When its image is gone, nothing happens until the next launch, which fails and goes on failing. That launch comes at the busiest hour.",
			See:   []string{"Launch template", "Instance refresh", "Image references"},
		},
		{
			Name:  "Launch configuration",
			Means: "What groups were launched from before templates: a fixed record with an image, replaced and never edited.",
			Why:   "Old groups still have one, and searches for an image's users that only look at templates miss it.",
			See:   []string{"Launch template", "Image references"},
		},
		{
			Name: "Instance refresh", Also: []string{"refresh", "rolling replacement"},
			Means: "Auto Scaling replaces the instances of a group bit by bit with ones from another image or template version.",
			Why:   "It is how a rollback reaches what already runs. It can stop at a percentage, wait, watch alarms, and go back by itself, unless the version is $Latest or $Default or its image an SSM parameter.",
			See:   []string{"Rollback", "Template version"},
		},
		{
			Name: "SSM parameter as a pointer", Also: []string{"SSM parameter", "resolve:ssm", "parameter", "parameter store"},
			Means: "A named value in Parameter Store that holds an image's ID. Launches that name the parameter take the image it holds at that moment.",
			Why:   "Moving it back is a rollback for all who use it, from their next launch on. It also moves under everybody's feet, and takes from Auto Scaling the way to roll back by itself.",
			See:   []string{"Image.PublicSsmParameterName", "Rollback"},
		},
		{
			Name: "User data", Also: []string{"cloud-init"},
			Means: "A script or configuration that a launch hands to its instance, and that most images run at first start.",
			Why:   "It is not in the image: an old image with new user data can fail though both are good. When an instance is imaged, what the script left behind is in it.",
			See:   []string{"Launch template"},
		},
		{
			Name: "Compatibility with a type", Also: []string{"compatibility", "instance type"},
			Means: "Architecture, virtualization, boot mode, TPM, ENA, root device and the owner's list must all fit an instance type.",
			Why:   "Each misfit fails at launch and not before. In a group with several types, one misfit shows as a group that never gets full.",
			See:   []string{"Image.Architecture", "Image.BootMode", "Image.InstanceTypeSpecification"},
		},
	}
}

func changeConcepts() []Concept {
	return []Concept{
		{
			Name: "Rollback", Also: []string{"roll back", "rolling back"},
			Means: "Going back to the last good image: by a template version and an instance refresh, by an SSM parameter, or by replacing a root volume.",
			Why:   "Check first that the old image is available, in this region, not archived, its key working, and that data written since can still be read by it.",
			See:   []string{"Instance refresh", "Root volume replacement", "Image family"},
		},
		{
			Name: "Root volume replacement", Also: []string{"replace root volume", "create-replace-root-volume-task"},
			Means: "A running instance gets a new root disk from an image or a snapshot, and keeps its addresses, other disks and host. It reboots.",
			Why:   "It is the way back for a machine that nothing replaces. The image must be of the same architecture, virtualization and licence.",
			See:   []string{"Root device", "Rollback"},
		},
		{
			Name: "Dry run", Also: []string{"DryRun", "dry-run"},
			Means: "Asking EC2 whether a call would be permitted, without making it. The answer comes as an error, which for yes is DryRunOperation.",
			Why:   "It finds missing permissions before the first step of many. It does not promise success: capacity and keys, for two, only show in the call itself.",
			See:   []string{"Rollback"},
		},
		{
			Name: "Image Builder", Also: []string{"EC2 Image Builder", "recipe", "pipeline"},
			Means: "An AWS service that builds, tests and distributes images by recipes and pipelines.",
			Why:   "Its recipes name parent images, and its own record is left dangling when an image is deregistered by hand.",
			See:   []string{"Golden image", "Lifecycle policy"},
		},
	}
}
