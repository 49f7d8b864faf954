# One door to the project. "make" alone lists what there is.

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
BIN     := $(CURDIR)/bin
LDFLAGS := -s -w -X main.version=$(VERSION)

export CGO_ENABLED := 0

.DEFAULT_GOAL := help
.PHONY: help run build test check generate fmt bench shots mutations vulnerabilities clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 24

run: build ## build the program and open the demo on http://127.0.0.1:8080
	@$(BIN)/keephope demo

build: ## build bin/keephope
	@[ -x $(BIN)/keephope ] || echo "Building Keep Hope. The first time this takes a minute or two, and needs the network for Go modules."
	@$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN)/keephope .

test: ## run the whole suite: SQLite, PostgreSQL and a real browser
	@echo "Testing: minutes pass without a word while the browser is at work."
	@scripts/test

check: ## look at the code: format, vet, staticcheck, generated files, the house
	@scripts/check

generate: ## write the generated files anew (the tables that node makes: CONTRIBUTING.md)
	@$(GO) tool templ generate -log-level error
	@$(GO) generate -skip '^//go:generate node ' ./...

fmt: ## format the code
	@$(GO) tool templ fmt -log-level error .
	@$(GO) build -C tools/check -o $(BIN)/gofumpt mvdan.cc/gofumpt
	@$(BIN)/gofumpt -w $$(git ls-files -co --exclude-standard '*.go' | grep -v _templ.go)

bench: ## measure, beside limits taken in the same run (about ten minutes)
	@echo "Measuring: the first figures come after two or three minutes."
	@TMPDIR=/var/tmp scripts/postgres --durable $(GO) test -run '^$$' -bench '^BenchmarkFigures$$' -timeout 30m ./server

shots: ## photograph the pages into e2e/shots
	@KEEPHOPE_TEST_SHOTS=$(CURDIR)/e2e/shots scripts/test -count=1 -run '^TestJourney' ./e2e

mutations: ## plant leaks and holes in a copy of the source: a test must find each
	@scripts/test -tags mutations -count=1 -run Planted -parallel 2 -v -timeout 60m ./server

vulnerabilities: ## ask the Go vulnerability database (needs the network)
	@$(GO) build -C tools/check -o $(BIN)/govulncheck golang.org/x/vuln/cmd/govulncheck
	@$(BIN)/govulncheck ./...

clean: ## remove what was built; the data stays
	@rm -rf $(BIN)
