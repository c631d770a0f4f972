package awsclient

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tami/model/ami"
)

// repeated gives the same bytes over and over, without an end.
type repeated struct{ text string }

func (r repeated) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		n += copy(p[n:], r.text)
	}
	return n, nil
}

// malformed are answers to DescribeImages that no AWS gives, and what is said
// of them.
func malformed() map[string]struct {
	body  func() io.Reader
	kind  ami.ProblemKind
	title string
} {
	type answer = struct {
		body  func() io.Reader
		kind  ami.ProblemKind
		title string
	}
	text := func(s string) func() io.Reader { return func() io.Reader { return strings.NewReader(s) } }
	whole := imagesXML("", "ami-1", "ami-2")
	device := func(inner string) string {
		return answerOf("DescribeImages", "<imagesSet><item><imageId>ami-1</imageId><blockDeviceMapping><item><ebs>"+inner+"</ebs></item></blockDeviceMapping></item></imagesSet>")
	}
	return map[string]answer{
		"empty":                {text(""), ami.NotAWS, "does not speak"},
		"cut in a tag":         {text(whole[:len(whole)-8]), ami.NotAWS, "cannot be read"},
		"cut in the middle":    {text(whole[:len(whole)/2]), ami.NotAWS, "cannot be read"},
		"a word for a number":  {text(device("<volumeSize>big</volumeSize>")), ami.NotAWS, "cannot be read"},
		"a word for yes or no": {text(device("<encrypted>perhaps</encrypted>")), ami.NotAWS, "cannot be read"},
		"JSON":                 {text(`{"Images":[]}`), ami.NotAWS, "does not speak"},
		"a web page":           {text("<html><title>Sign in</title></html>"), ami.NotAWS, "does not speak"},
		"an error under 200":   {text(errorOf("InternalError", "no")), ami.Refused, "AWS failed"},
		"a refusal under 200":  {text(errorOf("UnauthorizedOperation", "no")), ami.Denied, "not permitted"},
		"another error form":   {text("<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>"), ami.Refused, "failed"},
		"an entity of its own": {text(strings.Replace(whole, "ami-1", "&boom;", 1)), ami.NotAWS, "cannot be read"},
		"a million images": {func() io.Reader {
			return io.MultiReader(strings.NewReader("<DescribeImagesResponse><imagesSet>"), io.LimitReader(repeated{"<item><imageId>ami-1</imageId></item>"}, 37_000_000))
		}, ami.NotAWS, "does not speak"},
		"an answer without end": {func() io.Reader {
			return io.MultiReader(strings.NewReader("<DescribeImagesResponse><x>"), repeated{"x"})
		}, ami.NotAWS, "does not speak"},
		"a pit of tags": {func() io.Reader {
			return io.MultiReader(strings.NewReader("<DescribeImagesResponse>"), io.LimitReader(repeated{"<a>"}, 3_000_000))
		}, ami.NotAWS, "cannot be read"},
	}
}

// TestMalformedAnswers: whatever stands in an answer, there is a Problem that
// says so before the deadline, and no list that is not AWS's.
func TestMalformedAnswers(t *testing.T) {
	for name, c := range malformed() {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := New(Options{Transport: streaming(c.body)})
				begin := time.Now()
				facts := fetch(t, client, mine("eu-west-1"))
				last := facts[len(facts)-1]
				wantProblem(t, last.Problem, c.kind, "")
				if last.Problem != nil && !strings.Contains(last.Problem.Title, c.title) {
					t.Errorf("title %q", last.Problem.Title)
				}
				if ids(facts) != "" {
					t.Errorf("it is taken for the images %s", ids(facts))
				}
				if d := time.Since(begin); d > time.Minute {
					t.Errorf("it took %v", d)
				}
			})
		})
	}
}

// streaming answers everything with HTTP 200 and the same text.
type streaming func() io.Reader

func (s streaming) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"text/xml"}}, Request: r, Body: io.NopCloser(s()), ContentLength: -1}, nil
}

// TestPackedAnswers unpacks no more than is ever kept: some kilobytes that
// unpack to half a gigabyte are refused, at the cost of one answer's memory.
func TestPackedAnswers(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	fmt.Fprint(w, "<DescribeImagesResponse><x>")
	if _, err := io.Copy(w, io.LimitReader(repeated{strings.Repeat("x", 1<<20)}, 1<<29)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed.Bytes())
	}))
	defer server.Close()
	environment(t, "", "", "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "x")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f := fetch(t, New(Options{Env: os.Getenv, EndpointURL: server.URL}), mine("eu-west-1"))[0]
	runtime.ReadMemStats(&after)
	wantProblem(t, f.Problem, ami.NotAWS, "")
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 10*maxBody { // half of it without the race detector
		t.Errorf("%d MB were allocated", grown>>20)
	}
}

// TestAListOfEverNewThings: what brings something new on every page cannot be
// told from a long list, and is not read for ever all the same.
func TestAListOfEverNewThings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Options{Transport: noNetwork{}})
		at := ami.Where{Region: "eu-west-1"}
		s, p := c.signedIn(t.Context(), at)
		if p != nil {
			t.Fatal(p)
		}
		all := 0
		p = c.walk(t.Context(), chain{s: s, at: at, action: describeImages, ask: func(context.Context, *string) (int, *string, error) {
			all += pageSize
			return pageSize, new(fmt.Sprint(all)), nil
		}})
		wantProblem(t, p, ami.NotAWS, "What was read so far is shown")
		if all > maxListed+pageSize {
			t.Errorf("%d things were listed", all)
		}
	})
}
