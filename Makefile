# Wirewatch, by make: every target first sees to it that .venv is there and up to date.
#
#   make run     the daemon, with config.yaml on SQLite
#   make demo    sample feeds on loopback: alerts, a duplicate, an update, within seconds
#   make test    style, types, import contracts and all tests
#   make check   config.yaml, without touching the network
#   make bench   measurements, on the data in DATA (BENCH=stories for one of them)
#   make clean   removes what tools leave behind; make distclean removes .venv too
#   make lock    writes the lock files anew (needs uv; LOCK_ARGS=--upgrade takes newer versions)

PYTHON ?= python3
CONFIG ?= config.yaml
DATA ?= ../shared/data
BENCH ?= accuracy facts stories rules streams kills snapshots fidelity poll
UV ?= uv

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEERS := $(VENV)/.peers

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check bench bench-peers clean distclean lock
.SUFFIXES:

help:
	@sed -n 's/^#   //p' Makefile

setup: $(STAMP)

# The environment belongs to Wirewatch alone. It is made anew when its Python has gone.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Wirewatch needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

# Every dependency, build tools included, is installed by hash; so the project itself is built
# without isolation: an isolated build would fetch its back end unpinned. Modules are compiled here,
# since a process that may not write beside them would compile them at each start.
$(STAMP): requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q monitor rules storage
	@touch $@

run: setup
	$(BIN)/wirewatch run --config $(CONFIG) $(ARGS)

demo: setup
	$(BIN)/wirewatch demo $(ARGS)

check: setup
	$(BIN)/wirewatch check --config $(CONFIG) $(ARGS)

bench: setup $(addprefix bench-,$(BENCH))

bench-accuracy: setup
	$(BIN)/python -m bench.accuracy --data $(DATA)/casualties $(ARGS)

bench-facts: setup
	$(BIN)/python -m bench.facts --items $(DATA)/stream/lede.jsonl.gz $(ARGS)

bench-stories: setup
	$(BIN)/python -m bench.stories $(DATA)/stories --crowd $(DATA)/stream/lede.jsonl.gz $(ARGS)

bench-story_scale: setup
	$(BIN)/python -m bench.story_scale $(DATA)/stories --stream $(DATA)/stream/lede.jsonl.gz $(ARGS)

bench-fit_stories: setup
	$(BIN)/python -m bench.fit_stories $(DATA)/stories $(ARGS)

bench-snapshots bench-fidelity: bench-%: setup
	$(BIN)/python -m bench.$* --data $(DATA)/feeds $(ARGS)

bench-streams: setup
	$(BIN)/python -m bench.streams --data $(DATA)/stream $(ARGS)

bench-rules: $(PEERS)
	$(BIN)/python -m bench.rules --data $(DATA)/stream $(ARGS)
	$(BIN)/python -m bench.rules --data $(DATA)/stream --load

# The peers that are measured beside Wirewatch: programs for bench/poll, engines for bench/rules.
bench-peers: $(PEERS)

$(PEERS): bench/requirements.lock $(STAMP)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement bench/requirements.lock
	@touch $@

bench-%: setup
	$(BIN)/python -m bench.$* $(ARGS)

# Cheap steps first. make stops at the first that fails.
test: setup
	@echo "== ruff check"
	@$(BIN)/ruff check
	@echo "== ruff format --check"
	@$(BIN)/ruff format --check
	@echo "== mypy --strict"
	@$(BIN)/mypy
	@echo "== lint-imports"
	@$(BIN)/lint-imports
	@echo "== pytest"
	@$(BIN)/pytest $(ARGS)

clean: setup
	$(BIN)/ruff clean --quiet
	rm -rf build dist .mypy_cache .pytest_cache .import_linter_cache .hypothesis
	find . -path ./$(VENV) -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis $(VENV)

# The build back end and what its editable installs need are locked with the rest. The image takes
# a second file: the same versions without the development tools.
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 \
  --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

lock:
	printf 'hatchling>=1.25\neditables\n' | $(COMPILE) $(LOCK_ARGS) --group dev \
	  --output-file requirements.lock pyproject.toml -
	printf 'hatchling>=1.25\n' | $(COMPILE) --constraint requirements.lock \
	  --output-file deploy/requirements.lock pyproject.toml -
	$(COMPILE) $(LOCK_ARGS) --constraint requirements.lock --group bench \
	  --output-file bench/requirements.lock
