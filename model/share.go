package model

import (
	"strings"

	"tami/model/ami"
)

// Finding is something that stops sharing an image, or that makes it
// dangerous.
type Finding struct {
	Stop bool // AWS would refuse; otherwise it is a warning
	Text string
}

// ShareDoctor says what would stop or endanger sharing an image further, from
// what its description, its snapshots and its place tell. What it cannot see
// it leaves to NotChecked.
func (s *State) ShareDoctor(at ami.Where, img *ami.Image) (findings []Finding, not []NotChecked) {
	warn := func(stop bool, text string) { findings = append(findings, Finding{stop, text}) }
	all, some := img.Encrypted()
	public := img.Public == ami.Yes
	for _, c := range img.ProductCodes {
		if strings.EqualFold(c.Type.String(), "marketplace") {
			warn(true, "It has the Marketplace product code "+c.ID.String()+": it cannot be made public, and who launches it must be subscribed.")
		}
	}
	switch {
	case public && !all:
		warn(false, "It is public: anybody can launch it and read what is on its disks.")
	case all || some:
		warn(false, "It is encrypted: an account that it is shared with needs its key as well, which must be a customer managed one.")
		warn(true, "An encrypted image cannot be made public.")
	}
	if img.Disabled() {
		warn(true, "It is disabled: enable it before it is shared. Disabling took its earlier shares away.")
	}
	need := ami.PublicBlock{Where: at}
	switch b, ok := s.Answer(need).(ami.PublicBlockState); {
	case !ok:
		not = append(not, NotChecked{"block public access", s.why(need)})
	case b.Images.String() == "block-new-sharing":
		warn(true, "Block public access is on in "+at.Region+" (managed by "+b.ManagedBy.String()+"): no image can be made public there.")
	case b.Missing != nil:
		not = append(not, NotChecked{"block public access", b.Missing.Title})
	}
	if some {
		not = append(not, NotChecked{"whether a key is the account's default one", "tami does not ask KMS"})
	}
	return findings, append(not, NotChecked{"permissions of its snapshots", "tami does not ask for them"})
}

// why says why a question has no answer.
func (s *State) why(n ami.Need) string {
	if p := s.Known(n).Problem; p != nil {
		return p.Title
	}
	return "not answered yet"
}

// Checklist is what to look for on the disks before an image leaves its
// account: AWS cannot see it, and whoever launches the image can.
func Checklist() []string {
	return []string{
		"authorized_keys and host keys of SSH",
		"passwords of root and of users; remote logins with a password",
		"AWS access keys, tokens, certificates, .env files",
		"shell histories and editors' swap files",
		"logs, temporary files, caches, mail",
		"cloud-init data and user data of earlier instances",
	}
}
