package sim

import (
	"slices"
	"strings"
)

// publicPath is where AWS keeps the parameters that every account can read.
const publicPath = "/aws/service/"

// publicParameters are those of the region: each names the newest image of a
// line of the catalogue. They are in the order of their names.
func (c *call) publicParameters() *shelf[Parameter] {
	list := newShelf[Parameter](0)
	var found []Parameter
	for _, i := range c.place.catalogue().items {
		if name := i.PublicSsmParameterName; strings.HasPrefix(name, publicPath) {
			found = append(found, Parameter{
				Name: name, Type: "String", Value: i.ImageId, Version: 1, DataType: "aws:ec2:image", Tier: "Standard",
				LastModifiedDate: i.CreationDate, ARN: "arn:aws:ssm:" + c.place.name + "::parameter" + name,
			})
		}
	}
	slices.SortFunc(found, func(a, b Parameter) int { return strings.Compare(a.Name, b.Name) })
	for _, p := range found {
		list.add(p.Name, p)
	}
	return list
}

// parametersAt are the parameters among which a name or a path is looked for: the
// public ones, or the account's own.
func (c *call) parametersAt(name string) *shelf[Parameter] {
	if strings.HasPrefix(name, publicPath) || name+"/" == publicPath {
		return c.publicParameters()
	}
	return c.own.current()
}
