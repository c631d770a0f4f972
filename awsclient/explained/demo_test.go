package explained

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tami/awsclient"
	"tami/awsclient/contract"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/explain"
	"tami/model/query"
)

// home is the region that the demo opens on.
const home = "us-east-1"

func demo(t *testing.T) *awsclient.Client {
	t.Helper()
	account, err := sim.New(sim.Options{Seed: sim.Demo(time.Now())})
	if err != nil {
		t.Fatal(err)
	}
	return awsclient.New(awsclient.Options{Transport: account.Transport()})
}

// Nothing that the Overview of the demo account shows goes unexplained, and
// every value in it is one that the texts know.
func TestTheDemoAccountIsExplained(t *testing.T) {
	c := demo(t)
	asked := map[ami.Property]bool{}
	names := map[string]bool{}
	for _, from := range []string{"mine", "shared", "marketplace", "amazon"} {
		for _, img := range contract.Images(t, c, home, from) {
			for _, property := range img.Properties() {
				if asked[property] {
					continue
				}
				asked[property], names[property.Name] = true, true
				p, nearest, found := explain.Find("Image." + property.Name)
				if !found {
					t.Fatalf("Image.%s is not explained; nearest %v", property.Name, nearest)
				}
				if said := p.Of(property.Value.Raw()); strings.Contains(said, "newer than this version") {
					t.Errorf("%s of %s: nothing is known of %q", p.Name(), img.Name, property.Value)
				}
			}
		}
	}
	if len(names) < 30 {
		t.Errorf("only %d properties occur", len(names))
	}
}

// Lessons can be followed: each search finds something in the first pane, and
// what the lesson says of it is so.
func TestLessonsCanBeFollowed(t *testing.T) {
	c := demo(t)
	lists := map[string]*query.Corpus{}
	for _, l := range explain.Lessons() {
		t.Run(l.Title, func(t *testing.T) {
			var found *ami.Image
			for i, s := range l.Steps {
				if s.Query != "" {
					from := s.From
					if from == "" {
						from = "mine"
					}
					if lists[from] == nil {
						lists[from] = corpus(t, c, from)
					}
					if found = first(t, lists[from], s.Query); found == nil {
						t.Fatalf("step %d: %q finds nothing", i+1, s.Query)
					}
				}
				for _, shown := range s.Shows {
					if got := shows(t, found, shown.Property); !slices.Contains(got, shown.Value) {
						t.Errorf("step %d: %s of %s is %q, not %q", i+1, shown.Property, found.Name, got, shown.Value)
					}
				}
			}
		})
	}
}

func corpus(t *testing.T, c *awsclient.Client, from string) *query.Corpus {
	t.Helper()
	list := query.New(query.Place{Where: ami.Where{Region: home}, Account: "111122223333"})
	images := contract.Images(t, c, home, from)
	rows := make([]*ami.Image, len(images))
	for i := range images {
		rows[i] = &images[i]
	}
	list.Upsert(rows)
	return list
}

// first is the image in the first line of a search, in the order of the screen:
// the best match where words are searched, the newest otherwise.
func first(t *testing.T, list *query.Corpus, typed string) *ami.Image {
	t.Helper()
	q, faults := query.Parse(typed)
	if len(faults) > 0 {
		t.Fatalf("%q: %v", typed, faults)
	}
	order := query.Order{By: query.ByAge}
	if q.HasWords() {
		order.By = query.ByRank
	}
	hits := list.Search(q, order, 1, query.Env{Now: time.Now()})
	if len(hits.Rows) == 0 {
		return nil
	}
	return list.At(hits.Rows[0])
}

// shows is what an image says under a property: its values, several where it
// has several devices or tags, and an empty one where it has none.
func shows(t *testing.T, img *ami.Image, property string) []string {
	t.Helper()
	raw, err := json.Marshal(img)
	if err != nil {
		t.Fatal(err)
	}
	var whole map[string]any
	if err := json.Unmarshal(raw, &whole); err != nil {
		t.Fatal(err)
	}
	kind, field, _ := strings.Cut(property, ".")
	path := map[string][]string{
		"Image": {field}, "BlockDeviceMapping": {"BlockDeviceMappings", field},
		"EbsBlockDevice": {"BlockDeviceMappings", "Ebs", field}, "Tag": {"Tags", field},
	}[kind]
	if path == nil {
		t.Fatalf("where %s stands in an image is not known here", property)
	}
	values := at(whole, path)
	if len(values) == 0 {
		return []string{""}
	}
	return values
}

// at collects what stands at the end of a path through JSON, in every element
// of a list on the way.
func at(v any, path []string) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		var all []string
		for _, element := range v {
			all = append(all, at(element, path)...)
		}
		return all
	case map[string]any:
		if len(path) > 0 {
			return at(v[path[0]], path[1:])
		}
	case bool:
		return []string{map[bool]string{true: "yes", false: "no"}[v]}
	}
	return []string{fmt.Sprint(v)}
}
