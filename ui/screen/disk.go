package screen

import (
	"fmt"
	"strconv"
	"strings"

	"tami/model"
	"tami/model/ami"
)

// diskFacts are everything that is known of one device: what the mapping says,
// the volume that a launch makes, the snapshot behind it and what keeps that.
func diskFacts(e Env, r row, dev ami.Device, also model.AlsoIn) []fact {
	id := r.img.ID.String()
	facts := []fact{{title: "Device of the image"}}
	add := func(topic, value, raw string) {
		if value != "" {
			facts = append(facts, fact{label: topic[strings.IndexByte(topic, '.')+1:], value: value, topic: topic, raw: raw, id: id})
		}
	}
	add("BlockDeviceMapping.DeviceName", dev.Name.Detail(), dev.Name.Raw())
	add("BlockDeviceMapping.VirtualName", dev.Virtual.Detail(), dev.Virtual.Raw())
	if dev.NoDevice {
		add("BlockDeviceMapping.NoDevice", "left out", "")
	}
	if dev.EBS == nil {
		return facts
	}
	facts = append(facts, fact{title: "Volume that a launch makes"})
	b, rare := dev.EBS, dev.EBS.Rare()
	add("EbsBlockDevice.SnapshotId", or(b.SnapshotID.String(), "none: a blank volume"), b.SnapshotID.Raw())
	add("EbsBlockDevice.VolumeSize", fmt.Sprintf("%d GB", b.VolumeSize), number32(b.VolumeSize))
	add("EbsBlockDevice.VolumeType", b.VolumeType.String(), b.VolumeType.Raw())
	add("EbsBlockDevice.Iops", number32(b.IOPS), number32(b.IOPS))
	add("EbsBlockDevice.Throughput", number32(b.Throughput), number32(b.Throughput))
	add("EbsBlockDevice.Encrypted", b.Encrypted.String(), b.Encrypted.String())
	add("EbsBlockDevice.KmsKeyId", rare.KeyID.String(), rare.KeyID.Raw())
	add("EbsBlockDevice.DeleteOnTermination", or(b.DeleteOnTermination.String(), ""), b.DeleteOnTermination.String())
	add("EbsBlockDevice.VolumeInitializationRate", number32(rare.InitializationRate), number32(rare.InitializationRate))
	if rare.CardIndex != nil {
		add("EbsBlockDevice.EbsCardIndex", strconv.Itoa(int(*rare.CardIndex)), strconv.Itoa(int(*rare.CardIndex)))
	}
	add("EbsBlockDevice.OutpostArn", rare.OutpostARN.String(), rare.OutpostARN.Raw())
	add("EbsBlockDevice.AvailabilityZone", rare.Zone.String(), rare.Zone.Raw())
	add("EbsBlockDevice.AvailabilityZoneId", rare.ZoneID.String(), rare.ZoneID.Raw())
	if b.SnapshotID.IsZero() {
		return facts
	}
	return append(facts, snapshotFacts(e, r, b.SnapshotID.String(), also)...)
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func number32(n int32) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}

