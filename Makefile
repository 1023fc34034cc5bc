# The few commands people need; the scripts folder holds what they do.

bin = $(if $(and $(VIRTUAL_ENV),$(wildcard $(VIRTUAL_ENV)/bin/python)),$(VIRTUAL_ENV)/bin,.venv/bin)

.PHONY: help demo test check ends exchange benchmark clean
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' Makefile

demo: ## run the India study's front page and write the run folder to ./run
	@scripts/install
	@$(bin)/monazite run india --output run
	@echo "Open run/brief.html to read it, or move the levers yourself: $(bin)/monazite studio"

test: ## install, check and test, as continuous integration does
	@scripts/install tools
	scripts/check
	scripts/test

check: ## check format, lint, types and the direction of imports
	@scripts/install tools
	scripts/check

ends: ## install the oldest and the newest allowed dependencies and try them; takes minutes
	scripts/version-ends

exchange: ## read what monazite exports with frictionless and pyam; takes minutes
	@scripts/install tools
	$(bin)/python scripts/exchange

benchmark: ## time the India study and its brief against the same matrix given straight to the solver
	@scripts/install tools
	$(bin)/python benchmarks/flagship.py
	$(bin)/python benchmarks/brief.py

clean: ## remove what was built, cached and written by runs; the environment stays
	rm -rf build dist run .hypothesis .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +
