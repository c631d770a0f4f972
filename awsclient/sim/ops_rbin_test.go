package sim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// ruled is a region with rules of every kind.
func ruled() RegionSeed {
	r := RegionSeed{RecycleBinRules: []RecycleBinRule{
		{Identifier: "imagesAll01", ResourceType: binImages, RetentionPeriod: &RetentionPeriod{7, "DAYS"}, Description: "one week"},
		{Identifier: "imagesWeb02", ResourceType: binImages, RetentionPeriod: &RetentionPeriod{30, "DAYS"}, ResourceTags: []RecycleBinTag{{"team", "web"}, {"env", "prod"}}, LockState: "locked",
			LockConfiguration: &RecycleBinRuleLock{&UnlockDelay{7, "DAYS"}}, Status: "pending", RuleArn: "arn:aws:rbin:us-east-1:111122223333:rule/web"},
		{Identifier: "imagesNot03", ResourceType: binImages, ExcludeResourceTags: []RecycleBinTag{{"keep", ""}}, LockState: "pending_unlock", LockEndTime: "2026-11-28T12:00:00Z"},
		{Identifier: "snapshots04", ResourceType: binSnapshots, RetentionPeriod: &RetentionPeriod{3, "DAYS"}},
	}}
	return r
}

type ruleAnswer struct {
	Rules           []ruleSummary
	NextToken       string
	Message, Reason string
	kind            string
}

func askRules(t *testing.T, a *Account, body string) ruleAnswer {
	t.Helper()
	got, header := ask(a).rest(t, "rbin", "POST", "/list-rules", body)
	out := ruleAnswer{kind: header.Get("X-Amzn-ErrorType")}
	if err := json.Unmarshal([]byte(got.body), &out); err != nil {
		t.Fatalf("%s: %v in %s", body, err, got.body)
	}
	return out
}

// TestListRules says which rules a request gives, and how it is refused.
func TestListRules(t *testing.T) {
	a := open(t, inHome(ruled()))
	for body, want := range map[string]string{
		`{"ResourceType":"EC2_IMAGE"}`:                                                                     "imagesAll01 imagesWeb02 imagesNot03",
		`{"ResourceType":"EBS_SNAPSHOT"}`:                                                                  "snapshots04",
		`{"ResourceType":"EBS_VOLUME"}`:                                                                    "",
		`{"ResourceType":"EC2_IMAGE","MaxResults":2}`:                                                      "imagesAll01 imagesWeb02 +",
		`{"ResourceType":"EC2_IMAGE","LockState":"locked"}`:                                                "imagesWeb02",
		`{"ResourceType":"EC2_IMAGE","LockState":"unlocked"}`:                                              "imagesAll01",
		`{"ResourceType":"EC2_IMAGE","ResourceTags":[{"ResourceTagKey":"env","ResourceTagValue":"prod"}]}`: "imagesWeb02",
		`{"ResourceType":"EC2_IMAGE","ResourceTags":[{"ResourceTagKey":"env","ResourceTagValue":"test"}]}`: "",
		`{"ResourceType":"EC2_IMAGE","ExcludeResourceTags":[{"ResourceTagKey":"keep"}]}`:                   "imagesNot03",
		`{}`:                     "ValidationException INVALID_PARAMETER_VALUE",
		`{"ResourceType":"AMI"}`: "ValidationException INVALID_PARAMETER_VALUE",
		`{"ResourceType":"EC2_IMAGE","LockState":"shut"}`: "ValidationException INVALID_PARAMETER_VALUE",
		`{"ResourceType":"EC2_IMAGE","MaxResults":0}`:     "ValidationException INVALID_PARAMETER_VALUE",
		`{"ResourceType":"EC2_IMAGE","MaxResults":1001}`:  "ValidationException INVALID_PARAMETER_VALUE",
		`{"ResourceType":"EC2_IMAGE","NextToken":"x"}`:    "ValidationException INVALID_PAGE_TOKEN",
		`{"ResourceType":7}`:                              "SerializationException ",
	} {
		got := askRules(t, a, body)
		var said []string
		for _, r := range got.Rules {
			said = append(said, r.Identifier)
		}
		if got.NextToken != "" {
			said = append(said, "+")
		}
		text := strings.Join(said, " ")
		if got.kind != "" {
			text = got.kind + " " + got.Reason
		}
		if text != want {
			t.Errorf("%s: got %s, want %s %s", body, text, want, got.Message)
		}
	}
	first := askRules(t, a, `{"ResourceType":"EC2_IMAGE","MaxResults":2}`)
	rest := askRules(t, a, fmt.Sprintf(`{"ResourceType":"EC2_IMAGE","MaxResults":2,"NextToken":%q}`, first.NextToken))
	if len(rest.Rules) != 1 || rest.Rules[0].Identifier != "imagesNot03" || rest.NextToken != "" {
		t.Errorf("the second page: %+v", rest)
	}
	if r := first.Rules[0]; r.Description != "one week" || r.RetentionPeriod.RetentionPeriodValue != 7 || r.LockState != "unlocked" || r.RuleArn != "arn:aws:rbin:us-east-1:111122223333:rule/imagesAll01" {
		t.Errorf("a rule in the list: %+v", r)
	}
}

