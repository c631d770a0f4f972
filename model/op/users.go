package op

import "tami/model/ami"

// userNeeds asks who uses images, those of a place together.
func userNeeds(f Facts, images []Target) []ami.Need {
	ids := map[ami.Where][]string{}
	var places []ami.Where
	for _, t := range images {
		if ids[t.At] == nil {
			places = append(places, t.At)
		}
		ids[t.At] = append(ids[t.At], t.ID)
	}
	var needs []ami.Need
	for _, at := range places {
		needs = append(needs, f.UserNeeds(at, ids[at]...)...)
	}
	return needs
}

// stopsLaunching says what uses an image and cannot launch from it any more.
// What runs goes on running.
func (d *draft) stopsLaunching(one subject) {
	users, not := d.facts.Users(one.At, one.ID)
	d.unchecked(not...)
	running := 0
	for _, u := range users {
		switch u.Kind {
		case "instance":
			running++
		case "Auto Scaling group":
			d.breaks("Auto Scaling group %s cannot launch instances (%s)", u.ID, u.Detail)
		case "SSM parameter":
			d.breaks("what takes its image from the SSM parameter %s cannot launch", u.ID)
		case "Image Builder recipe", "Image Builder container recipe":
			d.breaks("%s %s cannot build", u.Kind, u.ID)
		default:
			d.breaks("%s cannot launch", u.Words())
		}
	}
	if running > 0 {
		d.say(Note, "%s: what runs goes on running (%s), and cannot be replaced from it.", one.name, ami.Count(running, "instance", "instances"))
	}
}
