package ami

// Need is a question that can be asked of the outside world. Every Need is
// comparable: it is its own address, and a map key.
//
//sumtype:decl
type Need interface {
	isNeed()
	// Place is where the question is asked; its Region is empty for what
	// belongs to a whole account or to this machine.
	Place() Where
}

// Profiles asks which profiles the shared AWS configuration names, and how
// each signs in. It is answered from files, without the network.
type Profiles struct{}

// Caller asks STS who we are: account and ARN.
type Caller struct{ Profile string }

// Regions asks which regions exist for an account and which are enabled.
type Regions struct{ Profile string }

// Images asks for all images of a source in a place, page by page. Deprecated
// and disabled ones are included.
type Images struct {
	Where
	From Source
}

// OneImage asks for a single image by its ID.
type OneImage struct {
	Where
	ID string
}

// OneSnapshot asks for a snapshot by its ID. Needs of this kind in one place
// are asked for together.
type OneSnapshot struct {
	Where
	ID string
}

// Instances asks for the instances of a place that are not terminated, page by
// page.
type Instances struct{ Where }

// TagNames asks which tags the images of a place carry, page by page: what
// `tag:` in a search can be completed with before the images are read.
type TagNames struct{ Where }

func (Profiles) isNeed()    {}
func (Caller) isNeed()      {}
func (Regions) isNeed()     {}
func (Images) isNeed()      {}
func (OneImage) isNeed()    {}
func (OneSnapshot) isNeed() {}
func (Instances) isNeed()   {}
func (TagNames) isNeed()    {}

// Place implements Need: profiles are read on this machine.
func (Profiles) Place() Where { return Where{} }

// Place implements Need.
func (n Caller) Place() Where { return Where{Profile: n.Profile} }

// Place implements Need.
func (n Regions) Place() Where { return Where{Profile: n.Profile} }

// Place implements Need.
func (w Where) Place() Where { return w }

// Batch is what needs have in common that one request can answer together.
// Needs with the same Batch are fetched by one call and cancelled together.
type Batch struct {
	Kind string
	At   Where
	Need Need // set where the need is asked for on its own
}

// BatchOf groups needs: several snapshots, several images by ID or the
// references of several images of one place share a request; everything else is a request of its own.
func BatchOf(n Need) Batch {
	switch n := n.(type) {
	case OneSnapshot:
		return Batch{Kind: "snapshots", At: n.Where}
	case OneImage:
		return Batch{Kind: "images by ID", At: n.Where}
	case References:
		return Batch{Kind: "references", At: n.Where}
	case SnapshotLock:
		return Batch{Kind: "locks", At: n.Where}
	case FastRestore:
		return Batch{Kind: "fast restores", At: n.Where}
	case TierStatus:
		return Batch{Kind: "tiers", At: n.Where}
	case SnapshotsMadeFor:
		return Batch{Kind: "snapshots of images", At: n.Where}
	}
	return Batch{At: n.Place(), Need: n}
}
