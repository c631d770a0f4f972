package model

import (
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/text"
)

const (
	ourKey    = "arn:aws:kms:us-east-1:111122223333:key/0000"
	us        = "111122223333"
	them      = "222233334444"
	someoneID = "333344445555"
)

// told is a state that knows all there is to know of an image with one
// encrypted snapshot, shared with an account whom the key's policy lets in and
// with another whom it does not.
func told(t *testing.T) (*State, *ami.Image) {
	t.Helper()
	s := fresh()
	img := image("ami-1")
	img.Traits.OwnerID = text.Clean(us)
	img.Devices = []ami.Device{volume("snap-1", 8, ami.Yes)}
	learn := func(n ami.Need, b ami.Body) { answer(s, n, b, nil) }
	learn(ami.Caller{}, ami.Identity{Account: text.Clean(us)})
	learn(ami.OneSnapshot{Where: here, ID: "snap-1"}, ami.SnapshotBody{Snapshot: ami.Snapshot{
		ID: text.Clean("snap-1"), OwnerID: text.Clean(us), State: text.Clean("completed"), Encrypted: ami.Yes, KeyID: text.Clean(ourKey)}})
	account := func(id string) ami.Permission { return ami.Permission{Account: text.Clean(id)} }
	learn(ami.Sharing{Where: here, ImageID: "ami-1"}, ami.Permissions{List: []ami.Permission{account(them), account(someoneID)}})
	learn(ami.SnapshotSharing{Where: here, ID: "snap-1"}, ami.Permissions{List: []ami.Permission{account(them)}})
	learn(ami.PublicBlock{Where: here}, ami.PublicBlockState{Images: text.Clean("unblocked"), Snapshots: text.Clean("unblocked")})
	learn(ami.Aliases{Where: here}, ami.AliasList{List: []ami.Alias{{Name: text.Clean("alias/prod"), KeyID: text.Clean("0000")}}})
	learn(ami.Key{Where: here, ARN: ourKey}, ami.KeyBody{ManagedBy: text.Clean("CUSTOMER"), State: text.Clean("Enabled"), Accounts: []text.Safe{text.Clean(us), text.Clean(them)}})
	learn(ami.EBSDefaults{Where: here}, ami.EBSDefaultsBody{Encrypts: ami.No, Key: text.Clean(ami.EBSAlias)})
	return s, &img
}

func diagnosis(s *State, img *ami.Image) (stops, warnings, unchecked string) {
	findings, not := s.ShareDoctor(here, img)
	for _, f := range findings {
		if f.Topic == "" {
			stops += "no topic: "
		}
		if f.Stop {
			stops += f.Text + "\n"
		} else {
			warnings += f.Text + "\n"
		}
	}
	for _, n := range not {
		unchecked += n.What + ": " + n.Why + "\n"
	}
	return stops, warnings, unchecked
}

func TestShareDoctorHoldsTheAnswersAgainstEachOther(t *testing.T) {
	s, img := told(t)
	stops, warnings, unchecked := diagnosis(s, img)
	for want, in := range map[string]string{
		"Account " + someoneID + " cannot launch it: the policy of alias/prod": stops,
		"cannot be made public":                stops,
		"let use alias/prod":                   warnings,
		"Allowed AMIs of those who receive it": unchecked,
	} {
		if !strings.Contains(in, want) {
			t.Errorf("%q is not said: %s|%s|%s", want, stops, warnings, unchecked)
		}
	}
	if strings.Contains(stops+warnings, "Account "+them) || strings.Contains(warnings, "and not copy it") || strings.Count(unchecked, "\n") != 1 {
		t.Errorf("said too much: %s%s%s", stops, warnings, unchecked)
	}
}

func TestShareDoctorTellsLaunchingFromCopying(t *testing.T) {
	s, img := told(t)
	answer(s, ami.Key{Where: here, ARN: ourKey}, ami.KeyBody{ManagedBy: text.Clean("CUSTOMER"), Others: true}, nil)
	if _, warnings, _ := diagnosis(s, img); !strings.Contains(warnings, "Account "+someoneID+" can launch it and not copy it: snap-1 is not shared with") {
		t.Errorf("%s", warnings)
	}
}

