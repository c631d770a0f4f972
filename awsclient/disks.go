package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
	"tami/model/text"
)

// answerDisks answers what is asked around the disks of an image: who may use
// its snapshots, what keeps them, and the keys that they are encrypted with.
func (c *Client) answerDisks(ctx context.Context, batch []*answer) {
	a := batch[0]
	switch n := a.need.(type) {
	case ami.SnapshotSharing:
		c.snapshotSharing(ctx, n, a)
	case ami.SnapshotLock:
		c.locks(ctx, n.Where, batch)
	case ami.FastRestore:
		c.fastRestores(ctx, n.Where, batch)
	case ami.TierStatus:
		c.tiers(ctx, n.Where, batch)
	case ami.Aliases:
		c.aliases(ctx, n, a)
	case ami.Key:
		c.key(ctx, n, a)
	case ami.EBSDefaults:
		c.ebsDefaults(ctx, n, a)
	case ami.UsageReports:
		c.usageReports(ctx, n, a)
	case ami.OneUsageReport:
		c.oneUsageReport(ctx, n, a)
	default: // another's
	}
}

// snapshotSharing asks who may make volumes of a snapshot besides its owner.
func (c *Client) snapshotSharing(ctx context.Context, n ami.SnapshotSharing, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *ec2.DescribeSnapshotAttributeOutput
		p := c.call(ctx, s, n.Where, "ec2:DescribeSnapshotAttribute", func(ctx context.Context) (err error) {
			out, err = s.ec2(n.Region).DescribeSnapshotAttribute(ctx, &ec2.DescribeSnapshotAttributeInput{
				SnapshotId: &n.ID, Attribute: types.SnapshotAttributeNameCreateVolumePermission,
			})
			return err
		})
		if p != nil {
			return nil, snapshotOwnersOnly(p)
		}
		list := make([]ami.Permission, len(out.CreateVolumePermissions))
		for i, may := range out.CreateVolumePermissions {
			list[i] = ami.Permission{Account: safe(may.UserId), Group: text.Clean(string(may.Group))}
		}
		return ami.Permissions{List: list}, nil
	})
}

// snapshotOwnersOnly says what AWS means when it refuses whom a snapshot is
// shared with by AuthFailure: it is somebody else's.
func snapshotOwnersOnly(p *ami.Problem) *ami.Problem {
	if p.Code.Raw() == "AuthFailure" && (p.Kind == ami.Denied || p.Kind == ami.BadCredentials || p.Kind == ami.RegionNotEnabled) && containsFold(p.Cause.Raw(), "own") {
		return &ami.Problem{Kind: ami.Denied, Code: p.Code, Cause: p.Cause,
			Title: "only the owner of a snapshot may see whom it is shared with",
			Hint:  "Ask the account that owns the snapshot, or use a profile of that account."}
	}
	return p
}

// locks looks for the locks of some snapshots among all of the place. They are
// not asked for by ID: one that is gone would fail all of them.
func (c *Client) locks(ctx context.Context, at ami.Where, batch []*answer) {
	s, p := c.placed(ctx, at)
	c.byID(batch, func(n ami.Need) string { return n.(ami.SnapshotLock).ID }, func(_ []string, found func(string, ami.Body)) *ami.Problem {
		if p != nil {
			return p
		}
		return c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeLockedSnapshots",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ec2(at.Region).DescribeLockedSnapshots(ctx, &ec2.DescribeLockedSnapshotsInput{
					MaxResults: new(int32(pageSize)), NextToken: token,
				})
				if err != nil {
					return 0, nil, err
				}
				for _, l := range out.Snapshots {
					found(value(l.SnapshotId), ami.LockBody{
						State: text.Clean(string(l.LockState)), Expires: dateOf(l.LockExpiresOn), CoolOff: dateOf(l.CoolOffPeriodExpiresOn),
					})
				}
				return len(out.Snapshots), out.NextToken, nil
			}})
	})
}

// restoresPerPage is the largest page that DescribeFastSnapshotRestores gives.
const restoresPerPage = 200

