package explain

func accessConcepts() []Concept {
	return []Concept{
		{
			Name: "Private, shared, public", Also: []string{"private", "shared", "shared image", "public image", "private image", "sharing"},
			Means: "Who may launch an image: its owner alone, chosen accounts and organizations as well, or everybody.",
			Why:   "Who may launch it can read all that is on its disks, and keep an image of the result. Taking a permission back recalls nothing.",
			See:   []string{"Image.Public", "LaunchPermission.UserId", "Launch permission and snapshot permission"},
		},
		{
			Name: "Launch permission and snapshot permission", Also: []string{"launch permission", "snapshot permission", "create volume permission"},
			Means: "Two rights that are given apart. The first lets an account launch an image, for which AWS reads the snapshots itself; the second lets it use the snapshots, which copying needs.",
			Why:   "It explains why a partner can launch your image and cannot copy it. Revoking one leaves the other.",
			See:   []string{"LaunchPermission.UserId", "EbsBlockDevice.SnapshotId"},
		},
		{
			Name: "Organization and unit", Also: []string{"organization", "OU", "organizational unit"},
			Means: "Groups of accounts in AWS Organizations. An image can be shared with all accounts of one, now and later, in one entry.",
			Why:   "Accounts come in and drop out without anybody touching the image, which is convenient and easily forgotten.",
			See:   []string{"LaunchPermission.OrganizationArn", "LaunchPermission.OrganizationalUnitArn"},
		},
		{
			Name: "Default KMS key", Also: []string{"aws/ebs", "default key", "AWS managed key"},
			Means: "The key that AWS keeps for each account and region, alias aws/ebs, and encrypts with when no other is named.",
			Why:   "Nobody can be let to use it, so an image encrypted with it cannot be shared. To share it, copy it under a key of your own first.",
			See:   []string{"Customer managed key", "Snapshot.KmsKeyId"},
		},
		{
			Name: "Customer managed key", Also: []string{"KMS key", "CMK", "key of your own"},
			Means: "A KMS key that the account makes and whose policy it writes. It is charged by the month.",
			Why:   "Others can use it if its policy lets them, and Auto Scaling must be let too. Once it is deleted, no image under it ever launches again.",
			See:   []string{"Default KMS key", "Encryption"},
		},
		{
			Name: "Encryption", Also: []string{"encrypted image", "EBS encryption"},
			Means: "Volumes and snapshots are encrypted with a data key, which a KMS key guards. It goes from snapshot to volume and on to the next snapshot.",
			Why:   "It can be added by a copy and never taken away. Whoever launches needs both the image and its keys.",
			See:   []string{"EbsBlockDevice.Encrypted", "Snapshot.DataEncryptionKeyId"},
		},
		{
			Name: "Block public access", Also: []string{"block public sharing", "BPA"},
			Means: "A setting of account and region under which images, or snapshots, cannot be made public. There is one for each of the two.",
			Why:   "That for images stops new sharing only: what is public stays so. It takes up to ten minutes to act, and an organization's policy can own it.",
			See:   []string{"Image.Public", "Private, shared, public"},
		},
		{
			Name: "Allowed AMIs", Also: []string{"allowed images", "audit mode"},
			Means: "A setting of account and region that lets only those images of others be used that meet criteria, such as owner, name, age or watermark.",
			Why:   "Enabled, it hides all others as if they did not exist. Audit mode only marks them. Your own images always pass.",
			See:   []string{"Image.ImageAllowed"},
		},
		{
			Name: "Verified owner", Also: []string{"verified provider", "verified"},
			Means: "An owner for whom AWS vouches by an alias: Amazon, its partners, the sellers of its Marketplace.",
			Why:   "Names can be imitated, aliases cannot. Community images have none: compare the owner's number.",
			See:   []string{"Image.ImageOwnerAlias", "Image.OwnerId"},
		},
		{
			Name: "Community image", Also: []string{"community AMI", "community"},
			Means: "A public image of an ordinary account. Nobody has looked at it for you.",
			Why:   "It runs in your network with whatever its maker put in. Launch it only if you know its owner's number from elsewhere.",
			See:   []string{"Verified owner", "Image.Public"},
		},
		{
			Name: "Marketplace image", Also: []string{"AWS Marketplace", "product code"},
			Means: "An image that a seller offers in the AWS Marketplace, free or for money, with terms to accept first.",
			Why:   "Each account that launches it needs the subscription. The seller's image cannot be copied: launch it and create an image, which carries its codes on and cannot be public either.",
			See:   []string{"Image.ProductCodes", "ProductCode.ProductCodeType"},
		},
		{
			Name: "IMDSv2", Also: []string{"IMDS", "IMDSv1", "instance metadata"},
			Means: "Version 2 of the address at which an instance asks about itself, credentials of its role included. It answers only those who fetched a session token first.",
			Why:   "Version 1 answers anybody who can make the machine fetch a URL. Requiring version 2 is right, and breaks old agents: test before a new image goes out.",
			See:   []string{"Image.ImdsSupport"},
		},
	}
}

