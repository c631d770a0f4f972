package cli_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"tami/model"
	"tami/model/ami"
	"tami/ui/cli"
)

func TestSeveralProfilesAtOnce(t *testing.T) {
	r := signedIn(t, "")
	r.run("images", "--profile", "ops,dev", "--region", "eu-west-1", "--ascii").want(t, cli.Done)
	for _, place := range []string{"ops/eu-west-1", "dev/eu-west-1"} {
		if strings.Count(r.stdout, place) != 1 {
			t.Errorf("the table does not say %s once:\n%s", place, r.stdout)
		}
	}
	r.run("image", "ami-0b000001", "--profile", "ops,dev", "--region", "eu-west-1", "-o", "json").want(t, cli.Done)
	if !strings.HasPrefix(r.stdout, "{") {
		t.Errorf("an image that two profiles see is printed as %q", r.stdout)
	}
}

// Where the list of regions may not be read, the built-in one is used, and the
// exit code says that a region may be missing.
func TestAllRegionsWithoutTheirList(t *testing.T) {
	r := signedIn(t, `[{"Service": "ec2", "Action": "DescribeRegions", "Do": "deny"}]`)
	r.run("images", "--region", "all", "-o", "ids").want(t, cli.Partly, "ec2:DescribeRegions")
	if strings.Count(r.stdout, "ami-") != 4 {
		t.Errorf("stdout is %q", r.stdout)
	}
}

func TestPricesOfTheUserWithATypo(t *testing.T) {
	r := signedIn(t, "")
	r.Prices = func() (ami.Prices, error) {
		return ami.ParsePrices("prices.tsv", []byte("us-east-1\tsnapshot_standard\tcheap"))
	}
	r.run("images").want(t, cli.WrongUse, "prices.tsv:1:", `"cheap"`)
}

func TestUnknownPriceIsNotFree(t *testing.T) {
	r := signedIn(t, "")
	r.Prices = func() (ami.Prices, error) { return ami.Prices{}, nil }
	r.run("images", "--query", "web", "--limit", "1").want(t, cli.Done)
	if !strings.Contains(r.stdout, "  ?  me") {
		t.Errorf("the table is\n%s", r.stdout)
	}
}

// closed is an output that takes nothing any more.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestOutputThatIsClosed(t *testing.T) {
	r := signedIn(t, "")
	var said strings.Builder
	for _, args := range [][]string{{"images"}, {"image", "ami-0a000001"}, {"keys"}, {"version"}} {
		r.Stdout, r.Stderr = closed{}, &said
		if code := cli.Run(r.ctx, r.Wiring, args); code != cli.Failed || !strings.Contains(said.String(), "the output could not be written") {
			t.Errorf("%v ends with %d and says %q", args, code, said.String())
		}
		said.Reset()
	}
}

func TestAccountThatCannotBeOpened(t *testing.T) {
	r := machine(t)
	r.files["a.json"] = "{}"
	r.Open = func(cli.Target) (cli.Backend, error) { return nil, errors.New("a.json: $: there is no Account") }
	r.run("images").want(t, cli.Failed, "there is no Account")
	r.run("images", "--seed", "a.json").want(t, cli.WrongUse, "there is no Account")
}

// Home asks for the regions of profiles; that one has none matters only where
// no region was named.
func TestHome(t *testing.T) {
	r := signedIn(t, "")
	backend, err := r.Open(cli.Target{})
	if err != nil {
		t.Fatal(err)
	}
	scope, problems := cli.Home(backend, model.Scope{Profiles: []string{"ops", "dev"}})
	if len(problems) != 0 || scope.Home["ops"] != "us-east-1" || scope.Home["dev"] != "us-east-1" {
		t.Errorf("home is %v, problems %v", scope.Home, problems)
	}
	r.env = map[string]string{}
	if _, problems = cli.Home(backend, model.Scope{Profiles: []string{"ops"}}); problems["ops"] == nil || problems["ops"].Kind != ami.NoRegion {
		t.Errorf("problems %v without a region", problems)
	}
	if _, problems = cli.Home(backend, model.Scope{Profiles: []string{"ops"}, Regions: []string{"us-east-1"}}); len(problems) != 0 {
		t.Errorf("problems %v with a region", problems)
	}
}
