# Two commands do everything: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
TOOLS := .tools
UV := $(TOOLS)/bin/uv
RUN := $(UV) run --frozen --no-sync
FLASK := $(RUN) flask --app wsgi
PYTHON ?= python3
export PORT
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON_PREFERENCE := only-system
export UV_SYSTEM_CERTS := true

.PHONY: help setup catalogues static migrate demo run test test-long check system system-test clean \
        bench-pages bench-certificates bench-print bench-square bench-integrity bench-register verifiers handouts handouts-check screens strings

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

system: ## Install what the running service needs from Debian, where it is missing.
	@deploy/system-packages run

system-test: ## Install what the tests need from Debian, where it is missing.
	@deploy/system-packages run test

$(UV):
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"

setup: system $(UV) ## Make the Python environment from the lock file.
	@$(UV) sync --frozen --quiet

catalogues: setup ## Compile the translations.
	@$(RUN) pybabel --quiet compile -d translations 2>/dev/null

static: setup ## Collect the static files under names with digests.
	@$(FLASK) assets collect

migrate: catalogues ## Bring the database to the newest schema.
	@$(FLASK) db upgrade

demo: catalogues ## Load the demo programme, clearly invented; a second time changes nothing.
	@$(FLASK) demo start

run: demo ## Set up and serve on 127.0.0.1:8000 (PORT=… for another) with the worker beside.
	@exec deploy/serve

VERIFIERS := tests/verifiers/node_modules/.package-lock.json

verifiers: system-test $(VERIFIERS) ## Fetch the programs of others that check our credentials, as locked.

$(VERIFIERS): tests/verifiers/package-lock.json
	@cd tests/verifiers && npm ci --silent
	@touch $@

test: verifiers $(UV) ## Set up and run every check and test.
	@$(UV) sync --frozen --quiet
	@$(RUN) pybabel --quiet compile -d translations 2>/dev/null
	@$(MAKE) --no-print-directory check
	@$(RUN) pytest -q -n 2 --dist loadfile

test-long: verifiers $(UV) ## Run what "make test" asks of a sample only, on everything.
	@$(RUN) pytest -q -n 2 --dist loadfile -m long

check: ## Lint, types, course.
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@WAYMARK_ENV=testing $(FLASK) course check

strings: setup ## Collect the strings of the interface into the catalogues.
	@$(RUN) pybabel --quiet extract -F pyproject.toml -k _l -c NOTE: --no-wrap --sort-by-file -o translations/messages.pot .
	@$(RUN) pybabel --quiet update --ignore-obsolete --no-wrap --no-fuzzy-matching -i translations/messages.pot -d translations

handouts: catalogues ## Draw the leaflet of each module in each language into build/handouts.
	@$(FLASK) handouts draw --out build/handouts

handouts-check: system-test catalogues ## Draw all leaflets and look whether each is whole, in order and in its place.
	@WAYMARK_ALL_LEAFLETS=1 $(RUN) pytest -q tests/handouts/test_pdf.py

bench-pages: system-test catalogues ## Pages a second behind nginx, as ratios to our own hello in one run.
	@$(RUN) python -m tests.bench.pages

bench-certificates: system-test catalogues ## Cost of a certificate, next to plain WeasyPrint and Chromium in one run.
	@$(RUN) python -m tests.bench.certificates

bench-print: system-test catalogues ## Certificates a second through the queue, and the memory of those that draw.
	@$(RUN) python -m tests.bench.printing

bench-square: catalogues ## How well phones read the square: eight names, two rasters, two readers.
	@$(RUN) python -m tests.bench.square

bench-integrity: ## Which signals seeded classes raise, honest ones and frauds, two hundred of each.
	@$(RUN) python -m tests.bench.integrity

bench-register: system-test catalogues ## Search 10,000, 100,000 and 1,000,000 certificates on PostgreSQL, and less on SQLite.
	@$(RUN) python -m tests.bench.register

screens: system-test catalogues ## Every card of MODULE in every language at 360×640: measured, and pictures to look at.
	@$(RUN) python -m tests.pages.lessons $(or $(MODULE),contract)

clean: ## Remove what was built; the data in instance/ stays.
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache
