package awsclient

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

// imageIDs are the images that a request for references names.
func imageIDs(form url.Values) []string {
	var ids []string
	for i := 1; form.Has(fmt.Sprintf("ImageId.%d", i)); i++ {
		ids = append(ids, form.Get(fmt.Sprintf("ImageId.%d", i)))
	}
	return ids
}

// referencesXML is a page of references, given as "image type arn".
func referencesXML(next string, references ...string) string {
	var b strings.Builder
	for _, r := range references {
		f := strings.Fields(r)
		fmt.Fprintf(&b, "<item><imageId>%s</imageId><resourceType>%s</resourceType><arn>%s</arn></item>", f[0], f[1], f[2])
	}
	page := "<imageReferenceSet>" + b.String() + "</imageReferenceSet>"
	if next != "" {
		page += "<nextToken>" + next + "</nextToken>"
	}
	return answerOf("DescribeImageReferences", page)
}

// references are needs for the images ami-1 to ami-n.
func references(n int) []ami.Need {
	needs := make([]ami.Need, n)
	for i := range needs {
		needs[i] = ami.References{Where: place(), ImageID: fmt.Sprintf("ami-%d", i+1)}
	}
	return needs
}

func TestReferencesAreAskedForInFull(t *testing.T) {
	var asked url.Values
	one(t, func(_ *http.Request, _ string, form url.Values) (int, string) {
		asked = form
		return 200, referencesXML("")
	}, references(1)[0])
	for key, want := range map[string]string{
		"ImageId.1":                   "ami-1",
		"ResourceType.1.ResourceType": "ec2:Instance",
		"ResourceType.1.ResourceTypeOption.1.OptionName":    "state-name",
		"ResourceType.2.ResourceType":                       "ec2:LaunchTemplate",
		"ResourceType.2.ResourceTypeOption.1.OptionName":    "version-depth",
		"ResourceType.2.ResourceTypeOption.1.OptionValue.1": "10000",
		"ResourceType.3.ResourceType":                       "ssm:Parameter",
		"ResourceType.4.ResourceType":                       "imagebuilder:ImageRecipe",
		"ResourceType.5.ResourceType":                       "imagebuilder:ContainerRecipe",
		"IncludeAllResourceTypes":                           "", // its defaults would come on top
	} {
		if got := asked.Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	var states []string
	for i := 1; i <= 9; i++ {
		states = append(states, asked.Get(fmt.Sprintf("ResourceType.1.ResourceTypeOption.1.OptionValue.%d", i)))
	}
	if got := strings.TrimSpace(strings.Join(states, " ")); got != "pending running shutting-down stopping stopped" {
		t.Errorf("instances that are %q", got)
	}
}

func TestReferencesOfManyImages(t *testing.T) {
	var sizes []int
	c := New(Options{Transport: wire(func(_ *http.Request, _ string, form url.Values) (int, string) {
		ids := imageIDs(form)
		if form.Get("NextToken") == "" {
			sizes = append(sizes, len(ids))
			return 200, referencesXML("t1", ids[0]+" ec2:Instance arn:aws:ec2:us-east-1:1:instance/i-1")
		}
		return 200, referencesXML("", ids[0]+" ssm:Parameter arn:aws:ssm:us-east-1:1:parameter/\u202eweb", "ami-other ssm:Parameter arn:x")
	})})
	facts := fetch(t, c, references(23)...)
	found := 0
	for _, f := range facts {
		list, ok := f.Body.(ami.ReferenceList)
		if !ok || f.Problem != nil {
			t.Fatalf("%+v", f)
		}
		if len(list.List) == 0 {
			continue
		}
		found++
		want := []ami.Reference{
			{Type: text.Clean("ec2:Instance"), ARN: text.Clean("arn:aws:ec2:us-east-1:1:instance/i-1")},
			{Type: text.Clean("ssm:Parameter"), ARN: text.Clean("arn:aws:ssm:us-east-1:1:parameter/\u202eweb")},
		}
		if !reflect.DeepEqual(list.List, want) {
			t.Errorf("%v: %+v", f.Need, list.List)
		}
	}
	if fmt.Sprint(sizes) != "[10 10 3]" || found != 3 {
		t.Errorf("requests of %v images, %d of them with references", sizes, found)
	}
}

func TestReferencesThatFail(t *testing.T) {
	asked := 0
	c := New(Options{Transport: wire(func(_ *http.Request, _ string, form url.Values) (int, string) {
		if asked++; asked == 1 {
			return 200, referencesXML("")
		}
		return 403, errorOf("UnauthorizedOperation", "You are not authorized to perform: ec2:DescribeLaunchTemplates because no policy allows it")
	})})
	answered, denied := 0, 0
	for _, f := range fetch(t, c, references(35)...) {
		if f.Problem == nil {
			answered++
			continue
		}
		denied++
		wantProblem(t, f.Problem, ami.Denied, "ec2:DescribeLaunchTemplates")
	}
	if answered != 10 || denied != 25 || asked != 2 {
		t.Errorf("%d answered, %d denied with %d requests: what is denied once is not asked again", answered, denied, asked)
	}
}

func TestOneUnknownImageDoesNotSpoilTheOthers(t *testing.T) {
	for _, code := range []string{"InvalidAMIID.NotFound", "InvalidAMIID.Malformed"} {
		c := New(Options{Transport: wire(func(_ *http.Request, _ string, form url.Values) (int, string) {
			for _, id := range imageIDs(form) {
				if id == "ami-3" {
					return 400, errorOf(code, "The image id '[ami-3]' does not exist")
				}
			}
			return 200, referencesXML("", imageIDs(form)[0]+" ec2:Instance arn:i-1")
		})})
		for _, f := range fetch(t, c, references(12)...) {
			bad := f.Need.(ami.References).ImageID == "ami-3"
			if bad != (f.Problem != nil) {
				t.Errorf("%s: %v ended with %+v, %v", code, f.Need, f.Body, f.Problem)
			}
		}
	}
}

func TestReferencesThatBreakOff(t *testing.T) {
	body, p := one(t, func(_ *http.Request, _ string, form url.Values) (int, string) {
		if form.Get("NextToken") == "" {
			return 200, referencesXML("t1", "ami-1 ec2:Instance arn:i-1")
		}
		return 503, errorOf("RequestLimitExceeded", "Request limit exceeded.")
	}, references(1)[0])
	wantProblem(t, p, ami.Throttled, "minute")
	if body != nil {
		t.Errorf("half a list passes for a whole one: %+v", body)
	}
}
