package ami

import (
	"slices"

	"tami/model/text"
)

// Sharing asks whom an image of ours is shared with. Only its owner may know.
type Sharing struct {
	Where
	ImageID string
}

// References asks EC2 what refers to an image in its own account and region:
// instances, launch templates (all versions), SSM parameters, Image Builder
// recipes. Needs of this kind in one place are asked for ten at a time.
type References struct {
	Where
	ImageID string
}

// Ancestry asks from which image an image was made, and that one from which,
// as far as we may see.
type Ancestry struct {
	Where
	ImageID string
}

// Groups asks for the Auto Scaling groups of a place and the images that each
// would launch: EC2 does not count them among the references.
type Groups struct{ Where }

// LaunchConfigurations asks for the launch configurations of a place, which
// EC2 does not count among the references either.
type LaunchConfigurations struct{ Where }

// PublicBlock asks whether a place lets images and snapshots be shared with
// everybody.
type PublicBlock struct{ Where }

func (Sharing) isNeed()              {}
func (References) isNeed()           {}
func (Ancestry) isNeed()             {}
func (Groups) isNeed()               {}
func (LaunchConfigurations) isNeed() {}
func (PublicBlock) isNeed()          {}

// Permission is one entry of whom an image is shared with. Exactly one of its
// fields is set.
type Permission struct {
	Account      text.Safe `json:"UserId,omitzero"`
	Group        text.Safe `json:"Group,omitzero"` // "all": everybody
	Organization text.Safe `json:"OrganizationArn,omitzero"`
	Unit         text.Safe `json:"OrganizationalUnitArn,omitzero"`
}

// Permissions answers Sharing.
type Permissions struct{ List []Permission }

// Reference is something that refers to an image.
type Reference struct {
	Type text.Safe // as AWS names it: ec2:Instance, ec2:LaunchTemplate, ssm:Parameter, imagebuilder:ImageRecipe …
	ARN  text.Safe
}

// ReferenceList answers References.
type ReferenceList struct{ List []Reference }

// Ancestor is an image in a line of descent.
type Ancestor struct {
	ID           text.Safe
	Created      Date
	OwnerAlias   text.Safe
	Source       text.Safe // the image that it was made from; empty at the root, or where AWS does not say
	SourceRegion text.Safe
}

// AncestryList answers Ancestry: the image itself first, its root last.
type AncestryList struct{ List []Ancestor }

// Group is an Auto Scaling group and what it launches from.
type Group struct {
	Name      text.Safe
	Desired   int32
	Min, Max  int32
	InService int32       // instances that are in service
	Launches  []Launch    // what new instances come from: a template, a configuration, overrides
	Suspended []text.Safe // processes that are suspended

	// What it launches from, as it is set: a template, or a policy with a
	// template and overrides, or a launch configuration.
	Template      TemplateUse // of the policy, where there is one
	Policy        string      // the mixed instances policy as the AWS CLI's JSON; "": none
	Overrides     []Override  // of the policy
	Configuration text.Safe

	Members []Member // as Auto Scaling lists them: those in a warm pool are not among them
	Warm    *WarmPool
	Managed text.Safe // the AWS service that manages it; empty: none
	Tags    []Tag
}

// Launch is one thing that a group launches from, and the image it comes to.
type Launch struct {
	From    text.Safe // in words: "template web v43", "template web $Latest (v44)", "override c7g.large", "configuration web-2021"
	ImageID text.Safe // empty where it could not be resolved
	Why     text.Safe // why it could not: "resolved from an SSM parameter at launch", "not permitted: ec2:DescribeLaunchTemplateVersions"
}

// GroupList answers Groups.
type GroupList struct{ List []Group }

// Find is the group with that name, or nil.
func (l GroupList) Find(name string) *Group {
	for i := range l.List {
		if l.List[i].Name.Raw() == name {
			return &l.List[i]
		}
	}
	return nil
}

// Types are the instance types that a group launches, as far as it names them
// itself, and those that it runs.
func (g *Group) Types() []text.Safe {
	var types []text.Safe
	add := func(t text.Safe) {
		if !t.IsZero() && !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	for _, o := range g.Overrides {
		add(o.Type)
	}
	for _, m := range g.Members {
		add(m.Type)
	}
	return types
}

// LaunchConfiguration is what older groups launch from.
type LaunchConfiguration struct {
	Name    text.Safe
	ImageID text.Safe
	Type    text.Safe
	Created Date
	// JSON is what it says, as the AWS CLI prints it: others are made like it.
	// Its user data is left out, since that may hold secrets; UserData is a
	// fingerprint of it.
	JSON     string
	UserData text.Safe
}

// LaunchConfigurationList answers LaunchConfigurations.
type LaunchConfigurationList struct{ List []LaunchConfiguration }

// PublicBlockState answers PublicBlock. A field is empty where that half could
// not be read; Missing then says why.
type PublicBlockState struct {
	Images    text.Safe // block-new-sharing, unblocked
	Snapshots text.Safe // block-all-sharing, block-new-sharing, unblocked
	ManagedBy text.Safe // account, declarative-policy
	Missing   *Problem
}

func (Permissions) isBody()             {}
func (ReferenceList) isBody()           {}
func (AncestryList) isBody()            {}
func (GroupList) isBody()               {}
func (LaunchConfigurationList) isBody() {}
func (PublicBlockState) isBody()        {}
