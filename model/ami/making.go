package ami

import "tami/model/text"

// ImageProgress asks how far the making of an image is: the image, and the
// snapshots that it waits for.
type ImageProgress struct {
	Where
	ImageID string
}

// ImageProgressBody answers ImageProgress.
type ImageProgressBody struct {
	Image     Image
	Snapshots []Snapshot // those that could be read
}

// Health asks how instances come up. Their IDs are joined with blanks, so that
// the need is comparable.
type Health struct {
	Where
	InstanceIDs string
}

// LaunchedWith asks which instances a launch made, by its client token: when
// the answer to the launch was lost, nothing else tells. It is answered with a
// HealthList, in which the checks stay empty.
type LaunchedWith struct {
	Where
	Token string
}

// HealthList answers Health, an entry an instance that AWS knows.
type HealthList struct{ List []InstanceHealth }

// InstanceHealth is an instance with what its checks say.
type InstanceHealth struct {
	ID, State text.Safe
	Reason    text.Safe // why it is in its state, where AWS says so
	Code      text.Safe // the same as a code: Client.InternalError
	System    text.Safe // the check of the host: ok, initializing, impaired; empty where there is none
	Instance  text.Safe // the check of the instance
	Address   text.Safe // public DNS name or address; empty: none
	Private   text.Safe
	Console   text.Safe // the end of its console, a slash between lines, asked for when a check failed
}

func (ImageProgress) isNeed()     {}
func (Health) isNeed()            {}
func (LaunchedWith) isNeed()      {}
func (ImageProgressBody) isBody() {}
func (HealthList) isBody()        {}
