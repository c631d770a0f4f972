package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// measure takes every figure, one after the other: the machine is small, and
// nothing else should run beside a measurement.
func measure(binary string) ([]figure, error) {
	dir, err := os.MkdirTemp("", "tami-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var all []figure
	for _, take := range []func(string, string) ([]figure, error){starting, waiting, costs, sizes} {
		some, err := take(binary, dir)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// starting measures what happens before any answer.
func starting(binary, _ string) ([]figure, error) {
	best := time.Hour
	for range 5 {
		begin := time.Now()
		if err := exec.Command(binary, "--help").Run(); err != nil {
			return nil, fmt.Errorf("--help: %w", err)
		}
		best = min(best, time.Since(begin))
	}
	frame := time.Hour
	bytes := 0
	for range 3 {
		t, err := run(binary, nil, 120, 40, "--demo")
		if err != nil {
			return nil, err
		}
		d, err := t.until("tami", 0, t.began)
		t.quit()
		if err != nil {
			return nil, err
		}
		frame, bytes = min(frame, d), t.size()
	}
	_ = bytes
	return []figure{
		{"--help", ms(best), "≤ 50 ms", "fang 23 ms, and 4.03 s on a mute terminal"},
		{"first frame after exec, demo", ms(frame), "≤ 150 ms", "claws 41–68 ms to the first byte, then waits for AWS"},
	}, nil
}

// waiting measures what a slow API costs: rows with 150 ms a call, and with
// one of three regions 8 s late.
func waiting(binary, dir string) ([]figure, error) {
	slow := []map[string]any{{"Service": "ec2", "Do": "delay", "Ms": 150}}
	late := []map[string]any{{"Service": "ec2", "Action": "DescribeImages", "Region": "ap-southeast-2", "Do": "delay", "Ms": 8000}}
	rows, err := rowsWith(binary, dir, slow, "us-east-1")
	if err != nil {
		return nil, err
	}
	first, err := rowsWith(binary, dir, late, "us-east-1,eu-west-1,ap-southeast-2")
	if err != nil {
		return nil, err
	}
	return []figure{
		{"rows on screen, 150 ms API", ms(rows), "≤ 200 ms", "claws 220 ms, a9s 320 ms"},
		{"first rows, one of three regions 8 s late", ms(first), "≤ 300 ms", "claws 8 s"},
	}, nil
}

func rowsWith(binary, dir string, faults []map[string]any, regions string) (time.Duration, error) {
	file := filepath.Join(dir, "faults.json")
	if err := writeJSON(file, faults); err != nil {
		return 0, err
	}
	server, addr, err := serve(binary, "--faults", file)
	if err != nil {
		return 0, err
	}
	defer server()
	t, err := run(binary, accountEnv(addr), 120, 40, "--region", regions)
	if err != nil {
		return 0, err
	}
	defer t.quit()
	return t.until("available", 0, t.began)
}

// costs measures bytes and times of keys on the demo account.
func costs(binary, _ string) ([]figure, error) {
	t, err := run(binary, nil, 120, 40, "--demo")
	if err != nil {
		return nil, err
	}
	defer t.quit()
	if _, err := t.until("available", 0, t.began); err != nil {
		return nil, err
	}
	t.settle()
	idle := t.size()
	time.Sleep(2 * time.Second)
	idle = t.size() - idle
	move, _ := t.each("j", 20)
	page, _ := t.each("\x06", 3)
	_, _, _ = t.press("g")
	_, _, _ = t.press("/")
	letters := 0
	for _, l := range "web a" {
		n, _, _ := t.press(string(l))
		letters += n
	}
	return []figure{
		{"bytes a cursor move, 120x40, with summary", bytesOf(move), "≤ 350 B", "claws 987, a9s 262, fzf 2,306, vim 284 with cursor line"},
		{"bytes a page, 120x40", bytesOf(page), "≤ 1.1 × the text", "vim 4,376, less 4,337, list and detail in Bubble Tea 2,215"},
		{"bytes a typed letter, 120x40", bytesOf(letters / 5), "64 B and the rows that change", "13 B where no row changes"},
		{"bytes in two idle seconds", bytesOf(idle), "0 B", "htop 2,400 B, vim 0"},
	}, nil
}

// sizes measures key to frame and memory at several sizes of account.
func sizes(binary, dir string) ([]figure, error) {
	var out []figure
	for _, n := range []int{40, 1000, 10000} {
		seed := filepath.Join(dir, fmt.Sprintf("seed-%d.json", n))
		if err := writeJSON(seed, account(n)); err != nil {
			return nil, err
		}
		server, addr, err := serve(binary, "--seed", seed)
		if err != nil {
			return nil, err
		}
		some, err := sized(binary, addr, n)
		server()
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

func sized(binary, addr string, n int) ([]figure, error) {
	t, err := run(binary, accountEnv(addr), 120, 40, "--region", "us-east-1")
	if err != nil {
		return nil, err
	}
	defer t.quit()
	loaded, err := t.until(fmt.Sprintf("us-east-1 %d", n), 0, t.began)
	if err != nil {
		return nil, err
	}
	t.settle()
	memory := t.memory()
	_, move := t.each("j", 30)
	_, _, _ = t.press("/")
	var worst time.Duration
	for _, l := range "web arm64 gpu" {
		_, _, d := t.press(string(l))
		worst = max(worst, d)
	}
	_, _, _ = t.press("\x1b")
	name := fmt.Sprintf("%d images", n)
	return []figure{
		{"all rows listed, " + name, ms(loaded), "", "decoding alone with the SDK: 22,000 images a second a core"},
		{"cursor key to last byte, p99, " + name, ms(move), "≤ 5 ms at 1,000", "an interval of the renderer (16 ms at 60 frames a second) is part of it"},
		{"typed letter to last byte, worst, " + name, ms(worst), "≤ 16 ms at 100,000", "claws 32–45 ms, a9s 16–95 ms at 5,000"},
		{"memory, " + name, memory, map[int]string{40: "≤ 40 MB", 10000: "≤ 60 MB at 5,000"}[n], "claws 41 MB at 40, 65 MB at 5,000; a9s 84 and 123 MB"},
	}, nil
}

// serve runs the simulator on loopback and returns how to stop it.
func serve(binary string, args ...string) (stop func(), addr string, err error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	addr = free.Addr().String()
	if err := free.Close(); err != nil {
		return nil, "", err
	}
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, binary, append([]string{"simulate", "--listen", addr}, args...)...)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		cancel()
		return nil, "", err
	}
	stop = func() { cancel(); _ = cmd.Wait() }
	for range 200 {
		resp, err := http.Get("http://" + addr + "/")
		if err == nil {
			_ = resp.Body.Close()
			return stop, addr, nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	return nil, "", fmt.Errorf("the simulator did not listen on %s", addr)
}

func accountEnv(addr string) []string {
	return []string{
		"AWS_ENDPOINT_URL=http://" + addr, "AWS_ACCESS_KEY_ID=bench", "AWS_SECRET_ACCESS_KEY=bench",
		"AWS_EC2_METADATA_DISABLED=true", "AWS_PROFILE=", "AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
	}
}

func writeJSON(file string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(file, b, 0o600)
}

// account is a seed with n images of our own, of believable names.
func account(n int) map[string]any {
	families := []string{"web-arm64", "web-amd64", "api-arm64", "worker-amd64", "web-arm64-gpu", "payments-amd64", "ci-runner-arm64"}
	images := make([]map[string]any, n)
	begin := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range images {
		made := begin.Add(time.Duration(i) * 2 * time.Hour)
		f := families[i%len(families)]
		arch := "x86_64"
		if i%2 == 0 {
			arch = "arm64"
		}
		images[i] = map[string]any{
			"ImageId": fmt.Sprintf("ami-%017x", i+1), "Name": fmt.Sprintf("%s-%s-%07x", f, made.Format("2006.01.02"), i*7919%0xfffffff),
			"OwnerId": "111122223333", "State": "available", "Architecture": arch, "CreationDate": made.Format("2006-01-02T15:04:05.000Z"),
			"RootDeviceName": "/dev/xvda", "RootDeviceType": "ebs", "VirtualizationType": "hvm", "Hypervisor": "xen", "ImageType": "machine",
			"PlatformDetails": "Linux/UNIX", "UsageOperation": "RunInstances", "EnaSupport": true, "ImageLocation": "111122223333/" + f,
			"BlockDeviceMappings": []any{map[string]any{"DeviceName": "/dev/xvda", "Ebs": map[string]any{
				"SnapshotId": fmt.Sprintf("snap-%017x", i+1), "VolumeSize": 20, "VolumeType": "gp3", "DeleteOnTermination": true, "Encrypted": false}}},
			"Tags": []any{map[string]any{"Key": "team", "Value": "web"}},
		}
	}
	return map[string]any{"Account": "111122223333", "Prices": "embedded", "Regions": map[string]any{"us-east-1": map[string]any{"Images": images}}}
}
