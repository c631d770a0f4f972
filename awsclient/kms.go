package awsclient

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"

	"tami/model/ami"
	"tami/model/text"
)

// aliasesPerPage is the largest page that KMS gives.
const aliasesPerPage = 100

// aliases lists the names of the keys of a place.
func (c *Client) aliases(ctx context.Context, n ami.Aliases, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		w := newWords()
		list := []ami.Alias{}
		p := c.walk(ctx, chain{s: s, at: n.Where, action: "kms:ListAliases",
			ask: func(ctx context.Context, token *string) (int, *string, error) {
				out, err := s.kms(n.Region).ListAliases(ctx, &kms.ListAliasesInput{Limit: new(int32(aliasesPerPage)), Marker: token})
				if err != nil {
					return 0, nil, err
				}
				for _, k := range out.Aliases {
					list = append(list, ami.Alias{Name: safe(k.AliasName), KeyID: w.one(value(k.TargetKeyId))})
				}
				return len(out.Aliases), out.NextMarker, nil
			}})
		if p != nil {
			return nil, p
		}
		return ami.AliasList{List: list}, nil
	})
}

// key asks who manages a key and whom its policy lets use it. Where only the
// policy may not be read, the rest stands; the policies of AWS's own keys are
// not asked for, since they let nobody else in.
func (c *Client) key(ctx context.Context, n ami.Key, a *answer) {
	c.whole(ctx, n.Where, a, func(s *session) (ami.Body, *ami.Problem) {
		var out *kms.DescribeKeyOutput
		p := c.call(ctx, s, n.Where, "kms:DescribeKey", func(ctx context.Context) (err error) {
			out, err = s.kms(n.Region).DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: &n.ARN})
			return err
		})
		if p != nil {
			return nil, p
		}
		var k ami.KeyBody
		if m := out.KeyMetadata; m != nil {
			k = ami.KeyBody{ManagedBy: text.Clean(string(m.KeyManager)), State: text.Clean(string(m.KeyState)), Deleted: dateOf(m.DeletionDate)}
		}
		if k.ManagedBy.Raw() != string(kmstypes.KeyManagerTypeAws) {
			var policy *kms.GetKeyPolicyOutput
			k.Missing = c.call(ctx, s, n.Where, "kms:GetKeyPolicy", func(ctx context.Context) (err error) {
				policy, err = s.kms(n.Region).GetKeyPolicy(ctx, &kms.GetKeyPolicyInput{KeyId: &n.ARN, PolicyName: new("default")})
				return err
			})
			if k.Missing == nil {
				k.Accounts, k.Others = decryptors([]byte(value(policy.Policy)))
			}
		}
		return k, nil
	})
}

// keyStatement is what matters of a statement of a key's policy.
type keyStatement struct {
	Effect    string
	Action    oneOrMany
	Principal principal
}

// oneOrMany is a word or a list of words, as policies have both.
type oneOrMany []string

// UnmarshalJSON implements json.Unmarshaler.
func (o *oneOrMany) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*o = oneOrMany{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(o))
}

// principal is who a statement is for: "*", or lists by kind.
type principal struct {
	everybody bool
	AWS       oneOrMany
}

// UnmarshalJSON implements json.Unmarshaler.
func (p *principal) UnmarshalJSON(raw []byte) error {
	if string(raw) == `"*"` {
		p.everybody = true
		return nil
	}
	var kinds struct{ AWS oneOrMany }
	err := json.Unmarshal(raw, &kinds)
	p.AWS = kinds.AWS
	return err
}

// decryptors are the accounts that a key's policy lets decrypt, and whether it
// lets in more than can be listed. Conditions are not weighed: a statement that
// has one counts as if it held.
func decryptors(policy []byte) (accounts []text.Safe, others bool) {
	var doc struct{ Statement []keyStatement }
	if json.Unmarshal(policy, &doc) != nil {
		return nil, len(policy) > 0
	}
	for _, s := range doc.Statement {
		if s.Effect != "Allow" || !slices.ContainsFunc(s.Action, decrypts) {
			continue
		}
		others = others || s.Principal.everybody
		for _, who := range s.Principal.AWS {
			account := who
			if parts := strings.Split(who, ":"); len(parts) > 4 {
				account = parts[4]
			}
			if !ami.IsAccountID(account) {
				others = true
			} else if one := text.Clean(account); !slices.Contains(accounts, one) {
				accounts = append(accounts, one)
			}
		}
	}
	return accounts, others
}

func decrypts(action string) bool {
	switch strings.ToLower(action) {
	case "*", "kms:*", "kms:decrypt", "kms:de*", "kms:decrypt*":
		return true
	}
	return false
}
