package awsclient

import (
	"net/http"
	"net/url"
	"reflect"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

// place is where most tests ask.
func place() ami.Where { return ami.Where{Region: "us-east-1"} }

// one asks a single need and returns what it ended with.
func one(t *testing.T, answer wire, n ami.Need) (ami.Body, *ami.Problem) {
	t.Helper()
	facts := fetch(t, New(Options{MaxAttempts: 1, Transport: answer}), n)
	if len(facts) != 1 {
		t.Fatalf("%d facts for %T: %+v", len(facts), n, facts)
	}
	return facts[0].Body, facts[0].Problem
}

// always answers every request alike.
func always(status int, body string) wire {
	return func(*http.Request, string, url.Values) (int, string) { return status, body }
}

func TestSharing(t *testing.T) {
	var asked url.Values
	body, p := one(t, func(_ *http.Request, action string, form url.Values) (int, string) {
		asked = form
		return 200, answerOf(action, "<imageId>ami-1</imageId><launchPermission>"+
			"<item><userId>123456789012</userId></item><item><group>all</group></item>"+
			"<item><organizationArn>arn:aws:organizations::1:organization/o-1</organizationArn></item>"+
			"<item><organizationalUnitArn>arn:aws:organizations::1:ou/o-1/ou-\u202e1</organizationalUnitArn></item></launchPermission>")
	}, ami.Sharing{Where: place(), ImageID: "ami-1"})
	want := ami.Permissions{List: []ami.Permission{
		{Account: text.Clean("123456789012")}, {Group: text.Clean("all")},
		{Organization: text.Clean("arn:aws:organizations::1:organization/o-1")}, {Unit: text.Clean("arn:aws:organizations::1:ou/o-1/ou-\u202e1")},
	}}
	if p != nil || !reflect.DeepEqual(body, want) {
		t.Errorf("%+v, %v", body, p)
	}
	if asked.Get("Action") != "DescribeImageAttribute" || asked.Get("Attribute") != "launchPermission" || asked.Get("ImageId") != "ami-1" {
		t.Errorf("asked %v", asked)
	}
}

func TestSharedWithNobody(t *testing.T) {
	body, p := one(t, always(200, answerOf("DescribeImageAttribute", "<imageId>ami-1</imageId><launchPermission/>")), ami.Sharing{Where: place(), ImageID: "ami-1"})
	if got, ok := body.(ami.Permissions); p != nil || !ok || len(got.List) != 0 {
		t.Errorf("%+v, %v", body, p)
	}
}

func TestSharingOfOthers(t *testing.T) {
	for name, c := range map[string]struct {
		code, message, title, action string
		kind                         ami.ProblemKind
	}{
		"somebody else's": {"AuthFailure", "Not authorized for image:ami-1", "only the owner of an image may see whom it is shared with", "", ami.Denied},
		"not permitted":   {"UnauthorizedOperation", "You are not authorized to perform this operation.", "not permitted: ec2:DescribeImageAttribute", "ec2:DescribeImageAttribute", ami.Denied},
		"gone":            {"InvalidAMIID.NotFound", "The image id '[ami-1]' does not exist", "not found in us-east-1", "", ami.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			_, p := one(t, always(403, errorOf(c.code, c.message)), ami.Sharing{Where: place(), ImageID: "ami-1"})
			wantProblem(t, p, c.kind, "")
			if p.Title != c.title || p.Action != c.action {
				t.Errorf("title %q, action %q", p.Title, p.Action)
			}
		})
	}
}

func TestAncestry(t *testing.T) {
	var asked url.Values
	body, p := one(t, func(_ *http.Request, action string, form url.Values) (int, string) {
		asked = form
		return 200, answerOf(action, "<imageAncestryEntrySet>"+
			"<item><imageId>ami-1</imageId><creationDate>2026-11-02T03:04:05.000Z</creationDate><sourceImageId>ami-2</sourceImageId><sourceImageRegion>eu-west-1</sourceImageRegion></item>"+
			"<item><imageId>ami-2</imageId><imageOwnerAlias>amazon</imageOwnerAlias></item></imageAncestryEntrySet>")
	}, ami.Ancestry{Where: place(), ImageID: "ami-1"})
	want := ami.AncestryList{List: []ami.Ancestor{
		{ID: text.Clean("ami-1"), Created: ami.ParseDate("2026-11-02T03:04:05.000Z"), Source: text.Clean("ami-2"), SourceRegion: text.Clean("eu-west-1")},
		{ID: text.Clean("ami-2"), OwnerAlias: text.Clean("amazon")},
	}}
	if p != nil || !reflect.DeepEqual(body, want) || asked.Get("ImageId") != "ami-1" {
		t.Errorf("%+v, %v after %v", body, p, asked)
	}
	_, p = one(t, always(403, errorOf("UnauthorizedOperation", "no")), ami.Ancestry{Where: place(), ImageID: "ami-1"})
	wantProblem(t, p, ami.Denied, "ec2:GetImageAncestry")
}

