package awsclient

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"tami/model/ami"
	"tami/model/text"
)

// launchable is what something that groups launch from comes to.
type launchable struct {
	version int64     // of a launch template; 0 when it is not known
	image   text.Safe // empty where why says what is missing
	why     text.Safe
}

// launchables are the launch templates and configurations that the groups of a
// place name, each looked up once however many groups share it.
type launchables struct {
	client         *Client
	session        *session
	at             ami.Where
	versions       map[template]map[string]launchable // by version as groups write it
	configurations map[string]launchable
}

// template names a launch template by its ID, or by its name where a group
// gives nothing else.
type template struct{ id, name string }

// newLaunchables notes what groups launch from.
func newLaunchables(c *Client, s *session, at ami.Where, groups []types.AutoScalingGroup) *launchables {
	l := &launchables{client: c, session: s, at: at, versions: map[template]map[string]launchable{}, configurations: map[string]launchable{}}
	for i := range groups {
		g := &groups[i]
		if name := value(g.LaunchConfigurationName); name != "" {
			l.configurations[name] = launchable{}
		}
		for _, s := range specifications(g) {
			t, version := templateOf(s)
			if l.versions[t] == nil {
				l.versions[t] = map[string]launchable{}
			}
			l.versions[t][version] = launchable{}
		}
	}
	return l
}

// specifications are all launch templates that a group names.
func specifications(g *types.AutoScalingGroup) []*types.LaunchTemplateSpecification {
	all := []*types.LaunchTemplateSpecification{g.LaunchTemplate}
	if m := g.MixedInstancesPolicy; m != nil && m.LaunchTemplate != nil {
		all = append(all, m.LaunchTemplate.LaunchTemplateSpecification)
		for _, o := range m.LaunchTemplate.Overrides {
			all = append(all, o.LaunchTemplateSpecification)
		}
	}
	return slices.DeleteFunc(all, func(s *types.LaunchTemplateSpecification) bool { return s == nil })
}

const defaultVersion = "$Default"

// templateOf is the template and the version of a specification. One without a
// version means the default.
func templateOf(s *types.LaunchTemplateSpecification) (template, string) {
	t := template{id: value(s.LaunchTemplateId)}
	if t.id == "" {
		t.name = value(s.LaunchTemplateName)
	}
	return t, cmp.Or(value(s.Version), defaultVersion)
}

// launches says what a group's new instances come from.
func (l *launchables) launches(g *types.AutoScalingGroup) []ami.Launch {
	var all []ami.Launch
	add := func(one ami.Launch) {
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	if name := value(g.LaunchConfigurationName); name != "" {
		add(l.configurations[name].launch("configuration " + name))
	}
	if g.LaunchTemplate != nil {
		add(l.fromTemplate("", g.LaunchTemplate))
	}
	if m := g.MixedInstancesPolicy; m != nil && m.LaunchTemplate != nil {
		if s := m.LaunchTemplate.LaunchTemplateSpecification; s != nil {
			add(l.fromTemplate("", s))
		}
		for _, o := range m.LaunchTemplate.Overrides {
			if one, ok := l.fromOverride(o); ok {
				add(one)
			}
		}
	}
	return all
}

// fromOverride is what an override of a mixed-instances policy launches. One
// that names neither an image nor a template uses the policy's own template.
func (l *launchables) fromOverride(o types.LaunchTemplateOverrides) (ami.Launch, bool) {
	from := "override " + cmp.Or(value(o.InstanceType), "by instance requirements")
	switch {
	case value(o.ImageId) != "":
		return imageNamed(value(o.ImageId), "override").launch(from), true
	case o.LaunchTemplateSpecification != nil:
		return l.fromTemplate(from+" ", o.LaunchTemplateSpecification), true
	}
	return ami.Launch{}, false
}

// fromTemplate is what a launch template comes to, in the words of people:
// "template web $Latest (v44)".
func (l *launchables) fromTemplate(before string, s *types.LaunchTemplateSpecification) ami.Launch {
	t, version := templateOf(s)
	found := l.versions[t][version]
	from := before + "template " + cmp.Or(value(s.LaunchTemplateName), t.id) + " " + versionWords(version, found.version)
	return found.launch(from)
}

func (f launchable) launch(from string) ami.Launch {
	return ami.Launch{From: text.Clean(from), ImageID: f.image, Why: f.why}
}

// resolveAlias begins an image that is named by a parameter.
const resolveAlias = "resolve:ssm:"

// imageNamed is what the image that a thing names comes to. A parameter is
// not followed: it may lead elsewhere by the time that something launches.
func imageNamed(image, thing string) launchable {
	if parameter, ok := strings.CutPrefix(image, resolveAlias); ok {
		return launchable{why: text.Clean("resolved from an SSM parameter at launch: " + parameter)}
	}
	if image == "" {
		return launchable{why: text.Clean("the " + thing + " names no image")}
	}
	return launchable{image: text.Clean(image)}
}

// lookUp finds out what everything that was noted comes to.
func (l *launchables) lookUp(ctx context.Context) {
	l.lookUpConfigurations(ctx)
	l.lookUpTemplates(ctx)
}

// namesPerRequest is how many launch configurations one request may name.
const namesPerRequest = 50

func (l *launchables) lookUpConfigurations(ctx context.Context) {
	names := sortedKeys(l.configurations)
	gone := text.Clean("the launch configuration was not found")
	var p *ami.Problem
	for some := range slices.Chunk(names, namesPerRequest) {
		for _, name := range some {
			l.configurations[name] = launchable{why: gone}
		}
		if p == nil {
			p = l.client.readConfigurations(ctx, l.session, l.at, some, func(found *types.LaunchConfiguration) {
				l.configurations[value(found.LaunchConfigurationName)] = imageNamed(value(found.ImageId), "launch configuration")
			})
		}
		for _, name := range some {
			if p != nil && l.configurations[name].image.IsZero() {
				l.configurations[name] = launchable{why: text.Clean(p.Title)}
			}
		}
	}
}
