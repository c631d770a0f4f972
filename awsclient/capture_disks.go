package awsclient

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ebs"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"

	"tami/model/ami"
)

// snapshots reads the account's snapshots and those shared with it, with all
// that is said of them elsewhere, and the volumes.
func (r *capture) snapshots() []types.Snapshot {
	client := r.s.ec2(r.at.Region)
	describe := func(in ec2.DescribeSnapshotsInput) []types.Snapshot {
		return pagesOf(r, "Snapshots", "ec2:DescribeSnapshots", func(ctx context.Context, token *string) ([]types.Snapshot, *string, error) {
			in.NextToken, in.MaxResults = token, new(int32(pageSize))
			out, err := client.DescribeSnapshots(ctx, &in)
			if err != nil {
				return nil, nil, err
			}
			return out.Snapshots, out.NextToken, nil
		})
	}
	found := map[string]types.Snapshot{}
	for _, s := range append(describe(ec2.DescribeSnapshotsInput{OwnerIds: []string{"self"}}), describe(ec2.DescribeSnapshotsInput{RestorableByUserIds: []string{"self"}})...) {
		found[value(s.SnapshotId)] = s
	}
	var list []types.Snapshot
	var own []string
	for _, id := range slices.Sorted(maps.Keys(found)) {
		s := found[id]
		list = append(list, s)
		r.keys[value(s.KmsKeyId)] = true
		if value(s.OwnerId) == r.account {
			own = append(own, id)
		}
	}
	permissions := map[string][]types.CreateVolumePermission{}
	each(own, func(id string) {
		r.one("CreateVolumePermissions", "ec2:DescribeSnapshotAttribute", func(ctx context.Context) error {
			out, err := client.DescribeSnapshotAttribute(ctx, &ec2.DescribeSnapshotAttributeInput{SnapshotId: &id, Attribute: types.SnapshotAttributeNameCreateVolumePermission})
			if err == nil && len(out.CreateVolumePermissions) > 0 {
				r.mu.Lock()
				permissions[id] = out.CreateVolumePermissions
				r.mu.Unlock()
			}
			return err
		})
	})
	r.keep("Snapshots", list)
	r.keep("CreateVolumePermissions", permissions)
	r.keep("LockedSnapshots", pagesOf(r, "LockedSnapshots", "ec2:DescribeLockedSnapshots", func(ctx context.Context, token *string) ([]types.LockedSnapshotsInfo, *string, error) {
		out, err := client.DescribeLockedSnapshots(ctx, &ec2.DescribeLockedSnapshotsInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.Snapshots, out.NextToken, nil
	}))
	r.keep("FastSnapshotRestores", pagesOf(r, "FastSnapshotRestores", "ec2:DescribeFastSnapshotRestores", func(ctx context.Context, token *string) ([]types.DescribeFastSnapshotRestoreSuccessItem, *string, error) {
		out, err := client.DescribeFastSnapshotRestores(ctx, &ec2.DescribeFastSnapshotRestoresInput{MaxResults: new(int32(fastRestoresPerPage)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.FastSnapshotRestores, out.NextToken, nil
	}))
	r.keep("SnapshotTierStatuses", pagesOf(r, "SnapshotTierStatuses", "ec2:DescribeSnapshotTierStatus", func(ctx context.Context, token *string) ([]types.SnapshotTierStatus, *string, error) {
		out, err := client.DescribeSnapshotTierStatus(ctx, &ec2.DescribeSnapshotTierStatusInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return out.SnapshotTierStatuses, out.NextToken, nil
	}))
	return list
}

// fastRestoresPerPage is the largest page of fast snapshot restores.
const fastRestoresPerPage = 200

// blockRun is a run of consecutive blocks, as a seed has it.
type blockRun struct {
	Start, Count int32
	Version      string
}

// blocks reads which blocks the account's snapshots hold. Two snapshots share a
// block when it did not change between them, so that each is compared with the
// one before it of the same volume, and a block's version is the snapshot that
// wrote it.
func (r *capture) blocks(snapshots []types.Snapshot) {
	lines := map[string][]types.Snapshot{} // by volume
	for _, s := range snapshots {
		if value(s.OwnerId) != r.account || s.State != types.SnapshotStateCompleted {
			continue
		}
		line := value(s.VolumeId)
		if line == "" || line == noVolume {
			line = value(s.SnapshotId) // a copy comes of no volume of its own
		}
		lines[line] = append(lines[line], s)
	}
	runs := map[string][]blockRun{}
	each(slices.Collect(maps.Values(lines)), func(line []types.Snapshot) {
		slices.SortFunc(line, func(a, b types.Snapshot) int {
			return cmp.Or(value(a.StartTime).Compare(value(b.StartTime)), strings.Compare(value(a.SnapshotId), value(b.SnapshotId)))
		})
		var held written
		for _, s := range line {
			if !r.readBlocks(&held, value(s.SnapshotId)) {
				return
			}
			r.mu.Lock()
			runs[value(s.SnapshotId)] = held.runs()
			r.mu.Unlock()
		}
	})
	r.keep("SnapshotBlocks", runs)
}

// noVolume stands for the volume of a snapshot that was copied or imported.
const noVolume = "vol-ffffffff"

// written is which snapshot of a line wrote each block that the last one holds.
type written struct {
	line []string // of snapshots, the oldest first
	by   []int32  // by block: the place in the line, counted from 1; 0 for no block
}

func (w *written) set(block int32, by int) {
	for int(block) >= len(w.by) {
		w.by = append(w.by, 0)
	}
	w.by[block] = int32(by)
}

// readBlocks brings what the snapshot before held to what the next one holds.
func (r *capture) readBlocks(w *written, id string) bool {
	w.line = append(w.line, id)
	n := len(w.line)
	client := r.s.ebs(r.at.Region)
	action := "ebs:ListSnapshotBlocks"
	page := func(ctx context.Context, token *string) (int, *string, error) {
		out, err := client.ListSnapshotBlocks(ctx, &ebs.ListSnapshotBlocksInput{SnapshotId: &id, MaxResults: new(int32(blocksAPage)), NextToken: token})
		if err != nil {
			return 0, nil, err
		}
		for _, b := range out.Blocks {
			w.set(value(b.BlockIndex), n)
		}
		return len(out.Blocks) + 1, out.NextToken, nil
	}
	if n > 1 {
		action = "ebs:ListChangedBlocks"
		page = func(ctx context.Context, token *string) (int, *string, error) {
			out, err := client.ListChangedBlocks(ctx, &ebs.ListChangedBlocksInput{
				FirstSnapshotId: &w.line[n-2], SecondSnapshotId: &id, MaxResults: new(int32(blocksAPage)), NextToken: token})
			if err != nil {
				return 0, nil, err
			}
			for _, b := range out.ChangedBlocks {
				by := n
				if b.SecondBlockToken == nil { // the block is gone
					by = 0
				}
				w.set(value(b.BlockIndex), by)
			}
			return len(out.ChangedBlocks) + 1, out.NextToken, nil
		}
	}
	p := r.client.walk(r.ctx, chain{s: r.s, at: r.at, action: action, ask: page})
	r.missing("SnapshotBlocks", p)
	return p == nil
}

func (w *written) runs() []blockRun {
	var runs []blockRun
	for block, by := range w.by {
		if by == 0 {
			continue
		}
		version, n := w.line[by-1], len(runs)
		if n > 0 && int(runs[n-1].Start+runs[n-1].Count) == block && runs[n-1].Version == version {
			runs[n-1].Count++
			continue
		}
		runs = append(runs, blockRun{int32(block), 1, version})
	}
	return runs
}

// kmsKeys reads the account's keys that something is encrypted with or that
// have a name. Policies of AWS's own keys are not asked for.
func (r *capture) kmsKeys() {
	names := map[string][]string{}
	for _, a := range pagesOf(r, "KmsKeys", "kms:ListAliases", func(ctx context.Context, token *string) ([]kmstypes.AliasListEntry, *string, error) {
		out, err := r.s.kms(r.at.Region).ListAliases(ctx, &kms.ListAliasesInput{Limit: new(int32(aliasesPerPage)), Marker: token})
		if err != nil {
			return nil, nil, err
		}
		return out.Aliases, out.NextMarker, nil
	}) {
		if id := value(a.TargetKeyId); id != "" {
			names[id] = append(names[id], value(a.AliasName))
			r.keys[id] = true
		}
	}
	maps.DeleteFunc(r.keys, func(id string, _ bool) bool {
		return id == "" || strings.HasPrefix(id, "arn:") && !strings.Contains(id, ":"+r.account+":")
	})
	found := map[string]any{}
	each(slices.Sorted(maps.Keys(r.keys)), func(id string) {
		var k kmstypes.KeyMetadata
		p := r.client.call(r.ctx, r.s, r.at, "kms:DescribeKey", func(ctx context.Context) error {
			out, err := r.s.kms(r.at.Region).DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: &id})
			if err == nil && out.KeyMetadata != nil {
				k = *out.KeyMetadata
			}
			return err
		})
		if p != nil && p.Kind != ami.NotFound { // what was encrypted with a key may outlive it
			r.missing("KmsKeys", p)
		}
		if p != nil || value(k.AWSAccountId) != r.account {
			return
		}
		key := plain(k).(map[string]any)
		if list := names[value(k.KeyId)]; len(list) > 0 {
			key["Aliases"] = list
		}
		if k.KeyManager == kmstypes.KeyManagerTypeCustomer {
			r.one("the policies of KmsKeys", "kms:GetKeyPolicy", func(ctx context.Context) error {
				out, err := r.s.kms(r.at.Region).GetKeyPolicy(ctx, &kms.GetKeyPolicyInput{KeyId: k.KeyId})
				if err == nil && value(out.Policy) != "" {
					key["Policy"] = *out.Policy
				}
				return err
			})
		}
		r.mu.Lock()
		found[value(k.KeyId)] = key
		r.mu.Unlock()
	})
	var list []any
	for _, id := range slices.Sorted(maps.Keys(found)) {
		list = append(list, found[id])
	}
	if len(list) > 0 {
		r.seed["KmsKeys"] = list
	}
}

// settings reads what is set for the place as a whole.
func (r *capture) settings() {
	client := r.s.ec2(r.at.Region)
	text := func(key, action string, ask func(ctx context.Context) (*string, error)) {
		r.one(key, action, func(ctx context.Context) error {
			said, err := ask(ctx)
			if err == nil {
				r.keep(key, said)
			}
			return err
		})
	}
	text("ImageBlockPublicAccessState", "ec2:GetImageBlockPublicAccessState", func(ctx context.Context) (*string, error) {
		out, err := client.GetImageBlockPublicAccessState(ctx, &ec2.GetImageBlockPublicAccessStateInput{})
		if err != nil {
			return nil, err
		}
		return out.ImageBlockPublicAccessState, nil
	})
	text("SnapshotBlockPublicAccessState", "ec2:GetSnapshotBlockPublicAccessState", func(ctx context.Context) (*string, error) {
		out, err := client.GetSnapshotBlockPublicAccessState(ctx, &ec2.GetSnapshotBlockPublicAccessStateInput{})
		if err != nil {
			return nil, err
		}
		return new(string(out.State)), nil
	})
	text("EbsDefaultKmsKeyId", "ec2:GetEbsDefaultKmsKeyId", func(ctx context.Context) (*string, error) {
		out, err := client.GetEbsDefaultKmsKeyId(ctx, &ec2.GetEbsDefaultKmsKeyIdInput{})
		if err != nil || value(out.KmsKeyId) == ami.EBSAlias {
			return nil, err
		}
		return out.KmsKeyId, nil
	})
	r.one("EbsEncryptionByDefault", "ec2:GetEbsEncryptionByDefault", func(ctx context.Context) error {
		out, err := client.GetEbsEncryptionByDefault(ctx, &ec2.GetEbsEncryptionByDefaultInput{})
		if err == nil && value(out.EbsEncryptionByDefault) {
			r.keep("EbsEncryptionByDefault", true)
		}
		return err
	})
	r.one("AllowedImagesSettings", "ec2:GetAllowedImagesSettings", func(ctx context.Context) error {
		out, err := client.GetAllowedImagesSettings(ctx, &ec2.GetAllowedImagesSettingsInput{})
		if err == nil {
			r.keep("AllowedImagesSettings", out)
		}
		return err
	})
}
