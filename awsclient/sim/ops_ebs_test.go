package sim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// rest asks a service with a REST protocol; params are "name=value" in turn.
func (c client) rest(t testing.TB, service, method, path, body string, params ...string) (answered, http.Header) {
	t.Helper()
	query := url.Values{}
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		query.Set(name, value)
	}
	r, err := http.NewRequestWithContext(c.ctx, method, "https://aws.invalid"+path+"?"+query.Encode(), strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+c.key+"/20261121/"+c.region+"/"+service+"/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000")
	response, err := c.account.Transport().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var text strings.Builder
	if err := response.Write(&text); err != nil {
		t.Fatal(err)
	}
	_, said, _ := strings.Cut(text.String(), "\r\n\r\n")
	return answered{status: response.StatusCode, body: said}, response.Header
}

// blockAnswer is what the EBS direct APIs answer.
type blockAnswer struct {
	Blocks        []snapshotBlock
	ChangedBlocks []changedBlock
	ExpiryTime    float64
	VolumeSize    int
	BlockSize     int
	NextToken     string
	Message       string
	Reason        string
	kind          string // of an error
}

func askEBS(t testing.TB, c client, path string, params ...string) blockAnswer {
	t.Helper()
	got, header := c.rest(t, "ebs", "GET", "/snapshots/"+path, "", params...)
	var out blockAnswer
	if err := json.Unmarshal([]byte(got.body), &out); err != nil {
		t.Fatalf("%s: %v in %s", path, err, got.body)
	}
	out.kind = header.Get("X-Amzn-ErrorType")
	return out
}

// indexes writes block indexes in runs: 0-3 8.
func indexes[T any](blocks []T, index func(T) int) string {
	var runs []string
	for n := 0; n < len(blocks); {
		first, last := index(blocks[n]), index(blocks[n])
		for n++; n < len(blocks) && index(blocks[n]) == last+1; n++ {
			last++
		}
		if first == last {
			runs = append(runs, fmt.Sprint(first))
		} else {
			runs = append(runs, fmt.Sprintf("%d-%d", first, last))
		}
	}
	return strings.Join(runs, " ")
}

