package op

// CreateTemplateVersion makes a version of a launch template from another one:
// all is as there, but for what is said here. AWS does not hand on the snapshot
// IDs of block devices, so those of the image must be said.
type CreateTemplateVersion struct {
	Template    string // by ID
	Source      string // the version it is made from: a number
	Description string
	ImageID     string
	Devices     []Mapping // with their snapshots, where the source has devices
	Token       string
}

// DeleteTemplateVersion deletes a version that is not the default one.
type DeleteTemplateVersion struct{ Template, Version string }

// SetDefaultVersion makes a version of a launch template the default one: what
// follows $Default launches from it at once.
type SetDefaultVersion struct{ Template, Version string }

func (CreateTemplateVersion) isCall() {}
func (DeleteTemplateVersion) isCall() {}
func (SetDefaultVersion) isCall()     {}

func (c CreateTemplateVersion) traits() traits {
	args := withOptions([]string{"ec2", "create-launch-template-version", "--launch-template-id", c.Template, "--source-version", c.Source},
		[2]string{"--version-description", c.Description})
	args = append(args, "--launch-template-data", c.json())
	return traits{
		operation: "ec2:CreateLaunchTemplateVersion", dryRuns: true, again: c.Token != "", args: withOptions(args, [2]string{"--client-token", c.Token}),
		makes: map[string]string{"VersionNumber": "LaunchTemplateVersion.VersionNumber"},
	}
}

// json is the launch template data as the AWS CLI takes it.
func (c CreateTemplateVersion) json() string {
	data := struct {
		ImageID string        `json:"ImageId"`
		Devices []mappingJSON `json:"BlockDeviceMappings,omitempty"`
	}{ImageID: c.ImageID, Devices: mappingsOf(c.Devices)}
	return compact(data)
}

func (c DeleteTemplateVersion) traits() traits {
	return traits{
		operation: "ec2:DeleteLaunchTemplateVersions", dryRuns: true, again: true,
		args: []string{"ec2", "delete-launch-template-versions", "--launch-template-id", c.Template, "--versions", c.Version},
	}
}

func (c SetDefaultVersion) traits() traits {
	return traits{
		operation: "ec2:ModifyLaunchTemplate", dryRuns: true, again: true,
		args: []string{"ec2", "modify-launch-template", "--launch-template-id", c.Template, "--default-version", c.Version},
	}
}
