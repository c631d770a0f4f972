// Command tami is a terminal UI for Amazon Machine Images: everything about an
// image on one screen. This file wires the packages together; it is the only
// one that knows the operating system, the clock and the environment.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	xterm "github.com/charmbracelet/x/term"

	"tami/awsclient"
	"tami/awsclient/cache"
	"tami/awsclient/files"
	"tami/awsclient/memory"
	"tami/awsclient/sim"
	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/model/text"
	"tami/themes"
	"tami/ui"
	"tami/ui/cli"
	"tami/ui/screen"
	"tami/ui/term"
	"tami/ui/term/early"
)

// version is set by release builds; a build from source says so.
var version = "devel"

func main() {
	early.Restore()
	files.OwnUmask()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	ctx, end := context.WithCancel(ctx)
	code := cli.Run(ctx, wiring(end), os.Args[1:])
	end()
	stop()
	os.Exit(code)
}

// wiring gives the command line the outside world; end ends what it does.
func wiring(end func()) cli.Wiring {
	return cli.Wiring{
		Version:    buildVersion(),
		Stdin:      os.Stdin,
		Stdout:     os.Stdout,
		Stderr:     os.Stderr,
		Getenv:     os.Getenv,
		ReadFile:   os.ReadFile,
		WriteFile:  files.Create,
		Now:        time.Now,
		Terminal:   func() (in, out bool) { return xterm.IsTerminal(os.Stdin.Fd()), xterm.IsTerminal(os.Stdout.Fd()) },
		Config:     defaults,
		Prices:     prices,
		ThemeNames: themes.Names,
		Keys:       keyTable,
		Open:       func(t cli.Target) (cli.Backend, error) { return open(t, nil) },
		Change:     change,
		Outlive:    func() <-chan struct{} { return outlive(end) },
		Screen:     screens,
		Simulate:   simulate,

		Capture:     capture,
		SeedRegions: seedRegions,
	}
}

// buildVersion is the release's version, or the revision that was built.
func buildVersion() string {
	if version != "devel" {
		return version
	}
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" && b.Main.Version != "(devel)" {
		return b.Main.Version
	}
	return version
}

// open makes the client of the account: AWS, or the simulated one. What a
// subcommand prints is always AWS's answer: only the screen has a cache.
func open(t cli.Target, kept *cache.Folder) (*awsclient.Client, error) {
	config, err := keymap.ParseConfig(t.Config.Name, t.Config.Content)
	if err != nil {
		return nil, err
	}
	files.Find(os.Getenv).KeepPrivate()
	o := awsclient.Options{
		EndpointURL: t.EndpointURL, Env: os.Getenv, UserAgent: "tami/" + buildVersion(),
		ReadOnly: t.ReadOnly, ReadOnlyProfiles: config.ReadOnlyProfiles, Cache: kept,
	}
	if t.LogFile != "" {
		log, err := logger(t.LogFile)
		if err != nil {
			return nil, err
		}
		o.Log = log
	}
	if !t.Demo {
		return awsclient.New(o), nil
	}
	account, err := simulated(t.Seed, cli.File{}, 0)
	if err != nil {
		return nil, err
	}
	o.Env, o.Transport = nil, account.Transport()
	return awsclient.New(o), nil
}

// change makes what carries changes out for the subcommands.
func change(ctx context.Context, b cli.Backend, t cli.Target) (cli.Runner, error) {
	client, ok := b.(*awsclient.Client)
	if !ok {
		return nil, errors.New("this account takes no changes")
	}
	folders := files.Find(os.Getenv)
	journals := folders.Journal()
	if t.Demo {
		var err error
		if journals, err = folders.DemoJournal(t.Past, time.Now()); err != nil {
			return nil, err
		}
	}
	return awsclient.NewRunner(ctx, client, awsclient.RunnerOptions{Folder: journals}), nil
}

// outlive lets a change outlive its terminal and whoever reads its output, and
// makes of the signal that asks a process to end what ctrl+c is: a stop before
// the next step. All that holds until the process ends. The channel is closed
// when the terminal has gone; of a process that was started to ignore that, as
// by nohup, it never is.
func outlive(end func()) <-chan struct{} {
	hangup, asked, gone := make(chan os.Signal, 1), make(chan os.Signal, 1), make(chan struct{})
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(hangup, syscall.SIGHUP)
	}
	signal.Notify(asked, syscall.SIGTERM)
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // or a write to nobody would end the process
	go func() {
		<-hangup
		close(gone)
	}()
	go func() {
		<-asked
		end()
	}()
	return gone
}

// content is what the simulated account holds: the demonstration, or a seed.
func content(seed cli.File) (sim.Seed, error) {
	if seed.Name == "" {
		return sim.Demo(time.Now()), nil
	}
	s, err := sim.ParseSeed(seed.Name, seed.Content)
	if err != nil {
		return sim.Seed{}, cli.Mistake(err)
	}
	return s, nil
}

