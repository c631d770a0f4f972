package awsclient

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
	"tami/model/text"
)

// How many versions of a launch template one request may name, and how many
// templates are asked about at the same time: within the request budget, and
// many groups need not wait for a request after the other.
const (
	versionsPerRequest = 200
	templatesAtOnce    = 8
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// versionWords is a version as groups write it, with the number that it stands
// for at the moment.
func versionWords(version string, number int64) string {
	switch {
	case !strings.HasPrefix(version, "$"):
		return "v" + version
	case number == 0:
		return version
	}
	return version + " (v" + strconv.FormatInt(number, 10) + ")"
}

// lookUpTemplates asks for the latest and the default version of all templates
// together, which is what most groups launch from, and then for what is missing of
// each template, some at a time. After a Problem that the next template would only
// meet again nothing more is asked.
func (l *launchables) lookUpTemplates(ctx context.Context) {
	p := l.lookUpTogether(ctx)
	var templates []template
	for t, versions := range l.versions {
		if slices.ContainsFunc(slices.Collect(maps.Values(versions)), func(f launchable) bool { return f == launchable{} }) {
			templates = append(templates, t)
		}
	}
	slices.SortFunc(templates, func(a, b template) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.name, b.name))
	})
	for some := range slices.Chunk(templates, templatesAtOnce) {
		problems := make([]*ami.Problem, len(some))
		var all sync.WaitGroup
		for i, t := range some {
			all.Go(func() { problems[i] = l.lookUpTemplate(ctx, t, p) })
		}
		all.Wait()
		p = cmp.Or(p, cmp.Or(problems...))
	}
}

// lookUpTogether reads the latest and the default version of every template of
// the place, as far as that takes fewer requests than asking about each. It gives
// the Problem that asking about one would meet as well.
func (l *launchables) lookUpTogether(ctx context.Context) *ami.Problem {
	pages := len(l.versions) / 2
	if pages == 0 {
		return nil
	}
	found, whole, p := l.client.readVersionPages(ctx, l.session, l.at, template{}, []string{ami.LatestVersion, defaultVersion}, pages)
	if p != nil {
		if ofOne(p) || p.Kind == ami.NotAWS { // an endpoint that has to be told which template
			return nil
		}
		return p
	}
	byTemplate := map[template][]types.LaunchTemplateVersion{}
	for i := range found {
		byID, byName := template{id: value(found[i].LaunchTemplateId)}, template{name: value(found[i].LaunchTemplateName)}
		byTemplate[byID] = append(byTemplate[byID], found[i])
		byTemplate[byName] = append(byTemplate[byName], found[i])
	}
	for t, versions := range l.versions {
		for v := range versions {
			if v == ami.LatestVersion && !whole {
				continue // the latest may stand on a page that was not read
			}
			if one := versionAmong(byTemplate[t], v); one != versionGone() {
				versions[v] = one
			}
		}
	}
	return nil
}

// lookUpTemplate finds the versions of one template that groups name, unless
// there is a Problem already. It gives the Problem that ended it, nil where it
// concerns this template alone.
func (l *launchables) lookUpTemplate(ctx context.Context, t template, p *ami.Problem) *ami.Problem {
	versions := l.versions[t]
	missing := slices.DeleteFunc(sortedKeys(versions), func(v string) bool { return versions[v] != launchable{} })
	for some := range slices.Chunk(missing, versionsPerRequest) {
		if p == nil {
			p = l.readVersions(ctx, t, some)
		}
		if ofOne(p) {
			p = l.oneByOne(ctx, t, some)
		}
		for _, v := range some {
			if p != nil && versions[v] == (launchable{}) {
				versions[v] = launchable{why: text.Clean(p.Title)}
			}
		}
	}
	return p
}

// ofOne reports a Problem with what was asked for and not with the asking: one
// version that is gone fails the whole request.
func ofOne(p *ami.Problem) bool {
	return p != nil && (p.Kind == ami.NotFound || p.Kind == ami.Refused && !p.Retry)
}

// oneByOne asks for each version alone, and notes what is wrong with which.
func (l *launchables) oneByOne(ctx context.Context, t template, versions []string) *ami.Problem {
	for _, v := range versions {
		p := l.readVersions(ctx, t, []string{v})
		switch {
		case p == nil:
		case p.Kind == ami.NotFound:
			l.versions[t][v] = versionGone()
		case ofOne(p):
			l.versions[t][v] = launchable{why: text.Clean(p.Title)}
		default:
			return p
		}
	}
	return nil
}

func versionGone() launchable {
	return launchable{why: text.Clean("the template or this version of it was not found")}
}

// readVersions reads some versions of a template.
func (l *launchables) readVersions(ctx context.Context, t template, versions []string) *ami.Problem {
	found, p := l.client.readTemplateVersions(ctx, l.session, l.at, t, versions)
	if p != nil {
		return p
	}
	for _, v := range versions {
		l.versions[t][v] = versionAmong(found, v)
	}
	return nil
}

// readTemplateVersions reads versions of a template, all of them where none is
// named, those that AWS services manage for the account included; without a
// template it reads $Latest and $Default of each. An endpoint that does not
// know that parameter yet is asked without it.
func (c *Client) readTemplateVersions(ctx context.Context, s *session, at ami.Where, t template, versions []string) ([]types.LaunchTemplateVersion, *ami.Problem) {
	found, _, p := c.readVersionPages(ctx, s, at, t, versions, maxPages)
	return found, p
}

// readVersionPages reads that many pages of them at most, and says whether these
// are all.
func (c *Client) readVersionPages(ctx context.Context, s *session, at ami.Where, t template, versions []string, pages int) (found []types.LaunchTemplateVersion, whole bool, p *ami.Problem) {
	managed := new(true)
	p = c.walk(ctx, chain{s: s, at: at, action: "ec2:DescribeLaunchTemplateVersions",
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			in := &ec2.DescribeLaunchTemplateVersionsInput{
				LaunchTemplateId: filled(t.id), LaunchTemplateName: filled(t.name), Versions: versions, NextToken: token, IncludeManagedResources: managed,
			}
			client := s.ec2(at.Region)
			out, err := client.DescribeLaunchTemplateVersions(ctx, in)
			if unknownParameter(err, "ManagedResources") {
				managed, in.IncludeManagedResources = nil, nil
				out, err = client.DescribeLaunchTemplateVersions(ctx, in)
			}
			if err != nil {
				return 0, nil, err
			}
			found = append(found, out.LaunchTemplateVersions...)
			whole = value(out.NextToken) == ""
			if pages--; pages <= 0 {
				return len(out.LaunchTemplateVersions), nil, nil
			}
			return len(out.LaunchTemplateVersions), out.NextToken, nil
		}})
	return found, whole, p
}

// versionAmong picks the version that a group means. The latest of a template
// is the one with the greatest number.
func versionAmong(found []types.LaunchTemplateVersion, version string) launchable {
	best := -1
	for i := range found {
		n := value(found[i].VersionNumber)
		switch {
		case version == "$Latest":
			if best < 0 || n > value(found[best].VersionNumber) {
				best = i
			}
		case version == defaultVersion && value(found[i].DefaultVersion),
			version == strconv.FormatInt(n, 10):
			best = i
		}
	}
	if best < 0 {
		return versionGone()
	}
	var image string
	if data := found[best].LaunchTemplateData; data != nil {
		image = value(data.ImageId)
	}
	l := imageNamed(image, "template")
	l.version = value(found[best].VersionNumber)
	return l
}
