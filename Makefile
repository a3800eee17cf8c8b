# The one vocabulary of the project: people, the README and continuous integration call only these.
PYTHON ?= python3
STACK ?= dev
BASE ?= main
HEAD ?= .
UV_VERSION := 0.9.30
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed-$(shell cat requirements/lock.txt pyproject.toml Makefile 2>/dev/null | cksum | cut -d' ' -f1)
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help

help: ## Show what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(INSTALLED): requirements/lock.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "evenkeel needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1). Set PYTHON=python3.x." >&2; exit 1; }
	@rm -f $(VENV)/.installed-*
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements/lock.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

install: $(INSTALLED) ## Make .venv with the locked dependencies

preview: $(INSTALLED) ## Preview a stack offline (STACK=dev)
	$(BIN)/evenkeel preview $(STACK)

test: $(INSTALLED) ## Run the fast tests: no network, no credentials, no cluster
	$(BIN)/pytest -n 2 -q

test-engine: $(INSTALLED) ## Run the program under the real Pulumi engine (builds the CLI once, needs Go)
	$(BIN)/pytest -n 2 -q tests/engine

test-cluster: $(INSTALLED) ## Put the objects on a real control plane (builds it once, needs Go)
	$(BIN)/pytest -n 2 -q tests/cluster

check: $(INSTALLED) ## Judge a stack by the policies (STACK=dev)
	$(BIN)/evenkeel check $(STACK)

review: $(INSTALLED) ## Review a change as the code host will (BASE=main HEAD=.)
	@$(BIN)/python -S -m scripts.review record '$(BASE)' '$(HEAD)' --evenkeel $(BIN)/evenkeel; code=$$?; \
	  case $$code in 0|3) $(BIN)/python -S -m scripts.review comment --dry-run || code=1;; esac; exit $$code

bench: $(INSTALLED) ## Measure: floor, previews, a diff, large programs, plans and rules; medians of interleaved runs
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/diff.py
	$(BIN)/python benchmarks/policies.py

pictures: $(INSTALLED) ## Make the pictures of the documentation again (MERMAID=path/to/mermaid.min.js; needs Chromium)
	$(BIN)/python -m scripts.architecture_pictures prod
	$(BIN)/python -m scripts.review_pictures $(if $(MERMAID),--mermaid '$(MERMAID)')

golden: $(INSTALLED) ## Render the charts' examples again; read the difference before you commit it
	$(BIN)/python scripts/golden_charts.py

schema: $(INSTALLED) ## Write the stack file's JSON Schema again
	$(BIN)/evenkeel schema > stacks/platform.schema.json.new && mv stacks/platform.schema.json.new stacks/platform.schema.json

lint: $(INSTALLED) ## Check style, formatting and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(INSTALLED) ## Check types strictly, against the real SDKs
	$(BIN)/basedpyright

format: $(INSTALLED) ## Format and fix what can be fixed mechanically
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(INSTALLED) ## Update the locked dependencies from pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-emit-index-url --no-emit-find-links --no-header --group dev pyproject.toml --output-file requirements/lock.txt

clean: ## Remove the environment and caches
	rm -rf $(VENV) .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help install preview test test-engine test-cluster check review bench pictures golden schema lint types format lock clean
