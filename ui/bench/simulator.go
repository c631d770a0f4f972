package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tami/awsclient/sim"
)

// simulator is `tami simulate`, running.
type simulator struct {
	cmd  *exec.Cmd
	stop context.CancelFunc
	addr string
}

// simulate runs an account on loopback until it is closed.
func simulate(ctx context.Context, r rig, seed sim.Seed, faults ...sim.Fault) (*simulator, error) {
	return simulateAt(ctx, r, seed, "0", faults...)
}

// simulateAt is simulate where things take as long as speed says: "1" as in AWS.
func simulateAt(ctx context.Context, r rig, seed sim.Seed, speed string, faults ...sim.Fault) (*simulator, error) {
	args := []string{"simulate", "--listen", "127.0.0.1:0", "--speed", speed}
	if seed.Account != "" {
		file := filepath.Join(r.dir, "seed.json")
		if err := writeJSON(file, seed); err != nil {
			return nil, err
		}
		args = append(args, "--seed", file)
	}
	if len(faults) > 0 {
		file := filepath.Join(r.dir, "faults.json")
		if err := writeJSON(file, faults); err != nil {
			return nil, err
		}
		args = append(args, "--faults", file)
	}
	ctx, stop := context.WithCancel(ctx)
	s := &simulator{cmd: exec.CommandContext(ctx, r.binary, args...), stop: stop}
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		stop()
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		stop()
		return nil, err
	}
	lines := bufio.NewScanner(out) // it says where it listens as soon as it does
	for lines.Scan() {
		if at, ok := strings.CutPrefix(lines.Text(), "export AWS_ENDPOINT_URL="); ok {
			s.addr = at
			return s, nil
		}
	}
	s.close()
	return nil, fmt.Errorf("%s does not say where it listens", s.cmd)
}

func (s *simulator) close() {
	s.stop()
	_ = s.cmd.Wait()
}

// env points the program at the simulator, and at nothing else.
func (s *simulator) env() []string {
	return []string{
		"AWS_ENDPOINT_URL=" + s.addr, "AWS_ACCESS_KEY_ID=bench", "AWS_SECRET_ACCESS_KEY=bench",
		"AWS_EC2_METADATA_DISABLED=true", "AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull,
	}
}

func writeJSON(file string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(file, b, 0o600)
}
