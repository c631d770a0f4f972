package ui_test

import (
	"strings"
	"testing"
	"time"

	"tami/awsclient/sim"
)

// TestLaunchFromTheList launches an image: what fits is offered while the type
// is typed, what does not is refused with the reason, and the user data comes
// from a file.
func TestLaunchFromTheList(t *testing.T) {
	travel(t, options{w: 110, h: 40}, func(j *journey) {
		j.saved["setup.sh"] = "#!/bin/sh\npassword=hunter2\n"
		j.web(plainImage).Press("L").After(read).Sees("Instance type", "t4g.nano")
		j.Type("t3.micro").Press("enter").Sees("the image is made for arm64, and t3.micro runs x86_64")
		j.Press("ctrl+u").Type("t4g.mi").Sees("t4g.micro  2 vCPU, 1 GiB").Type("cro").Press("tab", "tab", "tab", "tab").Type("ops-2026").Press("tab", "tab")
		j.Type("nowhere.sh").Press("enter").Sees("nowhere.sh cannot be read: there is no such file")
		j.Press("ctrl+u").Type(`#!/bin/sh\necho password`).Press("enter").After(read).Sees("The user data has 23 bytes").Press("esc")
		j.Press("ctrl+u").Type("setup.sh").Press("enter").After(read)
		j.Sees("Launch "+plainImage+" as 1 × t4g.micro", "27 bytes").Misses("hunter2")
		j.Press("enter").After(2*time.Minute).Sees("✓ Done", "made i-0", ": running, checks passed, at 203.0.113.", "TO GET ONTO IT", "ssh -i ops-2026.pem ec2-user@203.0.113.")
		if n := len(j.instancesOf(plainImage)); n != 1 {
			t.Errorf("%d instances run the image", n)
		}
	})
}

// TestPricesInTheListOfTypes come while the list is looked at, without a row that
// moves, and the preview takes them. Whoever may not ask AWS's price list is told
// so once and launches all the same.
func TestPricesInTheListOfTypes(t *testing.T) {
	travel(t, options{w: 80, h: 24}, func(j *journey) {
		j.web(plainImage).Press("L").After(read).Press("ctrl+o").Type("t4g").Sees("$/hour", "…", "asking AWS's price list")
		row := j.row("t4g.nano")
		j.After(read).Sees("$/hour: on demand, Linux/UNIX, AWS's price list", "0.0042")
		if now := j.row("t4g.nano"); now != row {
			t.Errorf("a row moved from line %d to %d", row, now)
		}
		j.Press("enter").After(read).Sees("t4g.nano").Press("enter").After(read).Sees("AWS price list, asked in us-east-1").Misses("unknown")
	})
	travel(t, options{w: 100, h: 40, faults: []sim.Fault{{Service: "pricing", Do: "deny"}}}, func(j *journey) {
		j.web(plainImage).Press("L").After(read).Press("ctrl+o").Type("t4g").After(read).Sees("not permitted", "pricing:GetProducts", "prices.tsv").Sees("0.0084")
		j.Press("enter").After(read).Press("enter").After(read).Sees("the price of t4g.nano (no figure", "not permitted", "a prices.tsv of", "1 failure")
		j.Press("enter").After(2 * time.Minute).Sees("✓ Done")
	})
	travel(t, options{w: 100, h: 40, faults: []sim.Fault{{Service: "pricing", Do: "hang"}}}, func(j *journey) {
		j.web(plainImage).Press("L").After(read).Type("t4g.nano").Press("enter").After(read).Sees("no figure for us-east-1", "not answered yet")
		j.Press("enter").After(2 * time.Minute).Sees("✓ Done")
	})
}

// row is the line of the screen that a text is in.
func (j *journey) row(text string) int {
	for i, line := range strings.Split(j.Screen(), "\n") {
		if strings.Contains(line, text) {
			return i
		}
	}
	return -1
}

// TestLaunchOnSpareCapacity: what it costs at most has its own reason, and AWS's
// refusal of a price stands where it is confirmed, with the way out.
func TestLaunchOnSpareCapacity(t *testing.T) {
	travel(t, options{w: 110, h: 40}, func(j *journey) {
		j.web(plainImage).Press("L").After(read).Type("t4g.micro").Press("tab", "tab", "tab", "tab", "tab", "tab", "tab", "space", "tab").Type("0.001").Press("enter").After(read)
		j.Sees("(up to)", "up to: Spot Instances cost at most", "once an hour costs more than $0.001", "SpotMaxPriceTooLow", "give a higher price, or none").Misses("snapshots share blocks")
		j.Press("f").Press("tab").Press("shift+tab").Press("ctrl+u").Press("enter").After(read).Misses("SpotMaxPriceTooLow")
	})
}

// instancesOf are the instances of the account that run an image, by its name,
// and were launched on t4g.micro.
func (j *journey) instancesOf(name string) (ids []string) {
	region := j.account.Capture().Regions["us-east-1"]
	images := map[string]string{}
	for _, i := range region.Images {
		images[i.ImageId] = i.Name
	}
	note := func(i sim.Instance) {
		if images[i.ImageId] == name && i.InstanceType == "t4g.micro" {
			ids = append(ids, i.InstanceId)
		}
	}
	for _, r := range region.Reservations {
		for _, i := range r.Instances {
			note(i)
		}
	}
	for _, i := range region.Instances {
		note(i)
	}
	return ids
}
