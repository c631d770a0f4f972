package sim

import (
	"cmp"
	"regexp"
	"slices"
	"time"
)

// imageParameter is the kind of parameter whose value is the ID of an image.
const imageParameter = "aws:ec2:image"

// validationTakes is how long Systems Manager looks at an image's ID before it
// stores a parameter of that kind.
const validationTakes = 30 * time.Second

// maxVersions is how many versions of a parameter are kept.
const maxVersions = 100

type putParameterInput struct {
	Name           string
	Value          string
	Type           string
	Description    string
	DataType       string
	Tier           string
	KeyId          string
	AllowedPattern string
	Policies       string
	Overwrite      bool
	Tags           []Tag
}

type putParameterResult struct {
	Version int64
	Tier    string
}

// putParameter stores a new version. One whose value is an image is answered
// at once and stored only when the image has been seen.
func putParameter(c *call, in *putParameterInput) (func() putParameterResult, error) {
	was := c.own.parameter(in.Name)
	switch {
	case in.Name == "":
		return nil, refuse("ValidationException", "The parameter Name is required.")
	case in.Value == "":
		return nil, refuse("ValidationException", "The parameter Value is required.")
	case was != nil && !in.Overwrite:
		return nil, refuse("ParameterAlreadyExists", "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.")
	case was == nil && in.Type == "":
		return nil, refuse("ValidationException", "A parameter type is required when you create a parameter.")
	}
	p := Parameter{Name: in.Name, Value: in.Value, Version: 1, Type: cmp.Or(in.Type, "String"), DataType: cmp.Or(in.DataType, "text"), Tier: "Standard"}
	if was != nil {
		p.Version, p.Type, p.ARN = max(1, was.Version)+1, cmp.Or(in.Type, was.Type, "String"), was.ARN
		p.DataType, p.Description = cmp.Or(in.DataType, was.DataType, "text"), cmp.Or(in.Description, was.Description)
	}
	if p.DataType == imageParameter && !regexp.MustCompile(`^ami-[0-9a-f]{8}([0-9a-f]{9})?$`).MatchString(p.Value) {
		return nil, refuse("ValidationException", "The value %s is not the ID of an AMI.", p.Value)
	}
	return func() putParameterResult {
		p.LastModifiedDate, p.LastModifiedUser = c.now.UTC().Format(wireLayout), c.callerARN
		if p.DataType == imageParameter {
			c.storeWhenSeen(p)
		} else {
			c.store(p)
		}
		return putParameterResult{p.Version, p.Tier}
	}, nil
}

// store keeps a version, and lets go of the oldest when there are too many.
func (c *call) store(p Parameter) {
	c.own.parameters.add(parameterKey(p), p)
	var versions []*Parameter
	for _, q := range c.own.parameters.items {
		if q.Name == p.Name {
			versions = append(versions, q)
		}
	}
	if len(versions) > maxVersions {
		c.own.parameters.remove(parameterKey(*versions[0]))
	}
}

// storeWhenSeen keeps a version once its image has been found; otherwise
// nothing comes of it, and nobody is told.
func (c *call) storeWhenSeen(p Parameter) {
	at := c.now.Add(c.account.lasts(validationTakes))
	c.account.start(c.place, func(now time.Time) bool {
		if now.Before(at) {
			return false
		}
		if i := c.place.image(p.Value); i != nil && i.State == "available" {
			c.store(p)
		}
		return true
	})
}

type labelParameterInput struct {
	Name             string
	ParameterVersion int64
	Labels           []string
}

type labelParameterResult struct {
	InvalidLabels    []string
	ParameterVersion int64
}

// maxLabels is how many labels a version can have.
const maxLabels = 10

// labelParameterVersion moves labels to a version: each is on one at a time.
func labelParameterVersion(c *call, in *labelParameterInput) (func() labelParameterResult, error) {
	newest := c.own.parameter(in.Name)
	if newest == nil {
		return nil, refuse("ParameterNotFound", "")
	}
	var onto *Parameter
	for _, p := range c.own.parameters.items {
		if p.Name == in.Name && max(1, p.Version) == cmp.Or(in.ParameterVersion, max(1, newest.Version)) {
			onto = p
		}
	}
	switch {
	case onto == nil:
		return nil, refuse("ParameterVersionNotFound", "Systems Manager could not find version %d of %s.", in.ParameterVersion, in.Name)
	case len(onto.Labels)+len(in.Labels) > maxLabels:
		return nil, refuse("ParameterVersionLabelLimitExceeded", "A parameter version can have maximum %d labels.", maxLabels)
	}
	out := labelParameterResult{InvalidLabels: []string{}, ParameterVersion: max(1, onto.Version)}
	var good []string
	for _, l := range in.Labels {
		if regexp.MustCompile(`^[A-Za-z_.\-][A-Za-z0-9_.\-]{0,99}$`).MatchString(l) {
			good = append(good, l)
		} else {
			out.InvalidLabels = append(out.InvalidLabels, l)
		}
	}
	return func() labelParameterResult {
		for _, p := range c.own.parameters.items {
			if p.Name == in.Name {
				p.Labels = slices.DeleteFunc(slices.Clone(p.Labels), func(l string) bool { return slices.Contains(good, l) })
			}
		}
		onto.Labels = append(onto.Labels, good...)
		return out
	}, nil
}
