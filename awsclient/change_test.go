package awsclient

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
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
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"

	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/op"
)

// mutates reports the name of an operation that may change something: every
// one that does not begin as those that only look do.
func mutates(operation string) bool {
	return regexp.MustCompile(`^[A-Z]`).MatchString(operation) &&
		!regexp.MustCompile(`^(Describe|Get|List|Search|Lookup|BatchGet|Decode|AssumeRole|Options$)`).MatchString(operation)
}

// gatewayFiles are the files through which everything that changes goes.
func gatewayFiles(name string) bool {
	return name == "change.go" || strings.HasPrefix(name, "change_")
}

// changesIn lists what a file asks AWS to change: inputs of the SDK's, and
// operations named in texts, as services without a client of the SDK's take
// them.
func changesIn(t *testing.T, name string, src any) (found []string) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, src, 0)
	if err != nil {
		t.Fatal(err)
	}
	clients := map[string]bool{}
	for _, i := range file.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		signsIn := strings.HasSuffix(path, "/ssooidc") // which has words of change, and knows nothing of any account
		if strings.Contains(path, "aws-sdk-go-v2/service/") && !strings.HasSuffix(path, "/types") && !signsIn {
			clients[filepath.Base(path)] = true
		}
	}
	say := func(n ast.Node, what string) {
		found = append(found, fmt.Sprintf("%s: %s", set.Position(n.Pos()), what))
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			pkg, _ := n.X.(*ast.Ident)
			operation, isInput := strings.CutSuffix(n.Sel.Name, "Input")
			if pkg != nil && clients[pkg.Name] && isInput && mutates(operation) {
				say(n, n.Sel.Name)
			}
		case *ast.BasicLit:
			text, _ := strconv.Unquote(n.Value)
			if m := regexp.MustCompile(`^(?:[\w]+[.:])?([A-Z][a-z]+[A-Z]\w+)$`).FindStringSubmatch(text); m != nil && n.Kind == token.STRING && m[1] != "CreateVolumePermissions" && // a field of a seed
				regexp.MustCompile(`^(Create|Delete|Put|Update|Modify|Register|Deregister|Enable|Disable|Restore|Copy|Run|Start|Stop|Terminate|Cancel|Attach|Detach|Lock|Unlock|Tag|Untag|Reset|Replace|Schedule|Import|Export|Set|Send)[A-Z]`).MatchString(m[1]) {
				say(n, text)
			}
			if text == http.MethodPut || text == http.MethodDelete || text == http.MethodPatch {
				say(n, text)
			}
		}
		return true
	})
	return found
}

// TestOnlyTheGatewayChanges reads the source: no other file of this package
// asks AWS to change anything.
func TestOnlyTheGatewayChanges(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	gate := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		found := changesIn(t, name, nil)
		if gatewayFiles(name) {
			gate += len(found)
			continue
		}
		for _, f := range found {
			t.Errorf("%s asks for a change outside of the gateway", f)
		}
	}
	if gate < 15 {
		t.Errorf("only %d changes are seen in the gateway, so that nothing would be seen elsewhere", gate)
	}
	for _, sample := range []string{
		`import "github.com/aws/aws-sdk-go-v2/service/ec2"; var x = ec2.CreateTagsInput{}`,
		`import "github.com/aws/aws-sdk-go-v2/service/ssm"; func f(c *ssm.Client) { c.PutParameter(nil, &ssm.PutParameterInput{}) }`,
		`var x = "AmazonSSM.DeleteParameter"`,
		`var x = "DELETE"`,
	} {
		if len(changesIn(t, "sample.go", "package p; "+sample)) == 0 {
			t.Errorf("a change is not seen in %s", sample)
		}
	}
}

// TestCallsSendWhatTheyShow makes the AWS CLI carry out the text of each kind of
// call, and compares what it sends with what the gateway sends.
func TestCallsSendWhatTheyShow(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the AWS CLI a few dozen times")
	}
	cli := findCLI(t)
	at := ami.Where{Region: "us-east-1"}
	whom := op.Grantee{Account: "123456789012"}
	for _, call := range []op.Call{
		op.DeregisterImage{ImageID: "ami-0123456789abcdef0"}, op.DeregisterImage{ImageID: "ami-0123456789abcdef0", DeleteSnapshots: true},
		op.RestoreImage{ImageID: "ami-0123456789abcdef0"},
		op.RegisterImage{Name: "web (1)", Description: "it's ours, \"really\"", Architecture: "arm64", RootDevice: "/dev/xvda", Virtualization: "hvm",
			BootMode: "uefi", TPM: "v2.0", IMDS: "v2.0", SRIOV: "simple", ENA: true,
			Devices: []op.Mapping{{Device: "/dev/xvda", SnapshotID: "snap-0123456789abcdef0", SizeGiB: 9, Type: "gp3", IOPS: 3000, Throughput: 125, DeleteOnTermination: new(true)},
				{Device: "/dev/xvdb", Virtual: "ephemeral0"}, {Device: "/dev/xvdc", NoDevice: true}, {Device: "/dev/xvdd", SizeGiB: 1, Encrypted: new(true), KeyID: "alias/x"}},
			Tags: []op.Tag{{Key: "a", Value: "b"}, {Key: "c"}}},
		op.DisableImage{ImageID: "ami-0123456789abcdef0"}, op.EnableImage{ImageID: "ami-0123456789abcdef0"},
		op.EnableDeprecation{ImageID: "ami-0123456789abcdef0", At: time.Date(2027, 1, 31, 8, 0, 0, 0, time.UTC)}, op.DisableDeprecation{ImageID: "ami-0123456789abcdef0"},
		op.EnableProtection{ImageID: "ami-0123456789abcdef0"}, op.EnableProtection{ImageID: "ami-0123456789abcdef0", Cooldown: true}, op.DisableProtection{ImageID: "ami-0123456789abcdef0"},
		op.ModifyDescription{ImageID: "ami-0123456789abcdef0", Text: "$HOME `x` 'y' ü"},
		op.ModifyLaunchPermission{ImageID: "ami-0123456789abcdef0", Add: []op.Grantee{whom, {Group: "all"}, {Organization: "arn:aws:organizations::123456789012:organization/o-123example"}},
			Remove: []op.Grantee{{Unit: "arn:aws:organizations::123456789012:ou/o-123example/ou-1234-5example"}}},
		op.CancelLaunchPermission{ImageID: "ami-0123456789abcdef0"},
		op.DeleteSnapshot{SnapshotID: "snap-0123456789abcdef0"}, op.RestoreSnapshot{SnapshotID: "snap-0123456789abcdef0"},
		op.ModifySnapshotPermission{SnapshotID: "snap-0123456789abcdef0", Add: []op.Grantee{whom}, Remove: []op.Grantee{{Group: "all"}}},
		op.CreateTags{IDs: []string{"ami-0123456789abcdef0", "snap-0123456789abcdef0"}, Tags: []op.Tag{{Key: "a,b", Value: "c=\"d\" ü"}, {Key: "e", Value: ""}}},
		op.DeleteTags{IDs: []string{"ami-0123456789abcdef0"}, Keys: []string{"a,b", "e"}},
	} {
		t.Run(op.Operation(call), func(t *testing.T) {
			server := listen(t)
			c := New(Options{EndpointURL: server.url, Env: os.Getenv})
			if _, _, p := c.change(t.Context(), at, call, false); p == nil {
				t.Fatal("the listener refuses everything, and it was done")
			}
			ours := server.take(t)
			cli(t, server.url, op.CLI(call, "", at.Region))
			theirs := server.take(t)
			for _, form := range []url.Values{ours, theirs} {
				form.Del("Version")
				if form.Get("DryRun") == "false" { // which is the default
					form.Del("DryRun")
				}
				for key, v := range form {
					if when, err := time.Parse(time.RFC3339, v[0]); err == nil {
						form.Set(key, when.UTC().Format(time.RFC3339))
					}
				}
			}
			if _, named := call.(op.EnableProtection); named && ours.Get("WithCooldown") == "false" {
				ours.Del("WithCooldown")
			}
			if ours.Encode() != theirs.Encode() {
				t.Errorf("tami sends\n%s\nand what it shows sends\n%s", strings.ReplaceAll(ours.Encode(), "&", "\n"), strings.ReplaceAll(theirs.Encode(), "&", "\n"))
			}
		})
	}
}

