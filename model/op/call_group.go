package op

import (
	"strconv"

	"tami/model/ami"
)

// StartRefresh replaces the instances of an Auto Scaling group, a few at a
// time. The group takes the new setup over when the refresh has succeeded. AWS
// takes no token for it, but refuses a second refresh while one is under way.
type StartRefresh struct {
	Group             string
	Template, Version string // what it goes to: a launch template by ID, a version by number
	Policy            string // or a mixed instances policy, as the AWS CLI's JSON; Version, where there is one, goes over that in it
	Strategy          string // Rolling, ReplaceRootVolume
	MinHealthy        int    // per cent
	SkipMatching      bool
	AutoRollback      bool
	Checkpoints       []int // per cent
	CheckpointDelay   int   // seconds
	Bake              int   // seconds
	Alarms            []string
}

// CancelRefresh stops the refresh under way; what was replaced stays replaced.
type CancelRefresh struct{ Group string }

// RollbackRefresh turns the refresh under way round.
type RollbackRefresh struct{ Group string }

// UpdateGroup changes what a group launches new instances from; those it has
// stay. One of the three is set.
type UpdateGroup struct {
	Group             string
	Template, Version string
	Policy            string
	Configuration     string // a launch configuration by name
}

// CreateConfiguration makes a launch configuration like another one, with
// another image. Source holds the other one as the AWS CLI prints it, without
// its user data: that may hold secrets, so it is read from the other one when
// the call is made, and is in no file of ours.
type CreateConfiguration struct {
	Name, ImageID string
	Source        string
	From          string // the other one by name
	UserData      string // the fingerprint of its user data; "": it has none
}

func (StartRefresh) isCall()        {}
func (CancelRefresh) isCall()       {}
func (RollbackRefresh) isCall()     {}
func (UpdateGroup) isCall()         {}
func (CreateConfiguration) isCall() {}

func (c StartRefresh) traits() traits {
	args := append(onGroup("start-instance-refresh", c.Group), "--strategy", c.strategy())
	if d := desired(c.Template, c.Version, c.Policy); d != "" {
		args = append(args, "--desired-configuration", d)
	}
	args = append(args, "--preferences", c.preferences())
	return traits{
		operation: "autoscaling:StartInstanceRefresh", args: args, makes: map[string]string{"InstanceRefreshId": "InstanceRefreshId"},
		probe: func(at ami.Where) ami.Need { return ami.Refreshes{Where: at, Group: c.Group} },
		took: func(b ami.Body) Effect {
			list, ok := b.(ami.RefreshList)
			if !ok {
				return Unclear
			}
			if len(list.List) == 0 {
				return NotTaken
			}
			// One that is over by now counts as well: to begin it again would replace
			// every instance twice. What began before the call is told by its time.
			return effect(c.Version == "" || list.List[0].Version.Raw() == c.Version)
		},
		watch: &watch{
			until: [2]string{"the instances of the group to be replaced", "groups to be replaced"},
			need:  func(at ami.Where, made map[string]string) ami.Need { return ami.Refreshes{Where: at, Group: c.Group} },
			judge: judgeRefresh, ask: groupActs(c.Group), why: groupTrouble,
		},
	}
}

func (c StartRefresh) strategy() string {
	if c.Strategy == "" {
		return "Rolling"
	}
	return c.Strategy
}

// preferences is how careful the refresh is, as JSON.
func (c StartRefresh) preferences() string {
	type alarms struct{ Alarms []string }
	p := struct {
		MinHealthyPercentage  int
		SkipMatching          bool
		AutoRollback          bool
		CheckpointPercentages []int   `json:",omitempty"`
		CheckpointDelay       int     `json:",omitempty"`
		BakeTime              int     `json:",omitempty"`
		AlarmSpecification    *alarms `json:",omitempty"`
	}{MinHealthyPercentage: c.MinHealthy, SkipMatching: c.SkipMatching, AutoRollback: c.AutoRollback,
		CheckpointPercentages: c.Checkpoints, CheckpointDelay: c.CheckpointDelay, BakeTime: c.Bake}
	if len(c.Alarms) > 0 {
		p.AlarmSpecification = &alarms{c.Alarms}
	}
	return compact(p)
}

// desired is what a group is to launch from, as JSON; "" leaves it as it is.
func desired(template, version, policy string) string {
	switch {
	case policy != "":
		return `{"MixedInstancesPolicy":` + PolicyAt(policy, version) + `}`
	case template != "":
		return `{"LaunchTemplate":` + templateJSON(template, version) + `}`
	}
	return ""
}

func templateJSON(template, version string) string {
	return compact(struct {
		LaunchTemplateID string `json:"LaunchTemplateId"`
		Version          string
	}{template, version})
}

