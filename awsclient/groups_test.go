package awsclient

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"tami/model/ami"
)

// scalingAnswer is the XML of Auto Scaling's answers.
func scalingAnswer(action, inner string) string {
	return "<" + action + `Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><` + action + "Result>" + inner + "</" + action + "Result></" + action + "Response>"
}

// scalingError is the XML of its errors.
func scalingError(code, message string) string {
	return "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message + "</Message></Error><RequestId>r</RequestId></ErrorResponse>"
}

// account is a small account to launch from: groups, templates with versions
// 1 to 9 of which 4 is the default, and launch configurations. It notes what
// it is asked.
type account struct {
	mu     sync.Mutex
	groups []string                                  // the XML inside each group
	fail   map[string]func(url.Values) (int, string) // by action
	asked  map[string][]url.Values                   // by action
	images map[string]string                         // by "template version"; otherwise ami-<template>-<version>
	pages  int                                       // groups on a page; 0 is all
	listed []string                                  // templates that are listed where none is named, each on a page
}

func (a *account) answer(_ *http.Request, action string, form url.Values) (int, string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.asked == nil {
		a.asked = map[string][]url.Values{}
	}
	a.asked[action] = append(a.asked[action], form)
	if fail := a.fail[action]; fail != nil {
		if status, body := fail(form); status != 0 {
			return status, body
		}
	}
	switch action {
	case "DescribeAutoScalingGroups":
		return 200, scalingAnswer(action, a.groupPage(form.Get("NextToken")))
	case "DescribeLaunchConfigurations":
		return 200, scalingAnswer(action, configurationsXML(form))
	}
	return a.versions(form)
}

func (a *account) groupPage(token string) string {
	from, size := 0, a.pages
	fmt.Sscanf(token, "%d", &from)
	if size == 0 {
		size = len(a.groups)
	}
	to := min(from+size, len(a.groups))
	page := "<AutoScalingGroups><member>" + strings.Join(a.groups[from:to], "</member><member>") + "</member></AutoScalingGroups>"
	if to < len(a.groups) {
		page += fmt.Sprintf("<NextToken>%d</NextToken>", to)
	}
	return page
}

// configurationsXML has every configuration that it is asked for, but those
// that are gone; without names it has two pages.
func configurationsXML(form url.Values) string {
	var b strings.Builder
	for i := 1; form.Has(fmt.Sprintf("LaunchConfigurationNames.member.%d", i)); i++ {
		if name := form.Get(fmt.Sprintf("LaunchConfigurationNames.member.%d", i)); name != "gone" {
			fmt.Fprintf(&b, "<member><LaunchConfigurationName>%s</LaunchConfigurationName><ImageId>ami-%s</ImageId></member>", name, name)
		}
	}
	if b.Len() > 0 || form.Has("LaunchConfigurationNames.member.1") {
		return "<LaunchConfigurations>" + b.String() + "</LaunchConfigurations>"
	}
	name, next := "web-2021", "<NextToken>t1</NextToken>"
	if form.Has("NextToken") {
		name, next = "old\u202e", ""
	}
	return "<LaunchConfigurations><member><LaunchConfigurationName>" + name + "</LaunchConfigurationName><ImageId>ami-7</ImageId></member></LaunchConfigurations>" + next
}

