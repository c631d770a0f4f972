package op

import "strings"

// The words in a command that stand for an instance's own ID and address.
const (
	anInstance = "INSTANCE"
	anAddress  = "ADDRESS"
)

// addressOf is the name under which an outcome keeps the address of an instance.
func addressOf(id string) string { return "Address of " + id }

// ways are the commands that lead onto an instance of the launch: by SSH with
// its key pair, to the password of Windows, and through Session Manager where an
// instance profile may allow it.
func (o *order) ways() (list []string) {
	key, region := o.values.One("key"), o.at.Region
	switch {
	case key != "" && o.img.Windows():
		list = append(list, "aws ec2 get-password-data --instance-id "+anInstance+" --priv-launch-key "+quote(key+".pem")+" --region "+region)
	case key != "":
		list = append(list, "ssh -i "+quote(key+".pem")+" "+o.user()+"@"+anAddress)
	}
	if o.values.One("profile-arn") != "" {
		list = append(list, "aws ssm start-session --target "+anInstance+" --region "+region)
	}
	return list
}

// Reach is how to get onto the instances that a run launched: commands, those of
// each instance after each other. There are none where it launched none, or
// nothing leads onto them.
func (r *Run) Reach() (commands []string) {
	for _, s := range r.Plan.Steps {
		c, launches := s.Do.(RunInstances)
		o := r.Outcome(s.ID)
		if !launches || o == nil || o.State != Done {
			continue
		}
		for _, id := range strings.Fields(o.Made["InstanceId"]) {
			for _, way := range c.Reach {
				way = strings.ReplaceAll(way, anInstance, id)
				if address := o.Made[addressOf(id)]; address != "" {
					way = strings.ReplaceAll(way, anAddress, address)
				}
				commands = append(commands, way)
			}
		}
	}
	return commands
}
