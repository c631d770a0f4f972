package model

import (
	"strconv"
	"strings"
	"time"

	"tami/model/ami"
)

// This file turns what is known of an image into the few characters of a
// cell. The texts do not depend on a width and are safe to show, so the screen
// and `tami images` say the same.

// Age is how long ago a date was, in one short unit (see ami.Age).
func Age(d ami.Date, now time.Time) string { return ami.Age(d, now) }

// AgeWords is Age as part of a sentence (see ami.AgeWords).
func AgeWords(d ami.Date, now time.Time) string { return ami.AgeWords(d, now) }

// Flags are the properties of an image that a list marks with a letter or a
// word. They are a set.
type Flags uint8

// The flags, in the order in which they are listed.
const (
	FlagPublic Flags = 1 << iota
	FlagShared
	FlagEncrypted
	FlagPartlyEncrypted
	FlagDeprecated
	FlagDisabled
	FlagProtected
	FlagPending
)

// FlagsOf reads the flags of an image as the account sees it. Shared means
// shared with the account: whom its own images are shared with stands in their
// launch permissions, which no list of images carries. Without an account (""
// when it could not be asked) nothing counts as shared.
func FlagsOf(img *ami.Image, account string, now time.Time) Flags {
	all, some := img.Encrypted()
	public := img.Public == ami.Yes
	var f Flags
	for _, c := range []struct {
		flag Flags
		set  bool
	}{
		{FlagPublic, public},
		{FlagShared, !public && account != "" && !img.OwnerID.IsZero() && img.OwnerID.Raw() != account && img.OwnerAlias.IsZero()},
		{FlagEncrypted, all},
		{FlagPartlyEncrypted, some && !all},
		{FlagDeprecated, img.DeprecationTime.Before(now)},
		{FlagDisabled, img.Disabled()},
		{FlagProtected, img.Protected()},
		{FlagPending, img.Pending()},
	} {
		if c.set {
			f |= c.flag
		}
	}
	return f
}

// Has reports whether every flag of other is set.
func (f Flags) Has(other Flags) bool { return f&other == other }

// Letters are the flags as one letter each, with spaces between: P public, S
// shared, E encrypted (e when only some volumes are), D deprecated, X
// disabled, K protected. Pending has none: the state says it.
func (f Flags) Letters() string { return f.list(" ", "P", "S", "E", "e", "D", "X", "K", "") }

// Words are the flags in words, with commas between.
func (f Flags) Words() string {
	return f.list(", ", "public", "shared", "encrypted", "partly encrypted", "deprecated", "disabled", "protected", "pending")
}

func (f Flags) list(sep string, names ...string) string {
	var set []string
	for i, name := range names {
		if name != "" && f.Has(1<<i) {
			set = append(set, name)
		}
	}
	return strings.Join(set, sep)
}

// StateWords is the state of an image with the reason it deserves attention:
// "available", "deprecated 3 mo ago", "pending", "disabled", "failed: …".
func StateWords(img *ami.Image, now time.Time) string {
	state := img.State.String()
	switch {
	case img.Failed():
		return state + reason(img)
	case img.Available() && img.DeprecationTime.Before(now):
		return "deprecated " + AgeWords(img.DeprecationTime, now)
	case state == "":
		return "unknown"
	}
	return state
}

func reason(img *ami.Image) string {
	switch r := img.StateReason; {
	case r == nil || r.Message.IsZero() && r.Code.IsZero():
		return ""
	case r.Message.IsZero():
		return ": " + r.Code.String()
	default:
		return ": " + r.Message.String()
	}
}

// OwnerBadge says whose an image is in a word or two, provenance first: names
// are anybody's to choose, the owner is not. An alias is given by AWS to
// providers it has verified.
func OwnerBadge(img *ami.Image, account string) string {
	switch alias := img.OwnerAlias.Raw(); {
	case alias == "self", account != "" && img.OwnerID.Raw() == account:
		return "me"
	case alias == "amazon":
		return "amazon verified"
	case alias == "aws-marketplace":
		return "marketplace"
	case alias == "aws-backup-vault":
		return "backup vault"
	case alias != "":
		return img.OwnerAlias.String()
	}
	return img.OwnerID.String()
}

// Dollars writes an amount with two decimals (see ami.Dollars).
func Dollars(usd float64) string { return ami.Dollars(usd) }

// SizeGB is a size in GiB as AWS names it, GB; nothing for none.
func SizeGB(gib int64) string {
	if gib == 0 {
		return ""
	}
	return strconv.FormatInt(gib, 10)
}

// Count writes a number of things: "1 image", "3 images".
func Count(n int, one, many string) string { return ami.Count(n, one, many) }
