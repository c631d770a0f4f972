package op

import (
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

// Whether a share happened is told by whom the image, or the snapshot, is shared
// with afterwards.
func TestSharesCanBeLookedUp(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	now := ami.Permissions{List: []ami.Permission{{Account: text.Clean("111122223333")}, {Group: text.Clean("all")}}}
	one, two, all := Grantee{Account: "111122223333"}, Grantee{Account: "444455556666"}, Grantee{Group: Everybody}
	for _, c := range []struct {
		add, remove []Grantee
		body        ami.Body
		want        Effect
	}{
		{[]Grantee{one}, nil, now, Took},
		{[]Grantee{one, two}, nil, now, NotTaken},
		{nil, []Grantee{two}, now, Took},
		{nil, []Grantee{all}, now, NotTaken},
		{[]Grantee{all}, []Grantee{two}, now, Took},
		{[]Grantee{one}, nil, ami.Absent{}, Unclear},
	} {
		image, snapshot := ModifyLaunchPermission{"ami-1", c.add, c.remove}, ModifySnapshotPermission{"snap-1", c.add, c.remove}
		if Tell(image, c.body) != c.want || Tell(snapshot, c.body) != c.want {
			t.Errorf("add %v, remove %v: %v and %v, want %v", c.add, c.remove, Tell(image, c.body), Tell(snapshot, c.body), c.want)
		}
		if Probe(image, at) != (ami.Sharing{Where: at, ImageID: "ami-1"}) || Probe(snapshot, at) != (ami.SnapshotSharing{Where: at, ID: "snap-1"}) {
			t.Error("the wrong question is asked")
		}
	}
}
