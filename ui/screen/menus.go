package screen

import (
	"bytes"
	"slices"
	"strings"

	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/themes"
)

// NewPalette is every command that means something here, to be found by name.
func NewPalette(live []keymap.Binding, g themes.Glyphs) Screen {
	var choices []choice
	for _, b := range live {
		if b.ID == "app.palette" || strings.HasPrefix(string(b.ID), "cursor.") {
			continue
		}
		key := ""
		if len(b.Keys) > 0 {
			key = keymap.Display(b.Keys[0], g.ASCII)
		}
		choices = append(choices, choice{label: b.Title, hint: b.Help, key: key, effect: []Effect{Run{b.ID}}})
	}
	m := newMenu("Commands", choices)
	m.empty = "no command is called so; esc leaves"
	return m
}

// NewSources asks which images to show.
func NewSources(now ami.Source) Screen {
	var choices []choice
	for _, c := range []struct {
		kind ami.SourceKind
		hint string
	}{
		{ami.Mine, "images that this account owns"},
		{ami.SharedToMe, "images that others share with this account"},
		{ami.Amazon, "images that Amazon publishes, verified"},
		{ami.Marketplace, "images of the AWS Marketplace"},
		{ami.Community, "public images of anybody: check the owner"},
		{ami.All, "mine, shared and every public one: many, and slow"},
	} {
		choices = append(choices, choice{
			label: string(c.kind), hint: c.hint, now: now.Kind == c.kind,
			effect: []Effect{UseSource{ami.Source{Kind: c.kind}}},
		})
	}
	for _, c := range []struct{ path, hint string }{
		{ami.ExamplePath, "newest Amazon Linux"},
		{"/aws/service/canonical/ubuntu/server", "newest Ubuntu of each release"},
		{"/aws/service/ami-windows-latest", "newest Windows"},
	} {
		choices = append(choices, choice{
			label: c.path, hint: c.hint, now: now.Path == c.path,
			effect: []Effect{UseSource{ami.Source{Kind: ami.Parameters, Path: c.path}}},
		})
	}
	m := newMenu("Show images from", choices)
	m.offer = "or type an account ID, or a path of SSM parameters"
	m.typed = func(text string) (choice, bool) {
		from, err := ami.ParseSource(text)
		m.empty = "type mine, amazon, …, a 12-digit account ID or a path of SSM parameters"
		if err != nil && strings.HasPrefix(text, "/") {
			m.empty = strings.TrimPrefix(err.Error(), "--from ")
		}
		switch {
		case err == nil && from.Kind == ami.Account:
			return choice{label: "account " + text, hint: "images of that account that we may see", effect: []Effect{UseSource{from}}}, true
		case err == nil && from.Kind == ami.Parameters && !offered(choices, from.Path):
			return choice{label: from.Path, hint: "images that these SSM parameters name", effect: []Effect{UseSource{from}}}, true
		}
		return choice{}, false
	}
	return m
}

func offered(choices []choice, label string) bool {
	return slices.ContainsFunc(choices, func(c choice) bool { return c.label == label })
}

// NewThemes asks which colours to use.
func NewThemes(now string) Screen {
	var choices []choice
	for _, name := range themes.Names() {
		choices = append(choices, choice{label: name, now: name == now, effect: []Effect{UseTheme{name}}})
	}
	return newMenu("Theme", choices)
}

// NewCopies asks what to copy of an image.
func NewCopies(e Env, at ami.Where, img *ami.Image) Screen {
	id := img.ID.String()
	doc, err := model.ASCIIJSON(img, "  ")
	if err != nil {
		doc = err.Error()
	}
	var choices []choice
	for _, c := range []struct{ label, text string }{
		{"ID", id},
		{"name", img.Name.String()},
		{"ARN", "arn:" + partition(at.Region) + ":ec2:" + at.Region + "::image/" + id},
		{"AWS CLI command", cliCommand(at, id)},
		{"owner account", img.OwnerID.String()},
		{"JSON", doc},
	} {
		hint := c.text
		if c.label == "JSON" {
			hint = "the whole description, as the AWS CLI prints it"
		}
		choices = append(choices, choice{label: c.label, hint: hint, effect: []Effect{Copy{Text: c.text, What: c.label}}})
	}
	return newMenu("Copy", choices)
}

func cliCommand(at ami.Where, id string) string {
	cmd := "aws ec2 describe-images --region " + at.Region + " --image-ids " + id
	if at.Profile != "" {
		cmd += " --profile " + quote(at.Profile)
	}
	return cmd
}

// quote makes a word safe for a POSIX shell.
func quote(s string) string {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' || r == '/') {
			return "'" + replaceQuote(s) + "'"
		}
	}
	return s
}

func replaceQuote(s string) string {
	var b bytes.Buffer
	for _, r := range s {
		if r == '\'' {
			b.WriteString(`'\''`)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// partition is the part of the AWS cloud that a region is in, as ARNs name it.
func partition(region string) string {
	switch {
	case len(region) > 3 && region[:3] == "cn-":
		return "aws-cn"
	case len(region) > 7 && region[:7] == "us-gov-":
		return "aws-us-gov"
	}
	return "aws"
}
