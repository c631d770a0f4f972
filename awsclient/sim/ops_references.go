package sim

import (
	"cmp"
	"slices"
	"strconv"
)

// ImageReference is one resource that refers to an image.
type ImageReference struct {
	ImageId      string `wire:"imageId"`
	ResourceType string `wire:"resourceType"`
	Arn          string `wire:"arn"`
}

type describeImageReferencesInput struct {
	ImageIds                []string `form:"ImageId"`
	IncludeAllResourceTypes bool
	ResourceTypes           []resourceTypeRequest `form:"ResourceType"`
	paging
}

// resourceTypeRequest is a kind of resource to look through, and how far.
type resourceTypeRequest struct {
	ResourceType        string               `wire:"resourceType"`
	ResourceTypeOptions []resourceTypeOption `form:"ResourceTypeOption" wire:"resourceTypeOptionSet"`
}

type resourceTypeOption struct {
	OptionName   string   `wire:"optionName"`
	OptionValues []string `form:"OptionValue" wire:"optionValueSet"`
}

type describeImageReferencesResult struct {
	ImageReferences []*ImageReference `wire:"imageReferenceSet,always"`
	NextToken       string            `wire:"nextToken"`
}

// Kinds of resources that can refer to an image.
const (
	kindInstance        = "ec2:Instance"
	kindTemplate        = "ec2:LaunchTemplate"
	kindParameter       = "ssm:Parameter"
	kindImageRecipe     = "imagebuilder:ImageRecipe"
	kindContainerRecipe = "imagebuilder:ContainerRecipe"
)

// referringTypes lists the kinds in the order they are looked through.
func referringTypes() []string {
	return []string{kindInstance, kindTemplate, kindParameter, kindImageRecipe, kindContainerRecipe}
}

// Options of a kind of resource, and what AWS takes for the depth.
const (
	stateOption  = "state-name"
	depthOption  = "version-depth"
	defaultDepth = 10
	maxDepth     = 10_000
)

// maxReferencedImages is how many images one request may ask about.
const maxReferencedImages = 10

// referenceScope says how far one kind of resource is looked through.
type referenceScope struct {
	states []string // of instances; all when empty
	depth  int      // versions of a launch template, newest first
}

// describeImageReferences tells what of the caller's own in the region refers to
// images, whoever owns them. An image need not exist: what refers to one that is
// gone is found as well.
func describeImageReferences(c *call, in *describeImageReferencesInput) (out describeImageReferencesResult, err error) {
	switch {
	case len(in.ImageIds) == 0:
		return out, missingParameter("ImageId")
	case len(in.ImageIds) > maxReferencedImages:
		return out, refuse("InvalidParameterValue", "At most %d image IDs can be given at once", maxReferencedImages)
	}
	if err := imageIDs().checkForm(in.ImageIds...); err != nil {
		return out, err
	}
	scopes, err := in.scopes()
	if err != nil {
		return out, err
	}
	rule := pageRule{smallest: 5, largest: 1000, fallback: 1000, badToken: "InvalidNextToken"}
	out.ImageReferences, out.NextToken, err = page(c, in.paging, rule, false,
		func(*ImageReference) bool { return true }, c.references(in.ImageIds, scopes))
	return out, err
}

// scopes gives the kinds to look through. What a request says of a kind goes
// before the defaults of looking through all.
func (in *describeImageReferencesInput) scopes() (map[string]referenceScope, error) {
	scopes := map[string]referenceScope{}
	if in.IncludeAllResourceTypes {
		for _, kind := range referringTypes() {
			scopes[kind] = referenceScope{depth: defaultDepth}
		}
	} else if len(in.ResourceTypes) == 0 {
		return nil, refuse("MissingParameter", "The request must contain the parameter IncludeAllResourceTypes or ResourceType")
	}
	for _, r := range in.ResourceTypes {
		if !slices.Contains(referringTypes(), r.ResourceType) {
			return nil, invalidValue("ResourceType", r.ResourceType, wantOneOf(r.ResourceType, referringTypes())+".")
		}
		scope, err := r.scope(defaultDepth)
		if err != nil {
			return nil, err
		}
		scopes[r.ResourceType] = scope
	}
	return scopes, nil
}