// snapshotFacts are the properties of a snapshot and what keeps it.
func snapshotFacts(e Env, r row, id string, also model.AlsoIn) []fact {
	facts := []fact{{title: "Snapshot " + id}}
	s, known := e.State.Snapshot(r.at, id)
	if s == nil {
		one := fact{value: e.Styles.Glyphs.Loading + " asking for it", paint: muted, topic: "EBS snapshot"}
		if p := e.State.Known(ami.OneSnapshot{Where: r.at, ID: id}).Problem; p != nil {
			one.value, one.paint = "not checked: "+p.Title, warning
		} else if known {
			one.value, one.paint = goneWords(e, r), trouble
		}
		one.see = "aws ec2 describe-snapshots --region " + r.at.Region + " --snapshot-ids " + id
		return append(facts, one)
	}
	add := func(field, value, raw, note string) {
		if value != "" {
			facts = append(facts, fact{label: field, value: value, note: note, topic: "Snapshot." + field, raw: raw, id: id})
		}
	}
	date := func(field string, d ami.Date) {
		add(field, d.Text().String(), d.Text().Raw(), model.AgeWords(d, e.State.Now))
	}
	add("State", s.State.String(), s.State.Raw(), "")
	add("StateMessage", s.StateMessage.Detail(), s.StateMessage.Raw(), "")
	add("Progress", s.Progress.String(), s.Progress.Raw(), "")
	add("StorageTier", s.Tier.String(), s.Tier.Raw(), "")
	date("RestoreExpiryTime", s.RestoreExpiry)
	add("VolumeSize", fmt.Sprintf("%d GB", s.VolumeSize), number32(s.VolumeSize), "")
	if s.FullSize != nil {
		raw := strconv.FormatInt(*s.FullSize, 10)
		add("FullSnapshotSizeInBytes", raw, raw, fmt.Sprintf("%.1f GB", model.SnapshotGiB(s)))
	} else {
		add("FullSnapshotSizeInBytes", "not said", "", "")
	}
	whose := "this account"
	if e.State.Foreign(r.at, s) {
		whose = "not ours: that account pays for it"
	}
	add("OwnerId", s.OwnerID.String(), s.OwnerID.Raw(), whose)
	add("OwnerAlias", s.OwnerAlias.String(), s.OwnerAlias.Raw(), "")
	add("Encrypted", s.Encrypted.String(), s.Encrypted.String(), "")
	add("KmsKeyId", keyWords(e, r.at, s), s.KeyID.Raw(), "")
	add("DataEncryptionKeyId", s.DataKeyID.String(), s.DataKeyID.Raw(), "")
	date("StartTime", s.Started)
	date("CompletionTime", s.Completed)
	add("Description", s.Description.Detail(), s.Description.Raw(), "")
	add("VolumeId", s.VolumeID.String(), s.VolumeID.Raw(), "")
	add("TransferType", s.TransferType.String(), s.TransferType.Raw(), "")
	add("CompletionDurationMinutes", number32(s.CompletionMinutes), number32(s.CompletionMinutes), "")
	add("AvailabilityZone", s.Zone.String(), s.Zone.Raw(), "")
	add("OutpostArn", s.OutpostARN.String(), s.OutpostARN.Raw(), "")
	add("SseType", s.SSEType.String(), s.SSEType.Raw(), "")
	for _, t := range s.Tags {
		add("Tags", t.Key.Detail()+" = "+t.Value.Detail(), t.Key.Raw(), "")
	}
	facts = append(facts, fact{title: "What keeps it"})
	facts = append(facts, keeperFacts(e, r, s, false)...)
	words, _ := alsoWords(also, id)
	return append(facts, fact{label: "Also in", value: words, topic: "EbsBlockDevice.SnapshotId", raw: id,
		see: "aws ec2 describe-images --owners self --include-disabled --region " + r.at.Region + " --filters Name=block-device-mapping.snapshot-id,Values=" + id})
}

// keeperFacts say what keeps a snapshot from being deleted, what keeps it fast,
// and what moves it. In brief only what there is, and what could not be read,
// is said.
func keeperFacts(e Env, r row, s *ami.Snapshot, brief bool) []fact {
	id := s.ID.String()
	if e.State.Foreign(r.at, s) {
		if brief {
			return nil
		}
		return []fact{{value: "Only its owner may see locks, fast restores and moves to the archive.", paint: muted, topic: "EBS snapshot"}}
	}
	region := " --region " + r.at.Region
	keepers := []struct {
		label, none, topic, see string
		need                    ami.Need
		words                   func(ami.Body) string
	}{
		{"lock", "not locked", "Snapshot lock", "aws ec2 describe-locked-snapshots" + region + " --snapshot-ids " + id, ami.SnapshotLock{Where: r.at, ID: id},
			func(b ami.Body) string { l, _ := b.(ami.LockBody); return model.LockWords(l) }},
		{"fast restore", "in no zone", "Fast snapshot restore", "aws ec2 describe-fast-snapshot-restores" + region + " --filters Name=snapshot-id,Values=" + id,
			ami.FastRestore{Where: r.at, ID: id}, func(b ami.Body) string { f, _ := b.(ami.FastRestoreBody); return model.FastRestoreWords(f) }},
		{"archive", "never moved", "Archive tier", "aws ec2 describe-snapshot-tier-status" + region + " --filters Name=snapshot-id,Values=" + id,
			ami.TierStatus{Where: r.at, ID: id}, func(b ami.Body) string { t, _ := b.(ami.TierBody); return model.TierWords(t) }},
	}
	var facts []fact
	for _, k := range keepers {
		one := fact{label: k.label, value: k.words(e.State.Answer(k.need)), topic: k.topic, see: k.see}
		known := e.State.Known(k.need)
		switch {
		case known.Problem != nil:
			one.value, one.paint = "not checked: "+known.Problem.Title, warning
		case one.value != "":
		case brief:
			continue
		case known.Loading || e.State.Due(k.need):
			one.value, one.paint = e.Styles.Glyphs.Loading, muted
		default:
			one.value = k.none
		}
		facts = append(facts, one)
	}
	return facts
}
