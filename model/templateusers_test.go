package model

import (
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

// TestATemplateIsNamedWithItsVersions: an ID tells nobody which template it is,
// nor whether the version that is launched by default is meant.
func TestATemplateIsNamedWithItsVersions(t *testing.T) {
	versions := ami.TemplateVersions{Where: here, ID: "lt-1"}
	names := func(images ...string) ami.TemplateVersionList {
		list := ami.TemplateVersionList{ID: text.Clean("lt-1"), Name: text.Clean("web")}
		for i, image := range images {
			v := ami.TemplateVersion{Number: int64(len(images) - i), Default: i == 1, ImageID: text.Clean(image)}
			if name, ok := strings.CutPrefix(image, "ssm:"); ok {
				v.ImageID, v.Parameter = text.Safe{}, text.Clean(name)
			}
			list.List = append(list.List, v)
		}
		return list
	}
	for name, c := range map[string]struct {
		body ami.Body
		p    *ami.Problem
		want string
	}{
		"nothing asked yet":    {want: "arn:aws:ec2:us-east-1:1:launch-template/lt-1"},
		"all templates listed": {body: ami.TemplateList{List: []ami.Template{{ID: text.Clean("lt-1"), Name: text.Clean("web")}}}, want: "web"},
		"all listed with their ends": {body: ami.TemplateList{List: []ami.Template{{ID: text.Clean("lt-1"), Name: text.Clean("web"), Versions: names("ami-1", "ami-9").List}}},
			want: "web v2 (latest)"},
		"all listed, neither end": {body: ami.TemplateList{List: []ami.Template{{ID: text.Clean("lt-1"), Name: text.Clean("web"), Versions: names("ami-8", "ami-9").List}}},
			want: "web (a version that is neither its default nor its latest)"},
		"two versions":         {body: names("ami-9", "ami-1", "ami-1"), want: "web v2 (default), v1"},
		"the latest":           {body: names("ami-1", "ami-9"), want: "web v2 (latest)"},
		"the only one":         {body: names("ssm:/x", "ami-1"), want: "web v1 (default)"},
		"through a parameter":  {body: names("ssm:/ami/web:3", "ami-9"), want: "web v2 (latest) by /ami/web:3"},
		"gone in the meantime": {body: names("ami-9", "ami-8"), want: "web (no version that tami sees names it)"},
		"many":                 {body: names("ami-1", "ami-1", "ami-1", "ami-1", "ami-1", "ami-1", "ami-1", "ami-1"), want: "web v8 (latest), v7 (default), v6, v5, v4, v3, 2 older ones"},
		"versions not to be read": {p: &ami.Problem{Kind: ami.Denied, Title: "not permitted: ec2:DescribeLaunchTemplateVersions"},
			want: "arn:aws:ec2:us-east-1:1:launch-template/lt-1; versions not read: not permitted: ec2:DescribeLaunchTemplateVersions"},
	} {
		t.Run(name, func(t *testing.T) {
			s := used("", true)
			if needs := s.UsersInFullNeeds(here, "ami-1"); len(needs) != 1 || needs[0] != versions {
				t.Fatalf("asked for is %v", needs)
			}
			switch c.body.(type) {
			case ami.TemplateList:
				answer(s, ami.Templates{Where: here}, c.body, nil)
			case ami.TemplateVersionList:
				answer(s, versions, c.body, nil)
			}
			if c.p != nil {
				answer(s, versions, nil, c.p)
			}
			for _, u := range s.Usage(here, "ami-1").Users {
				if u.Kind == "launch template" && u.Detail != c.want {
					t.Errorf("it is %q, want %q", u.Detail, c.want)
				}
			}
		})
	}
}
