package contract

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
)

// What the account of these checks holds.
const (
	ours, others = "111122223333", "999988887777"

	webImage       = "ami-0000000000000000a" // in use, tagged, shared, of two snapshots
	binImage       = "ami-0000000000000000b" // the Recycle Bin catches it
	offImage       = "ami-0000000000000000c" // disabled
	oldImage       = "ami-0000000000000000d" // deprecated, in a while
	safeImage      = "ami-0000000000000000e" // protected
	sharedImage    = "ami-0000000000000000f" // somebody else's
	webSnapshot    = "snap-0000000000000000a"
	secondSnapshot = "snap-000000000000000aa"
	binSnapshot    = "snap-0000000000000000b"
	webReport      = "amiur-0000000000000000a" // of a while ago
	looseSnapshot  = "snap-0000000000000000c"  // of no image; the bin catches it
)

func here() ami.Where { return ami.Where{Region: "us-east-1"} }

// stageSeed has something for each kind of call to work on.
func stageSeed() sim.Seed {
	made := "1999-06-01T00:00:00.000Z"
	keep := []sim.Tag{{Key: "keep", Value: "bin"}}
	disk := func(device, snapshot string) sim.BlockDeviceMapping {
		return sim.BlockDeviceMapping{DeviceName: device, Ebs: &sim.EbsBlockDevice{SnapshotId: snapshot, VolumeSize: new(8), VolumeType: "gp3"}}
	}
	image := func(id, name, owner, state string, snapshots ...string) sim.Image {
		i := sim.Image{ImageId: id, Name: name, OwnerId: owner, State: state, CreationDate: made, ImageType: "machine", Architecture: "x86_64",
			RootDeviceName: "/dev/xvda", RootDeviceType: "ebs", VirtualizationType: "hvm", DeregistrationProtection: "disabled"}
		for n, s := range snapshots {
			i.BlockDeviceMappings = append(i.BlockDeviceMappings, disk("/dev/xvd"+string(rune('a'+n)), s))
		}
		return i
	}
	snapshot := func(id string, tags []sim.Tag) sim.Snapshot {
		return sim.Snapshot{SnapshotId: id, OwnerId: ours, State: "completed", Progress: "100%", StartTime: made, VolumeSize: 8, Tags: tags}
	}
	rule := func(id, kind string) sim.RecycleBinRule {
		return sim.RecycleBinRule{Identifier: id, ResourceType: kind, Status: "available",
			RetentionPeriod: &sim.RetentionPeriod{RetentionPeriodValue: 7, RetentionPeriodUnit: "DAYS"},
			ResourceTags:    []sim.RecycleBinTag{{ResourceTagKey: "keep", ResourceTagValue: "bin"}}}
	}
	web := image(webImage, "web", ours, "available", webSnapshot, secondSnapshot)
	web.Architecture, web.EnaSupport = "arm64", new(true) // as the fleet's instances are, with a root as large
	web.BlockDeviceMappings[0].Ebs.VolumeSize = new(128)
	web.Tags, web.Description = []sim.Tag{{Key: "env", Value: "prod"}}, "the web"
	binned := image(binImage, "binned", ours, "available", binSnapshot)
	binned.Tags = keep
	old := image(oldImage, "old", ours, "available")
	old.DeprecationTime = "2001-01-01T00:00:00.000Z"
	safe := image(safeImage, "safe", ours, "available")
	safe.DeregistrationProtection = "enabled-without-cooldown"
	r := fleetSeed()
	r.Images = []sim.Image{web, binned, image(offImage, "off", ours, "disabled"), old, safe, image(sharedImage, "shared", others, "available")}
	r.LaunchPermissions = map[string][]sim.LaunchPermission{webImage: {{UserId: others}}, sharedImage: {{UserId: ours}}}
	r.Snapshots = []sim.Snapshot{snapshot(webSnapshot, nil), snapshot(secondSnapshot, nil), snapshot(binSnapshot, keep), snapshot(looseSnapshot, keep)}
	r.RecycleBinRules = []sim.RecycleBinRule{rule("rule-images", "EC2_IMAGE"), rule("rule-snapshots", "EBS_SNAPSHOT")}
	r.ImageUsageReports = []sim.ImageUsageReport{{ReportId: webReport, ImageId: webImage, State: "available", CreationTime: "1999-12-20T00:00:00.000Z",
		ResourceTypes: []sim.ImageUsageResourceType{{ResourceType: "ec2:Instance"}, {ResourceType: "ec2:LaunchTemplate"}}}}
	return sim.Seed{Account: ours, Regions: map[string]*sim.RegionSeed{"us-east-1": r}}
}

// stage is an account to change, and what changes are sent through.
type stage struct {
	*sim.Account
	options awsclient.Options
	folder  string
	wire    *wire
}

// open sets a stage up, with calls made beforehand.
func open(t *testing.T, before []op.Call, faults ...sim.Fault) *stage {
	t.Helper()
	return openFor(t, sample{before: before}, faults...)
}

