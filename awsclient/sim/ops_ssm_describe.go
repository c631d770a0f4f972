package sim

import (
	"cmp"
	"slices"
	"strings"
)

// parameterFilter is a filter as Systems Manager takes it.
type parameterFilter struct {
	Key    string
	Option string
	Values []string
}

// parameterFields gives what each filter key looks at.
func (c *call) parameterFields(p *Parameter, key string) (values []string, known bool) {
	switch key {
	case "Name":
		return []string{p.Name}, true
	case "Path":
		return []string{p.Name[:strings.LastIndex(p.Name, "/")+1]}, true
	case "Type":
		return []string{cmp.Or(p.Type, "String")}, true
	case "KeyId":
		return []string{p.KeyId}, true
	case "DataType":
		return []string{cmp.Or(p.DataType, "text")}, true
	case "Tier":
		return []string{cmp.Or(p.Tier, "Standard")}, true
	case "Label":
		return p.Labels, true
	default:
		return nil, false
	}
}

// parameterMatcher makes one condition of the filters; all must be met.
func parameterMatcher(c *call, filters []parameterFilter) (func(*Parameter) bool, error) {
	for _, f := range filters {
		if _, known := c.parameterFields(&Parameter{}, f.Key); !known {
			return nil, refuse("InvalidFilterKey", "The filter key %s is not valid.", f.Key)
		}
		if !slices.Contains([]string{"", "Equals", "BeginsWith", "Contains", "Recursive", "OneLevel"}, f.Option) {
			return nil, refuse("InvalidFilterOption", "The filter option %s is not valid.", f.Option)
		}
	}
	return func(p *Parameter) bool {
		for _, f := range filters {
			values, _ := c.parameterFields(p, f.Key)
			if !slices.ContainsFunc(values, func(value string) bool { return f.takes(value) }) {
				return false
			}
		}
		return true
	}, nil
}

func (f parameterFilter) takes(value string) bool {
	return slices.ContainsFunc(f.Values, func(want string) bool {
		switch {
		case f.Key == "Path" && f.Option == "Recursive":
			return strings.HasPrefix(value, strings.TrimSuffix(want, "/")+"/")
		case f.Key == "Path":
			return value == strings.TrimSuffix(want, "/")+"/"
		case f.Option == "BeginsWith":
			return strings.HasPrefix(value, want)
		case f.Option == "Contains":
			return strings.Contains(value, want)
		default:
			return value == want
		}
	})
}

type describeParametersInput struct {
	Filters          []parameterFilter
	ParameterFilters []parameterFilter
	Shared           bool
	paging
}

// parameterMetadata is a parameter as DescribeParameters answers it: no value.
type parameterMetadata struct {
	Name             string
	ARN              string
	Type             string
	KeyId            string `json:",omitempty"`
	LastModifiedDate epoch
	LastModifiedUser string `json:",omitempty"`
	Description      string `json:",omitempty"`
	AllowedPattern   string `json:",omitempty"`
	Version          int64
	Tier             string
	Policies         []ParameterPolicy
	DataType         string
}

func (c *call) metadata(p *Parameter) parameterMetadata {
	return parameterMetadata{
		Name: p.Name, ARN: c.parameterARN(p), Type: cmp.Or(p.Type, "String"), KeyId: p.KeyId,
		LastModifiedDate: epoch(p.LastModifiedDate), LastModifiedUser: p.LastModifiedUser, Description: p.Description,
		AllowedPattern: p.AllowedPattern, Version: max(1, p.Version), Tier: cmp.Or(p.Tier, "Standard"),
		Policies: slices.Concat([]ParameterPolicy{}, p.Policies), DataType: cmp.Or(p.DataType, "text"),
	}
}

type describeParametersResult struct {
	Parameters []parameterMetadata
	NextToken  string `json:",omitempty"`
}

func describeParameters(c *call, in *describeParametersInput) (describeParametersResult, error) {
	out := describeParametersResult{Parameters: []parameterMetadata{}}
	matches, err := parameterMatcher(c, slices.Concat(in.Filters, in.ParameterFilters))
	if err != nil {
		return out, err
	}
	found, next, err := page(c, in.paging, ssmPages(50, 10), false, matches, c.own.current())
	for _, p := range found {
		out.Parameters = append(out.Parameters, c.metadata(p))
	}
	out.NextToken = next
	return out, err
}

type getParameterHistoryInput struct {
	Name           string
	WithDecryption bool
	paging
}

// parameterHistory is one version as GetParameterHistory answers it.
type parameterHistory struct {
	parameterMetadata
	Value  string
	Labels []string
}

type getParameterHistoryResult struct {
	Parameters []parameterHistory
	NextToken  string `json:",omitempty"`
}

// getParameterHistory lists the versions of a parameter, oldest first.
func getParameterHistory(c *call, in *getParameterHistoryInput) (getParameterHistoryResult, error) {
	out := getParameterHistoryResult{Parameters: []parameterHistory{}}
	if c.own.parameter(in.Name) == nil {
		return out, refuse("ParameterNotFound", "")
	}
	found, next, err := page(c, in.paging, ssmPages(50, 50), false, func(p *Parameter) bool { return p.Name == in.Name }, c.own.history())
	for _, p := range found {
		out.Parameters = append(out.Parameters, parameterHistory{c.metadata(p), p.Value, slices.Concat([]string{}, p.Labels)})
	}
	out.NextToken = next
	return out, err
}

// history gives all versions of all parameters with the older ones first.
func (own *holdings) history() *shelf[Parameter] {
	sorted := &shelf[Parameter]{items: slices.Clone(own.parameters.items)}
	slices.SortStableFunc(sorted.items, func(a, b *Parameter) int { return cmp.Compare(a.Version, b.Version) })
	for _, p := range sorted.items {
		sorted.numbers = append(sorted.numbers, uint64(p.Version))
	}
	return sorted
}
