package op

import (
	"slices"

	"tami/model/ami"
)

// Grantee is one of those that an image or a snapshot is shared with. Exactly
// one field is set.
type Grantee struct {
	Account      string `json:"UserId,omitempty"`
	Group        string `json:"Group,omitempty"` // "all": everybody
	Organization string `json:"OrganizationArn,omitempty"`
	Unit         string `json:"OrganizationalUnitArn,omitempty"`
}

// GranteeOf is whom a permission names.
func GranteeOf(p ami.Permission) Grantee {
	return Grantee{Account: p.Account.Raw(), Group: p.Group.Raw(), Organization: p.Organization.Raw(), Unit: p.Unit.Raw()}
}

// ModifyLaunchPermission changes whom an image is shared with. To add who is
// there, or to remove who is not, is no error.
type ModifyLaunchPermission struct {
	ImageID     string
	Add, Remove []Grantee
}

// CancelLaunchPermission gives up a share that we were given.
type CancelLaunchPermission struct{ ImageID string }

func (ModifyLaunchPermission) isCall() {}
func (CancelLaunchPermission) isCall() {}

func (c ModifyLaunchPermission) traits() traits {
	return traits{
		operation: "ec2:ModifyImageAttribute", dryRuns: true, again: true,
		args:  onImage("modify-image-attribute", c.ImageID, "--launch-permission", permissionsJSON(c.Add, c.Remove)),
		probe: func(at ami.Where) ami.Need { return ami.Sharing{Where: at, ImageID: c.ImageID} },
		took:  shared(c.Add, c.Remove),
	}
}

// shared reads the answer about whom something is shared with.
func shared(add, remove []Grantee) func(ami.Body) Effect {
	return func(b ami.Body) Effect {
		p, ok := b.(ami.Permissions)
		if !ok {
			return Unclear
		}
		var now []Grantee
		for _, one := range p.List {
			now = append(now, GranteeOf(one))
		}
		missing := slices.ContainsFunc(add, func(g Grantee) bool { return !slices.Contains(now, g) })
		left := slices.ContainsFunc(remove, func(g Grantee) bool { return slices.Contains(now, g) })
		return effect(!missing && !left)
	}
}

func (c CancelLaunchPermission) traits() traits {
	return traits{
		operation: "ec2:CancelImageLaunchPermission", dryRuns: true, args: onImage("cancel-image-launch-permission", c.ImageID),
		probe: oneImage(c.ImageID), took: pictured(Took, func(*ami.Image) bool { return false }),
	}
}
