package ami

// NamedImage asks for the image of ours that has a name: names are unique
// among the images that an account owns in a region. It is answered with an
// ImagePage of one, or Absent.
type NamedImage struct {
	Where
	Name string
}

func (NamedImage) isNeed() {}
