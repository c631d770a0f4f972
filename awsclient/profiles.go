package awsclient

import (
	"tami/model/ami"
	"tami/model/text"
)

// profiles answers from the shared files, or with the profiles of a simulated
// account.
func (c *Client) profiles(a *answer) {
	if c.simulated() {
		list := ami.ProfileList{}
		for _, name := range c.opt.Profiles {
			list.Profiles = append(list.Profiles, ami.Profile{Name: text.Clean(name), SignIn: text.Clean("simulated account")})
		}
		a.done(list, nil)
		return
	}
	a.done(profileList(c.shared()), nil)
}

func profileList(shared *sharedConfig) ami.ProfileList {
	list := ami.ProfileList{}
	for _, f := range shared.read {
		list.Files = append(list.Files, text.Clean(f))
	}
	for _, p := range shared.profiles {
		region := p.values["region"]
		if ami.CheckRegion(region) != nil {
			region = "" // what is no region's name cannot be asked, nor shown as it is
		}
		list.Profiles = append(list.Profiles, ami.Profile{
			Name: text.Clean(p.name), Region: region, SignIn: text.Clean(p.signIn()), File: text.Clean(p.file), Way: shared.way(p.name),
		})
	}
	return list
}
