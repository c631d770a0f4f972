package sim

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strconv"
)

// paging is the part of a request that asks for one page.
type paging struct {
	MaxResults *int
	NextToken  string
}

// pageRule is what an operation says about page sizes and tokens.
type pageRule struct {
	smallest, largest int
	// fallback is the page size when none is asked for; 0 gives everything.
	fallback int
	// clamps says that a page size beyond the largest is taken as the largest.
	clamps bool
	// noIDs names the list of IDs that must not come with a page size.
	noIDs string
	// badToken is the error code for a token that is not good for this request.
	badToken string
	// badSize is the error code for a page size out of bounds.
	badSize string
}

// manyRule is the rule of most EC2 listings: 5 to 1,000 a page, never with IDs.
func manyRule(noIDs string) pageRule {
	return pageRule{smallest: 5, largest: 1000, noIDs: noIDs, badToken: "InvalidNextToken"}
}

// size gives how many results a page takes, 0 for all.
func (rule pageRule) size(p paging, hasIDs bool) (int, error) {
	if p.MaxResults == nil {
		return rule.fallback, nil
	}
	n := *p.MaxResults
	code := rule.badSize
	if code == "" {
		code = "InvalidParameterValue"
	}
	switch {
	case hasIDs && rule.noIDs != "":
		return 0, refuse("InvalidParameterCombination",
			"The parameter %s cannot be used with the parameter maxResults", rule.noIDs)
	case n < rule.smallest:
		return 0, refuse(code, "Value ( %d ) for parameter maxResults is invalid. Expecting a value greater than or equal to %d.", n, rule.smallest)
	case n > rule.largest && !rule.clamps:
		return 0, refuse(code, "Value ( %d ) for parameter maxResults is invalid. Expecting a value less than or equal to %d.", n, rule.largest)
	default:
		return min(n, rule.largest), nil
	}
}

// page gives the wanted resources of the shelves, from where the token says to
// where the page is full, and the token of the next page when there is one.
func page[T any](c *call, p paging, rule pageRule, hasIDs bool, want func(*T) bool, shelves ...*shelf[T]) (found []*T, next string, err error) {
	size, err := rule.size(p, hasIDs)
	if err != nil {
		return nil, "", err
	}
	if most := c.account.pageSize; most > 0 {
		size = min(cmp.Or(size, most), most)
	}
	start := uint64(0)
	if p.NextToken != "" {
		var ok bool
		if start, ok = c.openToken(p.NextToken); !ok {
			return nil, "", refuse(rule.badToken, "The specified pagination token is not valid")
		}
	}
	for _, s := range shelves {
		for i := s.from(start); i < len(s.items); i++ {
			if !want(s.items[i]) {
				continue
			}
			if size > 0 && len(found) == size {
				return found, c.sealToken(s.numbers[i]), nil
			}
			found = append(found, s.items[i])
		}
	}
	return found, "", nil
}

const tokenSeal = 16

// sealToken makes the token of the page that starts at number n. The token holds
// a digest of the request, so that it is no good for another one.
func (c *call) sealToken(n uint64) string {
	b := binary.BigEndian.AppendUint64(nil, n)
	return base64.RawURLEncoding.EncodeToString(append(c.tokenDigest(n), b...))
}

func (c *call) openToken(token string) (uint64, bool) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) != tokenSeal+8 {
		return 0, false
	}
	n := binary.BigEndian.Uint64(b[tokenSeal:])
	return n, string(c.tokenDigest(n)) == string(b[:tokenSeal])
}

func (c *call) tokenDigest(n uint64) []byte {
	sum := sha256.Sum256([]byte(c.service.name + "/" + c.action + "/" + c.place.name + "/" + c.caller + "/" +
		strconv.FormatUint(n, 10) + "/" + c.request.essence()))
	return sum[:tokenSeal]
}
