package sim

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// used is a region whose images other accounts use.
func used() RegionSeed {
	return RegionSeed{
		Images: []Image{{ImageId: amiID(1)}, {ImageId: amiID(2)}, {ImageId: amiID(3), OwnerId: friend, Public: true}},
		ImageUsageReportEntries: []ImageUsageReportEntry{
			{ImageId: amiID(1), AccountId: friend, ResourceType: "ec2:Instance", UsageCount: 15},
			{ImageId: amiID(1), AccountId: friend, ResourceType: "ec2:LaunchTemplate", UsageCount: 4},
			{ImageId: amiID(1), AccountId: stranger, ResourceType: "ec2:Instance", UsageCount: 39, ReportId: "amiur-01234567"},
			{ImageId: amiID(2), AccountId: stranger, ResourceType: "ec2:Instance", UsageCount: 1},
		},
	}
}

const instancesAndTemplates = "ResourceType.1.ResourceType=ec2:Instance&ResourceType.2.ResourceType=ec2:LaunchTemplate"

// report makes a report and gives its ID.
func report(t *testing.T, a *Account, params string) string {
	t.Helper()
	return ask(a).fine(t, "CreateImageUsageReport", strings.Split(params, "&")...).xml.text("reportId")
}

// TestUsageReports: a report is made in a while, says who uses the image, and is
// gone after thirty days.
func TestUsageReports(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(used()), 1)
		start := time.Now().UTC()
		id := report(t, a, "ImageId="+amiID(1)+"&"+instancesAndTemplates+"&ResourceType.2.ResourceTypeOption.1.OptionName=version-depth&ResourceType.2.ResourceTypeOption.1.OptionValue.1=100"+
			"&TagSpecification.1.ResourceType=image-usage-report&TagSpecification.1.Tag.1.Key=k&TagSpecification.1.Tag.1.Value=v")
		some := report(t, a, "ImageId="+amiID(2)+"&ResourceType.1.ResourceType=ec2:LaunchTemplate&AccountId.1="+stranger)
		described := func() []element {
			return ask(a).fine(t, "DescribeImageUsageReports").xml.all("imageUsageReportSet/item")
		}
		entries := func(params ...string) (said []string) {
			for _, e := range ask(a).fine(t, "DescribeImageUsageReportEntries", params...).xml.all("imageUsageReportEntrySet/item") {
				said = append(said, fmt.Sprint(e.text("accountId")[:3], " ", e.text("resourceType")[4:], " ", e.text("usageCount")))
			}
			return said
		}
		pass(usageReportTakes - time.Second)
		if got := described(); len(got) != 2 || got[0].text("state") != "pending" {
			t.Errorf("while it is made: %v", got)
		}
		if got := entries(); len(got) != 0 {
			t.Errorf("entries before it is made: %v", got)
		}
		pass(time.Second)
		wantTexts(t, described()[0], map[string]string{
			"reportId": id, "imageId": amiID(1), "state": "available", "creationTime": start.Format(wireLayout), "expirationTime": start.AddDate(0, 0, 30).Format(wireLayout),
			"resourceTypeSet/item/resourceType": "ec2:Instance ec2:LaunchTemplate", "resourceTypeSet/item/resourceTypeOptionSet/item/optionValueSet/item": "100", "tagSet/item/key": "k", "accountIdSet/item": "",
		})
		wantTexts(t, described()[1], map[string]string{"reportId": some, "accountIdSet/item": stranger})
		if got := fmt.Sprint(entries()); got != "[222 Instance 15 222 LaunchTemplate 4 999 Instance 39]" {
			t.Errorf("entries: %s", got)
		}
		e := ask(a).fine(t, "DescribeImageUsageReportEntries", "ReportId.1="+id).xml.all("imageUsageReportEntrySet/item")
		wantTexts(t, e[2], map[string]string{"reportId": id, "imageId": amiID(1), "reportCreationTime": start.Format(wireLayout), "accountId": stranger})
		pass(30*24*time.Hour - usageReportTakes - time.Second)
		if got := described(); len(got) != 2 {
			t.Errorf("just before thirty days: %v", got)
		}
		pass(time.Second)
		if len(described())+len(entries()) != 0 {
			t.Error("a report outlived its thirty days")
		}
	})
}

