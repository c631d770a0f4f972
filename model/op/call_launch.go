package op

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf8"

	"tami/model/ami"
)

// RunInstances launches instances from an image: all of them, or none.
type RunInstances struct {
	ImageID, Type   string
	Count           int
	Subnet, Key     string
	Groups          []string // security groups, by ID
	ProfileARN      string   // the instance profile
	UserData        string   `json:"-"`          // as it is; it may hold secrets, so no file of ours ever does
	UserDataBytes   int      `json:",omitempty"` // how long it is, by which one that was lost is noticed
	UserDataFile    string   `json:",omitempty"` // where it came from, for the AWS CLI; empty: from no file
	Devices         []Mapping
	Tags            []Tag // of the instances
	VolumeTags      []Tag
	Spot            bool
	SpotPrice       string `json:",omitempty"` // the most that an hour of one may cost, in US dollars; empty: the price on demand
	Tokens          string // required, optional; empty: as the image says
	HopLimit        int32  `json:",omitempty"` // of the metadata service; 0: as the image or the account says
	Endpoint        string `json:",omitempty"` // whether it answers: enabled, disabled; empty: as the account says
	Template        string // a launch template by ID; everything above goes over it
	TemplateVersion string
	Reach           []string `json:",omitempty"` // how to get onto each: commands with INSTANCE and ADDRESS for its own
	Token           string
}

// TerminateInstances ends instances for good. An ID may be several, joined with
// blanks, as RunInstances makes them.
type TerminateInstances struct{ IDs []string }

func (RunInstances) isCall()       {}
func (TerminateInstances) isCall() {}

func (c RunInstances) traits() traits {
	count := strconv.Itoa(max(c.Count, 1))
	args := withOptions([]string{"ec2", "run-instances"}, [2]string{"--image-id", c.ImageID}, [2]string{"--instance-type", c.Type})
	args = append(args, "--count", count)
	args = withOptions(args, [2]string{"--subnet-id", c.Subnet}, [2]string{"--key-name", c.Key})
	if len(c.Groups) > 0 {
		args = append(append(args, "--security-group-ids"), c.Groups...)
	}
	if c.ProfileARN != "" {
		args = append(args, "--iam-instance-profile", "Arn="+c.ProfileARN)
	}
	args = append(args, c.firstStartWords()...)
	if len(c.Devices) > 0 {
		args = append(args, "--block-device-mappings", mappingsJSON(c.Devices))
	}
	switch {
	case c.SpotPrice != "":
		args = append(args, "--instance-market-options", `{"MarketType":"spot","SpotOptions":{"MaxPrice":"`+c.SpotPrice+`"}}`)
	case c.Spot:
		args = append(args, "--instance-market-options", "MarketType=spot")
	}
	args = withOptions(args, [2]string{"--metadata-options", c.metadataArgument()})
	if c.Template != "" {
		args = append(args, "--launch-template", shorthand("LaunchTemplateId", c.Template, "Version", orDefault(c.TemplateVersion)))
	}
	args = withTags(args, taggedAs{"instance", c.Tags}, taggedAs{"volume", c.VolumeTags})
	return traits{
		operation: "ec2:RunInstances", dryRuns: true, again: c.Token != "", args: withOptions(args, [2]string{"--client-token", c.Token}),
		makes: map[string]string{"InstanceId": "Instances[].InstanceId"},
		probe: c.byToken(),
		took: func(b ami.Body) Effect {
			list, ok := b.(ami.HealthList)
			if !ok {
				return Unclear
			}
			return effect(len(list.List) > 0)
		},
		watch: &watch{
			until: [2]string{"the instances to run and pass their checks", "launches to run and pass their checks"},
			need: func(at ami.Where, made map[string]string) ami.Need {
				return ami.Health{Where: at, InstanceIDs: made["InstanceId"]}
			},
			judge: func(b ami.Body) Progress { return comingUp(b, max(c.Count, 1)) },
		},
	}
}

// byToken asks for the instances that the launch made. Without a token they
// cannot be told from others.
func (c RunInstances) byToken() func(ami.Where) ami.Need {
	if c.Token == "" {
		return nil
	}
	return func(at ami.Where) ami.Need { return ami.LaunchedWith{Where: at, Token: c.Token} }
}

// firstStartWords are how the AWS CLI is told of user data. What was typed stands in
// no line that may be saved: who runs it gives it in a variable, without which
// nothing is launched.
func (c RunInstances) firstStartWords() []string {
	switch {
	case c.UserDataFile != "" && !utf8.ValidString(c.UserData):
		return []string{"--user-data", "fileb://" + c.UserDataFile}
	case c.UserDataFile != "":
		return []string{"--user-data", "file://" + c.UserDataFile}
	case c.UserData != "" || c.UserDataBytes > 0:
		return []string{"--user-data", markOpen + "{USER_DATA:?the user data is not written here, export it}" + markClose}
	}
	return nil
}

// EncodedUserData is user data as AWS takes it.
func (c RunInstances) EncodedUserData() string {
	return base64.StdEncoding.EncodeToString([]byte(c.UserData))
}

// LacksUserData reports a launch that is to have user data which is not at
// hand: it was read back from a file, where user data is never written.
func (c RunInstances) LacksUserData() bool { return len(c.UserData) < c.UserDataBytes }

func orDefault(version string) string {
	if version == "" {
		return "$Default"
	}
	return version
}

func (c TerminateInstances) traits() traits {
	ids := c.List()
	return traits{
		operation: "ec2:TerminateInstances", dryRuns: true, again: true, args: append([]string{"ec2", "terminate-instances", "--instance-ids"}, ids...),
		probe: func(at ami.Where) ami.Need { return ami.Health{Where: at, InstanceIDs: strings.Join(ids, " ")} },
		took: func(b ami.Body) Effect {
			list, ok := b.(ami.HealthList)
			if !ok {
				return Unclear
			}
			for i := range list.List {
				if s := list.List[i].State.String(); s != "terminated" && s != "shutting-down" {
					return NotTaken
				}
			}
			return Took
		},
	}
}

// List is the IDs, one each.
func (c TerminateInstances) List() []string {
	var ids []string
	for _, id := range c.IDs {
		if _, _, ref := parseRef(id); ref {
			ids = append(ids, id)
			continue
		}
		ids = append(ids, strings.Fields(id)...)
	}
	return ids
}
