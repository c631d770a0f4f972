package sim

// ImageInRecycleBin is one image in the Recycle Bin as
// list-images-in-recycle-bin prints it.
type ImageInRecycleBin struct {
	ImageId             string `json:",omitempty" wire:"imageId"`
	Name                string `json:",omitempty" wire:"name"`
	Description         string `json:",omitempty" wire:"description"`
	RecycleBinEnterTime string `json:",omitempty" wire:"recycleBinEnterTime,time"`
	RecycleBinExitTime  string `json:",omitempty" wire:"recycleBinExitTime,time"`
}

// SnapshotInRecycleBin is one snapshot in the Recycle Bin as
// list-snapshots-in-recycle-bin prints it.
type SnapshotInRecycleBin struct {
	SnapshotId          string `json:",omitempty" wire:"snapshotId"`
	Description         string `json:",omitempty" wire:"description"`
	VolumeId            string `json:",omitempty" wire:"volumeId"`
	RecycleBinEnterTime string `json:",omitempty" wire:"recycleBinEnterTime,time"`
	RecycleBinExitTime  string `json:",omitempty" wire:"recycleBinExitTime,time"`
}
