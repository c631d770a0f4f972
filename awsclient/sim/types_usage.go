package sim

// ImageUsageReportEntry is how often one account uses an image for one kind of
// resource, as describe-image-usage-report-entries prints it.
type ImageUsageReportEntry struct {
	AccountId          string `json:",omitempty" wire:"accountId"`
	ImageId            string `json:",omitempty" wire:"imageId"`
	ReportCreationTime string `json:",omitempty" wire:"reportCreationTime,time"`
	ReportId           string `json:",omitempty" wire:"reportId"`
	ResourceType       string `json:",omitempty" wire:"resourceType"`
	UsageCount         int64  `json:",omitempty" wire:"usageCount"`
}

// ImageUsageReport is one report on how others use an image.
type ImageUsageReport struct {
	AccountIds     []string                 `json:",omitempty" wire:"accountIdSet"`
	CreationTime   string                   `json:",omitempty" wire:"creationTime,time"`
	ExpirationTime string                   `json:",omitempty" wire:"expirationTime,time"`
	ImageId        string                   `json:",omitempty" wire:"imageId"`
	ReportId       string                   `json:",omitempty" wire:"reportId"`
	ResourceTypes  []ImageUsageResourceType `json:",omitempty" wire:"resourceTypeSet"`
	State          string                   `json:",omitempty" wire:"state"`
	StateReason    string                   `json:",omitempty" wire:"stateReason"`
	Tags           []Tag                    `json:",omitempty" wire:"tagSet"`
}

// ImageUsageResourceType is a kind of resource that a report counts, and how far.
type ImageUsageResourceType struct {
	ResourceType        string                         `json:",omitempty" wire:"resourceType"`
	ResourceTypeOptions []ImageUsageResourceTypeOption `json:",omitempty" form:"ResourceTypeOption" wire:"resourceTypeOptionSet"`
}

// ImageUsageResourceTypeOption is the depth to which launch templates are counted.
type ImageUsageResourceTypeOption struct {
	OptionName   string   `json:",omitempty" wire:"optionName"`
	OptionValues []string `json:",omitempty" form:"OptionValue" wire:"optionValueSet"`
}
