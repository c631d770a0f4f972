package awsclient

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// fetch asks needs and returns the facts in the order in which they came. It
// fails the test where a need did not end exactly once.
func fetch(t *testing.T, c *Client, needs ...ami.Need) []ami.Fact {
	t.Helper()
	var mu sync.Mutex
	var facts []ami.Fact
	ends := map[ami.Need]int{}
	c.Fetch(t.Context(), needs, func(f ami.Fact) {
		mu.Lock()
		defer mu.Unlock()
		if ends[f.Need] > 0 {
			t.Errorf("%v says something after its end", f.Need)
		}
		facts = append(facts, f)
		if f.Done {
			ends[f.Need]++
		}
	})
	for _, n := range needs {
		if ends[n] != 1 {
			t.Errorf("%T %v ended %d times", n, n, ends[n])
		}
	}
	return facts
}

// noNetwork is a transport that must not be used.
type noNetwork struct{}

func (noNetwork) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("%s was asked", r.URL.Host)
}

// wire answers requests in process, by the action and the form of the request.
type wire func(r *http.Request, action string, form url.Values) (status int, body string)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(raw))
	if err != nil {
		return nil, err
	}
	status, body := w(r, form.Get("Action"), form)
	if status == 0 {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"text/xml"}}, Request: r,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}, nil
}

// answerOf is the XML of an action's answer.
func answerOf(action, inner string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><` + action + `Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>` +
		inner + `</` + action + `Response>`
}

// errorOf is the XML of EC2's errors.
func errorOf(code, message string) string {
	return `<Response><Errors><Error><Code>` + code + `</Code><Message>` + message + `</Message></Error></Errors><RequestID>r</RequestID></Response>`
}

// imagesXML is a page of images with the given IDs.
func imagesXML(next string, ids ...string) string {
	var b strings.Builder
	b.WriteString("<imagesSet>")
	for _, id := range ids {
		fmt.Fprintf(&b, "<item><imageId>%s</imageId><name>%s</name><imageOwnerId>111122223333</imageOwnerId></item>", id, id)
	}
	b.WriteString("</imagesSet>")
	if next != "" {
		b.WriteString("<nextToken>" + next + "</nextToken>")
	}
	return answerOf("DescribeImages", b.String())
}

func mine(region string) ami.Images {
	return ami.Images{Where: ami.Where{Region: region}, From: ami.Source{Kind: ami.Mine}}
}

func ids(facts []ami.Fact) string {
	var out []string
	for _, f := range facts {
		if page, ok := f.Body.(ami.ImagePage); ok {
			for _, i := range page.Images {
				out = append(out, i.ID.String())
			}
		}
	}
	return strings.Join(out, " ")
}

func TestPagesComeAsTheyArrive(t *testing.T) {
	var asked []string
	c := New(Options{Transport: wire(func(_ *http.Request, _ string, form url.Values) (int, string) {
		asked = append(asked, form.Get("NextToken"))
		switch form.Get("NextToken") {
		case "":
			return 200, imagesXML("t1", "ami-1", "ami-2")
		case "t1":
			return 200, imagesXML("t2") // EC2 has empty pages with a token
		case "t2":
			return 200, imagesXML("t3", "ami-2", "ami-3") // an image may come twice
		}
		return 200, imagesXML("", "ami-4")
	})})
	facts := fetch(t, c, mine("us-east-1"))
	if got := ids(facts); got != "ami-1 ami-2 ami-3 ami-4" {
		t.Errorf("images %s", got)
	}
	if len(facts) != 3 || !facts[0].First || facts[0].Done || facts[1].First || !facts[2].Done {
		t.Errorf("facts %+v: one for each page with something new, the first and the last marked", facts)
	}
	if len(asked) != 4 {
		t.Errorf("asked %q", asked)
	}
}

func TestImagesAreAskedForWithEverythingIncluded(t *testing.T) {
	var got url.Values
	c := New(Options{Transport: wire(func(_ *http.Request, _ string, form url.Values) (int, string) {
		got = form
		return 200, imagesXML("")
	})})
	facts := fetch(t, c, mine("us-east-1"))
	for key, want := range map[string]string{"Owner.1": "self", "IncludeDeprecated": "true", "IncludeDisabled": "true", "MaxResults": "1000"} {
		if got.Get(key) != want {
			t.Errorf("%s is %q, want %q", key, got.Get(key), want)
		}
	}
	if page, ok := facts[0].Body.(ami.ImagePage); !ok || len(page.Images) != 0 || !facts[0].First {
		t.Errorf("no images are an answer too: %+v", facts[0])
	}
}

func TestHostileTextIsMadeSafe(t *testing.T) {
	const hostile = "<item><imageId>ami-1</imageId><name>web\u202e</name><description>\u009b31m</description><imageOwnerAlias>am\u200bazon</imageOwnerAlias>" +
		"<tagSet><item><key>a&#10;b</key><value>\u2066</value></item></tagSet></item>"
	for name, body := range map[string]string{"fast": hostile, "by the SDK": "<!-- x -->" + hostile} {
		t.Run(name, func(t *testing.T) {
			c := New(Options{Transport: wire(func(_ *http.Request, action string, _ url.Values) (int, string) {
				return 200, answerOf(action, "<imagesSet>"+body+"</imagesSet>")
			})})
			i := fetch(t, c, mine("us-east-1"))[0].Body.(ami.ImagePage).Images[0]
			for want, got := range map[string]text.Safe{"web�": i.Name, "�31m": i.Description, "am�azon": i.OwnerAlias, "a b": i.Tags[0].Key, "�": i.Tags[0].Value} {
				if got.String() != want || !got.Changed() {
					t.Errorf("%q is shown as %q", got.Raw(), got)
				}
			}
			if !i.ChangedText() {
				t.Error("the row does not say that something was hidden")
			}
		})
	}
}

func TestSources(t *testing.T) {
	const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account><Arn>arn:aws:sts::111122223333:user/u</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`
	image := func(id, owner, alias string) string {
		return "<item><imageId>" + id + "</imageId><imageOwnerId>" + owner + "</imageOwnerId><imageOwnerAlias>" + alias + "</imageOwnerAlias></item>"
	}
	var mu sync.Mutex
	var asked []string
	c := New(Options{Transport: wire(func(_ *http.Request, action string, form url.Values) (int, string) {
		if action == "GetCallerIdentity" {
			return 200, identity
		}
		how := "owner=" + form.Get("Owner.1") + " executable=" + form.Get("ExecutableBy.1") + " filter=" + form.Get("Filter.1.Name")
		mu.Lock()
		asked = append(asked, how)
		mu.Unlock()
		items := image("ami-other", "999988887777", "") + image("ami-own", "111122223333", "")
		if strings.Contains(how, "is-public") {
			items += image("ami-amazon", "137112412989", "amazon")
		}
		return 200, answerOf("DescribeImages", "<imagesSet>"+items+"</imagesSet>")
	})})
	for from, want := range map[string]struct{ asked, images string }{
		"mine":         {"owner=self executable= filter=", "ami-other ami-own"},
		"shared":       {"owner= executable=self filter=", "ami-other"},
		"amazon":       {"owner=amazon executable= filter=", "ami-other ami-own"},
		"marketplace":  {"owner=aws-marketplace executable= filter=", "ami-other ami-own"},
		"community":    {"owner= executable= filter=is-public", "ami-other ami-own"},
		"123456789012": {"owner=123456789012 executable= filter=", "ami-other ami-own"},
		"all":          {"owner=self executable= filter=;owner= executable=self filter=;owner= executable= filter=is-public", "ami-other ami-own ami-amazon"},
	} {
		t.Run(from, func(t *testing.T) {
			source, err := ami.ParseSource(from)
			if err != nil {
				t.Fatal(err)
			}
			asked = nil
			facts := fetch(t, c, ami.Images{Where: ami.Where{Region: "us-east-1"}, From: source})
			if got := strings.Join(asked, ";"); got != want.asked {
				t.Errorf("asked %q, want %q", got, want.asked)
			}
			if got := ids(facts); got != want.images {
				t.Errorf("images %q, want %q", got, want.images)
			}
		})
	}
}

