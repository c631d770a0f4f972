package contract

import (
	"strings"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
)

// byPath is the need for the images that parameters below a path name.
func byPath(t *testing.T, g Target, path string) ami.Images {
	t.Helper()
	from, err := ami.ParseSource(path)
	if err != nil {
		t.Fatal(err)
	}
	return ami.Images{Where: ami.Where{Region: g.Region}, From: from}
}

func pathOfParameters(t *testing.T, g Target) {
	images, named := map[string]bool{}, map[string]bool{}
	var one ami.Pointed
	for _, f := range good(t, awsclient.New(g.Options), byPath(t, g, ami.ExamplePath)) {
		page := f.Body.(ami.ImagePage)
		for i := range page.Images {
			id := page.Images[i].ID.Raw()
			if images[id] {
				t.Errorf("%s comes twice", id)
			}
			images[id] = true
		}
		for _, n := range page.Named {
			named[n.ImageID.Raw()], one = true, n
			if !strings.HasPrefix(n.Parameter.String(), ami.ExamplePath+"/") {
				t.Errorf("%s is not below the path", n.Parameter)
			}
		}
	}
	for id := range images {
		if !named[id] {
			t.Errorf("%s is named by no parameter", id)
		}
	}
	if len(images) == 0 {
		t.Error("no images")
	}
	oneParameter(t, g, one)
}

// oneParameter checks that a path which is the whole name of a parameter yields
// the image that it names.
func oneParameter(t *testing.T, g Target, one ami.Pointed) {
	page := good(t, awsclient.New(g.Options), byPath(t, g, one.Parameter.Raw()))[0].Body.(ami.ImagePage)
	if len(page.Images) != 1 || len(page.Named) != 1 || page.Named[0] != one || page.Images[0].ID.Raw() != one.ImageID.Raw() {
		t.Errorf("%s: %+v", one.Parameter, page)
	}
}

// pathsWithoutImages checks that each way of having none is said in words of its
// own.
func pathsWithoutImages(t *testing.T, g Target) {
	for path, want := range map[string]string{
		"/aws/service/nothing-of-the-kind": "no parameter in " + g.Region + " is or is below /aws/service/nothing-of-the-kind",
		"/app/web":                         "no parameter in " + g.Region + " at or below /app/web names an image",
	} {
		n := byPath(t, g, path)
		p := Ask(t, awsclient.New(g.Options), n)[n][0].Problem
		if p == nil || p.Kind != ami.NotFound || p.Title != want {
			t.Errorf("%s: %v", path, p)
		}
	}
}

// pathDenied checks which half of reading a path is said to be denied.
func pathDenied(t *testing.T, g Target) {
	n := byPath(t, g, ami.ExamplePath)
	for _, action := range []string{"ssm:GetParametersByPath", "ec2:DescribeImages"} {
		_, operation, _ := strings.Cut(action, ":")
		facts := Ask(t, awsclient.New(g.Faults(t, sim.Fault{Do: "deny", Action: operation})), n)[n]
		if p := facts[len(facts)-1].Problem; p == nil || p.Action != action {
			t.Errorf("%s: %v", action, p)
		}
	}
}
