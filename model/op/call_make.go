package op

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
)

// CreateImage makes an image of an instance: a snapshot of each volume, and
// the image over them. AWS takes no token for it; its name is what it is found
// again by.
type CreateImage struct {
	InstanceID, Name, Description string
	NoReboot                      bool
	Devices                       []Mapping // what differs from the instance's own
	Tags, SnapshotTags            []Tag
}

// CopyImage copies an image into the region that the call is made in.
type CopyImage struct {
	Name, Description      string
	SourceID, SourceRegion string
	Encrypted              bool
	KeyID                  string
	CopyTags               bool
	Tags                   []Tag
	CompletionMinutes      int32 // 0: as it comes; otherwise a multiple of 15, for a fee
	Token                  string
}

func (CreateImage) isCall() {}
func (CopyImage) isCall()   {}

func (c CreateImage) traits() traits {
	args := withOptions([]string{"ec2", "create-image", "--instance-id", c.InstanceID, "--name", c.Name}, [2]string{"--description", c.Description})
	if c.NoReboot {
		args = append(args, "--no-reboot")
	}
	if len(c.Devices) > 0 {
		args = append(args, "--block-device-mappings", mappingsJSON(c.Devices))
	}
	args = withTags(args, taggedAs{"image", c.Tags}, taggedAs{"snapshot", c.SnapshotTags})
	return traits{
		operation: "ec2:CreateImage", dryRuns: true, full: []string{"ConcurrentSnapshotLimitExceeded", "PendingSnapshotLimitExceeded"}, args: args, makes: map[string]string{"ImageId": "ImageId"},
		probe: func(at ami.Where) ami.Need { return ami.NamedImage{Where: at, Name: c.Name} },
		took:  pictured(NotTaken, func(i *ami.Image) bool { return i.SourceInstance.Raw() == c.InstanceID }),
		watch: untilAvailable(),
	}
}

func (c CopyImage) traits() traits {
	args := withOptions([]string{"ec2", "copy-image", "--name", c.Name, "--source-image-id", c.SourceID, "--source-region", c.SourceRegion},
		[2]string{"--description", c.Description})
	if c.Encrypted {
		args = append(args, "--encrypted")
	}
	args = withOptions(args, [2]string{"--kms-key-id", c.KeyID})
	if c.CopyTags {
		args = append(args, "--copy-image-tags")
	}
	if c.CompletionMinutes > 0 {
		args = append(args, "--snapshot-copy-completion-duration-minutes", strconv.Itoa(int(c.CompletionMinutes)))
	}
	args = withTags(args, taggedAs{"image", c.Tags})
	return traits{
		operation: "ec2:CopyImage", dryRuns: true, full: []string{"ResourceLimitExceeded"}, again: c.Token != "", args: withOptions(args, [2]string{"--client-token", c.Token}),
		makes: map[string]string{"ImageId": "ImageId"},
		probe: func(at ami.Where) ami.Need { return ami.NamedImage{Where: at, Name: c.Name} },
		took:  pictured(NotTaken, func(i *ami.Image) bool { return i.SourceImage.Raw() == c.SourceID }),
		watch: untilAvailable(),
	}
}

// taggedAs is tags for one kind of thing that a call makes.
type taggedAs struct {
	kind string
	tags []Tag
}

func withTags(args []string, each ...taggedAs) []string {
	var specs []string
	for _, t := range each {
		if len(t.tags) > 0 {
			specs = append(specs, tagSpecification(t.kind, t.tags))
		}
	}
	if len(specs) > 0 {
		args = append(append(args, "--tag-specifications"), specs...)
	}
	return args
}

// untilAvailable waits for the image that a call makes. Only these states lead
// to available; from all others nothing does.
func untilAvailable() *watch {
	return &watch{
		until: [2]string{"the image to be available", "images to be available"},
		need: func(at ami.Where, made map[string]string) ami.Need {
			return ami.ImageProgress{Where: at, ImageID: made["ImageId"]}
		},
		judge: func(b ami.Body) Progress {
			if b == (ami.Absent{}) {
				return Progress{Text: "gone", Failed: "it is gone: somebody deregistered it, or AWS gave it up", Hint: "Look whether its snapshots are still there, and make it again."}
			}
			p, ok := b.(ami.ImageProgressBody)
			if !ok {
				return Progress{}
			}
			switch state := p.Image.State.String(); state {
			case "available", "disabled":
				return Progress{Text: state, Done: true}
			case "pending", "transient", "":
				share := share(p.Snapshots)
				return Progress{Text: percent(share), Share: max(0, share)}
			default:
				return Progress{Text: state, Failed: failure(&p), Hint: wayOut(&p)}
			}
		},
	}
}

// failure says why an image did not come about: in the image's words, and in
// those of its snapshots where they say more.
func failure(p *ami.ImageProgressBody) string {
	said := []string{p.Image.State.String()}
	add := func(words, of string) {
		if words != "" && !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, words) }) {
			said = append(said, of+words)
		}
	}
	if r := p.Image.StateReason; r != nil {
		add(r.Message.String(), "")
	}
	for i := range p.Snapshots {
		s := &p.Snapshots[i]
		add(s.StateMessage.String(), s.ID.String()+": ")
	}
	return strings.Join(said, ": ")
}

// wayOut is what to do about a failure where its words tell; "" where they do
// not.
func wayOut(p *ami.ImageProgressBody) string {
	if words := strings.ToLower(failure(p)); strings.Contains(words, "key") || strings.Contains(words, "kms") {
		return "The key is not there, is off, or this account may not use it (" + keyUses + "). What failed is still there: take it away, and copy again with another key."
	}
	return ""
}

// percent is how much of an image is there, in words.
func percent(share float64) string {
	if share < 0 {
		return "pending"
	}
	return fmt.Sprintf("%.0f %%", share*100)
}

// share is how much of an image's snapshots is there, by their sizes; -1 while
// nothing is known of them.
func share(list []ami.Snapshot) float64 {
	var all, done float64
	for i := range list {
		n, err := strconv.ParseFloat(strings.TrimSuffix(list[i].Progress.String(), "%"), 64)
		if list[i].State.String() == "completed" {
			n, err = 100, nil
		}
		if err == nil && n >= 0 {
			done += min(n, 100) * float64(max(list[i].VolumeSize, 1))
		}
		all += float64(max(list[i].VolumeSize, 1))
	}
	if all == 0 {
		return -1
	}
	return done / all / 100
}
