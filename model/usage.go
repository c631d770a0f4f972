package model

import (
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/op"
)

// Usage is what uses an image in its own account and region, as far as it
// could be found out. It never says "unused": what was not checked is named.
type Usage struct {
	Users      []User
	NotChecked []NotChecked
}

// User is something that uses an image.
type User struct {
	Kind   string // "instance", "launch template", "Auto Scaling group" …, one word for each finder
	ID     string
	Detail string // what there is to say of it
}

// NotChecked is something that was not looked at, and why: users may be there
// all the same.
type NotChecked struct{ What, Why string }

// UsageNeeds are the questions behind a Usage.
func UsageNeeds(at ami.Where, id string) []ami.Need {
	return []ami.Need{
		ami.Instances{Where: at}, ami.References{Where: at, ImageID: id},
		ami.Groups{Where: at}, ami.LaunchConfigurations{Where: at},
	}
}

// Up to how many images of a place each is asked about in full: with every
// version of the templates that refer to it, and with what refers to it although
// it is known to be in use already. EC2 tells the references of ten images in a
// request and has a request for each template, so a list that is longer is asked
// about in less detail, which Usage says.
const (
	inFullMost     = 20
	referencesMost = 100
)

// UsersNeeds are the questions behind the Usage of images of a place. What tells
// of all images in a request or two is asked first; of more than a hundred images
// only those are asked about one by one that these do not show to be in use.
func (s *State) UsersNeeds(at ami.Where, ids []string) []ami.Need {
	if len(ids) == 0 {
		return nil
	}
	needs := []ami.Need{ami.Instances{Where: at}, ami.Groups{Where: at}, ami.LaunchConfigurations{Where: at}}
	if len(ids) > inFullMost {
		needs = append(needs, ami.Templates{Where: at})
	}
	settled := true
	for _, n := range needs {
		settled = settled && s.Known(n).Settled()
	}
	for _, id := range ids {
		switch {
		case len(ids) <= inFullMost:
			needs = append(append(needs, ami.References{Where: at, ImageID: id}), s.UsersInFullNeeds(at, id)...)
		case len(ids) <= referencesMost, settled && !s.inUse(at, id):
			needs = append(needs, ami.References{Where: at, ImageID: id})
		}
	}
	return needs
}

// inUse reports that an image is shown to be in use without asking what refers
// to it.
func (s *State) inUse(at ami.Where, id string) bool {
	if n, _ := s.Running(at, id); n > 0 {
		return true
	}
	u := Usage{}
	s.groupUsers(&u, at, id)
	s.configurationUsers(&u, at, id)
	s.listedTemplates(&u, at, id)
	return len(u.Users) > 0
}

// Usage puts together what is known of an image's use.
func (s *State) Usage(at ami.Where, id string) Usage {
	u := Usage{}
	s.instanceUsers(&u, at, id)
	s.referenceUsers(&u, at, id)
	s.groupUsers(&u, at, id)
	s.configurationUsers(&u, at, id)
	s.accountUsers(&u, at, id)
	u.NotChecked = append(u.NotChecked, NotChecked{"fleets, Batch, EKS and CloudFormation", op.Beyond})
	return u
}

// missing notes a question without an answer; it reports whether there is one.
func (s *State) missing(u *Usage, what string, n ami.Need) bool {
	k := s.Known(n)
	switch {
	case k.Problem != nil:
		u.NotChecked = append(u.NotChecked, NotChecked{what, k.Problem.Title})
	case k.Loading || s.Due(n):
		u.NotChecked = append(u.NotChecked, NotChecked{what, op.NotAnswered})
	default:
		return false
	}
	return true
}

func (s *State) instanceUsers(u *Usage, at ami.Where, id string) {
	if s.missing(u, "instances", ami.Instances{Where: at}) && s.instances[at] == nil {
		return
	}
	l := s.instances[at]
	if l == nil {
		return
	}
	for i := range l.All {
		if in := &l.All[i]; in.ImageID.String() == id && !in.Gone() {
			u.Users = append(u.Users, User{"instance", in.ID.String(), strings.TrimSpace(in.Name.String() + " " + in.State.String() + " " + in.Type.String())})
		}
	}
}

