package op_test

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// TestMetadataOfALaunch sends what was chosen and nothing else, and holds the
// choices to AWS's limits and to each other while they are made.
func TestMetadataOfALaunch(t *testing.T) {
	for values, want := range map[string]string{
		"":                              "",
		"http-tokens=optional":          "--metadata-options HttpTokens=optional ",
		"http-endpoint=disabled":        "--metadata-options HttpEndpoint=disabled ",
		"http-endpoint=image":           "",
		"http-put-response-hop-limit=1": "--metadata-options HttpPutResponseHopLimit=1 ",
		"http-endpoint=enabled http-tokens=required http-put-response-hop-limit=64": "--metadata-options HttpTokens=required,HttpPutResponseHopLimit=64,HttpEndpoint=enabled ",
	} {
		p := launchpad().launch(t, append(strings.Fields(values), "type=t3.micro")...)
		line := op.CLI(p.Steps[0].Do, "", "us-east-1")
		if !strings.Contains(line, want) || want == "" && strings.Contains(line, "metadata") {
			t.Errorf("%s: %s", values, line)
		}
	}
	for values, want := range map[string]string{
		"http-put-response-hop-limit=0":                        "a number from 1 to 64",
		"http-put-response-hop-limit=65":                       "a number from 1 to 64",
		"http-put-response-hop-limit=two":                      `"two" is no hop limit`,
		"http-put-response-hop-limit=2 http-endpoint=disabled": "leave the hops empty",
		"http-tokens=required http-endpoint=disabled":          "nothing asks for tokens",
	} {
		f := launchpad()
		f.tell()
		r := op.Request{Targets: []op.Target{{At: f.at, ID: "ami-1"}}, Values: op.Values{"type": {"t3.micro"}}}
		for field := range strings.FieldsSeq(values) {
			name, value, _ := strings.Cut(field, "=")
			r.Values[name] = []string{value}
		}
		if _, err := op.Find("launch").Plan(r, f.Facts()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", values, err, want)
		}
	}
}

// TestUsualHops says which hop limit an instance gets where none is given.
func TestUsualHops(t *testing.T) {
	template := ami.TemplateVersionList{List: []ami.TemplateVersion{{Number: 1, Default: true, HopLimit: 5}}}
	for name, c := range map[string]struct {
		with   func(*fleet)
		values op.Values
		want   string
	}{
		"an image without":    {func(*fleet) {}, nil, "1, unless the account says otherwise"},
		"an image for IMDSv2": {with(func(i *ami.Image) { i.IMDS = text.Clean("v2.0") }), nil, "2, of the image, which asks for IMDSv2"},
		"metadata off":        {func(*fleet) {}, op.Values{"http-endpoint": {"disabled"}}, ""},
		"a template": {func(f *fleet) {
			f.know(ami.TemplateVersions{Where: f.at, ID: "lt-0a1b2c3d4"}, template)
		}, op.Values{"template": {"lt-0a1b2c3d4"}}, "5, of the launch template"},
	} {
		f := launchpad(c.with)
		f.tell()
		fields := op.Find("launch").Fields(op.Request{Targets: []op.Target{{At: f.at, ID: "ami-1"}}, Values: c.values}, f.Facts())
		i := slices.IndexFunc(fields, func(f op.Field) bool { return f.Name == "http-put-response-hop-limit" })
		if fields[i].Otherwise != c.want || fields[i].More == "" {
			t.Errorf("%s: %q, want %q", name, fields[i].Otherwise, c.want)
		}
	}
}
