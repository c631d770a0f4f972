package cli

import (
	"tami/model/ami"
	"tami/model/text"
)

// useTypes gives the kinds of users that the screen names the types of AWS: as
// DescribeImageReferences has them, and in its manner for those that it leaves
// out.
func useTypes() map[string]string {
	return map[string]string{
		"launch template":                "ec2:LaunchTemplate",
		"SSM parameter":                  "ssm:Parameter",
		"Image Builder recipe":           "imagebuilder:ImageRecipe",
		"Image Builder container recipe": "imagebuilder:ContainerRecipe",
		"Auto Scaling group":             "autoscaling:AutoScalingGroup",
		"launch configuration":           "autoscaling:LaunchConfiguration",
		"other account":                  "account",
	}
}

// addUses adds what uses the image besides instances, as the screen finds it,
// and everything that could not be looked at.
func (r *reading) addUses(e entry, d *document) {
	u := r.state.Usage(e.at, e.img.ID.String())
	types := useTypes()
	for _, user := range u.Users {
		if user.Kind == "instance" {
			continue
		}
		kind := types[user.Kind]
		if kind == "" {
			kind = user.Kind
		}
		d.References = append(d.References, reference{kind, text.Clean(user.ID), text.Clean(user.Detail)})
	}
	for _, n := range u.NotChecked {
		d.NotChecked = append(d.NotChecked, unchecked{n.What, n.Why})
	}
}

// addPermissions adds whom the image is shared with. Of somebody else's image
// nobody but its owner may know.
func (r *reading) addPermissions(e entry, d *document) {
	need := ami.Sharing{Where: e.at, ImageID: e.img.ID.Raw()}
	if list, ok := r.state.Answer(need).(ami.Permissions); ok {
		d.LaunchPermissions = append([]ami.Permission{}, list.List...)
		return
	}
	if e.account != "" && e.account != e.img.OwnerID.Raw() {
		d.NotChecked = append(d.NotChecked, unchecked{"LaunchPermissions", "only the owner of an image may see whom it is shared with"})
		return
	}
	d.lacks("LaunchPermissions", r.state.Known(need).Problem)
}

// permissionRows are the launch permissions, one a line.
func permissionRows(list []ami.Permission) [][]string {
	var rows [][]string
	for _, p := range list {
		switch {
		case !p.Account.IsZero():
			rows = append(rows, []string{"account", p.Account.String()})
		case !p.Organization.IsZero():
			rows = append(rows, []string{"organization", p.Organization.String()})
		case !p.Unit.IsZero():
			rows = append(rows, []string{"organizational unit", p.Unit.String()})
		default:
			rows = append(rows, []string{"everybody", "it is public"})
		}
	}
	return rows
}
