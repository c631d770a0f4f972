package sim

import (
	"strconv"
	"time"
)

// launch replaces instances, as far as their replacements launch.
func (r *refresh) launch(ids []string, at time.Time) {
	for _, id := range ids {
		if f, failed := r.account.faults.takeLaunch(r.place.name); failed && r.Strategy != replacesRoots {
			r.note(at, "Failed", "Launching a new EC2 instance", r.whyNoLaunch(f, id))
			r.unlaunched = append(r.unlaunched, id)
			continue
		}
		r.batch = append(r.batch, r.replace(id, at))
	}
}

// whyNoLaunch is what AWS says of an instance that a fault kept from launching
// in the place of another.
func (r *refresh) whyNoLaunch(f Fault, id string) string {
	kind, zone := "", ""
	for _, m := range r.group.Instances {
		if m.InstanceId == id {
			kind, zone = m.InstanceType, m.AvailabilityZone
		}
	}
	switch {
	case f.Do == doDeny:
		return "You are not authorized to perform this operation. Launching EC2 instance failed."
	case f.Code == "InsufficientInstanceCapacity":
		return "We currently do not have sufficient " + kind + " capacity in the Availability Zone you requested (" + zone + "). Launching EC2 instance failed."
	}
	return f.Code + ". Launching EC2 instance failed."
}

// replace puts a new instance in the place of one of the group's, or a new root
// volume under it, and gives the ID of what serves in its place.
func (r *refresh) replace(id string, at time.Time) string {
	var member *AutoScalingInstance
	for n := range r.group.Instances {
		if r.group.Instances[n].InstanceId == id {
			member = &r.group.Instances[n]
		}
	}
	old := r.own.instances.find(id)
	if member == nil || old == nil {
		return id // it has gone by itself
	}
	target := r.target()
	imageID := r.imageFor(target, member.InstanceType)
	from := r.place.image(imageID)
	next, inPlace := old, r.Strategy == replacesRoots
	if inPlace {
		r.own.exchangeRoot(r.account, old, from, true)
		member.LifecycleState = "ReplacingRootVolume"
	} else {
		next = r.launchInPlaceOf(old, at)
		member.InstanceId, member.LifecycleState = next.InstanceId, "Pending"
	}
	next.ImageId = imageID
	next.launched = &startup{running: at.Add(r.account.lasts(launchTakes)), checked: at.Add(r.account.lasts(checksTake)), sound: from != nil && from.State == "available" && from.boots()}
	member.LaunchConfigurationName, member.LaunchTemplate, member.ImageId = target.configuration, nil, ""
	if inPlace || target.overridden(member.InstanceType) != "" {
		member.ImageId = imageID // AWS names it where it is not the template's
	}
	if v := r.version(target); v != nil {
		spec := *target.templateSpec()
		spec.Version = strconv.FormatInt(v.VersionNumber, 10)
		member.LaunchTemplate = &spec
	}
	if from == nil || from.State != "available" {
		r.note(at, "Failed", "Launching a new EC2 instance", "The AMI ID <"+imageID+"> does not exist. Launching EC2 instance failed.")
	} else {
		r.note(at, "Successful", "Launching a new EC2 instance: "+next.InstanceId, "")
		from.LastLaunchedTime = at.UTC().Format(wireLayout)
	}
	return next.InstanceId
}

// launchInPlaceOf starts an instance like an old one, which goes.
func (r *refresh) launchInPlaceOf(old *instance, at time.Time) *instance {
	fresh := old.Instance
	fresh.InstanceId = r.account.newID("i-")
	fresh.LaunchTime = at.UTC().Format(wireLayout)
	fresh.State = &InstanceState{Code: codeRunning, Name: "running"}
	fresh.BlockDeviceMappings = nil
	for _, d := range old.BlockDeviceMappings {
		if d.Ebs == nil {
			continue
		}
		v := Volume{VolumeId: r.account.newID("vol-"), Size: defaultVolumeSize, VolumeType: "gp3", State: "in-use"}
		if was := r.own.volumes.find(d.Ebs.VolumeId); was != nil {
			id := v.VolumeId
			v = *was
			v.VolumeId = id
			r.own.volumes.remove(was.VolumeId)
		}
		v.Attachments = []VolumeAttachment{{Device: d.DeviceName, InstanceId: fresh.InstanceId, VolumeId: v.VolumeId, State: "attached"}}
		r.own.volumes.add(v.VolumeId, v)
		ebs := *d.Ebs
		ebs.VolumeId = v.VolumeId
		fresh.BlockDeviceMappings = append(fresh.BlockDeviceMappings, InstanceBlockDeviceMapping{DeviceName: d.DeviceName, Ebs: &ebs})
	}
	old.State = &InstanceState{Code: codeTerminated, Name: "terminated"}
	old.BlockDeviceMappings = nil
	return r.own.instances.add(fresh.InstanceId, instance{Instance: fresh, Reservation: old.Reservation})
}

// note adds a line to what the group did.
func (r *refresh) note(at time.Time, status, what, message string) {
	id := r.account.newID("")
	when := at.UTC().Format(wireLayout)
	r.own.activities.add(id, Activity{
		ActivityId: id, AutoScalingGroupName: r.group.AutoScalingGroupName, AutoScalingGroupARN: r.group.AutoScalingGroupARN,
		Cause:       "At " + when + " an instance was taken out of service in response to an instance refresh.",
		Description: what, StartTime: when, EndTime: when, Progress: 100, StatusCode: status, StatusMessage: message,
	})
}
