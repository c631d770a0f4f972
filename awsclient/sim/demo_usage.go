package sim

import (
	"slices"
	"strings"
)

// addUsage says how other accounts use the images that are shared with them.
func (d *demoRegion) addUsage() {
	use := func(image *Image, account, kind string, count int64) {
		d.seed.ImageUsageReportEntries = append(d.seed.ImageUsageReportEntries, ImageUsageReportEntry{
			ImageId: image.ImageId, AccountId: account, ResourceType: kind, UsageCount: count,
		})
	}
	switch d.name {
	case demoHome:
		use(d.image("web-arm64", 2), demoStaging, kindInstance, 1)
		use(d.image("web-arm64", 9), demoStaging, kindInstance, 2)
		use(d.image("web-arm64", 9), demoStaging, kindTemplate, 1)
		use(d.image("web-arm64", 9), demoLogistic, kindInstance, 5)
		use(d.image("web-arm64", 22), demoLogistic, kindTemplate, 1)
		use(d.image("opsprod-toolbox", 201), demoVendor, kindInstance, 12)
	case demoEurope:
		use(d.image("eu-reporting", 7), demoStaging, kindInstance, 1)
	}
}

// addRecipes adds recipes of EC2 Image Builder: one on Ubuntu wherever its images
// are, and at home two that build on the golden image.
func (d *demoRegion) addRecipes() {
	if d.name == demoBrazil {
		return
	}
	recipe := func(name, version, platform, parent string, age int) ImageRecipe {
		return ImageRecipe{
			Arn: d.arn("imagebuilder", "image-recipe/"+strings.ToLower(name)+"/"+version), Name: name, Platform: platform,
			Owner: demoAccount, ParentImage: parent, DateCreated: d.ago(age, 0), Tags: map[string]string{"team": "security"},
		}
	}
	d.seed.ImageRecipes = []ImageRecipe{recipe("CorpHardenedUbuntu", "1.0.4", "Linux", publicImageID(d.name, "ubuntu-noble-amd64-server", 1), 7)}
	if d.name != demoHome {
		return
	}
	d.seed.ImageRecipes = append(d.seed.ImageRecipes, recipe("EdgeBase", "2.1.0", "Linux", d.image("golden-al2023", 18).ImageId, 16))
	d.seed.ContainerRecipes = []ContainerRecipe{{
		Arn: d.arn("imagebuilder", "container-recipe/rendertools/1.2.0"), ContainerType: "DOCKER", Name: "RenderTools", Platform: "Linux",
		Owner: demoAccount, ParentImage: "amazonlinux:2023", InstanceImage: d.image("golden-al2023", 4).ImageId, DateCreated: d.ago(3, 40),
	}}
}

// addSettings sets what holds for the whole region, and lets the accounts that
// images are shared with use the key behind them.
func (d *demoRegion) addSettings() {
	d.seed.SnapshotBlockPublicAccessState = "block-new-sharing"
	if d.name == demoEurope {
		d.seed.EbsEncryptionByDefault, d.seed.EbsDefaultKmsKeyId = true, d.keyARN("alias/prod")
	}
	if d.name == demoSydney {
		d.seed.AllowedImagesSettings = &AllowedImagesSettings{
			State: "audit-mode", ManagedBy: byAccount, ImageCriteria: []ImageCriterion{{ImageProviders: allowedInSydney()}},
		}
		markAllowed(d.name, d.seed.Images)
	}
	if d.name != demoHome {
		return
	}
	for k := range d.seed.KmsKeys {
		if d.seed.KmsKeys[k].Aliases[0] == "alias/prod" {
			d.seed.KmsKeys[k].Policy = demoKeyPolicy()
		}
	}
}

// allowedInSydney are the providers whose images the region's setting allows.
func allowedInSydney() []string { return []string{"amazon", "aws-marketplace", demoPlatform} }

// markAllowed says of the images of others whether they meet the setting, in the
// one region that has one.
func markAllowed(region string, images []Image) []Image {
	for k := range images {
		if i := &images[k]; region == demoSydney && i.OwnerId != demoAccount {
			i.ImageAllowed = new(slices.Contains(allowedInSydney(), i.ImageOwnerAlias) || slices.Contains(allowedInSydney(), i.OwnerId))
		}
	}
	return images
}

// demoKeyPolicy lets the account do all with a key, and ops-staging launch from
// what is encrypted with it. The logistics partner was forgotten.
func demoKeyPolicy() string {
	return `{
  "Version": "2012-10-17",
  "Id": "prod-volumes",
  "Statement": [
    {
      "Sid": "Enable IAM User Permissions",
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::` + demoAccount + `:root"},
      "Action": "kms:*",
      "Resource": "*"
    },
    {
      "Sid": "Launch in ops-staging",
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::` + demoStaging + `:root"},
      "Action": ["kms:DescribeKey", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant"],
      "Resource": "*"
    }
  ]
}`
}
