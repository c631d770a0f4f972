package sim

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ebsProtocol is how the EBS direct APIs are asked.
func ebsProtocol() restJSON {
	return restJSON{
		routes: []route{
			{http.MethodGet, "/snapshots/{snapshotId}/blocks", "ListSnapshotBlocks"},
			{http.MethodGet, "/snapshots/{secondSnapshotId}/changedblocks", "ListChangedBlocks"},
		},
		throttle: failure{"RequestThrottledException", "The number of API requests has exceeded the maximum allowed API request throttling limit.", http.StatusBadRequest, "ACCOUNT_THROTTLED"},
		refused:  "UNAUTHORIZED_ACCOUNT",
	}
}

func ebsOperations() map[string]operation {
	return map[string]operation{
		"ListChangedBlocks":  reads(listChangedBlocks),
		"ListSnapshotBlocks": reads(listSnapshotBlocks),
	}
}

// blockPage is the part of a request that asks for one page of blocks.
type blockPage struct {
	MaxResults         *int   `form:"maxResults"`
	NextToken          string `form:"pageToken"`
	StartingBlockIndex *int   `form:"startingBlockIndex"`
}

// Bounds of a page of blocks, and how long its tokens are good.
const (
	fewestBlocks = 100
	mostBlocks   = 10_000
	tokensLast   = 7 * 24 * time.Hour
)

// read gives the index a page starts at and how many blocks it looks at.
func (p blockPage) read(c *call) (start, size int, err error) {
	size = mostBlocks
	if p.MaxResults != nil {
		size = *p.MaxResults
	}
	if p.StartingBlockIndex != nil {
		start = *p.StartingBlockIndex
	}
	switch {
	case size < fewestBlocks || size > mostBlocks:
		return 0, 0, invalidRequest("INVALID_PARAMETER_VALUE", "maxResults must be between %d and %d.", fewestBlocks, mostBlocks)
	case start < 0:
		return 0, 0, invalidRequest("INVALID_PARAMETER_VALUE", "startingBlockIndex must be 0 or more.")
	}
	if p.NextToken != "" {
		n, ok := c.openToken(strings.NewReplacer("+", "-", "/", "_").Replace(p.NextToken))
		if !ok || n > maxBlocks {
			return 0, 0, invalidRequest("INVALID_PAGE_TOKEN", "The page token is not valid for this request.")
		}
		start = int(n)
	}
	return start, size, nil
}

// blockPageToken makes the token of the page that starts at an index.
func (c *call) blockPageToken(index int) string {
	return strings.NewReplacer("-", "+", "_", "/").Replace(c.sealToken(uint64(index)))
}

// blockToken names a block for reading it. It differs between snapshots, even
// for a block that they share.
func blockToken(s *snapshot, index int, version string) string {
	if version == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(s.SnapshotId + "/" + strconv.Itoa(index) + "/" + version))
	return base64.StdEncoding.EncodeToString(append([]byte{0, 1, 1}, sum[:]...))
}

// blocksResult is what both listings say besides the blocks.
type blocksResult struct {
	ExpiryTime epoch
	VolumeSize int
	BlockSize  int
	NextToken  string `json:",omitempty"`
}

func (c *call) blocksResult(s *snapshot) blocksResult {
	return blocksResult{ExpiryTime: epoch(stamp(c.now.Add(tokensLast))), VolumeSize: max(1, s.VolumeSize), BlockSize: blockBytes}
}

type listSnapshotBlocksInput struct {
	SnapshotId string `form:"snapshotId"`
	blockPage
}

type snapshotBlock struct {
	BlockIndex int
	BlockToken string
}

type listSnapshotBlocksResult struct {
	Blocks []snapshotBlock
	blocksResult
}

