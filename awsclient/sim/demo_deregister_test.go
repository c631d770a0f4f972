package sim

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// demoFate deregisters an image of the demo, found by the start of its name, and
// gives the error code, or the codes of its snapshots.
func demoFate(t *testing.T, region, name string) string {
	t.Helper()
	a := demoAt(t)
	at := ask(a).in(region)
	found := at.fine(t, "DescribeImages", "Owner.1=self", "IncludeDisabled=true", "Filter.1.Name=name", "Filter.1.Value.1="+name+"*").xml.texts("imagesSet/item/imageId")
	if len(found) == 0 {
		t.Fatalf("no image %s in %s", name, region)
	}
	config := sdkConfig(a.Transport())
	config.Region = region
	got, err := ec2.NewFromConfig(config).DeregisterImage(context.Background(), &ec2.DeregisterImageInput{ImageId: &found[0], DeleteAssociatedSnapshots: new(true)})
	if err != nil {
		return sdkCode(err)
	}
	var codes []string
	for _, r := range got.DeleteSnapshotResults {
		codes = append(codes, string(r.ReturnCode))
	}
	bin := at.ec2(t, "ListImagesInRecycleBin", "ImageId.1="+found[0])
	if slices.Contains(bin.xml.texts("imageSet/item/imageId"), found[0]) {
		codes = append(codes, "in the bin")
	}
	return strings.Join(codes, " ")
}

// TestDemoMeetsEveryFateOfDeregister: the demo has an image for each thing that
// can become of one, and of its snapshots.
func TestDemoMeetsEveryFateOfDeregister(t *testing.T) {
	for _, tt := range []struct{ region, name, want string }{
		{demoHome, "web-arm64-2026.08.01", "success skipped in the bin"},
		{demoHome, "web-arm64-2026.08.15", "success in the bin"},
		{demoHome, "web-arm64-2025", "success in the bin"},
		{demoHome, "web-arm64-2026.11.12", "OperationNotPermitted"},
		{demoHome, "bastion-2026.01", "OperationNotPermitted"},
		{demoHome, "payments-v55", "success client-error success in the bin"},
		{demoHome, "ci-runner-20260515-511", "success in the bin"},
		{demoHome, "web-arm64-gpu-2026.11.01", "success in the bin"},
		{demoHome, "AwsBackup", "InvalidParameterValue"},
		{demoHome, "policy-", "success in the bin"},
		{demoHome, "CorpHardenedUbuntu", "success in the bin"},
		{demoHome, "billing-archive", "client-error in the bin"},
		{demoHome, "legacy-licensing", ""},
		{demoEurope, "eu-reporting-2026.10.03", "success client-error in the bin"},
	} {
		if got := demoFate(t, tt.region, tt.name); got != tt.want {
			t.Errorf("%s in %s: %q, want %q", tt.name, tt.region, got, tt.want)
		}
	}
}

// TestDemoBinsDiffer: one region keeps images and snapshots alike, one keeps the
// snapshots too short, one keeps images alone, and one nothing.
func TestDemoBinsDiffer(t *testing.T) {
	days := func(region, kind string) int {
		longest := 0
		for _, rule := range viewDemo(region).RecycleBinRules {
			if rule.ResourceType == kind && len(rule.ResourceTags) == 0 {
				longest = max(longest, rule.RetentionPeriod.RetentionPeriodValue)
			}
		}
		return longest
	}
	for region, want := range map[string][2]int{demoHome: {7, 7}, demoEurope: {14, 3}, demoSydney: {7, 0}, demoBrazil: {0, 0}} {
		if got := [2]int{days(region, binImages), days(region, binSnapshots)}; got != want {
			t.Errorf("%s keeps images and snapshots %v days, want %v", region, got, want)
		}
	}
}
