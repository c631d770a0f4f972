package explain

// watermark is a mark of origin on an image.
func watermark() []Property {
	return []Property{
		{
			Field: "WatermarkKey", Label: "Watermark", Fixed: true,
			Means:  "The mark itself: an account's number, a colon, and a name.",
			Why:    "Only that account can have attached it, so trust it as far as you trust the account. The name alone says nothing.",
			Change: "Attached by the API call AttachImageWatermark, taken off this image by DetachImageWatermark.",
			Any:    "The number before the colon is the account that vouches.",
		},
		{
			Field: "SourceImageId", Label: "Marked image", Fixed: true,
			Means:  "The image to which the mark was attached in the first place.",
			Why:    "If it is another than this one, this one descends from it.",
			Change: "Inherited unchanged by copies and by images made from instances.",
			Any:    "That image is this one, or one that it descends from. It may be gone.",
		},
		{
			Field: "SourceImageRegion", Label: "Region of the marked image", Fixed: true,
			Means:  "The region in which the mark was attached.",
			Why:    "The marked image has its ID there, and is unknown under it elsewhere.",
			Change: "Inherited with the mark.",
			Any:    "Look for the marked image in that region.",
		},
		{
			Field: "SourceImageCreationTime", Label: "Marked image created", Fixed: true,
			Means:  "When the marked image was made.",
			Why:    "It tells how old the foundation is, however new the image on top.",
			Change: "It is taken over from the marked image.",
			Any:    "A date in an unfamiliar form.",
			read:   dated("The foundation is from %s."),
		},
		{
			Field: "WatermarkCreationTime", Label: "Watermark attached", Fixed: true,
			Means:  "When the mark was attached.",
			Why:    "Images made before that moment do not have it, although they descend from the same one.",
			Change: "Written by AttachImageWatermark.",
			Any:    "A moment in an unfamiliar form.",
			read:   dated("Attached on %s."),
		},
	}
}
