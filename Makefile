# `make run` and `make test` need Python 3.11 to 3.13, git and make, and set up all else by themselves in .venv.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHONS := python3.11 python3.12 python3.13 python3
FIND_PYTHON = for python in $(PYTHONS); do \
	  if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then echo $$python; break; fi; \
	done

.PHONY: run test test-all bench regenerate setup clean train evaluate-model

# The main job: the tables of corpus/, into outputs/.
run: $(READY)
	$(BIN)/stanceflow extract corpus --out outputs

# All tests but those that take minutes.
test: $(READY)
	$(BIN)/python -m pytest -m "not slow"

# All tests.
test-all: $(READY)
	$(BIN)/python -m pytest

# Ratios of time and memory, into docs/benchmarks.md: `make bench ARTICLES=FOLDER`, or on corpus/ alone. Nothing else should be running.
bench: $(READY)
	$(BIN)/python benchmarks/scaling.py $(or $(ARTICLES),corpus) --to docs/benchmarks.md

# After a change of the shipped pipeline or of corpus/: freezes the parses anew, and approves the tables that come of them.
regenerate: $(READY)
	$(BIN)/python tests/freeze_parses.py
	$(BIN)/python -m pytest tests/test_snapshots.py --regen-all

# The shipped pipeline anew, and its scores: `make train DATA=FOLDER`; what FOLDER holds stands in training/README.md.
train: $(READY)
	@test -n "$(DATA)" || { echo "make train: say where the data is: make train DATA=FOLDER" >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,train]"
	$(MAKE) -C training all PYTHON="$(abspath $(BIN)/python)" DATA="$(abspath $(DATA))"

evaluate-model: $(READY)
	@test -n "$(DATA)" || { echo "make evaluate-model: say where the data is: make evaluate-model DATA=FOLDER" >&2; exit 2; }
	$(MAKE) -C training evaluate-model PYTHON="$(abspath $(BIN)/python)" DATA="$(abspath $(DATA))"

setup: $(READY)

clean:
	rm -rf $(VENV)

# Installs the package (editable) with what its tests need; done again only when pyproject.toml changes.
$(READY): pyproject.toml
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo "make: needs Python 3.11, 3.12 or 3.13 (tried: $(PYTHONS)); install one of them" >&2; exit 1; fi; \
	echo "Setting up $(VENV) with $$($$python --version) ..."; \
	$$python -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@
