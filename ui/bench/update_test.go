package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/keymap"
	"tami/model"
	"tami/model/ami"
	"tami/themes"
	"tami/ui"
	"tami/ui/screen"
)

// inside is the program without a terminal: keys go into Update, and what View
// returns is thrown away, as when the renderer has not come round yet.
type inside struct {
	app   *ui.App
	now   time.Time
	state *model.State
}

// start makes a program of 120x40 that knows some facts.
func start(b *testing.B, regions []string, facts []ami.Fact) *inside {
	b.Helper()
	ctx, stop := context.WithCancel(b.Context())
	b.Cleanup(stop)
	scope, err := model.ParseScope(nil, regions)
	if err != nil {
		b.Fatal(err)
	}
	in := &inside{state: model.New(scope, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices()), now: time.Date(2047, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, f := range facts {
		in.state.Learn(f)
	}
	in.app = ui.New(ctx, ui.Options{
		Backend: silent{}, Now: func() time.Time { return in.now }, State: in.state,
		Keys: keymap.Default(), Theme: "dark", Look: themes.Options{Profile: colorprofile.ANSI256}, Home: screen.NewImages(""),
	})
	in.app.Init()
	in.app.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	return in
}

// silent is an AWS that never answers: what is known was known before.
type silent struct{}

func (silent) Fetch(ctx context.Context, _ []ami.Need, _ func(ami.Fact)) { <-ctx.Done() }

// answers asks the simulator for all images of the account, n over some
// regions, over the real client.
func answers(b *testing.B, regions []string, n int) []ami.Fact {
	b.Helper()
	account, err := sim.New(sim.Options{Seed: world(regions, n)})
	if err != nil {
		b.Fatal(err)
	}
	client := awsclient.New(awsclient.Options{Transport: account.Transport()})
	var facts []ami.Fact
	needs := []ami.Need{ami.Caller{}}
	for _, name := range regions {
		at := ami.Where{Region: name}
		needs = append(needs, ami.Instances{Where: at}, ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}})
	}
	for _, need := range needs {
		client.Fetch(b.Context(), []ami.Need{need}, func(f ami.Fact) {
			if f.Problem != nil {
				b.Fatal(f.Problem.Title)
			}
			facts = append(facts, f)
		})
	}
	return facts
}

// press is what a key costs until its frame, without the terminal.
func (in *inside) press(k tea.KeyPressMsg) cost {
	in.now = in.now.Add(40 * time.Millisecond)
	begin, before := time.Now(), spent()
	in.app.Update(k)
	in.app.View()
	return cost{time.Since(begin), spent() - before}
}

// cost is how long something took, and the processor time that it took of the
// whole program, 0 where the system does not tell.
type cost struct{ wall, cpu time.Duration }

// leasts is the smaller of two runs at each step, in both; the first may be
// missing.
func leasts(a, b []cost) []cost {
	for i := range a {
		b[i] = cost{min(a[i].wall, b[i].wall), min(a[i].cpu, b[i].cpu)}
	}
	return b
}

// walk goes down 100 rows, a page now and then, and up again.
func (in *inside) walk() []cost {
	var all []cost
	for i := range 200 {
		k := tea.KeyPressMsg{Code: 'j', Text: "j"}
		switch {
		case i == 199:
			k = tea.KeyPressMsg{Code: 'g', Text: "g"}
		case i%10 == 9:
			k = tea.KeyPressMsg{Code: 'f', Mod: tea.ModCtrl}
		case i >= 100:
			k = tea.KeyPressMsg{Code: 'k', Text: "k"}
		}
		all = append(all, in.press(k))
	}
	return all
}

// search types queries letter by letter and clears each.
func (in *inside) search() []cost {
	var all []cost
	for _, query := range []string{"web arm", "payments x86", "state:available", "ci runner 2025", "!web age<2y"} {
		in.press(tea.KeyPressMsg{Code: '/', Text: "/"})
		for _, r := range query {
			all = append(all, in.press(tea.KeyPressMsg{Code: r, Text: string(r)}))
		}
		in.press(tea.KeyPressMsg{Code: tea.KeyEscape})
	}
	return all
}

// report says how long the steps of a script took, each at its quickest: what
// else the machine does can only add.
func report(b *testing.B, what string, costs []cost) {
	var all, cpu times
	for _, c := range costs {
		all, cpu = append(all, c.wall), append(cpu, c.cpu)
	}
	b.ReportMetric(milliseconds(all.at(0.5)), "p50-ms/"+what)
	b.ReportMetric(milliseconds(all.at(0.99)), "p99-ms/"+what)
	b.ReportMetric(milliseconds(all.at(1)), "worst-ms/"+what)
	b.ReportMetric(milliseconds(cpu.at(0.99)), "p99-cpu-ms/"+what)
	b.ReportMetric(0, "ns/op") // of a whole script, which says nothing
}

// BenchmarkKey moves the cursor and searches, in accounts of several sizes.
func BenchmarkKey(b *testing.B) {
	one := []string{region}
	for _, account := range []struct {
		regions []string
		images  int
	}{{one, 1000}, {one, 10_000}, {one, 100_000}, {one, 300_000}, {twenty(), 25_000}, {twenty(), 100_000}} {
		facts := answers(b, account.regions, account.images)
		for _, script := range []struct {
			name string
			run  func(*inside) []cost
		}{{"walk", (*inside).walk}, {"search", (*inside).search}} {
			b.Run(fmt.Sprintf("%s/%d/regions=%d", script.name, account.images, len(account.regions)), func(b *testing.B) {
				in := start(b, account.regions, facts)
				var all []cost
				for b.Loop() {
					all = leasts(all, script.run(in))
				}
				report(b, "key", all)
			})
		}
	}
}

// BenchmarkLoad is what the pages of an account cost the loop as they come in,
// with and without a search on the screen: no key is answered meanwhile.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		facts := answers(b, []string{region}, n)
		for _, query := range []string{"", "web arm"} {
			b.Run(fmt.Sprintf("%d/%q", n, query), func(b *testing.B) {
				var all []cost
				for b.Loop() {
					in, run := start(b, []string{region}, nil), []cost(nil)
					in.press(tea.KeyPressMsg{Code: '/', Text: "/"})
					for _, r := range query {
						in.press(tea.KeyPressMsg{Code: r, Text: string(r)})
					}
					for _, f := range facts {
						begin, before := time.Now(), spent()
						in.state.Learn(f)
						in.app.Update(nil)
						in.app.View()
						run = append(run, cost{time.Since(begin), spent() - before})
					}
					all = leasts(all, run)
				}
				report(b, "page", all)
			})
		}
	}
}
