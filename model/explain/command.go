package explain

import "strings"

// Stand-ins for an ID that is not given, of the form that AWS's have.
const (
	anImage    = "ami-0abcdef1234567890"
	aSnapshot  = "snap-0abcdef1234567890"
	images     = "aws ec2 describe-images --include-disabled --image-ids "
	snapshots  = "aws ec2 describe-snapshots --snapshot-ids "
	permission = "aws ec2 describe-image-attribute --attribute launchPermission --image-id "
)

// Command is the AWS CLI command that prints the property. The ID is the
// snapshot's for properties of Snapshot, the image's for all others. Without a
// region the command leaves that to the CLI; without an ID, or with one that no
// AWS ID looks like, it has a made-up one. What comes back can be pasted into a
// shell whatever was passed in.
func (p Property) Command(region, id string) string {
	call, path, stand := images, "Images[0]."+p.path(), anImage
	switch p.Type {
	case "Snapshot":
		call, path, stand = snapshots, "Snapshots[0]."+p.Field, aSnapshot
	case "LaunchPermission":
		call, path = permission, "LaunchPermissions[]."+p.Field
	}
	if id == "" || !plain(id) {
		id = stand
	}
	if region != "" && plain(region) {
		id += " --region " + region
	}
	return call + id + " --query '" + path + "'"
}

// path is where the property stands in an image, as the CLI's --query takes it.
func (p Property) path() string {
	return map[string]string{
		"BlockDeviceMapping":        "BlockDeviceMappings[].",
		"EbsBlockDevice":            "BlockDeviceMappings[].Ebs.",
		"StateReason":               "StateReason.",
		"ProductCode":               "ProductCodes[].",
		"ImageWatermark":            "ImageWatermarks[].",
		"InstanceTypeSpecification": "InstanceTypeSpecification.",
		"InstanceTypeItem":          "InstanceTypeSpecification.*[].",
		"ScanResults":               "ScanResults.",
		"Tag":                       "Tags[].",
	}[p.Type] + p.Field
}

// plain tells a word that no shell reads anything into, and no terminal.
func plain(word string) bool {
	return strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && word[0] != '-'
}