// TestRecycleBinRule tells all of a rule, with AWS's words for what the seed leaves out.
func TestRecycleBinRule(t *testing.T) {
	a := open(t, inHome(ruled()))
	for identifier, want := range map[string]string{
		"imagesAll01": `{"Identifier":"imagesAll01","Description":"one week","ResourceType":"EC2_IMAGE","RetentionPeriod":{"RetentionPeriodValue":7,"RetentionPeriodUnit":"DAYS"},` +
			`"Status":"available","LockState":"unlocked","RuleArn":"arn:aws:rbin:us-east-1:111122223333:rule/imagesAll01"}`,
		"imagesWeb02": `{"Identifier":"imagesWeb02","ResourceType":"EC2_IMAGE","RetentionPeriod":{"RetentionPeriodValue":30,"RetentionPeriodUnit":"DAYS"},` +
			`"ResourceTags":[{"ResourceTagKey":"team","ResourceTagValue":"web"},{"ResourceTagKey":"env","ResourceTagValue":"prod"}],"Status":"pending",` +
			`"LockConfiguration":{"UnlockDelay":{"UnlockDelayValue":7,"UnlockDelayUnit":"DAYS"}},"LockState":"locked","RuleArn":"arn:aws:rbin:us-east-1:111122223333:rule/web"}`,
		"imagesNot03": `{"Identifier":"imagesNot03","ResourceType":"EC2_IMAGE","ExcludeResourceTags":[{"ResourceTagKey":"keep"}],"Status":"available","LockState":"pending_unlock",` +
			`"RuleArn":"arn:aws:rbin:us-east-1:111122223333:rule/imagesNot03","LockEndTime":1795867200}`,
	} {
		if got, _ := ask(a).rest(t, "rbin", "GET", "/rules/"+identifier, ""); got.status != http.StatusOK || got.body != want {
			t.Errorf("%s: %d\n got %s\nwant %s", identifier, got.status, got.body, want)
		}
	}
	for identifier, want := range map[string]string{
		"abcdefghijk": "404 ResourceNotFoundException", "short": "400 ValidationException", "abc-efghijk": "400 ValidationException",
	} {
		if got, header := ask(a).rest(t, "rbin", "GET", "/rules/"+identifier, ""); fmt.Sprint(got.status, " ", header.Get("X-Amzn-ErrorType")) != want {
			t.Errorf("%s: %d %s, want %s", identifier, got.status, header.Get("X-Amzn-ErrorType"), want)
		}
	}
	if got, _ := ask(a).in(away).rest(t, "rbin", "GET", "/rules/imagesAll01", ""); got.status != http.StatusNotFound {
		t.Errorf("in another region: %d", got.status)
	}
}
