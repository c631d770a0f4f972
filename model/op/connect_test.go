package op_test

import (
	"slices"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

// TestWaysOntoWhatWasLaunched has the commands for each instance once it runs.
func TestWaysOntoWhatWasLaunched(t *testing.T) {
	const profile = "arn:aws:iam::111122223333:instance-profile/web"
	windows := with(func(i *ami.Image) {
		i.Platform = text.Clean("windows")
	})
	ubuntu := with(func(i *ami.Image) { i.Name = text.Clean("ubuntu-noble") })
	ssm := "aws ssm start-session --target i-1 --region us-east-1"
	for name, c := range map[string]struct {
		with   func(*fleet)
		values []string
		made   map[string]string
		want   []string
	}{
		"neither key nor profile": {made: map[string]string{"InstanceId": "i-1"}},
		"a key":                   {values: []string{"key=ops"}, made: map[string]string{"InstanceId": "i-1", "Address of i-1": "203.0.113.7"}, want: []string{"ssh -i ops.pem ec2-user@203.0.113.7"}},
		"of Ubuntu":               {with: ubuntu, values: []string{"key=ops"}, made: map[string]string{"InstanceId": "i-1", "Address of i-1": "203.0.113.7"}, want: []string{"ssh -i ops.pem ubuntu@203.0.113.7"}},
		"a profile":               {values: []string{"profile-arn=" + profile}, made: map[string]string{"InstanceId": "i-1"}, want: []string{ssm}},
		"both": {values: []string{"key=ops", "profile-arn=" + profile}, made: map[string]string{"InstanceId": "i-1", "Address of i-1": "10.0.0.7"},
			want: []string{"ssh -i ops.pem ec2-user@10.0.0.7", ssm}},
		"two": {values: []string{"count=2", "key=ops"}, made: map[string]string{"InstanceId": "i-1 i-2", "Address of i-1": "10.0.0.7"},
			want: []string{"ssh -i ops.pem ec2-user@10.0.0.7", "ssh -i ops.pem ec2-user@ADDRESS"}},
		"Windows": {with: windows, values: []string{"key=ops"}, made: map[string]string{"InstanceId": "i-1"},
			want: []string{"aws ec2 get-password-data --instance-id i-1 --priv-launch-key ops.pem --region us-east-1"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := launchpad()
			if c.with != nil {
				f = launchpad(c.with)
			}
			run := op.Run{Plan: f.launch(t, append([]string{"type=t3.micro"}, c.values...)...), Outcomes: []op.Outcome{{Step: "1", State: op.Watching, Made: c.made}}}
			if early := run.Reach(); early != nil {
				t.Errorf("while it comes up: %q", early)
			}
			run.Outcomes[0].State = op.Done
			if got := run.Reach(); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
