package sim

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// kmsProtocol is how the Key Management Service is asked. Its target is not its name.
func kmsProtocol() protocol { return awsJSON{"TrentService"} }

func kmsOperations() map[string]operation {
	return map[string]operation{
		"DescribeKey":  reads(describeKey),
		"GetKeyPolicy": reads(keyPolicy),
		"ListAliases":  reads(listAliases),
	}
}

// namedKey finds the key that a request names by ID, alias, or the ARN of either.
func (c *call) namedKey(name string) (*KmsKey, error) {
	if name == "" {
		return nil, refuse("ValidationException", "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null")
	}
	full := name
	switch {
	case strings.HasPrefix(name, "arn:"):
		if err := c.checkKeyARN(name); err != nil {
			return nil, err
		}
	case strings.HasPrefix(name, "alias/"):
		full = c.arn("kms", name)
	default:
		full = c.arn("kms", "key/"+name)
	}
	key := c.key(name)
	switch {
	case key != nil:
		return key, nil
	case strings.Contains(full, ":alias/"):
		return nil, refuse("NotFoundException", "Alias %s is not found.", full)
	default:
		return nil, refuse("NotFoundException", "Key '%s' does not exist", full)
	}
}

// checkKeyARN refuses what is no ARN of a key here, and keys of other accounts:
// the policies of those are not known.
func (c *call) checkKeyARN(arn string) error {
	parts := strings.SplitN(arn, ":", 6)
	switch {
	case len(parts) < 6 || parts[2] != "kms" || !strings.HasPrefix(parts[5], "key/") && !strings.HasPrefix(parts[5], "alias/"):
		return refuse("InvalidArnException", "Invalid arn %s", arn)
	case parts[3] != c.place.name:
		return refuse("InvalidArnException", "Invalid arn %s", parts[3])
	case parts[4] != c.caller:
		return refuse("AccessDeniedException", "User: %s is not authorized to perform: kms:%s on resource: %s because no resource-based policy allows the kms:%s action",
			c.callerARN, c.action, arn, c.action)
	}
	return nil
}

// wireKey is a key with its times as the JSON protocols write them, and without
// what other operations tell.
type wireKey struct {
	KmsKey
	CreationDate epoch    `json:",omitempty"`
	DeletionDate epoch    `json:",omitempty"`
	ValidTo      epoch    `json:",omitempty"`
	Aliases      []string `json:",omitempty"`
	Policy       string   `json:",omitempty"`
}

type describeKeyInput struct {
	KeyId       string
	GrantTokens []string
}

type describeKeyResult struct{ KeyMetadata wireKey }

// describeKey tells of a key, with AWS's words for what the seed leaves out.
func describeKey(c *call, in *describeKeyInput) (out describeKeyResult, err error) {
	key, err := c.namedKey(in.KeyId)
	if err != nil {
		return out, err
	}
	k := wireKey{KmsKey: *key, CreationDate: epoch(key.CreationDate), DeletionDate: epoch(key.DeletionDate), ValidTo: epoch(key.ValidTo)}
	k.AWSAccountId, k.Arn = cmp.Or(key.AWSAccountId, c.caller), c.keyARN(key.KeyId)
	k.KeyState = cmp.Or(key.KeyState, "Enabled")
	k.Enabled = k.KeyState == "Enabled"
	k.KeyUsage, k.Origin, k.KeyManager = cmp.Or(key.KeyUsage, "ENCRYPT_DECRYPT"), cmp.Or(key.Origin, "AWS_KMS"), cmp.Or(key.KeyManager, "CUSTOMER")
	k.KeySpec = cmp.Or(key.KeySpec, key.CustomerMasterKeySpec, "SYMMETRIC_DEFAULT")
	k.CustomerMasterKeySpec = cmp.Or(key.CustomerMasterKeySpec, k.KeySpec)
	return describeKeyResult{k}, nil
}

type listAliasesInput struct {
	KeyId  string
	Limit  *int
	Marker string
}

type keyAlias struct {
	AliasName       string
	AliasArn        string
	TargetKeyId     string
	CreationDate    epoch `json:",omitempty"`
	LastUpdatedDate epoch `json:",omitempty"`
}

type listAliasesResult struct {
	Aliases    []*keyAlias
	NextMarker string `json:",omitempty"`
	Truncated  bool
}

// listAliases lists the aliases of the region's keys, or of one key.
func listAliases(c *call, in *listAliasesInput) (listAliasesResult, error) {
	out := listAliasesResult{Aliases: []*keyAlias{}}
	only := ""
	if in.KeyId != "" {
		key, err := c.namedKey(in.KeyId)
		if err != nil {
			return out, err
		}
		only = key.KeyId
	}
	all := &shelf[keyAlias]{}
	for n, key := range c.own.keys.items {
		for i, alias := range key.Aliases {
			made := epoch(key.CreationDate)
			all.items = append(all.items, &keyAlias{alias, c.arn("kms", alias), key.KeyId, made, made})
			all.numbers = append(all.numbers, c.own.keys.numbers[n]<<16|uint64(i))
		}
	}
	rule := pageRule{smallest: 1, largest: 1000, fallback: 50, badToken: "InvalidMarkerException", badSize: "ValidationException"}
	found, next, err := page(c, paging{in.Limit, in.Marker}, rule, false, func(a *keyAlias) bool { return only == "" || a.TargetKeyId == only }, all)
	out.Aliases = append(out.Aliases, found...)
	out.NextMarker, out.Truncated = next, next != ""
	return out, err
}

// policyName is the only name that a key's policy has.
const policyName = "default"

type keyPolicyInput struct{ KeyId, PolicyName string }

type keyPolicyResult struct{ Policy, PolicyName string }

// keyPolicy gives the policy of a key, which must be named by its ID or ARN. A key
// without one in the seed has the policy that AWS gives a new key.
func keyPolicy(c *call, in *keyPolicyInput) (out keyPolicyResult, err error) {
	if strings.Contains(in.KeyId, "alias/") {
		return out, refuse("NotFoundException", "Invalid keyId '%s'", in.KeyId)
	}
	key, err := c.namedKey(in.KeyId)
	switch {
	case err != nil:
		return out, err
	case !slices.Contains([]string{"", policyName}, in.PolicyName):
		return out, refuse("NotFoundException", "No such policy exists")
	}
	return keyPolicyResult{cmp.Or(key.Policy, firstPolicy(c.caller)), policyName}, nil
}

// firstPolicy is the policy of a key that nobody changed: its account may do all.
func firstPolicy(account string) string {
	type statement struct {
		Sid       string
		Effect    string
		Principal map[string]string
		Action    string
		Resource  string
	}
	text, err := json.MarshalIndent(struct {
		Version, Id string
		Statement   []statement
	}{"2012-10-17", "key-default-1", []statement{{
		"Enable IAM User Permissions", "Allow", map[string]string{"AWS": "arn:aws:iam::" + account + ":root"}, "kms:*", "*",
	}}}, "", "  ")
	if err != nil {
		panic("sim: a policy without a JSON form: " + err.Error())
	}
	return string(text)
}
