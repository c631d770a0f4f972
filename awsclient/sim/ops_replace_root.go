package sim

import "time"

// ReplaceRootVolumeTask is one exchange of a root volume as
// describe-replace-root-volume-tasks prints it.
type ReplaceRootVolumeTask struct {
	CompleteTime             string `json:",omitempty" wire:"completeTime"`
	DeleteReplacedRootVolume bool   `wire:"deleteReplacedRootVolume"`
	ImageId                  string `json:",omitempty" wire:"imageId"`
	InstanceId               string `wire:"instanceId"`
	ReplaceRootVolumeTaskId  string `wire:"replaceRootVolumeTaskId"`
	SnapshotId               string `json:",omitempty" wire:"snapshotId"`
	StartTime                string `wire:"startTime"`
	TaskState                string `wire:"taskState"`
	Tags                     []Tag  `json:",omitempty" wire:"tagSet"`
}

// rootTakes is how long it takes at AWS's pace.
const rootTakes = 2 * time.Minute

type createReplaceRootInput struct {
	InstanceId               string
	ImageId                  string
	SnapshotId               string
	VolumeId                 string
	DeleteReplacedRootVolume bool
	VolumeInitializationRate *int
	ClientToken              string
	TagSpecifications        []tagSpecification `form:"TagSpecification"`
}

type createReplaceRootResult struct {
	Task *ReplaceRootVolumeTask `wire:"replaceRootVolumeTask"`
}

// createReplaceRootVolumeTask puts another root volume under a running
// instance, made from an image or a snapshot, or from what it was launched with.
func createReplaceRootVolumeTask(c *call, in *createReplaceRootInput) (func() createReplaceRootResult, error) {
	prior, err := idempotent[createReplaceRootResult](c, in.ClientToken)
	if err != nil {
		return nil, err
	}
	if prior != nil {
		return func() createReplaceRootResult { return *prior }, nil
	}
	if in.InstanceId == "" {
		return nil, missingParameter("InstanceId")
	}
	if err := instanceIDs().check([]string{in.InstanceId}, func(id string) bool { return c.own.instances.find(id) != nil }); err != nil {
		return nil, err
	}
	i := c.own.instances.find(in.InstanceId)
	if i.State != nil && i.State.Name != "running" {
		return nil, refuse("IncorrectInstanceState", "The instance '%s' is %s; the root volume of a running one can be replaced", in.InstanceId, i.State.Name)
	}
	var from *image
	if in.ImageId != "" {
		if from, err = c.launchable(in.ImageId); err != nil {
			return nil, err
		}
		if err := c.checkRoot(i, from); err != nil {
			return nil, err
		}
	}
	return func() createReplaceRootResult {
		id := c.account.newID("replacevol-")
		task := c.own.rootTasks.add(id, ReplaceRootVolumeTask{
			ReplaceRootVolumeTaskId: id, InstanceId: in.InstanceId, ImageId: in.ImageId, SnapshotId: in.SnapshotId, DeleteReplacedRootVolume: in.DeleteReplacedRootVolume,
			StartTime: c.now.UTC().Format(wireLayout), TaskState: "pending",
		})
		c.replaceRoot(i, from, task)
		out := createReplaceRootResult{task}
		c.remember(in.ClientToken, out)
		return out
	}, nil
}

// checkRoot holds an image against the instance that its root volume is for.
func (c *call) checkRoot(i *instance, from *image) error {
	wrong := func(what, has, wants string) error {
		return refuse("InvalidParameterValue", "The %s of the image (%s) does not match that of the instance (%s)", what, has, wants)
	}
	switch {
	case from.Architecture != i.Architecture:
		return wrong("architecture", from.Architecture, i.Architecture)
	case from.VirtualizationType != "" && i.VirtualizationType != "" && from.VirtualizationType != i.VirtualizationType:
		return wrong("virtualization type", from.VirtualizationType, i.VirtualizationType)
	case from.UsageOperation != "" && i.UsageOperation != "" && from.UsageOperation != i.UsageOperation:
		return wrong("billing code", from.UsageOperation, i.UsageOperation)
	}
	now, next := c.own.rootVolume(i), rootSize(&from.Image)
	if now != nil && next > 0 && next < now.Size {
		return refuse("InvalidParameterValue", "The root volume of the image (%d GiB) is smaller than that of the instance (%d GiB)", next, now.Size)
	}
	return nil
}

