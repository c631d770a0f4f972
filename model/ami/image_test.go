package ami

import (
	"encoding/json"
	"testing"

	"tami/model/text"
)

// Tools that read `aws ec2 describe-images` read these too.
func TestImageJSONHasTheShapesOfAWS(t *testing.T) {
	since := ParseDate("2026-11-02T03:04:05.000Z")
	for name, c := range map[string]struct {
		extra Extra
		want  string
	}{
		"instance types": {
			Extra{InstanceTypes: &InstanceTypes{
				Supported:   []InstanceTypeItem{{text.Clean("m7g.*")}, {text.Clean("c7g.large")}},
				Unsupported: []InstanceTypeItem{{text.Clean("t2.*")}},
			}},
			`{"InstanceTypeSpecification":{"SupportedInstanceTypes":[{"InstanceType":"m7g.*"},{"InstanceType":"c7g.large"}],"UnsupportedInstanceTypes":[{"InstanceType":"t2.*"}]}}`,
		},
		"supported types alone": {
			Extra{InstanceTypes: &InstanceTypes{Supported: []InstanceTypeItem{{text.Clean("m7g.*")}}}},
			`{"InstanceTypeSpecification":{"SupportedInstanceTypes":[{"InstanceType":"m7g.*"}]}}`,
		},
		"every fix": {
			Extra{ScanResults: &ScanResults{text.Clean("critical"), since, since, since, since, since, since}},
			`{"ScanResults":{"HighestFindingSeverityLabel":"critical","FindingScanDate":"2026-11-02T03:04:05.000Z",` +
				`"CriticalFixAvailableSince":"2026-11-02T03:04:05.000Z","HighFixAvailableSince":"2026-11-02T03:04:05.000Z",` +
				`"MediumFixAvailableSince":"2026-11-02T03:04:05.000Z","LowFixAvailableSince":"2026-11-02T03:04:05.000Z",` +
				`"InformationalFixAvailableSince":"2026-11-02T03:04:05.000Z"}}`,
		},
		"a scan that found nothing": {
			Extra{ScanResults: &ScanResults{Scanned: since}},
			`{"ScanResults":{"FindingScanDate":"2026-11-02T03:04:05.000Z"}}`,
		},
		"neither": {Extra{}, `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := json.Marshal(&c.extra)
			if err != nil || string(got) != c.want {
				t.Errorf("got  %s (%v)\nwant %s", got, err, c.want)
			}
		})
	}
}
