package awsclient

import (
	"strings"
	"testing"

	"tami/model/ami"
)

func policy(statements string) []byte {
	return []byte(`{"Version":"2012-10-17","Statement":[` + statements + `]}`)
}

func TestWhomAKeyPolicyLetsDecrypt(t *testing.T) {
	const root = `"arn:aws:iam::222233334444:root"`
	for name, c := range map[string]struct {
		policy   string
		accounts string
		others   bool
	}{
		"a list of actions":      {`{"Effect":"Allow","Principal":{"AWS":` + root + `},"Action":["kms:CreateGrant","kms:Decrypt"],"Resource":"*"}`, "222233334444", false},
		"every action":           {`{"Effect":"Allow","Principal":{"AWS":[` + root + `,"333344445555"]},"Action":"kms:*"}`, "222233334444 333344445555", false},
		"an account twice":       {`{"Effect":"Allow","Principal":{"AWS":[` + root + `,"arn:aws:iam::222233334444:role/x"]},"Action":"kms:Decrypt"}`, "222233334444", false},
		"another action":         {`{"Effect":"Allow","Principal":{"AWS":` + root + `},"Action":"kms:DescribeKey"}`, "", false},
		"a denial":               {`{"Effect":"Deny","Principal":{"AWS":` + root + `},"Action":"kms:*"}`, "", false},
		"everybody":              {`{"Effect":"Allow","Principal":"*","Action":"kms:*"}`, "", true},
		"everybody, in a list":   {`{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*"}`, "", true},
		"a service":              {`{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"kms:*"}`, "", false},
		"not what policies are":  {`7`, "", true},
		"an account not written": {`{"Effect":"Allow","Principal":{"AWS":"AIDAEXAMPLE"},"Action":"kms:*"}`, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			accounts, others := decryptors(policy(c.policy))
			var got []string
			for _, a := range accounts {
				got = append(got, a.String())
			}
			if strings.Join(got, " ") != c.accounts || others != c.others {
				t.Errorf("accounts %v, others %v", got, others)
			}
		})
	}
	if accounts, others := decryptors(nil); accounts != nil || others {
		t.Errorf("a policy that was not read lets in %v, %v", accounts, others)
	}
}

func FuzzKeyPolicy(f *testing.F) {
	f.Add(policy(`{"Effect":"Allow","Principal":{"AWS":"222233334444"},"Action":"kms:*"}`))
	f.Add([]byte(`{"Statement":[{"Principal":{"AWS":[1]}}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		accounts, _ := decryptors(raw)
		for _, a := range accounts {
			if !ami.IsAccountID(a.String()) {
				t.Errorf("%q is no account", a)
			}
		}
	})
}