// versions answers for the versions of one template.
func (a *account) versions(form url.Values) (int, string) {
	id, name := form.Get("LaunchTemplateId"), form.Get("LaunchTemplateName")
	if id != "" && name != "" {
		return 400, errorOf("InvalidParameterCombination", "either the launch template ID or the launch template name")
	}
	id = strings.TrimPrefix(id+name, "lt-")
	var b strings.Builder
	if id == "" {
		return a.everyTemplate(form.Get("NextToken"))
	}
	for i := 1; form.Has(fmt.Sprintf("LaunchTemplateVersion.%d", i)); i++ {
		version := form.Get(fmt.Sprintf("LaunchTemplateVersion.%d", i))
		number := map[string]string{"$Latest": "9", "$Default": "4"}[version]
		if number == "" {
			number = version
		}
		if len(number) > 2 {
			return 400, errorOf("InvalidLaunchTemplateVersion.Malformed", "The version "+number+" is not valid")
		}
		if len(number) > 1 || id == "gone" {
			return 400, errorOf("InvalidLaunchTemplateId.VersionNotFound", "Could not find the specified version "+number)
		}
		image, listed := a.images[id+" "+number]
		if !listed {
			image = "<imageId>ami-" + id + "-" + number + "</imageId>"
		}
		fmt.Fprintf(&b, "<item><launchTemplateId>lt-%s</launchTemplateId><versionNumber>%s</versionNumber><defaultVersion>%v</defaultVersion><launchTemplateData>%s</launchTemplateData></item>",
			id, number, number == "4", image)
	}
	return 200, answerOf("DescribeLaunchTemplateVersions", "<launchTemplateVersionSet>"+b.String()+"</launchTemplateVersionSet>")
}

// everyTemplate answers for the latest and the default version of all templates:
// each of the two stands on a page of its own.
func (a *account) everyTemplate(token string) (int, string) {
	page := 0
	fmt.Sscanf(token, "%d", &page)
	row, next := "", ""
	if page < 2*len(a.listed) {
		id, number := a.listed[page/2], []string{"4", "9"}[page%2]
		row = fmt.Sprintf("<item><launchTemplateId>lt-%s</launchTemplateId><launchTemplateName>%s</launchTemplateName><versionNumber>%s</versionNumber><defaultVersion>%v</defaultVersion><launchTemplateData><imageId>ami-%s-%s</imageId></launchTemplateData></item>",
			id, id, number, number == "4", id, number)
	}
	if page+1 < 2*len(a.listed) {
		next = fmt.Sprintf("<nextToken>%d</nextToken>", page+1)
	}
	return 200, answerOf("DescribeLaunchTemplateVersions", "<launchTemplateVersionSet>"+row+"</launchTemplateVersionSet>"+next)
}

// specification is the XML of a launch template as a group names it.
func specification(element, name, version string) string {
	s := "<LaunchTemplateId>lt-" + name + "</LaunchTemplateId><LaunchTemplateName>" + name + "</LaunchTemplateName>"
	if version != "" {
		s += "<Version>" + version + "</Version>"
	}
	return "<" + element + ">" + s + "</" + element + ">"
}

// mixed is the XML of a mixed-instances policy.
func mixed(name, version string, overrides ...string) string {
	return "<MixedInstancesPolicy><LaunchTemplate>" + specification("LaunchTemplateSpecification", name, version) +
		"<Overrides><member>" + strings.Join(overrides, "</member><member>") + "</member></Overrides></LaunchTemplate></MixedInstancesPolicy>"
}

// groupsOf asks for the groups of an account.
func groupsOf(t *testing.T, a *account) []ami.Group {
	t.Helper()
	body, p := one(t, a.answer, ami.Groups{Where: place()})
	list, ok := body.(ami.GroupList)
	if p != nil || !ok {
		t.Fatalf("%+v, %v", body, p)
	}
	return list.List
}

// launchLines are the launches of groups, as "from = image" or "from ? why".
func launchLines(groups []ami.Group) []string {
	var lines []string
	for _, g := range groups {
		for _, l := range g.Launches {
			if l.ImageID.IsZero() {
				lines = append(lines, l.From.String()+" ? "+l.Why.String())
			} else {
				lines = append(lines, l.From.String()+" = "+l.ImageID.String()+l.Why.String())
			}
		}
	}
	return lines
}

func TestGroups(t *testing.T) {
	groups := groupsOf(t, &account{groups: []string{
		"<AutoScalingGroupName>web-\u202eblue</AutoScalingGroupName><DesiredCapacity>3</DesiredCapacity>" +
			"<Instances><member><LifecycleState>InService</LifecycleState></member><member><LifecycleState>Pending</LifecycleState></member>" +
			"<member><LifecycleState>InService</LifecycleState></member></Instances>" +
			"<SuspendedProcesses><member><ProcessName>Launch</ProcessName></member></SuspendedProcesses>",
		"<AutoScalingGroupName>empty</AutoScalingGroupName>",
	}})
	if len(groups) != 2 || len(groups[0].Launches) != 0 {
		t.Fatalf("%+v", groups)
	}
	g := groups[0]
	if g.Name.String() != "web-�blue" || g.Desired != 3 || g.InService != 2 || len(g.Suspended) != 1 || g.Suspended[0].String() != "Launch" {
		t.Errorf("%+v", g)
	}
}

