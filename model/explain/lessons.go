package explain

import "slices"

// Lesson is a short way through the demo account that shows one thing. Its
// steps ask for nothing that tami cannot do, and name what is really there.
type Lesson struct {
	Title   string
	Goal    string // what it shows
	Steps   []Step
	Learned string // what to keep of it
}

// Step is one thing to do, and what shows then.
type Step struct {
	Do, See string
	From    string   // whose images are listed, as --from takes it; "" is one's own
	Query   string   // what the search box holds; "" where nothing is searched
	Shows   []Shown  // what the image says that is found first
	Tab     string   // the tab of that image that is looked at; "" where none is
	Says    []string // what stands on it
}

// Shown is what a property says. The empty value is a property that is not
// set; of several devices or tags, one says it.
type Shown struct{ Property, Value string }

// Lessons are the ten lessons, in the order in which they build on each other.
func Lessons() []Lesson {
	return slices.Concat(machineLessons(), lifeLessons(), storageLessons())
}
