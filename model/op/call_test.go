package op

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

// every is one of each call, its fields filled with what is awkward.
func every() []Call {
	odd := "it's \"odd\", a=b\n\x1b[31m \u202e"
	return []Call{
		DeregisterImage{"ami-1", true}, RestoreImage{"ami-1"},
		RegisterImage{Name: odd, Architecture: "arm64", RootDevice: "/dev/xvda", Virtualization: "hvm", Devices: []Mapping{
			{Device: "/dev/xvda", SnapshotID: "snap-1", SizeGiB: 8}, {Device: "/dev/sdb", Virtual: "ephemeral0"}, {Device: "/dev/sdc", NoDevice: true},
		}, Tags: []Tag{{"k", odd}}},
		DisableImage{"ami-1"}, EnableImage{"ami-1"},
		EnableDeprecation{"ami-1", time.Date(2027, 1, 2, 3, 4, 0, 0, time.UTC)}, DisableDeprecation{"ami-1"},
		EnableProtection{"ami-1", true}, DisableProtection{"ami-1"}, ModifyDescription{"ami-1", odd},
		DeleteSnapshot{"snap-1"}, RestoreSnapshot{"snap-1"},
		ModifySnapshotPermission{"snap-1", []Grantee{{Account: "111122223333"}}, []Grantee{{Group: "all"}}},
		ModifyLaunchPermission{"ami-1", []Grantee{{Organization: "arn:aws:organizations::1:organization/o-1"}}, nil},
		CancelLaunchPermission{"ami-1"},
		CreateImage{InstanceID: "i-1", Name: odd, NoReboot: true, Devices: []Mapping{{Device: "/dev/sdf", NoDevice: true}}, SnapshotTags: []Tag{{"k", odd}}},
		CopyImage{Name: odd, SourceID: "ami-1", SourceRegion: "us-east-1", Encrypted: true, CompletionMinutes: 15, Token: "t"},
		RunInstances{ImageID: "ami-1", Type: "t3.small", Count: 2, Groups: []string{"sg-1", "sg-2"}, Template: "lt-1", Tags: []Tag{{"Name", odd}}},
		TerminateInstances{[]string{"i-1 i-2"}},
		CreateUsageReport{"ami-1", "t"}, DeleteUsageReport{"amiur-1"},
		CreateTemplateVersion{Template: "lt-1", Source: "43", ImageID: "ami-1", Description: odd, Devices: []Mapping{{Device: "/dev/xvda", SnapshotID: "snap-1"}}},
		DeleteTemplateVersion{"lt-1", "44"}, SetDefaultVersion{"lt-1", "42"},
		StartRefresh{Group: odd, Template: "lt-1", Version: "44", MinHealthy: 90, AutoRollback: true, Checkpoints: []int{20}, CheckpointDelay: 300, Alarms: []string{odd}},
		CancelRefresh{odd}, RollbackRefresh{odd}, UpdateGroup{Group: odd, Template: "lt-1", Version: "43"},
		CreateConfiguration{odd, "ami-1", `{"InstanceType":"m6i.large","KeyName":"","ImageId":"ami-0","CreatedTime":"x"}`, odd, "1f"},
		PutParameter{"/ami/web", "ami-1"}, ReplaceRoot{InstanceID: "i-1", ImageID: "ami-1", DeleteOld: true},
		CreateTags{[]string{"ami-1", "snap-1"}, []Tag{{"Name", odd}}}, DeleteTags{[]string{"ami-1"}, []string{odd}},
	}
}

