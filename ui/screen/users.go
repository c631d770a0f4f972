package screen

import (
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/op"
)

// users lists what uses an image, and what was not checked.
type users struct {
	factList
	want []ami.Need
}

func (t *users) name() string { return "Used by" }

func (t *users) needs(row) []ami.Need { return t.want }

func (t *users) layers() []string { return []string{keymap.ExplainLayer} }

func (t *users) settle(e Env, r row, room Rect) {
	t.want = append(model.UsageNeeds(r.at, r.img.ID.Raw()), e.State.OtherAccountNeeds(r.at, r.img)...)
	t.want = append(t.want, e.State.UsersInFullNeeds(r.at, r.img.ID.String())...)
	u := e.State.Usage(r.at, r.img.ID.String())
	see := "aws ec2 describe-image-references --include-all-resource-types --region " + r.at.Region + " --image-ids " + r.img.ID.String()
	facts := []fact{{title: "In " + r.at.Region + " of this account"}, {value: u.Line(), topic: "Image references", see: see}}
	for _, user := range u.Users {
		one := fact{label: user.Kind, value: user.ID, note: user.Detail, topic: useTopic(user.Kind), see: see}
		if user.Kind == "other account" {
			one.see = "aws ec2 describe-image-usage-report-entries --region " + r.at.Region + " --image-ids " + r.img.ID.String()
		}
		facts = append(facts, one)
	}
	if len(u.NotChecked) > 0 {
		facts = append(facts, fact{title: "Not checked"})
	}
	for _, n := range u.NotChecked {
		one := fact{value: n.What + ": " + n.Why, paint: muted, topic: useTopic(n.What), see: see}
		if strings.HasPrefix(n.What, "other accounts") {
			one.see = usageReportCommand(r)
		}
		facts = append(facts, one)
		if strings.Contains(n.Why, "on request") {
			facts = append(facts, fact{value: "a offers to have one made: " + reportTitle(), paint: muted, topic: "Usage report", see: usageReportCommand(r)})
		}
	}
	t.factList.settle(facts, room)
}

// usageReportCommand makes a report that counts everything.
func usageReportCommand(r row) string {
	return op.CLI(op.CreateUsageReport{ImageID: r.img.ID.String()}, "", r.at.Region)
}

// reportTitle is what the menu of actions calls the making of a report.
func reportTitle() string { return op.Find("image.usagereport").Title }

// useTopic is what explains a user of that kind, or a finder of that name.
func useTopic(kind string) string {
	for _, t := range []struct{ part, topic string }{
		{"other account", "Usage report"},
		{"launch configuration", "Launch configuration"},
		{"group", "Auto Scaling group"},
		{"Auto Scaling", "Auto Scaling group"},
		{"launch template", "Launch template"},
		{"SSM parameter", "SSM parameter as a pointer"},
		{"Image Builder", "Image Builder"},
	} {
		if strings.HasPrefix(kind, t.part) {
			return t.topic
		}
	}
	return "Image references"
}

func (t *users) do(e Env, r row, id op.ID) ([]Effect, bool) {
	if one, ok := t.here(); ok && id == "item.copyid" && one.label != "" {
		return []Effect{Copy{Text: one.value, What: one.label}}, true
	}
	return t.factList.do(e, r.at.Region, id)
}

func (t *users) draw(e Env, r row, room Rect) Picture {
	return Picture{Lines: t.factList.draw(e, r.at.Region, room)}
}
