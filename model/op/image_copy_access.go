package op

import (
	"maps"
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/money"
)

// What an account must be let do with a key, so that it can copy what is
// encrypted with it.
const keyUses = "kms:DescribeKey, kms:CreateGrant, kms:Decrypt, kms:ReEncrypt* and kms:GenerateDataKey*"

// readable reports that the snapshots behind an image can be read by the account
// that copies; where they cannot, the plan says what its owner has to do.
func (c *copying) readable(one subject) bool {
	foreign := notOurs(c.facts, one.Target) != ""
	for _, id := range one.img.SnapshotIDs() {
		snap, known := c.facts.Snapshot(one.At, id)
		why := ""
		switch {
		case !known:
			c.unchecked(NotChecked{"snapshot " + id, c.facts.Why(ami.OneSnapshot{Where: one.At, ID: id})})
		case snap == nil && !foreign:
			why = "its snapshot " + id + " is gone, so there is nothing to copy"
		case snap == nil && one.img.Public != ami.Yes:
			why = "account " + one.img.OwnerID.String() + " shares the image and not its snapshot " + id + ": to be copied, the snapshot has to be shared with this account too (create volume permission)"
			if c.encrypted(one) {
				why += ", and to use the key that it is encrypted with, this account needs " + keyUses
			}
		case snap != nil && !snap.KeyID.IsZero():
			why = c.sourceKey(one, snap)
		}
		if why != "" {
			c.leave(one, why)
			return false
		}
	}
	return true
}

// sourceKey says what it takes to read a snapshot that is encrypted; its result
// is why it cannot be read at all.
func (c *copying) sourceKey(one subject, snap *ami.Snapshot) (why string) {
	key := snap.KeyID.Raw()
	name := c.facts.KeyName(one.At, key)
	if !isOurs(c.facts, one.Target, snap.OwnerID.String()) {
		c.say(Warn, "%s is encrypted with a key of account %s (%s): that account has to let %s use it, in the policy of the key or by a grant, and whoever copies needs the same of IAM (%s). Otherwise AWS takes the call and the copy fails later.",
			one.name, snap.OwnerID, name, or(c.facts.Account(one.At.Profile), "this one"), keyUses)
		return ""
	}
	need := ami.Key{Where: one.At, ARN: key}
	k, ok := c.facts.Answer(need).(ami.KeyBody)
	switch why := c.facts.Why(need); {
	case why != "":
		c.unchecked(NotChecked{"whether the key " + name + " can be used", why})
	case !ok:
		return "it is encrypted with the key " + name + ", which is gone: it cannot be read any more"
	case !usable(k):
		return "it is encrypted with the key " + name + ", which is " + k.State.String() + "; enable the key first"
	}
	return ""
}

func usable(k ami.KeyBody) bool { return k.State.IsZero() || k.State.String() == "Enabled" }

// encrypted reports that a copy will be, whatever is asked for.
func (c *copying) encrypted(one subject) bool {
	for i := range one.img.Devices {
		if e := one.img.Devices[i].EBS; e != nil && e.Encrypted == ami.Yes {
			return true
		}
	}
	return slices.ContainsFunc(one.img.SnapshotIDs(), func(id string) bool {
		snap, _ := c.facts.Snapshot(one.At, id)
		return snap != nil && snap.Encrypted == ami.Yes
	})
}

// keys says what there is to say of the key that a copy is encrypted with. AWS
// looks at it only when the copy is under way.
func (c *copying) keys(r *replica) {
	if r.key == "" {
		return
	}
	name := c.facts.KeyName(r.at, r.key)
	switch k, why := keyNamed(c.facts, r.at, r.key); {
	case why != "":
		c.say(Warn, "The key %s could not be looked at in %s (%s): where AWS cannot use it, it takes the call and the copy fails later.", name, r.at.Region, why)
	case k == nil:
		c.say(Stop, "There is no key %s in %s; name one of that region.", name, r.at.Region)
	case !usable(*k):
		c.say(Stop, "The key %s in %s is %s: AWS would take the call, and the copy would fail later.", name, r.at.Region, k.State)
	}
}

