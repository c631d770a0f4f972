package sim

// Parameter is one version of an SSM parameter, with what get-parameter,
// describe-parameters and get-parameter-history say about it together. Several
// entries of one name are its history; the highest version is the current one.
type Parameter struct {
	Name             string            `json:",omitempty"`
	ARN              string            `json:",omitempty"`
	Type             string            `json:",omitempty"`
	Value            string            `json:",omitempty"`
	Version          int64             `json:",omitempty"`
	Selector         string            `json:",omitempty"`
	SourceResult     string            `json:",omitempty"`
	DataType         string            `json:",omitempty"`
	Tier             string            `json:",omitempty"`
	KeyId            string            `json:",omitempty"`
	Description      string            `json:",omitempty"`
	AllowedPattern   string            `json:",omitempty"`
	Labels           []string          `json:",omitempty"`
	Policies         []ParameterPolicy `json:",omitempty"`
	LastModifiedDate string            `json:",omitempty" wire:",time"`
	LastModifiedUser string            `json:",omitempty"`
}

// ParameterPolicy is one expiry or notice policy of a parameter.
type ParameterPolicy struct {
	PolicyText   string `json:",omitempty"`
	PolicyType   string `json:",omitempty"`
	PolicyStatus string `json:",omitempty"`
}

// RecycleBinRule is one retention rule as rbin get-rule prints it.
type RecycleBinRule struct {
	Identifier          string              `json:",omitempty"`
	Description         string              `json:",omitempty"`
	ResourceType        string              `json:",omitempty"`
	RetentionPeriod     *RetentionPeriod    `json:",omitempty"`
	ResourceTags        []RecycleBinTag     `json:",omitempty"`
	ExcludeResourceTags []RecycleBinTag     `json:",omitempty"`
	Status              string              `json:",omitempty"`
	LockConfiguration   *RecycleBinRuleLock `json:",omitempty"`
	LockState           string              `json:",omitempty"`
	LockEndTime         string              `json:",omitempty" wire:",time"`
	RuleArn             string              `json:",omitempty"`
}

// RetentionPeriod is how long a rule keeps what it catches; AWS knows only DAYS.
type RetentionPeriod struct {
	RetentionPeriodValue int    `json:",omitempty"`
	RetentionPeriodUnit  string `json:",omitempty"`
}

// RecycleBinTag is a tag that a rule looks for.
type RecycleBinTag struct {
	ResourceTagKey   string `json:",omitempty"`
	ResourceTagValue string `json:",omitempty"`
}

// RecycleBinRuleLock says how long a rule stays locked after an unlock is asked for.
type RecycleBinRuleLock struct {
	UnlockDelay *UnlockDelay `json:",omitempty"`
}

// UnlockDelay is the wait before a locked rule opens; AWS knows only DAYS.
type UnlockDelay struct {
	UnlockDelayValue int    `json:",omitempty"`
	UnlockDelayUnit  string `json:",omitempty"`
}

// KmsKey is one key as kms describe-key prints its metadata, with its aliases.
type KmsKey struct {
	AWSAccountId                string               `json:",omitempty"`
	KeyId                       string               `json:",omitempty"`
	Arn                         string               `json:",omitempty"`
	CreationDate                string               `json:",omitempty" wire:",time"`
	Enabled                     bool                 `json:""`
	Description                 string               `json:""`
	KeyUsage                    string               `json:",omitempty"`
	KeyState                    string               `json:",omitempty"`
	DeletionDate                string               `json:",omitempty" wire:",time"`
	ValidTo                     string               `json:",omitempty" wire:",time"`
	Origin                      string               `json:",omitempty"`
	CustomKeyStoreId            string               `json:",omitempty"`
	CloudHsmClusterId           string               `json:",omitempty"`
	ExpirationModel             string               `json:",omitempty"`
	KeyManager                  string               `json:",omitempty"`
	CustomerMasterKeySpec       string               `json:",omitempty"`
	KeySpec                     string               `json:",omitempty"`
	EncryptionAlgorithms        []string             `json:",omitempty"`
	SigningAlgorithms           []string             `json:",omitempty"`
	KeyAgreementAlgorithms      []string             `json:",omitempty"`
	MultiRegion                 *bool                `json:",omitempty"`
	MultiRegionConfiguration    *KmsKeyRegions       `json:",omitempty"`
	PendingDeletionWindowInDays *int                 `json:",omitempty"`
	MacAlgorithms               []string             `json:",omitempty"`
	XksKeyConfiguration         *XksKeyConfiguration `json:",omitempty"`
	CurrentKeyMaterialId        string               `json:",omitempty"`
	// Aliases are the key's aliases, such as alias/images; AWS lists them apart.
	Aliases []string `json:",omitempty"`
	// Policy is the key's policy, a JSON document in a string as get-key-policy
	// prints it; AWS's first policy for a new key when empty.
	Policy string `json:",omitempty"`
}

// KmsKeyRegions lists where a multi-Region key lives.
type KmsKeyRegions struct {
	MultiRegionKeyType string          `json:",omitempty"`
	PrimaryKey         *KmsKeyReplica  `json:",omitempty"`
	ReplicaKeys        []KmsKeyReplica `json:",omitempty"`
}

// KmsKeyReplica is a multi-Region key in one region.
type KmsKeyReplica struct {
	Arn    string `json:",omitempty"`
	Region string `json:",omitempty"`
}

// XksKeyConfiguration names a key outside AWS.
type XksKeyConfiguration struct {
	Id string `json:",omitempty"`
}
