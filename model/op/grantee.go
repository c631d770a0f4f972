package op

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tami/model/ami"
	"tami/model/text"
)

// maxGrantees is how many accounts, organizations and units an image can be
// shared with; an organization counts once.
const maxGrantees = 1000

// String is a grantee in words, safe to show.
func (g Grantee) String() string {
	last := func(arn string) string { return text.Clean(arn[strings.LastIndexByte(arn, '/')+1:]).String() }
	switch {
	case g.Account != "":
		return "account " + text.Clean(g.Account).String()
	case g.Organization != "":
		return "organization " + last(g.Organization)
	case g.Unit != "":
		return "organizational unit " + last(g.Unit)
	case g.Group == Everybody:
		return "everybody"
	}
	return "group " + text.Clean(g.Group).String()
}

// named lists grantees in words.
func named(list []Grantee) string {
	words := make([]string, len(list))
	for i, g := range list {
		words[i] = g.String()
	}
	return listed(words)
}

// sharedWords are whom something is shared with, in a cell.
func sharedWords(list []Grantee) string {
	var words []string
	accounts := 0
	for _, g := range list {
		switch {
		case g.Group == Everybody:
			words = append([]string{"public"}, words...)
		case g.Account != "":
			accounts++
		default:
			words = append(words, g.String())
		}
	}
	if accounts > 0 {
		words = append(words, ami.Count(accounts, "account", "accounts"))
	}
	if len(words) == 0 {
		return "nobody"
	}
	return listed(words)
}

// granteesOf are whom permissions name.
func granteesOf(p ami.Permissions) []Grantee {
	list := make([]Grantee, len(p.List))
	for i, one := range p.List {
		list[i] = GranteeOf(one)
	}
	return list
}

// split parts the wanted grantees into those that are there and those that are
// not.
func split(wanted, there []Grantee) (in, out []Grantee) {
	for _, g := range wanted {
		if slices.Contains(there, g) {
			in = append(in, g)
		} else {
			out = append(out, g)
		}
	}
	return in, out
}

func checkAccount(s string) error {
	if !ami.IsAccountID(s) {
		return fmt.Errorf("%q is not an account ID; account IDs are 12 digits without dashes, such as 111122223333", s)
	}
	return nil
}

func checkOrganization(s string) error {
	form := regexp.MustCompile(`^arn:aws[a-z-]*:organizations::\d{12}:organization/o-[a-z0-9]{10,32}$`)
	if !form.MatchString(s) {
		return fmt.Errorf("%q is not the ARN of an organization; they look like arn:aws:organizations::111122223333:organization/o-abcde12345", s)
	}
	return nil
}

func checkUnit(s string) error {
	form := regexp.MustCompile(`^arn:aws[a-z-]*:organizations::\d{12}:ou/o-[a-z0-9]{10,32}/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$`)
	if !form.MatchString(s) {
		return fmt.Errorf("%q is not the ARN of an organizational unit; they look like arn:aws:organizations::111122223333:ou/o-abcde12345/ou-ab12-cdefgh34", s)
	}
	return nil
}
