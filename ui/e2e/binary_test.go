package e2e

import (
	"bytes"
	"os"
	"testing"
)

// What nobody calls is not in the binary. One text/template within reach is
// enough to keep every method of every AWS client in it, and to double its
// size: such a template finds methods by their names.
func TestBinaryLeavesOutWhatIsNotCalled(t *testing.T) {
	content, err := os.ReadFile(built)
	if err != nil {
		t.Fatal(err)
	}
	for name, kept := range map[string]bool{
		"service/ec2.(*Client).DescribeImages":             true, // names of functions are there, as stacks of crashes need them
		"service/ec2.(*Client).AcceptVpcPeeringConnection": false,
		"text/template.(*Template).Execute":                false,
	} {
		if got := bytes.Contains(content, []byte(name)); got != kept {
			t.Errorf("%s is in the binary: %t, want %t", name, got, kept)
		}
	}
}