func TestShareDoctorFindsWhatStops(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*State, *ami.Image)
		want   string
	}{
		"marketplace": {func(_ *State, i *ami.Image) {
			i.Extra = &ami.Extra{ProductCodes: []ami.ProductCode{{ID: text.Clean("abc"), Type: text.Clean("marketplace")}}}
		}, "product code abc"},
		"disabled": {func(_ *State, i *ami.Image) { i.Traits.State = text.Clean("disabled") }, "enable it before"},
		"no public images": {func(s *State, _ *ami.Image) {
			answer(s, ami.PublicBlock{Where: here}, ami.PublicBlockState{Images: text.Clean("block-new-sharing"), Snapshots: text.Clean("unblocked"), ManagedBy: text.Clean("declarative-policy")}, nil)
		}, "on for images in us-east-1 (managed by declarative-policy)"},
		"no public snapshots": {func(s *State, _ *ami.Image) {
			answer(s, ami.PublicBlock{Where: here}, ami.PublicBlockState{Images: text.Clean("unblocked"), Snapshots: text.Clean("block-all-sharing")}, nil)
		}, "none is public there"},
		"default key, by its manager": {func(s *State, _ *ami.Image) {
			answer(s, ami.Key{Where: here, ARN: ourKey}, ami.KeyBody{ManagedBy: text.Clean("AWS"), State: text.Clean("Enabled")}, nil)
		}, "manages for this account alone"},
		"default key, by its alias": {func(s *State, _ *ami.Image) {
			answer(s, ami.Key{Where: here, ARN: ourKey}, nil, denied("kms:DescribeKey"))
			s.answers[ami.Key{Where: here, ARN: ourKey}] = nil
			answer(s, ami.Aliases{Where: here}, ami.AliasList{List: []ami.Alias{{Name: text.Clean(ami.EBSAlias), KeyID: text.Clean("0000")}}}, nil)
		}, "manages for this account alone"},
		"a key about to go": {func(s *State, _ *ami.Image) {
			answer(s, ami.Key{Where: here, ARN: ourKey}, ami.KeyBody{ManagedBy: text.Clean("CUSTOMER"), State: text.Clean("PendingDeletion"), Deleted: ami.ParseDate("2026-12-02T00:00:00Z")}, nil)
		}, "pending deletion and is deleted on 2 Dec 2026"},
		"a snapshot that is gone": {func(s *State, _ *ami.Image) {
			answer(s, ami.OneSnapshot{Where: here, ID: "snap-1"}, ami.Absent{}, nil)
		}, "snap-1 is gone"},
	} {
		t.Run(name, func(t *testing.T) {
			s, img := told(t)
			c.change(s, img)
			if stops, _, _ := diagnosis(s, img); !strings.Contains(stops, c.want) {
				t.Errorf("%q is not among what stops: %s", c.want, stops)
			}
		})
	}
}

func TestShareDoctorWarnsOfWhatAnybodyCanRead(t *testing.T) {
	s, img := told(t)
	img.Traits.Public = ami.Yes
	img.Devices = []ami.Device{volume("snap-2", 8, ami.No)}
	answer(s, ami.OneSnapshot{Where: here, ID: "snap-2"}, ami.SnapshotBody{Snapshot: ami.Snapshot{ID: text.Clean("snap-2"), OwnerID: text.Clean(us)}}, nil)
	answer(s, ami.SnapshotSharing{Where: here, ID: "snap-2"}, ami.Permissions{List: []ami.Permission{{Group: text.Clean("all")}}}, nil)
	_, warnings, _ := diagnosis(s, img)
	if !strings.Contains(warnings, "public and not encrypted: anybody can launch") || !strings.Contains(warnings, "snap-2 is public and not encrypted") {
		t.Errorf("%s", warnings)
	}
}

