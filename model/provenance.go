package model

import (
	"strings"

	"tami/model/ami"
)

// Provenance is whose an image is, as far as that can be known: names are
// anybody's to choose, the owner's account is not.
type Provenance struct {
	Owner    string // the account
	Mine     bool   // the account that looks owns it
	Verified bool   // AWS vouches for the owner: it gave the owner an alias
	Alias    string // that alias: amazon, aws-marketplace, aws-backup-vault
	Known    string // the publisher that the account belongs to: "Canonical"; empty for all others
	Posing   string // the publisher whose names it goes by without being it: "Canonical's"; empty where it does not
	Hidden   bool   // its name has characters that are not seen, or that are not what they look like
	Product  string // the product code that has to be subscribed to
	Allowed  ami.Flag
}

// ProvenanceOf says whose an image is, for the account that looks; "" while that
// is not known. It costs a microsecond or two, so it is for the rows that are
// drawn, not for all there are.
func ProvenanceOf(img *ami.Image, account string) Provenance {
	p := Provenance{Owner: img.OwnerID.String(), Alias: img.OwnerAlias.String(), Allowed: img.Allowed}
	p.Mine = img.OwnerAlias.Raw() == "self" || account != "" && img.OwnerID.Raw() == account
	if p.Alias == "self" {
		p.Alias = ""
	}
	p.Verified = p.Alias != ""
	p.Known = strings.TrimSuffix(publishedBy(img.OwnerID.Raw()), "'s")
	for _, c := range img.ProductCodes {
		p.Product = c.ID.String()
	}
	if p.Mine || p.Verified || p.Known != "" {
		return p
	}
	name := img.Name.Raw()
	if p.Posing = likeWhom(name); p.Posing != "" {
		p.Hidden = !plainASCII(name)
	}
	return p
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// Short is the warning in as few cells as a column has: "not Canonical's". It is
// empty where there is nothing to warn of.
func (p Provenance) Short() string {
	if p.Posing == "" {
		return ""
	}
	return "not " + p.Posing
}

// Warning is what is wrong, in a sentence, or "".
func (p Provenance) Warning() string {
	if p.Posing == "" {
		return ""
	}
	but := ", but owned by " + p.Owner + " and not verified by AWS."
	if p.Hidden {
		return "Disguised as " + p.Posing + " with hidden or look-alike characters" + but
	}
	return "Named like " + p.Posing + but
}

// Words say whose it is: account, publisher, and whether AWS vouches for it.
func (p Provenance) Words() string {
	words := p.Owner
	if p.Known != "" {
		words += " " + p.Known
	}
	switch {
	case p.Mine:
		return words + ", this account"
	case p.Alias == "aws-marketplace":
		words += ", verified: AWS Marketplace"
	case p.Alias == "aws-backup-vault":
		words += ", AWS Backup"
	case p.Verified:
		words += ", verified: alias " + p.Alias
	case p.Known != "":
		words += ", not verified by AWS (known account)"
	default:
		words += ", not verified by AWS"
	}
	return words
}

// Vouched is a Provenance as JSON tells it.
type Vouched struct {
	Mine      bool
	Verified  bool   // AWS vouches for the owner, by the alias in ImageOwnerAlias
	Publisher string `json:",omitempty"` // whom the account is known to belong to
	Allowed   string `json:",omitempty"` // what Allowed AMIs says of it, where that is known
	Warning   string `json:",omitempty"` // it goes by another's name
}

// Vouched is the provenance with what the account's setting says of the image.
func (p Provenance) Vouched(allowed string) Vouched {
	return Vouched{Mine: p.Mine, Verified: p.Verified, Publisher: p.Known, Allowed: allowed, Warning: p.Warning()}
}

// FlagWords say in a word whether the image is one that the account's settings
// allow, as the image itself tells; empty where it does not.
func (p Provenance) FlagWords() string {
	switch {
	case p.Mine:
		return ""
	case p.Allowed == ami.Yes:
		return "allowed"
	case p.Allowed == ami.No:
		return "not allowed"
	}
	return ""
}

// AllowedNeed is the question whether a place restricts which images may be
// used.
func AllowedNeed(at ami.Where) ami.Need { return ami.AllowedImages{Where: at} }

// AllowedWords say whether the account's setting lets an image be used in a
// place: Allowed AMIs in AWS's words. It is empty where the setting is off, or
// is about others' images only and this is our own.
func (s *State) AllowedWords(at ami.Where, p Provenance) string {
	settings, ok := s.Answer(AllowedNeed(at)).(ami.AllowedSettings)
	state := settings.State.String()
	switch {
	case p.Mine:
		return ""
	case !ok && p.Allowed == ami.No:
		return "does not meet the Allowed AMIs criteria"
	case !ok || state == "disabled":
		return ""
	case p.Allowed == ami.No && state == "audit-mode":
		return "not allowed: it does not meet the Allowed AMIs criteria, which are in audit mode, so it can still be used"
	case p.Allowed == ami.No:
		return "not allowed: it does not meet the Allowed AMIs criteria, so it cannot be used"
	case p.Allowed == ami.Yes && state == "audit-mode":
		return "allowed (Allowed AMIs in audit mode)"
	case p.Allowed == ami.Yes:
		return "allowed"
	}
	return "Allowed AMIs is " + state + "; AWS does not say whether this image meets it"
}