// fastRestores asks for the zones in which snapshots are restored at full
// speed. The zones of one snapshot may stand on two pages, so they are told
// when the last has come.
func (c *Client) fastRestores(ctx context.Context, at ami.Where, batch []*answer) {
	s, p := c.placed(ctx, at)
	c.byID(batch, func(n ami.Need) string { return n.(ami.FastRestore).ID }, func(ids []string, found func(string, ami.Body)) *ami.Problem {
		if p != nil {
			return p
		}
		zones := map[string][]ami.FastRestoreZone{}
		p := c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeFastSnapshotRestores",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ec2(at.Region).DescribeFastSnapshotRestores(ctx, &ec2.DescribeFastSnapshotRestoresInput{
					Filters:    []types.Filter{{Name: new("snapshot-id"), Values: ids}},
					MaxResults: new(int32(restoresPerPage)), NextToken: token,
				})
				if err != nil {
					return 0, nil, err
				}
				for _, r := range out.FastSnapshotRestores {
					id := value(r.SnapshotId)
					zones[id] = append(zones[id], ami.FastRestoreZone{Zone: safe(r.AvailabilityZone), State: text.Clean(string(r.State))})
				}
				return len(out.FastSnapshotRestores), out.NextToken, nil
			}})
		if p != nil {
			return p
		}
		for id, list := range zones {
			found(id, ami.FastRestoreBody{Zones: list})
		}
		return nil
	})
}

// tiers asks how far snapshots are on their way to the archive or out of it.
func (c *Client) tiers(ctx context.Context, at ami.Where, batch []*answer) {
	s, p := c.placed(ctx, at)
	c.byID(batch, func(n ami.Need) string { return n.(ami.TierStatus).ID }, func(ids []string, found func(string, ami.Body)) *ami.Problem {
		if p != nil {
			return p
		}
		return c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeSnapshotTierStatus",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.ec2(at.Region).DescribeSnapshotTierStatus(ctx, &ec2.DescribeSnapshotTierStatusInput{
					Filters:    []types.Filter{{Name: new("snapshot-id"), Values: ids}},
					MaxResults: new(int32(pageSize)), NextToken: token,
				})
				if err != nil {
					return 0, nil, err
				}
				for i := range out.SnapshotTierStatuses {
					found(value(out.SnapshotTierStatuses[i].SnapshotId), tierOf(&out.SnapshotTierStatuses[i]))
				}
				return len(out.SnapshotTierStatuses), out.NextToken, nil
			}})
	})
}

func tierOf(in *types.SnapshotTierStatus) ami.TierBody {
	t := ami.TierBody{
		Tier: text.Clean(string(in.StorageTier)), Operation: text.Clean(string(in.LastTieringOperationStatus)),
		Detail: safe(in.LastTieringOperationStatusDetail), Percent: -1,
		Archived: dateOf(in.ArchivalCompleteTime), RestoredTo: dateOf(in.RestoreExpiryTime),
	}
	if in.LastTieringProgress != nil {
		t.Percent = *in.LastTieringProgress
	}
	return t
}

// ebsDefaults asks what a place does with new volumes that say nothing of
// encryption. EC2 takes a question for the switch and one for the key; one that
// fails leaves the other's answer standing.
func (c *Client) ebsDefaults(ctx context.Context, n ami.EBSDefaults, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var b ami.EBSDefaultsBody
		noKey := c.call(ctx, s, n.Where, "ec2:GetEbsDefaultKmsKeyId", func(ctx context.Context) error {
			out, err := s.ec2(n.Region).GetEbsDefaultKmsKeyId(ctx, &ec2.GetEbsDefaultKmsKeyIdInput{})
			if err == nil {
				b.Key = safe(out.KmsKeyId)
			}
			return err
		})
		noSwitch := c.call(ctx, s, n.Where, "ec2:GetEbsEncryptionByDefault", func(ctx context.Context) error {
			out, err := s.ec2(n.Region).GetEbsEncryptionByDefault(ctx, &ec2.GetEbsEncryptionByDefaultInput{})
			if err == nil {
				b.Encrypts = ami.FlagOf(out.EbsEncryptionByDefault)
			}
			return err
		})
		if noKey != nil && noSwitch != nil {
			return nil, noKey
		}
		if b.Missing = noKey; noKey == nil {
			b.Missing = noSwitch
		}
		return b, nil
	})
}
