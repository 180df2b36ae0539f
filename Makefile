# Two commands matter: `make demo` starts the portal, `make test` proves it.
PYTHON ?= python3
RUN = .venv/bin/python
export PORT DATA_DIR DEMO_PASSWORD

.PHONY: demo test check lock bench audit pictures setup

demo:
	@$(PYTHON) scripts/demo.py

test:
	@$(PYTHON) scripts/run_tests.py $(ARGS)

setup:
	@$(PYTHON) scripts/ready.py --tests

check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy portal pages eservices
	.venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=portal.settings.test $(RUN) manage.py makemigrations --check --dry-run
	.venv/bin/djhtml --check --tabwidth 2 templates
	$(RUN) scripts/catalogues.py check
	DJANGO_SETTINGS_MODULE=portal.settings.production SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	  ALLOWED_HOSTS=portals.example $(RUN) manage.py check --deploy --fail-level WARNING

lock:
	for name in base dev node; do \
	  .venv/bin/uv pip compile --quiet --upgrade --python-version 3.11 --universal --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header requirements/$$name.in -o requirements/$$name.txt; \
	done

bench: setup
	@$(RUN) -m tests.bench

audit: setup
	@$(RUN) -m tests.site_audit

pictures: setup
	@$(RUN) scripts/pictures.py
