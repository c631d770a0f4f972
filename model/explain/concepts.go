package explain

import "slices"

// Concept is an entry of the glossary. Both texts have a few sentences and at
// most 400 characters.
type Concept struct {
	Name  string   // Incremental snapshots
	Also  []string // what else it is called
	Means string   // what it is; the first sentence says it in a line
	Why   string   // why it matters
	See   []string // names of properties and concepts to read next
}

// Line is the meaning in one line: the first sentence of Means.
func (c Concept) Line() string { return firstSentence(c.Means) }

// Concepts are the entries of the glossary, from what an image is to what runs
// it.
func Concepts() []Concept {
	return slices.Concat(imageConcepts(), machineConcepts(), accessConcepts(), lifeConcepts(), storageConcepts(), billConcepts(), runConcepts(), changeConcepts())
}
