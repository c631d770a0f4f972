package op

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"tami/model/ami"
)

func chain() Plan {
	at := ami.Where{Region: "us-east-1"}
	return Plan{Title: "Three steps", Steps: []Step{
		{ID: "1", At: at, Title: "register", Do: RegisterImage{Name: "x", Architecture: "arm64", RootDevice: "/dev/xvda", Virtualization: "hvm"},
			Undo: Undo{Grade: Exact, Calls: []Call{DeregisterImage{ImageID: Ref("1", "ImageId")}}}},
		{ID: "2", After: []string{"1"}, At: at, Title: "describe", Do: ModifyDescription{Ref("1", "ImageId"), "new"},
			Undo: Undo{Grade: Exact, Calls: []Call{ModifyDescription{Ref("1", "ImageId"), "old"}}}},
		{ID: "3", At: at, Title: "delete", Do: DeleteSnapshot{"snap-1"}, Undo: Undo{Grade: Final, Why: "no rule holds it"}},
	}}
}

func TestUndoTurnsRound(t *testing.T) {
	r := Start("r", chain(), time.Unix(0, 0))
	for _, o := range []Outcome{
		{Step: "1", State: Done, Made: map[string]string{"ImageId": "ami-9"}}, {Step: "2", State: Done}, {Step: "3", State: Done},
	} {
		r.Apply(Event{Outcome: o})
	}
	p := r.Undo()
	var got []string
	for _, s := range p.Steps {
		got = append(got, s.ID+" after "+strings.Join(s.After, ",")+": "+CLI(s.Do, "", ""))
	}
	want := []string{
		"1 after : aws ec2 modify-image-attribute --image-id ami-9 --description old",
		"2 after 1: aws ec2 deregister-image --image-id ami-9",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0].Text, "no rule holds it") {
		t.Errorf("the final step is not named: %v", p.Warnings)
	}
}

func TestUndoOfWhatIsInDoubtStops(t *testing.T) {
	r := Start("r", chain(), time.Unix(0, 0))
	r.Apply(Event{Outcome: Outcome{Step: "1", State: Running}})
	p := r.Undo()
	if len(p.Steps) != 0 || len(p.Stopped()) != 1 {
		t.Errorf("%+v", p)
	}
}

func TestPlanGoesThroughTheJournal(t *testing.T) {
	p := chain()
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back Plan
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(p, back) {
		t.Errorf("came back as\n%+v, was\n%+v", back, p)
	}
}

func TestScriptHandsOnWhatAStepMakes(t *testing.T) {
	s := Script(chain())
	for _, want := range []string{
		"STEP1_IMAGEID=$(aws ec2 register-image ", " --query ImageId --output text)",
		`modify-image-attribute --image-id "$STEP1_IMAGEID" --description new`,
	} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
}

func TestDriftNamesWhatChanged(t *testing.T) {
	was, now := chain(), chain()
	if gone, come := Drift(was, now); len(gone)+len(come) != 0 {
		t.Errorf("the same plan drifts: %v %v", gone, come)
	}
	now.Steps[2].Do = DeleteSnapshot{"snap-2"}
	gone, come := Drift(was, now)
	if len(gone) != 1 || len(come) != 1 || !strings.Contains(come[0], "snap-2") {
		t.Errorf("%v %v", gone, come)
	}
}

func TestResultOfARun(t *testing.T) {
	for _, c := range []struct {
		states [3]State
		want   Result
	}{
		{[3]State{Done, Done, Done}, AllDone}, {[3]State{Done, Failed, Skipped}, PartlyDone}, {[3]State{Failed, Skipped, Skipped}, NoneDone},
		{[3]State{NotRun, NotRun, NotRun}, Nothing}, {[3]State{Done, Doubtful, NotRun}, InDoubt},
	} {
		r := Start("r", chain(), time.Unix(0, 0))
		for i, s := range c.states {
			r.Outcomes[i].State = s
		}
		if r.Result() != StillRunning {
			t.Error("a run that goes on has a result")
		}
		r.Apply(Event{End: true, At: time.Unix(9, 0)})
		if r.Result() != c.want {
			t.Errorf("%v: %s, want %s", c.states, r.Result(), c.want)
		}
	}
}
