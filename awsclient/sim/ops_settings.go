package sim

import "cmp"

// settings are what an account has set for a whole region.
type settings struct {
	blockImages, blockSnapshots string // block public access
	allowedImages               AllowedImagesSettings
	encrypts                    bool   // new volumes and copies of snapshots
	defaultKey                  string // the KMS key for that; AWS's own when empty
}

// newSettings gives what holds where nobody has set anything.
func newSettings() settings {
	return settings{blockImages: unblocked, blockSnapshots: unblocked, allowedImages: AllowedImagesSettings{State: "disabled", ManagedBy: byAccount}}
}

// The words for sharing that is not blocked, and for a setting of the account's own.
const (
	unblocked = "unblocked"
	byAccount = "account"
)

// ebsKey is the alias of the key that EBS has in every account.
const ebsKey = "alias/aws/ebs"

func (s *settings) load(seed *RegionSeed) {
	s.blockImages = cmp.Or(seed.ImageBlockPublicAccessState, s.blockImages)
	s.blockSnapshots = cmp.Or(seed.SnapshotBlockPublicAccessState, s.blockSnapshots)
	if seed.AllowedImagesSettings != nil {
		s.allowedImages.ImageCriteria = seed.AllowedImagesSettings.ImageCriteria
		s.allowedImages.State = cmp.Or(seed.AllowedImagesSettings.State, s.allowedImages.State)
		s.allowedImages.ManagedBy = cmp.Or(seed.AllowedImagesSettings.ManagedBy, byAccount)
	}
	s.encrypts, s.defaultKey = seed.EbsEncryptionByDefault, seed.EbsDefaultKmsKeyId
}

func (s *RegionSeed) checkSettings(c *checker, at *jsonPath) {
	c.word(at.key("ImageBlockPublicAccessState"), s.ImageBlockPublicAccessState, unblocked, "block-new-sharing")
	c.word(at.key("SnapshotBlockPublicAccessState"), s.SnapshotBlockPublicAccessState, unblocked, "block-new-sharing", "block-all-sharing")
	if allowed := s.AllowedImagesSettings; allowed != nil {
		c.word(at.key("AllowedImagesSettings").key("State"), allowed.State, "disabled", "audit-mode", "enabled")
		c.word(at.key("AllowedImagesSettings").key("ManagedBy"), allowed.ManagedBy, byAccount, "declarative-policy")
	}
}

type noInput struct{}

type imageBlockResult struct {
	ImageBlockPublicAccessState string `wire:"imageBlockPublicAccessState"`
	ManagedBy                   string `wire:"managedBy"`
}

// imageBlockPublicAccessState tells whether images can be shared with everybody.
func imageBlockPublicAccessState(c *call, _ *noInput) (imageBlockResult, error) {
	return imageBlockResult{c.own.settings.blockImages, byAccount}, nil
}

type snapshotBlockResult struct {
	State     string `wire:"state"`
	ManagedBy string `wire:"managedBy"`
}

// snapshotBlockPublicAccessState tells the same of snapshots.
func snapshotBlockPublicAccessState(c *call, _ *noInput) (snapshotBlockResult, error) {
	return snapshotBlockResult{c.own.settings.blockSnapshots, byAccount}, nil
}

// allowedImagesSettings tells which images may be found and used. It is only
// told: what images say of themselves in ImageAllowed is up to the seed.
func allowedImagesSettings(c *call, _ *noInput) (AllowedImagesSettings, error) {
	return c.own.settings.allowedImages, nil
}

type encryptionResult struct {
	EbsEncryptionByDefault bool   `wire:"ebsEncryptionByDefault"`
	SseType                string `wire:"sseType"`
}

func ebsEncryptionByDefault(c *call, _ *noInput) (encryptionResult, error) {
	if c.own.settings.encrypts {
		return encryptionResult{true, "sse-kms"}, nil
	}
	return encryptionResult{false, "none"}, nil
}

type defaultKeyResult struct {
	KmsKeyId string `wire:"kmsKeyId"`
}

func ebsDefaultKmsKeyID(c *call, _ *noInput) (defaultKeyResult, error) {
	return defaultKeyResult{cmp.Or(c.own.settings.defaultKey, ebsKey)}, nil
}
