package op

import (
	"fmt"
	"strconv"

	"tami/model/ami"
)

// hopField is the field of the hop limit, named as AWS names it.
const hopField = "http-put-response-hop-limit"

// The hop limits that AWS takes, and those it sets by itself: for an image that
// asks for IMDSv2, and for others where the account says nothing.
const (
	mostHops     = 64
	hopsOfIMDSv2 = 2
	usualHops    = 1
)

// metadataFields ask how programs on the instances may ask what their instance
// is and may do.
func (o *order) metadataFields() []Field {
	return []Field{
		{Name: "http-endpoint", Label: "Metadata service", Help: "whether the metadata service answers at all: image, enabled or disabled", Value: "WORD", Kind: Choose, Default: []string{asImage},
			Choices: []Choice{{Value: asImage, Label: "as usual"}, {Value: "enabled", Label: "on"}, {Value: "disabled", Label: "off"}}},
		{Name: "http-tokens", Label: "Metadata tokens", Help: "whether metadata takes a token (IMDSv2): image, required or optional", Value: "WORD", Kind: Choose, Default: []string{asImage}, Check: o.checkTokens,
			Choices: []Choice{{Value: asImage, Label: "as the image says"}, {Value: "required", Label: "required"}, {Value: "optional", Label: "optional"}}},
		{Name: hopField, Label: "Metadata hops", Help: "how many hops an answer of the metadata service goes, from 1 to 64", Value: "N", Kind: Text, Check: o.checkHops},
	}
}

// metadataOff reports that the launch itself turns the metadata service off.
func (o *order) metadataOff() bool { return o.asked.One("http-endpoint") == "disabled" }

func (o *order) checkTokens(s string) error {
	if s != asImage && o.metadataOff() {
		return fmt.Errorf("nothing asks for tokens while the metadata service is off (http-endpoint); leave them as the image says")
	}
	return nil
}

func (o *order) checkHops(s string) error {
	switch n, err := strconv.Atoi(s); {
	case err != nil || n < 1 || n > mostHops:
		return fmt.Errorf("%q is no hop limit; give a number from 1 to %d", s, mostHops)
	case o.metadataOff() && o.asked.One(hopField) != "":
		return fmt.Errorf("no answer goes anywhere while the metadata service is off (http-endpoint); leave the hops empty")
	}
	return nil
}

// usualHopWords is the hop limit that AWS sets by itself.
func (o *order) usualHopWords() string {
	switch {
	case o.metadataOff():
		return ""
	case o.img.IMDS.Raw() == "v2.0":
		return strconv.Itoa(hopsOfIMDSv2) + ", of the image, which asks for IMDSv2"
	}
	return strconv.Itoa(usualHops) + ", unless the account says otherwise"
}

// setMetadata writes into the call what the launch says of the metadata service.
func (o *order) setMetadata(call *RunInstances) {
	if word := o.asked.One("http-endpoint"); word != asImage {
		call.Endpoint = word
	}
	if word := o.asked.One("http-tokens"); word != asImage {
		call.Tokens = word
	}
	if n, err := strconv.Atoi(o.asked.One(hopField)); err == nil && n > 0 && n <= mostHops {
		call.HopLimit = int32(n)
	}
}

// sayMetadata says what the choices about the metadata service come to.
func (d *draft) sayMetadata(one subject, o *order) {
	if one.img.IMDS.Raw() == "v2.0" && o.values.One("http-tokens") == "optional" {
		d.say(Warn, "Metadata is answered without a token too (IMDSv1), though the image asks for IMDSv2.")
	}
	hops, _ := strconv.Atoi(o.values.One(hopField))
	switch off := o.values.One("http-endpoint") == "disabled"; {
	case off:
		d.sayMetadataOff(o)
	case hops == 1:
		d.say(Note, "With a hop limit of 1 the metadata service does not answer what runs in containers of a network of their own.")
	case hops > hopsOfIMDSv2:
		d.say(Warn, "With a hop limit of %d, answers of the metadata service, credentials of the role among them, may go further than to containers on the instance; for those, %d are enough.", hops, hopsOfIMDSv2)
	}
}

// sayMetadataOff names what most systems read from the metadata service as they
// start, and now cannot.
func (d *draft) sayMetadataOff(o *order) {
	var lost []string
	for _, f := range [][2]string{{"key", "the SSH key"}, {secretField, "the user data"}, {"profile-arn", "the credentials of the instance profile"}} {
		if o.values.One(f[0]) != "" || f[0] == secretField && o.template != nil && !o.template.UserData.IsZero() {
			lost = append(lost, f[1])
		}
	}
	if len(lost) == 0 {
		d.say(Note, "The metadata service is off: programs on the instances cannot ask what they run on.")
		return
	}
	d.say(Warn, "The metadata service is off, where systems read %s: the instances do without, unless the image knows another way.", listed(lost))
}

// metadataArgument is what the AWS CLI takes of the metadata service, "" where
// nothing is said of it.
func (c RunInstances) metadataArgument() string {
	var pairs []string
	if c.Tokens != "" {
		pairs = append(pairs, "HttpTokens", c.Tokens)
	}
	if c.HopLimit > 0 {
		pairs = append(pairs, "HttpPutResponseHopLimit", strconv.Itoa(int(c.HopLimit)))
	}
	if c.Endpoint != "" {
		pairs = append(pairs, "HttpEndpoint", c.Endpoint)
	}
	return shorthand(pairs...)
}

// metadataOf are the values that a launch template gives.
func metadataOf(t *ami.TemplateVersion) (endpoint, hops string) {
	if t.HopLimit > 0 {
		hops = strconv.Itoa(int(t.HopLimit))
	}
	return t.Endpoint.Raw(), hops
}
