package op

import "tami/model/ami"

// PutParameter stores a new version of an SSM parameter that names an image.
// AWS answers before it has looked at the image, and says nothing when it then
// stores nothing: only reading it back tells.
type PutParameter struct{ Name, Value string }

// ReplaceRoot puts a root volume made from an image under a running instance,
// which reboots for it. The old volume stays unless it is to be deleted.
type ReplaceRoot struct {
	InstanceID, ImageID string
	DeleteOld           bool
	Token               string
}

func (PutParameter) isCall() {}
func (ReplaceRoot) isCall()  {}

func (c PutParameter) traits() traits {
	reads := func(b ami.Body) bool { p, ok := b.(ami.ParameterBody); return ok && p.Value.Raw() == c.Value }
	need := func(at ami.Where) ami.Need { return ami.ParameterValue{Where: at, Name: c.Name} }
	return traits{
		operation: "ssm:PutParameter",
		args:      []string{"ssm", "put-parameter", "--name", c.Name, "--value", c.Value, "--type", "String", "--data-type", "aws:ec2:image", "--overwrite"},
		probe:     need,
		took: func(b ami.Body) Effect {
			if _, ok := b.(ami.ParameterBody); !ok {
				return Unclear
			}
			return effect(reads(b))
		},
		watch: &watch{
			until: [2]string{"AWS to store the parameter", "parameters to be stored"},
			need:  func(at ami.Where, _ map[string]string) ami.Need { return need(at) },
			judge: func(b ami.Body) Progress {
				if reads(b) {
					return Progress{Text: "stored", Done: true}
				}
				return Progress{Text: "AWS looks at the image before it stores it"}
			},
		},
	}
}

func (c ReplaceRoot) traits() traits {
	args := []string{"ec2", "create-replace-root-volume-task", "--instance-id", c.InstanceID, "--image-id", c.ImageID}
	if c.DeleteOld {
		args = append(args, "--delete-replaced-root-volume")
	}
	return traits{
		operation: "ec2:CreateReplaceRootVolumeTask", dryRuns: true, again: c.Token != "", args: withOptions(args, [2]string{"--client-token", c.Token}),
		makes: map[string]string{"ReplaceRootVolumeTaskId": "ReplaceRootVolumeTask.ReplaceRootVolumeTaskId"},
		watch: &watch{
			until: [2]string{"the root volume to be replaced", "root volumes to be replaced"},
			need: func(at ami.Where, made map[string]string) ami.Need {
				return ami.RootTask{Where: at, ID: made["ReplaceRootVolumeTaskId"]}
			},
			judge: judgeRootTask,
		},
	}
}

func judgeRootTask(b ami.Body) Progress {
	t, ok := b.(ami.RootTaskBody)
	if !ok {
		return Progress{Text: "not to be seen yet"}
	}
	switch state := t.State.String(); state {
	case "succeeded":
		return Progress{Text: "the root volume is replaced", Done: true}
	case "failed", "failed-detached":
		return Progress{Text: state, Failed: "the exchange of the root volume " + state}
	default:
		return Progress{Text: state}
	}
}
