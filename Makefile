# Grantlab's commands. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV := $(BIN)/python -m uv pip install --quiet --python $(BIN)/python
CLIENTS := .clients
ENVIRONMENTS := tests/clients/environments
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run dev test test-full crash clients check format bench accuracy proofs lock

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.installed ## Install the locked packages, and start nothing

run: $(VENV)/.installed ## Serve Grantlab on http://localhost:8484
	@$(BIN)/python app.py

dev: $(VENV)/.installed-dev ## The same, reloading when a file changes
	@$(BIN)/python app.py --reload

test: $(VENV)/.installed-dev ## Run all tests; those that cannot run here are named at the end
	@sh tests/support/install-browser.sh
	@sh tests/support/install-postgresql.sh
	@$(MAKE) --no-print-directory --keep-going clients \
	  || echo "Not every client could be installed: the tests of the others run."
	$(BIN)/python -m pytest -n 2 --dist loadgroup

test-full: export GRANTLAB_TESTS = full
test-full: test ## All tests, the long ones at full length

crash: export GRANTLAB_TESTS = full
crash: $(VENV)/.installed-dev ## Kill, cut, fill and lock: what docs/reliability.md promises, at full length
	$(BIN)/python -m pytest tests/crash

clients: $(CLIENTS)/python-quickbooks/.installed $(CLIENTS)/node/.installed ## Install the clients that need an environment of their own

check: $(VENV)/.installed-dev ## Lint, types, layers, templates, prose
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet templates
	$(BIN)/codespell
	@if command -v node >/dev/null; then for script in static/js/*.js; do node --check "$$script" || exit 1; done; fi

format: $(VENV)/.installed-dev ## Let the formatters have their way
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	-$(BIN)/djlint --reformat --quiet templates

bench: $(VENV)/.installed-dev ## Measure, and write docs/performance.md
	$(BIN)/python -m tests.bench.run

accuracy: $(VENV)/.installed-dev ## Say how often the diagnosis of pastes is right (CASES=path)
	@$(BIN)/python -m tests.accuracy.run $(CASES)

proofs: $(VENV)/.installed-dev ## Say in docs/lifecycle.md which tests carry which statement
	$(BIN)/python -m tests.conventions.proofs

lock: ## Write the lock files anew (needs uv)
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
	echo "uv" | $(COMPILE) --no-annotate - -o requirements-uv.lock
	$(COMPILE) $(ENVIRONMENTS)/python-quickbooks/requirements.in -o $(ENVIRONMENTS)/python-quickbooks/requirements.lock
	cd $(ENVIRONMENTS)/node && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Grantlab needs Python 3.11 or newer. Say which: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing here. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# uv installs the same locked packages several times faster; where it cannot be had, or
# does not know the way to the packages, pip does it.
$(VENV)/.installed: requirements.lock requirements-uv.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked packages (once) ..."
	@$(PIP) --require-hashes --requirement requirements-uv.lock || echo "Going on without uv."
	@$(UV) --require-hashes --requirement requirements.lock 2>/dev/null \
	  || $(PIP) --require-hashes --requirement requirements.lock
	@$(UV) --no-deps --no-build-isolation --editable . 2>/dev/null \
	  || $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing what tests and checks need (once) ..."
	@$(UV) --require-hashes --requirement requirements-dev.lock 2>/dev/null \
	  || $(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(CLIENTS)/python-quickbooks/.installed: $(ENVIRONMENTS)/python-quickbooks/requirements.lock | $(VENV)/.installed
	@echo "Installing python-quickbooks (once) ..."
	@$(BIN)/python -m venv $(@D)
	@$(BIN)/python -m uv pip install --quiet --python $(@D)/bin/python --require-hashes --requirement $< 2>/dev/null \
	  || $(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(CLIENTS)/node/.installed: $(ENVIRONMENTS)/node/package.json $(ENVIRONMENTS)/node/package-lock.json
	@command -v npm >/dev/null || { echo "No npm is installed (Debian: apt install nodejs npm)."; exit 1; }
	@echo "Installing the clients for Node (once) ..."
	@mkdir -p $(@D) && cp $^ $(@D)
	@cd $(@D) && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@
