# Everything that is done with this repository, by name: `make help`.

PYTHON ?= python3
PORT ?= 8000
JOBS ?= auto
PICTURES ?= .make/pictures
ACTIONS ?= 1000000
BIN := .venv/bin
UV := .uv/bin/uv

# The checks read the application's settings: each gets a folder of its own, never yours.
CHECKING = env -u DATABASE_URL DJANGO_SETTINGS_MODULE=benevalibre.settings DATA_DIR=$(CURDIR)/.make/data/$@ EMAIL_URL=memorymail://
CHECKS := types lint imports templates translations migrations # the longest first
SIDE_BY_SIDE := -j2 --keep-going $(if $(filter output-sync,$(.FEATURES)),--output-sync)
TEMPLATES := find benevalibre -path '*/templates/*' -name '*.html'
COMPILE := $(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url

export NO_COLOR := 1
unexport PYTHONDONTWRITEBYTECODE # what is compiled once serves each process of a test run

.DEFAULT_GOAL := help
.PHONY: help install install-dev run demo test test-sqlite test-postgresql test-browser pictures images \
	check format lint types imports templates translations migrations bench interop messages lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## set up .venv and its command, benevalibre
	@$(PYTHON) tools/install.py run

install-dev: ## the same with what the tests need
	@$(PYTHON) tools/install.py dev

run: export BASE_URL := $(or $(BASE_URL),http://127.0.0.1:$(PORT))
run: install ## serve the application with its demo on http://127.0.0.1:8000 (PORT=8123 for another)
	@exec $(BIN)/benevalibre serve --demo --port $(PORT)

demo: install ## fill an empty instance with the demo
	@$(BIN)/benevalibre demo

test: ## check, then every test: on SQLite, on PostgreSQL, in a browser
	@$(PYTHON) tools/programs.py gettext chromium postgresql
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgresql
	@$(MAKE) --no-print-directory test-browser
	@echo "== all is well"

test-sqlite: install-dev ## the fast tests on SQLite
	@echo "== tests on SQLite"
	@env -u DATABASE_URL $(BIN)/python -m pytest -q -n $(JOBS)

test-postgresql: install-dev ## the fast tests on PostgreSQL, in a cluster of their own
	@echo "== tests on PostgreSQL"
	@$(PYTHON) tools/postgresql.py $(BIN)/python -m pytest -q -n $(JOBS)

test-browser: install-dev ## the journeys in a browser, with axe on each page
	@echo "== tests in a browser"
	@$(PYTHON) tools/programs.py chromium
	@env -u DATABASE_URL $(BIN)/python -m pytest -q -n $(JOBS) -m browser -s tests/browser

pictures: install-dev ## look at every page: pictures at 390 and 1280 px, light and dark
	@$(PYTHON) tools/programs.py chromium
	@env -u DATABASE_URL PICTURES=$(PICTURES) $(BIN)/python -m pytest -q -n $(JOBS) -m browser tests/browser/test_pages.py
	@echo "pictures are in $(PICTURES)"

images: install-dev ## draw the pictures of the docs again, from the demo
	@$(PYTHON) tools/programs.py chromium
	@env -u DATABASE_URL IMAGES=docs/images $(BIN)/python -m pytest -q -m browser tests/browser/test_demo.py

check: install-dev ## lint, types, import rules, templates, translations, migrations
	@$(MAKE) --no-print-directory $(SIDE_BY_SIDE) $(CHECKS)

format: install-dev ## put Python and templates in their usual form
	@$(BIN)/ruff check -q --fix-only .
	@$(BIN)/ruff format -q .
	@$(TEMPLATES) | xargs $(BIN)/djade --target-version 5.2 || true

lint: install-dev
	@echo "== ruff"
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .

types: install-dev
	@echo "== mypy"
	@$(CHECKING) $(BIN)/mypy --no-error-summary

imports: install-dev
	@echo "== imports"
	@$(BIN)/lint-imports --no-logo
	@$(CHECKING) $(BIN)/python tools/check_upward.py

templates: install-dev
	@echo "== templates"
	@$(TEMPLATES) | xargs $(BIN)/djade --target-version 5.2 --check

translations: install-dev
	@echo "== translations"
	@$(PYTHON) tools/programs.py gettext
	@$(CHECKING) $(BIN)/python tools/messages.py check

migrations: install-dev
	@echo "== migrations"
	@$(CHECKING) $(BIN)/python -m django makemigrations --check --dry-run

bench: install ## times and queries of the pages, on a million actions (ACTIONS=20000 for fewer)
	@DATA_DIR=$(CURDIR)/.make/bench-$(ACTIONS) $(BIN)/benevalibre bench --actions $(ACTIONS)

interop: install-dev ## move an association to and from a real Bénévalibre 2.0.1 (not part of make test)
	@env -u DATABASE_URL -u DATA_DIR -u BASE_URL $(BIN)/python tools/interop.py

messages: install-dev ## read the texts again into the catalogues, and compile them
	@$(PYTHON) tools/programs.py gettext
	@$(CHECKING) $(BIN)/python tools/messages.py write

lock: install-dev ## choose the versions again (UPGRADE=--upgrade for the newest)
	@$(COMPILE) $(UPGRADE) requirements.in -o requirements.txt
	@$(COMPILE) $(UPGRADE) requirements.in requirements-dev.in -o requirements-dev.txt
	@$(COMPILE) $(UPGRADE) tools/uv.in -o tools/uv.txt

clean: ## take away what was installed and made; your data stays
	rm -rf .venv .uv .make .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	find benevalibre tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