// blocked answers the two questions about public sharing; an empty half is
// denied.
func blocked(images, snapshots string) wire {
	return func(_ *http.Request, action string, _ url.Values) (int, string) {
		half := map[string]string{"GetImageBlockPublicAccessState": images, "GetSnapshotBlockPublicAccessState": snapshots}[action]
		if half == "" {
			return 403, errorOf("UnauthorizedOperation", "You are not authorized to perform: ec2:"+action)
		}
		return 200, answerOf(action, half)
	}
}

func TestPublicBlock(t *testing.T) {
	const (
		images    = "<imageBlockPublicAccessState>block-new-sharing</imageBlockPublicAccessState><managedBy>account</managedBy>"
		snapshots = "<state>block-all-sharing</state><managedBy>account</managedBy>"
		policy    = "<state>unblocked</state><managedBy>declarative-policy</managedBy>"
	)
	for name, c := range map[string]struct {
		images, snapshots string
		want              [3]string // images, snapshots, managed by
		missing           string    // the action
	}{
		"both":                {images, snapshots, [3]string{"block-new-sharing", "block-all-sharing", "account"}, ""},
		"a policy in one":     {images, policy, [3]string{"block-new-sharing", "unblocked", "declarative-policy"}, ""},
		"no right to images":  {"", snapshots, [3]string{"", "block-all-sharing", "account"}, "ec2:GetImageBlockPublicAccessState"},
		"no right to the two": {images, "", [3]string{"block-new-sharing", "", "account"}, "ec2:GetSnapshotBlockPublicAccessState"},
	} {
		t.Run(name, func(t *testing.T) {
			body, p := one(t, blocked(c.images, c.snapshots), ami.PublicBlock{Where: place()})
			got, ok := body.(ami.PublicBlockState)
			if p != nil || !ok || [3]string{got.Images.String(), got.Snapshots.String(), got.ManagedBy.String()} != c.want {
				t.Fatalf("%+v, %v", body, p)
			}
			if c.missing == "" && got.Missing != nil || c.missing != "" && (got.Missing == nil || got.Missing.Action != c.missing) {
				t.Errorf("missing %v, want %q", got.Missing, c.missing)
			}
		})
	}
	body, p := one(t, blocked("", ""), ami.PublicBlock{Where: place()})
	wantProblem(t, p, ami.Denied, "ec2:GetImageBlockPublicAccessState")
	if body != nil {
		t.Errorf("nothing is known, and yet %+v", body)
	}
}

// What an endpoint does not have at all is not told as a failure of AWS's.
func TestAnEndpointThatCannotTell(t *testing.T) {
	for action, n := range map[string]ami.Need{
		"ec2:DescribeImageReferences":           ami.References{Where: place(), ImageID: "ami-1"},
		"ec2:GetImageAncestry":                  ami.Ancestry{Where: place(), ImageID: "ami-1"},
		"ec2:GetImageBlockPublicAccessState":    ami.PublicBlock{Where: place()},
		"autoscaling:DescribeAutoScalingGroups": ami.Groups{Where: place()},
	} {
		for name, answer := range map[string]wire{
			"no such action": always(400, errorOf("InvalidAction", "The action is not valid for this web service.")),
			"a web page":     always(500, "<!doctype html><html><title>500 Internal Server Error</title></html>"),
		} {
			t.Run(action+", "+name, func(t *testing.T) {
				if _, scaling := n.(ami.Groups); scaling && name == "no such action" {
					answer = always(400, scalingError("InvalidAction", "Could not find operation"))
				}
				_, p := one(t, answer, n)
				wantProblem(t, p, ami.NotAWS, "cannot tell")
				if p.Title != "this endpoint has no "+action {
					t.Errorf("title %q", p.Title)
				}
			})
		}
	}
}
