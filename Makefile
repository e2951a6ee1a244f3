# Four commands: the same here, in the README and in .ci/run.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

.PHONY: run demo test check bench browser clean

run: $(VENV)/runtime  ## prepare everything and open the tracker
	$(BIN)/python -m core.web.serve

demo: $(VENV)/runtime  ## the demonstration, with invented people
	PASSERELLE_DB=data/demonstration.db $(BIN)/python -m core demonstration --if-missing
	PASSERELLE_DB=data/demonstration.db $(BIN)/python -m core.web.serve

test: check browser  ## everything that must be green
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: $(VENV)/development  ## style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/development browser  ## figures side by side with a floor, in a real browser
	$(BIN)/python -m benchmarks

browser: $(VENV)/development  ## the browser of the tests
	@$(BIN)/python -m tests.browser.install

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/development: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/runtime

clean:  ## forget what was installed
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
