package explain

func lifeLessons() []Lesson {
	return []Lesson{lessonSharing(), lessonLife(), lessonLeftovers()}
}

func lessonSharing() Lesson {
	return Lesson{
		Title: "Private, shared, public",
		Goal:  "Tell your own images, those that are shared with you and those of everybody apart, and whom to trust.",
		Steps: []Step{
			{
				Do:    "In tami --demo, press / and type public:yes, then enter.",
				See:   "One image of this account is public: opsprod-toolbox. Whatever lies on its disk is published.",
				Query: "public:yes", Shows: []Shown{{"Image.Public", "yes"}},
				Tab: "Sharing", Says: []string{"it is public", "public and not encrypted"},
			},
			{
				Do:    "Press / and ctrl+u, and type family:search, then enter, open what comes first and go to Sharing. Press e on what you find.",
				See:   "Encrypted with alias/aws/ebs, the account's default key. It could not be shared if somebody wanted to; the key's ARN alone does not show that.",
				Query: "family:search", Shows: []Shown{{"EbsBlockDevice.Encrypted", "yes"}, {"Image.Public", "no"}},
				Tab: "Sharing", Says: []string{"alias/aws/ebs, which AWS manages for this account alone", "only its owner"},
			},
			{
				Do:    "Go back. Press / and ctrl+u, and type 9f3c01d, then enter, open what comes first and go to Sharing.",
				See:   "Two accounts and an organization may launch it. The key's policy forgot one of the accounts, so its launches fail; block public access and a list of what to look for stand below.",
				Query: "9f3c01d", Shows: []Shown{{"Image.Public", "no"}},
				Tab: "Sharing", Says: []string{"222233334444", "Account 333344445555 cannot launch it", "Block public access", "Before it leaves the account"},
			},
			{
				Do:   "Go back, press f and choose shared. Press / and ctrl+u, and type spark, then open what comes first.",
				See:  "OwnerId is another account, 444455556666: it pays for the image and can take it away. Tags come along only where their key begins with ec2:SharedTag/.",
				From: "shared", Query: "spark", Shows: []Shown{{"Image.OwnerId", "444455556666"}},
			},
			{
				Do:   "Go back, press f and choose amazon. Press / and ctrl+u, and type al2023-ami-kernel arm64, then open what comes first.",
				See:  "ImageOwnerAlias says amazon. No account can give itself that word.",
				From: "amazon", Query: "al2023-ami-kernel arm64", Shows: []Shown{{"Image.ImageOwnerAlias", "amazon"}, {"Image.Public", "yes"}},
			},
			{
				Do:   "Go back, press f and choose community. Press / and ctrl+u, and type Fedora, then open what comes first.",
				See:  "Public, and no alias: the owner's number is all there is to go by. Compare it with what its maker publishes.",
				From: "community", Query: "Fedora", Shows: []Shown{{"Image.ImageOwnerAlias", ""}, {"Image.Public", "yes"}},
			},
			{
				Do:  "Run tami explain 'launch permission'.",
				See: "Why who may launch an image may not always copy it.",
			},
		},
		Learned: "Who may launch an image can read its disks. Trust owners by number or alias, never by an image's name.",
	}
}

func lessonLife() Lesson {
	return Lesson{
		Title: "The life of an image",
		Goal:  "See images that are being made, in use, outdated, put away, failed and protected.",
		Steps: []Step{
			{
				Do:    "In tami --demo, press / and type state:pending, then enter. Press r now and then.",
				See:   "Images that are being made. That of web-arm64 is available after some seconds; payments-v58 waits for an earlier snapshot of its volume.",
				Query: "state:pending", Shows: []Shown{{"Image.State", "pending"}},
			},
			{
				Do:    "Press / and ctrl+u, and type state:failed, then enter twice.",
				See:   "An analytics image that was never finished. StateReason has the cause, and the image can only be deregistered.",
				Query: "state:failed", Shows: []Shown{{"Image.State", "failed"}},
			},
			{
				Do:    "Go back. Press / and ctrl+u, and type deprecated:yes family:web-arm64, then open what comes first.",
				See:   "State is available and DeprecationTime has passed: others no longer find it, and who has the ID launches it.",
				Query: "deprecated:yes family:web-arm64", Shows: []Shown{{"Image.State", "available"}},
			},
			{
				Do:    "Go back. Press / and ctrl+u, and type disabled:yes, then open what comes first.",
				See:   "State is disabled: no launches, no shares, and the snapshots stay and cost. Its owner can enable it again.",
				Query: "disabled:yes", Shows: []Shown{{"Image.State", "disabled"}},
			},
			{
				Do:    "Go back. Press / and ctrl+u, and type protected:yes family:web-arm64, then open it.",
				See:   "DeregistrationProtection is on: nobody can deregister the version that a rollback would go to.",
				Query: "protected:yes family:web-arm64", Shows: []Shown{{"Image.DeregistrationProtection", "enabled-without-cooldown"}},
			},
			{
				Do:  "Run tami explain Image.State, and tami explain 'deprecate, disable, deregister'.",
				See: "Every state, and the three ways to end an image with what each of them leaves possible.",
			},
		},
		Learned: "Deprecating warns, disabling stops and can be undone, deregistering ends. Protect what you would go back to.",
	}
}

func lessonLeftovers() Lesson {
	return Lesson{
		Title: "What deregistering leaves behind",
		Goal:  "Find what stays when an image goes, and what an image loses when its snapshot goes.",
		Steps: []Step{
			{
				Do:  "In tami --demo, press i and find edge-1.",
				See: "It runs, and in place of its image's name is an ID alone: the image was deregistered long ago. Nothing happens to instances that run; launching it again is not possible.",
			},
			{
				Do:    "Go back. Press / and type snap:snap-0c9d8e7f6a5b40017, then enter, open what comes first and go to Devices.",
				See:   "Two web-arm64 images use this one snapshot, as the column ALSO IN says. Deregister either and the snapshot is kept, as the other needs it; only with the last it can go.",
				Query: "snap:snap-0c9d8e7f6a5b40017", Shows: []Shown{{"EbsBlockDevice.SnapshotId", "snap-0c9d8e7f6a5b40017"}},
				Tab: "Devices", Says: []string{"ALSO IN", "77aa0e2"},
			},
			{
				Do:    "Press / and ctrl+u, and type billing-archive, then enter twice, and go to Devices.",
				See:   "The other way round: the image is there, and its snapshot is not to be found. It looks available and cannot be launched.",
				Query: "billing-archive", Shows: []Shown{{"Image.State", "available"}},
				Tab: "Devices", Says: []string{"gone, or not visible to this account"},
			},
			{
				Do:    "Go back. Press / and ctrl+u, and type legacy-licensing, then open it and look at ImageLocation.",
				See:   "An image in S3. To deregister it leaves its files in that bucket, to be deleted there.",
				Query: "legacy-licensing", Shows: []Shown{{"Image.RootDeviceType", "instance-store"}},
			},
			{
				Do:  "Run tami explain 'what deregistering leaves behind', and tami explain 'Recycle Bin'.",
				See: "The list of leftovers, and under which rules a deregistered image can be fetched back.",
			},
		},
		Learned: "Before an image goes, look for who names it; when it goes, decide about its snapshots in the same call.",
	}
}