func TestWhatGroupsLaunch(t *testing.T) {
	for name, c := range map[string]struct {
		group string
		want  []string
	}{
		"a number":           {specification("LaunchTemplate", "web", "3"), []string{"template web v3 = ami-web-3"}},
		"the latest":         {specification("LaunchTemplate", "web", "$Latest"), []string{"template web $Latest (v9) = ami-web-9"}},
		"the default":        {specification("LaunchTemplate", "web", "$Default"), []string{"template web $Default (v4) = ami-web-4"}},
		"no version":         {specification("LaunchTemplate", "web", ""), []string{"template web $Default (v4) = ami-web-4"}},
		"without its name":   {"<LaunchTemplate><LaunchTemplateId>lt-web</LaunchTemplateId><Version>3</Version></LaunchTemplate>", []string{"template lt-web v3 = ami-web-3"}},
		"without its ID":     {"<LaunchTemplate><LaunchTemplateName>web</LaunchTemplateName><Version>3</Version></LaunchTemplate>", []string{"template web v3 = ami-web-3"}},
		"a version gone":     {specification("LaunchTemplate", "web", "33"), []string{"template web v33 ? the template or this version of it was not found"}},
		"a template gone":    {specification("LaunchTemplate", "gone", "$Latest"), []string{"template gone $Latest ? the template or this version of it was not found"}},
		"no version at all":  {specification("LaunchTemplate", "web", "new"), []string{"template web vnew ? ec2:DescribeLaunchTemplateVersions refused: InvalidLaunchTemplateVersion.Malformed"}},
		"through SSM":        {specification("LaunchTemplate", "ssm", "1"), []string{"template ssm v1 ? resolved from an SSM parameter at launch: /ami/web"}},
		"without an image":   {specification("LaunchTemplate", "bare", "1"), []string{"template bare v1 ? the template names no image"}},
		"a configuration":    {"<LaunchConfigurationName>web-2021</LaunchConfigurationName>", []string{"configuration web-2021 = ami-web-2021"}},
		"configuration gone": {"<LaunchConfigurationName>gone</LaunchConfigurationName>", []string{"configuration gone ? the launch configuration was not found"}},
		"hostile names":      {specification("LaunchTemplate", "w\u202eb", "3"), []string{"template w�b v3 = ami-w�b-3"}},
		"overrides": {
			mixed("web", "$Default",
				"<InstanceType>m7g.large</InstanceType>",
				"<InstanceType>c7g.large</InstanceType><ImageId>ami-7</ImageId>",
				"<InstanceType>c7i.large</InstanceType>"+specification("LaunchTemplateSpecification", "intel", "$Latest"),
				"<InstanceRequirements/><ImageId>resolve:ssm:/ami/any</ImageId>",
				"<InstanceType>c7g.large</InstanceType><ImageId>ami-7</ImageId>"),
			[]string{
				"template web $Default (v4) = ami-web-4",
				"override c7g.large = ami-7",
				"override c7i.large template intel $Latest (v9) = ami-intel-9",
				"override by instance requirements ? resolved from an SSM parameter at launch: /ami/any",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := &account{groups: []string{"<AutoScalingGroupName>g</AutoScalingGroupName>" + c.group},
				images: map[string]string{"ssm 1": "<imageId>resolve:ssm:/ami/web</imageId>", "bare 1": ""}}
			if got := launchLines(groupsOf(t, a)); !slices.Equal(got, c.want) {
				t.Errorf("launches %q,\nwant %q", got, c.want)
			}
		})
	}
}

