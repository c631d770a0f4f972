package op

import "tami/model/ami"

// DeleteSnapshot deletes a snapshot, or puts it into the Recycle Bin where a
// rule holds it. AWS refuses it while an image uses the snapshot.
type DeleteSnapshot struct{ SnapshotID string }

// RestoreSnapshot takes a snapshot out of the Recycle Bin.
type RestoreSnapshot struct{ SnapshotID string }

// ModifySnapshotPermission changes who may make volumes from a snapshot:
// accounts, or everybody with the group "all".
type ModifySnapshotPermission struct {
	SnapshotID  string
	Add, Remove []Grantee
}

func (DeleteSnapshot) isCall()           {}
func (RestoreSnapshot) isCall()          {}
func (ModifySnapshotPermission) isCall() {}

func (c DeleteSnapshot) traits() traits {
	return traits{
		operation: "ec2:DeleteSnapshot", dryRuns: true, args: onSnapshot("delete-snapshot", c.SnapshotID),
		probe: oneSnapshot(c.SnapshotID), took: snapped(Took, NotTaken),
	}
}

func (c RestoreSnapshot) traits() traits {
	return traits{
		operation: "ec2:RestoreSnapshotFromRecycleBin", dryRuns: true, args: onSnapshot("restore-snapshot-from-recycle-bin", c.SnapshotID),
		probe: oneSnapshot(c.SnapshotID), took: snapped(NotTaken, Took),
	}
}

func (c ModifySnapshotPermission) traits() traits {
	args := onSnapshot("modify-snapshot-attribute", c.SnapshotID, "--attribute", "createVolumePermission")
	return traits{
		operation: "ec2:ModifySnapshotAttribute", dryRuns: true, again: true,
		args:  append(args, "--create-volume-permission", permissionsJSON(c.Add, c.Remove)),
		probe: func(at ami.Where) ami.Need { return ami.SnapshotSharing{Where: at, ID: c.SnapshotID} },
		took:  shared(c.Add, c.Remove),
	}
}

func onSnapshot(command, id string, more ...string) []string {
	return append([]string{"ec2", command, "--snapshot-id", id}, more...)
}

func oneSnapshot(id string) func(ami.Where) ami.Need {
	return func(at ami.Where) ami.Need { return ami.OneSnapshot{Where: at, ID: id} }
}

// snapped reads the answer about one snapshot: what it means that there is
// none, and that there is one.
func snapped(absent, present Effect) func(ami.Body) Effect {
	return func(b ami.Body) Effect {
		switch b.(type) {
		case ami.SnapshotBody:
			return present
		case ami.Absent:
			return absent
		default:
			return Unclear
		}
	}
}
