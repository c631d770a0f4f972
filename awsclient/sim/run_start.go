package sim

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// The codes of instance states.
const (
	codePending    = 0
	codeRunning    = 16
	codeStopping   = 32
	codeTerminated = 48
)

// carryOut starts the instances of a checked launch.
func (c *call) carryOut(l *launch) Reservation {
	r := Reservation{ReservationId: c.account.newID("r-"), OwnerId: c.caller}
	for n := range l.in.MaxCount {
		i := c.newInstance(l, n)
		r.Instances = append(r.Instances, i)
		kept := c.own.instances.add(i.InstanceId, instance{Instance: i, Reservation: &Reservation{ReservationId: r.ReservationId, OwnerId: c.caller}})
		c.startUp(kept, l.image, l)
	}
	l.image.LastLaunchedTime = c.now.UTC().Format(wireLayout)
	return r
}

// newInstance is an instance as RunInstances answers with it: pending.
func (c *call) newInstance(l *launch, n int) Instance {
	in, img := l.in, &l.image.Image
	i := Instance{
		InstanceId: c.account.newID("i-"), ImageId: img.ImageId, InstanceType: l.kind.InstanceType, AmiLaunchIndex: n,
		State: &InstanceState{Code: codePending, Name: "pending"}, LaunchTime: c.now.UTC().Format(wireLayout),
		Architecture: cmp.Or(img.Architecture, "x86_64"), VirtualizationType: cmp.Or(img.VirtualizationType, "hvm"), Hypervisor: cmp.Or(l.kind.Hypervisor, "xen"),
		BootMode: img.BootMode, EnaSupport: img.EnaSupport, Platform: img.Platform, PlatformDetails: cmp.Or(img.PlatformDetails, "Linux/UNIX"),
		UsageOperation: cmp.Or(img.UsageOperation, "RunInstances"), RootDeviceName: img.RootDeviceName, RootDeviceType: cmp.Or(img.RootDeviceType, "ebs"),
		ProductCodes: img.ProductCodes, TpmSupport: img.TpmSupport, KernelId: img.KernelId, RamdiskId: img.RamdiskId,
		KeyName: in.KeyName, SubnetId: l.subnet.SubnetId, VpcId: l.subnet.VpcId, SecurityGroups: l.groups, ClientToken: in.ClientToken,
		Placement:        &Placement{AvailabilityZone: l.subnet.AvailabilityZone, AvailabilityZoneId: l.subnet.AvailabilityZoneId, Tenancy: "default"},
		Monitoring:       &Monitoring{State: "disabled"},
		MetadataOptions:  metadataOf(img, in.MetadataOptions),
		PrivateIpAddress: c.nextAddress(l.subnet), Tags: l.tags["instance"],
	}
	if p := in.IamInstanceProfile; p != nil {
		i.IamInstanceProfile = &IamInstanceProfile{Arn: cmp.Or(p.Arn, "arn:aws:iam::"+c.caller+":instance-profile/"+p.Name), Id: "AIPA" + strings.ToUpper(c.account.newID("")[:16])}
	}
	if m := in.InstanceMarketOptions; m != nil && m.MarketType == "spot" {
		i.InstanceLifecycle, i.SpotInstanceRequestId = "spot", c.account.newID("sir-")
	}
	if l.subnet.MapPublicIpOnLaunch {
		i.PublicIpAddress = c.publicAddress()
	}
	i.BlockDeviceMappings = c.attachVolumes(l, i.InstanceId)
	return i
}

// publicAddress is one of those that are kept for documentation: it leads
// nowhere.
func (c *call) publicAddress() string {
	return "203.0.113." + strconv.FormatUint(1+c.account.serial.Add(1)%254, 10)
}

// metadataOf is the metadata service of an instance: as the request says, or
// as its image does.
func metadataOf(img *Image, o *metadataOptions) *InstanceMetadataOptionsResponse {
	m := &InstanceMetadataOptionsResponse{HttpEndpoint: "enabled", HttpTokens: "optional", HttpPutResponseHopLimit: new(1), InstanceMetadataTags: "disabled", State: "applied"}
	if img.ImdsSupport == "v2.0" {
		m.HttpTokens, m.HttpPutResponseHopLimit = "required", new(2)
	}
	if o == nil {
		return m
	}
	m.HttpEndpoint, m.HttpTokens = cmp.Or(o.HttpEndpoint, m.HttpEndpoint), cmp.Or(o.HttpTokens, m.HttpTokens)
	m.InstanceMetadataTags = cmp.Or(o.InstanceMetadataTags, m.InstanceMetadataTags)
	if o.HttpPutResponseHopLimit != nil {
		m.HttpPutResponseHopLimit = o.HttpPutResponseHopLimit
	}
	return m
}

// nextAddress takes an address of a subnet.
func (c *call) nextAddress(s *Subnet) string {
	network, _, _ := strings.Cut(s.CidrBlock, "/")
	parts := strings.Split(network, ".")
	if len(parts) != 4 {
		return ""
	}
	s.AvailableIpAddressCount--
	n := c.account.serial.Add(1)
	return strings.Join(parts[:3], ".") + "." + strconv.FormatUint(10+n%240, 10)
}

// attachVolumes makes the volumes of an instance.
func (c *call) attachVolumes(l *launch, instanceID string) []InstanceBlockDeviceMapping {
	var attached []InstanceBlockDeviceMapping
	for _, d := range l.devices {
		if d.Ebs == nil {
			continue
		}
		e := d.Ebs
		v := Volume{
			VolumeId: c.account.newID("vol-"), Size: c.volumeSize(e), SnapshotId: e.SnapshotId, VolumeType: cmp.Or(e.VolumeType, "gp2"),
			Iops: e.Iops, Throughput: e.Throughput, Encrypted: e.Encrypted != nil && *e.Encrypted, KmsKeyId: e.KmsKeyId, State: "in-use",
			AvailabilityZone: l.subnet.AvailabilityZone, AvailabilityZoneId: l.subnet.AvailabilityZoneId,
			CreateTime: c.now.UTC().Format(wireLayout), Tags: l.tags["volume"],
		}
		if s := c.place.snapshots.find(e.SnapshotId); s != nil && s.Encrypted {
			v.Encrypted, v.KmsKeyId = true, cmp.Or(v.KmsKeyId, s.KmsKeyId)
		}
		gone := new(e.DeleteOnTermination == nil || *e.DeleteOnTermination)
		v.Attachments = []VolumeAttachment{{Device: d.DeviceName, InstanceId: instanceID, VolumeId: v.VolumeId, State: "attached", DeleteOnTermination: gone}}
		c.own.volumes.add(v.VolumeId, v)
		attached = append(attached, InstanceBlockDeviceMapping{DeviceName: d.DeviceName, Ebs: &EbsInstanceBlockDevice{
			VolumeId: v.VolumeId, Status: "attached", AttachTime: v.CreateTime, DeleteOnTermination: gone,
		}})
	}
	return attached
}

// startUp brings an instance from pending to running, and its checks from
// initializing to what they come to: an image that does not boot never passes.
// One that cannot have its volumes, or whose image a seed says so of, ends by
// itself instead of running.
func (c *call) startUp(i *instance, from *image, l *launch) {
	i.launched = &startup{running: c.now.Add(c.account.lasts(launchTakes)), checked: c.now.Add(c.account.lasts(checksTake)), sound: from.boots(),
		protected: l.in.DisableApiTermination != nil && *l.in.DisableApiTermination}
	ends := cmp.Or(c.lockedOut(l), from.endsAs())
	own := c.own
	c.account.start(c.place, func(now time.Time) bool {
		switch {
		case i.State.Name != "pending" || now.Before(i.launched.running):
		case ends != "":
			i.State, i.StateReason = &InstanceState{Code: codeTerminated, Name: "terminated"}, stateReason(ends)
			i.StateTransitionReason = ends
			own.dropVolumes(i)
		default:
			i.State = &InstanceState{Code: codeRunning, Name: "running"}
		}
		return i.State.Name != "pending"
	})
}

// lockedOut is the reason for which an instance ends whose volume is under a key
// that cannot be used: AWS takes the launch, and finds that out as it attaches the
// volume. An account whose seed has no keys has no trouble with them.
func (c *call) lockedOut(l *launch) string {
	for _, d := range l.devices {
		if d.Ebs == nil || len(c.own.keys.items) == 0 {
			continue
		}
		name := d.Ebs.KmsKeyId
		if s := c.place.snapshots.find(d.Ebs.SnapshotId); name == "" && s != nil && s.Encrypted && s.OwnerId == c.caller {
			name = s.KmsKeyId
		}
		if name == "" || name == ebsKey {
			continue
		}
		if key := c.key(name); key == nil || key.KeyState != "" && key.KeyState != "Enabled" {
			return clientInternalError
		}
	}
	return ""
}

// clientInternalError is how AWS calls a key that cannot be used.
const clientInternalError = "Client.InternalError"

// stateReason is why an instance ended, as AWS says it.
func stateReason(code string) *StateReason {
	words := map[string]string{
		clientInternalError:                   "Client error on launch",
		"Server.InternalError":                "Internal error on launch",
		"Server.InsufficientInstanceCapacity": "Insufficient capacity available to satisfy instance request",
		"Client.VolumeLimitExceeded":          "Volume limit exceeded",
		"Client.InstanceInitiatedShutdown":    "Instance initiated shutdown",
	}
	return &StateReason{Code: code, Message: code + ": " + cmp.Or(words[code], "Instance ended")}
}

// startup is how an instance that was launched here comes up.
type startup struct {
	running, checked time.Time
	sound            bool // it boots
	protected        bool // from being terminated
}

// unbootable is the tag with which a seed says that an image does not boot, so
// that what goes wrong at a launch can be tried. With the code of a state reason
// as its value, such as Server.InternalError, its instances end by themselves.
const unbootable = "sim:unbootable"

func (i *image) boots() bool { return len(tagValues(i.Tags, unbootable)) == 0 }

// endsAs is the state reason with which instances of the image end by
// themselves; "" where they run.
func (i *image) endsAs() string {
	for _, v := range tagValues(i.Tags, unbootable) {
		if strings.HasPrefix(v, "Server.") || strings.HasPrefix(v, "Client.") {
			return v
		}
	}
	return ""
}

// terminateInstancesInput names the instances that are to end.
type terminateInstancesInput struct {
	InstanceIds []string `form:"InstanceId"`
	Force       bool
}

// InstanceStateChange is how the state of an instance changed.
type InstanceStateChange struct {
	InstanceId    string         `wire:"instanceId"`
	CurrentState  *InstanceState `wire:"currentState"`
	PreviousState *InstanceState `wire:"previousState"`
}

type terminateInstancesResult struct {
	TerminatingInstances []InstanceStateChange `wire:"instancesSet,always"`
}

// terminateInstances ends instances, all or none. To end one that has ended is
// no error.
func terminateInstances(c *call, in *terminateInstancesInput) (func() terminateInstancesResult, error) {
	if len(in.InstanceIds) == 0 {
		return nil, missingParameter("InstanceId")
	}
	if err := instanceIDs().check(in.InstanceIds, func(id string) bool { return c.own.instances.find(id) != nil }); err != nil {
		return nil, err
	}
	for _, id := range in.InstanceIds {
		if i := c.own.instances.find(id); i.launched != nil && i.launched.protected && i.State.Name != "terminated" {
			return nil, refuse("OperationNotPermitted", "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.", id)
		}
	}
	return func() (out terminateInstancesResult) {
		for _, id := range in.InstanceIds {
			i := c.own.instances.find(id)
			was := i.State
			if was == nil || was.Name != "terminated" {
				i.State = &InstanceState{Code: codeStopping, Name: "shutting-down"}
				i.StateTransitionReason = "User initiated (" + c.now.UTC().Format("2006-01-02 15:04:05 GMT") + ")"
				c.endAt(i, c.now.Add(c.account.lasts(launchTakes)))
			}
			out.TerminatingInstances = append(out.TerminatingInstances, InstanceStateChange{id, i.State, was})
		}
		return out
	}, nil
}

// endAt makes an instance terminated at a time, and drops the volumes that go
// with it.
func (c *call) endAt(i *instance, at time.Time) {
	own := c.own
	c.account.start(c.place, func(now time.Time) bool {
		if now.Before(at) || i.State.Name != "shutting-down" {
			return i.State.Name != "shutting-down"
		}
		i.State = &InstanceState{Code: codeTerminated, Name: "terminated"}
		own.dropVolumes(i)
		return true
	})
}

// dropVolumes ends the volumes that go with an instance.
func (own *holdings) dropVolumes(i *instance) {
	for _, d := range i.BlockDeviceMappings {
		if d.Ebs != nil && d.Ebs.DeleteOnTermination != nil && *d.Ebs.DeleteOnTermination {
			own.volumes.remove(d.Ebs.VolumeId)
		}
	}
	i.BlockDeviceMappings = nil
}