// rootVolume is the root volume of an instance, nil when it is not known.
func (own *holdings) rootVolume(i *instance) *Volume {
	for _, d := range i.BlockDeviceMappings {
		if d.DeviceName == i.RootDeviceName && d.Ebs != nil {
			return own.volumes.find(d.Ebs.VolumeId)
		}
	}
	return nil
}

func rootSize(i *Image) int {
	for _, d := range i.BlockDeviceMappings {
		if d.DeviceName == i.RootDeviceName && d.Ebs != nil && d.Ebs.VolumeSize != nil {
			return *d.Ebs.VolumeSize
		}
	}
	return 0
}

// replaceRoot makes the exchange when its time has come.
func (c *call) replaceRoot(i *instance, from *image, task *ReplaceRootVolumeTask) {
	begins, ends := c.now.Add(c.account.lasts(rootTakes/4)), c.now.Add(c.account.lasts(rootTakes))
	c.account.start(c.place, func(now time.Time) bool {
		switch {
		case now.Before(begins):
			return false
		case now.Before(ends):
			task.TaskState = "in-progress"
			return false
		case i.State != nil && i.State.Name != "running":
			task.TaskState = "failed"
			return true
		}
		task.TaskState, task.CompleteTime = "succeeded", ends.UTC().Format(wireLayout)
		if from != nil {
			i.ImageId = from.ImageId
			i.launched = &startup{checked: ends.Add(c.account.lasts(checksTake)), sound: from.boots()}
		}
		c.own.exchangeRoot(c.account, i, from, task.DeleteReplacedRootVolume)
		return true
	})
}

// exchangeRoot puts a new volume in the place of the root volume; the old one
// is deleted, or stays detached.
func (own *holdings) exchangeRoot(a *Account, i *instance, from *image, deleteOld bool) {
	for n := range i.BlockDeviceMappings {
		d := &i.BlockDeviceMappings[n]
		if d.DeviceName != i.RootDeviceName || d.Ebs == nil {
			continue
		}
		next := Volume{VolumeId: a.newID("vol-"), Size: defaultVolumeSize, VolumeType: "gp3", State: "in-use"}
		if old := own.volumes.find(d.Ebs.VolumeId); old != nil {
			next = *old
			next.VolumeId = a.newID("vol-")
			old.State, old.Attachments = "available", nil
			if deleteOld {
				own.volumes.remove(old.VolumeId)
			}
		}
		if from != nil {
			for _, m := range from.BlockDeviceMappings {
				if m.DeviceName == from.RootDeviceName && m.Ebs != nil {
					next.SnapshotId = m.Ebs.SnapshotId
				}
			}
		}
		next.Attachments = []VolumeAttachment{{Device: d.DeviceName, InstanceId: i.InstanceId, VolumeId: next.VolumeId, State: "attached"}}
		own.volumes.add(next.VolumeId, next)
		ebs := *d.Ebs
		ebs.VolumeId = next.VolumeId
		d.Ebs = &ebs
	}
}

type describeReplaceRootInput struct {
	ReplaceRootVolumeTaskIds []string `form:"ReplaceRootVolumeTaskId"`
	paging
	filtering
}

type describeReplaceRootResult struct {
	Tasks     []*ReplaceRootVolumeTask `wire:"replaceRootVolumeTaskSet,always"`
	NextToken string                   `wire:"nextToken"`
}

func describeReplaceRootVolumeTasks(c *call, in *describeReplaceRootInput) (out describeReplaceRootResult, err error) {
	matches, err := filterKind[ReplaceRootVolumeTask]{paths: `
		instance-id InstanceId`, tags: func(_ *call, t *ReplaceRootVolumeTask) []Tag { return t.Tags }}.matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	wanted := listOf(in.ReplaceRootVolumeTaskIds)
	rule := pageRule{smallest: 1, largest: 50, fallback: 50, badToken: "InvalidNextToken"}
	out.Tasks, out.NextToken, err = page(c, in.paging, rule, len(in.ReplaceRootVolumeTaskIds) > 0, func(t *ReplaceRootVolumeTask) bool {
		return wanted.has(t.ReplaceRootVolumeTaskId) && matches(t)
	}, c.own.rootTasks)
	return out, err
}
