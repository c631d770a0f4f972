package sim

import (
	"fmt"
	"strings"
	"testing"
)

func tagsOf(t *testing.T, a *Account, id string) string {
	t.Helper()
	got := ask(a).fine(t, "DescribeTags", "Filter.1.Name=resource-id", "Filter.1.Value.1="+id).xml
	var tags []string
	for _, item := range got.all("tagSet/item") {
		tags = append(tags, item.text("key")+"="+item.text("value"))
	}
	return strings.Join(tags, " ")
}

// TestCreateAndDeleteTags follows the tags of one image.
func TestCreateAndDeleteTags(t *testing.T) {
	a := open(t, inHome(workshop()))
	id := amiID(1)
	steps := []struct {
		action string
		params []string
		want   string
	}{
		{"CreateTags", []string{"Tag.1.Key=env", "Tag.1.Value=prod", "Tag.2.Key=team", "Tag.2.Value="}, "env=prod team="},
		{"CreateTags", []string{"Tag.1.Key=env", "Tag.1.Value=test"}, "env=test team="},
		{"CreateTags", []string{"Tag.1.Key=env", "Tag.1.Value=never", "DryRun=true"}, "env=test team="},
		{"DeleteTags", []string{"Tag.1.Key=env", "Tag.1.Value=prod"}, "env=test team="},
		{"DeleteTags", []string{"Tag.1.Key=team", "Tag.1.Value="}, "env=test"},
		{"DeleteTags", []string{"Tag.1.Key=env"}, ""},
		{"CreateTags", []string{"Tag.1.Key=a", "Tag.1.Value=1", "Tag.2.Key=b", "Tag.2.Value=2"}, "a=1 b=2"},
		{"DeleteTags", nil, ""},
	}
	for _, s := range steps {
		ask(a).ec2(t, s.action, append(s.params, "ResourceId.1="+id)...)
		if got := tagsOf(t, a, id); got != s.want {
			t.Errorf("%s %v: got %q, want %q", s.action, s.params, got, s.want)
		}
	}
	// AWS's own tags stay.
	ask(a).fine(t, "DeleteTags", "ResourceId.1="+amiID(2))
	if got := tagsOf(t, a, amiID(2)); got != "aws:backup=x" {
		t.Errorf("AWS's own: got %q", got)
	}
}

// TestTagsAreForEveryKind: every kind of resource takes tags, its listing shows
// and filters them, and DescribeTags names its kind.
func TestTagsAreForEveryKind(t *testing.T) {
	a := open(t, inHome(network()))
	for id, kind := range map[string][3]string{
		amiID(1): {"image", "DescribeImages", "imagesSet/item/tagSet/item/value"}, snapID(1): {"snapshot", "DescribeSnapshots", "snapshotSet/item/tagSet/item/value"},
		"i-00000000000000001":      {"instance", "DescribeInstances", "reservationSet/item/instancesSet/item/tagSet/item/value"},
		"vol-00000000000000001":    {"volume", "DescribeVolumes", "volumeSet/item/tagSet/item/value"},
		"key-00000000000000001":    {"key-pair", "DescribeKeyPairs", "keySet/item/tagSet/item/value"},
		"vpc-00000000000000001":    {"vpc", "DescribeVpcs", "vpcSet/item/tagSet/item/value"},
		"subnet-00000000000000001": {"subnet", "DescribeSubnets", "subnetSet/item/tagSet/item/value"},
		"sg-00000000000000001":     {"security-group", "DescribeSecurityGroups", "securityGroupInfo/item/tagSet/item/value"},
		"lt-00000000000000001":     {"launch-template", "DescribeLaunchTemplates", "launchTemplates/item/tagSet/item/value"},
	} {
		ask(a).fine(t, "CreateTags", "ResourceId.1="+id, "Tag.1.Key=mark", "Tag.1.Value="+kind[0])
		got := ask(a).fine(t, kind[1], "Filter.1.Name=tag:mark", "Filter.1.Value.1="+kind[0]).xml.texts(kind[2])
		if len(got) != 1 || got[0] != kind[0] {
			t.Errorf("%s: %s shows %v", id, kind[1], got)
		}
		found := ask(a).fine(t, "DescribeTags", "Filter.1.Name=resource-type", "Filter.1.Value.1="+kind[0]).xml
		wantTexts(t, found, map[string]string{"tagSet/item/resourceId": id, "tagSet/item/key": "mark"})
	}
	pages := ask(a).fine(t, "DescribeTags", "MaxResults=5").xml
	rest := ask(a).fine(t, "DescribeTags", "MaxResults=5", "NextToken="+pages.text("nextToken")).xml
	if len(pages.all("tagSet/item")) != 5 || len(rest.all("tagSet/item")) != 4 || rest.text("nextToken") != "" {
		t.Errorf("pages of %d and %d tags", len(pages.all("tagSet/item")), len(rest.all("tagSet/item")))
	}
}