// unshareable reports that a copy will be encrypted with AWS's own key, which no
// other account can use: AWS refuses to share it.
func (c *copying) unshareable(r *replica) bool {
	e, _ := c.facts.Answer(ami.EBSDefaults{Where: r.at}).(ami.EBSDefaultsBody)
	switch {
	case r.key != "":
		k, _ := c.facts.Answer(ami.Key{Where: r.at, ARN: r.key}).(ami.KeyBody)
		return k.ManagedBy.String() == "AWS"
	case c.wanted.encrypt, c.encrypted(r.of), e.Encrypts == ami.Yes:
		return c.facts.KeyName(r.at, e.Key.Raw()) == ami.EBSAlias
	}
	return false
}

// keyWords are how a copy is encrypted, in a cell.
func (c *copying) keyWords(r *replica) string {
	e, _ := c.facts.Answer(ami.EBSDefaults{Where: r.at}).(ami.EBSDefaultsBody)
	switch {
	case r.key != "":
		return c.facts.KeyName(r.at, r.key)
	case c.wanted.encrypt || c.encrypted(r.of) || e.Encrypts == ami.Yes:
		if !e.Key.IsZero() {
			return c.facts.KeyName(r.at, e.Key.Raw())
		}
		return "default key"
	}
	return "not encrypted"
}

// rekeyed reports that a copy within a region cannot share blocks with its
// image, since it is encrypted anew.
func (c *copying) rekeyed(r *replica) bool {
	return r.at.Region == r.of.At.Region && (r.key != "" || c.wanted.encrypt || c.encrypted(r.of))
}

// fitTogether warns of copies that each fit into the time and all together do
// not.
func (c *copying) fitTogether() {
	type way struct{ from, to string }
	sum := map[way]int64{}
	for i := range c.copies {
		r := &c.copies[i]
		for _, id := range r.of.img.SnapshotIDs() {
			if snap, _ := c.facts.Snapshot(r.of.At, id); snap != nil {
				sum[way{r.of.At.Region, r.at.Region}] += int64(money.GiB(snap) * 1024)
			}
		}
	}
	for _, w := range slices.SortedFunc(maps.Keys(sum), func(a, b way) int { return strings.Compare(a.from+" "+a.to, b.from+" "+b.to) }) {
		if c.wanted.minutes > 0 && !money.CopiesFit(sum[w], int(c.wanted.minutes)) {
			c.say(Warn, "All that goes from %s to %s is %s, and AWS copies 2,000 MiB a second between two regions in such copies, unless it raised that quota for the account: some are refused or come late. Allow more time (within), or copy in parts.",
				w.from, w.to, gigabytes(float64(sum[w])/1024))
		}
	}
}

// fits stops what AWS cannot copy in the time that is asked for.
func (c *copying) fits(r *replica) {
	if c.wanted.minutes == 0 {
		return
	}
	if r.of.img.RootDeviceType.String() == "instance-store" {
		c.say(Stop, "%s lies in S3, and AWS takes a time only for copies of snapshots; leave it out (within).", r.of.name)
	}
	for _, id := range r.of.img.SnapshotIDs() {
		snap, _ := c.facts.Snapshot(r.of.At, id)
		if snap == nil {
			continue
		}
		mib := int64(money.GiB(snap) * 1024)
		if money.CopyFits(mib, int(c.wanted.minutes)) {
			continue
		}
		level, least := Stop, timeStep
		if snap.FullSize == nil {
			level = Warn // it may hold less than its volume
		}
		for !money.CopyFits(mib, least) && least < timeMost {
			least += timeStep
		}
		c.say(level, "Snapshot %s of %s has %s, and AWS copies 500 MiB a second of it at most: it takes %d minutes.", id, r.of.name, gigabytes(money.GiB(snap)), least)
	}
}
