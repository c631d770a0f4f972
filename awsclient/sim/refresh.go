package sim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// How long the parts of a refresh take at AWS's pace: to replace a batch, and
// until it is given up because the new instances do not get healthy.
const (
	batchTakes   = 5 * time.Minute
	refreshGives = 15 * time.Minute
)

// groupSetup is what a group launches from: one of the three.
type groupSetup struct {
	template      *LaunchTemplateSpecification
	mixed         *MixedInstancesPolicy
	configuration string
}

func setupOf(g *AutoScalingGroup) groupSetup {
	return groupSetup{g.LaunchTemplate, g.MixedInstancesPolicy, g.LaunchConfigurationName}
}

func (s groupSetup) apply(g *AutoScalingGroup) {
	g.LaunchTemplate, g.MixedInstancesPolicy, g.LaunchConfigurationName = s.template, s.mixed, s.configuration
}

// templateSpec is the launch template of the setup, nil when it has none.
func (s groupSetup) templateSpec() *LaunchTemplateSpecification {
	if s.mixed != nil && s.mixed.LaunchTemplate != nil {
		return s.mixed.LaunchTemplate.LaunchTemplateSpecification
	}
	return s.template
}

// overridden is the image that an override names for an instance type, "" when
// none does.
func (s groupSetup) overridden(kind string) string {
	if s.mixed == nil || s.mixed.LaunchTemplate == nil {
		return ""
	}
	for _, o := range s.mixed.LaunchTemplate.Overrides {
		if o.InstanceType == kind {
			return o.ImageId
		}
	}
	return ""
}

// with is the setup with another launch template.
func (s groupSetup) with(spec *LaunchTemplateSpecification) groupSetup {
	if s.mixed == nil {
		return groupSetup{template: spec}
	}
	mixed := *s.mixed
	launch := *mixed.LaunchTemplate
	launch.LaunchTemplateSpecification = spec
	mixed.LaunchTemplate = &launch
	return groupSetup{mixed: &mixed}
}

// floats reports a version that moves by itself, so that nobody can go back to it.
func (s groupSetup) floats() bool {
	spec := s.templateSpec()
	return spec == nil || spec.Version == latestVersion || spec.Version == defaultVersion || spec.Version == ""
}

// refresh is an InstanceRefresh on its way.
type refresh struct {
	InstanceRefresh
	account       *Account
	own           *holdings
	place         *region
	group         *AutoScalingGroup
	before, after groupSetup
	queue         []string  // instances still to be replaced
	batch         []string  // instances that replace others just now
	unlaunched    []string  // instances of the batch whose replacement did not launch
	next          time.Time // when something happens next
	total         int
	replaced      int
	passed        int // checkpoints that are behind
	back          bool
	stuckSince    time.Time // since when the batch has not got healthy
}

func (r *refresh) over() bool {
	return slices.Contains([]string{refreshSuccessful, refreshFailed, refreshCancelled, refreshRolledBack, refreshNoWayBack}, r.Status)
}

func (r *refresh) prefs() RefreshPreferences {
	if r.Preferences == nil {
		return RefreshPreferences{}
	}
	return *r.Preferences
}

func (r *refresh) checkPreferences() error {
	p := r.prefs()
	least := orInt(p.MinHealthyPercentage, 90)
	switch {
	case least < 0 || least > 100:
		return refuse("ValidationError", "MinHealthyPercentage must be between 0 and 100, got %d", least)
	case p.MaxHealthyPercentage != nil && (*p.MaxHealthyPercentage < 100 || *p.MaxHealthyPercentage > 200):
		return refuse("ValidationError", "MaxHealthyPercentage must be between 100 and 200, got %d", *p.MaxHealthyPercentage)
	case p.AutoRollback != nil && *p.AutoRollback && (r.DesiredConfiguration == nil || r.after.floats()):
		return refuse("ValidationError", "AutoRollback needs a desired configuration with a launch template version that is a number")
	}
	for _, percent := range p.CheckpointPercentages {
		if percent < 1 || percent > 100 {
			return refuse("ValidationError", "CheckpointPercentages must be between 1 and 100, got %d", percent)
		}
	}
	return nil
}

