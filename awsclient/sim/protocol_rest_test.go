package sim

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestRoutes: an operation is found by its method and its whole path.
func TestRoutes(t *testing.T) {
	p := restJSON{routes: []route{{"GET", "/things/{id}/parts", "ListParts"}, {"POST", "/list-things", "ListThings"}, {"GET", "/things/{id}", "GetThing"}}}
	for asked, want := range map[string]string{
		"GET /things/a/parts": "ListParts a", "GET /things/a": "GetThing a", "POST /list-things": "ListThings ", "GET /things/a%2Fb/parts": "", "GET /things//parts": "ListParts ",
		"POST /things/a": "", "GET /list-things": "", "GET /things": "", "GET /things/a/": "", "GET /": "", "GET /x/things/a": "",
	} {
		method, path, _ := strings.Cut(asked, " ")
		r, err := http.NewRequest(method, "https://aws.invalid"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		if rt, parameters, ok := p.find(r); ok {
			said = rt.action + " " + parameters["id"]
		}
		if said != want {
			t.Errorf("%s: got %q, want %q", asked, said, want)
		}
	}
}

// FuzzREST: no path, query or body makes the REST services panic, and every
// answer is JSON.
func FuzzREST(f *testing.F) {
	f.Add("GET", "/snapshots/"+snapID(1)+"/blocks", "maxResults=100&pageToken=AAAA", "")
	f.Add("GET", "/snapshots/"+snapID(2)+"/changedblocks", "firstSnapshotId="+snapID(1)+"&startingBlockIndex=99999999999999", "")
	f.Add("POST", "/list-rules", "a.b.c=1", `{"ResourceType":"EC2_IMAGE","MaxResults":1}`)
	f.Add("GET", "/rules/imagesAll01", "identifier=x", "")
	seed := chain()
	seed.RecycleBinRules = ruled().RecycleBinRules
	a := open(f, inHome(seed))
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		for _, service := range []string{"ebs", "rbin"} {
			r := &http.Request{Method: method, URL: &url.URL{Scheme: "https", Host: "aws.invalid", Path: path, RawQuery: query}, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
			r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIA/20261121/us-east-1/"+service+"/aws4_request, Signature=0")
			answer, err := a.answer(r)
			if err != nil || !json.Valid(answer.body) {
				t.Errorf("%s %s: %v %s", service, path, err, answer.body)
			}
		}
	})
}