// seedRegions are the regions of the simulated account, those with the most
// images of its own first: they are what people look at.
func seedRegions(seed cli.File) ([]string, error) {
	s, err := content(seed)
	if err != nil {
		return nil, err
	}
	own := map[string]int{}
	for name, r := range s.Regions {
		for i := range r.Images {
			if r.Images[i].OwnerId == s.Account {
				own[name]++
			}
		}
	}
	return slices.SortedFunc(maps.Keys(s.Regions), func(a, b string) int {
		return cmp.Or(cmp.Compare(own[b], own[a]), cmp.Compare(a, b))
	}), nil
}

// simulated makes the simulated account.
func simulated(seed, faults cli.File, speed float64) (*sim.Account, error) {
	o := sim.Options{Speed: speed}
	var err error
	if o.Seed, err = content(seed); err != nil {
		return nil, err
	}
	if faults.Name != "" {
		if o.Faults, err = sim.ParseFaults(faults.Name, faults.Content); err != nil {
			return nil, cli.Mistake(err)
		}
	}
	return sim.New(o)
}

func simulate(ctx context.Context, s cli.Simulation, ready func(addr string)) error {
	account, err := simulated(s.Seed, s.Faults, s.Speed)
	if err != nil {
		return err
	}
	return sim.Serve(ctx, s.Listen, account, ready)
}

// capture reads what an account holds, through its API like everything else.
// What AWS says and a seed has no place for is dropped on the way into one.
func capture(ctx context.Context, b cli.Backend, places []ami.Where, blocks bool) (cli.Captured, *ami.Problem) {
	client, ok := b.(*awsclient.Client)
	if !ok {
		return cli.Captured{}, &ami.Problem{Kind: ami.Refused, Title: "this account cannot be captured"}
	}
	read, p := client.Capture(ctx, places, blocks)
	if p != nil {
		return cli.Captured{}, p
	}
	taken := cli.Captured{Secrets: read.Secrets}
	for _, m := range read.Missing {
		taken.Missing = append(taken.Missing, cli.CaptureGap(m))
	}
	seed, err := sim.SeedOf(read.Account, read.Regions)
	if err != nil {
		taken.Missing = append(taken.Missing, cli.CaptureGap{What: "some values",
			Problem: &ami.Problem{Kind: ami.NotAWS, Title: "AWS's answers hold what a seed cannot", Cause: text.Clean(err.Error())}})
	}
	taken.Seed = seed
	return taken, nil
}

// screens runs the terminal program.
func screens(ctx context.Context, t cli.Target) error {
	memory.Spare(os.Getenv("GOGC"))
	config, err := keymap.ParseConfig(t.Config.Name, t.Config.Content)
	if err != nil {
		return err
	}
	kept, fault := cacheFolder(t.Demo || config.NoCache)
	client, err := open(t, kept)
	if err != nil {
		return err
	}
	go client.Prepare(ctx, t.Scope.Profiles)
	keys, err := keymap.Customise(keymap.Default(), config.Keys)
	if err != nil {
		return err
	}
	list, err := prices()
	if err != nil {
		return err
	}
	scope, problems := cli.Home(client, t.Scope)
	state := model.New(scope, t.From, list)
	state.ReadOnly, state.ReadOnlyProfiles = t.ReadOnly, config.ReadOnlyProfiles
	state.Strict, state.StrictProfiles = config.Strict, config.StrictProfiles
	state.Homeless = problems
	if fault != nil {
		state.Notes.Log(model.Note{At: time.Now(), Text: "nothing is kept for the next start: " + text.Clean(fault.Error()).String()})
	}
	env, noColor := os.Environ(), t.NoColor || config.NoColor
	if term.Dumb(env) {
		return cli.Mistake(errors.New("this terminal says that it cannot show a screen (TERM is dumb); use tami images and tami image, or set TERM to what the terminal is"))
	}
	folders := files.Find(os.Getenv)
	journals := folders.Journal()
	if t.Demo {
		if journals, err = folders.DemoJournal(false, time.Now()); err != nil {
			return err
		}
	}
	var runner *awsclient.Runner
	terminal := term.New(term.Options{In: os.Stdin, Out: os.Stdout, Env: env, StateDir: folders.State, NoColor: noColor, Syncd: true, LowBandwidth: t.LowBandwidth,
		Detach: func() { runner.Unattended() }})
	runner = awsclient.NewRunner(ctx, client, awsclient.RunnerOptions{Folder: journals, Go: terminal.Go, Waits: true})
	app := ui.New(ctx, ui.Options{
		Backend: client,
		Runner:  runner,
		SignIn:  client,
		Passing: t.Demo,
		Now:     time.Now,
		State:   state,
		Keys:    keys,
		Theme:   t.Theme,
		Look:    themes.Options{Profile: term.Profile(env, noColor), NoColor: noColor, ASCII: t.ASCII || !term.UTF8(env), LowBandwidth: t.LowBandwidth},
		Home:    screen.NewImages(t.Query),
		Save:    files.Create,
		Read:    os.ReadFile,
		Version: buildVersion(),
		Go:      terminal.Go,
	})
	_, err = terminal.Run(ctx, app)
	if ctx.Err() != nil && (errors.Is(err, tea.ErrProgramKilled) || errors.Is(err, term.ErrTerminated)) {
		err = nil // ctrl+c, before the terminal made a key of it
	}
	return errors.Join(leave(runner, app, errors.Is(err, term.ErrHangup)), hangup(err))
}

