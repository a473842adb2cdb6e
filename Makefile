# Builds the book. On a fresh machine `make` also makes .venv from requirements.lock and sees to the system
# libraries of the layout engine; nothing that is already there is installed again.
# Paths are relative, so the project may lie in a folder whose name has spaces. GNU make 3.81 (macOS) will do.

PYTHON ?= python3

SLUG := $(or $(shell sed -n "s/^slug:[ \"']*\([A-Za-z0-9._-]*\).*/\1/p" manuscript/book.yaml 2>/dev/null),book)
PDF  := output/$(SLUG).pdf
EPUB := output/$(SLUG).epub

# UTF-8 everywhere, whatever the caller's locale (the second is for programs other than Python).
export PYTHONUTF8 := 1
export LC_ALL := C.UTF-8
export PIP_DISABLE_PIP_VERSION_CHECK := 1

RUN      := .venv/bin/python
ifeq ($(shell uname),Darwin)
# Homebrew's libraries are not on macOS's search path, and an exported variable of this name does not outlive the shell.
RUN      := DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib $(RUN)
endif
PIPELINE := $(RUN) -m pipeline
PEERS    := tests/benchmarks/requirements.lock

# What the books depend on: every file and folder an editor or designer touches (a folder's time tells of deletions),
# the pipeline, the installed packages, and the current commit, whose date the books carry.
SOURCES := $(shell find manuscript styles -not -name '.*' -print | sed 's/ /\\ /g') \
           $(shell find pipeline -name __pycache__ -prune -o -type f -not -name '.*' -print | sed 's/ /\\ /g')
COMMIT  := $(wildcard $(shell git rev-parse --git-path logs/HEAD 2>/dev/null))
INPUTS  := $(SOURCES) $(COMMIT) .venv/.ready

.PHONY: all pdf epub watch print html check test bench lint clean help java
.DEFAULT_GOAL := all

# One run of the pipeline makes both books, each replaced only if the run succeeds. Make considers the PDF first, and
# unless that was the only goal, the run brings the EPUB along, which make then finds fresh; so never both at once.
.NOTPARALLEL:
# Interrupted, make would delete them: rather the last good edition.
.PRECIOUS: $(PDF) $(EPUB)

all: $(PDF) $(EPUB) ## Build the PDF and the EPUB (the default)
	@$(if $(BUILT),:,echo "Up to date: $(PDF) and $(EPUB)")

pdf: $(PDF) ## Build only the PDF
	@$(if $(BUILT),:,echo "Up to date: $(PDF)")

epub: $(EPUB) ## Build only the EPUB
	@$(if $(BUILT),:,echo "Up to date: $(EPUB)")

watch: .venv/.ready ## Make the PDF, and again whenever something is saved; Ctrl-C ends it
	@$(PIPELINE) watch

print: .venv/.ready ## Make the printer's files: block and cover, in inks, with bleed and crop marks
	$(PIPELINE) build --only print

html: .venv/.ready ## Leave the assembled documents in output/html/ for a browser
	$(PIPELINE) build --only html

check: $(PDF) $(EPUB) ## Check the manuscript and both finished files
	$(PIPELINE) check

test: .venv/.ready java ## Run the tests
	$(RUN) -m pytest

bench: .venv/.ready ## Measure builds beside their peers: a quarter of an hour of a quiet machine
	@$(RUN) -m pip install --quiet --require-hashes --only-binary :all: --requirement $(PEERS) || \
	  echo "Some peers cannot be installed here; they will be skipped" >&2
	$(RUN) -m tests.benchmarks

lint: .venv/.ready ## Check style, types and import rules of the code
	$(RUN) -m ruff check pipeline tests
	$(RUN) -m ruff format --check pipeline tests
	$(RUN) -m mypy
	.venv/bin/lint-imports --no-logo

clean: ## Remove outputs and caches; .venv stays
	find output -mindepth 1 -not -name README.md -delete
	find pipeline tests -name __pycache__ -prune -exec rm -rf {} +
	rm -rf .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

# --- The books ---

# $(call build,OPTIONS,PRODUCTS): the products get the time at which the build began, so that what was saved during it
# counts as changed since.
define build
	$(eval BUILT := yes)@mark=$$(mktemp) && trap 'rm -f "$$mark"' EXIT && echo "$(PIPELINE) build$(1)" && $(PIPELINE) build$(1) && touch -c -r "$$mark" $(2)
endef

ONLY_PDF := $(and $(MAKECMDGOALS),$(if $(filter all epub check,$(MAKECMDGOALS)),,yes))

$(PDF): $(INPUTS)
	$(if $(ONLY_PDF),$(call build, --only pdf,$(PDF)),$(call build,,$(PDF) $(EPUB)))

$(EPUB): $(INPUTS)
	$(call build, --only epub,$(EPUB))

# --- Set-up ---

# $(call ensure,TEST,DEBIAN,FEDORA,MACOS,EXIT): run TEST; if it fails, install the Debian packages where apt needs no
# password, and run it again; if it still fails, say in one line what to install, and exit with EXIT.
define ensure
	@{ $(1); } >/dev/null 2>&1 && exit; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo='sudo -n'; \
	if command -v apt-get >/dev/null && $$sudo true 2>/dev/null; then \
	  echo "Installing $(2)"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  $$sudo apt-get update -qq; \
	  $$sudo apt-get install -y -qq --no-install-recommends $(2) >/dev/null; \
	  { $(1); } >/dev/null 2>&1 && exit; \
	fi; \
	echo "Not found, please install: $(2) (Debian: apt), $(3) (Fedora: dnf) or $(4) (macOS: brew)" >&2; exit $(5)
endef

CAN_MAKE_VENV := $(PYTHON) -c 'import ensurepip, venv'
HAS_LIBRARIES := $(RUN) -c 'from weasyprint.text.ffi import harfbuzz_subset as found; raise SystemExit(found is None)'
HAS_JAVA      := java -version

.venv/.ready: .venv/.libraries pyproject.toml
	@$(RUN) -m pip install --quiet --no-index --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.libraries: .venv/.locked
	$(call ensure,$(HAS_LIBRARIES),libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0,pango harfbuzz,pango harfbuzz,1)
	@touch $@

# A changed lock file means a new environment, so that nothing lingers that it no longer names. An environment knows its own
# path and must be made in its place: the old one stands aside meanwhile, and comes back if no new one can be made.
.venv/.locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=python3.12" >&2; exit 1; }
	$(call ensure,$(CAN_MAKE_VENV),python3-venv,python3,python,1)
	@echo "Making .venv from requirements.lock"
	@restore() { [ ! -d .venv.old ] || { rm -rf .venv; mv .venv.old .venv; }; }; \
	restore; trap 'restore; exit 130' INT TERM HUP; \
	[ ! -d .venv ] || mv .venv .venv.old; \
	if $(PYTHON) -m venv --clear .venv && \
	   $(RUN) -m pip install --quiet --require-hashes --only-binary :all: --requirement requirements.lock && touch $@; \
	then rm -rf .venv.old; \
	else restore; echo "No new .venv could be made; what was there before is there still" >&2; exit 1; fi

# EPUBCheck runs on Java. Without it the tests still run and name that check as skipped.
java:
	$(call ensure,$(HAS_JAVA),default-jre-headless,java-latest-openjdk-headless,--cask temurin,0)