// TestUsageReportListings says which reports and entries a request gives, and how
// requests are refused.
func TestUsageReportListings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := openNow(t, inHome(used()), 0)
		first := report(t, a, "ImageId="+amiID(1)+"&"+instancesAndTemplates+"&AccountId.1="+friend)
		pass(time.Minute)
		second := report(t, a, "ImageId="+amiID(1)+"&ResourceType.1.ResourceType=ec2:Instance")
		report(t, a, "ImageId="+amiID(2)+"&"+instancesAndTemplates)
		pass(time.Minute)
		pending := report(t, a, "ImageId="+amiID(2)+"&"+instancesAndTemplates+"&ClientToken=once")
		if again := report(t, a, "ImageId="+amiID(2)+"&"+instancesAndTemplates+"&ClientToken=once"); again != pending {
			t.Errorf("a request made twice gave %s and %s", pending, again)
		}
		const reports, counts = "imageUsageReportSet/item/imageId", "imageUsageReportEntrySet/item/usageCount"
		filter := func(name, value string) string { return "Filter.1.Name=" + name + "&Filter.1.Value.1=" + value }
		create := "ImageId=" + amiID(1) + "&ResourceType.1.ResourceType=ec2:Instance&"
		var tooMany []string
		for n := range 201 {
			tooMany = append(tooMany, fmt.Sprintf("AccountId.%d=%s", n+1, friend))
		}
		for _, tt := range []struct{ action, params, path, want string }{
			{"DescribeImageUsageReports", "", reports, "1 1 2 2"},
			{"DescribeImageUsageReports", "MaxResults=3", reports, "1 1 2"},
			{"DescribeImageUsageReports", "ImageId.1=" + amiID(2), reports, "2 2"},
			{"DescribeImageUsageReports", "ReportId.1=" + first + "&ReportId.2=" + pending, reports, "1 2"},
			{"DescribeImageUsageReports", filter("state", "pending"), reports, "2"},
			{"DescribeImageUsageReports", filter("creation-time", "2000-01-01T00:01*"), reports, "1 2"},
			{"DescribeImageUsageReports", filter("tag-key", "k"), reports, ""},
			{"DescribeImageUsageReports", filter("image-id", "k"), reports, "InvalidParameterValue"},
			{"DescribeImageUsageReports", "ReportId.1=amiur-01234567", reports, "InvalidImageUsageReportId.NotFound"},
			{"DescribeImageUsageReports", "ReportId.1=x", reports, "InvalidImageUsageReportId.Malformed"},
			{"DescribeImageUsageReports", "ImageId.1=x", reports, "InvalidAMIID.Malformed"},
			{"DescribeImageUsageReports", "MaxResults=0", reports, "InvalidParameterValue"},
			{"DescribeImageUsageReportEntries", "", counts, "15 4 15 39 1"},
			{"DescribeImageUsageReportEntries", "MaxResults=1", counts, "15"},
			{"DescribeImageUsageReportEntries", "ReportId.1=" + second, counts, "15 39"},
			{"DescribeImageUsageReportEntries", "ImageId.1=" + amiID(2), counts, "1"},
			{"DescribeImageUsageReportEntries", "ReportId.1=" + pending, counts, ""},
			{"DescribeImageUsageReportEntries", filter("account-id", stranger), counts, "39 1"},
			{"DescribeImageUsageReportEntries", filter("resource-type", "ec2:LaunchTemplate"), counts, "4"},
			{"DescribeImageUsageReportEntries", filter("state", "x"), counts, "InvalidParameterValue"},
			{"DescribeImageUsageReportEntries", "NextToken=x", counts, "InvalidNextToken"},
			{"CreateImageUsageReport", create + "DryRun=true", "reportId", "DryRunOperation"},
			{"CreateImageUsageReport", "ImageId=" + amiID(1), "reportId", "MissingParameter"},
			{"CreateImageUsageReport", "ResourceType.1.ResourceType=ec2:Instance", "reportId", "MissingParameter"},
			{"CreateImageUsageReport", "ImageId=" + amiID(3) + "&ResourceType.1.ResourceType=ec2:Instance", "reportId", "AuthFailure"},
			{"CreateImageUsageReport", "ImageId=" + amiID(2) + "&ResourceType.1.ResourceType=ec2:Instance", "reportId", "ResourceLimitExceeded"},
			{"CreateImageUsageReport", "ImageId=" + amiID(1) + "&ResourceType.1.ResourceType=ssm:Parameter", "reportId", "InvalidParameterValue"},
			{"CreateImageUsageReport", create + "ResourceType.1.ResourceTypeOption.1.OptionName=state-name&ResourceType.1.ResourceTypeOption.1.OptionValue.1=running", "reportId", "InvalidParameterValue"},
			{"CreateImageUsageReport", create + "ResourceType.2.ResourceType=ec2:LaunchTemplate&ResourceType.2.ResourceTypeOption.1.OptionName=version-depth&ResourceType.2.ResourceTypeOption.1.OptionValue.1=0", "reportId", "InvalidParameterValue"},
			{"CreateImageUsageReport", create + "AccountId.1=12", "reportId", "InvalidUserID.Malformed"},
			{"CreateImageUsageReport", create + strings.Join(tooMany, "&"), "reportId", "InvalidParameterValue"},
			{"CreateImageUsageReport", create + "ClientToken=once", "reportId", "IdempotentParameterMismatch"},
			{"CreateImageUsageReport", create + "TagSpecification.1.ResourceType=image", "reportId", "InvalidParameterValue"},
			{"DeleteImageUsageReport", "", "return", "MissingParameter"},
			{"DeleteImageUsageReport", "ReportId=amiur-01234567", "return", "InvalidImageUsageReportId.NotFound"},
			{"DeleteImageUsageReport", "ReportId=" + first, "return", "true"},
			{"DeleteImageUsageReport", "ReportId=" + first, "return", "InvalidImageUsageReportId.NotFound"},
			{"DescribeImageUsageReports", "", reports, "1 2 2"},
		} {
			got := ask(a).ec2(t, tt.action, strings.Split(tt.params, "&")...)
			said := got.code()
			if said == "" {
				said = lastDigits(got.xml.texts(tt.path))
			}
			if said != tt.want {
				t.Errorf("%s %s: got %q, want %q %s", tt.action, tt.params, said, tt.want, got.message())
			}
		}
	})
}