func orInt(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}

// toReplace lists the instances of the group that a refresh replaces: all, or
// those that do not match where matching ones are skipped.
func (r *refresh) toReplace() []string {
	skip := r.prefs().SkipMatching
	var ids []string
	for _, m := range r.group.Instances {
		if skip == nil || !*skip || !r.matches(m) {
			ids = append(ids, m.InstanceId)
		}
	}
	return ids
}

func (r *refresh) matches(m AutoScalingInstance) bool {
	i := r.own.instances.find(m.InstanceId)
	return i != nil && i.ImageId == r.imageFor(r.target(), m.InstanceType)
}

// target is where the refresh is going: forward, or back.
func (r *refresh) target() groupSetup {
	if r.back {
		return r.before
	}
	return r.after
}

// imageFor is the image that a setup launches for an instance type.
func (r *refresh) imageFor(s groupSetup, kind string) string {
	if s.configuration != "" {
		if l := r.own.configurations.find(s.configuration); l != nil {
			return l.ImageId
		}
	}
	if image := s.overridden(kind); image != "" {
		return image
	}
	v := r.version(s)
	if v == nil || v.LaunchTemplateData == nil {
		return ""
	}
	if name, ok := strings.CutPrefix(v.LaunchTemplateData.ImageId, "resolve:ssm:"); ok {
		if p := r.own.parameter(name); p != nil {
			return p.Value
		}
		return ""
	}
	return v.LaunchTemplateData.ImageId
}

// version is the version of the launch template that a setup names.
func (r *refresh) version(s groupSetup) *LaunchTemplateVersion {
	spec := s.templateSpec()
	if spec == nil {
		return nil
	}
	t := r.own.templates.find(spec.LaunchTemplateId)
	if t == nil {
		return nil
	}
	n, err := t.versionNumber(cmp.Or(spec.Version, defaultVersion))
	if err != nil {
		return nil
	}
	return r.own.versions.find(versionKey(t.LaunchTemplateId, n))
}

// advance brings the refresh to where it is at a time.
func (r *refresh) advance(now time.Time) bool {
	for !r.over() && !now.Before(r.next) {
		switch r.Status {
		case refreshPending:
			r.Status = refreshInProgress
			r.begin(r.next)
		case refreshBaking:
			r.finish(refreshSuccessful)
		case refreshCancelling:
			r.settleBatch()
			r.finish(refreshCancelled)
		default:
			r.stepOn()
		}
		r.count()
	}
	return r.over()
}

// stepOn ends a batch and begins the next, or waits.
func (r *refresh) stepOn() {
	again := r.unlaunched
	r.unlaunched = nil
	r.launch(again, r.next)
	if len(again) > len(r.unlaunched) { // some started only now
		r.next, r.stuckSince, r.StatusReason = r.next.Add(r.account.lasts(batchTakes)), time.Time{}, ""
		return
	}
	if len(r.unlaunched) > 0 || !r.healthy() {
		if r.stuckSince.IsZero() {
			r.stuckSince = r.next
			r.StatusReason = "Waiting for instances to become healthy: " + strings.Join(r.batch, ", ")
			if len(r.unlaunched) > 0 {
				r.StatusReason = "Waiting for instances to launch"
			}
		}
		if r.next.Sub(r.stuckSince) >= r.account.lasts(refreshGives) {
			r.fail()
			return
		}
		r.next = r.next.Add(r.account.lasts(batchTakes))
		return
	}
	r.settleBatch()
	percent := r.percent()
	p := r.prefs()
	if !r.back && r.passed < len(p.CheckpointPercentages) && percent >= p.CheckpointPercentages[r.passed] && len(r.queue) > 0 {
		r.passed++
		r.StatusReason = fmt.Sprintf("Waiting %d seconds at the checkpoint of %d%%", orInt(p.CheckpointDelay, 3600), p.CheckpointPercentages[r.passed-1])
		r.next = r.next.Add(r.account.lasts(time.Duration(orInt(p.CheckpointDelay, 3600)) * time.Second))
		return
	}
	r.begin(r.next)
}

