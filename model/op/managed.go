package op

import (
	"slices"
	"strings"

	"tami/model/ami"
)

// tagValue is the value of a tag, and whether it is there.
func tagValue(tags []ami.Tag, key string) (string, bool) {
	for _, t := range tags {
		if t.Key.Raw() == key {
			return t.Value.String(), true
		}
	}
	return "", false
}

// backedUp reports what AWS Backup made: its tag, or the form of its names.
func backedUp(name string, tags []ami.Tag) bool {
	_, tagged := tagValue(tags, "aws:backup:source-resource")
	return tagged || strings.HasPrefix(name, "AwsBackup_")
}

// kept reports a snapshot that AWS Backup made: EC2 does not let it be deleted.
func kept(s *ami.Snapshot) bool {
	return s != nil && (backedUp("", s.Tags) || s.Description.Raw() == "This snapshot is created by the AWS Backup service.")
}

// managed says what else keeps an image, and what becomes of that. It stops
// nothing.
func managed(img *ami.Image) (notes []string) {
	if policy, ok := tagValue(img.Tags, "aws:dlm:lifecycle-policy-id"); ok {
		notes = append(notes, "Data Lifecycle Manager keeps it ("+policy+") and deregisters it by itself in time; restored later it is no longer managed")
	} else if _, ok := tagValue(img.Tags, "dlm:managed"); ok {
		notes = append(notes, "Data Lifecycle Manager keeps it, and deregisters it by itself in time; restored later it is no longer managed")
	}
	arn, built := tagValue(img.Tags, "Ec2ImageBuilderArn")
	if by, _ := tagValue(img.Tags, "CreatedBy"); built || by == "EC2 Image Builder" {
		note := "Image Builder made it; its record of the image stays and leads nowhere"
		if arn != "" {
			note += " (" + arn + ")"
		}
		notes = append(notes, note)
	}
	if i := slices.IndexFunc(img.ProductCodes, marketplaceCode); i >= 0 {
		notes = append(notes, "it has the Marketplace product code "+img.ProductCodes[i].ID.String()+"; the subscription is not ended by this")
	}
	return notes
}

func marketplaceCode(c ami.ProductCode) bool {
	return strings.EqualFold(c.Type.String(), "marketplace")
}
