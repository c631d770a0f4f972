// Command bench measures the real program as a terminal sees it: how soon it
// draws, how many bytes a key costs, how long a key takes, how much memory it
// holds, each beside the figures of other programs. It drives the binary
// through a pseudo-terminal against the simulator on loopback, and prints a
// table; `make bench` runs it.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"text/tabwriter"
)

func main() {
	binary := flag.String("tami", "", "the binary to measure")
	flag.Parse()
	if *binary == "" {
		fmt.Fprintln(os.Stderr, "bench: -tami names the binary to measure, as `make bench` does")
		os.Exit(2)
	}
	figures, err := measure(*binary)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	fmt.Printf("%s/%s, %d CPUs, %s\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "what\ttami\taim\tbeside")
	for _, f := range figures {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.what, f.value, f.aim, f.beside)
	}
	if err := w.Flush(); err != nil {
		os.Exit(1)
	}
}

// figure is a line of the table. The figures beside were measured on another
// day with the same method: ratios to them are a guide, not a proof.
type figure struct{ what, value, aim, beside string }