// However many groups share a template, it is asked about once.
func TestGroupsShareTheirLookUps(t *testing.T) {
	a := &account{pages: 40}
	for n := range 100 {
		a.groups = append(a.groups, fmt.Sprintf("<AutoScalingGroupName>g%d</AutoScalingGroupName>", n)+
			specification("LaunchTemplate", fmt.Sprint("t", n%10), fmt.Sprint(n%9+1)))
	}
	for n := range 60 {
		a.groups = append(a.groups, fmt.Sprintf("<LaunchConfigurationName>c%d</LaunchConfigurationName>", n))
	}
	lines := launchLines(groupsOf(t, a))
	if len(lines) != 160 || strings.Contains(strings.Join(lines, "\n"), "?") {
		t.Errorf("%d launches: %q", len(lines), lines)
	}
	for action, want := range map[string]int{"DescribeAutoScalingGroups": 4, "DescribeLaunchTemplateVersions": 11, "DescribeLaunchConfigurations": 2} {
		if got := len(a.asked[action]); got != want {
			t.Errorf("%d requests for %s, want %d", got, action, want)
		}
	}
	if form := a.asked["DescribeAutoScalingGroups"][0]; form.Get("MaxRecords") != "100" {
		t.Errorf("asked %v", form)
	}
	if form := a.asked["DescribeLaunchTemplateVersions"][0]; form.Get("IncludeManagedResources") != "true" || form.Has("ResolveAlias") {
		t.Errorf("asked %v", form)
	}
}

// The latest and the default versions of many templates take one reading, of which
// no more pages are read than asking about each template would take.
func TestManyTemplatesAreLookedUpTogether(t *testing.T) {
	for name, c := range map[string]struct {
		version string
		listed  int // templates before those that groups name
		asked   int
		want    string
	}{
		"the default":                     {"$Default", 0, 6 + 9, "v4) = ami-b-4"},
		"a number":                        {"4", 0, 6 + 9, "v4 = ami-b-4"},
		"the latest, of a list cut short": {"$Latest", 0, 6 + 12, "(v9) = ami-b-9"},
		"an older number":                 {"3", 0, 6 + 12, "v3 = ami-b-3"},
		"behind the templates of others":  {"4", 30, 6 + 12, "v4 = ami-b-4"},
	} {
		a := &account{}
		for n := range c.listed {
			a.listed = append(a.listed, fmt.Sprint("other", n))
		}
		for n := range 12 {
			id := string(rune('a' + n))
			a.groups = append(a.groups, specification("LaunchTemplate", id, c.version))
			a.listed = append(a.listed, id)
		}
		lines := launchLines(groupsOf(t, a))
		if len(lines) != 12 || !strings.HasSuffix(lines[1], c.want) {
			t.Errorf("%s: launches %q", name, lines)
		}
		if n := len(a.asked["DescribeLaunchTemplateVersions"]); n != c.asked {
			t.Errorf("%s: %d requests, want %d", name, n, c.asked)
		}
	}
}

// One version that is gone is not the end of the others of its template.
func TestAVersionThatIsGoneAlone(t *testing.T) {
	a := &account{groups: []string{
		specification("LaunchTemplate", "web", "3"), specification("LaunchTemplate", "web", "77"),
		specification("LaunchTemplate", "api", "new"), specification("LaunchTemplate", "api", "1"),
	}}
	for n := range 2 * templatesAtOnce { // the next templates are asked about all the same
		a.groups = append(a.groups, specification("LaunchTemplate", fmt.Sprint("z", n), "1"))
	}
	want := []string{
		"template web v3 = ami-web-3", "template web v77 ? the template or this version of it was not found",
		"template api vnew ? ec2:DescribeLaunchTemplateVersions refused: InvalidLaunchTemplateVersion.Malformed", "template api v1 = ami-api-1",
		"template z0 v1 = ami-z0-1",
	}
	got := launchLines(groupsOf(t, a))
	if !slices.Equal(got[:len(want)], want) || strings.Contains(strings.Join(got[len(want):], ""), "?") {
		t.Errorf("launches %q", got)
	}
}

