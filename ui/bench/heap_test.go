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

// BenchmarkHeap is what a known image costs in memory: its row and its part of
// the search index, after a collection, as the real client and the real state
// hold them.
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
				client.Fetch(b.Context(), []ami.Need{need}, state.Learn)
				b.ReportMetric(float64(held()-before)/float64(n), "B/row")
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
