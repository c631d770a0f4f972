package ami

import (
	"time"

	"tami/model/text"
)

// Activities asks what an Auto Scaling group did lately, the newest first: a
// refresh says how far it is, and its activities say why it is no further. One
// request answers it, whatever the size of the group.
type Activities struct {
	Where
	Group string
}

// Activity is one thing that an Auto Scaling group did, in AWS's words.
type Activity struct {
	What         text.Safe // "Launching a new EC2 instance: i-…"
	Status       text.Safe // Successful, Failed, Cancelled, InProgress, WaitingForELBConnectionDraining …
	Message      text.Safe // what went wrong; empty where nothing did
	Began, Ended Date
}

// Failed reports an activity that did not come to what it was for.
func (a *Activity) Failed() bool {
	return a.Status.Raw() == "Failed" || a.Status.Raw() == "Cancelled" && !a.Message.IsZero()
}

// ActivityList answers Activities, the newest first.
type ActivityList struct{ List []Activity }

// Since are the activities that began at a time or later.
func (l ActivityList) Since(began time.Time) []Activity {
	for i := range l.List {
		if l.List[i].Began.Before(began) {
			return l.List[:i]
		}
	}
	return l.List
}

func (Activities) isNeed() {}

func (ActivityList) isBody() {}