// What is denied is named as not checked, with the permission that is missing,
// and nothing is concluded from it.
func TestShareDoctorNamesWhatIsDenied(t *testing.T) {
	for action, need := range map[string]ami.Need{
		"ec2:GetImageBlockPublicAccessState": ami.PublicBlock{Where: here},
		"ec2:DescribeSnapshotAttribute":      ami.SnapshotSharing{Where: here, ID: "snap-1"},
		"kms:DescribeKey":                    ami.Key{Where: here, ARN: ourKey},
		"ec2:DescribeSnapshots":              ami.OneSnapshot{Where: here, ID: "snap-1"},
	} {
		s, img := told(t)
		delete(s.answers, need)
		if one, ok := need.(ami.OneSnapshot); ok {
			delete(s.snapshots, one)
		}
		answer(s, need, nil, denied(action))
		if _, _, unchecked := diagnosis(s, img); !strings.Contains(unchecked, "not permitted: "+action) {
			t.Errorf("%s is not named: %s", action, unchecked)
		}
	}
}

// TestAnImageOfSomebodyElsesIsJudgedByWhatConcernsUs: its snapshots need not be
// visible to be launched from, and what our region forbids binds our images.
func TestAnImageOfSomebodyElsesIsJudgedByWhatConcernsUs(t *testing.T) {
	s, img := told(t)
	img.Traits.OwnerID, img.Public = text.Clean(them), ami.Yes
	answer(s, ami.OneSnapshot{Where: here, ID: "snap-1"}, ami.Absent{}, nil)
	answer(s, ami.PublicBlock{Where: here}, ami.PublicBlockState{Images: text.Clean("block-new-sharing"), Snapshots: text.Clean("block-all-sharing")}, nil)
	stops, warnings, unchecked := diagnosis(s, img)
	if strings.Contains(stops, "snap-1") || strings.Contains(stops, "Block public access") || unchecked != "" {
		t.Errorf("stops %q, not checked %q", stops, unchecked)
	}
	if !strings.Contains(warnings, "only that account can share it") {
		t.Errorf("whose it is, is not said: %q", warnings)
	}
	if needs := s.ShareNeeds(here, img); slices.Contains(needs, ami.Need(ami.Sharing{Where: here, ImageID: "ami-1"})) || slices.Contains(needs, ami.Need(ami.PublicBlock{Where: here})) {
		t.Errorf("AWS tells the owner alone, and is asked for %v", needs)
	}
}

// TestSnapshotsOfOthersAreNotWaitedFor: only their owner may see whom they are
// shared with, so nothing is asked, and no answer is on its way.
func TestSnapshotsOfOthersAreNotWaitedFor(t *testing.T) {
	s, img := told(t)
	delete(s.answers, ami.SnapshotSharing{Where: here, ID: "snap-1"})
	s.snapshots[ami.OneSnapshot{Where: here, ID: "snap-1"}].OwnerID = text.Clean(them)
	_, _, unchecked := diagnosis(s, img)
	if !strings.Contains(unchecked, "whom snap-1 is shared with: it belongs to account "+them) || strings.Contains(unchecked, "not answered yet") {
		t.Error(unchecked)
	}
}

func denied(action string) *ami.Problem {
	return &ami.Problem{Kind: ami.Denied, Action: action, Title: "not permitted: " + action}
}

func TestShareNeedsGrowWithWhatIsKnown(t *testing.T) {
	s, img := told(t)
	needs := s.ShareNeeds(here, img)
	for _, want := range []ami.Need{ami.SnapshotSharing{Where: here, ID: "snap-1"}, ami.Key{Where: here, ARN: ourKey}, ami.Aliases{Where: here}, ami.EBSDefaults{Where: here}} {
		if !slices.Contains(needs, want) {
			t.Errorf("%T is not asked: %v", want, needs)
		}
	}
	img.Traits.OwnerID = text.Clean(them)
	if needs := s.ShareNeeds(here, img); slices.Contains(needs, ami.Need(ami.SnapshotSharing{Where: here, ID: "snap-1"})) {
		t.Errorf("only the owner may be told whom a snapshot is shared with: %v", needs)
	}
	if got := s.KeyName(here, ourKey); got != "alias/prod" {
		t.Errorf("the key is called %q", got)
	}
	if got := s.KeyName(here, "arn:aws:kms:us-east-1:1:key/77"); got != "77" {
		t.Errorf("a key without a name is called %q", got)
	}
}
