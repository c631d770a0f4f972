package main

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
	"github.com/sahilm/fuzzy"

	"tami/awsclient"
	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/query"
)

// judgement is a query with what somebody who types it over the demo's public
// catalogue and its own images wants to see, told by the name.
type judgement struct{ src, want string }

func judgements() []judgement {
	return []judgement{
		{"ubuntu jammy arm64", `/ubuntu-jammy-22\.04-arm64-`}, {"jammy", `ubuntu-jammy-`}, {"noble amd64", `ubuntu-noble-24\.04-amd64`},
		{"minimal noble", `noble-24\.04-.*-minimal`}, {"ubuntu pro jammy", `jammy-.*-pro-server`}, {"ubuntu eks", `^ubuntu-eks/|EKS.*Ubuntu`},
		{"al2023 arm64", `al2023-.*arm64`}, {"al2023 minimal", `^al2023-ami-minimal-`}, {"amzn2 arm64", `^amzn2-.*arm64`},
		{"ecs gpu", `ecs-gpu-`}, {"ecs neuron", `ecs-neuron-`}, {"eks nvidia arm64", `eks-node-.*-arm64-nvidia`}, {"eks neuron", `eks-node-.*-neuron`},
		{"windows 2022 core", `Windows_Server-2022-English-Core-`}, {"win sql web", `Windows_Server-.*SQL_\d+_Web`}, {"windows german", `Windows_Server-.*-German-`},
		{"rhel 9 arm64", `^RHEL-9.*arm64`}, {"debian 12", `^debian-12-`}, {"debian backports", `^debian-.*backports`}, {"sles sap", `suse-sles-.*sap`},
		{"fedora coreos", `^fedora-coreos-`}, {"centos stream 9", `^CentOS Stream 9 `}, {"nixos aarch64", `^nixos/.*aarch64`}, {"talos arm64", `^talos-.*arm64`},
		{"pytorch ubuntu", `PyTorch.*Ubuntu`}, {"tensorflow", `TensorFlow`}, {"deep learning neuron", `Deep Learning AMI Neuron`},
		{"bottlerocket fips", `^bottlerocket-.*-fips-`}, {"bottlerocket ecs", `^bottlerocket-aws-ecs-`}, {"macos arm64", `macos-.*arm64`},
		{"beanstalk python", `elasticbeanstalk-.*python`}, {"bitnami redis", `^bitnami-redis-`}, {"cis level 1", `^CIS .*Level 1`},
		{"web arm64", `^web-arm64-`}, {"api", `^api-`}, {"worker", `^worker-`}, {"golden", `^golden-`}, {"cirunner", `^ci-runner-`},
	}
}

// demoImages are all images that the demo's account can see.
func demoImages(t *testing.T) []*ami.Image {
	t.Helper()
	account, err := sim.New(sim.Options{Seed: sim.Demo(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))})
	if err != nil {
		t.Fatal(err)
	}
	var images []*ami.Image
	client := awsclient.New(awsclient.Options{Transport: account.Transport()})
	client.Fetch(t.Context(), []ami.Need{ami.Images{Where: ami.Where{Region: region}, From: ami.Source{Kind: ami.All}}}, func(f ami.Fact) {
		if f.Problem != nil {
			t.Fatal(f.Problem.Title)
		}
		if page, ok := f.Body.(ami.ImagePage); ok {
			for i := range page.Images {
				images = append(images, &page.Images[i])
			}
		}
	})
	return images
}

// ranker answers the first images that a query finds.
type ranker func(src string) []*ami.Image

func byTami(images []*ami.Image) ranker {
	c := query.New(query.Place{})
	c.Upsert(images)
	return func(src string) []*ami.Image {
		q, _ := query.Parse(src)
		var first []*ami.Image
		for _, row := range c.Search(q, query.Order{By: query.ByRank}, 20, query.Env{}).Rows {
			first = append(first, c.At(row))
		}
		return first
	}
}

func textOf(i *ami.Image) string {
	return strings.Join([]string{i.Name.String(), i.ID.String(), i.Description.String(), i.OwnerAlias.String()}, " ")
}

func byFind(images []*ami.Image) ranker {
	texts := make([]string, len(images))
	for n, i := range images {
		texts[n] = textOf(i)
	}
	return func(src string) []*ami.Image {
		var first []*ami.Image
		for _, m := range fuzzy.Find(src, texts) {
			first = append(first, images[m.Index])
		}
		return first[:min(20, len(first))]
	}
}

// byFzf orders as fzf does: by the score of all words, then the shorter text.
func byFzf(images []*ami.Image) ranker {
	algo.Init("default")
	slab := util.MakeSlab(100*1024, 2048)
	return func(src string) []*ami.Image {
		type hit struct {
			image       *ami.Image
			score, size int
		}
		var hits []hit
	next:
		for _, i := range images {
			chars := util.ToChars([]byte(textOf(i)))
			h := hit{image: i, size: chars.Length()}
			for _, w := range strings.Fields(src) {
				r, _ := algo.FuzzyMatchV2(false, true, true, &chars, []rune(w), false, slab)
				if r.Start < 0 {
					continue next
				}
				h.score += r.Score
			}
			hits = append(hits, h)
		}
		slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Or(b.score-a.score, a.size-b.size) })
		var first []*ami.Image
		for _, h := range hits[:min(20, len(hits))] {
			first = append(first, h.image)
		}
		return first
	}
}

// Of what a query finds, the first twenty are what its writer wants, and the
// newest of that stands on top.
func TestJudgedQueriesOverTheDemo(t *testing.T) {
	images := demoImages(t)
	rankers := []struct {
		name string
		rank ranker
	}{{"tami", byTami(images)}, {"fzf", byFzf(images)}, {"fuzzy.Find", byFind(images)}}
	sums, newest := make([]float64, len(rankers)), make([]int, len(rankers))
	for _, j := range judgements() {
		want := regexp.MustCompile(j.want)
		var wanted []*ami.Image
		for _, i := range images {
			if want.MatchString(i.Name.String()) {
				wanted = append(wanted, i)
			}
		}
		if len(wanted) == 0 {
			t.Errorf("%s: the demo has nothing of it", j.src)
			continue
		}
		latest := slices.MaxFunc(wanted, func(a, b *ami.Image) int { return cmp.Compare(a.Created.UnixMilli(), b.Created.UnixMilli()) }).Created
		got := make([]float64, len(rankers))
		for n, r := range rankers {
			first := r.rank(j.src)
			for _, i := range first {
				if want.MatchString(i.Name.String()) {
					got[n] += 1 / float64(min(20, len(wanted)))
				}
			}
			if len(first) > 0 && first[0].Created == latest {
				newest[n]++
			}
			sums[n] += got[n]
		}
		t.Logf("%-22s %4d images  tami %.2f  fzf %.2f  fuzzy.Find %.2f", j.src, len(wanted), got[0], got[1], got[2])
		if got[0] < 0.75 { // "1" of "cis level 1" is in many dates
			t.Errorf("%s: %.2f of the first 20 are wanted", j.src, got[0])
		}
	}
	of := float64(len(judgements()))
	for n, r := range rankers {
		t.Logf("%-10s precision at 20: %.2f, the newest on top: %d of %.0f", r.name, sums[n]/of, newest[n], of)
	}
	if sums[0] < sums[1] || sums[0] <= sums[2] {
		t.Error("a rival finds more")
	}
	if newest[0] < 34 {
		t.Errorf("the newest stands on top %d times", newest[0])
	}
}