// chain is a region with snapshots of one volume, and some that are none of it.
func chain() RegionSeed {
	full := int64(300 * blockBytes)
	r := RegionSeed{
		Snapshots: []Snapshot{
			{SnapshotId: snapID(1), VolumeId: "vol-01234567", VolumeSize: 8},
			{SnapshotId: snapID(2), VolumeId: "vol-01234567", VolumeSize: 10},
			{SnapshotId: snapID(3), VolumeId: "vol-89abcdef", VolumeSize: 8},
			{SnapshotId: snapID(4), VolumeId: "vol-89abcdef", VolumeSize: 1, FullSnapshotSizeInBytes: &full},
			{SnapshotId: snapID(5), VolumeId: copiedVolume, DataEncryptionKeyId: "d", VolumeSize: 1}, {SnapshotId: snapID(6), VolumeId: copiedVolume, DataEncryptionKeyId: "d", VolumeSize: 1},
			{SnapshotId: snapID(7), VolumeId: copiedVolume, VolumeSize: 8},
			{SnapshotId: snapID(8), State: "pending", VolumeSize: 1}, {SnapshotId: snapID(9), StorageTier: "archive", VolumeSize: 1},
			{SnapshotId: snapID(10), Encrypted: true, KmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/dying", VolumeSize: 1},
			{SnapshotId: snapID(11), OwnerId: friend, VolumeSize: 1}, {SnapshotId: snapID(12), OwnerId: friend, VolumeSize: 1}, {SnapshotId: snapID(13), OwnerId: stranger, VolumeSize: 1},
			{SnapshotId: snapID(14), VolumeId: "vol-00112233", VolumeSize: 8},
		},
		CreateVolumePermissions: map[string][]CreateVolumePermission{snapID(11): {{UserId: us}}, snapID(12): {}, snapID(13): {{Group: "all"}}},
		Volumes:                 []Volume{{VolumeId: "vol-00112233", SnapshotId: snapID(1)}},
		KmsKeys:                 []KmsKey{{KeyId: "dying", Arn: "arn:aws:kms:us-east-1:111122223333:key/dying", KeyState: "PendingDeletion"}},
		SnapshotBlocks: map[string][]BlockRun{
			snapID(1): {{0, 1000, "a"}, {5000, 50, "b"}},
			snapID(2): {{0, 900, "a"}, {900, 1, "c"}, {901, 99, "a"}, {6000, 2, "d"}}, // one rewritten, fifty trimmed, two new
			snapID(3): {{16000, 384, "a"}}, snapID(7): {{4999, 2, "b"}}, snapID(14): {},
		},
	}
	return r
}

// TestListSnapshotBlocks says which blocks a page lists.
func TestListSnapshotBlocks(t *testing.T) {
	a := open(t, inHome(chain()))
	index := func(b snapshotBlock) int { return b.BlockIndex }
	for _, tt := range []struct {
		snapshot int
		params   string
		want     string // the indexes, and + when there are more
	}{
		{1, "", "0-999 5000-5049"}, {1, "maxResults=100", "0-99+"}, {1, "startingBlockIndex=990", "990-999 5000-5049"},
		{1, "startingBlockIndex=1000", "5000-5049"}, {1, "startingBlockIndex=5049&maxResults=100", "5049"}, {1, "startingBlockIndex=5050", ""},
		{1, "maxResults=1050", "0-999 5000-5049"}, {1, "maxResults=1049", "0-999 5000-5048+"},
		{2, "startingBlockIndex=899", "899-999 6000-6001"}, {3, "", "16000-16383"},
		{4, "", "0-299"}, {7, "", "4999-5000"}, {5, "", "0-2047"}, {11, "startingBlockIndex=2047", "2047"}, {14, "", ""},
	} {
		got := askEBS(t, ask(a), snapID(tt.snapshot)+"/blocks", strings.Split(tt.params, "&")...)
		said := indexes(got.Blocks, index)
		if got.NextToken != "" {
			said += "+"
		}
		if said != tt.want || got.kind != "" {
			t.Errorf("snapshot %d %s: got %s %s %s, want %s", tt.snapshot, tt.params, said, got.kind, got.Message, tt.want)
		}
	}
	got := askEBS(t, ask(a), snapID(2)+"/blocks")
	if got.BlockSize != 524288 || got.VolumeSize != 10 || int64(got.ExpiryTime) != testTime().Add(7*24*time.Hour).Unix() {
		t.Errorf("beside the blocks: %d %d %f", got.BlockSize, got.VolumeSize, got.ExpiryTime)
	}
	if again := askEBS(t, ask(a), snapID(2)+"/blocks"); again.Blocks[0] != got.Blocks[0] || got.Blocks[0].BlockToken == got.Blocks[1].BlockToken {
		t.Error("tokens of blocks are not their own")
	}
}

// TestBlockPages: pages give every block once, and a token belongs to its request.
func TestBlockPages(t *testing.T) {
	seed := chain()
	seed.SnapshotBlocks[snapID(1)] = []BlockRun{{0, 15_000, "a"}}
	a := open(t, inHome(seed))
	var all []snapshotBlock
	pages, token := 0, ""
	for ; pages == 0 || token != ""; pages++ {
		params := []string{}
		if token != "" {
			params = append(params, "pageToken="+token)
		}
		got := askEBS(t, ask(a), snapID(1)+"/blocks", params...)
		all = append(all, got.Blocks...)
		token = got.NextToken
		if strings.Trim(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") != "" {
			t.Errorf("AWS has no such token: %s", token)
		}
		if token != "" && askEBS(t, ask(a), snapID(2)+"/blocks", "pageToken="+token).Reason != "INVALID_PAGE_TOKEN" {
			t.Error("a token was good for another snapshot")
		}
	}
	if got := indexes(all, func(b snapshotBlock) int { return b.BlockIndex }); pages != 2 || got != "0-14999" {
		t.Errorf("%d pages: %s", pages, got)
	}
}

// TestListChangedBlocks says which blocks differ, and in which of the two they are.
func TestListChangedBlocks(t *testing.T) {
	a := open(t, inHome(chain()))
	sides := func(got blockAnswer) string {
		index := func(b changedBlock) int { return b.BlockIndex }
		var both, first, second []changedBlock
		for _, b := range got.ChangedBlocks {
			switch {
			case b.SecondBlockToken == "":
				first = append(first, b)
			case b.FirstBlockToken == "":
				second = append(second, b)
			default:
				both = append(both, b)
			}
		}
		said := indexes(first, index) + " | " + indexes(both, index) + " | " + indexes(second, index)
		if got.NextToken != "" {
			said += " +"
		}
		return strings.TrimSpace(said)
	}
	for _, tt := range []struct {
		first, second int
		params        string
		want          string // only in the first | in both | only in the second
	}{
		{1, 2, "", "5000-5049 | 900 | 6000-6001"},
		{2, 1, "", "6000-6001 | 900 | 5000-5049"},
		{1, 1, "", "|  |"},
		{1, 2, "maxResults=100", "|  |  +"}, // looks at a hundred blocks that are the same
		{1, 2, "maxResults=900", "|  |  +"}, {1, 2, "maxResults=901", "| 900 |  +"}, {1, 2, "maxResults=1025", "5000-5024 | 900 |  +"},
		{1, 2, "startingBlockIndex=901", "5000-5049 |  | 6000-6001"}, {1, 2, "startingBlockIndex=6001", "|  | 6001"},
		{4, 3, "", "0-299 |  | 16000-16383"},    // of one volume
		{5, 6, "", "| 0-2047 |"},                // under one data key
		{7, 1, "", "4999 |  | 0-999 5001-5049"}, // a block in common
		{1, 14, "", "0-999 5000-5049 |  |"},     // a volume of the one made the other
		{14, 1, "", "|  | 0-999 5000-5049"},     // and the other way round
	} {
		got := askEBS(t, ask(a), snapID(tt.second)+"/changedblocks", append(strings.Split(tt.params, "&"), "firstSnapshotId="+snapID(tt.first))...)
		if said := sides(got); said != tt.want || got.kind != "" {
			t.Errorf("%d to %d %s: got %q %s %s, want %q", tt.first, tt.second, tt.params, said, got.kind, got.Message, tt.want)
		}
	}
	if got := askEBS(t, ask(a), snapID(2)+"/changedblocks", "firstSnapshotId="+snapID(1)); got.VolumeSize != 10 || got.BlockSize != 524288 {
		t.Errorf("beside the blocks: %v", got)
	}
}

// TestBlocksRefused: each mistake has its type, reason and status.
func TestBlocksRefused(t *testing.T) {
	a := open(t, inHome(chain()))
	blocks := func(n int) string { return snapID(n) + "/blocks" }
	changed := func(first, second int) string {
		return snapID(second) + "/changedblocks?firstSnapshotId=" + snapID(first)
	}
	for path, want := range map[string]string{
		blocks(99): "404 ResourceNotFoundException SNAPSHOT_NOT_FOUND", blocks(12): "404 ResourceNotFoundException SNAPSHOT_NOT_FOUND",
		blocks(13): "403 AccessDeniedException UNAUTHORIZED_ACCOUNT", "snap-x/blocks": "400 ValidationException INVALID_SNAPSHOT_ID", "vol-01234567/blocks": "400 ValidationException INVALID_SNAPSHOT_ID",
		blocks(8): "400 ValidationException INVALID_SNAPSHOT_ID", blocks(9): "400 ValidationException INVALID_SNAPSHOT_ID", blocks(10): "400 ValidationException INVALID_CUSTOMER_KEY",
		blocks(1) + "?maxResults=99": "400 ValidationException INVALID_PARAMETER_VALUE", blocks(1) + "?maxResults=10001": "400 ValidationException INVALID_PARAMETER_VALUE",
		blocks(1) + "?maxResults=many": "400 ValidationException INVALID_PARAMETER_VALUE", blocks(1) + "?startingBlockIndex=-1": "400 ValidationException INVALID_PARAMETER_VALUE",
		blocks(1) + "?pageToken=AAAA": "400 ValidationException INVALID_PAGE_TOKEN",
		changed(1, 3):                 "400 ValidationException UNRELATED_SNAPSHOTS", changed(5, 7): "400 ValidationException UNRELATED_SNAPSHOTS",
		changed(99, 1): "404 ResourceNotFoundException SNAPSHOT_NOT_FOUND", changed(1, 99): "404 ResourceNotFoundException SNAPSHOT_NOT_FOUND",
		snapID(1) + "/changedblocks": "400 ValidationException INVALID_PARAMETER_VALUE", changed(1, 2) + "&maxResults=5": "400 ValidationException INVALID_PARAMETER_VALUE",
		snapID(1): "404 UnknownOperationException ", blocks(1) + "/0": "404 UnknownOperationException ",
	} {
		path, query, _ := strings.Cut(path, "?")
		got, header := ask(a).rest(t, "ebs", "GET", "/snapshots/"+path, "", strings.Split(query, "&")...)
		var said blockAnswer
		if err := json.Unmarshal([]byte(got.body), &said); err != nil {
			t.Fatal(err)
		}
		if text := fmt.Sprint(got.status, " ", header.Get("X-Amzn-ErrorType"), " ", said.Reason); text != want || said.Message == "" || header.Get("X-Amzn-RequestId") == "" {
			t.Errorf("%s?%s: got %s %q, want %s", path, query, text, said.Message, want)
		}
	}
}

// lineage is a history of snapshots in GiB: what each holds, by version.
type lineage struct {
	runs    map[string][]BlockRun
	parents map[string]string
	freed   map[string]float64 // GiB that go with a set of snapshots
}

func gib(from, to float64, version string) BlockRun {
	return BlockRun{int(from * blocksPerGiB), int((to - from) * blocksPerGiB), version}
}

// TestBlocksTellWhatADeletionFrees rebuilds versions from the two listings alone,
// as a client does, and counts what each set of deletions frees.
func TestBlocksTellWhatADeletionFrees(t *testing.T) {
	for name, l := range map[string]lineage{
		"a chain": {
			map[string][]BlockRun{"A": {gib(0, 10, "a")}, "B": {gib(0, 4, "b"), gib(4, 10, "a")}, "C": {gib(0, 4, "b"), gib(4, 10, "a"), gib(10, 12, "c")}},
			map[string]string{"B": "A", "C": "B"},
			map[string]float64{"A": 4, "B": 0, "C": 2, "AB": 4, "BC": 6, "AC": 6, "ABC": 16},
		},
		"overwrites": {
			map[string][]BlockRun{"A": {gib(0, 10, "a")}, "B": {gib(0, 4, "b"), gib(4, 10, "a")}, "C": {gib(0, 3, "c"), gib(3, 4, "b"), gib(4, 10, "a"), gib(10, 12, "c")}},
			map[string]string{"B": "A", "C": "B"},
			map[string]float64{"A": 4, "B": 3, "C": 5, "AB": 7, "BC": 9, "AC": 9, "ABC": 19},
		},
		"a branch": {
			map[string][]BlockRun{"G": {gib(0, 8, "g")}, "X": {gib(0, 1, "x"), gib(1, 8, "g"), gib(8, 9, "x")}, "Y": {gib(0, 7.5, "g"), gib(7.5, 8, "y")}},
			map[string]string{"X": "G", "Y": "G"},
			map[string]float64{"G": 0, "X": 2, "Y": 0.5, "GX": 2.5, "XY": 2.5, "GXY": 10.5},
		},
		"a trim": {
			map[string][]BlockRun{"A": {gib(0, 2, "a")}, "B": {gib(0, 1, "a")}, "C": {gib(0, 1, "a"), gib(1, 2, "c")}},
			map[string]string{"B": "A", "C": "B"},
			map[string]float64{"A": 1, "B": 0, "C": 1, "ABC": 3},
		},
	} {
		t.Run(name, func(t *testing.T) { l.check(t) })
	}
}

func (l lineage) check(t *testing.T) {
	ids := map[string]string{}
	seed := RegionSeed{SnapshotBlocks: map[string][]BlockRun{}}
	for n, name := range sortedKeys(l.runs) {
		ids[name] = snapID(n + 1)
		seed.Snapshots = append(seed.Snapshots, Snapshot{SnapshotId: ids[name], VolumeId: fmt.Sprint("vol-0123456", n), VolumeSize: 12}) // lineages outlive volumes
		seed.SnapshotBlocks[ids[name]] = l.runs[name]
	}
	c := ask(open(t, inHome(seed)))
	versions := map[string]map[int]string{}
	for _, name := range sortedKeys(l.runs) {
		versions[name] = map[int]string{}
		parent, ok := l.parents[name]
		if !ok {
			pagesOf(t, c, ids[name]+"/blocks", func(got blockAnswer) {
				for _, b := range got.Blocks {
					versions[name][b.BlockIndex] = name
				}
			})
			continue
		}
		for index, version := range versions[parent] {
			versions[name][index] = version
		}
		pagesOf(t, c, ids[name]+"/changedblocks", func(got blockAnswer) {
			for _, b := range got.ChangedBlocks {
				if delete(versions[name], b.BlockIndex); b.SecondBlockToken != "" {
					versions[name][b.BlockIndex] = name
				}
			}
		}, "firstSnapshotId="+ids[parent])
	}
	for set, want := range l.freed {
		stays, goes := map[string]bool{}, map[string]bool{}
		for name, held := range versions {
			kept := goes
			if !strings.Contains(set, name) {
				kept = stays
			}
			for index, version := range held {
				kept[fmt.Sprint(index, version)] = true
			}
		}
		freed := 0
		for block := range goes {
			if !stays[block] {
				freed++
			}
		}
		if got := float64(freed) / blocksPerGiB; got != want {
			t.Errorf("deleting %s frees %v GiB, want %v", set, got, want)
		}
	}
}

// pagesOf reads every page of a listing.
func pagesOf(t *testing.T, c client, path string, each func(blockAnswer), params ...string) {
	t.Helper()
	for token, more := "", true; more; more = token != "" {
		got := askEBS(t, c, path, append(params, "pageToken="+token)...)
		if got.kind != "" {
			t.Fatalf("%s: %s %s", path, got.kind, got.Message)
		}
		each(got)
		token = got.NextToken
	}
}

// TestRESTFaults: faults speak the words of the REST services.
func TestRESTFaults(t *testing.T) {
	for do, want := range map[string]string{
		"throttle": "400 RequestThrottledException ACCOUNT_THROTTLED", "deny": "403 AccessDeniedException UNAUTHORIZED_ACCOUNT", "expired": "403 ExpiredTokenException ",
	} {
		a := open(t, inHome(chain()), Fault{Service: "ebs", Action: "ListSnapshotBlocks", Do: do})
		got, header := ask(a).rest(t, "ebs", "GET", "/snapshots/"+snapID(1)+"/blocks", "")
		var said blockAnswer
		if err := json.Unmarshal([]byte(got.body), &said); err != nil {
			t.Fatal(err)
		}
		if text := fmt.Sprint(got.status, " ", header.Get("X-Amzn-ErrorType"), " ", said.Reason); text != want {
			t.Errorf("%s: got %s, want %s", do, text, want)
		}
		if do == "deny" && !strings.Contains(said.Message, "is not authorized to perform: ebs:ListSnapshotBlocks") {
			t.Errorf("denied with %q", said.Message)
		}
		if log := a.Requests(); len(log) != 1 || log[0].Service != "ebs" || log[0].Action != "ListSnapshotBlocks" {
			t.Errorf("the log has %v", log)
		}
	}
}
