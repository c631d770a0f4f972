package op

import (
	"strings"

	"tami/model/ami"
)

// The ways to roll back, as --way names them.
const (
	wayDefault       = "default-version"
	wayNew           = "new-version"
	wayRefresh       = "group-refresh"
	wayRoot          = "replace-root"
	wayParameter     = "parameter"
	wayConfiguration = "launch-configuration"
	wayCancel        = "cancel-refresh"
	wayTurn          = "rollback-refresh"
	wayGoOn          = "continue-refresh"
)

func allWays() []string {
	return []string{wayNew, wayRefresh, wayDefault, wayConfiguration, wayParameter, wayRoot, wayGoOn, wayCancel, wayTurn}
}

func wayLabel(way string) string {
	return map[string]string{
		wayNew: "a new version of the template, and a refresh to it", wayRefresh: "a refresh to a version that has the image",
		wayDefault: "make a version with the image the default one", wayConfiguration: "another launch configuration, and a refresh",
		wayParameter: "set the parameter back", wayRoot: "replace the root volume, and keep the instance",
		wayGoOn:   "go on with the refresh under way at once, past its checkpoint",
		wayCancel: "stop the refresh under way; what is replaced stays so", wayTurn: "let AWS turn the refresh under way round",
	}[way]
}

// wayChoices are the ways, each offered or with the reason why not.
func (b *rollback) wayChoices() []Choice {
	var list []Choice
	for _, way := range allWays() {
		c := Choice{Value: way, Label: wayLabel(way)}
		if len(b.Request.Targets) > 0 {
			c.Off = b.refused(way)
		}
		list = append(list, c)
	}
	return list
}

// choose takes the way that was asked for, or the first that fits. A way that
// does not fit stops the plan with the reason.
func (b *rollback) choose() {
	if b.way = b.Request.Values.One(fieldWay); b.way != "" {
		b.refuse(b.refused(b.way))
		return
	}
	for _, way := range b.preferred() {
		if b.refused(way) == "" {
			b.way = way
			return
		}
	}
	b.way = b.preferred()[0]
	if b.kind == OnGroups && b.group.Configuration.IsZero() {
		b.way = wayNew
	}
	b.refuse(b.refused(b.way))
}

// refuse stops the plan because its way does not lead back.
func (b *rollback) refuse(why string) {
	if why != "" {
		b.refusals = append(b.refusals, why)
		b.say(Stop, "It cannot be done this way (%s): %s.", wayLabel(b.way), why)
	}
}

// preferred are the ways of a kind of thing, the best first.
func (b *rollback) preferred() []string {
	switch b.kind {
	case OnTemplates:
		return []string{wayParameter, wayDefault, wayNew}
	case OnInstances:
		return []string{wayRoot}
	case OnParameters:
		return []string{wayParameter}
	}
	return []string{wayParameter, wayConfiguration, wayNew, wayRefresh, wayDefault}
}

// refused is why a way does not lead back here; "" when it does.
func (b *rollback) refused(way string) string {
	if b.missing != "" {
		return b.missing
	}
	switch b.kind {
	case OnInstances:
		if way != wayRoot {
			return "an instance keeps what it was launched from; only its root volume can be replaced"
		}
		return b.noRoot()
	case OnParameters:
		if way != wayParameter {
			return "a parameter has no versions to launch from; it can only be set back"
		}
		return ""
	case OnTemplates:
		return b.templateRefuses(way)
	}
	return b.groupRefuses(way)
}

func (b *rollback) templateRefuses(way string) string {
	switch way {
	case wayDefault:
		return b.noVersion()
	case wayNew:
		return b.byParameter()
	case wayParameter:
		return b.noParameter()
	}
	return "a template has no instances; name the group, or the instance"
}

// noVersion is why there is no version of the template to go to.
func (b *rollback) noVersion() string {
	if b.to != "" && b.versionWith(b.to) == nil {
		return "no version of " + b.template() + " names " + clean(b.to) + "; a new version would"
	}
	return ""
}

func (b *rollback) byParameter() string {
	if b.parameter != "" {
		return b.template() + " takes the image from the parameter " + clean(b.parameter) + "; set that back"
	}
	return ""
}

func (b *rollback) noParameter() string {
	if b.parameter == "" {
		return b.template() + " names its image itself and follows no parameter"
	}
	return ""
}

func (b *rollback) groupRefuses(way string) string {
	configuration := !b.group.Configuration.IsZero()
	switch {
	case way == wayRoot:
		return b.noRoots()
	case way == wayCancel || way == wayTurn || way == wayGoOn:
		return b.noRefresh(way)
	case way == wayConfiguration && !configuration:
		return "the group launches from the template " + b.use.String() + " and has no launch configuration"
	case configuration && way != wayConfiguration:
		return "the group launches from the launch configuration " + b.group.Configuration.String() + ", which has no versions"
	case way == wayDefault && b.use.Version.Raw() == ami.LatestVersion:
		return "the group follows $Latest and ignores the default version"
	case way == wayDefault && !b.use.Moves():
		return "the group pins v" + b.use.Version.String() + " and ignores the default version"
	case way == wayDefault:
		return b.noVersion()
	case way == wayNew:
		return or(b.byParameter(), b.noSource())
	case way == wayRefresh:
		return or(b.byParameter(), b.noVersion())
	case way == wayParameter:
		return b.noParameter()
	}
	return ""
}

func (b *rollback) noSource() string {
	if b.source() == nil && !b.use.ID.IsZero() {
		return "version " + number(b.use.Number) + " of " + b.template() + ", which the group launches from, could not be read: " + b.lacks(ami.TemplateVersions{Where: b.at, ID: b.use.ID.Raw()}, "it is deleted")
	}
	return ""
}

// noRefresh is why there is no refresh to stop or to turn round.
func (b *rollback) noRefresh(way string) string {
	r := b.running()
	switch {
	case r == nil:
		return "no refresh of the group is under way"
	case way == wayCancel && r.Status.Raw() == "Cancelling":
		return "the refresh is being stopped already"
	case way == wayCancel:
		return ""
	case way == wayGoOn && len(r.Checkpoints) == 0:
		return "the refresh has no checkpoints to go on from"
	case way == wayGoOn && !r.Waits():
		return "the refresh does not wait at a checkpoint now"
	case way == wayGoOn:
		return ""
	case r.Status.Raw() == "RollbackInProgress":
		return "AWS turns the refresh round already"
	case r.Template.IsZero():
		return "AWS turns a refresh round only when it was told where to go (a desired configuration), and this one was not"
	case strings.HasPrefix(r.Version.Raw(), "$"):
		return "AWS turns no refresh round that goes to " + r.Version.String() + ": that is another version by now, or may be"
	case b.parameter != "":
		return "AWS turns no refresh round whose template takes the image from a parameter"
	}
	return ""
}

// running is the refresh that is under way; nil without one.
func (b *rollback) running() *ami.Refresh {
	list := b.refreshes()
	if b.kind != OnGroups || len(list) == 0 || list[0].Over() {
		return nil
	}
	return &list[0]
}
