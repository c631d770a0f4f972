package sim

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

func ssmOperations() map[string]operation {
	return map[string]operation{
		"DescribeParameters":    reads(describeParameters),
		"GetParameter":          reads(getParameter),
		"GetParameterHistory":   reads(getParameterHistory),
		"GetParameters":         reads(getParameters),
		"GetParametersByPath":   reads(getParametersByPath),
		"LabelParameterVersion": changes(labelParameterVersion),
		"PutParameter":          changes(putParameter),
	}
}

// epoch is a time as the JSON protocols write it: seconds since 1970.
type epoch string

// MarshalJSON writes the seconds, or null for text that is no time.
func (e epoch) MarshalJSON() ([]byte, error) {
	t, ok := readTime(string(e))
	if !ok {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(t.UnixMilli())/float64(time.Second/time.Millisecond), 'f', -1, 64), nil
}

// ssmPage is the paging of Systems Manager.
func ssmPages(largest, fallback int) pageRule {
	return pageRule{smallest: 1, largest: largest, fallback: fallback, badToken: "InvalidNextToken", badSize: "ValidationException"}
}

// wireParameter is a parameter as GetParameter answers it.
type wireParameter struct {
	Name             string
	Type             string
	Value            string
	Version          int64
	Selector         string `json:",omitempty"`
	SourceResult     string `json:",omitempty"`
	LastModifiedDate epoch
	ARN              string
	DataType         string
}

func (c *call) wire(p *Parameter, selector string) wireParameter {
	return wireParameter{
		Name: p.Name, Type: cmp.Or(p.Type, "String"), Value: p.Value, Version: max(1, p.Version), Selector: selector,
		SourceResult: p.SourceResult, LastModifiedDate: epoch(p.LastModifiedDate), ARN: c.parameterARN(p), DataType: cmp.Or(p.DataType, "text"),
	}
}

func (c *call) parameterARN(p *Parameter) string {
	if p.ARN != "" {
		return p.ARN
	}
	return "arn:aws:ssm:" + c.place.name + ":" + c.caller + ":parameter/" + strings.TrimPrefix(p.Name, "/")
}

// parameter finds a parameter by name, name:version or name:label.
func (own *holdings) parameter(name string) *Parameter {
	plain, selector, _ := strings.Cut(name, ":")
	var found *Parameter
	for _, p := range own.parameters.items {
		switch {
		case p.Name != plain:
		case selector == "" && (found == nil || p.Version > found.Version),
			selector != "" && strconv.FormatInt(p.Version, 10) == selector,
			selector != "" && slices.Contains(p.Labels, selector):
			found = p
		}
	}
	return found
}

// current gives the newest version of every parameter, in order of first mention.
func (own *holdings) current() *shelf[Parameter] {
	newest := &shelf[Parameter]{}
	seen := map[string]bool{}
	for i, p := range own.parameters.items {
		if !seen[p.Name] {
			seen[p.Name] = true
			newest.items = append(newest.items, own.parameter(p.Name))
			newest.numbers = append(newest.numbers, own.parameters.numbers[i])
		}
	}
	return newest
}

type getParameterInput struct {
	Name           string
	WithDecryption bool
}

type getParameterResult struct{ Parameter wireParameter }

func getParameter(c *call, in *getParameterInput) (out getParameterResult, err error) {
	p, selector := c.lookup(in.Name)
	switch {
	case in.Name == "":
		return out, refuse("ValidationException", "The parameter Name is required.")
	case p == nil && selector != "" && c.own.parameter(strings.TrimSuffix(in.Name, selector)) != nil:
		return out, refuse("ParameterVersionNotFound", "Systems Manager could not find version %s of %s.", selector[1:], strings.TrimSuffix(in.Name, selector))
	case p == nil:
		return out, refuse("ParameterNotFound", "")
	}
	out.Parameter = c.wire(p, selector)
	return out, nil
}

// lookup finds a parameter by name or ARN; the selector is given back with its colon.
func (c *call) lookup(name string) (*Parameter, string) {
	if strings.HasPrefix(name, "arn:") {
		for _, p := range c.own.current().items {
			if c.parameterARN(p) == name {
				return p, ""
			}
		}
		return nil, ""
	}
	if strings.HasPrefix(name, publicPath) {
		return c.publicParameters().find(name), ""
	}
	selector := ""
	if i := strings.IndexByte(name, ':'); i >= 0 {
		selector = name[i:]
	}
	return c.own.parameter(name), selector
}

type getParametersInput struct {
	Names          []string
	WithDecryption bool
}

type getParametersResult struct {
	Parameters        []wireParameter
	InvalidParameters []string
}

func getParameters(c *call, in *getParametersInput) (getParametersResult, error) {
	out := getParametersResult{Parameters: []wireParameter{}, InvalidParameters: []string{}}
	if len(in.Names) < 1 || len(in.Names) > 10 {
		return out, refuse("ValidationException", "1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length between 1 and 10")
	}
	for _, name := range in.Names {
		if p, selector := c.lookup(name); p != nil {
			out.Parameters = append(out.Parameters, c.wire(p, selector))
		} else {
			out.InvalidParameters = append(out.InvalidParameters, name)
		}
	}
	return out, nil
}

type getParametersByPathInput struct {
	Path             string
	Recursive        bool
	WithDecryption   bool
	ParameterFilters []parameterFilter
	paging
}

type getParametersByPathResult struct {
	Parameters []wireParameter
	NextToken  string `json:",omitempty"`
}

func getParametersByPath(c *call, in *getParametersByPathInput) (getParametersByPathResult, error) {
	out := getParametersByPathResult{Parameters: []wireParameter{}}
	if !strings.HasPrefix(in.Path, "/") {
		return out, refuse("ValidationException", "The parameter path must begin with a forward slash /.")
	}
	path := strings.TrimSuffix(in.Path, "/") + "/"
	matches, err := parameterMatcher(c, in.ParameterFilters)
	if err != nil {
		return out, err
	}
	found, next, err := page(c, in.paging, ssmPages(10, 10), false, func(p *Parameter) bool {
		rest, below := strings.CutPrefix("/"+strings.TrimPrefix(p.Name, "/"), path)
		return below && (in.Recursive || !strings.Contains(rest, "/")) && matches(p)
	}, c.parametersAt(in.Path))
	for _, p := range found {
		out.Parameters = append(out.Parameters, c.wire(p, ""))
	}
	out.NextToken = next
	return out, err
}