// begin starts the next batch, or ends the refresh when nothing is left.
func (r *refresh) begin(at time.Time) {
	r.StatusReason = ""
	if len(r.queue) == 0 {
		switch bake := orInt(r.prefs().BakeTime, 0); {
		case r.back:
			r.finish(refreshRolledBack)
		case bake > 0:
			r.Status, r.next = refreshBaking, at.Add(r.account.lasts(time.Duration(bake)*time.Second))
		default:
			r.finish(refreshSuccessful)
		}
		return
	}
	size := max(1, len(r.group.Instances)*(100-orInt(r.prefs().MinHealthyPercentage, 90))/100)
	taken := r.queue[:min(size, len(r.queue))]
	r.queue = r.queue[len(taken):]
	r.launch(taken, at)
	r.next = at.Add(r.account.lasts(batchTakes))
}

// healthy reports that what the batch launched passes its checks.
func (r *refresh) healthy() bool {
	for _, id := range r.batch {
		if i := r.own.instances.find(id); i == nil || i.launched != nil && !i.launched.sound {
			return false
		}
	}
	return true
}

func (r *refresh) settleBatch() {
	for n := range r.group.Instances {
		m := &r.group.Instances[n]
		if slices.Contains(r.batch, m.InstanceId) {
			m.LifecycleState, m.HealthStatus = "InService", "Healthy"
			if i := r.own.instances.find(m.InstanceId); i != nil && i.launched != nil && !i.launched.sound {
				m.HealthStatus = "Unhealthy"
			}
		}
	}
	r.replaced += len(r.batch)
	r.batch, r.unlaunched, r.stuckSince = nil, nil, time.Time{}
}

// fail ends a refresh whose instances do not get healthy, or turns it round.
func (r *refresh) fail() {
	why := "The new instances did not become healthy"
	if len(r.unlaunched) > 0 {
		why = "The new instances did not launch"
	}
	for _, id := range r.batch {
		r.note(r.next, "Failed", "Launching a new EC2 instance: "+id, "Instance failed to complete its health checks: it did not pass the EC2 status checks")
	}
	if p := r.prefs(); !r.back && p.AutoRollback != nil && *p.AutoRollback {
		r.turn(r.next, why)
		return
	}
	r.settleBatch()
	if r.finish(refreshFailed); r.back {
		r.Status = refreshNoWayBack
	}
	r.StatusReason = why
}

// turn makes the way back of what was replaced so far.
func (r *refresh) turn(at time.Time, why string) {
	r.settleBatch()
	r.back, r.Status, r.queue = true, refreshRollingBack, nil
	for _, m := range r.group.Instances {
		if !r.matches(m) {
			r.queue = append(r.queue, m.InstanceId)
		}
	}
	r.total, r.replaced = len(r.queue), 0
	r.RollbackDetails = &RollbackDetails{RollbackReason: why, RollbackStartTime: at.UTC().Format(wireLayout)}
	r.next = at
}

func (r *refresh) finish(status string) {
	r.Status, r.EndTime, r.StatusReason = status, r.next.UTC().Format(wireLayout), ""
	if status == refreshSuccessful {
		r.after.apply(r.group)
	}
}

func (r *refresh) percent() int {
	if r.total == 0 {
		return 100
	}
	return 100 * r.replaced / r.total
}

// count brings the figures up to date that a describe tells.
func (r *refresh) count() {
	left := r.total - r.replaced
	if r.back {
		r.RollbackDetails.InstancesToUpdateOnRollback, r.RollbackDetails.PercentageCompleteOnRollback = left, r.percent()
		return
	}
	r.InstancesToUpdate, r.PercentageComplete = left, r.percent()
	r.ProgressDetails = &InstanceRefreshProgressDetails{&InstanceRefreshLivePoolProgress{left, r.percent()}}
}