// What may not be looked up leaves the groups standing, and says which
// permission is missing.
func TestGroupsWithoutTheRightToTheirParts(t *testing.T) {
	denied := func(url.Values) (int, string) {
		return 403, errorOf("UnauthorizedOperation", "You are not authorized to perform this operation.")
	}
	a := &account{fail: map[string]func(url.Values) (int, string){
		"DescribeLaunchTemplateVersions": denied,
		"DescribeLaunchConfigurations":   func(url.Values) (int, string) { return 403, scalingError("AccessDenied", "no") },
	}}
	for n := range 30 {
		a.groups = append(a.groups, specification("LaunchTemplate", fmt.Sprint("t", n), "1"))
	}
	a.groups = append(a.groups, "<LaunchConfigurationName>c</LaunchConfigurationName>", mixed("web", "1", "<InstanceType>c7g.large</InstanceType><ImageId>ami-7</ImageId>"))
	lines := launchLines(groupsOf(t, a))
	want := []string{
		"template t29 v1 ? not permitted: ec2:DescribeLaunchTemplateVersions",
		"configuration c ? not permitted: autoscaling:DescribeLaunchConfigurations",
		"template web v1 ? not permitted: ec2:DescribeLaunchTemplateVersions",
		"override c7g.large = ami-7",
	}
	if len(lines) != 33 || !slices.Equal(lines[29:], want) {
		t.Errorf("launches %q", lines)
	}
	if n := len(a.asked["DescribeLaunchTemplateVersions"]); n > templatesAtOnce {
		t.Errorf("denied %d times: once is enough to know", n)
	}
}

func TestGroupsThatCannotBeRead(t *testing.T) {
	denied := func(url.Values) (int, string) {
		return 403, scalingError("AccessDenied", "User: u is not authorized to perform: autoscaling:DescribeAutoScalingGroups")
	}
	a := &account{fail: map[string]func(url.Values) (int, string){"DescribeAutoScalingGroups": denied}}
	_, p := one(t, a.answer, ami.Groups{Where: place()})
	wantProblem(t, p, ami.Denied, "autoscaling:DescribeAutoScalingGroups")

	a = &account{pages: 1, groups: []string{"", ""}, fail: map[string]func(url.Values) (int, string){"DescribeAutoScalingGroups": func(form url.Values) (int, string) {
		if form.Has("NextToken") {
			return 400, scalingError("Throttling", "Rate exceeded")
		}
		return 0, ""
	}}}
	body, p := one(t, a.answer, ami.Groups{Where: place()})
	wantProblem(t, p, ami.Throttled, "minute")
	if body != nil {
		t.Errorf("half a list passes for a whole one: %+v", body)
	}
}

func TestTemplatesOfAnOlderEndpoint(t *testing.T) {
	a := &account{groups: []string{specification("LaunchTemplate", "web", "3")}, fail: map[string]func(url.Values) (int, string){
		"DescribeLaunchTemplateVersions": func(form url.Values) (int, string) {
			if form.Has("IncludeManagedResources") {
				return 400, errorOf("UnknownParameter", "The parameter IncludeManagedResources is not recognized")
			}
			return 0, ""
		},
	}}
	if got := launchLines(groupsOf(t, a)); !slices.Equal(got, []string{"template web v3 = ami-web-3"}) {
		t.Errorf("launches %q", got)
	}
}

func TestLaunchConfigurations(t *testing.T) {
	a := &account{}
	body, p := one(t, a.answer, ami.LaunchConfigurations{Where: place()})
	list, ok := body.(ami.LaunchConfigurationList)
	if p != nil || !ok || len(list.List) != 2 || list.List[0].Name.String() != "web-2021" || list.List[1].Name.String() != "old�" || list.List[1].ImageID.String() != "ami-7" {
		t.Errorf("%+v, %v", body, p)
	}
	_, p = one(t, always(403, scalingError("AccessDenied", "no")), ami.LaunchConfigurations{Where: place()})
	wantProblem(t, p, ami.Denied, "autoscaling:DescribeLaunchConfigurations")
}
