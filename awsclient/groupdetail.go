package awsclient

import (
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"tami/model/ami"
	"tami/model/text"
)

func groupOf(in *types.AutoScalingGroup) ami.Group {
	g := ami.Group{
		Name: safe(in.AutoScalingGroupName), Desired: value(in.DesiredCapacity), Min: value(in.MinSize), Max: value(in.MaxSize),
		Configuration: safe(in.LaunchConfigurationName),
	}
	for _, i := range in.Instances {
		if i.LifecycleState == types.LifecycleStateInService {
			g.InService++
		}
	}
	for _, s := range in.SuspendedProcesses {
		g.Suspended = append(g.Suspended, safe(s.ProcessName))
	}
	if w := in.WarmPoolConfiguration; w != nil {
		g.Warm = &ami.WarmPool{Size: value(in.WarmPoolSize), State: text.Clean(string(w.PoolState))}
	}
	for _, t := range in.Tags {
		g.Tags = append(g.Tags, ami.Tag{Key: safe(t.Key), Value: safe(t.Value)})
	}
	if in.Operator != nil {
		g.Managed = safe(in.Operator.Principal)
	}
	return g
}

// describe says in full what a group launches from and what it consists of.
// The numbers of versions are those that were looked up.
func (l *launchables) describe(g *ami.Group, in *types.AutoScalingGroup) {
	if in.LaunchTemplate != nil {
		g.Template = l.use(in.LaunchTemplate)
	}
	if m := in.MixedInstancesPolicy; m != nil {
		g.Policy = policyJSON(m)
		if t := m.LaunchTemplate; t != nil {
			g.Template = l.use(t.LaunchTemplateSpecification)
			for _, o := range t.Overrides {
				g.Overrides = append(g.Overrides, ami.Override{
					Type: safe(o.InstanceType), ImageID: safe(o.ImageId), Template: l.use(o.LaunchTemplateSpecification), Requirements: o.InstanceRequirements != nil,
				})
			}
		}
	}
	for i := range in.Instances {
		m := &in.Instances[i]
		g.Members = append(g.Members, ami.Member{
			ID: safe(m.InstanceId), ImageID: safe(m.ImageId), Type: safe(m.InstanceType), Zone: safe(m.AvailabilityZone),
			Template: l.use(m.LaunchTemplate), Configuration: safe(m.LaunchConfigurationName),
			Lifecycle: text.Clean(string(m.LifecycleState)), Health: safe(m.HealthStatus), Protected: value(m.ProtectedFromScaleIn),
		})
	}
}

// use is a launch template as it is named, with the number that its version
// stands for.
func (l *launchables) use(s *types.LaunchTemplateSpecification) ami.TemplateUse {
	if s == nil {
		return ami.TemplateUse{}
	}
	t, version := templateOf(s)
	u := ami.TemplateUse{ID: safe(s.LaunchTemplateId), Name: safe(s.LaunchTemplateName), Version: text.Clean(version), Number: l.versions[t][version].version}
	if !u.Moves() {
		u.Number = wholeNumber(version)
	}
	return u
}

// policyJSON is a mixed instances policy as the AWS CLI takes it. AWS tells the
// ID and the name of a template, and takes one of them only.
func policyJSON(m *types.MixedInstancesPolicy) string {
	if m.LaunchTemplate == nil {
		return plainJSON(m)
	}
	copied, launch := *m, *m.LaunchTemplate
	copied.LaunchTemplate = &launch
	launch.LaunchTemplateSpecification = byIDAlone(launch.LaunchTemplateSpecification)
	launch.Overrides = append([]types.LaunchTemplateOverrides(nil), launch.Overrides...)
	for i := range launch.Overrides {
		launch.Overrides[i].LaunchTemplateSpecification = byIDAlone(launch.Overrides[i].LaunchTemplateSpecification)
	}
	return plainJSON(copied)
}

func byIDAlone(s *types.LaunchTemplateSpecification) *types.LaunchTemplateSpecification {
	if s == nil || value(s.LaunchTemplateId) == "" {
		return s
	}
	copied := *s
	copied.LaunchTemplateName = nil
	return &copied
}

// configurationOf is a launch configuration with all that it says but its user
// data, which may hold secrets.
func configurationOf(in *types.LaunchConfiguration) ami.LaunchConfiguration {
	plain := *in
	plain.UserData = nil
	return ami.LaunchConfiguration{
		Name: safe(in.LaunchConfigurationName), ImageID: safe(in.ImageId), Type: safe(in.InstanceType), Created: dateOf(in.CreatedTime),
		JSON: plainJSON(plain), UserData: fingerprint(value(in.UserData)),
	}
}

// plainJSON writes a structure of the SDK's as the AWS CLI would: what is not
// set is left out. It is "" for what cannot be written, which none of them is.
func plainJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	var tree any
	if json.Unmarshal(raw, &tree) != nil {
		return ""
	}
	if raw, err = json.Marshal(pruned(tree)); err != nil {
		return ""
	}
	return string(raw)
}

// pruned is a tree of JSON without what is null or empty.
func pruned(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if x = pruned(x); x == nil {
				delete(v, k)
			} else {
				v[k] = x
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		if len(v) == 0 {
			return nil
		}
		for i := range v {
			v[i] = pruned(v[i])
		}
	case string:
		if v == "" {
			return nil
		}
	}
	return v
}
