package sim

import "time"

type describeInstancesInput struct {
	InstanceIds             []string `form:"InstanceId"`
	IncludeManagedResources bool
	paging
	filtering
}

type describeInstancesResult struct {
	Reservations []*Reservation `wire:"reservationSet,always"`
	NextToken    string         `wire:"nextToken"`
}

func instanceListing(c *call) listing[instance] {
	return listing[instance]{
		shelf: c.own.instances,
		kind: filterKind[instance]{
			paths: instanceFilterPaths,
			tags:  func(_ *call, i *instance) []Tag { return i.Tags },
		},
		rule: manyRule("instancesSet"),
		id:   func(i *instance) string { return i.InstanceId },
		ids:  instanceIDs(),
	}
}

// describeInstances lists instances in the launches they came from.
func describeInstances(c *call, in *describeInstancesInput) (describeInstancesResult, error) {
	found, next, err := instanceListing(c).run(c, in.InstanceIds, in.paging, in.Filters)
	if err != nil {
		return describeInstancesResult{}, err
	}
	out := describeInstancesResult{NextToken: next}
	launches := map[string]*Reservation{}
	for _, i := range found {
		launch := launches[i.Reservation.ReservationId]
		if launch == nil {
			one := *i.Reservation
			launch = &one
			launches[one.ReservationId] = launch
			out.Reservations = append(out.Reservations, launch)
		}
		launch.Instances = append(launch.Instances, i.Instance)
	}
	return out, nil
}

type describeInstanceStatusInput struct {
	InstanceIds             []string `form:"InstanceId"`
	IncludeAllInstances     bool
	IncludeManagedResources bool
	paging
	filtering
}

type describeInstanceStatusResult struct {
	InstanceStatuses []InstanceStatus `wire:"instanceStatusSet,always"`
	NextToken        string           `wire:"nextToken"`
}

// describeInstanceStatus tells the health of running instances; of the others
// only with IncludeAllInstances.
func describeInstanceStatus(c *call, in *describeInstanceStatusInput) (describeInstanceStatusResult, error) {
	out := describeInstanceStatusResult{}
	matches, err := instanceStatusFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	list := instanceListing(c)
	if err := list.ids.check(in.InstanceIds, func(id string) bool { return list.shelf.find(id) != nil }); err != nil {
		return out, err
	}
	wanted := listOf(in.InstanceIds)
	found, next, err := page(c, in.paging, list.rule, len(in.InstanceIds) > 0, func(i *instance) bool {
		status := i.status(c.now)
		return wanted.has(i.InstanceId) && (in.IncludeAllInstances || status.InstanceState.Name == "running") && matches(&status)
	}, list.shelf)
	if err != nil {
		return out, err
	}
	for _, i := range found {
		out.InstanceStatuses = append(out.InstanceStatuses, i.status(c.now))
	}
	out.NextToken = next
	return out, nil
}

func instanceStatusFilters() filterKind[InstanceStatus] {
	return filterKind[InstanceStatus]{paths: `
		availability-zone AvailabilityZone
		availability-zone-id AvailabilityZoneId
		event.code Events.Code
		event.description Events.Description
		event.instance-event-id Events.InstanceEventId
		event.not-after Events.NotAfter
		event.not-before Events.NotBefore
		event.not-before-deadline Events.NotBeforeDeadline
		instance-state-code InstanceState.Code
		instance-state-name InstanceState.Name
		instance-status.reachability InstanceStatus.Details.Status
		instance-status.status InstanceStatus.Status
		operator.managed Operator.Managed
		operator.principal Operator.Principal
		system-status.reachability SystemStatus.Details.Status
		system-status.status SystemStatus.Status
		attached-ebs-status.status AttachedEbsStatus.Status
		application-status.status ApplicationStatus.Status`}
}

// status works out an instance's health: a running one passes its checks, if
// its image boots and it had the time to.
func (i *instance) status(now time.Time) InstanceStatus {
	s := InstanceStatus{
		InstanceId: i.InstanceId,
		Operator:   i.Operator,
	}
	if i.Placement != nil {
		s.AvailabilityZone, s.AvailabilityZoneId = i.Placement.AvailabilityZone, i.Placement.AvailabilityZoneId
	}
	s.InstanceState = &InstanceState{Code: 16, Name: "running"}
	if i.State != nil {
		s.InstanceState = i.State
	}
	health, reached := "not-applicable", ""
	if s.InstanceState.Name == "running" {
		health, reached = "ok", "passed"
		switch l := i.launched; {
		case l == nil:
		case now.Before(l.checked):
			health, reached = "initializing", "initializing"
		case !l.sound:
			health, reached = "impaired", "failed"
		}
	}
	summary := InstanceStatusSummary{Status: health}
	attached := EbsStatusSummary{Status: health}
	if reached != "" {
		summary.Details = []InstanceStatusDetails{{Name: "reachability", Status: reached}}
		attached.Details = []EbsStatusDetails{{Name: "reachability", Status: reached}}
	}
	host := summary
	if health == "impaired" { // the host is well
		host = InstanceStatusSummary{Status: "ok", Details: []InstanceStatusDetails{{Name: "reachability", Status: "passed"}}}
	}
	s.InstanceStatus, s.SystemStatus, s.AttachedEbsStatus = &summary, &host, &attached
	return s
}