// judgeRefresh reads how far the newest refresh of a group is.
func judgeRefresh(b ami.Body) Progress {
	list, ok := b.(ami.RefreshList)
	if !ok || len(list.List) == 0 {
		return Progress{Text: "not to be seen yet"}
	}
	r := &list.List[0]
	text := strconv.Itoa(r.Percent) + " %"
	if r.ToUpdate > 0 {
		text += ", " + strconv.Itoa(r.ToUpdate) + " to go"
	}
	if !r.Reason.IsZero() {
		text += ": " + r.Reason.String()
	}
	switch status := r.Status.String(); status {
	case "Successful":
		return Progress{Text: "all replaced", Done: true}
	case "Failed", "Cancelled", "RollbackFailed":
		return Progress{Text: status, Failed: "the refresh is " + status + " at " + text}
	case "RollbackSuccessful":
		return Progress{Text: status, Failed: "AWS rolled the refresh back: " + text}
	case "RollbackInProgress":
		return Progress{Text: "AWS rolls it back: " + text}
	case "Baking":
		return Progress{Text: "all replaced, baking"}
	}
	return Progress{Text: text}
}

func (c CancelRefresh) traits() traits {
	return traits{
		operation: "autoscaling:CancelInstanceRefresh", args: onGroup("cancel-instance-refresh", c.Group),
		probe: func(at ami.Where) ami.Need { return ami.Refreshes{Where: at, Group: c.Group} }, took: refreshEnds("Cancelling", "Cancelled"),
		watch: &watch{
			until: [2]string{"the refresh to stop", "refreshes to stop"},
			need:  func(at ami.Where, _ map[string]string) ami.Need { return ami.Refreshes{Where: at, Group: c.Group} },
			judge: judgeStopped,
		},
	}
}

// judgeStopped reads how far the end of a refresh is: the instances on their way
// are waited for.
func judgeStopped(b ami.Body) Progress {
	list, ok := b.(ami.RefreshList)
	switch {
	case !ok || len(list.List) == 0:
		return Progress{Text: "not to be seen yet"}
	case list.List[0].Over():
		return Progress{Text: "stopped at " + strconv.Itoa(list.List[0].Percent) + " %", Done: true}
	}
	return Progress{Text: "waiting for the instances on their way"}
}

func (c RollbackRefresh) traits() traits {
	return traits{
		operation: "autoscaling:RollbackInstanceRefresh", args: onGroup("rollback-instance-refresh", c.Group),
		probe: func(at ami.Where) ami.Need { return ami.Refreshes{Where: at, Group: c.Group} },
		took:  refreshEnds("RollbackInProgress", "RollbackSuccessful", "RollbackFailed"),
		watch: &watch{
			until: [2]string{"the refresh to be rolled back", "refreshes to be rolled back"},
			need:  func(at ami.Where, _ map[string]string) ami.Need { return ami.Refreshes{Where: at, Group: c.Group} },
			judge: func(b ami.Body) Progress {
				p := judgeRefresh(b)
				if p.Text == "RollbackSuccessful" {
					return Progress{Text: "rolled back", Done: true}
				}
				return p
			},
			ask: groupActs(c.Group), why: groupTrouble,
		},
	}
}

// refreshEnds reads whether the newest refresh has one of these statuses.
func refreshEnds(statuses ...string) func(ami.Body) Effect {
	return func(b ami.Body) Effect {
		list, ok := b.(ami.RefreshList)
		if !ok || len(list.List) == 0 {
			return Unclear
		}
		for _, s := range statuses {
			if list.List[0].Status.String() == s {
				return Took
			}
		}
		return NotTaken
	}
}

func (c UpdateGroup) traits() traits {
	args := onGroup("update-auto-scaling-group", c.Group)
	switch {
	case c.Policy != "":
		args = append(args, "--mixed-instances-policy", c.Policy)
	case c.Configuration != "":
		args = append(args, "--launch-configuration-name", c.Configuration)
	default:
		args = append(args, "--launch-template", templateJSON(c.Template, c.Version))
	}
	return traits{operation: "autoscaling:UpdateAutoScalingGroup", again: true, args: args}
}

func (c CreateConfiguration) traits() traits {
	args := []string{"autoscaling", "create-launch-configuration", "--cli-input-json", c.Input()}
	var input []string
	if c.UserData != "" {
		args = append(args, "--user-data", "fileb:///dev/stdin")
		input = []string{"autoscaling", "describe-launch-configurations", "--launch-configuration-names", c.From, "--query", "LaunchConfigurations[0].UserData", "--output", "text"}
	}
	return traits{
		operation: "autoscaling:CreateLaunchConfiguration",
		args:      args, input: input,
		probe: func(at ami.Where) ami.Need { return ami.LaunchConfigurations{Where: at} },
		took: func(b ami.Body) Effect {
			list, ok := b.(ami.LaunchConfigurationList)
			if !ok {
				return Unclear
			}
			for _, l := range list.List {
				if l.Name.Raw() == c.Name {
					return effect(l.ImageID.Raw() == c.ImageID)
				}
			}
			return NotTaken
		},
	}
}

func onGroup(command, group string, more ...string) []string {
	return append([]string{"autoscaling", command, "--auto-scaling-group-name", group}, more...)
}