// TestSDKReadsUsageReports: reports and their entries come through whole.
func TestSDKReadsUsageReports(t *testing.T) {
	{
		want := describeImageUsageReportsResult{ImageUsageReports: []ImageUsageReport{filled[ImageUsageReport]()}}
		sdkReads(t, "DescribeImageUsageReports", want, want.ImageUsageReports, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.DescribeImageUsageReports(ctx, nil)
			return out.ImageUsageReports, err
		})
	}
	{
		want := describeImageUsageReportEntriesResult{ImageUsageReportEntries: []*ImageUsageReportEntry{new(filled[ImageUsageReportEntry]())}}
		sdkReads(t, "DescribeImageUsageReportEntries", want, want.ImageUsageReportEntries, func(ctx context.Context, c *ec2.Client) (any, error) {
			out, err := c.DescribeImageUsageReportEntries(ctx, nil)
			return out.ImageUsageReportEntries, err
		})
	}
}

// TestUsageReportsOfASeed: a seed says which reports there are, each in its
// state, and a capture keeps those that live.
func TestUsageReportsOfASeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		seed := used()
		kinds := []ImageUsageResourceType{{ResourceType: "ec2:Instance"}}
		made := stamp(time.Now().AddDate(0, 0, -2))
		seed.ImageUsageReports = []ImageUsageReport{
			{ReportId: "amiur-0000000a", ImageId: amiID(1), State: "available", CreationTime: made, ResourceTypes: kinds},
			{ReportId: "amiur-0000000b", ImageId: amiID(1), State: "pending", CreationTime: made, ResourceTypes: kinds},
			{ReportId: "amiur-0000000c", ImageId: amiID(1), State: "error", StateReason: "no", CreationTime: made, ResourceTypes: kinds},
			{ReportId: "amiur-0000000d", ImageId: amiID(1), State: "available", CreationTime: stamp(time.Now().AddDate(0, 0, -31)), ResourceTypes: kinds},
		}
		a := openNow(t, inHome(seed), 1)
		states := func() string {
			var said []string
			for _, r := range ask(a).fine(t, "DescribeImageUsageReports").xml.all("imageUsageReportSet/item") {
				said = append(said, r.text("state"))
			}
			return strings.Join(said, " ")
		}
		entries := func() int {
			return len(ask(a).fine(t, "DescribeImageUsageReportEntries").xml.all("imageUsageReportEntrySet/item"))
		}
		if got, n := states(), entries(); got != "available pending error" || n != 2 {
			t.Errorf("%q with %d entries", got, n)
		}
		if kept := a.Capture().Regions[home].ImageUsageReports; len(kept) != 3 || kept[1].State != "pending" {
			t.Errorf("captured are %+v", kept)
		}
		pass(usageReportTakes)
		if got, n := states(), entries(); got != "available available error" || n != 4 {
			t.Errorf("%q with %d entries", got, n)
		}
	})
}
