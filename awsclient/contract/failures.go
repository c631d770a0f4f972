package contract

import (
	"strings"
	"testing"
	"testing/synctest"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
)

// failures breaks every kind of request in every way that the target can, and
// checks that each need still ends once, with the Problem that names what
// went wrong, or with its answer where the client gets over it.
func failures(t *testing.T, g Target) {
	needs := every(t, g)
	for _, c := range []struct {
		name  string
		fault sim.Fault
		want  ami.ProblemKind // "" where the client gets over it
		hint  string          // in the hint
	}{
		{"throttled once", sim.Fault{Do: "throttle", Times: 2}, "", ""},
		{"throttled for ever", sim.Fault{Do: "throttle"}, ami.Throttled, "minute"},
		{"denied", sim.Fault{Do: "deny"}, ami.Denied, "permission"},
		{"expired", sim.Fault{Do: "expired"}, ami.ExpiredSession, "aws sso login"},
		{"another error", sim.Fault{Do: "error", Code: "PendingVerification", Status: 400}, ami.Refused, "support"},
		{"a fault of AWS's", sim.Fault{Do: "error", Code: "InternalError", Status: 500}, ami.Refused, "AWS's side"},
		{"slow", sim.Fault{Do: "delay", Ms: 3000}, "", ""},
		{"hanging", sim.Fault{Do: "hang"}, ami.TimedOut, "Ask again"},
		{"cut once", sim.Fault{Do: "reset", Times: 1}, "", ""},
		{"cut for ever", sim.Fault{Do: "reset"}, ami.Unreachable, "Ask again"},
		{"answer lost once", sim.Fault{Do: "after", Times: 1}, "", ""},
		{"answer cut short", sim.Fault{Do: "malformed"}, ami.NotAWS, "--endpoint-url"},
	} {
		bubble(t, c.name, func(t *testing.T) {
			for _, n := range needs {
				if action(n) == "" {
					continue
				}
				facts := Ask(t, awsclient.New(g.Faults(t, c.fault)), n)[n]
				last := facts[len(facts)-1]
				switch {
				case c.want == "" && last.Problem != nil:
					t.Errorf("%T: %v", n, last.Problem)
				case c.want != "" && last.Problem == nil:
					t.Errorf("%T is answered all the same", n)
				case c.want != "" && (last.Problem.Kind != c.want || !strings.Contains(last.Problem.Hint, c.hint)):
					t.Errorf("%T ends with %q (%v), want %q and a hint with %q", n, last.Problem.Kind, last.Problem, c.want, c.hint)
				case c.want == ami.Denied && last.Problem.Action != action(n):
					t.Errorf("%T: the missing permission is %q, not %q", n, action(n), last.Problem.Action)
				}
			}
		})
	}
	bubble(t, "one region alone", func(t *testing.T) {
		c := awsclient.New(g.Faults(t, sim.Fault{Do: "hang", Region: "eu-west-1"}))
		bad := ami.Images{Where: ami.Where{Region: "eu-west-1"}, From: ami.Source{Kind: ami.Mine}}
		fine := ami.Images{Where: ami.Where{Region: g.Region}, From: ami.Source{Kind: ami.Mine}}
		facts := Ask(t, c, bad, fine)
		if p := facts[bad][0].Problem; p == nil || p.Kind != ami.TimedOut {
			t.Errorf("the broken region: %v", p)
		}
		if p := facts[fine][0].Problem; p != nil || !facts[fine][0].At.Before(facts[bad][0].At) {
			t.Errorf("the other region waits, or fails: %v", p)
		}
	})
	bubble(t, "a part that is denied", func(t *testing.T) { partDenied(t, g) })
	bubble(t, "values that are denied", func(t *testing.T) { valuesDenied(t, g) })
	bubble(t, "a half that is denied", func(t *testing.T) { halfDenied(t, g) })
	bubble(t, "a policy that is denied", func(t *testing.T) { policyDenied(t, g) })
	bubble(t, "a path that is denied", func(t *testing.T) { pathDenied(t, g) })
	bubble(t, "rules that may only be listed", func(t *testing.T) { ruleDenied(t, g) })
	bubble(t, "a region that is not enabled", func(t *testing.T) {
		c := awsclient.New(g.Faults(t, sim.Fault{Do: "error", Code: "AuthFailure", Status: 401, Service: "ec2", Region: "eu-west-1"}))
		n := ami.Images{Where: ami.Where{Region: "eu-west-1"}, From: ami.Source{Kind: ami.Mine}}
		if p := Ask(t, c, n)[n][0].Problem; p == nil || p.Kind != ami.RegionNotEnabled {
			t.Errorf("%v", p)
		}
	})
}

