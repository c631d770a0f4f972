package sim

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// keyed is a region with a key of the account's, one of AWS's and a dying one.
func keyed() RegionSeed {
	return RegionSeed{KmsKeys: []KmsKey{
		{KeyId: "11111111-1111-4111-8111-111111111111", Aliases: []string{"alias/prod", "alias/prod-2026"}, CreationDate: "2026-11-21T12:00:00Z", Description: "ours", Policy: `{"Statement":[]}`},
		{KeyId: "22222222-2222-4222-8222-222222222222", Aliases: []string{"alias/aws/ebs"}, KeyManager: "AWS"},
		{KeyId: "33333333-3333-4333-8333-333333333333", Arn: "arn:aws:kms:us-east-1:111122223333:key/33333333-3333-4333-8333-333333333333", KeyState: "PendingDeletion", DeletionDate: "2026-12-01T00:00:00.500Z", KeySpec: "RSA_2048"},
	}}
}

// keyAnswer is what the Key Management Service answers.
type keyAnswer struct {
	Type        string `json:"__type"`
	Message     string
	KeyMetadata map[string]any
	Aliases     []map[string]any
	NextMarker  string
	Truncated   bool
	Policy      string
	PolicyName  string
}

func askKMS(t *testing.T, a *Account, action, body string) keyAnswer {
	t.Helper()
	var got keyAnswer
	if err := json.Unmarshal([]byte(ask(a).json(t, "kms", "TrentService."+action, body).body), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestKeysAreFound by ID, alias and the ARN of either, in all operations that take them.
func TestKeysAreFound(t *testing.T) {
	a := open(t, inHome(keyed()))
	const ours = "11111111-1111-4111-8111-111111111111"
	const arn = "arn:aws:kms:us-east-1:111122223333:"
	for id, want := range map[string]string{
		ours: ours, arn + "key/" + ours: ours, "alias/prod": ours, arn + "alias/prod-2026": ours, "alias/aws/ebs": "22222222-2222-4222-8222-222222222222",
		"44444444":           "NotFoundException Key 'arn:aws:kms:us-east-1:111122223333:key/44444444' does not exist",
		"alias/no":           "NotFoundException Alias arn:aws:kms:us-east-1:111122223333:alias/no is not found.",
		arn + "key/44444444": "NotFoundException Key '" + arn + "key/44444444' does not exist", arn + "alias/no": "NotFoundException Alias " + arn + "alias/no is not found.",
		"arn:aws:kms:eu-west-1:111122223333:key/" + ours: "InvalidArnException Invalid arn eu-west-1", "arn:aws:kms": "InvalidArnException Invalid arn arn:aws:kms",
		"arn:aws:ec2:us-east-1:111122223333:key/" + ours:     "InvalidArnException Invalid arn arn:aws:ec2:us-east-1:111122223333:key/" + ours,
		"arn:aws:kms:us-east-1:" + stranger + ":key/" + ours: "AccessDeniedException User: arn:aws:iam::111122223333:user/tami is not authorized to perform: kms:DescribeKey on resource: arn:aws:kms:us-east-1:" + stranger + ":key/" + ours + " because no resource-based policy allows the kms:DescribeKey action",
		"": "ValidationException 1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
	} {
		got := askKMS(t, a, "DescribeKey", fmt.Sprintf(`{"KeyId":%q,"GrantTokens":["x"]}`, id))
		said := fmt.Sprint(got.KeyMetadata["KeyId"])
		if got.Type != "" {
			said = got.Type + " " + got.Message
		}
		if said != want {
			t.Errorf("%s: got %s, want %s", id, said, want)
		}
		kind, _, _ := strings.Cut(want, " ")
		if strings.HasSuffix(kind, "Exception") && id != "" {
			for _, action := range []string{"ListAliases", "GetKeyPolicy"} {
				if got := askKMS(t, a, action, fmt.Sprintf(`{"KeyId":%q}`, id)); got.Type != kind && (action != "GetKeyPolicy" || got.Type != "NotFoundException") {
					t.Errorf("%s %s: got %s, want %s", action, id, got.Type, kind)
				}
			}
		}
	}
}

// TestDescribeKey: what the seed says, and AWS's words for what it leaves out;
// aliases and policies are told elsewhere.
func TestDescribeKey(t *testing.T) {
	a := open(t, inHome(keyed()))
	for id, want := range map[string]string{
		"alias/prod": `{"KeyMetadata":{"AWSAccountId":"111122223333","KeyId":"11111111-1111-4111-8111-111111111111","Arn":"arn:aws:kms:us-east-1:111122223333:key/11111111-1111-4111-8111-111111111111",` +
			`"Enabled":true,"Description":"ours","KeyUsage":"ENCRYPT_DECRYPT","KeyState":"Enabled","Origin":"AWS_KMS","KeyManager":"CUSTOMER",` +
			`"CustomerMasterKeySpec":"SYMMETRIC_DEFAULT","KeySpec":"SYMMETRIC_DEFAULT","CreationDate":1795262400}}`,
		"33333333-3333-4333-8333-333333333333": `{"KeyMetadata":{"AWSAccountId":"111122223333","KeyId":"33333333-3333-4333-8333-333333333333","Arn":"arn:aws:kms:us-east-1:111122223333:key/33333333-3333-4333-8333-333333333333",` +
			`"Enabled":false,"Description":"","KeyUsage":"ENCRYPT_DECRYPT","KeyState":"PendingDeletion","Origin":"AWS_KMS","KeyManager":"CUSTOMER",` +
			`"CustomerMasterKeySpec":"RSA_2048","KeySpec":"RSA_2048","DeletionDate":1796083200.5}}`,
	} {
		if got := ask(a).json(t, "kms", "TrentService.DescribeKey", fmt.Sprintf(`{"KeyId":%q}`, id)).body; got != want {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want)
		}
	}
}

// TestListAliases says which aliases a request gives, page by page.
func TestListAliases(t *testing.T) {
	a := open(t, inHome(keyed()))
	for body, want := range map[string]string{
		`{}`: "alias/prod alias/prod-2026 alias/aws/ebs", `{"KeyId":"alias/prod"}`: "alias/prod alias/prod-2026",
		`{"KeyId":"33333333-3333-4333-8333-333333333333"}`: "", `{"Limit":2}`: "alias/prod alias/prod-2026 +",
		`{"Limit":0}`: "ValidationException", `{"Limit":1001}`: "ValidationException", `{"Marker":"x"}`: "InvalidMarkerException",
	} {
		got := askKMS(t, a, "ListAliases", body)
		var said []string
		for _, alias := range got.Aliases {
			said = append(said, fmt.Sprint(alias["AliasName"]))
		}
		if got.Truncated {
			said = append(said, "+")
		}
		if text := got.Type + strings.Join(said, " "); text != want || got.Truncated != (got.NextMarker != "") {
			t.Errorf("%s: got %s, want %s", body, text, want)
		}
	}
	first := askKMS(t, a, "ListAliases", `{"Limit":2}`)
	rest := askKMS(t, a, "ListAliases", fmt.Sprintf(`{"Limit":5,"Marker":%q}`, first.NextMarker))
	if len(rest.Aliases) != 1 || rest.Truncated {
		t.Errorf("the second page: %v", rest)
	}
	if got := first.Aliases[0]; got["AliasArn"] != "arn:aws:kms:us-east-1:111122223333:alias/prod" || got["TargetKeyId"] != "11111111-1111-4111-8111-111111111111" || got["CreationDate"] != 1795262400.0 {
		t.Errorf("an alias: %v", got)
	}
}

// TestGetKeyPolicy: the seed's policy, or the one of a new key.
func TestGetKeyPolicy(t *testing.T) {
	a := open(t, inHome(keyed()))
	if got := askKMS(t, a, "GetKeyPolicy", `{"KeyId":"11111111-1111-4111-8111-111111111111"}`); got.Policy != `{"Statement":[]}` || got.PolicyName != "default" {
		t.Errorf("the seed's: %+v", got)
	}
	got := askKMS(t, a, "GetKeyPolicy", `{"KeyId":"22222222-2222-4222-8222-222222222222","PolicyName":"default"}`)
	var policy struct {
		Version   string
		Statement []struct {
			Effect, Action, Resource string
			Principal                map[string]string
		}
	}
	if err := json.Unmarshal([]byte(got.Policy), &policy); err != nil || policy.Version != "2012-10-17" || policy.Statement[0].Principal["AWS"] != "arn:aws:iam::111122223333:root" {
		t.Errorf("a new key's: %s %v", got.Policy, err)
	}
	for body, want := range map[string]string{
		`{"KeyId":"alias/prod"}`: "NotFoundException", `{}`: "ValidationException",
		`{"KeyId":"22222222-2222-4222-8222-222222222222","PolicyName":"mine"}`: "NotFoundException",
	} {
		if got := askKMS(t, a, "GetKeyPolicy", body); got.Type != want {
			t.Errorf("%s: got %s, want %s", body, got.Type, want)
		}
	}
}
