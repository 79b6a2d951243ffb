# What there is to do here; `make help` lists it. Any make will do.
.POSIX:
PREPARE = sh scripts/python.sh scripts/prepare.py
BIN = .venv/bin

help: # diese Liste
	@sed -n 's/^\([a-z]*\):[^#]*# \(.*\)/make \1	\2/p' Makefile

run: # das Portal auf http://127.0.0.1:8000 (KUEMMERER_HOST, KUEMMERER_PORT)
	@$(PREPARE) run
	@exec $(BIN)/kuemmerer serve

test: # alles prüfen, was zu prüfen ist; Browser und Werkzeuge werden geholt
	@$(PREPARE) test
	@$(BIN)/python scripts/browser.py
	@PATH="$$PWD/$(BIN):$$PATH" $(BIN)/pytest -n auto

check: # die zehn Sekunden vor einem Commit: Form, Typen, Stockwerke, Inhalte
	@$(PREPARE) test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kuemmerer check
	$(BIN)/pytest -q tests/test_floors.py

fix: # formatieren und beheben, was sich von selbst beheben lässt
	@$(PREPARE) test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: # requirements/ und frontend/package-lock.json neu schreiben
	@$(PREPARE) run
	@sh scripts/lock.sh

.PHONY: help run test check fix lock