// finishing is how long the runs of a session that has lost its screen are
// given to come to their end.
const finishing = 15 * time.Minute

// leave brings the runs that still go on to their end, as long as nobody
// interrupts it, and prints what the session has changed. A terminal that goes
// meanwhile interrupts nothing; then, and when it was lost before, the next start
// tells what became of them.
func leave(runner *awsclient.Runner, app *ui.App, lost bool) error {
	gone := make(chan os.Signal, 1)
	signal.Notify(gone, syscall.SIGHUP) // for ever: it would end the process
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, finishing)
	defer cancel()
	if n := app.Flying(); n > 0 {
		fmt.Fprintf(os.Stderr, "tami: %s here without a screen; ctrl+c leaves it to the journal\n", model.Count(n, "run goes on", "runs go on"))
		runner.Unattended()
	}
	err := runner.Close(ctx)
	if _, unsaid := fmt.Fprint(os.Stdout, app.Receipt()); unsaid == nil && !lost && len(gone) == 0 {
		runner.Told(app.Missed()...)
	}
	return err
}

// hangup takes the error off a terminal that has gone: nobody is there to be
// told, and the journal has what was done.
func hangup(err error) error {
	if errors.Is(err, term.ErrHangup) {
		return nil
	}
	return err
}

func defaults(f cli.File) (cli.Defaults, error) {
	c, err := keymap.ParseConfig(f.Name, f.Content)
	if err != nil {
		return cli.Defaults{}, err
	}
	if _, err := keymap.Customise(keymap.Default(), c.Keys); err != nil {
		return cli.Defaults{}, err
	}
	return cli.Defaults{
		Profiles: c.Profiles, Regions: c.Regions, From: c.From, Theme: c.Theme, ReadOnly: c.ReadOnly, ReadOnlyProfiles: c.ReadOnlyProfiles, ASCII: c.ASCII, LowBandwidth: c.LowBandwidth,
	}, nil
}

func keyTable(config cli.File, format string) (string, error) {
	c, err := keymap.ParseConfig(config.Name, config.Content)
	if err != nil {
		return "", err
	}
	layers, err := keymap.Customise(keymap.Default(), c.Keys)
	if err != nil {
		return "", err
	}
	switch format {
	case "json":
		doc, err := keymap.JSON(layers)
		return string(doc), err
	case "markdown":
		return keymap.Markdown(layers), nil
	}
	return keymap.Text(layers), nil
}

// prices is the embedded list, with the user's own over it.
func prices() (ami.Prices, error) {
	list := ami.EmbeddedPrices()
	dir := files.Find(os.Getenv).Config
	if dir == "" {
		return list, nil
	}
	file := filepath.Join(dir, "prices.tsv")
	src, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return list, nil
	}
	if err != nil {
		return list, fmt.Errorf("the prices in %s cannot be read: %w", file, err)
	}
	own, err := ami.ParsePrices(file, src)
	if err != nil {
		return list, err
	}
	return list.Override(own), nil
}

// cacheFolder is where the last known images are kept, nil where none are: a
// demonstration leaves nothing behind.
func cacheFolder(off bool) (*cache.Folder, error) {
	dir := files.Find(os.Getenv).Cache
	if off || dir == "" {
		return nil, nil
	}
	return cache.Open(dir, time.Now())
}

// logger writes to a file of the user's. The text handler escapes whatever a
// terminal could obey.
func logger(file string) (*slog.Logger, error) {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("--log %s cannot be written: %w", file, err)
	}
	if stat, err := f.Stat(); err == nil && stat.Mode().IsRegular() && stat.Mode().Perm()&0o077 != 0 {
		if err := f.Chmod(0o600); err != nil {
			return nil, errors.Join(fmt.Errorf("--log %s cannot be kept from others: %w", file, err), f.Close())
		}
	}
	return slog.New(slog.NewTextHandler(f, nil)), nil
}