func TestEndlessLists(t *testing.T) {
	for name, next := range map[string]func(page int) (token, id string){
		"the same token again": func(int) (string, string) { return "t", "ami-1" },
		"tokens in a circle":   func(page int) (string, string) { return fmt.Sprint("t", page%3), "ami-1" },
		"ever new tokens":      func(page int) (string, string) { return fmt.Sprint("t", page), "ami-1" },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // the budget makes long lists slow
				page := 0
				c := New(Options{Transport: wire(func(*http.Request, string, url.Values) (int, string) {
					page++
					token, id := next(page)
					return 200, imagesXML(token, id)
				})})
				facts := fetch(t, c, mine("us-east-1"))
				last := facts[len(facts)-1]
				if last.Problem == nil || last.Problem.Kind != ami.NotAWS {
					t.Fatalf("ended with %+v after %d pages", last, page)
				}
				if ids(facts) != "ami-1" {
					t.Errorf("what was read before must stay: %s", ids(facts))
				}
			})
		})
	}
}

func TestABrokenListKeepsItsPages(t *testing.T) {
	c := New(Options{MaxAttempts: 1, Transport: wire(func(_ *http.Request, _ string, form url.Values) (int, string) {
		if form.Get("NextToken") == "" {
			return 200, imagesXML("t1", "ami-1")
		}
		return 503, errorOf("RequestLimitExceeded", "Request limit exceeded.")
	})})
	facts := fetch(t, c, mine("us-east-1"))
	if len(facts) != 2 || ids(facts) != "ami-1" {
		t.Fatalf("facts %+v", facts)
	}
	wantProblem(t, facts[1].Problem, ami.Throttled, "minute")
	if !facts[1].Problem.Retry || facts[1].First {
		t.Errorf("%+v", facts[1])
	}
}

func TestOneRegionFailsAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Options{Transport: wire(func(r *http.Request, _ string, _ url.Values) (int, string) {
			if strings.Contains(r.URL.Host, "eu-west-1") {
				return 0, "" // never answers
			}
			return 200, imagesXML("", "ami-1")
		})})
		begin := time.Now()
		facts := fetch(t, c, mine("us-east-1"), mine("eu-west-1"), mine("us-west-2"))
		if ids(facts[:2]) != "ami-1 ami-1" {
			t.Errorf("the others have to wait: %+v", facts)
		}
		wantProblem(t, facts[2].Problem, ami.TimedOut, "Ask again")
		if d := time.Since(begin); d != firstBytePatience {
			t.Errorf("it took %v to give up, want %v", d, firstBytePatience)
		}
	})
}

func TestThrottlingIsWaitedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		c := New(Options{Transport: wire(func(*http.Request, string, url.Values) (int, string) {
			if tries++; tries < 3 {
				return 503, errorOf("RequestLimitExceeded", "Request limit exceeded.")
			}
			return 200, imagesXML("", "ami-1")
		})})
		if got := ids(fetch(t, c, mine("us-east-1"))); got != "ami-1" || tries != 3 {
			t.Errorf("%q after %d tries", got, tries)
		}
	})
}

func TestCancelling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Options{Transport: wire(func(*http.Request, string, url.Values) (int, string) { return 0, "" })})
		ctx, cancel := context.WithCancel(t.Context())
		finished := make(chan bool)
		go func() {
			c.Fetch(ctx, []ami.Need{mine("us-east-1"), ami.Caller{}, ami.OneImage{ID: "ami-1", Where: ami.Where{Region: "us-east-1"}}},
				func(f ami.Fact) { t.Errorf("said after cancelling: %+v", f) })
			close(finished)
		}()
		synctest.Wait()
		begin := time.Now()
		cancel()
		<-finished
		if d := time.Since(begin); d > 0 {
			t.Errorf("cancelling took %v", d)
		}
	})
}

