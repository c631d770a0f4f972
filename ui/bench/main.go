// Command bench measures the real program as a terminal sees it: how soon it
// draws, how many bytes a key costs, how long a key takes, how much memory it
// holds, each beside what is aimed at and what other programs need. It drives
// the binary on a pseudo-terminal, against the simulator on loopback, and
// prints tables; `make bench` runs it. It may import anything of ours.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// group is a table of figures.
type group struct {
	name, title string
	take        func(context.Context, rig) ([]figure, error)
}

func groups() []group {
	return []group{
		{"start", "Starting", starting},
		{"wait", "While AWS is slow", waiting},
		{"bytes", "Bytes to the terminal, xterm-256color, demo account", output},
		{"watch", "Bytes to the terminal while changes are watched", watching},
		{"size", "Key to frame and memory, one region", sizes},
		{"load", "10,000 images paging in", loading},
		{"cache", "100,000 images of last time, AWS silent", remembering},
	}
}

// rig is what a measurement needs: the binary, and a folder for its files.
type rig struct{ binary, dir string }

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	binary := flags.String("tami", "", "the `BINARY` to measure, as `make bench` builds it")
	only := flags.String("only", "", "measure this `GROUP` alone: start, wait, bytes, watch, size, load or cache")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *binary == "" {
		return fmt.Errorf("-tami must name the binary to measure; make bench does")
	}
	dir, err := os.MkdirTemp("", "tami-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("%s/%s, %d CPUs, %s\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	found := false
	for _, g := range groups() { // one after the other: nothing else should run beside a measurement
		if *only != "" && *only != g.name {
			continue
		}
		found = true
		figures, err := g.take(ctx, rig{*binary, dir})
		if err != nil {
			return fmt.Errorf("%s: %w", strings.ToLower(g.title), err)
		}
		fmt.Printf("\n%s\n\n", g.title)
		if err := table(os.Stdout, figures); err != nil {
			return err
		}
	}
	if !found {
		return fmt.Errorf("there is no group %q; choose start, wait, bytes, watch, size, load or cache", *only)
	}
	return nil
}
