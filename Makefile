# Two commands do everything, with Python 3.11+ and make: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev

.PHONY: demo test lint docs locked clean

demo: $(READY)  ## a few lookups, and the graph view in social-security.html
	@echo '$$ sskg show "drug procurement"' && $(BIN)/sskg show "drug procurement"
	@echo && echo '$$ sskg query reforms' && $(BIN)/sskg query reforms
	@echo && echo '$$ sskg why "common prosperity"' && $(BIN)/sskg why "common prosperity"
	@echo && echo '$$ sskg figures "old-age insurance coverage"' && $(BIN)/sskg figures "old-age insurance coverage"
	@echo && echo '$$ sskg view -o social-security.html' && $(BIN)/sskg view -o social-security.html
	@echo && echo "Open social-security.html in a browser: it needs no network."

test: $(DEV)  ## all tests; those of the browser skip where there is no Chromium
	$(BIN)/python -m pytest

lint: $(DEV)  ## style, types and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(DEV)  ## write the generated documents anew
	$(BIN)/python docs/refresh.py

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
