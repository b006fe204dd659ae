# `make` alone lists what there is. The commands of the local stack and of deployment: infra/local/local.mk.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
LINT_BIN := .venv-lint/bin
CHECKED := $(wildcard functions infra benchmarks simulation tests)
TEMPLATES := $(wildcard template.yaml infra/*.yaml)
COMPILE := $(LINT_BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

-include infra/local/local.mk

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: venv
venv: ## Make .venv from requirements-dev.txt (hash-checked; again only when that file changed)
	@infra/environment.sh .venv requirements-dev.txt

.PHONY: venv-lint
venv-lint:
	@infra/environment.sh .venv-lint requirements-lint.txt

.PHONY: venv-analysis
venv-analysis:
	@infra/environment.sh .venv-analysis requirements-analysis.txt

.PHONY: peer
peer: ## Make .venv-peer, in which django-helpdesk is measured beside the product
	@infra/environment.sh .venv-peer requirements-peer.txt

.PHONY: assets
assets: ## Take the pages' scripts from npm (Node.js 20 or newer; again only when their lock changed)
	@$(PYTHON) -m infra.assets

.PHONY: browser
browser: ## Make sure of a Chromium that draws Chinese, for the browser's tests (Debian and Ubuntu: installed for root)
	@$(PYTHON) -m infra.local.browser

.PHONY: drivers
drivers: venv-analysis ## What drives satisfaction: make drivers FILE=answers.csv or CAMPAIGN= (infra/analysis/drivers.py)
	@HEARTHLINE_TOKEN="$(or $(TOKEN),$(if $(CAMPAIGN),$(shell $(MAKE) -s token USER=marketing)))" \
	  .venv-analysis/bin/python -m infra.analysis.drivers --from "$(PWD)" --file "$(FILE)" --campaign "$(CAMPAIGN)" \
	  --url "$(or $(URL),http://127.0.0.1:$(or $(PORT),8080))" --outcome "$(OUTCOME)" --attributes "$(ATTRIBUTES)" \
	  --weighted "$(WEIGHTED)" --draws "$(DRAWS)"

# Beside each other, since each takes one core: the types of all files take as long as everything else.
.PHONY: lint
lint: ## Check style, types, imports, templates and security
	@$(MAKE) --no-print-directory -j2 venv venv-lint
	@$(MAKE) --no-print-directory -j2 lint-types lint-all-else

.PHONY: lint-types
lint-types:
	$(BIN)/mypy $(CHECKED)

.PHONY: lint-all-else
lint-all-else:
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	PYTHONPATH=functions $(BIN)/lint-imports
	$(LINT_BIN)/bandit --quiet -c pyproject.toml --severity-level medium -r functions $(wildcard infra benchmarks simulation)
	$(LINT_BIN)/cfn-lint $(TEMPLATES)
	$(LINT_BIN)/checkov --quiet --compact --skip-download --framework cloudformation $(addprefix --file ,$(TEMPLATES))

.PHONY: format
format: venv ## Rewrite the code in the house's style
	$(BIN)/ruff check --fix-only $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

# Tests of the running stack share one worker: there is one stack, and its first start is the slow part.
.PHONY: test
test: venv assets browser ## Run every test
	$(BIN)/pytest -n 2

.PHONY: thorough
thorough: venv assets browser ## Run every test in full size, or some: make thorough TESTS=tests/system (hours)
	HEARTHLINE_THOROUGH=1 $(BIN)/pytest -n 2 $(TESTS)

.PHONY: test-fast
test-fast: venv assets ## Run the tests that need no server and no browser (under 60 s)
	$(BIN)/pytest -n 2 -m "not system and not browser and not dynamodb_local"

.PHONY: simulate
simulate: venv ## Run a company in this process under faults: SEED= DAYS= SHARE= FAULTS= KEEP= (docs/simulation.md)
	@PYTHONPATH=functions $(BIN)/python -m simulation $(if $(SEED),--seed $(SEED)) $(if $(DAYS),--days $(DAYS)) \
	  $(if $(SHARE),--share $(SHARE)) $(if $(FAULTS),--faults $(FAULTS)) $(if $(KEEP),--keep $(KEEP))

.PHONY: openapi
openapi: venv ## Write the HTTP contract anew from the routes and models
	@PYTHONPATH=functions $(BIN)/python -m infra.openapi

.PHONY: docs
docs: openapi ## Write all documents anew that are made from the code: the contract, docs/events.md, docs/roles.md, the tables of docs/analytics.md
	@PYTHONPATH=functions $(BIN)/python -m infra.roles
	@PYTHONPATH=functions $(BIN)/python -m infra.analytics_schema
	@UPDATE_GOLDEN=1 $(BIN)/pytest -q -p no:randomly tests/unit/events/test_contracts.py

.PHONY: lock
lock: venv-lint ## Lock the newest versions that the requirements allow
	$(COMPILE) --upgrade functions/requirements.in -o functions/requirements.txt
	$(COMPILE) --upgrade requirements-dev.in -c functions/requirements.txt -o requirements-dev.txt
	$(COMPILE) --upgrade requirements-analysis.in -c requirements-dev.txt -o requirements-analysis.txt
	$(COMPILE) --upgrade requirements-lint.in -o requirements-lint.txt
	$(COMPILE) --upgrade requirements-peer.in -o requirements-peer.txt
	cd infra/web && npm update --package-lock-only
