package awsclient

import (
	"context"
	"sync"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// needPatience is how long one need may take in all, pages and waiting for the
// request budget included. It only ends what would never end.
const needPatience = 10 * time.Minute

// Fetch answers needs, all at the same time, and returns when none is left.
// Needs of one ami.BatchOf share requests. emit is called from several
// goroutines, so it must be safe for that, and it holds up what calls it. Each
// need ends in exactly one Fact with Done set; when ctx is cancelled the needs
// that have not ended say nothing more.
func (c *Client) Fetch(ctx context.Context, needs []ami.Need, emit func(ami.Fact)) {
	batches := map[ami.Batch][]*answer{}
	asked := map[ami.Need]bool{}
	for _, n := range needs {
		if asked[n] {
			continue
		}
		asked[n] = true
		b := ami.BatchOf(n)
		batches[b] = append(batches[b], &answer{ctx: ctx, need: n, emit: emit, now: c.opt.Now})
	}
	var all sync.WaitGroup
	for _, batch := range batches {
		all.Go(func() {
			ctx, stop := context.WithTimeout(ctx, needPatience)
			defer stop()
			c.answer(ctx, batch)
			for _, a := range batch {
				a.done(nil, unanswered())
			}
		})
	}
	all.Wait()
}

// answer is the one place that knows who answers which need. A batch holds
// needs of one type and one place.
func (c *Client) answer(ctx context.Context, batch []*answer) {
	a := batch[0]
	switch n := a.need.(type) {
	case ami.Profiles:
		c.profiles(a)
	case ami.Caller:
		c.caller(ctx, n, a)
	case ami.Regions:
		c.regions(ctx, n, a)
	case ami.Images:
		c.images(ctx, n, a)
	case ami.OneImage:
		c.imagesByID(ctx, n.Where, batch)
	case ami.NamedImage:
		c.namedImage(ctx, n, a)
	case ami.OneSnapshot:
		c.snapshotsByID(ctx, n.Where, batch)
	case ami.Instances:
		c.instances(ctx, n, a)
	case ami.TagNames:
		c.tagNames(ctx, n, a)
	case ami.Sharing:
		c.sharing(ctx, n, a)
	case ami.References:
		c.references(ctx, n.Where, batch)
	case ami.Ancestry:
		c.ancestry(ctx, n, a)
	case ami.Groups:
		c.groups(ctx, n, a)
	case ami.LaunchConfigurations:
		c.launchConfigurations(ctx, n, a)
	case ami.PublicBlock:
		c.publicBlock(ctx, n, a)
	case ami.SnapshotSharing, ami.SnapshotLock, ami.FastRestore, ami.TierStatus, ami.Aliases, ami.Key, ami.EBSDefaults, ami.UsageReports, ami.OneUsageReport:
		c.answerDisks(ctx, batch)
	default:
		c.answerMore(ctx, batch)
	}
}

// answerMore is answer for what changes are planned and watched with.
func (c *Client) answerMore(ctx context.Context, batch []*answer) {
	a := batch[0]
	switch n := a.need.(type) {
	case ami.BinnedImages:
		c.binnedImages(ctx, n, a)
	case ami.BinnedSnapshots:
		c.binnedSnapshots(ctx, n, a)
	case ami.BinRules:
		c.binRules(ctx, n, a)
	case ami.SnapshotsMadeFor:
		c.snapshotsMadeFor(ctx, n.Where, batch)
	case ami.AllowedImages:
		c.allowedImages(ctx, n, a)
	case ami.OwnSnapshots:
		c.ownSnapshots(ctx, n, a)
	case ami.FreedBlocks:
		c.freedBlocks(ctx, n, a)
	case ami.Refreshes:
		c.refreshes(ctx, n, a)
	case ami.Activities:
		c.activities(ctx, n, a)
	case ami.OneGroup:
		c.oneGroup(ctx, n, a)
	case ami.RootTask:
		c.rootTask(ctx, n, a)
	case ami.ParameterValue:
		c.parameterValue(ctx, n, a)
	case ami.Templates, ami.TemplateVersions, ami.ImageParameters, ami.ParameterHistory:
		c.answerFleet(ctx, a)
	case ami.InstanceDevices:
		c.instanceDevices(ctx, n, a)
	case ami.ImageProgress:
		c.imageProgress(ctx, n, a)
	case ami.Health:
		c.health(ctx, n, a)
	case ami.LaunchedWith:
		c.launchedWith(ctx, n, a)
	case ami.LivePrices:
		c.livePrices(ctx, n, a)
	case ami.TypePrices:
		c.typePrices(ctx, n, a)
	case ami.OfferedTypes, ami.TypeZones, ami.KeyPairs, ami.Subnets, ami.SecurityGroups:
		c.answerLaunching(ctx, a)
	default: // unanswered, which is said
	}
}

// unanswered stands in for an answer that was forgotten: a need that never
// ends would spin for ever.
func unanswered() *ami.Problem {
	return &ami.Problem{Kind: ami.Refused, Title: "tami cannot answer this question",
		Cause: text.Clean("no reader for it ended with an answer"), Hint: "This is a fault of tami's; please report it."}
}

// answer collects what is said about one need, and keeps the promise that it
// ends once.
type answer struct {
	ctx   context.Context // the asker's: when it ends nothing more is said
	need  ami.Need
	emit  func(ami.Fact)
	now   func() time.Time
	begun bool
	ended bool
}

// page says a part of the answer; more will follow.
func (a *answer) page(body ami.Body) { a.say(body, nil, false) }

// done says the last part, or the Problem that ended it, or both.
func (a *answer) done(body ami.Body, p *ami.Problem) { a.say(body, p, true) }

func (a *answer) say(body ami.Body, p *ami.Problem, done bool) {
	if a.ended || a.ctx.Err() != nil {
		return
	}
	f := ami.Fact{Need: a.need, At: a.now(), First: !a.begun, Done: done, Body: body, Problem: p}
	if body == nil && p != nil {
		f.First = false // nothing replaces what was known before
	}
	a.begun, a.ended = a.begun || body != nil, done
	a.emit(f)
}
