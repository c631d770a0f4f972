package sim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// transition brings a resource to where it is at a time and reports whether
// it has arrived. It works from the times it knows, never from the last time
// it was asked, so that the account is the same however often anyone looks.
type transition func(now time.Time) (arrived bool)

// How long AWS takes, in round figures; the account's speed divides them.
const (
	imageTakes    = 5 * time.Minute
	snapshotShare = 0.9 // of an image's time goes by until its snapshots are complete
)

// lasts gives how long something of AWS's takes in this account.
func (a *Account) lasts(d time.Duration) time.Duration {
	return time.Duration(float64(d) / a.speed)
}

// snapshotTakes gives how long a snapshot takes from nothing to all of its data.
func (a *Account) snapshotTakes() time.Duration {
	return time.Duration(float64(a.lasts(imageTakes)) * snapshotShare)
}

// start puts a change under way. The caller holds the lock.
func (a *Account) start(r *region, t transition) {
	r.moving = append(r.moving, t)
	a.moving.Add(1)
}

// appointment is a change that comes all at once at a time, perhaps days ahead:
// until then nobody need look at it.
type appointment struct {
	at   time.Time
	keep func()
}

// arrange has a change made at a time. The caller holds the lock.
func (a *Account) arrange(r *region, at time.Time, keep func()) {
	r.appointments = append(r.appointments, appointment{at, keep})
	if next := a.next.Load(); next == 0 || at.UnixNano() < next {
		a.next.Store(at.UnixNano())
	}
}

// settle brings everything under way to where it is now.
func (a *Account) settle(now time.Time) {
	next := a.next.Load()
	due := next != 0 && now.UnixNano() >= next
	if a.moving.Load() == 0 && !due {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, r := range a.regions {
		kept := r.moving[:0]
		for _, move := range r.moving {
			if !move(now) {
				kept = append(kept, move)
			}
		}
		a.moving.Add(int64(len(kept) - len(r.moving)))
		clear(r.moving[len(kept):])
		r.moving = kept
	}
	if due {
		a.keepAppointments(now)
	}
}

// keepAppointments makes the changes whose time has come, in the order of their
// times. One of them may arrange another.
func (a *Account) keepAppointments(now time.Time) {
	a.next.Store(0)
	for _, r := range a.regions {
		for {
			slices.SortStableFunc(r.appointments, func(x, y appointment) int { return x.at.Compare(y.at) })
			if len(r.appointments) == 0 || now.Before(r.appointments[0].at) {
				break
			}
			first := r.appointments[0]
			r.appointments = slices.Delete(r.appointments, 0, 1)
			first.keep()
		}
		for _, later := range r.appointments {
			if next := a.next.Load(); next == 0 || later.at.UnixNano() < next {
				a.next.Store(later.at.UnixNano())
			}
		}
	}
}

// filling is a snapshot on its way from a share of its data to all of it.
type filling struct {
	from  float64 // percent at the start
	start time.Time
	takes time.Duration // from 0 to 100 percent
}

// ends gives when the snapshot is complete.
func (f filling) ends() time.Time {
	return f.start.Add(time.Duration(float64(f.takes) * (100 - f.from) / 100))
}

// percent gives the share that is there at a time, 0 to 100.
func (f filling) percent(now time.Time) int {
	done := f.from + 100*float64(now.Sub(f.start))/float64(f.takes)
	return int(max(0, min(100, done)))
}

// fill makes the transition of a pending snapshot. It follows the snapshot by
// its ID, so that one deleted on the way is simply left alone.
func (r *region) fill(id string, f filling) transition {
	return func(now time.Time) bool {
		s := r.snapshots.find(id)
		if s == nil || s.State != "pending" {
			return true
		}
		if now.Before(f.ends()) {
			s.Progress = fmt.Sprintf("%d%%", f.percent(now))
			return false
		}
		s.State, s.Progress = "completed", "100%"
		s.CompletionTime = f.ends().UTC().Format(wireLayout)
		return true
	}
}

// ripen makes the transition of a pending image to available at a time.
func (r *region) ripen(id string, ready time.Time) transition {
	return func(now time.Time) bool {
		i := r.images.find(id)
		if i == nil || i.State != "pending" {
			return true
		}
		if now.Before(ready) {
			return false
		}
		i.State = "available"
		return true
	}
}

// resumePending sets the seed's pending images and snapshots going again from
// where the seed left them. A pending image with a reason for its state stays
// as it is: the seed says that something holds it up.
func (a *Account) resumePending(r *region) {
	now := a.clock()
	takes := a.snapshotTakes()
	ends := map[string]time.Time{}
	for _, s := range r.snapshots.items {
		if s.State != "pending" || s.StateMessage != "" {
			continue
		}
		f := filling{from: percentOf(s.Progress), start: now, takes: takes}
		ends[s.SnapshotId] = f.ends()
		a.start(r, r.fill(s.SnapshotId, f))
	}
	for _, i := range r.images.items {
		if i.State != "pending" || i.StateReason != nil {
			continue
		}
		ready, held := now, false
		for _, id := range snapshotIDs(&i.Image) {
			if end, pending := ends[id]; pending {
				ready = latest(ready, end)
			} else if s := r.snapshots.find(id); s != nil && s.State == "pending" {
				held = true
			}
		}
		if !held {
			ready = ready.Add(a.lasts(imageTakes) - takes)
			a.start(r, r.ripen(i.ImageId, ready))
		}
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// percentOf reads a progress such as "42%"; anything else is a start from 0.
func percentOf(progress string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(progress, "%"), 64)
	if err != nil {
		return 0
	}
	return max(0, min(100, n))
}

// snapshotIDs lists the snapshots behind an image's devices, each once.
func snapshotIDs(i *Image) []string {
	var ids []string
	for _, device := range i.BlockDeviceMappings {
		if device.Ebs != nil && device.Ebs.SnapshotId != "" && !slices.Contains(ids, device.Ebs.SnapshotId) {
			ids = append(ids, device.Ebs.SnapshotId)
		}
	}
	return ids
}
