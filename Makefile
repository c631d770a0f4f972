# The everyday commands of this repository. Nothing here is needed to use
# tami: `go run . --demo` and `go test ./...` want Go and nothing else.

VERSION   ?= devel
OUT       ?= out
LINT       = go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
RELEASER   = go run github.com/goreleaser/goreleaser/v2@v2.15.1

# One way to build, so that a binary depends on the source alone: no folder
# names, no time, no build ID. .goreleaser.yaml uses the same words.
BUILD      = CGO_ENABLED=0 go build -trimpath -buildvcs=false \
             -ldflags "-s -w -buildid= -X main.version=$(VERSION)"

TARGETS    = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

# Packages whose Go benchmarks `make bench` runs, before ui/bench measures the
# whole program in a pseudo-terminal.
BENCH_PACKAGES = ./model/... ./keymap/... ./themes/... ./awsclient/... ./ui/...
BENCH_COUNT   ?= 1

# Packages that `make soak` tries: SOAK_PACKAGES=./awsclient/... takes a part.
SOAK_PACKAGES ?= ./...

.DEFAULT_GOAL := build
.PHONY: help build test race soak vet format lint arch bench pictures generate looks \
        cross reproduce sbom fuzz extras release-check ci clean

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

build: ## Build ./tami
	$(BUILD) -o tami .

test: ## Run the tests
	go test ./...

race: ## Run the tests under the race detector (slow)
	go test -race ./...

soak: ## Try at length what the tests try for a moment (half an hour and more)
	TAMI_SOAK=1 go test -count=1 -timeout 90m $(SOAK_PACKAGES)

vet: ## Run go vet
	go vet ./...

format: ## Rewrite every Go file as gofmt would
	gofmt -w .

lint: ## Run golangci-lint, built from source on first use
	$(LINT) run ./...

arch: ## Check the house rules and print how the tree compares with them
	go test -count=1 -v arch_test.go

bench: ## Run the benchmarks, then measure the whole program
	go test -run '^$$' -bench . -benchmem -count $(BENCH_COUNT) $(BENCH_PACKAGES)
	$(BUILD) -o $(OUT)/tami-measured .
	go run ./ui/bench -tami $(OUT)/tami-measured

pictures: ## Draw docs/images again from what the real program writes
	go test -count=1 -run Picture ./ui -update

generate: ## Write docs/keys.md again
	go test -count=1 -run TestDocumentIsFresh ./keymap -update

looks: ## Write the golden screens again; read the difference as prose
	go test -count=1 ./ui ./ui/cli -update

cross: ## Build for every released platform, to see that it compiles
	@set -e; for t in $(TARGETS); do \
		echo "build $$t"; \
		GOOS=$${t%/*} GOARCH=$${t#*/} $(BUILD) -o $(OUT)/tami-$${t%/*}-$${t#*/} .; \
	done

reproduce: ## Build twice in two folders and compare the bytes
	@sh .ci/reproduce '$(VERSION)'

sbom: ## Write what the binary is made of into $(OUT), and check that the list is whole
	go test -count=1 ./.ci/sbom
	$(BUILD) -o $(OUT)/tami-listed . && go run ./.ci/sbom $(OUT)/tami-listed $(OUT)/tami.sbom.json

fuzz: ## Run every fuzz target for FUZZTIME (2s each)
	@bash .ci/fuzz

extras: ## Write completions and man pages into $(OUT)
	@sh .ci/extras '$(OUT)'

release-check: reproduce sbom ## What must hold before a release is tagged
	$(RELEASER) check

ci: ## What CI runs
	bash .ci/run

clean: ## Remove what these targets wrote
	rm -rf tami $(OUT) dist
