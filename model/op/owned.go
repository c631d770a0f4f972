package op

import (
	"time"

	"tami/model/ami"
)

// unseen is why nothing can be done to an image: it is not there to be seen.
func unseen(f Facts, t Target) string {
	img, known := f.Image(t.At, t.ID)
	switch {
	case !known:
		return unread(f, ami.OneImage{Where: t.At, ID: t.ID})
	case img == nil:
		return "it is gone, or not visible to this account"
	}
	return ""
}

// unread is why what a need asks for is not known: it is on its way, or AWS would
// not say.
func unread(f Facts, n ami.Need) string {
	switch why := f.Why(n); why {
	case "", NotAnswered:
		return "AWS has not answered yet what it is"
	default:
		return "it could not be read: " + why
	}
}

// notOurs is why an image cannot be changed by this account: "" when it can.
// Whose credentials these are may be unknown; then AWS is left to answer.
func notOurs(f Facts, t Target) string {
	if why := unseen(f, t); why != "" {
		return why
	}
	img, _ := f.Image(t.At, t.ID)
	mine := f.Account(t.At.Profile)
	if mine == img.OwnerID.String() {
		return ""
	}
	switch img.OwnerAlias.String() {
	case "amazon":
		return "it belongs to Amazon"
	case "aws-marketplace":
		return "it belongs to a seller of the Marketplace"
	case "aws-backup-vault":
		return "it belongs to a vault of AWS Backup"
	}
	if mine != "" {
		return "it belongs to account " + img.OwnerID.String() + ", and only that account can change it"
	}
	return ""
}

// imageNeeds are the questions behind every plan for images: the images, and
// whose credentials these are.
func imageNeeds(r Request, _ Facts) []ami.Need {
	var needs []ami.Need
	for _, t := range r.Targets {
		needs = append(needs, ami.Caller{Profile: t.At.Profile}, ami.OneImage{Where: t.At, ID: t.ID})
	}
	return needs
}

// ours calls back for each target whose image is known, and can be changed.
func ours(r Request, f Facts, do func(Target, *ami.Image)) {
	for _, t := range r.Targets {
		if img, _ := f.Image(t.At, t.ID); img != nil && notOurs(f, t) == "" {
			do(t, img)
		}
	}
}

// noFields are the fields of an action that asks nothing.
func noFields(Request, Facts) []Field { return nil }

// minute is a moment in words, as exact as AWS keeps it.
func minute(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 UTC") }