// declared are the calls that the sources of this package declare.
func declared(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "isCall" {
				names = append(names, fn.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	return names
}

func TestEveryCallGoesThroughTheJournal(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range every() {
		seen[callName(c)] = true
		b, err := EncodeCall(c)
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeCall(b)
		if err != nil {
			t.Fatalf("%T: %v", c, err)
		}
		if !reflect.DeepEqual(back, c) {
			t.Errorf("%T came back as %#v, was %#v", c, back, c)
		}
		if x := c.traits(); x.operation == "" || len(x.args) < 3 {
			t.Errorf("%T says too little of itself: %+v", c, x)
		}
	}
	for _, name := range declared(t) {
		if !seen[name] || decoders()[name] == nil {
			t.Errorf("%s is not among the calls of this test, or cannot be read back", name)
		}
	}
}

func TestDecodeCallNamesWhatItDoesNotKnow(t *testing.T) {
	_, err := DecodeCall([]byte(`{"call":"PaintImage","with":{}}`))
	if err == nil || !strings.Contains(err.Error(), `"PaintImage"`) {
		t.Error(err)
	}
}

// TestShellReadsWhatIsWritten holds the quoting to a real shell.
func TestShellReadsWhatIsWritten(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here")
	}
	for _, c := range every() {
		line := CLI(c, "ops prod", "us-east-1")
		if strings.ContainsAny(line, "\n\x1b\u202e") {
			t.Errorf("%T: the line has characters that do not print: %q", c, line)
		}
		script := `aws() { printf '%s\0' "$@"; }; ` + line
		cmd := exec.Command(bash, "-c", script)
		cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%T: %v of %s", c, err, line)
		}
		want := append(append([]string{}, c.traits().args...), "--region", "us-east-1", "--profile", "ops prod")
		if got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"); !reflect.DeepEqual(got, want) {
			t.Errorf("%T:\n got %q\nwant %q", c, got, want)
		}
	}
}

func TestArgumentsThatAreJSONAreJSON(t *testing.T) {
	for _, c := range every() {
		for _, a := range c.traits().args {
			if (strings.HasPrefix(a, "{") || strings.HasPrefix(a, "[")) && !json.Valid([]byte(a)) {
				t.Errorf("%T: %s", c, a)
			}
		}
	}
}

// TestUserDataIsNeverEncoded: it may hold secrets.
func TestUserDataIsNeverEncoded(t *testing.T) {
	c := RunInstances{ImageID: Ref("1", "ImageId"), UserData: "#!/bin/sh\npassword=hunter2"}
	b, err := EncodeCall(c)
	if err != nil || strings.Contains(string(b), "hunter2") {
		t.Errorf("%s, %v", b, err)
	}
	r, err := Resolve(c, func(string, string) (string, bool) { return "ami-1", true })
	if err != nil || r.(RunInstances).UserData != c.UserData || r.(RunInstances).ImageID != "ami-1" {
		t.Errorf("%+v, %v", r, err)
	}
	if line := CLI(c, "", ""); strings.Contains(line, "hunter2") || !strings.Contains(line, "USER_DATA") {
		t.Errorf("a line that may be saved: %s", line)
	}
}

// TestLaunchConfigurationsHandNoUserDataOn holds the source to what may be
// written down, whoever filled it.
func TestLaunchConfigurationsHandNoUserDataOn(t *testing.T) {
	c := CreateConfiguration{Name: "new", ImageID: "ami-1", Source: `{"InstanceType":"m6i.large","UserData":"aHVudGVyMg=="}`, From: "old", UserData: "1f"}
	line := CLI(c, "", "us-east-1")
	if strings.Contains(line, "aHVudGVyMg") || strings.Contains(c.Input(), "UserData") || !strings.Contains(line, "--launch-configuration-names old") {
		t.Error(line)
	}
	c.UserData = ""
	if line := CLI(c, "", "us-east-1"); strings.Contains(line, "user-data") {
		t.Errorf("no user data is handed on: %s", line)
	}
}

func TestTokensGoWhereAWSTakesThem(t *testing.T) {
	for _, c := range every() {
		got := WithToken(c, "run-1")
		wants := false
		switch c.(type) {
		case RunInstances, CopyImage, CreateTemplateVersion, ReplaceRoot, CreateUsageReport:
			wants = true
		}
		if wants != Repeatable(got) && !Repeatable(c) {
			t.Errorf("%T with a token may be sent again: %v", c, Repeatable(got))
		}
		if sent := strings.Contains(CLI(got, "", ""), "--client-token"); sent != wants {
			t.Errorf("%T: a token is sent: %v", c, sent)
		}
	}
}

