package op

import "encoding/json"

// PolicyAt is a mixed instances policy, as the AWS CLI's JSON, that launches
// from another version of its template. A policy that cannot be read stays as
// it is, and AWS refuses it.
func PolicyAt(policy, version string) string {
	if version == "" {
		return policy
	}
	return changePolicy(policy, func(launch map[string]any) {
		if spec, ok := launch["LaunchTemplateSpecification"].(map[string]any); ok {
			spec["Version"] = version
		}
	})
}

// policyWith is a policy whose overrides launch one image in the place of
// another.
func policyWith(policy, old, image string) string {
	return changePolicy(policy, func(launch map[string]any) {
		list, _ := launch["Overrides"].([]any)
		for _, o := range list {
			if override, ok := o.(map[string]any); ok && override["ImageId"] == old {
				override["ImageId"] = image
			}
		}
	})
}

func changePolicy(policy string, change func(launch map[string]any)) string {
	var tree map[string]any
	if json.Unmarshal([]byte(policy), &tree) != nil {
		return policy
	}
	launch, ok := tree["LaunchTemplate"].(map[string]any)
	if !ok {
		return policy
	}
	change(launch)
	return compact(tree)
}

// policyImage is the image that every override of a policy names; "" where one
// names none, or they differ.
func policyImage(policy string) string {
	var tree struct {
		LaunchTemplate struct {
			Overrides []struct {
				ImageID string `json:"ImageId"`
			}
		}
	}
	if policy == "" || json.Unmarshal([]byte(policy), &tree) != nil || len(tree.LaunchTemplate.Overrides) == 0 {
		return ""
	}
	image := tree.LaunchTemplate.Overrides[0].ImageID
	for _, o := range tree.LaunchTemplate.Overrides {
		if o.ImageID != image {
			return ""
		}
	}
	return image
}