// openFor sets a stage up for a sample.
func openFor(t *testing.T, need sample, faults ...sim.Fault) *stage {
	t.Helper()
	a, err := sim.New(sim.Options{Seed: stageSeed(), Faults: faults, Speed: 1})
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{Account: a, folder: t.TempDir(), wire: &wire{inner: a.Transport(), effects: map[string]int{}}}
	s.options = awsclient.Options{Transport: a.Transport()}
	if len(need.before) > 0 {
		if run := s.run(t, planOf(need.before...)); run.Result() != op.AllDone {
			t.Fatalf("the stage cannot be set up: %+v", run.Outcomes)
		}
	}
	if need.during {
		refresh(t, a)
	}
	s.options.Transport, s.folder = s.wire, t.TempDir()
	return s
}

func (s *stage) runner(t *testing.T) *awsclient.Runner {
	return awsclient.NewRunner(t.Context(), awsclient.New(s.options), awsclient.RunnerOptions{Folder: s.folder})
}

// run carries a plan out to its end.
func (s *stage) run(t *testing.T, p op.Plan) op.Run {
	t.Helper()
	r := s.runner(t)
	id, err := r.Start(p)
	if err != nil {
		t.Fatal(err)
	}
	run, err := r.Wait(t.Context(), id)
	if err != nil || !run.Over() {
		t.Fatalf("%v %+v", err, run)
	}
	return run
}

// planOf is a plan of calls, each after the one before.
func planOf(calls ...op.Call) op.Plan {
	p := op.Plan{Action: "test", Title: "A check", Risk: op.Guarded}
	for i, c := range calls {
		s := op.Step{ID: strconv.Itoa(i + 1), At: here(), Title: op.Operation(c), Do: c}
		if i > 0 {
			s.After = []string{strconv.Itoa(i)}
		}
		p.Steps = append(p.Steps, s)
	}
	return p
}

// changed lists what differs between two captures, times of things left out:
// what was done later is as good.
func changedFrom(before sim.Seed, a *sim.Account) []string {
	return slices.DeleteFunc(sim.Differences(before, a.Capture()), func(line string) bool { return strings.Contains(line, "Time") })
}

