package op

// Mapping is a block device of an image that is registered or created, or of
// an instance that is launched.
type Mapping struct {
	Device              string
	Virtual             string `json:",omitempty"` // ephemeral0 …: an instance store volume
	NoDevice            bool   `json:",omitempty"` // drop the mapping that the image has
	SnapshotID          string `json:",omitempty"`
	SizeGiB             int32  `json:",omitempty"`
	Type                string `json:",omitempty"`
	IOPS                int32  `json:",omitempty"`
	Throughput          int32  `json:",omitempty"` // MiB/s, gp3 only
	DeleteOnTermination *bool  `json:",omitempty"` // nil: as the image says
	Encrypted           *bool  `json:",omitempty"` // nil: as the snapshot, or the account's default
	KeyID               string `json:",omitempty"`
}
