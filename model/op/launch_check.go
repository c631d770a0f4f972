package op

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"tami/model/ami"
)

// maxUserData is how many bytes of user data AWS takes, before they are
// encoded.
const maxUserData = 16 << 10

func checkUserData(s string) error {
	if n := len(s); n > maxUserData {
		return fmt.Errorf("the user data has %d bytes, and AWS takes %d; leave a script in it that fetches the rest, from S3 for example", n, maxUserData)
	}
	return nil
}

// checkSpotPrice holds a price to what AWS reads as one.
func checkSpotPrice(s string) error {
	if n, err := strconv.ParseFloat(s, 64); err != nil || !(n > 0) || n > 1000 || !regexp.MustCompile(`^[0-9.]{1,12}$`).MatchString(s) {
		return fmt.Errorf("%q is no price of an hour; give dollars, such as 0.05", s)
	}
	return nil
}

func checkInstanceName(s string) error {
	if n := utf8.RuneCountInString(s); n > maxTagValue {
		return fmt.Errorf("the name has %d characters, and AWS takes %d; shorten it", n, maxTagValue)
	}
	return nil
}

func checkProfileARN(s string) error {
	switch {
	case regexp.MustCompile(`^arn:aws[a-z-]*:iam::\d{12}:instance-profile/[\w+=,.@/-]+$`).MatchString(s):
		return nil
	case strings.Contains(s, ":role/"):
		return fmt.Errorf("%q is the ARN of a role, and a launch takes that of its instance profile: arn:aws:iam::111122223333:instance-profile/NAME", s)
	}
	return fmt.Errorf("%q is not the ARN of an instance profile; they look like arn:aws:iam::111122223333:instance-profile/NAME", s)
}

func checkKMSKey(s string) error {
	if regexp.MustCompile(`^(alias/[\w/-]+|(mrk-)?[0-9a-f-]{32,36}|arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)/[\w/-]+)$`).MatchString(s) {
		return nil
	}
	return fmt.Errorf("%q is no KMS key; give its ID, its ARN or alias/NAME", s)
}

func (o *order) checkTemplate(s string) error {
	if !regexp.MustCompile(`^lt-[0-9a-f]{8,17}$`).MatchString(s) {
		return fmt.Errorf("%q is not the ID of a launch template; they look like lt-0abcdef1234567890", s)
	}
	list, known := answered[ami.TemplateList](o.facts, ami.Templates{Where: o.at})
	if known && list.Find(s) == nil {
		return fmt.Errorf("there is no launch template %s in %s; choose one that is there, or leave it out", s, o.at.Region)
	}
	return nil
}

func checkVersion(s string) error {
	if n, err := strconv.Atoi(s); s == "$Latest" || s == "$Default" || err == nil && n > 0 {
		return nil
	}
	return fmt.Errorf("%q is no version of a launch template; give its number, $Latest or $Default", s)
}

// check holds every value to its field, and then the fields to each other. The
// form asks the same checks one by one.
func (o *order) check(fields []Field) error {
	for _, f := range fields {
		for _, v := range o.values[f.Name] {
			if v == "" || f.Check == nil || f.Name == "profile-arn" && o.asked.One(f.Name) == "" { // a template may name the profile without its ARN
				continue
			}
			if err := f.Check(v); err != nil {
				return err
			}
		}
	}
	v := o.values
	switch {
	case o.checkGiven() != nil:
		return o.checkGiven()
	case v.One(spotPriceField) != "" && !v.On("spot"):
		return errors.New("a price is given (spot-price) and no Spot Instances are asked for (spot); turn them on, or leave the price out")
	case v.One("template-version") != "" && v.One("template") == "":
		return errors.New("a version is named and no launch template (template); name both")
	case v.One("type") == "" && o.template != nil:
		return fmt.Errorf("the launch template names no instance type; give one (type), such as t3.micro")
	case v.One("type") == "" && !o.unread():
		return errors.New("the instance type is missing (type); give one, such as t3.micro, or a launch template that names one")
	}
	if list, known := o.subnets(); known && v.One("subnet") == "" && !o.unread() && o.network() == "" {
		return fmt.Errorf("%s has no default network; name a subnet (subnet): there is %s", o.at.Region, or(some(list, subnetPlace), "none"))
	}
	if err := o.checkDevicesOnce(); err != nil {
		return err
	}
	if _, err := o.launchTags(); err != nil {
		return err
	}
	_, err := o.root()
	return err
}
