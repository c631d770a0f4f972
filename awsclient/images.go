package awsclient

import (
	"context"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

const describeImages = "ec2:DescribeImages"

// listing is one chain of DescribeImages pages, and which of its images count.
type listing struct {
	owners     []string
	executable []string
	filters    []types.Filter
	keep       func(*ami.Image) bool // nil keeps all
}

// publicImages is the filter that every image open to everybody passes.
func publicImages() []types.Filter {
	return []types.Filter{{Name: new("is-public"), Values: []string{"true"}}}
}

// listingsOf says which requests answer a source. EC2 has no filter for "owned
// by nobody it vouches for": of the public images the aliased ones are dropped
// as they stream, and so are our own of those shared with us. mine answers our
// account, "" where it is not known; it is asked when images have come.
func listingsOf(from ami.Source, mine func() string) []listing {
	notMine := func(i *ami.Image) bool { return mine() == "" || i.OwnerID.Raw() != mine() }
	own := listing{owners: []string{"self"}}
	shared := listing{executable: []string{"self"}, keep: notMine}
	public := listing{filters: publicImages()}
	switch from.Kind {
	case ami.SharedToMe:
		return []listing{shared}
	case ami.Amazon:
		return []listing{{owners: []string{"amazon"}}}
	case ami.Marketplace:
		return []listing{{owners: []string{"aws-marketplace"}}}
	case ami.Community:
		public.keep = func(i *ami.Image) bool { return i.OwnerAlias.IsZero() }
		return []listing{public}
	case ami.All:
		return []listing{own, shared, public}
	case ami.Account:
		return []listing{{owners: []string{from.Account}}}
	case ami.Mine, ami.Parameters: // parameters are read elsewhere
	}
	return []listing{own}
}

// images lists the images of a source, page by page.
func (c *Client) images(ctx context.Context, n ami.Images, a *answer) {
	s, p := c.placed(ctx, n.Where)
	if p != nil {
		a.done(nil, p)
		return
	}
	if n.From.Kind == ami.Parameters {
		c.imagesByPath(ctx, s, n, a)
		return
	}
	old := c.recall(ctx, s, n, a)
	defer old.stop()
	r := &imageReader{client: c, session: s, at: n.Where, answer: a, words: newWords(), seen: map[string]bool{}, recalled: old}
	listings := listingsOf(n.From, c.ourAccount(ctx, s, n.From))
	for i, l := range listings {
		r.last = i == len(listings)-1
		if p := r.read(ctx, l); p != nil {
			old.wait()
			a.done(nil, p) // the pages that came before stay
			return
		}
	}
	c.keep(ctx, s, n, a, r.kept)
}

// ourAccount begins to ask for the session's account, where a source needs to
// know it, and answers it when it is wanted: images and account are asked for
// at the same time.
func (c *Client) ourAccount(ctx context.Context, s *session, from ami.Source) func() string {
	ask := sync.OnceValue(func() string {
		id, p := c.identify(ctx, s)
		if p != nil {
			return ""
		}
		return id.Account.Raw()
	})
	if from.Kind == ami.SharedToMe || from.Kind == ami.All {
		go ask()
	}
	return ask
}

// placed returns the session for a place that can be asked.
func (c *Client) placed(ctx context.Context, at ami.Where) (*session, *ami.Problem) {
	if at.Region == "" {
		return nil, noRegion(at.Profile)
	}
	if err := ami.CheckRegion(at.Region); err != nil {
		return nil, badRegion(at.Region, err)
	}
	return c.signedIn(ctx, at)
}

// imageReader says the images of a need as their pages come, each image once.
type imageReader struct {
	client  *Client
	session *session
	at      ami.Where
	answer  *answer
	words   *words
	seen    map[string]bool
	last    bool // no listing follows the one being read

	recalled *recollection
	kept     []*ami.Image // what has been said, where it is to be kept
}

func (r *imageReader) read(ctx context.Context, l listing) *ami.Problem {
	return r.client.walk(ctx, chain{s: r.session, at: r.at, action: describeImages,
		ask: func(ctx context.Context, token *string) (int, *string, error) {
			page, err := r.client.readImages(ctx, r.session, r.at.Region, &ec2.DescribeImagesInput{
				Owners: l.owners, ExecutableUsers: l.executable, Filters: l.filters,
				IncludeDeprecated: new(true), IncludeDisabled: new(true),
				MaxResults: new(int32(pageSize)), NextToken: token,
			}, r.words)
			if err != nil {
				return 0, nil, err
			}
			before := len(r.seen)
			page.images = slices.DeleteFunc(page.images, func(i ami.Image) bool { return !r.fresh(&i, l) })
			r.recalled.stop() // what is old comes first, or not at all
			if r.client.caches() {
				for i := range page.images {
					r.kept = append(r.kept, &page.images[i])
				}
			}
			sayPage(r.answer, ami.ImagePage{Images: page.images}, len(page.images), r.last && value(page.next) == "")
			return len(r.seen) - before, page.next, nil
		}})
}

// fresh notes an image and reports whether it is to be said: it counts, and it
// was not said before.
func (r *imageReader) fresh(i *ami.Image, l listing) bool {
	id := i.ID.Raw()
	if r.seen[id] {
		return false
	}
	r.seen[id] = true
	return l.keep == nil || l.keep(i)
}
