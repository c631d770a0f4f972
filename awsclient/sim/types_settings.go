package sim

// AllowedImagesSettings says which images the account may find and use in a
// region, as get-allowed-images-settings prints it.
type AllowedImagesSettings struct {
	ImageCriteria []ImageCriterion `json:",omitempty" wire:"imageCriterionSet"`
	ManagedBy     string           `json:",omitempty" wire:"managedBy"`
	State         string           `json:",omitempty" wire:"state"`
}

// ImageCriterion is one set of conditions; an image that meets all of them is allowed.
type ImageCriterion struct {
	CreationDateCondition    *CreationDateCondition         `json:",omitempty" wire:"creationDateCondition"`
	DeprecationTimeCondition *DeprecationTimeCondition      `json:",omitempty" wire:"deprecationTimeCondition"`
	ImageNames               []string                       `json:",omitempty" wire:"imageNameSet"`
	ImageProviders           []string                       `json:",omitempty" wire:"imageProviderSet"`
	ImageWatermarks          []ImageWatermarkFilterResponse `json:",omitempty" wire:"imageWatermarkSet"`
	MarketplaceProductCodes  []string                       `json:",omitempty" wire:"marketplaceProductCodeSet"`
	ScanResultCondition      *ScanResultCondition           `json:",omitempty" wire:"scanResultCondition"`
}

// CreationDateCondition is the greatest age of an image that is allowed, in days.
type CreationDateCondition struct {
	MaximumDaysSinceCreated *int `json:",omitempty" wire:"maximumDaysSinceCreated"`
}

// DeprecationTimeCondition is how long after its deprecation an image is allowed, in days.
type DeprecationTimeCondition struct {
	MaximumDaysSinceDeprecated *int `json:",omitempty" wire:"maximumDaysSinceDeprecated"`
}

// ImageWatermarkFilterResponse is what a watermark of an allowed image must be like.
type ImageWatermarkFilterResponse struct {
	MaximumDaysSinceSourceImageCreated *int   `json:",omitempty" wire:"maximumDaysSinceSourceImageCreated"`
	MaximumDaysSinceWatermarkCreated   *int   `json:",omitempty" wire:"maximumDaysSinceWatermarkCreated"`
	SourceImageRegion                  string `json:",omitempty" wire:"sourceImageRegion"`
	WatermarkKey                       string `json:",omitempty" wire:"watermarkKey"`
}

// ScanResultCondition is what Amazon Inspector may have found in an allowed image.
type ScanResultCondition struct {
	MaxDaysSinceCriticalFixAvailable      *int   `json:",omitempty" wire:"maxDaysSinceCriticalFixAvailable"`
	MaxDaysSinceHighFixAvailable          *int   `json:",omitempty" wire:"maxDaysSinceHighFixAvailable"`
	MaxDaysSinceInformationalFixAvailable *int   `json:",omitempty" wire:"maxDaysSinceInformationalFixAvailable"`
	MaxDaysSinceLastFindingScan           *int   `json:",omitempty" wire:"maxDaysSinceLastFindingScan"`
	MaxDaysSinceLowFixAvailable           *int   `json:",omitempty" wire:"maxDaysSinceLowFixAvailable"`
	MaxDaysSinceMediumFixAvailable        *int   `json:",omitempty" wire:"maxDaysSinceMediumFixAvailable"`
	MaximumSeverityLabel                  string `json:",omitempty" wire:"maximumSeverityLabel"`
}
