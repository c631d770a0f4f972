package op

import (
	"strings"

	"tami/model/ami"
	"tami/model/money"
)

// NotAnswered is why a question that is under way has no answer: see Facts.Why.
const NotAnswered = "not answered yet"

// Facts are what is known when a plan is made; model.State is them. Planners
// see the world through them only, and name what is not known.
type Facts interface {
	// Image is an image by its ID. Known and nil: it is gone, or not visible.
	Image(at ami.Where, id string) (img *ami.Image, known bool)
	// Instance is an instance by its ID, as the list of its place tells it. Known
	// and nil: it is gone, or not visible.
	Instance(at ami.Where, id string) (inst *ami.Instance, known bool)
	// EachInstance calls with every instance of a place that is not gone; whole reports
	// that the list was read to its end.
	EachInstance(at ami.Where, each func(*ami.Instance)) (whole bool)
	// Owned calls with every image of ours in a place, deprecated and disabled
	// ones too; whole reports that the list was read to its end.
	Owned(at ami.Where, each func(*ami.Image)) (whole bool)
	// Snapshot is a snapshot by its ID. Known and nil: gone, or not visible.
	Snapshot(at ami.Where, id string) (snap *ami.Snapshot, known bool)
	// Answer is the answer to a need that has a single one; nil before it came.
	Answer(ami.Need) ami.Body
	// Why says why a need has no answer: "" when it has one, and NotAnswered
	// while it is not asked, or on its way.
	Why(ami.Need) string
	// Users are what uses an image in its own account and region, and what was
	// not looked at.
	Users(at ami.Where, id string) ([]User, []NotChecked)
	// UserNeeds are the questions behind Users of the images of a place. Of many
	// images less is asked than of a few. Answers lead to more.
	UserNeeds(at ami.Where, ids ...string) []ami.Need
	// Findings are what stops or endangers sharing an image further.
	Findings(at ami.Where, img *ami.Image) ([]Finding, []NotChecked)
	// FindingNeeds are the questions behind Findings. Answers lead to more.
	FindingNeeds(at ami.Where, img *ami.Image) []ami.Need
	// KeyName is what people call a KMS key.
	KeyName(at ami.Where, arn string) string
	// Dropped are the shares that an image lost when a run disabled it, and that
	// no later one brought back.
	Dropped(at ami.Where, id string) []Grantee
	// Account is the account that a profile signs in to, "" while unknown.
	Account(profile string) string
	// Book is what is known of prices and of how the snapshots of a place share
	// their blocks; since when they are archived, and where they restore fast, is
	// left to those who asked for it.
	Book(at ami.Where) money.Book
	// Price is the price of an item in a region, and whether it is known.
	Price(region, item string) (ami.Price, bool)
}

// User is something that uses an image.
type User struct {
	Kind   string // "instance", "launch template", "Auto Scaling group" …, one word for each finder
	ID     string
	Detail string // what there is to say of it
}

// Words name the user as people do: a launch template by its name and the
// versions that launch the image, where they were read.
func (u User) Words() string {
	if u.Kind == templateKind && u.Detail != "" && !strings.HasPrefix(u.Detail, "arn:") {
		return "template " + u.Detail
	}
	return u.Kind + " " + u.ID
}

// templateKind is the kind of users that have versions.
const templateKind = "launch template"

// NotChecked is something that was not looked at, and why: users may be there
// all the same.
type NotChecked struct{ What, Why string }

// Beyond is why something was not looked at that never is.
const Beyond = "tami does not look there"

// Finding is something that stops sharing an image, or that makes it
// dangerous.
type Finding struct {
	Stop bool   // AWS would refuse; otherwise it is a warning
	For  string // whom it concerns: an account, Everybody, EverybodyCopies; "" for any sharing
	Text string
}

// Whom a finding concerns, where it is not one account.
const (
	Everybody       = "all"           // sharing an image with everybody; AWS's name of that group
	EverybodyCopies = "all snapshots" // sharing its snapshots with everybody
)
