package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"

	"github.com/spf13/cobra"
)

func (s *session) simulate() *cobra.Command {
	var sim Simulation
	var faults string
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "answer as AWS would, on this machine, for any AWS tool",
		Long: `Serves the simulated account over HTTP until ctrl+c. When it listens, it prints
the lines that point a shell at it. Only this machine can reach it: the account
checks no credentials.`,
		Example: `tami simulate --listen 127.0.0.1:4566
tami simulate --seed account.json --faults faults.json --speed 1`,
		Annotations: taking(seedFlags),
		Args:        nothing,
	}
	cmd.Flags().StringVar(&sim.Listen, "listen", "127.0.0.1:0", "`ADDRESS` of this machine; port 0 takes a free one")
	cmd.Flags().StringVar(&faults, "faults", "", "what goes wrong, a JSON `FILE`")
	cmd.Flags().Float64Var(&sim.Speed, "speed", 0, "how long things take, `N`: 1 as in AWS, 10 ten times faster (default as the demo)")
	cmd.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		if err = checkListen(sim.Listen); err != nil {
			return err
		}
		if sim.Speed < 0 || sim.Speed > 1e6 {
			return wrong("--speed takes a number above 0, such as 1 or 10, not %v", sim.Speed)
		}
		if sim.Seed, err = s.read("--seed", s.flags.seed); err != nil {
			return err
		}
		if sim.Faults, err = s.read("--faults", faults); err != nil {
			return err
		}
		ready := func(addr string) { _ = s.print(pointAt(addr)) }
		if err = s.w.Simulate(cmd.Context(), sim, ready); errors.Is(err, context.Canceled) {
			err = nil // ctrl+c is how it ends
		}
		return err
	}
	return cmd
}

// checkListen refuses addresses that other machines could reach: whoever
// reaches the account may change it.
func checkListen(addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return wrong("--listen %q is not an address; write it as 127.0.0.1:4566", addr)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil {
		return wrong("--listen %q has no port between 0 and 65535; write it as 127.0.0.1:4566", addr)
	} else if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return wrong("--listen %q can be reached by other machines, and the account checks no credentials; use 127.0.0.1:%d", addr, n)
	}
	return nil
}

// pointAt is what a shell runs so that its AWS tools talk to addr. The keys
// are no secret: they only make the tools sign.
func pointAt(addr string) string {
	return fmt.Sprintf(`export AWS_ENDPOINT_URL=http://%s
export AWS_ACCESS_KEY_ID=simulated
export AWS_SECRET_ACCESS_KEY=simulated
export AWS_REGION=us-east-1
export AWS_DEFAULT_REGION=us-east-1
`, addr)
}
