package model

import (
	"fmt"
	"slices"
	"strings"

	"tami/model/ami"
)

// launchTemplate is what EC2 calls launch templates among its references.
const launchTemplate = "ec2:LaunchTemplate"

// UsersInFullNeeds are the questions that say more of what was found to use an
// image: which versions of a launch template name it. They come up as
// references are answered, and are no part of UsageNeeds: each template takes a
// request of its own.
func (s *State) UsersInFullNeeds(at ami.Where, id string) []ami.Need {
	list, _ := s.Answer(ami.References{Where: at, ImageID: id}).(ami.ReferenceList)
	var needs []ami.Need
	for _, r := range list.List {
		if r.Type.String() == launchTemplate {
			needs = append(needs, ami.TemplateVersions{Where: at, ID: tail(r.ARN.String())})
		}
	}
	return needs
}

// templateUser is a launch template that refers to an image: its name, and the
// versions that do, as far as they are known.
func (s *State) templateUser(at ami.Where, arn, id string) User {
	u := User{Kind: referenceKinds()[launchTemplate], ID: tail(arn), Detail: arn}
	need := ami.TemplateVersions{Where: at, ID: u.ID}
	if list, read := s.Answer(need).(ami.TemplateVersionList); read {
		u.Detail = list.Name.String() + " " + versionsNaming(list, id)
		return u
	}
	if all, read := s.Answer(ami.Templates{Where: at}).(ami.TemplateList); read {
		if t := all.Find(u.ID); t != nil {
			u.Detail = strings.TrimSpace(t.Name.String() + " " + listedWords(t, id))
		}
	}
	if p := s.Known(need).Problem; p != nil {
		u.Detail += "; versions not read: " + p.Title
	}
	return u
}

// listedTemplates are the launch templates whose default or latest version
// launches an image, as the list of all templates tells it: older versions need a
// question of their own.
func (s *State) listedTemplates(u *Usage, at ami.Where, id string) {
	all, _ := s.Answer(ami.Templates{Where: at}).(ami.TemplateList)
	for i := range all.List {
		t := &all.List[i]
		for _, v := range t.Versions {
			if v.ImageID.String() == id {
				u.Users = append(u.Users, User{Kind: referenceKinds()[launchTemplate], ID: t.ID.String(), Detail: t.Name.String() + " " + versionsNaming(asVersions(t), id)})
				break
			}
		}
	}
}

// asVersions is a template with the versions that the list of all templates tells.
func asVersions(t *ami.Template) ami.TemplateVersionList {
	return ami.TemplateVersionList{ID: t.ID, Name: t.Name, List: t.Versions}
}

// listedWords name the default and the latest version of a template, where they
// launch an image.
func listedWords(t *ami.Template, id string) string {
	switch {
	case len(t.Versions) == 0:
		return ""
	case slices.ContainsFunc(t.Versions, func(v ami.TemplateVersion) bool { return v.ImageID.String() == id }):
		return versionsNaming(asVersions(t), id)
	}
	return "(a version that is neither its default nor its latest)"
}

// versionsNaming names the versions of a template that launch an image, the
// newest first. A version that takes its image from a parameter names none.
func versionsNaming(list ami.TemplateVersionList, id string) string {
	const most = 6
	var versions, parameters []string
	for i := range list.List {
		switch v := &list.List[i]; {
		case v.ImageID.String() == id:
			versions = append(versions, fmt.Sprintf("v%d", v.Number)+roles(list, v.Number))
		case !v.Parameter.IsZero():
			parameters = append(parameters, fmt.Sprintf("v%d%s by %s", v.Number, roles(list, v.Number), v.Parameter))
		}
	}
	if len(versions) == 0 {
		versions = parameters
	}
	if len(versions) == 0 {
		return "(no version that tami sees names it)"
	}
	if more := len(versions) - most; more > 1 {
		versions = append(versions[:most], fmt.Sprintf("%d older ones", more))
	}
	return strings.Join(versions, ", ")
}

// roles says whether a version is the template's default, or its latest.
func roles(list ami.TemplateVersionList, number int64) string {
	var words []string
	if number == list.Default() {
		words = append(words, "default")
	}
	if number == list.Latest() {
		words = append(words, "latest")
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}