func TestEveryCallHasWordsThatCanBeShown(t *testing.T) {
	for _, c := range every() {
		w := Words(c)
		if w == Operation(c) || strings.ContainsAny(w, "\n\x00\x1b") {
			t.Errorf("%T: %q", c, w)
		}
	}
}

// TestLaunchIsWatchedUntilItsChecksPass reads how instances come up.
func TestLaunchIsWatchedUntilItsChecksPass(t *testing.T) {
	health := func(state, check string) ami.InstanceHealth {
		return ami.InstanceHealth{ID: text.Clean("i-1"), State: text.Clean(state), System: text.Clean(check), Instance: text.Clean(check), Address: text.Clean("198.51.100.7"), Console: text.Clean("panic")}
	}
	at := map[string]string{"Address of i-1": "198.51.100.7"}
	checks := func(system, instance, console string) ami.InstanceHealth {
		h := health("running", instance)
		h.System, h.Console = text.Clean(system), text.Clean(console)
		return h
	}
	ended := func(code, why string) ami.InstanceHealth {
		h := health("terminated", "")
		h.Code, h.Reason = text.Clean(code), text.Clean(why)
		return h
	}
	gone := "It is gone with what it wrote; launch again once that is mended."
	list := func(h ...ami.InstanceHealth) ami.HealthList { return ami.HealthList{List: h} }
	for name, c := range map[string]struct {
		count int
		body  ami.Body
		want  Progress
	}{
		"nothing to be seen yet": {1, ami.HealthList{}, Progress{Text: "pending", Waits: "AWS does not show what was launched yet"}},
		"on its way":             {1, list(health("pending", "")), Progress{Text: "0 of 1 running", Waits: "AWS starts i-1"}},
		"checks to come":         {1, list(health("running", "initializing")), Progress{Text: "running, 0 of 1 checked", Waits: "the status checks of i-1 are under way"}},
		"checks not told":        {1, list(health("running", "")), Progress{Text: "running, 0 of 1 checked", Waits: "the status checks of i-1 are not to be seen yet"}},
		"one check passed":       {1, list(checks("ok", "insufficient-data", "")), Progress{Text: "running, 0 of 1 checked", Waits: "the status checks of i-1 are at insufficient-data"}},
		"up":                     {1, list(health("running", "ok")), Progress{Text: "running, checks passed, at 198.51.100.7", Done: true, Found: at}},
		"one of two":             {2, list(health("running", "ok")), Progress{Text: "1 of 2 running", Waits: "AWS shows 1 of 2 instances so far"}},
		"both":                   {2, list(health("running", "ok"), health("running", "ok")), Progress{Text: "running, checks passed", Done: true, Found: at}},
		"it does not boot":       {1, list(checks("ok", "impaired", "panic")), Progress{Text: "a check failed", Failed: "i-1 runs, but fails its status checks: panic"}},
		"it finds no disk": {1, list(checks("ok", "impaired", "line 1 / line 2 / VFS: Unable to mount root fs / end")), Progress{Text: "a check failed",
			Failed: "i-1 runs, but fails its status checks: VFS: Unable to mount root fs / end. It does not find its root file system: the image may lack the driver of its disk (NVMe on newer types), or name the disk by its device and not by its UUID"}},
		"a console without a word": {1, list(checks("ok", "impaired", "")), Progress{Text: "a check failed", Failed: "i-1 runs, but fails its status checks",
			Hint: "Its console holds nothing yet; `aws ec2 get-console-output --latest --instance-id i-1` shows it later. The instance is still there; undoing the run takes it away."}},
		"the host fails": {1, list(checks("impaired", "initializing", "")), Progress{Text: "a check failed", Failed: "i-1 runs, but the check of AWS's host fails",
			Hint: "It is no fault of the image: undo the run and launch again, or stop and start the instance, which moves it to another host."}},
		"it ended": {1, list(health("terminated", "")), Progress{Text: "terminated", Failed: "i-1 is terminated", Hint: gone}},
		"a key is locked": {1, list(ended("Client.InternalError", "Client.InternalError: Client error on launch")), Progress{Text: "terminated", Hint: gone,
			Failed: "i-1 is terminated: Client.InternalError: Client error on launch. Most often the key of an encrypted volume cannot be used: it is disabled or gone, or who launches lacks kms:CreateGrant or kms:Decrypt for it"}},
		"AWS fails": {2, list(health("running", "ok"), ended("Server.InternalError", "Internal error on launch")), Progress{Text: "terminated", Hint: "The others may run; undoing the run takes them away.",
			Failed: "i-1 is terminated: Server.InternalError: Internal error on launch. The fault is on AWS's side: launch again, in another zone if it stays so"}},
	} {
		if got := Judge(RunInstances{Count: c.count}, c.body); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestWaitingIsTold: what is waited for is said with how long, rounded so that it
// changes seldom.
func TestWaitingIsTold(t *testing.T) {
	p := Progress{Text: "running", Waits: "the checks"}
	for waited, want := range map[time.Duration]string{
		9 * time.Second: "running: the checks", 47 * time.Second: "running: the checks, for 40 s",
		119 * time.Second: "running: the checks, for 1 min", 89 * time.Minute: "running: the checks, for 89 min", 100 * time.Minute: "running: the checks, for 2 h",
	} {
		if got := p.Since(waited); got != want {
			t.Errorf("%s: %q, want %q", waited, got, want)
		}
	}
	if got := (Progress{Text: "42 %"}).Since(time.Hour); got != "" {
		t.Errorf("nothing is waited for: %q", got)
	}
}

// TestConsolesAreReadAsAnOperatorReadsThem: the sign nearest to the cause tells.
func TestConsolesAreReadAsAnOperatorReadsThem(t *testing.T) {
	for console, want := range map[string]string{
		"ALERT: Waiting for root device / dropping to a shell":                "root file system",
		"dracut-initqueue[312]: Warning: Could not boot":                      "root file system",
		"Dependency failed for /srv / You are in emergency mode / login:":     "/etc/fstab",
		"error: no such device / grub rescue>":                                "boot loader",
		"cp: error writing: No space left on device":                          "is full",
		"Out of memory: Killed process 411":                                   "memory",
		"connect: Network is unreachable":                                     "no network",
		"Kernel panic - not syncing: Attempted to kill init":                  "kernel stops",
		"Kernel panic - not syncing: VFS: Unable to mount root fs on unknown": "root file system",
		"ip-10-0-0-1 login:":                                                  "came up",
		"something that nobody has seen before":                               "",
	} {
		if got := diagnosis(console); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q in it", console, got, want)
		}
	}
}

// TestLaunchIsLookedUpByItsToken: without one nothing tells its instances.
func TestLaunchIsLookedUpByItsToken(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	if Probe(RunInstances{}, at) != nil || Probe(RunInstances{Token: "t"}, at) != ami.Need(ami.LaunchedWith{Where: at, Token: "t"}) {
		t.Error("asked wrongly")
	}
	c := RunInstances{Token: "t"}
	if Tell(c, ami.HealthList{}) != NotTaken || Tell(c, ami.HealthList{List: []ami.InstanceHealth{{}}}) != Took || Tell(c, ami.Absent{}) != Unclear {
		t.Error("read wrongly")
	}
}

// TestProgressIsPaced guesses the end from the pace so far, and says nothing of
// it before there is a pace.
func TestProgressIsPaced(t *testing.T) {
	at := func(share float64) Progress { return Progress{Text: "n %", Share: share} }
	for _, c := range []struct {
		p    Progress
		took time.Duration
		want string
	}{
		{at(0.5), 2 * time.Second, "n %"},
		{at(0), time.Hour, "n %"},
		{at(0.5), 10 * time.Second, "n %, <1 min left"},
		{at(0.2), time.Minute, "n %, 4 min left, 20 % a minute"},
		{at(0.1), 5 * time.Minute, "n %, 45 min left, 2 % a minute"},
		{at(0.1), time.Hour, "n %, 9 h left, 10 % an hour"},
		{Progress{Text: "available", Done: true, Share: 1}, time.Hour, "available"},
	} {
		if got := c.p.Paced(c.took); got != c.want {
			t.Errorf("%v after %s: %q, want %q", c.p.Share, c.took, got, c.want)
		}
	}
}