// referenceKinds names what EC2's references may be, apart from instances,
// which have a finder of their own.
func referenceKinds() map[string]string {
	return map[string]string{
		launchTemplate:                 "launch template",
		"ssm:Parameter":                "SSM parameter",
		"imagebuilder:ImageRecipe":     "Image Builder recipe",
		"imagebuilder:ContainerRecipe": "Image Builder container recipe",
	}
}

// referring is what EC2's references cover beyond instances.
const referring = "launch templates, SSM parameters and Image Builder recipes"

func (s *State) referenceUsers(u *Usage, at ami.Where, id string) {
	need := ami.References{Where: at, ImageID: id}
	if s.missing(u, referring, need) {
		s.listedTemplates(u, at, id)
		return
	}
	list, _ := s.Answer(need).(ami.ReferenceList)
	kinds := referenceKinds()
	for _, r := range list.List {
		if r.Type.String() == "ec2:Instance" {
			continue
		}
		if r.Type.String() == launchTemplate {
			u.Users = append(u.Users, s.templateUser(at, r.ARN.String(), id))
			continue
		}
		kind := kinds[r.Type.String()]
		if kind == "" {
			kind = r.Type.String()
		}
		u.Users = append(u.Users, User{Kind: kind, ID: tail(r.ARN.String()), Detail: r.ARN.String()})
	}
}

// tail is the last part of an ARN: what people call the thing.
func tail(arn string) string {
	rest := arn[strings.LastIndexByte(arn, ':')+1:]
	if kind, name, ok := strings.Cut(rest, "/"); ok {
		if kind == "parameter" && strings.Contains(name, "/") {
			return "/" + name // the ARN of a parameter leaves the first stroke of its path out
		}
		return name
	}
	return rest
}

func (s *State) groupUsers(u *Usage, at ami.Where, id string) {
	need := ami.Groups{Where: at}
	if s.missing(u, "Auto Scaling groups", need) {
		return
	}
	list, _ := s.Answer(need).(ami.GroupList)
	for _, g := range list.List {
		var from []string
		for _, l := range g.Launches {
			switch {
			case l.ImageID.String() == id:
				from = append(from, l.From.String())
			case l.ImageID.IsZero():
				u.NotChecked = append(u.NotChecked, NotChecked{"group " + g.Name.String() + ", " + l.From.String(), l.Why.String()})
			}
		}
		if len(from) > 0 {
			detail := strings.Join(from, ", ") + " · " + Count(int(g.InService), "instance", "instances") + " in service"
			u.Users = append(u.Users, User{"Auto Scaling group", g.Name.String(), detail})
		}
	}
}

func (s *State) configurationUsers(u *Usage, at ami.Where, id string) {
	need := ami.LaunchConfigurations{Where: at}
	if s.missing(u, "launch configurations", need) {
		return
	}
	list, _ := s.Answer(need).(ami.LaunchConfigurationList)
	for _, c := range list.List {
		if c.ImageID.String() == id {
			u.Users = append(u.Users, User{Kind: "launch configuration", ID: c.Name.String()})
		}
	}
}

// Verdict says in one line what uses the image: counts by kind, or that
// nothing was found, which is not the same as nothing being there.
func (u Usage) Verdict() string {
	var kinds []string
	n := map[string]int{}
	for _, user := range u.Users {
		if n[user.Kind]++; !slices.Contains(kinds, user.Kind) {
			kinds = append(kinds, user.Kind)
		}
	}
	if len(kinds) == 0 {
		return "nothing found that uses it"
	}
	for i, k := range kinds {
		many := k + "s"
		kinds[i] = Count(n[k], k, many)
	}
	return "used by " + strings.Join(kinds, ", ")
}

// Line is the verdict with what was not checked: without it a verdict would
// say more than is known.
func (u Usage) Line() string {
	var not []string
	for _, n := range u.NotChecked {
		if !slices.Contains(not, n.What) {
			not = append(not, n.What)
		}
	}
	if len(not) == 0 {
		return u.Verdict()
	}
	return u.Verdict() + "; not checked: " + strings.Join(not, ", ")
}