func TestTheSameNeedTwiceIsAskedOnce(t *testing.T) {
	asked := 0
	c := New(Options{Transport: wire(func(*http.Request, string, url.Values) (int, string) {
		asked++
		return 200, imagesXML("", "ami-1")
	})})
	fetch(t, c, mine("us-east-1"), mine("us-east-1"))
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestPlacesThatCannotBeAsked(t *testing.T) {
	c := New(Options{Transport: noNetwork{}})
	for region, kind := range map[string]ami.ProblemKind{"": ami.NoRegion, "evil.example/": ami.NoRegion, "../x-1": ami.NoRegion} {
		facts := fetch(t, c, mine(region), ami.Instances{Where: ami.Where{Region: region}}, ami.OneSnapshot{Where: ami.Where{Region: region}, ID: "snap-1"})
		for _, f := range facts {
			wantProblem(t, f.Problem, kind, "region")
		}
	}
}

func TestUnknownParameterIsLeftOut(t *testing.T) {
	var sent []bool
	c := New(Options{Transport: wire(func(_ *http.Request, _ string, form url.Values) (int, string) {
		sent = append(sent, form.Has("IncludeManagedResources"))
		if form.Has("IncludeManagedResources") {
			return 400, errorOf("UnknownParameter", "The parameter IncludeManagedResources is not recognized")
		}
		return 200, answerOf("DescribeInstances", "<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId></item></instancesSet></item></reservationSet>")
	})})
	facts := fetch(t, c, ami.Instances{Where: ami.Where{Region: "us-east-1"}})
	page, ok := facts[0].Body.(ami.InstancePage)
	if !ok || len(page.Instances) != 1 || len(sent) != 2 || !sent[0] {
		t.Errorf("%+v after %v", facts, sent)
	}
}

func TestAnIDIsAbsentOrFound(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	requests := 0
	c := New(Options{Transport: wire(func(_ *http.Request, action string, form url.Values) (int, string) {
		requests++
		var items strings.Builder
		for i := 1; form.Get(fmt.Sprintf("Filter.1.Value.%d", i)) != ""; i++ {
			if id := form.Get(fmt.Sprintf("Filter.1.Value.%d", i)); strings.HasSuffix(id, "7") {
				fmt.Fprintf(&items, "<item><snapshotId>%s</snapshotId></item>", id)
			}
			if i > idsPerRequest {
				return 400, errorOf("FilterLimitExceeded", "The maximum number of filter values is 200")
			}
		}
		return 200, answerOf(action, "<snapshotSet>"+items.String()+"</snapshotSet>")
	})})
	var needs []ami.Need
	for i := range 450 {
		needs = append(needs, ami.OneSnapshot{Where: at, ID: fmt.Sprintf("snap-%d", i)})
	}
	found := 0
	for _, f := range fetch(t, c, needs...) {
		id := f.Need.(ami.OneSnapshot).ID
		switch b := f.Body.(type) {
		case ami.SnapshotBody:
			found++
			if b.Snapshot.ID.String() != id {
				t.Errorf("%s is answered with %s", id, b.Snapshot.ID)
			}
		case ami.Absent:
			if strings.HasSuffix(id, "7") {
				t.Errorf("%s is there", id)
			}
		default:
			t.Errorf("%s: %+v", id, f)
		}
	}
	if found != 45 || requests != 3 {
		t.Errorf("%d found with %d requests", found, requests)
	}
}

func TestAFailedRequestFailsItsIDs(t *testing.T) {
	c := New(Options{Transport: wire(func(*http.Request, string, url.Values) (int, string) {
		return 403, errorOf("UnauthorizedOperation", "You are not authorized to perform this operation.")
	})})
	at := ami.Where{Region: "us-east-1"}
	for _, f := range fetch(t, c, ami.OneSnapshot{Where: at, ID: "snap-1"}, ami.OneSnapshot{Where: at, ID: "snap-2"}) {
		wantProblem(t, f.Problem, ami.Denied, "ec2:DescribeSnapshots")
	}
}

func TestRegionsFallBack(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		env    string
		kind   ami.ProblemKind
		first  string
	}{
		"denied":         {403, errorOf("UnauthorizedOperation", "no"), "", ami.Denied, "af-south-1"},
		"denied in gov":  {403, errorOf("UnauthorizedOperation", "no"), "us-gov-west-1", ami.Denied, "us-gov-east-1"},
		"bad keys":       {401, errorOf("AuthFailure", "AWS was not able to validate the provided access credentials"), "", ami.BadCredentials, "af-south-1"},
		"not this world": {500, "<html><title>Internal Server Error</title></html>", "", ami.NotAWS, "af-south-1"},
	} {
		t.Run(name, func(t *testing.T) {
			env := func(v string) string { return map[string]string{regionEnv: c.env}[v] }
			client := New(Options{Env: env, Transport: wire(func(*http.Request, string, url.Values) (int, string) { return c.status, c.body })})
			f := fetch(t, client, ami.Regions{})[0]
			list, ok := f.Body.(ami.RegionList)
			if !ok || !list.Builtin || list.Regions[0].Name != c.first {
				t.Fatalf("%+v", f.Body)
			}
			wantProblem(t, f.Problem, c.kind, "")
		})
	}
}

func TestRegionsOfTheAccount(t *testing.T) {
	const items = `<item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>
		<item><regionName>me-south-1</regionName><optInStatus>opted-in</optInStatus></item>
		<item><regionName>af-south-1</regionName><optInStatus>not-opted-in</optInStatus></item>
		<item><regionName>evil.example/x</regionName></item>`
	var all string
	c := New(Options{Transport: wire(func(_ *http.Request, action string, form url.Values) (int, string) {
		all = form.Get("AllRegions")
		return 200, answerOf(action, "<regionInfo>"+items+"</regionInfo>")
	})})
	f := fetch(t, c, ami.Regions{})[0]
	want := []ami.Region{{Name: "af-south-1"}, {Name: "me-south-1", Enabled: true}, {Name: "us-east-1", Enabled: true}}
	if got := f.Body.(ami.RegionList); fmt.Sprint(got.Regions) != fmt.Sprint(want) || got.Builtin || all != "true" {
		t.Errorf("%+v with AllRegions=%q", got, all)
	}
}

func TestEveryNeedHasAnAnswer(t *testing.T) {
	c := New(Options{Transport: failing{errors.New("no network in this test")}, MaxAttempts: 1})
	at := ami.Where{Region: "us-east-1"}
	for _, n := range []ami.Need{ami.Profiles{}, ami.Caller{}, ami.Regions{}, mine("us-east-1"), ami.OneImage{Where: at, ID: "ami-1"},
		ami.OneSnapshot{Where: at, ID: "snap-1"}, ami.Instances{Where: at}, ami.TagNames{Where: at}} {
		f := fetch(t, c, n)[0]
		if f.Problem != nil && f.Problem.Title == unanswered().Title {
			t.Errorf("nobody answers %T", n)
		}
		if _, local := n.(ami.Profiles); !local && f.Problem == nil {
			t.Errorf("%T is answered without a network: %+v", n, f)
		}
	}
}

// failing is a network that fails each request in the same way.
type failing struct{ err error }

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, f.err }
