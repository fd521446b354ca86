# Two commands on a fresh machine: `make run` and `make test`. Needs python3 (3.11 or newer) and make, nothing else.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
EMBEDDED := LEAFPROOF_EMBEDDED=1
WORKERS ?= 2
PARALLEL := -n $(WORKERS) --dist loadgroup
# Variables of the surrounding shell must not turn an embedded run into something else.
CLEAN := env -u DATABASE_URL -u CELERY_BROKER_URL -u CACHE_URL -u AWS_STORAGE_BUCKET_NAME -u SECRET_KEY $(EMBEDDED)

.PHONY: run test check e2e bench accuracy base-rates fuzz messages format lock clean

run: .venv/run
	@mkdir -p var
	@$(CLEAN) DEMONSTRATION=1 PORT=$(PORT) $(BIN)/python manage.py start

# The whole suite on the embedded default. Where LEAFPROOF_TEST_POSTGRES and LEAFPROOF_TEST_REDIS say that real ones
# are there (`.ci/run` does), what the registry promises is asked of PostgreSQL and Redis once more.
test: .venv/run
	$(CLEAN) $(BIN)/python -m pytest $(PARALLEL) -m "not e2e and not benchmark"
	@if [ -n "$$LEAFPROOF_TEST_POSTGRES" ] && [ -n "$$LEAFPROOF_TEST_REDIS" ]; then \
	  echo "The registry's tests again, on PostgreSQL and Redis:"; \
	  $(EMBEDDED) DATABASE_URL="$$LEAFPROOF_TEST_POSTGRES" CACHE_URL="rediscache$${LEAFPROOF_TEST_REDIS#redis}/8" \
	    $(BIN)/python -m pytest $(PARALLEL) -m "not e2e and not benchmark and not installation" tests/registry; \
	else \
	  echo "Not asked of PostgreSQL and Redis: set LEAFPROOF_TEST_POSTGRES and LEAFPROOF_TEST_REDIS to their addresses."; \
	fi

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(EMBEDDED) $(BIN)/mypy labs registry
	$(EMBEDDED) $(BIN)/lint-imports --no-cache
	$(EMBEDDED) $(BIN)/python manage.py makemigrations --check --dry-run
	env -u LEAFPROOF_EMBEDDED SECRET_KEY=$$($(PYTHON) -c "import secrets; print(secrets.token_urlsafe(60))") ALLOWED_HOSTS=leafproof.example \
		DATABASE_URL=postgres://leafproof@localhost/leafproof CELERY_BROKER_URL=redis://localhost:6379/0 CACHE_URL=rediscache://localhost:6379/1 \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

e2e: .venv/dev
	$(EMBEDDED) $(BIN)/python -m pytest -m e2e tests/e2e

bench: .venv/dev
	$(EMBEDDED) $(BIN)/python -m pytest -m benchmark tests/benchmarks -s

# Many pages of odd words, damaged files and honestly rounded tables, where `make test` tries a few. Each night:
# make fuzz EXAMPLES=10000
fuzz: .venv/run
	LEAFPROOF_FUZZ=$(or $(EXAMPLES),1000) $(BIN)/python -m pytest -q tests/labs/test_fuzzed.py \
	  tests/labs/checks/test_arithmetic_properties.py tests/labs/checks/test_honest_rounding.py

# Reads certificates with hand-checked truth and writes labs/accuracy.json; with CHECK=1, fails where a figure fell.
accuracy: .venv/run
	$(BIN)/python -m tests.accuracy $(if $(CHECK),--check) $(if $(ONLY),--only $(ONLY))

# Asks every check (ONLY="id id": these) of genuine certificates and writes labs/checks/base_rates.json.
base-rates: .venv/run
	$(BIN)/python -m tests.base_rates $(if $(ONLY),--only $(ONLY))

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Gathers the words of pages for translators and compiles what they wrote; needs Debian's gettext.
messages: .venv/run
	$(EMBEDDED) $(BIN)/python manage.py makemessages -l cs --no-wrap --no-location --no-obsolete -i ".venv/*" -i "tests/*" -i "var/*"
	$(EMBEDDED) $(BIN)/python manage.py compilemessages -l cs -i ".venv*"

# Writes the pinned requirements anew from pyproject.toml; `pip install uv` first.
lock:
	{ echo "# Everything that running and testing needs, pinned. Made from pyproject.toml: see 'make lock'."; \
	  uv pip compile -q pyproject.toml --no-annotate --no-header --python-version 3.11; } > requirements.txt
	{ echo "# What 'make check', 'make e2e' and 'make bench' need beside requirements.txt. Made by 'make lock'."; \
	  echo "-r requirements.txt"; \
	  uv pip compile -q pyproject.toml --group dev -c requirements.txt --no-annotate --no-header --python-version 3.11 \
	    | sort | comm -13 <(sort requirements.txt) -; } > requirements-dev.txt
lock: SHELL := /bin/bash

.venv/run: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what Leafproof needs (once, about a minute)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/run
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis
