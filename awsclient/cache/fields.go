package cache

import (
	"tami/model/ami"
	"tami/model/text"
)

// coder goes over the fields of what many images share, to write or to read
// them: both ways in one place cannot come apart.
type coder interface {
	word(*text.Safe)
	date(*ami.Date)
	flag(*ami.Flag)
	truth(*bool)
	number(*int32)
	// count is how many of something follow: n when writing, what stands there
	// when reading.
	count(n int) int
}

func traits(c coder, t *ami.Traits) {
	for _, w := range []*text.Safe{
		&t.OwnerID, &t.OwnerAlias, &t.Type, &t.State, &t.Protection, &t.Architecture, &t.Virtualization, &t.Hypervisor, &t.BootMode, &t.TPM,
		&t.IMDS, &t.SRIOV, &t.RootDevice, &t.RootDeviceType, &t.Platform, &t.PlatformDetails, &t.UsageOperation,
	} {
		c.word(w)
	}
	for _, f := range []*ami.Flag{&t.Public, &t.Allowed, &t.ENA, &t.FreeTier} {
		c.flag(f)
	}
}

func extra(c coder, e *ami.Extra) {
	for _, w := range []*text.Safe{&e.SourceInstance, &e.SourceImage, &e.SourceRegion, &e.Kernel, &e.Ramdisk, &e.PublicParameter} {
		c.word(w)
	}
	one(c, &e.StateReason, func(r *ami.StateReason) {
		c.word(&r.Code)
		c.word(&r.Message)
	})
	list(c, &e.ProductCodes, func(p *ami.ProductCode) {
		c.word(&p.ID)
		c.word(&p.Type)
	})
	list(c, &e.Watermarks, func(w *ami.Watermark) {
		c.word(&w.Key)
		c.word(&w.SourceImage)
		c.word(&w.SourceRegion)
		c.date(&w.Created)
		c.date(&w.Attached)
	})
	one(c, &e.InstanceTypes, func(t *ami.InstanceTypes) {
		for _, l := range []*[]ami.InstanceTypeItem{&t.Supported, &t.Unsupported} {
			list(c, l, func(i *ami.InstanceTypeItem) { c.word(&i.Pattern) })
		}
	})
	one(c, &e.ScanResults, func(s *ami.ScanResults) {
		c.word(&s.HighestSeverity)
		for _, d := range []*ami.Date{&s.Scanned, &s.CriticalFix, &s.HighFix, &s.MediumFix, &s.LowFix, &s.InformationalFix} {
			c.date(d)
		}
	})
}

// device is a device mapping apart from its snapshot, which is nearly always
// another one.
func device(c coder, d *ami.Device) {
	c.word(&d.Name)
	c.word(&d.Virtual)
	c.truth(&d.NoDevice)
	one(c, &d.EBS, func(e *ami.EBS) {
		rare := e.Rare()
		for _, w := range []*text.Safe{&e.VolumeType, &rare.KeyID, &rare.OutpostARN, &rare.Zone, &rare.ZoneID} {
			c.word(w)
		}
		for _, n := range []*int32{&e.VolumeSize, &e.IOPS, &e.Throughput, &rare.InitializationRate} {
			c.number(n)
		}
		c.flag(&e.Encrypted)
		c.flag(&e.DeleteOnTermination)
		one(c, &rare.CardIndex, c.number)
		if rare != e.Rare() { // read just now: what is written stays untouched
			e.RareEBS = rare.OrNone()
		}
	})
}

// one is something that may be missing.
func one[T any](c coder, p **T, fields func(*T)) {
	n := 0
	if *p != nil {
		n = 1
	}
	if c.count(n) == 0 {
		return
	}
	if *p == nil {
		*p = new(T)
	}
	fields(*p)
}

// list is any number of something.
func list[T any](c coder, l *[]T, fields func(*T)) {
	n := c.count(len(*l))
	if n > len(*l) {
		*l = make([]T, n)
	}
	for i := range n {
		fields(&(*l)[i])
	}
}
