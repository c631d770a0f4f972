package sim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func groups() RegionSeed {
	var r RegionSeed
	for n := range 60 {
		r.AutoScalingGroups = append(r.AutoScalingGroups, AutoScalingGroup{
			AutoScalingGroupName: fmt.Sprintf("group-%02d", n), MaxSize: n,
			Instances: []AutoScalingInstance{{InstanceId: "i-1"}}, Tags: []AutoScalingTag{{Key: "env", Value: []string{"prod", "test"}[n%2]}},
		})
	}
	r.LaunchConfigurations = []LaunchConfiguration{{LaunchConfigurationName: "old", ImageId: amiID(1)}, {LaunchConfigurationName: "older"}}
	return r
}

func TestAutoScaling(t *testing.T) {
	a := open(t, inHome(groups()))
	const names, configurations = "DescribeAutoScalingGroupsResult/AutoScalingGroups/member/AutoScalingGroupName", "DescribeLaunchConfigurationsResult/LaunchConfigurations/member/LaunchConfigurationName"
	for _, tt := range []struct {
		action, params, path string
		want                 string // how many, then the first; or the error code
	}{
		{"DescribeAutoScalingGroups", "", names, "50 group-00"},
		{"DescribeAutoScalingGroups", "MaxRecords=100", names, "60 group-00"},
		{"DescribeAutoScalingGroups", "MaxRecords=101", names, "ValidationError"},
		{"DescribeAutoScalingGroups", "NextToken=x", names, "InvalidNextToken"},
		{"DescribeAutoScalingGroups", "AutoScalingGroupNames.member.1=group-07&AutoScalingGroupNames.member.2=none", names, "1 group-07"},
		{"DescribeAutoScalingGroups", "Filters.member.1.Name=tag:env&Filters.member.1.Values.member.1=test", names, "30 group-01"},
		{"DescribeAutoScalingGroups", "Filters.member.1.Name=tag-value&Filters.member.1.Values.member.1=prod&MaxRecords=2", names, "2 group-00"},
		{"DescribeAutoScalingGroups", "Filters.member.1.Name=colour&Filters.member.1.Values.member.1=red", names, "ValidationError"},
		{"DescribeAutoScalingGroups", "IncludeInstances=false&MaxRecords=1", "DescribeAutoScalingGroupsResult/AutoScalingGroups/member/Instances/member/InstanceId", "0"},
		{"DescribeAutoScalingGroups", "MaxRecords=1", "DescribeAutoScalingGroupsResult/AutoScalingGroups/member/Instances/member/InstanceId", "1 i-1"},
		{"DescribeLaunchConfigurations", "", configurations, "2 old"},
		{"DescribeLaunchConfigurations", "LaunchConfigurationNames.member.1=older", configurations, "1 older"},
	} {
		got, err := ask(a).send("autoscaling", tt.action, strings.Split(tt.params, "&")...)
		if err != nil {
			t.Fatal(err)
		}
		said := got.code()
		if said == "" {
			found := got.xml.texts(tt.path)
			said = strings.Join(append([]string{fmt.Sprint(len(found))}, found[:min(1, len(found))]...), " ")
		}
		if said != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.action, tt.params, said, tt.want)
		}
	}
	var all []string
	token := ""
	for {
		got, err := ask(a).send("autoscaling", "DescribeAutoScalingGroups", "MaxRecords=7", "NextToken="+token)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, got.xml.texts(names)...)
		if token = got.xml.text("DescribeAutoScalingGroupsResult/NextToken"); token == "" {
			break
		}
	}
	if len(all) != 60 || !slices.IsSorted(all) {
		t.Errorf("pages of seven give %d groups", len(all))
	}
}
