package op

import (
	"slices"
	"strings"
	"time"

	"tami/model/ami"
)

// LaunchTrouble says in plain words what an activity of an Auto Scaling group
// comes down to that failed, and what to look at; "" where AWS's own words are
// all there is to say. The messages are those of the troubleshooting pages of
// the Auto Scaling user guide.
func LaunchTrouble(message string) string {
	low := strings.ToLower(message)
	for _, t := range launchTroubles() {
		for _, sign := range t.signs {
			if strings.Contains(low, sign) {
				return t.means
			}
		}
	}
	return ""
}

type trouble struct {
	signs []string // in lower case
	means string
}

func launchTroubles() []trouble {
	return []trouble{
		{[]string{"insufficientinstancecapacity", "do not have sufficient", "insufficient capacity", "capacity-not-available", "no spot capacity"},
			"AWS has no room for that instance type there now; it tries again by itself, and other types or zones in the group would help"},
		{[]string{"client.internalerror", "client error on launch", "kms"},
			"most often a KMS key of the image that the group's service-linked role may not use"},
		{[]string{"is pending, and cannot be run"}, "the image is not available yet"},
		{[]string{"ami id", "invalidamiid", "does not exist"}, "the image, or something else that the launch names, is gone or not visible to this account"},
		{[]string{"architecture"}, "the image is made for another architecture than the instance type"},
		{[]string{"boot mode", "uefi", "nitrotpm"}, "the instance type does not start in the boot mode of the image"},
		{[]string{"optinrequired", "subscription", "marketplace"}, "the product of the image is not subscribed to in this account"},
		{[]string{"limitexceeded", "quota", "more vcpu", "maxspotinstance"}, "the account's quota is used up; ask for more, or free some"},
		{[]string{"unauthorizedoperation", "not authorized", "accessdenied", "access denied", "passrole"},
			"the group, or who set it up, lacks a permission that the launch takes"},
		{[]string{"health check", "healthcheck", "status checks", "unhealthy"},
			"it started and did not get healthy: look at the target group and at the instance's console output"},
	}
}

// groupTrouble is what a group told of since a time that went wrong, each
// message once, the newest first, in AWS's words with ours; at most most.
func groupTrouble(b ami.Body, since time.Time) string {
	const most = 2
	list, _ := b.(ami.ActivityList)
	var said, parts []string
	for _, a := range list.Since(since) {
		if !a.Failed() || slices.Contains(said, a.Message.String()) || len(said) == most {
			continue
		}
		said = append(said, a.Message.String())
		text := "AWS: " + strings.TrimSuffix(a.What.String(), ".")
		if !a.Message.IsZero() {
			text += ": " + strings.TrimSuffix(a.Message.String(), ".")
		}
		if means := LaunchTrouble(a.Message.Raw()); means != "" {
			text += " (" + means + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ". ")
}

// groupActs asks what a group did, for why its refresh came to nothing.
func groupActs(group string) func(ami.Where) ami.Need {
	return func(at ami.Where) ami.Need { return ami.Activities{Where: at, Group: group} }
}
