package awsclient

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/smithy-go"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// changed is what AWS answered to a change.
type changed struct {
	made      map[string]string // as op.Makes names it
	parts     []op.Part
	permitted bool // a rehearsal went well
}

// order is a call on its way out.
type order struct {
	session *session
	at      ami.Where
	dry     bool // a rehearsal: AWS checks, and does nothing
}

// change is the gateway: the one place through which tami changes anything.
// It refuses in read-only mode before anything else is looked at. lost says
// that the request may have reached AWS without an answer that tells what
// became of it, so that it may have taken effect in spite of the Problem.
func (c *Client) change(ctx context.Context, at ami.Where, call op.Call, dry bool) (out changed, lost bool, p *ami.Problem) {
	if p := c.readOnly(at); p != nil {
		return changed{}, false, p
	}
	if p := incomplete(call); p != nil {
		return changed{}, false, p
	}
	s, p := c.placed(ctx, at)
	if p != nil {
		return changed{}, false, p
	}
	var err error
	p = c.call(ctx, s, at, op.Operation(call), func(ctx context.Context) error {
		out, err = order{s, at, dry}.send(ctx, call)
		if dry && apiCode(err) == dryRunPassed {
			out.permitted, err = true, nil
		}
		return err
	})
	return out, p != nil && err != nil && answerLost(err), p
}

// incomplete says what a call lost since it was planned: user data is never
// written down, and an instance that comes up without it is not the one that
// was asked for.
func incomplete(call op.Call) *ami.Problem {
	r, launch := call.(op.RunInstances)
	if !launch || !r.LacksUserData() {
		return nil
	}
	from := ""
	if r.UserDataFile != "" {
		from = " from " + r.UserDataFile
	}
	return &ami.Problem{Kind: ami.Refused, Title: "the user data of the launch is gone",
		Cause: text.Clean(fmt.Sprintf("%d bytes of user data%s were planned; tami keeps none on disk, since it may hold secrets", r.UserDataBytes, from)),
		Hint:  "Look whether the instances are there already; if not, plan the launch again."}
}

// send turns a call into AWS's request. Every kind of call has its case here,
// and nothing else of awsclient asks AWS to change anything.
func (o order) send(ctx context.Context, call op.Call) (changed, error) {
	switch call := call.(type) {
	case op.DeregisterImage:
		return o.deregisterImage(ctx, call)
	case op.RestoreImage:
		return o.restoreImage(ctx, call)
	case op.RegisterImage:
		return o.registerImage(ctx, call)
	case op.DisableImage:
		return o.disableImage(ctx, call)
	case op.EnableImage:
		return o.enableImage(ctx, call)
	case op.EnableDeprecation:
		return o.enableDeprecation(ctx, call)
	case op.DisableDeprecation:
		return o.disableDeprecation(ctx, call)
	case op.EnableProtection:
		return o.enableProtection(ctx, call)
	case op.DisableProtection:
		return o.disableProtection(ctx, call)
	case op.ModifyDescription:
		return o.modifyDescription(ctx, call)
	case op.ModifyLaunchPermission:
		return o.modifyLaunchPermission(ctx, call)
	case op.CancelLaunchPermission:
		return o.cancelLaunchPermission(ctx, call)
	case op.DeleteSnapshot:
		return o.deleteSnapshot(ctx, call)
	case op.RestoreSnapshot:
		return o.restoreSnapshot(ctx, call)
	case op.ModifySnapshotPermission:
		return o.modifySnapshotPermission(ctx, call)
	case op.CreateTags:
		return o.createTags(ctx, call)
	case op.DeleteTags:
		return o.deleteTags(ctx, call)
	case op.CreateImage:
		return o.createImage(ctx, call)
	case op.CopyImage:
		return o.copyImage(ctx, call)
	case op.RunInstances:
		return o.runInstances(ctx, call)
	case op.TerminateInstances:
		return o.terminateInstances(ctx, call)
	case op.CreateUsageReport:
		return o.createUsageReport(ctx, call)
	case op.DeleteUsageReport:
		return o.deleteUsageReport(ctx, call)
	default:
		return o.sendToFleet(ctx, call)
	}
}

