package sim

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// The statuses of a refresh.
const (
	refreshPending     = "Pending"
	refreshInProgress  = "InProgress"
	refreshSuccessful  = "Successful"
	refreshFailed      = "Failed"
	refreshCancelling  = "Cancelling"
	refreshCancelled   = "Cancelled"
	refreshRollingBack = "RollbackInProgress"
	refreshRolledBack  = "RollbackSuccessful"
	refreshNoWayBack   = "RollbackFailed"
	refreshBaking      = "Baking"
)

type startRefreshInput struct {
	AutoScalingGroupName string
	Strategy             string
	DesiredConfiguration *DesiredConfiguration
	Preferences          *RefreshPreferences
}

type refreshResult struct{ InstanceRefreshId string }

// startInstanceRefresh replaces the instances of a group, a few at a time.
func startInstanceRefresh(c *call, in *startRefreshInput) (func() refreshResult, error) {
	g, err := c.groupNamed(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	if r := c.own.underWay(g); r != nil {
		return nil, refuse("InstanceRefreshInProgress", "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.")
	}
	in.Strategy = cmp.Or(in.Strategy, "Rolling")
	if in.Strategy != "Rolling" && in.Strategy != replacesRoots {
		return nil, refuse("ValidationError", "Strategy %s is not supported: it is Rolling or ReplaceRootVolume", in.Strategy)
	}
	r := &refresh{group: g, account: c.account, own: c.own, place: c.place, before: setupOf(g)}
	r.AutoScalingGroupName, r.Strategy, r.DesiredConfiguration, r.Preferences = g.AutoScalingGroupName, in.Strategy, in.DesiredConfiguration, in.Preferences
	if r.after, err = c.desired(g, in.DesiredConfiguration); err != nil {
		return nil, err
	}
	if err := r.checkPreferences(); err != nil {
		return nil, err
	}
	if in.Strategy == replacesRoots {
		if err := c.checkRoots(in.DesiredConfiguration); err != nil {
			return nil, err
		}
	}
	return func() refreshResult {
		r.InstanceRefreshId = c.account.newID("")
		r.Status, r.StartTime, r.next = refreshPending, c.now.UTC().Format(wireLayout), c.now.Add(c.account.lasts(refreshBegins))
		r.queue = r.toReplace()
		r.total = len(r.queue)
		kept := c.own.refreshes.add(r.InstanceRefreshId, *r)
		kept.count()
		c.account.start(c.place, kept.advance)
		return refreshResult{r.InstanceRefreshId}
	}, nil
}

// replacesRoots is the strategy that leaves the instances and replaces their
// root volumes.
const replacesRoots = "ReplaceRootVolume"

// checkRoots holds a desired configuration to what the replacement of root
// volumes asks: a mixed instances policy, an image in each of its overrides, and
// one volume in each image.
func (c *call) checkRoots(d *DesiredConfiguration) error {
	if d == nil || d.MixedInstancesPolicy == nil || d.MixedInstancesPolicy.LaunchTemplate == nil || len(d.MixedInstancesPolicy.LaunchTemplate.Overrides) == 0 {
		return refuse("ValidationError", "The ReplaceRootVolume strategy needs a desired configuration with a mixed instances policy whose overrides specify an ImageId")
	}
	for _, o := range d.MixedInstancesPolicy.LaunchTemplate.Overrides {
		if o.ImageId == "" {
			return refuse("ValidationError", "The ReplaceRootVolume strategy needs an ImageId in every override; that of %s has none", o.InstanceType)
		}
		from, err := c.launchable(o.ImageId)
		if err != nil {
			return validation(err)
		}
		volumes := 0
		for _, m := range from.BlockDeviceMappings {
			if m.Ebs != nil {
				volumes++
			}
		}
		if volumes != 1 {
			return refuse("ValidationError", "The ReplaceRootVolume strategy needs an AMI with a single root volume; %s has %d volumes", o.ImageId, volumes)
		}
	}
	return nil
}

// groupNamed finds a group.
func (c *call) groupNamed(name string) (*AutoScalingGroup, error) {
	if name == "" {
		return nil, refuse("ValidationError", "1 validation error detected: Value null at 'autoScalingGroupName' failed to satisfy constraint: Member must not be null")
	}
	if g := c.own.groups.find(name); g != nil {
		return g, nil
	}
	return nil, refuse("ValidationError", "AutoScalingGroup name not found - AutoScalingGroup '%s' not found", name)
}

// underWay is the refresh of a group that is not over, or nil.
func (own *holdings) underWay(g *AutoScalingGroup) *refresh {
	for _, r := range own.refreshes.items {
		if r.AutoScalingGroupName == g.AutoScalingGroupName && !r.over() {
			return r
		}
	}
	return nil
}

// desired is the setup that a refresh brings a group to, once its templates
// are found.
func (c *call) desired(g *AutoScalingGroup, d *DesiredConfiguration) (groupSetup, error) {
	s := setupOf(g)
	if d == nil {
		return s, nil // what the group is set to was looked at when it was set
	}
	if d.LaunchTemplate != nil {
		s = groupSetup{template: d.LaunchTemplate}
	}
	if d.MixedInstancesPolicy != nil {
		s = groupSetup{mixed: d.MixedInstancesPolicy}
	}
	spec := s.templateSpec()
	if spec == nil {
		return s, nil
	}
	v, err := c.templateVersion(templateSpecification(*spec))
	if err != nil {
		return s, validation(err)
	}
	if spec.LaunchTemplateId == "" || spec.LaunchTemplateName == "" {
		full := *spec
		full.LaunchTemplateId, full.LaunchTemplateName = v.LaunchTemplateId, v.LaunchTemplateName
		s = s.with(&full)
	}
	return s, nil
}

type rollbackRefreshInput struct{ AutoScalingGroupName string }

// rollbackInstanceRefresh turns the refresh under way round, where AWS can
// know what was before.
func rollbackInstanceRefresh(c *call, in *rollbackRefreshInput) (func() refreshResult, error) {
	g, err := c.groupNamed(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	r := c.own.underWay(g)
	switch {
	case r == nil:
		return nil, refuse("ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found for Auto Scaling group %s", g.AutoScalingGroupName)
	case r.Status == refreshRollingBack || r.DesiredConfiguration == nil, r.before.floats(), r.after.floats():
		return nil, refuse("IrreversibleInstanceRefresh", "The instance refresh cannot be rolled back: it has no desired configuration, or a launch template version of $Latest or $Default.")
	}
	return func() refreshResult {
		r.turn(c.now, "Rollback requested")
		return refreshResult{r.InstanceRefreshId}
	}, nil
}

type cancelRefreshInput struct {
	AutoScalingGroupName          string
	WaitForTransitioningInstances *bool
}

// cancelInstanceRefresh stops a refresh; what it replaced stays replaced.
func cancelInstanceRefresh(c *call, in *cancelRefreshInput) (func() refreshResult, error) {
	g, err := c.groupNamed(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	r := c.own.underWay(g)
	if r == nil {
		return nil, refuse("ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found for Auto Scaling group %s", g.AutoScalingGroupName)
	}
	return func() refreshResult {
		r.Status, r.queue = refreshCancelling, nil
		if len(r.batch) == 0 {
			r.next = c.now
		}
		return refreshResult{r.InstanceRefreshId}
	}, nil
}

type describeRefreshesInput struct {
	AutoScalingGroupName string
	InstanceRefreshIds   []string
	records
}

type describeRefreshesResult struct {
	InstanceRefreshes []*InstanceRefresh `wire:",always"`
	NextToken         string
}

// describeInstanceRefreshes lists the refreshes of a group, the newest first.
func describeInstanceRefreshes(c *call, in *describeRefreshesInput) (out describeRefreshesResult, err error) {
	g, err := c.groupNamed(in.AutoScalingGroupName)
	if err != nil {
		return out, err
	}
	newest := newShelf[refresh](0)
	for _, r := range slices.Backward(c.own.refreshes.items) {
		newest.items, newest.numbers = append(newest.items, r), append(newest.numbers, uint64(len(newest.items)))
	}
	found, next, err := page(c, in.paging(), recordPages(), false, func(r *refresh) bool {
		return r.AutoScalingGroupName == g.AutoScalingGroupName && named(in.InstanceRefreshIds, r.InstanceRefreshId)
	}, newest)
	for _, r := range found {
		out.InstanceRefreshes = append(out.InstanceRefreshes, &r.InstanceRefresh)
	}
	out.NextToken = next
	return out, err
}

type describeActivitiesInput struct {
	ActivityIds          []string
	AutoScalingGroupName string
	IncludeDeletedGroups *bool
	records
}

type describeActivitiesResult struct {
	Activities []*Activity `wire:",always"`
	NextToken  string
}

// describeScalingActivities lists what groups did, the newest first.
func describeScalingActivities(c *call, in *describeActivitiesInput) (out describeActivitiesResult, err error) {
	newest := newShelf[Activity](0)
	for _, a := range slices.Backward(c.own.activities.items) {
		newest.items, newest.numbers = append(newest.items, a), append(newest.numbers, uint64(len(newest.items)))
	}
	out.Activities, out.NextToken, err = page(c, in.paging(), recordPages(), false, func(a *Activity) bool {
		return (in.AutoScalingGroupName == "" || a.AutoScalingGroupName == in.AutoScalingGroupName) && named(in.ActivityIds, a.ActivityId)
	}, newest)
	return out, err
}

type updateGroupInput struct {
	AutoScalingGroupName              string
	LaunchConfigurationName           string
	LaunchTemplate                    *LaunchTemplateSpecification
	MixedInstancesPolicy              *MixedInstancesPolicy
	MinSize, MaxSize, DesiredCapacity *int
}

type nothingResult struct{}

// updateAutoScalingGroup changes what a group launches from now on, and its
// bounds.
func updateAutoScalingGroup(c *call, in *updateGroupInput) (func() nothingResult, error) {
	g, err := c.groupNamed(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	if in.LaunchConfigurationName != "" && c.own.configurations.find(in.LaunchConfigurationName) == nil {
		return nil, refuse("ValidationError", "Launch configuration name not found - Launch configuration %s not found", in.LaunchConfigurationName)
	}
	next := setupOf(g)
	if in.LaunchTemplate != nil || in.MixedInstancesPolicy != nil {
		if next, err = c.desired(g, &DesiredConfiguration{in.LaunchTemplate, in.MixedInstancesPolicy}); err != nil {
			return nil, err
		}
	} else if in.LaunchConfigurationName != "" {
		next = groupSetup{configuration: in.LaunchConfigurationName}
	}
	return func() nothingResult {
		next.apply(g)
		for _, f := range []struct {
			into *int
			from *int
		}{{&g.MinSize, in.MinSize}, {&g.MaxSize, in.MaxSize}, {&g.DesiredCapacity, in.DesiredCapacity}} {
			if f.from != nil {
				*f.into = *f.from
			}
		}
		return nothingResult{}
	}, nil
}

type createConfigurationInput struct {
	LaunchConfigurationName  string
	ImageId                  string
	InstanceId               string
	InstanceType             string
	KeyName                  string
	UserData                 string
	IamInstanceProfile       string
	SecurityGroups           []string
	SpotPrice                string
	PlacementTenancy         string
	KernelId, RamdiskId      string
	EbsOptimized             *bool
	AssociatePublicIpAddress *bool
	InstanceMonitoring       *InstanceMonitoring
	MetadataOptions          *LaunchConfigurationMetadataOptions
	BlockDeviceMappings      []LaunchConfigurationBlockDeviceMapping
}

// createLaunchConfiguration makes a launch configuration; it can never be changed.
func createLaunchConfiguration(c *call, in *createConfigurationInput) (func() nothingResult, error) {
	switch {
	case in.LaunchConfigurationName == "":
		return nil, refuse("ValidationError", "LaunchConfigurationName is required")
	case c.own.configurations.find(in.LaunchConfigurationName) != nil:
		return nil, refuse("AlreadyExists", "Launch Configuration by this name already exists - A launch configuration already exists with the name %s", in.LaunchConfigurationName)
	case in.ImageId == "" || in.InstanceType == "":
		return nil, refuse("ValidationError", "Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters.")
	}
	if _, err := c.launchable(in.ImageId); err != nil {
		return nil, validation(err)
	}
	return func() nothingResult {
		c.own.configurations.add(in.LaunchConfigurationName, LaunchConfiguration{
			LaunchConfigurationName: in.LaunchConfigurationName, ImageId: in.ImageId, InstanceType: in.InstanceType, KeyName: in.KeyName, UserData: in.UserData,
			IamInstanceProfile: in.IamInstanceProfile, SecurityGroups: in.SecurityGroups, SpotPrice: in.SpotPrice, EbsOptimized: in.EbsOptimized,
			AssociatePublicIpAddress: in.AssociatePublicIpAddress, InstanceMonitoring: in.InstanceMonitoring, MetadataOptions: in.MetadataOptions,
			BlockDeviceMappings: in.BlockDeviceMappings, PlacementTenancy: in.PlacementTenancy, KernelId: in.KernelId, RamdiskId: in.RamdiskId,
			CreatedTime:            c.now.UTC().Format(wireLayout),
			LaunchConfigurationARN: strings.Join([]string{"arn:aws:autoscaling", c.place.name, c.caller, "launchConfiguration:" + c.account.newID("") + ":launchConfigurationName/" + in.LaunchConfigurationName}, ":"),
		})
		return nothingResult{}
	}, nil
}

// refreshBegins is how long a refresh is pending, at AWS's pace.
const refreshBegins = 30 * time.Second
