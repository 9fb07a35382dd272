# Each target sets up what it needs in .venv; a stamp file remembers that it is done. Works with GNU make 3.81.
PYTHON ?= python3
OUT ?= out
PYTEST_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ALL_READY := $(VENV)/.ready-all
LINT_READY := $(VENV)/.ready-lint

.PHONY: help graph test test-all lint scores ontology clean

help:
	@echo "make graph      the sample documents (seeds/documents) into $(OUT)/"
	@echo "make test       the tests that need only Python"
	@echo "make test-all   also those that need a browser, other stores or the real documents; they skip where these are absent"
	@echo "make lint       ruff, mypy, import-linter"
	@echo "make ontology   the page of the ontology (docs/ontology.html)"
	@echo "make scores     documents with gold against it: invented ones, and real ones where they lie beside the checkout"

$(READY): setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "Python 3.10 or later is needed; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	touch $@

$(ALL_READY): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,browser,stores,train,lac]"
	touch $@

$(LINT_READY): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[lint]"
	touch $@

graph: $(READY)
	$(BIN)/kg build seeds/documents --out $(OUT)

test: $(READY)
	$(BIN)/python -m pytest -m "not shared and not browser and not stores" $(PYTEST_ARGS)

test-all: $(ALL_READY)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(LINT_READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

scores: $(READY)
	$(BIN)/python bench/scores.py

ontology: $(READY)
	$(BIN)/kg ontology --output docs/ontology.html

clean:
	rm -rf $(VENV) build dist *.egg-info