func lifeConcepts() []Concept {
	return []Concept{
		{
			Name: "Deprecate, disable, deregister", Also: []string{"deprecate", "deprecated", "disable", "disabled", "deregister", "end of an image"},
			Means: "Three ways to end an image. Deprecated, it is hidden from others and still launches. Disabled, nobody can launch it and its shares are lost. Deregistered, it is gone.",
			Why:   "The first two are undone by a call, the third only from the Recycle Bin. Disable first, wait, then deregister: who needed it will have called.",
			See:   []string{"Image.State", "Image.DeprecationTime", "Recycle Bin"},
		},
		{
			Name: "What deregistering leaves behind", Also: []string{"deregistering leaves", "leftovers"},
			Means: "Instances that run, snapshots that nobody asked to delete, files of an image in S3, and every template, group and parameter that still names the image.",
			Why:   "The snapshots go on costing, and the names fail at the next launch, perhaps weeks later. Only a deletion asked for with the call takes snapshots along, and spares those that another image uses.",
			See:   []string{"Orphaned snapshot", "Image references"},
		},
		{
			Name: "Orphaned snapshot", Also: []string{"orphan", "orphan snapshot"},
			Means: "A snapshot whose image is gone. Its description often still names that image.",
			Why:   "It costs month for month, and it may be the one thing from which the image can be registered anew. Look twice, then delete.",
			See:   []string{"Snapshot.Description", "Registering an image"},
		},
		{
			Name: "Protecting an image", Also: []string{"deregistration lock", "cooldown", "protected"},
			Means: "Deregistration protection stops everybody from deregistering an image until it is switched off, and with a cooldown for 24 hours more.",
			Why:   "It belongs on the last good version and on golden images. It guards against deregistering alone: an image whose key is deleted is useless all the same.",
			See:   []string{"Image.DeregistrationProtection"},
		},
		{
			Name: "Recycle Bin", Also: []string{"recycle bin rule", "retention rule", "rbin"},
			Means: "A place where rules keep deregistered images and deleted snapshots for a while, from where they can be restored with the same IDs.",
			Why:   "Image and snapshots go in by rules of their own: without a rule for snapshots the image in the bin is worthless. Snapshots in it are billed. A first rule takes up to half an hour to act.",
			See:   []string{"Snapshot.State", "Deprecate, disable, deregister"},
		},
		{
			Name: "Lifecycle policy", Also: []string{"Data Lifecycle Manager", "DLM"},
			Means: "A rule of Data Lifecycle Manager or Image Builder that makes images or snapshots on a schedule and deletes old ones.",
			Why:   "It may take away the version that you want to roll back to, in the middle of an incident. What you deregister by hand it tolerates; what you restore it no longer looks after.",
			See:   []string{"Image.Tags", "Protecting an image"},
		},
		{
			Name: "AWS Backup image", Also: []string{"AWS Backup", "recovery point"},
			Means: "An image that AWS Backup made and looks after, recognized by its name or its tags.",
			Why:   "It is a recovery point: it ends in the vault of AWS Backup, and deregister-image refuses.",
			See:   []string{"Image.ImageOwnerAlias"},
		},
		{
			Name: "Image references", Also: []string{"used by", "what uses an image", "DescribeImageReferences"},
			Means: "Who in an account and region names an image: instances, launch templates, SSM parameters and Image Builder recipes can be asked in one call.",
			Why:   "Auto Scaling groups with overrides, fleets, other accounts and Terraform are not in the answer. Nothing found never means that nothing uses it.",
			See:   []string{"Launch template", "Usage report"},
		},
		{
			Name: "Usage report", Also: []string{"image usage report"},
			Means: "A report that an owner can have made on which other accounts use a shared image, and how often.",
			Why:   "It is the one view into other accounts. It lags by a day for instances and by days for launch templates.",
			See:   []string{"Image references", "Private, shared, public"},
		},
		{
			Name: "Last launch", Also: []string{"last used", "unused image"},
			Means: "What AWS records of an image's use: the time of its last launch, about a day late.",
			Why:   "An image without one may be new, older than the record, or running for years. To clean up by it alone is to find out the hard way.",
			See:   []string{"Image.LastLaunchedTime"},
		},
		{
			Name: "Eventual consistency", Also: []string{"consistency"},
			Means: "AWS's answers lag behind its deeds: an image just made may not be found yet, one just deregistered may still be listed.",
			Why:   "Ask again before you act twice. A second create-image after a lost answer makes a second image, or fails on the name.",
			See:   []string{"Image.State"},
		},
	}
}