// listSnapshotBlocks lists the blocks that a snapshot holds.
func listSnapshotBlocks(c *call, in *listSnapshotBlocksInput) (out listSnapshotBlocksResult, err error) {
	s, err := c.readable(in.SnapshotId)
	if err != nil {
		return out, err
	}
	start, size, err := in.read(c)
	if err != nil {
		return out, err
	}
	out = listSnapshotBlocksResult{[]snapshotBlock{}, c.blocksResult(s)}
	blocks := c.place.blocksOf(s)
	index, more := blocks.next(start)
	for ; more && len(out.Blocks) < size; index, more = blocks.next(index + 1) {
		out.Blocks = append(out.Blocks, snapshotBlock{index, blockToken(s, index, blocks.version(index))})
	}
	if more {
		out.NextToken = c.blockPageToken(index)
	}
	return out, nil
}

type listChangedBlocksInput struct {
	FirstSnapshotId  string `form:"firstSnapshotId"`
	SecondSnapshotId string `form:"secondSnapshotId"`
	blockPage
}

type changedBlock struct {
	BlockIndex       int
	FirstBlockToken  string `json:",omitempty"`
	SecondBlockToken string `json:",omitempty"`
}

type listChangedBlocksResult struct {
	ChangedBlocks []changedBlock
	blocksResult
}

// listChangedBlocks lists the blocks that differ between two snapshots of one
// lineage. A page looks at so many blocks that either of them holds and lists
// those that differ, so that it may be short, or empty, and yet not the last.
func listChangedBlocks(c *call, in *listChangedBlocksInput) (out listChangedBlocksResult, err error) {
	second, err := c.readable(in.SecondSnapshotId)
	if err != nil {
		return out, err
	}
	if in.FirstSnapshotId == "" {
		return out, invalidRequest("INVALID_PARAMETER_VALUE", "firstSnapshotId must be given.")
	}
	first, err := c.readable(in.FirstSnapshotId)
	if err != nil {
		return out, err
	}
	if !c.related(first, second) {
		return out, invalidRequest("UNRELATED_SNAPSHOTS", "The snapshots %s and %s are not of the same lineage.", first.SnapshotId, second.SnapshotId)
	}
	start, size, err := in.read(c)
	if err != nil {
		return out, err
	}
	out = listChangedBlocksResult{[]changedBlock{}, c.blocksResult(second)}
	was, is := c.place.blocksOf(first), c.place.blocksOf(second)
	index, more := nextOf(start, was, is)
	for ; more && size > 0; index, more = nextOf(index+1, was, is) {
		size--
		if before, after := was.version(index), is.version(index); before != after {
			out.ChangedBlocks = append(out.ChangedBlocks, changedBlock{index, blockToken(first, index, before), blockToken(second, index, after)})
		}
	}
	if more {
		out.NextToken = c.blockPageToken(index)
	}
	return out, nil
}

// readable finds a snapshot whose blocks the caller may list.
func (c *call) readable(id string) (*snapshot, error) {
	if !snapshotKind().wellFormed(id) {
		return nil, invalidRequest("INVALID_SNAPSHOT_ID", "The snapshot ID '%s' is not valid.", id)
	}
	s := c.place.snapshots.find(id)
	switch {
	case s == nil || !s.visible(c):
		return nil, &failure{"ResourceNotFoundException", "The snapshot '" + id + "' does not exist.", http.StatusNotFound, "SNAPSHOT_NOT_FOUND"}
	case s.OwnerId != c.caller && !s.grants(c.caller):
		return nil, &failure{"AccessDeniedException", "The snapshot '" + id + "' is public, and the blocks of public snapshots cannot be listed.", http.StatusForbidden, "UNAUTHORIZED_ACCOUNT"}
	case s.State != "completed":
		return nil, invalidRequest("INVALID_SNAPSHOT_ID", "The snapshot '%s' is %s, not completed.", id, s.State)
	case s.StorageTier == "archive":
		return nil, invalidRequest("INVALID_SNAPSHOT_ID", "The snapshot '%s' is archived; restore it first.", id)
	}
	if key := c.key(s.KmsKeyId); s.Encrypted && key != nil && key.KeyState != "" && key.KeyState != "Enabled" {
		return nil, invalidRequest("INVALID_CUSTOMER_KEY", "The KMS key %s of the snapshot '%s' is %s.", s.KmsKeyId, id, key.KeyState)
	}
	return s, nil
}