func TestTagsRefuse(t *testing.T) {
	a := open(t, inHome(gallery()))
	fifty := []string{"ResourceId.1=" + amiID(1)}
	for n := range 51 {
		fifty = append(fifty, fmt.Sprintf("Tag.%d.Key=k%d", n+1, n))
	}
	on := "ResourceId.1=" + amiID(1)
	for _, tt := range []struct {
		code   string
		params []string
	}{
		{"MissingParameter", []string{"Tag.1.Key=a"}},
		{"MissingParameter", []string{on}},
		{"InvalidParameterValue", []string{on, "Tag.1.Value=a"}},
		{"InvalidParameterValue", []string{on, "Tag.1.Key=aws:a"}},
		{"InvalidParameterValue", []string{on, "Tag.1.Key=" + strings.Repeat("k", 129)}},
		{"InvalidParameterValue", []string{on, "Tag.1.Key=k", "Tag.1.Value=" + strings.Repeat("v", 257)}},
		{"TagLimitExceeded", fifty},
		{"InvalidID", []string{"ResourceId.1=house-1", "Tag.1.Key=a"}},
		{"InvalidID", []string{"ResourceId.1=house", "Tag.1.Key=a"}},
		{"InvalidAMIID.Malformed", []string{"ResourceId.1=ami-1", "Tag.1.Key=a"}},
		{"InvalidAMIID.NotFound", []string{"ResourceId.1=" + amiID(5), "Tag.1.Key=a"}},
		{"InvalidSnapshot.NotFound", []string{on, "ResourceId.2=" + snapID(77), "Tag.1.Key=a"}},
		{"DryRunOperation", []string{on, "Tag.1.Key=a", "DryRun=true"}},
	} {
		if got := ask(a).ec2(t, "CreateTags", tt.params...); got.code() != tt.code {
			t.Errorf("%.80v: got %q %s, want %s", tt.params, got.code(), got.message(), tt.code)
		}
	}
	if got := tagsOf(t, a, amiID(1)); got != "" {
		t.Errorf("a refused request left %q", got)
	}
}

// TestTagsOnWhatIsTheirs: tags on somebody's public image are ours alone.
func TestTagsOnWhatIsTheirs(t *testing.T) {
	a := open(t, inHome(gallery()))
	ask(a).fine(t, "CreateTags", "ResourceId.1="+amiID(11), "Tag.1.Key=golden", "Tag.1.Value=yes")
	wantIDs(t, "by our tag", ask(a).fine(t, "DescribeImages", "Filter.1.Name=tag:golden", "Filter.1.Value.1=yes").xml.texts("imagesSet/item/imageId"), "11")
	they := ask(a).as(assume(t, a, friend))
	wantIDs(t, "by it, to them", they.fine(t, "DescribeImages", "Filter.1.Name=tag:golden", "Filter.1.Value.1=yes").xml.texts("imagesSet/item/imageId"))
}

// TestTagsOnTheCatalogue: tags on a catalogue image are listed with the others.
func TestTagsOnTheCatalogue(t *testing.T) {
	a := open(t, inHome(gallery()))
	ask(a).fine(t, "CreateTags", "ResourceId.1="+amiID(20), "Tag.1.Key=k", "Tag.1.Value=v")
	if got := tagsOf(t, a, amiID(20)); got != "k=v" {
		t.Errorf("got %q", got)
	}
}
