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
	AccountIds     []string                 `wire:"accountIdSet"`
	CreationTime   string                   `wire:"creationTime,time"`
	ExpirationTime string                   `wire:"expirationTime,time"`
	ImageId        string                   `wire:"imageId"`
	ReportId       string                   `wire:"reportId"`
	ResourceTypes  []ImageUsageResourceType `wire:"resourceTypeSet"`
	State          string                   `wire:"state"`
	StateReason    string                   `wire:"stateReason"`
	Tags           []Tag                    `wire:"tagSet"`
}

// ImageUsageResourceType is a kind of resource that a report counts, and how far.
type ImageUsageResourceType struct {
	ResourceType        string                         `wire:"resourceType"`
	ResourceTypeOptions []ImageUsageResourceTypeOption `form:"ResourceTypeOption" wire:"resourceTypeOptionSet"`
}

// ImageUsageResourceTypeOption is the depth to which launch templates are counted.
type ImageUsageResourceTypeOption struct {
	OptionName   string   `wire:"optionName"`
	OptionValues []string `form:"OptionValue" wire:"optionValueSet"`
}
