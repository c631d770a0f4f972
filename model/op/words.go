package op

import (
	"strconv"
	"strings"

	"tami/model/text"
)

// Words says in a few words what a call does, where nobody has said it better:
// for the steps of an undo, which are made from calls alone.
func Words(c Call) string {
	switch c := c.(type) {
	case DeregisterImage:
		if c.DeleteSnapshots {
			return "deregister " + shown(c.ImageID) + " and delete its snapshots"
		}
		return "deregister " + shown(c.ImageID)
	case RestoreImage:
		return "take " + shown(c.ImageID) + " out of the Recycle Bin"
	case RegisterImage:
		return "register " + shown(c.Name) + " anew from its snapshots"
	case DisableImage:
		return "disable " + shown(c.ImageID)
	case EnableImage:
		return "enable " + shown(c.ImageID)
	case EnableDeprecation:
		return "deprecate " + shown(c.ImageID) + " from " + c.At.UTC().Format("2006-01-02 15:04 UTC")
	case DisableDeprecation:
		return "lift the deprecation of " + shown(c.ImageID)
	case EnableProtection:
		return "protect " + shown(c.ImageID)
	case DisableProtection:
		return "lift the protection of " + shown(c.ImageID)
	case ModifyDescription:
		return "describe " + shown(c.ImageID) + " as " + strconv.Quote(shown(c.Text))
	case ModifyLaunchPermission:
		return permissionWords(shown(c.ImageID), c.Add, c.Remove)
	case CancelLaunchPermission:
		return "give up the share of " + shown(c.ImageID)
	case DeleteSnapshot:
		return "delete " + shown(c.SnapshotID)
	case RestoreSnapshot:
		return "take " + shown(c.SnapshotID) + " out of the Recycle Bin"
	case ModifySnapshotPermission:
		return permissionWords(shown(c.SnapshotID), c.Add, c.Remove)
	case CreateTags:
		return "tag " + shown(strings.Join(c.IDs, ", "))
	case DeleteTags:
		return "take tags off " + shown(strings.Join(c.IDs, ", "))
	case CreateImage:
		return "create the image " + shown(c.Name) + " from " + shown(c.InstanceID)
	case CopyImage:
		return "copy " + shown(c.SourceID) + " from " + shown(c.SourceRegion)
	case RunInstances:
		return "launch from " + shown(c.ImageID)
	case CreateUsageReport:
		return "have EC2 count who uses " + shown(c.ImageID)
	case DeleteUsageReport:
		return "delete the usage report " + shown(c.ReportID)
	case TerminateInstances:
		return "terminate " + shown(strings.Join(c.List(), ", "))
	default:
		return fleetWords(c)
	}
}

// fleetWords are Words of the calls that change what runs an image.
func fleetWords(c Call) string {
	switch c := c.(type) {
	case CreateTemplateVersion:
		return "make a version of " + shown(c.Template) + " with " + shown(c.ImageID)
	case DeleteTemplateVersion:
		return "delete version " + shown(c.Version) + " of " + shown(c.Template)
	case SetDefaultVersion:
		return "make version " + shown(c.Version) + " the default of " + shown(c.Template)
	case StartRefresh:
		return refreshWords(c)
	case CancelRefresh:
		return "cancel the refresh of the group " + shown(c.Group)
	case RollbackRefresh:
		return "roll back the refresh of the group " + shown(c.Group)
	case UpdateGroup:
		return "change what the group " + shown(c.Group) + " launches from"
	case CreateConfiguration:
		return "make the launch configuration " + shown(c.Name)
	case PutParameter:
		return "set the parameter " + shown(c.Name) + " to " + shown(c.Value)
	case ReplaceRoot:
		return "replace the root volume of " + shown(c.InstanceID) + " from " + shown(c.ImageID)
	default:
		return Operation(c)
	}
}

// refreshWords say what a refresh goes to, as far as its call does.
func refreshWords(c StartRefresh) string {
	words := "refresh the group " + shown(c.Group)
	if c.Version != "" {
		words += " to version " + shown(c.Version)
	}
	return words + ", " + strconv.Itoa(c.MinHealthy) + " % kept healthy"
}

// shown makes the raw words of a call fit to be shown.
func shown(raw string) string {
	if step, name, ok := parseRef(raw); ok {
		return "the " + name + " of step " + step
	}
	return text.Clean(raw).String()
}

func permissionWords(what string, add, remove []Grantee) string {
	var parts []string
	if len(add) > 0 {
		parts = append(parts, "share "+what+" with "+whom(add))
	}
	if len(remove) > 0 {
		parts = append(parts, "unshare "+what+" from "+whom(remove))
	}
	return strings.Join(parts, ", ")
}

func whom(list []Grantee) string {
	var names []string
	for _, g := range list {
		name := g.Account + g.Organization + g.Unit
		if g.Group != "" {
			name = "everybody"
		}
		names = append(names, shown(name))
	}
	return strings.Join(names, ", ")
}
