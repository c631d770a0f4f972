package op

// Check is something to look for on the disks before an image leaves its
// account.
type Check struct{ Look, Where string }

// Checklist is what to look for on the disks before an image leaves its
// account: AWS cannot see it, and whoever launches the image can.
func Checklist() []Check {
	return []Check{
		{"SSH keys that open it", "~/.ssh/authorized_keys of root and of every user"},
		{"host keys of SSH", "/etc/ssh/ssh_host_*: every copy would have the same"},
		{"passwords", "root locked, no user with one, PasswordAuthentication no"},
		{"AWS keys and tokens", "~/.aws, .env files, /etc, what pipelines left"},
		{"private keys and certificates", "*.pem, *.key, *.p12, /etc/ssl/private"},
		{"shell histories", "~/.bash_history, ~/.zsh_history, ~/.viminfo"},
		{"logs, caches and temporary files", "/var/log, /var/cache, /tmp, /var/tmp, mail"},
		{"what earlier instances left", "/var/lib/cloud, user data, machine-id, DHCP leases"},
		{"what was deleted and not overwritten", "free space of the disk still holds it"},
	}
}
