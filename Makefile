# One command each; `make help` lists them. What a command needs, it installs.

PYTHON := .venv/bin/python
UV := .venv/bin/uv
COMPILE := $(UV) pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock"

# Tests start hundreds of processes: they find everything compiled, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test quick slow faults fuzz lint types contracts lock gazetteers screenshots bench mutants \
	clean environment

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: ## open the window, at first on the sample project
	@sh .ci/environment.sh window
	@$(PYTHON) main.py

test: lint contracts ## lint, types, contracts and all tests, without a screen (ORDER=7: shuffled)
	@$(MAKE) --no-print-directory --jobs 2 types quick  # mypy needs one core, windows wait

PYTEST := QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto --maxprocesses 8 --dist worksteal

export TAWSEEM_ORDER := $(ORDER)

quick: environment
	$(PYTEST) -m "not slow"

TIMES := 10

slow: environment ## what takes longer: ten times the kills, power cuts and random examples (TIMES=3: fewer)
	TAWSEEM_TIMES=$(TIMES) $(PYTEST) -m "slow or many or hypothesis"

# make faults ONLY="--operation split --fault kill"; each broken promise prints how to repeat it
faults: environment ## every operation meets every fault of disk, clock and power; a table of counts
	$(PYTHON) -m tests.faults $(ONLY)

# make fuzz EXAMPLES=500 SEED=7
fuzz: environment ## wrong files of every format and of our own, 20,000 of them; a table of counts
	$(PYTHON) -m tests.fuzz --examples $(or $(EXAMPLES),20000) --seed $(or $(SEED),1)

environment:
	@sh .ci/environment.sh test

lint: environment ## style and format of the code
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: environment ## mypy, strict
	$(PYTHON) -m mypy

contracts: environment ## which room may import what
	.venv/bin/lint-imports

lock: environment ## write both locks anew from pyproject.toml
	$(PYTHON) -m pip install --quiet uv
	$(COMPILE) --upgrade pyproject.toml --output-file requirements.txt
	$(COMPILE) --upgrade pyproject.toml --group dev --constraint requirements.txt \
		--output-file requirements-dev.txt

gazetteers: environment ## write the generated gazetteers anew
	$(PYTHON) -m tests.tools.build_gazetteers resources/gazetteers

screenshots: environment ## take the pictures of the README from the running window
	$(PYTHON) tests/tools/screenshots.py

# Those for suggestions need gold of their own: make bench CORPUS=gold.jsonl.gz
BENCHMARKS := $(filter-out suggestions learning relations,$(basename $(notdir $(wildcard tests/benchmarks/*.py))))

bench: environment ## measure; the numbers are printed, nothing fails
	@for name in $(BENCHMARKS); do \
		echo "== $$name"; $(PYTHON) -m tests.benchmarks.$$name || exit 1; done
	@$(PYTHON) -m tests.benchmarks.relations tests/data/gold/gold.jsonl
	@if [ -n "$(CORPUS)" ]; then for name in suggestions learning; do \
		$(PYTHON) -m tests.benchmarks.$$name "$(CORPUS)" || exit 1; done; fi

# make mutants PLACE=annotation/commands/rules.py; SAMPLE=150 tries so many, TESTS=folder with these
mutants: environment ## put faults into a PLACE one by one: which does no test notice?
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.tools.mutants $(PLACE) \
		$(if $(SAMPLE),--sample $(SAMPLE)) $(if $(TESTS),--tests $(TESTS))

clean: ## remove the environment and all caches, never a project
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
