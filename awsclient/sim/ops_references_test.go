package sim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// referring is a region whose things refer to images 1 to 3: image 3 is nobody's,
// and image 9 is only named by old versions of a template.
func referring() RegionSeed {
	r := RegionSeed{
		Images: []Image{{ImageId: amiID(1)}, {ImageId: amiID(2), OwnerId: friend, Public: true}},
		Instances: []Instance{
			{InstanceId: "i-00000000000000001", ImageId: amiID(1), State: &InstanceState{16, "running"}},
			{InstanceId: "i-00000000000000002", ImageId: amiID(2), State: &InstanceState{80, "stopped"}},
			{InstanceId: "i-00000000000000003", ImageId: amiID(1), State: &InstanceState{48, "terminated"}},
			{InstanceId: "i-00000000000000004", ImageId: amiID(3), State: &InstanceState{16, "running"}},
		},
		Parameters: []Parameter{
			{Name: "/app/image", Value: amiID(9), Version: 1, DataType: "aws:ec2:image"},
			{Name: "/app/image", Value: amiID(1), Version: 2, DataType: "aws:ec2:image"},
			{Name: "/app/note", Value: amiID(1), Version: 1, DataType: "text"},
			{Name: "golden", Value: amiID(3), DataType: "aws:ec2:image"},
		},
		ImageRecipes: []ImageRecipe{
			{Arn: "arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/web/1.0.0", ParentImage: amiID(3)},
			{Arn: "arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/web/1.0.1", ParentImage: "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x"},
		},
		ContainerRecipes: []ContainerRecipe{{Arn: "arn:aws:imagebuilder:us-east-1:111122223333:container-recipe/box/1.0.0", ParentImage: "amazonlinux", InstanceImage: amiID(3)}},
	}
	for n := range 12 {
		image := amiID(1)
		if n == 0 {
			image = amiID(9)
		}
		r.LaunchTemplateVersions = append(r.LaunchTemplateVersions, LaunchTemplateVersion{
			LaunchTemplateId: "lt-00000000000000001", VersionNumber: int64(n + 1), LaunchTemplateData: &ResponseLaunchTemplateData{ImageId: image},
		})
	}
	r.LaunchTemplateVersions = append(r.LaunchTemplateVersions,
		LaunchTemplateVersion{LaunchTemplateId: "lt-00000000000000002", VersionNumber: 1, LaunchTemplateData: &ResponseLaunchTemplateData{ImageId: "resolve:ssm:/app/image"}},
		LaunchTemplateVersion{LaunchTemplateId: "lt-00000000000000002", VersionNumber: 2},
		LaunchTemplateVersion{LaunchTemplateId: "lt-00000000000000003", VersionNumber: 1, LaunchTemplateData: &ResponseLaunchTemplateData{ImageId: amiID(2)}},
	)
	return r
}

// referencesIn writes the references of an answer as "1 instance/i-1".
func referencesIn(got answered) []string {
	var short []string
	for _, item := range got.xml.all("imageReferenceSet/item") {
		arn := item.text("arn")
		short = append(short, fmt.Sprintf("%s %s", strings.TrimLeft(item.text("imageId"), "ami-0"), strings.ReplaceAll(arn[strings.LastIndex(arn, ":")+1:], "-0000000000000000", "-")))
	}
	return short
}

