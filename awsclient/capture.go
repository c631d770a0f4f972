package awsclient

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tami/model/ami"
)

// Captured is what an account holds, read from AWS alone: by region and by the
// name of what it is, in the shapes that the AWS CLI prints.
type Captured struct {
	Account string
	Regions map[string]map[string]any
	// Secrets says what was left out since it may hold secrets, and how often:
	// {"user data of launch templates": 3}.
	Secrets map[string]int
	// Missing is what could not be read, each once a region.
	Missing []MissingPart
}

// MissingPart is something that a capture leaves out since it could not be read.
type MissingPart struct {
	At      ami.Where
	What    string
	Problem *ami.Problem
}

// Capture reads what an account holds in some places of one profile, in as many
// pages as it takes, and changes nothing. blocks adds which blocks the
// snapshots hold, which takes a request or two for every 5 GB. The Problem says
// that nothing could be read at all.
func (c *Client) Capture(ctx context.Context, places []ami.Where, blocks bool) (Captured, *ami.Problem) {
	taken := Captured{Regions: map[string]map[string]any{}, Secrets: map[string]int{}}
	s, p := c.placed(ctx, places[0])
	if p != nil {
		return taken, p
	}
	id, p := c.identify(ctx, s)
	if p != nil {
		return taken, p
	}
	taken.Account = id.Account.Raw()
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, at := range places {
		r := &capture{client: c, ctx: ctx, s: s, at: at, account: taken.Account, mu: &mu, taken: &taken, seed: map[string]any{}}
		taken.Regions[at.Region] = r.seed
		all.Go(func() { r.read(blocks) })
	}
	all.Wait()
	if ctx.Err() != nil {
		return taken, cancelled()
	}
	slices.SortStableFunc(taken.Missing, func(a, b MissingPart) int {
		return strings.Compare(a.At.Region+a.What, b.At.Region+b.What)
	})
	for _, seed := range taken.Regions {
		if len(seed) > 0 {
			return taken, nil
		}
	}
	if len(taken.Missing) > 0 {
		return taken, taken.Missing[0].Problem
	}
	return taken, nil
}

// capture reads one place.
type capture struct {
	client  *Client
	ctx     context.Context
	s       *session
	at      ami.Where
	account string
	seed    map[string]any
	keys    map[string]bool // of KMS, that something is encrypted with

	mu    *sync.Mutex // over taken, which all places share
	taken *Captured
}

// read reads the parts of a place: those that others are found through first.
func (r *capture) read(blocks bool) {
	r.keys = map[string]bool{}
	launched := r.launches()
	r.images(launched)
	snapshots := r.snapshots()
	if blocks {
		r.blocks(snapshots)
	}
	r.network()
	r.bin()
	r.reports()
	r.settings()
	r.kmsKeys()
}

// missing notes that a part cannot be read.
func (r *capture) missing(what string, p *ami.Problem) {
	if p == nil || r.ctx.Err() != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, m := range r.taken.Missing {
		if m.At == r.at && m.What == what {
			return
		}
	}
	r.taken.Missing = append(r.taken.Missing, MissingPart{r.at, what, p})
}

// secret counts something that is left out.
func (r *capture) secret(what string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.taken.Secrets[what]++
}

// keep puts a part into the seed, unless there is nothing of it.
func (r *capture) keep(key string, part any) {
	switch v := plain(part).(type) {
	case nil:
	case []any:
		slices.SortStableFunc(v, func(a, b any) int { return strings.Compare(orderOf(key, a), orderOf(key, b)) })
		r.seed[key] = v
	default:
		r.seed[key] = v
	}
}

// orderOf is what the things of a part are sorted by, so that two captures of
// the same differ in nothing: AWS promises no order.
func orderOf(key string, thing any) string {
	fields, _ := thing.(map[string]any)
	names := map[string]string{
		"Volumes": "VolumeId", "Vpcs": "VpcId", "Subnets": "SubnetId", "SecurityGroups": "GroupId", "KeyPairs": "KeyPairId",
		"Reservations": "ReservationId", "AutoScalingGroups": "AutoScalingGroupName", "LaunchConfigurations": "LaunchConfigurationName",
		"LaunchTemplates": "LaunchTemplateId", "LaunchTemplateVersions": "LaunchTemplateId", "Parameters": "Name", "RecycleBinRules": "Identifier",
		"Images": "ImageId", "ImagesInRecycleBin": "ImageId", "ImageUsageReports": "ReportId",
	}
	id, _ := fields[cmp.Or(names[key], "SnapshotId")].(string)
	version, _ := fields["VersionNumber"].(int64)
	if key == "Parameters" {
		version, _ = fields["Version"].(int64)
	}
	return fmt.Sprintf("%s %019d %v", id, version, fields["AvailabilityZone"])
}

// pagesOf reads a list to its end. Without its end it counts as not read.
func pagesOf[T any](r *capture, key, action string, ask func(ctx context.Context, token *string) ([]T, *string, error)) []T {
	var all []T
	p := r.client.walk(r.ctx, chain{s: r.s, at: r.at, action: action,
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			some, next, err := ask(ctx, token)
			all = append(all, some...)
			return len(some), next, err
		}})
	if p != nil {
		r.missing(key, p)
		return nil
	}
	return all
}

// one makes a single request for a part.
func (r *capture) one(key, action string, ask func(ctx context.Context) error) {
	r.missing(key, r.client.call(r.ctx, r.s, r.at, action, ask))
}

// capturingAtOnce is how many requests about single things a place has under
// way: enough to use up the budget of requests over a slow link.
const capturingAtOnce = 8

// each asks about many things, several at once.
func each[T any](list []T, ask func(T)) {
	var all sync.WaitGroup
	slots := make(chan struct{}, capturingAtOnce)
	for _, item := range list {
		slots <- struct{}{}
		all.Go(func() {
			ask(item)
			<-slots
		})
	}
	all.Wait()
}
