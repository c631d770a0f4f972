package sim

import "fmt"

// ParseSeed reads a seed file: JSON in the shapes that the AWS CLI prints. Every
// list may also be given as the whole document that a CLI command printed, such
// as {"Images": [...]}. An unknown key, a value of the wrong type, a malformed or
// repeated ID is an error that names the file and the place in it, and then
// nothing is loaded.
func ParseSeed(file string, data []byte) (Seed, error) {
	seed := Seed{}
	if err := readStrict(file, data, &seed); err != nil {
		return Seed{}, err
	}
	if err := seed.check(); err != nil {
		return Seed{}, fmt.Errorf("%s: %w", file, err)
	}
	return seed, nil
}

// ParseFaults reads a file of faults: a JSON list, as strict as a seed.
func ParseFaults(file string, data []byte) ([]Fault, error) {
	var faults []Fault
	if err := readStrict(file, data, &faults); err != nil {
		return nil, err
	}
	for i, f := range faults {
		if problem, ok := f.problem(); !ok {
			return nil, fmt.Errorf("%s: $[%d].%s: %s", file, i, problem.key, problem.text)
		}
	}
	return faults, nil
}
