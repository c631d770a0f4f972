package model

import (
	"strings"

	"tami/model/ami"
	"tami/model/op"
)

// OtherAccountNeeds are the questions about the use that other accounts make of
// an image: whom it is shared with, and what reports say that were made
// already. Only its owner may ask. They are no part of UsageNeeds, since each
// image takes requests of its own.
func (s *State) OtherAccountNeeds(at ami.Where, img *ami.Image) []ami.Need {
	if !s.owns(at, img) {
		return nil
	}
	return []ami.Need{ami.Sharing{Where: at, ImageID: img.ID.Raw()}, ami.UsageReports{Where: at, ImageID: img.ID.Raw()}}
}

// accountUsers adds what is known of the use by other accounts.
func (s *State) accountUsers(u *Usage, at ami.Where, id string) {
	not := func(what, why string) { u.NotChecked = append(u.NotChecked, NotChecked{what, why}) }
	img := s.Image(at, id)
	if img != nil && !s.owns(at, img) {
		not("other accounts", "only its owner may ask AWS")
		return
	}
	shared, known := s.Answer(ami.Sharing{Where: at, ImageID: id}).(ami.Permissions)
	if known && len(shared.List) == 0 && img != nil && img.Public != ami.Yes {
		return // nobody else can launch it
	}
	need := ami.UsageReports{Where: at, ImageID: id}
	list, answered := s.Answer(need).(ami.UsageReportList)
	k := s.Known(need)
	switch {
	case k.Problem != nil:
		not("other accounts", k.Problem.Title)
	case !answered && k.Loading:
		not("other accounts", op.NotAnswered)
	case !answered:
		not("other accounts", "EC2 tells it only in a usage report")
	default:
		s.reported(u, list.List, s.reporting(at, id))
	}
}

// reporting reports a run under way that has a usage report on an image made:
// the answer to what reports there are is older than it.
func (s *State) reporting(at ami.Where, id string) bool {
	for i := range s.Runs.All {
		run := &s.Runs.All[i]
		for _, step := range run.Plan.Steps {
			if c, ok := step.Do.(op.CreateUsageReport); ok && !run.Over() && step.At == at && c.ImageID == id {
				return true
			}
		}
	}
	return false
}

// reported adds what the newest report that looked at everything says, and how
// old that is. coming says that a run has a newer one made.
func (s *State) reported(u *Usage, list []ami.UsageReport, coming bool) {
	why := "there is no usage report; EC2 makes one on request"
	if coming {
		why = "a usage report is being made; what it says appears here"
	}
	for _, r := range list {
		switch state := r.State.String(); {
		case state == "pending":
			why = "its usage report is being made; r reads it when it is there"
		case state != "available":
			why = "its usage report failed: " + r.Reason.String()
		case !r.Whole:
			why = "the usage report counts a part only"
		default:
			made := r.Made.Time().Format("2 Jan 2006 15:04")
			for _, one := range byAccount(r.Entries) {
				one.Detail += ", by the report of " + made
				u.Users = append(u.Users, one)
			}
			u.NotChecked = append(u.NotChecked, NotChecked{"other accounts since " + made, "that is when the usage report was made"})
			return
		}
	}
	u.NotChecked = append(u.NotChecked, NotChecked{"other accounts", why})
}

// byAccount puts the entries of a report together by account, in their order.
func byAccount(entries []ami.UsageEntry) []User {
	var users []User
	at := map[string]int{}
	for _, e := range entries {
		words := ""
		switch e.Type.String() {
		case "ec2:Instance":
			words = Count(int(e.Count), "instance", "instances")
		case "ec2:LaunchTemplate":
			words = Count(int(e.Count), "launch template", "launch templates")
		default:
			words = Count(int(e.Count), e.Type.String(), e.Type.String())
		}
		i, seen := at[e.Account.Raw()]
		if !seen {
			i = len(users)
			at[e.Account.Raw()] = i
			users = append(users, User{Kind: "other account", ID: e.Account.String()})
		}
		users[i].Detail = strings.TrimPrefix(users[i].Detail+", "+words, ", ")
	}
	return users
}