// shape is what changed since a capture, without the IDs of what was made,
// which are never the same twice.
func shape(before sim.Seed, a *sim.Account) []string {
	<-time.After(2 * time.Hour) // what goes on by itself comes to its end
	id := regexp.MustCompile(`\b[a-z]{1,8}-[0-9a-f]{17}\b|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	lines := changedFrom(before, a)
	for i := range lines {
		lines[i] = id.ReplaceAllString(lines[i], "ID")
	}
	slices.Sort(lines)
	return lines
}

// wire counts the changes that took effect, and can be cut.
type wire struct {
	inner http.RoundTripper

	mu      sync.Mutex
	effects map[string]int // what was asked, and how often it was done
	all     int
	hook    func(n int, action string) // before the nth change
	after   func(n int)                // once it took effect
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	form, r := formOf(r)
	action := form.Get("Action")
	if !changing(action) || form.Get("DryRun") == "true" {
		return w.inner.RoundTrip(r)
	}
	w.mu.Lock()
	n, hook, after := w.all+1, w.hook, w.after
	w.mu.Unlock()
	if hook != nil {
		hook(n, action)
	}
	resp, err := w.inner.RoundTrip(r)
	if err == nil && resp.StatusCode == http.StatusOK {
		w.mu.Lock()
		w.all++
		w.effects[form.Encode()]++
		w.mu.Unlock()
		if after != nil {
			after(n)
		}
	}
	return resp, err
}

// formOf reads what a request asks, and gives the request back unread.
func formOf(r *http.Request) (url.Values, *http.Request) {
	if r.Body == nil {
		return nil, r
	}
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	form, _ := url.ParseQuery(string(body))
	if _, action, ok := strings.Cut(r.Header.Get("X-Amz-Target"), "."); ok { // JSON: what is asked stands beside it
		form = url.Values{"Action": {action}, "Body": {string(body)}}
	}
	return form, r
}

func changing(action string) bool {
	return action != "" && !regexp.MustCompile(`^(Describe|Get|List)`).MatchString(action)
}

// sample is one call with what it needs and how it is taken back.
type sample struct {
	call   op.Call
	undo   []op.Call // none: there is no exact way back
	before []op.Call
	during bool // while the group's instances are being refreshed
}

func (s sample) plan() op.Plan {
	p := planOf(s.call)
	p.Steps[0].Undo = op.Undo{Grade: op.Final, Why: "a check"}
	if len(s.undo) > 0 {
		p.Steps[0].Undo = op.Undo{Grade: op.Exact, Calls: s.undo}
	}
	return p
}

// everyCall has each kind of call there is.
func everyCall() []sample {
	deprecated := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	share := op.Grantee{Account: "123456789012"}
	was := op.Grantee{Account: others}
	calls := func(c ...op.Call) []op.Call { return c }
	return append(fleetCalls(), []sample{
		{call: op.DeregisterImage{ImageID: binImage, DeleteSnapshots: true},
			undo: calls(op.RestoreSnapshot{SnapshotID: binSnapshot}, op.RestoreImage{ImageID: binImage})},
		{call: op.RestoreImage{ImageID: binImage}, undo: calls(op.DeregisterImage{ImageID: binImage}), before: calls(op.DeregisterImage{ImageID: binImage})},
		{call: op.RegisterImage{Name: "again", Architecture: "x86_64", RootDevice: "/dev/xvda", Virtualization: "hvm", ENA: true,
			Devices: []op.Mapping{{Device: "/dev/xvda", SnapshotID: looseSnapshot, SizeGiB: 9, Type: "gp3"}, {Device: "/dev/xvdb", Virtual: "ephemeral0"}},
			Tags:    []op.Tag{{Key: "env", Value: "test"}}}},
		{call: op.DisableImage{ImageID: webImage}, undo: calls(op.EnableImage{ImageID: webImage}, op.ModifyLaunchPermission{ImageID: webImage, Add: []op.Grantee{was}})},
		{call: op.EnableImage{ImageID: offImage}, undo: calls(op.DisableImage{ImageID: offImage})},
		{call: op.EnableDeprecation{ImageID: webImage, At: deprecated}, undo: calls(op.DisableDeprecation{ImageID: webImage})},
		{call: op.DisableDeprecation{ImageID: oldImage}, undo: calls(op.EnableDeprecation{ImageID: oldImage, At: deprecated})},
		{call: op.EnableProtection{ImageID: webImage}, undo: calls(op.DisableProtection{ImageID: webImage})},
		{call: op.DisableProtection{ImageID: safeImage}, undo: calls(op.EnableProtection{ImageID: safeImage})},
		{call: op.ModifyDescription{ImageID: webImage, Text: "the new web"}, undo: calls(op.ModifyDescription{ImageID: webImage, Text: "the web"})},
		{call: op.ModifyLaunchPermission{ImageID: webImage, Add: []op.Grantee{share}, Remove: []op.Grantee{was}},
			undo: calls(op.ModifyLaunchPermission{ImageID: webImage, Add: []op.Grantee{was}, Remove: []op.Grantee{share}})},
		{call: op.CancelLaunchPermission{ImageID: sharedImage}},
		{call: op.DeleteSnapshot{SnapshotID: looseSnapshot}, undo: calls(op.RestoreSnapshot{SnapshotID: looseSnapshot})},
		{call: op.RestoreSnapshot{SnapshotID: looseSnapshot}, undo: calls(op.DeleteSnapshot{SnapshotID: looseSnapshot}), before: calls(op.DeleteSnapshot{SnapshotID: looseSnapshot})},
		{call: op.ModifySnapshotPermission{SnapshotID: webSnapshot, Add: []op.Grantee{share}},
			undo: calls(op.ModifySnapshotPermission{SnapshotID: webSnapshot, Remove: []op.Grantee{share}})},
		{call: op.CreateUsageReport{ImageID: webImage}},
		{call: op.DeleteUsageReport{ReportID: webReport}},
		{call: op.CreateTags{IDs: []string{webImage, webSnapshot}, Tags: []op.Tag{{Key: "team", Value: "a, \"b\" ü"}}}, undo: calls(op.DeleteTags{IDs: []string{webImage, webSnapshot}, Keys: []string{"team"}})},
		{call: op.DeleteTags{IDs: []string{webImage}, Keys: []string{"env"}}, undo: calls(op.CreateTags{IDs: []string{webImage}, Tags: []op.Tag{{Key: "env", Value: "prod"}}})},
	}...)
}

// TestEveryCallHasASample reads the kinds of calls off their source, so that a
// new one cannot be forgotten here.
func TestEveryCallHasASample(t *testing.T) {
	sampled := map[string]bool{}
	for _, s := range everyCall() {
		sampled[kindOf(s.call)] = true
	}
	found := 0
	for _, src := range sourceTexts(t, "../../model/op/*.go") {
		for _, m := range regexp.MustCompile(`(?m)^func \((\w+)\) isCall\(\)`).FindAllStringSubmatch(src, -1) {
			found++
			if !sampled[m[1]] {
				t.Errorf("no sample of %s is tried", m[1])
			}
		}
	}
	if found < 17 {
		t.Errorf("only %d kinds of calls were found", found)
	}
}

// sourceTexts reads source files.
func sourceTexts(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no source at "+pattern)
	}
	var texts []string
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(src))
	}
	return texts
}

func kindOf(c op.Call) string {
	b, err := op.EncodeCall(c)
	if err != nil {
		return err.Error()
	}
	return regexp.MustCompile(`"call":"(\w+)"`).FindStringSubmatch(string(b))[1]
}

// name is what a sample's check is called.
func (s sample) name() string { return kindOf(s.call) }

// nowhere is a network that is gone.
type nowhere struct{}

// RoundTrip implements http.RoundTripper.
func (nowhere) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ENETUNREACH}
}
