# Two commands do everything, with Python 3.11+ and make: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev

MUTATION := $(VENV)/.ready-mutation

# A worker a core; each takes tests from the others' end of the row when its own part is done.
TEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

.PHONY: demo test test-slow coverage mutants lint docs words web locked clean

demo: $(READY)  ## a few lookups, and the graph view in social-security.html
	@echo '$$ sskg show "drug procurement"' && $(BIN)/sskg show "drug procurement"
	@echo && echo '$$ sskg query reforms' && $(BIN)/sskg query reforms
	@echo && echo '$$ sskg why "common prosperity"' && $(BIN)/sskg why "common prosperity"
	@echo && echo '$$ sskg figures "old-age insurance coverage"' && $(BIN)/sskg figures "old-age insurance coverage"
	@echo && echo '$$ sskg view -o social-security.html' && $(BIN)/sskg view -o social-security.html
	@echo && echo "Open social-security.html in a browser: it needs no network."

test: $(DEV)  ## all tests but the slow ones; those of the browser skip where it is missing
	$(TEST) -m "not slow"

test-slow: $(DEV)  ## the tests that take longer: large data, processes killed at any moment, the wheel
	$(TEST) -m slow

coverage: $(DEV)  ## as `make test`, and fail where less than 95% of lines and branches is run
	rm -f .coverage .coverage.*
	$(TEST) -m "not slow" --cov --cov-report=term-missing

mutants: $(MUTATION)  ## break names, chains, evidence and protocol in every small way: docs/testing.md
	$(BIN)/mutmut run
	$(BIN)/mutmut results

lint: $(DEV)  ## style, types and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(DEV)  ## write the generated documents anew
	$(BIN)/python docs/refresh.py

words: $(DEV)  ## bring the catalogue of messages up to date, and build what the program reads
	$(BIN)/python docs/generate_catalogue.py

web: web/node_modules/.package-lock.json  ## check the scripts of the pages, and bundle them into the package
	npm --prefix web run types
	npm --prefix web run lint
	npm --prefix web run build

web/node_modules/.package-lock.json: web/package-lock.json
	npm --prefix web ci --no-audit --no-fund --ignore-scripts
	@touch $@

locked:  ## the environment anew, with exactly the versions of uv.lock
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv sync --quiet --locked --all-extras --inexact
	@touch $(READY) $(DEV)

clean:
	rm -rf $(VENV) social-security.html

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sskg needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(DEV): $(READY)
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

$(MUTATION): $(DEV)
	$(BIN)/python -m pip install --quiet --group mutation
	@touch $@
