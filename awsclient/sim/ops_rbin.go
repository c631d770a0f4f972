package sim

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

// rbinProtocol is how the rules of the Recycle Bin are asked for.
func rbinProtocol() restJSON {
	return restJSON{
		routes: []route{
			{http.MethodPost, "/list-rules", "ListRules"},
			{http.MethodGet, "/rules/{identifier}", "GetRule"},
		},
		throttle: failure{"ThrottlingException", "Rate exceeded", http.StatusBadRequest, ""},
	}
}

func rbinOperations() map[string]operation {
	return map[string]operation{
		"GetRule":   reads(recycleBinRule),
		"ListRules": reads(listRules),
	}
}

// The states of a rule and of its lock when nothing is said.
const (
	ruleInForce = "available"
	ruleOpen    = "unlocked"
)

type listRulesInput struct {
	ResourceType        string
	ResourceTags        []RecycleBinTag
	ExcludeResourceTags []RecycleBinTag
	LockState           string
	paging
}

type ruleSummary struct {
	Identifier      string
	Description     string           `json:",omitempty"`
	RetentionPeriod *RetentionPeriod `json:",omitempty"`
	LockState       string
	RuleArn         string
}

type listRulesResult struct {
	Rules     []ruleSummary
	NextToken string `json:",omitempty"`
}

// listRules lists the rules for one kind of resource, of those with all of the
// tags that are asked for.
func listRules(c *call, in *listRulesInput) (listRulesResult, error) {
	out := listRulesResult{Rules: []ruleSummary{}}
	locks := []string{"locked", "pending_unlock", ruleOpen}
	switch {
	case !slices.Contains(binKinds(), in.ResourceType):
		return out, invalidRequest("INVALID_PARAMETER_VALUE", "ResourceType: %s.", wantOneOf(in.ResourceType, binKinds()))
	case in.LockState != "" && !slices.Contains(locks, in.LockState):
		return out, invalidRequest("INVALID_PARAMETER_VALUE", "LockState: %s.", wantOneOf(in.LockState, locks))
	case in.MaxResults != nil && (*in.MaxResults < 1 || *in.MaxResults > 1000):
		return out, invalidRequest("INVALID_PARAMETER_VALUE", "MaxResults must be between 1 and 1000.")
	}
	found, next, err := page(c, in.paging, pageRule{smallest: 1, largest: 1000, fallback: 1000}, false, in.wants, c.own.rules)
	if err != nil {
		return out, invalidRequest("INVALID_PAGE_TOKEN", "The page token is not valid for this request.")
	}
	for _, r := range found {
		out.Rules = append(out.Rules, ruleSummary{r.Identifier, r.Description, r.RetentionPeriod, cmp.Or(r.LockState, ruleOpen), c.ruleARN(r)})
	}
	out.NextToken = next
	return out, nil
}

func (in *listRulesInput) wants(r *RecycleBinRule) bool {
	holds := func(asked, has []RecycleBinTag) bool {
		return !slices.ContainsFunc(asked, func(t RecycleBinTag) bool { return !slices.Contains(has, t) })
	}
	return r.ResourceType == in.ResourceType && (in.LockState == "" || in.LockState == cmp.Or(r.LockState, ruleOpen)) &&
		holds(in.ResourceTags, r.ResourceTags) && holds(in.ExcludeResourceTags, r.ExcludeResourceTags)
}

func (c *call) ruleARN(r *RecycleBinRule) string {
	return cmp.Or(r.RuleArn, c.arn("rbin", "rule/"+r.Identifier))
}

type recycleBinRuleInput struct {
	Identifier string `form:"identifier"`
}

// wireRule is a rule with its time as the JSON protocols write it.
type wireRule struct {
	RecycleBinRule
	LockEndTime epoch `json:",omitempty"`
}

// recycleBinRule tells all of one rule.
func recycleBinRule(c *call, in *recycleBinRuleInput) (wireRule, error) {
	r := c.own.rules.find(in.Identifier)
	switch {
	case r == nil && (len(in.Identifier) != 11 || strings.ContainsFunc(in.Identifier, isNoLetterOrDigit)):
		return wireRule{}, invalidRequest("INVALID_PARAMETER_VALUE", "The rule identifier %q is not valid.", in.Identifier)
	case r == nil:
		return wireRule{}, &failure{"ResourceNotFoundException", "The rule " + in.Identifier + " does not exist.", http.StatusNotFound, "RULE_NOT_FOUND"}
	}
	out := wireRule{*r, epoch(r.LockEndTime)}
	out.Status, out.LockState, out.RuleArn = cmp.Or(r.Status, ruleInForce), cmp.Or(r.LockState, ruleOpen), c.ruleARN(r)
	return out, nil
}

func isNoLetterOrDigit(r rune) bool {
	return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}
