package sim

import (
	"slices"
	"strings"
)

// idKind is how AWS names the IDs of one kind of resource, and what it says of
// those that are wrong.
type idKind struct {
	prefix    string
	malformed string // the error code of an ID that cannot be one
	expected  string // what the sentence about it says after the ID
	notFound  string // the error code of an ID that nothing has
	missing   string // the sentence about it, with a place for the ID
	several   string // the same for many IDs; "" reports the first alone
}

func imageIDs() idKind {
	return idKind{"ami-", "InvalidAMIID.Malformed", `Invalid id: "%s" (expecting "ami-...")`,
		"InvalidAMIID.NotFound", "The image id '[%s]' does not exist", "The image ids '[%s]' do not exist"}
}

func snapshotKind() idKind {
	return idKind{"snap-", "InvalidParameterValue", "Value (%s) for parameter snapshotId is invalid. Expected: 'snap-...'.",
		"InvalidSnapshot.NotFound", "The snapshot '%s' does not exist.", ""}
}

func instanceIDs() idKind {
	return idKind{"i-", "InvalidInstanceID.Malformed", `Invalid id: "%s"`,
		"InvalidInstanceID.NotFound", "The instance ID '%s' does not exist", "The instance IDs '%s' do not exist"}
}

func volumeIDs() idKind {
	return idKind{"vol-", "InvalidParameterValue", "Value (%s) for parameter volumeId is invalid. Expected: 'vol-...'.",
		"InvalidVolume.NotFound", "The volume '%s' does not exist.", ""}
}

func vpcIDs() idKind {
	return idKind{"vpc-", "InvalidVpcID.Malformed", `Invalid id: "%s" (expecting "vpc-...")`,
		"InvalidVpcID.NotFound", "The vpc ID '%s' does not exist", "The vpc IDs '%s' do not exist"}
}

func subnetIDs() idKind {
	return idKind{"subnet-", "InvalidSubnetID.Malformed", `Invalid id: "%s" (expecting "subnet-...")`,
		"InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", "The subnet IDs '%s' do not exist"}
}

func groupIDs() idKind {
	return idKind{"sg-", "InvalidGroupId.Malformed", `Invalid id: "%s" (expecting "sg-...")`,
		"InvalidGroup.NotFound", "The security group '%s' does not exist", "The security groups '%s' do not exist"}
}

func keyPairIDs() idKind {
	return idKind{"key-", "InvalidKeyPair.Format", `Invalid id: "%s" (expecting "key-...")`,
		"InvalidKeyPair.NotFound", "The key pair ID '%s' does not exist", ""}
}

func templateIDs() idKind {
	return idKind{"lt-", "InvalidLaunchTemplateId.Malformed", "The specified launch template, with template ID %s, is malformed.",
		"InvalidLaunchTemplateId.NotFound", "The specified launch template, with template ID %s, does not exist.", ""}
}

// wellFormed reports whether an ID could be one: the prefix and 8 or 17 hex digits.
func (k idKind) wellFormed(id string) bool {
	digits, ok := strings.CutPrefix(id, k.prefix)
	if !ok || len(digits) != 8 && len(digits) != 17 {
		return false
	}
	return strings.Trim(digits, "0123456789abcdef") == ""
}

// checkForm refuses the first ID that cannot be one.
func (k idKind) checkForm(ids ...string) error {
	for _, id := range ids {
		if !k.wellFormed(id) {
			return refuse(k.malformed, k.expected, id)
		}
	}
	return nil
}

// check refuses IDs that cannot be one, or that nothing has.
func (k idKind) check(ids []string, exists func(string) bool) error {
	if err := k.checkForm(ids...); err != nil {
		return err
	}
	var lost []string
	for _, id := range ids {
		if !exists(id) && !slices.Contains(lost, id) {
			lost = append(lost, id)
		}
	}
	switch {
	case len(lost) == 0:
		return nil
	case len(lost) == 1 || k.several == "":
		return refuse(k.notFound, k.missing, lost[0])
	default:
		return refuse(k.notFound, k.several, strings.Join(lost, ", "))
	}
}

// isAccountID reports whether s is an account ID: twelve digits.
func isAccountID(s string) bool { return len(s) == 12 && strings.Trim(s, "0123456789") == "" }

// checkAccountID refuses what is neither an account ID nor one of the words.
func checkAccountID(id string, words ...string) error {
	if isAccountID(id) || slices.Contains(words, id) {
		return nil
	}
	return refuse("InvalidUserID.Malformed", "Invalid user id: %q", id)
}

// listed is the set of IDs a request asks for; no ID asks for everything.
type listed map[string]bool

func listOf(ids []string) listed {
	if len(ids) == 0 {
		return nil
	}
	l := listed{}
	for _, id := range ids {
		l[id] = true
	}
	return l
}

func (l listed) has(id string) bool { return l == nil || l[id] }
