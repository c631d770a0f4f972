package sim

import "encoding/base64"

type getConsoleOutputInput struct {
	InstanceId string
	Latest     bool
}

type consoleOutputResult struct {
	InstanceId string `wire:"instanceId"`
	Output     string `wire:"output"`
	Timestamp  string `wire:"timestamp,time"`
}

// getConsoleOutput gives what an instance wrote on its console: nothing while
// it is pending, a panic when its image does not boot.
func getConsoleOutput(c *call, in *getConsoleOutputInput) (out consoleOutputResult, err error) {
	if in.InstanceId == "" {
		return out, missingParameter("InstanceId")
	}
	if err := instanceIDs().check([]string{in.InstanceId}, func(id string) bool { return c.own.instances.find(id) != nil }); err != nil {
		return out, err
	}
	i := c.own.instances.find(in.InstanceId)
	out = consoleOutputResult{InstanceId: i.InstanceId, Timestamp: c.now.UTC().Format(wireLayout)}
	text := ""
	switch {
	case i.State != nil && i.State.Name == "pending":
	case i.launched != nil && !i.launched.sound:
		text = "[    1.204113] VFS: Cannot open root device \"UUID=6d1f\" or unknown-block(0,0): error -6\r\n" +
			"[    1.204530] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\r\n"
	default:
		text = "[    0.000000] Linux version 6.1.0\r\n[    4.118871] cloud-init[1402]: Cloud-init finished\r\n" + i.InstanceId + " login: \r\n"
	}
	out.Output = base64.StdEncoding.EncodeToString([]byte(text))
	return out, nil
}
