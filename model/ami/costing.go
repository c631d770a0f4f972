package ami

// OwnSnapshots asks for every snapshot of ours in a place, and what their
// volumes were made of: which snapshots share blocks can be told only from all
// of them.
type OwnSnapshots struct{ Where }

// FreedBlocks asks how many blocks deleting snapshots would free, by listing
// what they hold and how they differ from those around them. Question is the
// Key of a money.Question. It takes many requests, so it is asked only when
// somebody says so.
type FreedBlocks struct {
	Where
	Question string
}

// LivePrices asks AWS's price list what snapshots cost in a place.
type LivePrices struct{ Where }

func (OwnSnapshots) isNeed() {}
func (FreedBlocks) isNeed()  {}
func (LivePrices) isNeed()   {}

// SnapshotList answers OwnSnapshots.
type SnapshotList struct {
	List []Snapshot
	// Origins says of each volume that is there which snapshot it was made of;
	// empty for one that was made empty.
	Origins map[string]string
	Missing *Problem // why no volume could be read
}

// BlockCount answers FreedBlocks. Before the end it says how far the count has
// come.
type BlockCount struct {
	Freed    int64 // blocks of 512 KiB; 0 until Whole
	Read     int64 // blocks that were listed so far
	Requests int   // that were made so far
	Whole    bool
}

// PriceList answers LivePrices and TypePrices: the prices that were found, and
// none where AWS lists none or not in US dollars.
type PriceList struct{ Prices Prices }

func (SnapshotList) isBody() {}
func (BlockCount) isBody()   {}
func (PriceList) isBody()    {}
