package op

import "strings"

// meansOf is what a state reason of AWS's comes to, and what to do; "" where the
// code says it all. The codes are those of AWS's documentation of StateReason.
func meansOf(code string) string {
	switch code {
	case "Client.InternalError":
		return "Most often the key of an encrypted volume cannot be used: it is disabled or gone, or who launches lacks kms:CreateGrant or kms:Decrypt for it"
	case "Client.InvalidSnapshot.NotFound":
		return "A snapshot that a volume is made of is gone, or is not shared with this account"
	case "Client.VolumeLimitExceeded":
		return "The account may not have so much of that volume type: choose smaller volumes or another type, or ask AWS for a larger quota (Service Quotas)"
	case "Client.UserInitiatedShutdown", "Client.UserInitiatedHibernate":
		return "Somebody ended it by a call of their own"
	case "Client.InstanceInitiatedShutdown", "Client.InstanceTerminated":
		return "It shut itself down: look at what the user data does at the first start"
	case "Server.InternalError":
		return "The fault is on AWS's side: launch again, in another zone if it stays so"
	case "Server.InsufficientInstanceCapacity":
		return "AWS had no room for it: choose another type, or a subnet in another zone, or try again later"
	case "Server.ScheduledStop", "Server.MaintenanceEvent":
		return "AWS ended it for maintenance: launch again"
	case "Server.SpotInstanceTermination", "Server.SpotInstanceShutdown":
		return "AWS took the spare capacity back, or its price rose above what was offered: launch on demand, or another type"
	}
	return ""
}

// consoleBreak parts the lines of a console in one line of ours.
const consoleBreak = " / "

// quotedLines is how many lines of a console are quoted: its end says why.
const quotedLines = 2

// lastLines are the lines of a console to quote.
func lastLines(console string) string {
	lines := strings.Split(console, consoleBreak)
	return strings.Join(lines[max(0, len(lines)-quotedLines):], consoleBreak)
}

// diagnosis is what the end of a console means in the words of an operator; ""
// where nothing in it is known. What is nearest to the cause comes first.
func diagnosis(console string) string {
	low := strings.ToLower(console)
	for _, known := range []struct {
		signs []string
		means string
	}{
		{
			[]string{"unable to mount root", "cannot open root device", "waiting for root", "rootfs", "root device not found", "dracut-initqueue"},
			"It does not find its root file system: the image may lack the driver of its disk (NVMe on newer types), or name the disk by its device and not by its UUID",
		},
		{[]string{"emergency mode", "dependency failed for /", "you are in emergency"}, "A file system in /etc/fstab is not there, so that the start stops: an entry for a disk that this launch lacks wants the option nofail"},
		{[]string{"no bootable device", "grub rescue", "grub>", "boot failed"}, "The boot loader finds nothing to start: its mode (BIOS or UEFI) may not be that of the disk"},
		{[]string{"no space left on device"}, "The root volume is full: give a larger one (root-size)"},
		{[]string{"out of memory", "oom-kill"}, "It runs out of memory: a larger type may do"},
		{[]string{"network is unreachable", "no dhcpoffers", "failed to bring up", "failed to start network"}, "It has no network: the driver of its network (ENA) may be missing, or its setup is for another device"},
		{[]string{"kernel panic"}, "The kernel stops as it starts"},
		{[]string{"login:"}, "The system came up, so that its network may be what fails: addresses, routes or a firewall of its own"},
	} {
		for _, sign := range known.signs {
			if strings.Contains(low, sign) {
				return known.means
			}
		}
	}
	return ""
}
