# Every command of the project. `make demo` and `make test` need nothing prepared but Python 3.11+, a C++ compiler and make.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# By name: a build writes other .txt and .cmake files into kernel/, and a second make would build again.
KERNEL := $(wildcard kernel/CMakeLists.txt kernel/leader.cmake kernel/matcher.cmake kernel/*/*.cpp kernel/*/*.h kernel/*/*.py)

.PHONY: help demo test check format lint types imports docs pictures bench clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

demo: .venv/ready ## the main job on embedded defaults; EXIT=1 ends by itself, RESET=1 starts anew
	@$(BIN)/python -m openbitmap.demo $(if $(EXIT),--exit) $(if $(RESET),--reset)

test: .venv/tested ## every test; ARGS='tests/unit -k name' runs these alone
	@$(if $(ARGS),$(BIN)/python -m pytest $(ARGS),tools/every_test)

check: .venv/tested lint types imports ## lint, strict types, import contracts, house rules
	@$(BIN)/python -m pytest -q tests/house

lint: .venv/tested ## ruff: rules and format
	@$(BIN)/ruff check src tests tools benchmarks kernel && $(BIN)/ruff format --check src tests tools benchmarks kernel

format: .venv/tested ## rewrite in the project's format
	@$(BIN)/ruff check --fix src tests tools benchmarks kernel; $(BIN)/ruff format src tests tools benchmarks kernel

types: .venv/tested ## mypy, strict
	@$(BIN)/mypy

imports: .venv/tested ## who may import whom
	@$(BIN)/lint-imports

docs: .venv/tested ## regenerate what is generated
	@for generator in tools/reference_docs.py tools/itl_reference.py; do $(BIN)/python $$generator; done

pictures: .venv/tested ## take the pictures of docs/roles anew, in a browser
	@OPENBITMAP_PICTURES=1 $(BIN)/python -m pytest -q tests/journeys/test_page_*.py

bench: .venv/tested ## the speed of search, measured small
	@$(BIN)/openbitmap bench search --people 10000 --json var/bench-search.json

clean: ## remove what was built; the demo's node stays in var/
	@rm -rf build .venv src/openbitmap/biometrics/*.so src/openbitmap/biometrics/*.panels
	@git clean -qfdX kernel

# The environment: first what the product needs, then what its tests need. Stamps are older than what they depend on
# whenever that changes, so a pull is enough to rebuild.
.venv/ready: pyproject.toml $(KERNEL)
	@echo "setting up .venv and building the kernel (about a minute the first time)"
	@tools/environment $(PYTHON)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --editable .
	@touch $@

.venv/tested: .venv/ready
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[test]'
	@tools/browser
	@touch $@
