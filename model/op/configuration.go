package op

import (
	"encoding/json"
	"maps"
)

// Input is the request for a launch configuration: all that the source says
// and that a request may say, under another name and with another image. The
// snapshots of the source's root volume belong to the old image, so block
// devices are left to the new one. User data is never in it.
func (c CreateConfiguration) Input() string {
	var source map[string]any
	if json.Unmarshal([]byte(c.Source), &source) != nil {
		source = nil
	}
	in := map[string]any{"LaunchConfigurationName": c.Name, "ImageId": c.ImageID}
	maps.DeleteFunc(source, func(k string, v any) bool {
		switch k {
		case "LaunchConfigurationName", "ImageId", "UserData", "LaunchConfigurationARN", "CreatedTime", "BlockDeviceMappings", "ClassicLinkVPCId", "ClassicLinkVPCSecurityGroups":
			return true
		}
		empty, isText := v.(string)
		list, isList := v.([]any)
		return v == nil || isText && empty == "" || isList && len(list) == 0
	})
	maps.Copy(in, source)
	return compact(in)
}
