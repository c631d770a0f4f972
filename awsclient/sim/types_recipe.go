package sim

// ImageRecipe is one recipe of EC2 Image Builder as list-image-recipes prints it.
type ImageRecipe struct {
	Arn         string            `json:"arn,omitempty"`
	Name        string            `json:"name,omitempty"`
	Platform    string            `json:"platform,omitempty"`
	Owner       string            `json:"owner,omitempty"`
	ParentImage string            `json:"parentImage,omitempty"`
	DateCreated string            `json:"dateCreated,omitempty"`
	Tags        map[string]string `json:"tags,omitempty"`
}

// ContainerRecipe is one container recipe as list-container-recipes prints it.
// InstanceImage is the image of the instance that builds the container.
type ContainerRecipe struct {
	Arn           string            `json:"arn,omitempty"`
	ContainerType string            `json:"containerType,omitempty"`
	Name          string            `json:"name,omitempty"`
	Platform      string            `json:"platform,omitempty"`
	Owner         string            `json:"owner,omitempty"`
	ParentImage   string            `json:"parentImage,omitempty"`
	InstanceImage string            `json:"instanceImage,omitempty"`
	DateCreated   string            `json:"dateCreated,omitempty"`
	Tags          map[string]string `json:"tags,omitempty"`
}