// sendToFleet is send for what changes what runs images.
func (o order) sendToFleet(ctx context.Context, call op.Call) (changed, error) {
	switch call := call.(type) {
	case op.CreateTemplateVersion:
		return o.createTemplateVersion(ctx, call)
	case op.DeleteTemplateVersion:
		return o.deleteTemplateVersion(ctx, call)
	case op.SetDefaultVersion:
		return o.setDefaultVersion(ctx, call)
	case op.StartRefresh:
		return o.startRefresh(ctx, call)
	case op.CancelRefresh:
		return o.cancelRefresh(ctx, call)
	case op.RollbackRefresh:
		return o.rollbackRefresh(ctx, call)
	case op.UpdateGroup:
		return o.updateGroup(ctx, call)
	case op.CreateConfiguration:
		return o.createConfiguration(ctx, call)
	case op.PutParameter:
		return o.putParameter(ctx, call)
	case op.ReplaceRoot:
		return o.replaceRoot(ctx, call)
	default:
		return changed{}, fmt.Errorf("tami cannot make the call %s", op.Operation(call))
	}
}

// readOnly says that nothing may be changed in a place: by the whole tami, or
// by its profile.
func (c *Client) readOnly(at ami.Where) *ami.Problem {
	name, _ := c.chosenProfile(at.Profile)
	switch {
	case c.opt.ReadOnly:
		return &ami.Problem{Kind: ami.Refused, Title: "tami is read-only",
			Hint: "Start it without --read-only, TAMI_READ_ONLY and read-only in the configuration to change anything."}
	case slices.Contains(c.opt.ReadOnlyProfiles, at.Profile), slices.Contains(c.opt.ReadOnlyProfiles, name):
		return &ami.Problem{Kind: ami.Refused, Title: "the profile " + shown(name) + " is read-only",
			Hint: "Take it out of read-only in the configuration to change anything with it."}
	}
	return nil
}

// ec2 is the client that changes are sent with. An answer that was lost is
// looked into before a change is sent again, which the SDK cannot do: it sends
// again only what AWS threw back before it did any work, and what never left.
func (o order) ec2() *ec2.Client { return o.session.ec2(o.at.Region) }

// options are the options of every request that changes something.
func (o order) options(opts *ec2.Options) {
	opts.Retryer = changeRetries(o.session.client.opt.MaxAttempts)
	opts.HTTPClient = patient(o.session.http)
}

// How changes are sent.
const (
	changePatience = 30 * time.Second // until an answer begins: some changes do their work before it
	changeAttempts = 8                // of what AWS throttles: half a plan done is worse than one that takes longer
)

// patient is what changes are sent through: as all else, with more patience.
func patient(e eager) config.HTTPClient {
	e.patience = max(e.patience, changePatience)
	return e
}

func changeRetries(most int) aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts = changeAttempts
		if most > 0 {
			o.MaxAttempts = most
		}
		o.Retryables = []retry.IsErrorRetryable{retry.IsErrorRetryableFunc(func(err error) aws.Ternary {
			return aws.BoolTernary(throttledCode(apiCode(err)) || neverSent(err) || clockOff(err))
		})}
	})
}

func throttledCode(code string) bool {
	_, ok := retry.DefaultThrottleErrorCodes[code]
	return ok
}

// neverSent reports an error from before a request left: no connection came
// about, or nothing to sign it with.
func neverSent(err error) bool {
	var dial *net.OpError
	var dns *net.DNSError
	return errors.As(err, &dns) || errors.As(err, &dial) && dial.Op == "dial"
}

// answerLost reports that a request may have reached AWS, and that its answer
// does not say whether it took effect.
func answerLost(err error) bool {
	var signing *smithy.OperationError
	var status interface{ HTTPStatusCode() int }
	var slow *slowError
	var foreign *foreignAnswer
	switch code := apiCode(err); {
	case throttledCode(code), errors.Is(err, errHeldBack), neverSent(err), lostCredentials(err), badAddress(err), tlsFailure(err):
		return false
	case errors.As(err, &slow), errors.As(err, &foreign):
		return true
	case code != "" && code != "UnknownError":
		// A fault on AWS's side may have come after the work.
		return errors.As(err, &status) && status.HTTPStatusCode() >= http.StatusInternalServerError
	}
	// Before it is sent a request fails in its operation alone, without a
	// word of the network's.
	return errors.As(err, &signing) && reachedNetwork(err)
}

// reachedNetwork reports that sending was at least tried, or that an answer
// came which could not be read.
func reachedNetwork(err error) bool {
	var sending interface{ ConnectionError() bool }
	var undecoded *smithy.DeserializationError
	return errors.As(err, &sending) || errors.As(err, &undecoded) || errors.Is(err, context.DeadlineExceeded)
}

// shownPart makes a part of an answer safe.
func shownPart(id, code string) op.Part {
	return op.Part{ID: text.Clean(id).String(), Code: text.Clean(code).String()}
}
