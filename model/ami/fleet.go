package ami

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tami/model/text"
)

// Templates asks for the launch templates of a place, each with its default
// and its latest version, those that AWS services manage included.
type Templates struct{ Where }

// TemplateVersions asks for all versions of one launch template.
type TemplateVersions struct {
	Where
	ID string
}

// ImageParameters asks for the SSM parameters of a place that are kept for
// images (data type aws:ec2:image), and what each says.
type ImageParameters struct{ Where }

// ParameterHistory asks what an SSM parameter said before.
type ParameterHistory struct {
	Where
	Name string
}

// TemplateUse is a launch template as a group, or an instance of one, names it.
// Its zero value is none.
type TemplateUse struct {
	ID, Name text.Safe
	Version  text.Safe // as it is written: "43", "$Latest", "$Default"
	Number   int64     // the version that it stands for at the moment; 0 when it is not known
}

// Moves reports a version that stands for another one when the template
// changes.
func (u TemplateUse) Moves() bool { return strings.HasPrefix(u.Version.Raw(), "$") }

// String names the use: "web $Latest (v44)", "web v43".
func (u TemplateUse) String() string {
	name := cmp.Or(u.Name.String(), u.ID.String())
	switch {
	case name == "":
		return ""
	case !u.Moves():
		return name + " v" + u.Version.String()
	case u.Number == 0:
		return name + " " + u.Version.String()
	}
	return name + " " + u.Version.String() + " (v" + strconv.FormatInt(u.Number, 10) + ")"
}

// Override is an instance type, or a set of requirements, of a mixed instances
// policy, and what it launches from instead of the policy's template.
type Override struct {
	Type         text.Safe // empty: chosen by instance requirements
	ImageID      text.Safe // an image of its own
	Template     TemplateUse
	Requirements bool
}

// Member is an instance of an Auto Scaling group.
type Member struct {
	ID            text.Safe
	ImageID       text.Safe // as Auto Scaling tells it; empty where it does not: EC2 does
	Type          text.Safe
	Zone          text.Safe
	Template      TemplateUse // what it was launched from
	Configuration text.Safe   // or the launch configuration that it was launched from
	Lifecycle     text.Safe   // InService, Pending, Terminating, Standby, Warmed:Stopped …
	Health        text.Safe   // Healthy, Unhealthy
	Protected     bool        // from scale-in; a refresh waits for it
}

// WarmPool are instances that a group holds ready. They were made from what it
// launched from at that time.
type WarmPool struct {
	Size  int32
	State text.Safe // Stopped, Running, Hibernated
}

// Versions of a template that are asked for by these words move with it.
const (
	LatestVersion  = "$Latest"
	DefaultVersion = "$Default"
)

// Template is a launch template.
type Template struct {
	ID, Name        text.Safe
	Default, Latest int64
	Created         Date
	By              text.Safe // who made it, as an ARN
	Managed         text.Safe // the AWS service that manages it; empty: none
	Tags            []Tag
	Versions        []TemplateVersion // the default and the latest, the newest first
}

// Version is the version with that number among those known, or nil.
func (t *Template) Version(number int64) *TemplateVersion {
	return versionIn(t.Versions, number)
}

// TemplateVersion is a version of a launch template. It never changes.
type TemplateVersion struct {
	Number      int64
	Default     bool
	Description text.Safe
	Created     Date
	By          text.Safe
	ImageID     text.Safe // empty where it names none, or a parameter
	Parameter   text.Safe // the SSM parameter that names the image at launch: /ami/web, with :version or :label where it has one
	Type        text.Safe // the instance type
	Endpoint    text.Safe // of the instance metadata: enabled, disabled; empty: as the account says
	HopLimit    int32     // of its answers; 0: as the image or the account says
	Tokens      text.Safe // of the instance metadata: required, optional; empty: as the image says
	Devices     []Device
	Key, Subnet text.Safe   // the subnet of the first network interface, where there are any
	Groups      []text.Safe // security groups, by ID; of the first network interface, where there are any
	Profile     text.Safe   // the instance profile, by its ARN or its name
	Spot        bool
	Enclaves    bool // Nitro Enclaves are turned on
	Protected   bool // what is launched is protected from being terminated
	Interfaces  bool // it gives network interfaces, beside which a launch takes no subnet and no groups
	// UserData and Rest are fingerprints: of the user data, and of everything
	// else but the image and the block devices. They tell versions apart and
	// nothing more, since user data may hold secrets.
	UserData, Rest text.Safe
}

// ParameterName is the name of the parameter of a version without the version
// or the label that follows it.
func (v *TemplateVersion) ParameterName() string {
	name, _, _ := strings.Cut(v.Parameter.Raw(), ":")
	return name
}

func versionIn(list []TemplateVersion, number int64) *TemplateVersion {
	if n := slices.IndexFunc(list, func(v TemplateVersion) bool { return v.Number == number }); n >= 0 {
		return &list[n]
	}
	return nil
}

// Parameter is an SSM parameter that is kept for an image, as it is now.
type Parameter struct {
	Name        text.Safe
	Value       text.Safe // empty where Why says what is missing
	Why         text.Safe
	Description text.Safe
	Version     int64
	Modified    Date
	By          text.Safe // who changed it last, as an ARN
}

// ParameterVersion is what a parameter said once.
type ParameterVersion struct {
	Version  int64
	Value    text.Safe
	DataType text.Safe
	Modified Date
	By       text.Safe
	Labels   []text.Safe
}

// TemplateList answers Templates.
type TemplateList struct{ List []Template }

// Find is the template with that ID or name, or nil.
func (l TemplateList) Find(name string) *Template {
	for i := range l.List {
		if t := &l.List[i]; t.ID.Raw() == name || t.Name.Raw() == name {
			return t
		}
	}
	return nil
}

// TemplateVersionList answers TemplateVersions, the newest version first.
type TemplateVersionList struct {
	ID, Name text.Safe
	List     []TemplateVersion
}

// Version is the version with that number, or nil.
func (l TemplateVersionList) Version(number int64) *TemplateVersion {
	return versionIn(l.List, number)
}

// Default is the number of the default version; 0 where the list names none.
func (l TemplateVersionList) Default() int64 {
	for i := range l.List {
		if l.List[i].Default {
			return l.List[i].Number
		}
	}
	return 0
}

// Latest is the number of the newest version; 0 without versions.
func (l TemplateVersionList) Latest() int64 {
	if len(l.List) == 0 {
		return 0
	}
	return l.List[0].Number
}

// ParameterList answers ImageParameters, by name.
type ParameterList struct{ List []Parameter }

// ParameterHistoryList answers ParameterHistory, the newest version first.
type ParameterHistoryList struct{ List []ParameterVersion }

func (Templates) isNeed()        {}
func (TemplateVersions) isNeed() {}
func (ImageParameters) isNeed()  {}
func (ParameterHistory) isNeed() {}

func (TemplateList) isBody()         {}
func (TemplateVersionList) isBody()  {}
func (ParameterList) isBody()        {}
func (ParameterHistoryList) isBody() {}
