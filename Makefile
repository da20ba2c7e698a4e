# Thin on purpose: every target calls a script, so that nothing needs make.
.DEFAULT_GOAL := list
.PHONY: list run test check bench mutants sequences format pins screenshots translations

list: ## List these targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 20

run: ## Install what running needs, then serve the demonstration on http://127.0.0.1:8000
	@.ci/install run
	@SIPGRANTS_DEMO=1 exec .venv/bin/flask up

test: ## Everything: lint, types, contracts, every test on SQLite, PostgreSQL and in Chromium
	@.ci/packages
	@.ci/install dev
	@.ci/test

check: ## The fast half: lint, types, contracts, unit tests
	@.ci/install dev
	@.ci/test --fast

bench: ## Print how long the heavy parts take and what pages weigh (never asserted)
	@.ci/install dev
	@.venv/bin/python -m bench.ranking
	@.venv/bin/python -m bench.forms
	@.venv/bin/python -m bench.proposal
	@.venv/bin/python -m bench.weight
	@.venv/bin/python -m bench.dossier
	@.venv/bin/python -m bench.statement

mutants: ## Change the Board's rules bit by bit and print what no test notices (some minutes)
	@.ci/install dev
	@.venv/bin/python -m bench.mutants

sequences: ## Do anything with the money in any order, 10,000 times, and print what does not reconcile (an hour)
	@.ci/install dev
	@.venv/bin/python -m bench.sequences

format: ## Put the code into shape
	@.ci/install dev
	@.venv/bin/ruff check --quiet --fix-only . && .venv/bin/ruff format .

pins: ## Resolve requirements/*.in anew into pinned, hashed requirements/*.txt (needs uv)
	@.ci/pins

screenshots: ## Pictures of the demonstration that `make run` serves, into screenshots/
	@.ci/packages
	@.ci/install dev
	@.venv/bin/python -m tests.browser.screenshots

translations: ## Collect the texts into the catalogues, and compile them
	@.ci/install dev
	@.ci/translations
