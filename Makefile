# make demo   install, read the sample reports, and show the page
# make test   install, then check everything but what takes minutes
# make slow   what takes minutes

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PAGE := out/demo.html

.PHONY: demo test slow lint install clean
.DELETE_ON_ERROR:

demo: $(INSTALLED)
	$(BIN)/riwaya extract samples/ --format html -o $(PAGE)
	@echo "The page is $(abspath $(PAGE))"
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && command -v xdg-open >/dev/null; then xdg-open $(PAGE); \
	elif [ "$$(uname)" = Darwin ]; then open $(PAGE); fi

test: lint
	$(BIN)/python -m pytest -m "not slow" -n auto

slow: $(INSTALLED)
	$(BIN)/python -m pytest -m slow -n auto

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy

install: $(INSTALLED)

$(INSTALLED): pyproject.toml
	@test -n "$(PYTHON)" || { echo "No python3 found: install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11: run make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments: install its venv package (Debian: apt-get install python3-venv)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
