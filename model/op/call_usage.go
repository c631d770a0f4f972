package op

import "tami/model/ami"

// CreateUsageReport asks EC2 to count how often other accounts use an image of
// ours, for instances and launch templates both, whatever the account. It costs
// nothing, and EC2 forgets the report after 30 days.
type CreateUsageReport struct{ ImageID, Token string }

// DeleteUsageReport throws such a report away.
type DeleteUsageReport struct{ ReportID string }

// UsageKinds are what a report that counts everything looks at, as EC2 names it.
func UsageKinds() []string { return []string{"ec2:Instance", "ec2:LaunchTemplate"} }

func (CreateUsageReport) isCall() {}
func (DeleteUsageReport) isCall() {}

func (c CreateUsageReport) traits() traits {
	args := append(onImage("create-image-usage-report", c.ImageID), "--resource-types")
	for _, k := range UsageKinds() {
		args = append(args, "ResourceType="+k)
	}
	// A lost answer is not looked into: of two reports on one image nothing
	// tells which one this call made, while its token brings back the same.
	return traits{
		operation: "ec2:CreateImageUsageReport", dryRuns: true, again: c.Token != "",
		args: withOptions(args, [2]string{"--client-token", c.Token}), makes: map[string]string{"ReportId": "ReportId"},
		watch: &watch{
			until: [2]string{"the report", "reports"},
			need: func(at ami.Where, made map[string]string) ami.Need {
				return ami.OneUsageReport{Where: at, ID: made["ReportId"]}
			},
			judge: reportProgress,
		},
	}
}

// reportProgress reads how far the making of a report is.
func reportProgress(b ami.Body) Progress {
	list, ok := b.(ami.UsageReportList)
	if !ok || len(list.List) != 1 {
		return Progress{}
	}
	switch state := list.List[0].State.String(); state {
	case "available":
		return Progress{Text: state, Done: true}
	case "pending":
		return Progress{Text: state}
	default:
		return Progress{Text: state, Failed: or(list.List[0].Reason.String(), "its state is "+state)}
	}
}

func (c DeleteUsageReport) traits() traits {
	return traits{
		operation: "ec2:DeleteImageUsageReport", dryRuns: true,
		args:  []string{"ec2", "delete-image-usage-report", "--report-id", c.ReportID},
		probe: func(at ami.Where) ami.Need { return ami.OneUsageReport{Where: at, ID: c.ReportID} },
		took: func(b ami.Body) Effect {
			switch b.(type) {
			case ami.Absent:
				return Took
			case ami.UsageReportList:
				return NotTaken
			default:
				return Unclear
			}
		},
	}
}
