package sim

import (
	"strings"
	"testing"
)

// cliChanges: the CLI asks for every change and reads what comes of it, and of
// what is refused.
func cliChanges(t *testing.T, path string) {
	a := open(t, inHome(obstructed()))
	c := cli(t, path, a)
	one, spare := " --image-id "+amiID(1)+" ", " --snapshot-id "+snapID(10)+" "
	for _, tt := range []struct{ args, want string }{
		{"enable-image-deregistration-protection --with-cooldown --query Return --output text" + one, "enabled-with-cooldown"},
		{"deregister-image" + one, "(OperationNotPermitted)"},
		{"disable-image-deregistration-protection --query Return --output text" + one, "cooldown until 2026-11-22T12:00:00.000Z"},
		{"enable-image-deprecation --deprecate-at 2027-01-01T00:00:29Z --query Return" + one, "true"},
		{"describe-images --query Images[].DeprecationTime --output text --image-ids " + amiID(1), "2027-01-01T00:00:00.000Z"},
		{"modify-image-attribute --launch-permission Add=[{UserId=" + stranger + "}]" + one, ""},
		{"modify-image-attribute --launch-permission Add=[{Group=all}]" + one, "(OperationNotPermitted)"},
		{"reset-image-attribute --attribute launchPermission" + one, ""},
		{"describe-image-attribute --attribute launchPermission --query LaunchPermissions --output json" + one, "null"},
		{"cancel-image-launch-permission --query Return --image-id " + amiID(5), "true"},
		{"modify-snapshot-attribute --attribute createVolumePermission --operation-type add --user-ids " + friend + spare, ""},
		{"describe-snapshot-attribute --attribute createVolumePermission --query CreateVolumePermissions[].UserId --output text" + spare, friend},
		{"reset-snapshot-attribute --attribute createVolumePermission" + spare, ""},
		{"lock-snapshot --lock-mode governance --lock-duration 30 --query [LockState,LockDuration] --output text" + spare, "governance 30"},
		{"delete-snapshot" + spare, "(OperationNotPermitted)"},
		{"unlock-snapshot --query SnapshotId --output text" + spare, snapID(10)},
		{"modify-snapshot-tier --storage-tier archive --query SnapshotId --output text" + spare, snapID(10)},
		{"restore-snapshot-tier --permanent-restore --query IsPermanentRestore --snapshot-id " + snapID(12), "true"},
		{"create-tags --tags Key=a,Value=b --resources " + amiID(1) + " " + snapID(98), "(InvalidSnapshot.NotFound)"},
		{"create-tags --tags Key=a,Value=b --resources " + amiID(1) + " " + snapID(10), ""},
		{"delete-tags --tags Key=a --dry-run --resources " + amiID(1), "(DryRunOperation)"},
		{"disable-image --query Return --image-id " + amiID(4), "true"},
		{"enable-image --query Return --image-id " + amiID(4), "true"},
		{"deregister-image --delete-associated-snapshots --query DeleteSnapshotResults[].[SnapshotId,ReturnCode] --output text --image-id " + amiID(4), snapID(4) + " success"},
		{"list-images-in-recycle-bin --query Images[].ImageId --output text --image-ids " + amiID(4), amiID(4)},
		{"restore-snapshot-from-recycle-bin --query State --output text --snapshot-id " + snapID(4), "completed"},
		{"restore-image-from-recycle-bin --query Return --image-id " + amiID(4), "true"},
		{"register-image --name web-" + amiID(1)[18:] + " --root-device-name /dev/xvda --block-device-mappings DeviceName=/dev/xvda,Ebs={SnapshotId=" + snapID(13) + "}", "(InvalidAMIName.Duplicate)"},
	} {
		out, complaint := c.run(t, "ec2 "+tt.args)
		got := strings.Join(strings.Fields(out), " ") + complaint
		if got != tt.want && !(strings.HasPrefix(tt.want, "(") && strings.Contains(got, tt.want)) {
			t.Errorf("aws ec2 %s\n got %s\nwant %s", tt.args, got, tt.want)
		}
	}
}