// TestDescribeImageReferences says what refers to images, by kind and option.
func TestDescribeImageReferences(t *testing.T) {
	a := open(t, inHome(referring()))
	const all, one = "IncludeAllResourceTypes=true", "ResourceType.1.ResourceType="
	option := func(name, value string) string {
		return "ResourceType.1.ResourceTypeOption.1.OptionName=" + name + "&ResourceType.1.ResourceTypeOption.1.OptionValue.1=" + value
	}
	tests := []struct {
		images []int
		params string
		want   string // the references, or the error code
	}{
		{[]int{1}, all, "1 instance/i-1, 1 instance/i-3, 1 launch-template/lt-1, 1 parameter/app/image"},
		{[]int{2}, all, "2 instance/i-2, 2 launch-template/lt-3"},
		{[]int{3}, all, "3 instance/i-4, 3 parameter/golden, 3 image-recipe/web/1.0.0, 3 container-recipe/box/1.0.0"},
		{[]int{3, 2}, one + "ec2:Instance", "2 instance/i-2, 3 instance/i-4"},
		{[]int{3}, one + "imagebuilder:ContainerRecipe", "3 container-recipe/box/1.0.0"},
		{[]int{9}, all, ""},
		{[]int{4}, all, ""},
		{[]int{9}, one + "ec2:LaunchTemplate&" + option("version-depth", "11"), ""},
		{[]int{9}, one + "ec2:LaunchTemplate&" + option("version-depth", "12"), "9 launch-template/lt-1"},
		{[]int{9}, one + "ec2:LaunchTemplate&" + option("version-depth", "10000"), "9 launch-template/lt-1"},
		{[]int{1}, one + "ec2:LaunchTemplate&" + option("version-depth", "1"), "1 launch-template/lt-1"},
		{[]int{1}, one + "ec2:Instance&" + option("state-name", "running"), "1 instance/i-1"},
		{[]int{1}, one + "ec2:Instance&" + option("state-name", "running") + "&ResourceType.1.ResourceTypeOption.1.OptionValue.2=terminated", "1 instance/i-1, 1 instance/i-3"},
		{[]int{1}, all + "&" + one + "ec2:Instance&" + option("state-name", "running"), "1 instance/i-1, 1 launch-template/lt-1, 1 parameter/app/image"},
		{[]int{1}, one + "ssm:Parameter&ResourceType.2.ResourceType=imagebuilder:ImageRecipe", "1 parameter/app/image"},
		{[]int{1}, all + "&DryRun=true", "DryRunOperation"},

		{nil, all, "MissingParameter"},
		{[]int{1}, "", "MissingParameter"},
		{[]int{1}, "IncludeAllResourceTypes=false", "MissingParameter"},
		{[]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, all, "InvalidParameterValue"},
		{[]int{1}, all + "&ImageId.2=web", "InvalidAMIID.Malformed"},
		{[]int{1}, one + "ec2:Fleet", "InvalidParameterValue"},
		{[]int{1}, one + "ec2:Instance&" + option("version-depth", "1"), "InvalidParameterValue"},
		{[]int{1}, one + "ec2:Instance&" + option("state-name", "asleep"), "InvalidParameterValue"},
		{[]int{1}, one + "ec2:LaunchTemplate&" + option("state-name", "running"), "InvalidParameterValue"},
		{[]int{1}, one + "ec2:LaunchTemplate&" + option("version-depth", "0"), "InvalidParameterValue"},
		{[]int{1}, one + "ec2:LaunchTemplate&" + option("version-depth", "10001"), "InvalidParameterValue"},
		{[]int{1}, one + "ec2:LaunchTemplate&" + option("version-depth", "newest"), "InvalidParameterValue"},
		{[]int{1}, one + "ec2:LaunchTemplate&ResourceType.1.ResourceTypeOption.1.OptionName=version-depth", "MissingParameter"},
		{[]int{1}, one + "ssm:Parameter&" + option("state-name", "running"), "InvalidParameterValue"},
		{[]int{1}, all + "&MaxResults=4", "InvalidParameterValue"},
		{[]int{1}, all + "&NextToken=x", "InvalidNextToken"},
		{[]int{1}, all + "&Colour=red", "UnknownParameter"},
	}
	for _, tt := range tests {
		var params []string
		for n, image := range tt.images {
			params = append(params, fmt.Sprintf("ImageId.%d=%s", n+1, amiID(image)))
		}
		if tt.params != "" {
			params = append(params, strings.Split(tt.params, "&")...)
		}
		got := ask(a).ec2(t, "DescribeImageReferences", params...)
		said := got.code()
		if said == "" {
			said = strings.Join(referencesIn(got), ", ")
		}
		if said != tt.want {
			t.Errorf("%v %s: got %q, want %q %s", tt.images, tt.params, said, tt.want, got.message())
		}
	}
	got := ask(a).fine(t, "DescribeImageReferences", "ImageId.1="+amiID(1), one+"ec2:Instance").xml
	wantTexts(t, got.all("imageReferenceSet/item")[0], map[string]string{
		"imageId": amiID(1), "resourceType": "ec2:Instance", "arn": "arn:aws:ec2:us-east-1:111122223333:instance/i-00000000000000001",
	})
	if got := ask(a).in(away).fine(t, "DescribeImageReferences", "ImageId.1="+amiID(1), all).xml.all("imageReferenceSet/item"); len(got) != 0 {
		t.Errorf("another region: %v", got)
	}
}

// TestReferencePages: pages give every reference once, although something that
// was on an earlier page has gone meanwhile.
func TestReferencePages(t *testing.T) {
	var r RegionSeed
	for n := range 12 {
		r.Instances = append(r.Instances, Instance{InstanceId: fmt.Sprintf("i-%017d", n+1), ImageId: amiID(1)})
	}
	a := open(t, inHome(r))
	var found []string
	token := ""
	for range 3 {
		params := []string{"ImageId.1=" + amiID(1), "IncludeAllResourceTypes=true", "MaxResults=5"}
		if token != "" {
			params = append(params, "NextToken="+token)
		}
		got := ask(a).fine(t, "DescribeImageReferences", params...)
		found = append(found, referencesIn(got)...)
		token = got.xml.text("nextToken")
		a.holdings(us, home).instances.remove(fmt.Sprintf("i-%017d", 1))
	}
	if token != "" || len(found) != 12 || !slices.IsSorted(found[:9]) {
		t.Errorf("got %v and token %q", found, token)
	}
}