func TestLostAnswers(t *testing.T) {
	wrap := func(err error) error { return &smithy.OperationError{ServiceID: "EC2", OperationName: "X", Err: err} }
	reset := &net.OpError{Op: "read", Err: syscall.ECONNRESET}
	sending := func(err error) error { return wrap(sendError{err}) }
	for name, c := range map[string]struct {
		err  error
		lost bool
	}{
		"cut":                   {sending(&url.Error{Op: "Post", URL: "https://x/", Err: reset}), true},
		"not connected":         {sending(&url.Error{Op: "Post", URL: "https://x/", Err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}), false},
		"no such host":          {sending(&url.Error{Op: "Post", URL: "https://x/", Err: &net.DNSError{IsNotFound: true}}), false},
		"no answer":             {sending(&slowError{}), true},
		"cut short":             {wrap(&smithy.DeserializationError{Err: io.ErrUnexpectedEOF}), true},
		"not AWS":               {sending(&foreignAnswer{status: 502}), true},
		"deadline":              {wrap(context.DeadlineExceeded), true},
		"refused":               {wrap(&smithy.GenericAPIError{Code: "IncorrectState"}), false},
		"throttled":             {wrap(&smithy.GenericAPIError{Code: "RequestLimitExceeded"}), false},
		"wrong use of ours":     {errors.New("no tag is named"), false},
		"a parameter missing":   {wrap(&smithy.InvalidParamsError{}), false},
		"no credentials at all": {wrap(fmt.Errorf("get identity: %w", errors.New("failed to refresh cached credentials, no EC2 IMDS role found"))), false},
	} {
		if got := answerLost(c.err); got != c.lost {
			t.Errorf("%s: lost is %v", name, got)
		}
	}
}

type sendError struct{ error }

func (sendError) ConnectionError() bool { return true }
func (e sendError) Unwrap() error       { return e.error }

// TestSentOnce cuts the connection before the answer: the SDK must not send a
// change again by itself.
func TestSentOnce(t *testing.T) {
	var mu sync.Mutex
	n := 0
	c := New(Options{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		mu.Lock()
		defer mu.Unlock()
		n++
		return nil, &net.OpError{Op: "read", Err: syscall.ECONNRESET}
	})})
	_, lost, p := c.change(t.Context(), ami.Where{Region: "us-east-1"}, op.DeregisterImage{ImageID: "ami-1"}, false)
	if n != 1 || !lost || p == nil {
		t.Errorf("sent %d times, lost %v: %v", n, lost, p)
	}
	if changeRetries(0).IsErrorRetryable(&net.OpError{Op: "read", Err: syscall.ECONNRESET}) || changeRetries(0).MaxAttempts() != changeAttempts ||
		!changeRetries(3).IsErrorRetryable(&smithy.GenericAPIError{Code: "RequestLimitExceeded"}) || changeRetries(3).MaxAttempts() != 3 {
		t.Error("what AWS throttles is to be sent again, and what was cut is not")
	}
	var _ aws.Retryer = changeRetries(0)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestNamedImage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, err := sim.New(sim.Options{Seed: sim.Demo(time.Now())})
		if err != nil {
			t.Fatal(err)
		}
		c := New(Options{Transport: a.Transport()})
		at := ami.Where{Region: "us-east-1"}
		var own []ami.Image
		for _, f := range fetch(t, c, ami.Images{Where: at}) {
			own = append(own, f.Body.(ami.ImagePage).Images...)
		}
		img := own[len(own)/2]
		f := fetch(t, c, ami.NamedImage{Where: at, Name: img.Name.Raw()})[0]
		if page, ok := f.Body.(ami.ImagePage); !ok || len(page.Images) != 1 || page.Images[0].ID != img.ID {
			t.Errorf("%+v", f)
		}
		for _, name := range []string{"no such name", "*", img.Name.Raw()[:3] + "*"} {
			if f := fetch(t, c, ami.NamedImage{Where: at, Name: name})[0]; f.Body != (ami.Absent{}) {
				t.Errorf("%q: %+v", name, f)
			}
		}
		if f := fetch(t, c, ami.NamedImage{Name: "x"})[0]; f.Problem == nil {
			t.Error("a name without a region is found")
		}
	})
}

// TestPartsOfADeregistration reads what became of each snapshot.
func TestPartsOfADeregistration(t *testing.T) {
	body := `<DeregisterImageResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><return>true</return><deleteSnapshotResultSet>` +
		`<item><snapshotId>snap-1</snapshotId><returnCode>success</returnCode></item><item><snapshotId>snap-2</snapshotId><returnCode>skipped</returnCode></item>` +
		`</deleteSnapshotResultSet></DeregisterImageResponse>`
	c := New(Options{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"text/xml"}}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	})})
	out, _, p := c.change(t.Context(), ami.Where{Region: "us-east-1"}, op.DeregisterImage{ImageID: "ami-1", DeleteSnapshots: true}, false)
	if want := []op.Part{{ID: "snap-1", Code: "success"}, {ID: "snap-2", Code: "skipped"}}; p != nil || !slices.Equal(out.parts, want) {
		t.Errorf("%v %v", out.parts, p)
	}
}
