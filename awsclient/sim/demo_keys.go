package sim

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

// demoOldKey is the key that payments used before alias/prod; it is about to go.
const demoOldKey = "alias/payments-2024"

// addKeys adds the region's KMS keys and key pairs.
func (d *demoRegion) addKeys() {
	d.addKMSKey("alias/prod", "Production volumes and snapshots", 640)
	d.addKMSKey("alias/aws/ebs", "Default key that protects my EBS volumes when no other key is defined", 900)
	if d.name == demoHome {
		d.addKMSKey(demoOldKey, "Payments until the move to alias/prod", 860)
	}
	d.addKeyPair("ops-2026", "ed25519", 320)
	d.addKeyPair("ci-deploy", "ed25519", 150)
	if d.name == demoHome {
		d.addKeyPair("jk-laptop", "rsa", 700)
	}
}

// keyARN is the ARN of the key behind an alias in this region.
func (d *demoRegion) keyARN(alias string) string {
	return d.arn("kms", "key/"+demoUUID(d.name, "key", alias))
}

func (d *demoRegion) addKMSKey(alias, about string, age int) {
	k := KmsKey{
		AWSAccountId: demoAccount, KeyId: demoUUID(d.name, "key", alias), Arn: d.keyARN(alias),
		CreationDate: d.ago(age, 0), Enabled: true, Description: about,
		KeyUsage: "ENCRYPT_DECRYPT", KeyState: "Enabled", Origin: "AWS_KMS", KeyManager: "CUSTOMER",
		CustomerMasterKeySpec: "SYMMETRIC_DEFAULT", KeySpec: "SYMMETRIC_DEFAULT",
		EncryptionAlgorithms: []string{"SYMMETRIC_DEFAULT"}, MultiRegion: new(false),
		Aliases: []string{alias},
	}
	switch alias {
	case "alias/aws/ebs":
		k.KeyManager = "AWS"
	case demoOldKey:
		k.Enabled, k.KeyState = false, "PendingDeletion"
		k.DeletionDate = demoTime(d.now.AddDate(0, 0, 11))
	}
	d.seed.KmsKeys = append(d.seed.KmsKeys, k)
}

func (d *demoRegion) addKeyPair(name, kind string, age int) {
	sum := sha256.Sum256([]byte(d.name + name))
	fingerprint := base64.StdEncoding.EncodeToString(sum[:])
	if kind == "rsa" {
		fingerprint = strings.ReplaceAll(fmt.Sprintf("% x", sum[:20]), " ", ":")
	}
	d.seed.KeyPairs = append(d.seed.KeyPairs, KeyPair{
		KeyName: name, KeyPairId: d.id("key", name), KeyType: kind,
		KeyFingerprint: fingerprint, CreateTime: d.ago(age, 0),
	})
}