// scope reads the options of one kind of resource.
func (r resourceTypeRequest) scope(depth int) (referenceScope, error) {
	scope := referenceScope{depth: depth}
	for _, option := range r.ResourceTypeOptions {
		switch {
		case len(option.OptionValues) == 0:
			return scope, missingParameter("OptionValue")
		case option.OptionName == stateOption && r.ResourceType == kindInstance:
			for _, state := range option.OptionValues {
				if !slices.Contains(instanceStates(), state) {
					return scope, invalidValue("OptionValue", state, wantOneOf(state, instanceStates())+".")
				}
			}
			scope.states = option.OptionValues
		case option.OptionName == depthOption && r.ResourceType == kindTemplate:
			n, err := strconv.Atoi(option.OptionValues[0])
			if err != nil || n < 1 || n > maxDepth || len(option.OptionValues) > 1 {
				return scope, invalidValue("OptionValue", option.OptionValues[0], "Expected one whole number from 1 to 10000.")
			}
			scope.depth = n
		default:
			return scope, invalidValue("OptionName", option.OptionName, "It is not an option of "+r.ResourceType+".")
		}
	}
	return scope, nil
}

func instanceStates() []string {
	return []string{"pending", "running", "shutting-down", "terminated", "stopping", "stopped"}
}

// referenceList collects references in an order that stays when others come and
// go: by kind, by the resource's number, by the image's place in the request.
type referenceList struct {
	images []string
	shelf[ImageReference]
}

// add notes that a resource refers to those of the images that it names.
func (l *referenceList) add(kind string, number uint64, arn string, named ...string) {
	rank := uint64(slices.Index(referringTypes(), kind))
	for i, id := range l.images {
		if slices.Contains(named, id) {
			l.items = append(l.items, &ImageReference{id, kind, arn})
			l.numbers = append(l.numbers, rank<<56|number<<4|uint64(i))
		}
	}
}

// references looks through the kinds that have a scope.
func (c *call) references(images []string, scopes map[string]referenceScope) *shelf[ImageReference] {
	found := &referenceList{images: images}
	for _, kind := range referringTypes() {
		scope, wanted := scopes[kind]
		if !wanted {
			continue
		}
		switch kind {
		case kindInstance:
			c.instanceReferences(found, scope)
		case kindTemplate:
			c.templateReferences(found, scope)
		case kindParameter:
			c.parameterReferences(found)
		case kindImageRecipe:
			for n, r := range c.own.imageRecipes.items {
				found.add(kind, c.own.imageRecipes.numbers[n], r.Arn, r.ParentImage)
			}
		case kindContainerRecipe:
			for n, r := range c.own.containerRecipes.items {
				found.add(kind, c.own.containerRecipes.numbers[n], r.Arn, r.ParentImage, r.InstanceImage)
			}
		}
	}
	return &found.shelf
}

func (c *call) instanceReferences(found *referenceList, scope referenceScope) {
	for n, i := range c.own.instances.items {
		state := "running"
		if i.State != nil {
			state = i.State.Name
		}
		if len(scope.states) == 0 || slices.Contains(scope.states, state) {
			found.add(kindInstance, c.own.instances.numbers[n], c.arn("ec2", "instance/"+i.InstanceId), i.ImageId)
		}
	}
}

// templateReferences looks at the newest versions of each template. A version
// that names a parameter refers to the parameter, not to an image.
func (c *call) templateReferences(found *referenceList, scope referenceScope) {
	versions := map[string][]*LaunchTemplateVersion{}
	for _, v := range c.own.versions.items {
		versions[v.LaunchTemplateId] = append(versions[v.LaunchTemplateId], v)
	}
	for n, t := range c.own.templates.items {
		newest := versions[t.LaunchTemplateId]
		slices.SortFunc(newest, func(a, b *LaunchTemplateVersion) int { return cmp.Compare(b.VersionNumber, a.VersionNumber) })
		var named []string
		for _, v := range newest[:min(scope.depth, len(newest))] {
			if v.LaunchTemplateData != nil {
				named = append(named, v.LaunchTemplateData.ImageId)
			}
		}
		found.add(kindTemplate, c.own.templates.numbers[n], c.arn("ec2", "launch-template/"+t.LaunchTemplateId), named...)
	}
}

// parameterReferences looks at the current values of parameters that are declared
// to hold an image.
func (c *call) parameterReferences(found *referenceList) {
	current := c.own.current()
	for n, p := range current.items {
		if p.DataType == "aws:ec2:image" {
			found.add(kindParameter, current.numbers[n], c.parameterARN(p), p.Value)
		}
	}
}
