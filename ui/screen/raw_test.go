package screen

import (
	"strings"
	"testing"
)

// Every line of the JSON is explained by the property that it belongs to.
func TestALineOfJSONNamesItsProperty(t *testing.T) {
	lines := strings.Split(`{
  "ImageId": "ami-0a1b2c3d4e5f60718",
  "BlockDeviceMappings": [
    {
      "DeviceName": "/dev/xvda",
      "Ebs": {
        "VolumeSize": 20,
        "DeleteOnTermination": true
      }
    }
  ],
  "Tags": [
    {
      "Key": "team",
      "Value": "web"
    }
  ],
  "Public": false
}`, "\n")
	want := []string{"", "Image.ImageId ami-0a1b2c3d4e5f60718", "Image.BlockDeviceMappings ", "Image.BlockDeviceMappings ",
		"BlockDeviceMapping.DeviceName /dev/xvda", "BlockDeviceMapping.Ebs ", "EbsBlockDevice.VolumeSize 20", "EbsBlockDevice.DeleteOnTermination true",
		"BlockDeviceMapping.Ebs ", "Image.BlockDeviceMappings ", "Image.BlockDeviceMappings ",
		"Image.Tags ", "Image.Tags ", "Tag.Key team", "Tag.Value web", "Image.Tags ", "Image.Tags ", "Image.Public false", ""}
	for i := range lines {
		topic, value := jsonTopic(lines, i)
		got := topic
		if topic != "" {
			got += " " + value
		}
		if got != want[i] {
			t.Errorf("line %d, %q: %q, want %q", i+1, lines[i], got, want[i])
		}
		if _, ok := explanationOf(topic, value, "us-east-1", "ami-1"); topic != "" && !ok {
			t.Errorf("%s has no explanation", topic)
		}
	}
}