// bubble runs a check in a time of its own, where waiting and backing off pass
// at once.
func bubble(t *testing.T, name string, check func(t *testing.T)) {
	t.Run(name, func(t *testing.T) { synctest.Test(t, check) })
}

// action is the permission that a need takes.
func action(n ami.Need) string {
	switch n.(type) {
	case ami.Caller:
		return "sts:GetCallerIdentity"
	case ami.Regions:
		return "ec2:DescribeRegions"
	case ami.OneSnapshot:
		return "ec2:DescribeSnapshots"
	case ami.Instances, ami.LaunchedWith:
		return "ec2:DescribeInstances"
	case ami.TagNames:
		return "ec2:DescribeTags"
	case ami.Images, ami.OneImage:
		return "ec2:DescribeImages"
	case ami.Sharing:
		return "ec2:DescribeImageAttribute"
	case ami.References:
		return "ec2:DescribeImageReferences"
	case ami.Ancestry:
		return "ec2:GetImageAncestry"
	case ami.Groups, ami.OneGroup:
		return "autoscaling:DescribeAutoScalingGroups"
	case ami.LaunchConfigurations:
		return "autoscaling:DescribeLaunchConfigurations"
	case ami.Templates:
		return "ec2:DescribeLaunchTemplates"
	case ami.TemplateVersions:
		return "ec2:DescribeLaunchTemplateVersions"
	case ami.ImageParameters:
		return "ssm:DescribeParameters"
	case ami.ParameterHistory:
		return "ssm:GetParameterHistory"
	case ami.PublicBlock:
		return "ec2:GetImageBlockPublicAccessState"
	case ami.BinnedImages:
		return "ec2:ListImagesInRecycleBin"
	case ami.BinnedSnapshots:
		return "ec2:ListSnapshotsInRecycleBin"
	case ami.BinRules:
		return "rbin:ListRules"
	case ami.SnapshotsMadeFor:
		return "ec2:DescribeSnapshots"
	case ami.AllowedImages:
		return "ec2:GetAllowedImagesSettings"
	case ami.SnapshotSharing:
		return "ec2:DescribeSnapshotAttribute"
	case ami.SnapshotLock:
		return "ec2:DescribeLockedSnapshots"
	case ami.FastRestore:
		return "ec2:DescribeFastSnapshotRestores"
	case ami.TierStatus:
		return "ec2:DescribeSnapshotTierStatus"
	case ami.Aliases:
		return "kms:ListAliases"
	case ami.Key:
		return "kms:DescribeKey"
	case ami.EBSDefaults:
		return "ec2:GetEbsDefaultKmsKeyId"
	case ami.UsageReports, ami.OneUsageReport:
		return "ec2:DescribeImageUsageReports"
	case ami.OfferedTypes:
		return "ec2:DescribeInstanceTypes"
	case ami.TypeZones:
		return "ec2:DescribeInstanceTypeOfferings"
	case ami.KeyPairs:
		return "ec2:DescribeKeyPairs"
	case ami.Subnets:
		return "ec2:DescribeSubnets"
	case ami.SecurityGroups:
		return "ec2:DescribeSecurityGroups"
	case ami.Profiles:
	}
	return "" // files need no permission
}
