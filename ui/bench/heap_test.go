package main

import (
	"fmt"
	"runtime"
	"testing"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model"
	"tami/model/ami"
)

// BenchmarkHeap is what a known image costs in memory after a collection, as
// the real client and the real state hold it: its row, and with it its part of
// the search index.
func BenchmarkHeap(b *testing.B) {
	for _, n := range []int{5000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			account, err := sim.New(sim.Options{Seed: account(region, n)})
			if err != nil {
				b.Fatal(err)
			}
			client := awsclient.New(awsclient.Options{Transport: account.Transport()})
			scope, err := model.ParseScope(nil, []string{region})
			if err != nil {
				b.Fatal(err)
			}
			need := ami.Images{Where: ami.Where{Region: region}, From: ami.Source{Kind: ami.Mine}}
			for b.Loop() {
				state := model.New(scope, need.From, ami.EmbeddedPrices())
				before := held()
				facts := make([]ami.Fact, 0, 128)
				client.Fetch(b.Context(), []ami.Need{need}, func(f ami.Fact) { facts = append(facts, f) })
				b.ReportMetric(float64(held()-before)/float64(n), "B/row")
				for _, f := range facts {
					state.Learn(f)
				}
				b.ReportMetric(float64(held()-before)/float64(n), "B/row-searchable")
				if got := state.Inventory(need).Corpus.Len(); got != n {
					b.Fatalf("%d images are known, want %d", got, n)
				}
			}
		})
	}
}

// held is the memory of what is still in use, in bytes.
func held() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what the first left to be swept counts no more
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
